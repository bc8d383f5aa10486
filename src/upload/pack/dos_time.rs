//! The time stamp of a ZIP entry: MS-DOS date and time, two-second steps, years 1980 to 2107.

use crate::domain::civil_from_days;

/// Date and time as ZIP headers hold them (APPNOTE 4.4.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DosTime {
    /// Day, month and year since 1980.
    pub date: u16,
    /// Seconds/2, minutes, hours.
    pub time: u16,
}

impl DosTime {
    /// From milliseconds since 1970, in UTC: the same files make the same bytes wherever the laptop travels, so that
    /// an upload of them can go on after a reload. Outside 1980 to 2107 the nearest end is taken.
    #[must_use]
    pub fn from_unix_ms(ms: f64) -> Self {
        /// 1980-01-01 and the last even second of 2107, in seconds since 1970.
        const FIRST: f64 = 315_532_800.0;
        const LAST: f64 = 4_354_819_198.0;
        let seconds = if ms.is_finite() {
            (ms / 1000.0).floor().clamp(FIRST, LAST)
        } else {
            FIRST
        };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a whole number between 1980 and 2107 in seconds"
        )]
        let seconds = seconds as i64;
        let (day, rest) = (seconds / 86_400, seconds % 86_400);
        let (year, month, date) = civil_from_days(day);
        Self {
            date: low16(((year - 1980) << 9) | (month << 5) | date),
            time: low16(((rest / 3600) << 11) | ((rest / 60 % 60) << 5) | (rest % 60 / 2)),
        }
    }
}

fn low16(n: i64) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(ms: f64) -> (u16, u16, u16, u16, u16, u16) {
        let t = DosTime::from_unix_ms(ms);
        (
            1980 + (t.date >> 9),
            t.date >> 5 & 15,
            t.date & 31,
            t.time >> 11,
            t.time >> 5 & 63,
            (t.time & 31) * 2,
        )
    }

    #[test]
    fn known_moments_are_right() {
        assert_eq!(parts(1_763_569_422_999.0), (2025, 11, 19, 16, 23, 42));
        assert_eq!(parts(951_782_401_000.0), (2000, 2, 29, 0, 0, 0));
        assert_eq!(parts(951_868_799_000.0), (2000, 2, 29, 23, 59, 58));
    }

    #[test]
    fn what_dos_cannot_say_is_moved_to_the_nearest_end() {
        assert_eq!(parts(0.0), (1980, 1, 1, 0, 0, 0));
        assert_eq!(parts(-5.0e12), (1980, 1, 1, 0, 0, 0));
        assert_eq!(parts(f64::NAN), (1980, 1, 1, 0, 0, 0));
        assert_eq!(parts(1.0e15), (2107, 12, 31, 23, 59, 58));
    }
}
