//! ZIP archives that strangers send (OWASP ASVS 5.2): everything that can be refused from the directory is refused
//! before a single page is unpacked, and what is unpacked may not exceed what the directory declared.

use std::io::{self, BufReader, Read as _, Seek as _, SeekFrom};

use zip::ZipArchive;
use zip::result::ZipError;

use super::names;
use super::page::PageError;
use super::parts::PartsReader;

/// Entries in one archive.
const MAX_ENTRIES: usize = 100_000;
/// Bytes of one unpacked page.
const MAX_PAGE: u64 = 100 * 1024 * 1024;
/// Bytes of all unpacked pages together.
const MAX_TOTAL: u64 = 40 * 1024 * 1024 * 1024;
/// How many times larger than the archive its content may be; scans hardly compress at all.
const MAX_RATIO: u64 = 50;
/// Archives that unpack to less than this are harmless, however well they compress.
const RATIO_FREE: u64 = 100 * 1024 * 1024;

/// An archive that passed the checks.
pub(super) struct Archive {
    zip: ZipArchive<BufReader<PartsReader>>,
}

impl Archive {
    /// Opens the archive and checks its directory. The error is what the person reads.
    pub(super) fn open(mut parts: PartsReader) -> Result<Self, String> {
        let size = parts.size();
        let start = first_bytes(&mut parts).map_err(|e| unreadable(&e))?;
        let reader = BufReader::with_capacity(64 * 1024, parts);
        let zip = ZipArchive::new(reader).map_err(|e| no_archive(&start, &e))?;
        let mut archive = Self { zip };
        archive.check(size)?;
        Ok(archive)
    }

    fn check(&mut self, size: u64) -> Result<(), String> {
        if self.zip.is_empty() {
            return Err("The ZIP archive is empty.".to_owned());
        }
        if self.zip.len() > MAX_ENTRIES {
            return Err(format!(
                "The ZIP archive holds more than {MAX_ENTRIES} files."
            ));
        }
        if self.zip.has_duplicate_names() {
            return Err("The ZIP archive holds two files of the same name.".to_owned());
        }
        let mut total = 0_u64;
        for index in 0..self.zip.len() {
            let entry = self.zip.by_index_data(index).map_err(|e| damaged(&e))?;
            let name = entry.name().map_err(|e| damaged(&e))?;
            if names::escapes(&name) || entry.is_symlink() {
                return Err(
                    "The ZIP archive holds a file name that points outside of the archive."
                        .to_owned(),
                );
            }
            if entry.encrypted() {
                return Err("The ZIP archive is protected with a password.".to_owned());
            }
            if names::is_archive(&name) && !names::is_noise(&name) {
                return Err(format!("The ZIP archive holds another archive: {name}."));
            }
            if entry.size() > MAX_PAGE {
                return Err(format!(
                    "{name} is larger than {} MB unpacked.",
                    MAX_PAGE / 1024 / 1024
                ));
            }
            total = total.saturating_add(entry.size());
        }
        if total > MAX_TOTAL || (total > RATIO_FREE && total / MAX_RATIO > size) {
            return Err(format!(
                "The ZIP archive would unpack to {} MB, which is far too much for its size.",
                total / 1024 / 1024
            ));
        }
        // Entries that share bytes are how a small archive becomes an endless one.
        if self
            .zip
            .has_overlapping_entries()
            .map_err(|e| damaged(&e))?
        {
            return Err("The ZIP archive is damaged: its files overlap.".to_owned());
        }
        Ok(())
    }

    /// Index and name of every image, in natural order of the names.
    pub(super) fn images(&self) -> Vec<(u64, String)> {
        let mut images: Vec<(u64, String)> = (0..self.zip.len())
            .zip(0_u64..)
            .filter_map(|(index, number)| {
                let entry = self.zip.by_index_data(index).ok()?;
                let name = entry.name().ok()?.into_owned();
                (!entry.is_dir() && names::is_image(&name) && !names::is_noise(&name))
                    .then_some((number, name))
            })
            .collect();
        images.sort_by(|(_, a), (_, b)| names::natural(a, b));
        images
    }

    /// Unpacks one entry.
    pub(super) fn read(&mut self, index: u64) -> Result<Vec<u8>, PageError> {
        let damaged_page =
            || PageError::Sheet("The image is damaged inside the ZIP archive.".to_owned());
        let index = usize::try_from(index).map_err(|_| damaged_page())?;
        let entry = match self.zip.by_index(index) {
            Ok(entry) => entry,
            Err(ZipError::UnsupportedArchive(_)) => {
                let words = "The image is packed in a way that cannot be read here. Use plain ZIP compression.";
                return Err(PageError::Sheet(words.to_owned()));
            }
            Err(_) => return Err(damaged_page()),
        };
        let declared = entry.size().min(MAX_PAGE);
        let mut bytes = Vec::new();
        // One byte more than declared shows a directory that lies.
        let read = entry.take(declared + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > declared {
            return Err(PageError::Batch(
                "The ZIP archive unpacks to more than it declares.".to_owned(),
            ));
        }
        match read {
            Ok(_) => Ok(bytes),
            Err(e) if is_ours(&e) => Err(PageError::Batch(unreadable(&e))),
            Err(_) => Err(damaged_page()),
        }
    }
}

/// Whether the server's disk is at fault rather than the archive.
fn is_ours(e: &io::Error) -> bool {
    matches!(
        e.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied
    )
}

fn unreadable(e: &io::Error) -> String {
    eprintln!("error: a stored upload cannot be read: {e}");
    "The uploaded file can no longer be read on the server.".to_owned()
}

fn damaged(_: &ZipError) -> String {
    "The ZIP archive is damaged.".to_owned()
}

fn first_bytes(parts: &mut PartsReader) -> io::Result<[u8; 4]> {
    let mut start = [0; 4];
    let size = parts.size().min(4);
    parts.by_ref().take(size).read_exact(
        start
            .get_mut(..usize::try_from(size).unwrap_or(4))
            .unwrap_or_default(),
    )?;
    parts.seek(SeekFrom::Start(0))?;
    Ok(start)
}

/// Says what the file is, when it is no ZIP archive that can be opened.
fn no_archive(start: &[u8; 4], error: &ZipError) -> String {
    match start {
        [b'P', b'K', 3, 4] => {
            if let ZipError::Io(e) = error
                && is_ours(e)
            {
                return unreadable(e);
            }
            "The ZIP archive is incomplete: its end is missing or damaged.".to_owned()
        }
        [0xff, 0xd8, 0xff, _] => "The file is a JPEG image, not a ZIP archive.".to_owned(),
        [0x89, b'P', b'N', b'G'] => "The file is a PNG image, not a ZIP archive.".to_owned(),
        [b'%', b'P', b'D', b'F'] => "The file is a PDF document, not a ZIP archive.".to_owned(),
        [b'R', b'a', b'r', b'!'] => "The file is a RAR archive, not a ZIP archive.".to_owned(),
        _ => "The file is not a ZIP archive.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::page::decode;
    use super::*;
    use samples::preflight::good;

    /// The two are written apart: what the check before an upload says is held against what happens to the archive here.
    #[test]
    fn what_the_check_calls_good_is_read_to_its_last_page() {
        let folder = std::env::temp_dir().join(crate::ids::uuid());
        std::fs::create_dir(&folder).unwrap();
        for sample in good::all().unwrap() {
            let path = folder.join("archive.zip");
            std::fs::write(&path, &sample.bytes).unwrap();
            let parts = PartsReader::new([(path, sample.bytes.len() as u64)]).unwrap();
            let mut archive =
                Archive::open(parts).unwrap_or_else(|words| panic!("{}: {words}", sample.name));
            let images = archive.images();
            let tasks = good::tasks_of(&sample.name);
            let pages: usize = tasks.iter().map(|(_, sheets)| sheets + 1).sum();
            assert!(images.len() == pages || tasks.is_empty(), "{}", sample.name);
            for (index, name) in images {
                let bytes = archive
                    .read(index)
                    .unwrap_or_else(|e| panic!("{}, {name}: {e:?}", sample.name));
                assert!(decode(&bytes).is_ok(), "{}, {name}", sample.name);
            }
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
