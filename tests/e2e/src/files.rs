//! Sample files for tests: the collection of `samples`, made once under `target/samples` (or `E2E_SAMPLES`), and files of a test's own.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use crate::server::workspace;
use crate::{Failure, Step};

/// The folder with the collection; the first test of a run makes what is missing.
pub fn collection() -> Step<PathBuf> {
    static MADE: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = std::env::var_os("E2E_SAMPLES")
            .map_or_else(|| workspace().join("target/samples"), PathBuf::from);
        match samples::set::write(&folder, |_, _, _| ()) {
            Ok(()) => Ok(folder),
            Err(error) => Err(error.to_string()),
        }
    })
    .clone()
    .map_err(Failure)
}

/// An archive of the collection.
pub fn archive(archive: &samples::set::Archive) -> Step<PathBuf> {
    Ok(collection()?.join(archive.name))
}

/// A bad file of the collection.
pub fn bad(name: &str) -> Step<PathBuf> {
    Ok(collection()?.join("bad").join(name))
}

/// The images of the collection.
pub fn images() -> Step<Vec<PathBuf>> {
    Ok(samples::set::image_paths(&collection()?))
}

/// SHA-256 of a file in hexadecimal.
pub fn sha256(path: &Path) -> Step<String> {
    let mut hash = Sha256::new();
    std::io::copy(&mut std::fs::File::open(path)?, &mut HashWriter(&mut hash))?;
    Ok(hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

struct HashWriter<'a>(&'a mut Sha256);

impl std::io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sha256_is_the_known_one() {
        let path = std::env::temp_dir().join(format!("e2e-sha-{}", std::process::id()));
        std::fs::write(&path, "abc").unwrap();
        let hash = sha256(&path);
        std::fs::remove_file(&path).unwrap();
        assert_eq!(
            hash.unwrap(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
