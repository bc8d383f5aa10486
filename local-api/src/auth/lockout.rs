//! Locks an account for a while after many wrong passwords in a row, in memory only.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Counts wrong passwords per user name.
pub struct Lockout {
    after: u32,
    lasts: Duration,
    names: Mutex<HashMap<String, Entry>>,
}

#[derive(Clone, Copy)]
struct Entry {
    wrong: u32,
    last: Instant,
}

impl Lockout {
    /// Locks after `after` wrong passwords (0: never) for `seconds`.
    #[must_use]
    pub fn new(after: u32, seconds: u64) -> Self {
        Self {
            after,
            lasts: Duration::from_secs(seconds),
            names: Mutex::default(),
        }
    }

    /// How many seconds `name` stays locked at `now`; `None` when it may try.
    #[must_use]
    pub fn locked(&self, name: &str, now: Instant) -> Option<u64> {
        let names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = names.get(name)?;
        if self.after == 0 || entry.wrong < self.after {
            return None;
        }
        let left = (entry.last + self.lasts).saturating_duration_since(now);
        (!left.is_zero()).then(|| left.as_secs() + u64::from(left.subsec_nanos() > 0))
    }

    /// Notes a wrong password. A count older than the lock starts again.
    pub fn wrong(&self, name: &str, now: Instant) {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        // Random names must not fill the memory.
        if names.len() >= 10_000 {
            names.retain(|_, entry| now.saturating_duration_since(entry.last) < self.lasts);
        }
        let entry = names.entry(name.to_owned()).or_insert(Entry {
            wrong: 0,
            last: now,
        });
        if now.saturating_duration_since(entry.last) >= self.lasts {
            entry.wrong = 0;
        }
        *entry = Entry {
            wrong: entry.wrong.saturating_add(1),
            last: now,
        };
    }

    /// Notes a right password.
    pub fn right(&self, name: &str) {
        self.names
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_after_the_last_allowed_mistake_and_opens_by_itself() {
        let (lock, start) = (Lockout::new(3, 60), Instant::now());
        for _ in 0..2 {
            lock.wrong("staff", start);
        }
        assert_eq!(lock.locked("staff", start), None);
        lock.wrong("staff", start);
        assert_eq!(lock.locked("staff", start), Some(60));
        assert_eq!(lock.locked("admin", start), None);
        assert_eq!(
            lock.locked("staff", start + Duration::from_millis(59_500)),
            Some(1)
        );
        assert_eq!(lock.locked("staff", start + Duration::from_secs(60)), None);
        lock.wrong("staff", start + Duration::from_secs(61));
        assert_eq!(
            lock.locked("staff", start + Duration::from_secs(61)),
            None,
            "the count starts again"
        );
    }

    #[test]
    fn a_right_password_clears_the_count_and_zero_never_locks() {
        let (lock, now) = (Lockout::new(1, 60), Instant::now());
        lock.wrong("staff", now);
        lock.right("staff");
        assert_eq!(lock.locked("staff", now), None);
        let never = Lockout::new(0, 60);
        never.wrong("staff", now);
        assert_eq!(never.locked("staff", now), None);
    }
}
