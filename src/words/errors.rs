//! What a person reads when something went wrong: the cause, and what to do next. The server's own words stand apart, as
//! a quotation.

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
        Error::Network => (
            "The server could not be reached.",
            "Check your network connection, then try again.",
        ),
        Error::Timeout => (
            "The server did not answer in time.",
            "Wait a moment, then try again.",
        ),
        Error::Decode { .. } => (
            "The answer was not from the OMR server.",
            "You may need to sign in to your network (guest Wi-Fi, VPN). Then try again.",
        ),
        Error::SignedOut => ("Your session has ended.", "Sign in again to continue."),
        Error::Aborted => ("The request was stopped.", "Try again."),
        Error::FileUnreadable => (
            "The file could not be read.",
            "It may have been changed, moved or unplugged. Choose it again.",
        ),
        Error::Status { code, .. } => status(*code),
    }
}

fn status(code: u16) -> (&'static str, &'static str) {
    match code {
        401 => (
            "The server did not accept your session.",
            "Sign in again to continue.",
        ),
        403 => (
            "Your account has no access to this.",
            "Ask an administrator for access.",
        ),
        404 | 410 => (
            "The server does not have this any more.",
            "Go back to the list.",
        ),
        413 => (
            "The request was too large for the proxy in front of the server.",
            "Tell your administrator.",
        ),
        429 => (
            "The server is receiving too many requests.",
            "Wait a minute, then try again.",
        ),
        507 => (
            "The server's storage is full.",
            "Tell your administrator; try again when space was made.",
        ),
        500..=599 => (
            "The server has a problem.",
            "Wait a moment, then try again.",
        ),
        _ => (
            "The server did not accept the request.",
            "Try again; if it stays so, tell your administrator.",
        ),
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
