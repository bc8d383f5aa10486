//! Words of the preferences page.

use crate::preferences::{Density, Theme};

/// Heading and title.
pub const TITLE: &str = "Preferences";
/// Where they are kept.
pub const LEAD: &str = "They take effect at once, and are kept in this browser for your account.";
/// The browser keeps nothing.
pub const ONLY_HERE: &str = "This browser does not let the console keep your preferences: they last until you close this tab.";
/// Group.
pub const THEME: &str = "Colours";
/// Group.
pub const DENSITY: &str = "Rows";
/// Field.
pub const PAGE_SIZE: &str = "Rows per page of the list";
/// Its help.
pub const PAGE_SIZE_HINT: &str =
    "Used when you open the list from the menu. A link keeps the number that it was made with.";
/// Group.
pub const KEYS: &str = "Keyboard";
/// Box.
pub const SINGLE_KEYS: &str = "Single keys open pages";
/// Its help.
pub const SINGLE_KEYS_HINT: &str =
    "Switch this off if you speak to your computer, or press keys by accident.";
/// Leads to the help.
pub const SHOW_KEYS: &str = "Show the keys";

/// A theme and what it means.
#[must_use]
pub fn theme(theme: Theme) -> (&'static str, &'static str) {
    match theme {
        Theme::System => ("As this computer", "Follows the setting of your system."),
        Theme::Light => ("Light", "Dark text on a light ground."),
        Theme::Dark => ("Dark", "Light text on a dark ground."),
    }
}

/// A density and what it means.
#[must_use]
pub fn density(density: Density) -> (&'static str, &'static str) {
    match density {
        Density::Comfortable => ("Comfortable", "Room between the rows."),
        Density::Compact => ("Compact", "More rows on the screen."),
    }
}
