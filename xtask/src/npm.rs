//! Some helpers come from npm (binaryen's wasm-opt, axe-core, an old Chromium); they live in target/tools/npm.

use std::fs;
use std::path::PathBuf;

use crate::failure::{Failure, Result};
use crate::process::run;
use crate::toolbox::on_path;
use crate::workspace::Workspace;

/// A program that an npm package brings.
pub fn program(ws: &Workspace, package: &str, range: &str, name: &str) -> Result<PathBuf> {
    file(ws, package, range, &format!("bin/{name}"))
}

/// A file inside an npm package, which is installed if it is not there yet.
pub fn file(ws: &Workspace, package: &str, range: &str, path: &str) -> Result<PathBuf> {
    let prefix = ws.target("tools/npm");
    let wanted = prefix.join("node_modules").join(package).join(path);
    if wanted.is_file() {
        return Ok(wanted);
    }
    if on_path("npm").is_empty() {
        return Err(Failure(format!(
            "npm is not on PATH, and {package} comes from npm: install Node.js, https://nodejs.org"
        )));
    }
    ws.folder(prefix.clone())?;
    // Without a package.json of its own, npm would climb up and use somebody else's.
    let manifest = prefix.join("package.json");
    if !manifest.is_file() {
        fs::write(&manifest, "{\"private\":true}\n")
            .map_err(|e| Failure::path("write", &manifest, &e))?;
    }
    let mut command = ws.command("npm");
    command
        .args([
            "install",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
            "--prefix",
        ])
        .arg(&prefix)
        .arg(format!("{package}@{range}"));
    let outcome = run(&format!("Fetching {package} from npm"), command)?;
    if wanted.is_file() {
        return Ok(wanted);
    }
    let reason = outcome.log.trim();
    Err(Failure(format!("npm could not bring {package}: {reason}")))
}
