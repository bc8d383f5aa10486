//! Input of a person, whatever it is meant for: pointer, keys, wheel, touch.

use js_sys::Reflect;
use std::cell::Cell;
use wasm_bindgen::prelude::*;
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
    add(&EVENTS, true, move |event| {
        if moved(&event, &pointer) {
            work();
        }
    });
}

/// Calls `work` when somebody may have come back to the page, and when another tab has stored something, for the life of the
/// page.
pub fn listen_for_return(work: impl Fn() + 'static) {
    add(&RETURNS, false, move |_| work());
}

fn add(names: &[&str], capture: bool, work: impl Fn(Event) + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let closure = Closure::<dyn Fn(Event)>::new(work);
    for name in names {
        // Adding a listener to the window cannot fail.
        let _ = window.add_event_listener_with_callback_and_bool(
            name,
            closure.as_ref().unchecked_ref(),
            capture,
        );
    }
    closure.forget();
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
