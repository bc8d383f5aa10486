//! Points in time, formatted by the browser's own `Intl` (no bytes of ours) in the person's zone, which is named (UX-38).
//!
//! The server's times are the wall clock of *its* zone (`state::zone`); they are shown on the person's clock, so that
//! "Created 16:23" and "Updated 16:25" on one page compare, and "Busiest hours" are the person's too.

use crate::api::clock::server_ms;
use crate::domain::{ServerTime, instant_of, server_offset};
use crate::language::regional;
use crate::state::intl::{self, call, text_of};
use crate::state::{language, zone};
use crate::words::catalog::{calendar, say};
use js_sys::{Array, Date, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// How much of a moment is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// `22 Nov 2026, 16:23`, for tables.
    Short,
    /// `22 Nov 2026, 16:23:42 GMT+7`, for details.
    Full,
}

/// A moment of the server; nothing where it is not known.
#[component]
pub fn When(#[prop(into)] time: Signal<Option<ServerTime>>, show: Show) -> impl IntoView {
    move || at(time.get(), show)
}

/// A moment of the server that does not change, unless its zone is found out; nothing where it is not known.
#[must_use]
pub fn at(time: Option<ServerTime>, show: Show) -> AnyView {
    let shown = time.map(|time| {
        let instant = instant_ms(time);
        view! { <time datetime=utc(instant)>{date_time(instant, show)}</time> }
    });
    shown.into_any()
}

/// `12 November` (`12 November 2024` in another year) of a moment of the server, in the person's zone.
#[must_use]
pub fn day(time: ServerTime) -> String {
    let instant = instant_ms(time);
    let year = |at: f64| format(at, None, &[("year", "numeric")]);
    let mut parts = vec![("day", "numeric"), ("month", "long")];
    if year(instant) != year(Date::now()) {
        parts.push(("year", "numeric"));
    }
    format(instant, None, &parts)
}

/// `12:03:41` on the person's clock; `ms` since 1970.
#[must_use]
pub fn clock(ms: f64) -> String {
    format(
        ms,
        None,
        &[
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("second", "2-digit"),
        ],
    )
}

/// `22 Nov 2026, 16:23` on the person's clock; `ms` since 1970.
#[must_use]
pub fn moment(ms: f64) -> String {
    format(
        ms,
        None,
        &[
            ("day", "numeric"),
            ("month", "short"),
            ("year", "numeric"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
        ],
    )
}

/// The server's clock now, to tell how long something has been running. By the server's own count: this computer's clock may
/// be wrong.
#[must_use]
pub fn server_now() -> ServerTime {
    zone::track();
    let now = server_ms();
    ServerTime::from_wall_millis(now + server_offset()(now))
}

/// A moment of the server on the person's wall clock.
#[must_use]
pub fn on_own_clock(time: ServerTime) -> ServerTime {
    let instant = instant_of(time, &*server_offset());
    ServerTime::from_wall_millis(instant + zone::own_offset(instant))
}

/// What the person's clock is ahead of the server's now, in milliseconds: days are those of the person's calendar.
#[must_use]
pub fn shift_ms() -> i64 {
    let now = server_ms();
    zone::own_offset(now) - server_offset()(now)
}

/// Whether the browser knows a zone; a wrong one would fail every formatting.
#[must_use]
pub fn knows_zone(zone: &str) -> bool {
    formatter(Some(zone), &[]).is_some()
}

/// `GMT+7`: the person's zone at a moment. Taken out of a whole date, since some languages write the whole differently with it.
fn zone_at(instant: f64) -> Option<String> {
    let zone = formatter(None, &[("timeZoneName", "short")])?;
    let parts: Array = call(&zone, "formatToParts", &[instant.into()])?
        .dyn_into()
        .ok()?;
    let word = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok()?.as_string();
    let zone = parts
        .iter()
        .find(|part| word(part, "type").as_deref() == Some("timeZoneName"))?;
    word(&zone, "value")
}

fn date_time(instant: f64, show: Show) -> String {
    let mut parts = vec![
        ("day", "numeric"),
        ("month", "short"),
        ("year", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
    ];
    if show == Show::Short {
        return format(instant, None, &parts);
    }
    parts.push(("second", "2-digit"));
    let text = format(instant, None, &parts);
    zone_at(instant).map_or(text.clone(), |zone| format!("{text} {zone}"))
}

/// `2026-11-22T09:23:42Z`, for `datetime`.
fn utc(instant: f64) -> String {
    let iso = ServerTime::from_wall_millis(whole(instant)).iso();
    format!("{iso}Z")
}

/// Milliseconds since 1970 of a moment on the server's wall clock.
#[expect(clippy::cast_precision_loss, reason = "times are far below 2^53")]
fn instant_ms(time: ServerTime) -> f64 {
    zone::track();
    time.instant_ms() as f64
}

#[expect(clippy::cast_possible_truncation, reason = "times are far below 2^53")]
fn whole(ms: f64) -> i64 {
    ms as i64
}

fn format(instant: f64, zone: Option<&str>, parts: &[(&str, &str)]) -> String {
    formatter(zone, parts)
        .and_then(|f| text_of(&f, instant))
        .unwrap_or_default()
}

fn formatter(zone: Option<&str>, parts: &[(&str, &str)]) -> Option<JsValue> {
    // Browsers count Thai years in the Buddhist era unless told otherwise.
    let calendar = [("calendar", calendar().word())];
    let parts: Vec<_> = parts.iter().copied().chain(calendar).collect();
    // A tag that `Intl` refuses, such as `en-US@posix`, must not blank every time of the page.
    let takes = |tag: &str| intl::formatter(tag, None, &[]).is_some();
    let wanted = window().navigator().languages();
    let wanted = wanted.iter().filter_map(|tag| tag.as_string());
    let tag = regional(language::spoken(), wanted, takes);
    let tag = tag.unwrap_or_else(|| say("language-tag").to_owned());
    intl::formatter(&tag, zone, &parts)
}
