//! When a console that nobody uses locks: input and the wall clock in, [`Idleness`] out (pure). Computers sleep, so that only
//! the clock counts, never the number of timers that fired.

/// The last minute before the lock is announced; half of the time where that is shorter. In milliseconds.
const WARNING_MS: i64 = 60_000;

/// Input is recorded for the other tabs at most this often, in milliseconds.
const RECORD_EVERY_MS: i64 = 5_000;

/// The clock is read at least this often, in milliseconds: a timer may sleep with the computer.
const CHECK_EVERY_MS: i64 = 10_000;

/// While the remaining seconds are shown, in milliseconds.
const COUNT_EVERY_MS: i64 = 1_000;

/// What the console does about idleness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idleness {
    /// Somebody uses it.
    Active,
    /// It locks in so many seconds, at least 1, unless there is input.
    Warning(u32),
    /// Only a new sign-in unlocks it.
    Locked,
}

/// What all tabs of one sign-in know of its use; kept in the browser, so that neither a reload nor a new tab unlocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// The last input, in milliseconds since the epoch by the browser's clock.
    At(i64),
    /// Locked.
    Locked,
}

impl Usage {
    /// For the browser's storage: bound to a sign-in by its mark, so that the next sign-in is not locked.
    #[must_use]
    pub fn to_text(self, mark: &str) -> String {
        match self {
            Self::At(ms) => format!("{mark} {ms}"),
            Self::Locked => format!("{mark} -"),
        }
    }

    /// What is stored for the sign-in with this mark; `None` for another one's, and for anything that is no such text.
    #[must_use]
    pub fn parse(text: &str, mark: &str) -> Option<Self> {
        match text.strip_prefix(mark)?.strip_prefix(' ')? {
            "-" => Some(Self::Locked),
            digits => whole(digits).map(Self::At),
        }
    }
}

/// By hand: reading numbers with the standard library weighs on the first view.
fn whole(digits: &str) -> Option<i64> {
    if !(1..=15).contains(&digits.len()) {
        return None;
    }
    digits.bytes().try_fold(0, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + i64::from(byte - b'0'))
    })
}

/// Whether a page that is opened now is locked. A session without a record is: whoever removes the record unlocks nothing.
/// `limit_ms`: 0 for never.
#[must_use]
pub fn opens_locked(stored: Option<Usage>, limit_ms: i64, now_ms: i64) -> bool {
    match stored {
        _ if limit_ms == 0 => false,
        Some(Usage::At(last_ms)) => now_ms.saturating_sub(last_ms) >= limit_ms,
        Some(Usage::Locked) | None => true,
    }
}

/// One tab's view of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdleClock {
    limit_ms: i64,
    last_ms: i64,
    recorded_ms: i64,
    locked: bool,
}

impl IdleClock {
    /// Begins to count at `now_ms`. `limit_ms`: more than 0.
    #[must_use]
    pub fn new(limit_ms: i64, now_ms: i64) -> Self {
        Self {
            limit_ms,
            last_ms: now_ms,
            recorded_ms: i64::MIN,
            locked: false,
        }
    }

    /// What stands in the browser's storage, which other tabs write too.
    pub fn hear(&mut self, stored: Usage) {
        match stored {
            Usage::At(ms) => self.last_ms = self.last_ms.max(ms),
            Usage::Locked => self.locked = true,
        }
    }

    /// Somebody has moved, pressed or touched something. `true`: to be recorded for the other tabs. Input that comes too
    /// late changes nothing: the page of a computer that wakes up is locked before it is used.
    pub fn input(&mut self, now_ms: i64) -> bool {
        if self.state(now_ms) == Idleness::Locked {
            return false;
        }
        self.last_ms = now_ms;
        let due = now_ms.saturating_sub(self.recorded_ms) >= RECORD_EVERY_MS;
        if due {
            self.recorded_ms = now_ms;
        }
        due
    }

    /// What the console does now. A clock that was set back counts from there: it cannot put the lock off for longer than
    /// the limit.
    pub fn state(&mut self, now_ms: i64) -> Idleness {
        self.last_ms = self.last_ms.min(now_ms);
        self.recorded_ms = self.recorded_ms.min(now_ms);
        let left_ms = self.limit_ms - (now_ms - self.last_ms);
        self.locked |= left_ms <= 0;
        if self.locked {
            Idleness::Locked
        } else if left_ms <= self.warning_ms() {
            Idleness::Warning(u32::try_from((left_ms + 999) / 1_000).unwrap_or(1))
        } else {
            Idleness::Active
        }
    }

    /// Milliseconds until the clock has to be read again, 1 to 10,000.
    #[must_use]
    pub fn next_check_ms(&self, now_ms: i64) -> u32 {
        let left_ms = self.limit_ms - (now_ms - self.last_ms);
        let wait = if left_ms <= self.warning_ms() {
            // Right after the second has changed.
            (left_ms - 1).rem_euclid(COUNT_EVERY_MS) + 1
        } else {
            (left_ms - self.warning_ms()).min(CHECK_EVERY_MS)
        };
        u32::try_from(wait.max(1)).unwrap_or(1)
    }

    fn warning_ms(&self) -> i64 {
        WARNING_MS.min(self.limit_ms / 2)
    }
}

#[cfg(test)]
mod tests;
