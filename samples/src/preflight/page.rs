//! Small pages: large enough to be readable scans, cheap to make by the hundred.

use std::sync::OnceLock;

use image::ExtendedColorType;
use image::ImageEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use qrcode::{Color, EcLevel, QrCode};

use super::odd::{self, Coding};
use crate::Error;
use crate::canvas::Canvas;

/// Width of a page in pixels: A4 at 90 dpi.
pub const WIDTH: usize = 744;
/// Height of a page in pixels.
pub const HEIGHT: usize = 1052;
const PAPER: u8 = 240;

fn canvas(task: &str, number: Option<usize>) -> Result<Canvas, Error> {
    let mut page = Canvas::new(WIDTH, HEIGHT, PAPER);
    match number {
        Some(number) => {
            page.text(60, 60, 4, &format!("TASK {task}"));
            page.text(60, 120, 4, &format!("SHEET {number}"));
            for row in 0..20 {
                for column in 0..8 {
                    page.ring(100 + column * 70, 240 + row * 36, 8, 10, 90);
                }
            }
        }
        None => {
            page.text(60, 60, 5, "COVER SHEET");
            code(&mut page, task, 180, 300, 18)?;
        }
    }
    Ok(page)
}

/// Draws a QR code with its top left corner at (`x`, `y`); one module is `dot` pixels wide.
pub(crate) fn code(
    page: &mut Canvas,
    text: &str,
    x: usize,
    y: usize,
    dot: usize,
) -> Result<(), Error> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M)?;
    let side = code.width();
    for (i, colour) in code.to_colors().iter().enumerate() {
        if *colour == Color::Dark {
            page.rect(x + i % side * dot, y + i / side * dot, dot, dot, 30);
        }
    }
    Ok(())
}

/// A JPEG of an answer sheet.
pub fn sheet(task: &str, number: usize) -> Result<Vec<u8>, Error> {
    jpeg(&canvas(task, Some(number))?)
}

/// A JPEG of a cover sheet with its QR code.
pub fn cover(task: &str) -> Result<Vec<u8>, Error> {
    jpeg(&canvas(task, None)?)
}

/// A PNG of an answer sheet.
pub fn png_sheet(task: &str, number: usize) -> Result<Vec<u8>, Error> {
    let page = canvas(task, Some(number))?;
    let mut out = Vec::new();
    PngEncoder::new(&mut out).write_image(
        &page.pixels,
        WIDTH as u32,
        HEIGHT as u32,
        ExtendedColorType::L8,
    )?;
    Ok(out)
}

fn jpeg(page: &Canvas) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 60).encode(
        &page.pixels,
        page.width as u32,
        page.height as u32,
        ExtendedColorType::L8,
    )?;
    Ok(out)
}

/// A JPEG of one colour with four components, as printing programs write it: every block holds no coefficient at all.
pub fn cmyk() -> Vec<u8> {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    FILE.get_or_init(|| odd::flat(WIDTH as u16, HEIGHT as u16, 4, Coding::Baseline, true))
        .clone()
}

/// A page as it comes from a camera that was turned: its pixels lie as `orientation` (Exif tag 0x0112) says, and the tag brings
/// them upright. A cover without a number, else an answer sheet.
pub fn turned(task: &str, number: Option<usize>, orientation: u8) -> Result<Vec<u8>, Error> {
    let page = canvas(task, number)?;
    let (w, h) = (page.width, page.height);
    let (width, height) = if orientation >= 5 { (h, w) } else { (w, h) };
    let mut stored = Canvas::new(width, height, PAPER);
    for y in 0..h {
        for x in 0..w {
            let (u, v) = match orientation {
                2 => (w - 1 - x, y),
                3 => (w - 1 - x, h - 1 - y),
                4 => (x, h - 1 - y),
                5 => (y, x),
                6 => (y, w - 1 - x),
                7 => (h - 1 - y, w - 1 - x),
                8 => (h - 1 - y, x),
                _ => (x, y),
            };
            stored.pixels[v * width + u] = page.pixels[y * w + x];
        }
    }
    let jpeg = jpeg(&stored)?;
    Ok(odd::with_orientation(
        &jpeg,
        orientation,
        orientation.is_multiple_of(2),
    ))
}

pub(super) fn segment(out: &mut Vec<u8>, marker: u8, content: &[u8]) {
    out.extend([0xff, marker]);
    out.extend((content.len() as u16 + 2).to_be_bytes());
    out.extend(content);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_decode_in_their_size() {
        for bytes in [
            sheet("11700111", 1).unwrap(),
            cover("11700111").unwrap(),
            png_sheet("11700111", 2).unwrap(),
        ] {
            let picture = image::load_from_memory(&bytes).unwrap();
            assert_eq!(
                (picture.width() as usize, picture.height() as usize),
                (WIDTH, HEIGHT)
            );
        }
    }
}
