//! Words of the list of batches, and of what a batch's status and type are called everywhere.

use super::time::{counted, grouped};
use crate::domain::{BatchStatus, Filter, Strategy, Tab};
use crate::route::Column;

/// Heading, title and caption of the table.
pub const TITLE: &str = "Batches";
/// Leads to the upload page.
pub const NEW_UPLOAD: &str = "New upload";
/// Label of the filter.
pub const STATUS: &str = "Status";
/// The filter's first choice.
pub const ALL_STATUSES: &str = "All statuses";
/// The type filter's first choice.
pub const ALL_TYPES: &str = "All types";
/// Name of the four tabs.
pub const VIEWS: &str = "Views of the list";
/// Label: part of the file name.
pub const SEARCH: &str = "File name";
/// Label: first day.
pub const FROM: &str = "From";
/// Label: last day.
pub const TO: &str = "Until";
/// Shows and hides the filters where there is little room.
pub const FILTERS: &str = "Filters";
/// Opens the choice of columns.
pub const COLUMNS: &str = "View";
/// Heading of the choice of columns.
pub const COLUMNS_SHOWN: &str = "Columns";
/// Rows closer together.
pub const COMPACT: &str = "Compact rows";
/// While what fits is looked for: ends that.
pub const STOP_READING: &str = "Stop";
/// Goes on looking.
pub const GO_ON: &str = "Look at more";
/// Header of the column with the boxes.
pub const SELECT: &str = "Select";
/// The box in the header.
pub const SELECT_ALL: &str = "Select all rows on this page";
/// Takes all marks away.
pub const CLEAR_SELECTION: &str = "Clear selection";
/// Name of the bar above the table.
pub const ACTIONS_BAR: &str = "Actions for the list";
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

/// What a tab is called.
#[must_use]
pub fn tab(tab: Tab) -> &'static str {
    match tab {
        Tab::All => "All",
        Tab::InProgress => "In progress",
        Tab::Attention => "Needs attention",
        Tab::Completed => "Completed",
    }
}

/// What a column is called.
#[must_use]
pub fn column(column: Column) -> &'static str {
    match column {
        Column::Type => TYPE,
        Column::Sheets => SHEETS,
        Column::Size => SIZE,
        Column::Created => CREATED,
        Column::Uploader => UPLOADER,
    }
}

/// ` – Failed`, ` – Needs attention, filtered`: what narrows the list, in short. Empty for the whole list.
fn narrowed(filter: &Filter) -> String {
    let view = match (&filter.status, filter.tab) {
        (Some(word), _) => Some(status(word)),
        (None, Tab::All) => None,
        (None, view) => Some(tab(view).to_owned()),
    };
    let rest = Filter {
        status: filter.status.clone(),
        ..Filter::of_tab(filter.tab)
    };
    match (view, *filter != rest) {
        (None, false) => String::new(),
        (None, true) => " – filtered".to_owned(),
        (Some(view), false) => format!(" – {view}"),
        (Some(view), true) => format!(" – {view}, filtered"),
    }
}

/// `14 batches – Failed`: shown beside the filter and announced after it changed (UX-29).
#[must_use]
pub fn result(total: u64, filter: &Filter) -> String {
    counted(total, "batch", "batches") + &narrowed(filter)
}

/// While the console looks for what fits.
#[must_use]
pub fn reading(read: u64, of: Option<u64>) -> String {
    match of {
        Some(of) => format!(
            "Looking through the list: {} of {}",
            grouped(read.min(of)),
            counted(of, "batch", "batches")
        ),
        None => format!(
            "Looking through the list: {}",
            counted(read, "batch", "batches")
        ),
    }
}

/// The looking has ended before the list.
#[must_use]
pub fn read_in_part(read: u64, of: Option<u64>) -> String {
    let looked = match of {
        Some(of) => format!(
            "the newest {} of {}",
            grouped(read),
            counted(of, "batch", "batches")
        ),
        None => format!("the newest {}", counted(read, "batch", "batches")),
    };
    format!("Only {looked} were looked at. What fits further back is not shown.")
}

/// The list changed too much while it was read.
pub const READ_WITH_GAPS: &str = "The list changed while it was read, and a few batches may be missing here. “Refresh” reads it again.";

/// The rows do not carry what this tab needs.
pub const BLIND: &str = "The list of this server does not say how many sheets of a batch failed. Completed batches with failed sheets are therefore missing here.";

/// Accessible name of a row's box.
#[must_use]
pub fn select(name: &str) -> String {
    format!("Select {name}")
}

/// `3 batches selected`.
#[must_use]
pub fn selected(n: usize) -> String {
    format!("{} selected", counted(count(n), "batch", "batches"))
}

/// Deletes what is selected.
#[must_use]
pub fn delete_selected(n: usize) -> String {
    format!("Delete {}", counted(count(n), "batch", "batches"))
}

/// Copies the links of what is selected, one a line.
#[must_use]
pub fn copy_links(n: usize) -> String {
    format!("Copy {}", counted(count(n), "link", "links"))
}

/// They were copied.
#[must_use]
pub fn links_copied(n: usize) -> String {
    format!("{} copied", counted(count(n), "link", "links"))
}

/// `3 failed`, beside the number of sheets.
#[must_use]
pub fn failed(n: u64) -> String {
    format!("{} failed", grouped(n))
}

/// Name of a row's bar.
#[must_use]
pub fn row_bar(name: &str) -> String {
    format!("Processing of {name}")
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// `Batches (page 2 of 7)` (UX-28).
#[must_use]
pub fn title(filter: &Filter, page: u32, pages: u32) -> String {
    let mut title = TITLE.to_owned() + &narrowed(filter);
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
pub fn none_match(filter: &Filter) -> String {
    if filter.is_narrowed() && filter.status.is_none() {
        return "No batch fits everything that is set above.".to_owned();
    }
    match (&filter.status, filter.tab) {
        (Some(word), _) => format!("No batch is “{}” at the moment.", status(word)),
        (None, Tab::InProgress) => {
            "The server has finished everything that was uploaded.".to_owned()
        }
        (None, Tab::Attention) => "No batch has failed, and no sheet either.".to_owned(),
        (None, _) => "No batch is completed at the moment.".to_owned(),
    }
}

/// What the shown rows are worth after a failed refresh.
#[must_use]
pub fn stale(clock: &str) -> String {
    format!("You see the list as it was at {clock}. It is tried again by itself.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed() -> Filter {
        Filter {
            status: Some(BatchStatus::Failed),
            ..Filter::default()
        }
    }

    #[test]
    fn what_was_looked_at_is_said() {
        assert_eq!(
            reading(1_200, Some(10_000)),
            "Looking through the list: 1,200 of 10,000 batches"
        );
        assert!(
            read_in_part(5_000, Some(10_000))
                .starts_with("Only the newest 5,000 of 10,000 batches")
        );
        assert_eq!(reading(100, None), "Looking through the list: 100 batches");
    }

    #[test]
    fn every_empty_view_has_its_own_sentence() {
        let named = Filter {
            name: "x".into(),
            ..Filter::default()
        };
        let filters = [
            failed(),
            named,
            Filter::of_tab(Tab::InProgress),
            Filter::of_tab(Tab::Attention),
            Filter::of_tab(Tab::Completed),
        ];
        let texts: std::collections::HashSet<String> = filters.iter().map(none_match).collect();
        assert_eq!(texts.len(), filters.len());
    }

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
        assert_eq!(title(&Filter::default(), 1, 1), "Batches");
        assert_eq!(title(&failed(), 2, 7), "Batches – Failed (page 2 of 7)");
        let named = Filter {
            name: "x".into(),
            ..Filter::of_tab(Tab::Attention)
        };
        assert_eq!(title(&named, 1, 1), "Batches – Needs attention, filtered");
    }

    #[test]
    fn the_result_is_counted() {
        assert_eq!(result(14, &failed()), "14 batches – Failed");
        assert_eq!(result(1, &Filter::default()), "1 batch");
        let named = Filter {
            name: "x".into(),
            ..Filter::default()
        };
        assert_eq!(result(2, &named), "2 batches – filtered");
    }

    #[test]
    fn every_known_status_has_its_own_word() {
        let words: std::collections::HashSet<String> =
            BatchStatus::KNOWN.iter().map(status).collect();
        assert_eq!(words.len(), BatchStatus::KNOWN.len());
    }
}
