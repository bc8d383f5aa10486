//! What is announced of an upload and what is said beside its bar.

/// One announcement (UX-11 to UX-17, WCAG 4.1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Sending has begun.
    Started,
    /// 25, 50 or 75 percent.
    Percent(u8),
    /// Held back.
    Paused,
    /// Goes on.
    Resumed,
    /// The server has confirmed.
    Done,
}

/// The text of an announcement.
#[must_use]
pub fn announcement(name: &str, step: Step) -> String {
    match step {
        Step::Started => format!("Uploading {name}."),
        Step::Percent(n) => format!("{name}: {n} percent uploaded."),
        Step::Paused => format!("{name}: upload paused."),
        Step::Resumed => format!("{name}: upload resumed."),
        Step::Done => format!("{name}: upload complete. Processing has begun."),
    }
}

/// What an alert says of an upload that waits for the person.
#[must_use]
pub fn alert(name: &str, cause: &str, next: &str) -> String {
    format!("{name}: {cause} {next}")
}

/// Beside the bar after the server lost the session.
pub const STARTED_AGAIN: &str = "The server lost what had been sent; the upload was started again.";

/// Beside the bar after requests turned out to be too large.
pub const SMALLER_CHUNKS: &str =
    "Requests were too large for the network in front of the server; smaller chunks are used.";

/// While the server is asked whether a cancelled upload has become a batch.
pub const CANCELLING: &str = "Cancelling: asking the server whether the batch exists already.";

/// After a cancel that came too late.
pub const TOO_LATE_TO_CANCEL: &str =
    "It was too late to cancel: the batch had already been created.";

/// The batch was found in the list after its answer was lost.
pub const JOURNAL_OFF: &str = "This browser does not let the page keep a record of uploads. They work, but do not survive a reload.";

/// Several images are one upload; this stands for their name.
#[must_use]
pub fn images(first: &str, files: usize) -> String {
    match files {
        0 | 1 => first.to_owned(),
        n => format!(
            "{first} and {} more",
            super::time::counted(n as u64 - 1, "image", "images")
        ),
    }
}
