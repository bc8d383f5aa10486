//! `POST /api/batches/upload`: a ZIP or a set of images in one request.

use std::fs;

use axum::extract::{FromRequest as _, Multipart, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use super::fields::{self, UploadType};
use super::store::{Received, Store};
use crate::app::App;
use crate::auth::Caller;
use crate::auth::handlers::json_answer;
use crate::batches::model::{NewBatch, insert};
use crate::error::{ApiError, FieldError};
use crate::{db, ids};

/// What an image may be called.
pub const IMAGE_EXTENSIONS: &[&str] = &["jpg", "jpeg", "png"];

#[derive(Default)]
struct Form {
    zip: Option<(String, Received)>,
    images: Vec<(String, Received)>,
    has_qr: Option<String>,
    upload_type: Option<String>,
    task_id: Option<String>,
    notes: Option<String>,
}

/// Takes a whole batch → 202.
///
/// # Errors
/// 400, 401, 403, 413, 422, 507 (api-contract).
pub async fn upload(
    State(app): State<App>,
    caller: Caller,
    request: Request,
) -> Result<Response, ApiError> {
    let multipart = Multipart::from_request(request, &())
        .await
        .map_err(|_| ApiError::bad_request("Either file or files must be sent"))?;
    let form = read(&app, multipart).await?;
    let (kind, name, files) = sort(&form)?;
    let task_id = fields::task_id(kind, form.task_id.as_deref())?;
    if app.settings.is_finalized(task_id.as_deref()) {
        return Err(fields::finalized(&task_id.unwrap_or_default()));
    }
    check_files(kind, files)?;
    let size: u64 = files.iter().map(|(_, file)| file.size()).sum();
    if size > app.settings.max_file {
        return Err(ApiError::http(
            StatusCode::PAYLOAD_TOO_LARGE,
            "File size exceeds maximum allowed size",
        ));
    }
    // From here on the work is finished even when the client goes away.
    let work = tokio::spawn(create(app, caller, form, kind, name, task_id, size));
    work.await.map_err(|_| db::Error::Stopped)?
}

async fn read(app: &App, mut multipart: Multipart) -> Result<Form, ApiError> {
    let mut form = Form::default();
    while let Some(mut field) = multipart.next_field().await.map_err(fields::broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "file" | "files" => {
                let file_name = fields::base_name(field.file_name().unwrap_or_default());
                let mut file = app.store.receive().await.map_err(ApiError::from_io)?;
                while let Some(piece) = field.chunk().await.map_err(fields::broken)? {
                    if !file.add(piece).await {
                        break;
                    }
                }
                let file = file.finish().await.map_err(ApiError::from_io)?;
                if name == "file" {
                    form.zip = Some((file_name, file));
                } else {
                    form.images.push((file_name, file));
                }
            }
            "has_qr" => form.has_qr = Some(fields::text(field).await?),
            "upload_type" => form.upload_type = Some(fields::text(field).await?),
            "task_id" => form.task_id = Some(fields::text(field).await?),
            "notes" => {
                form.notes = Some(fields::text(field).await?).filter(|notes| !notes.is_empty())
            }
            _ => {
                fields::text(field).await?;
            }
        }
    }
    Ok(form)
}

/// Strategy, name of the batch, and its files.
type Sorted<'a> = (UploadType, String, &'a [(String, Received)]);

/// Which strategy it is: `files` are images; a `file` is told by `upload_type` or `has_qr` (api-contract).
fn sort(form: &Form) -> Result<Sorted<'_>, ApiError> {
    let word = form
        .upload_type
        .as_deref()
        .map(str::trim)
        .filter(|word| !word.is_empty());
    let named = word.map(UploadType::field).transpose()?;
    let has_qr = match form
        .has_qr
        .as_deref()
        .filter(|text| !text.trim().is_empty())
    {
        None => None,
        Some(text) => Some(fields::boolean(text).ok_or_else(|| {
            ApiError::field(FieldError::body(
                "has_qr",
                "Input should be a valid boolean",
                "bool_parsing",
            ))
        })?),
    };
    match (&form.zip, form.images.as_slice()) {
        (Some(_), [_, ..]) => Err(ApiError::bad_request("Send either file or files, not both")),
        (None, []) => Err(ApiError::bad_request("Either file or files must be sent")),
        (None, images) => {
            let task = form.task_id.as_deref().unwrap_or_default().trim();
            let name = match images {
                [(only, _)] => only.clone(),
                _ => format!("images_{task}"),
            };
            Ok((UploadType::Images, name, images))
        }
        (Some(zip), []) => {
            let kind = match (named, has_qr) {
                (Some(UploadType::Images), _) => {
                    return Err(ApiError::bad_request(
                        "Images must be sent in the field files",
                    ));
                }
                (Some(kind), _) => kind,
                (None, Some(true)) => UploadType::ZipWithQr,
                (None, Some(false)) => UploadType::ZipNoQr,
                (None, None) => return Err(ApiError::field(FieldError::missing("has_qr"))),
            };
            Ok((kind, zip.0.clone(), std::slice::from_ref(zip)))
        }
    }
}

fn check_files(kind: UploadType, files: &[(String, Received)]) -> Result<(), ApiError> {
    let (extensions, wanted): (&[&str], _) = match kind {
        UploadType::Images => (IMAGE_EXTENSIONS, "Only JPEG and PNG images are accepted"),
        _ => (&["zip"], "Only ZIP files are accepted for this upload type"),
    };
    for (name, file) in files {
        if !fields::has_extension(name, extensions) {
            return Err(ApiError::bad_request(format!("{wanted}: {name}")));
        }
        if file.size() == 0 {
            return Err(ApiError::bad_request(format!("File is empty: {name}")));
        }
    }
    Ok(())
}

async fn create(
    app: App,
    caller: Caller,
    mut form: Form,
    kind: UploadType,
    name: String,
    task_id: Option<String>,
    size: u64,
) -> Result<Response, ApiError> {
    let uuid = ids::uuid();
    let files: Vec<(String, Received)> = form
        .zip
        .take()
        .into_iter()
        .chain(form.images.drain(..))
        .collect();
    let (folder, id) = (app.store.batch(&uuid), uuid.clone());
    let batch_id = app
        .db
        .run(move |c| {
            let rows: Vec<(String, u64, u64)> = files
                .iter()
                .zip(0..)
                .map(|((name, file), seq)| (name.clone(), seq, file.size()))
                .collect();
            let tx = c.transaction()?;
            // A server killed before the commit leaves a folder without a row, which the next start removes.
            fs::create_dir(&folder)?;
            for ((_, file), seq) in files.into_iter().zip(0..) {
                file.keep(&Store::part(&folder, seq))?;
            }
            let batch = NewBatch {
                uuid: &id,
                user_id: caller.user_id,
                name: &name,
                upload_type: kind,
                chunked: false,
                task_id: task_id.as_deref(),
                notes: form.notes.as_deref(),
                size,
                files: &rows,
            };
            let batch_id = insert(&tx, &batch)?;
            tx.commit()?;
            Ok(batch_id)
        })
        .await?;
    app.worker.enqueue(batch_id, uuid.clone());
    Ok(json_answer(
        StatusCode::ACCEPTED,
        &json!({
            "batch_id": uuid,
            "status": "uploaded",
            "message": "Batch uploaded successfully. Processing has started.",
            "total_size": size,
        }),
    ))
}
