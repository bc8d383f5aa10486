//! What stands in for the browser: executes actions in virtual time, lets requests fail, keeps a journal.

use omr_batch_console::{
    domain::BatchId,
    upload::session::{Send, Snapshot},
};

/// A request that is under way.
#[derive(Debug, Clone)]
pub struct Flying {
    pub send: Send,
    /// Number of the tab that sent it.
    pub tab: u32,
    /// Its body has left completely: the server will see it.
    pub left: bool,
}

/// What survives a reload.
#[derive(Debug, Clone, Default)]
pub struct Journal {
    pub snapshot: Option<Snapshot>,
    pub known: Vec<BatchId>,
}

/// How a browser tells that a body has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// At once.
    Prompt,
    /// Together with the answer, the count before (Firefox).
    WithAnswer,
    /// Together with the answer, and the count stops short.
    ShortCount,
    /// Never, and of a final body no count either.
    Nothing,
    /// Late, and in any order.
    Late,
}

/// What is to happen to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Fine,
    /// The connection breaks while the body leaves.
    CutBefore,
    /// It breaks after the body has left; did the server do the work?
    CutAfter {
        worked: bool,
    },
    /// A status; did the server do the work?
    Status {
        code: u16,
        worked: bool,
    },
    /// 200 with a foreign page.
    Page {
        worked: bool,
    },
    /// 429 or 503 with an odd Retry-After in milliseconds.
    Slower {
        code: u16,
        after: Option<u64>,
    },
    /// Nothing ever moves.
    Stall,
    /// The body leaves, and no answer ever comes.
    Silence {
        worked: bool,
    },
    /// Assembly fails with 500, and the chunks are gone.
    Lost,
    /// The router wraps a refusal into a 500, and the chunks are gone (api-contract "Production facts").
    Wrapped,
    /// The API has no room.
    Full,
    /// The API's own 500; did the work succeed all the same?
    Own {
        worked: bool,
    },
    /// All is well, but the answer takes long.
    Slow,
    /// The answer to a final chunk says that chunks are missing.
    Incomplete,
}
