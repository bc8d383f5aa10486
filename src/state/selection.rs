//! The rows of the list that are marked. Belongs to the page; goes with a change of what it shows, so that nothing is ever
//! deleted that is out of sight.

use crate::domain::{Batch, BatchId};
use leptos::prelude::*;

/// Handle. `Copy`.
#[derive(Clone, Copy, Default)]
pub struct Selection(RwSignal<Vec<BatchId>>);

impl Selection {
    /// Whether a batch is marked. Reactive.
    #[must_use]
    pub fn has(self, id: &BatchId) -> bool {
        self.0.with(|ids| ids.contains(id))
    }

    /// Marks a batch, or takes the mark away.
    pub fn set(self, id: &BatchId, marked: bool) {
        self.0.update(|ids| {
            ids.retain(|other| other != id);
            if marked {
                ids.push(id.clone());
            }
        });
    }

    /// Marks all of these, or none.
    pub fn set_all(self, all: &[BatchId], marked: bool) {
        self.0.set(if marked { all.to_vec() } else { Vec::new() });
    }

    /// Takes all marks away.
    pub fn clear(self) {
        if self.0.with_untracked(|ids| !ids.is_empty()) {
            self.0.set(Vec::new());
        }
    }

    /// Takes marks away whose rows are gone.
    pub fn keep_only(self, shown: &[BatchId]) {
        if self
            .0
            .with_untracked(|ids| ids.iter().any(|id| !shown.contains(id)))
        {
            self.0.update(|ids| ids.retain(|id| shown.contains(id)));
        }
    }

    /// How many. Reactive.
    #[must_use]
    pub fn count(self) -> usize {
        self.0.with(Vec::len)
    }

    /// Of these rows the marked ones, in the order of the rows.
    #[must_use]
    pub fn of(self, rows: &[(BatchId, ArcRwSignal<Batch>)]) -> Vec<Batch> {
        self.0.with_untracked(|ids| {
            rows.iter()
                .filter(|(id, _)| ids.contains(id))
                .map(|(_, batch)| batch.get_untracked())
                .collect()
        })
    }
}
