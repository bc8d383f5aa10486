//! Where the tokens live: one versioned key of `localStorage` with memory behind it (docs/decisions.md, "Tokens").
//! Tokens can be sent, never read: nothing outside `api` sees one, and no type here can be printed.
//!
//! What ends a session leaves a mark in the key: [`ENDED`] or [`SIGNED_OUT`]. A key that has vanished says nothing: another
//! application of the origin may have cleared all of it. The session then continues in memory.

use super::tokens::Tokens;
use crate::browser::storage;
use std::sync::{Arc, Mutex, PoisonError};

/// The key. Other tabs are told of changes by the browser's `storage` event for it.
pub const STORAGE_KEY: &str = "omr.session";

/// What is stored in place of a session that the server has ended.
const ENDED: &str = r#"{"v":1,"ended":true}"#;

/// What is stored in place of a session that the person has ended.
const SIGNED_OUT: &str = r#"{"v":1,"signed_out":true}"#;

/// A session: its tokens and a random mark that stays the same over refreshes and differs between sign-ins, so that
/// another tab can tell a renewal from another person (F-20).
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Session {
    pub tokens: Tokens,
    pub mark: String,
}

/// The place where the session is kept. Cheap to clone.
#[derive(Clone, Default)]
pub struct Credentials {
    memory: Arc<Mutex<Memory>>,
}

#[derive(Default)]
struct Memory {
    session: Option<Session>,
    /// Mark of the sign-in that this tab shows. Nothing is asked with the tokens of another one (F-20).
    adopted: Option<String>,
    /// Storage refused the session: memory is all there is, and the session does not outlive the tab (F-23).
    only_here: bool,
}

impl Credentials {
    /// The session in force. Storage comes first, since another tab may have renewed it.
    pub(super) fn current(&self) -> Option<Session> {
        let mut memory = self.memory();
        if !memory.only_here
            && let Some(text) = stored()
        {
            memory.session = read(&text);
        }
        memory.session.clone()
    }

    /// The session in force, if it is the one that this tab shows: what requests are made with. Another tab may have
    /// changed hands a moment ago, before this one has heard of it.
    pub(super) fn own(&self) -> Option<Session> {
        let session = self.current()?;
        (self.memory().adopted.as_ref() == Some(&session.mark)).then_some(session)
    }

    /// From here on this tab shows the sign-in with this mark; `None`: nobody's.
    pub fn adopt(&self, mark: Option<String>) {
        self.memory().adopted = mark;
    }

    /// Whether the session in force is another sign-in than the one that this tab shows.
    #[must_use]
    pub fn changed_hands(&self) -> bool {
        let mark = self.mark();
        mark.is_some() && mark != self.memory().adopted
    }

    /// Keeps a new session or a renewed one.
    pub(super) fn keep(&self, session: &Session) {
        let mut value = session.tokens.to_stored();
        value["mark"] = session.mark.clone().into();
        let stored = storage::write(STORAGE_KEY, &value.to_string());
        if !stored {
            // Full: an older session must not shadow the one in memory.
            storage::remove(STORAGE_KEY);
        }
        let mut memory = self.memory();
        memory.session = Some(session.clone());
        memory.only_here = !stored;
    }

    /// Everything was cleared away: the session is written back, so that the next tab and the next visit find it.
    pub fn restore(&self) {
        let session = self.memory().session.clone();
        if let (None, Some(session)) = (stored(), session) {
            self.keep(&session);
        }
    }

    /// Nothing is stored where this tab has a session.
    #[must_use]
    pub fn have_vanished(&self) -> bool {
        let memory = self.memory();
        memory.session.is_some() && !memory.only_here && stored().is_none()
    }

    /// Who took the key away, nobody knows: the session is not used any more.
    pub fn lose(&self) {
        self.drop_memory();
    }

    /// Forgets the session, here and (through the storage event) in every tab.
    pub fn forget(&self) {
        self.drop_memory();
        if !storage::write(STORAGE_KEY, SIGNED_OUT) {
            storage::remove(STORAGE_KEY);
        }
    }

    /// The server has ended the session. Other tabs can tell this from a sign-out: they keep their page and ask to sign in.
    pub(super) fn end(&self) {
        self.drop_memory();
        storage::write(STORAGE_KEY, ENDED);
    }

    /// Whether the person has signed out, in this tab or another: the only reason to drop what is theirs.
    #[must_use]
    pub fn signed_out(&self) -> bool {
        stored().as_deref() == Some(SIGNED_OUT)
    }

    /// Whether there is a session at all. Says nothing about whether the server still takes it.
    #[must_use]
    pub fn exist(&self) -> bool {
        self.current().is_some()
    }

    /// The mark of the session in force: equal marks, same sign-in.
    #[must_use]
    pub fn mark(&self) -> Option<String> {
        self.current().map(|session| session.mark)
    }

    /// Whether the session ends with this tab because the browser stores nothing (said once on the page).
    #[must_use]
    pub fn only_here(&self) -> bool {
        self.memory().only_here
    }

    fn drop_memory(&self) {
        *self.memory() = Memory::default();
    }

    fn memory(&self) -> std::sync::MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(text: &str) -> Option<Session> {
    let value = serde_json::from_str(text).ok()?;
    let tokens = Tokens::from_stored(&value)?;
    let mark = value.get("mark")?.as_str()?.to_owned();
    Some(Session { tokens, mark })
}

fn stored() -> Option<String> {
    storage::read(STORAGE_KEY)
}

/// A mark for a new sign-in. Not a secret: it only has to differ.
pub(super) fn new_mark() -> String {
    format!(
        "{:x}{:x}",
        super::clock::wall_ms(),
        js_sys::Math::random().to_bits()
    )
}
