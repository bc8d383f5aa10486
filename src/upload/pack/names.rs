//! Names inside the packed ZIP: one flat folder, safe on every system, no two alike.

use std::collections::{HashMap, HashSet};

/// The longest name that is written, in bytes of UTF-8. File systems stop at 255; the rest is left to the server.
const MAX_NAME: usize = 200;
/// An ending longer than this, in bytes, is not taken for an extension.
const MAX_EXTENSION: usize = 16;
/// What a file is called of whose name nothing usable is left.
const NAMELESS: &str = "image";

/// Gives out names: safe ones, that no other file has, letter case aside.
///
/// The server expects its pages in one folder or none (api-contract, "What the batches hold"), so folders that all
/// files share are dropped and others become part of the name: `A/1.jpg`, `B/1.jpg` → `A_1.jpg`, `B_1.jpg`. In natural
/// order, the same paths get the same names in whatever order they came.
pub struct Namer {
    shared: usize,
    /// The names given so far, in lower case.
    names: HashSet<String>,
    /// The number of the last copy of each.
    copies: HashMap<String, u32>,
}

impl Namer {
    /// For these paths.
    #[must_use]
    pub fn new<S: AsRef<str>>(paths: &[S]) -> Self {
        Self {
            shared: shared_folders(paths),
            names: HashSet::with_capacity(paths.len()),
            copies: HashMap::new(),
        }
    }

    /// The name of the next file.
    pub fn name(&mut self, path: &str) -> String {
        let wanted = flat_name(path, self.shared);
        if self.names.insert(wanted.to_lowercase()) {
            return wanted;
        }
        let copies = self.copies.entry(wanted.to_lowercase()).or_insert(1);
        loop {
            *copies += 1;
            let name = fitted(&wanted, &format!(" ({copies})"));
            if self.names.insert(name.to_lowercase()) {
                return name;
            }
        }
    }
}

/// Names for these paths, in their order.
#[must_use]
pub fn unique(paths: &[String]) -> Vec<String> {
    let mut namer = Namer::new(paths);
    paths.iter().map(|path| namer.name(path)).collect()
}

/// A name for the ZIP: that of the innermost folder that holds all files, else their number ("120 images.zip").
#[must_use]
pub fn zip_name<S: AsRef<str>>(paths: &[S]) -> String {
    let folder = shared_folders(paths)
        .checked_sub(1)
        .and_then(|innermost| folders(paths.first()?.as_ref()).nth(innermost))
        .map(clean)
        .filter(|name| !name.is_empty());
    let stem = match folder {
        Some(folder) => folder,
        None if paths.len() == 1 => "1 image".to_owned(),
        None => format!("{} images", paths.len()),
    };
    safe(format!("{stem}.zip"))
}

fn is_separator(c: char) -> bool {
    c == '/' || c == '\\'
}

fn folders(path: &str) -> impl Iterator<Item = &str> {
    let end = path.rfind(is_separator).unwrap_or(0);
    path[..end]
        .split(is_separator)
        .filter(|part| !part.is_empty())
}

/// How many leading folders all paths have in common.
fn shared_folders<S: AsRef<str>>(paths: &[S]) -> usize {
    let Some((first, others)) = paths.split_first() else {
        return 0;
    };
    let first: Vec<&str> = folders(first.as_ref()).collect();
    others.iter().fold(first.len(), |shared, path| {
        folders(path.as_ref())
            .zip(first.iter().take(shared))
            .take_while(|(a, b)| a == *b)
            .count()
    })
}

fn flat_name(path: &str, skip: usize) -> String {
    let file = path.rsplit(is_separator).next().unwrap_or_default();
    let mut name = String::new();
    for part in folders(path).skip(skip).chain([file]) {
        let part = clean(part);
        if !part.is_empty() {
            if !name.is_empty() {
                name.push('_');
            }
            name.push_str(&part);
        }
    }
    safe(name)
}

/// Never empty, hidden, too long, or the name of a device.
fn safe(mut name: String) -> String {
    if name.is_empty() {
        name.push_str(NAMELESS);
    } else if name.starts_with('.') {
        name.insert_str(0, NAMELESS);
    }
    if is_reserved(&name) {
        name.insert(0, '_');
    }
    fitted(&name, "")
}

/// One component without what some system refuses or hides: control characters, wildcards and quotes, invisible and
/// direction marks (F-36), outer spaces, trailing dots. "." and ".." come out empty.
fn clean(part: &str) -> String {
    let kept: String = part
        .chars()
        .filter(|c| !is_hidden_mark(*c))
        .map(|c| match c {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
            c if c.is_control() => '_',
            c => c,
        })
        .collect();
    trimmed_end(&kept).trim_start().to_owned()
}

/// Windows drops dots and spaces at the end of a name.
fn trimmed_end(name: &str) -> &str {
    name.trim_end_matches(|c: char| c == '.' || c.is_whitespace())
}

/// Marks that turn or hide text. (Joiners stay: Thai and Indic scripts need them.)
fn is_hidden_mark(c: char) -> bool {
    matches!(
        c,
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// Names of devices, which Windows refuses with any extension.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    if ["CON", "PRN", "AUX", "NUL"]
        .iter()
        .any(|r| r.eq_ignore_ascii_case(stem))
    {
        return true;
    }
    let mut chars = stem.chars();
    let digit = chars.next_back();
    let device = chars.as_str();
    matches!(digit, Some('0'..='9' | '¹' | '²' | '³'))
        && (device.eq_ignore_ascii_case("COM") || device.eq_ignore_ascii_case("LPT"))
}

/// The name with `suffix` before its extension, its stem cut so that all of it fits.
fn fitted(name: &str, suffix: &str) -> String {
    let (stem, extension) = match name.rfind('.') {
        Some(dot) if dot > 0 && name.len() - dot <= MAX_EXTENSION => name.split_at(dot),
        _ => (name, ""),
    };
    let room = MAX_NAME - suffix.len() - extension.len();
    let mut end = stem.len().min(room);
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{suffix}{extension}", trimmed_end(&stem[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::natural_order;
    use proptest::prelude::*;

    fn names<S: AsRef<str>>(paths: &[S]) -> Vec<String> {
        let mut namer = Namer::new(paths);
        let order = natural_order(paths);
        order
            .into_iter()
            .map(|i| namer.name(paths[i].as_ref()))
            .collect()
    }

    #[test]
    fn a_folder_that_all_share_is_dropped_and_others_are_kept_in_the_name() {
        assert_eq!(names(&["Room 1/1.jpg", "Room 1/2.jpg"]), ["1.jpg", "2.jpg"]);
        assert_eq!(
            names(&["x/A/1.jpg", "x/B/1.jpg", "x/0.jpg"]),
            ["0.jpg", "A_1.jpg", "B_1.jpg"]
        );
        assert_eq!(zip_name(&["x/A/1.jpg", "x/A/2.jpg"]), "A.zip");
        assert_eq!(zip_name(&["x/A/1.jpg", "x/B/1.jpg"]), "x.zip");
        assert_eq!(zip_name(&["1.jpg", "x/2.jpg"]), "2 images.zip");
        assert_eq!(zip_name(&["con/1.jpg"]), "_con.zip");
        assert_eq!(zip_name(&["../1.jpg"]), "1 image.zip");
    }

    #[test]
    fn a8_images_of_one_request_never_have_the_same_name() {
        let paths = ["x/B/1.jpg", "x/A/1.jpg", "x/A/2.jpg"].map(str::to_owned);
        assert_eq!(unique(&paths), ["B_1.jpg", "A_1.jpg", "A_2.jpg"]);
        let alike = ["1.jpg", "1.JPG", "1.jpg"].map(str::to_owned);
        assert_eq!(unique(&alike), ["1.jpg", "1 (2).JPG", "1 (3).jpg"]);
    }

    #[test]
    fn nothing_leaves_the_folder() {
        assert_eq!(names(&["../../etc/passwd"]), ["passwd"]);
        assert_eq!(names(&["..\\..\\boot.ini", "a.jpg"]), ["boot.ini", "a.jpg"]);
        assert_eq!(names(&["/abs/a.jpg", "b.jpg"]), ["abs_a.jpg", "b.jpg"]);
        assert_eq!(names(&["C:\\x\\a.jpg", "b.jpg"]), ["b.jpg", "C__x_a.jpg"]);
        assert_eq!(names(&["..", "."]), ["image", "image (2)"]);
    }

    #[test]
    fn what_a_system_refuses_or_hides_is_taken_out() {
        assert_eq!(names(&["a\u{202E}gpj.exe\n.jpg"]), ["agpj.exe_.jpg"]);
        assert_eq!(
            names(&["<img src=x onerror=\"1\">.jpg"]),
            ["_img src=x onerror=_1__.jpg"]
        );
        assert_eq!(names(&["scan.jpg. . "]), ["scan.jpg"]);
        assert_eq!(names(&[".jpg"]), ["image.jpg"]);
        assert_eq!(
            names(&["con.jpg", "LPT1", "com².png", "console.jpg"]),
            ["_com².png", "_con.jpg", "console.jpg", "_LPT1"]
        );
    }

    #[test]
    fn copies_are_numbered_letter_case_aside() {
        assert_eq!(
            names(&["A/scan.jpg", "A/Scan.JPG", "A/SCAN (2).jpg", "A/scan.jpg"]),
            [
                "Scan.JPG",
                "scan (2).jpg",
                "scan (3).jpg",
                "SCAN (2) (2).jpg"
            ]
        );
    }

    #[test]
    fn long_names_keep_their_extension() {
        let long = format!("{}.jpeg", "ก".repeat(200));
        let made = names(&[&long, &long]);
        assert!(
            made.iter()
                .all(|n| n.len() <= MAX_NAME && n.ends_with(".jpeg")),
            "{made:?}"
        );
        assert_ne!(made[0], made[1]);
    }

    #[test]
    fn twenty_thousand_files_of_one_name_are_numbered_in_no_time() {
        let made = names(&vec!["image.jpg"; 20_000]);
        assert_eq!(made[19_999], "image (20000).jpg");
    }

    proptest! {
        #[test]
        fn every_name_is_safe_and_unique(
            paths in proptest::collection::vec("([a-cA-C.]{0,3}|CON|\\.\\.|[\\PC\u{202E}\n:]{0,90})(/[ab.]{0,2}){0,3}", 1..12)
        ) {
            let mut seen = HashSet::new();
            for name in names(&paths) {
                prop_assert!(!name.is_empty() && name.len() <= MAX_NAME, "{:?}", name);
                prop_assert!(!name.contains(['/', '\\', ':', '\n', '\u{202E}']), "{:?}", name);
                prop_assert!(!name.starts_with('.') && !name.ends_with(['.', ' ']), "{:?}", name);
                prop_assert!(!is_reserved(&name), "{:?}", name);
                prop_assert!(seen.insert(name.to_lowercase()), "{:?}", name);
            }
        }

        #[test]
        fn the_order_in_which_files_come_does_not_matter(
            mut paths in proptest::collection::vec("[ab]/[a-c]{1,2}[0-9]\\.jpg", 1..8), seed in any::<u64>()
        ) {
            let before = names(&paths);
            let by = usize::try_from(seed % 8).unwrap() % paths.len();
            paths.rotate_left(by);
            prop_assert_eq!(before, names(&paths));
        }
    }
}
