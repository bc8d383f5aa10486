//! The tables, as a list of steps that only grows. `PRAGMA user_version` says how many steps a file has seen.

use rusqlite::Connection;

use super::{Error, Result};

const STEPS: &[&str] = &["
CREATE TABLE users (
    id             INTEGER PRIMARY KEY,
    username       TEXT NOT NULL UNIQUE,
    password_hash  TEXT NOT NULL,
    email          TEXT NOT NULL,
    full_name      TEXT NOT NULL,
    is_admin       INTEGER NOT NULL,
    role_hierarchy INTEGER NOT NULL,
    school_id      INTEGER,
    class_id       INTEGER
) STRICT;

CREATE TABLE refresh_tokens (
    jti        TEXT PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES users(id),
    expires_at INTEGER NOT NULL,
    spent      INTEGER NOT NULL DEFAULT 0
) STRICT;

-- origin: 'upload' has files on disk; 'demo' is played by the worker without files; 'frozen' is left alone.
CREATE TABLE batches (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid          TEXT NOT NULL UNIQUE,
    user_id       INTEGER NOT NULL REFERENCES users(id),
    name          TEXT NOT NULL,
    upload_type   TEXT NOT NULL,
    status        TEXT NOT NULL,
    origin        TEXT NOT NULL,
    chunked       INTEGER NOT NULL DEFAULT 0,
    task_id       TEXT,
    notes         TEXT,
    size_bytes    INTEGER NOT NULL,
    sheet_count   INTEGER NOT NULL DEFAULT 0,
    processed     INTEGER NOT NULL DEFAULT 0,
    failed        INTEGER NOT NULL DEFAULT 0,
    created_at    INTEGER NOT NULL,
    started_at    INTEGER,
    completed_at  INTEGER,
    error_message TEXT
) STRICT;
CREATE INDEX batches_newest ON batches(created_at DESC, id DESC);
CREATE INDEX batches_of_user ON batches(user_id, created_at DESC, id DESC);
CREATE INDEX batches_by_status ON batches(status, created_at DESC, id DESC);

-- The files of a batch in order: the parts of one ZIP, or images.
CREATE TABLE batch_files (
    batch_id   INTEGER NOT NULL REFERENCES batches(id) ON DELETE CASCADE,
    seq        INTEGER NOT NULL,
    name       TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    PRIMARY KEY (batch_id, seq)
) STRICT, WITHOUT ROWID;

-- source: the entry's index in the ZIP, or the file's seq.
CREATE TABLE sheets (
    batch_id           INTEGER NOT NULL REFERENCES batches(id) ON DELETE CASCADE,
    number             INTEGER NOT NULL,
    uuid               TEXT NOT NULL,
    status             TEXT NOT NULL,
    task_id            TEXT NOT NULL,
    source             INTEGER NOT NULL,
    image_name         TEXT NOT NULL,
    processing_time_ms INTEGER,
    error_message      TEXT,
    PRIMARY KEY (batch_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX sheets_by_task ON sheets(task_id, batch_id);

CREATE TABLE upload_sessions (
    upload_id    TEXT PRIMARY KEY,
    user_id      INTEGER NOT NULL REFERENCES users(id),
    filename     TEXT NOT NULL,
    upload_type  TEXT NOT NULL,
    task_id      TEXT,
    total_chunks INTEGER NOT NULL,
    touched_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE upload_parts (
    upload_id  TEXT NOT NULL REFERENCES upload_sessions(upload_id) ON DELETE CASCADE,
    idx        INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    PRIMARY KEY (upload_id, idx)
) STRICT, WITHOUT ROWID;
", "
-- Pages that are being read, and how often the server went down over it (see processing/turn.rs).
CREATE TABLE reading (
    batch_id INTEGER NOT NULL REFERENCES batches(id) ON DELETE CASCADE,
    source   INTEGER NOT NULL,
    crashes  INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (batch_id, source)
) STRICT, WITHOUT ROWID;
", "
-- What the worker did with a batch besides what its row says, for the stream of events.
CREATE TABLE events (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    batch_id INTEGER NOT NULL REFERENCES batches(id) ON DELETE CASCADE,
    at       INTEGER NOT NULL,
    stage    TEXT NOT NULL,
    message  TEXT NOT NULL
) STRICT;
CREATE INDEX events_of_batch ON events(batch_id, id);
"];

/// Applies the steps a file has not seen yet, each in a transaction of its own.
pub(super) fn run(connection: &mut Connection) -> Result<()> {
    let seen: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    if seen > known {
        return Err(Error::Newer(seen));
    }
    for (step, version) in STEPS.iter().zip(1..).filter(|(_, version)| *version > seen) {
        let tx = connection.transaction()?;
        tx.execute_batch(step)?;
        tx.pragma_update(None, "user_version", version)?;
        tx.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrating_twice_changes_nothing_and_a_newer_file_is_refused() {
        let mut c = Connection::open_in_memory().unwrap();
        run(&mut c).unwrap();
        run(&mut c).unwrap();
        c.pragma_update(None, "user_version", 999).unwrap();
        assert!(matches!(run(&mut c), Err(Error::Newer(999))));
    }
}
