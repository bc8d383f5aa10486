//! How this server spells its answers, and which of the running system's habits it has: everything in which
//! `--spelling production` differs from the handoff (api-contract, "Production facts") is decided here.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::batches::model::Batch;
use crate::clock::{self, Micros, SECOND};
use crate::error::{ApiError, FieldError};

/// Which of the contract's two spellings the answers use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Release {
    /// Field names of the handoff document: `batch_uuid`, `completed_at`, `sheet_number`, `zip_with_qr`.
    #[default]
    Handoff,
    /// Field names and habits of the running system: `batch_id`, `processing_completed_at`, `sequence_number`, `zip_qr`.
    Production,
}

/// What a row of production's list says besides the fields that every release has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rows {
    /// Counts of sheets.
    #[default]
    Counts,
    /// Not even these.
    Bare,
    /// Counts, the task and the uploader.
    Uploader,
}

/// When the results of sheets are seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Results {
    /// Sheet by sheet.
    #[default]
    Live,
    /// All together when the batch has ended: until then it stands at 0 of N.
    AtEnd,
    /// Never: a completed batch has read 0 of N.
    Never,
}

/// The spelling of a server.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spelling {
    /// Handoff or production.
    pub release: Release,
    /// Fields of production's rows.
    pub rows: Rows,
    /// When results are seen.
    pub results: Results,
    /// The server's clock: minutes east of Greenwich.
    pub utc_offset_minutes: i16,
}

/// Sheets of a batch as the answers show them.
struct Counts {
    processed: u64,
    failed: u64,
    pending: u64,
    percentage: f64,
}

impl Spelling {
    /// Whether it is production's.
    #[must_use]
    pub fn is_production(self) -> bool {
        self.release == Release::Production
    }

    /// A time; production prints microseconds.
    #[must_use]
    pub fn time(self, time: Micros) -> String {
        let local = time.saturating_add(i64::from(self.utc_offset_minutes) * 60 * SECOND);
        clock::iso(local, self.is_production())
    }

    /// A time that may be missing.
    #[must_use]
    pub fn optional_time(self, time: Option<Micros>) -> Value {
        time.map_or(Value::Null, |time| self.time(time).into())
    }

    /// The name of the server's zone, as browsers know it.
    #[must_use]
    pub fn zone(self) -> String {
        match self.utc_offset_minutes {
            0 => "UTC".to_owned(),
            // Signs are turned round in these names (IANA, "etcetera"); every browser knows them.
            minutes if minutes % 60 == 0 => format!("Etc/GMT{:+}", -minutes / 60),
            minutes => {
                let (sign, minutes) = (if minutes < 0 { '-' } else { '+' }, minutes.unsigned_abs());
                format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }

    /// The upload type; production shortens one of the words.
    fn upload_type(self, word: &str) -> &str {
        if self.is_production() && word == "zip_with_qr" {
            "zip_qr"
        } else {
            word
        }
    }

    /// Names of the parameter that limits the list, the one that counts first. Some deployments read `page_size`.
    #[must_use]
    pub fn limit_parameters(self) -> [&'static str; 2] {
        match self.release {
            Release::Handoff => ["limit", "page_size"],
            Release::Production => ["page_size", "limit"],
        }
    }

    /// Whether the list can be filtered by uploader: not where its rows do not name one.
    #[must_use]
    pub fn knows_uploader(self) -> bool {
        !self.is_production() || self.rows == Rows::Uploader
    }

    /// Whether results of the batch are not seen (yet).
    #[must_use]
    pub fn hides_results(self, batch: &Batch) -> bool {
        match self.results {
            Results::Live => false,
            Results::AtEnd => !batch.has_ended(),
            Results::Never => true,
        }
    }

    fn counts(self, batch: &Batch) -> Counts {
        let (processed, failed) = if self.hides_results(batch) {
            (0, 0)
        } else {
            (batch.processed, batch.failed)
        };
        // Production leaves failed sheets out of the percentage.
        let done = if self.is_production() {
            processed
        } else {
            processed + failed
        };
        Counts {
            processed,
            failed,
            pending: batch.sheet_count.saturating_sub(processed + failed),
            percentage: percentage(done, batch),
        }
    }

    /// The batch as a row of the list.
    #[must_use]
    pub fn row(self, batch: &Batch) -> Value {
        let counts = self.counts(batch);
        let mut row = json!({
            "batch_id": batch.id,
            "batch_uuid": batch.uuid,
            "batch_name": batch.name,
            "upload_type": self.upload_type(&batch.upload_type),
            "status": batch.status,
            "sheet_count": batch.sheet_count,
            "file_size_bytes": if self.is_production() { 0 } else { batch.size_bytes },
            "created_at": self.time(batch.created_at),
            "processing_started_at": self.optional_time(batch.started_at),
            "completed_at": self.optional_time(batch.completed_at),
            "error_message": batch.error_message,
            "notes": batch.notes,
        });
        if !self.is_production() {
            row["username"] = json!(batch.username);
        }
        if !self.is_production() || self.rows != Rows::Bare {
            row["processed_count"] = json!(counts.processed);
            row["failed_count"] = json!(counts.failed);
        }
        if self.is_production() && self.rows == Rows::Uploader {
            row["task_id"] = json!(batch.task_id);
            row["uploaded_by"] = json!(batch.username);
        }
        row
    }

    /// The batch as `/progress` shows it.
    #[must_use]
    pub fn progress(self, batch: &Batch) -> Value {
        let counts = self.counts(batch);
        json!({
            "batch_uuid": batch.uuid,
            "status": batch.status,
            "sheet_count": batch.sheet_count,
            "processed_count": counts.processed,
            "failed_count": counts.failed,
            "progress_percentage": counts.percentage,
            "created_at": self.time(batch.created_at),
            "completed_at": self.optional_time(batch.completed_at),
        })
    }

    /// The batch as `/status` shows it, without its sheets.
    #[must_use]
    pub fn detail(self, batch: &Batch) -> Value {
        let counts = self.counts(batch);
        let (id, end) = match self.release {
            Release::Handoff => ("batch_uuid", "completed_at"),
            Release::Production => ("batch_id", "processing_completed_at"),
        };
        json!({
            id: batch.uuid,
            "status": batch.status,
            "upload_type": self.upload_type(&batch.upload_type),
            "total_sheets": batch.sheet_count,
            "processed_sheets": counts.processed,
            "failed_sheets": counts.failed,
            "pending_sheets": counts.pending,
            "progress_percentage": counts.percentage,
            "created_at": self.time(batch.created_at),
            "processing_started_at": self.optional_time(batch.started_at),
            end: self.optional_time(batch.completed_at),
            "error_message": batch.error_message,
        })
    }

    /// What the number of a sheet is called.
    #[must_use]
    pub fn sheet_number(self) -> &'static str {
        match self.release {
            Release::Handoff => "sheet_number",
            Release::Production => "sequence_number",
        }
    }

    /// The notes of an upload in chunks: production has no field for them and writes its own.
    #[must_use]
    pub fn chunked_notes(self, given: Option<String>, chunks: u64) -> Option<String> {
        match self.release {
            Release::Handoff => given,
            Release::Production => Some(format!("Chunked upload ({chunks} chunks)")),
        }
    }

    /// A refusal of the batch when its last chunk has come: production's router wraps all of them.
    #[must_use]
    pub fn refused_at_the_last_chunk(self, error: ApiError) -> ApiError {
        match (self.release, error) {
            (Release::Production, ApiError::Http(status, message)) => ApiError::http(
                StatusCode::INTERNAL_SERVER_ERROR,
                format!("Batch creation failed: {}: {message}", status.as_u16()),
            ),
            (_, error) => error,
        }
    }

    /// Whether the size of an upload in chunks is looked at only when the batch is made.
    #[must_use]
    pub fn checks_size_at_the_end(self) -> bool {
        self.is_production()
    }

    /// What is wrong with a name and password before anybody looks them up.
    #[must_use]
    pub fn sign_in_problems(self, username: &str, password: &str) -> Vec<FieldError> {
        if !self.is_production() {
            return Vec::new();
        }
        [("username", username, 3), ("password", password, 8)]
            .into_iter()
            .filter(|(_, text, least)| text.chars().count() < *least)
            .map(|(name, _, least)| {
                let words = format!("String should have at least {least} characters");
                FieldError::body(name, words, "string_too_short")
            })
            .collect()
    }

    /// Whether `/progress` and `/status` are for the uploader and admins only.
    #[must_use]
    pub fn hides_others_progress(self) -> bool {
        !self.is_production()
    }

    /// Whether an unfinished batch that nobody works on for so long may be recovered.
    #[must_use]
    pub fn recovers_orphans(self) -> bool {
        self.is_production()
    }

    /// Whether a start takes up what the last run left unfinished. Production leaves it so for ever.
    #[must_use]
    pub fn resumes(self) -> bool {
        !self.is_production()
    }
}

/// Share of `done` sheets in percent with two decimals.
#[expect(
    clippy::cast_precision_loss,
    reason = "sheet counts are far below 2^52"
)]
fn percentage(done: u64, batch: &Batch) -> f64 {
    if batch.sheet_count == 0 {
        return if batch.status == "completed" {
            100.0
        } else {
            0.0
        };
    }
    let share = done as f64 / batch.sheet_count as f64;
    (share * 10_000.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_is_one_that_browsers_know() {
        let zone = |utc_offset_minutes| {
            Spelling {
                utc_offset_minutes,
                ..Spelling::default()
            }
            .zone()
        };
        assert_eq!(
            [zone(0), zone(420), zone(-210)],
            ["UTC", "Etc/GMT-7", "-03:30"]
        );
    }
}
