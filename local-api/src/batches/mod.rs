//! Batches: list, progress, detail, delete (api-contract, Phase 2).

pub mod delete;
pub mod detail;
pub mod list;
pub mod model;
