//! Everything between "Upload" and the server's word that the batch exists.
//!
//! The rules are pure and run anywhere; `driver` alone touches the browser and does what they say.

pub mod announce;
pub mod chosen;
pub mod digest;
#[cfg(target_arch = "wasm32")]
pub mod driver;
#[cfg(target_arch = "wasm32")]
pub mod file_handle;
#[cfg(target_arch = "wasm32")]
pub mod files;
pub mod form;
pub mod journal;
pub mod locks;
pub mod lookup;
#[cfg(target_arch = "wasm32")]
pub mod pace;
pub mod pack;
pub mod plan;
pub mod prefill;
pub mod preflight;
pub mod queue;
pub mod rate;
pub mod retry;
pub mod select;
pub mod session;
pub mod steps;
pub mod view;
