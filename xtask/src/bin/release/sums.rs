//! `SHA256SUMS`: what a release consists of, in the format of sha256sum(1).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::{Outcome, contents::Contents, told};

/// The file's name.
pub const FILE: &str = "SHA256SUMS";

/// The operator's own file: it differs from server to server, so no sum is kept of it.
pub const SETTINGS: &str = "www/config.json";

/// The sum of each file, by its path from the folder of the release.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums(BTreeMap<String, String>);

impl Sums {
    /// The sums of everything but the settings.
    pub fn of(contents: &Contents) -> Self {
        let files = contents.iter().filter(|(name, _)| *name != SETTINGS);
        Self(
            files
                .map(|(name, bytes)| (name.clone(), sum(bytes)))
                .collect(),
        )
    }

    /// Reads the file; `None` where there is none.
    pub fn read(file: &Path) -> Outcome<Option<Self>> {
        match fs::read_to_string(file) {
            Ok(text) => Self::parse(&text).map(Some).ok_or_else(|| {
                let file = file.display();
                format!("{file} is no list of checksums. Put it back as the last release wrote it.")
                    .into()
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(told("read", file, &error)),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let line = |line: &str| {
            let (sum, name) = line.split_once("  ")?;
            let is_sum = sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
            let is_inside = !name.starts_with('/') && !name.split('/').any(|part| part == "..");
            (is_sum && is_inside).then(|| (name.to_owned(), sum.to_owned()))
        };
        text.lines().map(line).collect::<Option<_>>().map(Self)
    }

    /// The file's text, in the order of the names.
    pub fn text(&self) -> String {
        let lines = self.0.iter().map(|(name, sum)| format!("{sum}  {name}\n"));
        lines.collect()
    }

    /// The files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether the file belongs to the release.
    pub fn holds(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Whether these are the file's bytes.
    pub fn fits(&self, name: &str, bytes: &[u8]) -> bool {
        self.0.get(name).is_some_and(|known| *known == sum(bytes))
    }
}

fn sum(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn the_list_is_sorted_leaves_the_settings_out_and_can_be_read_again() {
        let names = ["www/index.html", SETTINGS, "console.cdx.json"];
        let contents = names.map(|name| (name.to_owned(), Vec::new())).into();
        let sums = Sums::of(&contents);
        let text = format!("{EMPTY}  console.cdx.json\n{EMPTY}  www/index.html\n");
        assert_eq!(sums.text(), text);
        assert_eq!(Sums::parse(&text), Some(sums.clone()));
        assert!(sums.fits("www/index.html", b"") && !sums.fits("www/index.html", b"x"));
    }

    #[test]
    fn what_is_no_list_is_refused_and_so_is_a_path_that_leads_out() {
        assert_eq!(Sums::parse("hello"), None);
        assert_eq!(Sums::parse(&format!("{EMPTY}  ../etc/passwd\n")), None);
        assert_eq!(Sums::parse(&format!("{EMPTY}  /etc/passwd\n")), None);
    }
}
