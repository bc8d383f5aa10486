//! `GET /api/batches/{uuid}/stats` (api-contract, "Two more extensions"): first results as counts.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::detail::followed;
use super::model::Batch;
use crate::app::App;
use crate::auth::Caller;
use crate::auth::handlers::json_answer;
use crate::db;
use crate::error::ApiError;

/// local-api knows no register of pupils: of so many that are expected, one is absent.
const EXPECTED_PER_ABSENT: u64 = 40;

/// Sheets by what was found on them.
///
/// # Errors
/// 401, 403, 404, 422.
pub async fn stats(
    State(app): State<App>,
    caller: Caller,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    let batch = followed(&app, &caller, &uuid).await?;
    let body = app.db.run(move |c| count(c, &batch)).await?;
    Ok(json_answer(StatusCode::OK, &body))
}

fn count(c: &Connection, batch: &Batch) -> db::Result<Value> {
    let failed = |like: &str| -> db::Result<u64> {
        Ok(c.query_row(
            "SELECT count(*) FROM sheets WHERE batch_id = ?1 AND status = 'failed' AND error_message LIKE ?2",
            (batch.id, like),
            |row| row.get(0),
        )?)
    };
    let sheets = batch.processed + batch.failed;
    let absent = batch.sheet_count / EXPECTED_PER_ABSENT;
    let all = failed("%")?;
    let student = failed("%roll number%")?;
    Ok(json!({
        "registered_total": batch.sheet_count + absent,
        "sheets_total": sheets,
        "error_total": all + absent,
        "err_duplicate_sheets_total": 0,
        // Nothing was read of these.
        "err_low_answer_total": all - student,
        "err_student_id_total": student,
        "err_center_code_total": 0,
        "err_class_group_total": 0,
        "err_class_level_total": 0,
        "err_absent_count_total": absent,
    }))
}
