//! The journal in IndexedDB: texts in one store, the browser's file handles in another, both under `[user, key]`.
//!
//! Bound to one user when opened, so that nobody is shown another's uploads (F-20).

use idb::{
    Database, KeyRange, ObjectStore, Query, Transaction, TransactionMode, TransactionResult,
};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, FileSystemFileHandle, IdbTransaction};

use super::{EntryError, JournalEntry, JournalError};
use crate::browser::database::{self, OpenDatabase, OpenError};
use crate::upload::view::UploadKey;

const DATABASE: &str = "omr-uploads";
const ENTRIES: &str = "entries";
const HANDLES: &str = "handles";
const BOTH: [&str; 2] = [ENTRIES, HANDLES];

/// An entry and, in Chromium, the handle with which its file can be opened again.
#[derive(Debug)]
pub struct Kept {
    /// The record.
    pub entry: JournalEntry,
    /// Leads back to the file after one click.
    pub handle: Option<FileSystemFileHandle>,
}

/// What the journal holds.
#[derive(Debug, Default)]
pub struct Listing {
    /// Usable entries, oldest first.
    pub kept: Vec<Kept>,
    /// How many were damaged and have been dropped.
    pub dropped: usize,
}

/// An open journal of one user.
#[derive(Debug)]
pub struct Journal {
    database: OpenDatabase,
    user: String,
}

impl Journal {
    /// Opens the journal of the user with this id.
    ///
    /// # Errors
    /// Where the browser keeps nothing, or does not answer within 5 s.
    pub async fn open(user: &str) -> Result<Self, JournalError> {
        let database = database::open(DATABASE, &BOTH)
            .await
            .map_err(|error| match error {
                OpenError::Refused(error) => opening_error(&error),
                OpenError::NoAnswer => JournalError::Blocked,
            })?;
        Ok(Self {
            database,
            user: user.to_owned(),
        })
    }

    /// Writes an entry, over the one with the same key.
    ///
    /// # Errors
    /// When it is not on disk afterwards; the older one is then still there.
    pub async fn put(&self, entry: &JournalEntry) -> Result<(), JournalError> {
        let change = Change::begin(&self.database, &[ENTRIES])?;
        change
            .put(ENTRIES, &self.key(entry.key), &entry.to_text().into())
            .await?;
        change.done().await
    }

    /// Keeps the handle of an entry's file. Once is enough; entries are written far more often.
    ///
    /// # Errors
    /// When it is not on disk afterwards.
    pub async fn put_handle(
        &self,
        key: UploadKey,
        handle: &FileSystemFileHandle,
    ) -> Result<(), JournalError> {
        let change = Change::begin(&self.database, &[HANDLES])?;
        change.put(HANDLES, &self.key(key), handle).await?;
        change.done().await
    }

    /// This user's entries. Damaged ones are dropped, those of a newer console are left alone.
    ///
    /// # Errors
    /// When nothing can be read. (That damaged entries could not be deleted is not an error; they are tried again.)
    pub async fn list(&self) -> Result<Listing, JournalError> {
        let read = self
            .database
            .transaction(&BOTH, TransactionMode::ReadOnly)
            .map_err(broken)?;
        let entries = all(&read, ENTRIES, Some(self.range()?)).await?;
        let mut handles = all(&read, HANDLES, Some(self.range()?)).await?;
        let mut listing = Listing::default();
        let mut damaged = Vec::new();
        for (key, value) in entries {
            match parse(&value) {
                Ok(entry) if same_key(&key, &self.key(entry.key)) => {
                    let at = handles.iter().position(|(k, _)| same_key(k, &key));
                    let handle = at.map(|at| handles.swap_remove(at).1);
                    listing.kept.push(Kept {
                        entry,
                        handle: handle.and_then(|h| h.dyn_into().ok()),
                    });
                }
                Err(EntryError::Newer) => {}
                _ => damaged.push(key),
            }
        }
        listing.kept.sort_by_key(|kept| kept.entry.created_ms);
        listing.dropped = damaged.len();
        // Tried again at the next start if it fails now.
        let _ = self.delete(&damaged).await;
        Ok(listing)
    }

    /// This user's entry for one upload, if it is there and usable.
    ///
    /// # Errors
    /// When nothing can be read.
    pub async fn get(&self, key: UploadKey) -> Result<Option<Kept>, JournalError> {
        let kept = self.list().await?.kept;
        Ok(kept.into_iter().find(|kept| kept.entry.key == key))
    }

    /// Forgets an upload.
    ///
    /// # Errors
    /// When it is still there afterwards.
    pub async fn remove(&self, key: UploadKey) -> Result<(), JournalError> {
        self.delete(&[self.key(key)]).await
    }

    /// Forgets everything of this user: at sign-out (S-14).
    ///
    /// # Errors
    /// When something may still be there.
    pub async fn remove_all(&self) -> Result<(), JournalError> {
        let change = Change::begin(&self.database, &BOTH)?;
        for store in BOTH {
            change.delete(store, Query::KeyRange(self.range()?)).await?;
        }
        change.done().await
    }

    /// Forgets what others have left: a session that ended with the browser closed could not (D20).
    ///
    /// # Errors
    /// When something may still be there.
    pub async fn remove_others(&self) -> Result<(), JournalError> {
        let user = JsValue::from_str(&self.user);
        let above = Array::of2(&user, &Array::new());
        let change = Change::begin(&self.database, &BOTH)?;
        for store in BOTH {
            let before = KeyRange::upper_bound(&Array::of1(&user), Some(true)).map_err(broken)?;
            let after = KeyRange::lower_bound(&above, Some(true)).map_err(broken)?;
            for range in [before, after] {
                change.delete(store, Query::KeyRange(range)).await?;
            }
        }
        change.done().await
    }

    /// Forgets what nobody has touched for `keep_ms`, whoever it belongs to; returns how many entries that were.
    ///
    /// # Errors
    /// When nothing can be read or deleted.
    pub async fn expire(&self, now_ms: i64, keep_ms: i64) -> Result<usize, JournalError> {
        let read = self
            .database
            .transaction(&[ENTRIES], TransactionMode::ReadOnly)
            .map_err(broken)?;
        let old: Vec<JsValue> = all(&read, ENTRIES, None)
            .await?
            .into_iter()
            .filter(|(_, value)| parse(value).is_ok_and(|entry| entry.is_expired(now_ms, keep_ms)))
            .map(|(key, _)| key)
            .collect();
        self.delete(&old).await?;
        Ok(old.len())
    }

    async fn delete(&self, keys: &[JsValue]) -> Result<(), JournalError> {
        if keys.is_empty() {
            return Ok(());
        }
        let change = Change::begin(&self.database, &BOTH)?;
        for key in keys {
            for store in BOTH {
                change.delete(store, Query::Key(key.clone())).await?;
            }
        }
        change.done().await
    }

    fn key(&self, key: UploadKey) -> JsValue {
        Array::of2(&self.user.as_str().into(), &key.to_string().into()).into()
    }

    /// All keys `[user, …]`: arrays sort after texts (IndexedDB, "compare two keys").
    fn range(&self) -> Result<KeyRange, JournalError> {
        let user = JsValue::from_str(&self.user);
        KeyRange::bound(
            &Array::of1(&user),
            &Array::of2(&user, &Array::new()),
            None,
            None,
        )
        .map_err(broken)
    }
}

/// A transaction that writes. The raw one tells why it was aborted, which `idb` keeps to itself.
struct Change {
    transaction: Transaction,
    raw: IdbTransaction,
}

impl Change {
    fn begin(database: &Database, stores: &[&str]) -> Result<Self, JournalError> {
        let raw: IdbTransaction = database
            .transaction(stores, TransactionMode::ReadWrite)
            .map_err(broken)?
            .into();
        Ok(Self {
            transaction: raw.clone().into(),
            raw,
        })
    }

    fn store(&self, name: &str) -> Result<ObjectStore, JournalError> {
        self.transaction.object_store(name).map_err(broken)
    }

    async fn put(&self, store: &str, key: &JsValue, value: &JsValue) -> Result<(), JournalError> {
        let request = self
            .store(store)?
            .put(value, Some(key))
            .map_err(|error| self.reason(&error))?;
        request.await.map(drop).map_err(|error| self.reason(&error))
    }

    async fn delete(&self, store: &str, what: Query) -> Result<(), JournalError> {
        let request = self.store(store)?.delete(what).map_err(broken)?;
        request.await.map_err(|error| self.reason(&error))
    }

    async fn done(self) -> Result<(), JournalError> {
        let Self { transaction, raw } = self;
        match transaction.await {
            Ok(TransactionResult::Committed) => Ok(()),
            Ok(TransactionResult::Aborted) | Err(_) => Err(named(raw.error())),
        }
    }

    fn reason(&self, error: &idb::Error) -> JournalError {
        named(match error {
            idb::Error::DomException(error) => Some(error.clone()),
            idb::Error::UpdateFailed(error) => error.dyn_ref().cloned(),
            _ => self.raw.error(),
        })
    }
}

/// Keys and values of a store, in the order of the keys.
async fn all(
    transaction: &Transaction,
    store: &str,
    range: Option<KeyRange>,
) -> Result<Vec<(JsValue, JsValue)>, JournalError> {
    let store = transaction.object_store(store).map_err(broken)?;
    let query = || range.clone().map(Query::KeyRange);
    let keys = store.get_all_keys(query(), None).map_err(broken)?;
    let values = store.get_all(query(), None).map_err(broken)?;
    let keys = keys.await.map_err(broken)?;
    Ok(keys
        .into_iter()
        .zip(values.await.map_err(broken)?)
        .collect())
}

fn parse(value: &JsValue) -> Result<JournalEntry, EntryError> {
    JournalEntry::parse(&value.as_string().ok_or(EntryError::NotJson)?)
}

fn same_key(a: &JsValue, b: &JsValue) -> bool {
    let parts = |key: &JsValue| -> Vec<Option<String>> {
        Array::from(key)
            .iter()
            .map(|part| part.as_string())
            .collect()
    };
    parts(a) == parts(b)
}

fn opening_error(error: &idb::Error) -> JournalError {
    match error {
        idb::Error::DomException(error) => match error.name().as_str() {
            "QuotaExceededError" => JournalError::Full,
            "UnknownError" => JournalError::Broken,
            _ => JournalError::Blocked,
        },
        _ => JournalError::Blocked,
    }
}

fn named(error: Option<DomException>) -> JournalError {
    match error {
        Some(error) if error.name() == "QuotaExceededError" => JournalError::Full,
        _ => JournalError::Broken,
    }
}

fn broken(_: idb::Error) -> JournalError {
    JournalError::Broken
}
