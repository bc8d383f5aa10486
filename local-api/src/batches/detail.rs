//! `GET /api/batches/{uuid}/progress` and `/status`.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::list::{Parameters, number};
use super::model::{Batch, existing, visible};
use crate::app::App;
use crate::auth::Caller;
use crate::auth::handlers::json_answer;
use crate::db;
use crate::error::{ApiError, FieldError};
use crate::spelling::Spelling;
use crate::uploads::fields::boolean;

/// Counts only, for polling.
///
/// # Errors
/// 401, 403, 404, 422.
pub async fn progress(
    State(app): State<App>,
    caller: Caller,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    let batch = followed(&app, &caller, &uuid).await?;
    Ok(json_answer(
        StatusCode::OK,
        &app.settings.spelling.progress(&batch),
    ))
}

/// The batch, if this caller may follow it.
pub(super) async fn followed(app: &App, caller: &Caller, uuid: &str) -> Result<Batch, ApiError> {
    if app.settings.spelling.hides_others_progress() {
        visible(app, caller, uuid).await
    } else {
        existing(app, uuid).await
    }
}

/// Everything about a batch; with `include_sheets` its first sheets, at most `limit` (1 to 1000).
///
/// # Errors
/// 401, 403, 404, 422.
pub async fn status(
    State(app): State<App>,
    caller: Caller,
    Path(uuid): Path<String>,
    Query(query): Query<Parameters>,
) -> Result<Response, ApiError> {
    let include_sheets = match query.get("include_sheets") {
        None => false,
        Some(text) => boolean(text).ok_or_else(|| {
            let wanted = "Input should be a valid boolean";
            ApiError::field(FieldError::query("include_sheets", wanted, "bool_parsing"))
        })?,
    };
    let limit = number(&query, "limit", 1, 1000, 100)?;
    let batch = followed(&app, &caller, &uuid).await?;
    let spelling = app.settings.spelling;
    let body = if include_sheets {
        // Batch and sheets are read together, so that they agree.
        let read = move |c: &mut Connection| {
            let batch = Batch::by_uuid(c, &batch.uuid)?.unwrap_or(batch);
            let mut body = spelling.detail(&batch);
            body["sheets"] = Value::Array(sheets(c, &batch, limit, spelling)?);
            Ok(body)
        };
        app.db.run(read).await?
    } else {
        spelling.detail(&batch)
    };
    Ok(json_answer(StatusCode::OK, &body))
}

fn sheets(c: &Connection, batch: &Batch, limit: i64, spelling: Spelling) -> db::Result<Vec<Value>> {
    let waits = spelling.hides_results(batch) && !batch.has_ended();
    let mut rows = c.prepare_cached(
        "SELECT uuid, number, status, processing_time_ms, error_message, image_name, task_id FROM sheets
         WHERE batch_id = ?1 ORDER BY number LIMIT ?2",
    )?;
    let sheets = rows.query_map((batch.id, limit), |row| {
        let (task, name): (String, String) = (row.get(6)?, row.get(5)?);
        let mut sheet = json!({
            "sheet_uuid": row.get::<_, String>(0)?,
            "status": if waits { "pending".to_owned() } else { row.get(2)? },
            "processing_time_ms": row.get::<_, Option<i64>>(3)?,
            "error_message": row.get::<_, Option<String>>(4)?,
            "image_path": format!("/omr_sheets/{task}/{}/{name}", batch.uuid),
        });
        sheet[spelling.sheet_number()] = json!(row.get::<_, i64>(1)?);
        Ok(sheet)
    })?;
    Ok(sheets.collect::<Result<Vec<_>, _>>()?)
}
