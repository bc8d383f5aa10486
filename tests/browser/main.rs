//! Tests that need a browser: they run in headless Chromium (`cargo xtask test browser`).

#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test_configure;

mod store_digest;
mod store_journal;

wasm_bindgen_test_configure!(run_in_browser);
