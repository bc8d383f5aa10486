//! What goes into the machine and what comes out of it.

use std::ops::Range;

use crate::{
    api::{Error, wire::UploadAnswer},
    domain::BatchId,
    upload::{plan::Sizes, view::WaitingWhy},
};

/// What a deployment sets, and what earlier uploads have taught.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Sizes of bodies and chunks.
    pub sizes: Sizes,
    /// Middle chunks in flight at once, at least 1.
    pub concurrency: u32,
    /// The server is known to insist on order.
    pub ordered: bool,
    /// A part is given up when no byte has moved for this long, in milliseconds. One whose bytes are all handed over also
    /// gets the time that the line needs for them.
    pub stall_ms: u64,
    /// After this long without an answer to the final body, the list is asked while the answer is awaited.
    pub patience_ms: u64,
    /// How long a batch may take to show up in the list after its connection was lost, besides a share for its size. A
    /// server that answers after 45 s has been seen, and it goes on without us.
    pub lookup_ms: u64,
    /// Failures until only one request a minute is made.
    pub budget: u32,
    /// Wait between requests when the budget is used up, in milliseconds.
    pub slow_ms: u64,
    /// After this long without one success, beyond the budget, the upload stops; in milliseconds.
    pub give_up_ms: u64,
    /// The token must outlive a chunk by this much, in milliseconds.
    pub token_margin_ms: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            sizes: Sizes::default(),
            concurrency: 3,
            ordered: false,
            stall_ms: 30_000,
            patience_ms: 20_000,
            lookup_ms: 60_000,
            budget: 24,
            slow_ms: 60_000,
            give_up_ms: 30 * 60_000,
            token_margin_ms: 30_000,
        }
    }
}

/// What is uploaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spec {
    /// Bytes of data.
    pub size: u64,
    /// Bytes that the framing of a single request adds.
    pub framing: u64,
    /// It may travel in chunks. Images may not (api-contract): they are packed first.
    pub can_chunk: bool,
}

/// What has happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Begin, or go on after a reload.
    Start,
    /// Time has passed.
    Tick,
    /// So many bytes of the body's data were handed over.
    Progress {
        /// Which request.
        request: u64,
        /// Bytes, without framing.
        loaded: u64,
    },
    /// The whole body was handed over; only the answer is missing.
    BodySent {
        /// Which request.
        request: u64,
    },
    /// The server took it.
    Acked {
        /// Which request.
        request: u64,
        /// What it said.
        answer: UploadAnswer,
    },
    /// It came to nothing.
    Failed {
        /// Which request.
        request: u64,
        /// Why.
        error: Error,
    },
    /// The list was asked for our batch.
    LookedUp {
        /// From [`Action::LookUp`].
        look: u64,
        /// What it said.
        looked: Looked,
    },
    /// The list was asked for batches that exist already.
    BaselineTaken(Result<(), Error>),
    /// A tiny request was made: did the API answer?
    Probed {
        /// It did, with whatever status.
        ok: bool,
    },
    /// The tiny request was answered by something on the way.
    Intercepted {
        /// How.
        error: Error,
    },
    /// The token in use lives this long; `None`: unknown.
    Token {
        /// Milliseconds.
        left_ms: Option<u64>,
    },
    /// A new token is there.
    TokenRenewed {
        /// See [`Event::Token`].
        left_ms: Option<u64>,
    },
    /// No new token came.
    TokenFailed(Error),
    /// The same person has signed in again.
    SignedIn {
        /// See [`Event::Token`].
        left_ms: Option<u64>,
    },
    /// The browser believes that there is a network.
    Online,
    /// The browser knows that there is none.
    Offline,
    /// The page was shown again, unfrozen, or the person asked for another try now.
    Woke,
    /// The person holds it back.
    Pause,
    /// The person lets it go on.
    Resume,
    /// The person ends it.
    Cancel,
    /// The person tries a failed one again.
    Retry,
    /// The same file is there again.
    FileGiven,
    /// The journal has it, or there is no journal.
    Saved {
        /// From [`Action::Save`].
        ticket: u64,
    },
}

/// What the list said.
#[derive(Debug, Clone, PartialEq)]
pub enum Looked {
    /// Our batch exists.
    Found(BatchId),
    /// It does not, so far.
    NotThere,
    /// The list could not be read.
    Failed(Error),
}

/// What to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Send one body. Answer: `Progress`, `BodySent`, then `Acked` or `Failed`.
    Send(Send),
    /// End a request; nothing of it is answered any more.
    Abort {
        /// Which.
        request: u64,
    },
    /// Read which batches of this name exist. Answer: `BaselineTaken`.
    TakeBaseline,
    /// Look for our batch. Answer: `LookedUp`.
    LookUp {
        /// Which look.
        look: u64,
    },
    /// Make a tiny request. Answer: `Probed`.
    Probe,
    /// Renew the token. Answer: `TokenRenewed` or `TokenFailed`.
    RefreshToken,
    /// Ask the person to sign in. Answer: `SignedIn`.
    AskSignIn,
    /// Write the snapshot to the journal. Answer: `Saved`.
    Save {
        /// Which.
        ticket: u64,
    },
    /// Keep for the log.
    Log(Note),
}

/// One body to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Send {
    /// Its number.
    pub request: u64,
    /// Which part, from 0.
    pub part: u32,
    /// Its bytes in the file.
    pub range: Range<u64>,
    /// Number of chunks; `None`: everything in one request to `/upload`.
    pub chunks: Option<u32>,
    /// The server's name of the session, on every chunk but the first.
    pub upload_id: Option<String>,
    /// The last part.
    pub is_final: bool,
}

/// Why an upload stopped. What a person reads is in `words::upload_problems`.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// The server refuses it.
    Refused {
        /// HTTP status.
        status: u16,
        /// Its words.
        words: Option<String>,
    },
    /// The server has no room or cannot do it at all.
    ServerFull {
        /// HTTP status.
        status: u16,
        /// Its words.
        words: Option<String>,
    },
    /// Even the smallest body is too large for something on the way.
    TooLarge,
    /// No success for a long time.
    GaveUp {
        /// The last failure.
        last: Error,
    },
    /// Whether the batch exists cannot be found out.
    CannotConfirm,
    /// The server lost the session again and again.
    SessionsLost,
    /// Everything was sent, and sent again, and no batch came of it.
    NoBatch {
        /// The last failure.
        last: Error,
    },
    /// Something on the way answers in place of the API, with this status or by sending requests elsewhere.
    Between {
        /// HTTP status.
        status: Option<u16>,
    },
}

/// What went on, for the log. Texts are in `words::upload_log`.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    missing_docs,
    reason = "the names say it; the texts are in words::upload_log"
)]
pub enum Note {
    Started {
        parts: u32,
    },
    Continued {
        acked: u32,
        parts: u32,
    },
    PartFailed {
        part: Option<u32>,
        error: Error,
        wait_ms: u64,
    },
    PartRefusedOutOfOrder {
        part: u32,
    },
    NetworkLost,
    NetworkBack {
        after_ms: u64,
    },
    TokenRenewed,
    SignInNeeded,
    SignedIn,
    SessionLost {
        acked: u32,
    },
    StartedAgain,
    Smaller {
        from: u64,
        to: u64,
        cut: bool,
    },
    AskingList,
    NotInList,
    SentAgain,
    ListUnavailable,
    FileGone,
    FileGiven,
    Paused,
    Resumed,
    Cancelling,
    Cancelled,
    CancelledUnsure,
    RetriedByPerson,
    Stopped(Trouble),
    Done {
        batch: BatchId,
        despite_cancel: bool,
    },
}

/// No new part is sent before this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hold {
    pub until: u64,
    pub why: WaitingWhy,
    /// The server asked for it: not cut short by anything.
    pub asked_for: bool,
}
