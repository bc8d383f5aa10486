//! What the browser's processes hold in memory and take of the processor, by kind of process, watched from another thread.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use e2e::{Failure, Step};

/// Reading a process's pages costs some milliseconds, so it is not done more often than this.
const PAUSE: Duration = Duration::from_millis(1_000);
/// The server's program.
const SERVER: &str = "local-api";

/// By kind of process ("browser", "renderer", "network" and so on): bytes, or ticks of the processor.
pub type Kinds = BTreeMap<String, u64>;

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

/// Adds up what `read` says of every process of the browser and of the server below this one.
fn by_kind(read: fn(u32) -> Option<u64>) -> Kinds {
    let mut kinds = Kinds::new();
    for pid in descendants() {
        let Some(kind) = kind_of(pid) else { continue };
        if let Some(number) = read(pid) {
            *kinds.entry(kind).or_default() += number;
        }
    }
    kinds
}

/// This process and all below it.
fn descendants() -> Vec<u32> {
    let parents: Vec<(u32, u32)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
            let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?;
            Some((pid, parent.parse().ok()?))
        })
        .collect();
    let mut ours = vec![std::process::id()];
    let mut seen = 0;
    while seen < ours.len() {
        let parent = ours[seen];
        let children = parents.iter().filter(|(_, p)| *p == parent);
        ours.extend(children.map(|(pid, _)| *pid));
        seen += 1;
    }
    ours
}

/// What a process is for, by its command line; `None` for programs that are not measured.
fn kind_of(pid: u32) -> Option<String> {
    let name = fs::read_to_string(format!("/proc/{pid}/comm")).ok()?;
    match name.trim() {
        "chromium" | "chrome" => {}
        SERVER => return Some(SERVER.to_owned()),
        _ => return None,
    }
    let line = fs::read(format!("/proc/{pid}/cmdline")).ok()?;
    let line = String::from_utf8_lossy(&line);
    // Chromium writes its processes' lines with spaces or with zero bytes.
    let after = |flag: &str| {
        let value = line.split_once(flag)?.1;
        value.split(['\0', ' ']).next().map(str::to_owned)
    };
    Some(match (after("--type="), after("--utility-sub-type=")) {
        (None, _) => "browser".to_owned(),
        (Some(_), Some(sub)) => sub.split('.').next().unwrap_or_default().to_owned(),
        (Some(kind), None) => kind,
    })
}

/// Proportional set size without pages of files: shared pages are counted once, and the program's own code, which other
/// browsers on the machine share and the system may drop, not at all. Not of the server, which is no part of the browser.
fn proportional_bytes(pid: u32) -> Option<u64> {
    if fs::read_to_string(format!("/proc/{pid}/comm")).ok()?.trim() == SERVER {
        return None;
    }
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    let kib = |name: &str| -> Option<u64> {
        let line = rollup.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse().ok()
    };
    Some((kib("Pss_Anon:")? + kib("Pss_Shmem:")?) * 1_024)
}

/// Time on the processor so far, in hundredths of a second (proc(5): utime and stime).
fn ticks(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut after_name = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let user: u64 = after_name.next()?.parse().ok()?;
    Some(user + after_name.next()?.parse::<u64>().ok()?)
}
