//! Where things lie: the checkout, its target folder, and the commands that work on them.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Result};

/// The checkout that this command works on.
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// The checkout from which cargo started this program.
    pub fn locate() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest
            .parent()
            .map(Path::to_path_buf)
            .ok_or_else(|| Failure::new("Start this through `cargo xtask` inside the checkout."))?;
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(dir) if !dir.is_empty() => root.join(dir),
            _ => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// Any folder, for tests.
    #[cfg(test)]
    pub fn at(root: PathBuf) -> Self {
        let target = root.join("target");
        Self { root, target }
    }

    /// A path inside the checkout.
    pub fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// The checkout itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path inside cargo's target folder.
    pub fn target(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.target.join(relative)
    }

    /// The built console.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// A program built with the profile `host`.
    pub fn host_program(&self, name: &str) -> PathBuf {
        self.target(format!("host/{name}{}", env::consts::EXE_SUFFIX))
    }

    /// A path for people: relative to the checkout where it lies inside.
    pub fn show(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        inside.display().to_string()
    }

    /// Makes a folder with its parents.
    pub fn folder(&self, path: PathBuf) -> Result<PathBuf> {
        fs::create_dir_all(&path).map_err(|e| Failure::path("create", &path, &e))?;
        Ok(path)
    }

    /// A command that runs in the checkout.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        // What cargo told *this* program about its own package is no business of the next cargo.
        for (name, _) in env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        command
    }

    /// A cargo command that runs in the checkout and never changes Cargo.lock.
    pub fn cargo<const N: usize>(&self, args: [&str; N]) -> Command {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = self.command(cargo);
        command.args(args);
        command
    }
}
