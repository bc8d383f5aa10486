//! What is kept of a batch for the figures: no name, no notes, no uploader (S-15).

use crate::domain::{Batch, BatchId, BatchStatus, ServerTime, Strategy};
use serde_json::{Value, json};

/// Longest reason that is kept, in characters: enough to tell reasons apart.
const REASON: usize = 200;

/// One batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The batch's UUID.
    pub id: BatchId,
    /// Where it stood when it was last read.
    pub status: BatchStatus,
    /// `None`: a word that we do not know.
    pub strategy: Option<Strategy>,
    /// When the server received it.
    pub created: Option<ServerTime>,
    /// When reading began.
    pub started: Option<ServerTime>,
    /// When it ended.
    pub completed: Option<ServerTime>,
    /// Sheets found.
    pub sheets: Option<u64>,
    /// Sheets that could not be read; `None` where the deployment's list does not tell.
    pub failed: Option<u64>,
    /// The server's reason for a failure, shortened.
    pub error: Option<String>,
}

impl From<&Batch> for Record {
    fn from(batch: &Batch) -> Self {
        Self {
            id: batch.id.clone(),
            status: batch.status.clone(),
            strategy: batch.strategy,
            created: batch.created,
            started: batch.started,
            completed: batch.completed,
            sheets: batch.sheets,
            failed: batch.failed,
            error: batch
                .error
                .as_ref()
                .map(|error| error.chars().take(REASON).collect()),
        }
    }
}

impl Record {
    /// Milliseconds from arrival to the beginning of the work; `None` where one is missing or the clock was set back.
    #[must_use]
    pub fn waited_ms(&self) -> Option<u64> {
        span(self.created, self.started)
    }

    /// Milliseconds of work; `None` while it runs.
    #[must_use]
    pub fn worked_ms(&self) -> Option<u64> {
        span(self.started, self.completed)
    }

    /// As kept: an array, since ten thousand of them are read at once.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let time = |time: Option<ServerTime>| time.map(ServerTime::wall_millis);
        json!([
            self.id.as_str(),
            self.status.wire(),
            self.strategy.map(Strategy::wire),
            time(self.created),
            time(self.started),
            time(self.completed),
            self.sheets,
            self.failed,
            self.error,
        ])
    }

    /// Reads what was kept; `None` where it is damaged.
    #[must_use]
    pub fn from_json(value: &Value) -> Option<Self> {
        let fields = value.as_array().filter(|fields| fields.len() == 9)?;
        let time = |at: usize| fields[at].as_i64().map(ServerTime::from_wall_millis);
        Some(Self {
            id: BatchId::parse(fields[0].as_str()?).ok()?,
            status: BatchStatus::from_wire(fields[1].as_str()?),
            strategy: fields[2].as_str().and_then(Strategy::from_wire),
            created: time(3),
            started: time(4),
            completed: time(5),
            sheets: fields[6].as_u64(),
            failed: fields[7].as_u64(),
            error: fields[8].as_str().map(str::to_owned),
        })
    }
}

fn span(from: Option<ServerTime>, to: Option<ServerTime>) -> Option<u64> {
    to?.since(from?)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A completed record made at `minute` of a far-away week.
    pub fn record(n: u32, minute: i64) -> Record {
        let at = |seconds: i64| {
            Some(ServerTime::from_wall_millis(
                1_763_000_000_000 + (minute * 60 + seconds) * 1_000,
            ))
        };
        Record {
            id: BatchId::parse(&format!("00000000-0000-4000-8000-{n:012x}")).unwrap(),
            status: BatchStatus::Completed,
            strategy: Some(Strategy::ZipWithQr),
            created: at(0),
            started: at(30),
            completed: at(150),
            sheets: Some(60),
            failed: Some(0),
            error: None,
        }
    }

    #[test]
    fn what_is_kept_comes_back() {
        let mut one = record(7, 0);
        one.error = Some("x \"y\"".into());
        assert_eq!(Record::from_json(&one.to_json()), Some(one.clone()));
        one.strategy = None;
        one.started = None;
        one.failed = None;
        assert_eq!(Record::from_json(&one.to_json()), Some(one));
        for bad in [
            json!(null),
            json!([]),
            json!(["x", "completed", null, 1, 1, 1, 1, 1, null]),
        ] {
            assert_eq!(Record::from_json(&bad), None);
        }
    }

    #[test]
    fn f22_a_clock_set_back_gives_no_time_at_all() {
        let mut one = record(1, 0);
        assert_eq!(
            (one.waited_ms(), one.worked_ms()),
            (Some(30_000), Some(120_000))
        );
        std::mem::swap(&mut one.created, &mut one.completed);
        assert_eq!((one.waited_ms(), one.worked_ms()), (None, None));
    }
}
