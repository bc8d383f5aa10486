//! Part "e2e": the built console in three browsers against local-api, and the size of its first view.

use std::process::Command;
use std::time::Instant;

use super::Checks;
use super::count::Count;
use crate::args::Browser;
use crate::browsers::{self, Ready};
use crate::console;
use crate::failure::Result;
use crate::paths;
use crate::process::{self, Outcome};
use crate::scene::Scene;
use crate::size;
use crate::term;
use crate::workspace::Workspace;

pub fn run(ws: &Workspace, checks: &mut Checks, wanted: &[Browser]) {
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
    let Some(browsers) = checks.prepare("browsers", || browsers::ready(ws, wanted)) else {
        return;
    };
    let built = checks.prepare("the tests", || {
        let mut build = ws.cargo(["test", "--locked", "--profile", "host", "-p", "e2e"]);
        build.arg("--no-run");
        process::must("e2e: building the tests", build)
    });
    if built.is_none() {
        return;
    }
    // Side by side: the tests mostly wait.
    let all = browsers.iter().map(|ready| tests(ws, &scene, ready, &[]));
    let names: Vec<&str> = browsers.iter().map(|ready| ready.browser.name()).collect();
    let title = format!("e2e: tests in {}", names.join(", "));
    let outcomes = process::together(&title, all.collect());
    for (ready, first) in browsers.iter().zip(outcomes) {
        checks.check(&format!("tests in {}", ready.browser.name()), |name| {
            let first = first?;
            let failed = failed_tests(&first.log);
            if first.ok || failed.is_empty() || failed.len() > MOST_AGAIN {
                return Ok(first);
            }
            again(ws, &scene, ready, name, first, &failed)
        });
    }
}

/// The tests of a browser, by the beginnings of their names; none stands for all. What Firefox or WebKit is not made to do is
/// skipped by the test itself (`Setup::needs`). Here stands what is worth its time there: what people do, and what goes wrong
/// between page and server. The looks of pages in all colours and widths are Chromium's part.
fn subjects(browser: Browser) -> &'static [&'static str] {
    match browser {
        Browser::Chromium => &[],
        Browser::Firefox => &[
            "bad_files::",
            "delete::",
            "detail",
            "export::",
            "f_",
            "harness::",
            "list",
            "live::",
            "notices::",
            "once::",
            "processing::",
            "queue::",
            "session::",
            "sign_",
            "upload::",
        ],
        Browser::WebKit => &[
            "delete::",
            "detail::",
            "f_answers::",
            "f_network::f03",
            "f_tabs::f25",
            "harness::",
            "looks::",
            "once::",
            "sign_in::",
            "upload::",
        ],
    }
}

/// How many tests run at the same time. All three browsers together keep two cores busy.
fn threads(browser: Browser) -> &'static str {
    match browser {
        Browser::Chromium | Browser::Firefox => "2",
        Browser::WebKit => "1",
    }
}

/// A browser on a busy machine is late now and then. A test that fails among the others gets one more try, by itself;
/// more failures than this are no accident.
const MOST_AGAIN: usize = 8;

/// Runs the failed tests once more, one at a time. What needed it is said, never hidden.
fn again(
    ws: &Workspace,
    scene: &Scene,
    ready: &Ready,
    name: &str,
    first: Outcome,
    failed: &[String],
) -> Result<Outcome> {
    term::warn(&format!(
        "Tried once more in {}, each by itself: {}",
        ready.browser.name(),
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
    let words: Vec<&str> = failed.iter().map(String::as_str).collect();
    let second = process::run(
        &format!("{name}, second try"),
        tests(ws, scene, ready, &words),
    )?;
    if !second.ok {
        return Ok(second);
    }
    let before = Count::of(&first.log, false);
    Ok(Outcome {
        ok: true,
        // With the lines of the skipped ones, which are counted.
        log: format!(
            "{}\ntest result: ok. {} passed; 0 failed\n{}",
            skipped_tests(&first.log).join("\n"),
            before.passed + before.skipped,
            second.log
        ),
        took: first.took + second.took,
    })
}

/// The program of the tests in a browser: all of its subjects, or the tests of these names one at a time.
fn tests(ws: &Workspace, scene: &Scene, ready: &Ready, names: &[&str]) -> Command {
    let mut command = ws.cargo(["test", "--locked", "--profile", "host", "-p", "e2e"]);
    command.arg("--no-fail-fast");
    let subjects = subjects(ready.browser);
    if !names.is_empty() {
        command.args(["--test", "console", "--", "--exact", "--test-threads=1"]);
        command.args(names);
    } else if subjects.is_empty() {
        command.args(["--", "--test-threads", threads(ready.browser)]);
    } else {
        command.args(["--test", "console", "--", "--test-threads"]);
        command.arg(threads(ready.browser)).args(subjects);
    }
    scene.describe(&mut command);
    ready.describe(&mut command);
    if ready.browser == Browser::Firefox {
        // Both spellings of the server in every run: Firefox meets production's, the others the handoff's.
        command.env("E2E_SPELLING", "production");
    }
    command
}

/// What the tests have said that a browser cannot run.
fn skipped_tests(log: &str) -> Vec<&str> {
    let start = |line: &'_ str| line.find("skipped in ");
    log.lines()
        .filter_map(|line| start(line).map(|at| &line[at..]))
        .collect()
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
