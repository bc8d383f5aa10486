//! JPEG files of an exact size: encoding, and padding by comment segments, which every decoder skips.

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

use crate::Error;
use crate::canvas::Canvas;

/// A comment segment needs its marker (2 bytes) and its length (2 bytes).
const OVERHEAD: usize = 4;
/// The longest segment: marker and a length field at its maximum of 65 535.
const LONGEST: usize = 2 + 65_535;

/// Encodes a grey picture with the best quality that fits `bytes`, and pads it to exactly that size.
pub(crate) fn encode(canvas: &Canvas, bytes: usize, what: &'static str) -> Result<Vec<u8>, Error> {
    let mut needs = 0;
    for quality in [84, 72, 60, 40, 20] {
        let mut out = Vec::with_capacity(bytes + LONGEST);
        JpegEncoder::new_with_quality(&mut out, quality).encode(
            &canvas.pixels,
            canvas.width as u32,
            canvas.height as u32,
            ExtendedColorType::L8,
        )?;
        needs = out.len() as u64;
        if out.len() == bytes || out.len() + OVERHEAD <= bytes {
            return Ok(padded(out, bytes));
        }
    }
    Err(Error::TooBig {
        what,
        needs,
        room: bytes as u64,
    })
}

/// Lengthens a JPEG file to `bytes` with comment segments behind its start marker.
/// A file that is longer, or shorter by less than a segment needs (4 bytes), stays as it is.
pub fn padded(mut jpeg: Vec<u8>, bytes: usize) -> Vec<u8> {
    let mut missing = bytes.saturating_sub(jpeg.len());
    if missing < OVERHEAD {
        return jpeg;
    }
    let mut comments = Vec::with_capacity(missing);
    while missing > 0 {
        // Never leave a rest of 1 to 3 bytes: no segment is that short.
        let mut segment = missing.min(LONGEST);
        if (1..OVERHEAD).contains(&(missing - segment)) {
            segment -= OVERHEAD;
        }
        comments.extend_from_slice(&[0xff, 0xfe]);
        comments.extend_from_slice(&((segment - 2) as u16).to_be_bytes());
        comments.extend((OVERHEAD..segment).map(|i| (i % 251) as u8));
        missing -= segment;
    }
    jpeg.splice(2..2, comments);
    jpeg
}

/// Puts a text into a comment segment behind the start marker: a cheap way to make a copy of a file distinct.
/// The file grows by the text's length + 4 bytes. The text must be shorter than 65 000 bytes.
pub fn with_comment(jpeg: &[u8], text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(jpeg.len() + text.len() + OVERHEAD);
    let (start, rest) = jpeg.split_at(jpeg.len().min(2));
    out.extend_from_slice(start);
    out.extend_from_slice(&[0xff, 0xfe]);
    out.extend_from_slice(&((text.len() + 2) as u16).to_be_bytes());
    out.extend_from_slice(text.as_bytes());
    out.extend_from_slice(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture() -> Canvas {
        let mut canvas = Canvas::new(64, 64, 200);
        canvas.rect(8, 8, 30, 20, 20);
        canvas
    }

    #[test]
    fn padding_gives_the_exact_size_and_the_file_still_decodes() {
        let bare = encode(&picture(), 10_000, "test").map(|j| j.len());
        assert_eq!(bare.unwrap(), 10_000);
        let mut least = Vec::new();
        let p = picture();
        JpegEncoder::new_with_quality(&mut least, 84)
            .encode(&p.pixels, 64, 64, ExtendedColorType::L8)
            .unwrap();
        for more in [
            4, 5, 65_537, 65_538, 65_540, 65_541, 131_074, 131_077, 200_001,
        ] {
            let grown = padded(least.clone(), least.len() + more);
            assert_eq!(grown.len(), least.len() + more, "{more} bytes more");
            let read = image::load_from_memory(&grown).unwrap();
            assert_eq!((read.width(), read.height()), (64, 64), "{more} bytes more");
        }
    }

    #[test]
    fn a_picture_that_cannot_fit_says_so() {
        let refused = encode(&picture(), 100, "test");
        assert!(matches!(refused, Err(Error::TooBig { room: 100, .. })));
    }

    #[test]
    fn a_comment_makes_a_distinct_file_that_decodes() {
        let one = encode(&picture(), 4_000, "test").unwrap();
        let two = with_comment(&one, "sheet 2");
        assert_ne!(one, two);
        assert_eq!(two.len(), one.len() + 11);
        assert!(image::load_from_memory(&two).is_ok());
    }
}
