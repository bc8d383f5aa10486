//! What the browser's processes hold in memory and take of the processor, by kind of process, watched from another thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use e2e::{Failure, Step};

use crate::processes::{Kinds, SERVER, by_kind, proportional_bytes, ticks};

/// Reading a process's pages costs some milliseconds, so it is not done more often than this.
const PAUSE: Duration = Duration::from_millis(500);

/// Watches the browser's processes until it is stopped.
pub struct Memory {
    before: Kinds,
    ticks: Kinds,
    stop: Arc<AtomicBool>,
    thread: JoinHandle<Kinds>,
}

/// What the browser's memory did, in bytes.
#[derive(Clone, Debug, Default)]
pub struct Growth {
    /// Most that all processes together held above what they held before.
    pub peak: u64,
    /// The same at the end.
    pub end: u64,
    /// By kind of process at the peak: before, and at the peak.
    pub kinds: Vec<(String, u64, u64)>,
    /// Hundredths of a second on the processor, by kind of process; the server's is "local-api".
    pub ticks: Vec<(String, u64)>,
}

impl Growth {
    /// Seconds on the processor of all processes of the browser, without the server's.
    pub fn seconds(&self) -> f64 {
        let of_browser = self.ticks.iter().filter(|(kind, _)| kind != SERVER);
        of_browser.map(|(_, ticks)| *ticks as f64 / 100.0).sum()
    }
}

impl Memory {
    /// Begins; what is resident now is the base line.
    pub fn watch() -> Self {
        let (before, ticks) = (by_kind(proportional_bytes), by_kind(ticks));
        let stop = Arc::new(AtomicBool::new(false));
        let thread = std::thread::spawn({
            let (stop, mut peak) = (Arc::clone(&stop), before.clone());
            move || {
                while !stop.load(Ordering::Relaxed) {
                    std::thread::park_timeout(PAUSE);
                    let now = by_kind(proportional_bytes);
                    if sum(&now) > sum(&peak) {
                        peak = now;
                    }
                }
                peak
            }
        });
        Self {
            before,
            ticks,
            stop,
            thread,
        }
    }

    /// Ends.
    ///
    /// # Errors
    /// When the watching thread has panicked.
    pub fn growth(self) -> Step<Growth> {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.thread().unpark();
        let taken = by_kind(ticks).into_iter().map(|(kind, now)| {
            let before = self.ticks.get(&kind).copied().unwrap_or(0);
            (kind, now.saturating_sub(before))
        });
        let taken = taken.collect();
        let peak = self.thread.join();
        let peak = peak.map_err(|_| Failure::new("the watch over the memory panicked"))?;
        let end = by_kind(proportional_bytes);
        let above = |kinds: &Kinds| sum(kinds).saturating_sub(sum(&self.before));
        let kinds = peak.iter().map(|(kind, bytes)| {
            let before = self.before.get(kind).copied().unwrap_or(0);
            (kind.clone(), before, *bytes)
        });
        Ok(Growth {
            peak: above(&peak),
            end: above(&end),
            kinds: kinds.collect(),
            ticks: taken,
        })
    }
}

fn sum(kinds: &Kinds) -> u64 {
    kinds.values().sum()
}
