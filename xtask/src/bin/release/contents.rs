//! What a release consists of, by paths from its folder: `www/` is served, `debug/` holds modules with names, beside them lies the
//! bill of materials. Put together from a build, or from the release before that a folder still holds.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::sums::{self, Sums};
use crate::wasm_module::without_names;
use crate::{Outcome, told};

/// Every file with its bytes: some 30 MB.
pub type Contents = BTreeMap<String, Vec<u8>>;

/// The bill of materials.
pub const BILL: &str = "console.cdx.json";

/// Where the files of the release before lie that this one has replaced.
pub const BEFORE: &str = "previous";

/// From dist/ and the modules with names.
pub fn built(dist: &Path, named: &Path, bill: String) -> Outcome<Contents> {
    let mut served = Contents::new();
    collect(dist, "www", &mut served)?;
    let mut modules = Contents::new();
    collect(named, "debug", &mut modules)?;
    let build = build_of(&served)?;
    let mut contents = Contents::new();
    for (name, module) in modules {
        let file = name.trim_start_matches("debug/");
        if !is_of(&module, file, &served) {
            return Err(format!(
                "{file} in {} is not the module that {} serves under another name. Delete dist/ and release again.",
                named.display(),
                dist.display()
            )
            .into());
        }
        contents.insert(format!("debug/{build}/{file}"), module);
    }
    contents.extend(served);
    contents.insert(BILL.to_owned(), bill.into_bytes());
    Ok(contents)
}

/// Whether the served module is this one but for its names: then a function's index is the same in both.
fn is_of(module: &[u8], file: &str, served: &Contents) -> bool {
    let end = format!("/{file}");
    let mut same = served.iter().filter(|(name, _)| name.ends_with(&end));
    let bare = without_names(module);
    same.any(|(_, bytes)| Some(bytes) == bare.as_ref())
}

/// The release before, from where it was put aside; what has its hash in its path never left its place.
pub fn kept(dir: &Path) -> Outcome<Contents> {
    let aside = dir.join(BEFORE);
    let sums = Sums::read(&aside.join(sums::FILE))?.ok_or_else(|| {
        let dir = dir.display();
        format!("{dir} holds no release before the one that is served. Check out its commit and release that.")
    })?;
    let mut contents = Contents::new();
    for name in sums.names() {
        let path = if is_hashed(name) {
            dir.join(name)
        } else {
            aside.join(name)
        };
        let bytes = fs::read(&path).map_err(|error| told("read", &path, &error))?;
        if !sums.fits(name, &bytes) {
            let path = path.display();
            return Err(format!(
                "{path} is not what was released: its checksum differs. Check out that release's commit and release it again."
            )
            .into());
        }
        contents.insert(name.to_owned(), bytes);
    }
    Ok(contents)
}

/// Whether the path names the release, in a folder such as `console-0123456789abcdef`: such a file never changes.
pub fn is_hashed(name: &str) -> bool {
    name.split('/').count() > 2
}

/// The name of the build, from `version.json`.
fn build_of(served: &Contents) -> Outcome<String> {
    let version = served.get("www/version.json");
    let value: Option<serde_json::Value> = version.and_then(|v| serde_json::from_slice(v).ok());
    let build = value
        .as_ref()
        .and_then(|value| value.get("build")?.as_str());
    let plain = |name: &&str| name.starts_with("console-") && !name.contains(['/', '.']);
    Ok(build
        .filter(plain)
        .ok_or("version.json in dist/ names no build. Delete dist/ and release again.")?
        .to_owned())
}

/// Every file below a folder, by paths with `/` that begin with `root`.
fn collect(folder: &Path, root: &str, files: &mut Contents) -> Outcome {
    let unreadable = |error: &std::io::Error| told("read", folder, error);
    for entry in fs::read_dir(folder).map_err(|e| unreadable(&e))? {
        let path = entry.map_err(|e| unreadable(&e))?.path();
        let name = format!("{root}/{}", path.file_name().unwrap_or_default().display());
        if path.is_dir() {
            collect(&path, &name, files)?;
        } else {
            let bytes = fs::read(&path).map_err(|error| told("read", &path, &error))?;
            files.insert(name, bytes);
        }
    }
    Ok(())
}
