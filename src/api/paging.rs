//! Reads the whole list page by page although rows come and go meanwhile. Pure: says what to ask next and takes the answers.
//!
//! Pages are counted by offset, newest first. A new row on top moves everything down: the next page repeats a row. A deleted row
//! moves everything up: the next page would skip one. Therefore each page overlaps the one before by a row, and a page that
//! holds nothing known is a gap, for which the reader steps back.

use crate::domain::{Batch, BatchId, BatchPage};
use std::collections::HashMap;

/// Rows asked for at once: the most that the API gives (api-contract).
pub const PAGE: u32 = 100;
/// Rows kept at most (F-48 names 100,000); beyond, the reading ends and says so.
pub const MOST_ROWS: usize = 200_000;
/// Pages in a row that bring nothing new before the server is taken not to turn pages at all.
const PATIENCE: u32 = 12;

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Ask for this page.
    Ask {
        /// Rows before it.
        offset: u64,
    },
    /// Everything has been read.
    Whole,
    /// The list cannot be read to its end: the server repeats itself, or there is too much.
    Stuck,
}

/// The reading of one list. Feed it with every answer.
#[derive(Debug, Clone, Default)]
pub struct Paging {
    rows: Vec<Batch>,
    places: HashMap<BatchId, usize>,
    offset: u64,
    total: Option<u64>,
    unreadable: u64,
    step_back: u64,
    idle: u32,
    over: bool,
    /// The end was reached once, and the top is read again.
    again: bool,
}

impl Paging {
    /// A reading that has not begun.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What to do next.
    #[must_use]
    pub fn next(&self) -> Next {
        if self.over {
            Next::Whole
        } else if self.idle >= PATIENCE || self.rows.len() > MOST_ROWS {
            Next::Stuck
        } else {
            Next::Ask {
                offset: self.offset,
            }
        }
    }

    /// Takes the answer to what [`Self::next`] asked for.
    pub fn take(&mut self, page: BatchPage) {
        self.total = Some(page.total);
        let read = page.batches.len() as u64 + page.unreadable as u64;
        let end = self.offset + read;
        if read == 0 {
            // Past the end: rows were deleted meanwhile, and what has moved up is looked for.
            if self.offset > 0 {
                self.back();
            } else {
                self.over = true;
            }
            return;
        }
        let known = page.batches.iter().any(|b| self.places.contains_key(&b.id));
        if self.offset > 0 && !self.rows.is_empty() && !page.batches.is_empty() && !known {
            self.back();
            return;
        }
        let before = self.rows.len();
        self.keep(page.batches);
        self.unreadable += page.unreadable as u64;
        self.step_back = 0;
        self.idle = if self.rows.len() > before || page.unreadable > 0 {
            0
        } else {
            self.idle + 1
        };
        let caught_up = self.again && known && self.rows.len() as u64 >= page.total;
        if end >= page.total || caught_up {
            self.end(page.total);
        } else {
            self.offset = if read > 1 { end - 1 } else { end };
        }
    }

    /// The last row was read. If there are more rows than were seen, new ones stand on top: they are read too. (A server that
    /// gives the same page for every offset looks like that as well, and is found out by bringing nothing new.)
    fn end(&mut self, total: u64) {
        if self.rows.len() as u64 + self.unreadable >= total {
            self.over = true;
        } else {
            self.offset = 0;
            self.unreadable = 0;
            self.again = true;
        }
    }

    /// Steps back by 25 rows, and twice as far each time until something known is met.
    fn back(&mut self) {
        self.step_back = (self.step_back * 2).max(25);
        self.offset = self.offset.saturating_sub(self.step_back);
        self.idle += 1;
    }

    fn keep(&mut self, batches: Vec<Batch>) {
        for batch in batches {
            match self.places.get(&batch.id) {
                // The later word counts.
                Some(&place) => self.rows[place] = batch,
                None => {
                    self.places.insert(batch.id.clone(), self.rows.len());
                    self.rows.push(batch);
                }
            }
        }
    }

    /// The rows so far, newest first, each once.
    #[must_use]
    pub fn rows(&self) -> &[Batch] {
        &self.rows
    }

    /// The rows.
    #[must_use]
    pub fn into_rows(self) -> Vec<Batch> {
        self.rows
    }

    /// Rows on all pages as the last answer counts them; `None` before the first.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// Rows that had no usable id.
    #[must_use]
    pub fn unreadable(&self) -> u64 {
        self.unreadable
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::BatchStatus;
    use proptest::prelude::*;

    fn batch(n: u32) -> Batch {
        Batch {
            id: BatchId::parse(&format!("00000000-0000-4000-8000-{n:012x}")).unwrap(),
            name: format!("{n}.zip"),
            strategy: None,
            status: BatchStatus::Completed,
            sheets: None,
            bytes: None,
            created: None,
            started: None,
            completed: None,
            error: None,
            notes: None,
            username: None,
            processed: None,
            failed: None,
        }
    }

    fn page(list: &[u32], offset: u64, limit: usize) -> BatchPage {
        let from = usize::try_from(offset).unwrap().min(list.len());
        BatchPage {
            total: list.len() as u64,
            batches: list[from..(from + limit).min(list.len())]
                .iter()
                .map(|n| batch(*n))
                .collect(),
            unreadable: 0,
        }
    }

    fn read(list: &mut Vec<u32>, limit: usize, mut between: impl FnMut(&mut Vec<u32>)) -> Paging {
        let mut paging = Paging::new();
        for _ in 0..10_000 {
            let Next::Ask { offset } = paging.next() else {
                break;
            };
            paging.take(page(list, offset, limit));
            between(list);
        }
        paging
    }

    fn numbers(paging: &Paging) -> Vec<String> {
        paging.rows().iter().map(|b| b.name.clone()).collect()
    }

    #[test]
    fn a_quiet_list_is_read_once() {
        let mut list: Vec<u32> = (0..250).rev().collect();
        let paging = read(&mut list, 100, |_| {});
        assert_eq!(paging.next(), Next::Whole);
        let wanted: Vec<String> = list.iter().map(|n| format!("{n}.zip")).collect();
        assert_eq!(numbers(&paging), wanted);
    }

    #[test]
    fn an_empty_list_is_whole_at_once() {
        let paging = read(&mut Vec::new(), 100, |_| {});
        assert_eq!(
            (paging.next(), paging.rows().len(), paging.total()),
            (Next::Whole, 0, Some(0))
        );
    }

    #[test]
    fn a_server_that_gives_fewer_rows_than_asked_is_read_to_the_end() {
        let mut list: Vec<u32> = (0..95).collect();
        assert_eq!(read(&mut list, 20, |_| {}).rows().len(), 95);
    }

    #[test]
    fn a_server_that_does_not_turn_pages_is_told_apart_from_a_whole_list() {
        let list: Vec<u32> = (0..50).collect();
        let mut paging = Paging::new();
        while let Next::Ask { .. } = paging.next() {
            let mut first = page(&list, 0, 20);
            first.total = 50;
            paging.take(first);
        }
        assert_eq!(paging.next(), Next::Stuck);
    }

    #[test]
    fn the_later_word_about_a_row_counts() {
        let mut paging = Paging::new();
        let mut first = page(&[2, 1], 0, 2);
        first.total = 3;
        first.batches[1].status = BatchStatus::Processing;
        paging.take(first);
        let mut second = page(&[2, 1, 0], 1, 2);
        second.total = 3;
        paging.take(second);
        assert_eq!(paging.next(), Next::Whole);
        assert_eq!(paging.rows()[1].status, BatchStatus::Completed);
    }

    proptest! {
        /// Whatever is added and deleted meanwhile: what was there all the time is there once.
        #[test]
        fn f44_nothing_that_stays_is_missed_or_doubled(
            size in 0u32..400,
            limit in 20usize..60,
            changes in proptest::collection::vec((0u8..3, 0usize..400), 0..60),
        ) {
            let mut list: Vec<u32> = (0..size).rev().collect();
            let mut stayed: std::collections::HashSet<u32> = list.iter().copied().collect();
            let mut fresh = 10_000;
            let mut changes = changes.into_iter();
            let paging = read(&mut list, limit, |list| {
                if let Some((kind, at)) = changes.next() {
                    match kind {
                        0 => {
                            list.insert(0, fresh);
                            fresh += 1;
                        }
                        1 if !list.is_empty() => {
                            let gone = list.remove(at % list.len());
                            stayed.remove(&gone);
                        }
                        2 => {
                            // A whole handful at once, as by a bulk deletion.
                            for _ in 0..(at % 30).min(list.len()) {
                                let gone = list.remove(at % list.len());
                                stayed.remove(&gone);
                            }
                        }
                        _ => {}
                    }
                }
            });
            prop_assert_eq!(paging.next(), Next::Whole);
            let names = numbers(&paging);
            let distinct: std::collections::HashSet<&String> = names.iter().collect();
            prop_assert_eq!(distinct.len(), names.len());
            for n in stayed {
                prop_assert!(names.contains(&format!("{n}.zip")), "{} is missing", n);
            }
        }
    }
}
