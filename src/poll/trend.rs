//! How long nothing has changed, and how long the rest of a batch will take, from the answers that came so far.

use crate::domain::Progress;
use std::collections::VecDeque;

/// Follows one batch's answers.
#[derive(Debug, Clone, Default)]
pub struct Trend {
    changed: Option<(f64, u64)>,
    /// Answers from which the pace is told, oldest first. None is from the time before the first sheet: a batch may wait in the
    /// server's queue for as long as it likes, and that says nothing of the pace.
    points: VecDeque<Point>,
    /// The last answer that brought sheets.
    latest: Option<Point>,
    /// Longest time between two answers that brought sheets, in milliseconds.
    longest_gap_ms: f64,
}

#[derive(Debug, Clone, Copy)]
struct Point {
    at_ms: f64,
    processed: u64,
}

/// Points that are kept: the pace is that of the last sheets, since servers slow down.
const WINDOW: usize = 24;
/// Points lie at least this share of a batch apart, so that the window is not all burst or all pause.
const STEPS: u64 = 150;
/// Fewer sheets than this tell no pace: each takes its own time, and the polls blur when it was done.
const FEWEST: u64 = 12;
/// What the rest takes longer than the sheets before it, when a whole batch lies ahead.
const SLOWER: f64 = 0.17;
/// A server that was silent for so many of its longest gaps may have stopped: no time is told.
const SILENT_GAPS: f64 = 5.0;
/// Shorter silence than this is none, in milliseconds: the time between two polls.
const SILENT_MS: f64 = 30_000.0;

impl Trend {
    /// Takes an answer that came at `now_ms` (monotonic clock).
    pub fn observe(&mut self, now_ms: f64, progress: &Progress) {
        let mark = progress.processed + progress.total;
        if self.changed.is_none_or(|(_, before)| before != mark) {
            self.changed = Some((now_ms, mark));
        }
        let processed = progress.processed;
        if self.latest.is_some_and(|last| processed < last.processed) {
            // Started again, e.g. reprocessing.
            self.points.clear();
            self.latest = None;
            self.longest_gap_ms = 0.0;
        }
        let before = self.latest.map_or(0, |last| last.processed);
        if processed <= before {
            return;
        }
        let point = Point {
            at_ms: now_ms,
            processed,
        };
        if let Some(last) = self.latest.replace(point) {
            self.longest_gap_ms = self.longest_gap_ms.max(now_ms - last.at_ms);
        }
        let step = progress.total / STEPS;
        let far = |last: &Point| processed - last.processed >= step;
        if self.points.back().is_none_or(far) {
            self.points.push_back(point);
            if self.points.len() > WINDOW {
                self.points.pop_front();
            }
        }
    }

    /// Milliseconds since something last changed.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "never negative, far below 2^53"
    )]
    pub fn unchanged_ms(&self, now_ms: f64) -> u64 {
        self.changed
            .map_or(0, |(since, _)| (now_ms - since).max(0.0) as u64)
    }

    /// Seconds until every sheet is dealt with; `None` until two answers have brought sheets, and when none has come for so long
    /// that the server may have stopped.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of sheets are far below 2^52"
    )]
    pub fn seconds_left(&self, now_ms: f64, progress: &Progress) -> Option<f64> {
        let (first, last) = (self.points.front()?, self.latest?);
        let sheets = last
            .processed
            .checked_sub(first.processed)
            .filter(|n| *n >= FEWEST)? as f64;
        let silent_ms = (now_ms - last.at_ms).max(0.0);
        if silent_ms > SILENT_MS.max(self.longest_gap_ms * SILENT_GAPS) {
            return None;
        }
        let rest = progress.total.saturating_sub(progress.processed) as f64;
        // The middle between a server that keeps its pace and one that is half as fast in the end.
        let rest = rest * (1.0 + SLOWER * rest / progress.total.max(1) as f64);
        let pace_ms = (last.at_ms - first.at_ms).max(0.0) / sheets;
        let all_ms = rest * pace_ms;
        // What has passed since the last sheets came is gone from the rest, but for what nobody knows of yet.
        let left_ms = if silent_ms <= self.longest_gap_ms {
            let next_ms = (self.longest_gap_ms - silent_ms) / 2.0;
            (all_ms - silent_ms).max(all_ms / 2.0).max(next_ms)
        } else {
            // Slower than ever before: the silence counts for the pace.
            rest * (last.at_ms - first.at_ms + silent_ms) / sheets
        };
        Some(left_ms / 1_000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::BatchStatus;
    use crate::poll::schedule::Schedule;

    const POLLS: Schedule = Schedule {
        min_ms: 2_000,
        max_ms: 5_000,
    };

    fn at(processed: u64, total: u64) -> Progress {
        Progress {
            status: BatchStatus::Processing,
            total,
            processed,
            failed: 0,
            share: None,
            created: None,
            completed: None,
        }
    }

    #[test]
    fn time_left_follows_the_last_changes() {
        let mut trend = Trend::default();
        let left = |trend: &Trend, now| trend.seconds_left(now, &at(22, 100));
        trend.observe(0.0, &at(0, 100));
        trend.observe(5_000.0, &at(2, 100));
        assert_eq!(trend.seconds_left(5_000.0, &at(2, 100)), None);
        trend.observe(45_000.0, &at(22, 100));
        // 78 sheets at 2 s, and some more for a server that slows down.
        let first = left(&trend, 45_000.0).unwrap();
        assert!((160.0..180.0).contains(&first), "{first}");
        let later = left(&trend, 47_000.0).unwrap();
        assert!((first - later - 2.0).abs() < 0.1, "{first}, {later}");
        assert_eq!(trend.unchanged_ms(55_000.0), 10_000);
        assert_eq!(trend.unchanged_ms(0.0), 0, "a clock set back");
        assert_eq!(left(&trend, 900_000.0), None, "it may have stopped");
    }

    #[test]
    fn b2_waiting_in_the_queue_says_nothing_of_the_pace() {
        let mut trend = Trend::default();
        // Ten minutes in the queue, then 264 sheets a minute.
        for second in (0..600).step_by(2) {
            trend.observe(f64::from(second) * 1_000.0, &at(0, 141));
        }
        let mut told = Vec::new();
        for (second, processed) in [(602, 9), (604, 18), (606, 27)] {
            let now = f64::from(second) * 1_000.0;
            trend.observe(now, &at(processed, 141));
            told.push(trend.seconds_left(now, &at(processed, 141)));
        }
        assert_eq!(told[..2], [None, None]);
        let left = told[2].unwrap();
        assert!((25.0..31.0).contains(&left), "{left}");
    }

    #[derive(Debug, Clone, Copy)]
    enum Server {
        Steady,
        /// Half as fast at the end as at the beginning.
        Slowing,
        /// Hands in a fiftieth of the batch at once.
        Bursty,
    }

    /// xorshift64; 0.0 to 1.0.
    struct Random(u64);

    impl Random {
        #[expect(clippy::cast_precision_loss, reason = "53 bits")]
        fn next(&mut self) -> f64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 >> 11) as f64 / (1_u64 << 53) as f64
        }

        fn between(&mut self, low: f64, high: f64) -> f64 {
            low + (high - low) * self.next()
        }
    }

    /// When each sheet of a batch is done, in milliseconds after the upload: after some time in the queue.
    fn done_at(server: Server, random: &mut Random) -> Vec<f64> {
        let sheets = random.between(51.0, 600.0).round();
        let sheet_ms = random.between(200.0, 3_000.0);
        let mut now = random.between(0.0, 900_000.0);
        let mut done = Vec::new();
        let mut count = 0.0;
        while count < sheets {
            let (at_once, takes) = match server {
                Server::Steady => (1.0, random.between(0.7, 1.3)),
                Server::Slowing => (1.0, random.between(0.7, 1.3) / (1.0 - count / sheets / 2.0)),
                Server::Bursty => {
                    let at_once = (sheets / 50.0).floor().max(2.0);
                    (at_once, random.between(0.8, 1.2) * at_once)
                }
            };
            now += sheet_ms * takes;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a few sheets"
            )]
            done.extend(vec![now; at_once.min(sheets - count) as usize]);
            count += at_once;
        }
        done
    }

    /// Polls as the console does. The worst factor between estimate and truth from a tenth of the batch on, and the number
    /// of estimates.
    fn follow(done: &[f64]) -> (f64, u32) {
        let mut trend = Trend::default();
        let (total, end) = (done.len() as u64, done[done.len() - 1]);
        let step = done.windows(2).map(|pair| pair[1] - pair[0]);
        let step = step.fold(0.0, f64::max);
        let (mut now, mut worst, mut told) = (0.0, 1.0_f64, 0);
        while now < end {
            let processed = done.iter().filter(|at| **at <= now).count() as u64;
            let progress = at(processed, total);
            trend.observe(now, &progress);
            let wait = f64::from(POLLS.after_answer(total, 0));
            if processed * 10 >= total
                && let Some(left) = trend.seconds_left(now, &progress)
            {
                told += 1;
                // Nobody can know better than the time between two polls and between two steps of the server.
                let slack = (wait + step) / 1_000.0;
                let truth = (end - now) / 1_000.0;
                worst = worst
                    .max((left - slack) / truth)
                    .max((truth - slack) / left.max(0.001));
            }
            now += wait;
        }
        (worst, told)
    }

    #[test]
    fn b2_the_time_left_is_within_a_factor_of_one_and_a_half_from_ten_percent_on() {
        for server in [Server::Steady, Server::Slowing, Server::Bursty] {
            let mut random = Random(0x9e37_79b9_7f4a_7c15);
            for batch in 0..500 {
                let done = done_at(server, &mut random);
                let (worst, told) = follow(&done);
                assert!(
                    worst <= 1.5,
                    "{server:?}, batch {batch} of {} sheets: {worst}",
                    done.len()
                );
                assert!(told > 3, "{server:?}, batch {batch}: no estimate");
            }
        }
    }
}
