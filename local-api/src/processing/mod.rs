//! The worker: takes batches through `uploaded → validating → processing → completed | failed`. Every batch has a task
//! of its own that keeps its own pace; the CPU is handed out sheet by sheet in turn (a fair semaphore), so a huge batch
//! slows small ones down but never starves them. Everything it knows is in the database: after a restart it goes on.

mod archive;
mod names;
mod page;
mod parts;
mod plan;
mod records;
mod run;
mod turn;

pub use parts::PartsReader;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, watch};

use crate::db::Db;
use crate::settings::Settings;
use crate::uploads::Store;

/// Sheets decoded at the same time.
const CPU_PERMITS: usize = 2;
/// Batches open at the same time; each holds a file and its ZIP directory in memory.
const OPEN_BATCHES: usize = 64;
/// Delay after a database error (a full disk, most likely).
const AFTER_TROUBLE: Duration = Duration::from_secs(5);

/// The worker's handle. Cheap to clone.
#[derive(Clone)]
pub struct Worker(Arc<Shared>);

struct Shared {
    db: Db,
    store: Store,
    rate: watch::Sender<f64>,
    cpu: Semaphore,
    slots: Semaphore,
    stop: watch::Sender<bool>,
    running: Mutex<HashMap<String, watch::Sender<bool>>>,
    crash_at: Option<String>,
}

impl Worker {
    /// A worker with the settings' pace.
    #[must_use]
    pub fn new(db: Db, store: Store, settings: &Settings) -> Self {
        Self(Arc::new(Shared {
            db,
            store,
            rate: watch::Sender::new(settings.sheets_per_second),
            crash_at: settings.crash_at.clone(),
            cpu: Semaphore::new(CPU_PERMITS),
            slots: Semaphore::new(OPEN_BATCHES),
            stop: watch::Sender::new(false),
            running: Mutex::default(),
        }))
    }

    /// Takes up every batch that an earlier run left unfinished.
    pub async fn resume(&self) {
        match self.0.db.run(records::unfinished).await {
            Ok(batches) => batches
                .into_iter()
                .for_each(|(id, uuid)| self.enqueue(id, uuid)),
            Err(e) => eprintln!("error: unfinished batches could not be looked up: {e}"),
        }
    }

    /// Processes a batch from where the database says it stands.
    pub fn enqueue(&self, id: i64, uuid: String) {
        let cancel = watch::Sender::new(false);
        let (mut cancelled, mut stopped) = (cancel.subscribe(), self.0.stop.subscribe());
        self.running().insert(uuid.clone(), cancel);
        let worker = self.clone();
        tokio::spawn(async move {
            // Dropping the work is safe at every await: the database changes in whole transactions only.
            tokio::select! {
                () = worker.process(id) => {}
                _ = cancelled.wait_for(|yes| *yes) => {}
                _ = stopped.wait_for(|yes| *yes) => {}
            }
            worker.running().remove(&uuid);
        });
    }

    async fn process(&self, id: i64) {
        // The semaphores are never closed.
        let Ok(_slot) = self.0.slots.acquire().await else {
            return;
        };
        while let Err(e) = run::batch(self, id).await {
            eprintln!("error: batch {id} waits: {e}");
            tokio::time::sleep(AFTER_TROUBLE).await;
        }
    }

    /// Stops the processing of a batch, if it is running.
    pub fn cancel(&self, uuid: &str) {
        if let Some(cancel) = self.running().get(uuid) {
            cancel.send_replace(true);
        }
    }

    /// Whether a batch is being processed here.
    #[must_use]
    pub fn works_on(&self, uuid: &str) -> bool {
        self.running().contains_key(uuid)
    }

    /// Stops everything; a later start resumes it.
    pub async fn stop(&self) {
        self.0.stop.send_replace(true);
        if let Err(e) = self.0.db.run(records::end_all_reading).await {
            eprintln!("error: the stop could not be noted: {e}");
        }
    }

    /// Hears of [`stop`](Self::stop).
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.0.stop.subscribe()
    }

    /// Goes down over the page that a test has named.
    fn crash_at(&self, page: &str) {
        if self.0.crash_at.as_deref() == Some(page) {
            std::process::abort();
        }
    }

    /// Changes the pace of all batches at once.
    pub fn set_rate(&self, sheets_per_second: f64) {
        self.0.rate.send_replace(sheets_per_second);
    }

    fn running(&self) -> std::sync::MutexGuard<'_, HashMap<String, watch::Sender<bool>>> {
        self.0
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
