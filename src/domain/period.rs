//! Which days the figures are about, and into which spans a chart cuts them. Days are those of the clock that the times are given on: the person's.

use super::{ServerTime, civil_from_days, days_from_civil};

const DAY_MS: i64 = 86_400_000;

/// A choice of the period picker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Period {
    /// Today and the six days before.
    Week,
    /// Today and the 29 days before.
    #[default]
    Month,
    /// Today and the 89 days before.
    Quarter,
    /// Today and the 364 days before.
    Year,
    /// Everything.
    All,
}

impl Period {
    /// All choices, the shortest first.
    pub const CHOICES: [Self; 5] = [
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::All,
    ];

    /// The word in the address.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Week => "7d",
            Self::Month => "30d",
            Self::Quarter => "90d",
            Self::Year => "365d",
            Self::All => "all",
        }
    }

    /// Reads the word; what is not known becomes the default (F-43).
    #[must_use]
    pub fn read(word: Option<&str>) -> Self {
        Self::CHOICES
            .into_iter()
            .find(|period| Some(period.word()) == word)
            .unwrap_or_default()
    }

    /// Number of days; `None` for everything.
    #[must_use]
    pub fn days(self) -> Option<i64> {
        match self {
            Self::Week => Some(7),
            Self::Month => Some(30),
            Self::Quarter => Some(90),
            Self::Year => Some(365),
            Self::All => None,
        }
    }

    /// First and last day, counted from 1970-01-01. `first_known` is the day of the oldest batch.
    #[must_use]
    pub fn span(self, today: i64, first_known: Option<i64>) -> (i64, i64) {
        let first = match self.days() {
            Some(days) => today - days + 1,
            None => first_known.unwrap_or(today).min(today),
        };
        (first, today)
    }
}

/// How long a bar of a chart is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// A day.
    Day,
    /// Monday to Sunday (ISO 8601).
    Week,
    /// A calendar month.
    Month,
}

impl Grain {
    /// The finest grain that gives no more than 92 bars.
    #[must_use]
    pub fn for_days(days: i64) -> Self {
        match days {
            ..=92 => Self::Day,
            93..=640 => Self::Week,
            _ => Self::Month,
        }
    }

    /// First day of the span in which `day` lies.
    #[must_use]
    pub fn start(self, day: i64) -> i64 {
        match self {
            Self::Day => day,
            // 1970-01-01 was a Thursday.
            Self::Week => day - (day + 3).rem_euclid(7),
            Self::Month => {
                let (year, month, _) = civil_from_days(day);
                days_from_civil(year, month, 1)
            }
        }
    }

    /// First day of the span after the one that begins with `start`.
    #[must_use]
    pub fn after(self, start: i64) -> i64 {
        match self {
            Self::Day => start + 1,
            Self::Week => start + 7,
            Self::Month => match civil_from_days(start) {
                (year, 12, _) => days_from_civil(year + 1, 1, 1),
                (year, month, _) => days_from_civil(year, month + 1, 1),
            },
        }
    }

    /// The first days of all spans from `first` to `last`.
    #[must_use]
    pub fn starts(self, first: i64, last: i64) -> Vec<i64> {
        let mut starts = Vec::new();
        let mut at = self.start(first);
        while at <= last {
            starts.push(at);
            at = self.after(at);
        }
        starts
    }
}

/// The day of a moment, counted from 1970-01-01.
#[must_use]
pub fn day_of(time: ServerTime) -> i64 {
    time.wall_millis().div_euclid(DAY_MS)
}

/// The hour of a moment, 0 to 23.
#[must_use]
pub fn hour_of(time: ServerTime) -> usize {
    usize::try_from(time.wall_millis().rem_euclid(DAY_MS) / 3_600_000).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn f43_an_odd_period_is_the_default() {
        for word in [None, Some(""), Some("9999d"), Some("30D")] {
            assert_eq!(Period::read(word), Period::Month);
        }
        for period in Period::CHOICES {
            assert_eq!(Period::read(Some(period.word())), period);
        }
    }

    #[test]
    fn weeks_begin_on_monday_and_months_on_the_first() {
        let day = days_from_civil(2026, 11, 25);
        assert_eq!(civil_from_days(Grain::Week.start(day)), (2026, 11, 23));
        assert_eq!(civil_from_days(Grain::Month.start(day)), (2026, 11, 1));
        assert_eq!(
            civil_from_days(Grain::Month.after(days_from_civil(2026, 12, 1))),
            (2027, 1, 1)
        );
    }

    #[test]
    fn a_period_ends_today() {
        assert_eq!(Period::Week.span(100, None), (94, 100));
        assert_eq!(Period::All.span(100, Some(3)), (3, 100));
        assert_eq!(Period::All.span(100, None), (100, 100));
        assert_eq!(
            Period::All.span(100, Some(400)),
            (100, 100),
            "a batch from the future"
        );
    }

    proptest! {
        #[test]
        fn spans_cover_the_period_without_gaps(first in -20_000i64..40_000, days in 1i64..6_000) {
            let last = first + days - 1;
            let grain = Grain::for_days(days);
            let starts = grain.starts(first, last);
            prop_assert!(starts.len() <= 220);
            prop_assert!(starts[0] <= first);
            for pair in starts.windows(2) {
                prop_assert_eq!(grain.after(pair[0]), pair[1]);
                prop_assert_eq!(grain.start(pair[1] - 1), pair[0]);
            }
            prop_assert!(grain.after(starts[starts.len() - 1]) > last);
        }

        #[test]
        fn every_moment_has_an_hour(ms in -1_000_000_000_000i64..4_000_000_000_000) {
            prop_assert!(hour_of(ServerTime::from_wall_millis(ms)) < 24);
        }
    }
}
