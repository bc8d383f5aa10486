//! Opens an IndexedDB database: within a limit of time, and without ever standing in the way of another tab.

use futures::channel::oneshot;
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams};
use wasm_bindgen_futures::spawn_local;

/// A database that is not open after this long never will be: another tab holds it, or the browser hangs (WebKit 226547).
const PATIENCE_MS: u32 = 5_000;

/// Why a database is not open.
#[derive(Debug)]
pub enum OpenError {
    /// The browser keeps nothing, or refuses: private mode, a setting, a full disk.
    Refused(idb::Error),
    /// No answer within 5 s.
    NoAnswer,
}

/// Opens version 1 of a database, with these object stores; keys are given with each value. It is closed when it is dropped.
///
/// A browser goes on opening what nobody waits for any more. Such a connection would have no owner, and would block every
/// deletion and upgrade of the database from then on: it is closed as soon as it is there.
///
/// ```no_run
/// # async fn example() -> Result<(), omr_batch_console::browser::database::OpenError> {
/// let database = omr_batch_console::browser::database::open("omr-example", &["entries"]).await?;
/// # drop(database); Ok(()) }
/// ```
///
/// # Errors
/// When the browser refuses, or does not answer within 5 s.
pub async fn open(
    name: &'static str,
    stores: &'static [&'static str],
) -> Result<OpenDatabase, OpenError> {
    let (opened, opening) = oneshot::channel();
    spawn_local(async move {
        // Dropped and with that closed, if nobody waits any more.
        let _ = opened.send(request(name, stores).await);
    });
    match select(opening, TimeoutFuture::new(PATIENCE_MS)).await {
        Either::Left((Ok(opened), _)) => opened.map_err(OpenError::Refused),
        Either::Left((Err(_), _)) | Either::Right(_) => Err(OpenError::NoAnswer),
    }
}

async fn request(name: &str, stores: &'static [&'static str]) -> Result<OpenDatabase, idb::Error> {
    let mut request = Factory::new()?.open(name, Some(1))?;
    request.on_upgrade_needed(move |event| {
        if let Ok(database) = event.database() {
            for store in stores {
                // A failure here aborts the upgrade, and with it the opening.
                let _ = database.create_object_store(store, ObjectStoreParams::new());
            }
        }
    });
    let mut database = request.await?;
    // A deletion or an upgrade in another tab must not wait for this one.
    database.on_version_change(|event| {
        if let Ok(database) = event.database() {
            database.close();
        }
    });
    Ok(OpenDatabase(database))
}

/// An open database; closed when dropped.
#[derive(Debug)]
pub struct OpenDatabase(Database);

impl std::ops::Deref for OpenDatabase {
    type Target = Database;

    fn deref(&self) -> &Database {
        &self.0
    }
}

impl Drop for OpenDatabase {
    fn drop(&mut self) {
        self.0.close();
    }
}
