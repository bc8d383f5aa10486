//! What the server says of a batch: a row of the list, its detail, its progress, its sheets.
//!
//! Optional means that some deployments leave it out. Counts are clamped by [`Progress::new`] and the wire layer, so
//! that `processed > total` or a negative number never reaches a bar (F-39).

use super::sheet_counts::share_of;
use super::{BatchId, BatchStatus, ServerTime, Strategy, TaskId};

/// A row of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// The batch's UUID.
    pub id: BatchId,
    /// Original file name, as the uploader's computer called it.
    pub name: String,
    /// `None`: a word that we do not know.
    pub strategy: Option<Strategy>,
    /// Where it stands.
    pub status: BatchStatus,
    /// Sheets found; `None` until the server knows.
    pub sheets: Option<u64>,
    /// Size in bytes of what was uploaded.
    pub bytes: Option<u64>,
    /// When the server received it.
    pub created: Option<ServerTime>,
    /// When reading began.
    pub started: Option<ServerTime>,
    /// When it ended.
    pub completed: Option<ServerTime>,
    /// The server's reason for a failure.
    pub error: Option<String>,
    /// What the uploader wrote.
    pub notes: Option<String>,
    /// Who uploaded it; not every deployment sends it.
    pub username: Option<String>,
    /// Sheets dealt with, failed ones included; often missing from rows.
    pub processed: Option<u64>,
    /// Sheets that could not be read; often missing from rows.
    pub failed: Option<u64>,
}

impl Batch {
    /// Sheets that were read; `None` where the row does not tell.
    #[must_use]
    pub fn read(&self) -> Option<u64> {
        let processed = self.processed?;
        Some(processed.saturating_sub(self.failed.unwrap_or(0)))
    }

    /// A batch with nothing but a number and a status.
    #[cfg(test)]
    pub fn sample(n: u64, status: BatchStatus) -> Self {
        Self {
            id: BatchId::parse(&format!("00000000-0000-4000-8000-{n:012}")).unwrap(),
            name: format!("{n}.zip"),
            strategy: None,
            status,
            sheets: None,
            bytes: None,
            created: None,
            started: None,
            completed: None,
            error: None,
            notes: None,
            username: None,
            processed: None,
            failed: None,
        }
    }
}

/// One page of the list, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchPage {
    /// Number of batches that match, on all pages.
    pub total: u64,
    /// The rows that could be read.
    pub batches: Vec<Batch>,
    /// Rows that had no usable id and are therefore not shown. Said on the page, never swallowed.
    pub unreadable: usize,
}

/// The light answer that is polled.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// Where the batch stands.
    pub status: BatchStatus,
    /// Sheets found so far; 0 while the archive is still being checked.
    pub total: u64,
    /// Sheets dealt with, failed ones included ([`SheetCounts`](super::SheetCounts)); never more than `total`.
    pub processed: u64,
    /// Sheets that could not be read; never more than `processed`.
    pub failed: u64,
    /// The server's own share done, 0.0 to 1.0, where it sends one. Many leave the failed sheets out of it.
    pub share: Option<f64>,
    /// When the server received it.
    pub created: Option<ServerTime>,
    /// When it ended.
    pub completed: Option<ServerTime>,
}

/// The most that is shown before the server says that a batch is over (UX-13).
const ALMOST: f64 = 0.99;

impl Progress {
    /// Sheets that were read.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.processed.saturating_sub(self.failed)
    }

    /// Sheets that are not dealt with: waiting while the batch runs, never done once it has ended.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.total.saturating_sub(self.processed)
    }

    /// Share done, 0.0 to 1.0; `None` while it is unknown. The counts that stand beside the bar decide; the server's own
    /// percentage counts only while they say nothing, since many leave the failed sheets out of it. A completed batch is
    /// 1.0, and none is before it has ended: the last sheet is not the last of the work.
    #[must_use]
    pub fn fraction(&self) -> Option<f64> {
        if self.status == BatchStatus::Completed {
            return Some(1.0);
        }
        let share = match (self.total, self.processed) {
            // While nothing is counted yet, the server's 0 % means that it does not know.
            (0, _) => return None,
            (_, 0) => self.share.unwrap_or(0.0),
            (total, processed) => share_of(processed, total),
        };
        let most = if self.status.is_terminal() {
            1.0
        } else {
            ALMOST
        };
        Some(share.clamp(0.0, most))
    }
}

/// The detail of one batch.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchDetail {
    /// The batch's UUID.
    pub id: BatchId,
    /// Original file name where the deployment sends it with the detail.
    pub name: Option<String>,
    /// `None`: not sent, or a word that we do not know.
    pub strategy: Option<Strategy>,
    /// Task of all sheets, where sent.
    pub task: Option<TaskId>,
    /// Status and counts.
    pub progress: Progress,
    /// When reading began.
    pub started: Option<ServerTime>,
    /// The server's reason for a failure.
    pub error: Option<String>,
    /// What the uploader wrote, where sent.
    pub notes: Option<String>,
    /// Who uploaded it, where sent.
    pub username: Option<String>,
    /// Size in bytes, where sent.
    pub bytes: Option<u64>,
    /// Present when asked for; at most 1,000 (api-contract).
    pub sheets: Option<Vec<Sheet>>,
}

/// One scanned page.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The server's id of the sheet.
    pub id: String,
    /// Place in the batch, from 1.
    pub number: Option<u64>,
    /// Where it stands.
    pub status: SheetStatus,
    /// How long reading took, in milliseconds.
    pub millis: Option<u64>,
    /// Why it could not be read.
    pub error: Option<String>,
    /// Path or name of the image on the server; shown as text, never fetched.
    pub image: Option<String>,
}

/// Status of one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SheetStatus {
    /// Not read yet.
    Pending,
    /// Being read.
    Processing,
    /// Read.
    Completed,
    /// Could not be read.
    Failed,
    /// A word that this version does not know.
    Unknown(String),
}

impl SheetStatus {
    /// Reads the server's word.
    #[must_use]
    pub fn from_wire(word: &str) -> Self {
        match word {
            "pending" | "uploaded" | "queued" => Self::Pending,
            "processing" | "validating" => Self::Processing,
            "completed" | "processed" => Self::Completed,
            "failed" => Self::Failed,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(status: BatchStatus, processed: u64, total: u64) -> Progress {
        Progress {
            status,
            total,
            processed,
            failed: 0,
            share: None,
            created: None,
            completed: None,
        }
    }

    #[test]
    fn the_share_done_is_known_only_with_a_total() {
        assert_eq!(progress(BatchStatus::Validating, 0, 0).fraction(), None);
        assert_eq!(
            progress(BatchStatus::Processing, 10, 40).fraction(),
            Some(0.25)
        );
        assert_eq!(progress(BatchStatus::Completed, 0, 0).fraction(), Some(1.0));
    }

    #[test]
    fn b18_the_bar_agrees_with_the_counts_beside_it() {
        let with = |status, processed: u64, share| Progress {
            share: Some(share),
            failed: processed.min(2),
            ..progress(status, processed, 40)
        };
        // A percentage that leaves the failed sheets out.
        let running = with(BatchStatus::Processing, 10, 0.2);
        assert_eq!(running.fraction(), Some(0.25));
        assert_eq!((running.read(), running.failed, running.left()), (8, 2, 30));
        for (share, shown) in [(0.5, 0.5), (1.0, 0.99), (7.0, 0.99), (-1.0, 0.0)] {
            let uncounted = with(BatchStatus::Processing, 0, share);
            assert_eq!(uncounted.fraction(), Some(shown), "{share}");
        }
        let all = progress(BatchStatus::Processing, 40, 40);
        assert_eq!(all.fraction(), Some(0.99), "all sheets, but not over");
        assert_eq!(
            with(BatchStatus::Completed, 10, 0.3).fraction(),
            Some(1.0),
            "the status goes before the share"
        );
        assert_eq!(with(BatchStatus::Failed, 10, 0.9).fraction(), Some(0.25));
    }
}
