//! The browser's two clocks.

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
