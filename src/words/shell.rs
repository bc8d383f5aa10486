//! Words of the frame around every page: header, banners, pages that say why there is nothing to see.

use super::catalog::say;

texts! {
    /// The product's name, in the header and at the end of every title.
    pub product = "shell-product";
    /// The first stop of the Tab key.
    pub skip = "shell-skip";
    /// Name of the navigation.
    pub navigation = "shell-navigation";
    /// Navigation: the upload page.
    pub upload = "shell-upload";
    /// Navigation: the list.
    pub batches = "shell-batches";
    /// Navigation: the figures.
    pub analytics = "shell-analytics";
    /// Header: what has happened.
    pub notices = "shell-notices";
    /// User menu: the person's own settings.
    pub preferences = "shell-preferences";
    /// User menu: the help.
    pub help = "shell-help";
    /// Ends the session in every tab.
    pub sign_out = "shell-sign-out";
    /// While the page's first data is on its way.
    pub loading = "shell-loading";
    /// Asks again at once.
    pub try_again = "shell-try-again";
    /// Closes a message.
    pub dismiss = "shell-dismiss";
}

texts! {
    /// Offline banner, first line.
    pub offline = "shell-offline";
    /// Offline banner: what it means.
    pub offline_meaning = "shell-offline-meaning";
    /// Read out when the network is back.
    pub online_again = "shell-online-again";
    /// Read out after "Sign out", and when the session has ended elsewhere.
    pub signed_out = "shell-signed-out";
}

/// The server has another release than this tab.
#[must_use]
pub fn release_new_text(release: &str) -> String {
    fill!("shell-release-new-text", release = release)
}

/// `Batches – OMR Batch Console`.
#[must_use]
pub fn title(page: &str) -> String {
    if page.is_empty() {
        product().to_owned()
    } else {
        fill!("shell-title", page = page)
    }
}

/// `(2) Batches – OMR Batch Console`: with the number of notices that were not looked at.
#[must_use]
pub fn counted_title(page: &str, unread: usize) -> String {
    match unread {
        0 => title(page),
        unread => fill!("shell-title-unread", unread = unread, title = title(page)),
    }
}

/// Accessible name of the bell.
#[must_use]
pub fn bell(unread: usize) -> String {
    match unread {
        0 => notices().to_owned(),
        unread => fill!("shell-bell", unread = unread),
    }
}

/// Title of a page that shows an error summary (UX-08).
#[must_use]
pub fn error_title(page: &str) -> String {
    fill!("shell-error-title", page = page)
}

/// What the person may do, in the user menu.
#[must_use]
pub fn role(is_admin: bool) -> &'static str {
    if is_admin {
        say("shell-role-administrator")
    } else {
        say("shell-role-standard")
    }
}

/// Accessible name of the button that opens the user menu.
#[must_use]
pub fn user_menu(name: &str) -> String {
    fill!("shell-user-menu", name = name)
}

texts! {
    /// Heading of the page for an address that leads nowhere.
    pub not_found = "shell-not-found";
    /// Its text.
    pub not_found_text = "shell-not-found-text";
    /// Leads from a dead end to the list.
    pub to_batches = "shell-to-batches";
    /// Leads from a dead end to the upload page.
    pub to_upload = "shell-to-upload";
}

texts! {
    /// Heading of the page for settings that cannot be used.
    pub config = "shell-config";
    /// For whoever opens the console.
    pub config_text = "shell-config-text";
    /// A reason: no network.
    pub config_unreachable = "shell-config-unreachable";
    /// Before the reason.
    pub config_detail = "shell-config-detail";
}

texts! {
    /// A part of the program could not be loaded.
    pub part_missing = "shell-part-missing";
    /// The same, in full.
    pub part_missing_text = "shell-part-missing-text";
    /// The same, where another release is known to be the cause.
    pub part_gone_text = "shell-part-gone-text";
    /// In the header's place.
    pub header_missing = "shell-header-missing";
    /// Loads the console anew.
    pub reload = "shell-reload";
    /// Name of the line about another release.
    pub release_new = "shell-release-new";
    /// Reloads by itself when nothing is being sent or typed any more.
    pub reload_when_done = "shell-reload-when-done";
    /// Beside a "Reload" that would interrupt uploads.
    pub reload_waits = "shell-reload-waits";
    /// Closes a dialog without doing anything.
    pub cancel = "shell-cancel";
}

/// A reason why the settings cannot be used: what the server answered.
#[must_use]
pub fn config_status(code: u16) -> String {
    fill!("shell-config-status", code = code.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_end_with_the_product() {
        assert_eq!(title("Batches"), "Batches – OMR Batch Console");
        assert_eq!(title(""), "OMR Batch Console");
        assert_eq!(
            counted_title("Batches", 2),
            "(2) Batches – OMR Batch Console"
        );
        assert_eq!(counted_title("Batches", 0), "Batches – OMR Batch Console");
        assert_eq!(error_title("Sign in"), "Error: Sign in");
    }

    #[test]
    fn the_bell_says_what_is_unread() {
        assert_eq!(bell(0), "Notifications");
        assert_eq!(bell(3), "Notifications, 3 unread");
    }
}
