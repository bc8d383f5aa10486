//! Cuts an upload into request bodies: one request where it fits, chunks where it does not.
//!
//! Every body stays within the edge's limit, multipart framing included (api-contract "Ground rules").

use std::ops::Range;

/// Sizes in bytes that a deployment sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Largest request body, framing included.
    pub body: u64,
    /// Size of a chunk's data.
    pub chunk: u64,
    /// Smaller first and last chunk: these two travel alone, so that shorter ones cost less time. 0: no difference.
    pub edge_chunk: u64,
}

impl Default for Sizes {
    fn default() -> Self {
        Self {
            body: 100_000_000,
            chunk: 50_000_000,
            edge_chunk: 0,
        }
    }
}

/// Below this a smaller chunk is not tried any more.
pub const SMALLEST_CHUNK: u64 = 1_000_000;

impl Sizes {
    /// Half the chunk, and nothing in one request that is larger; `None` when that would be too small to help.
    #[must_use]
    pub fn halved(self, size: u64, was_single: bool) -> Option<Self> {
        let tried = if was_single {
            size.min(self.body)
        } else {
            self.chunk.min(size)
        };
        let chunk = (tried / 2).min(self.chunk);
        (chunk >= SMALLEST_CHUNK).then_some(Self {
            // From here on only chunks: a body of the size that failed is not tried again.
            body: chunk,
            chunk,
            edge_chunk: self.edge_chunk.min(chunk),
        })
    }
}

/// How an upload travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// In one request to `/upload`.
    Single {
        /// Bytes of data.
        size: u64,
    },
    /// In chunks to `/upload-chunk`.
    Chunks(Chunks),
}

impl Plan {
    /// Plans an upload of `size` bytes whose single request would add `framing` bytes, for `lanes` chunks at once.
    #[must_use]
    pub fn new(size: u64, framing: u64, sizes: Sizes, lanes: u32) -> Self {
        if size.saturating_add(framing) <= sizes.body {
            Self::Single { size }
        } else {
            Self::Chunks(Chunks::new(size, sizes.chunk, sizes.edge_chunk, lanes))
        }
    }

    /// Number of request bodies.
    #[must_use]
    pub fn parts(&self) -> u32 {
        match self {
            Self::Single { .. } => 1,
            Self::Chunks(chunks) => chunks.count(),
        }
    }

    /// The bytes of one part; `None` past the end.
    #[must_use]
    pub fn range(&self, part: u32) -> Option<Range<u64>> {
        match self {
            Self::Single { size } => (part == 0).then_some(0..*size),
            Self::Chunks(chunks) => chunks.range(part),
        }
    }

    /// Data of the largest part, in bytes.
    #[must_use]
    pub fn largest(&self) -> u64 {
        match self {
            Self::Single { size } => *size,
            Self::Chunks(chunks) => chunks.chunk.min(chunks.size),
        }
    }

    /// Bytes in all.
    #[must_use]
    pub fn size(&self) -> u64 {
        match self {
            Self::Single { size } => *size,
            Self::Chunks(chunks) => chunks.size,
        }
    }

    /// Whether it is one request to `/upload`.
    #[must_use]
    pub fn is_single(&self) -> bool {
        matches!(self, Self::Single { .. })
    }
}

/// A plan in chunks: `[edge] chunk chunk … remainder [edge]`. No chunk is empty, none is larger than `chunk`. Between short
/// edges all chunks are about the same size and as many as fill every lane to the end: on a line that is slow for each
/// connection, a lane that idles while the others send a last whole chunk would cost that chunk's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chunks {
    size: u64,
    chunk: u64,
    first: u64,
    last: u64,
}

impl Chunks {
    /// Cuts `size` bytes. `edge`: size of the first and last chunk, 0 for no difference; `lanes`: chunks sent at once.
    #[must_use]
    pub fn new(size: u64, chunk: u64, edge: u64, lanes: u32) -> Self {
        let chunk = chunk.max(1);
        let edge = if edge == 0 { chunk } else { edge.min(chunk) };
        let first = edge.min(size);
        // Without edges the remainder itself is the last chunk; with them it comes just before the last one.
        let last = if edge == chunk {
            0
        } else {
            edge.min(size - first)
        };
        let middle = size - first - last;
        let chunk = if last > 0 && middle > 0 {
            let rounds = middle.div_ceil(chunk).div_ceil(u64::from(lanes.max(1)));
            middle.div_ceil(rounds * u64::from(lanes.max(1))).max(first)
        } else {
            chunk
        };
        Self {
            size,
            chunk,
            first,
            last,
        }
    }

    /// The same plan again, from what the journal kept. `None` if the numbers make no plan.
    #[must_use]
    pub fn restore(size: u64, chunk: u64, first: u64, last: u64) -> Option<Self> {
        let plan = Self {
            size,
            chunk,
            first,
            last,
        };
        (chunk > 0 && (1..=chunk).contains(&first) && last <= chunk && first + last <= size)
            .then_some(plan)
    }

    /// Size, chunk, first and last, for the journal.
    #[must_use]
    pub fn numbers(&self) -> (u64, u64, u64, u64) {
        (self.size, self.chunk, self.first, self.last)
    }

    /// Number of chunks; at least 1.
    #[must_use]
    pub fn count(&self) -> u32 {
        let middle = (self.size - self.first - self.last).div_ceil(self.chunk);
        let all = 1 + middle + u64::from(self.last > 0);
        u32::try_from(all).unwrap_or(u32::MAX)
    }

    /// The bytes of one chunk; `None` past the end.
    #[must_use]
    pub fn range(&self, index: u32) -> Option<Range<u64>> {
        let count = self.count();
        if index >= count {
            return None;
        }
        if index == 0 {
            return Some(0..self.first);
        }
        if self.last > 0 && index == count - 1 {
            return Some(self.size - self.last..self.size);
        }
        let start = self.first + u64::from(index - 1) * self.chunk;
        Some(start..(start + self.chunk).min(self.size - self.last))
    }
}

/// One field of a multipart body.
#[derive(Debug, Clone, Copy)]
pub enum Field<'a> {
    /// A name and its text.
    Text(&'a str, &'a str),
    /// A name and a file's name; its bytes are not counted as framing.
    File(&'a str, &'a str),
}

/// Bytes that multipart framing adds to the data, counted generously: a boundary of 70 characters (RFC 2046, 5.1.1: the
/// longest there is), and every character of a file name that might be escaped counted as escaped (HTML, "multipart form
/// data": `"`, CR and LF become three characters).
#[must_use]
pub fn framing<'a>(fields: impl IntoIterator<Item = Field<'a>>) -> u64 {
    const BOUNDARY_LINE: usize = 2 + 70 + 2;
    const DISPOSITION: usize = "Content-Disposition: form-data; name=\"\"\r\n\r\n\r\n".len();
    const FILE: usize = "; filename=\"\"\r\nContent-Type: ".len() + 100;
    let bytes: usize = fields
        .into_iter()
        .map(|field| {
            BOUNDARY_LINE
                + DISPOSITION
                + match field {
                    Field::Text(name, value) => name.len() + escaped(value),
                    Field::File(name, file) => name.len() + escaped(file) + FILE,
                }
        })
        .sum();
    (bytes + BOUNDARY_LINE + 2) as u64
}

fn escaped(text: &str) -> usize {
    text.len()
        + 2 * text
            .bytes()
            .filter(|b| matches!(b, b'"' | b'\r' | b'\n'))
            .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MB: u64 = 1_000_000;
    const FRAMING: u64 = 1_200;

    fn plan(size: u64) -> Plan {
        Plan::new(size, FRAMING, Sizes::default(), 3)
    }

    #[test]
    fn what_fits_the_edge_with_its_framing_is_one_request() {
        // Empty files are refused when they are chosen; a plan of nothing is one request all the same.
        assert_eq!((plan(0).parts(), plan(0).range(0)), (1, Some(0..0)));
        assert!(plan(1).is_single());
        assert!(plan(100 * MB - FRAMING).is_single());
        assert_eq!(plan(100 * MB - FRAMING + 1).parts(), 2);
        assert_eq!(plan(100 * MB).parts(), 2);
        assert_eq!(plan(100 * MB + 1).parts(), 3);
    }

    #[test]
    fn the_last_chunk_is_the_remainder_and_never_empty() {
        let chunks = |size| Chunks::new(size, 50 * MB, 0, 3);
        assert_eq!(chunks(50 * MB).count(), 1);
        assert_eq!(chunks(50 * MB + 1).range(1), Some(50 * MB..50 * MB + 1));
        assert_eq!(chunks(150 * MB).count(), 3);
        assert_eq!(chunks(150 * MB).range(2), Some(100 * MB..150 * MB));
        assert_eq!(chunks(10_000 * MB).count(), 200);
        assert_eq!(chunks(10_000 * MB + 1).count(), 201);
        assert_eq!(chunks(7_150 * MB).count(), 143);
        assert_eq!(chunks(150 * MB).range(3), None);
    }

    #[test]
    fn between_short_edges_every_lane_has_the_same_to_do() {
        let lengths = |size, lanes| -> Vec<u64> {
            let chunks = Chunks::new(size * MB, 50 * MB, 8 * MB, lanes);
            (0..chunks.count())
                .map(|i| chunks.range(i).map_or(0, |r| (r.end - r.start) / MB))
                .collect()
        };
        assert_eq!(lengths(196, 1), [8, 45, 45, 45, 45, 8]);
        assert_eq!(lengths(196, 3), [8, 30, 30, 30, 30, 30, 30, 8]);
        assert_eq!(lengths(166, 3), [8, 50, 50, 50, 8]);
        assert_eq!(lengths(30, 3), [8, 8, 6, 8], "never shorter than an edge");
        assert_eq!(lengths(16, 3), [8, 8]);
        assert_eq!(lengths(9, 3), [8, 1]);
    }

    #[test]
    fn halving_leaves_the_single_request_behind() {
        let once = Sizes::default().halved(90 * MB, true).unwrap();
        assert_eq!(once.chunk, 45 * MB);
        assert!(!Plan::new(90 * MB, FRAMING, once, 3).is_single());
        let again = once.halved(90 * MB, false).unwrap();
        assert_eq!(again.chunk, 22_500_000);
        assert_eq!(Sizes::default().halved(MB, true), None);
    }

    #[test]
    fn framing_counts_what_browsers_escape() {
        let plain = framing([Field::File("file", "a.zip")]);
        assert_eq!(framing([Field::File("file", "a\".zip")]), plain + 3);
        assert!(framing([Field::Text("notes", &"ก".repeat(1000))]) > 3000);
    }

    proptest! {
        #[test]
        fn chunks_cover_every_byte_once_in_order(
            size in 1u64..200_000, chunk in 1u64..5_000, edge in 0u64..6_000, lanes in 0u32..7,
        ) {
            let chunks = Chunks::new(size, chunk, edge, lanes);
            let mut at = 0;
            for index in 0..chunks.count() {
                let range = chunks.range(index).unwrap();
                prop_assert_eq!(range.start, at);
                prop_assert!(range.end > range.start);
                prop_assert!(range.end - range.start <= chunk);
                at = range.end;
            }
            prop_assert_eq!(at, size);
            let (s, c, f, l) = chunks.numbers();
            prop_assert_eq!(Chunks::restore(s, c, f, l), Some(chunks));
        }

        #[test]
        fn no_body_exceeds_the_edge(size in 1u64..1_000, framing in 0u64..50, body in 100u64..500) {
            let sizes = Sizes { body, chunk: body - 60, edge_chunk: 0 };
            let plan = Plan::new(size, framing, sizes, 3);
            for part in 0..plan.parts() {
                let range = plan.range(part).unwrap();
                prop_assert!(range.end - range.start + framing <= body);
            }
        }
    }
}
