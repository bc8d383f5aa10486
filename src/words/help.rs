//! Words of the help page.

use crate::domain::Strategy;

/// Heading and title.
pub const TITLE: &str = "Help";
/// Section.
pub const STRATEGIES: &str = "Which upload type to choose";
/// Section.
pub const ZIP: &str = "How to make a ZIP";
/// Section.
pub const FAILURES: &str = "When a batch fails";
/// Before the list of failures.
pub const FAILURES_LEAD: &str = "The page of a failed batch shows the server’s reason. These are the known ones, with what to do.";
/// Section.
pub const KEYS: &str = "Keyboard";
/// While they are on.
pub const KEYS_ON: &str = "These keys open a page wherever you are, except while you type.";
/// While they are off.
pub const KEYS_OFF: &str = "Single keys are switched off for your account.";
/// Leads to the switch.
pub const KEYS_SWITCH: &str = "Change this in the preferences";
/// Column.
pub const KEY: &str = "Key";
/// Column.
pub const OPENS: &str = "What it opens";
/// Name of the list of the page's sections.
pub const ON_THIS_PAGE: &str = "On this page";
/// Section.
pub const PEOPLE: &str = "More help";
/// Whom to ask.
#[must_use]
pub fn support(support: Option<&str>) -> String {
    match support {
        Some(support) => {
            format!("Ask {support}. Say the batch ID, which stands on the page of each batch.")
        }
        None => "Ask your administrator. Say the batch ID, which stands on the page of each batch."
            .to_owned(),
    }
}

/// What a strategy needs.
#[must_use]
pub fn strategy(strategy: Strategy) -> &'static [&'static str] {
    match strategy {
        Strategy::ZipWithQr => &[
            "For scans that begin with a printed cover sheet. Its QR code carries the task ID, so you type nothing.",
            "One ZIP may hold several tasks: each cover sheet begins the next one.",
        ],
        Strategy::ZipWithoutQr => &[
            "For a ZIP without cover sheets.",
            "You type the task ID, 8 digits. All sheets in the ZIP belong to that task.",
        ],
        Strategy::Images => &[
            "For a few JPEG or PNG files that are not in a ZIP.",
            "You type the task ID, 8 digits. All files together become one batch.",
        ],
    }
}

/// How a ZIP is made, step by step.
pub const ZIP_STEPS: [&str; 5] = [
    "Put the scans of one scanner run into one folder, with no folders inside it.",
    "Let the cover sheet come first, also in the order of the file names: 0001.jpg is the cover sheet, 0002.jpg the first answer sheet.",
    "Use JPEG or PNG, one page a file, upright and whole. A task that was uploaded before is not read again.",
    "Pack the folder: on Windows, right-click it and choose Send to, Compressed folder; on a Mac, right-click it and choose Compress.",
    "Do not protect it with a password, and do not put another ZIP inside it. It may be as large as the limit on the upload page.",
];

/// What a key opens.
#[must_use]
pub fn opens(path: &str) -> &'static str {
    use crate::route;
    match path {
        route::HELP => "This help",
        route::UPLOAD => super::shell::UPLOAD,
        route::BATCHES => super::shell::BATCHES,
        route::ANALYTICS => super::shell::ANALYTICS,
        route::NOTICES => super::shell::NOTICES,
        _ => super::shell::PREFERENCES,
    }
}
