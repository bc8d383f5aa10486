//! What the release build says about the machine that made it: nothing. Panic messages in WebAssembly hold the paths of
//! sources; rustc shortens them, and a look at dist/ proves it.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::fingerprint::collect;
use crate::process::answer;
use crate::workspace::Workspace;

/// A folder whose name must not be told, and what stands for it.
type Shortened = (PathBuf, &'static str);

/// Shorter paths could stand in any file by accident.
const SHORTEST: usize = 5;

/// The flags of rustc that shorten paths, in the order in which rustc wants them: the last one that fits counts.
pub fn flags(ws: &Workspace) -> Vec<OsString> {
    let mut folders = folders(ws);
    folders.sort_by_key(|(path, _)| path.as_os_str().len());
    folders
        .into_iter()
        .map(|(path, short)| {
            let mut flag = OsString::from("--remap-path-prefix=");
            flag.push(path);
            flag.push("=");
            flag.push(short);
            flag
        })
        .collect()
}

/// Files in dist/ that name a folder of this machine, each as "file: folder".
pub fn leaks(ws: &Workspace) -> Result<Vec<String>> {
    let folders: Vec<PathBuf> = folders(ws).into_iter().map(|(path, _)| path).collect();
    let mut files = Vec::new();
    let dist = ws.dist();
    collect(&dist, &mut files).map_err(|e| Failure::path("read", &dist, &e))?;
    let mut found = Vec::new();
    for file in files {
        let bytes = fs::read(&file).map_err(|e| Failure::path("read", &file, &e))?;
        for folder in named_in(&bytes, &folders) {
            found.push(format!("{}: {}", ws.show(&file), folder.display()));
        }
    }
    Ok(found)
}

/// Where sources may come from: the checkout, the packages that cargo has brought, the toolchain, the person's home.
fn folders(ws: &Workspace) -> Vec<Shortened> {
    let mut folders = vec![(ws.root().to_owned(), ""), (ws.target(""), "target")];
    let home = env::home_dir();
    let cargo = named("CARGO_HOME").or_else(|| home.as_ref().map(|home| home.join(".cargo")));
    if let Some(cargo) = cargo {
        let registry = cargo.join("registry/src");
        // One folder for each registry. Not there yet: then nothing of it can be in the build.
        for entry in fs::read_dir(&registry).into_iter().flatten().flatten() {
            folders.push((entry.path(), ""));
        }
        folders.push((cargo, "cargo"));
    }
    if let Some(sysroot) = answer(ws.command("rustc").args(["--print", "sysroot"])) {
        folders.push((sysroot.into(), "rust"));
    }
    folders.extend(home.map(|home| (home, "home")));
    folders.retain(|(path, _)| path.as_os_str().len() >= SHORTEST);
    folders
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

fn named_in<'a>(bytes: &[u8], folders: &'a [PathBuf]) -> Vec<&'a Path> {
    let text = String::from_utf8_lossy(bytes);
    folders
        .iter()
        .map(PathBuf::as_path)
        .filter(|folder| {
            // With the separator: the name alone may be a word.
            let name = format!("{}/", folder.display())
                .replace('\\', "/")
                .replace("//", "/");
            text.replace('\\', "/").contains(&name)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_a_module_is_found_and_its_name_alone_is_not() {
        let folders = [
            PathBuf::from("/home/kim/.cargo"),
            PathBuf::from("/build/console/"),
        ];
        let module =
            b"\0asm\x01\xff/home/kim/.cargo/registry/src/a/lib.rs\0/build/console and more";
        assert_eq!(named_in(module, &folders), [Path::new("/home/kim/.cargo")]);
        assert!(named_in(b"src/lib.rs", &folders).is_empty());
    }

    /// What rustc makes of a file with a path in it, in a folder of this name.
    fn compiled(folder: &str) -> String {
        let root = env::temp_dir().join(format!("{folder}-{}", std::process::id()));
        fs::create_dir_all(root.join("src")).expect("temp folder");
        let source = root.join("src/lib.rs");
        let text = "#[inline(never)]\npub fn at() -> &'static str { file!() }\n#[inline(never)]\npub fn third(of: &[u8]) -> u8 { of[2] }\n";
        fs::write(&source, text).expect("file");
        let ws = Workspace::at(root.clone());
        let mut rustc = ws.command("rustc");
        rustc.args([
            "--crate-type=lib",
            "--crate-name=paths",
            "--emit=asm",
            "-Copt-level=1",
            "-o",
            "-",
        ]);
        let text = answer(rustc.args(flags(&ws)).arg(&source)).expect("it compiles");
        fs::remove_dir_all(root).expect("cleanup");
        text
    }

    #[test]
    fn the_folder_of_the_checkout_changes_no_byte() {
        let (one, two) = (
            compiled("xtask-paths"),
            compiled("xtask-paths-in-a-longer-folder"),
        );
        assert!(one.contains("src/lib.rs"), "{one}");
        assert_eq!(one, two);
    }

    #[test]
    fn the_checkout_the_packages_and_the_toolchain_are_shortened_and_the_closest_comes_last() {
        let ws = Workspace::locate().expect("the checkout");
        let flags: Vec<String> = flags(&ws)
            .into_iter()
            .map(|flag| flag.to_string_lossy().into_owned())
            .collect();
        let place = |start: String| flags.iter().position(|flag| flag.starts_with(&start));
        let root = place(format!("--remap-path-prefix={}=", ws.root().display()));
        let target = place(format!("--remap-path-prefix={}=", ws.target("").display()));
        assert!(root.is_some() && target > root, "{flags:?}");
        assert!(
            flags.iter().any(|flag| flag.ends_with("=rust")),
            "{flags:?}"
        );
    }
}
