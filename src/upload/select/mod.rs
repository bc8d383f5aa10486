//! What a drop, a picker or a folder holds: files with their relative paths, in the order people expect.
//!
//! `litter`, `ending` and `patience` are rules; `walk` reads the browser's objects without holding up the page.

pub mod ending;
pub mod litter;
pub mod patience;
#[cfg(target_arch = "wasm32")]
pub mod walk;
