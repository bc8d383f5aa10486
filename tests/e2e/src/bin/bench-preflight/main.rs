//! `cargo xtask bench preflight`: from the choice of a file to its verdict, in Chromium. Prints the table of
//! docs/performance.md and fails where a limit is broken.
//!
//! Options: `--runs N` (20).

mod archive;

use std::path::{Path, PathBuf};

use e2e::api::STAFF;
use e2e::browser::Browser;
use e2e::wait::{Seen, until_within};
use e2e::{Failure, LocalApi, Page, Setup, Step};

/// What the issue asks for.
const VERDICT_MS: f64 = 2_000.0;
const COVER_MS: f64 = 1_500.0;
const READ_BYTES: f64 = 4.0 * 1_048_576.0;
const TASK_MS: f64 = 50.0;
const MEMORY_BYTES: f64 = 96.0 * 1_048_576.0;

fn main() -> std::process::ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let runs = words
        .iter()
        .position(|w| w == "--runs")
        .and_then(|at| words.get(at + 1)?.parse().ok())
        .unwrap_or(20);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let outcome = runtime
        .map_err(Failure::from)
        .and_then(|runtime| runtime.block_on(bench(runs)));
    match outcome {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            std::process::ExitCode::FAILURE
        }
    }
}

/// One run.
#[derive(Clone, Copy)]
struct Run {
    /// From the input's event to the report that carries the verdict.
    verdict_ms: f64,
    /// Bytes of the file that the worker read until then.
    read: f64,
    /// Bytes of the worker's WebAssembly memory.
    memory: f64,
    /// Longest task of the page's main thread; 0: none above 50 ms.
    task_ms: f64,
}

async fn bench(runs: usize) -> Step {
    let api = LocalApi::start("bench-preflight", &Setup::default().checked())?;
    let browser = Browser::start().await?;
    let page = browser.first_page(api.base()).await?;
    page.sign_in(STAFF).await?;
    println!("{}\n", machine());
    println!(
        "| file | verdict p50 | p95 | most | bytes read | longest main-thread task | worker memory | bytes sent |\n\
         |---|--:|--:|--:|--:|--:|--:|--:|"
    );
    let mut broken = Vec::new();
    for (name, file, limit) in [
        (
            "10 GB, 15,000 entries, 300-dpi cover",
            archive::large()?,
            VERDICT_MS,
        ),
        ("3 pages, 300-dpi cover", archive::small()?, COVER_MS),
    ] {
        let mut all = Vec::new();
        for run in 1..=runs {
            eprintln!("{name} · run {run} of {runs}");
            all.push(measure(&page, &file).await?);
        }
        let sent = sent_bytes(&api).await?;
        broken.extend(row(name, &all, limit, sent));
    }
    browser.driver.clone().quit().await?;
    api.forget_data()?;
    match broken.is_empty() {
        true => Ok(()),
        false => Err(Failure(format!("Limits broken:\n{}", broken.join("\n")))),
    }
}

async fn measure(page: &Page, file: &Path) -> Step<Run> {
    page.goto("/upload").await?;
    page.find(e2e::Role::Button, e2e::words::CHOOSE_FILES)
        .await?;
    page.eval(
        "window.__longest = 0;
         new PerformanceObserver(list => { for (const task of list.getEntries())
           window.__longest = Math.max(window.__longest, task.duration); }).observe({ type: 'longtask' });
         addEventListener('change', () => { window.__chosen = performance.now(); }, true);
         return null",
    )
    .await?;
    page.give_files(&[PathBuf::from(file)]).await?;
    let seen = until_within(60, "the verdict", async || {
        let seen = page
            .eval(
                "const mark = performance.getEntriesByType('mark').find(m => m.name.startsWith('preflight-verdict'));
                 if (!mark) return null;
                 const number = word => Number(mark.name.match(new RegExp(word + '=([0-9]+)'))[1]);
                 return [mark.startTime - window.__chosen, number('read'), number('memory'), window.__longest]",
            )
            .await?;
        Ok(if seen.is_array() {
            Seen::Yes(seen)
        } else {
            Seen::NotYet("no mark".into())
        })
    })
    .await?;
    page.sees("Ready to upload").await?;
    let number = |at: usize| seen[at].as_f64().unwrap_or(f64::INFINITY);
    // Asked again: the task in which the verdict was painted ends only now.
    let task_ms = page.eval("return window.__longest").await?;
    Ok(Run {
        verdict_ms: number(0),
        read: number(1),
        memory: number(2),
        task_ms: task_ms.as_f64().unwrap_or(f64::INFINITY),
    })
}

/// Bytes of upload requests that the server has received.
async fn sent_bytes(api: &LocalApi) -> Step<u64> {
    let requests = api.requests().await?;
    Ok(requests
        .iter()
        .filter(|r| {
            r["path"].as_str().is_some_and(|p| p.contains("/upload")) && r["method"] == "POST"
        })
        .filter_map(|r| r["bytes_received"].as_u64())
        .sum())
}

/// Prints a row; answers the limits that it breaks.
fn row(name: &str, runs: &[Run], limit: f64, sent: u64) -> Vec<String> {
    let most = |of: fn(&Run) -> f64| runs.iter().map(of).fold(0.0, f64::max);
    let mut times: Vec<f64> = runs.iter().map(|run| run.verdict_ms).collect();
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| {
        let place = (times.len() * percent).div_ceil(100).max(1) - 1;
        times.get(place).copied().unwrap_or(f64::INFINITY)
    };
    let (read, task, memory) = (most(|r| r.read), most(|r| r.task_ms), most(|r| r.memory));
    println!(
        "| {name} | {:.0} ms | {:.0} ms | {:.0} ms | {:.2} MiB | {} | {:.1} MiB | {sent} |",
        at(50),
        at(95),
        at(100),
        read / 1_048_576.0,
        if task > 0.0 {
            format!("{task:.0} ms")
        } else {
            "none above 50 ms".to_owned()
        },
        memory / 1_048_576.0,
    );
    [
        ("verdict at the 95th percentile", at(95), limit),
        ("bytes read", read, READ_BYTES),
        ("longest task", task, TASK_MS),
        ("worker memory", memory, MEMORY_BYTES),
        ("bytes sent", sent as f64, 0.0),
    ]
    .into_iter()
    .filter(|(_, value, limit)| value > limit)
    .map(|(what, value, limit)| format!("{name}: {what} {value:.0}, limit {limit:.0}"))
    .collect()
}

fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |rest| {
            rest.trim_start_matches([' ', '\t', ':'])
        });
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!("Machine: {model}, {cores} cores, Chromium headless")
}
