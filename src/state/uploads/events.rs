//! What the browser and the sign-in tell the uploads.

use std::rc::{Rc, Weak};

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{BeforeUnloadEvent, EventTarget};

use super::desk::Desk;
use crate::{
    state::{language, session::Auth},
    upload::session::Event,
};

/// Connects the desk with the window and the session, for the life of the app.
pub(super) fn listen(desk: &Rc<Desk>) {
    let Some(window) = web_sys::window() else {
        return;
    };
    on(&window, "online", Rc::downgrade(desk), |desk| {
        desk.tell_all(&Event::Online);
    });
    on(&window, "offline", Rc::downgrade(desk), |desk| {
        desk.tell_all(&Event::Offline);
    });
    on(&window, "pageshow", Rc::downgrade(desk), Desk::woke);
    if let Some(document) = window.document() {
        on(&document, "visibilitychange", Rc::downgrade(desk), |desk| {
            if web_sys::window()
                .and_then(|w| w.document())
                .is_some_and(|d| !d.hidden())
            {
                desk.woke();
            }
        });
        // Chromium's word for "unfrozen" (Page Lifecycle).
        on(&document, "resume", Rc::downgrade(desk), Desk::woke);
    }
    follow_session(desk);
    let (turn, weak) = (
        language::turn(),
        StoredValue::new_local(Rc::downgrade(desk)),
    );
    Effect::new(move |before: Option<()>| {
        turn.track();
        if before.is_some()
            && let Some(desk) = weak.get_value().upgrade()
        {
            desk.retell();
        }
    });
}

fn follow_session(desk: &Rc<Desk>) {
    let auth = desk.session.auth_signal();
    let weak = StoredValue::new_local(Rc::downgrade(desk));
    let mut joined = false;
    Effect::new(move |before: Option<Auth>| {
        let now = auth.get();
        let Some(desk) = weak.get_value().upgrade() else {
            return now;
        };
        if let Auth::SignedIn(user) = &now
            && !joined
        {
            joined = true;
            desk.join_tabs(user);
            desk.open_journal(user);
        }
        if let Some(before) = before {
            match (&before, &now) {
                (Auth::Expired(_) | Auth::Locked(_), Auth::SignedIn(_)) => {
                    for job in desk.jobs() {
                        job.signed_in();
                    }
                }
                (before, Auth::SignedOut) if before.person().is_some() => {
                    desk.clear();
                    desk.forget_all();
                    joined = false;
                }
                _ => {}
            }
        }
        now
    });
}

impl Desk {
    fn tell_all(&self, event: &Event) {
        for job in self.jobs() {
            job.dispatch(event.clone());
        }
    }

    fn woke(&self) {
        self.tell_all(&Event::Woke);
        self.paint_all();
    }
}

/// A listener for the life of the page.
fn on(target: &EventTarget, name: &str, desk: Weak<Desk>, work: impl Fn(&Desk) + 'static) {
    let closure = Closure::<dyn FnMut()>::new(move || {
        if let Some(desk) = desk.upgrade() {
            work(&desk);
        }
    });
    // Adding a listener to window or document cannot fail.
    let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Makes the browser ask before the page is left; gone when dropped (UX-17).
pub(super) struct LeaveGuard(Closure<dyn FnMut(BeforeUnloadEvent)>);

impl LeaveGuard {
    pub fn new() -> Option<Self> {
        let closure = Closure::<dyn FnMut(BeforeUnloadEvent)>::new(|event: BeforeUnloadEvent| {
            event.prevent_default();
            event.set_return_value("leave"); // For browsers that ask only then; none shows the text.
        });
        web_sys::window()?
            .add_event_listener_with_callback("beforeunload", closure.as_ref().unchecked_ref())
            .ok()?;
        Some(Self(closure))
    }
}

impl Drop for LeaveGuard {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _ = window.remove_event_listener_with_callback(
                "beforeunload",
                self.0.as_ref().unchecked_ref(),
            );
        }
    }
}
