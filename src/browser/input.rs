//! Input of a person, whatever it is meant for: pointer, keys, wheel, touch.

use std::cell::Cell;
use wasm_bindgen::prelude::*;
use web_sys::{AddEventListenerOptions, Event, PointerEvent};

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
    let options = AddEventListenerOptions::new();
    options.set_capture(true);
    options.set_passive(true);
    add(&EVENTS, &options, move |event| {
        if moved(&event, &pointer) {
            work();
        }
    });
}

/// Calls `work` when somebody may have come back to the page, and when another tab has stored something, for the life of the
/// page.
pub fn listen_for_return(work: impl Fn() + 'static) {
    add(&RETURNS, &AddEventListenerOptions::new(), move |_| work());
}

fn add(names: &[&str], options: &AddEventListenerOptions, work: impl Fn(Event) + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let closure = Closure::<dyn Fn(Event)>::new(work);
    for name in names {
        // Adding a listener to the window cannot fail.
        let _ = window.add_event_listener_with_callback_and_add_event_listener_options(
            name,
            closure.as_ref().unchecked_ref(),
            options,
        );
    }
    closure.forget();
}

/// Browsers also report a move where the page has moved under a pointer that lies still: that is no input.
fn moved(event: &Event, pointer: &Cell<(f64, f64)>) -> bool {
    match event.dyn_ref::<PointerEvent>() {
        Some(event) if event.type_() == "pointermove" => {
            let now = (f64::from(event.screen_x()), f64::from(event.screen_y()));
            pointer.replace(now) != now
        }
        _ => true,
    }
}
