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
    match name {
        "schedules" => schedules(ws, options),
        _ => program(ws, &format!("bench-{name}"), options),
    }
}

/// Fault schedules against the upload machine beyond those of the tests: seeds from 0 to the number that is given.
fn schedules(ws: &Workspace, options: &[String]) -> Result<()> {
    let seeds = options.first().map_or("300000", String::as_str);
    let mut test = ws.cargo(["test", "--locked", "--profile", "host"]);
    test.args(["-p", "omr-batch-console", "--test", "upload_schedules"]);
    test.args(["a_thousand", "--", "--nocapture"]);
    test.env("SEEDS", seeds);
    process::attached("the schedules", test)
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
