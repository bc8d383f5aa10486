//! Makes scripts and styles smaller with esbuild. Where it is missing they stay as they are: `cargo xtask` says so.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Outcome;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Exports keep their names.
    Module,
    /// Names at the top are everybody's, so they stay.
    Script,
    /// A style sheet.
    Style,
}

/// The file's contents, smaller. `work` may be written to.
pub fn file(file: &Path, work: &Path, kind: Kind) -> Outcome<Vec<u8>> {
    let small = work.join("small");
    let mut command = Command::new("esbuild");
    // Nothing is translated for older browsers: those that lack WebAssembly's newer parts cannot run the console anyway.
    command.args([
        "--minify",
        "--charset=utf8",
        "--target=esnext",
        "--log-level=error",
    ]);
    if kind == Kind::Module {
        command.arg("--format=esm");
    }
    command
        .arg(file)
        .arg(format!("--outfile={}", small.display()));
    match command.output() {
        Ok(output) if output.status.success() => Ok(fs::read(small)?),
        Ok(output) => Err(format!(
            "esbuild cannot read {}:\n{}",
            file.display(),
            String::from_utf8_lossy(&output.stderr)
        )
        .into()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(fs::read(file)?),
        Err(error) => Err(error.into()),
    }
}
