//! The laid-out ZIP is opened by the `zip` crate, which the server uses too: by its directory and as a stream.

use std::io::{Cursor, Read, Seek, SeekFrom};

use proptest::prelude::*;
use zip::ZipArchive;

use super::*;

fn entry(name: &str, bytes: &[u8]) -> Entry {
    Entry {
        name: name.to_owned(),
        size: bytes.len() as u64,
        crc: crc32fast::hash(bytes),
        modified: DosTime::from_unix_ms(1_763_569_422_000.0),
    }
}

/// The ZIP's bytes, with the files in their places.
fn assemble(entries: &[Entry], files: &[Vec<u8>]) -> Vec<u8> {
    let made = layout(entries).unwrap();
    let mut bytes = Vec::new();
    for part in &made.parts {
        match part {
            Part::Bytes(header) => bytes.extend_from_slice(header),
            Part::File(index) => bytes.extend_from_slice(&files[*index]),
        }
    }
    bytes.extend_from_slice(&made.directory);
    assert_eq!(bytes.len() as u64, made.size);
    bytes
}

fn zip_of(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let entries: Vec<Entry> = files.iter().map(|(n, b)| entry(n, b)).collect();
    let contents: Vec<Vec<u8>> = files.iter().map(|(_, b)| b.clone()).collect();
    assemble(&entries, &contents)
}

#[test]
fn a_reader_finds_every_file_with_name_time_and_bytes() {
    let files = [
        ("1.jpg", vec![7; 1000]),
        ("หน้า 2.jpg", Vec::new()),
        ("10.png", b"\x89PNG".to_vec()),
    ];
    let mut archive = ZipArchive::new(Cursor::new(zip_of(&files))).unwrap();
    assert_eq!(archive.len(), 3);
    for (i, (name, bytes)) in files.iter().enumerate() {
        let mut file = archive.by_index(i).unwrap();
        assert_eq!(file.name().unwrap(), *name);
        assert_eq!(file.unix_mode(), Some(0o100_644));
        assert_eq!(file.compression(), zip::CompressionMethod::Stored);
        let time = file.last_modified().unwrap();
        assert_eq!(
            (time.year(), time.month(), time.hour(), time.second()),
            (2025, 11, 16, 42)
        );
        let mut read = Vec::new();
        file.read_to_end(&mut read).unwrap(); // checks the CRC-32
        assert_eq!(&read, bytes);
    }
}

#[test]
fn a_stream_reader_needs_no_directory() {
    let mut stream = Cursor::new(zip_of(&[("a.jpg", vec![1; 70]), ("b.jpg", vec![2; 5])]));
    let mut names = Vec::new();
    while let Some(mut file) = zip::read::read_zipfile_from_stream(&mut stream).unwrap() {
        let mut read = Vec::new();
        file.read_to_end(&mut read).unwrap();
        names.push((file.name().unwrap().into_owned(), read.len()));
    }
    assert_eq!(names, [("a.jpg".to_owned(), 70), ("b.jpg".to_owned(), 5)]);
}

#[test]
fn a_wrong_checksum_would_be_noticed() {
    let mut wrong = entry("a.jpg", b"abc");
    wrong.crc ^= 1;
    let mut archive = ZipArchive::new(Cursor::new(assemble(&[wrong], &[b"abc".to_vec()]))).unwrap();
    let mut read = Vec::new();
    assert!(archive.by_index(0).unwrap().read_to_end(&mut read).is_err());
}

#[test]
fn no_files_make_an_empty_zip_of_22_bytes() {
    let bytes = zip_of(&[]);
    assert_eq!(bytes.len(), 22);
    assert!(ZipArchive::new(Cursor::new(bytes)).unwrap().is_empty());
}

#[test]
fn more_files_than_16_bits_count_need_zip64_and_fewer_do_not() {
    for (count, zip64) in [(65_534usize, false), (65_535, true), (70_000, true)] {
        let entries: Vec<Entry> = (0..count)
            .map(|i| entry(&format!("{i}.jpg"), b""))
            .collect();
        let files = vec![Vec::new(); count];
        let made = layout(&entries).unwrap();
        let has_record = made.directory.windows(4).any(|w| w == b"PK\x06\x06");
        assert_eq!(has_record, zip64, "{count}");
        let archive = ZipArchive::new(Cursor::new(assemble(&entries, &files))).unwrap();
        assert_eq!(archive.len(), count);
    }
}

/// A ZIP whose files are as large as they say and hold zeros, without taking memory.
struct Sparse {
    /// Start and bytes of every header, in order.
    headers: Vec<(u64, Vec<u8>)>,
    size: u64,
    at: u64,
}

impl Sparse {
    fn of(entries: &[Entry]) -> Self {
        let made = layout(entries).unwrap();
        let mut at = 0;
        let mut headers = Vec::new();
        for part in made.parts {
            match part {
                Part::Bytes(bytes) => {
                    let start = at;
                    at += bytes.len() as u64;
                    headers.push((start, bytes));
                }
                Part::File(index) => at += entries[index].size,
            }
        }
        headers.push((at, made.directory));
        Self {
            headers,
            size: made.size,
            at: 0,
        }
    }
}

impl Read for Sparse {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = usize::try_from(self.size - self.at)
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        for (i, byte) in buffer[..count].iter_mut().enumerate() {
            let at = self.at + i as u64;
            *byte = self
                .headers
                .iter()
                .rev()
                .find(|(start, _)| *start <= at)
                .and_then(|(start, bytes)| bytes.get(usize::try_from(at - start).ok()?))
                .copied()
                .unwrap_or(0);
        }
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Sparse {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let target = match to {
            SeekFrom::Start(n) => Some(n),
            SeekFrom::End(n) => self.size.checked_add_signed(n),
            SeekFrom::Current(n) => self.at.checked_add_signed(n),
        };
        self.at = target
            .ok_or(std::io::ErrorKind::InvalidInput)?
            .min(self.size);
        Ok(self.at)
    }
}

#[test]
fn files_and_offsets_beyond_4_gib_are_found_through_zip64() {
    const GIB: u64 = 1 << 30;
    for sizes in [
        vec![5 * GIB, 3, 5 * GIB],
        vec![3 * GIB, 3 * GIB, 3 * GIB],
        vec![MAX_32 - 1, MAX_32, MAX_32 + 1],
        vec![MAX_32],
    ] {
        let entries: Vec<Entry> = sizes
            .iter()
            .enumerate()
            .map(|(i, size)| Entry {
                size: *size,
                ..entry(&format!("{i}.jpg"), b"")
            })
            .collect();
        let sparse = Sparse::of(&entries);
        let starts: Vec<u64> = sparse.headers.iter().map(|(start, _)| *start).collect();
        let mut archive = ZipArchive::new(sparse).unwrap();
        for (i, size) in sizes.iter().enumerate() {
            let file = archive.by_index(i).unwrap();
            assert_eq!((file.size(), file.compressed_size()), (*size, *size));
            assert_eq!(file.header_start(), starts[i], "{sizes:?}");
            // The local header carries its own ZIP64 field where needed: the data begins right behind it.
            let local = if *size >= MAX_32 { 30 + 5 + 20 } else { 30 + 5 };
            assert_eq!(file.data_start(), Some(starts[i] + local), "{sizes:?}");
        }
    }
}

#[test]
fn what_no_zip_can_hold_is_refused() {
    let long = entry(&"x".repeat(65_536), b"");
    assert_eq!(layout(&[long]).unwrap_err(), LayoutError::NameTooLong);
    let huge = Entry {
        size: u64::MAX,
        ..entry("a", b"")
    };
    assert_eq!(layout(&[huge]).unwrap_err(), LayoutError::TooLarge);
}

proptest! {
    #[test]
    fn any_files_come_back_as_they_were(
        files in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..90), 0..8)
    ) {
        let named: Vec<(String, Vec<u8>)> =
            files.iter().enumerate().map(|(i, f)| (format!("{i}.jpg"), f.clone())).collect();
        let borrowed: Vec<(&str, Vec<u8>)> = named.iter().map(|(n, f)| (n.as_str(), f.clone())).collect();
        let mut archive = ZipArchive::new(Cursor::new(zip_of(&borrowed))).unwrap();
        prop_assert_eq!(archive.len(), files.len());
        for (name, bytes) in &named {
            let mut read = Vec::new();
            archive.by_name(name).unwrap().read_to_end(&mut read).unwrap();
            prop_assert_eq!(&read, bytes);
        }
    }
}
