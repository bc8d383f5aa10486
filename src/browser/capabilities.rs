//! What this browser says of itself and can do here, for diagnostics. Asks nobody for anything.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Parts of the browser, by their names from the window.
pub const PARTS: [&str; 15] = [
    "isSecureContext",
    "Worker",
    "navigator.locks",
    "BroadcastChannel",
    "localStorage",
    "indexedDB",
    "navigator.storage.getDirectory",
    "showOpenFilePicker",
    "CompressionStream",
    "navigator.wakeLock",
    "crypto.subtle",
    "navigator.clipboard",
    "Notification",
    "trustedTypes",
    "navigator.onLine",
];

/// What lies at a path of names from the window; `None` where a part is missing, or refused by throwing.
fn at(path: &str) -> Option<JsValue> {
    let mut here: JsValue = web_sys::window()?.into();
    for name in path.split('.') {
        here = Reflect::get(&here, &name.into()).ok()?;
    }
    here.is_truthy().then_some(here)
}

/// Whether there is something at a path of names from the window.
#[must_use]
pub fn has(path: &str) -> bool {
    at(path).is_some()
}

/// The text at a path of names from the window; empty where there is none.
#[must_use]
pub fn text(path: &str) -> String {
    at(path)
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}

/// The whole number at a path of names from the window; 0 where there is none.
#[must_use]
pub fn number(path: &str) -> u64 {
    whole(at(path))
}

/// The texts of the list at a path of names from the window, with commas.
#[must_use]
pub fn list(path: &str) -> String {
    let texts = at(path)
        .map(|value| Array::from(&value))
        .unwrap_or_default();
    let texts: Vec<String> = texts.iter().filter_map(|text| text.as_string()).collect();
    texts.join(", ")
}

/// Storage in use and at most, in bytes; zeros where the browser does not say.
pub async fn storage() -> (u64, u64) {
    let Some(estimate) = ask("navigator.storage", "estimate").await else {
        return (0, 0);
    };
    let of = |name: &str| whole(Reflect::get(&estimate, &name.into()).ok());
    (of("usage"), of("quota"))
}

/// Whether the browser has promised to keep what is stored.
pub async fn is_persisted() -> bool {
    ask("navigator.storage", "persisted")
        .await
        .is_some_and(|answer| answer.is_truthy())
}

async fn ask(path: &str, method: &str) -> Option<JsValue> {
    let object = at(path)?;
    let function: Function = Reflect::get(&object, &method.into())
        .ok()?
        .dyn_into()
        .ok()?;
    let promise: Promise = function.call0(&object).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes in bytes or pixels; a cast keeps what is out of range at the nearest end"
)]
fn whole(value: Option<JsValue>) -> u64 {
    value.and_then(|value| value.as_f64()).unwrap_or_default() as u64
}
