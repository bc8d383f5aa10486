//! Modules with the names of their functions, for reading stack traces: the release keeps them, and nobody is served them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::wasm_module::without_names;
use crate::{Outcome, files};

/// Moves the names of all modules out of what is served.
pub fn move_to(named: &Path, parts: &Path, dist: &Path) -> Outcome {
    fs::create_dir_all(named)?;
    for module in files(parts, "wasm")?.iter().chain(&workers(dist)?) {
        keep_names(module, named)?;
    }
    Ok(())
}

/// The workers' modules, which Trunk has put into dist/ with their names (`-g` in index.html).
fn workers(dist: &Path) -> Outcome<Vec<PathBuf>> {
    let mut modules = files(dist, "wasm")?;
    modules.retain(|module| {
        let name = module.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with("-worker_bg.wasm")
    });
    Ok(modules)
}

/// Moves a module to the named ones, for reading stack traces, and leaves one without names in its place.
fn keep_names(module: &Path, named: &Path) -> Outcome {
    let with_names = fs::read(module)?;
    let without = without_names(&with_names)
        .ok_or_else(|| format!("the sections of {} cannot be read", module.display()))?;
    fs::write(
        named.join(module.file_name().unwrap_or_default()),
        with_names,
    )?;
    Ok(fs::write(module, without)?)
}
