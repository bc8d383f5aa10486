//! The browsers, and the option that chooses among them.

use super::unknown;
use crate::failure::Result;

/// A browser of the end-to-end tests and of `bench upload`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Browser {
    Chromium,
    Firefox,
    WebKit,
}

impl Browser {
    /// All of them; the first has to be there.
    pub const ALL: [Browser; 3] = [Browser::Chromium, Browser::Firefox, Browser::WebKit];

    /// The word that selects the browser, here and in `E2E_BROWSER`.
    pub fn word(self) -> &'static str {
        match self {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
            Browser::WebKit => "webkit",
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Browser::Chromium => "Chromium",
            Browser::Firefox => "Firefox",
            Browser::WebKit => "WebKit",
        }
    }
}

/// Takes every `--browser NAME` and `--browser=NAME` out of the words: the browsers, each once, and the other words.
pub fn taken(args: &[String]) -> Result<(Vec<Browser>, Vec<String>)> {
    let (mut browsers, mut others) = (Vec::new(), Vec::new());
    let mut words = args.iter();
    while let Some(word) = words.next() {
        let name = match word.strip_prefix("--browser=") {
            Some(name) => name,
            None if word == "--browser" => words.next().map_or("", String::as_str),
            None => {
                others.push(word.clone());
                continue;
            }
        };
        let known = Browser::ALL
            .into_iter()
            .find(|browser| browser.word() == name);
        browsers.push(known.ok_or_else(|| unknown("browser of the tests", name))?);
    }
    browsers.sort();
    browsers.dedup();
    Ok((browsers, others))
}
