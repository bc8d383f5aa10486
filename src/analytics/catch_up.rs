//! Brings the kept records up to date with as few pages as possible. Pure: says what to ask, takes the answers.
//!
//! The list is read from its top until it joins what is kept *and* the numbers add up: rows read plus records kept below the
//! last of them equal the total that the server names. Where something was deleted they do not, and the reading goes on until
//! they do, at worst to the end. Kept batches that were still running are asked for one by one, if they are few.

use super::record::Record;
use crate::batches::list_reader::{ListReader, MOST_ROWS, PageRequest, ReadState};
use crate::domain::{BatchDetail, BatchId, BatchPage};
use std::collections::{HashMap, HashSet};

/// Running batches below the join that are asked for one by one; with more of them the reading goes on.
pub const MOST_LOOKS: usize = 20;

/// The records of one user, as they come up to date.
#[derive(Debug, Clone)]
pub struct CatchUp {
    kept: Vec<Record>,
    places: HashMap<BatchId, usize>,
    reader: ListReader,
    /// Where the kept records go on below what was read, once it joins.
    join: Option<usize>,
}

impl CatchUp {
    /// From what was kept, newest first as the server ordered it.
    #[must_use]
    pub fn from(kept: Vec<Record>) -> Self {
        let places = kept
            .iter()
            .enumerate()
            .map(|(place, record)| (record.id.clone(), place))
            .collect();
        Self {
            kept,
            places,
            reader: ListReader::of_everything(MOST_ROWS),
            join: None,
        }
    }

    /// The page to ask for next; `None` at the end.
    #[must_use]
    pub fn next_request(&self) -> Option<PageRequest> {
        match self.join {
            Some(_) => None,
            None => self.reader.next_request(),
        }
    }

    /// Whether what was read and what was kept are everything together.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.join.is_some() || self.reader.state() == ReadState::Complete
    }

    /// Takes a page.
    pub fn apply_page(&mut self, page: BatchPage) {
        self.reader.apply_page(page);
        self.join = self.find_join();
    }

    fn find_join(&self) -> Option<usize> {
        let total = self.reader.total()?;
        let last = self.reader.rows_as_read().last()?;
        let below = self.places.get(&last.id)? + 1;
        let read: HashSet<&BatchId> = self
            .reader
            .rows_as_read()
            .iter()
            .map(|row| &row.id)
            .collect();
        let tail = self.kept.get(below..)?;
        let fresh = tail.iter().filter(|record| !read.contains(&record.id));
        let (mut count, mut running) = (0_u64, 0);
        for record in fresh {
            count += 1;
            running += usize::from(record.status.is_running());
        }
        let adds_up = read.len() as u64 + count == total && self.reader.unreadable() == 0;
        (adds_up && running <= MOST_LOOKS).then_some(below)
    }

    /// Rows known so far and rows in all, for the progress.
    #[must_use]
    pub fn progress(&self) -> (u64, Option<u64>) {
        (self.reader.count(), self.reader.total())
    }

    /// What is known now, newest first; whole once [`Self::is_whole`] says so. Before, it is the part that was read.
    #[must_use]
    pub fn into_records(self) -> Vec<Record> {
        let mut records: Vec<Record> = self
            .reader
            .rows_as_read()
            .iter()
            .map(Record::from)
            .collect();
        if let Some(below) = self.join {
            let read: HashSet<BatchId> = records.iter().map(|record| record.id.clone()).collect();
            records.extend(
                self.kept
                    .into_iter()
                    .skip(below)
                    .filter(|record| !read.contains(&record.id)),
            );
        }
        records
    }
}

/// Batches below the newest page that were running when they were kept: each is asked for by itself.
#[must_use]
pub fn to_look_at(records: &[Record], read: usize) -> Vec<BatchId> {
    records
        .iter()
        .skip(read)
        .filter(|record| record.status.is_running())
        .map(|record| record.id.clone())
        .collect()
}

/// Takes the later word about one batch; `None`: it is gone.
pub fn take_look(records: &mut Vec<Record>, id: &BatchId, detail: Option<&BatchDetail>) {
    let Some(at) = records.iter().position(|record| record.id == *id) else {
        return;
    };
    match detail {
        None => {
            records.remove(at);
        }
        Some(detail) => {
            let record = &mut records[at];
            let progress = &detail.progress;
            record.status = progress.status.clone();
            record.started = detail.started.or(record.started);
            record.completed = progress.completed.or(record.completed);
            if progress.total > 0 {
                record.sheets = Some(progress.total);
                record.failed = Some(progress.failed);
            }
            record.error = detail.error.clone().or_else(|| record.error.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Batch, BatchStatus};
    use proptest::prelude::*;

    fn id(n: u32) -> BatchId {
        batch(n, &BatchStatus::Completed).id
    }

    fn batch(n: u32, status: &BatchStatus) -> Batch {
        Batch {
            sheets: Some(u64::from(n)),
            ..Batch::sample(u64::from(n), status.clone())
        }
    }

    type Server = Vec<(u32, BatchStatus)>;

    fn page(server: &Server, offset: u64, limit: usize) -> BatchPage {
        let from = usize::try_from(offset).unwrap().min(server.len());
        BatchPage {
            total: server.len() as u64,
            batches: server[from..(from + limit).min(server.len())]
                .iter()
                .map(|(n, status)| batch(*n, status))
                .collect(),
            unreadable: 0,
        }
    }

    /// Records and pages asked for.
    fn catch_up(kept: Vec<Record>, server: &Server, limit: usize) -> (Vec<Record>, u32) {
        let mut state = CatchUp::from(kept);
        let mut asked = 0;
        while let Some(request) = state.next_request() {
            asked += 1;
            state.apply_page(page(server, request.offset, limit));
        }
        assert!(state.is_whole());
        let read = usize::try_from(state.progress().0).unwrap();
        let mut records = state.into_records();
        for id in to_look_at(&records, read) {
            let found = server.iter().find(|(n, _)| super::tests::id(*n) == id);
            let detail = found.map(|(n, status)| detail(*n, status));
            take_look(&mut records, &id, detail.as_ref());
        }
        (records, asked)
    }

    fn detail(n: u32, status: &BatchStatus) -> BatchDetail {
        BatchDetail {
            id: id(n),
            name: None,
            strategy: None,
            task: None,
            progress: crate::domain::Progress {
                status: status.clone(),
                total: u64::from(n),
                processed: 0,
                failed: 0,
                share: None,
                created: None,
                completed: None,
            },
            started: None,
            error: None,
            notes: None,
            username: None,
            bytes: None,
            sheets: None,
        }
    }

    fn done(numbers: impl Iterator<Item = u32>) -> Server {
        numbers.map(|n| (n, BatchStatus::Completed)).collect()
    }

    #[test]
    fn only_what_is_new_is_fetched() {
        let server = done((0..10_000).rev());
        let (kept, asked) = catch_up(Vec::new(), &server, 100);
        assert_eq!((kept.len(), asked > 100), (10_000, true));
        let (same, asked) = catch_up(kept.clone(), &server, 100);
        assert_eq!((same, asked), (kept.clone(), 1));
        let server = done((0..10_150).rev());
        let (more, asked) = catch_up(kept, &server, 100);
        assert_eq!((more.len(), asked), (10_150, 2));
    }

    #[test]
    fn a_deleted_batch_does_not_live_on() {
        let mut server = done((0..1_000).rev());
        let (kept, _) = catch_up(Vec::new(), &server, 100);
        server.remove(450);
        let (now, asked) = catch_up(kept, &server, 100);
        assert_eq!(now.len(), 999);
        assert!(now.iter().all(|record| record.id != id(549)));
        assert!(asked < 8, "{asked} pages");
    }

    #[test]
    fn running_batches_far_down_are_looked_at_by_themselves() {
        let mut server = done((0..1_000).rev());
        server[700].1 = BatchStatus::Processing;
        let (kept, _) = catch_up(Vec::new(), &server, 100);
        server[700].1 = BatchStatus::Failed;
        let (now, asked) = catch_up(kept, &server, 100);
        assert_eq!(now[700].status, BatchStatus::Failed);
        assert_eq!(asked, 1);
    }

    proptest! {
        /// Whatever has happened since: the records are what a full reading would give.
        #[test]
        fn nothing_is_missed_kept_or_doubled(
            size in 0u32..400,
            limit in 20usize..100,
            running in proptest::collection::vec(0usize..400, 0..30),
            changes in proptest::collection::vec((0u8..3, 0usize..400), 0..40),
        ) {
            let mut server = done((0..size).rev());
            for at in running {
                if let Some(row) = server.get_mut(at) {
                    row.1 = BatchStatus::Processing;
                }
            }
            let (kept, _) = catch_up(Vec::new(), &server, limit);
            let mut fresh = 1_000;
            for (kind, at) in changes {
                match kind {
                    0 => { server.insert(0, (fresh, BatchStatus::Uploaded)); fresh += 1; }
                    1 if !server.is_empty() => { let at = at % server.len(); server.remove(at); }
                    2 if !server.is_empty() => {
                        let at = at % server.len();
                        if server[at].1 == BatchStatus::Processing { server[at].1 = BatchStatus::Completed; }
                    }
                    _ => {}
                }
            }
            let (now, _) = catch_up(kept, &server, limit);
            let wanted: Vec<(BatchId, BatchStatus)> = server.iter().map(|(n, status)| (id(*n), status.clone())).collect();
            let got: Vec<(BatchId, BatchStatus)> = now.into_iter().map(|record| (record.id, record.status)).collect();
            prop_assert_eq!(got, wanted);
        }
    }
}
