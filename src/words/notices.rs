//! Words of the notice centre, and of the notices themselves.

use super::time::{counted, grouped};
use crate::inbox::{Notice, Outcome};

/// Heading and title.
pub const TITLE: &str = "Notices";
/// What this page is.
pub const LEAD: &str = "Your batches that have ended while this browser was watching them.";
/// Nothing yet: heading.
pub const NONE: &str = "No notices";
/// Nothing yet: text.
pub const NONE_TEXT: &str = "When one of your batches is completed or fails, it is noted here. Signing out empties the list.";
/// Empties the history.
pub const CLEAR: &str = "Clear notices";
/// Said when it was emptied.
pub const CLEARED: &str = "The notices were cleared.";
/// Mark of one that was not looked at yet.
pub const NEW: &str = "New";
/// Notices of the computer: heading.
pub const DESKTOP: &str = "Notices on your computer";
/// What they are.
pub const DESKTOP_TEXT: &str = "Your computer tells you when a batch ends, also while you work in another program. The console then looks once a minute while it is out of sight. It must stay open.";
/// Switches them on; the browser asks then.
pub const ALLOW: &str = "Show notices on this computer";
/// They are on.
pub const ALLOWED: &str = "Notices are shown on this computer.";
/// Switches them off.
pub const STOP: &str = "Stop showing them";
/// The browser says no.
pub const DENIED: &str = "This browser does not let the console show notices. You can change that in the browser’s settings for this site.";
/// The browser has none.
pub const MISSING: &str = "This browser has no notices for this site. The number in front of the tab’s title tells you all the same.";

/// `117.zip is completed: 51 sheets, 2 failed.`
#[must_use]
pub fn ended(notice: &Notice) -> String {
    format!("{} {}", notice.name, outcome(notice))
}

/// What follows the name: `is completed: 51 sheets.`
#[must_use]
pub fn outcome(notice: &Notice) -> String {
    match notice.outcome {
        Outcome::Completed { sheets, failed: 0 } => {
            format!("is completed: {}.", counted(sheets, "sheet", "sheets"))
        }
        Outcome::Completed { sheets, failed } => format!(
            "is completed: {}, {} failed.",
            counted(sheets, "sheet", "sheets"),
            grouped(failed)
        ),
        Outcome::Failed => "has failed.".to_owned(),
    }
}

/// Title and text of a notice of the computer.
#[must_use]
pub fn desktop(notice: &Notice) -> (String, String) {
    let title = match notice.outcome {
        Outcome::Completed { .. } => "Batch completed",
        Outcome::Failed => "Batch failed",
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
        notice.outcome = Outcome::Failed;
        assert_eq!(
            desktop(&notice),
            ("Batch failed".into(), "117.zip has failed.".into())
        );
    }
}
