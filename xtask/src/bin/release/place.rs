//! Puts a release into its folder while that is being served. What names others is replaced last, so that a page never names a file
//! that is not there; the release before stays for tabs that run it, and to go back to; the one before that goes.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use crate::contents::{BEFORE, Contents, is_hashed};
use crate::sums::{FILE, SETTINGS, Sums};
use crate::{Outcome, told};

/// Places all files. Files that no release has written are left alone, and so are settings that are there.
pub fn place(new: &Contents, dir: &Path) -> Outcome {
    let sums = Sums::of(new);
    let served = Sums::read(&dir.join(FILE))?;
    let before = Sums::read(&dir.join(BEFORE).join(FILE))?;
    if let Some(served) = served.filter(|served| *served != sums) {
        // Equal: a release that was interrupted has put it aside already, and may have replaced half of it since.
        if before.as_ref() != Some(&served) {
            for name in outdated(before.as_ref(), &served, &sums) {
                remove(dir, name)?;
            }
            put_aside(&served, dir)?;
        }
    }
    for name in in_order(new) {
        if name != SETTINGS || !dir.join(name).exists() {
            write(dir, name, &new[name])?;
        }
    }
    write(dir, FILE, sums.text().as_bytes())
}

/// What only the release before the served one needs.
fn outdated<'a>(before: Option<&'a Sums>, served: &Sums, new: &Sums) -> Vec<&'a str> {
    let names = before.into_iter().flat_map(Sums::names);
    names
        .filter(|name| !served.holds(name) && !new.holds(name))
        .collect()
}

/// The order of writing: what nobody names yet, then what stands at the top, then the page, then what tells tabs of it.
fn in_order(new: &Contents) -> Vec<&str> {
    let rank = |name: &str| match name {
        _ if is_hashed(name) || !name.contains('/') => 0,
        _ if name.starts_with("www/index.html") => 2,
        _ if name.starts_with("www/version.json") => 3,
        _ => 1,
    };
    let mut names: Vec<&str> = new.keys().map(String::as_str).collect();
    names.sort_by_key(|name| (rank(name), *name));
    names
}

/// Copies what is about to be replaced.
fn put_aside(served: &Sums, dir: &Path) -> Outcome {
    let (aside, new) = (dir.join(BEFORE), dir.join(format!("{BEFORE}.new")));
    clear(&new)?;
    for name in served.names().filter(|name| !is_hashed(name)) {
        let path = dir.join(name);
        let bytes = fs::read(&path).map_err(|error| {
            format!("{} It belongs to the release that is served: put it back, or begin with an empty folder.", told("read", &path, &error))
        })?;
        write(&new, name, &bytes)?;
    }
    write(&new, FILE, served.text().as_bytes())?;
    clear(&aside)?;
    fs::rename(&new, &aside).map_err(|error| told("rename", &new, &error))
}

fn clear(folder: &Path) -> Outcome {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(told("remove", folder, &error))
        }
        _ => Ok(()),
    }
}

/// Removes a file, and its folder with the last one.
fn remove(dir: &Path, name: &str) -> Outcome {
    let path = dir.join(name);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(told("remove", &path, &error));
        }
        _ => {}
    }
    let Some(folder) = path.parent().filter(|_| is_hashed(name)) else {
        return Ok(());
    };
    let is_empty = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    if is_empty {
        fs::remove_dir(folder).map_err(|error| told("remove", folder, &error))?;
    }
    Ok(())
}

/// Writes a file in one step: whoever asks for it gets the old one or the new one, whole.
fn write(dir: &Path, name: &str, bytes: &[u8]) -> Outcome {
    let path = dir.join(name);
    if fs::read(&path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(dir);
    fs::create_dir_all(folder).map_err(|error| told("create", folder, &error))?;
    let file = path.file_name().unwrap_or_default().display();
    let new = folder.join(format!(".{file}.new"));
    let written = File::create(&new).and_then(|mut file| {
        file.write_all(bytes)?;
        // On the disk before it has its name: nobody gets half of it after a power cut either.
        file.sync_all()
    });
    written.map_err(|error| told("write", &new, &error))?;
    fs::rename(&new, &path).map_err(|error| told("replace", &path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(names: &[&str]) -> Contents {
        let file = |name: &&str| ((*name).to_owned(), name.as_bytes().to_vec());
        names.iter().map(file).collect()
    }

    #[test]
    fn what_names_others_is_written_last() {
        let new = contents(&[
            "console.cdx.json",
            "debug/console-1/a.wasm",
            "www/config.json",
            "www/console-1/a.js",
            "www/crc-worker.js",
            "www/index.html",
            "www/index.html.br",
            "www/version.json",
            "www/xlsx-worker.js",
        ]);
        assert_eq!(
            in_order(&new),
            [
                "console.cdx.json",
                "debug/console-1/a.wasm",
                "www/console-1/a.js",
                "www/config.json",
                "www/crc-worker.js",
                "www/xlsx-worker.js",
                "www/index.html",
                "www/index.html.br",
                "www/version.json",
            ]
        );
    }

    #[test]
    fn what_two_releases_ago_alone_needed_is_outdated() {
        let sums = |names: &[&str]| Sums::of(&contents(names));
        let before = sums(&["www/index.html", "www/console-1/a.js", "www/old.js"]);
        let served = sums(&["www/index.html", "www/console-2/a.js"]);
        let new = sums(&["www/index.html", "www/console-3/a.js"]);
        assert_eq!(
            outdated(Some(&before), &served, &new),
            ["www/console-1/a.js", "www/old.js"]
        );
        assert!(outdated(None, &served, &new).is_empty());
        // Back to the one before: it is still needed.
        assert!(outdated(Some(&before), &served, &before).is_empty());
    }
}
