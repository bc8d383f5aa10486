//! Why an upload stopped or waits for the person: the cause, what became of the data, what to do next.

use super::catalog::{Arg, say};
use crate::domain::ByteSize;
use crate::upload::session::Trouble;
use crate::upload::view::{FileWhy, ProblemText};

/// An upload that has stopped. `confirmed` of `total` bytes are with the server.
#[must_use]
pub fn stopped(trouble: &Trouble, confirmed: u64, total: u64) -> ProblemText {
    ProblemText {
        cause: cause(trouble),
        fate: fate(trouble, confirmed, total),
        next: next(trouble).into(),
        server_words: words(trouble),
    }
}

/// The cause alone.
#[must_use]
pub fn cause(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Refused { status: 403, .. } => say("upload-problems-refused-403").into(),
        Trouble::Refused { status: 404, .. } => say("upload-problems-refused-404").into(),
        Trouble::Refused { status: 415, .. } => say("upload-problems-refused-415").into(),
        Trouble::Refused { status: 422, .. } => say("upload-problems-refused-422").into(),
        Trouble::Refused { .. } => say("upload-problems-refused").into(),
        Trouble::ServerFull { status: 507, .. } => say("upload-problems-server-full-507").into(),
        Trouble::ServerFull { .. } => say("upload-problems-server-full").into(),
        Trouble::TooLarge => say("upload-problems-too-large").into(),
        Trouble::GaveUp { .. } => say("upload-problems-gave-up").into(),
        Trouble::CannotConfirm => say("upload-problems-cannot-confirm").into(),
        Trouble::SessionsLost => say("upload-problems-sessions-lost").into(),
        Trouble::NoBatch { .. } => say("upload-problems-no-batch").into(),
        Trouble::Between { status } => intercepted(*status),
    }
}

fn fate(trouble: &Trouble, confirmed: u64, total: u64) -> String {
    if *trouble == Trouble::CannotConfirm {
        return say("upload-problems-fate-unknown").into();
    }
    match confirmed {
        0 => say("upload-problems-fate-nothing-sent").into(),
        sent => fill!(
            "upload-problems-fate",
            sent = Arg::part(sent, total),
            total = ByteSize(total)
        ),
    }
}

fn next(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Refused { status: 403, .. } => say("upload-problems-next-403"),
        Trouble::Refused { status: 422, .. } => say("upload-problems-next-422"),
        Trouble::Refused { .. } => say("upload-problems-next-refused"),
        Trouble::ServerFull { .. } => say("upload-problems-next-server-full"),
        Trouble::TooLarge => say("upload-problems-next-too-large"),
        Trouble::GaveUp { .. } => say("upload-problems-next-gave-up"),
        Trouble::CannotConfirm => say("upload-problems-next-cannot-confirm"),
        Trouble::SessionsLost => say("upload-problems-next-sessions-lost"),
        Trouble::NoBatch { .. } => say("upload-problems-next-no-batch"),
        Trouble::Between { status: Some(_) } => say("upload-problems-next-between"),
        Trouble::Between { status: None } => say("upload-problems-next-redirected"),
    }
}

fn words(trouble: &Trouble) -> Option<String> {
    match trouble {
        Trouble::Refused { words, .. } | Trouble::ServerFull { words, .. } => words.clone(),
        Trouble::GaveUp { last } | Trouble::NoBatch { last } => {
            last.server_words().map(str::to_owned)
        }
        _ => None,
    }
}

/// The file is asked for.
#[must_use]
pub fn file(why: FileWhy, confirmed: u64, total: u64) -> ProblemText {
    let kept = match confirmed {
        0 => say("upload-problems-kept-nothing").to_owned(),
        sent => fill!(
            "upload-problems-kept",
            sent = Arg::part(sent, total),
            total = ByteSize(total)
        ),
    };
    let (cause, next) = match why {
        FileWhy::Unreadable => (
            say("upload-problems-file-unreadable"),
            say("upload-problems-next-unreadable"),
        ),
        FileWhy::Reload => (
            say("upload-problems-file-reload"),
            say("upload-problems-next-reload"),
        ),
        FileWhy::OtherName => (
            say("upload-problems-file-other-name"),
            say("upload-problems-next-other-name"),
        ),
        FileWhy::OtherSize => (
            say("upload-problems-file-other-size"),
            say("upload-problems-next-other-size"),
        ),
        FileWhy::OtherContent => (
            say("upload-problems-file-other-content"),
            say("upload-problems-next-other-content"),
        ),
        FileWhy::SavedAgain => (
            say("upload-problems-file-saved-again"),
            say("upload-problems-next-saved-again"),
        ),
    };
    ProblemText {
        cause: cause.into(),
        fate: kept,
        next: next.into(),
        server_words: None,
    }
}

/// The page was closed in mid-upload, and the browser can open the file again by itself.
#[must_use]
pub fn interrupted(confirmed: u64, total: u64) -> ProblemText {
    ProblemText {
        next: say("upload-problems-next-interrupted").into(),
        ..file(FileWhy::Reload, confirmed, total)
    }
}

/// An upload had failed when its page was closed.
#[must_use]
pub fn failed_before(cause: &str) -> String {
    fill!("upload-problems-failed-before", cause = cause)
}

/// Something on the way has answered in place of the API, with this status or by sending the request elsewhere.
#[must_use]
pub fn intercepted(status: Option<u16>) -> String {
    match status {
        Some(status) => fill!("upload-problems-between", status = status),
        None => say("upload-problems-redirected").into(),
    }
}

/// The session has ended in mid-upload.
#[must_use]
pub fn sign_in() -> ProblemText {
    ProblemText {
        cause: say("upload-problems-sign-in").into(),
        fate: say("upload-problems-fate-sign-in").into(),
        next: say("upload-problems-next-sign-in").into(),
        server_words: None,
    }
}

/// It was cancelled although the server's word was missing.
#[must_use]
pub fn cancelled_unsure() -> ProblemText {
    ProblemText {
        cause: say("upload-problems-cancelled-unsure").into(),
        fate: say("upload-problems-fate-cancelled-unsure").into(),
        next: say("upload-problems-next-cancelled-unsure").into(),
        server_words: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Error;

    fn all() -> Vec<Trouble> {
        let mut all: Vec<Trouble> = [400, 403, 404, 415, 422]
            .map(|status| Trouble::Refused {
                status,
                words: None,
            })
            .into();
        all.extend([
            Trouble::ServerFull {
                status: 507,
                words: None,
            },
            Trouble::TooLarge,
            Trouble::GaveUp {
                last: Error::Network,
            },
            Trouble::CannotConfirm,
            Trouble::SessionsLost,
            Trouble::NoBatch {
                last: Error::Timeout,
            },
            Trouble::Between { status: Some(403) },
            Trouble::Between { status: None },
        ]);
        all
    }

    #[test]
    fn every_problem_has_cause_fate_and_next_step() {
        for trouble in all() {
            let text = stopped(&trouble, 10, 20);
            for part in [&text.cause, &text.fate, &text.next] {
                assert!(
                    part.ends_with('.') && part.len() > 10,
                    "{trouble:?}: {part}"
                );
            }
        }
    }

    #[test]
    fn the_servers_words_are_kept_apart() {
        let text = stopped(
            &Trouble::Refused {
                status: 400,
                words: Some("Task not found".into()),
            },
            0,
            1,
        );
        assert_eq!(text.server_words.as_deref(), Some("Task not found"));
    }
}
