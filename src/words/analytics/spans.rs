//! Days, weeks, months and hours of the charts, in words.

use crate::domain::Grain;
use crate::domain::civil_from_days;
use crate::words::catalog::calendar;

/// A day in its parts: of the month, name of the month, year.
fn parts(start: i64) -> (String, String, String) {
    let (y, m, d) = civil_from_days(start);
    let month = u64::try_from(m).unwrap_or_default();
    (
        d.to_string(),
        fill!("analytics-month-short", month = month),
        calendar().year(y).to_string(),
    )
}

/// Short name of the day of the week.
fn weekday(start: i64) -> String {
    // 1970-01-01 was a Thursday; ISO 8601 counts from Monday, 1.
    let iso = (start + 3).rem_euclid(7) + 1;
    let iso = u64::try_from(iso).unwrap_or_default();
    fill!("analytics-weekday-short", weekday = iso)
}

/// `25 Nov`, `Nov 2026` for months: under the axis.
#[must_use]
pub fn tick(start: i64, grain: Grain) -> String {
    let (day, month, year) = parts(start);
    match grain {
        Grain::Day | Grain::Week => fill!("analytics-tick-day", day = day, month = month),
        Grain::Month => fill!("analytics-month-of-year", month = month, year = year),
    }
}

/// `Wed 25 Nov 2026`, `Week from 23 Nov 2026`, `Nov 2026`: when a value is read.
#[must_use]
pub fn span(start: i64, grain: Grain) -> String {
    let (day, month, year) = parts(start);
    match grain {
        Grain::Day => fill!(
            "analytics-span-day",
            weekday = weekday(start),
            day = day,
            month = month,
            year = year
        ),
        Grain::Week => fill!("analytics-span-week", day = day, month = month, year = year),
        Grain::Month => fill!("analytics-month-of-year", month = month, year = year),
    }
}

/// `08:00 to 09:00`.
#[must_use]
pub fn hour(hour: usize) -> String {
    fill!(
        "analytics-hour-span",
        from = format!("{hour:02}:00"),
        to = format!("{:02}:00", (hour + 1) % 24)
    )
}

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
        assert_eq!(span(day + 4, Grain::Day), "Sun 29 Nov 2026");
        assert_eq!(tick(days_from_civil(2026, 1, 1), Grain::Day), "1 Jan");
        assert_eq!(hour(23), "23:00 to 00:00");
    }
}
