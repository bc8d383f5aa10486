//! What an upload costs the page: WASM memory, what holds up its main thread, and where its time goes.

use e2e::{Failure, Page, Step};

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

/// Begins to note what holds up the main thread, clicks, and the timing of every request.
///
/// Chromium tells tasks above 50 ms by itself (`longtask`). The others do not: there a timer of 10 ms notes by how much it is
/// late. That holds tasks and waits for the processor alike, so it is never less than the longest task.
pub async fn note_tasks(page: &Page) -> Step {
    page.eval(
        "performance.clearResourceTimings(); performance.setResourceTimingBufferSize(10000);
         window.__tasks = [];
         window.__told = !!PerformanceObserver.supportedEntryTypes?.includes('longtask');
         if (window.__told) {
           new PerformanceObserver(list => {
             for (const task of list.getEntries()) window.__tasks.push([task.startTime, task.duration]);
           }).observe({ type: 'longtask' });
         } else {
           const every = 10;
           let due = performance.now() + every;
           const tick = () => {
             const now = performance.now();
             if (now > due) window.__tasks.push([due, now - due]);
             due = now + every;
             setTimeout(tick, every);
           };
           setTimeout(tick, every);
         }
         addEventListener('click', event => { window.__began = event.timeStamp; }, true);
         return null",
    )
    .await?;
    Ok(())
}

/// What held up the main thread between the click and the last answer.
#[derive(Clone, Copy, Debug)]
pub struct Tasks {
    /// The longest, in milliseconds. Told by the browser it is above 50 ms, or 0 where there was none.
    pub longest: f64,
    /// How many were above 50 ms.
    pub long: u64,
    /// Whether the browser told them; else a timer found them.
    pub told: bool,
}

/// Reads what [`note_tasks`] has noted, of the time in which bodies were on their way.
pub async fn tasks(page: &Page) -> Step<Tasks> {
    let noted = page
        .eval(
            "const ends = performance.getEntriesByType('resource')
               .filter(e => e.name.includes('/batches/upload')).map(e => e.responseEnd);
             const [from, to] = [window.__began, Math.max(...ends)];
             const held = window.__tasks.filter(([start, ms]) => start < to && start + ms > from).map(([, ms]) => ms);
             return [Math.max(0, ...held), held.filter(ms => ms > 50).length, window.__told]",
        )
        .await?;
    Ok(Tasks {
        longest: noted[0].as_f64().unwrap_or(0.0),
        long: noted[1].as_u64().unwrap_or(0),
        told: noted[2].as_bool().unwrap_or(false),
    })
}

/// What the time of an upload was spent on, in milliseconds, one after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Legs {
    /// From the click (of the bare page: from its first line) to the first body.
    pub start: f64,
    /// The first body, which goes alone.
    pub first: f64,
    /// From its answer to the last answer of those in the middle.
    pub middle: f64,
    /// From there to the final body.
    pub gap: f64,
    /// The final body, which goes alone.
    pub last: f64,
}

impl Legs {
    /// All of it.
    pub fn sum(&self) -> f64 {
        self.start + self.first + self.middle + self.gap + self.last
    }
}

/// Reads the legs from the timing of the requests, once at least one body was answered.
pub async fn legs(page: &Page) -> Step<Option<Legs>> {
    let noted = page
        .eval(
            "const sent = performance.getEntriesByType('resource')
               .filter(e => e.name.includes('/batches/upload')).sort((a, b) => a.startTime - b.startTime);
             if (!sent.length) return null;
             const [first, last] = [sent[0], sent.at(-1)];
             const middle = sent.length > 1 ? Math.max(...sent.slice(0, -1).map(e => e.responseEnd)) : first.responseEnd;
             const marks = [window.__began, first.startTime, first.responseEnd, middle,
               sent.length > 1 ? last.startTime : middle, sent.length > 1 ? last.responseEnd : middle];
             return marks.slice(1).map((mark, at) => mark - marks[at]);",
        )
        .await?;
    let leg = |at: usize| noted[at].as_f64();
    Ok((|| {
        Some(Legs {
            start: leg(0)?,
            first: leg(1)?,
            middle: leg(2)?,
            gap: leg(3)?,
            last: leg(4)?,
        })
    })())
}
