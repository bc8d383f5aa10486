//! A set of chunk indexes, kept as runs: small in the journal, since chunks are acknowledged nearly in order.

use serde_json::Value;

/// More chunks than this no upload has (10 GB in 10 KB pieces); a record that claims more is corrupt.
const MOST: u32 = 1_000_000;

/// Chunk indexes, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChunkSet {
    /// First and last index of each run, in order, with a gap between any two.
    runs: Vec<(u32, u32)>,
}

impl ChunkSet {
    /// Adds an index; `false` if it was there already (a chunk acknowledged twice counts once, F-07).
    pub fn insert(&mut self, index: u32) -> bool {
        // The first run that ends at or behind the place just before `index`.
        let at = self
            .runs
            .partition_point(|(_, last)| last.saturating_add(1) < index);
        match self.runs.get(at).copied() {
            Some((first, last)) if (first..=last).contains(&index) => return false,
            Some((first, last)) if last.checked_add(1) == Some(index) => {
                self.runs[at] = (first, index);
                if let Some((next, end)) = self.runs.get(at + 1).copied()
                    && index.checked_add(1) == Some(next)
                {
                    self.runs[at] = (first, end);
                    self.runs.remove(at + 1);
                }
            }
            Some((first, last)) if index.checked_add(1) == Some(first) => {
                self.runs[at] = (index, last);
            }
            _ => self.runs.insert(at, (index, index)),
        }
        true
    }

    /// Whether the index is in it.
    #[must_use]
    pub fn contains(&self, index: u32) -> bool {
        self.runs
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&index))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.runs.iter().map(|(first, last)| last - first + 1).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.runs.iter().flat_map(|(first, last)| *first..=*last)
    }

    /// `[[first, last], …]`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        self.runs
            .iter()
            .map(|(first, last)| Value::from(vec![*first, *last]))
            .collect()
    }

    /// Reads what [`Self::to_json`] wrote. `None`: anything else, runs out of order included.
    #[must_use]
    pub fn from_json(value: &Value) -> Option<Self> {
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for run in value.as_array()? {
            let [first, last] = run.as_array()?.as_slice() else {
                return None;
            };
            let index = |v: &Value| u32::try_from(v.as_u64()?).ok().filter(|i| *i < MOST);
            let (first, last) = (index(first)?, index(last)?);
            let apart = runs.last().is_none_or(|(_, before)| before + 1 < first);
            (first <= last && apart).then_some(())?;
            runs.push((first, last));
        }
        Some(Self { runs })
    }
}

impl FromIterator<u32> for ChunkSet {
    fn from_iter<I: IntoIterator<Item = u32>>(indexes: I) -> Self {
        let mut set = Self::default();
        for index in indexes {
            set.insert(index);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;
    use std::collections::BTreeSet;

    #[test]
    fn nearly_ordered_chunks_take_little_room() {
        let set: ChunkSet = (0..143).filter(|i| *i != 140).collect();
        assert_eq!(set.to_json(), json!([[0, 139], [141, 142]]));
    }

    #[test]
    fn what_was_not_written_here_is_not_read() {
        for odd in [
            json!(null),
            json!({}),
            json!([1, 2]),
            json!([[1]]),
            json!([[2, 1]]),
            json!([[0, 3], [2, 5]]),
            json!([[0, 3], [4, 5]]),
            json!([[5, 6], [0, 1]]),
            json!([[0, 4_294_967_295u32]]),
            json!([[-1, 1]]),
            json!([["0", "1"]]),
        ] {
            assert_eq!(ChunkSet::from_json(&odd), None, "{odd}");
        }
        assert_eq!(ChunkSet::from_json(&json!([])), Some(ChunkSet::default()));
    }

    #[test]
    fn the_largest_index_does_not_overflow() {
        let set: ChunkSet = [u32::MAX, u32::MAX - 2, u32::MAX - 1, u32::MAX]
            .into_iter()
            .collect();
        assert_eq!(set.iter().count(), 3);
    }

    proptest! {
        #[test]
        fn it_is_a_set(indexes in proptest::collection::vec(0u32..40, 0..60)) {
            let mut model = BTreeSet::new();
            let mut set = ChunkSet::default();
            for index in &indexes {
                prop_assert_eq!(set.insert(*index), model.insert(*index));
            }
            prop_assert_eq!(set.iter().collect::<Vec<_>>(), model.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(set.len() as usize, model.len());
            prop_assert!((0..40).all(|i| set.contains(i) == model.contains(&i)));
            prop_assert_eq!(ChunkSet::from_json(&set.to_json()), Some(set));
        }
    }
}
