//! Why an upload stopped or waits for the person: the cause, what became of the data, what to do next.

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
        Trouble::Refused { status: 403, .. } => "Your account may not upload this.".into(),
        Trouble::Refused { status: 404, .. } => {
            "The server does not offer uploads at this address.".into()
        }
        Trouble::Refused { status: 415, .. } => {
            "The server does not take this kind of file.".into()
        }
        Trouble::Refused { status: 422, .. } => {
            "The server did not accept the details of this upload.".into()
        }
        Trouble::Refused { .. } => "The server refused this upload.".into(),
        Trouble::ServerFull { status: 507, .. } => "The server's storage is full.".into(),
        Trouble::ServerFull { .. } => "The server cannot take uploads.".into(),
        Trouble::TooLarge => {
            "Something between this computer and the server refuses requests of even 1 MB (413)."
                .into()
        }
        Trouble::GaveUp { .. } => {
            "The server could not take the upload, although it was tried for a long time.".into()
        }
        Trouble::CannotConfirm => {
            "The server did not say whether the batch was created, and the list could not tell."
                .into()
        }
        Trouble::SessionsLost => "The server lost this upload several times.".into(),
        Trouble::OtherPerson => "Another person has signed in.".into(),
    }
}

fn fate(trouble: &Trouble, confirmed: u64, total: u64) -> String {
    if *trouble == Trouble::CannotConfirm {
        return "The batch may exist: everything was sent.".into();
    }
    let total = ByteSize(total);
    match confirmed {
        0 => "No batch was created. Your file is unchanged.".into(),
        sent => format!(
            "No batch was created. The server has {} of {total}.",
            ByteSize(sent)
        ),
    }
}

fn next(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Refused { status: 403, .. } => {
            "Ask an administrator for access, then choose Retry."
        }
        Trouble::Refused { status: 422, .. } => {
            "Check the task ID and notes, remove this upload and add it again."
        }
        Trouble::Refused { .. } => {
            "Read the server's words, mend what they name, then choose Retry."
        }
        Trouble::ServerFull { .. } => {
            "Tell your administrator; choose Retry when there is room again."
        }
        Trouble::TooLarge => {
            "Tell your administrator: the limit for request bodies has to be raised."
        }
        Trouble::GaveUp { .. } => {
            "Choose Retry when the server works again; it goes on where it stopped."
        }
        Trouble::CannotConfirm => {
            "Look into “Batches”. If it is there, remove this upload; if not, choose Retry: the list is asked again first."
        }
        Trouble::SessionsLost => "Choose Retry to start again, or tell your administrator.",
        Trouble::OtherPerson => "Sign in as the person who started it, then choose Retry.",
    }
}

fn words(trouble: &Trouble) -> Option<String> {
    match trouble {
        Trouble::Refused { words, .. } | Trouble::ServerFull { words, .. } => words.clone(),
        _ => None,
    }
}

/// The file is asked for.
#[must_use]
pub fn file(why: FileWhy, confirmed: u64, total: u64) -> ProblemText {
    let kept = match confirmed {
        0 => "Nothing was lost: no chunk had been confirmed yet.".to_owned(),
        sent => format!(
            "Nothing was lost: the server has {} of {}.",
            ByteSize(sent),
            ByteSize(total)
        ),
    };
    let (cause, next) = match why {
        FileWhy::Unreadable => (
            "The file was changed, moved or unplugged while it was being sent.",
            "Choose the same file again. If its content has changed, cancel and upload it anew.",
        ),
        FileWhy::Reload => (
            "The page was closed before the upload was complete.",
            "Choose the same file again to continue.",
        ),
        FileWhy::OtherName => (
            "The file that you chose has another name.",
            "Choose the file with which the upload was started.",
        ),
        FileWhy::OtherSize => (
            "The file that you chose has another size.",
            "Choose the file with which the upload was started, unchanged.",
        ),
        FileWhy::OtherContent => (
            "The file that you chose has the same name and size but other content.",
            "Choose the file with which the upload was started, or cancel and upload the new one.",
        ),
        FileWhy::SavedAgain => (
            "The file that you chose was saved again after the upload had begun.",
            "Choose the file as it was, or cancel and upload the new one.",
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
        next: "Choose Resume to continue.".into(),
        ..file(FileWhy::Reload, confirmed, total)
    }
}

/// The session has ended in mid-upload.
#[must_use]
pub fn sign_in() -> ProblemText {
    ProblemText {
        cause: "Your session has ended.".into(),
        fate: "The upload is paused; what was sent is kept.".into(),
        next: "Sign in again: it goes on by itself.".into(),
        server_words: None,
    }
}

/// It was cancelled although the server's word was missing.
#[must_use]
pub fn cancelled_unsure() -> ProblemText {
    ProblemText {
        cause: "The upload was cancelled after its last byte had been sent.".into(),
        fate: "The batch may have been created all the same.".into(),
        next: "Look for it in the list of batches.".into(),
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
            Trouble::OtherPerson,
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
