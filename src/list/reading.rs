//! Reading a list page by page to its end, while it changes: new batches push rows down, deleted ones pull rows up. Each
//! page begins with the last row of the one before, so that nothing falls into the gap; what comes twice counts once.
//! A state machine without a clock or a network; whoever drives it sends [`Reading::next`] and hands in the answer.

use crate::domain::{Ask, Batch, BatchId, BatchPage};
use std::collections::HashMap;

/// Rows in one answer: the most that the API gives (api-contract).
pub const PAGE: u32 = 100;
/// Rows that are read before the person is asked whether to go on.
pub const LIMIT: usize = 5_000;
/// Times that a page may be looked for again because the rows before it have gone.
const STEPS_BACK: u32 = 20;

/// The next question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What is asked for.
    pub ask: Ask,
    /// Rows before the page.
    pub offset: u64,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// There is a next question.
    NotYet,
    /// Every row is here.
    Complete,
    /// The limit was reached; [`Reading::go_on`] reads further.
    Limit,
    /// The server repeats itself or stops early: some rows may be missing.
    Gaps,
}

/// Rows read so far.
#[derive(Debug, Clone)]
pub struct Reading {
    asks: Vec<Ask>,
    at: usize,
    /// Totals that the server named for the questions so far.
    totals: Vec<u64>,
    offset: u64,
    /// Last row of the page before.
    last: Option<BatchId>,
    steps_back: u32,
    rows: Vec<Batch>,
    places: HashMap<BatchId, usize>,
    unreadable: usize,
    limit: usize,
    oldest_ms: Option<i64>,
    gaps: bool,
}

impl Reading {
    /// Reads the answers to `asks` one after the other, at most `limit` rows. `oldest_ms`: rows created before are not wanted
    /// (server's wall clock in milliseconds).
    #[must_use]
    pub fn new(asks: Vec<Ask>, limit: usize, oldest_ms: Option<i64>) -> Self {
        Self {
            asks,
            at: 0,
            totals: Vec::new(),
            offset: 0,
            last: None,
            steps_back: 0,
            rows: Vec::new(),
            places: HashMap::new(),
            unreadable: 0,
            limit,
            oldest_ms,
            gaps: false,
        }
    }

    /// What to ask next; `None` at the end.
    #[must_use]
    pub fn next(&self) -> Option<Request> {
        (self.end() == End::NotYet).then(|| Request {
            ask: self.asks[self.at].clone(),
            offset: self.offset,
        })
    }

    /// How far it is.
    #[must_use]
    pub fn end(&self) -> End {
        if self.at >= self.asks.len() {
            if self.gaps { End::Gaps } else { End::Complete }
        } else if self.rows.len() >= self.limit {
            End::Limit
        } else {
            End::NotYet
        }
    }

    /// Takes the answer to [`next`](Self::next).
    pub fn take(&mut self, page: BatchPage) {
        if self.at >= self.asks.len() {
            return;
        }
        self.totals.truncate(self.at);
        self.totals.push(page.total);
        let rows = page.batches.len() + page.unreadable;
        let overlaps = page
            .batches
            .iter()
            .any(|row| self.places.contains_key(&row.id));
        if self.offset > 0 && !overlaps && self.steps_back < STEPS_BACK {
            // Rows before this page have gone, and some of it was pulled into the part that was read.
            self.steps_back += 1;
            self.offset = self.offset.saturating_sub(u64::from(PAGE) / 2);
            return;
        }
        let last = page.batches.last();
        let time = last.and_then(|row| row.created);
        let old = time.is_some_and(|time| self.oldest_ms.is_some_and(|ms| time.wall_millis() < ms));
        let last = last.map(|row| row.id.clone());
        let no_further = rows == 0 || (last.is_some() && last == self.last);
        self.last = last;
        self.unreadable += page.unreadable;
        for row in page.batches {
            self.put(row);
        }
        let end = self.offset + u64::try_from(rows).unwrap_or(u64::MAX);
        if old || end >= page.total {
            self.next_ask();
        } else if no_further {
            self.gaps = true;
            self.next_ask();
        } else {
            // One row of overlap; a page of one row has nothing to overlap with.
            self.offset = (end - 1).max(self.offset + 1);
        }
    }

    fn next_ask(&mut self) {
        self.at += 1;
        self.offset = 0;
        self.last = None;
        self.steps_back = 0;
    }

    /// Adds a row, or brings it up to date.
    fn put(&mut self, row: Batch) {
        match self.places.get(&row.id) {
            Some(place) => self.rows[*place] = row,
            None => {
                self.places.insert(row.id.clone(), self.rows.len());
                self.rows.push(row);
            }
        }
    }

    /// Reads `more` rows beyond the limit.
    pub fn go_on(&mut self, more: usize) {
        self.limit = self.rows.len() + more;
    }

    /// Brings rows up to date that came with another answer, such as a poll's. New ones are added.
    pub fn merge(&mut self, rows: &[Batch]) {
        for row in rows {
            self.put(row.clone());
        }
    }

    /// Takes a row out, for example because it was deleted.
    pub fn remove(&mut self, id: &BatchId) {
        if self.places.contains_key(id) {
            self.rows.retain(|row| row.id != *id);
            self.places = self
                .rows
                .iter()
                .enumerate()
                .map(|(place, row)| (row.id.clone(), place))
                .collect();
        }
    }

    /// The rows, newest first; those without a time are last, in the server's order.
    #[must_use]
    pub fn rows(&self) -> Vec<&Batch> {
        let mut rows: Vec<&Batch> = self.rows.iter().collect();
        // Stable: rows of one second stay as the server had them.
        rows.sort_by_key(|row| std::cmp::Reverse(row.created));
        rows
    }

    /// Whether a row is here.
    #[must_use]
    pub fn has(&self, id: &BatchId) -> bool {
        self.places.contains_key(id)
    }

    /// A row.
    #[must_use]
    pub fn row(&self, id: &BatchId) -> Option<&Batch> {
        self.places.get(id).map(|place| &self.rows[*place])
    }

    /// The number of rows read.
    #[must_use]
    pub fn count(&self) -> u64 {
        u64::try_from(self.rows.len()).unwrap_or(u64::MAX)
    }

    /// Rows without a usable id.
    #[must_use]
    pub fn unreadable(&self) -> usize {
        self.unreadable
    }

    /// Rows that there are to read, as far as the server has said; `None` until every question has been asked once.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        (self.totals.len() == self.asks.len()).then(|| self.totals.iter().sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{BatchStatus, ServerTime};
    use proptest::prelude::*;

    fn row(n: u64) -> Batch {
        Batch {
            id: BatchId::parse(&format!("00000000-0000-4000-8000-{n:012}")).unwrap(),
            name: format!("{n}.zip"),
            strategy: None,
            status: BatchStatus::Completed,
            sheets: None,
            bytes: None,
            created: Some(ServerTime::from_wall_millis(
                i64::try_from(n).unwrap() * 1_000,
            )),
            started: None,
            completed: None,
            error: None,
            notes: None,
            username: None,
            processed: None,
            failed: None,
        }
    }

    /// The newest first: `list[0]` has the highest number.
    fn page(list: &[u64], offset: u64, limit: usize) -> BatchPage {
        let from = usize::try_from(offset).unwrap().min(list.len());
        BatchPage {
            total: list.len() as u64,
            batches: list[from..].iter().take(limit).map(|n| row(*n)).collect(),
            unreadable: 0,
        }
    }

    fn drive(reading: &mut Reading, mut answer: impl FnMut(&Request) -> BatchPage) -> u32 {
        let mut asked = 0;
        while let Some(request) = reading.next() {
            asked += 1;
            assert!(asked < 1_000, "it ends");
            let page = answer(&request);
            reading.take(page);
        }
        asked
    }

    fn numbers(reading: &Reading) -> Vec<u64> {
        let id = |row: &&Batch| row.id.as_str()[24..].parse().unwrap();
        reading.rows().iter().map(id).collect()
    }

    #[test]
    fn a_quiet_list_is_read_once_and_in_order() {
        let list: Vec<u64> = (1..=250).rev().collect();
        let mut reading = Reading::new(vec![Ask::default()], LIMIT, None);
        let asked = drive(&mut reading, |r| page(&list, r.offset, 100));
        assert_eq!((asked, reading.end()), (3, End::Complete));
        assert_eq!(numbers(&reading), list);
        assert_eq!(reading.total(), Some(250));
    }

    #[test]
    fn f44_a_row_deleted_between_two_pages_hides_no_other() {
        let mut list: Vec<u64> = (1..=250).rev().collect();
        let mut reading = Reading::new(vec![Ask::default()], LIMIT, None);
        let mut first = true;
        drive(&mut reading, |r| {
            let answer = page(&list, r.offset, 100);
            if std::mem::take(&mut first) {
                list.drain(10..40);
            }
            answer
        });
        assert_eq!(reading.end(), End::Complete);
        assert!(list.iter().all(|n| reading.has(&row(*n).id)));
    }

    #[test]
    fn f44_a_row_added_between_two_pages_counts_once() {
        let mut list: Vec<u64> = (1..=250).rev().collect();
        let mut reading = Reading::new(vec![Ask::default()], LIMIT, None);
        let mut next = 251;
        drive(&mut reading, |r| {
            let answer = page(&list, r.offset, 100);
            list.insert(0, next);
            next += 1;
            answer
        });
        let read = numbers(&reading);
        assert!(
            (1..=250).all(|n| read.contains(&n)),
            "what was there is read"
        );
        assert_eq!(
            read.len(),
            read.iter().collect::<std::collections::HashSet<_>>().len()
        );
    }

    #[test]
    fn a_server_that_repeats_itself_is_not_asked_for_ever() {
        let mut reading = Reading::new(vec![Ask::default()], LIMIT, None);
        let asked = drive(&mut reading, |_| BatchPage {
            total: 90,
            ..page(&[3, 2, 1], 0, 100)
        });
        assert_eq!((asked, reading.end(), reading.count()), (2, End::Gaps, 3));
        let mut empty = Reading::new(vec![Ask::default()], LIMIT, None);
        let asked = drive(&mut empty, |_| BatchPage {
            total: 90,
            ..page(&[], 0, 100)
        });
        assert_eq!((asked, empty.end()), (1, End::Gaps));
    }

    #[test]
    fn a_server_with_smaller_pages_is_read_to_its_end_too() {
        for limit in [2, 7, 50] {
            let list: Vec<u64> = (1..=120).rev().collect();
            let mut reading = Reading::new(vec![Ask::default()], LIMIT, None);
            drive(&mut reading, |r| page(&list, r.offset, limit));
            assert_eq!(numbers(&reading), list, "{limit}");
        }
    }

    #[test]
    fn the_limit_stops_it_until_it_is_told_to_go_on() {
        let list: Vec<u64> = (1..=500).rev().collect();
        let mut reading = Reading::new(vec![Ask::default()], 200, None);
        drive(&mut reading, |r| page(&list, r.offset, 100));
        assert_eq!(reading.end(), End::Limit);
        assert!(reading.count() >= 200 && reading.count() < 300);
        reading.go_on(1_000);
        drive(&mut reading, |r| page(&list, r.offset, 100));
        assert_eq!((reading.end(), reading.count()), (End::Complete, 500));
    }

    #[test]
    fn what_is_older_than_wanted_is_not_read() {
        let list: Vec<u64> = (1..=1_000).rev().collect();
        let mut reading = Reading::new(vec![Ask::default()], LIMIT, Some(850_000));
        let asked = drive(&mut reading, |r| page(&list, r.offset, 100));
        assert_eq!((asked, reading.end()), (2, End::Complete));
    }

    #[test]
    fn several_questions_are_read_one_after_the_other() {
        let ask = |status| Ask {
            status: Some(status),
            ..Ask::default()
        };
        let asks = vec![ask(BatchStatus::Failed), ask(BatchStatus::Completed)];
        let mut reading = Reading::new(asks, LIMIT, None);
        let asked = drive(&mut reading, |r| match r.ask.status {
            Some(BatchStatus::Failed) => page(&[9, 4], r.offset, 100),
            _ => page(&[8, 7, 3], r.offset, 100),
        });
        assert_eq!(asked, 2);
        assert_eq!(
            numbers(&reading),
            [9, 8, 7, 4, 3],
            "newest first over all of them"
        );
        assert_eq!(reading.total(), Some(5));
    }

    #[test]
    fn rows_that_a_poll_has_brought_are_no_sign_of_a_gap() {
        let list: Vec<u64> = (1..=350).rev().collect();
        let mut reading = Reading::new(vec![Ask::default()], LIMIT, None);
        let mut first = true;
        while let Some(request) = reading.next() {
            reading.take(page(&list, request.offset, 100));
            if std::mem::take(&mut first) {
                let rows: Vec<Batch> = list[100..300].iter().map(|n| row(*n)).collect();
                reading.merge(&rows);
            }
        }
        assert_eq!((reading.end(), reading.count()), (End::Complete, 350));
    }

    #[test]
    fn polls_bring_rows_up_to_date_and_deletions_take_them_out() {
        let mut reading = Reading::new(vec![Ask::default()], LIMIT, None);
        drive(&mut reading, |r| page(&[3, 2, 1], r.offset, 100));
        let mut failed = row(2);
        failed.status = BatchStatus::Failed;
        reading.merge(&[row(4), failed]);
        assert_eq!(numbers(&reading), [4, 3, 2, 1]);
        assert_eq!(reading.rows()[2].status, BatchStatus::Failed);
        reading.remove(&row(3).id);
        reading.merge(&[row(1)]);
        assert_eq!(numbers(&reading), [4, 2, 1]);
    }

    proptest! {
        #[test]
        fn whatever_changes_meanwhile_it_ends_and_counts_nothing_twice(
            size in 0u64..400,
            changes in proptest::collection::vec((any::<bool>(), 0usize..300), 0..12),
        ) {
            let mut list: Vec<u64> = (1..=size).rev().collect();
            let mut changes = changes.into_iter();
            let mut next = size + 1;
            let mut reading = Reading::new(vec![Ask::default()], LIMIT, None);
            let mut kept: std::collections::HashSet<u64> = list.iter().copied().collect();
            drive(&mut reading, |r| {
                let answer = page(&list, r.offset, 100);
                match changes.next() {
                    Some((true, _)) => { list.insert(0, next); next += 1; }
                    Some((false, at)) if at < list.len() => { kept.remove(&list.remove(at)); }
                    _ => {}
                }
                answer
            });
            let read = numbers(&reading);
            prop_assert_eq!(read.len(), read.iter().collect::<std::collections::HashSet<_>>().len());
            for n in kept {
                prop_assert!(read.contains(&n), "{} is missing", n);
            }
        }
    }
}
