//! What an upload costs the browser: memory of its processes, WASM memory, long tasks.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use e2e::{Failure, Page, Step};

/// Watches the browser's processes from another thread until it is stopped.
pub struct Memory {
    before: u64,
    peak: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Memory {
    /// Begins; what is resident now is the base line.
    pub fn watch() -> Self {
        let before = browser_bytes();
        let (peak, stop) = (
            Arc::new(AtomicU64::new(before)),
            Arc::new(AtomicBool::new(false)),
        );
        let thread = std::thread::spawn({
            let (peak, stop) = (Arc::clone(&peak), Arc::clone(&stop));
            move || {
                while !stop.load(Ordering::Relaxed) {
                    peak.fetch_max(browser_bytes(), Ordering::Relaxed);
                    std::thread::sleep(Duration::from_millis(250));
                }
            }
        });
        Self {
            before,
            peak,
            stop,
            thread,
        }
    }

    /// Ends; gives the growth at its peak and at the end, in bytes.
    pub fn growth(self) -> (u64, u64) {
        self.stop.store(true, Ordering::Relaxed);
        // The thread only reads; it cannot panic.
        let _ = self.thread.join();
        let after = browser_bytes();
        (
            self.peak
                .load(Ordering::Relaxed)
                .saturating_sub(self.before),
            after.saturating_sub(self.before),
        )
    }
}

/// Proportional set size of all Chromium processes below this one: shared pages are counted once.
fn browser_bytes() -> u64 {
    let parents: Vec<(u32, u32)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
            let parent = stat
                .rsplit_once(')')?
                .1
                .split_whitespace()
                .nth(1)?
                .parse()
                .ok()?;
            Some((pid, parent))
        })
        .collect();
    let mut ours = vec![std::process::id()];
    let mut seen = 0;
    while seen < ours.len() {
        let parent = ours[seen];
        ours.extend(
            parents
                .iter()
                .filter(|(_, p)| *p == parent)
                .map(|(pid, _)| *pid),
        );
        seen += 1;
    }
    ours.into_iter()
        .filter(|pid| is_chromium(*pid))
        .filter_map(proportional_bytes)
        .sum()
}

fn is_chromium(pid: u32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/comm"))
        .is_ok_and(|name| name.trim() == "chromium" || name.trim() == "chrome")
}

fn proportional_bytes(pid: u32) -> Option<u64> {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.split_whitespace()
        .next()?
        .parse::<u64>()
        .ok()
        .map(|kib| kib * 1_024)
}

/// Notes every WebAssembly memory that pages make from here on. (Asking DevTools for all of them afterwards crashes the tab.)
pub async fn note_memories(page: &Page) -> Step {
    page.at_start(
        "window.__memories = new Set();
         for (const name of ['instantiate', 'instantiateStreaming']) {
           const real = WebAssembly[name];
           WebAssembly[name] = async (...given) => {
             const made = await real.apply(WebAssembly, given);
             for (const one of Object.values((made.instance ?? made).exports))
               if (one instanceof WebAssembly.Memory) window.__memories.add(one);
             return made;
           };
         }",
    )
    .await
}

/// Bytes of all WebAssembly memories of the page. They never shrink, so the last reading is the peak.
///
/// # Errors
/// Where no memory was noted: a measurement of nothing is none.
pub async fn wasm_bytes(page: &Page) -> Step<u64> {
    let sum = page
        .eval("return [...window.__memories].reduce((sum, m) => sum + m.buffer.byteLength, 0)")
        .await?;
    sum.as_u64()
        .filter(|bytes| *bytes > 0)
        .ok_or_else(|| Failure::new("the page's WebAssembly memory was not seen"))
}

/// Begins to note long tasks, clicks and the timing of every request.
pub async fn note_tasks(page: &Page) -> Step {
    page.eval(
        "performance.clearResourceTimings(); performance.setResourceTimingBufferSize(10000);
         window.__longest = 0; window.__tasks = 0;
         new PerformanceObserver(list => { for (const task of list.getEntries()) {
           window.__longest = Math.max(window.__longest, task.duration); window.__tasks++; } })
           .observe({ type: 'longtask' });
         addEventListener('click', event => { window.__clicked = event.timeStamp; }, true);
         return null",
    )
    .await?;
    Ok(())
}

/// Longest main-thread task above 50 ms in milliseconds (0: there was none), and how many there were.
pub async fn long_tasks(page: &Page) -> Step<(f64, u64)> {
    let noted = page
        .eval("return [window.__longest, window.__tasks]")
        .await?;
    Ok((
        noted[0].as_f64().unwrap_or(0.0),
        noted[1].as_u64().unwrap_or(0),
    ))
}

/// Milliseconds from the click to the end of the last upload answer.
pub async fn click_to_answer(page: &Page) -> Step<Option<f64>> {
    let took = page
        .eval(
            "const ends = performance.getEntriesByType('resource')
               .filter(e => e.name.includes('/batches/upload')).map(e => e.responseEnd);
             return ends.length ? Math.max(...ends) - window.__clicked : null",
        )
        .await?;
    Ok(took.as_f64())
}
