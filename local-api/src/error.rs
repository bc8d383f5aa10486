//! Errors as the API words them: the `HTTPException` body, FastAPI's list of field errors, its plain `detail`, and the
//! edge's HTML page (api-contract, ground rules). The path is added by [`crate::serve::edge`], which alone knows it.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// One field that did not fit, as FastAPI reports it.
#[derive(Clone, Debug)]
pub struct FieldError {
    /// `body`, `query` or `path`.
    pub place: &'static str,
    /// The field.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
    /// FastAPI's word for the kind of mistake.
    pub kind: &'static str,
}

impl FieldError {
    /// A field of the request body that is missing.
    #[must_use]
    pub fn missing(field: &str) -> Self {
        Self::body(field, "Field required", "missing")
    }

    /// A field of the request body that does not fit.
    #[must_use]
    pub fn body(field: &str, message: impl Into<String>, kind: &'static str) -> Self {
        Self {
            place: "body",
            field: field.to_owned(),
            message: message.into(),
            kind,
        }
    }

    /// A query parameter that does not fit.
    #[must_use]
    pub fn query(field: &str, message: impl Into<String>, kind: &'static str) -> Self {
        Self {
            place: "query",
            field: field.to_owned(),
            message: message.into(),
            kind,
        }
    }
}

/// An answer that is not a success.
#[derive(Clone, Debug)]
pub enum ApiError {
    /// `{"error":"HTTPException","message":…,"status_code":…,"path":…}`.
    Http(StatusCode, String),
    /// The same with `Retry-After` in seconds.
    RetryAfter(StatusCode, String, u64),
    /// `422 {"detail":[{"loc":…,"msg":…,"type":…}]}`.
    Fields(Vec<FieldError>),
    /// `{"detail":"…"}`, as the framework itself answers.
    Detail(StatusCode, &'static str),
    /// The edge's 413 page.
    EdgeTooLarge,
    /// The edge's 408 page.
    EdgeTimeout,
}

impl ApiError {
    /// An `HTTPException` with this status and message.
    #[must_use]
    pub fn http(status: StatusCode, message: impl Into<String>) -> Self {
        Self::Http(status, message.into())
    }

    /// `400`.
    #[must_use]
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::http(StatusCode::BAD_REQUEST, message)
    }

    /// `422` for one field.
    #[must_use]
    pub fn field(error: FieldError) -> Self {
        Self::Fields(vec![error])
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Http(status, _) | Self::RetryAfter(status, _, _) | Self::Detail(status, _) => {
                *status
            }
            Self::Fields(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::EdgeTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::EdgeTimeout => StatusCode::REQUEST_TIMEOUT,
        }
    }

    /// The finished answer for a request to `path`.
    #[must_use]
    pub fn render(&self, path: &str) -> Response {
        let status = self.status();
        let body = match self {
            Self::Http(_, message) | Self::RetryAfter(_, message, _) => {
                json!({"error": "HTTPException", "message": message, "status_code": status.as_u16(), "path": path})
            }
            Self::Fields(fields) => {
                json!({"detail": fields.iter().map(field_json).collect::<Vec<_>>()})
            }
            Self::Detail(_, detail) => json!({"detail": detail}),
            Self::EdgeTooLarge => return edge_page(status, "Request Entity Too Large"),
            Self::EdgeTimeout => return edge_page(status, "Request Time-out"),
        };
        let mut response = (
            status,
            [(header::CONTENT_TYPE, "application/json")],
            body.to_string(),
        )
            .into_response();
        if let Self::RetryAfter(_, _, seconds) = self {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

fn field_json(error: &FieldError) -> Value {
    json!({"loc": [error.place, error.field], "msg": error.message, "type": error.kind})
}

/// The kind of page that proxies send.
fn edge_page(status: StatusCode, reason: &str) -> Response {
    let words = format!("{} {reason}", status.as_u16());
    let page = format!(
        "<html>\r\n<head><title>{words}</title></head>\r\n<body>\r\n<center><h1>{words}</h1></center>\r\n\
         <hr><center>edge</center>\r\n</body>\r\n</html>\r\n"
    );
    (
        status,
        [
            (header::CONTENT_TYPE, "text/html"),
            (header::CONNECTION, "close"),
        ],
        page,
    )
        .into_response()
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<crate::db::Error> for ApiError {
    fn from(error: crate::db::Error) -> Self {
        if error.is_disk_full() {
            return Self::from_disk_full();
        }
        eprintln!("error: {error}");
        Self::http(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error")
    }
}

impl ApiError {
    /// `507`: the disk of the server is full.
    #[must_use]
    pub fn from_disk_full() -> Self {
        Self::http(
            StatusCode::INSUFFICIENT_STORAGE,
            "The server has no disk space left. Nothing was stored.",
        )
    }

    /// The answer to a failed write: `507` for a full disk, `500` for anything else.
    #[must_use]
    pub fn from_io(error: std::io::Error) -> Self {
        crate::db::Error::Io(error).into()
    }
}
