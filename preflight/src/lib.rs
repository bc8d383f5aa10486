//! Looks into a chosen file before it is sent: what an archive holds, which tasks its covers name, and what would go wrong.
//!
//! `settings`, `report` and `verdict` are plain data and rules, for the page. Everything else (feature `engine`) reads, and is
//! the worker's: through [`read::ReadAt`], so that a file on disk and a File in a browser are the same to it.

pub mod report;
pub mod settings;
pub mod verdict;
pub mod wire;

#[cfg(feature = "engine")]
mod directory;
#[cfg(feature = "engine")]
mod entry;
#[cfg(feature = "engine")]
mod fingerprint;
#[cfg(feature = "engine")]
pub mod images;
#[cfg(feature = "engine")]
mod inspect;
#[cfg(feature = "engine")]
pub mod job;
#[cfg(feature = "engine")]
mod jpeg;
#[cfg(feature = "engine")]
mod judge;
#[cfg(feature = "engine")]
pub mod names;
#[cfg(feature = "engine")]
pub mod picture;
#[cfg(feature = "engine")]
pub mod qr;
#[cfg(feature = "engine")]
pub mod read;
#[cfg(feature = "engine")]
mod sample;
#[cfg(feature = "engine")]
pub mod sniff;
#[cfg(feature = "engine")]
mod tasks;
