//! Grey pictures: decoding a page to them, making them smaller, and writing a small one for the page to show.

use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use crate::jpeg::{self, Frame};
use crate::report::FileKind;
use crate::sniff;

/// Most pixels that are decoded: A4 at 600 dpi has 35 million.
const MAX_PIXELS: u64 = 40_000_000;
/// Most bytes that decoding may take, the file among them. The worker has to stay below 200 MB whatever the file is, and its
/// memory never shrinks; the search for a code takes its share after that.
const MAX_BYTES: u64 = 140_000_000;
/// A JPEG without a frame in so few bytes has lost it; in a longer one it may come after more than was looked through.
const SHORT: usize = 16_384;
/// Zeros at the end of a file from here on are padding, or what a broken copy has not filled.
const ZEROS: usize = 64;
/// Of these so many are left: a coded picture may end with some.
const KEPT_ZEROS: usize = 16;

/// A grey picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Luma {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `width * height` grey levels, 0 is black.
    pub pixels: Vec<u8>,
    /// Quarter turns to the right after which it stands upright. A code is read however it lies.
    pub turns: u8,
}

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureError {
    /// Not JPEG or PNG, or more than is decoded here.
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
    // What does not say how large it is could be of any size.
    let (width, height) = sniffed.size.ok_or(match sniffed.is_image() {
        true if sniffed.frame.is_none() && bytes.len() < SHORT => PictureError::Damaged,
        _ => PictureError::NotDecoded,
    })?;
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS {
        return Err(PictureError::NotDecoded);
    }
    let picture = match (sniffed.kind, sniffed.frame) {
        (FileKind::Jpeg, Some(frame)) if frame.usual => jpeg(bytes, frame)?,
        (FileKind::Png, _) => png(bytes)?,
        _ => return Err(PictureError::NotDecoded),
    };
    let whole = picture.width as u64 * picture.height as u64 == pixels
        && picture.pixels.len() as u64 == pixels;
    whole.then_some(picture).ok_or(PictureError::Damaged)
}

/// Whether nothing of a JPEG or PNG is missing; its pixels are only decoded where its structure does not tell.
///
/// # Errors
/// When it is damaged, or beyond what is decoded here.
pub fn whole(bytes: &[u8]) -> Result<(), PictureError> {
    let ended = match sniff::kind(bytes) {
        FileKind::Jpeg => jpeg::end(bytes).is_some(),
        FileKind::Png => png_ends(bytes),
        _ => return Err(PictureError::NotDecoded),
    };
    match ended {
        true => Ok(()),
        false => decode(bytes).map(drop),
    }
}

/// The chunks of a PNG up to its last one (PNG specification, 11.2.5).
fn png_ends(bytes: &[u8]) -> bool {
    let mut at = 8;
    while let Some([l1, l2, l3, l4, kind @ ..]) = bytes.get(at..at + 8) {
        if kind == b"IEND" {
            return true;
        }
        at = at.saturating_add(12 + u32::from_be_bytes([*l1, *l2, *l3, *l4]) as usize);
    }
    false
}

fn jpeg(bytes: &[u8], frame: Frame) -> Result<Luma, PictureError> {
    let mut picture = match jpeg::end(bytes) {
        Some(end) => jpeg_whole(bytes.get(..end).unwrap_or(bytes), frame, false)?,
        // A progressive one without its end lacks scans, and looks whole all the same.
        None if frame.progressive => return Err(PictureError::Damaged),
        // Readers open a page whose end marker alone is missing. The decoder fills up what is missing of the page itself,
        // unless it is told not to; zeros it takes for data.
        None => {
            let zeros = bytes.iter().rev().take_while(|byte| **byte == 0).count();
            let end = bytes.len() - if zeros < ZEROS { 0 } else { zeros - KEPT_ZEROS };
            jpeg_whole(bytes.get(..end).unwrap_or(bytes), frame, true)?
        }
    };
    picture.stand_up(jpeg::orientation(bytes));
    Ok(picture)
}

fn jpeg_whole(bytes: &[u8], frame: Frame, strict: bool) -> Result<Luma, PictureError> {
    let pixels = u64::from(frame.width) * u64::from(frame.height);
    let kept = match frame.progressive || !jpeg::is_one_scan(bytes, frame.components) {
        true => frame.coefficients,
        false => 0,
    };
    // The decoder keeps what stands before the picture (profiles, notes) a second time.
    let fits = |out: u64| 2 * bytes.len() as u64 + kept + out * pixels <= MAX_BYTES;
    if !fits(1) {
        return Err(PictureError::NotDecoded);
    }
    // Not every colour space can be turned into grey on the way.
    match jpeg_as(bytes, frame, strict, ColorSpace::Luma) {
        Err(PictureError::Damaged) if !fits(4) => Err(PictureError::NotDecoded),
        Err(PictureError::Damaged) => {
            let rgb = jpeg_as(bytes, frame, strict, ColorSpace::RGB)?;
            let mut pixels = Vec::with_capacity(rgb.width * rgb.height);
            grey(&rgb.pixels, 3, &mut pixels);
            Ok(Luma { pixels, ..rgb })
        }
        other => other,
    }
}

fn jpeg_as(
    bytes: &[u8],
    frame: Frame,
    strict: bool,
    space: ColorSpace,
) -> Result<Luma, PictureError> {
    // No larger than its first header says, should there be a second one.
    let options = DecoderOptions::default()
        .set_max_width(frame.width as usize)
        .set_max_height(frame.height as usize)
        .set_strict_mode(strict)
        .jpeg_set_out_colorspace(space);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let pixels = decoder.decode().map_err(|_| PictureError::Damaged)?;
    let info = decoder.info().ok_or(PictureError::Damaged)?;
    Ok(Luma {
        width: info.width.into(),
        height: info.height.into(),
        pixels,
        turns: 0,
    })
}

/// Row by row, so that colours are never there for the whole picture at once.
fn png(bytes: &[u8]) -> Result<Luma, PictureError> {
    let refused = |error| match error {
        png::DecodingError::LimitsExceeded => PictureError::NotDecoded,
        _ => PictureError::Damaged,
    };
    let limits = png::Limits { bytes: 16_000_000 };
    let mut decoder = png::Decoder::new_with_limits(std::io::Cursor::new(bytes), limits);
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let mut reader = decoder.read_info().map_err(refused)?;
    let (width, height) = (reader.info().width as usize, reader.info().height as usize);
    if width as u64 * height as u64 > MAX_PIXELS {
        return Err(PictureError::NotDecoded);
    }
    let samples = reader.output_color_type().0.samples();
    let interlaced = reader.info().interlaced;
    let mut pixels = Vec::with_capacity(width * height);
    if interlaced {
        pixels.resize(width * height, u8::MAX);
    }
    let mut line = Vec::new();
    while let Some(row) = reader.next_interlaced_row().map_err(refused)? {
        match row.interlace() {
            png::InterlaceInfo::Adam7(place) => {
                line.clear();
                grey(row.data(), samples, &mut line);
                png::expand_interlaced_row(&mut pixels, width, &line, place, 8);
            }
            png::InterlaceInfo::Null(_) => grey(row.data(), samples, &mut pixels),
        }
    }
    let exif = reader.info().exif_metadata.as_ref();
    let orientation = exif.and_then(|exif| jpeg::tiff_orientation(exif));
    let mut picture = Luma {
        width,
        height,
        pixels,
        turns: 0,
    };
    picture.stand_up(orientation.unwrap_or(1));
    Ok(picture)
}

/// Grey from interleaved samples: two are grey with transparency, three and four begin with red, green and blue.
fn grey(samples: &[u8], each: usize, into: &mut Vec<u8>) {
    into.extend(samples.chunks_exact(each.max(1)).map(|pixel| match pixel {
        // ITU-R BT.601, in 256ths.
        [r, g, b, ..] => {
            let sum = 77 * u32::from(*r) + 150 * u32::from(*g) + 29 * u32::from(*b);
            u8::try_from(sum >> 8).unwrap_or(u8::MAX)
        }
        [grey, ..] => *grey,
        [] => 0,
    }));
}

impl Luma {
    /// Notes how the page lies (Exif tag 0x0112), and unmirrors it, so that turns alone are left.
    fn stand_up(&mut self, orientation: u8) {
        if matches!(orientation, 2 | 4 | 5 | 7) {
            let width = self.width.max(1);
            self.pixels
                .chunks_exact_mut(width)
                .for_each(<[u8]>::reverse);
        }
        self.turns = match orientation {
            3 | 4 => 2,
            6 | 7 => 1,
            5 | 8 => 3,
            _ => 0,
        };
    }

    /// As it is meant to be seen.
    #[must_use]
    pub fn upright(mut self) -> Self {
        if self.turns % 2 == 1 {
            let (width, height) = (self.width, self.height);
            // To the right: the first row is the last column read upwards.
            let turned = (0..width).flat_map(|x| (0..height).rev().map(move |y| y * width + x));
            let pixels = turned.map(|at| self.pixels.get(at).copied().unwrap_or(u8::MAX));
            self.pixels = pixels.collect();
            (self.width, self.height) = (height, width);
        }
        if self.turns >= 2 {
            self.pixels.reverse();
        }
        self.turns = 0;
        self
    }

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
            turns: self.turns,
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
            turns: self.turns,
        }
    }

    /// An upright PNG with its longer side at most `side` pixels.
    #[must_use]
    pub fn thumbnail(&self, side: usize) -> Option<Thumbnail> {
        let small = self.shrink(self.width.max(self.height).div_ceil(side.max(1)));
        let small = small.upright();
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
            turns: 0,
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
