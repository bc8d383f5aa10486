//! Everything that can come back in place of an answer. `words::errors` makes of it what a person reads.

use crate::log::CallCause;
use serde_json::Value;

/// Why a call gave no usable answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// No answer at all: offline, refused, reset, or cut by a proxy. Whether the server did the work is unknown.
    #[error("no answer from the network")]
    Network,
    /// No byte moved for the stall time, or no answer within the time for a small call. Outcome unknown.
    #[error("the server took too long")]
    Timeout,
    /// Another tab holds the lock for renewing the session and does not let go. Nothing was asked.
    #[error("another tab holds the session's lock")]
    OtherTab,
    /// An answer outside 200–299.
    #[error("status {code}")]
    Status {
        /// HTTP status, 300–599.
        code: u16,
        /// What the body said.
        problem: Problem,
        /// `Retry-After` in milliseconds from the answer, not clipped yet (RFC 9110, 10.2.3).
        retry_after_ms: Option<u64>,
    },
    /// A success whose body is not what the contract says, such as a captive portal's HTML page (F-06).
    #[error("the answer was not understood: {what}")]
    Decode {
        /// Which call, for support; never a body.
        what: &'static str,
    },
    /// A page that refuses (3xx, 401, 403): something between this computer and the API has answered in its place.
    #[error("something on the way answered {code}")]
    Between {
        /// HTTP status.
        code: u16,
    },
    /// Something on the way sends the request elsewhere, such as a network to its own sign-in.
    #[error("sent elsewhere")]
    Redirected,
    /// The session is over: the refresh token was refused as well. Only then is anyone signed out (S-02).
    #[error("signed out")]
    SignedOut,
    /// We gave the call up ourselves.
    #[error("aborted")]
    Aborted,
    /// The file behind the body can no longer be read (changed, deleted, unplugged).
    #[error("the file cannot be read")]
    FileUnreadable,
}

impl Error {
    /// The HTTP status, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Status { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// The server's own words, where it had some fit to show.
    #[must_use]
    pub fn server_words(&self) -> Option<&str> {
        match self {
            Self::Status { problem, .. } => problem.message.as_deref(),
            _ => None,
        }
    }

    /// The API itself has answered, and not something on the way for it.
    #[must_use]
    pub fn is_own_answer(&self) -> bool {
        match self {
            Self::Status { code, problem, .. } => {
                !problem.foreign
                    && problem.message.is_some()
                    && !matches!(code, 408 | 502..=504 | 520..=599)
            }
            _ => false,
        }
    }

    /// Something on the way has answered in place of the API. With the status, where it showed one.
    #[must_use]
    pub fn between(&self) -> Option<Option<u16>> {
        match self {
            Self::Between { code } => Some(Some(*code)),
            Self::Redirected => Some(None),
            Self::Status { code, problem, .. } if problem.page && *code < 500 => Some(Some(*code)),
            _ => None,
        }
    }

    /// Whether asking again may help without anyone doing anything (network, stall, 408, 425, 429, 5xx, odd answers).
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Network
            | Self::Timeout
            | Self::OtherTab
            | Self::Decode { .. }
            | Self::Between { .. }
            | Self::Redirected => true,
            Self::Status { code, .. } => matches!(code, 408 | 425 | 429 | 500..=599),
            Self::SignedOut | Self::Aborted | Self::FileUnreadable => false,
        }
    }
}

impl From<&Error> for CallCause {
    /// For the log: the kind of failure, and nothing that a server has written.
    fn from(error: &Error) -> Self {
        match error {
            Error::Network => Self::Network,
            Error::Timeout => Self::Timeout,
            Error::OtherTab => Self::OtherTab,
            Error::Status { code, .. } => Self::Status(*code),
            Error::Decode { .. } => Self::Decode,
            Error::Between { code } => Self::Between(*code),
            Error::Redirected => Self::Redirected,
            Error::SignedOut => Self::SignedOut,
            Error::Aborted => Self::Aborted,
            Error::FileUnreadable => Self::File,
        }
    }
}

/// What an error body said: either spelling of the contract, or something else (F-13).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problem {
    /// The server's sentence, bounded in length; `None` for HTML, empty and unknown bodies.
    pub message: Option<String>,
    /// Field errors of FastAPI's list, as (field name, message).
    pub fields: Vec<(String, String)>,
    /// The body was not JSON: the edge proxy or something between has answered, not the API.
    pub foreign: bool,
    /// It was a page, not even a plain text.
    pub page: bool,
}

/// Longest text taken over from a server's answer, in characters (F-39: a 10 MB note must not reach the page).
const MESSAGE_LIMIT: usize = 600;

impl Problem {
    /// Reads `{"message"}`, `{"detail":"…"}`, `{"detail":[{loc,msg}]}`; anything else is `foreign` or empty.
    #[must_use]
    pub fn read(body: &str) -> Self {
        match super::json::read(body) {
            Some(value) => Self::from_value(&value),
            None => Self {
                foreign: !body.trim().is_empty(),
                page: body.trim_start().starts_with('<'),
                ..Self::default()
            },
        }
    }

    fn from_value(value: &Value) -> Self {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(bounded);
        match value.get("detail") {
            Some(Value::Array(list)) => Self::from_fields(list),
            _ => Self {
                message: text("message")
                    .or_else(|| text("detail"))
                    .filter(|m| !m.is_empty()),
                ..Self::default()
            },
        }
    }

    fn from_fields(list: &[Value]) -> Self {
        let fields: Vec<(String, String)> = list
            .iter()
            .take(20)
            .map(|item| {
                let field = item
                    .get("loc")
                    .and_then(Value::as_array)
                    .and_then(|loc| loc.last())
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                let message = item.get("msg").and_then(Value::as_str).unwrap_or_default();
                (bounded(field), bounded(message))
            })
            .collect();
        let message = fields
            .iter()
            .map(|(_, m)| m.as_str())
            .find(|m| !m.is_empty())
            .map(str::to_owned);
        Self {
            message,
            fields,
            foreign: false,
            page: false,
        }
    }
}

fn bounded(text: &str) -> String {
    text.trim().chars().take(MESSAGE_LIMIT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s15_what_a_server_writes_is_not_in_the_log() {
        let error = Error::Status {
            code: 500,
            problem: Problem::read(r#"{"detail": "Araya failed"}"#),
            retry_after_ms: None,
        };
        assert!(error.server_words().is_some());
        assert_eq!(CallCause::from(&error).to_string(), "status 500");
    }
    use proptest::prelude::*;

    #[test]
    fn both_error_bodies_are_understood() {
        let one = r#"{"error":"HTTPException","message":"Batch x not found","status_code":404,"path":"/api"}"#;
        assert_eq!(
            Problem::read(one).message.as_deref(),
            Some("Batch x not found")
        );
        let other = r#"{"detail":"Not authenticated"}"#;
        assert_eq!(
            Problem::read(other).message.as_deref(),
            Some("Not authenticated")
        );
        let list = r#"{"detail":[{"loc":["body","task_id"],"msg":"must have 8 digits","type":"value_error"}]}"#;
        let problem = Problem::read(list);
        assert_eq!(
            problem.fields,
            [("task_id".to_owned(), "must have 8 digits".to_owned())]
        );
        assert_eq!(problem.message.as_deref(), Some("must have 8 digits"));
    }

    #[test]
    fn html_is_foreign_and_never_shown() {
        let problem = Problem::read("<html><h1>413 Request Entity Too Large</h1></html>");
        assert!(problem.foreign);
        assert_eq!(problem.message, None);
    }

    #[test]
    fn odd_json_gives_no_message() {
        for body in [
            "",
            "null",
            "[]",
            "{}",
            r#"{"detail":7}"#,
            r#"{"detail":[7,{"loc":7,"msg":null}]}"#,
            r#"{"message":{}}"#,
        ] {
            assert_eq!(Problem::read(body).message, None, "{body}");
            assert!(!Problem::read(body).foreign, "{body}");
        }
    }

    #[test]
    fn a_huge_message_is_cut() {
        let body = format!(r#"{{"detail":"{}"}}"#, "x".repeat(100_000));
        assert_eq!(
            Problem::read(&body).message.map(|m| m.len()),
            Some(MESSAGE_LIMIT)
        );
    }

    proptest! {
        #[test]
        fn no_body_panics(body in ".{0,200}") {
            let _ = Problem::read(&body);
        }
    }
}
