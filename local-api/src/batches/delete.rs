//! `DELETE /api/batches/{uuid}`: admins only, permanent.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::model::{not_found, path_uuid};
use crate::app::App;
use crate::auth::Caller;
use crate::error::ApiError;

/// Stops the processing of a batch and removes everything about it → 204.
///
/// # Errors
/// 401, 403, 404, 422.
pub async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    if !caller.is_admin {
        return Err(ApiError::http(
            StatusCode::FORBIDDEN,
            "Only administrators can delete batches",
        ));
    }
    let uuid = path_uuid(&uuid)?;
    let (id, store) = (uuid.clone(), app.store.clone());
    let removed = app
        .db
        .run_on_reserve(move |c| {
            let removed = c.execute("DELETE FROM batches WHERE uuid = ?1", [&id])?;
            if removed > 0 {
                store.remove_batch(&id)?;
            }
            Ok(removed)
        })
        .await?;
    if removed == 0 {
        return Err(not_found(&uuid));
    }
    // The worker would notice by itself at its next sheet; this spares it the sheet.
    app.worker.cancel(&uuid);
    Ok(StatusCode::NO_CONTENT.into_response())
}
