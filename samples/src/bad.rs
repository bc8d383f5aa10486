//! Files with which something is wrong, each in one way, named after it.

use std::io::{Cursor, Write};

use image::codecs::png::{CompressionType, FilterType, PngEncoder};

use crate::Error;
use crate::archive::Writer;
use crate::sheet::{answer_sheet, cover_sheet, thumbnail};
use crate::zips::Scans;

/// The task id in the covers of all bad archives.
pub const TASK: &str = "14900190";

/// Makes the content of a bad file.
pub type Make = fn() -> Result<Vec<u8>, Error>;

/// All bad files: name and content. What is wrong stands in the name.
pub const ALL: &[(&str, Make)] = &[
    ("truncated.zip", truncated),
    ("encrypted.zip", encrypted),
    ("empty.zip", empty),
    ("unreadable-image.zip", unreadable_image),
    ("renamed-jpeg.zip", || answer_sheet(TASK, 1, 600_000, 1)),
    ("zero-bytes.zip", || Ok(Vec::new())),
    ("nested.zip", nested),
    ("traversal.zip", traversal),
    ("no-cover.zip", no_cover),
    ("no-images.zip", no_images),
    ("bomb.zip", bomb),
    ("corner-marks.zip", corner_marks),
    ("not-an-image.jpg", || {
        Ok(b"This is a text, not a picture.\n".to_vec())
    }),
    ("zero-bytes.jpg", || Ok(Vec::new())),
    ("notes.txt", || {
        Ok(b"Neither a ZIP nor a picture.\n".to_vec())
    }),
];

fn good() -> Scans<'static> {
    Scans {
        tasks: &[(TASK, 2)],
        covers: true,
        bytes: 1_600_000,
        seed: 90,
    }
}

/// A ZIP without any entry.
pub fn empty() -> Result<Vec<u8>, Error> {
    Ok(Writer::new(Vec::new()).finish()?)
}

/// A ZIP whose end is missing, as after a broken copy.
pub fn truncated() -> Result<Vec<u8>, Error> {
    let mut bytes = good().to_vec()?;
    bytes.truncate(bytes.len() * 2 / 3);
    Ok(bytes)
}

/// A ZIP whose entries need a password.
pub fn encrypted() -> Result<Vec<u8>, Error> {
    let mut zip = Writer::new(Vec::new());
    zip.add_encrypted("scans/scan_00001.jpg", &cover_sheet(TASK, 210_000, 90)?)?;
    zip.add_encrypted("scans/scan_00002.jpg", &answer_sheet(TASK, 1, 700_000, 90)?)?;
    Ok(zip.finish()?)
}

/// A good ZIP in which the picture of one sheet (the second of three) is damaged.
pub fn unreadable_image() -> Result<Vec<u8>, Error> {
    let mut zip = Writer::new(Vec::new());
    zip.add("scans/scan_00001.jpg", &cover_sheet(TASK, 210_000, 90)?)?;
    for number in 1..=3 {
        let mut sheet = answer_sheet(TASK, number, 700_000, 90)?;
        if number == 2 {
            // The start marker stays, what follows is no JPEG: a reader sees a picture that it cannot decode.
            for (i, byte) in sheet.iter_mut().enumerate().skip(2) {
                *byte = (i % 199) as u8;
            }
        }
        zip.add(&format!("scans/scan_{:05}.jpg", number + 1), &sheet)?;
    }
    Ok(zip.finish()?)
}

/// A ZIP that holds nothing but another ZIP.
pub fn nested() -> Result<Vec<u8>, Error> {
    let mut zip = Writer::new(Vec::new());
    zip.add("inner.zip", &good().to_vec()?)?;
    Ok(zip.finish()?)
}

/// A ZIP whose names try to leave the folder that it is unpacked to.
pub fn traversal() -> Result<Vec<u8>, Error> {
    let mut zip = Writer::new(Vec::new());
    zip.add("scans/scan_00001.jpg", &cover_sheet(TASK, 210_000, 90)?)?;
    let sheet = answer_sheet(TASK, 1, 700_000, 90)?;
    zip.add("../../../../tmp/escaped.jpg", &sheet)?;
    zip.add("/tmp/escaped-too.jpg", &sheet)?;
    zip.add("..\\..\\escaped-again.jpg", &sheet)?;
    Ok(zip.finish()?)
}

/// A ZIP of answer sheets without a cover: right for "without QR codes", wrong for "with".
pub fn no_cover() -> Result<Vec<u8>, Error> {
    Scans {
        covers: false,
        ..good()
    }
    .to_vec()
}

/// A ZIP that holds a text only.
pub fn no_images() -> Result<Vec<u8>, Error> {
    let mut zip = Writer::new(Vec::new());
    zip.add("readme.txt", b"The scans are in the other archive.\n")?;
    Ok(zip.finish()?)
}

/// About 300 KB that unpack to 300 MB of zeros.
pub fn bomb() -> Result<Vec<u8>, Error> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    zip.start_file("scans/scan_00001.jpg", options)?;
    let megabyte = vec![0; 1_000_000];
    for _ in 0..300 {
        zip.write_all(&megabyte)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// A small ZIP whose pages are tiled with the corner marks of QR codes, over a hundred thousand on each: a finder of codes that
/// compares each with each is busy for hours, and some go down.
pub fn corner_marks() -> Result<Vec<u8>, Error> {
    let mut zip = Writer::new(Vec::new());
    for (number, module) in [(1, 1), (2, 1), (3, 2)] {
        let page = image::GrayImage::from_fn(2_480, 3_508, |x, y| {
            // Seven modules and two of margin: a ring, a gap, a heart of three.
            let (x, y) = (x / module % 9, y / module % 9);
            let ring = x.max(y) <= 6 && (x.min(y) == 0 || x.max(y) == 6);
            let heart = (2..=4).contains(&x) && (2..=4).contains(&y);
            image::Luma([if ring || heart { 0 } else { 255 }])
        });
        let mut png = Vec::new();
        let small =
            PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::NoFilter);
        page.write_with_encoder(small)?;
        zip.add(&format!("scans/scan_{number:05}.png"), &png)?;
    }
    Ok(zip.finish()?)
}

/// An archive of `entries` tiny pictures, for the limits on the number of entries.
pub fn many_entries(entries: usize) -> Result<Vec<u8>, Error> {
    let picture = thumbnail(1)?;
    let mut zip = Writer::new(Vec::new());
    for i in 0..entries {
        zip.add(&format!("{i:06}.jpg"), &picture)?;
    }
    Ok(zip.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn open(bytes: Vec<u8>) -> zip::result::ZipResult<zip::ZipArchive<Cursor<Vec<u8>>>> {
        zip::ZipArchive::new(Cursor::new(bytes))
    }

    #[test]
    fn a_truncated_archive_does_not_open() {
        assert!(open(truncated().unwrap()).is_err());
    }

    #[test]
    fn one_picture_of_three_is_unreadable_and_the_others_are_fine() {
        let mut archive = open(unreadable_image().unwrap()).unwrap();
        let readable: Vec<bool> = (0..archive.len())
            .map(|i| {
                let mut jpeg = Vec::new();
                archive.by_index(i).unwrap().read_to_end(&mut jpeg).unwrap();
                image::load_from_memory(&jpeg).is_ok()
            })
            .collect();
        assert_eq!(readable, [true, true, false, true]);
    }

    #[test]
    fn traversal_names_are_really_in_the_archive() {
        let archive = open(traversal().unwrap()).unwrap();
        assert!(
            archive
                .file_names()
                .any(|name| name.unwrap().starts_with("../"))
        );
    }

    #[test]
    fn the_bomb_is_small_and_unpacks_to_much() {
        let bytes = bomb().unwrap();
        assert!(bytes.len() < 1_000_000, "{} bytes", bytes.len());
        let mut archive = open(bytes).unwrap();
        assert_eq!(archive.by_index(0).unwrap().size(), 300_000_000);
    }

    #[test]
    fn the_pages_of_corner_marks_are_small() {
        let bytes = corner_marks().unwrap();
        assert!(bytes.len() < 1_000_000, "{} bytes", bytes.len());
    }

    #[test]
    fn every_bad_file_has_a_name_of_its_own() {
        let mut names: Vec<_> = ALL.iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        let before = names.len();
        names.dedup();
        assert_eq!(names.len(), before);
    }
}
