//! What `cargo xtask release` and `cargo xtask stack` do beyond a build: put a release into its folder, put the one before back, read a
//! stack trace. A program of its own, because it needs more dependencies than the commands.
//! Usage: `release place DIST NAMED FACTS DIR`, `release back DIR`, `release stack DIR` (the stack comes from standard input).

use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::process::ExitCode;

mod bill;
mod contents;
mod crates;
mod place;
mod stack;
mod sums;
#[path = "../../wasm_module.rs"]
mod wasm_module;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().skip(1).collect();
    let paths: Vec<&Path> = words.iter().map(Path::new).collect();
    match run(&paths) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&Path]) -> Outcome {
    let verb = words.first().and_then(|word| word.to_str());
    match (verb, words.get(1..).unwrap_or_default()) {
        (Some("place"), [dist, named, facts, dir]) => {
            place::place(&contents::built(dist, named, bill(facts)?)?, dir)
        }
        (Some("back"), [dir]) => place::place(&contents::kept(dir)?, dir),
        (Some("stack"), [dir]) => read_stack(dir),
        _ => Err("usage: release place DIST NAMED FACTS DIR | back DIR | stack DIR".into()),
    }
}

/// The bill of materials, from what `cargo xtask` has found out.
fn bill(facts: &Path) -> Outcome<String> {
    let read = |name: &str| {
        let path = facts.join(name);
        fs::read_to_string(&path).map_err(|error| told("read", &path, &error))
    };
    let crates = crates::read(&crates::Said {
        linked: &read("linked.txt")?,
        built: &read("built.txt")?,
        metadata: &read("metadata.json")?,
        lock: &read("Cargo.lock")?,
    })?;
    bill::text(&crates, &read("tools.txt")?, read("time.txt")?.trim())
}

/// Prints the stack with names.
fn read_stack(dir: &Path) -> Outcome {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let served = || -> Outcome<String> {
        let version = dir.join("www/version.json");
        let read = fs::read_to_string(&version).map_err(|error| told("read", &version, &error))?;
        let build = serde_json::from_str::<serde_json::Value>(&read)?["build"]
            .as_str()
            .map(str::to_owned);
        Ok(build.ok_or_else(|| format!("{} names no build", version.display()))?)
    };
    let build = stack::build(&text).map_or_else(served, |build| Ok(build.to_owned()))?;
    print!("{}", stack::Modules::read(dir, &build)?.named(&text));
    Ok(())
}

/// What went wrong with a file, and what helps.
fn told(verb: &str, path: &Path, error: &io::Error) -> Box<dyn Error> {
    let remedy = match error.kind() {
        io::ErrorKind::PermissionDenied => " You have no right to do that: check who owns it.",
        io::ErrorKind::StorageFull => " The disk is full.",
        _ => "",
    };
    format!("Could not {verb} {}: {error}.{remedy}", path.display()).into()
}
