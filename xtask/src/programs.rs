//! Commands that prepare the scene of the end-to-end tests and then run one of their programs: `shots`, `bench`.

use std::process::Command;

use crate::args::Browser;
use crate::browsers;
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
pub fn bench(ws: &Workspace, name: &str, browsers: &[Browser], options: &[String]) -> Result<()> {
    match name {
        "upload" => upload(ws, browsers, options),
        "schedules" => schedules(ws, options),
        _ => program(ws, &format!("bench-{name}"), options),
    }
}

/// Uploads, one browser after the other: side by side they would share the processor.
fn upload(ws: &Workspace, wanted: &[Browser], options: &[String]) -> Result<()> {
    let browsers = browsers::ready(ws, wanted)?;
    let name = "bench-upload";
    let scene = built(ws, name)?;
    for ready in browsers {
        let mut command = started(ws, &scene, name, options);
        ready.describe(&mut command);
        process::attached(&format!("{name} in {}", ready.browser.name()), command)?;
    }
    Ok(())
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
    let scene = built(ws, name)?;
    process::attached(name, started(ws, &scene, name, options))
}

/// Builds the console, what else the program needs, and the program itself.
fn built(ws: &Workspace, name: &str) -> Result<Scene> {
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
    Ok(scene)
}

/// The built program with its options.
fn started(ws: &Workspace, scene: &Scene, name: &str, options: &[String]) -> Command {
    let mut command = ws.command(ws.host_program(name));
    command.args(options);
    scene.describe(&mut command);
    command
}
