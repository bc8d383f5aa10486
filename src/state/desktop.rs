//! Notices of the computer itself (Notifications API). Asked for by a button, never at load.

use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type Notification;
    #[wasm_bindgen(constructor, catch)]
    fn new(title: &str, options: &JsValue) -> Result<Notification, JsValue>;
    #[wasm_bindgen(method, setter)]
    fn set_onclick(this: &Notification, work: &JsValue);
    #[wasm_bindgen(method)]
    fn close(this: &Notification);
    #[wasm_bindgen(static_method_of = Notification, js_name = requestPermission, catch)]
    fn request_permission() -> Result<js_sys::Promise, JsValue>;
}

/// What the browser says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Nobody was asked yet.
    NotAsked,
    /// Notifications are shown.
    Granted,
    /// The person, or a policy, has said no; only the browser's settings change that.
    Denied,
    /// The browser has no such notices here (plain http, some phones).
    Missing,
}

/// What the browser says now. Asks nobody.
#[must_use]
pub fn permission() -> Permission {
    let word = Reflect::get(&window(), &"Notification".into())
        .ok()
        .filter(JsValue::is_function)
        .and_then(|class| Reflect::get(&class, &"permission".into()).ok())
        .and_then(|word| word.as_string());
    read(word.as_deref())
}

/// Asks the person. Only in answer to a click: browsers refuse anything else.
pub async fn ask() -> Permission {
    if permission() == Permission::Missing {
        return Permission::Missing;
    }
    match Notification::request_permission() {
        Ok(answer) => read(
            JsFuture::from(answer)
                .await
                .ok()
                .and_then(|word| word.as_string())
                .as_deref(),
        ),
        Err(_) => Permission::Denied,
    }
}

fn read(word: Option<&str>) -> Permission {
    match word {
        Some("granted") => Permission::Granted,
        Some("denied") => Permission::Denied,
        Some(_) => Permission::NotAsked,
        None => Permission::Missing,
    }
}

/// Shows one. `tag`: a second one with the same tag takes the place of the first, in whichever tab. A click brings the console
/// to the front and calls `clicked`. Where the browser refuses, the bell and the title have said it all the same.
pub fn show(title: &str, body: &str, tag: &str, clicked: impl FnOnce() + 'static) {
    if permission() != Permission::Granted {
        return;
    }
    let options = js_sys::Object::new();
    for (name, value) in [("body", body), ("tag", tag)] {
        // An object of our own takes every field.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    if let Ok(notification) = Notification::new(title, &options) {
        let own = notification.clone();
        let work = Closure::once_into_js(move || {
            let _ = window().focus();
            own.unchecked_ref::<Notification>().close();
            clicked();
        });
        notification.set_onclick(&work);
    }
}
