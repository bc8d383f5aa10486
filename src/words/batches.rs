//! Words of the list of batches, and of what a batch's status and type are called everywhere.

use super::time::counted;
use crate::domain::{BatchStatus, Strategy};

/// Heading, title and caption of the table.
pub const TITLE: &str = "Batches";
/// Leads to the upload page.
pub const NEW_UPLOAD: &str = "New upload";
/// Label of the filter.
pub const STATUS: &str = "Status";
/// The filter's first choice.
pub const ALL_STATUSES: &str = "All statuses";
/// Takes the filter off.
pub const CLEAR: &str = "Clear filters";
/// Column.
pub const NAME: &str = "Name";
/// Column.
pub const TYPE: &str = "Type";
/// Column.
pub const SHEETS: &str = "Sheets";
/// Column.
pub const SIZE: &str = "Size";
/// Column.
pub const CREATED: &str = "Created";
/// Column; only where the server says who it was.
pub const UPLOADER: &str = "Uploaded by";
/// Column without a visible header (UX-22).
pub const ACTIONS: &str = "Actions";
/// Label of the page size.
pub const PAGE_SIZE: &str = "Rows per page";
/// Name of the pager.
pub const PAGINATION: &str = "Pagination";
/// Pager.
pub const PREVIOUS: &str = "Previous";
/// Pager.
pub const NEXT: &str = "Next";
/// Asks for the list at once.
pub const REFRESH: &str = "Refresh";
/// A batch whose name the server did not send.
pub const UNNAMED: &str = "Batch without a name";
/// While the first answer is on its way, for assistive technology only.
pub const LOADING: &str = "Loading the list of batches";

/// The status as an adjective or participle, never a verb (UX-20). An unknown one keeps the server's word (UX-21).
#[must_use]
pub fn status(status: &BatchStatus) -> String {
    match status {
        BatchStatus::Uploaded => "Uploaded".to_owned(),
        BatchStatus::Validating => "Validating".to_owned(),
        BatchStatus::Processing => "Processing".to_owned(),
        BatchStatus::Reprocessing => "Reprocessing".to_owned(),
        BatchStatus::Completed => "Completed".to_owned(),
        BatchStatus::Failed => "Failed".to_owned(),
        BatchStatus::Unknown(word) if word.is_empty() => "Unknown".to_owned(),
        BatchStatus::Unknown(word) => format!("Unknown ({})", shortened(word)),
    }
}

/// A foreign word on a badge: bounded, so that an odd answer cannot break the table (F-39).
fn shortened(word: &str) -> String {
    if word.chars().count() <= 24 {
        return word.to_owned();
    }
    let mut short: String = word.chars().take(23).collect();
    short.push('…');
    short
}

/// The type as the upload page calls it; blank where the server's word is not known (UX-25).
#[must_use]
pub fn strategy(strategy: Option<Strategy>) -> &'static str {
    match strategy {
        Some(Strategy::ZipWithQr) => "ZIP with QR",
        Some(Strategy::ZipWithoutQr) => "ZIP without QR",
        Some(Strategy::Images) => "Images",
        None => "",
    }
}

/// `14 batches – Failed`: shown beside the filter and announced after it changed (UX-29).
#[must_use]
pub fn result(total: u64, filter: Option<&BatchStatus>) -> String {
    let count = counted(total, "batch", "batches");
    match filter {
        Some(filter) => format!("{count} – {}", status(filter)),
        None => count,
    }
}

/// `Batches (page 2 of 7)` (UX-28).
#[must_use]
pub fn title(filter: Option<&BatchStatus>, page: u32, pages: u32) -> String {
    let mut title = TITLE.to_owned();
    if let Some(filter) = filter {
        title.push_str(" – ");
        title.push_str(&status(filter));
    }
    if pages > 1 {
        title.push_str(&format!(" (page {page} of {pages})"));
    }
    title
}

/// Accessible name of a page's link.
#[must_use]
pub fn page(n: u32) -> String {
    format!("Page {n}")
}

/// `Updated 12:03:41`.
#[must_use]
pub fn updated(clock: &str) -> String {
    format!("Updated {clock}")
}

/// Which zone the times are in; once for the table.
#[must_use]
pub fn zone(zone: &str) -> String {
    format!("Times are in {zone} time.")
}

/// Accessible name of a row's delete button (UX-26).
#[must_use]
pub fn delete(name: &str) -> String {
    format!("Delete batch {name}")
}

/// Rows that the server sent without a usable id.
#[must_use]
pub fn unreadable(n: usize) -> String {
    let n = u64::try_from(n).unwrap_or(u64::MAX);
    format!(
        "{} of this page could not be read and {} not shown. The batches themselves are not affected; tell your administrator.",
        counted(n, "row", "rows"),
        if n == 1 { "is" } else { "are" }
    )
}

/// `126 of 291`, in the sheets column of a running batch whose counts the server sends.
#[must_use]
pub fn so_far(processed: u64, total: u64) -> String {
    format!(
        "{} of {}",
        super::time::grouped(processed),
        super::time::grouped(total)
    )
}

/// Empty list, no filter.
pub const NONE_YET: &str = "No batches yet";
/// What will be here.
pub const NONE_YET_TEXT: &str = "What you upload is listed here, with what became of it.";
/// The way out.
pub const NONE_YET_ACTION: &str = "Upload your first batch";
/// Empty because of the filter.
pub const NONE_MATCH: &str = "No batches match the filter";
/// The first load failed: heading.
pub const CANNOT_LOAD: &str = "The batches could not be loaded";
/// A refresh failed: heading. The old rows stay (UX-18).
pub const CANNOT_REFRESH: &str = "The list could not be updated";

/// Empty because of the filter: what is looked for.
#[must_use]
pub fn none_match(filter: &BatchStatus) -> String {
    format!("No batch is “{}” at the moment.", status(filter))
}

/// What the shown rows are worth after a failed refresh.
#[must_use]
pub fn stale(clock: &str) -> String {
    format!("You see the list as it was at {clock}. It is tried again by itself.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_status_keeps_the_servers_word_but_not_a_long_one() {
        assert_eq!(
            status(&BatchStatus::Unknown("archived".into())),
            "Unknown (archived)"
        );
        assert_eq!(status(&BatchStatus::Unknown(String::new())), "Unknown");
        let long = status(&BatchStatus::Unknown("x".repeat(10_000)));
        assert_eq!(long.chars().count(), "Unknown ()".len() + 24);
    }

    #[test]
    fn the_title_names_filter_and_page() {
        assert_eq!(title(None, 1, 1), "Batches");
        assert_eq!(
            title(Some(&BatchStatus::Failed), 2, 7),
            "Batches – Failed (page 2 of 7)"
        );
    }

    #[test]
    fn the_result_is_counted() {
        assert_eq!(
            result(14, Some(&BatchStatus::Failed)),
            "14 batches – Failed"
        );
        assert_eq!(result(1, None), "1 batch");
    }

    #[test]
    fn every_known_status_has_its_own_word() {
        let words: std::collections::HashSet<String> =
            BatchStatus::KNOWN.iter().map(status).collect();
        assert_eq!(words.len(), BatchStatus::KNOWN.len());
    }
}
