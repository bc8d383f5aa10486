//! One unfinished upload as the journal keeps it: versioned JSON that tolerates what an older console wrote and refuses
//! what is damaged. No token, no file content (S-15).

use serde_json::{Map, Value, json};

use super::ChunkSet;
use crate::{
    domain::{BatchId, Strategy, TaskId},
    upload::{
        digest::{Digest, FileIdentity},
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
    /// How the batch is handed in.
    pub strategy: Strategy,
    /// Where the strategy needs it.
    pub task_id: Option<TaskId>,
    /// The person's notes.
    pub notes: Option<String>,
    /// The file that is sent (for packed images: the ZIP).
    pub file: FileIdentity,
    /// How many files the person chose. More than one: they were packed, and are chosen again together.
    pub files: u32,
    /// How it was cut; `None`: in one request, or not planned yet.
    pub plan: Option<KeptPlan>,
    /// What the server has; `None` before its first answer.
    pub session: Option<Session>,
    /// How far it got.
    pub stage: Stage,
    /// Batches of this name and size that were there before: none of them is this one.
    pub known: Vec<BatchId>,
    /// When it was confirmed, in milliseconds since 1970 (this computer's clock).
    pub created_ms: i64,
    /// When the entry was written last.
    pub updated_ms: i64,
}

/// A chunk plan in numbers (`plan::Chunks`); the size is the file's. Bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptPlan {
    /// A chunk.
    pub chunk: u64,
    /// The first chunk.
    pub first: u64,
    /// The last chunk, where it differs; else 0.
    pub last: u64,
}

/// The server's upload session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its `upload_id`.
    pub upload_id: String,
    /// The chunks it has acknowledged.
    pub acknowledged: ChunkSet,
}

/// How far an upload got. Decides what a reload does first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nothing was sent.
    Queued,
    /// Chunks were on their way; those not acknowledged are sent again.
    Sending,
    /// The last byte was on its way: the batch is looked up before anything is sent again.
    Confirming,
}

impl Stage {
    const ALL: [(Self, &'static str); 3] = [
        (Self::Queued, "queued"),
        (Self::Sending, "sending"),
        (Self::Confirming, "confirming"),
    ];
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
            "task": self.task_id.as_ref().map(TaskId::as_str),
            "notes": self.notes,
            "file": {
                "name": self.file.name,
                "size": self.file.size,
                "modified": self.file.modified_ms,
                "digest": self.file.digest.as_ref().map(Digest::as_str),
            },
            "files": self.files,
            "plan": self.plan.map(|p| [p.chunk, p.first, p.last]),
            "session": self.session.as_ref().map(|s| json!({"id": s.upload_id, "acked": s.acknowledged.to_json()})),
            "stage": Stage::ALL.iter().find(|(stage, _)| *stage == self.stage).map(|(_, word)| *word),
            "known": self.known.iter().map(BatchId::as_str).collect::<Vec<_>>(),
            "created": self.created_ms,
            "updated": self.updated_ms,
        })
        .to_string()
    }

    /// Reads a stored text. What is optional may be missing; what is there must be right, since a wrong chunk list would
    /// lose bytes.
    ///
    /// # Errors
    /// Damage, or a newer format.
    pub fn parse(text: &str) -> Result<Self, EntryError> {
        let Ok(Value::Object(map)) = serde_json::from_str(text) else {
            return Err(EntryError::NotJson);
        };
        match map.get("v").and_then(Value::as_u64) {
            Some(1..=VERSION) => {}
            Some(v) if v > VERSION => return Err(EntryError::Newer),
            _ => return Err(EntryError::Field("v")),
        }
        let fields = Fields(&map);
        let file = match map.get("file") {
            Some(Value::Object(file)) => identity(Fields(file))?,
            _ => return Err(EntryError::Field("file")),
        };
        let plan = fields.optional("plan", |v| plan(v, file.size))?;
        Ok(Self {
            key: fields.required("key", |v| UploadKey::parse(v.as_str()?))?,
            strategy: fields.required("strategy", |v| Strategy::from_wire(v.as_str()?))?,
            task_id: fields.optional("task", |v| TaskId::parse(v.as_str()?).ok())?,
            notes: fields.optional("notes", text_of)?,
            files: fields
                .optional("files", |v| u32::try_from(v.as_u64()?).ok())?
                .unwrap_or(1),
            session: fields.optional("session", session)?,
            stage: fields.required("stage", |v| {
                let word = v.as_str()?;
                Stage::ALL
                    .iter()
                    .find(|(_, w)| *w == word)
                    .map(|(stage, _)| *stage)
            })?,
            known: fields
                .optional("known", |v| {
                    v.as_array()?
                        .iter()
                        .map(|id| BatchId::parse(id.as_str()?).ok())
                        .collect()
                })?
                .unwrap_or_default(),
            created_ms: fields.required("created", Value::as_i64)?,
            updated_ms: fields.required("updated", Value::as_i64)?,
            file,
            plan,
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
}

fn text_of(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn identity(fields: Fields<'_>) -> Result<FileIdentity, EntryError> {
    Ok(FileIdentity {
        name: fields.required("name", text_of)?,
        size: fields.required("size", Value::as_u64)?,
        modified_ms: fields.required("modified", Value::as_i64)?,
        digest: fields.optional("digest", |v| Digest::parse(v.as_str()?))?,
    })
}

fn plan(value: &Value, size: u64) -> Option<KeptPlan> {
    let numbers: Vec<u64> = value
        .as_array()?
        .iter()
        .map(Value::as_u64)
        .collect::<Option<_>>()?;
    let [chunk, first, last] = numbers[..] else {
        return None;
    };
    let whole = first.checked_add(last)? <= size;
    (chunk > 0 && (1..=chunk).contains(&first) && last <= chunk && whole).then_some(KeptPlan {
        chunk,
        first,
        last,
    })
}

fn session(value: &Value) -> Option<Session> {
    Some(Session {
        upload_id: text_of(value.get("id")?).filter(|id| !id.is_empty())?,
        acknowledged: ChunkSet::from_json(value.get("acked")?)?,
    })
}

#[cfg(test)]
#[path = "entry_tests.rs"]
mod tests;
