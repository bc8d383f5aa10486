//! What the browser offers, with nothing of the console in it: the lowest layer. Nothing here imports another folder.

#[cfg(target_arch = "wasm32")]
pub mod capabilities;
#[cfg(target_arch = "wasm32")]
pub mod database;
#[cfg(target_arch = "wasm32")]
pub mod input;
#[cfg(target_arch = "wasm32")]
pub mod report;
#[cfg(target_arch = "wasm32")]
pub mod storage;
#[cfg(target_arch = "wasm32")]
pub mod window;
