//! `cargo xtask bench load`: what it costs to open each page with an empty cache, signed in, and to open it again; as it is
//! and as a slow computer on a slow line. Prints the table of docs/performance.md.
//!
//! Options: `--batches N` (default 93), `--runs N` (default 1; times are the median), `--names` (what was asked for).

use std::process::ExitCode;

use e2e::api::ADMIN;
use e2e::browser::Browser;
use e2e::loading::{PLACES, Place, SIGN_IN, Visit, slow, visit};
use e2e::{Failure, LocalApi, Page, Setup, Step};

/// The least that shows the rows: a page, a script, the answer of the list.
const BARE: Place = Place {
    name: "bare page",
    path: "/bare.html",
    mark: "#main tbody tr",
    limit: (u64::MAX, u64::MAX),
};
const BARE_PAGE: &str = r#"<!doctype html><meta charset="utf-8"><title>Bare</title><main id="main"></main>
<script src="/bare.js"></script>"#;
const BARE_SCRIPT: &str = r#"const { access } = JSON.parse(localStorage.getItem("omr.session"));
fetch("/api/batches/?limit=50&page_size=50&offset=0", { headers: { Authorization: `Bearer ${access}` } })
  .then((answer) => answer.json()).then(({ batches }) => {
    // By nodes: the CSP takes no markup (Trusted Types).
    const make = (name, children) => { const node = document.createElement(name); node.append(...children); return node; };
    const rows = batches.map((batch) => make("tr", Object.values(batch).map((value) => make("td", [String(value)]))));
    document.getElementById("main").append(make("table", [make("tbody", rows)]));
  });"#;

struct Options {
    batches: u32,
    runs: usize,
    names: bool,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str, fallback: u32| {
        let at = words.iter().position(|word| word == name);
        at.and_then(|at| words.get(at + 1)?.parse().ok())
            .unwrap_or(fallback)
    };
    let options = Options {
        batches: number("--batches", 93),
        runs: number("--runs", 1).max(1) as usize,
        names: words.iter().any(|word| word == "--names"),
    };
    let run = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::from)
        .and_then(|runtime| runtime.block_on(bench(&options)));
    match run {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

async fn bench(options: &Options) -> Step {
    println!("{}{}\n", e2e::machine::machine(), e2e::machine::load());
    let setup = Setup::default().seeded(options.batches).own_dist();
    let api = LocalApi::start("bench-load", &setup)?;
    std::fs::write(api.data().join("dist/bare.html"), BARE_PAGE)?;
    std::fs::write(api.data().join("dist/bare.js"), BARE_SCRIPT)?;
    let browser = Browser::start().await?;
    let page = browser.first_page(api.base()).await?;
    println!(
        "| page | visit | requests | KB | round trips | there after | requests until idle | KB until idle | longest task | layout shift |\n\
         |---|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    );
    for slowly in [false, true] {
        slow(&page, slowly).await?;
        line(&page, &SIGN_IN, SIGN_IN.path, true, slowly, options).await?;
    }
    slow(&page, false).await?;
    page.sign_in(ADMIN).await?;
    let session = api.sign_in(ADMIN).await?;
    let batches = session.batches().await?;
    let id = batches
        .first()
        .and_then(|batch| batch["batch_uuid"].as_str());
    let id = id.ok_or_else(|| Failure::new("there is no batch"))?;
    for place in std::iter::once(&BARE).chain(&PLACES) {
        let path = place.path.replace("{id}", id);
        for slowly in [false, true] {
            slow(&page, slowly).await?;
            for cold in [true, false] {
                line(&page, place, &path, cold, slowly, options).await?;
            }
        }
    }
    slow(&page, false).await?;
    browser.driver.clone().quit().await?;
    api.forget_data()
}

/// Visits a page so many times, and prints the median.
async fn line(
    page: &Page,
    place: &Place,
    path: &str,
    cold: bool,
    slowly: bool,
    options: &Options,
) -> Step {
    let mut visits = Vec::new();
    for _ in 0..options.runs {
        visits.push(visit(page, place.mark, path, cold).await?);
    }
    visits.sort_by(|a: &Visit, b: &Visit| a.there_ms.total_cmp(&b.there_ms));
    let Some(median) = visits.get(visits.len() / 2) else {
        return Ok(());
    };
    println!(
        "| {} | {}, {} | {} | {:.0} | {} | {:.0} ms | {} | {:.0} | {} | {:.2} |",
        place.name,
        if cold { "first" } else { "again" },
        if slowly { "slow" } else { "as it is" },
        median.requests,
        median.bytes as f64 / 1e3,
        median.trips,
        median.there_ms,
        median.all_requests,
        median.all_bytes as f64 / 1e3,
        if median.task_ms > 0.0 {
            format!("{:.0} ms", median.task_ms)
        } else {
            "–".to_owned()
        },
        median.shift,
    );
    if options.names {
        for name in &median.names {
            println!("    {name}");
        }
    }
    Ok(())
}
