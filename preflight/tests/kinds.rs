//! Kinds of files about which the check was wrong once, each with its neighbours.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests; clippy.toml knows only those marked #[test]"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use preflight::images::{Image, ImagesJob};
use preflight::job::{Event, Job};
use preflight::picture::{self, PictureError, Thumbnail};
use preflight::read::{ReadAt, Unreadable};
use preflight::report::{Cover, FileKind, Kind, Report};
use preflight::settings::Settings;
use preflight::verdict::Verdict;
use samples::preflight::odd::{self, Coding};
use samples::preflight::page;
use samples::preflight::writer::{Around, Entry, write};

const TASK: &str = "11700111";

fn finish(mut step: impl FnMut() -> Option<Event>) -> (Report, Vec<Thumbnail>) {
    let (mut last, mut pictures) = (Report::default(), Vec::new());
    while let Some(event) = step() {
        match event {
            Event::Report(report) => last = *report,
            Event::Thumbnail { picture, .. } => pictures.push(picture),
            Event::Looked { .. } => {}
        }
    }
    (last, pictures)
}

fn zip<R: ReadAt>(file: R) -> (Report, Vec<Thumbnail>) {
    let mut job = Job::new(file, Settings::default());
    finish(|| job.step(&|| 0.0).expect("it can be read"))
}

fn images(pages: &[(&str, Vec<u8>)]) -> (Report, Vec<Thumbnail>) {
    let image = |(name, bytes): &(&str, Vec<u8>)| Image {
        name: (*name).to_owned(),
        file: Bytes(bytes.clone()),
    };
    let mut job = ImagesJob::new(pages.iter().map(image).collect(), Settings::default());
    finish(|| job.step(&|| 0.0))
}

fn packed(pages: &[(&str, Vec<u8>)], deflate: bool) -> Vec<u8> {
    let entries: Vec<Entry> = pages
        .iter()
        .map(|(name, data)| Entry {
            deflate,
            ..Entry::plain(name, data.clone())
        })
        .collect();
    write(&entries, &Around::default())
}

struct Bytes(Vec<u8>);

impl ReadAt for Bytes {
    fn size(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, Unreadable> {
        self.0.as_slice().read_at(offset, buffer)
    }
}

fn kinds(report: &Report) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = report.findings.iter().map(|f| f.kind).collect();
    kinds.sort_by_key(|kind| format!("{kind:?}"));
    kinds
}

fn sheet() -> Vec<u8> {
    page::sheet(TASK, 1).expect("a sheet")
}

fn cover() -> Vec<u8> {
    page::cover(TASK).expect("a cover")
}

/// The small files of a review lie beside the checkout on some machines; elsewhere there is nothing to look at.
fn case(name: &str) -> Option<Vec<u8>> {
    let folder = std::env::var_os("OMR_CASES").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/review/cases"),
        PathBuf::from,
    );
    std::fs::read(folder.join(name)).ok()
}

/// Twelve good pages with another image in place of one of them.
fn twelve(at: usize, name: &'static str, bytes: Vec<u8>) -> Vec<(&'static str, Vec<u8>)> {
    const NAMES: [&str; 12] = [
        "01.jpg", "02.jpg", "03.jpg", "04.jpg", "05.jpg", "06.jpg", "07.jpg", "08.jpg", "09.jpg",
        "10.jpg", "11.jpg", "12.jpg",
    ];
    let mut pages: Vec<(&str, Vec<u8>)> = NAMES.iter().map(|name| (*name, sheet())).collect();
    pages[at] = (name, bytes);
    pages
}

#[test]
fn c1_images_and_entries_of_an_archive_are_judged_alike() {
    let sheet = sheet();
    let png = page::png_sheet(TASK, 1).expect("a sheet");
    let (small, cmyk) = (
        samples::sheet::thumbnail(1).expect("a picture"),
        page::cmyk(),
    );
    let faults: Vec<(&str, Vec<u8>, Kind)> = vec![
        ("x.jpg", odd::half(&sheet), Kind::UnreadableImage),
        ("x.jpg", odd::half_zeros(&sheet), Kind::UnreadableImage),
        ("x.png", odd::half(&png), Kind::UnreadableImage),
        ("x.jpg", sheet[..300].to_vec(), Kind::UnreadableImage),
        (
            "x.jpg",
            b"nothing like a picture ".repeat(40),
            Kind::NotReallyImages,
        ),
        (
            "x.jpg",
            b"II*\0\x08\0\0\0 and so on".repeat(40),
            Kind::NotReallyImages,
        ),
        ("x.jpg", Vec::new(), Kind::EmptyEntry),
        ("x.jpg", small, Kind::TooSmall),
        ("x.jpg", cmyk, Kind::Cmyk),
        ("x.png", sheet.clone(), Kind::WrongExtension),
    ];
    for (name, bytes, wanted) in faults {
        for at in [1, 2, 9] {
            let pages = twelve(at, name, bytes.clone());
            let (of_images, _) = images(&pages);
            assert_eq!(kinds(&of_images), [wanted], "{name} as image {at}");
            for deflate in [false, true] {
                let (of_archive, _) = zip(packed(&pages, deflate).as_slice());
                assert_eq!(
                    kinds(&of_archive),
                    [wanted],
                    "{wanted:?} {name} as entry {at}, {deflate}"
                );
            }
            let finding = |r: &Report| r.findings[0].entries.clone();
            assert_eq!(finding(&of_images), [name], "{wanted:?}");
        }
    }
    let (good, pictures) = images(&twelve(4, "x.png", png));
    assert_eq!((good.verdict(0), pictures.len()), (Verdict::Ready, 3));
}

#[test]
fn c1_a_half_page_among_images_is_told_before_the_verdict() {
    let pages = twelve(9, "half.jpg", odd::half(&sheet()));
    let image = |(name, bytes): &(&str, Vec<u8>)| Image {
        name: (*name).to_owned(),
        file: Bytes(bytes.clone()),
    };
    let mut job = ImagesJob::new(pages.iter().map(image).collect(), Settings::default());
    let first = std::iter::from_fn(|| job.step(&|| 0.0)).find_map(|event| match event {
        Event::Report(report) => Some(report),
        _ => None,
    });
    assert_eq!(first.expect("a verdict").verdict(0), Verdict::Check(1));
    if let Some(half) = case("half.jpg") {
        let (report, _) = images(&twelve(5, "half.jpg", half));
        assert_eq!(kinds(&report), [Kind::UnreadableImage]);
    }
}

#[test]
fn c2_what_stands_behind_the_end_of_a_picture_is_none_of_it() {
    type Change = Box<dyn Fn(Vec<u8>) -> Vec<u8>>;
    let mut changes: Vec<(String, Change)> = vec![
        ("to 512".into(), Box::new(odd::padded_to_512)),
        ("no end".into(), Box::new(|page| odd::without_end(&page))),
        (
            "no end, then zeros".into(),
            Box::new(|page| [odd::without_end(&page), vec![0; 900]].concat()),
        ),
    ];
    for (name, tail) in odd::tails().expect("tails") {
        changes.push((
            name.to_owned(),
            Box::new(move |page| [page, tail.clone()].concat()),
        ));
    }
    for (name, change) in changes {
        let pages = [
            ("1.jpg", change(cover())),
            ("2.jpg", change(sheet())),
            ("3.jpg", sheet()),
        ];
        for (way, report) in [
            ("images", images(&pages).0),
            ("stored", zip(packed(&pages, false).as_slice()).0),
            ("deflated", zip(packed(&pages, true).as_slice()).0),
        ] {
            assert_eq!(
                report.verdict(0),
                Verdict::Ready,
                "{name}, {way}: {report:?}"
            );
            assert_eq!(report.cover, Cover::Task(TASK.into()), "{name}, {way}");
        }
    }
    for name in ["motion-cover.zip", "exif6.zip"] {
        if let Some(bytes) = case(name) {
            let (report, _) = zip(bytes.as_slice());
            assert_eq!(report.verdict(0), Verdict::Ready, "{name}: {report:?}");
            assert!(matches!(report.cover, Cover::Task(_)), "{name}");
        }
    }
    if let Some(bytes) = case("no-eoi.jpg") {
        assert!(picture::decode(&bytes).is_ok());
    }
}

#[test]
fn c3_pages_are_known_by_what_they_hold_and_names_that_servers_may_not_know_are_told() {
    for ending in ["jfif", "jpe", "tif", "dat"] {
        let names = [
            format!("1.{ending}"),
            format!("2.{ending}"),
            format!("3.{ending}"),
        ];
        let pages = [
            (names[0].as_str(), cover()),
            (names[1].as_str(), sheet()),
            (names[2].as_str(), sheet()),
        ];
        for deflate in [false, true] {
            let (report, pictures) = zip(packed(&pages, deflate).as_slice());
            assert_eq!(kinds(&report), [Kind::UnknownEnding], "{ending}");
            assert_eq!(report.verdict(0), Verdict::Check(1), "{ending}");
            assert_eq!(report.findings[0].count, 3);
            assert_eq!((report.sheets, pictures.len()), (3, 3), "{ending}");
            assert_eq!(report.cover, Cover::Task(TASK.into()), "{ending}");
        }
    }
    // Among others they are told and not taken for pages; what is no image stays a note.
    let pages = [
        ("1.jpg", cover()),
        ("2.jfif", sheet()),
        ("3.jpg", sheet()),
        ("notes.txt", b"Room 12".to_vec()),
    ];
    let (report, _) = zip(packed(&pages, false).as_slice());
    assert_eq!(kinds(&report), [Kind::NotImages, Kind::UnknownEnding]);
    assert_eq!(report.sheets, 2);
    // More of them than are looked at.
    let names: Vec<String> = (0..200).map(|n| format!("{n:03}.jfif")).collect();
    let many: Vec<(&str, Vec<u8>)> = names.iter().map(|n| (n.as_str(), sheet())).collect();
    let (report, _) = zip(packed(&many, false).as_slice());
    assert_eq!((report.sheets, report.findings[0].count), (200, 200));
    if let Some(bytes) = case("jfif.zip") {
        let (report, _) = zip(bytes.as_slice());
        assert_eq!(kinds(&report), [Kind::UnknownEnding]);
        assert!(matches!(report.cover, Cover::Task(_)));
    }
}

#[test]
fn c4_an_end_that_readers_do_not_find_is_told() {
    let archive = packed(&[("1.jpg", cover()), ("2.jpg", sheet())], false);
    for (zeros, wanted) in [
        (1, Verdict::Ready),
        (65_535, Verdict::Ready),
        (65_536, Verdict::Check(1)),
        (70_000, Verdict::Check(1)),
        (8_000_000, Verdict::Check(1)),
    ] {
        let bytes = [&archive[..], &vec![0; zeros]].concat();
        let (report, _) = zip(bytes.as_slice());
        assert_eq!(report.verdict(0), wanted, "{zeros}: {report:?}");
        assert_eq!(report.has(Kind::BytesBehind), zeros > 65_535, "{zeros}");
        assert_eq!(report.cover, Cover::Task(TASK.into()), "{zeros}");
    }
    if let Some(bytes) = case("zeros-70k.zip") {
        assert_eq!(kinds(&zip(bytes.as_slice()).0), [Kind::BytesBehind]);
    }
}

/// A file of gigabytes that holds bytes in some places and zeros elsewhere.
struct Sparse {
    size: u64,
    pieces: BTreeMap<u64, Vec<u8>>,
}

impl ReadAt for Sparse {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, Unreadable> {
        let left = usize::try_from(self.size.saturating_sub(offset)).expect("64 bits");
        let n = buffer.len().min(left);
        buffer[..n].fill(0);
        for (start, bytes) in self.pieces.range(..offset + n as u64) {
            for (at, byte) in (*start..).zip(bytes) {
                if (offset..offset + n as u64).contains(&at) {
                    buffer[(at - offset) as usize] = *byte;
                }
            }
        }
        Ok(n)
    }
}

/// Pages of 100 MB each, a scan with zeros behind it, until the archive is larger than `size`. Without ZIP64 every place is
/// written modulo 2^32.
fn gigabytes(size: u64, zip64: bool, stub: u64) -> Sparse {
    const EACH: u32 = 90_000_000;
    let page = cover();
    let mut pieces = BTreeMap::new();
    let (mut at, mut directory, mut count) = (stub, Vec::new(), 0_u64);
    while at < size {
        let name = format!("scan_{count:03}.jpg");
        let mut local = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0".to_vec();
        local.extend([0; 4]);
        local.extend(EACH.to_le_bytes());
        local.extend(EACH.to_le_bytes());
        local.extend((name.len() as u16).to_le_bytes());
        local.extend([0; 2]);
        local.extend(name.as_bytes());
        let place = at - stub;
        directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        directory.extend(EACH.to_le_bytes());
        directory.extend(EACH.to_le_bytes());
        directory.extend((name.len() as u16).to_le_bytes());
        let far = zip64 && place >= u64::from(u32::MAX);
        directory.extend([if far { 12 } else { 0 }, 0]);
        directory.extend([0; 10]);
        directory.extend(if far { u32::MAX } else { place as u32 }.to_le_bytes());
        directory.extend(name.as_bytes());
        if far {
            directory.extend([1, 0, 8, 0]);
            directory.extend(place.to_le_bytes());
        }
        let data = at + local.len() as u64;
        pieces.insert(at, local);
        pieces.insert(data, page.clone());
        at = data + u64::from(EACH);
        count += 1;
    }
    let (start, length) = (at - stub, directory.len() as u64);
    if zip64 {
        let end = start + length;
        directory.extend(b"PK\x06\x06");
        directory.extend(44_u64.to_le_bytes());
        directory.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        for n in [count, count, length, start] {
            directory.extend(n.to_le_bytes());
        }
        directory.extend(b"PK\x06\x07\0\0\0\0");
        directory.extend(end.to_le_bytes());
        directory.extend([1, 0, 0, 0]);
    }
    directory.extend(b"PK\x05\x06\0\0\0\0");
    directory.extend((count as u16).to_le_bytes());
    directory.extend((count as u16).to_le_bytes());
    directory.extend((length as u32).to_le_bytes());
    directory.extend(if zip64 { u32::MAX } else { start as u32 }.to_le_bytes());
    directory.extend([0; 2]);
    let size = at + directory.len() as u64;
    pieces.insert(at, directory);
    Sparse { size, pieces }
}

#[test]
fn c5_a_zip_beyond_4_gb_without_zip64_is_called_so() {
    for size in [4_400_000_000, 9_000_000_000, 13_500_000_000] {
        let (report, _) = zip(gigabytes(size, false, 0));
        assert_eq!(kinds(&report), [Kind::NoZip64], "{size}");
        assert_eq!(report.verdict(0), Verdict::Impossible);
        // The same scans, packed as they should be.
        let (report, _) = zip(gigabytes(size, true, 0));
        assert_eq!(kinds(&report), [], "{size}");
        assert_eq!(
            report.cover,
            Cover::NotRead,
            "a page of 90 MB is not decoded"
        );
    }
    // Smaller ones need none, and a program before them is no fault.
    let (report, _) = zip(gigabytes(4_000_000_000, false, 0));
    assert_eq!(kinds(&report), []);
    let (report, _) = zip(gigabytes(1_000_000_000, false, 5_000));
    assert_eq!(kinds(&report), []);
}

#[test]
fn c6_what_does_not_say_how_large_it_is_is_not_decoded() {
    let large = odd::flat(u16::MAX, u16::MAX, 1, Coding::Baseline, false);
    assert_eq!(picture::decode(&large), Err(PictureError::NotDecoded));
    let hidden = odd::with_comments(&odd::flat(16_000, 16_000, 1, Coding::Baseline, false), 70);
    assert_eq!(picture::decode(&hidden), Err(PictureError::NotDecoded));
    let deeply = odd::with_comments(&sheet(), 5_000);
    assert_eq!(picture::decode(&deeply), Err(PictureError::NotDecoded));
    // Many notes before a usual page are no fault.
    assert!(picture::decode(&odd::with_comments(&sheet(), 200)).is_ok());
    let (report, _) = images(&[("1.jpg", deeply), ("2.jpg", large)]);
    assert_eq!(
        kinds(&report),
        [],
        "nothing is claimed of what was not looked at"
    );
}

#[test]
fn c8_thumbnails_stand_upright_and_codes_are_read_however_a_page_lies() {
    let upright = {
        let (_, pictures) = images(&[("1.jpg", cover())]);
        picture::decode(&pictures[0].png).expect("a PNG")
    };
    for orientation in 1..=8 {
        let turned = page::turned(TASK, None, orientation).expect("a cover");
        let pages = [("1.jpg", turned), ("2.jpg", sheet())];
        for (report, pictures) in [images(&pages), zip(packed(&pages, true).as_slice())] {
            assert_eq!(
                report.verdict(0),
                Verdict::Ready,
                "{orientation}: {report:?}"
            );
            assert_eq!(report.cover, Cover::Task(TASK.into()), "{orientation}");
            let picture = picture::decode(&pictures[0].png).expect("a PNG");
            assert_eq!(
                (picture.width, picture.height),
                (upright.width, upright.height),
                "{orientation}"
            );
            let apart = picture.pixels.iter().zip(&upright.pixels);
            let apart: u64 = apart.map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
            let mean = apart as f64 / upright.pixels.len() as f64;
            assert!(mean < 6.0, "{orientation}: {mean} grey levels apart");
        }
    }
    if let Some(bytes) = case("exif6.zip") {
        let (_, pictures) = zip(bytes.as_slice());
        assert!(pictures[0].height > pictures[0].width);
    }
}

/// Real scans lie beside the checkout on some machines; elsewhere there is nothing to look at.
#[test]
fn real_scans_are_called_good_with_every_tail() {
    let folder = std::env::var_os("OMR_REAL_SCANS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/samples/scans"),
        PathBuf::from,
    );
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("no scans in {}: nothing was looked at", folder.display());
        return;
    };
    let mut looked = 0;
    for file in files {
        let path = file.expect("a readable folder").path();
        let bytes = std::fs::read(&path).expect("a readable file");
        let name = match preflight::sniff::kind(&bytes) {
            FileKind::Jpeg => "1.jpg",
            FileKind::Png => "1.png",
            _ => continue, // A licence.
        };
        looked += 1;
        // Some of them are smaller than the scans that offices make; nothing else may be said.
        let small = |r: &Report| r.findings.iter().all(|f| f.kind == Kind::TooSmall);
        let (report, pictures) = images(&[(name, bytes.clone())]);
        assert!(small(&report), "{}: {report:?}", path.display());
        assert_eq!(pictures.len(), 1, "{}", path.display());
        for (tail, behind) in odd::tails().expect("tails") {
            let page = [&bytes[..], &behind].concat();
            let (report, _) = zip(packed(&[(name, page)], true).as_slice());
            assert!(small(&report), "{} {tail}: {report:?}", path.display());
        }
        let (report, _) = images(&[("0.jpg", sheet()), (name, odd::half(&bytes))]);
        assert!(
            report.has(Kind::UnreadableImage),
            "half of {}",
            path.display()
        );
    }
    assert!(looked > 0 || !folder.is_dir());
}
