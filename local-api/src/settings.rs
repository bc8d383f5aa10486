//! What can be set on the command line, with the defaults of the API contract.

use std::path::PathBuf;

use crate::spelling::Spelling;

/// Settings of a server, read once at its start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folder with the database, the secret, upload sessions and assembled batches.
    pub data: PathBuf,
    /// Address to listen on.
    pub host: String,
    /// Port to listen on; 0 takes any free one.
    pub port: u16,
    /// The built console; without it only the API answers.
    pub dist: Option<PathBuf>,
    /// A file served as `/config.json` in place of the one in `dist`.
    pub config: Option<PathBuf>,
    /// Pace of processing for each batch; 0 is as fast as possible.
    pub sheets_per_second: f64,
    /// Spelling of the answers.
    pub spelling: Spelling,
    /// Refuse chunks that do not arrive in order (400), as some deployments do.
    pub require_chunk_order: bool,
    /// Open `/__faults`.
    pub faults: bool,
    /// Lifetime of an access token in seconds.
    pub access_seconds: u64,
    /// Lifetime of a refresh token in seconds.
    pub refresh_seconds: u64,
    /// An upload session that nothing was added to for this long is forgotten (seconds).
    pub session_seconds: u64,
    /// The edge's limit for a request body in bytes, multipart framing included.
    pub max_body: u64,
    /// Seconds after which a request body of which nothing more comes is given up (408).
    pub body_seconds: u64,
    /// The application's own limit for one chunk in bytes.
    pub max_chunk: u64,
    /// Limit for a whole file or set of images in bytes.
    pub max_file: u64,
    /// Tasks that take no more sheets: an upload for one of them is refused (403).
    pub finalized: Vec<String>,
    /// Seconds after which an unfinished batch that nobody works on may be recovered.
    pub orphan_seconds: u64,
    /// A stream of events is cut after this long, as gateways do (seconds); 0 never.
    pub stream_seconds: f64,
    /// Forget all upload sessions when the server starts.
    pub volatile_sessions: bool,
    /// Use the data folder together with other servers.
    pub share: bool,
    /// Wrong passwords in a row before an account is locked; 0 never locks.
    pub lockout_after: u32,
    /// How long a locked account stays locked, in seconds.
    pub lockout_seconds: u64,
    /// Go down when a page of this name is read (for tests).
    pub crash_at: Option<String>,
    /// Do not log requests.
    pub quiet: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: PathBuf::from("local-api-data"),
            host: "127.0.0.1".to_owned(),
            port: 8080,
            dist: None,
            config: None,
            sheets_per_second: 2.0,
            spelling: Spelling::default(),
            require_chunk_order: false,
            faults: false,
            access_seconds: 30 * 60,
            refresh_seconds: 7 * 24 * 60 * 60,
            session_seconds: 24 * 60 * 60,
            max_body: 100_000_000,
            body_seconds: 60,
            max_chunk: 100_000_000,
            max_file: 10 * 1024 * 1024 * 1024,
            finalized: Vec::new(),
            orphan_seconds: 2 * 60 * 60,
            stream_seconds: 0.0,
            volatile_sessions: false,
            share: false,
            lockout_after: 10,
            lockout_seconds: 60,
            crash_at: None,
            quiet: false,
        }
    }
}

impl Settings {
    /// Whether this task takes no more sheets.
    #[must_use]
    pub fn is_finalized(&self, task: Option<&str>) -> bool {
        task.is_some_and(|task| self.finalized.iter().any(|id| id == task))
    }
}
