//! One thing that has happened to a batch.

use crate::domain::{Batch, BatchId, BatchStatus};
use serde_json::{Value, json};

/// How a batch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Every sheet was dealt with.
    Completed {
        /// Sheets in all.
        sheets: u64,
        /// Those that could not be read.
        failed: u64,
    },
    /// It ended without a result.
    Failed,
}

/// A batch has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The batch.
    pub id: BatchId,
    /// What it is called.
    pub name: String,
    /// How it ended.
    pub outcome: Outcome,
    /// When it ended on the server's clock, in milliseconds, where that is known: tells two ends of one batch apart.
    pub ended_ms: Option<i64>,
    /// When this browser learnt of it, in milliseconds since 1970.
    pub at_ms: i64,
    /// The person has looked at it.
    pub read: bool,
}

impl Notice {
    /// From the row of a batch that has ended; `name` is used where the row has none.
    #[must_use]
    pub fn of(row: &Batch, name: String, at_ms: i64) -> Self {
        let outcome = if row.status == BatchStatus::Completed {
            Outcome::Completed {
                sheets: row.sheets.unwrap_or(0),
                failed: row.failed.unwrap_or(0),
            }
        } else {
            Outcome::Failed
        };
        Self {
            id: row.id.clone(),
            name: if row.name.trim().is_empty() {
                name
            } else {
                row.name.clone()
            },
            outcome,
            ended_ms: row.completed.map(crate::domain::ServerTime::wall_millis),
            at_ms,
            read: false,
        }
    }

    /// Whether both tell of the same end of the same batch.
    #[must_use]
    pub fn is_same_event(&self, other: &Self) -> bool {
        let same_kind =
            matches!(self.outcome, Outcome::Failed) == matches!(other.outcome, Outcome::Failed);
        self.id == other.id && self.ended_ms == other.ended_ms && same_kind
    }

    pub(super) fn to_json(&self) -> Value {
        let (sheets, failed) = match self.outcome {
            Outcome::Completed { sheets, failed } => (Some(sheets), Some(failed)),
            Outcome::Failed => (None, None),
        };
        json!({
            "id": self.id.as_str(),
            "name": self.name,
            "sheets": sheets,
            "failed": failed,
            "ended": self.ended_ms,
            "at": self.at_ms,
            "read": self.read,
        })
    }

    pub(super) fn from_json(value: &Value) -> Option<Self> {
        let number = |name: &str| value.get(name).and_then(Value::as_u64);
        Some(Self {
            id: BatchId::parse(value.get("id")?.as_str()?).ok()?,
            name: value.get("name")?.as_str()?.to_owned(),
            outcome: match number("sheets") {
                Some(sheets) => Outcome::Completed {
                    sheets,
                    failed: number("failed").unwrap_or(0),
                },
                None => Outcome::Failed,
            },
            ended_ms: value.get("ended").and_then(Value::as_i64),
            at_ms: value.get("at")?.as_i64()?,
            read: value.get("read")?.as_bool()?,
        })
    }
}
