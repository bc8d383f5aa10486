//! Tells whether the console has to be built again: a hash of everything that goes into it.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// Hashes the names and contents of files; folders stand for everything below them. What does not exist counts as
/// such. `salt` holds what else decides the result: versions of tools.
pub fn of(root: &Path, inputs: &[&str], salt: &str) -> io::Result<String> {
    let mut hasher = DefaultHasher::new();
    salt.hash(&mut hasher);
    for input in inputs {
        let path = root.join(input);
        let mut files = Vec::new();
        if path.exists() {
            collect(&path, &mut files)?;
        }
        files.sort();
        input.hash(&mut hasher);
        files.len().hash(&mut hasher);
        for file in files {
            file.strip_prefix(root).unwrap_or(&file).hash(&mut hasher);
            fs::read(&file)?.hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Every file at or below a path.
pub fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for each test, removed at the end.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
            fs::create_dir_all(path.join("src")).expect("temp folder");
            fs::write(path.join("src/a.rs"), "a").expect("file");
            fs::write(path.join("index.html"), "i").expect("file");
            Self(path)
        }

        fn print(&self) -> String {
            of(&self.0, &["src", "index.html", "absent"], "tools").expect("readable")
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn the_same_inputs_give_the_same_print() {
        let scratch = Scratch::new("same");
        assert_eq!(scratch.print(), scratch.print());
    }

    #[test]
    fn content_name_addition_removal_and_tools_change_it() {
        let scratch = Scratch::new("change");
        let first = scratch.print();
        fs::write(scratch.0.join("src/a.rs"), "b").expect("file");
        let content = scratch.print();
        fs::rename(scratch.0.join("src/a.rs"), scratch.0.join("src/b.rs")).expect("rename");
        let name = scratch.print();
        fs::write(scratch.0.join("src/c.rs"), "").expect("file");
        let added = scratch.print();
        fs::remove_file(scratch.0.join("index.html")).expect("remove");
        let removed = scratch.print();
        let tools = of(&scratch.0, &["src", "index.html", "absent"], "other").expect("readable");
        let mut all = vec![first, content, name, added, removed, tools];
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 6, "each change gives another print");
    }
}
