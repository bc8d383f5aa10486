//! End-to-end tests of the console, one module per subject. Run with `cargo xtask test e2e`.

mod harness;
