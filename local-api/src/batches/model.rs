//! The row of a batch.

use axum::http::StatusCode;
use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::auth::Caller;
use crate::clock::{self, Micros};
use crate::db;
use crate::error::{ApiError, FieldError};
use crate::ids;
use crate::uploads::fields::UploadType;

/// The status words of the contract.
pub const STATUSES: [&str; 6] = [
    "uploaded",
    "validating",
    "processing",
    "completed",
    "failed",
    "reprocessing",
];

/// A row of `batches` with its uploader's name.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Row id.
    pub id: i64,
    /// Public id.
    pub uuid: String,
    /// Uploader.
    pub user_id: i64,
    /// Uploader's name.
    pub username: String,
    /// Original file name.
    pub name: String,
    /// Strategy, spelled as in the handoff.
    pub upload_type: String,
    /// One of [`STATUSES`].
    pub status: String,
    /// `upload`, `demo` or `frozen`.
    pub origin: String,
    /// Whether it came in chunks.
    pub chunked: bool,
    /// Task of all sheets; `None` with QR codes.
    pub task_id: Option<String>,
    /// The uploader's notes.
    pub notes: Option<String>,
    /// Size of the files together in bytes.
    pub size_bytes: u64,
    /// Sheets in all.
    pub sheet_count: u64,
    /// Sheets read well.
    pub processed: u64,
    /// Sheets that could not be read.
    pub failed: u64,
    /// When it was uploaded.
    pub created_at: Micros,
    /// When processing began.
    pub started_at: Option<Micros>,
    /// When it ended, well or not.
    pub completed_at: Option<Micros>,
    /// Why it failed.
    pub error_message: Option<String>,
}

/// Columns that [`Batch::from_row`] reads; join `users` as `u`.
pub const COLUMNS: &str = "b.*, u.username AS username";

impl Batch {
    /// Reads a row selected with [`COLUMNS`].
    ///
    /// # Errors
    /// SQLite's.
    pub fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            uuid: row.get("uuid")?,
            user_id: row.get("user_id")?,
            username: row.get("username")?,
            name: row.get("name")?,
            upload_type: row.get("upload_type")?,
            status: row.get("status")?,
            origin: row.get("origin")?,
            chunked: row.get("chunked")?,
            task_id: row.get("task_id")?,
            notes: row.get("notes")?,
            size_bytes: row.get("size_bytes")?,
            sheet_count: row.get("sheet_count")?,
            processed: row.get("processed")?,
            failed: row.get("failed")?,
            created_at: row.get("created_at")?,
            started_at: row.get("started_at")?,
            completed_at: row.get("completed_at")?,
            error_message: row.get("error_message")?,
        })
    }

    /// The batch with this UUID.
    ///
    /// # Errors
    /// The database's.
    pub fn by_uuid(c: &Connection, uuid: &str) -> db::Result<Option<Self>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM batches b JOIN users u ON u.id = b.user_id WHERE b.uuid = ?1"
        );
        Ok(c.prepare_cached(&sql)?
            .query_row([uuid], Self::from_row)
            .optional()?)
    }

    /// Whether nothing more happens to it.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        matches!(self.status.as_str(), "completed" | "failed")
    }
}

/// Reads the UUID of a path, or answers 422 as FastAPI does.
///
/// # Errors
/// 422.
pub fn path_uuid(text: &str) -> Result<String, ApiError> {
    ids::parse_uuid(text).ok_or_else(|| {
        let mut error =
            FieldError::body("batch_uuid", "Input should be a valid UUID", "uuid_parsing");
        error.place = "path";
        ApiError::field(error)
    })
}

/// `404 Batch … not found`.
#[must_use]
pub fn not_found(uuid: &str) -> ApiError {
    ApiError::http(StatusCode::NOT_FOUND, format!("Batch {uuid} not found"))
}

/// The batch, whosever it is.
///
/// # Errors
/// 404; 422 for a malformed id.
pub async fn existing(app: &crate::app::App, uuid: &str) -> Result<Batch, ApiError> {
    let uuid = path_uuid(uuid)?;
    let id = uuid.clone();
    app.db
        .run(move |c| Batch::by_uuid(c, &id))
        .await?
        .ok_or_else(|| not_found(&uuid))
}

/// The batch, if this caller may see it.
///
/// # Errors
/// 404; 403 for somebody else's; 422 for a malformed id.
pub async fn visible(
    app: &crate::app::App,
    caller: &Caller,
    uuid: &str,
) -> Result<Batch, ApiError> {
    let batch = existing(app, uuid).await?;
    if caller.is_admin || batch.user_id == caller.user_id {
        Ok(batch)
    } else {
        Err(ApiError::http(
            StatusCode::FORBIDDEN,
            "You do not have permission to access this batch",
        ))
    }
}

/// A batch that has just been uploaded.
pub struct NewBatch<'a> {
    /// Public id.
    pub uuid: &'a str,
    /// Uploader.
    pub user_id: i64,
    /// Original file name.
    pub name: &'a str,
    /// Strategy.
    pub upload_type: UploadType,
    /// Whether it came in chunks.
    pub chunked: bool,
    /// Task of all sheets.
    pub task_id: Option<&'a str>,
    /// The uploader's notes.
    pub notes: Option<&'a str>,
    /// Bytes in all.
    pub size: u64,
    /// Name, place and size of each file.
    pub files: &'a [(String, u64, u64)],
}

/// Adds a batch with status `uploaded`; gives its row id.
///
/// # Errors
/// SQLite's.
pub fn insert(c: &Connection, batch: &NewBatch<'_>) -> rusqlite::Result<i64> {
    c.execute(
        "INSERT INTO batches (uuid, user_id, name, upload_type, status, origin, chunked, task_id, notes, size_bytes,
                              created_at)
         VALUES (?1, ?2, ?3, ?4, 'uploaded', 'upload', ?5, ?6, ?7, ?8, ?9)",
        (
            batch.uuid,
            batch.user_id,
            batch.name,
            batch.upload_type.word(),
            batch.chunked,
            batch.task_id,
            batch.notes,
            batch.size,
            clock::now(),
        ),
    )?;
    let id = c.last_insert_rowid();
    let mut file = c.prepare_cached(
        "INSERT INTO batch_files (batch_id, seq, name, size_bytes) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (name, seq, size) in batch.files {
        file.execute((id, seq, name, size))?;
    }
    Ok(id)
}
