//! How a stored ZIP is laid out: which bytes are headers, and where the files stand between them.
//!
//! Pure: files are named by their index, their bytes never pass through here. Sizes and checksums come first, so that no
//! data descriptors are needed and the ZIP can be read as a stream. Format: PKWARE APPNOTE 6.3.10.

use super::dos_time::DosTime;

/// One file of the ZIP.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its safe and unique name (see `names`).
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// CRC-32 of its bytes.
    pub crc: u32,
    /// When it was changed last.
    pub modified: DosTime,
}

/// A stretch of the ZIP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Headers.
    Bytes(Vec<u8>),
    /// The whole file of the entry with this index.
    File(usize),
}

/// The ZIP from its first to its last byte.
#[derive(Debug)]
pub struct Layout {
    /// What follows what.
    pub parts: Vec<Part>,
    /// The central directory and what ends it: names, sizes, checksums and times of all files.
    pub directory: Vec<u8>,
    /// Bytes in all, directory included.
    pub size: u64,
}

/// Why a ZIP cannot be laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// A name of more than 65,535 bytes (APPNOTE 4.4.10).
    #[error("a name is too long for a ZIP")]
    NameTooLong,
    /// More bytes than 64 bits can count.
    #[error("the files are too large for a ZIP")]
    TooLarge,
}

/// From here on a 32-bit field says "see the ZIP64 field" (APPNOTE 4.4.1.4).
const MAX_32: u64 = 0xFFFF_FFFF;
/// The same for 16 bits.
const MAX_16: u64 = 0xFFFF;
/// Version 2.0, and 4.5 for ZIP64 (APPNOTE 4.4.3.2).
const PLAIN: u16 = 20;
const ZIP64: u16 = 45;
/// Made on a Unix-like system, so that the mode below is read.
const MADE_BY: u16 = 3 << 8 | ZIP64;
/// A plain file that everybody may read (0100644), in the upper half.
const MODE: u32 = 0o100_644 << 16;
/// Bit 11: the name is UTF-8 (APPNOTE 4.4.4).
const UTF8: u16 = 1 << 11;
/// Header id of the ZIP64 extra field (APPNOTE 4.5.3).
const ZIP64_FIELD: u16 = 1;

/// Lays out a ZIP of these entries, in this order.
///
/// # Errors
/// A name or a sum that the format cannot hold.
pub fn layout(entries: &[Entry]) -> Result<Layout, LayoutError> {
    let mut parts = Vec::with_capacity(entries.len() * 2);
    let mut directory = Vec::new();
    let mut offset = 0u64;
    for (index, entry) in entries.iter().enumerate() {
        let header = local_header(entry)?;
        directory_header(entry, offset, &mut directory)?;
        offset = sum(offset, sum(length(&header), entry.size)?)?;
        parts.push(Part::Bytes(header));
        if entry.size > 0 {
            parts.push(Part::File(index));
        }
    }
    end_of_directory(
        length_of(entries.len()),
        length(&directory),
        offset,
        &mut directory,
    )?;
    let size = sum(offset, length(&directory))?;
    Ok(Layout {
        parts,
        directory,
        size,
    })
}

/// APPNOTE 4.3.7.
fn local_header(entry: &Entry) -> Result<Vec<u8>, LayoutError> {
    let mut out = Vec::with_capacity(50 + entry.name.len());
    let extra = zip64_field(&[entry.size, entry.size], entry.size >= MAX_32);
    put32(&mut out, 0x0403_4B50);
    common(&mut out, entry, !extra.is_empty(), extra.len())?;
    out.extend_from_slice(entry.name.as_bytes());
    out.extend_from_slice(&extra);
    Ok(out)
}

/// APPNOTE 4.3.12.
fn directory_header(entry: &Entry, offset: u64, out: &mut Vec<u8>) -> Result<(), LayoutError> {
    let large = entry.size >= MAX_32;
    let far = offset >= MAX_32;
    // The field holds exactly what does not fit its 32 bits, in this order.
    let extra = match (large, far) {
        (true, true) => zip64_field(&[entry.size, entry.size, offset], true),
        (true, false) => zip64_field(&[entry.size, entry.size], true),
        (false, far) => zip64_field(&[offset], far),
    };
    put32(out, 0x0201_4B50);
    put16(out, MADE_BY);
    common(out, entry, !extra.is_empty(), extra.len())?;
    put16(out, 0); // comment
    put16(out, 0); // disk
    put16(out, 0); // internal attributes
    put32(out, MODE);
    put32(out, low32(offset));
    out.extend_from_slice(entry.name.as_bytes());
    out.extend_from_slice(&extra);
    Ok(())
}

/// The fields that both headers share, from "version needed" to "extra field length".
fn common(out: &mut Vec<u8>, entry: &Entry, zip64: bool, extra: usize) -> Result<(), LayoutError> {
    put16(out, if zip64 { ZIP64 } else { PLAIN });
    put16(out, UTF8);
    put16(out, 0); // stored
    put16(out, entry.modified.time);
    put16(out, entry.modified.date);
    put32(out, entry.crc);
    put32(out, low32(entry.size)); // compressed
    put32(out, low32(entry.size));
    put16(
        out,
        u16::try_from(entry.name.len()).map_err(|_| LayoutError::NameTooLong)?,
    );
    put16(out, low16(length_of(extra)));
    Ok(())
}

/// APPNOTE 4.3.14 to 4.3.16.
fn end_of_directory(
    count: u64,
    size: u64,
    start: u64,
    out: &mut Vec<u8>,
) -> Result<(), LayoutError> {
    if count >= MAX_16 || size >= MAX_32 || start >= MAX_32 {
        let here = sum(start, size)?;
        put32(out, 0x0606_4B50);
        put64(out, 44); // bytes of this record after this field
        put16(out, MADE_BY);
        put16(out, ZIP64);
        put32(out, 0); // this disk
        put32(out, 0); // disk of the directory
        put64(out, count);
        put64(out, count);
        put64(out, size);
        put64(out, start);
        put32(out, 0x0706_4B50);
        put32(out, 0); // disk of the record
        put64(out, here);
        put32(out, 1); // disks
    }
    put32(out, 0x0605_4B50);
    put16(out, 0);
    put16(out, 0);
    put16(out, low16(count));
    put16(out, low16(count));
    put32(out, low32(size));
    put32(out, low32(start));
    put16(out, 0); // comment
    Ok(())
}

fn zip64_field(values: &[u64], needed: bool) -> Vec<u8> {
    let mut out = Vec::new();
    if needed {
        put16(&mut out, ZIP64_FIELD);
        put16(&mut out, low16(length_of(values.len() * 8)));
        values.iter().for_each(|v| put64(&mut out, *v));
    }
    out
}

fn put16(out: &mut Vec<u8>, n: u16) {
    out.extend_from_slice(&n.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, n: u32) {
    out.extend_from_slice(&n.to_le_bytes());
}

fn put64(out: &mut Vec<u8>, n: u64) {
    out.extend_from_slice(&n.to_le_bytes());
}

/// The number, or all ones for "see the ZIP64 field".
fn low32(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn low16(n: u64) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

fn sum(a: u64, b: u64) -> Result<u64, LayoutError> {
    a.checked_add(b).ok_or(LayoutError::TooLarge)
}

fn length(bytes: &[u8]) -> u64 {
    length_of(bytes.len())
}

fn length_of(n: usize) -> u64 {
    n as u64
}

#[cfg(test)]
#[path = "layout_tests.rs"]
mod tests;
