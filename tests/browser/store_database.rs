//! A database that is opened, and given up.

use super::page_tools::*;
use futures::FutureExt;
use js_sys::{Function, Promise};
use omr_batch_console::browser::database::open;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

const NAME: &str = "omr-test-given-up";

/// Deletes the database; says what ended that: `success`, or `blocked` by a connection that does not close.
async fn delete() -> String {
    let delete = Function::new_with_args(
        "name",
        "return new Promise(done => {
           const request = indexedDB.deleteDatabase(name);
           request.onsuccess = () => done('success');
           request.onblocked = () => done('blocked');
         })",
    );
    let deleted = delete.call1(&JsValue::NULL, &NAME.into()).unwrap();
    let end = JsFuture::from(Promise::from(deleted)).await.unwrap();
    end.as_string().unwrap()
}

#[wasm_bindgen_test]
async fn d20_an_opening_that_nobody_waits_for_blocks_no_deletion() {
    // Begun, and dropped before it is there: a page that was left at once.
    assert!(open(NAME, &["entries"]).now_or_never().is_none());
    // Opening goes on in the browser; the deletion is queued behind it.
    tick().await;
    assert_eq!(delete().await, "success");
}

#[wasm_bindgen_test]
async fn an_open_database_gives_way_to_a_deletion() {
    let database = open(NAME, &["entries"]).await.unwrap();
    assert_eq!(database.store_names(), ["entries"]);
    assert_eq!(delete().await, "success");
}
