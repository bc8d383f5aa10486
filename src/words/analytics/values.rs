//! Values of the charts and figures, in words.

use super::{unit_batches, unit_minutes, unit_percent, unit_seconds, unit_sheets, unit_speed};
use crate::words::catalog::{Arg, say};
use crate::words::time::{duration, grouped, with_tenth};

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
        _ => with_tenth(tenths),
    }
}

/// What a chart counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Batches.
    Batches,
    /// Sheets.
    Sheets,
    /// Sheets per minute.
    Speed,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Share of the sheets, 0 to 100.
    Percent,
}

impl Unit {
    /// As a heading has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Batches => unit_batches(),
            Self::Sheets => unit_sheets(),
            Self::Speed => unit_speed(),
            Self::Seconds => unit_seconds(),
            Self::Minutes => unit_minutes(),
            Self::Percent => unit_percent(),
        }
    }
}

/// `12.4 sheets per minute`, `3 batches`, `1 batch`.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "never negative, far below 2^53"
)]
pub fn with_unit(value: f64, unit: Unit) -> String {
    let n = if value.fract() == 0.0 && value >= 0.0 {
        Arg::Number(value as u64)
    } else {
        Arg::from(number(value))
    };
    match unit {
        Unit::Batches => fill!("analytics-n-batches", n = n),
        Unit::Sheets => fill!("analytics-n-sheets", n = n),
        Unit::Speed => fill!("analytics-n-speed", n = n),
        Unit::Seconds => fill!("analytics-n-seconds", n = n),
        Unit::Minutes => fill!("analytics-n-minutes", n = n),
        Unit::Percent => fill!("analytics-n-percent", n = n),
    }
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
        return say("analytics-percent-tiny").to_owned();
    }
    fill!("analytics-percent", n = number(value))
}

/// What is read at a column of a chart: `Wed 25 Nov 2026: Completed 12 batches, Failed 1 batch`.
#[must_use]
pub fn read_at(label: &str, values: Vec<String>) -> String {
    let joined = |before: String, next| fill!("analytics-values", before = before, next = next);
    let values = values.into_iter().reduce(joined).unwrap_or_default();
    fill!("analytics-read-at", label = label, values = values)
}

/// One of several values at a column: `Completed 12 batches`.
#[must_use]
pub fn named_value(series: &str, value: &str) -> String {
    fill!("analytics-named-value", series = series, value = value)
}

/// Heading of a series in the table: `Completed (batches)`.
#[must_use]
pub fn series_column(series: &str, unit: Unit) -> String {
    fill!(
        "analytics-series-column",
        series = series,
        unit = unit.name()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_carry_their_unit() {
        assert_eq!(with_unit(1.0, Unit::Batches), "1 batch");
        assert_eq!(with_unit(1_160.0, Unit::Sheets), "1,160 sheets");
        assert_eq!(with_unit(12.44, Unit::Speed), "12.4 sheets per minute");
        assert_eq!(percent(0.01), "under 0.1\u{a0}%");
        assert_eq!(percent(0.0), "0\u{a0}%");
        assert_eq!(with_unit(1.44, Unit::Percent), "1.4\u{a0}% of sheets");
        assert_eq!(time(332.4), "5m 32s");
    }
}
