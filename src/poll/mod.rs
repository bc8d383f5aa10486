//! Following the server's work by polling: when and how long still (pure), and the waiting in between (browser).

#[cfg(target_arch = "wasm32")]
pub mod poller;
pub mod schedule;
pub mod trend;
