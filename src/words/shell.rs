//! Words of the frame around every page: header, banners, pages that say why there is nothing to see.

/// The product's name, in the header and at the end of every title.
pub const PRODUCT: &str = "OMR Batch Console";
/// The first stop of the Tab key.
pub const SKIP: &str = "Skip to main content";
/// Name of the navigation.
pub const NAVIGATION: &str = "Main";
/// Navigation: the upload page.
pub const UPLOAD: &str = "Upload";
/// Navigation: the list.
pub const BATCHES: &str = "Batches";
/// Navigation: the figures.
pub const ANALYTICS: &str = "Analytics";
/// Header: what has happened.
pub const NOTICES: &str = "Notices";
/// User menu: the person's own settings.
pub const PREFERENCES: &str = "Preferences";
/// User menu: the help.
pub const HELP: &str = "Help";
/// Ends the session in every tab.
pub const SIGN_OUT: &str = "Sign out";
/// While the page's first data is on its way.
pub const LOADING: &str = "Loading…";
/// Asks again at once.
pub const TRY_AGAIN: &str = "Try again";
/// Closes a message.
pub const DISMISS: &str = "Dismiss";

/// Offline banner, first line.
pub const OFFLINE: &str = "You are offline";
/// Offline banner: what it means.
pub const OFFLINE_MEANING: &str = "What you see may be out of date. Uploads wait and go on by themselves when the network is back. Nothing that the server has confirmed is lost.";
/// Read out when the network is back.
pub const ONLINE_AGAIN: &str = "The network is back.";
/// Read out after "Sign out", and when the session has ended elsewhere.
pub const SIGNED_OUT: &str = "You are signed out.";

/// `Batches – OMR Batch Console`.
#[must_use]
pub fn title(page: &str) -> String {
    if page.is_empty() {
        PRODUCT.to_owned()
    } else {
        format!("{page} – {PRODUCT}")
    }
}

/// `(2) Batches – OMR Batch Console`: with the number of notices that were not looked at.
#[must_use]
pub fn counted_title(page: &str, unread: usize) -> String {
    match unread {
        0 => title(page),
        unread => format!("({unread}) {}", title(page)),
    }
}

/// Accessible name of the bell.
#[must_use]
pub fn bell(unread: usize) -> String {
    match unread {
        0 => NOTICES.to_owned(),
        unread => format!("{NOTICES}, {unread} unread"),
    }
}

/// Before the title of a page that shows an error summary (UX-08).
pub const ERROR_PREFIX: &str = "Error: ";

/// What the person may do, in the user menu.
#[must_use]
pub fn role(is_admin: bool) -> &'static str {
    if is_admin {
        "Administrator"
    } else {
        "Standard account"
    }
}

/// Accessible name of the button that opens the user menu.
#[must_use]
pub fn user_menu(name: &str) -> String {
    format!("Signed in as {name}")
}

/// Heading of the page for an address that leads nowhere.
pub const NOT_FOUND: &str = "Page not found";
/// Its text.
pub const NOT_FOUND_TEXT: &str = "There is no page at this address. If you typed it, check the spelling; if you followed a link, it may be out of date. Your batches and uploads are not affected.";
/// Leads from a dead end to the list.
pub const TO_BATCHES: &str = "Go to batches";
/// Leads from a dead end to the upload page.
pub const TO_UPLOAD: &str = "Go to upload";

/// Heading of the page for settings that cannot be used.
pub const CONFIG: &str = "The console is not set up correctly";
/// For whoever opens the console.
pub const CONFIG_TEXT: &str = "A setting of this installation cannot be used, so the console has not started. Nothing was sent or changed. Tell the person who runs it what is written below.";
/// Before the reason.
pub const CONFIG_DETAIL: &str = "For the operator";

/// A part of the program could not be loaded.
pub const PART_MISSING: &str = "This page could not be loaded";
/// The same, in full.
pub const PART_MISSING_TEXT: &str = "The connection was lost, or a new version was released. Uploads that are running \
    go on. Check your connection and try again; if it stays so, reload the page when no upload is running.";

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
    }
}
