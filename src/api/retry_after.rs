//! `Retry-After`: seconds or an HTTP date (RFC 9110, 10.2.3), and the many things that servers send instead (F-09).

/// The longest wait that is taken at its word, in milliseconds: an hour. Nobody plans beyond it, and whoever comes back is told
/// anew; servers that count in other units ask for years.
pub const MOST_MS: u64 = 3_600_000;

/// Reads the header, in milliseconds, at most [`MOST_MS`]. `now_ms`: milliseconds since the Unix epoch, for the date form.
/// Garbage, negatives and dates in the past give `None`: then our own backoff decides.
#[must_use]
pub fn parse(text: &str, now_ms: i64) -> Option<u64> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        // More digits than a u64 holds: as long as can be.
        let seconds = text.parse::<u64>().unwrap_or(u64::MAX);
        return Some(seconds.saturating_mul(1_000).min(MOST_MS));
    }
    u64::try_from(http_date(text)? - now_ms)
        .ok()
        .filter(|ms| *ms > 0)
        .map(|ms| ms.min(MOST_MS))
}

/// The preferred form, `Sun, 06 Nov 1994 08:49:37 GMT`; the two obsolete forms are not worth their bytes.
fn http_date(text: &str) -> Option<i64> {
    let rest = text.split_once(", ")?.1.strip_suffix(" GMT")?;
    let mut parts = rest.split(' ');
    let (day, month, year, clock) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let month = MONTHS
        .find(month)
        .filter(|at| month.len() == 3 && at % 3 == 0)?
        / 3
        + 1;
    crate::domain::ServerTime::parse(&format!("{year:0>4}-{month:02}-{day:0>2}T{clock}"))
        .map(crate::domain::ServerTime::wall_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 784_111_777_000; // Sun, 06 Nov 1994 08:49:37 GMT

    #[test]
    fn seconds_and_dates_are_honoured() {
        assert_eq!(parse("7", NOW), Some(7_000));
        assert_eq!(parse("0", NOW), Some(0));
        assert_eq!(parse(" 120 ", NOW), Some(120_000));
        assert_eq!(parse("Sun, 06 Nov 1994 08:50:37 GMT", NOW), Some(60_000));
    }

    #[test]
    fn d21_garbage_is_ignored_and_what_is_absurd_is_an_hour() {
        for text in [
            "",
            "-1",
            "abc",
            "1.5",
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994",
            "99 Xyz",
        ] {
            assert_eq!(parse(text, NOW), None, "{text}");
        }
        for text in [
            "3601",
            "99999999999",
            "99999999999999999999999",
            "Fri, 06 Nov 2099 08:49:37 GMT",
        ] {
            assert_eq!(parse(text, NOW), Some(MOST_MS), "{text}");
        }
        assert_eq!(parse("3599", NOW), Some(3_599_000));
    }
}
