//! Words of the export: its dialog, and the headings of its columns.

use super::catalog::say;
use crate::export::Format;

texts! {
    /// Opens the dialog.
    pub export = "export-export";
    /// Opens the dialog on the page of a batch.
    pub export_sheets = "export-export-sheets";
    /// The choice of the format.
    pub format_text = "export-format";
    /// Starts it.
    pub start = "export-start";
    /// Ends it while it runs.
    pub cancel = "export-cancel";
    /// Closes the dialog.
    pub close = "export-close";
    /// While rows are read; the name never changes while it runs (UX-12).
    pub bar = "export-bar";
    /// Column: sheets that could not be read.
    pub failed = "export-failed";
    /// It did not work: heading.
    pub not_saved = "export-not-saved";
    /// The list could not be read to its end.
    pub stuck = "export-stuck";
    /// The browser could not make the file.
    pub broken = "export-broken";
    /// After a cancellation, read out and shown.
    pub cancelled = "export-cancelled";
    /// Nothing to export.
    pub nothing = "export-nothing";
    /// Times in the file.
    pub times = "export-times";
}

texts! {
    /// Column.
    pub read = "export-read";
    /// Column; the unit is in the heading.
    pub bytes = "export-bytes";
    /// Column.
    pub created = "export-created";
    /// Column.
    pub started = "export-started";
    /// Column.
    pub ended = "export-ended";
    /// Column.
    pub waiting = "export-waiting";
    /// Column.
    pub processing = "export-processing";
    /// Column.
    pub notes = "export-notes";
    /// Column.
    pub reason = "export-reason";
    /// Column.
    pub batch_id = "export-batch-id";
    /// Column.
    pub sheet_id = "export-sheet-id";
}

/// A format and what it is good for.
#[must_use]
pub fn format(format: Format) -> (&'static str, &'static str) {
    match format {
        Format::Xlsx => (say("export-xlsx"), say("export-xlsx-hint")),
        Format::Csv => (say("export-csv"), say("export-csv-hint")),
        Format::Json => (say("export-json"), say("export-json-hint")),
    }
}

/// Opens the dialog for marked rows: `Export 3`.
#[must_use]
pub fn selected(rows: usize) -> String {
    fill!("export-selected", rows = rows)
}

/// Heading of the dialog: `Export: Batches`.
#[must_use]
pub fn heading(what: &str) -> String {
    fill!("export-heading", what = what)
}

/// `Reading 400 of 1,234`, or without the number while it is not known.
#[must_use]
pub fn reading(done: u64, total: Option<u64>) -> String {
    match total {
        Some(total) => fill!("export-reading", done = done.min(total), total = total),
        None => say("export-reading-begins").to_owned(),
    }
}

/// `Writing 1,234 rows`.
#[must_use]
pub fn writing(rows: u64) -> String {
    fill!("export-writing", rows = rows)
}

/// `batches.csv is ready with 1,234 rows. …`
#[must_use]
pub fn saved(name: &str, rows: u64) -> String {
    fill!("export-saved", name = name, rows = rows)
}

/// Rows that could not be read, said with the result.
#[must_use]
pub fn unreadable(rows: u64) -> String {
    fill!("export-unreadable", rows = rows)
}

/// The server gave fewer sheets than the batch has (api-contract: at most 1,000).
#[must_use]
pub fn cut_short(rows: u64, total: u64) -> String {
    fill!("export-cut-short", rows = rows, total = total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_choose_their_words() {
        assert_eq!(writing(1), "Writing 1 row");
        assert_eq!(reading(1_500, Some(1_234)), "Reading 1,234 of 1,234");
        assert_eq!(
            saved("a.csv", 1_234),
            "a.csv is ready with 1,234 rows. Your browser keeps it with your downloads."
        );
        assert_eq!(unreadable(1), "1 row without a usable ID was left out.");
        assert_eq!(
            cut_short(1_000, 1_291),
            "The file has 1,000 of 1,291 sheets: the server gives no more than 1,000 at once."
        );
    }
}
