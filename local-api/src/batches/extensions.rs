//! Calls that only some deployments have (api-contract "Extensions"): cancel, recoverable, recover. The uploader and
//! admins may use them.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use rusqlite::Connection;
use serde_json::json;

use super::model::{Batch, not_found, visible};
use crate::app::App;
use crate::auth::Caller;
use crate::auth::handlers::json_answer;
use crate::clock;
use crate::db;
use crate::error::ApiError;

/// Reason of a batch that a person stopped (api-contract).
const CANCELLED: &str = "Cancelled by user";
/// Reason of a sheet whose result the failure took with it.
const LOST: &str = "The sheet was not read before the processing stopped.";
/// local-api reads no marks: a recovered sheet counts with the questions of the sheets that `samples` draws.
const ANSWERS_PER_SHEET: u64 = 100;

/// What came of [`stop`].
enum Stopped {
    Now,
    Already(String),
    Gone,
}

/// Stops the processing of a batch; it ends `failed`. A batch that has ended is left alone: `success` is false then.
///
/// # Errors
/// 401, 403, 404, 422.
pub async fn cancel(
    State(app): State<App>,
    caller: Caller,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    let batch = visible(&app, &caller, &uuid).await?;
    let id = batch.id;
    let (success, message) = match app.db.run(move |c| stop(c, id)).await? {
        Stopped::Gone => return Err(not_found(&batch.uuid)),
        Stopped::Already(status) => (false, format!("Batch is already {status}")),
        Stopped::Now => {
            // The database knows first: what the worker may still write does not count any more.
            app.worker.cancel(&batch.uuid);
            (true, "Batch processing was cancelled".to_owned())
        }
    };
    let body = json!({ "success": success, "message": message });
    Ok(json_answer(StatusCode::OK, &body))
}

fn stop(c: &mut Connection, id: i64) -> db::Result<Stopped> {
    let tx = c.transaction()?;
    let stopped = tx.execute(
        "UPDATE batches SET status = 'failed', error_message = ?2, completed_at = ?3
         WHERE id = ?1 AND status NOT IN ('completed', 'failed')",
        (id, CANCELLED, clock::now()),
    )?;
    if stopped == 0 {
        let status = tx
            .prepare("SELECT status FROM batches WHERE id = ?1")?
            .query_map([id], |row| row.get(0))?
            .next()
            .transpose()?;
        return Ok(status.map_or(Stopped::Gone, Stopped::Already));
    }
    tx.execute(
        "UPDATE sheets SET status = 'pending' WHERE batch_id = ?1 AND status = 'processing'",
        [id],
    )?;
    tx.commit()?;
    Ok(Stopped::Now)
}

/// Whether results of a failed batch are left that can be brought back.
///
/// # Errors
/// 401, 403, 404, 422.
pub async fn recoverable(
    State(app): State<App>,
    caller: Caller,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    let batch = visible(&app, &caller, &uuid).await?;
    let id = batch.id;
    let read = app.db.run(move |c| sheets_read(c, id)).await?;
    Ok(json_answer(
        StatusCode::OK,
        &json!({
            "batch_uuid": batch.uuid,
            "has_progress_data": read > 0,
            "recoverable_sheets_count": read,
            "total_sheets_count": batch.sheet_count,
            "is_recoverable": is_over(&app, &batch) && read > 0,
        }),
    ))
}

/// Keeps the results of the sheets that were read before the batch failed. It is `completed` then; the other sheets
/// count as failed.
///
/// # Errors
/// 400 when there is nothing to recover; 401, 403, 404, 422.
pub async fn recover(
    State(app): State<App>,
    caller: Caller,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    let batch = visible(&app, &caller, &uuid).await?;
    let id = batch.id;
    let over = is_over(&app, &batch);
    let kept = app
        .db
        .run(move |c| if over { keep(c, id) } else { Ok(None) });
    let Some(kept) = kept.await? else {
        return Err(ApiError::bad_request(
            "Batch has no results that can be recovered",
        ));
    };
    Ok(json_answer(
        StatusCode::OK,
        &json!({
            "success": true,
            "message": format!("Recovered {kept} sheets"),
            "sheets_recovered": kept,
            "answers_recovered": kept * ANSWERS_PER_SHEET,
        }),
    ))
}

/// Whether nobody works on the batch any more although it was not completed.
fn is_over(app: &App, batch: &Batch) -> bool {
    let since = batch.started_at.unwrap_or(batch.created_at);
    let age = clock::now().saturating_sub(since) / clock::SECOND;
    let orphaned = app.settings.spelling.recovers_orphans()
        && !batch.has_ended()
        && !app.worker.works_on(&batch.uuid)
        && u64::try_from(age).is_ok_and(|age| age >= app.settings.orphan_seconds);
    batch.status == "failed" || orphaned
}

fn sheets_read(c: &Connection, id: i64) -> db::Result<u64> {
    Ok(c.query_row(
        "SELECT count(*) FROM sheets WHERE batch_id = ?1 AND status = 'completed'",
        [id],
        |row| row.get(0),
    )?)
}

/// The number of sheets kept; `None` when there was nothing to recover.
fn keep(c: &mut Connection, id: i64) -> db::Result<Option<u64>> {
    let tx = c.transaction()?;
    let read = sheets_read(&tx, id)?;
    let kept = tx.execute(
        "UPDATE batches SET status = 'completed', error_message = NULL, processed = ?2, failed = sheet_count - ?2,
             completed_at = coalesce(completed_at, ?3)
         WHERE id = ?1 AND status != 'completed' AND ?2 > 0",
        (id, read, clock::now()),
    )?;
    if kept == 0 {
        return Ok(None);
    }
    tx.execute(
        "UPDATE sheets SET status = 'failed', error_message = ?2
         WHERE batch_id = ?1 AND status NOT IN ('completed', 'failed')",
        (id, LOST),
    )?;
    tx.commit()?;
    Ok(Some(read))
}
