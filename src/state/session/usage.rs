//! When the console was last used, or that it is locked: recorded for all tabs of a sign-in, and for those to come (`idle`).

use super::Session;
use crate::api::clock::wall_ms;
use crate::browser::storage;
use crate::idle::{self, Usage};

/// Where the last use of the console is recorded (`idle`), so that neither a reload nor a new tab unlocks it.
const USAGE_KEY: &str = "omr.idle";

impl Session {
    /// Records the last use for all tabs of this sign-in. Where the browser stores nothing the session ends with the tab.
    pub fn record(self, usage: Usage) {
        if self.idle_limit_ms() > 0
            && let Some(mark) = self.client().credentials().mark()
        {
            storage::write(USAGE_KEY, &usage.to_text(&mark));
        }
    }

    /// What some tab of this sign-in has recorded last.
    #[must_use]
    pub fn recorded(self) -> Option<Usage> {
        let mark = self.client().credentials().mark()?;
        Usage::parse(&storage::read(USAGE_KEY)?, &mark)
    }

    /// After this long without use the console locks, in milliseconds; 0: never.
    #[must_use]
    pub fn idle_limit_ms(self) -> i64 {
        i64::from(self.client().config().idle_minutes) * 60_000
    }

    /// Whether this sign-in was locked, or left alone too long, before this tab has heard of it.
    pub(super) fn was_left(self) -> bool {
        !self.client().credentials().only_here()
            && idle::opens_locked(self.recorded(), self.idle_limit_ms(), wall_ms())
    }
}

/// The person has signed out.
pub(super) fn forget() {
    storage::remove(USAGE_KEY);
}
