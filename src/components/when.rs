//! Points in time, formatted by the browser's own `Intl` (no bytes of ours) in the person's zone, which is named (UX-38).
//!
//! The server's times are the wall clock of *its* zone (config `time_zone`, else the browser's); they are shown on the
//! person's clock, so that "Created 16:23" and "Updated 16:25" on one page compare.

use crate::domain::ServerTime;
use crate::state::language;
use crate::state::session::Session;
use crate::words::catalog::{calendar, say};
use js_sys::{Array, Date, Function, Object, Reflect};
use leptos::prelude::*;
use std::cell::RefCell;
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
    let zone = Session::expect().client().config().time_zone.clone();
    move || at(time.get(), show, zone.as_deref())
}

/// A moment of the server that does not change; nothing where it is not known.
#[must_use]
pub fn at(time: Option<ServerTime>, show: Show, zone: Option<&str>) -> AnyView {
    let shown = time.map(|time| {
        let instant = instant_ms(time, zone);
        view! { <time datetime=utc(instant)>{date_time(instant, show)}</time> }
    });
    shown.into_any()
}

/// `12 November` (`12 November 2024` in another year) of a moment of the server, in the person's zone.
#[must_use]
pub fn day(time: ServerTime, zone: Option<&str>) -> String {
    let instant = instant_ms(time, zone);
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

/// Name of the person's zone, such as `Asia/Bangkok`.
#[must_use]
pub fn own_zone() -> String {
    let resolved = formatter(None, &[]).and_then(|f| call(&f, "resolvedOptions", &[]));
    resolved
        .and_then(|options| Reflect::get(&options, &"timeZone".into()).ok())
        .and_then(|zone| zone.as_string())
        .unwrap_or_default()
        .replace('_', " ")
}

/// The server's clock now, to tell how long something has been running.
#[must_use]
pub fn server_now(zone: Option<&str>) -> ServerTime {
    let now = Date::now();
    ServerTime::from_wall_millis(whole(now) + offset_ms(now, zone))
}

/// What the person's clock is ahead of the server's now, in milliseconds: days are those of the person's calendar.
#[must_use]
pub fn shift_ms(zone: Option<&str>) -> i64 {
    let now = Date::now();
    offset_ms(now, None) - offset_ms(now, zone)
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
fn instant_ms(time: ServerTime, zone: Option<&str>) -> f64 {
    let wall = time.wall_millis();
    // The offset at the wall time is nearly always the one at the moment; a second look mends it around a change of
    // daylight saving.
    let guess = wall - offset_ms(wall as f64, zone);
    (wall - offset_ms(guess as f64, zone)) as f64
}

/// What a zone's wall clock is ahead of UTC at a moment, in milliseconds.
fn offset_ms(instant: f64, zone: Option<&str>) -> i64 {
    // Swedish dates are written as ISO 8601 writes them.
    let parts = [
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
    ];
    let text = formatter_in("sv-SE", zone, &parts).and_then(|f| text_of(&f, instant));
    let wall = text.and_then(|text| ServerTime::parse(&text));
    wall.map_or(0, |wall| {
        wall.wall_millis() - whole(instant).div_euclid(1_000) * 1_000
    })
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
    formatter_in(&locale(), zone, &parts)
}

/// The language of the page in the person's regional form, so that words and dates agree.
fn locale() -> String {
    let language = language::spoken();
    let regional = window()
        .navigator()
        .language()
        .filter(|tag| tag.split('-').next() == Some(language.code));
    regional.unwrap_or_else(|| say("language-tag").to_owned())
}

thread_local! {
    /// Formatters by what they were made of: to make one takes far longer than to use it, and a page of the list has hundreds
    /// of moments. There are a dozen of them at most.
    static MADE: RefCell<Vec<(String, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// `Intl.DateTimeFormat`; `None` where the browser refuses the zone.
fn formatter_in(locale: &str, zone: Option<&str>, parts: &[(&str, &str)]) -> Option<JsValue> {
    let mut key = [locale, zone.unwrap_or_default()].join("|");
    for (name, value) in parts {
        key.extend(["|", *name, *value]);
    }
    let made = MADE.with_borrow(|made| {
        let found = made.iter().find(|(known, _)| *known == key);
        found.map(|(_, formatter)| formatter.clone())
    });
    if made.is_some() {
        return made;
    }
    let formatter = make(locale, zone, parts)?;
    MADE.with_borrow_mut(|made| made.push((key, formatter.clone())));
    Some(formatter)
}

/// Through `Reflect`, because the bindings of `js_sys` would throw past us.
fn make(locale: &str, zone: Option<&str>, parts: &[(&str, &str)]) -> Option<JsValue> {
    let options = Object::new();
    let zone = zone.map(|zone| ("timeZone", zone));
    let clock = parts
        .iter()
        .any(|(name, _)| *name == "second")
        .then_some(("hourCycle", "h23"));
    for (name, value) in parts.iter().copied().chain(zone).chain(clock) {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"DateTimeFormat".into())
        .ok()?
        .dyn_into()
        .ok()?;
    Reflect::construct(&constructor, &Array::of2(&locale.into(), &options)).ok()
}

fn text_of(formatter: &JsValue, instant: f64) -> Option<String> {
    call(formatter, "format", &[instant.into()]).and_then(|text| text.as_string())
}

fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    Reflect::apply(&method, object, &arguments.iter().collect()).ok()
}
