//! Tests that need a browser: they run in headless Chromium (`cargo xtask test browser`).

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests; clippy.toml knows only those marked #[test]"
)]

use wasm_bindgen_test::wasm_bindgen_test_configure;

mod api_transfer;
mod page_tools;
mod page_upload_form;
mod page_upload_panel;
mod store_database;
mod store_digest;
mod store_files;
mod store_journal;
mod store_locks;
mod store_pack;
mod store_preflight;
mod store_select;
mod ui_batch;
mod ui_delete;
mod ui_list;
mod ui_login;
mod ui_parts;
mod ui_server;
mod ui_shell;

wasm_bindgen_test_configure!(run_in_browser);
