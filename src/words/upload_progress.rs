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
        Step::Started => fill!("upload-progress-begun", name = name),
        Step::Percent(n) => fill!("upload-progress-percent", name = name, percent = n),
        Step::Paused => fill!("upload-progress-paused", name = name),
        Step::Resumed => fill!("upload-progress-resumed", name = name),
        Step::Done => fill!("upload-progress-done", name = name),
    }
}

/// What an alert says of an upload that waits for the person.
#[must_use]
pub fn alert(name: &str, cause: &str, next: &str) -> String {
    fill!(
        "upload-progress-alert",
        name = name,
        cause = cause,
        next = next
    )
}

texts! {
    /// Beside the bar after the server lost the session.
    pub started_again = "upload-progress-started-again";
}

texts! {
    /// Beside the bar after requests turned out to be too large.
    pub smaller_chunks = "upload-progress-smaller-chunks";
}

/// What the server said with a failure, while it is found out what became of the upload.
#[must_use]
pub fn server_said(words: &str) -> String {
    fill!("upload-progress-server-said", words = words)
}

texts! {
    /// While the server is asked whether a cancelled upload has become a batch.
    pub cancelling = "upload-progress-cancelling";
}

texts! {
    /// After a cancel that came too late.
    pub too_late_to_cancel = "upload-progress-too-late-to-cancel";
}

texts! {
    /// The batch was found in the list after its answer was lost.
    pub journal_off = "upload-progress-journal-off";
}

/// Several images are one upload; this stands for their name.
#[must_use]
pub fn images(first: &str, files: usize) -> String {
    match files {
        0 | 1 => first.to_owned(),
        n => fill!("upload-progress-images", first = first, more = n - 1),
    }
}
