//! `cargo xtask bench upload`: the console against the browser's own ceiling (a bare page that sends the same slices) and
//! against shaped lines. Prints the table of docs/performance.md row by row, and to the error output what each run was made of.
//!
//! Options: `--quick` (200 MB over loopback only), `--only WORD` (scenarios whose name holds WORD), `--runs N`.

mod archive;
mod bare;
mod console;
mod curl;
mod gauge;
mod memory;
mod report;
mod scenario;
mod shape;

use e2e::{Failure, Step};
use scenario::Scenario;

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
        }
    }

    fn wants(&self, scenario: &Scenario) -> bool {
        let quick = !self.quick || scenario.quick;
        quick
            && self
                .only
                .as_ref()
                .is_none_or(|word| scenario.name.contains(word.as_str()))
    }
}

async fn bench(options: &Options) -> Step {
    println!("{}\n\n{}", e2e::machine::machine(), report::HEAD);
    for scenario in scenario::all().into_iter().filter(|s| options.wants(s)) {
        let runs = options.runs.unwrap_or(scenario.runs);
        for run in 1..=runs {
            eprintln!(
                "{} · run {run} of {runs}{}",
                scenario.name,
                e2e::machine::load()
            );
            let measured = scenario.measure(run).await?;
            println!("{}", report::row(scenario.name, &measured));
            eprintln!("{}", report::details(&measured));
        }
    }
    Ok(())
}
