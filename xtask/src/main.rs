//! The developer's commands: `cargo xtask run`, `cargo xtask test` and their smaller siblings. See `cargo xtask help`.

mod args;
mod browsers;
mod checks;
mod chromium;
mod console;
mod failure;
mod fingerprint;
mod gateways;
mod npm;
mod paths;
mod process;
mod programs;
mod release;
mod scene;
mod serve;
mod signal;
mod size;
mod start;
mod term;
mod toolbox;
mod versions;
mod workspace;

use std::process::ExitCode;

use args::Command;
use failure::Result;
use workspace::Workspace;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&words) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a command; `Ok(false)` means that it ran and found a fault.
fn dispatch(words: &[String]) -> Result<bool> {
    let command = args::parse(words)?;
    let ws = Workspace::locate()?;
    match command {
        Command::Run(options) => start::run(&ws, &options)?,
        Command::Serve { api, port } => serve::run(&ws, &api, port)?,
        Command::Test(parts, browsers) => return checks::run(&ws, &parts, &browsers),
        Command::Build => console::command(&ws)?,
        Command::Release { dir, what } => return release::run(&ws, &dir, what),
        Command::Stack(dir) => release::stack(&ws, &dir)?,
        Command::Size => return show_size(&ws),
        Command::Samples(rest) => programs::samples(&ws, &rest)?,
        Command::Shots(rest) => programs::shots(&ws, &rest)?,
        Command::Bench {
            name,
            browsers,
            rest,
        } => programs::bench(&ws, &name, &browsers, &rest)?,
        Command::Help => term::say(args::HELP),
    }
    Ok(true)
}

/// `cargo xtask size`.
fn show_size(ws: &Workspace) -> Result<bool> {
    console::build(ws)?;
    let report = size::measure(ws)?;
    term::say(&report.table);
    if !report.within_limit {
        term::say("The first view or a page is beyond its limit, see above.");
    }
    Ok(report.within_limit)
}
