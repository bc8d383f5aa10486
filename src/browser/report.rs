//! Sending a report that nobody waits for, and hearing what the browser blocks.

use super::{storage, window};
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Request;

/// Sends a JSON text by `POST`, without cookies and referrer; it also leaves when the page goes. Nobody is told whether it
/// arrived: where reports fail there is nobody to report that to.
pub fn send(url: &str, body: &str) {
    let headers = Object::new();
    let init = Object::new();
    // By name: bindings would be part of the first view. Objects of our own take every field.
    let set = |object: &Object, name: &str, value: JsValue| {
        let _ = Reflect::set(object, &name.into(), &value);
    };
    set(&headers, "Content-Type", "application/json".into());
    set(&init, "method", "POST".into());
    set(&init, "body", body.into());
    set(&init, "credentials", "omit".into());
    set(&init, "referrerPolicy", "no-referrer".into());
    set(&init, "keepalive", true.into());
    set(&init, "headers", headers.into());
    if let (Some(window), Ok(request)) = (
        web_sys::window(),
        Request::new_with_str_and_init(url, init.unchecked_ref()),
    ) {
        let sent = window.fetch_with_request(&request);
        spawn_local(async move {
            let _ = JsFuture::from(sent).await;
        });
    }
}

/// Calls `work` with the directive and what was blocked, for everything that the browser blocks by the policy, for the life
/// of the page.
pub fn listen_for_violations(work: impl Fn(&str, &str) + 'static) {
    window::listen(&["securitypolicyviolation"], false, move |event| {
        let text = |name: &str| {
            Reflect::get(&event, &name.into())
                .ok()
                .and_then(|value| value.as_string())
                .unwrap_or_default()
        };
        work(&text("effectiveDirective"), &text("blockedURI"));
    });
}

/// Whether this was asked for the first time in this tab; asked with the same text again, it says no.
pub fn is_first(key: &str, text: &str) -> bool {
    let before = storage::read_for_tab(key);
    storage::write_for_tab(key, text);
    before.as_deref() != Some(text)
}
