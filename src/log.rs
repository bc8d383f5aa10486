//! The last events that engineers ask for, in memory only. A line is made of words and numbers of the console's own: there is
//! no field that could hold a name, a note, an identifier or a token (S-15).

mod api_route;

pub use api_route::ApiRoute;

use crate::route::PageRoute;
use std::fmt::{self, Display, Formatter};

/// Lines that are kept.
pub const CAPACITY: usize = 50;

/// One event. `Copy`, and without a text of any kind: what people type, files and servers say cannot get in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogLine {
    /// A call of the API that failed.
    Call {
        /// Its method.
        method: CallMethod,
        /// Which call, without identifiers and query.
        route: ApiRoute,
        /// Why it failed.
        cause: CallCause,
        /// How long it took, in milliseconds.
        ms: u32,
    },
    /// An upload of this tab has come to another state.
    Upload {
        /// The first upload of the tab is 1.
        nth: u32,
        /// The state.
        phase: UploadWord,
    },
    /// A program beside the page has failed.
    Worker(WorkerName),
    /// Another release is on the server.
    OtherRelease,
    /// The sign-in has changed.
    Session(SessionWord),
    /// The console had stopped on this page; known after the reload.
    Panic(PageRoute),
}

/// Methods of the API (RFC 9110).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallMethod {
    Get,
    Post,
    Delete,
}

/// Why a call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallCause {
    /// The API's status.
    Status(u16),
    /// The status of something that answered in its place.
    Between(u16),
    /// Sent elsewhere.
    Redirected,
    /// No answer.
    Network,
    /// Too late.
    Timeout,
    /// An answer that was not understood.
    Decode,
    /// The session is over.
    SignedOut,
    /// Another tab holds the lock for renewing the session.
    OtherTab,
    /// The file cannot be read.
    File,
    /// Given up by the console itself.
    Aborted,
}

/// States of an upload (`upload::view::Phase`, without what they carry).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UploadWord {
    Queued,
    Preparing,
    Sending,
    Waiting,
    Paused,
    Confirming,
    Interrupted,
    NeedsFile,
    Done,
    Failed,
    Cancelled,
}

/// Programs beside the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkerName {
    /// Packs images.
    Crc,
    /// Looks into chosen files.
    Preflight,
    /// Writes workbooks.
    Xlsx,
}

/// What happens to a sign-in (`state::session::Auth`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionWord {
    SignedIn,
    Expired,
    Locked,
    Unreachable,
}

impl Display for LogLine {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call {
                method,
                route,
                cause,
                ms,
            } => {
                let method = match method {
                    CallMethod::Get => "GET",
                    CallMethod::Post => "POST",
                    CallMethod::Delete => "DELETE",
                };
                write!(f, "{method} {}: {cause} after {ms} ms", route.pattern())
            }
            Self::Upload { nth, phase } => write!(f, "upload {nth}: {}", phase.word()),
            Self::Worker(WorkerName::Crc) => f.write_str("worker crc failed"),
            Self::Worker(WorkerName::Preflight) => f.write_str("worker preflight failed"),
            Self::Worker(WorkerName::Xlsx) => f.write_str("worker xlsx failed"),
            Self::OtherRelease => f.write_str("another release is on the server"),
            Self::Session(word) => f.write_str(match word {
                SessionWord::SignedIn => "session: signed in",
                SessionWord::Expired => "session: ended by the server",
                SessionWord::Locked => "session: locked",
                SessionWord::Unreachable => "session: server unreachable",
            }),
            Self::Panic(page) => write!(f, "the console stopped on {}", page.pattern()),
        }
    }
}

impl Display for CallCause {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Status(code) => return write!(f, "status {code}"),
            Self::Between(code) => return write!(f, "status {code} from something between"),
            Self::Redirected => "redirected",
            Self::Network => "no answer",
            Self::Timeout => "timeout",
            Self::Decode => "answer not understood",
            Self::SignedOut => "signed out",
            Self::OtherTab => "lock held by another tab",
            Self::File => "file not readable",
            Self::Aborted => "given up",
        })
    }
}

impl UploadWord {
    /// For people.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Preparing => "preparing",
            Self::Sending => "sending",
            Self::Waiting => "waiting",
            Self::Paused => "paused",
            Self::Confirming => "confirming",
            Self::Interrupted => "interrupted",
            Self::NeedsFile => "needs its file",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// The lines with their times, the newest [`CAPACITY`] of them.
#[derive(Debug, Clone)]
pub struct LogRing {
    lines: [(i64, LogLine); CAPACITY],
    /// Lines that have ever been written.
    written: usize,
}

impl LogRing {
    /// An empty one.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            lines: [(0, LogLine::OtherRelease); CAPACITY],
            written: 0,
        }
    }

    /// Adds a line; the oldest one goes when all places are taken. `at_ms`: since the Unix epoch.
    pub fn push(&mut self, at_ms: i64, line: LogLine) {
        if let Some(place) = self.lines.get_mut(self.written % CAPACITY) {
            *place = (at_ms, line);
            self.written += 1;
        }
    }

    /// The lines, oldest first, each with its time in milliseconds since the Unix epoch.
    pub fn lines(&self) -> impl Iterator<Item = (i64, LogLine)> + '_ {
        let kept = self.written.min(CAPACITY);
        let first = self.written - kept;
        (first..self.written).filter_map(|at| self.lines.get(at % CAPACITY).copied())
    }
}

impl Default for LogRing {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(target_arch = "wasm32")]
mod page {
    use super::{LogLine, LogRing};
    use std::cell::RefCell;

    thread_local! {
        static RING: RefCell<LogRing> = const { RefCell::new(LogRing::new()) };
    }

    /// Adds a line to the log of this page.
    pub fn write(line: LogLine) {
        #[expect(clippy::cast_possible_truncation, reason = "far below 2^53")]
        let now = js_sys::Date::now() as i64;
        RING.with(|ring| {
            // Taken only while a line is copied in or out: never twice at once.
            if let Ok(mut ring) = ring.try_borrow_mut() {
                ring.push(now, line);
            }
        });
    }

    /// The log of this page.
    #[must_use]
    pub fn read() -> LogRing {
        RING.with_borrow(Clone::clone)
    }
}

#[cfg(target_arch = "wasm32")]
pub use page::{read, write};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_fifty_lines_are_kept_in_their_order() {
        let mut ring = LogRing::new();
        assert_eq!(ring.lines().count(), 0);
        for nth in 1..=120 {
            let phase = UploadWord::Sending;
            ring.push(i64::from(nth), LogLine::Upload { nth, phase });
            let times: Vec<i64> = ring.lines().map(|(at, _)| at).collect();
            let first = i64::from(nth).saturating_sub(49).max(1);
            assert_eq!(times, (first..=i64::from(nth)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_line_says_what_engineers_ask_for() {
        let line = LogLine::Call {
            method: CallMethod::Get,
            route: ApiRoute::of("/api/batches/0b0a2a3e/progress?x=araya"),
            cause: CallCause::Status(503),
            ms: 1_204,
        };
        assert_eq!(
            line.to_string(),
            "GET /batches/{id}/progress: status 503 after 1204 ms"
        );
        let page = PageRoute::of("/batches/0b0a2a3e");
        assert_eq!(
            LogLine::Panic(page).to_string(),
            "the console stopped on /batches/:id"
        );
    }
}
