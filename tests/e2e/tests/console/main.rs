//! End-to-end tests of the console, one module per subject. Run with `cargo xtask test e2e`.

mod bad_files;
mod delete;
mod detail;
mod harness;
mod list;
mod looks;
mod processing;
mod session;
mod shell;
mod sign_in;
mod upload;
