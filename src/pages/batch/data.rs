//! The data behind the page of one batch: the detail once, then the light progress call until the status changes, then the
//! detail again (handoff: "Use the lightweight /progress endpoint for polling").

use crate::api::Error;
use crate::api::client::Client;
use crate::domain::{Batch, BatchDetail, BatchId, BatchStatus};
use crate::poll::poller;
use crate::poll::schedule::Schedule;
use crate::state::follow::Follow;
use crate::state::notices::Notices;
use crate::state::session::{Auth, Session};
use crate::state::visited::Visited;
use crate::words;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

/// Rows of the list that are searched for the name, where the detail call does not send it.
const SEARCHED: u32 = 100;

/// The page's data. `Copy`; belongs to the page.
#[derive(Clone, Copy)]
pub struct BatchData {
    /// Progress and troubles.
    pub follow: Follow,
    /// The last detail; `None` until the first.
    pub detail: RwSignal<Option<BatchDetail>>,
    /// The batch's row of the list, where it has been seen.
    pub row: RwSignal<Option<Batch>>,
    /// Why there is nothing to show.
    pub failure: RwSignal<Option<Error>>,
    again: RwSignal<u32>,
}

impl BatchData {
    /// Follows the batch as long as the page lives.
    pub fn follow(id: BatchId) -> Self {
        let visited = Visited::expect();
        let data = Self {
            follow: Follow::idle(),
            detail: RwSignal::default(),
            row: RwSignal::new(visited.row(&id)),
            failure: RwSignal::default(),
            again: RwSignal::default(),
        };
        let session = Session::expect();
        let notices = Notices::expect();
        let signed_in = Memo::new(move |_| matches!(session.auth(), Auth::SignedIn(_)));
        Effect::new(move || {
            data.again.track();
            if signed_in.get() {
                let run = data.run(session.client(), id.clone(), visited, notices);
                spawn_local_scoped_with_cancellation(run);
            }
        });
        data
    }

    /// Asks at once.
    pub fn refresh(self) {
        self.again.update(|n| *n += 1);
    }

    /// [`refresh`](Self::refresh), by work that may outlive the page.
    pub fn refresh_if_there(self) {
        // A page that is gone has nothing to refresh.
        let _ = self.again.try_update(|n| *n += 1);
    }

    /// What the batch is called; `None` until it is known.
    #[must_use]
    pub fn name(self) -> Option<String> {
        let named = self
            .detail
            .with(|detail| detail.as_ref().and_then(|d| d.name.clone()));
        named
            .or_else(|| {
                self.row
                    .with(|row| row.as_ref().map(|row| row.name.clone()))
            })
            .filter(|name| !name.trim().is_empty())
    }

    /// Who uploaded it, where the server says so; tracked.
    #[must_use]
    pub fn uploader(self) -> Option<String> {
        let detail = self.detail.with(|d| d.as_ref()?.username.clone());
        detail.or_else(|| self.row.with(|r| r.as_ref()?.username.clone()))
    }

    async fn run(self, client: Client, id: BatchId, visited: Visited, notices: Notices) {
        let schedule = Schedule::from_seconds(client.config().poll_seconds);
        let mut failures = 0;
        let mut was_running = false;
        loop {
            match client.detail(&id, false).await {
                Ok(detail) => {
                    failures = 0;
                    let progress = detail.progress.clone();
                    let nameless = detail.name.is_none();
                    self.failure.set(None);
                    self.follow.take(progress.clone());
                    self.detail.set(Some(detail));
                    if nameless && self.row.with_untracked(Option::is_none) {
                        self.look_up(&client, &id, visited).await;
                    }
                    if progress.status.is_terminal() {
                        if was_running {
                            let name = self
                                .row
                                .with_untracked(|row| row.as_ref().map(|row| row.name.clone()));
                            let named = self
                                .detail
                                .with_untracked(|d| d.as_ref().and_then(|d| d.name.clone()));
                            let name = named
                                .or(name)
                                .unwrap_or_else(|| words::batch::title().to_owned());
                            let failed = progress.status == BatchStatus::Failed;
                            notices.say_end(&id, failed, words::batch::ended(&name, &progress));
                        }
                        return;
                    }
                    was_running = true;
                    let status = progress.status;
                    let wait = self.follow.next_wait(&client);
                    self.follow
                        .poll(&client, &id, wait, |now| now.status != status)
                        .await;
                    if let Some(error) = self.follow.failure.get_untracked() {
                        self.failure.set(Some(error));
                        return;
                    }
                }
                // The session says what happens next, and starts this anew after a sign-in.
                Err(Error::SignedOut) => return,
                Err(error) => {
                    failures += 1;
                    let passing = error.is_passing();
                    if self.detail.with_untracked(Option::is_none) || !passing {
                        self.failure.set(Some(error));
                    } else {
                        self.follow.stale.set(Some(words::errors::reading(&error)));
                    }
                    if !passing {
                        return;
                    }
                    poller::wait(schedule.after_failure(failures)).await;
                }
            }
        }
    }

    /// The detail call of most deployments has neither name nor notes: the newest rows of the list may. Found or not, the
    /// page goes on.
    async fn look_up(self, client: &Client, id: &BatchId, visited: Visited) {
        if let Ok(page) = client.list(None, SEARCHED, 0).await {
            visited.keep(&page.batches);
            self.row
                .set(page.batches.into_iter().find(|row| row.id == *id));
        }
    }
}
