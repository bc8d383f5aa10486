//! A complete local implementation of the batch API (api-contract), to run and test the console against.
//! `serve` speaks HTTP and plays the edge proxy, `auth`, `uploads`, `batches` are the end points, `processing` the
//! worker, `faults` the means of tests to disturb all of it.

pub mod app;
pub mod auth;
pub mod batches;
pub mod cli;
pub mod clock;
pub mod db;
pub mod error;
pub mod faults;
pub mod ids;
pub mod processing;
pub mod seed;
pub mod serve;
pub mod settings;
pub mod spelling;
pub mod uploads;

use std::fs::File;
use std::path::Path;

use app::App;
use settings::Settings;

/// Why the program could not start, in a sentence for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port or address cannot be had.
    #[error(
        "{address} cannot be listened on: {reason}. Choose another one with --port, or 0 for any free port"
    )]
    Listen {
        /// Host and port.
        address: String,
        /// The system's words.
        reason: String,
    },
    /// The data folder cannot be used.
    #[error("the data folder {folder} cannot be used: {reason}")]
    Data {
        /// The folder.
        folder: String,
        /// What is wrong.
        reason: String,
    },
    /// A file or folder named on the command line is not there.
    #[error("{0}")]
    Missing(String),
}

impl StartError {
    pub(crate) fn data(folder: &Path, reason: &dyn std::fmt::Display) -> Self {
        Self::Data {
            folder: folder.display().to_string(),
            reason: reason.to_string(),
        }
    }
}

/// Starts the server and serves until SIGTERM or Ctrl-C.
///
/// # Errors
/// [`StartError`]: nothing was served.
pub fn run(settings: Box<Settings>) -> Result<(), StartError> {
    let (_lock, first) = if settings.share {
        share_data(&settings.data)?
    } else {
        (lock_data(&settings.data)?, true)
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| StartError::data(&settings.data, &e))?;
    let result = runtime.block_on(async {
        // Listen first: a taken port must not touch the data.
        let listener = serve::listen(&settings.host, settings.port).await?;
        serve::check_static(&settings)?;
        let app = App::open(*settings, first)?;
        serve::serve(listener, app, first).await;
        Ok(())
    });
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    result
}

/// Makes the data folder and takes its lock: two servers on one folder would fight over the same batches.
pub(crate) fn lock_data(folder: &Path) -> Result<File, StartError> {
    let lock = lock_file(folder)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(e) => Err(in_use(folder, e)),
    }
}

/// The same for servers that share the folder, as the two of production do. Says whether this one came first: it alone tidies
/// up and takes up what was left unfinished.
fn share_data(folder: &Path) -> Result<(File, bool), StartError> {
    let first = lock_data(folder).is_ok();
    let lock = lock_file(folder)?;
    match lock.try_lock_shared() {
        Ok(()) => Ok((lock, first)),
        Err(e) => Err(in_use(folder, e)),
    }
}

fn lock_file(folder: &Path) -> Result<File, StartError> {
    let problem = |e: std::io::Error| StartError::data(folder, &e);
    std::fs::create_dir_all(folder).map_err(problem)?;
    let open = File::options()
        .create(true)
        .append(true)
        .open(folder.join("lock"));
    open.map_err(problem)
}

fn in_use(folder: &Path, error: std::fs::TryLockError) -> StartError {
    match error {
        std::fs::TryLockError::WouldBlock => {
            StartError::data(folder, &"another local-api is using it")
        }
        std::fs::TryLockError::Error(e) => StartError::data(folder, &e),
    }
}
