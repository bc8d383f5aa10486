//! The structure of a JPEG (ITU-T T.81, annex B): its frame, its end, and how its page lies. Nothing is decoded here.

/// What the frame header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// In pixels; 0: not known before the end of the picture (B.2.5), which no usual reader takes.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// 1: grey, 3: colours, 4: CMYK.
    pub components: u8,
    /// Huffman-coded with 8 bits, in one of the three ways that readers know: baseline, extended, progressive.
    pub usual: bool,
    /// A progressive one.
    pub progressive: bool,
    /// Bytes that all coefficients take, which a decoder keeps where a picture comes in several scans.
    pub coefficients: u64,
}

/// Bytes of a frame header from its marker on, with four components.
pub(crate) const FRAME: usize = 2 + 8 + 4 * 3;

impl Frame {
    /// Whether this marker begins a frame.
    pub(crate) fn begins(marker: u8) -> bool {
        matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
    }

    /// Reads the header; `bytes` begin with its marker.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let [_, marker, _, _, bits, h1, h2, w1, w2, components, each @ ..] = bytes else {
            return None;
        };
        let (width, height) = (
            u32::from(u16::from_be_bytes([*w1, *w2])),
            u32::from(u16::from_be_bytes([*h1, *h2])),
        );
        let sampling: Vec<(u64, u64)> = each
            .chunks_exact(3)
            .take(usize::from(*components))
            .filter_map(|component| component.get(1))
            .map(|factors| (u64::from(factors >> 4), u64::from(factors & 15)))
            .collect();
        let across = sampling.iter().map(|(h, _)| *h).max().unwrap_or(1).max(1);
        let down = sampling.iter().map(|(_, v)| *v).max().unwrap_or(1).max(1);
        let units = u64::from(width).div_ceil(8 * across) * u64::from(height).div_ceil(8 * down);
        let blocks: u64 = sampling.iter().map(|(h, v)| units * h * v).sum();
        Some(Self {
            width,
            height,
            components: *components,
            usual: matches!(marker, 0xc0..=0xc2)
                && *bits == 8
                && sampling.len() == usize::from(*components),
            progressive: matches!(marker, 0xc2 | 0xc6 | 0xca | 0xce),
            coefficients: blocks * 64 * 2,
        })
    }
}

/// One step through a JPEG.
enum Step<'a> {
    /// A segment: its marker and what stands in it.
    Segment(u8, &'a [u8]),
    /// The end marker.
    End,
}

/// Steps from marker to marker, over the coded picture too.
struct Steps<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Steps<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 2 }
    }
}

impl<'a> Iterator for Steps<'a> {
    type Item = Step<'a>;

    fn next(&mut self) -> Option<Step<'a>> {
        loop {
            let rest = self.bytes.get(self.at..)?;
            // Coded bytes, or bytes between segments that nobody expects.
            self.at += rest.iter().position(|byte| *byte == 0xff)?;
            match *self.bytes.get(self.at + 1)? {
                0xff => self.at += 1,
                0xd9 => {
                    self.at += 2;
                    return Some(Step::End);
                }
                // A stuffed byte, a restart, and codes that mean nothing.
                0x00..=0xbf | 0xd0..=0xd8 => self.at += 2,
                marker => {
                    let length = self.bytes.get(self.at + 2..self.at + 4)?;
                    let length = usize::from(u16::from_be_bytes([length[0], length[1]])).max(2);
                    let content = self.at + 4..self.at + 2 + length;
                    self.at += 2 + length;
                    return Some(Step::Segment(
                        marker,
                        self.bytes.get(content).unwrap_or_default(),
                    ));
                }
            }
        }
    }
}

/// Where the picture ends: behind its end marker. What follows is none of it (a video, a second picture, padding).
pub(crate) fn end(bytes: &[u8]) -> Option<usize> {
    let mut steps = Steps::new(bytes);
    let found = steps.any(|step| matches!(step, Step::End));
    found.then_some(steps.at)
}

/// Whether the first scan holds all components, so that a decoder can make pixels on the way.
pub(crate) fn is_one_scan(bytes: &[u8], components: u8) -> bool {
    let first = Steps::new(bytes).find_map(|step| match step {
        Step::Segment(0xda, content) => Some(content.first() == Some(&components)),
        _ => None,
    });
    first.unwrap_or(false)
}

/// How the page lies, by the Exif tag 0x0112; 1: upright, as it does without one.
pub(crate) fn orientation(bytes: &[u8]) -> u8 {
    let before = Steps::new(bytes).map_while(|step| match step {
        Step::Segment(marker, content) if marker != 0xda => Some((marker, content)),
        _ => None,
    });
    let exif = before
        .filter(|(marker, _)| *marker == 0xe1)
        .find_map(|(_, content)| content.strip_prefix(b"Exif\0\0"));
    exif.and_then(tiff_orientation).unwrap_or(1)
}

/// The same tag in the first directory of a TIFF (TIFF 6.0, section 2).
pub(crate) fn tiff_orientation(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let two = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(match little {
            true => u16::from_le_bytes(two),
            false => u16::from_be_bytes(two),
        })
    };
    let long = |at: usize| {
        let (a, b) = (usize::from(short(at)?), usize::from(short(at + 2)?));
        Some(if little { a | b << 16 } else { a << 16 | b })
    };
    let directory = long(4)?;
    let entries = usize::from(short(directory)?);
    (0..entries)
        .map(|n| directory + 2 + n * 12)
        .find(|at| short(*at) == Some(0x0112))
        .and_then(|at| u8::try_from(short(at + 8)?).ok())
        .filter(|turn| (1..=8).contains(turn))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_end_is_the_pictures_own_whatever_stands_before_and_behind() {
        let sheet = samples::sheet::thumbnail(1).unwrap();
        assert_eq!(end(&sheet), Some(sheet.len()));
        let behind = [&sheet[..], &[0; 700], &sheet].concat();
        assert_eq!(end(&behind), Some(sheet.len()));
        // A preview inside of a segment has an end marker too.
        let before = samples::jpeg::with_comment(&sheet, "preview");
        let mut before = before;
        before[8..10].copy_from_slice(&[0xff, 0xd9]);
        assert_eq!(end(&before), Some(before.len()));
        assert_eq!(end(&sheet[..sheet.len() - 2]), None);
        assert_eq!(end(&[]), None);
    }

    #[test]
    fn coefficients_are_counted_with_their_padding() {
        let mut header = vec![0xff, 0xc2, 0, 17, 8, 0, 17, 0, 33, 3];
        header.extend([1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
        let frame = Frame::read(&header).unwrap();
        assert_eq!((frame.width, frame.height), (33, 17));
        // Three by two units of 16 pixels, each of four blocks and two.
        assert_eq!(frame.coefficients, 3 * 2 * 6 * 128);
        assert!(frame.usual && frame.progressive);
        header[4] = 12;
        assert!(!Frame::read(&header).unwrap().usual);
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_stepped_through(mut bytes: Vec<u8>, tiff: bool) {
            if tiff {
                bytes.splice(0..0, *b"II*\0\x08\0\0\0");
            }
            let _ = (end(&bytes), is_one_scan(&bytes, 3), orientation(&bytes), tiff_orientation(&bytes));
        }
    }
}
