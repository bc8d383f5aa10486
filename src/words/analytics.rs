//! Words of the analytics page: figures, charts, their tables, and how far the reading is.

use super::time::{counted, duration, grouped};
use crate::analytics::{Grain, Period};
use crate::domain::civil_from_days;

/// Heading, title and navigation.
pub const TITLE: &str = "Analytics";
/// Label of the period picker.
pub const PERIOD: &str = "Period";
/// Chart.
pub const BATCHES: &str = "Batches received";
/// Chart.
pub const SHEETS: &str = "Sheets received";
/// Chart.
pub const SPEED: &str = "Reading speed";
/// Chart.
pub const WAITING: &str = "Waiting time";
/// Chart.
pub const WORKING: &str = "Processing time";
/// Chart.
pub const FAILED_SHEETS: &str = "Failed sheets";
/// Chart.
pub const HOURS: &str = "Busiest hours";
/// List.
pub const STRATEGIES: &str = "Upload types";
/// List.
pub const REASONS: &str = "Why batches failed";
/// Unit of an axis.
pub const UNIT_BATCHES: &str = "batches";
/// Unit of an axis.
pub const UNIT_SHEETS: &str = "sheets";
/// Unit of an axis.
pub const UNIT_SPEED: &str = "sheets per minute";
/// Unit of an axis.
pub const UNIT_SECONDS: &str = "seconds";
/// Unit of an axis.
pub const UNIT_MINUTES: &str = "minutes";
/// Unit of an axis.
pub const UNIT_PERCENT: &str = "% of sheets";
/// Series.
pub const COMPLETED: &str = "Completed";
/// Series.
pub const FAILED: &str = "Failed";
/// Series.
pub const RUNNING: &str = "In progress";
/// Series.
pub const MEDIAN: &str = "Median";
/// Series: 95 of 100 are at most this.
pub const P95: &str = "95th percentile";
/// Figure and column.
pub const SPEED_SHORT: &str = "Sheets per minute";
/// Column.
pub const SHARE: &str = "Share";
/// Column.
pub const HOUR: &str = "Hour";
/// Column of a bar's first day.
pub const DAY: &str = "Day";
/// The same for weeks.
pub const WEEK: &str = "Week from";
/// The same for months.
pub const MONTH: &str = "Month";
/// Column.
pub const REASON: &str = "Reason";
/// A failed batch without the server's words.
pub const NO_REASON: &str = "No reason given";
/// An upload type of a word that we do not know.
pub const UNKNOWN_TYPE: &str = "Unknown type";
/// Opens the table under a chart.
pub const AS_TABLE: &str = "Show as a table";
/// Name of the bar while the list is read.
pub const BAR: &str = "Reading the batches";
/// Ends the reading.
pub const STOP: &str = "Stop reading";
/// Goes on after a stop or a failure.
pub const GO_ON: &str = "Read the rest";
/// Looks for what is new.
pub const REFRESH: &str = "Refresh";
/// Nothing was ever uploaded.
pub const NONE_YET: &str = "No figures yet";
/// The same, in full.
pub const NONE_YET_TEXT: &str = "The figures appear here once batches have been uploaded.";
/// Nothing in the period.
pub const NONE_HERE: &str = "No batches in this period";
/// The same, in full.
pub const NONE_HERE_TEXT: &str = "Choose a longer period to see older batches.";
/// The button to everything.
pub const SHOW_ALL: &str = "Show all batches";
/// Nothing could be read.
pub const CANNOT_LOAD: &str = "The figures could not be loaded";
/// Only a part was read.
pub const PARTIAL: &str = "These figures are not complete";
/// The server repeats itself.
pub const STUCK: &str =
    "The server did not give the whole list. Tell your administrator if it stays so.";
/// The browser keeps nothing.
pub const NOT_KEPT: &str = "This browser does not let the console keep the figures, so the whole list is read at each visit.";
/// Nobody failed.
pub const NO_FAILURES: &str = "No batch failed in this period.";
/// A value that is not known.
pub const NO_VALUE: &str = "no value";
/// Figures nobody can give here.
pub const NOT_TOLD: &str = "This server’s list does not say how many sheets failed.";

/// Name of the panel of figures.
pub const ALL_FIGURES: &str = "Figures of the period";
/// Figure and column.
pub const BATCHES_SHORT: &str = "Batches";
/// Figure and column.
pub const SHEETS_SHORT: &str = "Sheets";
/// A figure that nobody can tell.
pub const UNKNOWN: &str = "Not known";
/// All other reasons.
pub const OTHER_REASONS: &str = "Other reasons";
/// Figures that were kept, while the server cannot be asked.
pub const OLD: &str = "You see them as they were at your last visit.";

/// `1m 20s for 95 of 100`.
#[must_use]
pub fn at_p95(time: &str) -> String {
    format!("95 of 100 within {time}")
}

/// `12 failed`.
#[must_use]
pub fn of_them_failed(n: u64) -> String {
    format!("{} failed", grouped(n))
}

/// The choices of the period picker.
#[must_use]
pub fn period(period: Period) -> &'static str {
    match period {
        Period::Week => "Last 7 days",
        Period::Month => "Last 30 days",
        Period::Quarter => "Last 90 days",
        Period::Year => "Last 365 days",
        Period::All => "All time",
    }
}

/// `Analytics – Last 30 days`.
#[must_use]
pub fn title(chosen: Period) -> String {
    format!("{TITLE} – {}", period(chosen))
}

/// `Batches received per day`.
#[must_use]
pub fn per(what: &str, grain: Grain) -> String {
    let span = match grain {
        Grain::Day => "day",
        Grain::Week => "week",
        Grain::Month => "month",
    };
    format!("{what} per {span}")
}

/// Heading of the column that names the span.
#[must_use]
pub fn span_column(grain: Grain) -> &'static str {
    match grain {
        Grain::Day => DAY,
        Grain::Week => WEEK,
        Grain::Month => MONTH,
    }
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

fn month(month: i64) -> &'static str {
    usize::try_from(month - 1)
        .ok()
        .and_then(|at| MONTHS.get(at))
        .copied()
        .unwrap_or_default()
}

/// `25 Nov`, `Nov 2026` for months: under the axis.
#[must_use]
pub fn tick(start: i64, grain: Grain) -> String {
    let (y, m, d) = civil_from_days(start);
    match grain {
        Grain::Day | Grain::Week => format!("{d} {}", month(m)),
        Grain::Month => format!("{} {y}", month(m)),
    }
}

/// `Wed 25 Nov 2026`, `Week from 23 Nov 2026`, `Nov 2026`: when a value is read.
#[must_use]
pub fn span(start: i64, grain: Grain) -> String {
    let (y, m, d) = civil_from_days(start);
    match grain {
        Grain::Day => {
            let weekday = usize::try_from(start.rem_euclid(7))
                .ok()
                .and_then(|at| WEEKDAYS.get(at))
                .copied()
                .unwrap_or_default();
            format!("{weekday} {d} {} {y}", month(m))
        }
        Grain::Week => format!("{WEEK} {d} {} {y}", month(m)),
        Grain::Month => format!("{} {y}", month(m)),
    }
}

/// `08:00 to 09:00`.
#[must_use]
pub fn hour(hour: usize) -> String {
    format!("{hour:02}:00 to {:02}:00", (hour + 1) % 24)
}

/// A value with at most one decimal, grouped: `1,160`, `12.4`.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "never negative, far below 2^53"
)]
pub fn number(value: f64) -> String {
    let tenths = (value.max(0.0) * 10.0).round() as u64;
    match tenths % 10 {
        0 => grouped(tenths / 10),
        rest => format!("{}.{rest}", grouped(tenths / 10)),
    }
}

/// `12.4 sheets per minute`, `3 batches`, `1 batch`.
#[must_use]
pub fn with_unit(value: f64, unit: &str) -> String {
    let one = (value - 1.0).abs() < f64::EPSILON;
    let unit = match unit {
        UNIT_BATCHES if one => "batch",
        UNIT_SHEETS if one => "sheet",
        UNIT_SECONDS if one => "second",
        UNIT_MINUTES if one => "minute",
        unit => unit,
    };
    let space = if unit.starts_with('%') { "\u{a0}" } else { " " };
    format!("{}{space}{unit}", number(value))
}

/// `5m 32s`, from seconds.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "never negative, far below 2^53"
)]
pub fn time(seconds: f64) -> String {
    duration((seconds.max(0.0) * 1_000.0) as u64)
}

/// `1.4 %`.
#[must_use]
pub fn percent(value: f64) -> String {
    // A little is not nothing.
    if value > 0.0 && value < 0.05 {
        return "under 0.1\u{a0}%".to_owned();
    }
    format!("{}\u{a0}%", number(value))
}

/// While the list is read.
#[must_use]
pub fn reading(done: u64, total: Option<u64>) -> String {
    match total {
        Some(total) => format!(
            "Read {} of {}",
            grouped(done.min(total)),
            counted(total, "batch", "batches")
        ),
        None => "Asking for the list".to_owned(),
    }
}

/// What an incomplete picture is made of.
#[must_use]
pub fn partial(done: u64, total: Option<u64>) -> String {
    match total {
        Some(total) => format!(
            "They are made of the newest {} of {}.",
            grouped(done.min(total)),
            counted(total, "batch", "batches")
        ),
        None => "Nothing has been read yet.".to_owned(),
    }
}

/// Batches that no period holds.
#[must_use]
pub fn undated(n: u64) -> String {
    format!(
        "{} without a time of arrival {} left out.",
        counted(n, "batch", "batches"),
        if n == 1 { "is" } else { "are" }
    )
}

/// Read out when the figures are there or the period has changed.
#[must_use]
pub fn ready(chosen: Period, batches: u64, sheets: u64) -> String {
    format!(
        "{}: {}, {}.",
        period(chosen),
        counted(batches, "batch", "batches"),
        counted(sheets, "sheet", "sheets")
    )
}

/// Name of the control with which a chart's values are read.
#[must_use]
pub fn values_of(chart: &str) -> String {
    format!("Values of: {chart}")
}

/// `Updated 12:03:41`, and which clock the days follow.
#[must_use]
pub fn updated(clock: &str) -> String {
    format!("Updated {clock}")
}

/// Days follow the server's clock.
pub const DAYS: &str = "Days and hours follow the server’s clock.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::days_from_civil;

    #[test]
    fn days_read_as_people_write_them() {
        let day = days_from_civil(2026, 11, 25);
        assert_eq!(tick(day, Grain::Day), "25 Nov");
        assert_eq!(span(day, Grain::Day), "Wed 25 Nov 2026");
        assert_eq!(
            span(Grain::Week.start(day), Grain::Week),
            "Week from 23 Nov 2026"
        );
        assert_eq!(tick(Grain::Month.start(day), Grain::Month), "Nov 2026");
        assert_eq!(hour(23), "23:00 to 00:00");
    }

    #[test]
    fn values_carry_their_unit() {
        assert_eq!(with_unit(1.0, UNIT_BATCHES), "1 batch");
        assert_eq!(with_unit(1_160.0, UNIT_SHEETS), "1,160 sheets");
        assert_eq!(with_unit(12.44, UNIT_SPEED), "12.4 sheets per minute");
        assert_eq!(percent(0.01), "under 0.1\u{a0}%");
        assert_eq!(percent(0.0), "0\u{a0}%");
        assert_eq!(time(332.4), "5m 32s");
    }
}
