//! The browser's two clocks, and the server's.

use std::cell::Cell;

/// Wall clock: milliseconds since the Unix epoch. Can be wrong and can jump (F-22).
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "far below 2^53")]
pub fn wall_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// Monotonic clock: milliseconds since the page began, with fractions. Never goes back.
#[must_use]
pub fn monotonic_ms() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or_else(js_sys::Date::now, |performance| performance.now())
}

thread_local! {
    /// What the server's clock is ahead of this computer's, in milliseconds, by the last answer.
    static AHEAD: Cell<i64> = const { Cell::new(0) };
}

/// An answer's `Date` header (RFC 9110, 6.6.1).
pub(super) fn note_date(header: Option<&str>) {
    let date = header.map(js_sys::Date::parse).filter(|ms| ms.is_finite());
    if let Some(date) = date {
        #[expect(clippy::cast_possible_truncation, reason = "far below 2^53")]
        AHEAD.set(date as i64 - wall_ms());
    }
}

/// The server's clock now: milliseconds since the Unix epoch, to the second. This computer's until an answer has come.
#[must_use]
pub fn server_ms() -> i64 {
    wall_ms() + AHEAD.get()
}
