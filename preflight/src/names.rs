//! Names inside archives: made readable whatever wrote them, and what they say about a file.

use std::cmp::Ordering;

/// What an entry is by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A folder.
    Folder,
    /// What operating systems leave behind.
    Litter,
    /// JPEG or PNG.
    Image,
    /// JPEG or PNG by what it holds, under a name that does not say so.
    Unusual,
    /// Another archive.
    Archive,
    /// Anything else.
    Other,
}

/// The upper half of code page 437, which old ZIP programs use (APPNOTE, appendix D).
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";

/// Makes a name readable. `utf8`: the entry says so (flag 11); `unicode`: its "Unicode path" field, already checked.
/// Without either the bytes decide: plain ASCII, UTF-8 that macOS does not announce, Thai (CP874), else CP437.
#[must_use]
pub fn readable(raw: &[u8], utf8: bool, unicode: Option<&[u8]>) -> String {
    if let Some(Ok(text)) = unicode.map(std::str::from_utf8) {
        return text.to_owned();
    }
    match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) if utf8 => String::from_utf8_lossy(raw).into_owned(),
        Err(_) if is_thai(raw) => raw.iter().map(|byte| thai(*byte)).collect(),
        Err(_) => raw.iter().map(|byte| dos(*byte)).collect(),
    }
}

fn dos(byte: u8) -> char {
    if byte.is_ascii() {
        return char::from(byte);
    }
    let at = usize::from(byte - 0x80);
    CP437.chars().nth(at).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// TIS-620 with the punctuation that Windows adds to it (CP874).
fn thai(byte: u8) -> char {
    match byte {
        0..=0x7f => char::from(byte),
        0x80 => '€',
        0x85 => '…',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x95 => '•',
        0x96 => '–',
        0x97 => '—',
        0xa0 => '\u{A0}',
        0xa1..=0xda | 0xdf..=0xfb => {
            char::from_u32(0x0e01 + u32::from(byte - 0xa1)).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        _ => char::REPLACEMENT_CHARACTER,
    }
}

/// Whether bytes above ASCII are Thai rather than CP437: all of them are letters or marks of TIS-620, at least two stand
/// together, and every mark above or below a letter follows one.
fn is_thai(raw: &[u8]) -> bool {
    let letter = |b: u8| matches!(b, 0xa1..=0xcf);
    let mark = |b: u8| matches!(b, 0xd1 | 0xd4..=0xda | 0xe7..=0xee);
    let other = |b: u8| matches!(b, 0xd0 | 0xd2 | 0xd3 | 0xdf..=0xe6 | 0xef..=0xfb);
    let mut before = 0;
    let mut together = 0;
    for byte in raw.iter().copied() {
        if !byte.is_ascii() {
            if !(letter(byte) || mark(byte) || other(byte)) {
                return false;
            }
            if mark(byte) && !(letter(before) || mark(before)) {
                return false;
            }
            together += usize::from(!before.is_ascii());
        }
        before = byte;
    }
    together > 0
}

/// The path in parts. Some Windows programs write backslashes.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split(['/', '\\'])
}

/// The name without its folders.
#[must_use]
pub fn base(path: &str) -> &str {
    parts(path).last().unwrap_or(path)
}

/// The folder that holds it; empty for none.
#[must_use]
pub fn folder(path: &str) -> &str {
    path.get(..path.len() - base(path).len())
        .unwrap_or_default()
        .trim_end_matches(['/', '\\'])
}

/// The extension in lower case, without its dot.
#[must_use]
pub fn extension(path: &str) -> String {
    base(path)
        .rsplit_once('.')
        .map(|(_, e)| e.to_ascii_lowercase())
        .unwrap_or_default()
}

/// What it is by its name.
#[must_use]
pub fn role(path: &str) -> Role {
    if is_litter(path) {
        return Role::Litter;
    }
    if path.ends_with(['/', '\\']) {
        return Role::Folder;
    }
    match extension(path).as_str() {
        "jpg" | "jpeg" | "png" => Role::Image,
        "zip" | "rar" | "7z" | "tar" | "gz" | "tgz" | "bz2" | "xz" | "zst" | "cab" => Role::Archive,
        _ => Role::Other,
    }
}

fn is_litter(path: &str) -> bool {
    parts(path).any(|part| {
        part == "__MACOSX" || part.starts_with("._") || part.eq_ignore_ascii_case("@eaDir")
    }) || matches!(
        base(path).to_ascii_lowercase().as_str(),
        ".ds_store" | "thumbs.db" | "desktop.ini" | "ehthumbs.db"
    )
}

/// Whether unpacking this name could write outside of the folder that it is unpacked into.
#[must_use]
pub fn escapes(path: &str) -> bool {
    path.as_bytes().get(1) == Some(&b':')
        || path.starts_with(['/', '\\'])
        || path.contains('\0')
        || parts(path).any(|part| part == "..")
}

/// Compares names with runs of digits taken as numbers ("page 9" before "page 10"); names that differ only in zeros keep
/// the order of their bytes.
#[must_use]
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut x, mut y) = (a, b);
    loop {
        let ((dx, rx), (dy, ry)) = (digits(x), digits(y));
        if !dx.is_empty() && !dy.is_empty() {
            let (nx, ny) = (dx.trim_start_matches('0'), dy.trim_start_matches('0'));
            match nx.len().cmp(&ny.len()).then_with(|| nx.cmp(ny)) {
                Ordering::Equal => (x, y) = (rx, ry),
                order => return order,
            }
            continue;
        }
        match (x.chars().next(), y.chars().next()) {
            (None, None) => return a.cmp(b),
            (Some(cx), Some(cy)) if cx == cy => {
                x = x.get(cx.len_utf8()..).unwrap_or_default();
                y = y.get(cy.len_utf8()..).unwrap_or_default();
            }
            (cx, cy) => return cx.cmp(&cy),
        }
    }
}

fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_readable_whoever_wrote_them() {
        assert_eq!(readable(b"scan.jpg", false, None), "scan.jpg");
        assert_eq!(readable("ห้อง 1.jpg".as_bytes(), false, None), "ห้อง 1.jpg");
        assert_eq!(
            readable(b"\xcb\xe9\xcd\xa7 1.jpg", false, None),
            "ห้อง 1.jpg"
        );
        assert_eq!(
            readable(b"\xa2\xe9\xcd\xca\xcd\xba.jpg", false, None),
            "ข้อสอบ.jpg"
        );
        assert_eq!(readable(b"Pr\x81fung.jpg", false, None), "Prüfung.jpg");
        assert_eq!(readable(b"Jos\x82 \xa4.jpg", false, None), "José ñ.jpg");
        assert_eq!(
            readable(b"\x83.jpg", false, Some("สอบ.jpg".as_bytes())),
            "สอบ.jpg"
        );
        assert!(readable(b"\xff\xfe.jpg", true, None).ends_with(".jpg"));
    }

    #[test]
    fn every_byte_of_the_code_page_is_one_character() {
        assert_eq!(CP437.chars().count(), 128);
        assert_eq!((dos(0x80), dos(0xe1), dos(0xff)), ('Ç', 'ß', '\u{A0}'));
    }

    #[test]
    fn names_say_what_a_file_is() {
        for (name, wanted) in [
            ("a/1.JPG", Role::Image),
            ("a\\1.png", Role::Image),
            ("a/", Role::Folder),
            ("__MACOSX/a/._1.jpg", Role::Litter),
            ("a/Thumbs.db", Role::Litter),
            ("inner.zip", Role::Archive),
            ("readme.txt", Role::Other),
            ("1.pdf", Role::Other),
        ] {
            assert_eq!(role(name), wanted, "{name}");
        }
        assert_eq!(folder("a/b\\1.jpg"), "a/b");
        assert_eq!(folder("1.jpg"), "");
    }

    #[test]
    fn names_that_lead_out_are_seen() {
        for name in [
            "../a.jpg",
            "a/../../b.jpg",
            "/tmp/a.jpg",
            "C:\\a.jpg",
            "..\\a.jpg",
            "a\0.jpg",
        ] {
            assert!(escapes(name), "{name:?}");
        }
        for name in ["a/b.jpg", "a..b/c.jpg", "..a/b.jpg", "a\\b.jpg"] {
            assert!(!escapes(name), "{name:?}");
        }
    }

    #[test]
    fn pages_are_counted_as_people_count() {
        let mut names = ["scan 10.jpg", "scan 9.jpg", "scan 010.jpg", "a.jpg"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(
            names,
            ["a.jpg", "scan 9.jpg", "scan 010.jpg", "scan 10.jpg"]
        );
    }

    proptest! {
        #[test]
        fn any_bytes_become_a_text(raw: Vec<u8>, utf8: bool, unicode: Option<Vec<u8>>) {
            let name = readable(&raw, utf8, unicode.as_deref());
            let _ = (role(&name), folder(&name).len() + base(&name).len(), escapes(&name));
        }

        #[test]
        fn the_order_is_one(a in "[ab0-9]{0,5}", b in "[ab0-9]{0,5}", c in "[ab0-9]{0,5}") {
            prop_assert_eq!(natural(&a, &b), natural(&b, &a).reverse());
            if natural(&a, &b).is_le() && natural(&b, &c).is_le() {
                prop_assert!(natural(&a, &c).is_le());
            }
        }
    }
}
