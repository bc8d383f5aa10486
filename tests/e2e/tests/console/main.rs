//! End-to-end tests of the console, one module per subject. Run with `cargo xtask test e2e`.

mod bad_files;
mod common;
mod delete;
mod detail;
mod f_files;
mod f_http;
mod f_network;
mod f_session;
mod f_tabs;
mod figures;
mod harness;
mod list;
mod looks;
mod notices;
mod preferences;
mod preflight;
mod processing;
mod queue;
mod session;
mod shell;
mod sign_in;
mod sign_out;
mod upload;
