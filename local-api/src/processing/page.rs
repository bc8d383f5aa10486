//! One page: decoding the image and looking for QR codes on it.

use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use super::Worker;

/// Longest side of an image in pixels; A3 at 600 dpi has 9 921.
const MAX_SIDE: usize = 16_384;
/// Pixels of an image, a limit for memory.
const MAX_PIXELS: usize = 100_000_000;

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

/// A grey image.
pub(super) struct Luma {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// Decodes on a blocking thread, in turn with other batches.
pub(super) async fn decode_apart(worker: &Worker, bytes: Vec<u8>) -> Result<Luma, PageError> {
    apart(worker, move || decode(&bytes)).await
}

/// Looks for a QR code on a blocking thread; `thorough` spends more time on pages that must have one.
pub(super) async fn codes_apart(
    worker: &Worker,
    bytes: Vec<u8>,
    thorough: bool,
) -> Result<Vec<String>, PageError> {
    apart(worker, move || Ok(codes(&decode(&bytes)?, thorough))).await
}

async fn apart<T: Send + 'static>(
    worker: &Worker,
    work: impl FnOnce() -> Result<T, PageError> + Send + 'static,
) -> Result<T, PageError> {
    // The semaphore is never closed; a decoder that panics has met an image it cannot read.
    let _permit = worker.0.cpu.acquire().await;
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
    // Scanners end a file with its end marker, at most followed by padding; without it the rest is missing.
    let tail = bytes
        .get(bytes.len().saturating_sub(64 * 1024)..)
        .unwrap_or_default();
    if !tail.windows(2).any(|pair| pair == [0xff, 0xd9]) {
        return Err(PageError::sheet(
            "The image is incomplete: its end is missing.",
        ));
    }
    let options = DecoderOptions::default()
        .set_max_width(MAX_SIDE)
        .set_max_height(MAX_SIDE)
        .jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder
        .decode_headers()
        .map_err(|_| PageError::sheet(DAMAGED))?;
    let info = decoder.info().ok_or_else(|| PageError::sheet(DAMAGED))?;
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    check_size(width, height)?;
    let pixels = decoder.decode().map_err(|_| PageError::sheet(DAMAGED))?;
    whole(width, height, pixels)
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
        })
    } else {
        Err(PageError::sheet(DAMAGED))
    }
}

/// The texts of the QR codes on a page. Half size is tried first: it is quick, and it smooths a scan's noise. Full and
/// quarter size follow only where something looked like a code, or when `thorough`.
pub(super) fn codes(page: &Luma, thorough: bool) -> Vec<String> {
    let mut suspicion = thorough;
    for divisor in [2, 1, 4, 3] {
        if divisor != 2 && !suspicion {
            break;
        }
        let (found, texts) = codes_at(page, divisor);
        if !texts.is_empty() {
            return texts;
        }
        suspicion |= found;
    }
    Vec::new()
}

/// Whether anything looked like a code at this scale, and the texts that could be read.
fn codes_at(page: &Luma, divisor: usize) -> (bool, Vec<String>) {
    let (width, height) = (page.width / divisor, page.height / divisor);
    // Below this no code can have enough pixels.
    if width < 21 || height < 21 {
        return (false, Vec::new());
    }
    let small = shrink(page, width, height, divisor);
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        small.get(y * width + x).copied().unwrap_or(u8::MAX)
    });
    let grids = image.detect_grids();
    let texts = grids
        .iter()
        .filter_map(|grid| grid.decode().ok())
        .map(|(_, text)| text)
        .collect();
    (!grids.is_empty(), texts)
}

/// Averages squares of `divisor` pixels.
fn shrink(page: &Luma, width: usize, height: usize, divisor: usize) -> Vec<u8> {
    let area = u16::try_from(divisor * divisor).unwrap_or(u16::MAX);
    let mut small = Vec::with_capacity(width * height);
    let mut sums = vec![0_u16; width];
    for band in page.pixels.chunks_exact(page.width * divisor).take(height) {
        sums.fill(0);
        for row in band.chunks_exact(page.width) {
            for (sum, square) in sums.iter_mut().zip(row.chunks_exact(divisor)) {
                *sum += square.iter().map(|pixel| u16::from(*pixel)).sum::<u16>();
            }
        }
        small.extend(
            sums.iter()
                .map(|sum| u8::try_from(sum / area).unwrap_or(u8::MAX)),
        );
    }
    small
}

/// The 8-digit task id in a QR code's text: alone, or as its only run of exactly 8 digits.
#[must_use]
pub(super) fn task_id(text: &str) -> Option<&str> {
    let mut runs = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 8);
    let first = runs.next()?;
    runs.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_task_id_is_found_in_the_text_of_a_code() {
        assert_eq!(task_id("14900113"), Some("14900113"));
        assert_eq!(task_id("TASK:14900113;v=2"), Some("14900113"));
        assert_eq!(task_id("https://x.org/t/01490011?page=1"), Some("01490011"));
        assert_eq!(task_id("149001133"), None);
        assert_eq!(task_id("14900113 14900114"), None);
    }

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
        assert_eq!(words(b"\xff\xd8\xff\xe0 nonsense \xff\xd9"), DAMAGED);
    }
}
