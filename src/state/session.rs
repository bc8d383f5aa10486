//! Who is signed in, in this tab and the others. Owned by the app's root.

mod usage;

use super::title;
use super::zone;
use crate::api::Error;
use crate::api::client::Client;
use crate::api::clock::wall_ms;
use crate::api::credentials::STORAGE_KEY;
use crate::domain::User;
use crate::idle::Usage;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
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
    /// Nobody has used the console for a while: it is covered, uploads continue, and the same person's sign-in uncovers it.
    Locked(User),
    /// Nobody is signed in.
    SignedOut,
}

impl Auth {
    /// The person, also while a new sign-in is waited for.
    #[must_use]
    pub fn person(&self) -> Option<&User> {
        match self {
            Self::SignedIn(user) | Self::Expired(user) | Self::Locked(user) => Some(user),
            Self::Checking | Self::Unreachable(_) | Self::SignedOut => None,
        }
    }
}

/// Work that drops what is kept of a person.
type Forget = Box<dyn Fn()>;

/// Handle to the session. `Copy`; provided once at the app's root.
#[derive(Clone, Copy)]
pub struct Session {
    auth: RwSignal<Auth>,
    client: StoredValue<Client>,
    /// Differs before and after a sign-out, so that late answers are known as such.
    turn: StoredValue<u32>,
    forget: StoredValue<Vec<Forget>, LocalStorage>,
}

impl Session {
    /// Makes the handle, provides it as context and begins to ask who is signed in. Called once, by the app's root.
    pub fn provide(client: Client) -> Self {
        zone::begin(client.config().time_zone.as_deref());
        let begin = if client.credentials().exist() {
            Auth::Checking
        } else {
            Auth::SignedOut
        };
        let session = Self {
            auth: RwSignal::new(begin),
            client: StoredValue::new(client.clone()),
            turn: StoredValue::new(0),
            forget: StoredValue::new_local(Vec::new()),
        };
        client.on_signed_out(move || session.expire());
        session.follow_other_tabs();
        session.check();
        provide_context(session);
        session
    }

    /// `work` is called whenever a person leaves this tab: signed out here or elsewhere, or somebody else has signed in.
    /// Whoever keeps something of the person beyond a page drops it there, so that the next person never sees it (S-14).
    pub fn at_sign_out(self, work: impl Fn() + 'static) {
        self.forget.update_value(|all| all.push(Box::new(work)));
    }

    /// Differs before and after a sign-out: an answer that comes in another turn than its question belongs to somebody
    /// who has left.
    #[must_use]
    pub fn turn(self) -> u32 {
        self.turn.get_value()
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
        self.auth.with(|auth| auth.person().cloned())
    }

    /// Who it is; not tracked.
    #[must_use]
    pub fn user_untracked(self) -> Option<User> {
        self.auth.with_untracked(|auth| auth.person().cloned())
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

    /// Signs in. After an expiry the same person goes on; with another one everything of the first is dropped (F-20).
    ///
    /// # Errors
    /// As [`Client::sign_in`].
    pub async fn sign_in(self, username: &str, password: &str) -> Result<(), Error> {
        let user = self.client().sign_in(username, password).await?;
        self.record(Usage::At(wall_ms()));
        self.arrive(user, false);
        Ok(())
    }

    /// Covers the page until the same person signs in again.
    pub fn lock(self) {
        self.record(Usage::Locked);
        if let Some(user) = self.user_untracked() {
            self.set(Auth::Locked(user));
        }
    }

    /// Signs out in every tab.
    pub fn sign_out(self) {
        self.client().sign_out();
        usage::forget();
        self.leave();
    }

    /// Asks the server who is signed in.
    pub fn check(self) {
        let client = self.client();
        let Some(mark) = client.credentials().mark() else {
            self.leave();
            return;
        };
        let turn = self.turn();
        spawn_local(async move {
            let answer = client.me().await;
            if self.turn() != turn {
                return;
            }
            if client.credentials().mark().is_some_and(|now| now != mark) {
                // Somebody has signed in meanwhile: the answer is about another session.
                self.check();
                return;
            }
            match answer {
                Ok(user) => {
                    // In use, the console is locked by what counts the time (`state::idle_lock`).
                    let used = matches!(self.auth.get_untracked(), Auth::SignedIn(_));
                    self.arrive(user, !used && self.was_left());
                }
                Err(Error::SignedOut) => {
                    // At start there is no page yet that would be kept.
                    if !matches!(
                        self.auth.get_untracked(),
                        Auth::Expired(_) | Auth::Locked(_)
                    ) {
                        self.leave();
                    }
                }
                Err(error) => {
                    if self.user_untracked().is_none() {
                        self.set(Auth::Unreachable(error));
                    }
                }
            }
        });
    }

    fn arrive(self, user: User, locked: bool) {
        if self
            .user_untracked()
            .is_some_and(|before| before.id != user.id)
        {
            self.leave();
            // In a task of its own: by then all pages and uploads have seen the first person leave.
            set_timeout(move || self.check(), Duration::ZERO);
            return;
        }
        let client = self.client();
        client.credentials().adopt(client.credentials().mark());
        self.set(if locked {
            Auth::Locked(user)
        } else {
            Auth::SignedIn(user)
        });
    }

    fn set(self, auth: Auth) {
        if self.auth.with_untracked(|now| *now != auth) {
            // Before anything is painted, and before a dialog takes the focus, which it gives back later.
            title::set_locked(matches!(auth, Auth::Locked(_)));
            self.auth.set(auth);
        }
    }

    /// Nobody is here any more. Everything of the person is dropped before anything else can be shown.
    fn leave(self) {
        self.client().credentials().adopt(None);
        if self.auth.get_untracked() != Auth::SignedOut {
            self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
            self.set(Auth::SignedOut);
            self.forget
                .with_value(|all| all.iter().for_each(|forget| forget()));
        }
    }

    fn expire(self) {
        match self.auth.get_untracked() {
            Auth::SignedIn(user) => self.set(Auth::Expired(user)),
            Auth::Expired(_) | Auth::Locked(_) | Auth::SignedOut => {}
            Auth::Checking | Auth::Unreachable(_) => self.set(Auth::SignedOut),
        }
    }

    /// Another tab has signed in, out, or renewed; or this page came back from the back/forward cache (S-14).
    fn reconcile(self) {
        let credentials = self.client().credentials().clone();
        if !credentials.exist() {
            // Ended by the server, or lost in another way: the page stays, uploads wait, and signing in goes on with them.
            if credentials.signed_out() {
                self.leave();
            } else {
                self.expire();
            }
        } else if credentials.changed_hands() {
            match self.auth.get_untracked() {
                // Is being asked already, and asked again when the answer is about another session.
                Auth::Checking => {}
                // Signed out and in again while this tab was not told: perhaps by another person.
                Auth::SignedIn(_) => {
                    self.leave();
                    self.check();
                }
                // While a page waits for a new sign-in, the same person may have given it elsewhere.
                Auth::Expired(_) | Auth::Locked(_) | Auth::Unreachable(_) | Auth::SignedOut => {
                    self.check();
                }
            }
        }
    }

    fn follow_other_tabs(self) {
        let Some(window) = web_sys::window() else {
            return;
        };
        listen(&window, "storage", move |event: StorageEvent| {
            let credentials = self.client().credentials().clone();
            match event.key() {
                // Another application of the origin has cleared everything: that is no sign-out (A4).
                None => credentials.restore(),
                Some(key) if key != STORAGE_KEY => return,
                Some(_) if event.new_value().is_none() => credentials.lose(),
                Some(_) => {}
            }
            self.reconcile();
        });
        listen(&window, "pagehide", |event: PageTransitionEvent| {
            if event.persisted() {
                cover(true);
            }
        });
        listen(&window, "pageshow", move |event: PageTransitionEvent| {
            if event.persisted() {
                // Nothing is sent from the back/forward cache, so that nothing is lost where one cannot know.
                if self.client().credentials().have_vanished() {
                    self.client().credentials().lose();
                    self.leave();
                }
                self.reconcile();
                cover(false);
            }
        });
    }
}

/// Hides the page while it lies in the back/forward cache: Back must not show a person's data, not for one frame, when
/// somebody has signed out meanwhile (F-19).
fn cover(covered: bool) {
    if let Some(root) = document().document_element() {
        // Cannot fail: the name is well formed.
        let _ = root.toggle_attribute_with_force("data-away", covered);
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
