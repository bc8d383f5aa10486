//! Figures over many batches: what is kept of each, which of them a period holds, and what they add up to. Pure, but for
//! `store`, which keeps them in the browser's database so that the next visit fetches only what is new.

pub mod catch_up;
pub mod chart;
pub mod figures;
pub mod record;
pub mod scale;
#[cfg(target_arch = "wasm32")]
pub mod store;
pub mod summary;
pub mod table;

pub use record::Record;
pub use summary::Summary;
