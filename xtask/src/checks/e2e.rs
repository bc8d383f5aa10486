//! Part "e2e": the built console in Chromium against local-api, and the size of its first view.

use std::time::Instant;

use super::Checks;
use crate::console;
use crate::process::Outcome;
use crate::scene::Scene;
use crate::size;
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
    let Some(scene) = checks.prepare("what the tests need", || Scene::prepare(ws)) else {
        return;
    };
    let mut command = ws.cargo(["test", "--locked", "--profile", "host", "-p", "e2e"]);
    command.arg("--no-fail-fast");
    scene.describe(&mut command);
    checks.program("tests in Chromium", command);
}
