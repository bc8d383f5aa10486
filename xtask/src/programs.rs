//! Commands that prepare the scene of the end-to-end tests and then run one of their programs: `shots`, `bench`.

use crate::console;
use crate::failure::Result;
use crate::process;
use crate::scene::{Scene, samples as write_samples};
use crate::term;
use crate::workspace::Workspace;

/// `cargo xtask samples`.
pub fn samples(ws: &Workspace, options: &[String]) -> Result<()> {
    let outcome = write_samples(ws, options)?;
    term::say(outcome.log.trim_end());
    Ok(())
}

/// `cargo xtask shots`.
pub fn shots(ws: &Workspace, options: &[String]) -> Result<()> {
    program(ws, "shots", options)
}

/// `cargo xtask bench NAME`.
pub fn bench(ws: &Workspace, name: &str, options: &[String]) -> Result<()> {
    program(ws, &format!("bench-{name}"), options)
}

/// Runs a program of tests/e2e, attached to the terminal.
fn program(ws: &Workspace, name: &str, options: &[String]) -> Result<()> {
    console::build(ws)?;
    let scene = Scene::prepare(ws)?;
    let build = ws.cargo([
        "build",
        "--locked",
        "--profile",
        "host",
        "-p",
        "e2e",
        "--bin",
        name,
    ]);
    process::must(&format!("Building {name}"), build)?;
    let mut command = ws.command(ws.host_program(name));
    command.args(options);
    scene.describe(&mut command);
    process::attached(name, command)
}
