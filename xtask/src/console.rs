//! Builds the release console into dist/: Trunk, then brotli and gzip beside each file. Nothing changed, nothing built.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::{Failure, Result};
use crate::fingerprint;
use crate::paths;
use crate::process::{answer, must};
use crate::term;
use crate::toolbox::{self, Toolbox, WASM};
use crate::workspace::Workspace;

/// Everything that goes into dist/.
pub const INPUTS: [&str; 16] = [
    "Cargo.toml",
    "build.rs",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo/config.toml",
    "Trunk.toml",
    "index.html",
    "src",
    "style",
    "lang",
    "preflight",
    "workers",
    "public",
    "xtask/src/bin/compress.rs",
    "xtask/src/bin/split",
    "xtask/src/wasm_module.rs",
];

/// Builds dist/ if anything that goes into it has changed.
pub fn build(ws: &Workspace) -> Result<()> {
    let tools = toolbox::for_console(ws)?;
    let stamp = stamp_file(ws);
    ws.folder(ws.target("xtask"))?;
    if fs::read_to_string(&stamp).is_ok_and(|old| Some(old) == print(ws, &tools).ok()) {
        return Ok(());
    }
    // A build that is interrupted must not look finished.
    let _ = fs::remove_file(&stamp);
    fetch(ws)?;
    let mut trunk = ws.command("trunk");
    trunk.args(["build", "--release", "--locked"]);
    trunk.arg("--dist").arg(ws.dist());
    tools.equip(&mut trunk);
    // build.rs keeps the relocations for `split`. Erased views make the module a tenth smaller (leptos: erase_components).
    trunk
        .env("OMR_SPLIT", "1")
        .env("CARGO_ENCODED_RUSTFLAGS", flags(ws));
    must("Building the console (release)", trunk)?;
    split(ws, &tools)?;
    compress(ws)?;
    let print = print(ws, &tools)?;
    fs::write(&stamp, print).map_err(|e| Failure::path("write", &stamp, &e))
}

/// Where stands what dist/ was made from.
fn stamp_file(ws: &Workspace) -> PathBuf {
    ws.target("xtask/dist.fingerprint")
}

/// Builds dist/ anew also if it was built from another commit (the sources may be the same, but it would tell another name), or if
/// the names of its functions are gone.
pub fn build_of(ws: &Workspace, commit: &Commit) -> Result<()> {
    let named = format!("\"commit\":\"{}\"", commit.id);
    let version = fs::read_to_string(ws.dist().join("version.json"));
    let is_whole = named_modules(ws).is_dir();
    if !is_whole || !version.is_ok_and(|text| text.contains(&named)) {
        // Not there is as good as removed.
        let _ = fs::remove_file(stamp_file(ws));
    }
    build(ws)
}

/// Where the modules with the names of their functions lie.
pub fn named_modules(ws: &Workspace) -> PathBuf {
    ws.target("xtask/split/named")
}

/// The commit that is checked out. Both are empty where there is no git, or no commit: a release then says its version alone.
pub struct Commit {
    pub id: String,
    pub time: String,
}

impl Commit {
    pub fn of(ws: &Workspace) -> Self {
        let git = |args: &[&str]| answer(ws.command("git").args(args)).unwrap_or_default();
        Self {
            id: git(&["rev-parse", "--short=12", "HEAD"]),
            time: git(&["log", "-1", "--format=%cI"]),
        }
    }
}

/// What rustc is told beside the profile. Between the flags stands what no path holds (cargo: CARGO_ENCODED_RUSTFLAGS).
fn flags(ws: &Workspace) -> OsString {
    let mut flags = OsString::from("--cfg\u{1f}erase_components");
    for flag in paths::flags(ws) {
        flags.push("\u{1f}");
        flags.push(flag);
    }
    flags
}

/// The builds say "offline", so that they never wait for a network; what they need is brought here.
pub fn fetch(ws: &Workspace) -> Result<()> {
    let mut command = ws.cargo(["fetch", "--locked", "--target", WASM]);
    if let Some(host) = host(ws) {
        command.args(["--target", &host]);
    }
    must("Downloading the Rust packages", command).map(|_| ())
}

/// This machine's target, as rustc names it: build scripts and macros are compiled for it.
pub fn host(ws: &Workspace) -> Option<String> {
    let version = answer(ws.command("rustc").arg("-vV"))?;
    let mut lines = version.lines();
    lines.find_map(|line| line.strip_prefix("host: ").map(str::to_owned))
}

/// What dist/ was made from, and what it looks like: a dist/ that somebody else has written is not ours.
fn print(ws: &Workspace, tools: &Toolbox) -> Result<String> {
    let rustc = answer(ws.command("rustc").arg("-vV")).unwrap_or_default();
    let salt = format!("{}{rustc}{}", tools.stamp, flags(ws).display());
    let inputs = INPUTS.iter().copied().chain(["dist/index.html"]);
    let inputs: Vec<&str> = inputs.collect();
    fingerprint::of(ws.root(), &inputs, &salt).map_err(|e| Failure::io("read the sources", &e))
}

/// Cuts the module into the first view and parts that are loaded when needed.
fn split(ws: &Workspace, tools: &Toolbox) -> Result<()> {
    let mut command = helper(ws, "compress", "split");
    command.arg(ws.dist());
    command.arg(ws.target(format!("{WASM}/release/omr-batch-console.wasm")));
    command.arg(ws.target("xtask/split"));
    let commit = Commit::of(ws);
    command
        .env("OMR_COMMIT", commit.id)
        .env("OMR_COMMIT_TIME", commit.time);
    tools.equip(&mut command);
    must("Cutting the console into parts", command).map(|_| ())
}

/// One of the programs that need more dependencies than the commands themselves.
pub fn helper(ws: &Workspace, feature: &str, name: &str) -> Command {
    let mut command = ws.cargo([
        "run",
        "--quiet",
        "--locked",
        "--profile",
        "host",
        "-p",
        "xtask",
    ]);
    command.args(["--features", feature, "--bin", name, "--"]);
    command
}

/// Writes the compressed copies and the table of sizes.
fn compress(ws: &Workspace) -> Result<()> {
    let mut command = helper(ws, "compress", "compress");
    command.arg(ws.dist()).arg(sizes_file(ws));
    must("Compressing dist/ (brotli, gzip)", command).map(|_| ())
}

/// Where the sizes of the files in dist/ are kept.
pub fn sizes_file(ws: &Workspace) -> PathBuf {
    ws.target("xtask/sizes.tsv")
}

/// `cargo xtask build`.
pub fn command(ws: &Workspace) -> Result<()> {
    build(ws)?;
    term::say(&format!("The console is in {}.", ws.show(&ws.dist())));
    Ok(())
}
