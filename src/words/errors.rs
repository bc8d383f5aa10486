//! What a person reads when something went wrong: the cause, and what to do next. The server's own words stand apart, as
//! a quotation.

use super::catalog::say;
use crate::api::Error;

/// A failure in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong, one sentence.
    pub cause: String,
    /// What to do next, one sentence.
    pub next: String,
    /// The server's own sentence, where it had one.
    pub server_words: Option<String>,
}

/// Describes `error` for a call that only reads: nothing was changed by it.
#[must_use]
pub fn reading(error: &Error) -> Failure {
    let (cause, next) = cause_and_next(error);
    Failure {
        cause: cause.into(),
        next: next.into(),
        server_words: error.server_words().map(str::to_owned),
    }
}

fn cause_and_next(error: &Error) -> (&'static str, &'static str) {
    match error {
        Error::Network => (say("errors-network"), say("errors-network-next")),
        Error::Timeout => (say("errors-timeout"), say("errors-wait")),
        Error::OtherTab => (say("errors-other-tab"), say("errors-other-tab-next")),
        Error::Decode { .. } => (say("errors-foreign"), say("errors-foreign-next")),
        Error::Between { .. } | Error::Redirected => {
            (say("errors-foreign"), say("errors-foreign-next"))
        }
        Error::SignedOut => (say("errors-signed-out"), say("errors-sign-in-again")),
        Error::Aborted => (say("errors-stopped"), say("errors-stopped-next")),
        Error::FileUnreadable => (say("errors-file"), say("errors-file-next")),
        Error::Status { code, .. } => status(*code),
    }
}

fn status(code: u16) -> (&'static str, &'static str) {
    match code {
        401 => (say("errors-session"), say("errors-sign-in-again")),
        403 => (say("errors-no-access"), say("errors-no-access-next")),
        404 | 410 => (say("errors-gone"), say("errors-gone-next")),
        413 => (say("errors-too-large"), say("errors-too-large-next")),
        429 => (say("errors-too-many"), say("errors-too-many-next")),
        507 => (say("errors-full"), say("errors-full-next")),
        500..=599 => (say("errors-server"), say("errors-wait")),
        _ => (say("errors-refused"), say("errors-refused-next")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Problem;

    #[test]
    fn every_failure_says_what_to_do() {
        let codes = [
            400, 401, 403, 404, 409, 410, 413, 422, 429, 500, 502, 503, 504, 507, 520, 524,
        ];
        let statuses = codes.map(|code| Error::Status {
            code,
            problem: Problem::default(),
            retry_after_ms: None,
        });
        let others = [
            Error::Network,
            Error::Timeout,
            Error::OtherTab,
            Error::Decode { what: "x" },
            Error::SignedOut,
            Error::Aborted,
        ];
        for error in statuses.iter().chain(&others) {
            let failure = reading(error);
            assert!(
                failure.cause.ends_with('.') && failure.next.ends_with('.'),
                "{error:?}"
            );
        }
    }

    #[test]
    fn a_proxys_page_is_not_called_a_sign_out() {
        let failure = reading(&Error::Decode { what: "list" });
        assert!(!failure.cause.contains("session"));
    }
}
