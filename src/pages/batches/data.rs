//! The rows behind the list, and the loop that keeps them fresh: one request at a time, none while nothing can change or
//! nobody looks (UX-18, UX-19, F-40, F-42). What the server cannot filter is read page by page, to be seen and to be stopped.

use super::kept::{Kept, Last};
use crate::api::Error;
use crate::api::client::Client;
use crate::batches::list_reader::{LIMIT, ListReader, PAGE, ReadState};
use crate::batches::poll_plan::{Poll, next_poll};
use crate::batches::tab_counts::{Counts, READ_ALL, tells_failed_sheets, tells_uploader};
use crate::components::when::shift_ms;
use crate::domain::{Ask, Batch, BatchId, BatchPage, Filter, Sort, Source};
use crate::poll::poller;
use crate::poll::schedule::{SILENT_FAILURES, Schedule};
use crate::route::ListQuery;
use crate::state::deletion::Deletions;
use crate::state::session::{Auth, Session};
use crate::state::uploads::use_uploads;
use crate::state::visited::Visited;
use crate::words::errors::{Failure, reading};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

/// Rows that are read for an order of the person's own before it is asked whether to read on: 200 requests.
const SORT_LIMIT: usize = 20_000;

/// A row. Its content changes in place, so that focus and pointer stay where they are.
#[derive(Clone)]
pub struct Row {
    /// The batch.
    pub id: BatchId,
    /// What is known of it.
    pub batch: ArcRwSignal<Batch>,
}

/// What the list shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    /// Nothing yet.
    Loading,
    /// Rows for this query, of `total` on all pages.
    Ready {
        /// What was asked.
        query: ListQuery,
        /// Rows on all pages.
        total: u64,
        /// Rows that could not be read.
        unreadable: usize,
        /// Where they come from.
        scope: Scope,
    },
    /// The rows of this query could not be loaded.
    Failed(Failure),
}

/// Who has applied the filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The server, over everything.
    Server,
    /// The console, over the rows that it has read.
    Read {
        /// So many.
        read: u64,
        /// Of so many, once it is known.
        of: Option<u64>,
        /// Whether they are all.
        end: ReadState,
    },
}

impl Scope {
    /// Every row has been held against the filter.
    #[must_use]
    pub fn is_whole(self) -> bool {
        match self {
            Self::Server => true,
            Self::Read { end, .. } => end == ReadState::Complete,
        }
    }

    /// Rows are still being read.
    #[must_use]
    pub fn is_unfinished(self) -> bool {
        matches!(
            self,
            Self::Read {
                end: ReadState::Unfinished,
                ..
            }
        )
    }
}

/// The list's data. `Copy`; belongs to the page.
#[derive(Clone, Copy)]
pub struct ListData {
    rows: RwSignal<Vec<Row>>,
    /// What is shown.
    pub phase: RwSignal<Phase>,
    /// Why the last refresh failed, while older rows are shown.
    pub stale: RwSignal<Option<Failure>>,
    /// When the rows were loaded, in milliseconds since 1970.
    pub updated: RwSignal<Option<f64>>,
    /// The person waits for an answer.
    pub waiting: RwSignal<bool>,
    /// The numbers beside the tabs.
    pub counts: RwSignal<Counts>,
    /// The rows do not tell how many sheets failed.
    pub blind: RwSignal<bool>,
    /// Whether rows tell who uploaded them; `None` while none has been seen.
    pub uploaders: RwSignal<Option<bool>>,
    /// The server has left names aside that it was asked for: the console looks for them itself.
    no_search: RwSignal<bool>,
    /// The person has stopped the reading.
    pub stopped: RwSignal<bool>,
    again: RwSignal<u32>,
    kept: Kept,
    deletions: Deletions,
    visited: Visited,
}

impl ListData {
    /// Follows `query` as long as the page lives.
    pub fn follow(query: Memo<ListQuery>) -> Self {
        let session = Session::expect();
        // Another person is another page: the app shows the sign-in page between them.
        let user = untrack(|| session.user());
        let owner = user.map(|user| user.username).unwrap_or_default();
        let data = Self {
            rows: RwSignal::default(),
            phase: RwSignal::new(Phase::Loading),
            stale: RwSignal::default(),
            updated: RwSignal::default(),
            waiting: RwSignal::new(true),
            counts: RwSignal::default(),
            blind: RwSignal::new(false),
            uploaders: RwSignal::default(),
            no_search: RwSignal::new(false),
            stopped: RwSignal::new(false),
            again: RwSignal::default(),
            kept: Kept::of(&owner),
            deletions: Deletions::expect(),
            visited: Visited::expect(),
        };
        let signed_in = Memo::new(move |_| matches!(session.auth(), Auth::SignedIn(_)));
        let totals = use_uploads().totals();
        let uploaded = Memo::new(move |_| totals.get().done);
        let gone = data.deletions.gone();
        let gone = Memo::new(move |_| gone.get());
        // Only what changes the rows: hidden columns and the density do not.
        let asked = Memo::new(move |_| {
            let query = query.get();
            ListQuery {
                hidden: Vec::new(),
                compact: false,
                ..query
            }
        });
        if let Some(last) = data.kept.last(&asked.get_untracked()) {
            data.rows.set(last.rows.clone());
            data.updated.set(last.updated);
            data.counts.set(last.counts);
            data.phase.set(last.phase.clone());
        }
        Effect::new(move |before: Option<(ListQuery, u32)>| {
            let (query, again) = (asked.get(), data.again.get());
            // A new batch or one less: the list is asked again, and an answer on its way is dropped.
            uploaded.track();
            gone.with(|gone| gone.iter().for_each(|id| data.kept.remove(id)));
            let by_hand = before
                .as_ref()
                .is_none_or(|(q, a)| *q != query || *a != again);
            if before
                .as_ref()
                .is_some_and(|(q, _)| q.filter != query.filter)
            {
                data.stopped.set(false);
            }
            if signed_in.get() {
                if by_hand {
                    data.waiting.set(true);
                }
                // "Refresh" trusts nothing that was kept.
                let afresh = before.as_ref().is_some_and(|(_, a)| *a != again);
                let client = session.client();
                let look = Look {
                    query: query.clone(),
                    search: client.config().extensions.search && !data.no_search.get(),
                    client,
                };
                spawn_local_scoped_with_cancellation(data.run(look, by_hand, afresh));
            }
            (query, again)
        });
        data
    }

    /// Asks at once.
    pub fn refresh(self) {
        self.stopped.set(false);
        self.again.update(|n| *n += 1);
    }

    /// Reads further where the limit, or the person, has stopped the reading.
    pub fn go_on(self, filter: &Filter) {
        self.kept.with_narrow(filter, |narrow| {
            if narrow.state() == ReadState::Limit {
                narrow.raise_limit(LIMIT);
            }
        });
        self.stopped.set(false);
        self.again.update(|n| *n += 1);
    }

    /// What days are told by: see [`Filter::fits`].
    #[must_use]
    pub fn shift_ms(self) -> i64 {
        shift_ms()
    }

    /// The rows to show: without those that were deleted meanwhile (F-40).
    #[must_use]
    pub fn rows(self) -> Signal<Vec<Row>> {
        let gone = self.deletions.gone();
        Signal::derive(move || {
            let mut rows = self.rows.get();
            gone.with(|gone| rows.retain(|row| !gone.contains(&row.id)));
            rows
        })
    }

    async fn run(self, look: Look, by_hand: bool, afresh: bool) {
        let schedule = Schedule::from_seconds(look.client.config().poll_seconds);
        let mut failures = 0;
        let mut loud = by_hand;
        // A reading that was stopped or limited goes on; everything else is looked at anew.
        let unfinished = self
            .kept
            .with_narrow(&look.query.filter, |narrow| {
                narrow.state() == ReadState::Unfinished
            })
            .unwrap_or(false);
        if afresh && !unfinished {
            self.kept.forget_all();
            self.kept
                .set_narrow(&look.query.filter, look.reader(self.shift_ms()));
        }
        let mut next = Poll::Page;
        loop {
            let answer = match next {
                Poll::Newest => self.look_at_newest(&look).await,
                Poll::Page => self.look_at_page(&look).await,
                // What the server cannot page was read to its end: what is new is among the newest.
                Poll::Rest => match look.source() {
                    Source::Server(_) => self.look_at_page(&look).await,
                    Source::Read(_) => self.look_at_newest(&look).await,
                },
            };
            match answer {
                Ok(()) => {
                    failures = 0;
                    self.seen();
                    self.count(&look).await;
                    if matches!(look.source(), Source::Read(_)) {
                        self.show_read(&look);
                    }
                    self.keep_view();
                    next = self.next_poll(&look);
                    poller::wait(next.wait_ms(schedule.max_ms)).await;
                }
                // The session says what happens next, and starts this anew after a sign-in.
                Err(Error::SignedOut) => return,
                Err(error) => {
                    failures += 1;
                    self.fail(&error, &look.query, loud || failures > SILENT_FAILURES);
                    if error.is_passing() {
                        poller::wait(schedule.after_failure(failures)).await;
                    } else {
                        poller::wait_for_return().await;
                    }
                }
            }
            loud = false;
        }
    }

    /// The rows of the page, from the server or from what was read.
    async fn look_at_page(self, look: &Look) -> Result<(), Error> {
        match look.source() {
            Source::Server(ask) => {
                let query = &look.query;
                let page = look
                    .client
                    .page(&ask, query.page_size, query.offset())
                    .await?;
                self.learn(&page.batches);
                if query.filter.is_ignored_by(&page.batches) {
                    // Never shown as filtered: the effect that runs this begins again, and reads.
                    self.no_search.set(true);
                    return Ok(());
                }
                if ask == Ask::default() {
                    self.all_may_be_known(&page, query);
                }
                self.take(page, query);
                Ok(())
            }
            Source::Read(_) => self.read(look).await,
        }
    }

    /// A list that fits one page is known as a whole.
    fn all_may_be_known(self, page: &BatchPage, query: &ListQuery) {
        let whole = query.offset() == 0 && page.total <= u64::from(query.page_size);
        if whole {
            let mut all = ListReader::of_everything(LIMIT);
            all.apply_page(page.clone());
            self.kept.set_all(all);
        } else if self.kept.total() != Some(page.total) {
            // Something came or went elsewhere: the numbers are counted again.
            self.kept.forget_all();
        }
    }

    /// Reads what the server cannot filter, page by page, and shows what fits as it comes.
    async fn read(self, look: &Look) -> Result<(), Error> {
        let filter = &look.query.filter;
        if self.kept.with_all(|_| ()).is_some() {
            self.show_read(look);
            return self.look_at_newest(look).await;
        }
        if self.kept.with_narrow(filter, |_| ()).is_none() {
            self.kept.set_narrow(filter, look.reader(self.shift_ms()));
        }
        if look.is_sorted() {
            self.kept
                .with_narrow(filter, |narrow| narrow.widen_limit(SORT_LIMIT));
        }
        self.show_read(look);
        while !self.stopped.get_untracked() {
            let Some(request) = self
                .kept
                .with_narrow(filter, |narrow| narrow.next_request())
                .flatten()
            else {
                break;
            };
            let page = look.client.page(&request.ask, PAGE, request.offset).await?;
            self.remember(&page.batches);
            self.kept
                .with_narrow(filter, |narrow| narrow.apply_page(page));
            self.show_read(look);
        }
        Ok(())
    }

    /// The newest rows, for what runs outside the page. A change of the number of batches is looked into.
    async fn look_at_newest(self, look: &Look) -> Result<(), Error> {
        let page = look.client.page(&Ask::default(), PAGE, 0).await?;
        self.learn(&page.batches);
        let total = page.total;
        if self.kept.total().is_some_and(|known| known != total) {
            self.kept.forget_all();
        }
        self.counts.update(|counts| counts.all = Some(total));
        match look.source() {
            Source::Server(_) => self.bring_up_to_date(&page.batches),
            Source::Read(_) => self.show_read(look),
        }
        Ok(())
    }

    /// Rows that came with any answer: remembered, counted, and brought up to date wherever they are kept.
    fn learn(self, rows: &[Batch]) {
        self.remember(rows);
        let shown = self.rows.get_untracked();
        let before = |id: &BatchId| {
            let on_page = shown.iter().find(|row| row.id == *id);
            let on_page = on_page.map(|row| row.batch.get_untracked());
            self.kept.row(id).or(on_page)
        };
        let mut counts = self.counts.get_untracked();
        for row in rows {
            if let Some(old) = before(&row.id) {
                counts = counts.apply_status_change(&old, row);
            }
        }
        self.set_counts(counts);
        self.kept.merge(rows, self.shift_ms());
    }

    fn remember(self, rows: &[Batch]) {
        self.visited.keep(rows);
        if !tells_failed_sheets(rows.iter()) {
            self.blind.set(true);
        }
        let known = self.uploaders.get_untracked();
        let told = tells_uploader(rows.iter());
        if known != Some(true) && told.is_some() && told != known {
            self.uploaders.set(told);
        }
    }

    /// The numbers beside the tabs: from the rows where all are known, else from small questions, once.
    async fn count(self, look: &Look) {
        if self.counts_from_rows() {
            return;
        }
        let known = self.counts.get_untracked();
        let total = match look.source() {
            Source::Server(ask) if ask == Ask::default() => {
                self.phase.with_untracked(|phase| match phase {
                    Phase::Ready { total, .. } => Some(*total),
                    _ => None,
                })
            }
            _ => known.all.filter(|_| known.in_progress.is_some()),
        };
        if total.is_some() && total == known.all && known.in_progress.is_some() {
            return;
        }
        // Numbers are an extra: where they cannot be had, none stands there, and the next look tries again.
        let counted = match total {
            Some(total) if total > READ_ALL => self.ask_for_totals(&look.client, total).await,
            _ => self.read_all(&look.client).await,
        };
        if counted.is_ok() {
            self.counts_from_rows();
        }
    }

    /// Whether all rows are known, so that they could be counted.
    fn counts_from_rows(self) -> bool {
        let counts = self
            .kept
            .with_all(|all| Counts::count(all.rows().into_iter()));
        if let Some(counts) = counts {
            self.set_counts(counts);
        }
        counts.is_some()
    }

    fn set_counts(self, counts: Counts) {
        if self.counts.get_untracked() != counts {
            self.counts.set(counts);
        }
    }

    /// Reads all batches of a small installation; of a large one only the totals.
    async fn read_all(self, client: &Client) -> Result<(), Error> {
        let mut all = ListReader::of_everything(LIMIT);
        while let Some(request) = all.next_request() {
            let page = client.page(&request.ask, PAGE, request.offset).await?;
            let total = page.total;
            if total > READ_ALL {
                return self.ask_for_totals(client, total).await;
            }
            self.remember(&page.batches);
            all.apply_page(page);
        }
        let total = all.total();
        if all.state() == ReadState::Complete {
            self.kept.set_all(all);
        } else if let Some(total) = total {
            return self.ask_for_totals(client, total).await;
        }
        Ok(())
    }

    async fn ask_for_totals(self, client: &Client, all: u64) -> Result<(), Error> {
        let mut totals = Vec::new();
        for status in Counts::statuses_to_count() {
            let ask = Ask {
                status: Some(status),
                ..Ask::default()
            };
            totals.push(client.page(&ask, 1, 0).await?.total);
        }
        self.counts.set(Counts::from_totals(all, &totals));
        Ok(())
    }

    fn next_poll(self, look: &Look) -> Poll {
        let shown: Vec<Batch> = self
            .rows
            .get_untracked()
            .iter()
            .map(|row| row.batch.get_untracked())
            .collect();
        let paged = matches!(look.source(), Source::Server(_));
        let running = self.counts.get_untracked().in_progress;
        next_poll(paged, shown.iter(), running)
    }

    /// Shows the page of what was read that fits.
    fn show_read(self, look: &Look) {
        let query = &look.query;
        let scope = |reader: &mut ListReader| Scope::Read {
            read: reader.count(),
            of: reader.total(),
            end: reader.state(),
        };
        let scope = self
            .kept
            .with_all(scope)
            .or_else(|| self.kept.with_narrow(&query.filter, scope));
        let Some(scope) = scope else { return };
        // Each page could put other rows first: they would move under the pointer.
        if look.is_sorted() && scope.is_unfinished() && !self.stopped.get_untracked() {
            return self.show_progress(query, scope);
        }
        let fitting = |reader: &mut ListReader| {
            let rows = reader.rows();
            let fits = |row: &&Batch| query.filter.fits(row, self.shift_ms());
            let mut rows: Vec<&Batch> = rows.into_iter().filter(fits).collect();
            if look.is_sorted() {
                query.sort.apply(&mut rows);
            }
            let from = usize::try_from(query.offset())
                .unwrap_or(usize::MAX)
                .min(rows.len());
            let size = usize::try_from(query.page_size).unwrap_or(usize::MAX);
            let ids: Vec<BatchId> = rows.iter().map(|row| row.id.clone()).collect();
            let page: Vec<Batch> = rows.into_iter().skip(from).take(size).cloned().collect();
            (ids, page, reader.unreadable())
        };
        let read = self
            .kept
            .with_all(fitting)
            .or_else(|| self.kept.with_narrow(&query.filter, fitting));
        let Some((ids, rows, unreadable)) = read else {
            return;
        };
        let total = u64::try_from(ids.len()).unwrap_or(u64::MAX);
        if scope.is_whole() && query.filter == Filter::of_tab(query.filter.tab) {
            self.counts
                .update(|counts| counts.set(query.filter.tab, total));
        }
        self.visited.keep_order(ids);
        let nothing_yet = matches!(
            scope,
            Scope::Read {
                end: ReadState::Unfinished,
                read: 0,
                ..
            }
        );
        if !nothing_yet {
            self.show(rows, query, total, unreadable, scope);
        }
    }

    /// How far the reading is, while what was shown before stays.
    fn show_progress(self, query: &ListQuery, progress: Scope) {
        self.phase.update(|phase| match phase {
            Phase::Ready { scope, .. } => *scope = progress,
            _ => {
                *phase = Phase::Ready {
                    query: query.clone(),
                    total: 0,
                    unreadable: 0,
                    scope: progress,
                }
            }
        });
    }

    fn take(self, page: BatchPage, query: &ListQuery) {
        let ids = page.batches.iter().map(|row| row.id.clone()).collect();
        self.visited.keep_order(ids);
        self.show(
            page.batches,
            query,
            page.total,
            page.unreadable,
            Scope::Server,
        );
    }

    fn show(
        self,
        rows: Vec<Batch>,
        query: &ListQuery,
        total: u64,
        unreadable: usize,
        scope: Scope,
    ) {
        let before = self.rows.get_untracked();
        let rows: Vec<Row> = rows
            .into_iter()
            .map(|batch| reuse(&before, batch))
            .collect();
        let same =
            rows.len() == before.len() && rows.iter().zip(&before).all(|(a, b)| a.id == b.id);
        if !same {
            self.rows.set(rows);
        }
        let ready = Phase::Ready {
            query: query.clone(),
            total,
            unreadable,
            scope,
        };
        if self.phase.with_untracked(|phase| *phase != ready) {
            self.phase.set(ready);
        }
    }

    /// Changes the content of rows that are shown, and nothing else.
    fn bring_up_to_date(self, fresh: &[Batch]) {
        for row in self.rows.get_untracked() {
            let new = fresh.iter().find(|batch| batch.id == row.id);
            if let Some(new) = new
                && row.batch.with_untracked(|old| old != new)
            {
                row.batch.set(new.clone());
            }
        }
    }

    /// An answer has come.
    fn seen(self) {
        self.updated.set(Some(js_sys::Date::now()));
        self.keep_view();
        if self.stale.with_untracked(Option::is_some) {
            self.stale.set(None);
        }
        self.waiting.set(false);
    }

    /// Back finds the list as it is shown now.
    fn keep_view(self) {
        self.kept.set_last(Last {
            phase: self.phase.get_untracked(),
            rows: self.rows.get_untracked(),
            updated: self.updated.get_untracked(),
            counts: self.counts.get_untracked(),
        });
    }

    fn fail(self, error: &Error, query: &ListQuery, loud: bool) {
        self.waiting.set(false);
        let has_rows = self.phase.with_untracked(
            |phase| matches!(phase, Phase::Ready { query: shown, .. } if shown == query),
        );
        if !has_rows {
            self.phase.set(Phase::Failed(reading(error)));
        } else if loud {
            self.stale.set(Some(reading(error)));
        }
    }
}

/// What one run of the loop looks at.
struct Look {
    query: ListQuery,
    client: Client,
    /// The server's list takes names.
    search: bool,
}

impl Look {
    /// The server pages what it filters, in its own order; any other order needs all rows.
    fn source(&self) -> Source {
        match self.query.filter.source(self.search) {
            Source::Server(ask) if self.is_sorted() => Source::Read(vec![ask]),
            source => source,
        }
    }

    fn is_sorted(&self) -> bool {
        self.query.sort != Sort::default()
    }

    fn reader(&self, shift_ms: i64) -> ListReader {
        ListReader::of_filter(&self.query.filter, self.search, LIMIT, shift_ms)
    }
}

/// The row of before with its new content, or a new row.
fn reuse(before: &[Row], batch: Batch) -> Row {
    match before.iter().find(|row| row.id == batch.id) {
        Some(row) => {
            if row.batch.with_untracked(|old| *old != batch) {
                row.batch.set(batch);
            }
            row.clone()
        }
        None => Row {
            id: batch.id.clone(),
            batch: ArcRwSignal::new(batch),
        },
    }
}
