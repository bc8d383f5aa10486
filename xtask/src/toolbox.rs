//! The tools that a build needs, each in its exact version: from PATH, from target/tools, or installed there now.

mod shrinking;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Result};
use crate::process::{answer, must, run};
use crate::term;
use crate::versions;
use crate::workspace::Workspace;

/// The console's target.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Trunk 0.22 needs a newer Rust than the workspace.
const TRUNK: &str = "0.21.14";

/// Fits the `wasm_split_helpers` that Leptos brings.
const SPLITTER: &str = "0.2.4";
const SPLITTER_PACKAGE: &str = "wasm_split_cli_support";

/// Newer releases may need a newer Firefox than the ESR of today.
const GECKODRIVER: &str = "0.37.1";

/// Newer releases may judge by other rules.
const CARGO_DENY: &str = "0.20.2";

/// The tools that were found, ready to be put before PATH.
pub struct Toolbox {
    path: OsString,
    /// Names and versions: a build with other tools is another build.
    pub stamp: String,
    /// The packages that the tools are from, as package URLs.
    pub packages: Vec<String>,
}

impl Toolbox {
    /// Lets a command find the tools.
    pub fn equip(&self, command: &mut Command) {
        command.env("PATH", &self.path);
    }
}

/// Everything that the release console needs: the target, Trunk, wasm-bindgen and wasm-opt.
pub fn for_console(ws: &Workspace) -> Result<Toolbox> {
    let mut found = vec![trunk(ws)?];
    found.extend(bindgen(ws)?);
    found.push(shrinking::wasm_opt(ws)?);
    found.push(splitter(ws)?);
    found.extend(shrinking::esbuild(ws));
    assemble(ws, "console", &found)
}

/// What the development server needs: no optimiser.
pub fn for_serving(ws: &Workspace) -> Result<Toolbox> {
    let mut found = vec![trunk(ws)?];
    found.extend(bindgen(ws)?);
    assemble(ws, "serve", &found)
}

/// What tests in the browser need: the target and wasm-bindgen's test runner.
pub fn for_browser_tests(ws: &Workspace) -> Result<Toolbox> {
    assemble(ws, "browser", &bindgen(ws)?)
}

/// A tool that was found.
struct Found {
    name: &'static str,
    version: String,
    program: PathBuf,
    /// The package that it is from, as a package URL.
    package: String,
}

/// Links the tools into one folder of their own, so that nothing else of the same name can come first.
fn assemble(ws: &Workspace, purpose: &str, found: &[Found]) -> Result<Toolbox> {
    ensure_target(ws)?;
    let folder = ws.folder(ws.target(format!("tools/path/{purpose}")))?;
    let mut stamp = String::new();
    for tool in found {
        let link = folder.join(format!("{}{}", tool.name, env::consts::EXE_SUFFIX));
        if fs::read_link(&link).ok().as_deref() != Some(tool.program.as_path()) {
            // Gone already is as good as removed now.
            let _ = fs::remove_file(&link);
            place(&tool.program, &link).map_err(|e| Failure::path("create", &link, &e))?;
        }
        stamp.push_str(&format!("{} {}\n", tool.name, tool.version));
    }
    let old = env::var_os("PATH").unwrap_or_default();
    let dirs = std::iter::once(folder).chain(env::split_paths(&old));
    let path = env::join_paths(dirs).map_err(|_| {
        Failure::new("The path of this checkout holds a character that PATH cannot hold.")
    })?;
    let mut packages: Vec<String> = found.iter().map(|tool| tool.package.clone()).collect();
    packages.sort();
    packages.dedup();
    Ok(Toolbox {
        path,
        stamp,
        packages,
    })
}

#[cfg(unix)]
fn place(program: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(program, link)
}

#[cfg(not(unix))]
fn place(program: &Path, link: &Path) -> std::io::Result<()> {
    fs::copy(program, link).map(|_| ())
}

/// Adds the WebAssembly target to the toolchain.
pub fn ensure_target(ws: &Workspace) -> Result<()> {
    let sysroot = answer(ws.command("rustc").args(["--print", "sysroot"]))
        .ok_or_else(|| Failure::new("rustc was not found. Install Rust from https://rustup.rs."))?;
    let library = Path::new(&sysroot)
        .join("lib/rustlib")
        .join(WASM)
        .join("lib");
    if library.is_dir() {
        return Ok(());
    }
    let mut command = ws.command("rustup");
    command.args(["target", "add", WASM]);
    if answer(ws.command("rustup").arg("--version")).is_none() {
        return Err(Failure(format!(
            "The Rust target {WASM} is missing, and there is no rustup to add it. \
             Install Rust from https://rustup.rs, or your distribution's package for that target."
        )));
    }
    must("Adding the WebAssembly target to Rust", command).map(|_| ())
}

fn trunk(ws: &Workspace) -> Result<Found> {
    // `update_check`, a default feature, would ask the network at each start.
    let features = ["--locked", "--no-default-features", "--features", "rustls"];
    cargo_tool(ws, "trunk", "trunk", TRUNK, &features)
}

/// The driver of Firefox, which Debian does not have.
pub fn geckodriver(ws: &Workspace) -> Result<PathBuf> {
    Ok(cargo_tool(ws, "geckodriver", "geckodriver", GECKODRIVER, &["--locked"])?.program)
}

/// What judges the dependencies by deny.toml.
pub fn cargo_deny(ws: &Workspace) -> Result<PathBuf> {
    Ok(cargo_tool(ws, "cargo-deny", "cargo-deny", CARGO_DENY, &["--locked"])?.program)
}

fn bindgen(ws: &Workspace) -> Result<[Found; 2]> {
    let lock = ws.path("Cargo.lock");
    let text = fs::read_to_string(&lock).map_err(|e| Failure::path("read", &lock, &e))?;
    let version = versions::locked(&text, "wasm-bindgen")
        .ok_or_else(|| Failure::new("Cargo.lock names no wasm-bindgen. Restore it from git."))?;
    // TLS, the only default feature, is for drivers on other machines.
    let features = ["--no-default-features"];
    let package = "wasm-bindgen-cli";
    Ok([
        cargo_tool(ws, "wasm-bindgen", package, version, &features)?,
        cargo_tool(ws, "wasm-bindgen-test-runner", package, version, &features)?,
    ])
}

/// Cuts the module into parts. It cannot tell its version, so its folder does.
fn splitter(ws: &Workspace) -> Result<Found> {
    let (package, name) = (SPLITTER_PACKAGE, "wasm-split-cli");
    let root = format!("tools/split-{SPLITTER}");
    let program = ws.target(format!("{root}/bin/{name}{}", env::consts::EXE_SUFFIX));
    if !program.is_file() {
        let features = ["--locked", "--features", "build-binary"];
        install(ws, &root, package, SPLITTER, &features)?;
    }
    Ok(Found {
        name,
        version: SPLITTER.to_owned(),
        program,
        package: format!("pkg:cargo/{package}@{SPLITTER}"),
    })
}

/// Finds a tool in exactly this version, or installs it into target/tools.
fn cargo_tool(
    ws: &Workspace,
    name: &'static str,
    package: &str,
    version: &str,
    features: &[&str],
) -> Result<Found> {
    let own = ws.target(format!("tools/bin/{name}{}", env::consts::EXE_SUFFIX));
    let fits = |program: &PathBuf| version_of(program).as_deref() == Some(version);
    let candidates = || on_path(name).into_iter().chain([own.clone()]);
    if candidates().find(fits).is_none() {
        install(ws, "tools", package, version, features)?;
    }
    let program = candidates().find(fits).ok_or_else(|| {
        Failure(format!(
            "{package} {version} was installed, but {} does not start. Delete that file and try again.",
            own.display()
        ))
    })?;
    Ok(Found {
        name,
        version: version.to_owned(),
        program,
        package: format!("pkg:cargo/{package}@{version}"),
    })
}

/// The tool's own word about its version.
fn version_of(program: &Path) -> Option<String> {
    let text = answer(Command::new(program).arg("--version"))?;
    versions::printed(&text).map(str::to_owned)
}

/// Every program of this name on PATH, first one first.
pub fn on_path(name: &str) -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .map(|dir| dir.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
        .filter(|program| program.is_file())
        .collect()
}

/// Installs a package: ready-made where cargo-binstall exists, else compiled as cheaply as possible.
fn install(
    ws: &Workspace,
    root: &str,
    package: &str,
    version: &str,
    features: &[&str],
) -> Result<()> {
    let root = ws.folder(ws.target(root))?;
    let spec = format!("{package}@{version}");
    if !on_path("cargo-binstall").is_empty() {
        let mut command = ws.cargo(["binstall", "--no-confirm", "--force", "--root"]);
        command.arg(&root).arg(&spec);
        let outcome = run(&format!("Fetching {package} {version}"), command)?;
        if outcome.ok {
            return Ok(());
        }
        term::warn(&format!(
            "cargo binstall could not bring {package}; it is compiled instead."
        ));
    }
    let title = format!("Compiling {package} {version} (once, a few minutes)");
    let build = ws.target("tools/build");
    // The splitter works for half a minute even so.
    let optimisation = if package == SPLITTER_PACKAGE {
        "1"
    } else {
        "0"
    };
    let command = |features: &[&str]| {
        let mut command = ws.cargo(["install", "--force", "--root"]);
        command
            .arg(&root)
            .arg("--target-dir")
            .arg(&build)
            .args(features)
            .arg(&spec)
            // A tool that runs for a second need not be fast; these settings save two thirds of the time.
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", optimisation)
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        command
    };
    let first = run(&title, command(features))?;
    if !first.ok && features.contains(&"--locked") {
        // A registry mirror may lack a version that the package's own lock file names.
        let unlocked: Vec<&str> = features
            .iter()
            .copied()
            .filter(|f| *f != "--locked")
            .collect();
        must(&title, command(&unlocked))?;
    } else if !first.ok {
        term::say(first.log.trim_end());
        return Err(Failure(format!(
            "{package} {version} could not be installed; cargo's reason is above."
        )));
    }
    // Half a gigabyte that nobody needs again. If it cannot be removed, it is only in the way.
    let _ = fs::remove_dir_all(&build);
    Ok(())
}
