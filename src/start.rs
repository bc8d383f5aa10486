//! From the loaded module to the mounted app: the panic screen, the deployment's settings, the root component.

use crate::app::{App, StartFailed};
use crate::components::when::knows_zone;
use crate::config::{Config, ConfigError};
use crate::domain::compose_with;
use crate::state::language;
use crate::state::preferences::kept_language;
use crate::words::shell;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// The event by which `boot.js` shows the recovery screen (S-16). It carries nothing: a panic's message may hold a
/// person's data (S-15).
const PANIC_EVENT: &str = "omr-panic";

/// The event by which it says that a file could not be loaded.
const UNLOADED_EVENT: &str = "omr-unloaded";

/// Mounts the console into the page.
pub fn start() {
    std::panic::set_hook(Box::new(|_panic| {
        // The message may hold a person's data (S-15): developers' builds only.
        #[cfg(debug_assertions)]
        leptos::logging::error!("{}", _panic.to_string());
        tell_page(PANIC_EVENT);
    }));
    compose_with(|text| js_sys::JsString::from(text).normalize("NFC").into());
    spawn_local(async {
        if language::at_start(kept_language()).await.is_err() {
            return tell_page(UNLOADED_EVENT);
        }
        match load_config().await {
            Ok(config) => mount_to_body(move || view! { <App config=config.clone() /> }),
            Err(reason) => mount_to_body(move || view! { <StartFailed reason=reason.clone() /> }),
        }
    });
}

fn tell_page(event: &str) {
    let event = web_sys::CustomEvent::new(event);
    if let (Some(window), Ok(event)) = (web_sys::window(), event) {
        let _ = window.dispatch_event(&event);
    }
}

/// Reads `/config.json`.
///
/// # Errors
/// A sentence for the operator.
async fn load_config() -> Result<Config, String> {
    let unreachable = |_| shell::config_unreachable().to_owned();
    let response = gloo_net::http::Request::get("/config.json")
        .send()
        .await
        .map_err(unreachable)?;
    if !response.ok() {
        return Err(shell::config_status(response.status()));
    }
    let text = response.text().await.map_err(unreachable)?;
    let config = Config::parse(&text).map_err(|error| format!("{error}."))?;
    // Only the browser knows its zones; a wrong one would leave every time on the pages blank.
    match &config.time_zone {
        Some(zone) if !knows_zone(zone) => {
            let error = ConfigError::Setting {
                name: "time_zone",
                expected: "a time zone that browsers know, such as Asia/Bangkok",
            };
            Err(format!("{error}."))
        }
        _ => Ok(config),
    }
}
