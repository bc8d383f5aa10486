//! The server as the contract describes it, without its faults: sessions, chunks, batches.

use std::{collections::BTreeMap, ops::Range};

use omr_batch_console::{
    api::{Error, Problem, wire::UploadAnswer},
    domain::BatchId,
    upload::session::Send,
};

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
}

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
    /// Not made by this upload: it was there before.
    pub foreign: bool,
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

fn json(code: u16, words: &str) -> Error {
    status(code, &format!(r#"{{"detail":"{words}"}}"#))
}

impl Server {
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
            return Err(json(401, "Token has expired"));
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
            None => return Err(json(400, "upload_id is required")),
            Some(id) => id.clone(),
        };
        let Some(session) = self.sessions.get_mut(&id) else {
            return Err(json(404, "Upload not found. Please restart upload."));
        };
        if session.total != total || send.part >= total {
            return Err(json(400, "Invalid chunk_index"));
        }
        if self.ordered && (0..send.part).any(|p| !session.chunks.contains_key(&p)) {
            return Err(json(400, "Chunks must arrive in order"));
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
            return Err(json(404, "Upload not found. Please restart upload."));
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

    /// Batches of our name and size in the list at `now`.
    pub fn listed(&self, now: u64) -> Vec<BatchId> {
        self.batches
            .iter()
            .filter(|b| b.visible_at <= now)
            .map(|b| b.id.clone())
            .collect()
    }

    pub fn own(&self) -> Vec<&Made> {
        self.batches.iter().filter(|b| !b.foreign).collect()
    }

    pub fn add_foreign(&mut self) {
        self.batches.push(Made {
            id: batch_id(self.batches.len() as u64),
            bytes: Vec::new(),
            visible_at: 0,
            foreign: true,
        });
    }
}

fn batch_id(n: u64) -> BatchId {
    BatchId::parse(&format!("00000000-0000-0000-0000-{n:012x}")).expect("a UUID")
}
