//! Wall-clock time as the database and the answers hold it: microseconds since 1970, printed as ISO 8601 without a
//! zone (api-contract, ground rules). The server's zone is UTC.

use std::time::{SystemTime, UNIX_EPOCH};

/// Microseconds since 1970-01-01T00:00:00 UTC.
pub type Micros = i64;

/// One second in [`Micros`].
pub const SECOND: Micros = 1_000_000;

/// The time now.
#[must_use]
pub fn now() -> Micros {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

/// Prints a time as `2025-11-19T16:23:42`, with `fraction` as `2025-11-19T16:23:42.123456`.
#[must_use]
pub fn iso(time: Micros, fraction: bool) -> String {
    let seconds = time.div_euclid(SECOND);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let (h, m, s) = (second / 3600, second / 60 % 60, second % 60);
    let micros = time.rem_euclid(SECOND);
    if fraction {
        format!("{year:04}-{month:02}-{day:02}T{h:02}:{m:02}:{s:02}.{micros:06}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{h:02}:{m:02}:{s:02}")
    }
}

/// Year, month and day of a day counted from 1970-01-01 in the Gregorian calendar. Counting years from 1 March puts
/// the leap day at the end of a year.
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_dates_of_the_gregorian_calendar() {
        assert_eq!(iso(0, false), "1970-01-01T00:00:00");
        assert_eq!(iso(1_763_569_422 * SECOND, false), "2025-11-19T16:23:42");
        assert_eq!(
            iso(1_709_210_096 * SECOND + 42, true),
            "2024-02-29T12:34:56.000042"
        );
        assert_eq!(iso(4_107_542_399 * SECOND, false), "2100-02-28T23:59:59");
        assert_eq!(iso(4_107_542_400 * SECOND, false), "2100-03-01T00:00:00");
        assert_eq!(iso(-SECOND, false), "1969-12-31T23:59:59");
    }
}
