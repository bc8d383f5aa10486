//! Archives for the check before an upload: good ones as many programs write them, and faulty ones of every kind.

pub mod faulty;
pub mod good;
pub mod odd;
pub mod page;
pub mod scan;
mod style;
pub mod writer;

use std::path::Path;

use crate::Error;
use crate::zips::whole_file;

/// An archive of the corpus.
pub struct Sample {
    /// File name, with `.zip`.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Writes the corpus below `folder`: `good/` and `faulty/`. Files that are there already are kept.
pub fn write(folder: &Path, mut report: impl FnMut(&Path, u64, bool)) -> Result<(), Error> {
    let good = good::all()?.into_iter().map(|sample| ("good", sample));
    let faulty = faulty::all()?
        .into_iter()
        .map(|(sample, _)| ("faulty", sample));
    for (kind, sample) in good.chain(faulty) {
        let path = folder.join(kind).join(&sample.name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        let kept = path.is_file();
        if !kept {
            whole_file(&path, |out| Ok(out.write_all(&sample.bytes)?))?;
        }
        report(&path, path.metadata()?.len(), kept);
    }
    Ok(())
}
