//! Part "lint": formatting, the rules of the source and of the dependencies, and clippy for the host and for the browser.

use std::time::Instant;

use super::{Checks, browser, layers, rules};
use crate::process::Outcome;
use crate::toolbox::{self, WASM};
use crate::workspace::Workspace;

pub fn run(ws: &Workspace, checks: &mut Checks) {
    checks.program("rustfmt", ws.cargo(["fmt", "--all", "--check"]));
    checks.check("rules of the source", |_| {
        let start = Instant::now();
        let mut broken = rules::broken(ws)?;
        broken.extend(layers::broken(ws)?);
        Ok(Outcome {
            ok: broken.is_empty(),
            log: broken.join("\n"),
            took: start.elapsed(),
        })
    });
    if let Some(deny) = checks.prepare("cargo-deny", || toolbox::cargo_deny(ws)) {
        let mut command = ws.command(deny);
        // Advisories need the RustSec database, which is fetched by git.
        command.args(["--locked", "check", "bans", "licenses", "sources"]);
        checks.program("licences, sources and bans of the dependencies", command);
    }
    // The profile of the tests that follow: build scripts (SQLite!) and procedural macros are then built once.
    let mut host = ws.cargo([
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--all-features",
    ]);
    host.args(["--profile", "host", "--", "-D", "warnings"]);
    checks.program("clippy for the host", host);
    let ready = || toolbox::ensure_target(ws).and_then(|()| browser::targets(&ws.path("tests")));
    if let Some(tests) = checks.prepare("WebAssembly target", ready) {
        // Not `--all-targets`: the unit tests are native, and so are the crates that they need.
        let mut wasm = ws.cargo(["clippy", "--locked"]);
        wasm.args([
            "-p",
            "omr-batch-console",
            "-p",
            "crc-worker",
            "-p",
            "xlsx-worker",
        ]);
        wasm.args(["--target", WASM, "--lib", "--bins"]);
        wasm.args(tests.iter().flat_map(|name| ["--test", name]));
        wasm.args(["--", "-D", "warnings"]);
        checks.program("clippy for the browser", wasm);
    }
}
