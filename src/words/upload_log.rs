//! What went on with an upload, in sentences that support can read. No tokens, no file names, no addresses (S-15).

use crate::api::Error;
use crate::domain::ByteSize;
use crate::upload::session::{Note, Trouble};
use crate::words::time::{about, counted};

/// One line of the log.
#[must_use]
pub fn line(note: &Note) -> String {
    match note {
        Note::Started { parts: 1 } => "Started. Everything travels in one request.".into(),
        Note::Started { parts } => {
            format!("Started. The file travels in {} chunks.", parts)
        }
        Note::Continued { acked, parts } => format!(
            "Continued: the server has {acked} of {}.",
            counted(u64::from(*parts), "chunk", "chunks")
        ),
        Note::PartFailed {
            part,
            error,
            wait_ms,
        } => part_failed(*part, error, *wait_ms),
        Note::PartRefusedOutOfOrder { part } => format!(
            "The server wants chunks in order (chunk {}). From now on one chunk is sent at a time.",
            part + 1
        ),
        Note::NetworkLost => "The network is away. Waiting; no attempt is lost.".into(),
        Note::NetworkBack { after_ms } => format!(
            "The network is back after {}.",
            about(after_ms.div_ceil(1_000))
        ),
        Note::TokenRenewed => "The session was renewed.".into(),
        Note::SignInNeeded => "The session has ended. Waiting for you to sign in.".into(),
        Note::SignedIn => "Signed in again.".into(),
        Note::SessionLost { acked } => format!(
            "The server no longer knows this upload, of which it had {}.",
            counted(u64::from(*acked), "chunk", "chunks")
        ),
        Note::StartedAgain => "Started again from the first byte.".into(),
        Note::Smaller { from, to, cut } => smaller(*from, *to, *cut),
        Note::AskingList => "Asked the list whether the batch exists already.".into(),
        Note::NotInList => "The batch is not in the list.".into(),
        Note::SentAgain => "The last part is sent again.".into(),
        Note::ListUnavailable => {
            "The list could not be read, so batches that existed before are told by their time."
                .into()
        }
        Note::FileGone => "The file can no longer be read.".into(),
        Note::FileGiven => "The file is there again.".into(),
        Note::Paused => "Paused.".into(),
        Note::Resumed => "Resumed.".into(),
        Note::Cancelling => "Cancel was chosen after the last byte had been sent.".into(),
        Note::Cancelled => "Cancelled. No batch was created.".into(),
        Note::CancelledUnsure => {
            "Cancelled before the server could say whether the batch exists.".into()
        }
        Note::RetriedByPerson => "Retry was chosen.".into(),
        Note::Stopped(trouble) => format!("Stopped: {}", super::upload_problems::cause(trouble)),
        Note::Done {
            despite_cancel: false,
            batch,
        } => {
            format!("The server confirmed the batch {batch}.")
        }
        Note::Done {
            despite_cancel: true,
            batch,
        } => format!("Too late to cancel: the batch {batch} exists."),
    }
}

fn part_failed(part: Option<u32>, error: &Error, wait_ms: u64) -> String {
    let what = part.map_or("The request".to_owned(), |n| format!("Chunk {n}"));
    let why = reason(error);
    match wait_ms.div_ceil(1_000) {
        0 => format!("{what} failed: {why}."),
        seconds => format!("{what} failed: {why}. Next try after {}.", about(seconds)),
    }
}

/// Why a request failed, in a few words.
fn reason(error: &Error) -> String {
    match error {
        Error::Network => "connection lost".into(),
        Error::Timeout => "nothing moved for too long".into(),
        Error::Status { code, .. } => match code {
            408 => "the server waited too long (408)".into(),
            413 => "too large for the proxy (413)".into(),
            429 => "too many requests (429)".into(),
            503 => "the server is busy (503)".into(),
            504 | 522 | 524 => format!("the server did not answer in time ({code})"),
            500..=599 => format!("the server has a problem ({code})"),
            _ => format!("the server answered {code}"),
        },
        Error::Decode { .. } => "the answer was not the server's".into(),
        Error::SignedOut => "the session has ended".into(),
        Error::Aborted => "it was stopped".into(),
        Error::FileUnreadable => "the file could not be read".into(),
    }
}

fn smaller(from: u64, to: u64, cut: bool) -> String {
    let (from, to) = (ByteSize(from), ByteSize(to));
    if cut {
        format!(
            "The connection broke each time {from} were sent in one request. Started again with chunks of {to}."
        )
    } else {
        format!(
            "A request of {from} is too large for the proxy (413). Started again with chunks of {to}."
        )
    }
}

/// Why an upload stopped, for the log alone; used by tests as well.
#[must_use]
pub fn stopped(trouble: &Trouble) -> String {
    line(&Note::Stopped(trouble.clone()))
}

/// The whole log as text, for the clipboard. `time` formats milliseconds since 1970.
#[must_use]
pub fn as_text(entries: &[crate::upload::view::LogEntry], time: impl Fn(f64) -> String) -> String {
    entries
        .iter()
        .map(|entry| format!("{}  {}\n", time(entry.at), entry.text))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_reads_as_a_sentence() {
        let note = Note::PartFailed {
            part: Some(7),
            error: Error::Network,
            wait_ms: 2_100,
        };
        assert_eq!(
            line(&note),
            "Chunk 7 failed: connection lost. Next try after 3 seconds."
        );
    }

    #[test]
    fn a_smaller_chunk_is_explained() {
        let note = Note::Smaller {
            from: 50_000_000,
            to: 25_000_000,
            cut: false,
        };
        assert_eq!(
            line(&note),
            "A request of 50.0 MB is too large for the proxy (413). Started again with chunks of 25.0 MB."
        );
    }
}
