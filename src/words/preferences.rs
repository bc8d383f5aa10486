//! Words of the preferences page.

use super::catalog::say;
use crate::preferences::{Density, Theme};

texts! {
    /// Heading and title.
    pub title = "preferences-title";
    /// Where they are kept.
    pub lead = "preferences-lead";
    /// The browser keeps nothing.
    pub only_here = "preferences-only-here";
    /// Group.
    pub theme_text = "preferences-theme";
    /// Group.
    pub density_text = "preferences-density";
    /// Field.
    pub page_size = "preferences-page-size";
    /// Its help.
    pub page_size_hint = "preferences-page-size-hint";
    /// Group.
    pub keys = "preferences-keys";
    /// Box.
    pub single_keys = "preferences-single-keys";
    /// Its help.
    pub single_keys_hint = "preferences-single-keys-hint";
    /// Leads to the help.
    pub show_keys = "preferences-show-keys";
}

/// A theme and what it means.
#[must_use]
pub fn theme(theme: Theme) -> (&'static str, &'static str) {
    match theme {
        Theme::System => (
            say("preferences-theme-system"),
            say("preferences-theme-system-hint"),
        ),
        Theme::Light => (
            say("preferences-theme-light"),
            say("preferences-theme-light-hint"),
        ),
        Theme::Dark => (
            say("preferences-theme-dark"),
            say("preferences-theme-dark-hint"),
        ),
    }
}

/// A density and what it means.
#[must_use]
pub fn density(density: Density) -> (&'static str, &'static str) {
    match density {
        Density::Comfortable => (
            say("preferences-density-comfortable"),
            say("preferences-density-comfortable-hint"),
        ),
        Density::Compact => (
            say("preferences-density-compact"),
            say("preferences-density-compact-hint"),
        ),
    }
}
