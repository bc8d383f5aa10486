//! Knows a file again without reading all of it: a SHA-256 over its size and ten windows of it.
//!
//! Ten gigabytes would take a minute to read; 640 KiB take milliseconds and tell apart any two scans that share a name.

use std::{fmt, ops::Range};

#[cfg(target_arch = "wasm32")]
mod read;
#[cfg(target_arch = "wasm32")]
pub use read::{Sample, facts, identify, of_blob, of_bytes};

/// Bytes in a window.
const WINDOW: u64 = 64 * 1024;
/// Windows: the first, the last and eight between them.
const WINDOWS: u64 = 10;

/// The stretches of a file of `size` bytes that are read, in order, without overlap: all of a small file, else the first and
/// last 64 KiB and eight evenly spread between them. Offsets stay exact as JavaScript numbers (below 2^53).
#[must_use]
pub fn windows(size: u64) -> Vec<Range<u64>> {
    if size == 0 {
        return Vec::new();
    }
    if size <= WINDOW * WINDOWS {
        return vec![Range {
            start: 0,
            end: size,
        }];
    }
    let free = size - WINDOW;
    (0..WINDOWS)
        .map(|i| {
            // Quotient and remainder apart: the product cannot overflow whatever the size.
            let steps = WINDOWS - 1;
            let start = free / steps * i + free % steps * i / steps;
            start..start + WINDOW
        })
        .collect()
}

/// Which windows of a file of `size` bytes tell whether the bytes in `range` are still the same, each with the place of its
/// bytes in the sample: those that `range` touches, and the last one, where a ZIP keeps the sums of all its entries.
#[must_use]
pub fn windows_for(size: u64, range: &Range<u64>) -> Vec<(u64, Range<u64>)> {
    let all = windows(size);
    let last = all.len().saturating_sub(1);
    let mut place = 0;
    let mut chosen = Vec::new();
    for (i, window) in all.into_iter().enumerate() {
        let length = window.end - window.start;
        if i == last || (window.start < range.end && range.start < window.end) {
            chosen.push((place, window));
        }
        place += length;
    }
    chosen
}

/// A SHA-256 as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest(String);

impl Digest {
    /// Takes the 32 bytes of a hash.
    #[must_use]
    pub fn from_hash(hash: [u8; 32]) -> Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        Self(
            hash.iter()
                .flat_map(|byte| [byte >> 4, byte & 15])
                .map(|nibble| char::from(DIGITS[usize::from(nibble)]))
                .collect(),
        )
    }

    /// Reads what the journal kept. `None`: not 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let right =
            text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        right.then(|| Self(text.to_owned()))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why there is no digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DigestError {
    /// The browser hashes only on secure pages (https, localhost).
    #[error("this browser offers no SubtleCrypto here")]
    Unsupported,
    /// Changed, moved, deleted or unplugged.
    #[error("the file cannot be read")]
    Unreadable,
}

/// What a file is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileIdentity {
    /// Its name, without a path.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was changed last, in milliseconds since 1970 (0 for what was packed here).
    pub modified_ms: i64,
    /// Its sampled digest; `None` where the browser has no SubtleCrypto (plain http).
    pub digest: Option<Digest>,
}

/// Why a file is not the one that was being sent. Each is a reason that can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// Another name.
    #[error("the name differs")]
    Name,
    /// Another size.
    #[error("the size differs")]
    Size,
    /// The same name and size, other bytes.
    #[error("the content differs")]
    Content,
    /// Saved again since. Its bytes may differ where nobody looked.
    #[error("it was saved again since the upload began")]
    Modified,
}

impl FileIdentity {
    /// Whether `given` is this file (F-25). A sampled digest cannot vouch for what lies between the windows; the time of the
    /// last change does.
    ///
    /// # Errors
    /// The first difference, the most telling one first.
    pub fn check(&self, given: &Self) -> Result<(), Mismatch> {
        if self.name != given.name {
            Err(Mismatch::Name)
        } else if self.size != given.size {
            Err(Mismatch::Size)
        } else if self.digest.is_some() && self.digest != given.digest {
            Err(Mismatch::Content)
        } else if self.modified_ms != given.modified_ms {
            Err(Mismatch::Modified)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_small_file_is_read_whole() {
        assert_eq!(windows(0), []);
        for size in [1, WINDOW, WINDOW * WINDOWS] {
            assert_eq!(
                windows(size),
                [Range {
                    start: 0,
                    end: size
                }]
            );
        }
        assert_eq!(windows(WINDOW * WINDOWS + 1).len(), 10);
    }

    #[test]
    fn ten_gigabytes_are_sampled_from_end_to_end() {
        let size = 10_000_000_000;
        let plan = windows(size);
        assert_eq!(plan[0], 0..WINDOW);
        assert_eq!(plan[9], size - WINDOW..size);
        assert!(plan[2].start > 1 << 31, "beyond what 32 bits reach");
        let gaps: Vec<u64> = plan.windows(2).map(|w| w[1].start - w[0].start).collect();
        assert!(
            gaps.iter().max().unwrap() - gaps.iter().min().unwrap() <= 1,
            "{gaps:?}"
        );
    }

    #[test]
    fn a_chunk_is_compared_where_it_lies_and_at_the_end() {
        let size = 1_000_000_000;
        let plan = windows(size);
        let whole = windows_for(size, &(0..size));
        assert_eq!(whole.len(), 10);
        assert_eq!(whole[9], (9 * WINDOW, plan[9].clone()));
        assert_eq!(
            windows_for(size, &(plan[3].start + 1..plan[3].start + 2)),
            [(3 * WINDOW, plan[3].clone()), (9 * WINDOW, plan[9].clone())]
        );
        let between = plan[3].end..plan[4].start;
        assert_eq!(windows_for(size, &between), [(9 * WINDOW, plan[9].clone())]);
        assert_eq!(windows_for(5, &(0..1)), [(0, 0..5)]);
        assert_eq!(windows_for(0, &(0..0)), []);
    }

    #[test]
    fn digits_come_back_and_nothing_else_does() {
        let digest = Digest::from_hash(std::array::from_fn(|i| i as u8 * 8));
        assert!(digest.as_str().starts_with("0008101820"));
        assert_eq!(Digest::parse(digest.as_str()), Some(digest.clone()));
        assert_eq!(Digest::parse(&digest.as_str().to_uppercase()), None);
        assert_eq!(Digest::parse(&digest.as_str()[1..]), None);
        assert_eq!(Digest::parse(""), None);
    }

    #[test]
    fn a_look_alike_is_refused_with_the_reason() {
        let file = FileIdentity {
            name: "103.zip".into(),
            size: 5,
            modified_ms: 9,
            digest: Some(Digest::from_hash([1; 32])),
        };
        assert_eq!(file.check(&file), Ok(()));
        let with = |change: fn(&mut FileIdentity)| {
            let mut other = file.clone();
            change(&mut other);
            file.check(&other)
        };
        assert_eq!(with(|f| f.name.push('x')), Err(Mismatch::Name));
        assert_eq!(with(|f| f.size = 6), Err(Mismatch::Size));
        assert_eq!(
            with(|f| f.digest = Some(Digest::from_hash([2; 32]))),
            Err(Mismatch::Content)
        );
        assert_eq!(with(|f| f.digest = None), Err(Mismatch::Content));
        assert_eq!(with(|f| f.modified_ms = 10), Err(Mismatch::Modified));
    }

    #[test]
    fn without_a_digest_the_rest_must_do() {
        let kept = FileIdentity {
            name: "a".into(),
            size: 1,
            modified_ms: 1,
            digest: None,
        };
        let given = FileIdentity {
            digest: Some(Digest::from_hash([1; 32])),
            ..kept.clone()
        };
        assert_eq!(kept.check(&given), Ok(()));
    }

    proptest! {
        #[test]
        fn windows_are_in_order_apart_and_inside(size in 0u64..1 << 53) {
            let plan = windows(size);
            let mut end = 0;
            for window in &plan {
                prop_assert!(window.start >= end && window.start < window.end);
                end = window.end;
            }
            prop_assert_eq!(end, size);
            prop_assert!(plan.iter().map(|w| w.end - w.start).sum::<u64>() <= WINDOW * WINDOWS);
        }
    }
}
