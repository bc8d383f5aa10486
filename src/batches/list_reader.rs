//! Reads a list page by page to its end while it changes: for the list, exports, the figures, and an upload that looks for its
//! batch. Pages are counted by offset, newest first: a new row on top moves all down, a deleted one moves all up. So each page
//! begins with the last row of the one before; where nothing known comes, the reader steps back; and rows that were added on top
//! meanwhile are read at the end. What comes twice counts once. Without a clock or a network; whoever drives it sends
//! [`ListReader::next_request`] and hands in the answer.

use crate::domain::{Ask, Batch, BatchId, BatchPage, Filter, Sort, Source};
use std::collections::HashMap;

/// Rows in one answer: the most that the API gives (api-contract).
pub const PAGE: u32 = 100;
/// Rows that are read before the person is asked whether to go on.
pub const LIMIT: usize = 5_000;
/// Rows that one export or the figures hold at most (F-48 names 100,000).
pub const MOST_ROWS: usize = 200_000;
/// Rows of the first step back; each further one without anything new is twice as far.
const STEP_BACK: u64 = PAGE as u64 / 2;
/// Returns to earlier rows that bring nothing new before some rows are taken to be out of reach.
const MOST_RETURNS: u32 = 12;

/// The next page to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    /// What is asked for.
    pub ask: Ask,
    /// Rows before the page.
    pub offset: u64,
}

/// How far the reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadState {
    /// There is a next page.
    Unfinished,
    /// Every row is here.
    Complete,
    /// The limit was reached; [`ListReader::raise_limit`] reads further.
    Limit,
    /// The server repeats itself or stops early: some rows may be missing.
    Gaps,
}

/// Rows read so far.
#[derive(Debug, Clone)]
pub struct ListReader {
    asks: Vec<Ask>,
    /// Index of the query that is being read.
    at: usize,
    /// Totals that the server named, one a query.
    totals: Vec<u64>,
    offset: u64,
    /// Last row of the page before.
    last: Option<BatchId>,
    /// Since something new came.
    returns: u32,
    /// The end was reached, and what was added on top meanwhile is read.
    at_top_again: bool,
    rows: Vec<Batch>,
    places: HashMap<BatchId, usize>,
    unreadable: usize,
    limit: usize,
    oldest_ms: Option<i64>,
    gaps: bool,
}

impl ListReader {
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
            returns: 0,
            at_top_again: false,
            rows: Vec::new(),
            places: HashMap::new(),
            unreadable: 0,
            limit,
            oldest_ms,
            gaps: false,
        }
    }

    /// Reads every batch.
    #[must_use]
    pub fn of_everything(limit: usize) -> Self {
        Self::new(vec![Ask::default()], limit, None)
    }

    /// Reads what `filter` is held against. `search`: the server's list takes names; `shift_ms` as for [`Filter::fits`].
    #[must_use]
    pub fn of_filter(filter: &Filter, search: bool, limit: usize, shift_ms: i64) -> Self {
        let asks = match filter.source(search) {
            Source::Server(ask) => vec![ask],
            Source::Read(asks) => asks,
        };
        Self::new(asks, limit, filter.oldest_ms(shift_ms))
    }

    /// The page to ask for next; `None` at the end.
    #[must_use]
    pub fn next_request(&self) -> Option<PageRequest> {
        (self.state() == ReadState::Unfinished).then(|| PageRequest {
            ask: self.asks[self.at].clone(),
            offset: self.offset,
        })
    }

    /// How far it is.
    #[must_use]
    pub fn state(&self) -> ReadState {
        if self.at >= self.asks.len() {
            if self.gaps {
                ReadState::Gaps
            } else {
                ReadState::Complete
            }
        } else if self.rows.len() >= self.limit {
            ReadState::Limit
        } else {
            ReadState::Unfinished
        }
    }

    /// Takes the answer to [`next_request`](Self::next_request).
    pub fn apply_page(&mut self, page: BatchPage) {
        if self.at >= self.asks.len() {
            return;
        }
        let count = page.batches.len() + page.unreadable;
        let end = self.offset + whole(count);
        let total_before = self.totals.get(self.at).copied();
        self.totals.truncate(self.at);
        self.totals.push(page.total);
        let overlaps = page.batches.iter().any(|row| self.has(&row.id));
        let names_rows = count == 0 || !page.batches.is_empty();
        if self.offset > 0 && !overlaps && names_rows {
            // Rows before this page have gone, and some of it was pulled into the part that was read.
            self.go_back(self.offset.saturating_sub(STEP_BACK << self.returns));
            return;
        }
        let last = page.batches.last();
        let time = last.and_then(|row| row.created);
        let old = time.is_some_and(|time| self.oldest_ms.is_some_and(|ms| time.wall_millis() < ms));
        let last = last.map(|row| row.id.clone());
        let before = self.rows.len();
        for row in page.batches {
            self.upsert(row);
        }
        let new = self.rows.len() > before;
        if new {
            self.returns = 0;
        }
        if !self.at_top_again {
            self.unreadable += page.unreadable;
        }
        let repeated =
            !new && last.is_some() && last == self.last && total_before == Some(page.total);
        self.last = last;
        let at_end = old || end >= page.total;
        // Several queries share their rows, and older ones are not wanted: nothing to count by. One page is the whole list.
        let missing = self.asks.len() == 1
            && !old
            && !(at_end && self.offset == 0)
            && whole(self.rows.len() + self.unreadable) < page.total;
        let caught_up = self.at_top_again && overlaps;
        if missing && (at_end || (self.at_top_again && !new)) {
            self.at_top_again = true;
            self.go_back(0);
        } else if at_end || (caught_up && !missing) {
            self.next_ask();
        } else if count == 0 || repeated {
            self.gaps = true;
            self.next_ask();
        } else {
            // One row of overlap; a page of one row has nothing to overlap with.
            self.offset = (end - 1).max(self.offset + 1);
        }
    }

    fn go_back(&mut self, offset: u64) {
        self.last = None;
        self.returns += 1;
        self.offset = offset;
        if self.returns > MOST_RETURNS {
            self.gaps = true;
            self.next_ask();
        }
    }

    fn next_ask(&mut self) {
        self.at += 1;
        self.offset = 0;
        self.last = None;
        self.returns = 0;
    }

    /// Reads `more` rows beyond the limit.
    pub fn raise_limit(&mut self, more: usize) {
        self.limit = self.rows.len() + more;
    }

    /// Lets it read at least this many rows in all.
    pub fn widen_limit(&mut self, rows: usize) {
        self.limit = self.limit.max(rows);
    }

    /// Brings a row up to date, also one that came with another answer, such as a poll's. A new one is added.
    pub fn upsert(&mut self, row: Batch) {
        match self.places.get(&row.id) {
            Some(place) => self.rows[*place] = row,
            None => {
                self.places.insert(row.id.clone(), self.rows.len());
                self.rows.push(row);
            }
        }
    }

    /// Takes a row out, for example because it was deleted.
    pub fn remove(&mut self, id: &BatchId) {
        if self.has(id) {
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
        // Rows of one second stay as the server had them.
        Sort::default().apply(&mut rows);
        rows
    }

    /// The rows in the order in which they were read.
    #[must_use]
    pub fn rows_as_read(&self) -> &[Batch] {
        &self.rows
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
        whole(self.rows.len())
    }

    /// Rows without a usable id.
    #[must_use]
    pub fn unreadable(&self) -> usize {
        self.unreadable
    }

    /// Rows that there are to read, as far as the server has said; `None` until every query has been asked once.
    #[must_use]
    pub fn total(&self) -> Option<u64> {
        (self.totals.len() == self.asks.len()).then(|| self.totals.iter().sum())
    }
}

fn whole(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
