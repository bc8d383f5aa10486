//! Images beyond one request become one stored ZIP, without copying a byte of them.
//!
//! `names` and `layout` are rules; the ZIP is a Blob of small headers and the files themselves, which the browser reads
//! from disk when a chunk is sent. Checksums are worked out beforehand, in a worker.

pub mod crc;
pub mod dos_time;
pub mod layout;
pub mod names;
#[cfg(target_arch = "wasm32")]
mod run;
#[cfg(target_arch = "wasm32")]
mod sums;
#[cfg(target_arch = "wasm32")]
mod worker;

#[cfg(target_arch = "wasm32")]
pub use run::{PackedZip, pack, pack_by};
#[cfg(target_arch = "wasm32")]
pub use sums::By;

/// Why files were not packed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// Changed, moved, deleted or unplugged since it was chosen.
    #[error("a file cannot be read")]
    Unreadable {
        /// Its path, as it was given. Foreign text.
        name: String,
    },
    /// More than a ZIP can hold, or than this browser can put together.
    #[error("the files cannot be put together")]
    TooLarge,
}
