//! Every word that a person reads, in one place: so that it can be checked (UX-07) and translated.

pub mod analytics;
pub mod batch;
pub mod batches;
pub mod delete;
pub mod errors;
pub mod export;
pub mod failures;
pub mod help;
pub mod login;
pub mod notices;
pub mod preferences;
pub mod preflight;
pub mod queue;
pub mod shell;
pub mod time;
pub mod upload;
pub mod upload_log;
pub mod upload_problems;
pub mod upload_progress;
