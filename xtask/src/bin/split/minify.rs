//! Makes scripts and styles smaller with esbuild. Where it is missing they stay as they are: `cargo xtask` says so.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Outcome;

/// The file's contents, smaller. `work` may be written to.
pub fn file(file: &Path, work: &Path) -> Outcome<Vec<u8>> {
    match esbuild(file, work, &[])? {
        Some(bytes) => Ok(bytes),
        None => Ok(fs::read(file)?),
    }
}

/// A module with all that it imports, smaller; `None` where there is no bundler.
pub fn bundle(module: &Path, work: &Path) -> Outcome<Option<Vec<u8>>> {
    esbuild(module, work, &["--bundle", "--format=esm"])
}

fn esbuild(file: &Path, work: &Path, more: &[&str]) -> Outcome<Option<Vec<u8>>> {
    let small = work.join("small");
    let mut command = Command::new("esbuild");
    // Nothing is translated for older browsers: those that lack WebAssembly's newer parts cannot run the console anyway.
    command.args([
        "--minify",
        "--charset=utf8",
        "--target=esnext",
        "--log-level=error",
    ]);
    command
        .args(more)
        .arg(file)
        .arg(format!("--outfile={}", small.display()));
    match command.output() {
        Ok(output) if output.status.success() => Ok(Some(fs::read(small)?)),
        Ok(output) => Err(format!(
            "esbuild cannot read {}:\n{}",
            file.display(),
            String::from_utf8_lossy(&output.stderr)
        )
        .into()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}
