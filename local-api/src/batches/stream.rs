//! `GET /api/batches/{uuid}/stream` (api-contract, "Two more extensions"): what happened so far, then what happens, as
//! Server-Sent Events. The database is looked at again and again, so that every server of a shared folder can tell.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use http_body::Frame;
use rusqlite::Connection;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::detail::followed;
use super::model::Batch;
use crate::app::App;
use crate::auth::Caller;
use crate::clock::{self, Micros, SECOND};
use crate::db;
use crate::error::ApiError;
use crate::spelling::Spelling;

/// Time between two looks at the database.
const PAUSE: Duration = Duration::from_millis(250);
/// A stream on which nothing happens says so this often, so that gateways keep it.
const QUIET: Duration = Duration::from_secs(15);

/// What the worker noted besides the batch's row.
#[derive(Clone, Debug)]
struct Note {
    at: Micros,
    stage: String,
    message: String,
}

/// How far a stream has told.
#[derive(Default)]
struct Told {
    uploaded: bool,
    notes: usize,
    counts: Option<(u64, u64)>,
}

/// The stream of a batch.
///
/// # Errors
/// 401, 403, 404, 422.
pub async fn stream(
    State(app): State<App>,
    caller: Caller,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    let batch = followed(&app, &caller, &uuid).await?;
    let (sender, receiver) = mpsc::channel(16);
    tokio::spawn(async move {
        let mut stopping = app.worker.stopping();
        tokio::select! {
            () = tell(&app, batch.uuid, &sender) => {}
            () = sender.closed() => {}
            _ = stopping.wait_for(|stop| *stop) => {}
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, Body::new(Events(receiver))).into_response())
}

/// Tells until the batch has ended, nobody listens, or the server's limit for a stream is reached.
async fn tell(app: &App, uuid: String, sender: &mpsc::Sender<Bytes>) {
    let begun = Instant::now();
    let limit = app.settings.stream_seconds;
    let mut told = Told::default();
    let mut last = Instant::now();
    loop {
        let id = uuid.clone();
        let Ok(Some((batch, notes))) = app.db.run(move |c| look(c, &id)).await else {
            return;
        };
        for event in told.news(&batch, &notes, app.settings.spelling) {
            last = Instant::now();
            if sender.send(event.into()).await.is_err() {
                return;
            }
        }
        if batch.has_ended() || (limit > 0.0 && begun.elapsed().as_secs_f64() >= limit) {
            return;
        }
        if last.elapsed() >= QUIET {
            last = Instant::now();
            if sender
                .send(Bytes::from_static(b": quiet\n\n"))
                .await
                .is_err()
            {
                return;
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

fn look(c: &Connection, uuid: &str) -> db::Result<Option<(Batch, Vec<Note>)>> {
    let Some(batch) = Batch::by_uuid(c, uuid)? else {
        return Ok(None);
    };
    let mut rows =
        c.prepare_cached("SELECT at, stage, message FROM events WHERE batch_id = ?1 ORDER BY id")?;
    let notes = rows.query_map([batch.id], |row| {
        Ok(Note {
            at: row.get(0)?,
            stage: row.get(1)?,
            message: row.get(2)?,
        })
    })?;
    let notes = notes.collect::<Result<Vec<_>, _>>()?;
    Ok(Some((batch, notes)))
}

impl Told {
    /// The events that this stream has not told yet.
    fn news(&mut self, batch: &Batch, notes: &[Note], spelling: Spelling) -> Vec<String> {
        let mut events = Vec::new();
        let mut say = |kind: &str, at: Micros, stage: &str, done: u64, message: &str| {
            let data = data(batch, at, (stage, message), done, spelling);
            events.push(format!("event: {kind}\ndata: {data}\n\n"));
        };
        if !std::mem::replace(&mut self.uploaded, true) {
            say(
                "progress",
                batch.created_at,
                "uploading",
                0,
                "Upload complete",
            );
        }
        // A plan that was begun anew has fewer notes than were told.
        for note in notes.iter().skip(self.notes) {
            say("progress", note.at, &note.stage, 0, &note.message);
        }
        self.notes = notes.len();
        let done = batch.processed + batch.failed;
        let all = batch.sheet_count;
        if let (Some(started), 1..) = (batch.started_at, all) {
            let mut read = |at: Micros, done: u64| {
                let message = format!("Processing: {done}/{all} sheets completed");
                say("progress", at, "processing_sheets", done, &message);
            };
            let before = self.counts.replace((done, all));
            if before.is_none() {
                read(started, 0);
            }
            if done > 0 && before != self.counts {
                read(batch.completed_at.unwrap_or_else(clock::now), done);
            }
        }
        let end = batch.completed_at.unwrap_or_else(clock::now);
        match batch.status.as_str() {
            "completed" => {
                let message = format!("Completed: {done} sheets, {} failed", batch.failed);
                say("complete", end, "completed", done, &message);
            }
            "failed" => {
                let message = batch
                    .error_message
                    .as_deref()
                    .unwrap_or("Processing failed");
                say("error", end, "failed", done, message);
            }
            _ => {}
        }
        events
    }
}

/// The data of one event.
fn data(
    batch: &Batch,
    at: Micros,
    (stage, message): (&str, &str),
    done: u64,
    spelling: Spelling,
) -> Value {
    let tenths = at.saturating_sub(batch.created_at).max(0) / (SECOND / 10);
    json!({
        "stage": stage,
        "message": message,
        "progress_percentage": (done * 100).checked_div(batch.sheet_count).unwrap_or(0),
        "sheets_total": batch.sheet_count,
        "sheets_processed": done,
        "elapsed_seconds": f64::from(i32::try_from(tenths).unwrap_or(i32::MAX)) / 10.0,
        "timestamp": spelling.time(at),
        "batch_id": batch.uuid,
    })
}

/// The events of a channel as a body.
struct Events(mpsc::Receiver<Bytes>);

impl http_body::Body for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0
            .poll_recv(cx)
            .map(|event| event.map(|bytes| Ok(Frame::data(bytes))))
    }
}
