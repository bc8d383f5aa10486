//! The browser's `Intl.DateTimeFormat`. Through `Reflect`, because the bindings of `js_sys` would throw past us.

use js_sys::{Array, Function, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    /// Formatters by what they were made of: to make one takes far longer than to use it, and a page of the list has hundreds
    /// of moments. There are a dozen of them at most.
    static MADE: RefCell<Vec<(String, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// `Intl.DateTimeFormat`; `None` where the browser refuses the locale or the zone.
#[must_use]
pub fn formatter(locale: &str, zone: Option<&str>, parts: &[(&str, &str)]) -> Option<JsValue> {
    let mut key = [locale, zone.unwrap_or_default()].join("|");
    for (name, value) in parts {
        key.extend(["|", *name, *value]);
    }
    let made = MADE.with_borrow(|made| {
        let found = made.iter().find(|(known, _)| *known == key);
        found.map(|(_, formatter)| formatter.clone())
    });
    if made.is_some() {
        return made;
    }
    let formatter = make(locale, zone, parts)?;
    MADE.with_borrow_mut(|made| made.push((key, formatter.clone())));
    Some(formatter)
}

fn make(locale: &str, zone: Option<&str>, parts: &[(&str, &str)]) -> Option<JsValue> {
    let options = Object::new();
    let zone = zone.map(|zone| ("timeZone", zone));
    let clock = parts
        .iter()
        .any(|(name, _)| *name == "second")
        .then_some(("hourCycle", "h23"));
    for (name, value) in parts.iter().copied().chain(zone).chain(clock) {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"DateTimeFormat".into())
        .ok()?
        .dyn_into()
        .ok()?;
    Reflect::construct(&constructor, &Array::of2(&locale.into(), &options)).ok()
}

/// The moment in words; milliseconds since 1970.
#[must_use]
pub fn text_of(formatter: &JsValue, instant: f64) -> Option<String> {
    call(formatter, "format", &[instant.into()]).and_then(|text| text.as_string())
}

/// Calls a method of a formatter.
#[must_use]
pub fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    Reflect::apply(&method, object, &arguments.iter().collect()).ok()
}

/// Name of the person's zone, such as `Asia/Bangkok`.
#[must_use]
pub fn own_zone() -> String {
    let resolved = formatter("en", None, &[]).and_then(|f| call(&f, "resolvedOptions", &[]));
    resolved
        .and_then(|options| Reflect::get(&options, &"timeZone".into()).ok())
        .and_then(|zone| zone.as_string())
        .unwrap_or_default()
        .replace('_', " ")
}
