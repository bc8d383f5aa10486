//! How many sheets of a batch were read, could not be read, and are left: the one source of these numbers.
//! Servers differ in whether their processed count holds the failed sheets (api-contract "Production facts"), and an answer
//! seldom tells: what one proves is remembered for the others ([`Counting`]), so that all calls say the same. Until something is
//! proven, failed sheets are taken as part of the processed ones: nothing is called done that may not be.

use super::BatchStatus;

/// What an answer says of a batch's sheets, as it stands there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Told<'a> {
    /// Where the batch stands.
    pub status: &'a BatchStatus,
    /// Sheets found; 0 while nobody knows.
    pub total: u64,
    /// `processed_count`, `processed_sheets`.
    pub processed: u64,
    /// `failed_count`, `failed_sheets`.
    pub failed: u64,
    /// `pending_sheets`, which only `/status` has.
    pub pending: Option<u64>,
    /// The server's own share done, 0.0 to 1.0. Some leave the failed sheets out of it.
    pub share: Option<f64>,
}

/// Whether a server's processed count holds the failed sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// Sheets that were read; the failed ones stand beside them.
    Apart,
    /// All that were dealt with.
    Together,
}

/// Sheets of a batch. `read`, `failed` and [`left`](Self::left) add up to `total`, always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SheetCounts {
    /// All.
    pub total: u64,
    /// Those that were read.
    pub read: u64,
    /// Those that could not be read.
    pub failed: u64,
}

impl SheetCounts {
    /// Read or failed.
    #[must_use]
    pub fn processed(self) -> u64 {
        self.read + self.failed
    }

    /// Not dealt with: still waiting while the batch runs, never done once it has ended.
    #[must_use]
    pub fn left(self) -> u64 {
        self.total - self.processed()
    }
}

impl Told<'_> {
    /// The numbers. `known`: what other answers of this server have proven.
    #[must_use]
    pub fn counts(&self, known: Option<Counting>) -> SheetCounts {
        let total = self.total;
        let failed = self.failed.min(total);
        let processed = if *self.status == BatchStatus::Completed && self.processed == 0 {
            // Results that are loaded at the end are not always counted: completed is completed.
            total
        } else {
            match self.counting().or(known) {
                Some(Counting::Apart) => self.apart(),
                Some(Counting::Together) | None => self.together(),
            }
        };
        SheetCounts {
            total,
            read: processed - failed,
            failed,
        }
    }

    /// What this answer proves; `None` where both readings fit it.
    #[must_use]
    pub fn counting(&self) -> Option<Counting> {
        let (low, high) = (self.together(), self.apart());
        if low == high {
            return None;
        }
        if let Some(pending) = self.pending {
            // Sheets that are being read are neither pending nor counted, so it may be more than the sum.
            let done = self.total - pending.min(self.total);
            return match done {
                done if done >= high => Some(Counting::Apart),
                done if done <= low => Some(Counting::Together),
                _ => None,
            };
        }
        let sum = self.processed.checked_add(self.failed);
        if sum.is_none_or(|sum| sum > self.total) {
            return Some(Counting::Together);
        }
        if *self.status == BatchStatus::Completed {
            return (high == self.total).then_some(Counting::Apart);
        }
        let share = self.share?;
        let far = |done: u64| (share_of(done, self.total) - share).abs();
        (far(high) < far(low)).then_some(Counting::Apart)
    }

    /// Whether the numbers depend on what is not known.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.together() != self.apart() && self.counting().is_none()
    }

    fn together(&self) -> u64 {
        self.processed.max(self.failed).min(self.total)
    }

    fn apart(&self) -> u64 {
        self.processed.saturating_add(self.failed).min(self.total)
    }
}

/// `done` of `total` as a share.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of sheets are far below 2^52"
)]
pub(super) fn share_of(done: u64, total: u64) -> f64 {
    done as f64 / total.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(status: &BatchStatus, total: u64, processed: u64, failed: u64) -> Told<'_> {
        Told {
            status,
            total,
            processed,
            failed,
            pending: None,
            share: None,
        }
    }

    /// What the three answers about one batch say, as each kind of server writes them.
    fn answers<'a>(
        status: &'a BatchStatus,
        truth: SheetCounts,
        counting: Counting,
        honest_share: bool,
    ) -> [(&'static str, Told<'a>); 3] {
        let processed = match counting {
            Counting::Apart => truth.read,
            Counting::Together => truth.processed(),
        };
        let row = told(status, truth.total, processed, truth.failed);
        let counted = if honest_share {
            truth.processed()
        } else {
            processed
        };
        let share = (share_of(counted, truth.total) * 10_000.0).round() / 10_000.0;
        let progress = Told {
            share: Some(share),
            ..row
        };
        let status = Told {
            pending: Some(truth.left()),
            ..progress
        };
        [("row", row), ("progress", progress), ("status", status)]
    }

    #[test]
    fn b18_progress_and_status_say_the_same_while_sheets_have_failed() {
        let running = BatchStatus::Processing;
        let truth = SheetCounts {
            total: 155,
            read: 100,
            failed: 20,
        };
        for counting in [Counting::Apart, Counting::Together] {
            let [row, progress, status] = answers(&running, truth, counting, false);
            let known = status.1.counting();
            assert_eq!(known, Some(counting), "the detail call tells");
            for (call, answer) in [row, progress, status] {
                assert_eq!(answer.counts(known), truth, "{call}, {counting:?}");
            }
        }
    }

    #[test]
    fn b11_the_numbers_of_every_state_add_up_in_both_spellings() {
        for (status, total, read, failed) in [
            (BatchStatus::Uploaded, 0, 0, 0),
            (BatchStatus::Processing, 123, 70, 5),
            (BatchStatus::Failed, 52, 50, 1),
            (BatchStatus::Completed, 52, 51, 1),
            (BatchStatus::Reprocessing, 123, 75, 1),
            (BatchStatus::Completed, 155, 155, 0),
        ] {
            let truth = SheetCounts {
                total,
                read,
                failed,
            };
            for counting in [Counting::Apart, Counting::Together] {
                for (call, answer) in answers(&status, truth, counting, false) {
                    let shown = answer.counts(Some(counting));
                    assert_eq!(shown, truth, "{status:?} {call} {counting:?}");
                    assert_eq!(shown.read + shown.failed + shown.left(), total);
                }
            }
        }
    }

    #[test]
    fn b24_a_completed_batch_without_counts_is_all_done() {
        let done = BatchStatus::Completed;
        for known in [None, Some(Counting::Apart), Some(Counting::Together)] {
            let all = told(&done, 155, 0, 0).counts(known);
            assert_eq!((all.processed(), all.read, all.left()), (155, 155, 0));
            let some = told(&done, 155, 0, 3).counts(known);
            assert_eq!((some.processed(), some.read, some.left()), (155, 152, 0));
        }
        let failed = BatchStatus::Failed;
        assert_eq!(told(&failed, 155, 0, 0).counts(None).left(), 155);
    }

    #[test]
    fn without_proof_nothing_is_called_done_too_early() {
        let running = BatchStatus::Processing;
        let shown = |processed, failed| told(&running, 51, processed, failed).counts(None);
        assert_eq!(shown(49, 2).processed(), 49);
        assert_eq!(shown(0, 2).processed(), 2);
        assert_eq!(told(&running, 5, 9, 9).counts(None).processed(), 5);
        assert!(told(&running, 51, 47, 2).is_open());
        assert!(!told(&running, 51, 47, 0).is_open());
        // More than there are cannot be counted apart.
        assert_eq!(
            told(&running, 5, 5, 1).counts(Some(Counting::Apart)).read,
            4
        );
    }

    proptest! {
        #[test]
        fn an_honest_share_is_proof_enough(total in 1u64..5_000, good in 0u64..5_000, bad in 0u64..5_000) {
            let failed = bad.min(total);
            let truth = SheetCounts { total, read: good.min(total - failed), failed };
            let [_, progress, status] = answers(&BatchStatus::Processing, truth, Counting::Apart, true);
            prop_assert_eq!(progress.1.counts(None), truth);
            prop_assert_eq!(status.1.counts(None), truth);
        }

        #[test]
        fn whatever_is_sent_the_numbers_add_up(
            total: u64, processed: u64, failed: u64, pending: Option<u64>, share in proptest::option::of(-2.0..3.0),
            word in 0usize..6, known in 0u8..3,
        ) {
            let status = &BatchStatus::KNOWN[word];
            let told = Told { status, total, processed, failed, pending, share };
            let known = [None, Some(Counting::Apart), Some(Counting::Together)][usize::from(known)];
            let counts = told.counts(known);
            prop_assert_eq!(counts.read + counts.failed + counts.left(), total);
            prop_assert!(counts.failed <= failed);
        }
    }
}
