//! `cargo xtask bench upload`: the console against a bare page that sends the same slices, and against shaped lines, in the
//! browser that `E2E_BROWSER` names. 10 GB, shaped lines and curl are measured beside Chromium only.
//!
//! Options: `--quick` (200 MB over loopback only), `--only WORD` (scenarios whose name holds WORD), `--runs N`, `--lanes N`
//! (so many chunks at once, of console and bare page alike; 3 if not given).

mod archive;
mod bare;
mod console;
mod curl;
mod gauge;
mod memory;
mod over;
mod processes;
mod quiet;
mod report;
mod scenario;
mod shape;
mod summary;

use e2e::browser::Browser;
use e2e::{Engine, Failure, Step};
use scenario::{Measured, Scenario};

fn main() -> std::process::ExitCode {
    let options = Options::read(std::env::args().skip(1));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let outcome = runtime
        .map_err(Failure::from)
        .and_then(|runtime| runtime.block_on(bench(&options)));
    match outcome {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            std::process::ExitCode::FAILURE
        }
    }
}

struct Options {
    quick: bool,
    only: Option<String>,
    runs: Option<usize>,
    lanes: u32,
}

impl Options {
    fn read(words: impl Iterator<Item = String>) -> Self {
        let words: Vec<String> = words.collect();
        let after = |flag: &str| {
            words
                .iter()
                .position(|w| w == flag)
                .and_then(|at| words.get(at + 1))
                .cloned()
        };
        Self {
            quick: words.iter().any(|w| w == "--quick"),
            only: after("--only"),
            runs: after("--runs").and_then(|n| n.parse().ok()),
            lanes: after("--lanes")
                .and_then(|n| n.parse().ok())
                .unwrap_or(scenario::LANES),
        }
    }

    fn wants(&self, scenario: &Scenario, engine: Engine) -> bool {
        let quick = !self.quick || scenario.quick;
        let here = scenario.everywhere || engine == Engine::Chromium;
        quick
            && here
            && self
                .only
                .as_ref()
                .is_none_or(|word| scenario.name.contains(word.as_str()))
    }
}

async fn bench(options: &Options) -> Step {
    let engine = Engine::chosen()?;
    let browser = named(engine).await?;
    println!(
        "{browser}. {}. {} chunks at once.\n\n{}",
        e2e::machine::machine(),
        options.lanes,
        report::HEAD
    );
    let mut rows = Vec::new();
    let mut method = "";
    for scenario in scenario::all()
        .into_iter()
        .filter(|s| options.wants(s, engine))
    {
        let measured = all_runs(&scenario, options).await?;
        rows.push(summary::row(&browser, scenario.name, &measured));
        method = measured
            .last()
            .map_or(method, |run| summary::method(&run.console.tasks));
    }
    println!("\n{}\n{}\n\n{method}\n", summary::HEAD, rows.join("\n"));
    Ok(())
}

async fn all_runs(scenario: &Scenario, options: &Options) -> Step<Vec<Measured>> {
    let runs = options.runs.unwrap_or(scenario.runs);
    let mut all = Vec::new();
    for run in 1..=runs {
        eprintln!(
            "{} · run {run} of {runs}{}",
            scenario.name,
            e2e::machine::load()
        );
        let measured = scenario.measure(run, options.lanes).await?;
        println!("{}", report::row(scenario.name, &measured));
        eprintln!("{}", report::details(&measured));
        all.push(measured);
    }
    Ok(all)
}

/// Name and version of the browser.
async fn named(engine: Engine) -> Step<String> {
    let browser = Browser::start().await?;
    let capabilities = browser.driver.handle().capabilities();
    let version = capabilities.get("browserVersion").cloned();
    browser.quit().await?;
    let version = version.and_then(|v| v.as_str().map(str::to_owned));
    Ok(match version {
        Some(version) => format!("{engine} {version}"),
        None => engine.to_string(),
    })
}
