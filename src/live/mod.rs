//! What the server tells of its work on a batch while it happens (api-contract, "Two more extensions"): reading the stream,
//! and what follows from its events. Polling stays the judge of a batch's end.

pub mod fold;
pub mod sse;

pub use fold::{Line, Live, Stage};
