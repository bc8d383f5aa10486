//! Input of a person, whatever it is meant for: pointer, keys, wheel, touch.

use super::window;
use js_sys::Reflect;
use std::cell::Cell;
use web_sys::Event;

const EVENTS: [&str; 6] = [
    "pointerdown",
    "pointermove",
    "keydown",
    "wheel",
    "touchstart",
    "input",
];

/// What comes when somebody returns to the page, and when another tab has stored something.
const RETURNS: [&str; 4] = ["focus", "pageshow", "visibilitychange", "storage"];

/// Calls `work` at every input, before the page acts on it, for the life of the page.
pub fn listen(work: impl Fn() + 'static) {
    let pointer = Cell::new((f64::NAN, f64::NAN));
    window::listen(&EVENTS, true, move |event| {
        if moved(&event, &pointer) {
            work();
        }
    });
}

/// Calls `work` when somebody may have come back to the page, and when another tab has stored something, for the life of the
/// page.
pub fn listen_for_return(work: impl Fn() + 'static) {
    window::listen(&RETURNS, false, move |_| work());
}

/// Browsers also report a move where the page has moved under a pointer that lies still: that is no input.
fn moved(event: &Event, pointer: &Cell<(f64, f64)>) -> bool {
    if event.type_() != "pointermove" {
        return true;
    }
    // `PointerEvent` by name: its bindings would be part of the first view.
    let at = |name: &str| Reflect::get(event, &name.into()).ok()?.as_f64();
    let now = (
        at("screenX").unwrap_or_default(),
        at("screenY").unwrap_or_default(),
    );
    pointer.replace(now) != now
}
