//! `GET /api/batches/`: one page, newest first.

use std::collections::HashMap;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use rusqlite::ToSql;
use serde_json::{Value, json};

use super::model::{Batch, COLUMNS, STATUSES};
use crate::app::App;
use crate::auth::Caller;
use crate::auth::handlers::json_answer;
use crate::error::{ApiError, FieldError};

/// Query parameters by name; of a repeated one the last counts.
pub type Parameters = HashMap<String, String>;

/// A page of the caller's batches, or of everyone's for an admin.
///
/// # Errors
/// 401, 403, 422.
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<Parameters>,
) -> Result<Response, ApiError> {
    let spelling = app.settings.spelling;
    let [first, second] = spelling.limit_parameters();
    let name = if query.contains_key(first) {
        first
    } else {
        second
    };
    let limit = number(&query, name, 1, 100, 50)?;
    let offset = number(&query, "offset", 0, i64::MAX, 0)?;
    let status = query.get("status").filter(|word| !word.is_empty()).cloned();
    if status
        .as_deref()
        .is_some_and(|word| !STATUSES.contains(&word))
    {
        let wanted = format!("Input should be one of: {}", STATUSES.join(", "));
        return Err(ApiError::field(FieldError::query("status", wanted, "enum")));
    }
    let asked = Asked {
        status,
        username: wanted(&query, "username").filter(|_| spelling.knows_uploader()),
        batch_name: wanted(&query, "batch_name"),
        limit,
        offset,
    };
    let (total, batches) = app.db.run(move |c| page(c, &caller, &asked)).await?;
    let rows: Vec<Value> = batches.iter().map(|batch| spelling.row(batch)).collect();
    Ok(json_answer(
        StatusCode::OK,
        &json!({"total": total, "limit": limit, "offset": offset, "batches": rows}),
    ))
}

/// Reads a whole number from the query.
///
/// # Errors
/// 422 when it is none or out of range.
pub fn number(
    query: &Parameters,
    name: &str,
    least: i64,
    most: i64,
    default: i64,
) -> Result<i64, ApiError> {
    let Some(text) = query.get(name) else {
        return Ok(default);
    };
    let wrong = |message, kind| Err(ApiError::field(FieldError::query(name, message, kind)));
    match text.trim().parse::<i64>() {
        Err(_) => wrong("Input should be a valid integer".to_owned(), "int_parsing"),
        Ok(n) if n < least => wrong(
            format!("Input should be greater than or equal to {least}"),
            "greater_than_equal",
        ),
        Ok(n) if n > most => wrong(
            format!("Input should be less than or equal to {most}"),
            "less_than_equal",
        ),
        Ok(n) => Ok(n),
    }
}

/// What a list is asked for. The two texts are an extension (api-contract): parts of names, large and small letters alike.
struct Asked {
    status: Option<String>,
    username: Option<String>,
    batch_name: Option<String>,
    limit: i64,
    offset: i64,
}

/// A text to look for; an empty one looks for nothing.
fn wanted(query: &Parameters, name: &str) -> Option<String> {
    let text = query.get(name)?.trim().to_lowercase();
    (!text.is_empty()).then_some(text)
}

/// One condition of a list.
struct Filter<'a> {
    sql: &'static str,
    value: &'a dyn ToSql,
}

fn page(
    c: &rusqlite::Connection,
    caller: &Caller,
    asked: &Asked,
) -> crate::db::Result<(i64, Vec<Batch>)> {
    let mut filters: Vec<Filter<'_>> = Vec::new();
    if !caller.is_admin {
        filters.push(Filter {
            sql: "b.user_id = ?",
            value: &caller.user_id,
        });
    }
    // SQLite's own lower() knows ASCII only; names in other scripts mostly have one case.
    for (sql, value) in [
        ("b.status = ?", &asked.status),
        ("instr(lower(u.username), ?) > 0", &asked.username),
        ("instr(lower(b.name), ?) > 0", &asked.batch_name),
    ] {
        if let Some(value) = value {
            filters.push(Filter { sql, value });
        }
    }
    let conditions: Vec<&str> = filters.iter().map(|filter| filter.sql).collect();
    let conditions = if conditions.is_empty() {
        "1".to_owned()
    } else {
        conditions.join(" AND ")
    };
    let mut values: Vec<&dyn ToSql> = filters.iter().map(|filter| filter.value).collect();
    let total = c
        .prepare_cached(&format!(
            "SELECT count(*) FROM batches b JOIN users u ON u.id = b.user_id WHERE {conditions}"
        ))?
        .query_row(values.as_slice(), |row| row.get(0))?;
    values.extend([&asked.limit as &dyn ToSql, &asked.offset]);
    let sql = format!(
        "SELECT {COLUMNS} FROM batches b JOIN users u ON u.id = b.user_id WHERE {conditions}
         ORDER BY b.created_at DESC, b.id DESC LIMIT ? OFFSET ?"
    );
    let mut rows = c.prepare_cached(&sql)?;
    let batches = rows
        .query_map(values.as_slice(), Batch::from_row)?
        .collect::<Result<Vec<_>, _>>()?;
    Ok((total, batches))
}
