//! Rows that outlive the page: who goes to a batch and back finds the list as it was, without reading it again. They belong
//! to one person, and go with the sign-out.

use super::data::{Phase, Row};
use crate::batches::list_reader::{ListReader, ReadState};
use crate::batches::tab_counts::Counts;
use crate::domain::{Batch, BatchId, Filter};
use crate::route::ListQuery;
use crate::state::root::Root;
use crate::state::session::Session;
use leptos::prelude::*;
use std::rc::Rc;

/// Handle. `Copy`; belongs to the app's root.
#[derive(Clone, Copy)]
pub struct Kept(StoredValue<Rows, LocalStorage>);

#[derive(Default)]
struct Rows {
    owner: String,
    /// Every batch of a small installation, and how many the server says there are.
    all: Option<(ListReader, u64)>,
    /// What was read for one filter of a large one.
    narrow: Option<(Filter, ListReader)>,
    /// The view that was shown last.
    last: Option<Rc<Last>>,
}

/// A view of the list as it was shown: Back shows it at once, and without a network it is all there is (D7).
pub struct Last {
    /// What was asked, and what is said of the answer.
    pub phase: Phase,
    /// The rows.
    pub rows: Vec<Row>,
    /// When they were loaded, in milliseconds since 1970.
    pub updated: Option<f64>,
    /// The numbers beside the tabs.
    pub counts: Counts,
}

impl Kept {
    /// The rows of this person.
    #[must_use]
    pub fn of(owner: &str) -> Self {
        let kept = Root::keep(|| {
            let kept = Self(StoredValue::new_local(Rows::default()));
            Session::expect().at_sign_out(move || kept.0.set_value(Rows::default()));
            kept
        });
        kept.0.update_value(|rows| {
            if rows.owner != owner {
                *rows = Rows {
                    owner: owner.to_owned(),
                    ..Rows::default()
                };
            }
        });
        kept
    }

    /// The view that was shown last, if it was this one.
    #[must_use]
    pub fn last(self, query: &ListQuery) -> Option<Rc<Last>> {
        let last = self.0.with_value(|rows| rows.last.clone());
        last.filter(
            |last| matches!(&last.phase, Phase::Ready { query: shown, .. } if shown == query),
        )
    }

    /// Keeps the view that is shown.
    pub fn set_last(self, last: Last) {
        self.0.update_value(|rows| rows.last = Some(Rc::new(last)));
    }

    /// Works with the rows of all batches; `None` while they are not known to the last one.
    pub fn with_all<T>(self, work: impl FnOnce(&mut ListReader) -> T) -> Option<T> {
        self.0
            .try_update_value(|rows| {
                let all = rows.all.as_mut().map(|(all, _)| all);
                all.filter(|all| all.state() == ReadState::Complete)
                    .map(work)
            })
            .flatten()
    }

    /// How many batches there are, if the rows of all of them are here.
    #[must_use]
    pub fn total(self) -> Option<u64> {
        self.0
            .with_value(|rows| rows.all.as_ref().map(|(_, total)| *total))
    }

    /// Keeps the rows of all batches.
    pub fn set_all(self, all: ListReader) {
        let total = all.total().unwrap_or_else(|| all.count());
        self.0.update_value(|rows| rows.all = Some((all, total)));
    }

    /// Forgets the rows of all batches: they are not all any more.
    pub fn forget_all(self) {
        self.0.update_value(|rows| rows.all = None);
    }

    /// Works with what was read for this filter; `None` when nothing was.
    pub fn with_narrow<T>(
        self,
        filter: &Filter,
        work: impl FnOnce(&mut ListReader) -> T,
    ) -> Option<T> {
        self.0
            .try_update_value(|rows| {
                let narrow = rows.narrow.as_mut();
                narrow
                    .filter(|(of, _)| of == filter)
                    .map(|(_, reader)| work(reader))
            })
            .flatten()
    }

    /// Begins to read for a filter.
    pub fn set_narrow(self, filter: &Filter, reader: ListReader) {
        self.0
            .update_value(|rows| rows.narrow = Some((filter.clone(), reader)));
    }

    /// What was last seen of a batch.
    #[must_use]
    pub fn row(self, id: &BatchId) -> Option<Batch> {
        self.0.with_value(|rows| {
            let narrow = rows.narrow.as_ref().map(|(_, reader)| reader);
            let all = rows.all.as_ref().map(|(all, _)| all);
            let mut readers = all.into_iter().chain(narrow);
            readers.find_map(|reader| reader.row(id).cloned())
        })
    }

    /// Brings rows up to date wherever they are kept, and adds new ones that fit. `shift_ms` as for [`Filter::fits`].
    pub fn merge(self, fresh: &[Batch], shift_ms: i64) {
        self.0.update_value(|rows| {
            if let Some((all, total)) = &mut rows.all {
                let before = all.count();
                fresh.iter().for_each(|row| all.upsert(row.clone()));
                *total += all.count() - before;
            }
            if let Some((filter, narrow)) = &mut rows.narrow {
                for row in fresh {
                    if narrow.has(&row.id) || filter.fits(row, shift_ms) {
                        narrow.upsert(row.clone());
                    }
                }
            }
        });
    }

    /// Takes a batch out that was deleted.
    pub fn remove(self, id: &BatchId) {
        self.0.update_value(|rows| {
            if let Some((all, total)) = &mut rows.all {
                let before = all.count();
                all.remove(id);
                *total = total.saturating_sub(before - all.count());
            }
            if let Some((_, narrow)) = &mut rows.narrow {
                narrow.remove(id);
            }
        });
    }
}
