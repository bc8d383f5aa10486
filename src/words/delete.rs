//! Words of deleting a batch: what is lost, what came of it.

use super::time::counted;

/// Heading of the dialog and accessible name of what opens it: verb and object (UX-34).
#[must_use]
pub fn heading(name: &str) -> String {
    format!("Delete batch {name}")
}

/// What is lost. `sheets` is `None` or 0 while the server does not know the number.
#[must_use]
pub fn consequence(sheets: Option<u64>) -> String {
    let what = match sheets {
        None | Some(0) => "The batch, its sheets and their results are".to_owned(),
        Some(1) => "The batch, its 1 sheet and its result are".to_owned(),
        Some(n) => format!(
            "The batch, its {} and their results are",
            counted(n, "sheet", "sheets")
        ),
    };
    format!("{what} removed from the server, for everyone. This cannot be undone.")
}

/// While the batch is not finished.
pub const STILL_RUNNING: &str = "This batch is still being processed.";
/// Label of the field.
pub const CONFIRM: &str = "Type the batch name to confirm";
/// Leaves everything as it is.
pub const CANCEL: &str = "Cancel";
/// Does it.
pub const SUBMIT: &str = "Delete batch";
/// While the server is asked.
pub const BUSY: &str = "Deleting…";
/// Clicked before the name was typed.
pub const NO_MATCH: &str = "This is not the batch name. Type it exactly as it is written above.";
/// Heading of what went wrong, inside the dialog.
pub const FAILED: &str = "The batch was not deleted";
/// Heading when nobody knows.
pub const UNKNOWN: &str = "It is not known whether the batch was deleted";

/// Message on the list afterwards.
#[must_use]
pub fn done(name: &str) -> String {
    format!("Batch {name} was deleted.")
}

/// 404: someone else was quicker; the aim is reached all the same (F-47).
#[must_use]
pub fn already(name: &str) -> String {
    format!("Batch {name} had already been deleted.")
}

/// 403: the role was taken away (F-14).
pub const NOT_ALLOWED: &str = "Only administrators can delete batches, and your account is not one any more. Nothing was deleted. Ask an administrator if the batch has to go.";

/// No answer, and asking whether the batch is still there gave none either.
pub const NO_ANSWER: &str = "The server did not answer, and could not be asked whether the batch is still there. Check the network, then try again: a second deletion does no harm.";

/// No answer, but the batch is still there.
pub const STILL_THERE: &str =
    "The server did not answer in time. The batch is still there and unchanged. Try again.";

/// Another failure. The server's words follow where it had some.
pub const REFUSED: &str = "The server could not delete the batch. It is still there. Try again in a minute; if it keeps failing, tell your administrator.";

/// Deleting several batches in one go.
pub mod several {
    use super::counted;

    /// Heading of the dialog and name of the button that does it.
    #[must_use]
    pub fn heading(n: u64) -> String {
        format!("Delete {}", counted(n, "batch", "batches"))
    }

    /// What is lost. `sheets` is 0 while nobody knows.
    #[must_use]
    pub fn consequence(n: u64, sheets: u64) -> String {
        let batches = counted(n, "batch", "batches");
        let sheets = match sheets {
            0 => "with all sheets".to_owned(),
            sheets => format!("with {}", counted(sheets, "sheet", "sheets")),
        };
        format!(
            "{batches} {sheets} and their results are removed from the server, for everyone. This cannot be undone."
        )
    }

    /// Some of them are not finished.
    #[must_use]
    pub fn still_running(n: u64) -> String {
        if n == 1 {
            "1 of them is still being processed.".to_owned()
        } else {
            format!("{n} of them are still being processed.")
        }
    }

    /// Label of the field: the number is typed, as the name is for one batch.
    #[must_use]
    pub fn confirm(n: u64) -> String {
        format!("Type {n} to confirm")
    }

    /// Clicked before the number was typed.
    #[must_use]
    pub fn no_match(n: u64) -> String {
        format!("Type the number {n} to delete these batches.")
    }

    /// While they are deleted one by one.
    #[must_use]
    pub fn busy(done: u64, n: u64) -> String {
        format!("Deleting: {done} of {n}")
    }

    /// Ends the work after the batch that is being deleted.
    pub const STOP: &str = "Stop";
    /// Leaves the dialog.
    pub const CLOSE: &str = "Close";
    /// A row of the dialog.
    pub const WAITING: &str = "Waiting";
    /// A row of the dialog.
    pub const DELETING: &str = "Deleting…";
    /// A row of the dialog.
    pub const DELETED: &str = "Deleted";
    /// A row of the dialog.
    pub const ALREADY: &str = "Had already been deleted";
    /// A row of the dialog: stopped before it.
    pub const UNTOUCHED: &str = "Not deleted: you stopped before it";
    /// A row of the dialog: the session ended before it.
    pub const SIGNED_OUT: &str = "Not deleted: your session ended before it";

    /// Said and shown at the end.
    #[must_use]
    pub fn done(deleted: u64, kept: u64) -> String {
        let deleted = match deleted {
            1 => "1 batch was deleted.".to_owned(),
            n => format!("{} were deleted.", counted(n, "batch", "batches")),
        };
        match kept {
            0 => deleted,
            1 => format!("{deleted} 1 batch was not."),
            n => format!("{deleted} {} were not.", counted(n, "batch", "batches")),
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

/// What was typed names the batch. Outer spaces are forgiven, and so is how an accent was composed (NFC/NFD is compared by
/// the browser before this).
#[must_use]
pub fn matches(typed: &str, name: &str) -> bool {
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    !name.trim().is_empty() && squeezed(typed) == squeezed(name)
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
    }
}
