//! Some helpers come from npm (binaryen's wasm-opt, axe-core, an old Chromium); they live in target/tools/npm.

use std::fs;
use std::path::{Path, PathBuf};

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
    if wanted.is_file() && fits(&prefix.join("node_modules").join(package), range) {
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
    if outcome.ok && wanted.is_file() {
        return Ok(wanted);
    }
    let reason = outcome.log.trim();
    Err(Failure(format!("npm could not bring {package}: {reason}")))
}

/// Whether the package that is there will do. Only where one version is wanted that is looked at; ranges take what is there.
fn fits(folder: &Path, range: &str) -> bool {
    let exact = range.starts_with(|c: char| c.is_ascii_digit());
    let is_same = |manifest: String| manifest.contains(&format!("\"version\": \"{range}\""));
    !exact || fs::read_to_string(folder.join("package.json")).is_ok_and(is_same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_version_is_looked_for_and_a_range_takes_what_is_there() {
        let folder = std::env::temp_dir().join(format!("xtask-npm-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("temp folder");
        let manifest = "{\n  \"name\": \"x\",\n  \"version\": \"0.28.2\"\n}\n";
        fs::write(folder.join("package.json"), manifest).expect("file");
        let found = ["0.28.2", "0.28.1", "^1"].map(|range| fits(&folder, range));
        fs::remove_dir_all(&folder).expect("cleanup");
        assert_eq!(found, [true, false, true]);
    }
}
