//! One unfinished upload as the journal keeps it: versioned JSON that tolerates what an older console wrote and refuses
//! what is damaged. No token, no file content (S-15).

use preflight::report::Fingerprint;
use preflight::wire::{hex, unhex};
use serde_json::{Map, Value, json};

use crate::{
    domain::{BatchId, Strategy, TaskId},
    upload::{
        digest::{Digest, FileIdentity},
        session::Snapshot,
        view::UploadKey,
    },
};

/// Format written by this console.
const VERSION: u64 = 1;

/// One unfinished upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    /// The confirmed click that it stands for; its name in the journal and in other tabs.
    pub key: UploadKey,
    /// How the batch is handed in, as chosen.
    pub strategy: Strategy,
    /// How it travels: packed images as `ZipWithoutQr`.
    pub sent_as: Strategy,
    /// Where the strategy needs it.
    pub task_id: Option<TaskId>,
    /// The person's notes.
    pub notes: Option<String>,
    /// What it is called on the page.
    pub shown: String,
    /// How many files the person chose. Images are chosen again together.
    pub files: u32,
    /// Bytes that the person chose.
    pub bytes: u64,
    /// The file that is sent (for packed images: the ZIP). Its name becomes the batch's.
    pub file: FileIdentity,
    /// Names under which the batch may appear, where it is not the file's alone (images in one request).
    pub names: Vec<String>,
    /// How it is cut and what the server has acknowledged; `None`: nothing was sent.
    pub machine: Option<Snapshot>,
    /// Batches that were there before or belong to other uploads: none of them is this one.
    pub known: Vec<BatchId>,
    /// Of the archive's directory, where the check could read it: vouches for the file when it is given again.
    pub fingerprint: Option<Fingerprint>,
    /// Why it had failed when it was written.
    pub failure: Option<Failure>,
    /// When it was confirmed, in milliseconds since 1970 (this computer's clock).
    pub created_ms: i64,
    /// When the entry was written last.
    pub updated_ms: i64,
}

/// Why an upload has failed, in the words that were shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// One sentence.
    pub cause: String,
    /// What the server said.
    pub server_words: Option<String>,
}

/// Why an entry cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Damaged: not a JSON object.
    #[error("not a journal entry")]
    NotJson,
    /// Written by a newer console.
    #[error("written by a newer console")]
    Newer,
    /// A field is missing or damaged.
    #[error("journal entry without a usable \"{0}\"")]
    Field(&'static str),
}

impl JournalEntry {
    /// The stored text.
    #[must_use]
    pub fn to_text(&self) -> String {
        json!({
            "v": VERSION,
            "key": self.key.to_string(),
            "strategy": self.strategy.wire(),
            "sent_as": self.sent_as.wire(),
            "task": self.task_id.as_ref().map(TaskId::as_str),
            "notes": self.notes,
            "shown": self.shown,
            "files": self.files,
            "bytes": self.bytes,
            "file": {
                "name": self.file.name,
                "size": self.file.size,
                "modified": self.file.modified_ms,
                "digest": self.file.digest.as_ref().map(Digest::as_str),
            },
            "names": self.names,
            "machine": self.machine.as_ref().map(Snapshot::to_json),
            "print": self.fingerprint.map(|print| [hex(&print.content), hex(&print.layout)]),
            "failure": self.failure.as_ref().map(|failure| json!([failure.cause, failure.server_words])),
            "known": self.known.iter().map(BatchId::as_str).collect::<Vec<_>>(),
            "created": self.created_ms,
            "updated": self.updated_ms,
        })
        .to_string()
    }

    /// Reads a stored text. What is optional may be missing; what is there must be right, since a wrong list of
    /// acknowledged chunks would lose bytes.
    ///
    /// # Errors
    /// Damage, or a newer format.
    pub fn parse(text: &str) -> Result<Self, EntryError> {
        let Ok(Value::Object(map)) = serde_json::from_str(text) else {
            return Err(EntryError::NotJson);
        };
        let fields = Fields(&map);
        match fields.required("v", Value::as_u64)? {
            1..=VERSION => {}
            0 => return Err(EntryError::Field("v")),
            _ => return Err(EntryError::Newer),
        }
        let file = match map.get("file") {
            Some(Value::Object(file)) => identity(Fields(file))?,
            _ => return Err(EntryError::Field("file")),
        };
        let strategy = fields.required("strategy", strategy)?;
        // A snapshot of another size belongs to another file.
        let machine = fields.optional("machine", |v| {
            Snapshot::from_json(v.as_str()?).filter(|machine| machine.spec.size == file.size)
        })?;
        Ok(Self {
            key: fields.required("key", |v| UploadKey::parse(v.as_str()?))?,
            strategy,
            sent_as: fields
                .optional("sent_as", self::strategy)?
                .unwrap_or(strategy),
            task_id: fields.optional("task", |v| TaskId::parse(v.as_str()?).ok())?,
            notes: fields.optional("notes", text_of)?,
            shown: fields
                .optional("shown", text_of)?
                .unwrap_or_else(|| file.name.clone()),
            files: fields
                .optional("files", |v| u32::try_from(v.as_u64()?).ok())?
                .unwrap_or(1),
            bytes: fields
                .optional("bytes", Value::as_u64)?
                .unwrap_or(file.size),
            names: fields.list("names", text_of)?,
            known: fields.list("known", |v| BatchId::parse(v.as_str()?).ok())?,
            fingerprint: fields.optional("print", fingerprint)?,
            failure: fields.optional("failure", failure)?,
            created_ms: fields.required("created", Value::as_i64)?,
            updated_ms: fields.required("updated", Value::as_i64)?,
            file,
            machine,
        })
    }

    /// Whether it has not been touched for `keep_ms`. A time in the future (the clock was set back) counts as just now
    /// unless it lies further away than that (F-22).
    #[must_use]
    pub fn is_expired(&self, now_ms: i64, keep_ms: i64) -> bool {
        now_ms.saturating_sub(self.updated_ms).saturating_abs() > keep_ms
    }
}

struct Fields<'a>(&'a Map<String, Value>);

impl Fields<'_> {
    /// `None` where it is missing or null.
    fn optional<T>(
        &self,
        name: &'static str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Result<Option<T>, EntryError> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => read(value).map(Some).ok_or(EntryError::Field(name)),
        }
    }

    fn required<T>(
        &self,
        name: &'static str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Result<T, EntryError> {
        self.optional(name, read)?.ok_or(EntryError::Field(name))
    }

    /// Empty where it is missing.
    fn list<T>(
        &self,
        name: &'static str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Result<Vec<T>, EntryError> {
        self.optional(name, |v| v.as_array()?.iter().map(&read).collect())
            .map(Option::unwrap_or_default)
    }
}

fn text_of(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn strategy(value: &Value) -> Option<Strategy> {
    Strategy::from_wire(value.as_str()?)
}

fn fingerprint(value: &Value) -> Option<Fingerprint> {
    Some(Fingerprint {
        content: unhex(value[0].as_str()?)?,
        layout: unhex(value[1].as_str()?)?,
    })
}

fn failure(value: &Value) -> Option<Failure> {
    Some(Failure {
        cause: text_of(&value[0])?,
        server_words: text_of(&value[1]),
    })
}

fn identity(fields: Fields<'_>) -> Result<FileIdentity, EntryError> {
    Ok(FileIdentity {
        name: fields.required("name", text_of)?,
        size: fields.required("size", Value::as_u64)?,
        modified_ms: fields.required("modified", Value::as_i64)?,
        digest: fields.optional("digest", |v| Digest::parse(v.as_str()?))?,
    })
}

#[cfg(test)]
#[path = "entry_tests.rs"]
mod tests;
