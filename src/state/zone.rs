//! Which zone the server's times are in: the deployment's setting; else what an own upload, or a batch that ended while it was
//! watched, has shown; else this computer's own. It is a fact of the installation and no person's: it is kept beyond a
//! sign-out.

use super::intl;
use crate::api::clock;
use crate::browser::storage;
use crate::domain::{Offset, ServerTime, Zone, ahead_of_utc, keep_server_offset};
use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Minutes that the server's clock was ahead of UTC when that was found out last.
const KEY: &str = "omr.zone";
/// Instants whose offset is remembered; all go when it is full.
const REMEMBERED: usize = 4_000;
const MINUTE_MS: i64 = 60_000;

thread_local! {
    static ZONE: ArcRwSignal<Zone> = ArcRwSignal::new(Zone::Own);
    /// Found out since the page was opened.
    static FOUND: Cell<bool> = const { Cell::new(false) };
}

/// Called once, with the settings. `setting`: the deployment's, which the browser knows.
pub fn begin(setting: Option<&str>) {
    let zone = match setting {
        Some(name) => Zone::Named(name.to_owned()),
        None => kept().map_or(Zone::Own, |ahead| zone_ahead(ahead, clock::wall_ms())),
    };
    take(zone);
}

/// Whoever shows a time shows it anew when the zone is found out. Work that shows nothing may ask as well.
pub fn track() {
    if Observer::get().is_some() {
        ZONE.with(|zone| zone.track());
    }
}

/// Whether an own upload should be asked when the server wrote it down.
#[must_use]
pub fn is_wanted() -> bool {
    !FOUND.get() && !ZONE.with(|zone| matches!(&*zone.read_untracked(), Zone::Named(_)))
}

/// The server wrote `wall` down just now. A setting overrides what was found.
pub fn learn(wall: ServerTime) {
    let now = clock::server_ms();
    let set = ZONE.with(|zone| matches!(&*zone.read_untracked(), Zone::Named(_)));
    if let (false, Some(ahead)) = (set, ahead_of_utc(wall, now)) {
        FOUND.set(true);
        take(zone_ahead(ahead, now));
        // Where it cannot be kept, it is found again.
        storage::write(KEY, &(ahead / MINUTE_MS).to_string());
    }
}

/// What this computer's clock is ahead of UTC at an instant, in milliseconds.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "times are far below 2^53, offsets are minutes"
)]
pub fn own_offset(instant: i64) -> i64 {
    let date = js_sys::Date::new(&JsValue::from_f64(instant as f64));
    -(date.get_timezone_offset() * 60_000.0) as i64
}

/// This computer's own zone knows its daylight saving: it is taken where it fits.
fn zone_ahead(ahead: i64, instant: i64) -> Zone {
    if own_offset(instant) == ahead {
        Zone::Own
    } else {
        Zone::Ahead(ahead)
    }
}

fn take(zone: Zone) {
    keep_server_offset(match zone.clone() {
        Zone::Own => remembered(own_offset),
        Zone::Ahead(ahead) => Rc::new(move |_| ahead),
        Zone::Named(name) => remembered(move |instant| named(&name, instant)),
    });
    ZONE.with(|now| {
        if *now.read_untracked() != zone {
            now.set(zone);
        }
    });
}

/// The browser is asked once for each instant: figures are made of thousands, and the rules ask for whole days.
fn remembered(offset: impl Fn(i64) -> i64 + 'static) -> Rc<Offset> {
    let known = RefCell::new(HashMap::new());
    Rc::new(move |instant| {
        let mut known = known.borrow_mut();
        if known.len() > REMEMBERED {
            known.clear();
        }
        *known.entry(instant).or_insert_with(|| offset(instant))
    })
}

/// What a zone's wall clock is ahead of UTC at an instant, in milliseconds.
#[expect(clippy::cast_precision_loss, reason = "times are far below 2^53")]
fn named(zone: &str, instant: i64) -> i64 {
    // Swedish dates are written as ISO 8601 writes them.
    let parts = [
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("second", "2-digit"),
    ];
    let text = intl::formatter("sv-SE", Some(zone), &parts)
        .and_then(|f| intl::text_of(&f, instant as f64));
    let wall = text.and_then(|text| ServerTime::parse(&text));
    wall.map_or(0, |wall| {
        wall.wall_millis() - instant.div_euclid(1_000) * 1_000
    })
}

fn kept() -> Option<i64> {
    let minutes: i64 = storage::read(KEY)?.parse().ok()?;
    (-720..=840)
        .contains(&minutes)
        .then_some(minutes * MINUTE_MS)
}
