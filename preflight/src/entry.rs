//! The bytes of one entry: where they begin, their first ones, or all of them, unpacked within bounds.

use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::directory::Entry;
use crate::read::{Counted, ReadAt, Unreadable};

/// Stored and deflated: what every ZIP reader knows.
pub(crate) const STORED: u16 = 0;
pub(crate) const DEFLATED: u16 = 8;

/// Length of a local header without name and extra fields (APPNOTE 4.3.7).
const HEADER: usize = 30;
/// Read along with a header, so that most images need no second read.
const ALONG: usize = 4096;
/// Packed bytes that are read to see the beginning of a deflated image.
const PACKED_HEAD: usize = 8 * 1024;
/// Unpacked bytes of such a beginning.
const UNPACKED_HEAD: usize = 64 * 1024;
/// Largest page that is read whole. Scans of one page have a few megabytes at most.
pub(crate) const MAX_PAGE: u64 = 24_000_000;

/// Why an entry's bytes cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryError {
    /// The archive is not as its directory says.
    Damaged,
    /// Encrypted, too large, or packed in another way: not read here.
    NotRead,
    /// The file itself cannot be read.
    Unreadable,
}

impl From<Unreadable> for EntryError {
    fn from(_: Unreadable) -> Self {
        Self::Unreadable
    }
}

/// Where an entry's data lie, with the first of them.
pub(crate) struct Place {
    start: u64,
    head: Vec<u8>,
}

/// Finds an entry's data. `end`: where the directory begins.
pub(crate) fn place<R: ReadAt>(
    file: &Counted<R>,
    entry: &Entry,
    end: u64,
) -> Result<Place, EntryError> {
    let bytes = file.some(entry.offset, HEADER + entry.raw.len() + ALONG)?;
    let number = |at: usize| {
        let two = bytes.get(at..at + 2)?;
        Some(usize::from(u16::from_le_bytes([two[0], two[1]])))
    };
    let (Some(b"PK\x03\x04"), Some(name), Some(extra)) = (bytes.get(..4), number(26), number(28))
    else {
        return Err(EntryError::Damaged);
    };
    let begin = HEADER + name + extra;
    let start = entry.offset + begin as u64;
    if start
        .checked_add(entry.packed)
        .is_none_or(|data_end| data_end > end)
    {
        return Err(EntryError::Damaged);
    }
    let packed = usize::try_from(entry.packed).unwrap_or(usize::MAX);
    let head = bytes.get(begin..).unwrap_or_default();
    let head = head
        .get(..packed.min(head.len()))
        .unwrap_or_default()
        .to_vec();
    Ok(Place { start, head })
}

/// The beginning of an entry as a file of its own.
pub(crate) struct Beginning<'a, R> {
    file: &'a Counted<R>,
    start: u64,
    size: u64,
    /// What is in memory; all there is of a deflated entry.
    head: Vec<u8>,
    stored: bool,
}

/// Opens the beginning of an entry for a look.
pub(crate) fn beginning<'a, R: ReadAt>(
    file: &'a Counted<R>,
    entry: &Entry,
    place: Place,
) -> Result<Beginning<'a, R>, EntryError> {
    if entry.encrypted {
        return Err(EntryError::NotRead);
    }
    let stored = entry.method == STORED;
    let head = match entry.method {
        STORED => place.head,
        DEFLATED => {
            let length = usize::try_from(entry.packed).unwrap_or(usize::MAX);
            let packed = file.some(place.start, length.min(PACKED_HEAD))?;
            inflate(&packed, UNPACKED_HEAD)
        }
        _ => return Err(EntryError::NotRead),
    };
    Ok(Beginning {
        file,
        start: place.start,
        size: entry.size,
        head,
        stored,
    })
}

impl<R: ReadAt> ReadAt for Beginning<'_, R> {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, Unreadable> {
        let wanted = offset.saturating_add(buffer.len() as u64).min(self.size);
        if !self.stored || wanted <= self.head.len() as u64 {
            return self.head.as_slice().read_at(offset, buffer);
        }
        let left = usize::try_from(self.size.saturating_sub(offset)).unwrap_or(usize::MAX);
        let length = left.min(buffer.len());
        self.file.read_at(
            self.start + offset,
            buffer.get_mut(..length).unwrap_or_default(),
        )
    }
}

/// As much as comes out, up to `most` bytes; the input may be cut off.
fn inflate(packed: &[u8], most: usize) -> Vec<u8> {
    match decompress_to_vec_with_limit(packed, most) {
        Ok(bytes) => bytes,
        Err(stopped) => stopped.output,
    }
}

/// All bytes of an entry, unpacked and checked against its CRC-32.
pub(crate) fn whole<R: ReadAt>(
    file: &Counted<R>,
    entry: &Entry,
    end: u64,
) -> Result<Vec<u8>, EntryError> {
    if entry.encrypted
        || entry.size > MAX_PAGE
        || entry.packed > MAX_PAGE
        || !matches!(entry.method, STORED | DEFLATED)
    {
        return Err(EntryError::NotRead);
    }
    let place = place(file, entry, end)?;
    let length = usize::try_from(entry.packed).map_err(|_| EntryError::NotRead)?;
    let packed = file.some(place.start, length)?;
    if packed.len() != length {
        return Err(EntryError::Damaged);
    }
    let bytes = if entry.method == STORED {
        packed
    } else {
        let size = usize::try_from(entry.size).map_err(|_| EntryError::NotRead)?;
        decompress_to_vec_with_limit(&packed, size).map_err(|_| EntryError::Damaged)?
    };
    let whole = bytes.len() as u64 == entry.size && crc32fast::hash(&bytes) == entry.crc;
    whole.then_some(bytes).ok_or(EntryError::Damaged)
}
