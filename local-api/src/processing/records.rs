//! What the worker reads from and writes to the database. Every function is one transaction.

use rusqlite::{Connection, OptionalExtension as _};

use crate::batches::model::{Batch, COLUMNS};
use crate::clock;
use crate::db::Result;
use crate::ids;

/// A sheet that a plan found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PlannedSheet {
    /// Entry in the ZIP or file of the batch.
    pub(super) source: u64,
    /// File name.
    pub(super) name: String,
    /// Task it belongs to.
    pub(super) task_id: String,
}

/// A sheet that waits.
pub(super) struct PendingSheet {
    pub(super) number: i64,
    pub(super) source: u64,
    pub(super) name: String,
}

/// What became of a sheet.
pub(super) struct SheetResult {
    pub(super) number: i64,
    pub(super) ms: i64,
    pub(super) problem: Option<String>,
}

/// Batches to take up at a start. A plan that was not finished is made again, a sheet that was being read is read again.
pub(super) fn unfinished(c: &mut Connection) -> Result<Vec<(i64, String)>> {
    let tx = c.transaction()?;
    tx.execute("UPDATE reading SET crashes = crashes + 1", [])?;
    tx.execute(
        "UPDATE sheets SET status = 'pending' WHERE status = 'processing' AND batch_id IN
             (SELECT id FROM batches WHERE status = 'processing' AND origin != 'frozen')",
        [],
    )?;
    let batches = tx
        .prepare(
            "SELECT id, uuid FROM batches
             WHERE (status IN ('uploaded', 'validating', 'processing') AND origin != 'frozen')
                 OR (status = 'reprocessing' AND origin = 'demo') ORDER BY id",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    tx.commit()?;
    Ok(batches)
}

pub(super) fn load(c: &mut Connection, id: i64) -> Result<Option<Batch>> {
    let sql =
        format!("SELECT {COLUMNS} FROM batches b JOIN users u ON u.id = b.user_id WHERE b.id = ?1");
    Ok(c.query_row(&sql, [id], Batch::from_row).optional()?)
}

fn set_status(c: &mut Connection, id: i64, status: &str) -> Result<()> {
    c.execute(
        "UPDATE batches SET status = ?2 WHERE id = ?1 AND status NOT IN ('completed', 'failed')",
        (id, status),
    )?;
    Ok(())
}

/// Begins the checking of a batch; what an earlier try noted is forgotten.
pub(super) fn begin(c: &mut Connection, id: i64) -> Result<()> {
    c.execute("DELETE FROM events WHERE batch_id = ?1", [id])?;
    set_status(c, id, "validating")?;
    note(c, id, "extracting", "Extracting files")
}

/// Notes what is being done, for the stream of events.
pub(super) fn note(c: &mut Connection, id: i64, stage: &str, message: &str) -> Result<()> {
    c.execute(
        "INSERT INTO events (batch_id, at, stage, message) SELECT id, ?2, ?3, ?4 FROM batches WHERE id = ?1",
        (id, clock::now(), stage, message),
    )?;
    Ok(())
}

/// Names and sizes of a batch's files in order.
pub(super) fn files(c: &mut Connection, id: i64) -> Result<Vec<(u64, String, u64)>> {
    let mut rows = c.prepare(
        "SELECT seq, name, size_bytes FROM batch_files WHERE batch_id = ?1 ORDER BY seq",
    )?;
    let files = rows.query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(files.collect::<rusqlite::Result<_>>()?)
}

/// Whether sheets of this task came with an earlier batch with QR codes that was completed.
pub(super) fn task_is_known(c: &mut Connection, id: i64, task: &str) -> Result<bool> {
    Ok(c.query_row(
        "SELECT EXISTS (SELECT 1 FROM sheets s JOIN batches b ON b.id = s.batch_id
         WHERE s.task_id = ?1 AND b.id != ?2 AND b.upload_type = 'zip_with_qr' AND b.status = 'completed')",
        (task, id),
        |row| row.get(0),
    )?)
}

/// How often the server went down while it read this page.
pub(super) fn crashes(c: &mut Connection, id: i64, source: i64) -> Result<u32> {
    let times = c
        .prepare_cached("SELECT crashes FROM reading WHERE batch_id = ?1 AND source = ?2")?
        .query_row((id, source), |row| row.get(0))
        .optional()?;
    Ok(times.unwrap_or(0))
}

/// Notes that a page is being read.
pub(super) fn begin_reading(c: &mut Connection, id: i64, source: i64) -> Result<()> {
    c.prepare_cached(
        "INSERT INTO reading (batch_id, source) SELECT id, ?2 FROM batches WHERE id = ?1
         ON CONFLICT DO NOTHING",
    )?
    .execute((id, source))?;
    Ok(())
}

/// Forgets what [`begin_reading`] noted.
pub(super) fn end_reading(c: &mut Connection, id: i64, source: i64) -> Result<()> {
    c.prepare_cached("DELETE FROM reading WHERE batch_id = ?1 AND source = ?2")?
        .execute((id, source))?;
    Ok(())
}

/// Forgets all notes: a server that is stopped in order did not go down.
pub(super) fn end_all_reading(c: &mut Connection) -> Result<()> {
    c.execute("DELETE FROM reading", [])?;
    Ok(())
}

/// Creates the sheets and starts processing.
pub(super) fn start(c: &mut Connection, id: i64, sheets: &[PlannedSheet]) -> Result<()> {
    let tx = c.transaction()?;
    let started = tx.execute(
        "UPDATE batches SET status = 'processing', started_at = ?2, sheet_count = ?3, processed = 0, failed = 0
         WHERE id = ?1 AND status NOT IN ('completed', 'failed')",
        (id, clock::now(), sheets.len()),
    )?;
    if started == 1 {
        tx.execute("DELETE FROM sheets WHERE batch_id = ?1", [id])?;
        let mut insert = tx.prepare_cached(
            "INSERT INTO sheets (batch_id, number, uuid, status, task_id, source, image_name)
             VALUES (?1, ?2, ?3, 'pending', ?4, ?5, ?6)",
        )?;
        for (sheet, number) in sheets.iter().zip(1_i64..) {
            insert.execute((
                id,
                number,
                ids::uuid(),
                &sheet.task_id,
                sheet.source,
                &sheet.name,
            ))?;
        }
    }
    Ok(tx.commit()?)
}

/// Starts a demo batch, whose sheets exist from the beginning.
pub(super) fn start_demo(c: &mut Connection, id: i64) -> Result<()> {
    c.execute(
        "UPDATE batches SET started_at = coalesce(started_at, ?2),
             status = CASE status WHEN 'reprocessing' THEN status ELSE 'processing' END,
             sheet_count = (SELECT count(*) FROM sheets WHERE batch_id = ?1)
         WHERE id = ?1 AND status NOT IN ('completed', 'failed')",
        (id, clock::now()),
    )?;
    Ok(())
}

pub(super) fn pending(c: &mut Connection, id: i64, most: usize) -> Result<Vec<PendingSheet>> {
    let mut rows = c.prepare_cached(
        "SELECT number, source, image_name FROM sheets WHERE batch_id = ?1 AND status = 'pending' ORDER BY number LIMIT ?2",
    )?;
    let sheets = rows.query_map((id, most), |row| {
        Ok(PendingSheet {
            number: row.get(0)?,
            source: row.get(1)?,
            name: row.get(2)?,
        })
    })?;
    Ok(sheets.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn sheet_started(c: &mut Connection, id: i64, number: i64) -> Result<()> {
    c.prepare_cached(
        "UPDATE sheets SET status = 'processing' WHERE batch_id = ?1 AND number = ?2",
    )?
    .execute((id, number))?;
    Ok(())
}

pub(super) fn sheet_done(c: &mut Connection, id: i64, result: &SheetResult) -> Result<()> {
    let (status, counter) = match result.problem {
        None => ("completed", "processed"),
        Some(_) => ("failed", "failed"),
    };
    let tx = c.transaction()?;
    let done = tx
        .prepare_cached(
            "UPDATE sheets SET status = ?3, processing_time_ms = ?4, error_message = ?5
             WHERE batch_id = ?1 AND number = ?2 AND status IN ('pending', 'processing')
                 AND EXISTS (SELECT 1 FROM batches WHERE id = ?1 AND status NOT IN ('completed', 'failed'))",
        )?
        .execute((id, result.number, status, result.ms, &result.problem))?;
    if done == 1 {
        tx.prepare_cached(&format!(
            "UPDATE batches SET {counter} = {counter} + 1 WHERE id = ?1"
        ))?
        .execute([id])?;
    }
    Ok(tx.commit()?)
}

/// Ends a batch: `failed` with `words`, or `completed`; one without a single readable sheet has failed too.
pub(super) fn finish(c: &mut Connection, id: i64, words: Option<&str>) -> Result<()> {
    c.execute(
        "UPDATE batches SET completed_at = ?3,
             status = CASE WHEN ?2 IS NOT NULL OR (sheet_count > 0 AND processed = 0) THEN 'failed' ELSE 'completed' END,
             error_message = CASE WHEN ?2 IS NOT NULL THEN ?2
                 WHEN sheet_count > 0 AND processed = 0 THEN 'None of the ' || sheet_count || ' sheets could be read.' END
         WHERE id = ?1 AND status NOT IN ('completed', 'failed')",
        (id, words, clock::now()),
    )?;
    Ok(())
}
