//! From the loaded module to the mounted app: the panic screen, the deployment's settings, the root component.

use crate::api::client::Client;
use crate::app::{App, StartFailed};
use crate::components::when::knows_zone;
use crate::config::{Config, ConfigError};
use crate::domain::{Unicode, use_unicode};
use crate::report::PANIC_EVENT;
use crate::route;
use crate::state::language;
use crate::state::preferences::kept_language;
use crate::words::shell;
use futures::future::join;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

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
    use_unicode(Unicode {
        compose: |text| js_sys::JsString::from(text).normalize("NFC").into(),
        lower: |text| js_sys::JsString::from(text).to_lower_case().into(),
    });
    spawn_local(async {
        let client = async {
            let client = load_config().await.map(Client::new);
            if let Ok(client) = &client {
                ask_ahead(client);
            }
            client
        };
        let (words, client) = join(language::at_start(kept_language()), client).await;
        if words.is_err() {
            return tell_page(UNLOADED_EVENT);
        }
        match client {
            Ok(client) => mount_to_body(move || view! { <App client=client.clone() /> }),
            Err(unusable) => {
                let reason = unusable.text();
                mount_to_body(move || view! { <StartFailed reason=reason.clone() /> })
            }
        }
    });
}

/// Asks for what the page will want first, while its part of the program is on its way.
fn ask_ahead(client: &Client) {
    client.me_ahead();
    let here = window().location();
    if let (Ok(path), Ok(search)) = (here.pathname(), here.search())
        && let Some(rows) = route::plain_list(&path, &search)
    {
        client.page_ahead(rows, 0);
    }
}

fn tell_page(event: &str) {
    let event = web_sys::CustomEvent::new(event);
    if let (Some(window), Ok(event)) = (web_sys::window(), event) {
        let _ = window.dispatch_event(&event);
    }
}

/// Why the settings cannot be used. The words for it come beside them.
enum Unusable {
    Unreachable,
    Status(u16),
    Setting(ConfigError),
}

impl Unusable {
    /// A sentence for the operator.
    fn text(&self) -> String {
        match self {
            Self::Unreachable => shell::config_unreachable().to_owned(),
            Self::Status(status) => shell::config_status(*status),
            Self::Setting(error) => format!("{error}."),
        }
    }
}

/// Reads `/config.json`.
async fn load_config() -> Result<Config, Unusable> {
    let response = gloo_net::http::Request::get("/config.json").send().await;
    let response = response.map_err(|_| Unusable::Unreachable)?;
    if !response.ok() {
        return Err(Unusable::Status(response.status()));
    }
    let text = response.text().await;
    let text = text.map_err(|_| Unusable::Unreachable)?;
    let config = Config::parse(&text).map_err(Unusable::Setting)?;
    // Only the browser knows its zones; a wrong one would leave every time on the pages blank.
    match &config.time_zone {
        Some(zone) if !knows_zone(zone) => Err(Unusable::Setting(ConfigError::Setting {
            name: "time_zone",
            expected: "a time zone that browsers know, such as Asia/Bangkok",
        })),
        _ => Ok(config),
    }
}
