//! Words of deleting a batch: what is lost, what came of it.

use super::catalog::say;
use crate::domain::same_name;

/// Heading of the dialog and accessible name of what opens it: verb and object (UX-34).
#[must_use]
pub fn heading(name: &str) -> String {
    fill!("delete-heading", name = name)
}

/// What is lost. `sheets` is `None` or 0 while the server does not know the number.
#[must_use]
pub fn consequence(sheets: Option<u64>) -> String {
    match sheets {
        None | Some(0) => say("delete-consequence-unknown").to_owned(),
        Some(sheets) => fill!("delete-consequence", sheets = sheets),
    }
}

texts! {
    /// While the batch is not finished.
    pub still_running_text = "delete-still-running";
    /// Label of the field.
    pub confirm_text = "delete-confirm";
    /// Leaves everything as it is.
    pub cancel = "delete-cancel";
    /// Does it.
    pub submit = "delete-submit";
    /// While the server is asked.
    pub busy_text = "delete-busy";
    /// Clicked before the name was typed.
    pub no_match_text = "delete-no-match";
}

/// Message on the list afterwards.
#[must_use]
pub fn done(name: &str) -> String {
    fill!("delete-done", name = name)
}

/// 404: someone else was quicker; the aim is reached all the same (F-47).
#[must_use]
pub fn already(name: &str) -> String {
    fill!("delete-already", name = name)
}

/// Deleting several batches in one go.
pub mod several {
    /// Heading of the dialog and name of the button that does it.
    #[must_use]
    pub fn heading(n: u64) -> String {
        fill!("delete-several-heading", n = n)
    }

    /// What is lost. `sheets` is 0 while nobody knows.
    #[must_use]
    pub fn consequence(n: u64, sheets: u64) -> String {
        match sheets {
            0 => fill!("delete-several-consequence-unknown", n = n),
            sheets => fill!("delete-several-consequence", n = n, sheets = sheets),
        }
    }

    /// Some of them are not finished.
    #[must_use]
    pub fn still_running(n: u64) -> String {
        fill!("delete-several-still-running", n = n)
    }

    /// Label of the field: the number is typed, as the name is for one batch.
    #[must_use]
    pub fn confirm(n: u64) -> String {
        // As it is typed: without separators.
        fill!("delete-several-confirm", n = n.to_string())
    }

    /// Clicked before the number was typed.
    #[must_use]
    pub fn no_match(n: u64) -> String {
        fill!("delete-several-no-match", n = n.to_string())
    }

    /// While they are deleted one by one.
    #[must_use]
    pub fn busy(done: u64, n: u64) -> String {
        fill!("delete-several-busy", done = done, n = n)
    }

    texts! {
        /// Ends the work after the batch that is being deleted.
        pub stop = "delete-several-stop";
        /// Leaves the dialog.
        pub close = "delete-several-close";
        /// A row of the dialog.
        pub waiting = "delete-several-waiting";
        /// A row of the dialog.
        pub deleting = "delete-several-deleting";
        /// A row of the dialog.
        pub deleted = "delete-several-deleted";
        /// A row of the dialog.
        pub already_text = "delete-several-already";
        /// A row of the dialog: stopped before it.
        pub untouched = "delete-several-untouched";
        /// A row of the dialog: the session ended before it.
        pub signed_out = "delete-several-signed-out";
    }

    /// Said and shown at the end.
    #[must_use]
    pub fn done(deleted: u64, kept: u64) -> String {
        match kept {
            0 => fill!("delete-several-done", deleted = deleted),
            kept => fill!(
                "delete-several-done-in-part",
                deleted = deleted,
                kept = kept
            ),
        }
    }

    /// What was typed is the number.
    #[must_use]
    pub fn matches(typed: &str, n: u64) -> bool {
        typed.trim().parse() == Ok(n)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_dialog_names_the_number_everywhere() {
            assert_eq!(heading(3), "Delete 3 batches");
            assert!(consequence(3, 1_291).starts_with("3 batches with 1,291 sheets"));
            assert_eq!(confirm(3), "Type 3 to confirm");
            assert!(matches(" 3 ", 3) && !matches("", 3) && !matches("30", 3));
        }

        #[test]
        fn the_end_tells_what_is_left() {
            assert_eq!(done(3, 0), "3 batches were deleted.");
            assert_eq!(done(1, 2), "1 batch was deleted. 2 batches were not.");
            assert_eq!(done(0, 1), "0 batches were deleted. 1 batch was not.");
        }
    }
}

/// `51 sheets`.
#[must_use]
pub fn sheets(n: u64) -> String {
    fill!("delete-sheets", n = n)
}

/// What was typed names the batch, as people see it.
#[must_use]
pub fn matches(typed: &str, name: &str) -> bool {
    !same_name(name, "") && same_name(typed, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dialog_says_what_is_lost() {
        assert!(consequence(Some(291)).contains("its 291 sheets"));
        assert!(consequence(Some(1)).contains("its 1 sheet and"));
        for sheets in [None, Some(0), Some(3)] {
            assert!(consequence(sheets).ends_with("This cannot be undone."));
        }
    }

    #[test]
    fn only_the_name_itself_confirms() {
        assert!(matches(" 117-with-qr.zip ", "117-with-qr.zip"));
        assert!(
            matches("a b.zip", "a  b.zip"),
            "HTML shows two spaces as one"
        );
        for typed in ["", "117-with-qr", "117-WITH-QR.ZIP", "x"] {
            assert!(!matches(typed, "117-with-qr.zip"), "{typed}");
        }
        assert!(!matches("", "  "), "an empty name confirms nothing");
        assert!(!matches("", "\u{200b}"), "nor does one that cannot be seen");
        assert!(matches("a b.zip", "a\u{a0}b.zip"));
    }
}
