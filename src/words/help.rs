//! Words of the help page.

use super::catalog::say;
use crate::domain::Strategy;

texts! {
    /// Heading and title.
    pub title = "help-title";
    /// Section.
    pub strategies = "help-strategies";
    /// Section.
    pub zip = "help-zip";
    /// Section.
    pub failures = "help-failures";
    /// Before the list of failures.
    pub failures_lead = "help-failures-lead";
    /// Section.
    pub keys = "help-keys";
    /// While they are on.
    pub keys_on = "help-keys-on";
    /// While they are off.
    pub keys_off = "help-keys-off";
    /// Leads to the switch.
    pub keys_switch = "help-keys-switch";
    /// Column.
    pub key = "help-key";
    /// Column.
    pub opens_text = "help-opens";
    /// Name of the list of the page's sections.
    pub on_this_page = "help-on-this-page";
    /// Section.
    pub people = "help-people";
    /// Section.
    pub diagnostics = "diagnostics-heading";
}

/// Which release this is; `None` for a build without releases.
#[must_use]
pub fn version(release: Option<&str>) -> String {
    match release {
        Some(release) => fill!("help-version", release = release),
        None => say("help-version-development").to_owned(),
    }
}

/// Whom to ask.
#[must_use]
pub fn support(support: Option<&str>) -> String {
    match support {
        Some(support) => fill!("help-support", support = support),
        None => say("help-support-administrator").to_owned(),
    }
}

/// What a strategy needs.
#[must_use]
pub fn strategy(strategy: Strategy) -> [&'static str; 2] {
    match strategy {
        Strategy::ZipWithQr => [say("help-zip-with-qr-1"), say("help-zip-with-qr-2")],
        Strategy::ZipWithoutQr => [say("help-zip-without-qr-1"), say("help-zip-without-qr-2")],
        Strategy::Images => [say("help-images-1"), say("help-images-2")],
    }
}

/// How a ZIP is made, step by step.
#[must_use]
pub fn zip_steps() -> [&'static str; 5] {
    [
        say("help-zip-step-1"),
        say("help-zip-step-2"),
        say("help-zip-step-3"),
        say("help-zip-step-4"),
        say("help-zip-step-5"),
    ]
}

/// What a key opens.
#[must_use]
pub fn opens(path: &str) -> &'static str {
    use crate::route;
    match path {
        route::HELP => say("help-opens-help"),
        route::UPLOAD => super::shell::upload(),
        route::BATCHES => super::shell::batches(),
        route::ANALYTICS => super::shell::analytics(),
        route::NOTICES => super::shell::notices(),
        _ => super::shell::preferences(),
    }
}
