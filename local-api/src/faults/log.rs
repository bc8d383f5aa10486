//! The log of requests: `GET /__faults/requests`.

use std::collections::VecDeque;

use serde::Serialize;

use super::ChunkSeen;

/// Requests kept; older ones are dropped.
const KEPT: usize = 20_000;

/// One request to the API.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Entry {
    /// Counts from 1.
    pub(super) seq: u64,
    /// Arrival in Unix milliseconds.
    pub(super) time_ms: i64,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: Option<String>,
    pub(super) user: Option<String>,
    pub(super) chunk_index: Option<u64>,
    pub(super) total_chunks: Option<u64>,
    pub(super) is_final: Option<bool>,
    pub(super) upload_id: Option<String>,
    /// `Content-Length`, when sent.
    pub(super) content_length: Option<u64>,
    /// Bytes of the body that were read before the answer.
    pub(super) bytes_received: u64,
    /// What was answered; nothing for a request that was cut or whose client went away.
    pub(super) status: Option<u16>,
    /// The rule that applied.
    pub(super) rule: Option<String>,
    /// `open`, `answered`, `cut` or `gone`.
    pub(super) outcome: &'static str,
    /// From arrival to outcome.
    pub(super) duration_ms: u64,
}

impl Entry {
    pub(super) fn chunk(&mut self, seen: &ChunkSeen) {
        self.chunk_index = seen.chunk_index;
        self.total_chunks = seen.total_chunks;
        self.is_final = seen.is_final;
        self.upload_id.clone_from(&seen.upload_id);
    }
}

/// The last requests.
#[derive(Default)]
pub(super) struct Log {
    entries: VecDeque<Entry>,
    last: u64,
}

impl Log {
    /// Adds an entry and gives it its number.
    pub(super) fn add(&mut self, mut entry: Entry) -> u64 {
        self.last += 1;
        entry.seq = self.last;
        if self.entries.len() >= KEPT {
            self.entries.pop_front();
        }
        self.entries.push_back(entry);
        self.last
    }

    /// Changes an entry, if it is still there.
    pub(super) fn change(&mut self, seq: u64, change: impl FnOnce(&mut Entry)) {
        let place = self.entries.binary_search_by_key(&seq, |entry| entry.seq);
        if let Some(entry) = place.ok().and_then(|at| self.entries.get_mut(at)) {
            change(entry);
        }
    }

    pub(super) fn entries(&self) -> Vec<Entry> {
        self.entries.iter().cloned().collect()
    }

    pub(super) fn clear(&mut self) {
        self.entries.clear();
    }
}
