//! One batch from its present state to its end.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::Worker;
use super::page::{self, PageError};
use super::plan::{self, Pages};
use super::records::{self, PendingSheet, SheetResult};
use super::turn::{self, Piece};
use crate::batches::model::Batch;
use crate::db;

/// Sheets looked up at once.
const PAGE: usize = 100;
/// Longest wait between two sheets, for paces near zero.
const LONGEST_PAUSE: Duration = Duration::from_secs(365 * 86_400);

/// Why a batch did not get to its end.
#[derive(Debug, thiserror::Error)]
pub(super) enum Halt {
    /// The batch itself is at fault: it ends `failed` with these words.
    #[error("{0}")]
    Batch(String),
    /// The database or disk is: the batch is tried again later.
    #[error(transparent)]
    Later(#[from] db::Error),
}

impl Halt {
    pub(super) fn batch(words: impl Into<String>) -> Self {
        Self::Batch(words.into())
    }
}

/// Takes a batch to `completed` or `failed`.
pub(super) async fn batch(worker: &Worker, id: i64) -> db::Result<()> {
    let Some(batch) = worker.0.db.run(move |c| records::load(c, id)).await? else {
        return Ok(());
    };
    let words = match steps(worker, &batch).await {
        Ok(()) => None,
        Err(Halt::Batch(words)) => Some(words),
        Err(Halt::Later(e)) => return Err(e),
    };
    worker
        .0
        .db
        .run(move |c| records::finish(c, id, words.as_deref()))
        .await
}

async fn steps(worker: &Worker, batch: &Batch) -> Result<(), Halt> {
    let id = batch.id;
    if batch.origin == "demo" {
        worker.0.db.run(move |c| records::start_demo(c, id)).await?;
        return demo_sheets(worker, id).await;
    }
    let mut pages = Some(Pages::open(worker, batch).await?);
    if batch.status != "processing" {
        worker.0.db.run(move |c| records::begin(c, id)).await?;
        let planned = plan::make(worker, batch, &mut pages).await?;
        if planned.is_empty() {
            // Production's words, with no further reason (api-contract, last paragraph).
            return Err(Halt::batch("No sheets were created"));
        }
        worker
            .0
            .db
            .run(move |c| records::start(c, id, &planned))
            .await?;
    }
    sheets(worker, id, &mut pages).await
}

async fn sheets(worker: &Worker, id: i64, pages: &mut Option<Pages>) -> Result<(), Halt> {
    loop {
        let pending = worker
            .0
            .db
            .run(move |c| records::pending(c, id, PAGE))
            .await?;
        if pending.is_empty() {
            return Ok(());
        }
        for sheet in pending {
            let start = Instant::now();
            let number = sheet.number;
            worker
                .0
                .db
                .run(move |c| records::sheet_started(c, id, number))
                .await?;
            let piece = Piece::page(id, sheet.source, &sheet.name);
            let problem = turn::take(worker, piece, read_sheet(&sheet, pages)).await?;
            keep_pace(worker, start).await;
            record(worker, id, number, start, problem).await?;
        }
    }
}

/// Reads and decodes one image; says what is wrong with it. Reading the marks on it would be the OMR engine's work.
async fn read_sheet(
    sheet: &PendingSheet,
    pages: &mut Option<Pages>,
) -> Result<Option<String>, Halt> {
    let read = match plan::read(pages, sheet.source).await {
        Ok(bytes) => page::decode_apart(bytes).await,
        Err(problem) => Err(problem),
    };
    match read {
        Ok(_) => Ok(None),
        Err(PageError::Sheet(words)) => Ok(Some(words)),
        Err(PageError::Batch(words)) => Err(Halt::Batch(words)),
    }
}

async fn demo_sheets(worker: &Worker, id: i64) -> Result<(), Halt> {
    loop {
        let pending = worker
            .0
            .db
            .run(move |c| records::pending(c, id, PAGE))
            .await?;
        if pending.is_empty() {
            return Ok(());
        }
        for sheet in pending {
            let start = Instant::now();
            keep_pace(worker, start).await;
            record(worker, id, sheet.number, start, None).await?;
        }
    }
}

async fn record(
    worker: &Worker,
    id: i64,
    number: i64,
    start: Instant,
    problem: Option<String>,
) -> db::Result<()> {
    let ms = i64::try_from(start.elapsed().as_millis()).unwrap_or(i64::MAX);
    let result = SheetResult {
        number,
        ms,
        problem,
    };
    worker
        .0
        .db
        .run(move |c| records::sheet_done(c, id, &result))
        .await
}

/// Waits until the pace allows the next sheet; a change of the pace counts at once.
async fn keep_pace(worker: &Worker, start: Instant) {
    let mut rate = worker.0.rate.subscribe();
    loop {
        let per_second = *rate.borrow_and_update();
        if per_second <= 0.0 {
            return;
        }
        let pause = Duration::try_from_secs_f64(per_second.recip())
            .unwrap_or(LONGEST_PAUSE)
            .min(LONGEST_PAUSE);
        tokio::select! {
            () = sleep_until(start + pause) => return,
            changed = rate.changed() => if changed.is_err() { return },
        }
    }
}
