//! Which instant a time on the server's wall clock is, and what lies between two of them. The rules take what a clock is
//! ahead of UTC as a function; the browser's `Intl` knows it.

use super::ServerTime;
use std::cell::RefCell;
use std::rc::Rc;

/// What a wall clock is ahead of UTC at an instant; both in milliseconds.
pub type Offset = dyn Fn(i64) -> i64;

const DAY_MS: i64 = 86_400_000;
const QUARTER_MS: i64 = 900_000;
/// A server's own time and the moment when it is learnt may lie so far apart, in milliseconds.
const LATE_MS: i64 = 240_000;

/// Zones that are no whole hours, in quarters of an hour: Marquesas, Newfoundland (winter, summer), Iran, Afghanistan, India,
/// Nepal, Myanmar, Eucla, Australia (Darwin, Lord Howe), Chatham (winter, summer).
const BETWEEN_HOURS: [i64; 13] = [-38, -14, -10, 14, 18, 22, 23, 26, 35, 38, 42, 51, 55];

/// Whose zone the server's times are in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Zone {
    /// As on this computer: nothing else is known.
    #[default]
    Own,
    /// The deployment's setting, as IANA names it.
    Named(String),
    /// Found out: so many milliseconds ahead of UTC.
    Ahead(i64),
}

/// What the server's clock is ahead of UTC: `wall` was written down at `instant_ms` (milliseconds since 1970, by the server's
/// own `Date` header). Zones keep to quarters of an hour; what lies too far from one was written down some other time, and
/// tells nothing.
#[must_use]
pub fn ahead_of_utc(wall: ServerTime, instant_ms: i64) -> Option<i64> {
    let ahead = wall.wall_millis() - instant_ms;
    let quarters = (ahead + QUARTER_MS / 2).div_euclid(QUARTER_MS);
    let rounded = quarters * QUARTER_MS;
    // Whole hours from UTC−12 to UTC+14, and the few zones between them (IANA time zone database, 2026).
    let is_zone =
        (-48..=56).contains(&quarters) && (quarters % 4 == 0 || BETWEEN_HOURS.contains(&quarters));
    (is_zone && (ahead - rounded).abs() <= LATE_MS).then_some(rounded)
}

/// The first and the last instant at which the clock shows this time. They differ in the hour that comes twice when daylight
/// saving ends; a time in the hour that is left out when it begins is taken as an hour later.
fn instants(wall_ms: i64, offset: &Offset) -> (i64, i64) {
    // Asked for whole days, so that whoever answers can remember them.
    let day = wall_ms.div_euclid(DAY_MS) * DAY_MS;
    let (before, after) = (offset(day - DAY_MS), offset(day + 2 * DAY_MS));
    let (first, last) = (wall_ms - before, wall_ms - after);
    if before == after {
        return (first, first);
    }
    match (offset(first) == before, offset(last) == after) {
        (true, true) => (first, last),
        (false, true) => (last, last),
        _ => (first, first),
    }
}

/// The instant, in milliseconds since 1970.
#[must_use]
pub fn instant_of(time: ServerTime, offset: &Offset) -> i64 {
    instants(time.wall_millis(), offset).0
}

/// Milliseconds from one time to a later one; `None` where the clock was set back in between. Of two readings of an hour that
/// comes twice the shorter span is taken.
#[must_use]
pub fn between(from: ServerTime, to: ServerTime, offset: &Offset) -> Option<u64> {
    let (from_first, from_last) = instants(from.wall_millis(), offset);
    let (to_first, to_last) = instants(to.wall_millis(), offset);
    [
        to_first - from_last,
        to_first - from_first,
        to_last - from_last,
        to_last - from_first,
    ]
    .into_iter()
    .filter_map(|span| u64::try_from(span).ok())
    .min()
}

thread_local! {
    static SERVER: RefCell<Rc<Offset>> = RefCell::new(Rc::new(|_| 0));
}

/// From now on the server's clock is this far ahead of UTC.
pub fn keep_server_offset(offset: Rc<Offset>) {
    SERVER.set(offset);
}

/// What the server's clock is ahead of UTC; nothing until somebody knows better.
#[must_use]
pub fn server_offset() -> Rc<Offset> {
    SERVER.with_borrow(Rc::clone)
}

impl ServerTime {
    /// Milliseconds from `earlier` to `self`; `None` where the clock was set back in between.
    #[must_use]
    pub fn since(self, earlier: Self) -> Option<u64> {
        between(earlier, self, &*server_offset())
    }

    /// [`since`](Self::since), and nothing for a clock that was set back (F-22).
    #[must_use]
    pub fn millis_since(self, earlier: Self) -> u64 {
        self.since(earlier).unwrap_or(0)
    }

    /// The instant, in milliseconds since 1970.
    #[must_use]
    pub fn instant_ms(self) -> i64 {
        instant_of(self, &*server_offset())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> ServerTime {
        ServerTime::parse(text).unwrap()
    }

    const HOUR: i64 = 3_600_000;
    const MINUTE: u64 = 60_000;

    /// Berlin in 2026: daylight saving from 29 March to 25 October, each at 01:00 UTC.
    fn berlin(instant: i64) -> i64 {
        let (begin, end) = (at("2026-03-29T01:00:00"), at("2026-10-25T01:00:00"));
        let summer = (begin.wall_millis()..end.wall_millis()).contains(&instant);
        if summer { 2 * HOUR } else { HOUR }
    }

    #[test]
    fn b4_twenty_minutes_are_twenty_minutes_when_the_clocks_change() {
        for (from, to, minutes) in [
            // The hour from 02:00 is left out.
            ("2026-03-29T01:50:00", "2026-03-29T03:10:00", 20),
            // The hour from 02:00 comes twice.
            ("2026-10-25T02:50:00", "2026-10-25T02:10:00", 20),
            ("2026-10-25T01:50:00", "2026-10-25T02:10:00", 20),
            ("2026-10-25T02:10:00", "2026-10-25T02:30:00", 20),
            ("2026-10-25T02:50:00", "2026-10-25T03:10:00", 20),
            ("2026-10-25T00:00:00", "2026-10-26T00:00:00", 25 * 60),
            ("2026-07-01T10:00:00", "2026-07-01T10:20:00", 20),
        ] {
            let span = between(at(from), at(to), &berlin);
            assert_eq!(span, Some(minutes * MINUTE), "{from} to {to}");
        }
        let back = between(
            at("2026-07-01T10:20:00"),
            at("2026-07-01T10:00:00"),
            &berlin,
        );
        assert_eq!(back, None, "a clock set back");
    }

    #[test]
    fn b3_the_zone_is_found_from_a_time_and_the_servers_own_date() {
        let now = at("2026-11-28T09:26:30").wall_millis();
        for (wall, hours) in [
            ("2026-11-28T16:26:28", Some(7.0)),
            ("2026-11-28T16:23:00", Some(7.0)),
            ("2026-11-28T09:26:31", Some(0.0)),
            ("2026-11-28T15:11:20", Some(5.75)),
            ("2026-11-27T22:26:00", Some(-11.0)),
            // Ten minutes, and a quarter of an hour old when it was read.
            ("2026-11-28T16:16:30", None),
            ("2026-11-28T16:11:30", None),
            ("2026-11-30T16:26:28", None),
        ] {
            #[expect(clippy::cast_possible_truncation, reason = "whole minutes")]
            let wanted = hours.map(|hours: f64| (hours * 3_600_000.0) as i64);
            assert_eq!(ahead_of_utc(at(wall), now), wanted, "{wall}");
        }
    }

    proptest! {
        #[test]
        fn in_a_zone_without_changes_a_span_is_a_difference(
            from in 1_000_000_000_000i64..2_000_000_000_000, span in 0i64..1_000_000_000, quarters in -48i64..57,
        ) {
            let offset = move |_| quarters * QUARTER_MS;
            let (a, b) = (ServerTime::from_wall_millis(from), ServerTime::from_wall_millis(from + span));
            prop_assert_eq!(between(a, b, &offset), u64::try_from(span).ok());
            prop_assert_eq!(instant_of(a, &offset), from - quarters * QUARTER_MS);
        }

        #[test]
        fn whatever_the_season_an_instant_is_found_again(instant in 1_767_225_600_000i64..1_798_761_600_000) {
            let wall = ServerTime::from_wall_millis(instant + berlin(instant));
            let (first, last) = instants(wall.wall_millis(), &berlin);
            prop_assert!(first == instant || last == instant);
        }
    }
}
