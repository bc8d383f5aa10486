//! The rows behind the list, and the loop that keeps them fresh: one request at a time, none while nothing can change or
//! nobody looks (UX-18, UX-19, F-40, F-42).

use crate::api::Error;
use crate::api::client::Client;
use crate::domain::{Batch, BatchId, BatchPage};
use crate::poll::poller;
use crate::poll::schedule::{SILENT_FAILURES, Schedule};
use crate::route::ListQuery;
use crate::state::deletion::Deletions;
use crate::state::session::{Auth, Session};
use crate::state::uploads::use_uploads;
use crate::state::visited::Visited;
use crate::words::errors::{Failure, reading};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

/// A row. Its content changes in place, so that focus and pointer stay where they are.
#[derive(Clone)]
pub struct Row {
    /// The batch.
    pub id: BatchId,
    /// What is known of it.
    pub batch: ArcRwSignal<Batch>,
}

/// What the list shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    /// Nothing yet.
    Loading,
    /// Rows for this query, of `total` on all pages.
    Ready {
        /// What was asked.
        query: ListQuery,
        /// Rows on all pages.
        total: u64,
        /// Rows that could not be read.
        unreadable: usize,
    },
    /// The rows of this query could not be loaded.
    Failed(Failure),
}

/// The list's data. `Copy`; belongs to the page.
#[derive(Clone, Copy)]
pub struct ListData {
    rows: RwSignal<Vec<Row>>,
    /// What is shown.
    pub phase: RwSignal<Phase>,
    /// Why the last refresh failed, while older rows are shown.
    pub stale: RwSignal<Option<Failure>>,
    /// When the rows were loaded, in milliseconds since 1970.
    pub updated: RwSignal<Option<f64>>,
    /// The person waits for an answer.
    pub waiting: RwSignal<bool>,
    again: RwSignal<u32>,
    deletions: Deletions,
    visited: Visited,
}

impl ListData {
    /// Follows `query` as long as the page lives.
    pub fn follow(query: Memo<ListQuery>) -> Self {
        let data = Self {
            rows: RwSignal::default(),
            phase: RwSignal::new(Phase::Loading),
            stale: RwSignal::default(),
            updated: RwSignal::default(),
            waiting: RwSignal::new(true),
            again: RwSignal::default(),
            deletions: Deletions::expect(),
            visited: Visited::expect(),
        };
        let session = Session::expect();
        let signed_in = Memo::new(move |_| matches!(session.auth(), Auth::SignedIn(_)));
        let totals = use_uploads().totals();
        let uploaded = Memo::new(move |_| totals.get().done);
        let gone = Memo::new(move |_| data.deletions.gone().with(std::collections::HashSet::len));
        Effect::new(move |before: Option<(ListQuery, u32)>| {
            let (query, again) = (query.get(), data.again.get());
            // A new batch or one less: the list is asked again, and an answer on its way is dropped.
            uploaded.track();
            gone.track();
            let by_hand = before
                .as_ref()
                .is_none_or(|(q, a)| *q != query || *a != again);
            if signed_in.get() {
                if by_hand {
                    data.waiting.set(true);
                }
                let client = session.client();
                spawn_local_scoped_with_cancellation(data.run(client, query.clone(), by_hand));
            }
            (query, again)
        });
        data
    }

    /// Asks at once.
    pub fn refresh(self) {
        self.again.update(|n| *n += 1);
    }

    /// The rows to show: without those that were deleted meanwhile (F-40).
    #[must_use]
    pub fn rows(self) -> Signal<Vec<Row>> {
        let gone = self.deletions.gone();
        Signal::derive(move || {
            let mut rows = self.rows.get();
            gone.with(|gone| rows.retain(|row| !gone.contains(&row.id)));
            rows
        })
    }

    async fn run(self, client: Client, query: ListQuery, by_hand: bool) {
        let schedule = Schedule::from_seconds(client.config().poll_seconds);
        let mut failures = 0;
        let mut loud = by_hand;
        loop {
            let answer = client
                .list(query.status.as_ref(), query.page_size, query.offset())
                .await;
            match answer {
                Ok(page) => {
                    failures = 0;
                    let running = page.batches.iter().any(|batch| batch.status.is_running());
                    self.take(page, &query);
                    if running {
                        poller::wait(schedule.max_ms).await;
                    } else {
                        poller::wait_for_return().await;
                    }
                }
                // The session says what happens next, and starts this anew after a sign-in.
                Err(Error::SignedOut) => return,
                Err(error) => {
                    failures += 1;
                    self.fail(&error, &query, loud || failures > SILENT_FAILURES);
                    if error.is_passing() {
                        poller::wait(schedule.after_failure(failures)).await;
                    } else {
                        poller::wait_for_return().await;
                    }
                }
            }
            loud = false;
        }
    }

    fn take(self, page: BatchPage, query: &ListQuery) {
        self.visited.keep(&page.batches);
        let before = self.rows.get_untracked();
        let rows: Vec<Row> = page
            .batches
            .into_iter()
            .map(|batch| reuse(&before, batch))
            .collect();
        let same =
            rows.len() == before.len() && rows.iter().zip(&before).all(|(a, b)| a.id == b.id);
        if !same {
            self.rows.set(rows);
        }
        let ready = Phase::Ready {
            query: query.clone(),
            total: page.total,
            unreadable: page.unreadable,
        };
        if self.phase.with_untracked(|phase| *phase != ready) {
            self.phase.set(ready);
        }
        self.updated.set(Some(js_sys::Date::now()));
        if self.stale.with_untracked(Option::is_some) {
            self.stale.set(None);
        }
        self.waiting.set(false);
    }

    fn fail(self, error: &Error, query: &ListQuery, loud: bool) {
        self.waiting.set(false);
        let has_rows = self.phase.with_untracked(
            |phase| matches!(phase, Phase::Ready { query: shown, .. } if shown == query),
        );
        if !has_rows {
            self.phase.set(Phase::Failed(reading(error)));
        } else if loud {
            self.stale.set(Some(reading(error)));
        }
    }
}

/// The row of before with its new content, or a new row.
fn reuse(before: &[Row], batch: Batch) -> Row {
    match before.iter().find(|row| row.id == batch.id) {
        Some(row) => {
            if row.batch.with_untracked(|old| *old != batch) {
                row.batch.set(batch);
            }
            row.clone()
        }
        None => Row {
            id: batch.id.clone(),
            batch: ArcRwSignal::new(batch),
        },
    }
}
