//! Part "e2e": the built console in Chromium against local-api, and the size of its first view.

use std::process::Command;
use std::time::Instant;

use super::Checks;
use super::count::Count;
use crate::console;
use crate::failure::Result;
use crate::paths;
use crate::process::{self, Outcome};
use crate::scene::Scene;
use crate::size;
use crate::term;
use crate::workspace::Workspace;

pub fn run(ws: &Workspace, checks: &mut Checks) {
    let built = checks.check("console, release build", |_| {
        let start = Instant::now();
        console::build(ws)?;
        Ok(Outcome {
            ok: true,
            log: String::new(),
            took: start.elapsed(),
        })
    });
    if !built {
        return;
    }
    checks.check("size of the first view", |_| {
        let start = Instant::now();
        let report = size::measure(ws)?;
        Ok(Outcome {
            ok: report.within_limit,
            log: report.table,
            took: start.elapsed(),
        })
    });
    checks.check("no path of this machine in dist/", |_| {
        let start = Instant::now();
        let leaks = paths::leaks(ws)?;
        Ok(Outcome {
            ok: leaks.is_empty(),
            log: leaks.join("\n"),
            took: start.elapsed(),
        })
    });
    let Some(scene) = checks.prepare("what the tests need", || Scene::prepare(ws)) else {
        return;
    };
    checks.check("tests in Chromium", |name| {
        let first = process::run(name, tests(ws, &scene, &[]))?;
        let failed = failed_tests(&first.log);
        if first.ok || failed.is_empty() || failed.len() > MOST_AGAIN {
            return Ok(first);
        }
        again(ws, &scene, name, first, &failed)
    });
}

/// A browser on a busy machine is late now and then. A test that fails among the others gets one more try, by itself;
/// more failures than this are no accident.
const MOST_AGAIN: usize = 8;

/// Runs the failed tests once more, one at a time. What needed it is said, never hidden.
fn again(
    ws: &Workspace,
    scene: &Scene,
    name: &str,
    first: Outcome,
    failed: &[String],
) -> Result<Outcome> {
    term::warn(&format!(
        "Tried once more, each by itself: {}",
        failed.join(", ")
    ));
    term::say(
        first
            .log
            .split("failures:")
            .nth(1)
            .unwrap_or_default()
            .trim(),
    );
    let mut words: Vec<&str> = failed.iter().map(String::as_str).collect();
    words.extend(["--exact", "--test-threads=1"]);
    let second = process::run(&format!("{name}, second try"), tests(ws, scene, &words))?;
    if !second.ok {
        return Ok(second);
    }
    Ok(Outcome {
        ok: true,
        log: format!(
            "test result: ok. {} passed; 0 failed\n{}",
            Count::of(&first.log, false).passed,
            second.log
        ),
        took: first.took + second.took,
    })
}

fn tests(ws: &Workspace, scene: &Scene, words: &[&str]) -> Command {
    let mut command = ws.cargo(["test", "--locked", "--profile", "host", "-p", "e2e"]);
    command.arg("--no-fail-fast");
    if !words.is_empty() {
        command.args(["--test", "console", "--"]).args(words);
    }
    scene.describe(&mut command);
    command
}

/// Names behind which cargo's runner has written "FAILED".
fn failed_tests(log: &str) -> Vec<String> {
    let name = |line: &str| {
        let rest = line.strip_prefix("test ")?.strip_suffix("... FAILED")?;
        Some(rest.trim().to_owned())
    };
    log.lines().filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::failed_tests;

    #[test]
    fn the_failed_ones_are_read_from_the_log() {
        let log = "test a::b ... ok\ntest a::c ... FAILED\ntest a::d has been running for over 60 seconds\n\
                   test e::f ... FAILED\n\nfailures:\n";
        assert_eq!(failed_tests(log), ["a::c", "e::f"]);
        assert!(failed_tests("error: could not compile").is_empty());
    }
}
