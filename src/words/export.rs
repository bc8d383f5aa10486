//! Words of the export: its dialog, and the headings of its columns.

use super::time::{counted, grouped};
use crate::export::Format;

/// Opens the dialog.
pub const EXPORT: &str = "Export";
/// Opens the dialog on the page of a batch.
pub const EXPORT_SHEETS: &str = "Export sheets";
/// The choice of the format.
pub const FORMAT: &str = "Format";
/// Starts it.
pub const START: &str = "Export file";
/// Ends it while it runs.
pub const CANCEL: &str = "Cancel export";
/// Closes the dialog.
pub const CLOSE: &str = "Close";
/// While rows are read; the name never changes while it runs (UX-12).
pub const BAR: &str = "Export";
/// Heading after a failure.
pub const FAILED: &str = "Failed";
/// It did not work: heading.
pub const NOT_SAVED: &str = "No file was saved";
/// The list could not be read to its end.
pub const STUCK: &str = "The list could not be read to its end: the server repeated itself, or the list is too long. \
    Narrow the filter, then export again.";
/// The browser could not make the file.
pub const BROKEN: &str =
    "The browser could not make the file. Check your connection and try again, or choose CSV.";
/// After a cancellation, read out and shown.
pub const CANCELLED: &str = "The export was cancelled. No file was saved.";
/// Nothing to export.
pub const NOTHING: &str = "There is nothing to export.";
/// Times in the file.
pub const TIMES: &str = "Times in the file are the server’s own.";

/// Column.
pub const PROCESSED: &str = "Processed";
/// Column; the unit is in the heading.
pub const BYTES: &str = "Size (bytes)";
/// Column.
pub const CREATED: &str = "Created (server time)";
/// Column.
pub const STARTED: &str = "Processing started (server time)";
/// Column.
pub const ENDED: &str = "Ended (server time)";
/// Column.
pub const WAITING: &str = "Waiting (s)";
/// Column.
pub const PROCESSING: &str = "Processing (s)";
/// Column.
pub const NOTES: &str = "Notes";
/// Column.
pub const REASON: &str = "Reason";
/// Column.
pub const BATCH_ID: &str = "Batch ID";
/// Column.
pub const SHEET_ID: &str = "Sheet ID";

/// A format and what it is good for.
#[must_use]
pub fn format(format: Format) -> (&'static str, &'static str) {
    match format {
        Format::Xlsx => (
            "Excel workbook (.xlsx)",
            "For Excel, LibreOffice and Google Sheets.",
        ),
        Format::Csv => ("CSV (.csv)", "Plain table; opens in every spreadsheet."),
        Format::Json => (
            "JSON (.json)",
            "For programs: every value as the server sent it.",
        ),
    }
}

/// Opens the dialog for marked rows: `Export 3`.
#[must_use]
pub fn selected(rows: usize) -> String {
    format!("{EXPORT} {}", grouped(rows as u64))
}

/// Heading of the dialog: `Export: Batches`.
#[must_use]
pub fn heading(what: &str) -> String {
    format!("{EXPORT}: {what}")
}

/// `Reading 400 of 1,234`, or without the number while it is not known.
#[must_use]
pub fn reading(done: u64, total: Option<u64>) -> String {
    match total {
        Some(total) => format!("Reading {} of {}", grouped(done.min(total)), grouped(total)),
        None => "Reading".to_owned(),
    }
}

/// `Writing 1,234 rows`.
#[must_use]
pub fn writing(rows: u64) -> String {
    format!("Writing {}", counted(rows, "row", "rows"))
}

/// `batches.csv was saved: 1,234 rows.`
#[must_use]
pub fn saved(name: &str, rows: u64) -> String {
    format!(
        "{name} is ready with {}. Your browser keeps it with your downloads.",
        counted(rows, "row", "rows")
    )
}

/// Rows that could not be read, said with the result.
#[must_use]
pub fn unreadable(rows: u64) -> String {
    format!(
        "{} without a usable ID {} left out.",
        counted(rows, "row", "rows"),
        if rows == 1 { "was" } else { "were" }
    )
}

/// The server gave fewer sheets than the batch has (api-contract: at most 1,000).
#[must_use]
pub fn cut_short(rows: u64, total: u64) -> String {
    format!(
        "The file has {} of {}: the server gives no more than 1,000 at once.",
        grouped(rows),
        counted(total, "sheet", "sheets")
    )
}
