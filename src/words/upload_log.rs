//! What went on with an upload, in sentences that support can read. No tokens, no file names, no addresses (S-15).

use super::catalog::say;
use crate::api::Error;
use crate::domain::ByteSize;
use crate::upload::session::{Note, Trouble};
use crate::words::time::about;

/// One line of the log.
#[must_use]
pub fn line(note: &Note) -> String {
    match note {
        Note::Started { parts: 1 } => say("upload-log-started-whole").into(),
        Note::Started { parts } => fill!("upload-log-started", chunks = *parts),
        Note::Continued { acked, parts } => {
            fill!("upload-log-continued", acked = *acked, chunks = *parts)
        }
        Note::PartFailed {
            part,
            error,
            wait_ms,
        } => part_failed(*part, error, *wait_ms),
        Note::PartRefusedOutOfOrder { part } => fill!("upload-log-out-of-order", chunk = part + 1),
        Note::NetworkLost => say("upload-log-network-lost").into(),
        Note::NetworkBack { after_ms } => fill!(
            "upload-log-network-back",
            time = about(after_ms.div_ceil(1_000))
        ),
        Note::TokenRenewed => say("upload-log-token-renewed").into(),
        Note::SignInNeeded => say("upload-log-sign-in-needed").into(),
        Note::SignedIn => say("upload-log-signed-in").into(),
        Note::SessionLost { acked } => fill!("upload-log-session-lost", acked = *acked),
        Note::StartedAgain => say("upload-log-started-again").into(),
        Note::Smaller { from, to, cut } => smaller(*from, *to, *cut),
        Note::AskingList => say("upload-log-asking-list").into(),
        Note::NotInList => say("upload-log-not-in-list").into(),
        Note::SentAgain => say("upload-log-sent-again").into(),
        Note::ListUnavailable => say("upload-log-list-unavailable").into(),
        Note::FileGone => say("upload-log-file-gone").into(),
        Note::FileGiven => say("upload-log-file-given").into(),
        Note::Paused => say("upload-log-paused").into(),
        Note::Resumed => say("upload-log-resumed").into(),
        Note::Cancelling => say("upload-log-cancelling").into(),
        Note::Cancelled => say("upload-log-cancelled").into(),
        Note::CancelledUnsure => say("upload-log-cancelled-unsure").into(),
        Note::RetriedByPerson => say("upload-log-retried").into(),
        Note::Stopped(trouble) => fill!(
            "upload-log-stopped",
            cause = super::upload_problems::cause(trouble)
        ),
        Note::Done {
            despite_cancel: false,
            batch,
        } => fill!("upload-log-done", batch = batch.to_string()),
        Note::Done {
            despite_cancel: true,
            batch,
        } => fill!("upload-log-done-despite-cancel", batch = batch.to_string()),
    }
}

fn part_failed(part: Option<u32>, error: &Error, wait_ms: u64) -> String {
    let why = reason(error);
    let failed = failed(part, why, wait_ms);
    match error.server_words() {
        Some(words) => format!("{failed} {}", fill!("upload-log-said", words = words)),
        None => failed,
    }
}

fn failed(part: Option<u32>, why: String, wait_ms: u64) -> String {
    match (part, wait_ms.div_ceil(1_000)) {
        (Some(chunk), 0) => fill!("upload-log-chunk-failed", chunk = chunk, why = why),
        (Some(chunk), seconds) => fill!(
            "upload-log-chunk-failed-wait",
            chunk = chunk,
            why = why,
            time = about(seconds)
        ),
        (None, 0) => fill!("upload-log-request-failed", why = why),
        (None, seconds) => fill!(
            "upload-log-request-failed-wait",
            why = why,
            time = about(seconds)
        ),
    }
}

/// Why a request failed, in a few words.
fn reason(error: &Error) -> String {
    match error {
        Error::Network => say("upload-log-why-network").into(),
        Error::Timeout => say("upload-log-why-timeout").into(),
        Error::OtherTab => say("upload-log-why-other-tab").into(),
        Error::Status { code, .. } => match code {
            408 => say("upload-log-why-408").into(),
            413 => say("upload-log-why-413").into(),
            429 => say("upload-log-why-429").into(),
            503 => say("upload-log-why-503").into(),
            504 | 522 | 524 => fill!("upload-log-why-no-answer", code = *code),
            500..=599 => fill!("upload-log-why-server", code = *code),
            _ => fill!("upload-log-why-status", code = *code),
        },
        Error::Decode { .. } => say("upload-log-why-decode").into(),
        Error::Between { code } => fill!("upload-log-why-between", code = *code),
        Error::Redirected => say("upload-log-why-redirected").into(),
        Error::SignedOut => say("upload-log-why-signed-out").into(),
        Error::Aborted => say("upload-log-why-stopped").into(),
        Error::FileUnreadable => say("upload-log-why-file").into(),
    }
}

fn smaller(from: u64, to: u64, cut: bool) -> String {
    let (from, to) = (ByteSize(from), ByteSize(to));
    if cut {
        fill!("upload-log-smaller-cut", from = from, to = to)
    } else {
        fill!("upload-log-smaller-refused", from = from, to = to)
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
    fn a10_the_servers_sentence_is_in_the_log() {
        let note = Note::PartFailed {
            part: None,
            error: Error::Status {
                code: 500,
                problem: crate::api::Problem::read(
                    r#"{"detail":"Batch creation failed: no room"}"#,
                ),
                retry_after_ms: None,
            },
            wait_ms: 0,
        };
        assert_eq!(
            line(&note),
            "The request failed: the server has a problem (500). Server message: “Batch creation failed: no room”"
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
