//! Files and Blobs made of bytes.

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FilePropertyBag};

pub fn blob(bytes: &[u8]) -> Blob {
    let parts = Array::of1(&JsValue::from(Uint8Array::from(bytes)));
    Blob::new_with_u8_array_sequence(&parts).unwrap()
}

pub fn file(bytes: &[u8], name: &str, modified: f64) -> File {
    let options = FilePropertyBag::new();
    options.set_last_modified(modified);
    let parts = Array::of1(&JsValue::from(blob(bytes)));
    File::new_with_blob_sequence_and_options(&parts, name, &options).unwrap()
}

pub async fn bytes_of(blob: &Blob) -> Vec<u8> {
    let buffer = JsFuture::from(blob.array_buffer()).await.unwrap();
    Uint8Array::new(&buffer).to_vec()
}

/// Runs `code`, which changes the browser and returns how to undo it.
pub fn stub(code: &str) -> Function {
    Function::new_no_args(code)
        .call0(&JsValue::UNDEFINED)
        .unwrap()
        .into()
}

/// Waits until the condition holds; fails after 10 s.
pub async fn until(condition: impl AsyncFn() -> bool) {
    for _ in 0..1_000 {
        if condition().await {
            return;
        }
        TimeoutFuture::new(10).await;
    }
    panic!("it did not come true within 10 s");
}
