//! When to ask next. Counted from the end of the last answer, so that at most one request is ever in flight (UX-18).

/// Waits between polls, from the deployment's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// Shortest wait in milliseconds.
    pub min_ms: u32,
    /// Longest wait in milliseconds while all is well.
    pub max_ms: u32,
}

/// Longest wait after failures, in milliseconds.
const FAILURE_CAP_MS: u32 = 60_000;
/// After this long without any change a batch is asked for less often (F-41), in milliseconds.
pub const QUIET_MS: u64 = 600_000;
/// Wait for a batch that has not changed for long, in milliseconds (F-41: 15–30 s).
const QUIET_WAIT_MS: u32 = 20_000;
/// Failures that nobody is told of: a single lost poll is no news.
pub const SILENT_FAILURES: u32 = 2;

impl Schedule {
    /// From the settings' seconds.
    #[must_use]
    pub fn from_seconds((min, max): (u32, u32)) -> Self {
        Self {
            min_ms: min * 1_000,
            max_ms: max.max(min) * 1_000,
        }
    }

    /// Wait after a good answer. Small batches are asked for at the shortest wait; from 300 sheets on, whose bar moves by
    /// less than a percent in that time, at the longest (handoff: "adjust based on batch size").
    #[must_use]
    pub fn after_answer(&self, sheets: u64, unchanged_ms: u64) -> u32 {
        if unchanged_ms >= QUIET_MS {
            return QUIET_WAIT_MS.max(self.max_ms);
        }
        let share = u32::try_from(sheets.min(300)).unwrap_or(300);
        self.min_ms + (self.max_ms - self.min_ms) / 300 * share
    }

    /// Wait after the `failures`-th failure in a row: doubling from the longest wait, at most a minute.
    #[must_use]
    pub fn after_failure(&self, failures: u32) -> u32 {
        let doubled = self
            .max_ms
            .saturating_mul(1 << failures.saturating_sub(1).min(6));
        doubled.min(FAILURE_CAP_MS.max(self.max_ms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const S: Schedule = Schedule {
        min_ms: 2_000,
        max_ms: 5_000,
    };

    #[test]
    fn bigger_batches_are_asked_for_less_often() {
        assert_eq!(S.after_answer(0, 0), 2_000);
        assert_eq!(S.after_answer(150, 0), 3_500);
        assert_eq!(S.after_answer(291, 0), 4_910);
        assert_eq!(S.after_answer(11_404, 0), 5_000);
    }

    #[test]
    fn f41_a_batch_that_never_ends_is_asked_for_slowly() {
        assert_eq!(S.after_answer(10, QUIET_MS), 20_000);
    }

    #[test]
    fn failures_back_off_to_a_minute() {
        let waits: Vec<u32> = (1..=6).map(|n| S.after_failure(n)).collect();
        assert_eq!(waits, [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
    }

    proptest! {
        #[test]
        fn every_wait_lies_within_the_contract(sheets in 0u64..20_000, quiet in 0..QUIET_MS) {
            prop_assert!((2_000..=5_000).contains(&S.after_answer(sheets, quiet)));
        }

        #[test]
        fn backoff_never_shrinks_or_overflows(n in 1u32..10_000) {
            prop_assert!(S.after_failure(n) <= S.after_failure(n + 1));
            prop_assert!(S.after_failure(n) <= 60_000);
        }
    }
}
