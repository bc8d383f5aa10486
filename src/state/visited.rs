//! What the person has already seen, so that the next page need not ask for it: the list's address, and rows by id (the
//! detail call of most deployments sends neither name nor size). Owned by the app's root; forgotten when the person leaves.

use super::bell::Bell;
use crate::domain::{Batch, BatchId};
use crate::route;
use crate::state::session::Session;
use leptos::prelude::*;
use std::collections::HashMap;

/// Rows kept at most; all go when it is full, which costs one question.
const ROWS: usize = 2_000;

/// The neighbours of a batch in the list that it was opened from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// The one above.
    pub before: Option<BatchId>,
    /// The one below.
    pub after: Option<BatchId>,
    /// Place in the list, from 1.
    pub place: usize,
    /// Batches in the list.
    pub of: usize,
}

/// Handle. `Copy`; provided once at the app's root.
#[derive(Clone, Copy)]
pub struct Visited {
    list: RwSignal<String>,
    rows: StoredValue<HashMap<BatchId, Batch>>,
    bell: Option<Bell>,
    order: StoredValue<Vec<BatchId>>,
}

impl Visited {
    /// Makes the handle and provides it as context.
    pub fn provide(session: Session) -> Self {
        let visited = Self {
            list: RwSignal::new(route::BATCHES.to_owned()),
            rows: StoredValue::default(),
            bell: use_context(),
            order: StoredValue::default(),
        };
        session.at_sign_out(move || {
            visited.list.set(route::BATCHES.to_owned());
            visited.rows.set_value(HashMap::new());
            visited.order.set_value(Vec::new());
        });
        provide_context(visited);
        visited
    }

    /// The handle of this app.
    ///
    /// # Panics
    /// When called outside the app's tree; the first look at the page shows it.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Remembers which view of the list was open.
    pub fn open_list(self, url: String) {
        self.list.set(url);
    }

    /// The list as it was last open: same filters, same page (UX-36).
    #[must_use]
    pub fn list(self) -> Signal<String> {
        self.list.into()
    }

    /// Remembers in which order the list showed its batches.
    pub fn keep_order(self, ids: Vec<BatchId>) {
        self.order.set_value(ids);
    }

    /// The batches before and after this one in the list that was last open, with its place (from 1) and their number.
    /// `None` for a batch that the list did not show.
    #[must_use]
    pub fn around(self, id: &BatchId) -> Option<Around> {
        self.order.with_value(|order| {
            let at = order.iter().position(|other| other == id)?;
            Some(Around {
                before: at.checked_sub(1).and_then(|at| order.get(at)).cloned(),
                after: order.get(at + 1).cloned(),
                place: at + 1,
                of: order.len(),
            })
        })
    }

    /// Remembers rows.
    pub fn keep(self, rows: &[Batch]) {
        // Whoever watches for ends sees what every page sees, and asks less.
        if let Some(bell) = self.bell {
            bell.feed(rows);
        }
        self.rows.update_value(|kept| {
            if kept.len() > ROWS {
                kept.clear();
            }
            for row in rows {
                kept.insert(row.id.clone(), row.clone());
            }
        });
    }

    /// What was last seen of a batch.
    #[must_use]
    pub fn row(self, id: &BatchId) -> Option<Batch> {
        self.rows.with_value(|kept| kept.get(id).cloned())
    }
}
