//! Tests of the server over real TCP, one module for each part of the contract. Every test starts a server of its own
//! on a free port with a fresh data folder.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that panics has failed, which is what it is for"
)]

mod auth;
mod batches;
mod chunks;
mod cli;
mod edge;
mod endurance;
mod extensions;
mod faults;
mod processing;
mod production;
mod server;
mod single;
mod static_files;
mod stream;
mod zips;
