//! The files that a person has chosen, before "Upload" is pressed: what is double, what cannot be sent, what becomes of
//! the rest. Rules only; `F` is the browser's file.

use std::collections::HashMap;

use crate::domain::{FileFacts, FileProblem, Strategy, check_file};

/// What the browser says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Name without a path.
    pub name: String,
    /// The folder that it came from, relative to what was chosen; empty where that is not known.
    pub folder: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Last change in milliseconds since 1970.
    pub modified: i64,
}

/// One row of the list.
#[derive(Debug, Clone)]
pub struct Chosen<F> {
    /// Never used twice on one list.
    pub id: u32,
    /// What the browser says of it.
    pub facts: Facts,
    /// The file itself.
    pub file: F,
}

/// The list of chosen files.
#[derive(Debug, Clone)]
pub struct Selection<F> {
    rows: Vec<Chosen<F>>,
    seen: HashMap<(String, u64, i64), Vec<String>>,
    next_id: u32,
}

impl<F> Default for Selection<F> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            seen: HashMap::new(),
            next_id: 0,
        }
    }
}

impl<F> Selection<F> {
    /// Every row, in the order in which the files were chosen.
    #[must_use]
    pub fn rows(&self) -> &[Chosen<F>] {
        &self.rows
    }

    /// The id that the next file will get.
    #[must_use]
    pub fn next_id(&self) -> u32 {
        self.next_id
    }

    /// Nothing is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds a file; `false` if it is on the list already (same name, size and time of change; F-37). Scans of two folders
    /// that are both known are two files even so: scanners number every folder from 1.
    pub fn add(&mut self, facts: Facts, file: F) -> bool {
        let same = (facts.name.clone(), facts.bytes, facts.modified);
        let folders = self.seen.entry(same).or_default();
        let double = |f: &String| f.is_empty() || facts.folder.is_empty() || *f == facts.folder;
        if folders.iter().any(double) {
            return false;
        }
        folders.push(facts.folder.clone());
        let id = self.next_id;
        self.next_id += 1;
        self.rows.push(Chosen { id, facts, file });
        true
    }

    /// Takes rows off the list.
    pub fn retain(&mut self, keep: impl Fn(&Chosen<F>) -> bool) {
        let seen = &mut self.seen;
        self.rows.retain(|row| {
            let keep = keep(row);
            if !keep {
                let same = (row.facts.name.clone(), row.facts.bytes, row.facts.modified);
                if let Some(folders) = seen.get_mut(&same) {
                    folders.retain(|f| *f != row.facts.folder);
                }
            }
            keep
        });
    }

    /// Whether one of the uploads is larger than `whole` bytes, the most that travels in one request: then it goes in chunks.
    /// Images go together.
    #[must_use]
    pub fn goes_in_chunks(&self, strategy: Strategy, whole: u64) -> bool {
        let mut sizes = self.rows.iter().map(|row| row.facts.bytes);
        if strategy.is_zip() {
            sizes.any(|bytes| bytes > whole)
        } else {
            sizes.sum::<u64>() > whole
        }
    }

    /// Looks at every file under a strategy and the deployment's size limit (bytes).
    #[must_use]
    pub fn check(&self, strategy: Strategy, limit: u64) -> Checked {
        let mut checked = Checked::default();
        for row in &self.rows {
            match problem(&row.facts, strategy, limit) {
                Some(problem) => checked.problems.push((row.id, problem)),
                None => {
                    checked.files += 1;
                    checked.bytes += row.facts.bytes;
                }
            }
        }
        checked.batches = match strategy.is_zip() {
            true => checked.files,
            false => checked.files.min(1),
        };
        checked.too_large_together = !strategy.is_zip() && checked.bytes > limit;
        checked
    }
}

/// What is wrong with one file, if anything.
#[must_use]
pub fn problem(facts: &Facts, strategy: Strategy, limit: u64) -> Option<FileProblem> {
    let facts = FileFacts {
        name: &facts.name,
        bytes: facts.bytes,
    };
    check_file(strategy, facts, limit).err()
}

/// Whether a file of the wrong kind fits another strategy, so that a change of strategy mends it.
#[must_use]
pub fn fits_another(facts: &Facts, strategy: Strategy, limit: u64) -> bool {
    let others = Strategy::ALL.into_iter().filter(|s| *s != strategy);
    others
        .into_iter()
        .any(|s| problem(facts, s, limit).is_none())
}

/// Why a file that could be sent is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// So many points wait for the person.
    Waits(usize),
    /// It cannot be processed.
    Impossible,
}

impl Checked {
    /// Leaves out files that are held back; `size_of` gives their bytes.
    pub fn hold(
        &mut self,
        held: Vec<(u32, Hold)>,
        strategy: Strategy,
        size_of: impl Fn(u32) -> u64,
    ) {
        for (id, _) in &held {
            self.files = self.files.saturating_sub(1);
            self.held_bytes += size_of(*id);
        }
        self.bytes = self.bytes.saturating_sub(self.held_bytes);
        self.batches = match strategy.is_zip() {
            true => self.files,
            false => self.files.min(1),
        };
        self.held = held;
    }

    /// Holds everything back: images are one batch, all of them or none. `id` stands for them.
    pub fn hold_all(&mut self, id: u32, hold: Hold) {
        self.held_bytes = self.bytes;
        (self.files, self.bytes, self.batches) = (0, 0, 0);
        self.held = vec![(id, hold)];
    }

    /// Whether this file is held back.
    #[must_use]
    pub fn is_held(&self, id: u32) -> bool {
        self.held.iter().any(|(held, _)| *held == id)
    }

    /// Files that wait for the person.
    #[must_use]
    pub fn waiting(&self) -> usize {
        let waits = |(_, hold): &&(u32, Hold)| matches!(hold, Hold::Waits(_));
        self.held.iter().filter(waits).count()
    }
}

/// What would be sent, and what not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// Files that can be sent.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Batches that they make.
    pub batches: usize,
    /// Files that cannot be sent, by id, in the order of the list.
    pub problems: Vec<(u32, FileProblem)>,
    /// Images that fit one by one but not as one batch.
    pub too_large_together: bool,
    /// Files that could be sent but are held back by their check, by id.
    pub held: Vec<(u32, Hold)>,
    /// Their bytes.
    pub held_bytes: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};

    const LIMIT: u64 = 10_000_000_000;

    fn facts(name: &str, bytes: u64) -> Facts {
        Facts {
            name: name.into(),
            folder: String::new(),
            bytes,
            modified: 1_700_000_000_000,
        }
    }

    fn in_folder(folder: &str, name: &str) -> Facts {
        Facts {
            folder: folder.into(),
            ..facts(name, 5)
        }
    }

    fn selection(files: &[(&str, u64)]) -> Selection<()> {
        let mut selection = Selection::default();
        for (name, bytes) in files {
            selection.add(facts(name, *bytes), ());
        }
        selection
    }

    #[test]
    fn f37_the_same_file_twice_is_one() {
        let mut selection = selection(&[("a.zip", 5)]);
        assert!(!selection.add(facts("a.zip", 5), ()));
        assert!(selection.add(facts("a.zip", 6), ()));
        let later = Facts {
            modified: 1,
            ..facts("a.zip", 5)
        };
        assert!(selection.add(later, ()));
        assert_eq!(selection.rows().len(), 3);
    }

    #[test]
    fn scans_of_two_folders_are_two_files() {
        let mut selection = Selection::default();
        assert!(selection.add(in_folder("Room 1", "001.jpg"), ()));
        assert!(selection.add(in_folder("Room 2", "001.jpg"), ()));
        assert!(!selection.add(in_folder("Room 2", "001.jpg"), ()));
        assert!(
            !selection.add(in_folder("", "001.jpg"), ()),
            "its folder is not known: taken for the same"
        );
    }

    #[test]
    fn a_removed_file_can_be_chosen_again() {
        let mut selection = selection(&[("a.zip", 5), ("b.zip", 5)]);
        selection.retain(|row| row.facts.name != "a.zip");
        assert_eq!(selection.rows().len(), 1);
        assert!(selection.add(facts("a.zip", 5), ()));
        let ids: Vec<u32> = selection.rows().iter().map(|r| r.id).collect();
        assert_eq!(ids, [1, 2], "ids are not used again");
    }

    #[test]
    fn each_zip_is_a_batch_and_all_images_are_one() {
        let zips = selection(&[("a.zip", 5), ("b.zip", 6), ("c.jpg", 7)]);
        let checked = zips.check(Strategy::ZipWithQr, LIMIT);
        assert_eq!((checked.files, checked.bytes, checked.batches), (2, 11, 2));
        assert_eq!(checked.problems, [(2, FileProblem::NotAZip)]);

        let images = selection(&[("a.jpg", 5), ("b.png", 6), ("c.zip", 7)]);
        let checked = images.check(Strategy::Images, LIMIT);
        assert_eq!((checked.files, checked.bytes, checked.batches), (2, 11, 1));
        assert_eq!(
            Selection::<()>::default().check(Strategy::Images, LIMIT),
            Checked::default()
        );
    }

    #[test]
    fn images_are_limited_together() {
        let images = selection(&[("a.jpg", 6), ("b.jpg", 5)]);
        assert!(images.check(Strategy::Images, 10).too_large_together);
        assert!(!images.check(Strategy::Images, 11).too_large_together);
        let zips = selection(&[("a.zip", 6), ("b.zip", 5)]);
        assert!(!zips.check(Strategy::ZipWithQr, 10).too_large_together);
    }

    #[test]
    fn b21_what_goes_in_chunks_is_known_before_it_is_sent() {
        let zips = selection(&[("a.zip", 6), ("b.zip", 5)]);
        assert!(zips.goes_in_chunks(Strategy::ZipWithQr, 5));
        assert!(!zips.goes_in_chunks(Strategy::ZipWithQr, 6));
        let images = selection(&[("a.jpg", 6), ("b.jpg", 5)]);
        assert!(images.goes_in_chunks(Strategy::Images, 10));
        assert!(!images.goes_in_chunks(Strategy::Images, 11));
    }

    #[test]
    fn a_change_of_strategy_is_offered_only_where_it_helps() {
        assert!(fits_another(&facts("a.jpg", 5), Strategy::ZipWithQr, LIMIT));
        assert!(fits_another(&facts("a.zip", 5), Strategy::Images, LIMIT));
        assert!(!fits_another(
            &facts("a.pdf", 5),
            Strategy::ZipWithQr,
            LIMIT
        ));
        assert!(!fits_another(
            &facts("a.jpg", 0),
            Strategy::ZipWithQr,
            LIMIT
        ));
    }

    #[test]
    fn what_is_held_back_is_not_counted_as_sent() {
        let zips = selection(&[("a.zip", 5), ("b.zip", 6), ("c.zip", 7)]);
        let mut checked = zips.check(Strategy::ZipWithQr, LIMIT);
        let size = |id: u32| [5, 6, 7][id as usize];
        checked.hold(
            vec![(0, Hold::Waits(2)), (2, Hold::Impossible)],
            Strategy::ZipWithQr,
            size,
        );
        assert_eq!((checked.files, checked.bytes, checked.batches), (1, 6, 1));
        assert_eq!((checked.waiting(), checked.held_bytes), (1, 12));
    }

    proptest! {
        #[test]
        fn every_file_is_either_sent_or_explained(
            files in proptest::collection::vec(("[ab][.](zip|jpg|pdf)", 0u64..12), 0..12),
            strategy in 0usize..3,
        ) {
            let mut selection = Selection::default();
            for (name, bytes) in &files {
                selection.add(facts(name, *bytes), ());
            }
            let checked = selection.check(Strategy::ALL[strategy], 10);
            prop_assert_eq!(checked.files + checked.problems.len(), selection.rows().len());
        }
    }
}
