//! The two kinds of page: answer sheets with bubbles and a printed roll number, and cover sheets with a QR code.
//! A4 at 200 dpi, grey, with slight scan noise, in the sizes that real scans have.

use std::sync::OnceLock;

use qrcode::{Color, EcLevel, QrCode};

use crate::Error;
use crate::canvas::Canvas;
use crate::jpeg;
use crate::noise::{self, Rng};

/// Width of an A4 page at 200 dpi, in pixels.
pub const WIDTH: u32 = 1654;
/// Height of an A4 page at 200 dpi, in pixels.
pub const HEIGHT: u32 = 2339;
/// Sizes of a real answer sheet in bytes (api-contract: 500–1000 KB).
pub const SHEET_BYTES: std::ops::RangeInclusive<usize> = 500_000..=1_000_000;
/// Sizes of a real cover sheet in bytes (api-contract: 140–320 KB).
pub const COVER_BYTES: std::ops::RangeInclusive<usize> = 140_000..=320_000;

const PAPER: u8 = 238;
const INK: u8 = 40;
const PENCIL: u8 = 70;
const RING: u8 = 120;
const BUBBLE: usize = 11;
const QUESTIONS: usize = 100;

fn noise_table() -> &'static [i16] {
    static TABLE: OnceLock<Vec<i16>> = OnceLock::new();
    TABLE.get_or_init(noise::table)
}

/// Centre of the bubble for `digit` (0–9) in `column` (0–7) of the roll number.
fn roll_bubble(column: usize, digit: usize) -> (usize, usize) {
    (1010 + column * 64, 330 + digit * 36)
}

/// Centre of the bubble for `option` (0–3) of `question` (0–99): four columns of 25.
fn answer_bubble(question: usize, option: usize) -> (usize, usize) {
    (
        200 + question / 25 * 360 + option * 56,
        860 + question % 25 * 54,
    )
}

/// The empty form, drawn once: what all answer sheets have in common.
fn form() -> &'static Canvas {
    static FORM: OnceLock<Canvas> = OnceLock::new();
    FORM.get_or_init(|| {
        let mut page = Canvas::new(WIDTH as usize, HEIGHT as usize, PAPER);
        for (x, y) in [(60, 60), (1554, 60), (60, 2239), (1554, 2239)] {
            page.rect(x, y, 40, 40, INK);
        }
        page.text(420, 80, 6, "OMR ANSWER SHEET");
        page.text(120, 220, 4, "NAME");
        page.rect(120, 300, 700, 4, INK);
        page.text(1010, 220, 4, "ROLL NUMBER");
        for column in 0..8 {
            for digit in 0..10 {
                let (x, y) = roll_bubble(column, digit);
                page.ring(x, y, BUBBLE - 2, BUBBLE, RING);
            }
        }
        for question in 0..QUESTIONS {
            let (x, y) = answer_bubble(question, 0);
            page.text(x - 90, y - 8, 2, &format!("{:>3}", question + 1));
            for option in 0..4 {
                let (x, y) = answer_bubble(question, option);
                page.ring(x, y, BUBBLE - 2, BUBBLE, RING);
            }
        }
        page
    })
}

/// One answer sheet with its printed task id, sheet number and roll number (8 digits) and its marks.
/// The file is exactly `bytes` long; see [`SHEET_BYTES`] for real sizes.
pub fn answer_sheet(task: &str, number: usize, bytes: usize, seed: u64) -> Result<Vec<u8>, Error> {
    let mut rng = Rng::new(seed ^ (number as u64).wrapping_mul(0x1_0000_0001));
    let mut page = form().clone();
    let roll = format!("{:08}", rng.below(100_000_000));
    page.text(120, 400, 5, &format!("TASK {task}"));
    page.text(120, 480, 5, &format!("SHEET {number}"));
    page.text(1010, 260, 5, &roll);
    for (column, digit) in roll.bytes().enumerate() {
        let (x, y) = roll_bubble(column, usize::from(digit - b'0'));
        page.ring(x, y, 0, BUBBLE, PENCIL);
    }
    for question in 0..QUESTIONS {
        let (x, y) = answer_bubble(question, rng.below(4) as usize);
        page.ring(x, y, 0, BUBBLE, PENCIL);
    }
    page.grain(noise_table(), 5, &mut rng);
    jpeg::encode(&page, bytes, "an answer sheet")
}

/// A cover sheet whose QR code carries the task id. The file is exactly `bytes` long; see [`COVER_BYTES`].
pub fn cover_sheet(task: &str, bytes: usize, seed: u64) -> Result<Vec<u8>, Error> {
    let mut rng = Rng::new(seed);
    let mut page = Canvas::new(WIDTH as usize, HEIGHT as usize, PAPER);
    page.text(340, 160, 8, "COVER SHEET");
    page.text(340, 300, 8, &format!("TASK {task}"));
    let code = QrCode::with_error_correction_level(task.as_bytes(), EcLevel::M)?;
    let side = code.width();
    let dot = 900 / side;
    let left = (WIDTH as usize - side * dot) / 2;
    for (i, colour) in code.to_colors().iter().enumerate() {
        if *colour == Color::Dark {
            page.rect(left + i % side * dot, 700 + i / side * dot, dot, dot, INK);
        }
    }
    page.grain(noise_table(), 2, &mut rng);
    jpeg::encode(&page, bytes, "a cover sheet")
}

/// A small picture of a sheet (200 × 280 px, a few kilobytes) for tests with many files.
pub fn thumbnail(number: usize) -> Result<Vec<u8>, Error> {
    let mut page = Canvas::new(200, 280, PAPER);
    page.text(10, 10, 3, "SHEET");
    page.text(10, 60, 4, &number.to_string());
    jpeg::encode(&page, 8_000, "a thumbnail")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the QR codes of a picture say.
    fn codes(jpeg: &[u8]) -> Vec<String> {
        let grey = image::load_from_memory(jpeg).unwrap().to_luma8();
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(
            grey.width() as usize,
            grey.height() as usize,
            |x, y| grey.get_pixel(x as u32, y as u32)[0],
        );
        picture
            .detect_grids()
            .iter()
            .filter_map(|grid| grid.decode().ok().map(|(_, text)| text))
            .collect()
    }

    #[test]
    fn a_cover_sheet_carries_its_task_id() {
        let cover = cover_sheet("14900117", 200_000, 7).unwrap();
        assert_eq!(cover.len(), 200_000);
        assert_eq!(codes(&cover), ["14900117"]);
    }

    #[test]
    fn an_answer_sheet_is_an_a4_page_of_the_size_asked_for_without_a_code() {
        for bytes in [*SHEET_BYTES.start(), 700_000, *SHEET_BYTES.end()] {
            let sheet = answer_sheet("14900117", 3, bytes, 7).unwrap();
            assert_eq!(sheet.len(), bytes);
            let picture = image::load_from_memory(&sheet).unwrap();
            assert_eq!((picture.width(), picture.height()), (WIDTH, HEIGHT));
            assert_eq!(codes(&sheet), Vec::<String>::new());
        }
    }

    #[test]
    fn the_picture_itself_fills_most_of_a_sheet() {
        // Padding is meant for the last few percent; a sheet that is mostly comments would be no realistic scan.
        let mut rng = Rng::new(1);
        let mut page = form().clone();
        page.grain(noise_table(), 5, &mut rng);
        let mut out = Vec::new();
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 84)
            .encode(&page.pixels, WIDTH, HEIGHT, image::ExtendedColorType::L8)
            .unwrap();
        assert!(
            (580_000..640_000).contains(&out.len()),
            "{} bytes",
            out.len()
        );
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_number_another_sheet() {
        let one = answer_sheet("14900117", 1, 700_000, 7).unwrap();
        assert_eq!(one, answer_sheet("14900117", 1, 700_000, 7).unwrap());
        assert_ne!(one, answer_sheet("14900117", 2, 700_000, 7).unwrap());
    }

    #[test]
    fn a_thumbnail_is_small_and_decodes() {
        let small = thumbnail(12).unwrap();
        assert!(small.len() <= 8_000);
        assert!(image::load_from_memory(&small).is_ok());
    }
}
