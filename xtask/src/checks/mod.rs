//! `cargo xtask test`: runs every check of the chosen parts, even after one has failed, and sums up at the end.

mod browser;
mod count;
mod e2e;
mod host;
mod layers;
mod lint;
mod rules;
mod summary;

use std::process::Command;
use std::time::Instant;

use crate::args::{Browser, Part};
use crate::failure::Result;
use crate::process::{self, Outcome};
use crate::term;
use crate::workspace::Workspace;
use count::Count;
use summary::Entry;

/// Runs the parts; true if nothing failed.
pub fn run(ws: &Workspace, parts: &[Part], browsers: &[Browser]) -> Result<bool> {
    let mut checks = Checks::default();
    for &part in parts {
        checks.part = part.word();
        match part {
            Part::Lint => lint::run(ws, &mut checks),
            Part::Host => host::run(ws, &mut checks),
            Part::Browser => browser::run(ws, &mut checks),
            Part::E2e => e2e::run(ws, &mut checks, browsers),
        }
    }
    let (text, ok) = summary::text(&checks.done);
    term::say(&text);
    Ok(ok)
}

/// What has been checked so far.
#[derive(Default)]
struct Checks {
    part: &'static str,
    done: Vec<Entry>,
}

impl Checks {
    /// Runs a program as a check: it passes if the program succeeds. A failure is shown in full, at once.
    fn program(&mut self, name: &str, command: Command) -> bool {
        self.check(name, |name| process::run(name, command))
    }

    /// Runs anything as a check. `Err` means that it could not even start.
    fn check(&mut self, name: &str, work: impl FnOnce(&str) -> Result<Outcome>) -> bool {
        let start = Instant::now();
        let outcome = work(&format!("{}: {name}", self.part)).unwrap_or_else(|failure| Outcome {
            ok: false,
            log: failure.0,
            took: start.elapsed(),
        });
        if !outcome.ok {
            let line = "─".repeat(72);
            let log = outcome.log.trim_end();
            term::say(&format!(
                "{line}\n{}: {name} failed:\n\n{log}\n{line}",
                self.part
            ));
        }
        self.done.push(Entry {
            part: self.part,
            name: name.to_owned(),
            ok: outcome.ok,
            count: Count::of(&outcome.log, outcome.ok),
            took: outcome.took,
        });
        outcome.ok
    }

    /// Runs a preparation. Only its failure counts: as a failed check, with what it keeps from running.
    fn prepare<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        let start = Instant::now();
        match work() {
            Ok(value) => Some(value),
            Err(failure) => {
                let took = start.elapsed();
                self.check(name, |_| {
                    Ok(Outcome {
                        ok: false,
                        log: failure.0,
                        took,
                    })
                });
                None
            }
        }
    }
}
