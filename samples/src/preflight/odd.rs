//! Images as cameras, phones, scanners and broken copies leave them: with bytes behind their end, turned, cut, or larger than
//! anything should be.

use super::page;
use crate::Error;

/// What stands behind the end of good JPEGs.
pub fn tails() -> Result<Vec<(&'static str, Vec<u8>)>, Error> {
    let preview = page::sheet("11700111", 9)?;
    // A video of 3 MB, as "motion photos" carry it. Nothing in it looks like an end marker.
    let mut video = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42".to_vec();
    video.extend((0..3_000_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8 & 0x7f));
    // A Samsung trailer: entries, their directory, and its length.
    let mut trailer = b"\0\0\x01\x0aImage_UTC_Data1731400200000SEFHj\0\0\0\x01\0\0\0".to_vec();
    trailer.extend(b"\0\0\x01\x0a\x2f\0\0\0\x2f\0\0\0\x18\0\0\0SEFT");
    Ok(vec![
        ("video", video),
        ("second-picture", preview.clone()),
        (
            "half-a-second-picture",
            preview[..preview.len() / 2].to_vec(),
        ),
        ("samsung", trailer),
        ("one-zero", vec![0]),
        ("zeros", vec![0; 70_000]),
        ("ones", vec![0xff; 5_000]),
        ("line-end", b"\r\n".to_vec()),
        ("text", b"scanned by device 7 ".repeat(400)),
    ])
}

/// Padded with zeros to a multiple of 512 bytes, as some devices write.
#[must_use]
pub fn padded_to_512(mut jpeg: Vec<u8>) -> Vec<u8> {
    jpeg.resize(jpeg.len().next_multiple_of(512), 0);
    jpeg
}

/// Without the end marker; the picture itself is whole.
#[must_use]
pub fn without_end(jpeg: &[u8]) -> Vec<u8> {
    jpeg.strip_suffix(&[0xff, 0xd9]).unwrap_or(jpeg).to_vec()
}

/// The first half.
#[must_use]
pub fn half(image: &[u8]) -> Vec<u8> {
    image[..image.len() / 2].to_vec()
}

/// The first half, and zeros in place of the second: a copy that was broken off on a disk that had made room for all of it.
#[must_use]
pub fn half_zeros(image: &[u8]) -> Vec<u8> {
    let mut bytes = half(image);
    bytes.resize(image.len(), 0);
    bytes
}

/// Puts an Exif segment that says how the page lies (tag 0x0112) behind the start marker.
#[must_use]
pub fn with_orientation(jpeg: &[u8], orientation: u8, big_endian: bool) -> Vec<u8> {
    let exif = exif(orientation, big_endian);
    let mut out = vec![0xff, 0xd8];
    page::segment(&mut out, 0xe1, &[b"Exif\0\0", &exif[..]].concat());
    out.extend(&jpeg[2..]);
    out
}

/// A TIFF with one directory of two tags.
fn exif(orientation: u8, big_endian: bool) -> Vec<u8> {
    let short = |n: u16| match big_endian {
        true => n.to_be_bytes(),
        false => n.to_le_bytes(),
    };
    let long = |n: u32| match big_endian {
        true => n.to_be_bytes(),
        false => n.to_le_bytes(),
    };
    let mut out = if big_endian { *b"MM" } else { *b"II" }.to_vec();
    out.extend(short(42));
    out.extend(long(8));
    out.extend(short(2));
    // X resolution's unit, then orientation: directories are sorted by tag, so the wanted one is not always the first.
    for (tag, value) in [(0x010e - 1, 1), (0x0112, u16::from(orientation))] {
        out.extend(short(tag));
        out.extend(short(3));
        out.extend(long(1));
        out.extend(short(value));
        out.extend(short(0));
    }
    out.extend(long(0));
    out
}

/// How a JPEG is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// All components in one scan.
    Baseline,
    /// One scan a component.
    ScanEach,
    /// Its first scan only.
    Progressive,
}

/// A JPEG of one colour that says it has this size; its blocks hold nothing. Where it is not `whole`, nearly all
/// of them are left out, so that a small file claims a large picture.
#[must_use]
pub fn flat(width: u16, height: u16, components: u8, coding: Coding, whole: bool) -> Vec<u8> {
    let mut out = vec![0xff, 0xd8];
    page::segment(&mut out, 0xdb, &[&[0][..], &[16; 64]].concat());
    let (w, h) = (width.to_be_bytes(), height.to_be_bytes());
    let mut frame = vec![8, h[0], h[1], w[0], w[1], components];
    for component in 1..=components {
        frame.extend([component, 0x11, 0]);
    }
    let marker = if coding == Coding::Progressive {
        0xc2
    } else {
        0xc0
    };
    page::segment(&mut out, marker, &frame);
    // One code of two bits for "no difference", one of four for "end of block".
    let mut dc = vec![0x00];
    dc.extend([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    page::segment(&mut out, 0xc4, &dc);
    let mut ac = vec![0x10];
    ac.extend([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    page::segment(&mut out, 0xc4, &ac);
    let blocks = usize::from(width).div_ceil(8) * usize::from(height).div_ceil(8);
    let scans: Vec<Vec<u8>> = match coding {
        Coding::ScanEach => (1..=components).map(|c| vec![c]).collect(),
        _ => vec![(1..=components).collect()],
    };
    for scan in scans {
        let mut header = vec![scan.len() as u8];
        scan.iter()
            .for_each(|component| header.extend([*component, 0]));
        let last = if coding == Coding::Progressive { 0 } else { 63 };
        header.extend([0, last, 0]);
        page::segment(&mut out, 0xda, &header);
        let bits = if coding == Coding::Progressive { 2 } else { 6 };
        let bytes = (blocks * scan.len() * bits).div_ceil(8);
        out.extend(std::iter::repeat_n(0, if whole { bytes } else { 64 }));
    }
    out.extend([0xff, 0xd9]);
    out
}

/// Puts empty comments behind the start marker.
#[must_use]
pub fn with_comments(jpeg: &[u8], comments: usize) -> Vec<u8> {
    let mut out = vec![0xff, 0xd8];
    for _ in 0..comments {
        page::segment(&mut out, 0xfe, b"");
    }
    out.extend(&jpeg[2..]);
    out
}

/// A PNG's parts, for files that no library would write.
pub mod png {
    use miniz_oxide::deflate::core::{
        CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params,
    };

    /// A white picture of any size, written row by row. `colour`: 0 grey, 2 red, green and blue, 6 with transparency.
    #[must_use]
    pub fn blank(
        width: u32,
        height: u32,
        bits: u8,
        colour: u8,
        interlaced: bool,
        text: usize,
    ) -> Vec<u8> {
        let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
        header.extend([bits, colour, 0, 0, u8::from(interlaced)]);
        chunk(&mut out, b"IHDR", &header);
        if text > 0 {
            chunk(
                &mut out,
                b"tEXt",
                &[b"Comment\0", &vec![b'x'; text][..]].concat(),
            );
        }
        chunk(
            &mut out,
            b"IDAT",
            &rows(width, height, bits, colour, interlaced),
        );
        chunk(&mut out, b"IEND", b"");
        out
    }

    fn rows(width: u32, height: u32, bits: u8, colour: u8, interlaced: bool) -> Vec<u8> {
        let samples = match colour {
            0 => 1,
            2 => 3,
            _ => 4,
        };
        let row = |pixels: u32| 1 + (pixels as usize * samples * usize::from(bits)).div_ceil(8);
        // Adam7: start and step of each pass.
        const PASSES: [(u32, u32, u32, u32); 7] = [
            (0, 0, 8, 8),
            (4, 0, 8, 8),
            (0, 4, 4, 8),
            (2, 0, 4, 4),
            (0, 2, 2, 4),
            (1, 0, 2, 2),
            (0, 1, 1, 2),
        ];
        let passes: Vec<(u32, u32)> = match interlaced {
            false => vec![(width, height)],
            true => PASSES
                .iter()
                .map(|(x, y, dx, dy)| {
                    (
                        width.saturating_sub(*x).div_ceil(*dx),
                        height.saturating_sub(*y).div_ceil(*dy),
                    )
                })
                .filter(|(w, h)| *w > 0 && *h > 0)
                .collect(),
        };
        let mut packer = CompressorOxide::new(create_comp_flags_from_zip_params(6, 15, 0));
        let mut out = Vec::new();
        for (w, h) in passes {
            let mut line = vec![0xff; row(w)];
            line[0] = 0; // No filter.
            for _ in 0..h {
                let _ = compress_to_output(&mut packer, &line, TDEFLFlush::None, |bytes| {
                    out.extend_from_slice(bytes);
                    true
                });
            }
        }
        let _ = compress_to_output(&mut packer, &[], TDEFLFlush::Finish, |bytes| {
            out.extend_from_slice(bytes);
            true
        });
        out
    }

    fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], content: &[u8]) {
        out.extend((content.len() as u32).to_be_bytes());
        out.extend(kind);
        out.extend(content);
        out.extend(crc32fast::hash(&[kind, content].concat()).to_be_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_reader_sees_what_they_claim() {
        let size = |bytes: &[u8]| {
            let picture = image::load_from_memory(bytes).unwrap();
            (picture.width(), picture.height())
        };
        for coding in [Coding::Baseline, Coding::ScanEach] {
            assert_eq!(
                size(&flat(200, 100, 3, coding, true)),
                (200, 100),
                "{coding:?}"
            );
        }
        assert_eq!(
            size(&with_comments(&flat(64, 64, 1, Coding::Baseline, true), 70)),
            (64, 64)
        );
        for interlaced in [false, true] {
            let png = png::blank(130, 50, 8, 6, interlaced, 40);
            assert_eq!(size(&png), (130, 50), "{interlaced}");
        }
    }
}
