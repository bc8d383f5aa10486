//! The rules for form fields that both upload calls share.

use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;

use crate::error::{ApiError, FieldError};

/// Longest text field in bytes.
const MAX_TEXT: usize = 64 * 1024;

/// The strategies (api-contract, "Upload-type words").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UploadType {
    /// ZIP with cover sheets.
    ZipWithQr,
    /// ZIP of one task.
    ZipNoQr,
    /// Images of one task.
    Images,
}

impl UploadType {
    /// Reads a word that clients send.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "zip_with_qr" | "zip_qr" => Some(Self::ZipWithQr),
            "zip_no_qr" => Some(Self::ZipNoQr),
            "images" => Some(Self::Images),
            _ => None,
        }
    }

    /// The word in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::ZipWithQr => "zip_with_qr",
            Self::ZipNoQr => "zip_no_qr",
            Self::Images => "images",
        }
    }

    /// The `upload_type` field, or the 422 that FastAPI would answer.
    ///
    /// # Errors
    /// 422.
    pub fn field(word: &str) -> Result<Self, ApiError> {
        Self::parse(word).ok_or_else(|| {
            let wanted = "Input should be 'zip_with_qr', 'zip_no_qr' or 'images'";
            ApiError::field(FieldError::body("upload_type", wanted, "enum"))
        })
    }
}

/// Checks the task id against the strategy; gives `None` where none is needed.
///
/// # Errors
/// 422 when it is missing or not exactly 8 digits.
pub fn task_id(kind: UploadType, given: Option<&str>) -> Result<Option<String>, ApiError> {
    let given = given.map(str::trim).filter(|text| !text.is_empty());
    let wrong = |message, kind| Err(ApiError::field(FieldError::body("task_id", message, kind)));
    match given {
        _ if kind == UploadType::ZipWithQr => Ok(None),
        Some(id) if is_task_id(id) => Ok(Some(id.to_owned())),
        Some(_) => wrong("task_id must be exactly 8 digits", "value_error"),
        None => wrong(
            "task_id is required when the upload has no QR codes",
            "missing",
        ),
    }
}

/// Exactly 8 ASCII digits.
#[must_use]
pub fn is_task_id(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit())
}

/// The last part of a name that may come with folders; never empty.
#[must_use]
pub fn base_name(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    if base.is_empty() {
        "unnamed".to_owned()
    } else {
        base.chars().take(255).collect()
    }
}

/// Whether a name ends in one of these extensions, in any case.
#[must_use]
pub fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, e)| extensions.iter().any(|x| e.eq_ignore_ascii_case(x)))
}

/// Reads a text field.
///
/// # Errors
/// 422 for one that is too long or not UTF-8; 400 for a body that ends early.
pub async fn text(mut field: Field<'_>) -> Result<String, ApiError> {
    let name = field.name().unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(broken)? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > MAX_TEXT {
            return Err(ApiError::field(FieldError::body(
                &name,
                "Text too long",
                "string_too_long",
            )));
        }
    }
    String::from_utf8(bytes).map_err(|_| {
        ApiError::field(FieldError::body(
            &name,
            "Input should be UTF-8 text",
            "string_unicode",
        ))
    })
}

/// The answer to an upload for a task that takes no more sheets.
#[must_use]
pub fn finalized(task: &str) -> ApiError {
    ApiError::http(
        StatusCode::FORBIDDEN,
        format!("Task {task} is finalized. No more sheets can be uploaded."),
    )
}

/// The answer to a body that cannot be read as multipart.
#[must_use]
pub fn broken(_: MultipartError) -> ApiError {
    ApiError::http(
        StatusCode::BAD_REQUEST,
        "There was an error parsing the body",
    )
}

/// `true`/`false` as FastAPI reads them.
#[must_use]
pub fn boolean(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "1" | "on" | "yes" | "t" | "y" => Some(true),
        "false" | "0" | "off" | "no" | "f" | "n" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn task_ids_are_eight_digits_where_needed() {
        assert_eq!(task_id(UploadType::ZipWithQr, Some("x")).unwrap(), None);
        assert_eq!(
            task_id(UploadType::ZipNoQr, Some(" 01490113 "))
                .unwrap()
                .as_deref(),
            Some("01490113")
        );
        for bad in [
            None,
            Some(""),
            Some("1490011"),
            Some("149001133"),
            Some("1490011a"),
            Some("１４９００１１３"),
        ] {
            assert!(task_id(UploadType::Images, bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn names_lose_their_folders_only() {
        assert_eq!(base_name("C:\\scans\\117.zip"), "117.zip");
        assert_eq!(base_name("a/b/117 <b>.zip"), "117 <b>.zip");
        assert_eq!(base_name("a/"), "unnamed");
        assert!(has_extension("A.ZIP", &["zip"]));
        assert!(!has_extension("zip", &["zip"]));
    }
}
