//! Part "host": the native tests of every package but the end-to-end tests.

use super::Checks;
use crate::workspace::Workspace;

pub fn run(ws: &Workspace, checks: &mut Checks) {
    let mut command = ws.cargo(["test", "--locked", "--profile", "host", "--workspace"]);
    // The rest runs even if one test binary fails; the end-to-end tests need a browser and have a part of their own.
    command.args([
        "--exclude",
        "e2e",
        "--features",
        "xtask/compress,xtask/release",
        "--no-fail-fast",
    ]);
    checks.program("native tests", command);
}
