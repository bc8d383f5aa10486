//! Words of the analytics page: figures, charts, their tables, and how far the reading is.

use super::catalog::say;
use crate::domain::{Grain, Period};

mod spans;
mod values;

pub use spans::{hour, span, tick};
pub use values::{Unit, named_value, number, percent, read_at, series_column, time, with_unit};

texts! {
    /// Heading, title and navigation.
    pub title_text = "analytics-title";
    /// Label of the period picker.
    pub period_text = "analytics-period";
    /// Chart.
    pub batches = "analytics-batches";
    /// Chart.
    pub sheets = "analytics-sheets";
    /// Chart.
    pub speed = "analytics-speed";
    /// Chart.
    pub waiting = "analytics-waiting";
    /// Chart.
    pub working = "analytics-working";
    /// Chart.
    pub failed_sheets = "analytics-failed-sheets";
    /// Chart.
    pub hours = "analytics-hours";
    /// List.
    pub strategies = "analytics-strategies";
    /// List.
    pub reasons = "analytics-reasons";
    /// Unit of an axis.
    pub unit_batches = "analytics-unit-batches";
    /// Unit of an axis.
    pub unit_sheets = "analytics-unit-sheets";
    /// Unit of an axis.
    pub unit_speed = "analytics-unit-speed";
    /// Unit of an axis.
    pub unit_seconds = "analytics-unit-seconds";
    /// Unit of an axis.
    pub unit_minutes = "analytics-unit-minutes";
    /// Unit of an axis.
    pub unit_percent = "analytics-unit-percent";
    /// Series.
    pub completed = "analytics-completed";
    /// Series.
    pub failed = "analytics-failed";
    /// Series.
    pub running = "analytics-running";
    /// Series.
    pub median = "analytics-median";
    /// Series: 95 of 100 are at most this.
    pub p95 = "analytics-p95";
    /// Figure and column.
    pub speed_short = "analytics-speed-short";
    /// Column.
    pub share = "analytics-share";
    /// Column.
    pub hour_text = "analytics-hour";
    /// Column of a bar's first day.
    pub day = "analytics-day";
    /// The same for weeks.
    pub week = "analytics-week";
    /// The same for months.
    pub month_text = "analytics-month";
    /// Column.
    pub reason = "analytics-reason";
    /// A failed batch without the server's words.
    pub no_reason = "analytics-no-reason";
    /// An upload type of a word that we do not know.
    pub unknown_type = "analytics-unknown-type";
    /// Opens the table under a chart.
    pub as_table = "analytics-as-table";
    /// Name of the bar while the list is read.
    pub bar = "analytics-bar";
    /// Ends the reading.
    pub stop = "analytics-stop";
    /// Goes on after a stop or a failure.
    pub go_on = "analytics-go-on";
    /// Looks for what is new.
    pub refresh = "analytics-refresh";
    /// Nothing was ever uploaded.
    pub none_yet = "analytics-none-yet";
    /// The same, in full.
    pub none_yet_text = "analytics-none-yet-text";
    /// Nothing in the period.
    pub none_here = "analytics-none-here";
    /// The same, in full.
    pub none_here_text = "analytics-none-here-text";
    /// The button to everything.
    pub show_all = "analytics-show-all";
    /// Nothing could be read.
    pub cannot_load = "analytics-cannot-load";
    /// Only a part was read.
    pub partial_text = "analytics-partial";
    /// The server repeats itself.
    pub stuck = "analytics-stuck";
    /// The browser keeps nothing.
    pub not_kept = "analytics-not-kept";
    /// Nobody failed.
    pub no_failures = "analytics-no-failures";
    /// A value that is not known.
    pub no_value = "analytics-no-value";
    /// Figures nobody can give here.
    pub not_told = "analytics-not-told";
}

texts! {
    /// Name of the panel of figures.
    pub all_figures = "analytics-all-figures";
    /// Figure and column.
    pub batches_short = "analytics-batches-short";
    /// Figure and column.
    pub sheets_short = "analytics-sheets-short";
    /// A figure that nobody can tell.
    pub unknown = "analytics-unknown";
    /// All other reasons.
    pub other_reasons = "analytics-other-reasons";
    /// Figures that were kept, while the server cannot be asked.
    pub old = "analytics-old";
    /// Column of the export.
    pub failed_sheets_column = "analytics-column-failed-sheets";
    /// Column of the export.
    pub waiting_median_column = "analytics-column-waiting-median";
    /// Column of the export.
    pub waiting_p95_column = "analytics-column-waiting-p95";
    /// Column of the export.
    pub working_median_column = "analytics-column-working-median";
    /// Column of the export.
    pub working_p95_column = "analytics-column-working-p95";
}

/// Whose days and hours they are.
#[must_use]
pub fn days(zone: &str) -> String {
    fill!("analytics-days", zone = zone)
}

/// `95 of 100 within 1m 20s`; of a few batches `longest 1m 20s`.
#[must_use]
pub fn at_most(time: &str, few: bool) -> String {
    if few {
        fill!("analytics-longest", time = time)
    } else {
        fill!("analytics-at-p95", time = time)
    }
}

/// `12 failed`, of batches.
#[must_use]
pub fn of_them_failed(n: u64) -> String {
    fill!("analytics-n-failed", n = n)
}

/// The choices of the period picker.
#[must_use]
pub fn period(period: Period) -> &'static str {
    match period {
        Period::Week => say("analytics-last-7-days"),
        Period::Month => say("analytics-last-30-days"),
        Period::Quarter => say("analytics-last-90-days"),
        Period::Year => say("analytics-last-365-days"),
        Period::All => say("analytics-all-time"),
    }
}

/// `Analytics – Last 30 days`.
#[must_use]
pub fn title(chosen: Period) -> String {
    fill!("analytics-page-title", period = period(chosen))
}

/// `Batches received per day`.
#[must_use]
pub fn per(what: &str, grain: Grain) -> String {
    match grain {
        Grain::Day => fill!("analytics-per-day", what = what),
        Grain::Week => fill!("analytics-per-week", what = what),
        Grain::Month => fill!("analytics-per-month", what = what),
    }
}

/// Heading of the column that names the span.
#[must_use]
pub fn span_column(grain: Grain) -> &'static str {
    match grain {
        Grain::Day => day(),
        Grain::Week => week(),
        Grain::Month => month_text(),
    }
}

/// While the list is read.
#[must_use]
pub fn reading(done: u64, total: Option<u64>) -> String {
    match total {
        Some(total) => fill!("analytics-reading", done = done.min(total), total = total),
        None => say("analytics-asking").to_owned(),
    }
}

/// What an incomplete picture is made of.
#[must_use]
pub fn partial(done: u64, total: Option<u64>) -> String {
    match total {
        Some(total) => fill!("analytics-made-of", done = done.min(total), total = total),
        None => say("analytics-made-of-nothing").to_owned(),
    }
}

/// Batches that no period holds.
#[must_use]
pub fn undated(n: u64) -> String {
    fill!("analytics-undated", n = n)
}

/// Read out when the figures are there or the period has changed.
#[must_use]
pub fn ready(chosen: Period, batches: u64, sheets: u64) -> String {
    fill!(
        "analytics-ready",
        period = period(chosen),
        batches = batches,
        sheets = sheets
    )
}

/// Name of the control with which a chart's values are read.
#[must_use]
pub fn values_of(chart: &str) -> String {
    fill!("analytics-values-of", chart = chart)
}

/// `Updated 12:03:41`.
#[must_use]
pub fn updated(clock: &str) -> String {
    fill!("analytics-updated", clock = clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b10_few_batches_have_a_longest_and_no_percentile() {
        assert_eq!(at_most("7h 55m", true), "longest 7h 55m");
        assert_eq!(at_most("7h 55m", false), "95 of 100 within 7h 55m");
    }

    #[test]
    fn counts_choose_their_words() {
        assert_eq!(reading(7, Some(1)), "Read 1 of 1 batch");
        assert_eq!(reading(400, Some(1_234)), "Read 400 of 1,234 batches");
        assert_eq!(undated(1), "1 batch without a time of arrival is left out.");
        assert_eq!(
            undated(2),
            "2 batches without a time of arrival are left out."
        );
        assert_eq!(
            ready(Period::Week, 1, 1_160),
            "Last 7 days: 1 batch, 1,160 sheets."
        );
    }
}
