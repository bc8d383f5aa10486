//! Events of the window, heard for the life of the page.

use wasm_bindgen::prelude::*;
use web_sys::Event;

/// Calls `work` at each of these events; with `capture` before the page acts on it.
pub fn listen(names: &[&str], capture: bool, work: impl Fn(Event) + 'static) {
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
