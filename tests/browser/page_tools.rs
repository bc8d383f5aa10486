//! Finding by role and accessible name, files made in memory, and waiting for a condition: for the tests of pages.

use js_sys::{Array, Function, Reflect};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use omr_batch_console::{
    api::client::Client,
    config::Config,
    state::{notices::Notices, root::Root, session::Session, uploads::Uploads},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, File, HtmlElement, HtmlInputElement};

/// A view in the page with what every page may expect around it; gone when dropped.
pub struct Shown<M: leptos::tachys::view::Mountable> {
    pub root: HtmlElement,
    _handle: UnmountHandle<M>,
}

impl<M: leptos::tachys::view::Mountable> Drop for Shown<M> {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// Shows a view as the app's root would.
pub fn show(
    config: Config,
    view: impl FnOnce() -> AnyView + 'static,
) -> Shown<<AnyView as Render>::State> {
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    let handle = mount_to(root.clone(), move || {
        Session::provide(Client::new(config));
        Notices::provide();
        Root::provide();
        Uploads::provide().open();
        view()
    });
    Shown {
        root,
        _handle: handle,
    }
}

/// Waits until `what` gives something; fails after five seconds.
pub async fn until<T>(wanted: &str, what: impl Fn() -> Option<T>) -> T {
    until_within(5_000.0, wanted, what).await
}

/// Waits for what takes some polls of the server; fails after half a minute.
pub async fn until_slowly(wanted: &str, what: impl Fn() -> bool) {
    until_within(30_000.0, wanted, || what().then_some(())).await;
}

async fn until_within<T>(ms: f64, wanted: &str, what: impl Fn() -> Option<T>) -> T {
    let deadline = js_sys::Date::now() + ms;
    loop {
        if let Some(found) = what() {
            return found;
        }
        assert!(
            js_sys::Date::now() < deadline,
            "waited in vain for {wanted}"
        );
        tick().await;
    }
}

/// Waits until a condition holds; fails after five seconds.
pub async fn until_true(wanted: &str, what: impl Fn() -> bool) {
    until(wanted, || what().then_some(())).await;
}

/// Lets the browser work for a frame's time.
pub async fn tick() {
    let promise = js_sys::Promise::new(&mut |done, _| {
        window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&done, 8)
            .unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// Every element that matches and is not hidden.
pub fn all(root: &Element, selector: &str) -> Vec<Element> {
    let list = root.query_selector_all(selector).unwrap();
    (0..list.length())
        .filter_map(|i| list.item(i)?.dyn_into::<Element>().ok())
        .filter(|e| e.closest("[hidden]").unwrap().is_none())
        .collect()
}

/// The accessible name, as far as these pages make use of its rules: aria-labelledby, aria-label, label, content.
pub fn name_of(element: &Element) -> String {
    let text = if let Some(ids) = element.get_attribute("aria-labelledby") {
        texts(&ids)
    } else if let Some(label) = element.get_attribute("aria-label") {
        label
    } else if let Ok(Some(legend)) = element.query_selector(":scope > legend") {
        legend.text_content().unwrap_or_default()
    } else if let Some(label) = label_of(element) {
        label.text_content().unwrap_or_default()
    } else {
        element.text_content().unwrap_or_default()
    };
    squeezed(&text)
}

/// What describes an element.
pub fn description_of(element: &Element) -> String {
    squeezed(&texts(
        &element
            .get_attribute("aria-describedby")
            .unwrap_or_default(),
    ))
}

fn label_of(element: &Element) -> Option<Element> {
    let id = element.id();
    let outer = || element.closest("label").ok().flatten();
    let named = document()
        .query_selector(&format!("label[for=\"{id}\"]"))
        .ok()
        .flatten();
    named.filter(|_| !id.is_empty()).or_else(outer)
}

fn texts(ids: &str) -> String {
    let text = |id: &str| document().get_element_by_id(id)?.text_content();
    ids.split_whitespace()
        .filter_map(text)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Spaces made single.
pub fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The visible text of an element without hidden parts.
pub fn text_of(element: &Element) -> String {
    squeezed(&element.unchecked_ref::<HtmlElement>().inner_text())
}

/// Elements of a role: those that these pages use.
fn selector(role: &str) -> &'static str {
    match role {
        "button" => "button",
        "radio" => "input[type=radio]",
        "textbox" => "input[type=text], textarea",
        "group" => "fieldset, [role=group]",
        "link" => "a[href]",
        "article" => "article",
        "progressbar" => "progress",
        "alertdialog" => "[role=alertdialog]",
        "form" => "form",
        "file" => "input[type=file]",
        "password" => "input[type=password]",
        "combobox" => "select",
        "navigation" => "nav",
        "heading" => "h1, h2, h3",
        other => panic!("no selector for {other}"),
    }
}

/// Names of all visible elements of a role.
pub fn names(root: &Element, role: &str) -> Vec<String> {
    all(root, selector(role)).iter().map(name_of).collect()
}

/// The visible element with this role and name, if there is one.
pub fn maybe(root: &Element, role: &str, name: &str) -> Option<HtmlElement> {
    let found = all(root, selector(role))
        .into_iter()
        .find(|e| name_of(e) == name)?;
    Some(found.unchecked_into())
}

/// The visible element with this role and name.
pub fn get(root: &Element, role: &str, name: &str) -> HtmlElement {
    maybe(root, role, name)
        .unwrap_or_else(|| panic!("no {role} named {name:?} among {:?}", names(root, role)))
}

/// The visible element of this role whose name begins so.
pub fn get_starting(root: &Element, role: &str, start: &str) -> HtmlElement {
    let found = all(root, selector(role))
        .into_iter()
        .find(|e| name_of(e).starts_with(start));
    let found = found.unwrap_or_else(|| panic!("no {role} {start}… among {:?}", names(root, role)));
    found.unchecked_into()
}

/// Types into a field as a person does.
pub fn type_into(field: &HtmlElement, text: &str) {
    Reflect::set(field, &"value".into(), &text.into()).unwrap();
    fire(field, "input");
}

fn fire(element: &HtmlElement, event: &str) {
    let event = web_sys::Event::new(event).unwrap();
    element.dispatch_event(&event).unwrap();
}

/// A file of this many bytes. Its time of change is fixed, so that the same call makes the same file.
pub fn file(name: &str, bytes: usize) -> File {
    let make = Function::new_with_args(
        "name, bytes",
        "return new File([new Uint8Array(bytes)], name, { lastModified: 1763569500000 })",
    );
    let made = make.call2(
        &JsValue::NULL,
        &name.into(),
        &JsValue::from_f64(bytes as f64),
    );
    made.unwrap().unchecked_into()
}

/// Chooses files through the input, as the browser's dialog does.
pub fn choose(input: &HtmlElement, files: &[File]) {
    let fill = Function::new_with_args(
        "input, files",
        "const t = new DataTransfer(); for (const f of files) t.items.add(f); input.files = t.files",
    );
    let list: Array = files.iter().collect();
    fill.call2(&JsValue::NULL, input, &list).unwrap();
    assert_eq!(
        input
            .unchecked_ref::<HtmlInputElement>()
            .files()
            .unwrap()
            .length() as usize,
        files.len()
    );
    fire(input, "change");
}

/// Drags over the page and drops there. Answers whether the page took each event for itself.
pub fn drag_and_drop(target: &Element, files: &[File], text: Option<&str>) -> [bool; 2] {
    let act = Function::new_with_args(
        "target, files, text",
        "const t = new DataTransfer();
         for (const f of files) t.items.add(f);
         if (text) t.setData('text/plain', text);
         return ['dragover', 'drop'].map(name => !target.dispatchEvent(
           new DragEvent(name, { dataTransfer: t, bubbles: true, cancelable: true })))",
    );
    let list: Array = files.iter().collect();
    let text = text.map_or(JsValue::NULL, JsValue::from);
    let taken: Array = act
        .call3(&JsValue::NULL, target, &list, &text)
        .unwrap()
        .unchecked_into();
    [taken.get(0).is_truthy(), taken.get(1).is_truthy()]
}

/// The text of an element, shown or only read out.
pub fn text_content(element: &Element) -> String {
    squeezed(&element.text_content().unwrap_or_default())
}

/// What a field holds.
pub fn value_of(field: &HtmlElement) -> String {
    let value = Reflect::get(field, &"value".into()).unwrap();
    value.as_string().unwrap_or_default()
}

/// What has the focus.
pub fn focused() -> Element {
    document().active_element().unwrap()
}
