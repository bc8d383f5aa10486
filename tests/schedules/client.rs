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
    /// The answer to a final chunk says that chunks are missing.
    Incomplete,
}
