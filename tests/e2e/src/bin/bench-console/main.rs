//! `cargo xtask bench console`: the console over 10,000 batches. Prints the table of docs/performance.md and fails where a limit
//! is not kept: a filter paints within 100 ms after its answer, cached figures within 1 s, no task above 50 ms, one list request
//! a poll and none while hidden.
//!
//! Option: `--batches N` (default 10,000).

mod bare;
mod gauge;

use std::process::ExitCode;

use e2e::api::ADMIN;
use e2e::browser::Browser;
use e2e::page::starts;
use e2e::{Failure, LocalApi, Page, Role, Setup, Step, words};

/// A filter paints this soon after its answer, in milliseconds.
const FILTER_MS: f64 = 100.0;
/// The same, as many times what a bare page needs for the same rows in the same run.
const FILTER_OF_BARE: f64 = 2.0;
/// Cached figures stand this soon after the click, in milliseconds.
const FIGURES_MS: f64 = 1_000.0;
/// Longest task on the main thread, in milliseconds.
const TASK_MS: f64 = 50.0;
/// Longest time in which nothing answers while a large file is made, in milliseconds (F-48).
const INPUT_MS: f64 = 200.0;
/// How long polls are counted, in seconds.
const POLLS_SECONDS: f64 = 21.0;

/// One line of the table.
struct Row {
    what: String,
    measured: String,
    limit: String,
    kept: bool,
}

impl Row {
    fn at_most(what: &str, ms: f64, limit: f64) -> Self {
        Self {
            what: what.to_owned(),
            measured: format!("{ms:.0} ms"),
            limit: format!("≤ {limit:.0} ms"),
            kept: ms <= limit,
        }
    }

    fn told(what: &str, measured: String) -> Self {
        Self {
            what: what.to_owned(),
            measured,
            limit: "–".to_owned(),
            kept: true,
        }
    }
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let batches = words
        .iter()
        .position(|word| word == "--batches")
        .and_then(|at| words.get(at + 1)?.parse().ok())
        .unwrap_or(10_000);
    let run = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::from)
        .and_then(|runtime| runtime.block_on(bench(batches)));
    match run {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("A limit was not kept.");
            ExitCode::FAILURE
        }
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

async fn bench(batches: u32) -> Step<bool> {
    println!("{}\n", e2e::machine::machine());
    let api = LocalApi::start(
        "bench-console",
        &Setup::default().seeded(batches).own_dist(),
    )?;
    let browser = Browser::start().await?;
    let page = browser.first_page(api.base()).await?;
    page.at_start(gauge::NOTES).await?;
    page.sign_in(ADMIN).await?;
    let mut rows = Vec::new();
    let filter = filters(&page, &mut rows).await?;
    let bare = bare::filters(&page, &api).await?;
    rows.push(Row {
        what: "filter: as many times what a bare page needs for the same rows".to_owned(),
        measured: format!("{:.1} (bare page {bare:.0} ms)", filter / bare),
        limit: format!("≤ {FILTER_OF_BARE:.0}"),
        kept: filter <= bare * FILTER_OF_BARE,
    });
    figures(&page, &api, &mut rows).await?;
    exports(&page, &mut rows).await?;
    polls(&page, &api, &mut rows).await?;
    browser.driver.clone().quit().await?;
    api.forget_data()?;
    println!("| with {batches} batches | measured | limit |\n|---|--:|--:|");
    for row in &rows {
        let mark = if row.kept { "" } else { " **not kept**" };
        println!("| {} | {}{mark} | {} |", row.what, row.measured, row.limit);
    }
    Ok(rows.iter().all(|row| row.kept))
}

/// The list under one filter after the other. Gives the worst time.
async fn filters(page: &Page, rows: &mut Vec<Row>) -> Step<f64> {
    page.goto("/batches?page_size=100").await?;
    page.table_becomes(words::BATCHES, "100 rows", |rows| rows.len() == 100)
        .await?;
    gauge::begin(page).await?;
    let mut worst = 0.0_f64;
    for _ in 0..3 {
        for (status, word) in [("Completed", "completed"), ("Failed", "failed")] {
            page.select(words::STATUS, status).await?;
            page.path_becomes("filtered", |path| path.contains(word))
                .await?;
            page.table_becomes(words::BATCHES, "rows of that status", |rows| {
                let is_of_status =
                    |row: &Vec<String>| row.iter().any(|cell| cell.starts_with(status));
                !rows.is_empty() && rows.iter().all(is_of_status)
            })
            .await?;
            worst = worst.max(gauge::paint_after_answer(page).await?);
        }
    }
    let (longest, _) = gauge::long_tasks(page).await?;
    rows.push(Row::at_most(
        "filter: from its answer to the paint of 100 rows, worst of 6",
        worst,
        FILTER_MS,
    ));
    rows.push(Row::at_most("filter: longest task", longest, TASK_MS));
    Ok(worst)
}

/// The figures, first from the server and then from the browser's own database.
async fn figures(page: &Page, api: &LocalApi, rows: &mut Vec<Row>) -> Step {
    api.forget_requests().await?;
    page.goto("/analytics?period=all").await?;
    page.sees_within(120, "Updated ").await?;
    let (longest, _) = gauge::long_tasks_since_load(page).await?;
    let asked = api.requests_to("GET", "/api/batches/").await?.len();
    let took = gauge::since_load(page).await?;
    rows.push(Row::told(
        "figures, first visit: read from the server",
        format!("{:.1} s, {asked} requests", took / 1_000.0),
    ));
    rows.push(Row::at_most(
        "figures, first visit: longest task",
        longest,
        TASK_MS,
    ));
    page.goto("/batches").await?;
    page.table_becomes(words::BATCHES, "rows", |rows| !rows.is_empty())
        .await?;
    api.forget_requests().await?;
    gauge::begin(page).await?;
    page.follow(starts("Analytics")).await?;
    page.find_within(30, Role::Heading, "Busiest hours").await?;
    let shown = gauge::click_to_first(page, "chart-hours").await?;
    page.sees_within(60, "Updated ").await?;
    let (longest, _) = gauge::long_tasks(page).await?;
    let asked = api.requests_to("GET", "/api/batches/").await?.len();
    rows.push(Row::at_most(
        "figures, next visit: from the click to the charts",
        shown,
        FIGURES_MS,
    ));
    rows.push(Row::at_most(
        "figures, next visit: longest task",
        longest,
        TASK_MS,
    ));
    rows.push(Row::told(
        "figures, next visit: requests",
        asked.to_string(),
    ));
    gauge::begin(page).await?;
    page.select("Period", "All time").await?;
    page.find_within(30, Role::Heading, starts("Batches received per"))
        .await?;
    page.never_sees(1.0, "no such text").await?;
    let (longest, _) = gauge::long_tasks(page).await?;
    rows.push(Row::at_most(
        "figures, another period: longest task",
        longest,
        TASK_MS,
    ));
    Ok(())
}

/// The whole list as a file (F-48): how long nobody could click, and how long it took.
async fn exports(page: &Page, rows: &mut Vec<Row>) -> Step {
    for format in ["csv", "xlsx"] {
        page.goto("/batches").await?;
        page.table_becomes(words::BATCHES, "rows", |rows| !rows.is_empty())
            .await?;
        page.press("Export").await?;
        page.find(Role::Button, "Export file").await?;
        let choose = format!(
            "document.querySelector('input[name=export-format][value={format}]').click(); return null"
        );
        page.eval(&choose).await?;
        gauge::begin(page).await?;
        let started = std::time::Instant::now();
        page.press("Export file").await?;
        page.sees_within(600, "is ready with").await?;
        let took = started.elapsed().as_secs_f64();
        let (longest, _) = gauge::long_tasks(page).await?;
        rows.push(Row::told(
            &format!("export of all as .{format}: until it is saved"),
            format!("{took:.1} s"),
        ));
        rows.push(Row::at_most(
            &format!("export of all as .{format}: longest task"),
            longest,
            INPUT_MS,
        ));
    }
    Ok(())
}

/// Requests of the list while it is looked at, and while nobody looks.
async fn polls(page: &Page, api: &LocalApi, rows: &mut Vec<Row>) -> Step {
    page.goto("/batches").await?;
    page.table_becomes(words::BATCHES, "rows", |rows| !rows.is_empty())
        .await?;
    // The numbers on the tabs are asked for once.
    page.never_sees(1.0, "no such text").await?;
    api.forget_requests().await?;
    page.never_sees(POLLS_SECONDS, "no such text").await?;
    let seen = api.requests_to("GET", "/api/*").await?.len();
    // The longest wait is 5 s by default: no more than one request each, and one on its way.
    let most = (POLLS_SECONDS / 5.0).ceil() as usize + 1;
    rows.push(Row {
        what: format!("list with running batches: requests in {POLLS_SECONDS:.0} s"),
        measured: seen.to_string(),
        limit: format!("≤ {most}"),
        kept: seen <= most && seen > 0,
    });
    page.hide(true).await?;
    page.never_sees(1.0, "no such text").await?;
    api.forget_requests().await?;
    page.never_sees(POLLS_SECONDS, "no such text").await?;
    let hidden = api.requests_to("GET", "/api/*").await?.len();
    rows.push(Row {
        what: format!("the same while hidden: requests in {POLLS_SECONDS:.0} s"),
        measured: hidden.to_string(),
        limit: "0".to_owned(),
        kept: hidden == 0,
    });
    page.hide(false).await
}
