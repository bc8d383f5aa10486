//! A writer for stored (uncompressed) ZIP archives whose size is known beforehand, with ZIP64 where it is needed.
//! Own code rather than the `zip` crate, because bad archives are wanted too: hostile names, encryption flags.

use std::io::Write;

const LOCAL: u64 = 30;
const CENTRAL: u64 = 46;
const END: u64 = 22;
/// Bit 0 of the general purpose flags: the entry is encrypted (APPNOTE 4.4.4).
const ENCRYPTED: u16 = 1;
/// Bit 11: the name is UTF-8.
const UTF8: u16 = 1 << 11;

struct Entry {
    name: String,
    flags: u16,
    crc: u32,
    size: u32,
    offset: u64,
}

/// Writes entries one after the other; nothing is kept but the directory.
pub struct Writer<W: Write> {
    out: W,
    at: u64,
    entries: Vec<Entry>,
}

impl<W: Write> Writer<W> {
    /// Starts an archive at the current place of `out`.
    pub fn new(out: W) -> Self {
        Self {
            out,
            at: 0,
            entries: Vec::new(),
        }
    }

    /// Adds a file. The name is written as it is, whatever it says; `data` must be smaller than 4 GiB.
    pub fn add(&mut self, name: &str, data: &[u8]) -> std::io::Result<()> {
        self.add_with(name, data, 0)
    }

    /// Adds a file that says of itself that it is encrypted. Its data are scrambled and preceded by the
    /// 12 bytes of the old ZIP encryption, so that no reader gets anywhere without a password.
    pub fn add_encrypted(&mut self, name: &str, data: &[u8]) -> std::io::Result<()> {
        let scrambled: Vec<u8> = (0..12u8)
            .chain(data.iter().copied())
            .zip((0u8..=250).cycle())
            .map(|(byte, key)| byte ^ key.wrapping_mul(167) ^ 0x5a)
            .collect();
        self.add_with(name, &scrambled, ENCRYPTED)
    }

    fn add_with(&mut self, name: &str, data: &[u8], flags: u16) -> std::io::Result<()> {
        let size = u32::try_from(data.len())
            .map_err(|_| std::io::Error::other("an entry of 4 GiB or more"))?;
        let entry = Entry {
            name: name.to_owned(),
            flags: flags | UTF8,
            crc: crc32fast::hash(data),
            size,
            offset: self.at,
        };
        let mut head = Vec::with_capacity(name.len() + LOCAL as usize);
        head.extend_from_slice(b"PK\x03\x04");
        common(&mut head, &entry);
        head.extend_from_slice(entry.name.as_bytes());
        self.out.write_all(&head)?;
        self.out.write_all(data)?;
        self.at += (head.len() + data.len()) as u64;
        self.entries.push(entry);
        Ok(())
    }

    /// Writes the directory and gives back what was written to.
    pub fn finish(mut self) -> std::io::Result<W> {
        let start = self.at;
        let mut directory = Vec::new();
        for entry in &self.entries {
            let far = entry.offset > u64::from(u32::MAX) - 1;
            directory.extend_from_slice(b"PK\x01\x02");
            put16(&mut directory, 45);
            common(&mut directory, entry);
            // The extra field's length is the last word that `common` wrote.
            let extra = directory.len() - 2;
            directory.extend_from_slice(&[0; 10]);
            put32(
                &mut directory,
                if far { u32::MAX } else { entry.offset as u32 },
            );
            directory.extend_from_slice(entry.name.as_bytes());
            if far {
                directory[extra] = 12;
                put16(&mut directory, 1);
                put16(&mut directory, 8);
                put64(&mut directory, entry.offset);
            }
        }
        let count = self.entries.len() as u64;
        let length = directory.len() as u64;
        if count > 0xfffe || start > u64::from(u32::MAX) - 1 {
            let end64 = start + length;
            directory.extend_from_slice(b"PK\x06\x06");
            put64(&mut directory, 44);
            put16(&mut directory, 45);
            put16(&mut directory, 45);
            directory.extend_from_slice(&[0; 8]);
            put64(&mut directory, count);
            put64(&mut directory, count);
            put64(&mut directory, length);
            put64(&mut directory, start);
            directory.extend_from_slice(b"PK\x06\x07");
            put32(&mut directory, 0);
            put64(&mut directory, end64);
            put32(&mut directory, 1);
        }
        directory.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        put16(&mut directory, count.min(0xffff) as u16);
        put16(&mut directory, count.min(0xffff) as u16);
        put32(&mut directory, length.min(u64::from(u32::MAX)) as u32);
        put32(&mut directory, start.min(u64::from(u32::MAX)) as u32);
        put16(&mut directory, 0);
        self.out.write_all(&directory)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Bytes that an archive needs beside the files' own: headers and directory, for names of these lengths.
/// Right for archives below 4 GiB and 65 535 entries.
pub fn overhead(name_lengths: impl Iterator<Item = usize>) -> u64 {
    name_lengths
        .map(|n| LOCAL + CENTRAL + 2 * n as u64)
        .sum::<u64>()
        + END
}

/// The fields that a local header and a directory entry have in common, from "version needed" to the extra length.
fn common(out: &mut Vec<u8>, entry: &Entry) {
    put16(out, 20);
    put16(out, entry.flags);
    put16(out, 0);
    // 1 January 2025, 08:00, in MS-DOS form.
    put16(out, 8 << 11);
    put16(out, (45 << 9) | (1 << 5) | 1);
    put32(out, entry.crc);
    put32(out, entry.size);
    put32(out, entry.size);
    put16(out, entry.name.len() as u16);
    put16(out, 0);
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Read};

    fn open(bytes: Vec<u8>) -> zip::ZipArchive<Cursor<Vec<u8>>> {
        zip::ZipArchive::new(Cursor::new(bytes)).unwrap()
    }

    #[test]
    fn another_reader_finds_the_files_and_the_size_was_foretold() {
        let mut writer = Writer::new(Vec::new());
        writer.add("scans/1.jpg", b"first").unwrap();
        writer.add("scans/zwölf.jpg", b"second").unwrap();
        let bytes = writer.finish().unwrap();
        let names = ["scans/1.jpg".len(), "scans/zwölf.jpg".len()];
        assert_eq!(bytes.len() as u64, 11 + overhead(names.into_iter()));
        let mut archive = open(bytes);
        let mut text = String::new();
        archive
            .by_name("scans/zwölf.jpg")
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "second");
    }

    #[test]
    fn more_entries_than_the_old_format_counts_are_written_as_zip64() {
        let mut writer = Writer::new(Vec::new());
        for i in 0..70_000 {
            writer.add(&format!("{i}.jpg"), b"x").unwrap();
        }
        assert_eq!(open(writer.finish().unwrap()).len(), 70_000);
    }

    #[test]
    fn an_encrypted_entry_cannot_be_read_without_a_password() {
        let mut writer = Writer::new(Vec::new());
        writer.add_encrypted("1.jpg", b"secret").unwrap();
        let mut archive = open(writer.finish().unwrap());
        let refused = archive.by_index(0).err().unwrap().to_string();
        assert!(refused.to_lowercase().contains("password"), "{refused}");
    }
}
