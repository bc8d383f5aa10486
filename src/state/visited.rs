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

/// Handle. `Copy`; provided once at the app's root.
#[derive(Clone, Copy)]
pub struct Visited {
    list: RwSignal<String>,
    rows: StoredValue<HashMap<BatchId, Batch>>,
    bell: Option<Bell>,
}

impl Visited {
    /// Makes the handle and provides it as context.
    pub fn provide(session: Session) -> Self {
        let visited = Self {
            list: RwSignal::new(route::BATCHES.to_owned()),
            rows: StoredValue::default(),
            bell: use_context(),
        };
        session.at_sign_out(move || {
            visited.list.set(route::BATCHES.to_owned());
            visited.rows.set_value(HashMap::new());
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
