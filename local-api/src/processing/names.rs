//! File names inside uploads: which are images, which are noise, and their natural order ("page 9" before "page 10").

use std::cmp::Ordering;

/// Files that operating systems leave in archives.
#[must_use]
pub(super) fn is_noise(path: &str) -> bool {
    path.split('/')
        .any(|part| part == "__MACOSX" || part.starts_with("._"))
        || matches!(
            base(path).to_ascii_lowercase().as_str(),
            ".ds_store" | "thumbs.db" | "desktop.ini"
        )
}

/// Whether the name says JPEG or PNG.
#[must_use]
pub(super) fn is_image(path: &str) -> bool {
    matches!(extension(path).as_str(), "jpg" | "jpeg" | "png")
}

/// Whether the name says archive.
#[must_use]
pub(super) fn is_archive(path: &str) -> bool {
    matches!(
        extension(path).as_str(),
        "zip" | "rar" | "7z" | "tar" | "gz" | "tgz" | "bz2" | "xz" | "zst" | "cab"
    )
}

/// Whether unpacking this name could write outside of the folder it is unpacked into.
#[must_use]
pub(super) fn escapes(path: &str) -> bool {
    let drive = path.as_bytes().get(1) == Some(&b':');
    drive
        || path.starts_with(['/', '\\'])
        || path.contains('\0')
        || path.split(['/', '\\']).any(|p| p == "..")
}

/// The name without its folders.
#[must_use]
pub(super) fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn extension(path: &str) -> String {
    base(path)
        .rsplit_once('.')
        .map(|(_, e)| e.to_ascii_lowercase())
        .unwrap_or_default()
}

/// Compares names with runs of digits taken as numbers; names that differ only in zeros keep their byte order.
#[must_use]
pub(super) fn natural(a: &str, b: &str) -> Ordering {
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

    #[test]
    fn numbers_in_names_sort_as_numbers() {
        let mut names = [
            "s10.jpg", "s9.jpg", "s1.jpg", "a/2.jpg", "s09b.jpg", "s.jpg", "a/10.jpg",
        ];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(
            names,
            [
                "a/2.jpg", "a/10.jpg", "s.jpg", "s1.jpg", "s9.jpg", "s09b.jpg", "s10.jpg"
            ]
        );
        assert_eq!(natural("é2", "é10"), Ordering::Less);
        assert_eq!(natural("01", "1"), Ordering::Less);
    }

    #[test]
    fn names_are_sorted_into_kinds() {
        assert!(is_noise("__MACOSX/a.jpg") && is_noise("x/._a.jpg") && is_noise("x/Thumbs.db"));
        assert!(!is_noise("scans/a.jpg"));
        assert!(
            is_image("A/B.JPG") && is_image("b.jpeg") && !is_image("b.pdf") && !is_image("jpg")
        );
        assert!(is_archive("x/inner.ZIP") && !is_archive("x.zip/a.jpg"));
    }

    #[test]
    fn names_that_escape_are_noticed() {
        for name in [
            "../a.jpg",
            "a/../../b.jpg",
            "/etc/a.jpg",
            "\\a.jpg",
            "C:\\a.jpg",
            "a\\..\\b.jpg",
        ] {
            assert!(escapes(name), "{name}");
        }
        assert!(!escapes("a/..b/c...jpg"));
    }
}
