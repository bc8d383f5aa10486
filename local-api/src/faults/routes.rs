//! The calls of `/__faults`. They need no token: they exist only with `--faults`, on a developer's machine.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::Faults;
use super::rules::{Posted, Rule};
use crate::app::App;
use crate::auth::handlers::json_answer;
use crate::batches::model::{Batch, not_found, path_uuid};
use crate::error::ApiError;
use crate::ids;
use crate::processing::PartsReader;
use crate::serve::conn::Registry;
use crate::uploads::{self, Store};

type Answer = Result<Response, ApiError>;

/// All calls below `/__faults`.
pub fn router() -> Router<App> {
    Router::new()
        .route("/__faults", get(list).post(add).delete(clear))
        .route("/__faults/", get(list).post(add).delete(clear))
        .route("/__faults/rules/{id}", axum::routing::delete(remove))
        .route("/__faults/requests", get(requests).delete(clear_requests))
        .route("/__faults/batches/{uuid}/sha256", get(sha256))
        .route("/__faults/state", get(state))
        .route("/__faults/restart-sessions", post(restart_sessions))
        .route("/__faults/token", post(expire_tokens))
        .route("/__faults/sheets-per-second", post(sheets_per_second))
}

fn faults(app: &App) -> Result<&Arc<Faults>, ApiError> {
    app.faults
        .as_ref()
        .ok_or(ApiError::Detail(StatusCode::NOT_FOUND, "Not Found"))
}

fn ok(body: &Value) -> Response {
    json_answer(StatusCode::OK, body)
}

async fn list(State(app): State<App>) -> Answer {
    let rules: Vec<Value> = faults(&app)?.rules().iter().map(Rule::json).collect();
    Ok(ok(&json!({ "rules": rules })))
}

/// Takes one rule or a list of them; the ids come back in order.
async fn add(
    State(app): State<App>,
    Extension(connections): Extension<Arc<Registry>>,
    body: Bytes,
) -> Answer {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany {
        Many(Vec<Value>),
        One(Value),
    }
    let wrong = |e: &dyn std::fmt::Display| {
        ApiError::bad_request(format!("The rule was not understood: {e}"))
    };
    let posted = match serde_json::from_slice(&body).map_err(|e| wrong(&e))? {
        OneOrMany::Many(list) => list,
        OneOrMany::One(one) => vec![one],
    };
    let mut rules = Vec::new();
    for value in posted {
        let posted: Posted = serde_json::from_value(value).map_err(|e| wrong(&e))?;
        rules.push(Rule::new(posted).map_err(|e| wrong(&e))?);
    }
    let fresh = rules.iter().any(Rule::wants_fresh_connections);
    let added: Vec<String> = rules.iter().map(|rule| rule.id().to_owned()).collect();
    let faults = faults(&app)?;
    rules.into_iter().for_each(|rule| faults.add(rule));
    if fresh {
        connections.close_idle();
    }
    Ok(json_answer(
        StatusCode::CREATED,
        &json!({"id": added.first(), "ids": added}),
    ))
}

async fn clear(State(app): State<App>) -> Answer {
    faults(&app)?.remove(None);
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn remove(State(app): State<App>, Path(id): Path<String>) -> Answer {
    faults(&app)?.remove(Some(&id));
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn requests(State(app): State<App>) -> Answer {
    let entries = faults(&app)?.log().entries();
    Ok(ok(&json!({ "requests": entries })))
}

async fn clear_requests(State(app): State<App>) -> Answer {
    faults(&app)?.log().clear();
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// SHA-256 of what was assembled, read from disk: of the ZIP, or of each image and of all in order.
async fn sha256(State(app): State<App>, Path(uuid): Path<String>) -> Answer {
    let uuid = path_uuid(&uuid)?;
    let (id, folder) = (uuid.clone(), app.store.batch(&uuid));
    let found = app
        .db
        .run(move |c| {
            let Some(batch) = Batch::by_uuid(c, &id)? else { return Ok(None) };
            let files = c
                .prepare("SELECT seq, name, size_bytes FROM batch_files WHERE batch_id = ?1 ORDER BY seq")?
                .query_map([batch.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<rusqlite::Result<Vec<(u64, String, u64)>>>()?;
            Ok(Some((batch, files)))
        })
        .await?;
    let (batch, files) = found.ok_or_else(|| not_found(&uuid))?;
    let digests = tokio::task::spawn_blocking(move || {
        let path = |seq: &u64| Store::part(&folder, *seq);
        let whole = digest(files.iter().map(|(seq, _, size)| (path(seq), *size)))?;
        let each = if batch.upload_type == "images" {
            let one = |(seq, name, size): &(u64, String, u64)| {
                let sha256 = digest([(path(seq), *size)])?;
                Ok(json!({"name": name, "size": size, "sha256": sha256}))
            };
            files
                .iter()
                .map(one)
                .collect::<std::io::Result<Vec<Value>>>()?
        } else {
            Vec::new()
        };
        Ok(json!({"sha256": whole, "size": batch.size_bytes, "files": each}))
    });
    let body = digests
        .await
        .map_err(|_| crate::db::Error::Stopped)?
        .map_err(ApiError::from_io)?;
    Ok(ok(&body))
}

fn digest(parts: impl IntoIterator<Item = (std::path::PathBuf, u64)>) -> std::io::Result<String> {
    use std::io::Read as _;
    let mut reader = PartsReader::new(parts)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1024 * 1024];
    loop {
        let n = reader.read(&mut buffer)?;
        if n == 0 {
            return Ok(ids::hex(&hash.finalize()));
        }
        hash.update(buffer.get(..n).unwrap_or_default());
    }
}

async fn state(State(app): State<App>) -> Answer {
    let state = app
        .db
        .run(|c| {
            let sessions = uploads::list_open(c)?;
            let batches: u64 = c.query_row("SELECT count(*) FROM batches", [], |row| row.get(0))?;
            Ok(json!({"sessions": sessions, "batches": batches}))
        })
        .await?;
    Ok(ok(&state))
}

async fn restart_sessions(State(app): State<App>) -> Answer {
    let (db, store) = (app.db.clone(), app.store.clone());
    tokio::task::spawn_blocking(move || uploads::forget_all(&db, &store))
        .await
        .map_err(|_| crate::db::Error::Stopped)??;
    Ok(StatusCode::NO_CONTENT.into_response())
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Tokens {
    /// Also spend every refresh token, so that sessions end for good.
    refresh: bool,
}

/// Lets all access tokens made so far count as expired.
async fn expire_tokens(State(app): State<App>, body: Bytes) -> Answer {
    let wanted = if body.is_empty() {
        Tokens::default()
    } else {
        serde_json::from_slice(&body).map_err(|e| ApiError::bad_request(e.to_string()))?
    };
    app.tokens.expire_access();
    if wanted.refresh {
        app.db
            .run(|c| Ok(c.execute("UPDATE refresh_tokens SET spent = 1", [])?))
            .await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Changes the pace of processing: a bare number, or `{"rate": number}`.
async fn sheets_per_second(State(app): State<App>, body: Bytes) -> Answer {
    let value: Value =
        serde_json::from_slice(&body).map_err(|e| ApiError::bad_request(e.to_string()))?;
    let rate = value
        .as_f64()
        .or_else(|| value.get("rate")?.as_f64())
        .filter(|rate| *rate >= 0.0);
    let rate = rate.ok_or_else(|| {
        ApiError::bad_request("A number of sheets per second, 0 or more, is needed")
    })?;
    app.worker.set_rate(rate);
    Ok(StatusCode::NO_CONTENT.into_response())
}
