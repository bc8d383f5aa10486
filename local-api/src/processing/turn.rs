//! A page's turn at the CPU. Before a page is read, the database notes it; the note goes when it was read. One that is still
//! there after a start says that the server went down meanwhile: such a page is read with nothing beside it, so that no other
//! is suspected, and after the second time its batch fails.

use tokio::sync::SemaphorePermit;

use super::run::Halt;
use super::{CPU_PERMITS, Worker, records};
use crate::db;

/// How often the server may go down over a page.
const MOST: u32 = 2;
/// Stands for the opening of a batch's files.
pub(super) const OPENING: i64 = -1;

/// Something of a batch that is read.
pub(super) struct Piece<'a> {
    /// The batch.
    pub(super) batch: i64,
    /// Which page, or [`OPENING`].
    pub(super) source: i64,
    /// What people call it.
    pub(super) name: &'a str,
}

impl<'a> Piece<'a> {
    pub(super) fn page(batch: i64, source: u64, name: &'a str) -> Self {
        let source = i64::try_from(source).unwrap_or(i64::MAX);
        Self {
            batch,
            source,
            name,
        }
    }
}

/// Does `work` when it is this piece's turn.
pub(super) async fn take<T>(
    worker: &Worker,
    piece: Piece<'_>,
    work: impl Future<Output = Result<T, Halt>>,
) -> Result<T, Halt> {
    let Piece {
        batch,
        source,
        name,
    } = piece;
    let db = &worker.0.db;
    let crashes = db.run(move |c| records::crashes(c, batch, source)).await?;
    if crashes >= MOST {
        return Err(Halt::Batch(format!(
            "The server stopped unexpectedly twice while it read {name}. The batch is not tried again."
        )));
    }
    let _turn = permits(worker, crashes > 0).await?;
    db.run(move |c| records::begin_reading(c, batch, source))
        .await?;
    worker.crash_at(name);
    let done = work.await;
    db.run(move |c| records::end_reading(c, batch, source))
        .await?;
    done
}

/// One place among those that work at the same time, or all of them.
async fn permits(worker: &Worker, alone: bool) -> db::Result<SemaphorePermit<'_>> {
    let all = u32::try_from(CPU_PERMITS).unwrap_or(u32::MAX);
    let permits = worker.0.cpu.acquire_many(if alone { all } else { 1 });
    permits.await.map_err(|_| db::Error::Stopped)
}
