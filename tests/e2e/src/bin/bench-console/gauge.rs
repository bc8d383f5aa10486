//! Times inside the page: long tasks, clicks, answers, and when something was painted.

use e2e::wait::{Seen, until};
use e2e::{Page, Step};

/// Runs in every document before the page's own scripts.
pub const NOTES: &str = "
    window.__tasks = []; window.__changes = []; window.__first = {};
    new PerformanceObserver(list => window.__tasks.push(...list.getEntries().map(t => [t.startTime, t.duration])))
      .observe({ type: 'longtask', buffered: true });
    addEventListener('click', event => { window.__clicked = event.timeStamp; }, true);
    // A message that is sent in a frame comes after that frame was painted.
    const painted = work => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => work(performance.now());
      port2.postMessage(0);
    });
    new MutationObserver(() => {
      const at = performance.now();
      painted(when => window.__changes.push([at, when]));
      for (const element of document.querySelectorAll('h2[id]'))
        if (!(element.id in window.__first)) { window.__first[element.id] = null; painted(when => { window.__first[element.id] = when; }); }
    }).observe(document, { subtree: true, childList: true, characterData: true });";

/// Forgets what was noted, and begins anew.
pub async fn begin(page: &Page) -> Step {
    page.eval(
        "performance.clearResourceTimings(); performance.setResourceTimingBufferSize(10000);
         window.__tasks.length = 0; window.__changes.length = 0; window.__first = {}; return null",
    )
    .await?;
    Ok(())
}

/// Longest task since [`begin`] in milliseconds (0: none above 50 ms), and how many there were.
pub async fn long_tasks(page: &Page) -> Step<(f64, u64)> {
    let noted = page
        .eval("return [Math.max(0, ...window.__tasks.map(t => t[1])), window.__tasks.length]")
        .await?;
    Ok((
        noted[0].as_f64().unwrap_or(0.0),
        noted[1].as_u64().unwrap_or(0),
    ))
}

/// The same since the first answer of the list: what comes before is the start of the program.
pub async fn long_tasks_since_load(page: &Page) -> Step<(f64, u64)> {
    let noted = page
        .eval(
            "const first = performance.getEntriesByType('resource').find(e => e.name.includes('/batches/?'))?.responseEnd ?? 0;
             const tasks = window.__tasks.filter(t => t[0] >= first).map(t => t[1]);
             return [Math.max(0, ...tasks), tasks.length]",
        )
        .await?;
    Ok((
        noted[0].as_f64().unwrap_or(0.0),
        noted[1].as_u64().unwrap_or(0),
    ))
}

/// Milliseconds since the document was loaded.
pub async fn since_load(page: &Page) -> Step<f64> {
    Ok(page
        .eval("return performance.now()")
        .await?
        .as_f64()
        .unwrap_or(0.0))
}

/// Milliseconds from the end of the last answer of the list to the paint of what it changed.
pub async fn paint_after_answer(page: &Page) -> Step<f64> {
    until("the paint after the answer", async || {
        let took = page
            .eval(
                "const answers = performance.getEntriesByType('resource').filter(e => e.name.includes('/batches/?'));
                 const answer = answers.at(-1)?.responseEnd;
                 const paints = window.__changes.filter(c => c[0] >= answer && c[0] < answer + 1000).map(c => c[1]);
                 return paints.length ? Math.max(...paints) - answer : null",
            )
            .await?;
        Ok(took.as_f64().map_or(Seen::NotYet("none".into()), Seen::Yes))
    })
    .await
}

/// Milliseconds from the last click to the first paint of the heading with this id.
pub async fn click_to_first(page: &Page, id: &str) -> Step<f64> {
    until("the first paint", async || {
        let took = page
            .script(
                "const at = window.__first[arguments[0]]; return at ? at - window.__clicked : null",
                vec![id.into()],
            )
            .await?;
        Ok(took
            .json()
            .as_f64()
            .map_or(Seen::NotYet("none".into()), Seen::Yes))
    })
    .await
}
