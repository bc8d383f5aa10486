//! What is tried again, and when. One budget and one backoff for all chunks of an upload together.

use crate::api::Error;

/// What a failure means for the upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The network, or something between us and the server. Outcome unknown if the body was sent.
    Network,
    /// Something on the way has answered in place of the API. Trying again helps a few times or never.
    Between,
    /// The server (or the edge for it) could not; trying again may help.
    Server,
    /// The server asks for fewer requests. It has not done the work.
    Slower,
    /// The token was not accepted.
    Token,
    /// The server does not know this upload (any more).
    SessionLost,
    /// The body is too large for something on the way.
    TooLarge,
    /// The file behind the body is gone or was changed.
    File,
    /// The server has no room. Trying again does not make any.
    Full,
    /// The server refuses, and says why. Trying again changes nothing.
    Refused,
    /// We ended it ourselves.
    Ended,
}

/// Sorts a failure (issue "Retry policy"; api-contract). HTML in place of JSON is not the API's word: it is tried again.
#[must_use]
pub fn class(error: &Error) -> Class {
    match error {
        Error::Network | Error::Timeout | Error::OtherTab => Class::Network,
        Error::Decode { .. } => Class::Server,
        Error::Between { .. } | Error::Redirected => Class::Between,
        Error::SignedOut => Class::Token,
        Error::Aborted => Class::Ended,
        Error::FileUnreadable => Class::File,
        Error::Status { code, problem, .. } => match (code, problem.foreign) {
            (413, _) => Class::TooLarge,
            (429 | 503, _) => Class::Slower,
            _ if wrapped_refusal(error).is_some() => Class::Refused,
            (501 | 505 | 507, false) => Class::Full,
            // A plain text is somebody's refusal; a page comes from something between.
            (400 | 415 | 422, true) if !problem.page => Class::Refused,
            (408 | 425 | 500..=599, _) => Class::Server,
            (_, true) => Class::Between,
            (401, false) => Class::Token,
            (403, false) if says_not_authenticated(problem.message.as_deref()) => Class::Token,
            (404 | 410, false) => Class::SessionLost,
            _ => Class::Refused,
        },
    }
}

/// A missing token is answered with 403 "Not authenticated" by some deployments (api-contract "Authentication").
fn says_not_authenticated(message: Option<&str>) -> bool {
    message.is_some_and(|m| m.to_ascii_lowercase().contains("not authenticated"))
}

/// The status inside a refusal that the router wraps into a 500, "Batch creation failed: 403: Task … is finalized"
/// (api-contract "Production facts"): a permanent no. `None` for what may pass.
#[must_use]
pub fn wrapped_refusal(error: &Error) -> Option<u16> {
    let Error::Status {
        code: 500..=599,
        problem,
        ..
    } = error
    else {
        return None;
    };
    let (what, why) = problem.message.as_deref()?.split_once(": ")?;
    let (code, _) = why.split_once(':')?;
    let code: u16 = code.trim().parse().ok()?;
    let permanent = (400..500).contains(&code) && !matches!(code, 408 | 425 | 429);
    (permanent && what.to_ascii_lowercase().contains("fail")).then_some(code)
}

/// A no for good, after the final body: one look into the list, and then that is said. Also where it came as plain text.
#[must_use]
pub fn is_last_word(error: &Error) -> bool {
    matches!(class(error), Class::Full | Class::Refused)
}

/// Whether this failure of a final body leaves open what the server did with it. Only the API's own refusal of the request
/// does not; whether the browser said that the body was sent does not matter.
#[must_use]
pub fn outcome_unknown(error: &Error) -> bool {
    match error {
        Error::Network
        | Error::Timeout
        | Error::Decode { .. }
        | Error::Between { .. }
        | Error::Redirected
        | Error::Aborted
        | Error::FileUnreadable => true,
        // 503 as well: an edge may give up waiting with it. A page in place of the API's word may hide anything, except that
        // a body is refused by its size or its number before it is passed on.
        Error::Status { code, problem, .. } => {
            matches!(code, 408 | 500..=599) || (problem.foreign && !matches!(code, 413 | 429))
        }
        Error::SignedOut | Error::OtherTab => false,
    }
}

/// First and longest wait before a retry, and how far `Retry-After` is followed, in milliseconds.
pub const BASE_MS: u64 = 1_000;
/// See [`BASE_MS`].
pub const CAP_MS: u64 = 30_000;
/// See [`BASE_MS`].
pub const RETRY_AFTER_CAP_MS: u64 = 120_000;

/// Full jitter: anything from 0 to min(cap, base · 2ⁿ), where `failures` ≥ 1 counts the failed rounds so far.
/// `unit` is a random number in 0.0..1.0.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "at most 30,000"
)]
pub fn full_jitter(failures: u32, unit: f64) -> u64 {
    let ceiling = BASE_MS
        .saturating_mul(1 << failures.saturating_sub(1).min(20))
        .min(CAP_MS);
    (ceiling as f64 * unit.clamp(0.0, 1.0)) as u64
}

/// What the server asked for, clipped; `None` where it did not ask.
#[must_use]
pub fn retry_after(error: &Error) -> Option<u64> {
    match error {
        Error::Status { retry_after_ms, .. } => retry_after_ms.map(|ms| ms.min(RETRY_AFTER_CAP_MS)),
        _ => None,
    }
}

/// Tokens shared by all chunks: a failure takes one, an acknowledgement fills it up again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    left: u32,
    full: u32,
}

impl Budget {
    /// A full one.
    #[must_use]
    pub fn new(full: u32) -> Self {
        Self { left: full, full }
    }

    /// Takes one token; `false` when none was left.
    pub fn take(&mut self) -> bool {
        let had = self.left > 0;
        self.left = self.left.saturating_sub(1);
        had
    }

    /// Gives a token back: the failure turned out to be the network's (F-04).
    pub fn give_back(&mut self) {
        self.left = (self.left + 1).min(self.full);
    }

    /// Fills it up.
    pub fn refill(&mut self) {
        self.left = self.full;
    }

    /// Nothing is left.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.left == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Problem;
    use proptest::prelude::*;

    fn status(code: u16, body: &str) -> Error {
        Error::Status {
            code,
            problem: Problem::read(body),
            retry_after_ms: None,
        }
    }

    #[test]
    fn failures_are_sorted_as_the_policy_says() {
        let json = r#"{"detail":"No."}"#;
        let html = "<html>nginx</html>";
        for (error, expected) in [
            (Error::Network, Class::Network),
            (Error::Timeout, Class::Network),
            (Error::OtherTab, Class::Network),
            (Error::Decode { what: "upload" }, Class::Server),
            (status(408, ""), Class::Server),
            (status(425, ""), Class::Server),
            (status(429, json), Class::Slower),
            (status(500, json), Class::Server),
            (status(502, html), Class::Server),
            (status(503, html), Class::Slower),
            (status(520, html), Class::Server),
            (status(524, html), Class::Server),
            (status(507, json), Class::Full),
            (status(507, html), Class::Server),
            (status(401, json), Class::Token),
            (status(401, html), Class::Between),
            (Error::Redirected, Class::Between),
            (
                status(403, r#"{"detail":"Not authenticated"}"#),
                Class::Token,
            ),
            (status(403, json), Class::Refused),
            (status(403, html), Class::Between),
            (status(404, json), Class::SessionLost),
            (status(404, html), Class::Between),
            (status(413, html), Class::TooLarge),
            (status(413, json), Class::TooLarge),
            (status(400, json), Class::Refused),
            (status(415, json), Class::Refused),
            (status(422, json), Class::Refused),
            (Error::FileUnreadable, Class::File),
        ] {
            assert_eq!(class(&error), expected, "{error:?}");
        }
    }

    #[test]
    fn a_refusal_before_the_work_is_no_unknown_outcome() {
        let json = r#"{"detail":"No."}"#;
        for code in [400, 401, 404, 413, 422, 429] {
            assert!(!outcome_unknown(&status(code, json)), "{code}");
        }
        for code in [408, 500, 502, 503, 504, 520, 524] {
            assert!(outcome_unknown(&status(code, json)), "{code}");
        }
        for code in [400, 403, 404] {
            assert!(outcome_unknown(&status(code, "<html>")), "{code}");
        }
        assert!(outcome_unknown(&Error::Network));
        assert!(outcome_unknown(&Error::FileUnreadable));
    }

    #[test]
    fn a10_a_wrapped_refusal_is_a_refusal_and_what_may_pass_is_none() {
        let said = |message: &str| status(500, &serde_json::json!({"detail": message}).to_string());
        let no = said("Batch creation failed: 403: Task 14900113 is finalized");
        assert_eq!(wrapped_refusal(&no), Some(403));
        assert_eq!((class(&no), is_last_word(&no)), (Class::Refused, true));
        assert!(outcome_unknown(&no), "the list is looked into once");
        assert_eq!(
            wrapped_refusal(&said("Failed to reassemble chunks: 400: bad ZIP")),
            Some(400)
        );
        for passing in [
            "Batch creation failed: connection pool timeout",
            "Batch creation failed: 500: Internal error",
            "Batch creation failed: 429: Too many",
            "Batch creation failed: 403",
            "Room 403: closed: failed",
            "403: no",
        ] {
            let error = said(passing);
            assert_eq!(wrapped_refusal(&error), None, "{passing}");
            assert_eq!(class(&error), Class::Server, "{passing}");
        }
        assert_eq!(
            wrapped_refusal(&status(400, r#"{"detail":"It failed: 403: x"}"#)),
            None
        );
    }

    #[test]
    fn b1_a_full_disk_is_the_apis_own_word_and_not_a_pages() {
        for code in [501, 505, 507] {
            assert!(is_last_word(&status(code, r#"{"detail":"No space"}"#)));
            assert!(!is_last_word(&status(code, "<html>proxy</html>")));
        }
    }

    #[test]
    fn retry_after_is_clipped() {
        let asked = |ms| Error::Status {
            code: 429,
            problem: Problem::default(),
            retry_after_ms: ms,
        };
        assert_eq!(retry_after(&asked(Some(7_000))), Some(7_000));
        assert_eq!(retry_after(&asked(Some(u64::MAX))), Some(120_000));
        assert_eq!(retry_after(&asked(None)), None);
    }

    #[test]
    fn the_budget_is_shared_and_refills() {
        let mut budget = Budget::new(2);
        assert!(budget.take() && budget.take() && !budget.take());
        assert!(budget.is_empty());
        budget.give_back();
        assert!(!budget.is_empty());
        budget.refill();
        assert_eq!(budget, Budget::new(2));
    }

    proptest! {
        #[test]
        fn jitter_stays_between_zero_and_the_cap(failures in 0u32..100, unit in 0.0f64..1.0) {
            let ms = full_jitter(failures, unit);
            prop_assert!(ms <= CAP_MS);
            prop_assert!(ms <= BASE_MS << failures.saturating_sub(1).min(20));
        }
    }
}
