//! Waiting between polls in the browser: nothing is asked while the page is hidden, and at once when it is shown again
//! (UX-18). `schedule` says how long; dropping the future takes its listeners away.

use futures::channel::mpsc::{UnboundedReceiver, unbounded};
use futures::future::{Either, select};
use futures::{FutureExt, StreamExt};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::prelude::*;
use web_sys::{EventTarget, VisibilityState};

/// Whether the person cannot see the page.
#[must_use]
pub fn hidden() -> bool {
    document().is_some_and(|document| document.visibility_state() == VisibilityState::Hidden)
}

/// Waits `ms` milliseconds; shorter when the page comes back into view or the network comes back, longer while the page
/// is hidden.
pub async fn wait(ms: u32) {
    let mut wakes = Wakes::new();
    let mut timer = TimeoutFuture::new(ms).fuse();
    let mut over = false;
    loop {
        if hidden() {
            // Whatever the timer says: nothing happens until someone looks, and then at once.
            wakes.next().await;
            over = true;
        } else if over {
            return;
        } else {
            match select(&mut timer, wakes.events.next()).await {
                Either::Left(_) => over = true,
                // Shown again, or online again: at once. A page that was just hidden waits above.
                Either::Right(_) => over = !hidden(),
            }
        }
    }
}

/// Waits until the page was out of view and is seen again.
pub async fn wait_for_return() {
    let mut wakes = Wakes::new();
    let mut was_hidden = hidden();
    loop {
        wakes.next().await;
        match (was_hidden, hidden()) {
            (true, false) => return,
            (_, now) => was_hidden = now,
        }
    }
}

/// The events that end a wait early; the listeners live as long as this.
struct Wakes {
    events: UnboundedReceiver<()>,
    targets: Vec<(EventTarget, &'static str)>,
    closure: Closure<dyn FnMut()>,
}

impl Wakes {
    fn new() -> Self {
        let (sender, events) = unbounded();
        let closure = Closure::<dyn FnMut()>::new(move || {
            // The receiver lives as long as the listener.
            let _ = sender.unbounded_send(());
        });
        let mut targets: Vec<(EventTarget, &'static str)> = Vec::new();
        if let Some(document) = document() {
            targets.push((document.into(), "visibilitychange"));
        }
        if let Some(window) = web_sys::window() {
            targets.push((window.into(), "online"));
        }
        for (target, name) in &targets {
            // Cannot fail for these targets.
            let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        }
        Self {
            events,
            targets,
            closure,
        }
    }

    async fn next(&mut self) {
        if self.events.next().await.is_none() {
            // No event can ever come: do not spin.
            futures::future::pending::<()>().await;
        }
    }
}

impl Drop for Wakes {
    fn drop(&mut self) {
        for (target, name) in &self.targets {
            let _ = target
                .remove_event_listener_with_callback(name, self.closure.as_ref().unchecked_ref());
        }
    }
}

fn document() -> Option<web_sys::Document> {
    web_sys::window().and_then(|window| window.document())
}
