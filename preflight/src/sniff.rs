//! What a file is by its first bytes, and how large an image is, without decoding it.

use crate::jpeg::{FRAME, Frame};
use crate::read::{ReadAt, Unreadable};
use crate::report::FileKind;

/// Read at once; most headers are shorter.
const WINDOW: usize = 4096;
/// Segments of a JPEG that are passed over before its size is given up: colour profiles, previews and notes are the most.
const SEGMENTS: usize = 400;
/// An image's end marker is looked for in so many last bytes; most images end with it.
const TAIL: usize = 4096;

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sniffed {
    /// What it is.
    pub kind: FileKind,
    /// Width and height in pixels, where they could be read.
    pub size: Option<(u32, u32)>,
    /// A JPEG's frame.
    pub frame: Option<Frame>,
}

impl Sniffed {
    /// A JPEG with four components.
    #[must_use]
    pub fn is_cmyk(&self) -> bool {
        self.frame.is_some_and(|frame| frame.components == 4)
    }

    /// JPEG or PNG.
    #[must_use]
    pub fn is_image(&self) -> bool {
        matches!(self.kind, FileKind::Jpeg | FileKind::Png)
    }
}

/// What a file is by its first bytes.
#[must_use]
pub fn kind(head: &[u8]) -> FileKind {
    match head {
        [0xff, 0xd8, 0xff, ..] => FileKind::Jpeg,
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => FileKind::Png,
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => FileKind::Tiff,
        [b'G', b'I', b'F', b'8', ..] | [b'B', b'M', ..] => FileKind::OtherImage,
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => FileKind::OtherImage,
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => FileKind::OtherImage,
        [b'%', b'P', b'D', b'F', ..] => FileKind::Pdf,
        [b'R', b'a', b'r', b'!', ..] => FileKind::Rar,
        [b'7', b'z', 0xbc, 0xaf, 0x27, 0x1c, ..] => FileKind::SevenZip,
        [0x1f, 0x8b, ..] => FileKind::Gzip,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => FileKind::Zip,
        _ => FileKind::Unknown,
    }
}

/// Looks at the beginning of an image.
///
/// # Errors
/// When it cannot be read.
pub fn sniff(file: &impl ReadAt) -> Result<Sniffed, Unreadable> {
    let mut head = vec![0; WINDOW];
    let n = file.read_at(0, &mut head)?;
    head.truncate(n);
    let mut sniffed = Sniffed {
        kind: kind(&head),
        size: None,
        frame: None,
    };
    match sniffed.kind {
        FileKind::Jpeg => {
            sniffed.frame = frame(file, &head)?;
            let size = sniffed.frame.map(|frame| (frame.width, frame.height));
            sniffed.size = size.filter(|(width, height)| *width > 0 && *height > 0);
        }
        FileKind::Png => sniffed.size = png(&head),
        _ => {}
    }
    Ok(sniffed)
}

/// Whether the last bytes of an image hold its end. `false` is no fault: something may stand behind it.
///
/// # Errors
/// When it cannot be read.
pub fn ends(file: &impl ReadAt, kind: FileKind) -> Result<bool, Unreadable> {
    let mut tail = vec![0; TAIL];
    let n = file.read_at(file.size().saturating_sub(TAIL as u64), &mut tail)?;
    let tail = tail.get(..n).unwrap_or_default();
    Ok(match kind {
        FileKind::Jpeg => tail.windows(2).any(|two| two == [0xff, 0xd9]),
        FileKind::Png => tail.windows(4).any(|four| four == b"IEND"),
        _ => true,
    })
}

/// Width and height from the header chunk (PNG specification 11.2.2).
fn png(head: &[u8]) -> Option<(u32, u32)> {
    if head.get(12..16)? != b"IHDR" {
        return None;
    }
    let number = |at: usize| Some(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?));
    Some((number(16)?, number(20)?))
}

/// Walks the segments up to the frame header (ITU-T T.81, B.2.2).
fn frame(file: &impl ReadAt, head: &[u8]) -> Result<Option<Frame>, Unreadable> {
    let mut at = 2_u64;
    for _ in 0..SEGMENTS {
        let mut segment = [0; FRAME];
        let n = copy(file, head, at, &mut segment)?;
        let segment = segment.get(..n).unwrap_or_default();
        match segment {
            // Fill bytes, and markers without a length.
            [0xff, 0xff, ..] => at += 1,
            [0xff, 0x01 | 0xd0..=0xd8, ..] => at += 2,
            [0xff, marker, ..] if Frame::begins(*marker) => return Ok(Frame::read(segment)),
            // The picture itself, or its end.
            [0xff, 0xd9 | 0xda, ..] => return Ok(None),
            [0xff, _, l1, l2, ..] => at += 2 + u64::from(u16::from_be_bytes([*l1, *l2])),
            _ => return Ok(None),
        }
    }
    Ok(None)
}

/// Bytes at `at`, from what was read already where possible.
fn copy(file: &impl ReadAt, head: &[u8], at: u64, into: &mut [u8]) -> Result<usize, Unreadable> {
    let start = usize::try_from(at).unwrap_or(usize::MAX);
    match head.get(start..start.saturating_add(into.len())) {
        Some(bytes) => {
            into.copy_from_slice(bytes);
            Ok(bytes.len())
        }
        None => file.read_at(at, into),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_jpeg_tells_its_size_however_much_stands_before_it() {
        let small = samples::sheet::thumbnail(1).unwrap();
        let plain = sniff(&small.as_slice()).unwrap();
        assert_eq!((plain.kind, plain.size), (FileKind::Jpeg, Some((200, 280))));
        let frame = plain.frame.unwrap();
        assert!(!plain.is_cmyk() && !frame.progressive && frame.usual);
        let padded = samples::jpeg::padded(small, 400_000);
        assert_eq!(sniff(&padded.as_slice()).unwrap(), plain);
    }

    #[test]
    fn kinds_are_known_by_their_first_bytes() {
        for (head, wanted) in [
            (&b"\x89PNG\r\n\x1a\n"[..], FileKind::Png),
            (b"II*\0", FileKind::Tiff),
            (b"%PDF-1.7", FileKind::Pdf),
            (b"Rar!\x1a\x07", FileKind::Rar),
            (b"7z\xbc\xaf\x27\x1c", FileKind::SevenZip),
            (b"PK\x03\x04", FileKind::Zip),
            (b"\0\0\0\x18ftypheic", FileKind::OtherImage),
            (b"", FileKind::Unknown),
            (b"hello", FileKind::Unknown),
        ] {
            assert_eq!(kind(head), wanted, "{head:?}");
        }
    }

    #[test]
    fn a_png_tells_its_size() {
        let mut head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        head.extend([0, 0, 4, 0, 0, 0, 2, 0]);
        assert_eq!(sniff(&head.as_slice()).unwrap().size, Some((1024, 512)));
    }

    proptest! {
        #[test]
        fn anything_can_be_looked_at(mut bytes: Vec<u8>, jpeg: bool) {
            if jpeg {
                bytes.splice(0..0, [0xff, 0xd8, 0xff]);
            }
            prop_assert!(sniff(&bytes.as_slice()).is_ok());
        }
    }
}
