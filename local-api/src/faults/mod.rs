//! `/__faults`: rules by which tests disturb the server, and the log of what it was asked. README.md documents both.
//!
//! A trap: Chromium by itself replays a request whose *reused* connection was reset. While a rule that cuts is in force,
//! every answer carries `Connection: close` and idle connections are closed, so that a cut is seen by the page.

mod actions;
mod log;
pub mod routes;
mod rules;
mod trace;

pub use trace::Trace;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use log::Log;
use rules::{Chosen, Facts, Rule};

/// How far a paced reader may fall behind and still catch up.
const CATCH_UP: Duration = Duration::from_millis(100);

/// What the fields of an `upload-chunk` form say.
#[derive(Clone, Debug, Default)]
pub struct ChunkSeen {
    /// 0-based.
    pub chunk_index: Option<u64>,
    /// Declared number of chunks.
    pub total_chunks: Option<u64>,
    /// Whether the upload should be assembled after it.
    pub is_final: Option<bool>,
    /// The session, absent on a first chunk.
    pub upload_id: Option<String>,
}

/// Rules and log of one server.
pub struct Faults {
    rules: Mutex<Vec<Rule>>,
    /// Counts changes of the list, for those who wait for a rule to go.
    changed: watch::Sender<u64>,
    log: Mutex<Log>,
}

impl Default for Faults {
    fn default() -> Self {
        Self {
            rules: Mutex::default(),
            changed: watch::Sender::new(0),
            log: Mutex::default(),
        }
    }
}

impl Faults {
    fn rules(&self) -> std::sync::MutexGuard<'_, Vec<Rule>> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn log(&self) -> std::sync::MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether connections must not be used twice.
    #[must_use]
    pub fn wants_fresh_connections(&self) -> bool {
        self.rules().iter().any(Rule::wants_fresh_connections)
    }

    /// Whether a rule that asks about chunks could match, so that the choice must wait for the form's fields.
    fn waits_for_chunk(&self, facts: &Facts) -> bool {
        self.rules()
            .iter()
            .any(|rule| rule.asks_about_chunks() && rule.fits_request(facts))
    }

    /// The first rule that matches and is due. Counts the request for every rule that matches.
    fn choose(&self, facts: &Facts) -> Option<Chosen> {
        let mut rules = self.rules();
        let mut chosen = None;
        for rule in rules.iter_mut().filter(|rule| rule.fits(facts)) {
            if chosen.is_none() && rule.due(facts) {
                chosen = Some(rule.chosen());
            }
        }
        chosen
    }

    fn add(&self, rule: Rule) {
        let mut rules = self.rules();
        rules.retain(|old| old.id() != rule.id());
        rules.push(rule);
        drop(rules);
        self.changed.send_modify(|n| *n += 1);
    }

    fn remove(&self, id: Option<&str>) {
        self.rules()
            .retain(|rule| id.is_some_and(|id| rule.id() != id));
        self.changed.send_modify(|n| *n += 1);
    }

    /// Waits until no rule of this id is left.
    async fn removed(&self, id: &str) {
        let mut changed = self.changed.subscribe();
        while self.rules().iter().any(|rule| rule.id() == id) {
            if changed.changed().await.is_err() {
                return;
            }
        }
    }
}

/// A pace for reading request bodies; clones share it.
#[derive(Clone)]
pub struct Pace {
    bytes_per_second: f64,
    free_at: Arc<Mutex<Instant>>,
}

impl Pace {
    /// At most this many bytes per second.
    #[must_use]
    pub fn new(bytes_per_second: f64) -> Self {
        Self {
            bytes_per_second,
            free_at: Arc::new(Mutex::new(Instant::now())),
        }
    }

    /// Books `bytes`; gives the time when they have passed.
    #[must_use]
    pub fn next(&self, bytes: u64) -> Instant {
        #[expect(clippy::cast_precision_loss, reason = "frames are small")]
        let takes = Duration::try_from_secs_f64(bytes as f64 / self.bytes_per_second)
            .unwrap_or(Duration::MAX / 4);
        let mut free_at = self.free_at.lock().unwrap_or_else(PoisonError::into_inner);
        // A reader that woke late may catch up, or the average would fall below the pace.
        let earliest = Instant::now().checked_sub(CATCH_UP);
        *free_at = earliest.map_or(*free_at, |earliest| (*free_at).max(earliest))
            + takes.min(Duration::from_secs(86_400));
        *free_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_books_time_for_bytes_and_clones_share_it() {
        let pace = Pace::new(1_000_000.0);
        let first = pace.next(500_000);
        assert_eq!(
            pace.clone().next(250_000) - first,
            Duration::from_millis(250)
        );
        assert_eq!(pace.next(0) - first, Duration::from_millis(250));
    }

    #[test]
    fn a_late_reader_catches_up_only_a_little() {
        let pace = Pace::new(1_000_000.0);
        let long_ago = Instant::now()
            .checked_sub(Duration::from_secs(1))
            .expect("the machine is up for a second");
        *pace.free_at.lock().expect("not poisoned") = long_ago;
        let next = pace.next(100_000);
        assert!(next > long_ago + Duration::from_millis(900) && next <= Instant::now());
    }
}
