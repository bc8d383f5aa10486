//! Upload sessions: which chunks of which upload have arrived whole. Rows and files change together while the
//! database's lock is held, so that a chunk never becomes part of an upload that is being assembled.

use std::fs;

use rusqlite::{Connection, OptionalExtension as _};

use super::fields::UploadType;
use super::store::{Received, Store};
use crate::batches::model::{NewBatch, insert};
use crate::clock::{self, SECOND};
use crate::db::{self, Db};
use crate::ids;

/// What a chunk says about itself.
#[derive(Clone, Debug)]
pub struct ChunkFacts {
    /// Sender.
    pub user_id: i64,
    /// Absent on a first chunk.
    pub upload_id: Option<String>,
    /// 0-based.
    pub index: u64,
    /// Declared number of chunks.
    pub total: u64,
    /// Whether the upload should be assembled after it.
    pub is_final: bool,
    /// Original name of the whole file.
    pub filename: String,
    /// Strategy.
    pub upload_type: UploadType,
    /// Task, where needed.
    pub task_id: Option<String>,
    /// Taken from the final chunk.
    pub notes: Option<String>,
}

/// What became of a chunk.
#[derive(Debug, PartialEq, Eq)]
pub enum Stored {
    /// It is part of the session now.
    Chunk {
        /// The session.
        upload_id: String,
        /// Distinct chunks that have arrived.
        received: u64,
    },
    /// It completed the upload.
    Batch {
        /// The session, which is over.
        upload_id: String,
        /// Row of the new batch.
        batch_id: i64,
        /// Its UUID.
        uuid: String,
    },
    /// There is no such session of this user (any more).
    Unknown(String),
    /// The session was opened with another number of chunks.
    TotalDiffers(u64),
    /// The deployment insists on order, and this one is expected.
    OutOfOrder(u64),
    /// All chunks together are beyond the limit.
    TooLarge,
    /// The task takes no more sheets; the session is over and its chunks are gone.
    Finalized(String),
    /// The final chunk came before these many others; the session is over and its chunks are gone.
    Incomplete(u64),
}

/// Limits that a chunk is held against.
#[derive(Clone, Copy)]
pub struct Rules {
    /// Refuse chunks out of order.
    pub ordered: bool,
    /// Seconds after which an idle session is forgotten.
    pub session_seconds: u64,
    /// Bytes of a whole file.
    pub max_file: u64,
    /// Whether that is looked at with the final chunk only.
    pub size_at_the_end: bool,
    /// Whether the task of the upload takes no more sheets.
    pub finalized: bool,
}

/// Whether the chunk would be taken, looked up before its bytes are read: `None` is yes.
///
/// # Errors
/// The database's.
pub fn refusal(
    c: &Connection,
    store: &Store,
    facts: &ChunkFacts,
    rules: Rules,
) -> db::Result<Option<Stored>> {
    expire(c, store, rules.session_seconds)?;
    let Some(id) = &facts.upload_id else {
        // Chunk 0 opens a session; the caller has made sure of the index.
        return Ok(None);
    };
    if !store.knows_session(id) {
        return Ok(Some(Stored::Unknown(id.clone())));
    }
    let session = c
        .query_row(
            "SELECT total_chunks, (SELECT count(*) FROM upload_parts p WHERE p.upload_id = s.upload_id),
                    EXISTS (SELECT 1 FROM upload_parts p WHERE p.upload_id = s.upload_id AND idx = ?3)
             FROM upload_sessions s WHERE upload_id = ?1 AND user_id = ?2",
            (id, facts.user_id, facts.index),
            |row| Ok((row.get::<_, u64>(0)?, row.get::<_, u64>(1)?, row.get::<_, bool>(2)?)),
        )
        .optional()?;
    Ok(match session {
        None => Some(Stored::Unknown(id.clone())),
        Some((total, _, _)) if total != facts.total => Some(Stored::TotalDiffers(total)),
        Some((_, received, known)) if rules.ordered && !known && facts.index != received => {
            Some(Stored::OutOfOrder(received))
        }
        Some(_) => None,
    })
}

/// Makes a chunk part of its session; the final one assembles the upload.
///
/// # Errors
/// The database's or the disk's; the session is as it was before.
pub fn store_chunk(
    c: &mut Connection,
    store: &Store,
    facts: &ChunkFacts,
    bytes: Received,
    rules: Rules,
) -> db::Result<Stored> {
    if let Some(refused) = refusal(c, store, facts, rules)? {
        return Ok(refused);
    }
    let size = bytes.size();
    let tx = c.transaction()?;
    let upload_id = match &facts.upload_id {
        Some(id) => id.clone(),
        None => open(&tx, store, facts)?,
    };
    let others: u64 = tx.query_row(
        "SELECT coalesce(sum(size_bytes), 0) FROM upload_parts WHERE upload_id = ?1 AND idx != ?2",
        (&upload_id, facts.index),
        |row| row.get(0),
    )?;
    let is_due = facts.is_final || !rules.size_at_the_end;
    if is_due && others.saturating_add(size) > rules.max_file {
        drop(tx);
        forget_one(c, store, &upload_id)?;
        return Ok(Stored::TooLarge);
    }
    tx.execute(
        "INSERT OR REPLACE INTO upload_parts (upload_id, idx, size_bytes) VALUES (?1, ?2, ?3)",
        (&upload_id, facts.index, size),
    )?;
    tx.execute(
        "UPDATE upload_sessions SET touched_at = ?2 WHERE upload_id = ?1",
        (&upload_id, clock::now()),
    )?;
    let received: u64 = tx.query_row(
        "SELECT count(*) FROM upload_parts WHERE upload_id = ?1",
        [&upload_id],
        |row| row.get(0),
    )?;
    bytes.keep(&Store::part(&store.session(&upload_id), facts.index))?;
    if !facts.is_final {
        tx.commit()?;
        return Ok(Stored::Chunk {
            upload_id,
            received,
        });
    }
    if received < facts.total {
        drop(tx);
        forget_one(c, store, &upload_id)?;
        return Ok(Stored::Incomplete(facts.total - received));
    }
    if rules.finalized {
        drop(tx);
        forget_one(c, store, &upload_id)?;
        return Ok(Stored::Finalized(facts.task_id.clone().unwrap_or_default()));
    }
    let uuid = ids::uuid();
    let batch_id = assemble(&tx, store, facts, &upload_id, &uuid, others + size)?;
    tx.commit()?;
    Ok(Stored::Batch {
        upload_id,
        batch_id,
        uuid,
    })
}

fn open(c: &Connection, store: &Store, facts: &ChunkFacts) -> db::Result<String> {
    let id = store.new_session();
    fs::create_dir(store.session(&id))?;
    c.execute(
        "INSERT INTO upload_sessions (upload_id, user_id, filename, upload_type, task_id, total_chunks, touched_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (
            &id,
            facts.user_id,
            &facts.filename,
            facts.upload_type.word(),
            &facts.task_id,
            facts.total,
            clock::now(),
        ),
    )?;
    Ok(id)
}

/// Turns the session's folder into the batch's. A server killed between the rename and the commit leaves a batch
/// folder without a row, which the next start removes.
fn assemble(
    c: &Connection,
    store: &Store,
    facts: &ChunkFacts,
    upload_id: &str,
    uuid: &str,
    size: u64,
) -> db::Result<i64> {
    let (name, kind, task_id): (String, String, Option<String>) = c.query_row(
        "SELECT filename, upload_type, task_id FROM upload_sessions WHERE upload_id = ?1",
        [upload_id],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let mut parts =
        c.prepare("SELECT idx, size_bytes FROM upload_parts WHERE upload_id = ?1 ORDER BY idx")?;
    let files = parts
        .query_map([upload_id], |row| {
            Ok((name.clone(), row.get(0)?, row.get(1)?))
        })?
        .collect::<Result<Vec<(String, u64, u64)>, _>>()?;
    fs::rename(store.session(upload_id), store.batch(uuid))?;
    let id = insert(
        c,
        &NewBatch {
            uuid,
            user_id: facts.user_id,
            name: &name,
            upload_type: UploadType::parse(&kind).unwrap_or(facts.upload_type),
            chunked: true,
            task_id: task_id.as_deref(),
            notes: facts.notes.as_deref(),
            size,
            files: &files,
        },
    )?;
    c.execute(
        "DELETE FROM upload_sessions WHERE upload_id = ?1",
        [upload_id],
    )?;
    Ok(id)
}

/// Forgets sessions that nothing was added to for `seconds`.
///
/// # Errors
/// The database's or the disk's.
pub fn expire(c: &Connection, store: &Store, seconds: u64) -> db::Result<()> {
    let age = i64::try_from(seconds)
        .unwrap_or(i64::MAX)
        .saturating_mul(SECOND);
    let mut old =
        c.prepare_cached("SELECT upload_id FROM upload_sessions WHERE touched_at <= ?1")?;
    let ids = old
        .query_map([clock::now().saturating_sub(age)], |row| {
            row.get::<_, String>(0)
        })?
        .collect::<Result<Vec<_>, _>>()?;
    ids.iter().try_for_each(|id| forget_one(c, store, id))
}

/// Forgets one session and its chunks.
///
/// # Errors
/// The database's or the disk's.
pub fn forget_one(c: &Connection, store: &Store, upload_id: &str) -> db::Result<()> {
    c.execute(
        "DELETE FROM upload_sessions WHERE upload_id = ?1",
        [upload_id],
    )?;
    Ok(store.remove_session(upload_id)?)
}

/// Forgets every session of this server, as a restart of a server with memory-backed storage does.
///
/// # Errors
/// The database's or the disk's.
pub fn forget_all(db: &Db, store: &Store) -> db::Result<()> {
    db.now(|c| {
        let known = |id: &String| store.knows_session(id);
        let mut rows = c.prepare("SELECT upload_id FROM upload_sessions")?;
        let rows = rows.query_map([], |row| row.get::<_, String>(0))?;
        let mut ids = rows.collect::<Result<Vec<_>, _>>()?;
        ids.extend(store.session_ids()?);
        ids.iter()
            .filter(|id| known(id))
            .try_for_each(|id| forget_one(c, store, id))
    })
}

/// A session as `GET /__faults/state` shows it.
#[derive(Debug, serde::Serialize)]
pub struct OpenSession {
    upload_id: String,
    username: String,
    filename: String,
    total_chunks: u64,
    chunks: Vec<u64>,
    bytes: u64,
}

/// All open sessions.
///
/// # Errors
/// The database's.
pub fn list_open(c: &Connection) -> db::Result<Vec<OpenSession>> {
    let mut sessions = c.prepare(
        "SELECT s.upload_id, u.username, s.filename, s.total_chunks
         FROM upload_sessions s JOIN users u ON u.id = s.user_id ORDER BY s.rowid",
    )?;
    let mut open = sessions
        .query_map([], |row| {
            Ok(OpenSession {
                upload_id: row.get(0)?,
                username: row.get(1)?,
                filename: row.get(2)?,
                total_chunks: row.get(3)?,
                chunks: Vec::new(),
                bytes: 0,
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let mut parts =
        c.prepare("SELECT idx, size_bytes FROM upload_parts WHERE upload_id = ?1 ORDER BY idx")?;
    for session in &mut open {
        let mut rows = parts.query([&session.upload_id])?;
        while let Some(row) = rows.next()? {
            session.chunks.push(row.get(0)?);
            session.bytes += row.get::<_, u64>(1)?;
        }
    }
    Ok(open)
}
