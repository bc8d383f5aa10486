//! Following one batch's work on the server by polling (UX-18): the detail page and the upload panel use it. Ends with the
//! owner that made it.

use super::session::{Auth, Session};
use super::zone;
use crate::api::Error;
use crate::api::client::Client;
use crate::api::clock::monotonic_ms;
use crate::domain::{BatchId, Progress};
use crate::poll::poller;
use crate::poll::schedule::{SILENT_FAILURES, Schedule};
use crate::poll::trend::Trend;
use crate::words::errors::{Failure, reading};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

/// Looks no further apart than this are watching, in milliseconds.
const WATCHED_MS: f64 = 60_000.0;

/// What is known of the batch. `Copy`.
#[derive(Clone, Copy)]
pub struct Follow {
    /// The last good answer; `None` until the first.
    pub progress: RwSignal<Option<Progress>>,
    /// Why following ended without the batch's end: no right, gone, refused.
    pub failure: RwSignal<Option<Error>>,
    /// Why the last answers did not come, while the old one is shown.
    pub stale: RwSignal<Option<Failure>>,
    /// When the last good answer came, in milliseconds since 1970.
    pub updated: RwSignal<Option<f64>>,
    /// Seconds until every sheet is dealt with, once it can be told.
    pub seconds_left: RwSignal<Option<u64>>,
    /// How long nothing has changed, in milliseconds (F-41).
    pub unchanged_ms: RwSignal<u64>,
    trend: StoredValue<Trend>,
}

impl Follow {
    /// Nothing known, nothing asked yet.
    #[must_use]
    pub fn idle() -> Self {
        Self {
            progress: RwSignal::default(),
            failure: RwSignal::default(),
            stale: RwSignal::default(),
            updated: RwSignal::default(),
            seconds_left: RwSignal::default(),
            unchanged_ms: RwSignal::default(),
            trend: StoredValue::default(),
        }
    }

    /// Follows a batch to its end, for as long as the caller's owner lives. Pauses while signed out.
    #[must_use]
    pub fn batch(id: BatchId) -> Self {
        let follow = Self::idle();
        let session = Session::expect();
        let signed_in = Memo::new(move |_| matches!(session.auth(), Auth::SignedIn(_)));
        Effect::new(move || {
            if signed_in.get() {
                let (client, id) = (session.client(), id.clone());
                spawn_local_scoped_with_cancellation(async move {
                    follow.poll(&client, &id, 0, |_| false).await;
                });
            }
        });
        follow
    }

    /// Takes an answer that came from elsewhere, such as the detail call.
    pub fn take(self, progress: Progress) {
        let now = monotonic_ms();
        self.trend
            .update_value(|trend| trend.observe(now, &progress));
        let (left, unchanged) = self
            .trend
            .with_value(|trend| (trend.seconds_left(now, &progress), trend.unchanged_ms(now)));
        let running = progress.status.is_running();
        put(
            self.seconds_left,
            left.filter(|_| running).map(whole_seconds),
        );
        put(self.unchanged_ms, if running { unchanged } else { 0 });
        put(self.stale, None);
        put(self.failure, None);
        self.updated.set(Some(js_sys::Date::now()));
        put(self.progress, Some(progress));
    }

    /// The wait that the schedule asks for after the last answer, in milliseconds.
    #[must_use]
    pub fn next_wait(self, client: &Client) -> u32 {
        let sheets = self
            .progress
            .with_untracked(|p| p.as_ref().map_or(0, |p| p.total));
        Schedule::from_seconds(client.config().poll_seconds)
            .after_answer(sheets, self.unchanged_ms.get_untracked())
    }

    /// Asks after `wait_ms` and again and again, until the batch ends or `enough` says so. One request at a time.
    ///
    /// Cancelled with the task that runs it.
    pub async fn poll(
        self,
        client: &Client,
        id: &BatchId,
        wait_ms: u32,
        enough: impl Fn(&Progress) -> bool,
    ) {
        let schedule = Schedule::from_seconds(client.config().poll_seconds);
        let (mut wait_ms, mut failures) = (wait_ms, 0);
        let mut last_seen_ms = None;
        loop {
            if wait_ms > 0 {
                poller::wait(wait_ms).await;
            }
            match client.progress(id).await {
                Ok(progress) => {
                    failures = 0;
                    let over = progress.status.is_terminal() || enough(&progress);
                    // It ended between two looks: the server wrote that down just now.
                    let now = monotonic_ms();
                    let seen = last_seen_ms
                        .replace(now)
                        .is_some_and(|ms| now - ms < WATCHED_MS);
                    if let (true, true, Some(end)) =
                        (seen, progress.status.is_terminal(), progress.completed)
                    {
                        zone::learn(end);
                    }
                    self.take(progress);
                    if over {
                        return;
                    }
                    wait_ms = self.next_wait(client);
                }
                Err(error) if error.is_passing() => {
                    failures += 1;
                    if failures > SILENT_FAILURES || self.progress.with_untracked(Option::is_none) {
                        self.stale.set(Some(reading(&error)));
                    }
                    wait_ms = schedule.after_failure(failures);
                }
                // The session says what happens next, and starts this anew after a sign-in.
                Err(Error::SignedOut) => return,
                Err(error) => {
                    self.failure.set(Some(error));
                    return;
                }
            }
        }
    }
}

/// Sets only what differs, so that nothing is painted for an answer without news.
fn put<T: PartialEq + Clone + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|now| *now != value) {
        signal.set(value);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "never negative, far below 2^53"
)]
fn whole_seconds(seconds: f64) -> u64 {
    seconds.ceil() as u64
}
