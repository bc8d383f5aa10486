//! What survives the tab: one entry per unfinished upload, kept in the browser's own database, per user.
//!
//! `entry` is the pure record; `store` puts it into IndexedDB with the browser's file handle next to it.

pub mod entry;
#[cfg(target_arch = "wasm32")]
mod store;

pub use entry::{EntryError, Failure, JournalEntry};
#[cfg(target_arch = "wasm32")]
pub use store::{Journal, Kept, Listing};

/// How long an entry is kept without being touched, in milliseconds: 7 days, the longest that a refresh token lives.
pub const KEEP_MS: i64 = 7 * 24 * 3_600_000;

/// Why the journal cannot be used. Uploads work without it; a reload then loses them, which is said once (F-23).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// The browser keeps nothing for this page: private mode, a setting, or an old browser.
    #[error("this browser does not let the page keep anything")]
    Blocked,
    /// No room left.
    #[error("the browser's storage is full")]
    Full,
    /// The database is damaged, was deleted while open, or failed for a reason of its own.
    #[error("the browser's storage does not work")]
    Broken,
}
