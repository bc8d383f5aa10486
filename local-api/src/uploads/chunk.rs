//! `POST /api/batches/upload-chunk`: one chunk of a file that is too large for one request.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{FromRequest as _, Multipart, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use super::fields::{self, UploadType};
use super::sessions::{self, ChunkFacts, Rules, Stored};
use super::store::Received;
use crate::app::App;
use crate::auth::Caller;
use crate::auth::handlers::json_answer;
use crate::error::{ApiError, FieldError};
use crate::faults::{ChunkSeen, Trace};

/// The text fields of the form, as sent.
#[derive(Default)]
struct Form {
    chunk_index: Option<String>,
    total_chunks: Option<String>,
    filename: Option<String>,
    upload_type: Option<String>,
    is_final_chunk: Option<String>,
    upload_id: Option<String>,
    task_id: Option<String>,
    notes: Option<String>,
}

impl Form {
    fn slot(&mut self, name: &str) -> Option<&mut Option<String>> {
        Some(match name {
            "chunk_index" => &mut self.chunk_index,
            "total_chunks" => &mut self.total_chunks,
            "filename" => &mut self.filename,
            "upload_type" => &mut self.upload_type,
            "is_final_chunk" => &mut self.is_final_chunk,
            "upload_id" => &mut self.upload_id,
            "task_id" => &mut self.task_id,
            "notes" => &mut self.notes,
            _ => return None,
        })
    }

    /// Whether every field that must be there is.
    fn is_whole(&self) -> bool {
        [
            &self.chunk_index,
            &self.total_chunks,
            &self.filename,
            &self.upload_type,
        ]
        .iter()
        .all(|f| f.is_some())
    }

    fn seen(&self) -> ChunkSeen {
        let number = |text: &Option<String>| text.as_deref().and_then(|t| t.trim().parse().ok());
        ChunkSeen {
            chunk_index: number(&self.chunk_index),
            total_chunks: number(&self.total_chunks),
            is_final: self.is_final_chunk.as_deref().and_then(fields::boolean),
            upload_id: self.upload_id.clone(),
        }
    }

    /// Reads the fields as FastAPI would: 422 names every one that does not fit; 400 for numbers out of range.
    fn facts(&self, user_id: i64) -> Result<ChunkFacts, ApiError> {
        let mut errors = Vec::new();
        let index = number("chunk_index", self.chunk_index.as_deref(), &mut errors);
        let total = number("total_chunks", self.total_chunks.as_deref(), &mut errors);
        for (name, field) in [
            ("filename", &self.filename),
            ("upload_type", &self.upload_type),
        ] {
            if field.as_deref().is_none_or(|text| text.trim().is_empty()) {
                errors.push(FieldError::missing(name));
            }
        }
        let is_final = match self.is_final_chunk.as_deref() {
            None => false,
            Some(text) => fields::boolean(text).unwrap_or_else(|| {
                errors.push(FieldError::body(
                    "is_final_chunk",
                    "Input should be a valid boolean",
                    "bool_parsing",
                ));
                false
            }),
        };
        if !errors.is_empty() {
            return Err(ApiError::Fields(errors));
        }
        if total < 1 || index < 0 || index >= total {
            let range = format!(
                "Invalid chunk_index {index}: must be 0 or more and less than total_chunks ({total})"
            );
            return Err(ApiError::bad_request(range));
        }
        let upload_id = self
            .upload_id
            .as_deref()
            .map(str::trim)
            .filter(|id| !id.is_empty())
            .map(str::to_owned);
        if index > 0 && upload_id.is_none() {
            return Err(ApiError::bad_request(
                "upload_id is required for every chunk after the first",
            ));
        }
        let upload_type = UploadType::field(self.upload_type.as_deref().unwrap_or_default())?;
        let filename = fields::base_name(self.filename.as_deref().unwrap_or_default());
        if upload_type != UploadType::Images && !fields::has_extension(&filename, &["zip"]) {
            return Err(ApiError::bad_request(
                "Only ZIP files are accepted for this upload type",
            ));
        }
        Ok(ChunkFacts {
            user_id,
            upload_id,
            index: index.unsigned_abs(),
            total: total.unsigned_abs(),
            is_final,
            filename,
            upload_type,
            task_id: fields::task_id(upload_type, self.task_id.as_deref())?,
            notes: self.notes.clone().filter(|notes| !notes.is_empty()),
        })
    }
}

fn number(name: &str, text: Option<&str>, errors: &mut Vec<FieldError>) -> i64 {
    match text.map(|text| text.trim().parse()) {
        Some(Ok(number)) => number,
        Some(Err(_)) => {
            errors.push(FieldError::body(
                name,
                "Input should be a valid integer",
                "int_parsing",
            ));
            0
        }
        None => {
            errors.push(FieldError::missing(name));
            0
        }
    }
}

/// Takes one chunk. Its bytes become part of the session only when the request has arrived whole.
///
/// # Errors
/// 400, 401, 403, 404, 413, 422, 500, 507 (api-contract).
pub async fn upload_chunk(
    State(app): State<App>,
    caller: Caller,
    trace: Option<Extension<Arc<Trace>>>,
    request: Request,
) -> Result<Response, ApiError> {
    let trace = trace.map(|Extension(trace)| trace);
    let mut multipart = Multipart::from_request(request, &())
        .await
        .map_err(|_| no_form())?;
    let mut form = Form::default();
    let mut chunk: Option<Received> = None;
    let mut announced = false;
    while let Some(mut field) = multipart.next_field().await.map_err(fields::broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name != "chunk" {
            let value = fields::text(field).await?;
            if let Some(slot) = form.slot(&name) {
                *slot = Some(value);
            }
            continue;
        }
        if form.is_whole() {
            if let Some(answer) = announce(&app, trace.as_deref(), &form, &mut announced).await {
                return Ok(answer);
            }
            // A refusal need not wait for 50 MB.
            refuse_early(&app, form.facts(caller.user_id)?).await?;
        }
        let mut file = app.store.receive().await.map_err(ApiError::from_io)?;
        while let Some(piece) = field.chunk().await.map_err(fields::broken)? {
            let more = file.add(piece).await;
            if file.size() > app.settings.max_chunk {
                return Err(ApiError::http(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    format!(
                        "Chunk size ({} bytes so far) exceeds maximum of {} bytes",
                        file.size(),
                        app.settings.max_chunk
                    ),
                ));
            }
            if !more {
                break;
            }
        }
        chunk = Some(file.finish().await.map_err(ApiError::from_io)?);
    }
    if let Some(answer) = announce(&app, trace.as_deref(), &form, &mut announced).await {
        return Ok(answer);
    }
    let facts = form.facts(caller.user_id)?;
    let chunk = chunk.ok_or_else(|| ApiError::field(FieldError::missing("chunk")))?;
    if chunk.size() == 0 {
        return Err(ApiError::bad_request("Chunk is empty"));
    }
    // From here on the work is finished even when the client goes away.
    let work = tokio::spawn(finish(app, facts, chunk));
    work.await.map_err(|_| crate::db::Error::Stopped)?
}

fn no_form() -> ApiError {
    ApiError::Fields(
        [
            "chunk",
            "chunk_index",
            "total_chunks",
            "filename",
            "upload_type",
        ]
        .map(FieldError::missing)
        .into(),
    )
}

/// Tells the request log and the rules of `/__faults` what the chunk is, once; a rule may answer in our place.
async fn announce(
    app: &App,
    trace: Option<&Trace>,
    form: &Form,
    announced: &mut bool,
) -> Option<Response> {
    let trace = trace.filter(|_| !std::mem::replace(announced, true))?;
    trace.chunk(app, form.seen()).await
}

fn rules(app: &App, facts: &ChunkFacts) -> Rules {
    Rules {
        ordered: app.settings.require_chunk_order,
        session_seconds: app.settings.session_seconds,
        max_file: app.settings.max_file,
        size_at_the_end: app.settings.spelling.checks_size_at_the_end(),
        finalized: app.settings.is_finalized(facts.task_id.as_deref()),
    }
}

async fn refuse_early(app: &App, facts: ChunkFacts) -> Result<(), ApiError> {
    let (store, rules) = (app.store.clone(), rules(app, &facts));
    match app
        .db
        .run(move |c| sessions::refusal(c, &store, &facts, rules))
        .await?
    {
        Some(refused) => Err(refusal(refused)),
        None => Ok(()),
    }
}

async fn finish(app: App, mut facts: ChunkFacts, chunk: Received) -> Result<Response, ApiError> {
    let spelling = app.settings.spelling;
    facts.notes = spelling.chunked_notes(facts.notes, facts.total);
    let (store, rules, sent) = (app.store.clone(), rules(&app, &facts), facts.clone());
    let stored = app
        .db
        .run(move |c| sessions::store_chunk(c, &store, &sent, chunk, rules))
        .await
        .map_err(|e| {
            if facts.is_final && !e.is_disk_full() {
                eprintln!("error: {e}");
                return ApiError::http(StatusCode::INTERNAL_SERVER_ERROR, "Batch creation failed");
            }
            e.into()
        })?;
    let (index, total) = (facts.index, facts.total);
    match stored {
        Stored::Chunk {
            upload_id,
            received,
        } => Ok(json_answer(
            StatusCode::ACCEPTED,
            &json!({
                "upload_id": upload_id,
                "chunk_index": index,
                "chunks_received": received,
                "total_chunks": total,
                "is_complete": false,
                "message": format!("Chunk {} of {total} received", index + 1),
            }),
        )),
        Stored::Batch {
            upload_id,
            batch_id,
            uuid,
        } => {
            app.worker.enqueue(batch_id, uuid.clone());
            Ok(json_answer(
                StatusCode::ACCEPTED,
                &json!({
                    "upload_id": upload_id,
                    "chunk_index": index,
                    "chunks_received": total,
                    "total_chunks": total,
                    "is_complete": true,
                    "message": "Upload complete. Processing has started.",
                    "batch_id": uuid,
                    "status": "uploaded",
                }),
            ))
        }
        // These two are found when the batch is made.
        refused @ (Stored::TooLarge | Stored::Finalized(_)) if facts.is_final => {
            Err(spelling.refused_at_the_last_chunk(refusal(refused)))
        }
        refused => Err(refusal(refused)),
    }
}

fn refusal(stored: Stored) -> ApiError {
    match stored {
        Stored::Unknown(id) => ApiError::http(
            StatusCode::NOT_FOUND,
            format!("Upload {id} not found. Please restart upload."),
        ),
        Stored::TotalDiffers(total) => ApiError::bad_request(format!(
            "Invalid total_chunks: this upload was started with {total}"
        )),
        Stored::OutOfOrder(expected) => ApiError::bad_request(format!(
            "Invalid chunk_index: expected {expected}. Chunks must be sent in order."
        )),
        Stored::TooLarge => ApiError::http(
            StatusCode::PAYLOAD_TOO_LARGE,
            "File size exceeds maximum allowed size",
        ),
        Stored::Finalized(task) => fields::finalized(&task),
        Stored::Incomplete(missing) => ApiError::http(
            StatusCode::INTERNAL_SERVER_ERROR,
            format!("Failed to reassemble chunks: {missing} missing"),
        ),
        // Not refusals; the caller has dealt with them.
        Stored::Chunk { .. } | Stored::Batch { .. } => {
            ApiError::http(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error")
        }
    }
}
