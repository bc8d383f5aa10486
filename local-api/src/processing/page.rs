//! One page: decoding the image and looking for QR codes on it.

use std::time::{Duration, Instant};

use image::metadata::Orientation;
use preflight::picture::Luma;
use preflight::qr::{self, Effort};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// Longest side of an image in pixels; A3 at 600 dpi has 9 921.
const MAX_SIDE: usize = 16_384;
/// Pixels of an image, a limit for memory.
const MAX_PIXELS: usize = 100_000_000;

/// Time for looking for a code on one page.
const LOOKING: Duration = Duration::from_secs(5);

/// Why a page could not be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PageError {
    /// The sheet fails with these words.
    Sheet(String),
    /// The whole batch does.
    Batch(String),
}

impl PageError {
    fn sheet(words: &str) -> Self {
        Self::Sheet(words.to_owned())
    }
}

/// Decodes on a blocking thread.
pub(super) async fn decode_apart(bytes: Vec<u8>) -> Result<Luma, PageError> {
    apart(move || decode(&bytes)).await
}

/// Looks for a QR code on a blocking thread; `thorough` spends more time on pages that must have one.
pub(super) async fn codes_apart(bytes: Vec<u8>, thorough: bool) -> Result<Vec<String>, PageError> {
    apart(move || Ok(codes(&decode(&bytes)?, thorough))).await
}

async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PageError> + Send + 'static,
) -> Result<T, PageError> {
    // A decoder that panics has met an image it cannot read.
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(PageError::sheet(DAMAGED)))
}

const DAMAGED: &str = "The image is damaged or incomplete and cannot be read.";

/// Decodes a JPEG or PNG image to grey.
pub(super) fn decode(bytes: &[u8]) -> Result<Luma, PageError> {
    match bytes {
        [] => Err(PageError::sheet("The image file is empty.")),
        [0xff, 0xd8, 0xff, ..] => decode_jpeg(bytes),
        [0x89, b'P', b'N', b'G', ..] => decode_png(bytes),
        _ => Err(PageError::sheet("The file is not a JPEG or PNG image.")),
    }
}

fn decode_jpeg(bytes: &[u8]) -> Result<Luma, PageError> {
    // First as the standard has it: then nothing can be missing, and what stands behind the picture does not matter. What is
    // not so may still be read, as long as it has an end.
    match decode_jpeg_as(bytes, true) {
        Err(PageError::Sheet(words)) if words == DAMAGED && has_end(bytes) => {
            decode_jpeg_as(bytes, false)
        }
        Err(PageError::Sheet(words)) if words == DAMAGED && !has_end(bytes) => Err(
            PageError::sheet("The image is incomplete: its end is missing."),
        ),
        other => other,
    }
}

fn decode_jpeg_as(bytes: &[u8], strict: bool) -> Result<Luma, PageError> {
    let options = DecoderOptions::default()
        .set_max_width(MAX_SIDE)
        .set_max_height(MAX_SIDE)
        .set_strict_mode(strict)
        .jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder
        .decode_headers()
        .map_err(|_| PageError::sheet(DAMAGED))?;
    let info = decoder.info().ok_or_else(|| PageError::sheet(DAMAGED))?;
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    check_size(width, height)?;
    let mut pixels = decoder.decode().map_err(|_| PageError::sheet(DAMAGED))?;
    // A code is read however it lies, but not in a mirror.
    let exif = decoder.exif().map(Vec::as_slice).unwrap_or_default();
    let mirrored = Orientation::from_exif_chunk(exif)
        .is_some_and(|lies| matches!(lies.to_exif(), 2 | 4 | 5 | 7));
    if mirrored {
        pixels.chunks_exact_mut(width).for_each(<[u8]>::reverse);
    }
    whole(width, height, pixels)
}

/// Whether an end marker follows the first scan's header. Previews inside of other segments have one of their own.
fn has_end(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some([0xff, marker, l1, l2]) = bytes.get(at..at + 4) {
        at += match (*marker, u16::from_be_bytes([*l1, *l2])) {
            (0xda, _) => break,
            (0xff, _) => 1,
            (_, length) => 2 + usize::from(length),
        };
    }
    let rest = bytes.get(at..).unwrap_or_default();
    rest.windows(2).any(|pair| pair == [0xff, 0xd9])
}

fn decode_png(bytes: &[u8]) -> Result<Luma, PageError> {
    let damaged = |_| PageError::sheet(DAMAGED);
    let mut reader =
        image::ImageReader::with_format(std::io::Cursor::new(bytes), image::ImageFormat::Png);
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MAX_PIXELS as u64 * 8);
    reader.limits(limits);
    let grey = reader.decode().map_err(damaged)?.into_luma8();
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    check_size(width, height)?;
    whole(width, height, grey.into_raw())
}

fn check_size(width: usize, height: usize) -> Result<(), PageError> {
    if width == 0 || height == 0 {
        return Err(PageError::sheet(DAMAGED));
    }
    if width * height > MAX_PIXELS {
        return Err(PageError::sheet(
            "The image has more than 100 million pixels. Scan at 200 to 300 dpi.",
        ));
    }
    Ok(())
}

fn whole(width: usize, height: usize, pixels: Vec<u8>) -> Result<Luma, PageError> {
    if pixels.len() == width * height {
        Ok(Luma {
            width,
            height,
            pixels,
            turns: 0,
        })
    } else {
        Err(PageError::sheet(DAMAGED))
    }
}

/// The texts of the QR codes on a page; pages that must have one are looked at in every way there is. The finder is the one of
/// `preflight`, in which every loop has an end: rqrr's own detector can be brought down by what strangers send.
fn codes(page: &Luma, thorough: bool) -> Vec<String> {
    let effort = if thorough {
        Effort::Thorough
    } else {
        Effort::Glance
    };
    let start = Instant::now();
    qr::codes(page, effort, &mut || start.elapsed() > LOOKING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_image_is_named() {
        let words = |bytes: &[u8]| match decode(bytes) {
            Err(PageError::Sheet(words)) => words,
            other => panic!("{:?}", other.map(|_| ()).err()),
        };
        assert_eq!(words(b""), "The image file is empty.");
        assert_eq!(words(b"%PDF-1.7"), "The file is not a JPEG or PNG image.");
        assert_eq!(words(b"\x89PNG\r\n\x1a\nrest"), DAMAGED);
        assert_eq!(
            words(b"\xff\xd8\xff\xe0 and no more"),
            "The image is incomplete: its end is missing."
        );
        assert_eq!(
            words(b"\xff\xd8\xff\xe0\0\x05abc\xff\xda nonsense \xff\xd9"),
            DAMAGED
        );
    }

    /// The check before an upload calls all of these good.
    #[test]
    fn c2_pages_are_read_whatever_stands_behind_them_and_however_they_lie() {
        use samples::preflight::{odd, page};
        const TASK: &str = "11700111";
        let cover = page::cover(TASK).unwrap();
        let mut pages = vec![
            ("to 512".to_owned(), odd::padded_to_512(cover.clone())),
            ("no end".to_owned(), odd::without_end(&cover)),
        ];
        for (name, tail) in odd::tails().unwrap() {
            pages.push((name.to_owned(), [&cover[..], &tail].concat()));
        }
        for orientation in 1..=8 {
            let turned = page::turned(TASK, None, orientation).unwrap();
            pages.push((format!("turned {orientation}"), turned));
        }
        for (name, bytes) in pages {
            let picture = decode(&bytes).unwrap_or_else(|e| panic!("{name}: {e:?}"));
            assert_eq!(codes(&picture, true), [TASK], "{name}");
        }
        assert!(decode(&odd::half(&cover)).is_err());
    }
}
