//! `cargo xtask release`: builds the console and hands it to the program `release`, with what a bill of materials needs to know.
//! DIR gets `www/` (served), `debug/` (modules with names), `console.cdx.json`, `SHA256SUMS`, and `previous/` to go back to.

mod second;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::args::Release;
use crate::console::{self, Commit};
use crate::failure::{Failure, Result};
use crate::process::{answer, attached, must};
use crate::term;
use crate::toolbox::{self, WASM};
use crate::workspace::Workspace;

/// The packages whose modules are released.
const RELEASED: [&str; 4] = [
    "omr-batch-console",
    "crc-worker",
    "xlsx-worker",
    "preflight-worker",
];

/// Runs the command; `Ok(false)` means that a second build gave other bytes.
pub fn run(ws: &Workspace, dir: &Path, what: Release) -> Result<bool> {
    let dir = absolute(dir)?;
    if dir.starts_with(ws.dist()) {
        return Err(Failure::new(
            "Each build empties dist/. Release into another folder, for example /srv/omr.",
        ));
    }
    if what == Release::Before {
        let mut command = console::helper(ws, "release", "release");
        command.arg("back").arg(&dir);
        must("Putting the release before back", command)?;
        term::say(&format!("{} is served again.", served(&dir)?));
        return Ok(true);
    }
    let changed = changed(ws);
    if !changed.is_empty() {
        let message = format!(
            "What is not committed goes into the release all the same: {}",
            changed.join(", ")
        );
        if what == Release::Checked {
            return Err(Failure(format!(
                "{message}. Commit it first: the second build is made from the commit."
            )));
        }
        term::warn(&message);
    }
    let commit = Commit::of(ws);
    console::build_of(ws, &commit)?;
    let facts = facts(ws, &commit)?;
    // What cannot be built again is not served.
    if what == Release::Checked && !second::is_same(ws, |first| place(ws, &facts, first))? {
        return Ok(false);
    }
    place(ws, &facts, &dir)?;
    let www = dir.join("www");
    term::say(&format!("{} is in {}.", served(&dir)?, www.display()));
    Ok(true)
}

/// Puts what was built into a folder.
fn place(ws: &Workspace, facts: &Path, dir: &Path) -> Result<()> {
    let mut command = console::helper(ws, "release", "release");
    command.arg("place").arg(ws.dist());
    command.arg(console::named_modules(ws)).arg(facts).arg(dir);
    must("Putting the release into its folder", command).map(|_| ())
}

/// `cargo xtask stack DIR`.
pub fn stack(ws: &Workspace, dir: &Path) -> Result<()> {
    let dir = absolute(dir)?;
    let mut command = console::helper(ws, "release", "release");
    command.arg("stack").arg(dir).stdin(Stdio::inherit());
    attached("stack", command)
}

fn absolute(dir: &Path) -> Result<PathBuf> {
    std::path::absolute(dir).map_err(|e| Failure::path("find", dir, &e))
}

/// What `version.json` says of the release that is served.
fn served(dir: &Path) -> Result<String> {
    let path = dir.join("www/version.json");
    let text = fs::read_to_string(&path).map_err(|e| Failure::path("read", &path, &e))?;
    Ok(text.trim().to_owned())
}

/// What goes into dist/ and is not as it was committed.
fn changed(ws: &Workspace) -> Vec<String> {
    let mut git = ws.command("git");
    git.args(["status", "--porcelain", "--"])
        .args(console::INPUTS);
    let text = answer(&mut git).unwrap_or_default();
    text.lines()
        .filter_map(|line| line.split_whitespace().last())
        .map(str::to_owned)
        .collect()
}

/// Writes down what the bill of materials is made from.
fn facts(ws: &Workspace, commit: &Commit) -> Result<PathBuf> {
    let folder = ws.folder(ws.target("xtask/facts"))?;
    let mut packages = toolbox::for_console(ws)?.packages;
    if let Some(rust) = answer(ws.command("rustc").arg("--version")) {
        let version = rust.split(' ').nth(1).unwrap_or_default();
        packages.push(format!("pkg:generic/rust@{version}"));
    }
    let lock = ws.path("Cargo.lock");
    let lock = fs::read_to_string(&lock).map_err(|e| Failure::path("read", &lock, &e))?;
    let mut metadata = ws.cargo(["metadata", "--locked", "--offline", "--format-version", "1"]);
    for target in console::host(ws).iter().map(String::as_str).chain([WASM]) {
        metadata.args(["--filter-platform", target]);
    }
    let texts = [
        ("tools.txt", packages.join("\n")),
        ("time.txt", commit.time.clone()),
        ("Cargo.lock", lock),
        ("metadata.json", said(metadata)?),
        // Macros run while building; what they bring is in no module.
        ("linked.txt", said(tree(ws, "normal,no-proc-macro"))?),
        ("built.txt", said(tree(ws, "normal,build"))?),
    ];
    for (name, text) in texts {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|e| Failure::path("write", &path, &e))?;
    }
    Ok(folder)
}

/// The crates that the released packages need, one a line.
fn tree(ws: &Workspace, edges: &str) -> Command {
    let mut command = ws.cargo(["tree", "--locked", "--offline", "--target", WASM]);
    command.args(["--prefix", "none", "--format", "{p}", "--edges", edges]);
    command.args(RELEASED.iter().flat_map(|name| ["-p", name]));
    command
}

fn said(mut command: Command) -> Result<String> {
    answer(&mut command).ok_or_else(|| {
        Failure(format!("{command:?} did not succeed. Run it to see why; the bill of materials needs its answer."))
    })
}
