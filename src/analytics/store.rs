//! The records in IndexedDB, in blocks, per user. The database is deleted at sign-out (`state::bell`), whoever it belongs to.

use super::Record;
use crate::browser::database::{self, OpenDatabase};
use crate::upload::pace::Pace;
use futures::future::try_join_all;
use idb::{KeyRange, Query, TransactionMode, TransactionResult};
use js_sys::Array;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;

/// Name of the database; `state::bell` deletes it at sign-out.
pub const DATABASE: &str = "omr-analytics";
const BLOCKS: &str = "blocks";
/// Changes with the form of a record: what another release has written is read anew from the server.
const VERSION: u64 = 1;
/// Records of a block: read in a few milliseconds.
const BLOCK: usize = 400;

/// The browser keeps nothing: private mode, a setting, no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotKept;

impl From<idb::Error> for NotKept {
    fn from(_: idb::Error) -> Self {
        Self
    }
}

/// The open database of one user.
pub struct Store {
    database: OpenDatabase,
    user: String,
}

impl Store {
    /// Opens it.
    ///
    /// # Errors
    /// Where the browser keeps nothing, or does not answer within 5 s.
    pub async fn open(user: &str) -> Result<Self, NotKept> {
        let database = database::open(DATABASE, &[BLOCKS])
            .await
            .map_err(|_| NotKept)?;
        Ok(Self {
            database,
            user: user.to_owned(),
        })
    }

    /// What was kept, newest first; nothing where any of it is damaged or of another release.
    ///
    /// # Errors
    /// When nothing can be read.
    pub async fn load(&self) -> Result<Vec<Record>, NotKept> {
        let transaction = self
            .database
            .transaction(&[BLOCKS], TransactionMode::ReadOnly)?;
        let blocks = transaction
            .object_store(BLOCKS)?
            .get_all(Some(Query::KeyRange(self.range()?)), None)?
            .await?;
        let mut pace = Pace::new();
        let mut records = Vec::new();
        for block in blocks {
            let Some(block) = block.as_string().and_then(|text| read(&text)) else {
                return Ok(Vec::new());
            };
            records.extend(block);
            pace.step().await;
        }
        Ok(records)
    }

    /// Keeps these in place of what was kept.
    ///
    /// # Errors
    /// When they are not on disk afterwards; what was kept before is then still there.
    pub async fn save(&self, records: &[Record]) -> Result<(), NotKept> {
        let mut pace = Pace::new();
        let mut blocks: Vec<JsValue> = Vec::new();
        for block in records.chunks(BLOCK) {
            blocks.push(write(block).into());
            pace.step().await;
        }
        let transaction = self
            .database
            .transaction(&[BLOCKS], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(BLOCKS)?;
        // All are asked for before any is waited for: a transaction that idles commits by itself.
        let cleared = store.delete(Query::KeyRange(self.range()?))?;
        let mut puts = Vec::with_capacity(blocks.len());
        for (at, block) in (0_u32..).zip(&blocks) {
            puts.push(std::future::IntoFuture::into_future(
                store.put(block, Some(&self.key(at)))?,
            ));
        }
        cleared.await?;
        try_join_all(puts).await?;
        match transaction.await? {
            TransactionResult::Committed => Ok(()),
            TransactionResult::Aborted => Err(NotKept),
        }
    }

    fn key(&self, at: u32) -> JsValue {
        Array::of2(&self.user.as_str().into(), &f64::from(at).into()).into()
    }

    /// All keys `[user, number]`: arrays sort after numbers (IndexedDB, "compare two keys").
    fn range(&self) -> Result<KeyRange, NotKept> {
        let user = JsValue::from_str(&self.user);
        let above = Array::of2(&user, &Array::new());
        Ok(KeyRange::bound(&Array::of1(&user), &above, None, None)?)
    }
}

fn write(block: &[Record]) -> String {
    let rows: Vec<Value> = block.iter().map(Record::to_json).collect();
    json!({"v": VERSION, "rows": rows}).to_string()
}

fn read(text: &str) -> Option<Vec<Record>> {
    let value: Value = serde_json::from_str(text).ok()?;
    (value.get("v")?.as_u64()? == VERSION).then_some(())?;
    value
        .get("rows")?
        .as_array()?
        .iter()
        .map(Record::from_json)
        .collect()
}
