//! Words of the list of batches, and of what a batch's status and type are called everywhere.

use super::catalog::say;
use crate::domain::{BatchStatus, Filter, SortBy, Strategy, Tab};
use crate::route::Column;

texts! {
    /// Heading, title and caption of the table.
    pub title_text = "batches-title";
    /// Leads to the upload page.
    pub new_upload = "batches-new-upload";
    /// Label of the filter.
    pub status_text = "batches-status";
    /// The filter's first choice.
    pub all_statuses = "batches-all-statuses";
    /// The type filter's first choice.
    pub all_types = "batches-all-types";
    /// Name of the four tabs.
    pub views = "batches-views";
    /// Label: part of the file name.
    pub search = "batches-search";
    /// Label: first day.
    pub from = "batches-from";
    /// Label: last day.
    pub to = "batches-to";
    /// Shows and hides the filters where there is little room.
    pub filters = "batches-filters";
    /// Opens the choice of columns.
    pub columns = "batches-columns";
    /// Heading of the choice of columns.
    pub columns_shown = "batches-columns-shown";
    /// Rows closer together.
    pub compact = "batches-compact";
    /// While what fits is looked for: ends that.
    pub stop_reading = "batches-stop-reading";
    /// Goes on looking.
    pub go_on = "batches-go-on";
    /// Header of the column with the boxes.
    pub select_text = "batches-select";
    /// The box in the header.
    pub select_all = "batches-select-all";
    /// Takes all marks away.
    pub clear_selection = "batches-clear-selection";
    /// Name of the bar above the table.
    pub actions_bar = "batches-actions-bar";
    /// Takes the filter off.
    pub clear = "batches-clear";
    /// Column.
    pub name = "batches-name";
    /// Column.
    pub type_text = "batches-type";
    /// Column.
    pub sheets = "batches-sheets";
    /// Column.
    pub size = "batches-size";
    /// Column.
    pub created = "batches-created";
    /// Column; only where the server says who it was.
    pub uploader = "batches-uploader";
    /// Column without a visible header (UX-22).
    pub actions = "batches-actions";
    /// Label of the page size.
    pub page_size = "batches-page-size";
    /// Name of the pager.
    pub pagination = "batches-pagination";
    /// Pager.
    pub previous = "batches-previous";
    /// Pager.
    pub next = "batches-next";
    /// Asks for the list at once.
    pub refresh = "batches-refresh";
    /// A batch whose name the server did not send.
    pub unnamed = "batches-unnamed";
    /// While the first answer is on its way, for assistive technology only.
    pub loading = "batches-loading";
}

/// The status as an adjective or participle, never a verb (UX-20). An unknown one keeps the server's word (UX-21).
#[must_use]
pub fn status(status: &BatchStatus) -> String {
    let word = match status {
        BatchStatus::Uploaded => say("batches-uploaded"),
        BatchStatus::Validating => say("batches-validating"),
        BatchStatus::Processing => say("batches-processing"),
        BatchStatus::Reprocessing => say("batches-reprocessing"),
        BatchStatus::Completed => say("batches-completed"),
        BatchStatus::Failed => say("batches-failed"),
        BatchStatus::Unknown(word) if word.is_empty() => say("batches-unknown"),
        BatchStatus::Unknown(word) => {
            return fill!("batches-unknown-word", word = shortened(word));
        }
    };
    word.to_owned()
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
        Some(Strategy::ZipWithQr) => say("batches-zip-with-qr"),
        Some(Strategy::ZipWithoutQr) => say("batches-zip-without-qr"),
        Some(Strategy::Images) => say("batches-images"),
        None => "",
    }
}

/// What a tab is called.
#[must_use]
pub fn tab(tab: Tab) -> &'static str {
    match tab {
        Tab::All => say("batches-tab-all"),
        Tab::InProgress => say("batches-tab-in-progress"),
        Tab::Attention => say("batches-tab-attention"),
        Tab::Completed => say("batches-tab-completed"),
    }
}

/// What a column is called.
#[must_use]
pub fn column(column: Column) -> &'static str {
    match column {
        Column::Type => type_text(),
        Column::Sheets => sheets(),
        Column::Size => size(),
        Column::Created => created(),
        Column::Uploader => uploader(),
    }
}

/// What the rows are ordered by.
#[must_use]
pub fn sort_by(by: SortBy) -> &'static str {
    match by {
        SortBy::Name => name(),
        SortBy::Status => status_text(),
        SortBy::Sheets => sheets(),
        SortBy::Failed => say("batches-failed-sheets"),
        SortBy::Size => size(),
        SortBy::Created => created(),
        SortBy::Uploader => uploader(),
    }
}

texts! {
    /// Label of the choice of an order.
    pub sort = "batches-sort";
    /// The largest, latest or last in the alphabet first.
    pub descending = "batches-sort-descending";
}

/// `Batches – Failed`, `14 batches – Needs attention, filtered`: what is told, and what narrows the list, in short.
fn narrowed(what: String, filter: &Filter) -> String {
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
        (None, false) => what,
        (None, true) => fill!("batches-filtered", what = what),
        (Some(view), false) => fill!("batches-view", what = what, view = view),
        (Some(view), true) => fill!("batches-view-filtered", what = what, view = view),
    }
}

/// `14 batches – Failed`: shown beside the filter and announced after it changed (UX-29). `whole`: every row was held against
/// the filter; else there may be more.
#[must_use]
pub fn result(total: u64, filter: &Filter, whole: bool) -> String {
    let found = if whole {
        fill!("batches-n-batches", n = total)
    } else {
        fill!("batches-n-so-far", n = total)
    };
    narrowed(found, filter)
}

/// While the console looks for what fits.
#[must_use]
pub fn reading(read: u64, of: Option<u64>) -> String {
    match of {
        Some(of) => fill!("batches-reading-of", read = read.min(of), n = of),
        None => fill!("batches-reading", n = read),
    }
}

/// The looking has ended before the list.
#[must_use]
pub fn read_in_part(read: u64, of: Option<u64>) -> String {
    match of {
        Some(of) => fill!("batches-read-in-part-of", read = read, n = of),
        None => fill!("batches-read-in-part", n = read),
    }
}

texts! {
    /// The list changed too much while it was read.
    pub read_with_gaps = "batches-read-with-gaps";
}

texts! {
    /// The rows do not carry what this tab needs.
    pub blind = "batches-blind";
}

/// Accessible name of a row's box.
#[must_use]
pub fn select(name: &str) -> String {
    fill!("batches-select-one", name = name)
}

/// `3 batches selected`.
#[must_use]
pub fn selected(n: usize) -> String {
    fill!("batches-selected", n = n)
}

/// Deletes what is selected.
#[must_use]
pub fn delete_selected(n: usize) -> String {
    fill!("batches-delete-selected", n = n)
}

/// Copies the links of what is selected, one a line.
#[must_use]
pub fn copy_links(n: usize) -> String {
    fill!("batches-copy-links", n = n)
}

/// They were copied.
#[must_use]
pub fn links_copied(n: usize) -> String {
    fill!("batches-links-copied", n = n)
}

/// `Completed · 3 failed`: the status of a batch that is completed but for some sheets.
#[must_use]
pub fn completed_in_part(failed: u64) -> String {
    let failed = fill!("batches-n-failed", n = failed);
    format!("{} · {failed}", status(&BatchStatus::Completed))
}

/// Name of a row's bar.
#[must_use]
pub fn row_bar(name: &str) -> String {
    fill!("batches-row-bar", name = name)
}

/// `Batches (page 2 of 7)` (UX-28).
#[must_use]
pub fn title(filter: &Filter, page: u32, pages: u32) -> String {
    let title = narrowed(title_text().to_owned(), filter);
    if pages > 1 {
        return fill!(
            "batches-title-page",
            title = title,
            page = page,
            pages = pages
        );
    }
    title
}

/// Accessible name of a page's link.
#[must_use]
pub fn page(n: u32) -> String {
    fill!("batches-page", n = n)
}

/// `Updated 12:03:41`.
#[must_use]
pub fn updated(clock: &str) -> String {
    fill!("batches-updated", clock = clock)
}

/// Which zone the times are in; once for the table.
#[must_use]
pub fn zone(zone: &str) -> String {
    fill!("batches-zone", zone = zone)
}

/// Accessible name of a row's delete button (UX-26).
#[must_use]
pub fn delete(name: &str) -> String {
    fill!("batches-delete", name = name)
}

/// Rows that the server sent without a usable id.
#[must_use]
pub fn unreadable(n: usize) -> String {
    fill!("batches-unreadable", n = n)
}

/// `126 of 291`, in the sheets column of a running batch whose counts the server sends.
#[must_use]
pub fn so_far(processed: u64, total: u64) -> String {
    fill!("batches-so-far", done = processed, total = total)
}

texts! {
    /// Empty list, no filter.
    pub none_yet = "batches-none-yet";
    /// What will be here.
    pub none_yet_text = "batches-none-yet-text";
    /// The way out.
    pub none_yet_action = "batches-none-yet-action";
    /// Empty because of the filter.
    pub none_match_text = "batches-none-match";
    /// The first load failed: heading.
    pub cannot_load = "batches-cannot-load";
    /// A refresh failed: heading. The old rows stay (UX-18).
    pub cannot_refresh = "batches-cannot-refresh";
}

/// Empty because of the filter: what is looked for. `nameless`: no row says who uploaded it.
#[must_use]
pub fn none_match(filter: &Filter, nameless: bool) -> String {
    if nameless && !filter.uploader.is_empty() {
        return say("batches-none-tells-uploader").to_owned();
    }
    let view = match (&filter.status, filter.tab) {
        (Some(word), _) => Some(status(word)),
        (None, Tab::All) => None,
        (None, view) => Some(tab(view).to_owned()),
    };
    let plain = Filter {
        status: filter.status.clone(),
        ..Filter::of_tab(filter.tab)
    };
    let named = Filter {
        name: filter.name.clone(),
        ..plain.clone()
    };
    if *filter != named {
        return say("batches-none-fits").to_owned();
    }
    if *filter != plain {
        let name = &filter.name;
        return match view {
            Some(view) => fill!("batches-none-named-in-view", name = name, view = view),
            None => fill!("batches-none-named", name = name),
        };
    }
    match (&filter.status, filter.tab) {
        (Some(word), _) => fill!("batches-none-of-status", status = status(word)),
        (None, Tab::InProgress) => say("batches-none-in-progress").to_owned(),
        (None, Tab::Attention) => say("batches-none-failed").to_owned(),
        (None, _) => say("batches-none-completed").to_owned(),
    }
}

/// What the shown rows are worth after a failed refresh.
#[must_use]
pub fn stale(clock: &str) -> String {
    fill!("batches-stale", clock = clock)
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
        let texts: std::collections::HashSet<String> =
            filters.iter().map(|f| none_match(f, false)).collect();
        assert_eq!(texts.len(), filters.len());
    }

    #[test]
    fn b12_the_empty_sentence_names_everything_that_was_looked_for() {
        let named = |filter: Filter| Filter {
            name: "physics".into(),
            ..filter
        };
        assert_eq!(
            none_match(&named(failed()), false),
            "No batch that is shown under “Failed” has “physics” in its file name."
        );
        assert_eq!(
            none_match(&named(Filter::default()), false),
            "No batch has “physics” in its file name."
        );
        let in_tab = none_match(&named(Filter::of_tab(Tab::Attention)), false);
        assert!(in_tab.contains("physics") && in_tab.contains("Needs attention"));
        let typed = Filter {
            strategy: Some(Strategy::Images),
            ..failed()
        };
        assert_eq!(
            none_match(&typed, false),
            "No batch fits everything that is set above."
        );
        assert_eq!(
            none_match(&failed(), false),
            "No batch is “Failed” at the moment."
        );
    }

    #[test]
    fn b19_rows_that_name_nobody_are_not_called_somebody_elses() {
        let by = Filter {
            uploader: "araya".into(),
            ..Filter::default()
        };
        assert!(none_match(&by, true).contains("does not say who uploaded"));
        assert!(!none_match(&by, false).contains("does not say"));
        assert_eq!(none_match(&failed(), true), none_match(&failed(), false));
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
        assert_eq!(result(14, &failed(), true), "14 batches – Failed");
        assert_eq!(result(1, &Filter::default(), true), "1 batch");
        let named = Filter {
            name: "x".into(),
            ..Filter::default()
        };
        assert_eq!(result(2, &named, true), "2 batches – filtered");
    }

    #[test]
    fn b11_a_part_of_the_list_is_not_counted_as_all_of_it() {
        let view = Filter::of_tab(Tab::Attention);
        assert_eq!(
            result(1_298, &view, false),
            "1,298 batches found so far – Needs attention"
        );
    }

    #[test]
    fn every_known_status_has_its_own_word() {
        let words: std::collections::HashSet<String> =
            BatchStatus::KNOWN.iter().map(status).collect();
        assert_eq!(words.len(), BatchStatus::KNOWN.len());
    }
}
