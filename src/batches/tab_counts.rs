//! How many batches each tab holds. From the rows, where all of them are known; else from the totals that the server
//! names for each status. What nobody knows is `None`, and no number stands there (UX-39).

use crate::domain::{AT_WORK, Batch, BatchStatus, Tab};

/// Installations up to this many batches are read as a whole, so that every tab has its number.
pub const READ_ALL: u64 = 1_000;

/// The numbers beside the tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// All batches.
    pub all: Option<u64>,
    /// The server has not finished.
    pub in_progress: Option<u64>,
    /// Failed, or completed with failed sheets.
    pub attention: Option<u64>,
    /// Completed.
    pub completed: Option<u64>,
}

impl Counts {
    /// The number of a tab.
    #[must_use]
    pub fn of(&self, tab: Tab) -> Option<u64> {
        match tab {
            Tab::All => self.all,
            Tab::InProgress => self.in_progress,
            Tab::Attention => self.attention,
            Tab::Completed => self.completed,
        }
    }

    /// The number of a tab has been counted.
    pub fn set(&mut self, tab: Tab, number: u64) {
        *match tab {
            Tab::All => &mut self.all,
            Tab::InProgress => &mut self.in_progress,
            Tab::Attention => &mut self.attention,
            Tab::Completed => &mut self.completed,
        } = Some(number);
    }

    /// Counts rows, which must be all that there are.
    #[must_use]
    pub fn count<'a>(rows: impl Iterator<Item = &'a Batch>) -> Self {
        let mut numbers = [0; Tab::ALL.len()];
        for row in rows {
            for (number, tab) in numbers.iter_mut().zip(Tab::ALL) {
                *number += u64::from(tab.holds(row));
            }
        }
        let [all, in_progress, attention, completed] = numbers.map(Some);
        Self {
            all,
            in_progress,
            attention,
            completed,
        }
    }

    /// Statuses whose totals [`from_totals`](Self::from_totals) needs.
    #[must_use]
    pub fn statuses_to_count() -> Vec<BatchStatus> {
        let ended = [BatchStatus::Completed];
        AT_WORK.into_iter().chain(ended).collect()
    }

    /// From the total of all batches and the totals of [`statuses_to_count`](Self::statuses_to_count), in that order. How many completed batches
    /// have failed sheets cannot be asked.
    #[must_use]
    pub fn from_totals(all: u64, totals: &[u64]) -> Self {
        let running = totals.get(..AT_WORK.len());
        Self {
            all: Some(all),
            in_progress: running.map(|totals| totals.iter().sum()),
            attention: None,
            completed: totals.get(AT_WORK.len()).copied(),
        }
    }

    /// Counts a batch anew whose status, or failed sheets, may have changed while it was watched.
    #[must_use]
    pub fn apply_status_change(mut self, from: &Batch, to: &Batch) -> Self {
        let numbers = [
            &mut self.all,
            &mut self.in_progress,
            &mut self.attention,
            &mut self.completed,
        ];
        for (number, tab) in numbers.into_iter().zip(Tab::ALL) {
            if let Some(number) = number {
                *number =
                    (*number + u64::from(tab.holds(to))).saturating_sub(u64::from(tab.holds(from)));
            }
        }
        self
    }
}

/// Whether the rows tell how many sheets failed. Where they do not, "needs attention" can only show what failed as a whole.
#[must_use]
pub fn tells_failed_sheets<'a>(mut rows: impl Iterator<Item = &'a Batch>) -> bool {
    rows.all(|row| row.status != BatchStatus::Completed || row.failed.is_some())
}

/// Whether rows tell who uploaded them; `None` while no row has been seen. Some releases name nobody: then nobody can be
/// looked for.
#[must_use]
pub fn tells_uploader<'a>(rows: impl Iterator<Item = &'a Batch>) -> Option<bool> {
    rows.map(|row| row.username.is_some())
        .reduce(|any, this| any || this)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_for_every_tab() {
        let mut partly = Batch::sample(3, BatchStatus::Completed);
        partly.failed = Some(2);
        let rows = [
            Batch::sample(1, BatchStatus::Processing),
            Batch::sample(2, BatchStatus::Failed),
            partly,
            Batch::sample(4, BatchStatus::Completed),
            Batch::sample(5, BatchStatus::from_wire("archived")),
        ];
        let counts = Counts::count(rows.iter());
        assert_eq!(
            Tab::ALL.map(|tab| counts.of(tab)),
            [Some(5), Some(1), Some(2), Some(2)]
        );
    }

    #[test]
    fn totals_leave_open_what_they_cannot_tell() {
        let counts = Counts::from_totals(10_000, &[1, 2, 3, 4, 9_000]);
        assert_eq!(
            Tab::ALL.map(|tab| counts.of(tab)),
            [Some(10_000), Some(10), None, Some(9_000)]
        );
        assert_eq!(Counts::statuses_to_count().len(), 5);
        let half = Counts::from_totals(7, &[1]);
        assert_eq!(
            (half.all, half.in_progress, half.completed),
            (Some(7), None, None)
        );
    }

    #[test]
    fn a_batch_that_ends_changes_its_tabs() {
        let counts = Counts::from_totals(10, &[0, 0, 3, 0, 7]);
        let (before, after) = (
            Batch::sample(1, BatchStatus::Processing),
            Batch::sample(1, BatchStatus::Completed),
        );
        let counts = counts.apply_status_change(&before, &after);
        assert_eq!(
            (counts.all, counts.in_progress, counts.completed),
            (Some(10), Some(2), Some(8))
        );
        let same = counts.apply_status_change(&after, &after);
        assert_eq!(same, counts);
    }

    #[test]
    fn b19_where_no_row_names_its_uploader_nobody_can_be_looked_for() {
        let nameless = Batch::sample(1, BatchStatus::Completed);
        let mut named = Batch::sample(2, BatchStatus::Completed);
        named.username = Some("araya".into());
        assert_eq!(tells_uploader([].into_iter()), None);
        assert_eq!(tells_uploader([&nameless].into_iter()), Some(false));
        assert_eq!(tells_uploader([&nameless, &named].into_iter()), Some(true));
    }

    #[test]
    fn rows_without_counts_are_owned_up_to() {
        let mut row = Batch::sample(1, BatchStatus::Completed);
        assert!(!tells_failed_sheets([&row].into_iter()));
        row.failed = Some(0);
        assert!(tells_failed_sheets([&row].into_iter()));
        let running = Batch::sample(1, BatchStatus::Processing);
        assert!(tells_failed_sheets([&running].into_iter()));
    }
}
