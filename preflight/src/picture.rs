//! Grey pictures: decoding a page to them, making them smaller, and writing a small one for the page to show.

use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use crate::report::FileKind;
use crate::sniff;

/// Most pixels that are decoded: A4 at 600 dpi has 35 million.
const MAX_PIXELS: u64 = 40_000_000;
/// Progressive JPEGs keep all coefficients in memory while they are decoded.
const MAX_PROGRESSIVE: u64 = 18_000_000;
/// Longest side in pixels.
const MAX_SIDE: usize = 20_000;
/// Behind this much padding an end marker is not looked for.
const TAIL: usize = 64 * 1024;

/// A grey picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Luma {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `width * height` grey levels, 0 is black.
    pub pixels: Vec<u8>,
}

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureError {
    /// Not JPEG or PNG, or more pixels than are decoded here.
    NotDecoded,
    /// Damaged or incomplete.
    Damaged,
}

/// Decodes a JPEG or PNG to grey.
///
/// # Errors
/// When it is damaged, or beyond what is decoded here.
pub fn decode(bytes: &[u8]) -> Result<Luma, PictureError> {
    let sniffed = sniff::sniff(&bytes).map_err(|_| PictureError::NotDecoded)?;
    let limit = if sniffed.progressive {
        MAX_PROGRESSIVE
    } else {
        MAX_PIXELS
    };
    match sniffed.size {
        Some((width, height)) if u64::from(width) * u64::from(height) > limit => {
            return Err(PictureError::NotDecoded);
        }
        _ => {}
    }
    let picture = match sniffed.kind {
        FileKind::Jpeg => jpeg(bytes)?,
        FileKind::Png => png(bytes)?,
        _ => return Err(PictureError::NotDecoded),
    };
    let whole = picture.width > 0
        && picture.height > 0
        && picture.pixels.len() == picture.width * picture.height;
    whole.then_some(picture).ok_or(PictureError::Damaged)
}

fn jpeg(bytes: &[u8]) -> Result<Luma, PictureError> {
    // The decoder fills up what is missing; a scan that ends early is incomplete all the same.
    let tail = bytes
        .get(bytes.len().saturating_sub(TAIL)..)
        .unwrap_or_default();
    if !tail.windows(2).any(|pair| pair == [0xff, 0xd9]) {
        return Err(PictureError::Damaged);
    }
    // Not every colour space can be turned into grey on the way.
    match jpeg_as(bytes, ColorSpace::Luma) {
        Ok(picture) => Ok(picture),
        Err(_) => {
            let rgb = jpeg_as(bytes, ColorSpace::RGB)?;
            Ok(grey(rgb.width, rgb.height, &rgb.pixels, 3))
        }
    }
}

fn jpeg_as(bytes: &[u8], space: ColorSpace) -> Result<Luma, PictureError> {
    let options = DecoderOptions::default()
        .set_max_width(MAX_SIDE)
        .set_max_height(MAX_SIDE)
        .jpeg_set_out_colorspace(space);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let pixels = decoder.decode().map_err(|_| PictureError::Damaged)?;
    let info = decoder.info().ok_or(PictureError::Damaged)?;
    Ok(Luma {
        width: info.width.into(),
        height: info.height.into(),
        pixels,
    })
}

fn png(bytes: &[u8]) -> Result<Luma, PictureError> {
    let damaged = |_| PictureError::Damaged;
    let mut decoder = png::Decoder::new_with_limits(
        std::io::Cursor::new(bytes),
        png::Limits { bytes: 200_000_000 },
    );
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(damaged)?;
    let size = reader
        .output_buffer_size()
        .ok_or(PictureError::NotDecoded)?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).map_err(damaged)?;
    pixels.truncate(frame.buffer_size());
    let (width, height) = (frame.width as usize, frame.height as usize);
    let samples = frame.color_type.samples();
    Ok(match samples {
        1 => Luma {
            width,
            height,
            pixels,
        },
        _ => grey(width, height, &pixels, samples),
    })
}

/// Grey from interleaved samples: two are grey with transparency, three and four begin with red, green and blue.
fn grey(width: usize, height: usize, samples: &[u8], each: usize) -> Luma {
    let pixels = samples
        .chunks_exact(each.max(1))
        .map(|pixel| match pixel {
            // ITU-R BT.601, in 256ths.
            [r, g, b, ..] => {
                let sum = 77 * u32::from(*r) + 150 * u32::from(*g) + 29 * u32::from(*b);
                u8::try_from(sum >> 8).unwrap_or(u8::MAX)
            }
            [grey, ..] => *grey,
            [] => 0,
        })
        .collect();
    Luma {
        width,
        height,
        pixels,
    }
}

impl Luma {
    /// Averages squares of `divisor` pixels.
    #[must_use]
    pub fn shrink(&self, divisor: usize) -> Self {
        let divisor = divisor.clamp(1, 64);
        let (width, height) = (self.width / divisor, self.height / divisor);
        if divisor == 1 || width == 0 || height == 0 {
            return self.clone();
        }
        let area = u32::try_from(divisor * divisor).unwrap_or(u32::MAX);
        let mut pixels = Vec::with_capacity(width * height);
        let mut sums = vec![0_u32; width];
        for band in self.pixels.chunks_exact(self.width * divisor).take(height) {
            sums.fill(0);
            for row in band.chunks_exact(self.width) {
                for (sum, square) in sums.iter_mut().zip(row.chunks_exact(divisor)) {
                    *sum += square.iter().map(|pixel| u32::from(*pixel)).sum::<u32>();
                }
            }
            pixels.extend(
                sums.iter()
                    .map(|sum| u8::try_from(sum / area).unwrap_or(u8::MAX)),
            );
        }
        Self {
            width,
            height,
            pixels,
        }
    }

    /// Twice the size, pixels between two being their mean.
    #[must_use]
    pub fn double(&self) -> Self {
        let (width, height) = (self.width * 2, self.height * 2);
        let mut pixels = Vec::with_capacity(width * height);
        let at = |x: usize, y: usize| {
            let (x, y) = (x.min(self.width - 1), y.min(self.height - 1));
            u16::from(
                self.pixels
                    .get(y * self.width + x)
                    .copied()
                    .unwrap_or(u8::MAX),
            )
        };
        for y in 0..height {
            for x in 0..width {
                let (a, b) = (x / 2, y / 2);
                let (c, d) = (a + x % 2, b + y % 2);
                let sum = at(a, b) + at(c, b) + at(a, d) + at(c, d);
                pixels.push(u8::try_from(sum / 4).unwrap_or(u8::MAX));
            }
        }
        Self {
            width,
            height,
            pixels,
        }
    }

    /// A PNG with its longer side at most `side` pixels.
    #[must_use]
    pub fn thumbnail(&self, side: usize) -> Option<Thumbnail> {
        let small = self.shrink(self.width.max(self.height).div_ceil(side.max(1)));
        let (width, height) = (
            u32::try_from(small.width).ok()?,
            u32::try_from(small.height).ok()?,
        );
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Fast);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&small.pixels).ok()?;
        writer.finish().ok()?;
        Some(Thumbnail {
            width,
            height,
            png: bytes,
        })
    }
}

/// A small picture of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The file.
    pub png: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_page_becomes_grey_and_a_thumbnail_of_it_decodes() {
        let page = decode(&samples::sheet::cover_sheet("14900117", 200_000, 7).unwrap()).unwrap();
        assert_eq!((page.width, page.height), (1654, 2339));
        let small = page.thumbnail(240).unwrap();
        assert!(
            small.height <= 240 && small.width > 100,
            "{}x{}",
            small.width,
            small.height
        );
        let again = decode(&small.png).unwrap();
        assert_eq!(
            (again.width, again.height),
            (small.width as usize, small.height as usize)
        );
        assert!(small.png.len() < 60_000, "{} bytes", small.png.len());
    }

    #[test]
    fn what_is_damaged_or_no_picture_is_told_apart() {
        let mut sheet = samples::sheet::thumbnail(1).unwrap();
        sheet.truncate(sheet.len() / 2);
        assert_eq!(decode(&sheet), Err(PictureError::Damaged));
        assert_eq!(decode(b"%PDF-1.7"), Err(PictureError::NotDecoded));
        assert_eq!(decode(b""), Err(PictureError::NotDecoded));
    }

    #[test]
    fn doubling_and_shrinking_keep_the_picture() {
        let picture = Luma {
            width: 2,
            height: 2,
            pixels: vec![0, 100, 100, 200],
        };
        let twice = picture.double();
        assert_eq!((twice.width, twice.height, twice.pixels[0]), (4, 4, 0));
        assert_eq!(twice.pixels[5], 100);
        assert_eq!(twice.shrink(4).pixels.len(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn a_picture_with_wrong_bytes_is_decoded_or_refused(
            places in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..12),
        ) {
            let mut sheet = samples::sheet::thumbnail(1).unwrap();
            for (place, byte) in places {
                let at = place.index(sheet.len());
                sheet[at] = byte;
            }
            if let Ok(picture) = decode(&sheet) {
                prop_assert_eq!(picture.pixels.len(), picture.width * picture.height);
            }
        }
    }
}
