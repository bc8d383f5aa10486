//! The only code that speaks HTTP. The reading rules (`wire`, `error`, `tokens`) are pure; the rest runs in the browser.

pub mod error;
pub mod json;
pub mod retry_after;
pub mod tokens;
pub mod wire;

#[cfg(target_arch = "wasm32")]
pub mod abort;
#[cfg(target_arch = "wasm32")]
mod ahead;
#[cfg(target_arch = "wasm32")]
pub mod auth;
#[cfg(target_arch = "wasm32")]
pub mod batches;
#[cfg(target_arch = "wasm32")]
pub mod client;
#[cfg(target_arch = "wasm32")]
pub mod clock;
#[cfg(target_arch = "wasm32")]
pub mod credentials;
#[cfg(target_arch = "wasm32")]
mod http;
#[cfg(target_arch = "wasm32")]
pub mod retry;
#[cfg(target_arch = "wasm32")]
mod stream;
#[cfg(target_arch = "wasm32")]
pub mod transfer;
#[cfg(target_arch = "wasm32")]
pub mod web_locks;

pub use error::{Error, Problem};
#[cfg(target_arch = "wasm32")]
pub use http::{FailedCall, observe_failures};
