//! Speed and time left, smoothed, and a bar that never falls (UX-12 to UX-14).

/// Half-life of the smoothing, in milliseconds.
const HALF_LIFE_MS: f64 = 2_000.0;
/// Samples closer together than this are taken as one.
const SAMPLE_MS: u64 = 200;
/// When nothing has moved for this long the speed begins to fall, in milliseconds; what is shorter is the pause between two
/// bodies.
const IDLE_MS: u64 = 2_000;
/// So long after it the speed is 0, in milliseconds.
const FALL_MS: u64 = 8_000;
/// Time left is told only after this much sending, in milliseconds.
const SETTLE_MS: u64 = 5_000;
/// Shortest time between two repaints, in milliseconds (UX-14).
pub const REPAINT_MS: u64 = 500;

/// Measures how fast bytes leave. All times are of one monotonic clock; one that jumps back is read as standing still.
#[derive(Debug, Clone, Default)]
pub struct Meter {
    /// Bytes per millisecond.
    smoothed: Option<f64>,
    last: Option<(u64, u64)>,
    sending_ms: u64,
    /// The fastest sample, in bytes per millisecond.
    peak: Option<f64>,
    /// When a byte moved last.
    moved_at: u64,
}

impl Meter {
    /// Takes note of how many bytes were handed over in all at `now`. Fewer than before (a chunk is sent again) starts
    /// the next sample there; bytes sent twice are counted twice, since they did cross the line.
    #[expect(
        clippy::cast_precision_loss,
        reason = "bytes and milliseconds below 2^53"
    )]
    pub fn observe(&mut self, now: u64, bytes: u64) {
        let Some((at, before)) = self.last else {
            self.last = Some((now, bytes));
            self.moved_at = now;
            return;
        };
        if bytes > before {
            self.moved_at = now;
        }
        let passed = now.saturating_sub(at);
        if now < at || bytes < before {
            self.last = Some((now, bytes));
            return;
        }
        if passed < SAMPLE_MS {
            return;
        }
        let sample = (bytes - before) as f64 / passed as f64;
        let weight = 0.5_f64.powf(passed as f64 / HALF_LIFE_MS);
        self.smoothed = Some(
            self.smoothed
                .map_or(sample, |old| old * weight + sample * (1.0 - weight)),
        );
        self.peak = Some(self.peak.map_or(sample, |peak| peak.max(sample)));
        self.sending_ms += passed;
        self.last = Some((now, bytes));
    }

    /// Nothing is being sent: the gap must not count as slowness.
    pub fn interrupt(&mut self) {
        self.last = None;
    }

    /// Bytes per second while bytes move; `None` until one sample is there.
    #[must_use]
    pub fn rate(&self) -> Option<u64> {
        self.smoothed.map(per_second)
    }

    /// Bytes per second at `now`: 0 ten seconds after the last byte. `None` until one sample is there.
    #[must_use]
    pub fn speed(&self, now: u64) -> Option<u64> {
        let idle = now.saturating_sub(self.moved_at + IDLE_MS);
        let left = FALL_MS.saturating_sub(idle);
        self.rate().map(|rate| rate.saturating_mul(left) / FALL_MS)
    }

    /// When the speed looks different although nothing happens.
    #[must_use]
    pub fn falls_at(&self, now: u64) -> Option<u64> {
        let (begin, end) = (self.moved_at + IDLE_MS, self.moved_at + IDLE_MS + FALL_MS);
        (self.smoothed.is_some() && now < end).then(|| (now.max(begin) + 1_000).min(end))
    }

    /// The fastest that bytes have ever left, in bytes per second.
    #[must_use]
    pub fn peak(&self) -> Option<u64> {
        self.peak.map(per_second)
    }

    /// Seconds until `left` bytes are sent; `None` in the first five seconds and at a standstill.
    #[must_use]
    pub fn remaining(&self, now: u64, left: u64) -> Option<u64> {
        let speed = self.speed(now).filter(|s| *s > 0)?;
        (self.sending_ms >= SETTLE_MS).then(|| left.div_ceil(speed))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "never negative, far below 2^53"
)]
fn per_second(rate: f64) -> u64 {
    (rate * 1_000.0).round() as u64
}

/// The bar's percent: never falls, and stays below 100 until the server has confirmed (UX-13).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bar {
    shown: u8,
}

impl Bar {
    /// A bar that stood at `percent` before (a mirror, a reload).
    #[must_use]
    pub fn at(percent: u8) -> Self {
        Self {
            shown: percent.min(99),
        }
    }

    /// Moves it on and returns what is shown.
    pub fn show(&mut self, sent: u64, total: u64, confirmed: bool) -> u8 {
        let percent = if confirmed {
            100
        } else if total == 0 {
            0
        } else {
            let exact = u128::from(sent.min(total)) * 100 / u128::from(total);
            u8::try_from(exact).unwrap_or(99).min(99)
        };
        self.shown = self.shown.max(percent);
        self.shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_steady_line_is_read_steadily() {
        let mut meter = Meter::default();
        for tick in 0..40 {
            meter.observe(tick * 250, tick * 250 * 1_000);
        }
        assert_eq!(meter.speed(10_000), Some(1_000_000));
        assert_eq!(meter.remaining(10_000, 10_000_000), Some(10));
    }

    #[test]
    fn half_of_a_change_is_seen_after_two_seconds() {
        let mut meter = Meter::default();
        for tick in 0..100 {
            meter.observe(tick * 200, tick * 200 * 1_000);
        }
        let (at, bytes) = (99 * 200, 99 * 200 * 1_000);
        for tick in 1..=10 {
            meter.observe(at + tick * 200, bytes + tick * 200 * 3_000);
        }
        let speed = meter.speed(at + 2_000).unwrap();
        assert!((1_990_000..=2_010_000).contains(&speed), "{speed}");
    }

    #[test]
    fn time_left_is_told_after_five_seconds() {
        let mut meter = Meter::default();
        meter.observe(0, 0);
        meter.observe(1_000, 1_000_000);
        assert_eq!(meter.remaining(1_000, 1_000_000), None);
        meter.observe(5_000, 5_000_000);
        assert_eq!(meter.remaining(5_000, 1_000_000), Some(1));
    }

    #[test]
    fn a_pause_is_not_slowness() {
        let mut meter = Meter::default();
        meter.observe(0, 0);
        meter.observe(6_000, 6_000_000);
        meter.interrupt();
        meter.observe(600_000, 6_000_000);
        meter.observe(601_000, 7_000_000);
        assert_eq!(meter.speed(601_000), Some(1_000_000));
    }

    #[test]
    fn b5_the_speed_falls_to_nothing_in_ten_seconds_and_a_breath_is_no_standstill() {
        let mut meter = Meter::default();
        for tick in 0..=40 {
            meter.observe(tick * 250, tick * 250 * 48_000);
        }
        assert_eq!(meter.speed(12_000), Some(48_000_000));
        let mut last = u64::MAX;
        let mut now = 12_000;
        while let Some(at) = meter.falls_at(now) {
            now = at;
            let speed = meter.speed(now).unwrap();
            assert!(speed < last, "{now}: {speed}");
            last = speed;
        }
        assert_eq!((now, last), (20_000, 0));
        assert_eq!(meter.remaining(now, 1), None);
        assert_eq!(meter.rate(), Some(48_000_000));
    }

    #[test]
    fn the_bar_waits_for_the_servers_word() {
        let mut bar = Bar::default();
        assert_eq!(bar.show(100, 100, false), 99);
        assert_eq!(bar.show(20, 100, false), 99);
        assert_eq!(bar.show(20, 100, true), 100);
    }

    proptest! {
        #[test]
        fn neither_clock_nor_bytes_make_nonsense(steps in proptest::collection::vec((0u64..100_000, 0u64..1_000_000_000), 0..50)) {
            let mut meter = Meter::default();
            for (now, bytes) in steps {
                meter.observe(now, bytes);
                let _ = (meter.speed(now), meter.remaining(now, bytes), meter.falls_at(now));
            }
        }

        #[test]
        fn the_bar_never_falls(steps in proptest::collection::vec((0u64..2_000, 0u64..1_000), 1..50)) {
            let mut bar = Bar::default();
            let mut last = 0;
            for (sent, total) in steps {
                let shown = bar.show(sent, total, false);
                prop_assert!(shown >= last && shown <= 99);
                last = shown;
            }
        }
    }
}
