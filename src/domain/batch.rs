//! What the server says of a batch: a row of the list, its detail, its progress, its sheets.
//!
//! Optional means that some deployments leave it out. Counts are clamped by [`Progress::new`] and the wire layer, so
//! that `processed > total` or a negative number never reaches a bar (F-39).

use super::{BatchId, BatchStatus, ServerTime, Strategy};

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
    /// Sheets dealt with; often missing from rows.
    pub processed: Option<u64>,
    /// Sheets that could not be read; often missing from rows.
    pub failed: Option<u64>,
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
    /// Sheets dealt with, failed ones included ([`dealt_with`]); never more than `total`.
    pub processed: u64,
    /// Sheets that could not be read; never more than `processed`.
    pub failed: u64,
    /// The server's own share done, 0.0 to 1.0, where it sends one.
    pub share: Option<f64>,
    /// When the server received it.
    pub created: Option<ServerTime>,
    /// When it ended.
    pub completed: Option<ServerTime>,
}

/// The most that is shown before the server says that a batch is over (UX-13).
const ALMOST: f64 = 0.99;

impl Progress {
    /// Share done, 0.0 to 1.0; `None` while it is unknown. The server's word goes before what the counts say. A completed
    /// batch is 1.0, and none is before it has ended: the last sheet is not the last of the work.
    #[must_use]
    pub fn fraction(&self) -> Option<f64> {
        if self.status == BatchStatus::Completed {
            return Some(1.0);
        }
        // While nothing is counted yet, the server's 0 % means that it does not know.
        let counted = (self.total > 0).then(|| share_of(self.processed, self.total));
        let share = counted.map(|counted| self.share.unwrap_or(counted))?;
        let most = if self.status.is_terminal() {
            1.0
        } else {
            ALMOST
        };
        Some(share.clamp(0.0, most))
    }
}

/// Sheets dealt with, failed ones included. The contract does not say whether the servers' `processed` count includes the
/// failed sheets, and both readings occur: of the two sums the one is taken that agrees with what else is known, which
/// is `share` (the server's own share done, 0.0 to 1.0). Without it, and in doubt, the smaller one: nothing is called
/// done too early.
#[must_use]
pub fn dealt_with(total: u64, processed: u64, failed: u64, share: Option<f64>) -> u64 {
    let low = processed.max(failed).min(total);
    let high = processed.saturating_add(failed).min(total);
    let Some(share) = share else {
        return low;
    };
    let distance = |done: u64| (share_of(done, total.max(1)) - share).abs();
    if distance(high) < distance(low) {
        high
    } else {
        low
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of sheets are far below 2^52"
)]
fn share_of(done: u64, total: u64) -> f64 {
    done as f64 / total as f64
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
    use proptest::prelude::*;

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
    fn the_servers_share_is_the_authority_but_never_100_before_the_end() {
        let with = |status, share| Progress {
            share: Some(share),
            ..progress(status, 10, 40)
        };
        for (share, shown) in [(0.5, 0.5), (1.0, 0.99), (7.0, 0.99), (-1.0, 0.0)] {
            let running = with(BatchStatus::Processing, share);
            assert_eq!(running.fraction(), Some(shown), "{share}");
        }
        let all = progress(BatchStatus::Processing, 40, 40);
        assert_eq!(all.fraction(), Some(0.99), "all sheets, but not over");
        assert_eq!(
            with(BatchStatus::Completed, 0.3).fraction(),
            Some(1.0),
            "the status goes before the share"
        );
        assert_eq!(with(BatchStatus::Failed, 0.25).fraction(), Some(0.25));
    }

    #[test]
    fn without_a_share_nothing_is_called_done_too_early() {
        assert_eq!(dealt_with(51, 49, 2, None), 49);
        assert_eq!(dealt_with(51, 0, 2, None), 2);
        assert_eq!(dealt_with(5, 9, 9, None), 5);
        assert_eq!(dealt_with(0, 0, 0, Some(1.0)), 0);
    }

    proptest! {
        /// A server that counts failed sheets among the processed ones and one that does not are understood alike, with the
        /// share as exact as the handoff shows it: two decimals of a percent.
        #[test]
        fn both_readings_of_processed_mean_the_same(total in 1u64..5_000, good in 0u64..5_000, bad in 0u64..5_000) {
            let good = good.min(total);
            let bad = bad.min(total - good);
            let share = (share_of(good + bad, total) * 10_000.0).round() / 10_000.0;
            prop_assert_eq!(dealt_with(total, good, bad, Some(share)), good + bad, "failed ones apart");
            prop_assert_eq!(dealt_with(total, good + bad, bad, Some(share)), good + bad, "failed ones included");
        }

        #[test]
        fn whatever_is_sent_no_count_overflows(total: u64, processed: u64, failed: u64, share in proptest::option::of(-2.0..3.0)) {
            let done = dealt_with(total, processed, failed, share);
            prop_assert!(done <= total && done >= failed.min(total));
        }
    }
}
