//! Builds a release once more, from a copy of the commit in another folder and from nothing, and compares the checksums.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::failure::{Failure, Result};
use crate::process::must;
use crate::term;
use crate::workspace::Workspace;

/// Whether a second build gives the same. `place` puts what was built first into a folder.
pub fn is_same(ws: &Workspace, place: impl FnOnce(&Path) -> Result<()>) -> Result<bool> {
    // Another path, and a longer one: what holds it differs in length as well.
    let folder = ws.folder(ws.target("xtask/second"))?;
    fs::remove_dir_all(&folder).map_err(|e| Failure::path("remove", &folder, &e))?;
    let copy = folder.join("a-copy-of-the-checkout-whose-path-is-longer");
    let mut clone = ws.command("git");
    clone
        .args(["clone", "--quiet", "--shared"])
        .arg(ws.root())
        .arg(&copy);
    must("Copying the checkout", clone)?;
    share_tools(ws, &copy)?;
    let (one, two) = (folder.join("first"), folder.join("second"));
    place(&one)?;
    let mut command = ws.cargo(["xtask", "release"]);
    command.arg(&two).current_dir(&copy);
    for variable in ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"] {
        command.env_remove(variable);
    }
    must("Building it a second time, from nothing", command)?;
    let (first, second) = (sums(&one)?, sums(&two)?);
    let other = differing(&first, &second);
    if other.is_empty() {
        term::say(&format!(
            "The second build is the same: {} files, byte for byte.",
            first.len()
        ));
        fs::remove_dir_all(&folder).map_err(|e| Failure::path("remove", &folder, &e))?;
        return Ok(true);
    }
    let (one, two) = (one.display(), two.display());
    term::say(&format!(
        "The second build differs; compare {one} with {two}:\n  {}",
        other.join("\n  ")
    ));
    Ok(false)
}

/// The tools take longer to build than the console, and are the same.
fn share_tools(ws: &Workspace, copy: &Path) -> Result<()> {
    let target = ws.folder(copy.join("target"))?;
    let link = target.join("tools");
    #[cfg(unix)]
    std::os::unix::fs::symlink(ws.target("tools"), &link)
        .map_err(|e| Failure::path("create", &link, &e))?;
    #[cfg(not(unix))]
    term::warn(&format!(
        "{} is filled anew: links need a right here.",
        link.display()
    ));
    Ok(())
}

/// File and checksum.
type Sums = BTreeMap<String, String>;

fn sums(dir: &Path) -> Result<Sums> {
    let file = dir.join("SHA256SUMS");
    let text = fs::read_to_string(&file).map_err(|e| Failure::path("read", &file, &e))?;
    Ok(parse(&text))
}

fn parse(text: &str) -> Sums {
    let lines = text.lines().filter_map(|line| line.split_once("  "));
    lines
        .map(|(sum, name)| (name.to_owned(), sum.to_owned()))
        .collect()
}

/// Files that are not the same in both, or in one only.
fn differing(first: &Sums, second: &Sums) -> Vec<String> {
    let mut names: Vec<&String> = first.keys().chain(second.keys()).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .filter(|name| first.get(*name) != second.get(*name))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_bytes_and_other_files_differ() {
        let first = parse("aa  www/a\nbb  www/b\ncc  www/c\n");
        let second = parse("aa  www/a\nbx  www/b\ndd  www/d\n");
        assert_eq!(differing(&first, &second), ["www/b", "www/c", "www/d"]);
        assert!(differing(&first, &first).is_empty());
    }
}
