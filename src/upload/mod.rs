//! Everything between "Upload" and the server's word that the batch exists.
//!
//! The rules are pure and run anywhere; `driver` alone touches the browser and does what they say.

pub mod digest;
pub mod journal;
#[cfg(target_arch = "wasm32")]
pub mod pace;
pub mod pack;
pub mod select;
pub mod view;
