//! Uploads in one request and in chunks (api-contract, Phase 2), and the files they leave on disk.

pub mod chunk;
pub mod fields;
pub mod sessions;
pub mod single;
mod store;

pub use sessions::{OpenSession, forget_all, forget_one, list_open};
pub use store::Store;

use std::time::Duration;

use rusqlite::OptionalExtension as _;

use crate::app::App;
use crate::db::{self, Db};

/// Brings disk and database together after a start: what an interrupted server left half done is removed.
///
/// # Errors
/// The database's or the disk's.
pub fn tidy(db: &Db, store: &Store, volatile: bool) -> db::Result<()> {
    if volatile {
        forget_all(db, store)?;
    }
    store.clear_incoming()?;
    db.now(|c| {
        for id in store.session_ids()? {
            let known = c
                .query_row(
                    "SELECT 1 FROM upload_sessions WHERE upload_id = ?1",
                    [&id],
                    |_| Ok(()),
                )
                .optional()?;
            if known.is_none() {
                store.remove_session(&id)?;
            }
        }
        for uuid in store.batch_ids()? {
            let known = c
                .query_row("SELECT 1 FROM batches WHERE uuid = ?1", [&uuid], |_| Ok(()))
                .optional()?;
            if known.is_none() {
                store.remove_batch(&uuid)?;
            }
        }
        Ok(())
    })
}

/// Removes upload sessions that nothing was added to for too long, for as long as the server runs.
pub async fn expire_sessions(app: App) {
    let mut tick = tokio::time::interval(Duration::from_secs(60));
    loop {
        tick.tick().await;
        let store = app.store.clone();
        let seconds = app.settings.session_seconds;
        if let Err(e) = app
            .db
            .run(move |c| sessions::expire(c, &store, seconds))
            .await
        {
            eprintln!("error: expired uploads could not be removed: {e}");
        }
    }
}
