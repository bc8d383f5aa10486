//! Files that systems leave in folders and that nobody means to upload.

/// Whether a relative path names system litter: the Finder's and Explorer's notes, resource forks, thumbnails, lock
/// files. A folder of that kind makes everything below it litter.
#[must_use]
pub fn is_litter(path: &str) -> bool {
    path.split(['/', '\\']).any(is_litter_name)
}

fn is_litter_name(name: &str) -> bool {
    const NAMES: [&str; 12] = [
        ".ds_store",
        "thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        "__macosx",
        ".spotlight-v100",
        ".trashes",
        ".fseventsd",
        ".temporaryitems",
        "$recycle.bin",
        "system volume information",
        "@eadir",
    ];
    // "._x" is the resource fork of "x" on foreign disks; "~$x" is Office's lock on "x".
    name.starts_with("._")
        || name.starts_with("~$")
        || NAMES.iter().any(|n| n.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_systems_leave_behind_is_litter() {
        for path in [
            ".DS_Store",
            "Room 12/Thumbs.db",
            "__MACOSX/Room 12/001.jpg",
            "Room 12/._001.jpg",
            "desktop.INI",
            "a/$RECYCLE.BIN/x.jpg",
            "a/@eaDir/x.jpg/SYNOPHOTO_THUMB_M.jpg",
        ] {
            assert!(is_litter(path), "{path}");
        }
    }

    #[test]
    fn scans_are_not_litter() {
        for path in [
            "001.jpg",
            "Room 12/001.jpg",
            "Room .12/_001.jpg",
            "thumbs.db.jpg",
            "MACOSX.zip",
            "~001.jpg",
        ] {
            assert!(!is_litter(path), "{path}");
        }
    }
}
