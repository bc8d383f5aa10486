//! The server as the contract describes it, without its faults: sessions, chunks, batches.

use std::{collections::BTreeMap, ops::Range};

use omr_batch_console::{
    api::{
        Error, Problem,
        wire::{self, UploadAnswer},
    },
    domain::{Batch, BatchId, ServerTime},
    upload::session::Send,
};
use serde_json::{Value, json};

#[derive(Debug, Default)]
pub struct Server {
    pub sessions: BTreeMap<String, Session>,
    pub batches: Vec<Made>,
    pub opened: u64,
    /// Chunks must come in order.
    pub ordered: bool,
    /// A body of more bytes is refused by the edge.
    pub edge: u64,
    /// Refuses tokens below this number.
    pub token_from: u32,
    /// Rows of the list say 0 of every size.
    pub sizeless: bool,
    /// Rows do not say who uploaded.
    pub ownerless: bool,
    /// How far its clock is from the person's, in milliseconds.
    pub clock: i64,
    /// Bytes of a batch of ours.
    pub size: u64,
    /// Upload sessions, and single requests, whose last byte has arrived.
    pub whole: Vec<Option<String>>,
}

/// The person's clock at the beginning, in milliseconds since 1970.
pub const BEGAN: i64 = 1_764_000_000_000;
/// Name of the file.
pub const NAME: &str = "Room 117.zip";

#[derive(Debug, Default)]
pub struct Session {
    chunks: BTreeMap<u32, Range<u64>>,
    total: u32,
}

/// A batch, and when it appears in the list.
#[derive(Debug, Clone)]
pub struct Made {
    pub id: BatchId,
    pub bytes: Vec<Range<u64>>,
    pub visible_at: u64,
    /// Not made by this upload.
    pub foreign: bool,
    /// Milliseconds after the beginning.
    made_at: i64,
    size: u64,
    owner: &'static str,
}

pub fn status(code: u16, body: &str) -> Error {
    Error::Status {
        code,
        problem: Problem::read(body),
        retry_after_ms: None,
    }
}

pub fn html(code: u16) -> Error {
    status(code, "<html><body>nginx</body></html>")
}

pub fn words(code: u16, words: &str) -> Error {
    status(code, &format!(r#"{{"detail":"{words}"}}"#))
}

impl Server {
    /// Whether a body gets past the edge and the token is good.
    pub fn lets_in(&self, send: &Send, token: u32) -> bool {
        send.range.end - send.range.start <= self.edge && token >= self.token_from
    }

    /// Takes a whole body.
    pub fn take(
        &mut self,
        send: &Send,
        token: u32,
        visible_at: u64,
    ) -> Result<UploadAnswer, Error> {
        if send.range.end - send.range.start > self.edge {
            return Err(html(413));
        }
        if token < self.token_from {
            return Err(words(401, "Token has expired"));
        }
        let Some(total) = send.chunks else {
            return Ok(self.make(
                vec![send.range.clone()],
                visible_at,
                UploadAnswer::default(),
            ));
        };
        let id = match &send.upload_id {
            None if send.part == 0 => {
                self.opened += 1;
                let id = format!("upload-{}", self.opened);
                self.sessions.insert(
                    id.clone(),
                    Session {
                        total,
                        ..Session::default()
                    },
                );
                id
            }
            None => return Err(words(400, "upload_id is required")),
            Some(id) => id.clone(),
        };
        let Some(session) = self.sessions.get_mut(&id) else {
            return Err(words(404, "Upload not found. Please restart upload."));
        };
        if session.total != total || send.part >= total {
            return Err(words(400, "Invalid chunk_index"));
        }
        if self.ordered && (0..send.part).any(|p| !session.chunks.contains_key(&p)) {
            return Err(words(400, "Chunks must arrive in order"));
        }
        session.chunks.insert(send.part, send.range.clone());
        let mut answer = UploadAnswer {
            upload_id: Some(id.clone()),
            chunks_received: Some(session.chunks.len() as u64),
            ..UploadAnswer::default()
        };
        if !send.is_final {
            return Ok(answer);
        }
        let Some(session) = self.sessions.remove(&id) else {
            return Err(words(404, "Upload not found. Please restart upload."));
        };
        answer.is_complete = true;
        Ok(self.make(session.chunks.into_values().collect(), visible_at, answer))
    }

    fn make(
        &mut self,
        bytes: Vec<Range<u64>>,
        visible_at: u64,
        answer: UploadAnswer,
    ) -> UploadAnswer {
        let id = batch_id(self.batches.len() as u64);
        self.batches.push(Made {
            id: id.clone(),
            bytes,
            visible_at,
            foreign: false,
            made_at: i64::try_from(visible_at).unwrap_or(0),
            size: self.size,
            owner: "staff",
        });
        UploadAnswer {
            batch: Some(id),
            ..answer
        }
    }

    /// Assembly fails: all chunks are gone (api-contract).
    pub fn lose(&mut self, upload_id: Option<&String>) {
        if let Some(id) = upload_id {
            self.sessions.remove(id);
        }
    }

    pub fn restart(&mut self) {
        self.sessions.clear();
    }

    /// The list at `now`, as the API says it and as the console reads it.
    pub fn listed(&self, now: u64) -> Vec<Batch> {
        let row = |made: &Made| {
            let created = ServerTime::from_wall_millis(BEGAN + self.clock + made.made_at);
            let mut row = json!({
                "batch_uuid": made.id.to_string(),
                "batch_name": NAME,
                "upload_type": "zip_with_qr",
                "status": "uploaded",
                "file_size_bytes": if self.sizeless { 0 } else { made.size },
                "created_at": created.iso(),
            });
            if !self.ownerless {
                row["username"] = made.owner.into();
            }
            row
        };
        let visible = self.batches.iter().filter(|b| b.visible_at <= now);
        let rows: Vec<Value> = visible.rev().map(row).collect();
        let answer = json!({"total": rows.len(), "batches": rows});
        wire::page(&answer, None).map_or_else(Vec::new, |page| page.batches)
    }

    pub fn own(&self) -> Vec<&Made> {
        self.batches.iter().filter(|b| !b.foreign).collect()
    }

    /// A batch of the same name and size by the same person, from before this upload.
    pub fn add_older(&mut self) {
        self.add(0, -600_000, self.size, "staff");
    }

    /// A batch of the same name that somebody else makes meanwhile, where rows tell it apart.
    pub fn add_other(&mut self, now: u64) {
        if !(self.sizeless && self.ownerless) {
            let size = self.size + u64::from(self.ownerless);
            self.add(now, i64::try_from(now).unwrap_or(0), size, "scanner");
        }
    }

    fn add(&mut self, visible_at: u64, made_at: i64, size: u64, owner: &'static str) {
        self.batches.push(Made {
            id: batch_id(self.batches.len() as u64),
            bytes: Vec::new(),
            visible_at,
            foreign: true,
            made_at,
            size,
            owner,
        });
    }
}

fn batch_id(n: u64) -> BatchId {
    BatchId::parse(&format!("00000000-0000-0000-0000-{n:012x}")).expect("a UUID")
}
