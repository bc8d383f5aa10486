//! How much has happened that the person has not looked at: the number on the bell, in the title, and on the app's icon.
//! The watching itself is a part that is loaded later; here is only what the frame around the pages needs.

use super::session::{Auth, Session};
use super::title::set_count;
use crate::analytics::store::DATABASE;
use crate::browser::storage;
use crate::domain::Batch;
use crate::upload::preflight::seen::Seen;
use js_sys::{Function, Reflect};
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// Beginning of the keys under which inboxes are kept; the user's id follows.
pub const KEY: &str = "omr.inbox.";

type Listener = Rc<dyn Fn(&[Batch])>;

/// Handle. `Copy`; provided once at the app's root.
#[derive(Clone, Copy)]
pub struct Bell {
    unread: RwSignal<usize>,
    listener: StoredValue<Option<Listener>, LocalStorage>,
    /// Running batches of the rows that came before anybody listened, the newest of each.
    missed: StoredValue<Vec<Batch>>,
    path: RwSignal<String>,
    wanted: RwSignal<Option<String>>,
}

impl Bell {
    /// Makes the handle, provides it as context, and forgets everything at sign-out (S-14).
    pub fn provide(session: Session) -> Self {
        let bell = Self {
            unread: RwSignal::new(0),
            listener: StoredValue::new_local(None),
            missed: StoredValue::default(),
            path: RwSignal::default(),
            wanted: RwSignal::default(),
        };
        session.at_sign_out(move || {
            bell.unread.set(0);
            bell.missed.set_value(Vec::new());
            wipe();
        });
        let auth = session.auth_signal();
        Effect::new(move || {
            if let Auth::SignedIn(user) = auth.get() {
                forget_others(&user.id);
            }
        });
        Effect::new(move || {
            let unread = bell.unread.get();
            set_count(unread);
            badge_app(unread);
        });
        provide_context(bell);
        bell
    }

    /// The handle of this app.
    ///
    /// # Panics
    /// When called outside the app's tree; the first look at the page shows it.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// How many notices were not looked at.
    #[must_use]
    pub fn unread(self) -> RwSignal<usize> {
        self.unread
    }

    /// The path that is open; set by the frame, which knows the router.
    #[must_use]
    pub fn path(self) -> RwSignal<String> {
        self.path
    }

    /// A path that somebody outside of the router wants opened; the frame opens it.
    #[must_use]
    pub fn wanted(self) -> RwSignal<Option<String>> {
        self.wanted
    }

    /// `work` hears of all rows of the list that any page loads, and of the running ones that were loaded before.
    pub fn listen(self, work: impl Fn(&[Batch]) + 'static) {
        let missed = self.missed.try_update_value(std::mem::take);
        work(&missed.unwrap_or_default());
        self.listener.set_value(Some(Rc::new(work)));
    }

    /// A page has loaded rows of the list.
    pub fn feed(self, rows: &[Batch]) {
        if let Some(listener) = self.listener.get_value() {
            listener(rows);
            return;
        }
        // What watches is loaded after the first page: a batch that ends meanwhile must be told of all the same.
        self.missed.update_value(|missed| {
            for row in rows.iter().filter(|row| !row.status.is_terminal()) {
                missed.retain(|known| known.id != row.id);
                missed.push(row.clone());
            }
        });
    }
}

/// The number on the icon of an installed console (Badging API); browsers without it ignore this.
fn badge_app(unread: usize) {
    let navigator = window().navigator();
    let name = if unread > 0 {
        "setAppBadge"
    } else {
        "clearAppBadge"
    };
    let method = Reflect::get(&navigator, &name.into()).ok();
    if let Some(method) = method.and_then(|method| method.dyn_into::<Function>().ok()) {
        let number = u32::try_from(unread).unwrap_or(u32::MAX);
        // Refused where the console is not installed: there is no icon then.
        if let Ok(promise) = method.call1(&navigator, &number.into())
            && let Ok(promise) = promise.dyn_into::<js_sys::Promise>()
        {
            leptos::task::spawn_local(async move {
                let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
            });
        }
    }
}

/// Whose inbox and records lie in the browser: the user's id.
const OWNER_KEY: &str = "omr.owner";

/// Somebody is signed in. What another person has left, whose session ended with the browser closed, goes now (D20).
fn forget_others(user: &str) {
    if storage::read(OWNER_KEY).as_deref() != Some(user) {
        wipe_but(&format!("{KEY}{user}"));
        // Not kept: the records are read anew at the next visit.
        storage::write(OWNER_KEY, user);
        Seen::forget();
    }
}

/// Nothing of anybody's stays in the browser: inboxes, and the records behind the figures.
fn wipe() {
    wipe_but("");
    storage::remove(OWNER_KEY);
}

/// The same, but for the inbox of one person.
fn wipe_but(own: &str) {
    for key in storage::keys_with(KEY) {
        if key != own {
            storage::remove(&key);
        }
    }
    let Some(window) = web_sys::window() else {
        return;
    };
    // Where there is no IndexedDB nothing was kept either.
    if let Ok(databases) = Reflect::get(&window, &"indexedDB".into())
        && let Ok(delete) = Reflect::get(&databases, &"deleteDatabase".into())
        && let Ok(delete) = delete.dyn_into::<Function>()
    {
        let _ = delete.call1(&databases, &DATABASE.into());
    }
}
