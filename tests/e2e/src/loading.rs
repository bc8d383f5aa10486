//! What it costs to open a page: requests, bytes, round trips, time, long tasks, shifts of the layout.

use serde_json::{Value, json};

use crate::wait::{Seen, until_within};
use crate::{Page, Step};

/// A page, and what stands on it once it is there for the person.
#[derive(Clone, Debug)]
pub struct Place {
    /// How a table names it.
    pub name: &'static str,
    /// The address; `{id}` is a batch.
    pub path: &'static str,
    /// What nobody sees before the page is there.
    pub mark: &'static str,
    /// Requests and bytes that it may cost a release, signed in and with an empty cache.
    pub limit: (u64, u64),
}

/// For who is not signed in.
pub const SIGN_IN: Place = Place {
    name: "sign-in",
    path: "/login",
    mark: "#main input[type=password]",
    limit: (12, 230_000),
};

/// The seven pages.
pub const PLACES: [Place; 7] = [
    Place {
        name: "list",
        path: "/batches",
        mark: "#main tbody a",
        limit: (15, 450_000),
    },
    Place {
        name: "upload",
        path: "/upload",
        mark: "#main input[type=file]",
        limit: (15, 760_000),
    },
    Place {
        name: "batch",
        path: "/batches/{id}",
        mark: "#main dl",
        limit: (15, 760_000),
    },
    Place {
        name: "analytics",
        path: "/analytics",
        mark: "#main #chart-hours",
        limit: (15, 760_000),
    },
    Place {
        name: "notifications",
        path: "/notices",
        mark: "#main h1",
        limit: (15, 760_000),
    },
    Place {
        name: "preferences",
        path: "/preferences",
        mark: "#main form, #main fieldset",
        limit: (15, 760_000),
    },
    Place {
        name: "help",
        path: "/help",
        mark: "#main h2",
        limit: (15, 760_000),
    },
];

/// Until a page is there on a slow line, in seconds.
const PATIENCE: u64 = 60;

/// Nothing has come for so long: nothing more is wanted, in milliseconds.
const QUIET_MS: f64 = 700.0;

/// What a visit cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// Answers that had come when the page was there.
    pub requests: u64,
    /// Their bytes on the line, with headers.
    pub bytes: u64,
    /// How many of them had to wait for one another: from the last back to the one that ended before it was asked, and so on.
    pub trips: u64,
    /// When the page was painted, in milliseconds.
    pub there_ms: f64,
    /// Answers until nothing was asked any more.
    pub all_requests: u64,
    /// Their bytes.
    pub all_bytes: u64,
    /// The longest task of the page until then, in milliseconds; 0: none above 50.
    pub task_ms: f64,
    /// How much of the page moved: the sum of all shifts that no input caused (CLS).
    pub shift: f64,
    /// What came before the page was there, by name, in the order of the asking.
    pub names: Vec<String>,
}

/// Runs in every document before the page's own scripts.
fn notes(mark: &str) -> String {
    let mark = json!(mark);
    format!(
        "window.__load = {{ tasks: [], shift: 0, there: null }};
        new PerformanceObserver(list => {{ for (const t of list.getEntries()) __load.tasks.push(t.duration); }})
          .observe({{ type: 'longtask', buffered: true }});
        new PerformanceObserver(list => {{ for (const s of list.getEntries()) if (!s.hadRecentInput) __load.shift += s.value; }})
          .observe({{ type: 'layout-shift', buffered: true }});
        new MutationObserver((_, observer) => {{
          if (!document.querySelector({mark})) return;
          observer.disconnect();
          // A message that is sent in a frame comes after that frame was painted.
          requestAnimationFrame(() => {{
            const {{ port1, port2 }} = new MessageChannel();
            port1.onmessage = () => {{ __load.there = performance.now(); }};
            port2.postMessage(0);
          }});
        }}).observe(document, {{ subtree: true, childList: true }});"
    )
}

const READ: &str = "
    const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .filter(e => e.responseEnd > 0 && e.name.startsWith('http')).sort((a, b) => a.startTime - b.startTime);
    const { there, tasks, shift } = window.__load ?? {};
    if (!there) return null;
    const before = all.filter(e => e.responseEnd <= there);
    let trips = 0;
    for (let last = before.reduce((a, b) => a.responseEnd > b.responseEnd ? a : b); last; trips++) {
      const earlier = before.filter(e => e.responseEnd <= last.startTime + 1 && e !== last && e.startTime < last.startTime);
      last = earlier.length ? earlier.reduce((a, b) => a.responseEnd > b.responseEnd ? a : b) : null;
    }
    const bytes = list => list.reduce((sum, e) => sum + e.transferSize, 0);
    return { requests: before.length, bytes: bytes(before), trips, there_ms: there, all_requests: all.length,
      all_bytes: bytes(all), task_ms: Math.max(0, ...tasks), shift,
      // How long nothing has come, in milliseconds.
      quiet: performance.now() - Math.max(...all.map(e => e.responseEnd)),
      names: before.map(e => new URL(e.name).pathname.split('/').slice(-2).join('/') + ' ' + e.transferSize) };";

/// Opens a page and waits until it is there and nothing comes any more. `cold`: with an empty cache.
pub async fn visit(page: &Page, mark: &str, path: &str, cold: bool) -> Step<Visit> {
    page.cdp("Page.navigate", json!({ "url": "about:blank" }))
        .await?;
    if cold {
        page.cdp("Network.clearBrowserCache", json!({})).await?;
    }
    let script = page
        .cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": notes(mark) }),
        )
        .await?;
    page.goto(path).await?;
    let noted = until_within(PATIENCE, "the page to be there and quiet", async || {
        let noted = page.eval(READ).await?;
        let quiet = noted["quiet"].as_f64().unwrap_or(0.0);
        Ok(if quiet > QUIET_MS {
            Seen::Yes(noted)
        } else {
            Seen::NotYet(noted.to_string())
        })
    })
    .await?;
    page.cdp(
        "Page.removeScriptToEvaluateOnNewDocument",
        json!({ "identifier": script["identifier"] }),
    )
    .await?;
    Ok(read(&noted))
}

/// Shapes this tab as a slow computer on a slow line: 1.6 Mbit/s, 150 ms, a quarter of the processor; or not at all.
pub async fn slow(page: &Page, slow: bool) -> Step {
    let (latency, rate, cpu) = if slow {
        (150.0, 1_600_000.0 / 8.0, 4)
    } else {
        (0.0, -1.0, 1)
    };
    page.cdp("Network.enable", json!({})).await?;
    page.cdp(
        "Network.emulateNetworkConditions",
        json!({ "offline": false, "latency": latency, "downloadThroughput": rate, "uploadThroughput": rate }),
    )
    .await?;
    page.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": cpu }))
        .await?;
    Ok(())
}

fn read(noted: &Value) -> Visit {
    let whole = |name: &str| noted[name].as_u64().unwrap_or(0);
    let number = |name: &str| noted[name].as_f64().unwrap_or(0.0);
    let names = noted["names"].as_array().into_iter().flatten();
    Visit {
        requests: whole("requests"),
        bytes: whole("bytes"),
        trips: whole("trips"),
        there_ms: number("there_ms"),
        all_requests: whole("all_requests"),
        all_bytes: whole("all_bytes"),
        task_ms: number("task_ms"),
        shift: number("shift"),
        names: names.filter_map(|n| Some(n.as_str()?.to_owned())).collect(),
    }
}
