//! Who is signed in, in this tab and the others. Owned by the app's root.

use crate::api::Error;
use crate::api::client::Client;
use crate::api::credentials::STORAGE_KEY;
use crate::config::Config;
use crate::domain::User;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use web_sys::{EventTarget, PageTransitionEvent, StorageEvent};

/// Where the sign-in stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Auth {
    /// There is a session; the server is being asked whose.
    Checking,
    /// There is a session, but the server could not be asked. Nobody is signed out for that.
    Unreachable(Error),
    /// Signed in.
    SignedIn(User),
    /// The server has ended the session; the page stays, and signing in again continues it.
    Expired(User),
    /// Nobody is signed in.
    SignedOut,
}

/// Handle to the session. `Copy`; provided once at the app's root.
#[derive(Clone, Copy)]
pub struct Session {
    auth: RwSignal<Auth>,
    client: StoredValue<Client>,
    /// Mark of the sign-in that this tab shows (F-20).
    mark: StoredValue<Option<String>>,
}

impl Session {
    /// Makes the handle, provides it as context and begins to ask who is signed in. Called once, by the app's root.
    pub fn provide(config: Config) -> Self {
        let client = Client::new(config);
        let begin = if client.credentials().exist() {
            Auth::Checking
        } else {
            Auth::SignedOut
        };
        let session = Self {
            auth: RwSignal::new(begin),
            mark: StoredValue::new(client.credentials().mark()),
            client: StoredValue::new(client.clone()),
        };
        client.on_signed_out(move || session.expire());
        session.follow_other_tabs();
        session.check();
        provide_context(session);
        session
    }

    /// The session of this app.
    ///
    /// # Panics
    /// When called outside the app's tree; a programming error that the first look at the page shows.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Where the sign-in stands; tracked.
    #[must_use]
    pub fn auth(self) -> Auth {
        self.auth.get()
    }

    /// Where the sign-in stands, as a signal.
    #[must_use]
    pub fn auth_signal(self) -> ReadSignal<Auth> {
        self.auth.read_only()
    }

    /// The person, also while the session waits for a new sign-in; tracked.
    #[must_use]
    pub fn user(self) -> Option<User> {
        match self.auth.get() {
            Auth::SignedIn(user) | Auth::Expired(user) => Some(user),
            _ => None,
        }
    }

    /// Whether the person may delete (UX-33); tracked.
    #[must_use]
    pub fn is_admin(self) -> bool {
        self.user().is_some_and(|user| user.is_admin)
    }

    /// The client for API calls.
    #[must_use]
    pub fn client(self) -> Client {
        self.client.get_value()
    }

    /// Signs in. After an expiry only the same person may go on; another one starts afresh (F-20).
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn sign_in(self, username: &str, password: &str) -> Result<(), Error> {
        let client = self.client();
        let user = client.sign_in(username, password).await?;
        self.mark.set_value(client.credentials().mark());
        self.arrive(user);
        Ok(())
    }

    /// Signs out in every tab.
    pub fn sign_out(self) {
        self.client().sign_out();
        self.leave();
    }

    /// Asks the server who is signed in.
    pub fn check(self) {
        let client = self.client();
        if !client.credentials().exist() {
            self.leave();
            return;
        }
        spawn_local(async move {
            match client.me().await {
                Ok(user) => self.arrive(user),
                Err(Error::SignedOut) => {
                    // At start there is no page yet that would be kept.
                    if !matches!(self.auth.get_untracked(), Auth::Expired(_)) {
                        self.auth.set(Auth::SignedOut);
                    }
                }
                Err(error) => {
                    if !matches!(self.auth.get_untracked(), Auth::SignedIn(_)) {
                        self.auth.set(Auth::Unreachable(error));
                    }
                }
            }
        });
    }

    fn arrive(self, user: User) {
        let before = match self.auth.get_untracked() {
            Auth::SignedIn(before) | Auth::Expired(before) => Some(before),
            _ => None,
        };
        if before.is_some_and(|before| before.id != user.id) {
            // Another person: nothing of the first one may stay on the page or in memory.
            reload();
        } else if self.auth.get_untracked() != Auth::SignedIn(user.clone()) {
            self.auth.set(Auth::SignedIn(user));
        }
    }

    fn leave(self) {
        self.mark.set_value(None);
        if self.auth.get_untracked() != Auth::SignedOut {
            self.auth.set(Auth::SignedOut);
        }
    }

    fn expire(self) {
        match self.auth.get_untracked() {
            Auth::SignedIn(user) => self.auth.set(Auth::Expired(user)),
            Auth::Expired(_) => {}
            _ => self.auth.set(Auth::SignedOut),
        }
    }

    /// Another tab has signed in, out, or renewed; or this page came back from the back/forward cache (S-14).
    fn reconcile(self) {
        let credentials = self.client().credentials().clone();
        match credentials.mark() {
            None if credentials.were_ended() => self.expire(),
            None => self.leave(),
            mark if mark != self.mark.get_value() => {
                self.mark.set_value(mark);
                self.check();
            }
            _ => {}
        }
    }

    fn follow_other_tabs(self) {
        let Some(window) = web_sys::window() else {
            return;
        };
        listen(&window, "storage", move |event: StorageEvent| {
            // `None`: everything was cleared.
            if event.key().is_none_or(|key| key == STORAGE_KEY) {
                self.reconcile();
            }
        });
        listen(&window, "pageshow", move |event: PageTransitionEvent| {
            if event.persisted() {
                self.reconcile();
            }
        });
    }
}

/// A listener for the life of the page.
fn listen<E: wasm_bindgen::convert::FromWasmAbi + 'static>(
    target: &EventTarget,
    name: &str,
    work: impl FnMut(E) + 'static,
) {
    let closure = Closure::<dyn FnMut(E)>::new(work);
    // Adding a listener to the window cannot fail.
    let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}

fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}
