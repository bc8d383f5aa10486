//! The SQLite database: one connection behind a lock (every statement takes well under a millisecond), WAL, and
//! migrations by `user_version`. Closures run on a blocking thread, so that no request waits on another's disk.

mod migrations;
mod reserve;

pub use reserve::Reserve;

use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

/// Why the database, or a file that belongs to it, could not be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite's own error.
    #[error("the database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A file operation that belongs to a transaction.
    #[error("a file: {0}")]
    Io(#[from] std::io::Error),
    /// The server is stopping, or a closure panicked.
    #[error("a background task ended early")]
    Stopped,
    /// The file was written by a later version of this program.
    #[error("the database was made by a newer local-api (version {0})")]
    Newer(i64),
}

impl Error {
    /// Whether room on the disk may help. A file that SQLite cannot make larger can also show as an error of reading or writing.
    fn wants_room(&self) -> bool {
        let failed = matches!(self, Self::Sqlite(rusqlite::Error::SqliteFailure(e, _))
            if matches!(e.code, ErrorCode::SystemIoFailure | ErrorCode::CannotOpen));
        failed || self.is_disk_full()
    }

    /// Whether the disk was full, or a limit of the system stands for that.
    #[must_use]
    pub fn is_disk_full(&self) -> bool {
        match self {
            Self::Sqlite(rusqlite::Error::SqliteFailure(e, _)) => e.code == ErrorCode::DiskFull,
            Self::Io(e) => {
                matches!(
                    e.kind(),
                    ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge
                )
            }
            _ => false,
        }
    }
}

/// Result of a database call.
pub type Result<T> = std::result::Result<T, Error>;

/// The open database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    connection: Arc<Mutex<Connection>>,
    reserve: Option<Reserve>,
}

impl Db {
    /// Opens the database file and brings its tables up to date.
    ///
    /// # Errors
    /// The file cannot be written, is no database, or is newer than this program.
    pub fn open(path: &Path) -> Result<Self> {
        Self::prepare(Connection::open(path)?)
    }

    /// [`open`](Self::open) with a reserve for when the disk is full.
    ///
    /// # Errors
    /// The same.
    pub fn open_with(path: &Path, reserve: Reserve) -> Result<Self> {
        let opened = match Self::open(path) {
            Err(e) if e.wants_room() && reserve.release() => Self::open(path),
            opened => opened,
        };
        Ok(Self {
            reserve: Some(reserve),
            ..opened?
        })
    }

    /// An empty database in memory, for tests.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn in_memory() -> Result<Self> {
        Self::prepare(Connection::open_in_memory()?)
    }

    fn prepare(mut connection: Connection) -> Result<Self> {
        connection.busy_timeout(Duration::from_secs(5))?;
        // A server that shares the file waits at the beginning of a transaction; in its middle it would have to give up.
        connection.set_transaction_behavior(TransactionBehavior::Immediate);
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // In WAL mode this survives a killed process; only a power cut may take the last transactions.
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        migrations::run(&mut connection)?;
        Ok(Self {
            connection: Arc::new(Mutex::new(connection)),
            reserve: None,
        })
    }

    /// Runs `work` on a blocking thread while holding the connection.
    ///
    /// # Errors
    /// What `work` answers, or [`Error::Stopped`].
    pub async fn run<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    {
        let db = self.clone();
        match tokio::task::spawn_blocking(move || db.now(work)).await {
            Ok(result) => result,
            Err(_) => Err(Error::Stopped),
        }
    }

    /// [`run`](Self::run) for what must be possible on a full disk too: then the reserve is given up for it.
    ///
    /// # Errors
    /// What `work` answers, or [`Error::Stopped`].
    pub async fn run_on_reserve<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Connection) -> Result<T> + Send + 'static,
    {
        let reserve = self.reserve.clone();
        self.run(move |c| match work(c) {
            Err(e) if e.wants_room() && reserve.is_some_and(|reserve| reserve.release()) => work(c),
            done => done,
        })
        .await
    }

    /// Runs `work` on this thread; for start-up, seeding and code that already blocks.
    ///
    /// # Errors
    /// What `work` answers.
    pub fn now<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        // A panic in another closure leaves no half transaction behind: rusqlite rolls back on drop.
        let mut connection = self
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        work(&mut connection)
    }
}
