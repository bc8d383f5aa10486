//! Words of the notice centre, and of the notices themselves.

use super::catalog::say;
use crate::inbox::{Notice, Outcome};

texts! {
    /// Heading and title.
    pub title = "notices-title";
    /// What this page is.
    pub lead = "notices-lead";
    /// Nothing yet: heading.
    pub none = "notices-none";
    /// Nothing yet: text.
    pub none_text = "notices-none-text";
    /// Empties the history.
    pub clear = "notices-clear";
    /// Said when it was emptied.
    pub cleared = "notices-cleared";
    /// Mark of one that was not looked at yet.
    pub new = "notices-new";
    /// Notices of the computer: heading.
    pub desktop_heading = "notices-desktop";
    /// What they are.
    pub desktop_text = "notices-desktop-text";
    /// Switches them on; the browser asks then.
    pub allow = "notices-allow";
    /// They are on.
    pub allowed = "notices-allowed";
    /// Switches them off.
    pub stop = "notices-stop";
    /// The browser says no.
    pub denied = "notices-denied";
    /// The browser has none.
    pub missing = "notices-missing";
}

/// `117.zip is completed: 51 sheets, 2 failed.`
#[must_use]
pub fn ended(notice: &Notice) -> String {
    told(notice, &notice.name)
}

/// The same around the name, which is a link on the page: what stands before it, and what follows.
#[must_use]
pub fn around_name(notice: &Notice) -> (String, String) {
    // No text holds this character: it marks the name's place.
    const PLACE: &str = "\u{fffc}";
    let text = told(notice, PLACE);
    match text.split_once(PLACE) {
        Some((before, after)) => (before.to_owned(), after.to_owned()),
        None => (String::new(), text),
    }
}

fn told(notice: &Notice, name: &str) -> String {
    match notice.outcome {
        Outcome::Completed { sheets, failed: 0 } => {
            fill!("notices-completed", name = name, sheets = sheets)
        }
        Outcome::Completed { sheets, failed } => fill!(
            "notices-completed-in-part",
            name = name,
            sheets = sheets,
            failed = failed
        ),
        Outcome::Failed => fill!("notices-failed", name = name),
    }
}

/// Title and text of a notice of the computer.
#[must_use]
pub fn desktop(notice: &Notice) -> (String, String) {
    let title = match notice.outcome {
        Outcome::Completed { .. } => say("notices-batch-completed"),
        Outcome::Failed => say("notices-batch-failed"),
    };
    (title.to_owned(), ended(notice))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::BatchId;

    #[test]
    fn notices_say_what_happened() {
        let mut notice = Notice {
            id: BatchId::parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301").unwrap(),
            name: "117.zip".into(),
            outcome: Outcome::Completed {
                sheets: 51,
                failed: 2,
            },
            ended_ms: None,
            at_ms: 0,
            read: false,
        };
        assert_eq!(ended(&notice), "117.zip is completed: 51 sheets, 2 failed.");
        assert_eq!(
            around_name(&notice),
            (String::new(), " is completed: 51 sheets, 2 failed.".into())
        );
        notice.outcome = Outcome::Failed;
        assert_eq!(
            desktop(&notice),
            ("Batch failed".into(), "117.zip has failed.".into())
        );
    }
}
