//! Words of what the server is doing with a batch, and of its first results.

use super::batch::step;
use super::catalog::say;
use super::time::with_tenth;
use crate::domain::{SheetError, share_tenths};

texts! {
    /// Panel.
    pub heading = "live-heading";
    /// Panel, once the batch has ended.
    pub log = "live-log";
    /// Opens the list of what happened.
    pub all = "live-all";
    /// Panel.
    pub results = "live-results";
    /// They could not be had.
    pub no_results = "live-results-none";
    /// Figure: pupils who were expected.
    pub registered = "live-registered";
    /// Figure: sheets.
    pub scanned = "live-scanned";
    /// Figure: sheets with something to correct.
    pub errors = "live-errors";
}

/// A stage in words; the server's own where the console does not know it.
#[must_use]
pub fn stage(word: &str) -> String {
    let known = match word {
        "uploading" => step::uploaded(),
        "extracting" => say("live-stage-extracting"),
        "organizing_qr" => say("live-stage-covers"),
        "processing_sheets" => step::reading(),
        "completed" => step::completed(),
        "failed" => step::failed(),
        other => return other.replace('_', " "),
    };
    known.to_owned()
}

/// Tasks were left out: how many, where the server names them.
#[must_use]
pub fn skipped(tasks: usize) -> String {
    fill!("live-skipped", n = u64::try_from(tasks).unwrap_or(u64::MAX))
}

texts! {
    /// What that means.
    pub skipped_text = "live-skipped-text";
}

/// What was found on a sheet.
#[must_use]
pub fn sheet_error(error: SheetError) -> &'static str {
    say(match error {
        SheetError::Duplicate => "live-error-duplicate",
        SheetError::FewAnswers => "live-error-answers",
        SheetError::Student => "live-error-student",
        SheetError::Center => "live-error-center",
        SheetError::Group => "live-error-group",
        SheetError::Level => "live-error-level",
        SheetError::Absent => "live-error-absent",
    })
}

/// `12.5 %`; nothing where there is no whole.
#[must_use]
pub fn share(part: u64, whole: Option<u64>) -> Option<String> {
    let tenths = share_tenths(part, whole?)?;
    Some(fill!("analytics-percent", n = with_tenth(tenths)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_have_plain_words_and_unknown_ones_keep_the_servers() {
        assert_eq!(stage("organizing_qr"), "Finding cover sheets");
        assert_eq!(stage("loading_results"), "loading results");
        assert_eq!(skipped(1), "1 task was left out");
        assert_eq!(skipped(2), "2 tasks were left out");
    }

    #[test]
    fn a_share_needs_a_whole() {
        assert_eq!(share(1, Some(3)).as_deref(), Some("33.3\u{a0}%"));
        assert_eq!(share(3, Some(3)).as_deref(), Some("100.0\u{a0}%"));
        assert_eq!(share(0, Some(0)), None);
        assert_eq!(share(1, None), None);
    }
}
