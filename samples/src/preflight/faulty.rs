//! Faulty archives, each in one way. Beside each stands the fault's name, as the check calls it.

use super::writer::{Around, ENCRYPTED, Entry, field, write};
use super::{Sample, odd, page};
use crate::Error;

const TASK: &str = "11700111";

/// Every faulty archive with the name of its fault.
pub fn all() -> Result<Vec<(Sample, &'static str)>, Error> {
    let good = good()?;
    let whole = write(&good, &Around::default());
    let cover = page::cover(TASK)?;
    let sheet = page::sheet(TASK, 1)?;
    let with = |more: Entry| {
        let mut entries = good.clone();
        entries.push(more);
        write(&entries, &Around::default())
    };
    let each = |change: &dyn Fn(&mut Entry)| {
        let mut entries = good.clone();
        entries.iter_mut().for_each(change);
        write(&entries, &Around::default())
    };
    let second = |change: &dyn Fn(&mut Entry)| {
        let mut entries = good.clone();
        if let Some(entry) = entries.get_mut(1) {
            change(entry);
        }
        write(&entries, &Around::default())
    };
    let zeros = |megabytes: usize| Entry {
        deflate: true,
        ..Entry::plain("scans/scan_009.jpg", vec![0; megabytes * 1_000_000])
    };
    let samples: Vec<(&'static str, &'static str, Vec<u8>)> = vec![
        ("no-bytes", "EmptyFile", Vec::new()),
        ("renamed-jpeg", "NotAZip", sheet.clone()),
        ("renamed-png", "NotAZip", page::png_sheet(TASK, 1)?),
        (
            "renamed-pdf",
            "NotAZip",
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".repeat(400),
        ),
        (
            "renamed-rar",
            "NotAZip",
            b"Rar!\x1a\x07\x01\0 and what follows".repeat(400),
        ),
        (
            "renamed-7z",
            "NotAZip",
            b"7z\xbc\xaf\x27\x1c\0\x04 and what follows".repeat(400),
        ),
        (
            "text",
            "NotAZip",
            b"The scans are in the other archive.\n".repeat(400),
        ),
        (
            "end-missing",
            "Truncated",
            cut(&whole, 0, 2 * whole.len() / 3),
        ),
        (
            "end-cut-by-ten-bytes",
            "Truncated",
            cut(&whole, 0, whole.len() - 10),
        ),
        (
            "beginning-missing",
            "Damaged",
            cut(&whole, 9_000, whole.len()),
        ),
        ("directory-overwritten", "Damaged", overwritten(&whole)),
        (
            "middle-missing",
            "Damaged",
            [&whole[..9_000], &whole[14_000..]].concat(),
        ),
        (
            "part-of-a-split",
            "Split",
            write(
                &good,
                &Around {
                    disk: 2,
                    ..Around::default()
                },
            ),
        ),
        ("no-entries", "EmptyArchive", write(&[], &Around::default())),
        (
            "folder-only",
            "EmptyArchive",
            write(&[Entry::plain("scans/", Vec::new())], &Around::default()),
        ),
        (
            "no-images",
            "NoImages",
            write(
                &[Entry::plain("readme.txt", b"Nothing here.".to_vec())],
                &Around::default(),
            ),
        ),
        (
            "only-an-archive",
            "NestedArchive",
            write(
                &[Entry::plain("inner.zip", whole.clone())],
                &Around::default(),
            ),
        ),
        (
            "archive-among-scans",
            "NestedArchive",
            with(Entry::plain("scans/more.7z", whole.clone())),
        ),
        (
            "password",
            "Encrypted",
            each(&|e| {
                e.flags |= ENCRYPTED;
                e.data.splice(0..0, *b"twelve bytes");
            }),
        ),
        (
            "password-aes",
            "Encrypted",
            each(&|e| {
                e.flags |= ENCRYPTED;
                e.method = Some(99);
                e.central_extra = field(0x9901, &[2, 0, b'A', b'E', 3, 8, 0]);
                e.local_extra = e.central_extra.clone();
            }),
        ),
        (
            "two-of-a-name",
            "DuplicateNames",
            with(Entry::plain("scans/scan_002.jpg", sheet.clone())),
        ),
        (
            "name-leads-out",
            "UnsafeNames",
            with(Entry::plain("../../etc/scan.jpg", sheet.clone())),
        ),
        (
            "absolute-name",
            "UnsafeNames",
            with(Entry::plain("/scans/scan_004.jpg", sheet.clone())),
        ),
        (
            "windows-drive",
            "UnsafeNames",
            with(Entry::plain("C:\\scans\\scan_004.jpg", sheet.clone())),
        ),
        (
            "link",
            "UnsafeNames",
            with(Entry {
                made_by: 0x031e,
                attributes: 0o120_777 << 16,
                ..Entry::plain("scans/scan_004.jpg", b"/etc/passwd".to_vec())
            }),
        ),
        (
            "deflate64",
            "UnsupportedCompression",
            each(&|e| e.method = Some(9)),
        ),
        (
            "lzma",
            "UnsupportedCompression",
            each(&|e| e.method = Some(14)),
        ),
        (
            "zstandard",
            "UnsupportedCompression",
            each(&|e| e.method = Some(93)),
        ),
        ("bomb", "Bomb", with(zeros(120))),
        (
            "bomb-that-lies",
            "Bomb",
            second(&|e| e.declared_size = Some(4_000_000_000)),
        ),
        (
            "shared-bytes",
            "Overlapping",
            with(Entry {
                declared_offset: Some(0),
                ..Entry::plain("scans/scan_004.jpg", cover.clone())
            }),
        ),
        ("too-many", "TooManyEntries", too_many(&cover)),
        (
            "two-folders",
            "SeveralFolders",
            with(Entry::plain("second room/scan_001.jpg", sheet.clone())),
        ),
        (
            "folder-and-none",
            "SeveralFolders",
            with(Entry::plain("sheet_001.jpg", sheet.clone())),
        ),
        ("empty-image", "EmptyEntry", second(&|e| e.data.clear())),
        (
            "text-named-jpg",
            "NotReallyImages",
            second(&|e| e.data = b"no picture at all ".repeat(90)),
        ),
        (
            "pdf-named-jpg",
            "NotReallyImages",
            second(&|e| e.data = b"%PDF-1.4 pages ".repeat(90)),
        ),
        (
            "thumbnails",
            "TooSmall",
            each(&|e| e.data = crate::sheet::thumbnail(1).unwrap_or_default()),
        ),
        ("cmyk", "Cmyk", second(&|e| e.data = page::cmyk())),
        (
            "damaged-picture",
            "UnreadableImage",
            second(&damage_picture),
        ),
        (
            "picture-cut-short",
            "UnreadableImage",
            second(&|e| e.data.truncate(e.data.len() / 2)),
        ),
        ("wrong-checksum", "UnreadableImage", flipped(&whole)),
        (
            "picture-filled-with-zeros",
            "UnreadableImage",
            second(&|e| e.data = odd::half_zeros(&e.data)),
        ),
        (
            "png-cut-short",
            "UnreadableImage",
            second(&|e| {
                e.data = odd::half(&page::png_sheet(TASK, 1).unwrap_or_default());
                e.name = b"scans/scan_002.png".to_vec();
            }),
        ),
        (
            "cut-far-in",
            "UnreadableImage",
            far_in(&sheet, odd::half, false),
        ),
        (
            "cut-far-in-deflated",
            "UnreadableImage",
            far_in(&sheet, odd::half, true),
        ),
        (
            "zeros-far-in",
            "UnreadableImage",
            far_in(&sheet, odd::half_zeros, false),
        ),
        ("endings-jfif", "UnknownEnding", endings(&good, ".jfif")),
        ("endings-jpe", "UnknownEnding", endings(&good, ".jpe")),
        ("endings-tif", "UnknownEnding", endings(&good, ".tif")),
        ("endings-none", "UnknownEnding", endings(&good, "")),
        (
            "one-jfif",
            "UnknownEnding",
            second(&|e| e.name = b"scans/scan_002.jfif".to_vec()),
        ),
        (
            "zeros-behind-70k",
            "BytesBehind",
            [&whole[..], &[0; 70_000]].concat(),
        ),
        (
            "zeros-behind-4m",
            "BytesBehind",
            [&whole[..], &vec![0; 4_000_000]].concat(),
        ),
    ];
    Ok(samples
        .into_iter()
        .map(|(name, fault, bytes)| {
            let name = format!("{name}.zip");
            (Sample { name, bytes }, fault)
        })
        .collect())
}

/// Twelve pages, one of which is none of the first.
fn far_in(sheet: &[u8], change: impl Fn(&[u8]) -> Vec<u8>, deflate: bool) -> Vec<u8> {
    let entry = |n: usize| Entry {
        deflate,
        ..Entry::plain(
            &format!("scans/scan_{n:03}.jpg"),
            if n == 9 {
                change(sheet)
            } else {
                sheet.to_vec()
            },
        )
    };
    let entries: Vec<Entry> = (1..=12).map(entry).collect();
    write(&entries, &Around::default())
}

/// Every page with another ending.
fn endings(good: &[Entry], ending: &str) -> Vec<u8> {
    let renamed = |entry: &Entry| Entry {
        name: String::from_utf8_lossy(&entry.name)
            .replace(".jpg", ending)
            .into_bytes(),
        ..entry.clone()
    };
    let entries: Vec<Entry> = good.iter().map(renamed).collect();
    write(&entries, &Around::default())
}

/// A cover and two sheets in one folder.
fn good() -> Result<Vec<Entry>, Error> {
    Ok(vec![
        Entry::plain("scans/scan_001.jpg", page::cover(TASK)?),
        Entry::plain("scans/scan_002.jpg", page::sheet(TASK, 1)?),
        Entry::plain("scans/scan_003.jpg", page::sheet(TASK, 2)?),
    ])
}

fn cut(bytes: &[u8], from: usize, to: usize) -> Vec<u8> {
    bytes.get(from..to).unwrap_or_default().to_vec()
}

/// The directory's first bytes are gone, as on a bad disk.
fn overwritten(whole: &[u8]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    let directory = bytes.windows(4).rposition(|four| four == b"PK\x01\x02");
    if let Some(place) = directory.and_then(|at| bytes.get_mut(at..at + 30)) {
        place.fill(0);
    }
    bytes
}

/// The start marker stays, what follows is no JPEG.
fn damage_picture(entry: &mut Entry) {
    for (at, byte) in entry.data.iter_mut().enumerate().skip(400) {
        *byte = (at % 199) as u8;
    }
}

/// One bit of the second page is another one.
fn flipped(whole: &[u8]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    let name = b"scans/scan_002.jpg";
    let place = bytes.windows(name.len()).position(|w| w == name);
    if let Some(byte) = place.and_then(|at| bytes.get_mut(at + 6_000)) {
        *byte ^= 4;
    }
    bytes
}

fn too_many(cover: &[u8]) -> Vec<u8> {
    let mut entries = vec![Entry::plain("000000.jpg", cover.to_vec())];
    entries.extend((1..=100_000).map(|n| Entry::plain(&format!("{n:06}.jpg"), vec![0xff])));
    write(
        &entries,
        &Around {
            zip64: true,
            ..Around::default()
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_fault_has_its_archives() {
        let all = all().unwrap();
        let faults: HashSet<&str> = all.iter().map(|(_, fault)| *fault).collect();
        assert!(faults.len() >= 14, "{faults:?}");
        let names: HashSet<&str> = all.iter().map(|(s, _)| s.name.as_str()).collect();
        assert_eq!(names.len(), all.len());
    }
}
