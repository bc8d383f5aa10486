//! Reads a ZIP's directory from its end (APPNOTE 4.3), and says what the file is when it has none.

use rawzip::extra_fields::ExtraFields;
use rawzip::{ErrorKind, ReaderAt, ZipArchive, ZipLocator};

use crate::names::{self, Role};
use crate::read::{Counted, ReadAt, Unreadable};
use crate::report::{FileKind, Kind};
use crate::settings::Settings;
use crate::sniff;

/// Read of the directory at once; more than the longest record (196,651 bytes).
const BUFFER: usize = 512 * 1024;
/// Where the end record is looked for: 16 MiB from the end, to name the cause where something stands behind it.
const SEARCH: u64 = 1 << 24;
/// Where readers look for it: its own length and that of the longest comment (APPNOTE 4.3.16), as Info-ZIP, Python and Java do.
const READERS_SEARCH: u64 = 22 + 65_535;
/// The names of all entries together may take so many bytes: 300 for each of 100,000.
const NAMES: usize = 30_000_000;
/// End records that turn out to be something else (a text in a comment) are passed over this often.
const FALSE_ENDS: usize = 8;
/// "Unicode path" of Info-ZIP (APPNOTE 4.6.9).
const UNICODE_PATH: u16 = 0x7075;
/// AES encryption (APPNOTE, appendix E).
const AES: u16 = 99;

/// One entry as the directory has it.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Readable.
    pub name: String,
    /// As written.
    pub raw: Box<[u8]>,
    pub role: Role,
    /// Bytes unpacked.
    pub size: u64,
    /// Bytes packed.
    pub packed: u64,
    pub crc: u32,
    pub method: u16,
    pub encrypted: bool,
    pub link: bool,
    /// Of its local header, from the start of the file.
    pub offset: u64,
}

impl Entry {
    pub fn is_folder(&self) -> bool {
        self.role == Role::Folder || (self.raw.ends_with(b"/") && self.size == 0)
    }

    pub fn is_image(&self) -> bool {
        self.role == Role::Image
    }
}

/// The directory.
#[derive(Debug)]
pub(crate) struct Directory {
    pub entries: Vec<Entry>,
    /// Where it begins: no entry's data reaches beyond.
    pub start: u64,
    /// Entries beyond the limit were not read; as many as the archive says it has.
    pub too_many: Option<u64>,
    /// Readers do not find its end.
    pub is_hidden: bool,
}

impl Directory {
    /// The role of the entries that are taken for pages.
    pub fn image_role(&self) -> Role {
        match self.entries.iter().any(Entry::is_image) {
            true => Role::Image,
            false => Role::Unusual,
        }
    }
}

/// Why there is no directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoDirectory {
    /// Because of what the file is.
    Because(Kind),
    /// The file itself cannot be read.
    Unreadable,
}

impl From<Unreadable> for NoDirectory {
    fn from(_: Unreadable) -> Self {
        Self::Unreadable
    }
}

/// Reads the directory.
pub(crate) fn read<R: ReadAt>(
    file: &Counted<R>,
    settings: &Settings,
) -> Result<Directory, NoDirectory> {
    let head = file.some(0, 8)?;
    if file.size() == 0 {
        return Err(NoDirectory::Because(Kind::EmptyFile));
    }
    let mut buffer = vec![0; BUFFER];
    let archive = match locate(file, &mut buffer) {
        Ok(archive) => archive,
        Err(_) if file.failed() => return Err(NoDirectory::Unreadable),
        Err(missing) => return Err(NoDirectory::Because(without_end(&head, missing))),
    };
    let end = archive.eocd_offset();
    let record = file.some(end, 22)?;
    if is_split(&record) {
        return Err(NoDirectory::Because(Kind::Split));
    }
    if is_beyond_count(&record, end, &head) {
        return Err(NoDirectory::Because(Kind::NoZip64));
    }
    match entries(&archive, &mut buffer, settings) {
        Some(directory) => Ok(Directory {
            is_hidden: file.size() - end > READERS_SEARCH,
            ..directory
        }),
        None if file.failed() => Err(NoDirectory::Unreadable),
        None => Err(NoDirectory::Because(Kind::Damaged)),
    }
}

/// Finds the end record; `Err(true)`: it is missing, in whole or in part.
fn locate<'a, R: ReadAt>(
    file: &'a Counted<R>,
    buffer: &mut [u8],
) -> Result<ZipArchive<&'a Counted<R>>, bool> {
    let locator = ZipLocator::new().max_search_space(SEARCH);
    // A small buffer: most archives end with their end record.
    let buffer = buffer.get_mut(..64 * 1024).unwrap_or_default();
    let mut end = file.size();
    let (mut seen, mut cut) = (false, false);
    for _ in 0..FALSE_ENDS {
        match locator.locate_in_reader(file, buffer, end) {
            Ok(archive) => return Ok(archive),
            Err((_, error)) => match error.eocd_offset() {
                Some(offset) if offset < end => {
                    // The last one reaches beyond the end of the file: its rest is missing.
                    cut |= !seen && matches!(error.kind(), ErrorKind::Eof);
                    (end, seen) = (offset, true);
                }
                _ => {
                    let missing = matches!(error.kind(), ErrorKind::MissingEndOfCentralDirectory);
                    return Err(cut || (missing && !seen));
                }
            },
        }
    }
    Err(cut)
}

/// What a file without a usable end record is.
fn without_end(head: &[u8], missing: bool) -> Kind {
    match sniff::kind(head) {
        FileKind::Zip if missing => Kind::Truncated,
        // There is an end record; what stands before it is not where it says.
        FileKind::Zip => Kind::Damaged,
        FileKind::Unknown if !missing => Kind::Damaged,
        other => Kind::NotAZip(other),
    }
}

/// The end record's disk number tells the parts of a split archive (APPNOTE 4.4.19); 0xffff stands for ZIP64.
fn is_split(record: &[u8]) -> bool {
    !matches!(short(record, 4), None | Some(0 | u16::MAX))
}

/// Whether places are written modulo 2^32, as some archivers do that do not know ZIP64: then the directory seems to begin
/// too early by a multiple of that, although the file begins with an entry.
fn is_beyond_count(record: &[u8], end: u64, head: &[u8]) -> bool {
    let long =
        |at: usize| Some(u64::from(short(record, at)?) | u64::from(short(record, at + 2)?) << 16);
    let (Some(length), Some(start)) = (long(12), long(16)) else {
        return false;
    };
    let missing = end.checked_sub(length).and_then(|at| at.checked_sub(start));
    let beyond = missing.is_some_and(|n| n > 0 && n % (1 << 32) == 0);
    beyond && start != u64::from(u32::MAX) && head.starts_with(b"PK\x03\x04")
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes([two[0], two[1]]))
}

fn entries<R: ReaderAt>(
    archive: &ZipArchive<R>,
    buffer: &mut [u8],
    settings: &Settings,
) -> Option<Directory> {
    let declared = archive.entries_hint();
    let limit = settings.max_entries as usize;
    let mut directory = Directory {
        entries: Vec::with_capacity(usize::try_from(declared).unwrap_or(0).min(limit)),
        start: archive.directory_offset(),
        too_many: None,
        is_hidden: false,
    };
    let mut names = 0;
    let mut records = archive.entries(buffer);
    while let Some(record) = records.next_entry().ok()? {
        names += record.file_path().as_bytes().len();
        if directory.entries.len() == limit || names > NAMES {
            directory.too_many = Some(declared.max(directory.entries.len() as u64 + 1));
            return Some(directory);
        }
        let flags = record.flags();
        let raw = record.file_path();
        let raw: &[u8] = raw.as_bytes();
        let name = names::readable(
            raw,
            flags.is_utf8(),
            unicode_path(record.extra_fields(), raw),
        );
        let method = record.compression_method().as_u16();
        directory.entries.push(Entry {
            role: if record.is_dir() {
                Role::Folder
            } else {
                names::role(&name)
            },
            name,
            raw: raw.into(),
            size: record.uncompressed_size_hint(),
            packed: record.compressed_size_hint(),
            crc: record.crc32(),
            method,
            encrypted: flags.is_encrypted() || flags.has_strong_encryption() || method == AES,
            link: record.mode().is_symlink(),
            offset: record.local_header_offset(),
        });
    }
    // Old programs count modulo 65,536.
    let counted = directory.entries.len() as u64;
    (counted % 0x1_0000 == declared % 0x1_0000).then_some(directory)
}

/// The Unicode name, where it belongs to the plain one: it carries that one's CRC-32.
fn unicode_path<'a>(fields: ExtraFields<'a>, raw: &[u8]) -> Option<&'a [u8]> {
    let (_, field) = fields
        .into_iter()
        .find(|(id, _)| id.as_u16() == UNICODE_PATH)?;
    let (head, name) = field.split_at_checked(5)?;
    let crc = u32::from_le_bytes(head.get(1..5)?.try_into().ok()?);
    (head.first() == Some(&1) && crc == crc32fast::hash(raw)).then_some(name)
}
