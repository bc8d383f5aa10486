//! Pages and archives for tests, good ones and bad ones.

use std::io::{Cursor, Read as _, Write as _};

use image::{GrayImage, Luma};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// A grey page with bars on it, as JPEG. `seed` makes pages differ.
pub fn page(seed: u8) -> Vec<u8> {
    let bars = |x: u32, y: u32| {
        if (x / 7 + y / 11 + u32::from(seed)).is_multiple_of(5) {
            40
        } else {
            235
        }
    };
    jpeg(&GrayImage::from_fn(420, 594, |x, y| Luma([bars(x, y)])))
}

/// A cover sheet: a white page with a QR code of this text.
pub fn cover(text: &str) -> Vec<u8> {
    let code = qrcode::QrCode::new(text).unwrap();
    let (modules, width) = (code.to_colors(), u32::try_from(code.width()).unwrap());
    let (left, top, scale) = (500, 300, 10);
    let dark = |x: u32, y: u32| {
        let (Some(x), Some(y)) = (x.checked_sub(left), y.checked_sub(top)) else {
            return false;
        };
        let (x, y) = (x / scale, y / scale);
        x < width
            && y < width
            && modules[usize::try_from(y * width + x).unwrap()] == qrcode::Color::Dark
    };
    jpeg(&GrayImage::from_fn(1240, 1754, |x, y| {
        Luma([if dark(x, y) { 20 } else { 245 }])
    }))
}

pub fn jpeg(image: &GrayImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    image
        .write_with_encoder(image::codecs::jpeg::JpegEncoder::new_with_quality(
            &mut bytes, 85,
        ))
        .unwrap();
    bytes
}

pub fn png() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    GrayImage::from_pixel(40, 40, Luma([128]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// A stored archive of these files in this order.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip_with(files, CompressionMethod::Stored)
}

pub fn zip_with(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(
            *name,
            SimpleFileOptions::default().compression_method(method),
        )
        .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An archive with one more page before its own.
pub fn zip_after(name: &str, page: &[u8], archive: &[u8]) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut pages = vec![(name.to_owned(), page.to_vec())];
    for index in 0..old.len() {
        let mut entry = old.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        pages.push((entry.name().unwrap().into_owned(), bytes));
    }
    let files: Vec<(&str, &[u8])> = pages.iter().map(|(n, b)| (n.as_str(), &**b)).collect();
    zip(&files)
}

/// `n` answer sheets without a cover.
pub fn sheets(n: u8) -> Vec<u8> {
    let pages: Vec<(String, Vec<u8>)> = (1..=n).map(|i| (format!("{i:04}.jpg"), page(i))).collect();
    let files: Vec<(&str, &[u8])> = pages
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    zip(&files)
}

/// Sets bits in the flags of every local header and directory entry.
pub fn with_flag(mut archive: Vec<u8>, flag: u8) -> Vec<u8> {
    for (signature, offset) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        for at in find_all(&archive, signature) {
            archive[at + offset] |= flag;
        }
    }
    archive
}

/// Writes another unpacked size into every directory entry.
pub fn with_declared_size(mut archive: Vec<u8>, size: u32) -> Vec<u8> {
    for (signature, offset) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        for at in find_all(&archive, signature) {
            archive[at + offset..at + offset + 4].copy_from_slice(&size.to_le_bytes());
        }
    }
    archive
}

/// Lets every directory entry point to the first file.
pub fn overlapping(mut archive: Vec<u8>) -> Vec<u8> {
    for at in find_all(&archive, b"PK\x01\x02") {
        archive[at + 42..at + 46].copy_from_slice(&0_u32.to_le_bytes());
    }
    archive
}

/// Replaces a name by another of the same length, everywhere.
pub fn renamed(mut archive: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    for at in find_all(&archive, from.as_bytes()) {
        archive[at..at + to.len()].copy_from_slice(to.as_bytes());
    }
    archive
}

fn find_all(haystack: &[u8], needle: &[u8]) -> Vec<usize> {
    haystack
        .windows(needle.len())
        .enumerate()
        .filter(|(_, w)| *w == needle)
        .map(|(at, _)| at)
        .collect()
}
