//! Batches: list, progress, detail, delete (api-contract, Phase 2), and the extensions.

pub mod delete;
pub mod detail;
pub mod extensions;
pub mod list;
pub mod model;
pub mod stats;
pub mod stream;
