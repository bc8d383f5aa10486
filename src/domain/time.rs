//! The server's wall-clock time, which comes without a zone.

/// A moment on the server's wall clock (api-contract: ISO 8601 without a zone, e.g. `2025-11-19T16:23:42`).
///
/// What lies between two of them, and which instant one is, only the zone tells (`clock`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServerTime {
    /// Milliseconds since 1970-01-01T00:00 *of the same wall clock*.
    wall_millis: i64,
}

impl ServerTime {
    /// Reads `YYYY-MM-DD[T ]HH:MM:SS[.fraction]`. A trailing `Z` or offset is ignored, since the contract has none and
    /// some serializers add `Z` without meaning it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() < 19 || !text.is_ascii() {
            return None;
        }
        let number = |range: std::ops::Range<usize>| -> Option<i64> {
            let part = text.get(range)?;
            part.bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| part.parse().ok())?
        };
        let separated = bytes[4] == b'-'
            && bytes[7] == b'-'
            && matches!(bytes[10], b'T' | b' ')
            && bytes[13] == b':'
            && bytes[16] == b':';
        let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
        let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
        let in_range = (1..=12).contains(&month)
            && (1..=31).contains(&day)
            && hour < 24
            && minute < 60
            && second <= 60;
        if !separated || !in_range {
            return None;
        }
        let seconds =
            days_from_civil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
        Some(Self {
            wall_millis: seconds * 1_000 + fraction_millis(&bytes[19..]),
        })
    }

    /// Milliseconds since the epoch of the same wall clock. Formatting this number *as UTC* shows the server's wall clock.
    #[must_use]
    pub fn wall_millis(self) -> i64 {
        self.wall_millis
    }

    /// From milliseconds on a wall clock.
    #[must_use]
    pub fn from_wall_millis(wall_millis: i64) -> Self {
        Self { wall_millis }
    }

    /// `YYYY-MM-DDTHH:MM:SS`, for `<time datetime>` and exports.
    #[must_use]
    pub fn iso(self) -> String {
        let seconds = self.wall_millis.div_euclid(1_000);
        let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, day) = civil_from_days(days);
        format!(
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}",
            rest / 3_600,
            rest / 60 % 60,
            rest % 60
        )
    }
}

fn fraction_millis(rest: &[u8]) -> i64 {
    let Some((b'.', digits)) = rest.split_first() else {
        return 0;
    };
    let mut millis = 0;
    let mut scale = 100;
    for digit in digits.iter().take_while(|b| b.is_ascii_digit()).take(3) {
        millis += i64::from(digit - b'0') * scale;
        scale /= 10;
    }
    millis
}

// The proleptic Gregorian calendar in days, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
/// Days from 1970-01-01 to this day of the proleptic Gregorian calendar; month 1 to 12.
pub(crate) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let year_of_era = y.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month (1 to 12) and day (1 to 31) of a day counted from 1970-01-01.
pub(crate) fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_contracts_example_is_read() {
        let time = ServerTime::parse("2025-11-19T16:23:42").unwrap();
        assert_eq!(time.wall_millis(), 1_763_569_422_000);
        assert_eq!(time.iso(), "2025-11-19T16:23:42");
    }

    #[test]
    fn fractions_spaces_and_stray_zones_are_taken() {
        let whole = ServerTime::parse("2025-11-19T16:23:42").unwrap();
        let fraction = ServerTime::parse("2025-11-19 16:23:42.1234567").unwrap();
        assert_eq!(fraction.millis_since(whole), 123);
        assert_eq!(ServerTime::parse("2025-11-19T16:23:42Z"), Some(whole));
    }

    #[test]
    fn anything_else_is_no_time() {
        for text in [
            "",
            "yesterday",
            "2025-13-01T00:00:00",
            "2025-11-19",
            "2025-11-19T24:00:00",
            "๒๕๖๘-11-19T16:23:42",
        ] {
            assert_eq!(ServerTime::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_clock_set_back_gives_zero() {
        let (a, b) = (
            ServerTime::from_wall_millis(5),
            ServerTime::from_wall_millis(3),
        );
        assert_eq!(b.millis_since(a), 0);
    }

    proptest! {
        #[test]
        fn iso_and_parse_agree(seconds in 0i64..4_102_444_800) {
            let time = ServerTime::from_wall_millis(seconds * 1_000);
            prop_assert_eq!(ServerTime::parse(&time.iso()), Some(time));
        }
    }
}
