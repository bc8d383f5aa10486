//! The frame around the pages by role and label: landmarks, skip link, navigation, user menu, banner, live regions, and the
//! dialog over a page whose session has ended.

use super::page_tools::*;
use super::ui_server::*;
use js_sys::{Array, Promise};
use leptos::prelude::*;
use omr_batch_console::analytics::store::Store;
use omr_batch_console::config::Config;
use omr_batch_console::state::notices::Notices;
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

async fn on_list(admin: bool) -> Console {
    let server = Server::start(|_, _, _| page(&[row(1, "a.zip", "completed")], 1));
    let console = Console::open("/batches", Some(user("araya", admin)), server).await;
    console.until_heading("Batches").await;
    console.until_text("a.zip").await;
    console
}

fn one(root: &Element, selector: &str) -> Element {
    let found = all(root, selector);
    assert_eq!(found.len(), 1, "{selector}");
    found.into_iter().next().unwrap()
}

fn tell_window(event: &str) {
    let event = web_sys::Event::new(event).unwrap();
    window().dispatch_event(&event).unwrap();
}

#[wasm_bindgen_test]
async fn landmarks_stand_once_and_the_skip_link_comes_first_and_leads_to_the_page() {
    let console = on_list(false).await;
    one(&console.root, "header.site-header");
    let main = one(&console.root, "main");
    let first = all(&console.root, "a[href], button, input, select").remove(0);
    assert_eq!(name_of(&first), "Skip to main content");
    let before = address();
    first.unchecked_ref::<web_sys::HtmlElement>().click();
    assert_eq!(focused(), main);
    assert_eq!(address(), before, "no hash enters the history");
}

#[wasm_bindgen_test]
async fn the_navigation_names_the_current_page_and_a_batch_belongs_to_the_list() {
    let console = on_list(false).await;
    let nav = get(&console.root, "navigation", "Main");
    let current = |name: &str| get(&nav, "link", name).get_attribute("aria-current");
    assert_eq!(current("Batches").as_deref(), Some("page"));
    assert_eq!(current("Upload"), None);
    get(&console.root, "link", "a.zip").click();
    until_true("the page of the batch", || {
        current("Batches").as_deref() == Some("true")
    })
    .await;
    get(&nav, "link", "Upload").click();
    until_true("the upload page", || {
        current("Upload").as_deref() == Some("page")
    })
    .await;
    console.until_heading("Upload").await;
    until_true("the focus on the heading", || {
        name_of(&focused()) == "Upload"
    })
    .await;
    assert!(document().title().starts_with("Upload"));
}

#[wasm_bindgen_test]
async fn the_user_menu_says_who_it_is_and_signs_out() {
    let console = on_list(true).await;
    let button = get(&console.root, "button", "Signed in as araya");
    button.click();
    let menu = one(&console.root, "[popover]");
    until_true("the menu", || menu.matches(":popover-open").unwrap()).await;
    assert!(text_of(&menu).contains("araya") && text_of(&menu).contains("Admin"));
    get(&menu, "button", "Sign out").click();
    console.until_heading("Sign in").await;
    assert_eq!(address(), "/login");
    assert!(maybe(&console.root, "navigation", "Main").is_none());
    let kept = window().local_storage().unwrap().unwrap();
    let mark = r#"{"v":1,"signed_out":true}"#;
    assert_eq!(
        kept.get_item("omr.session").unwrap().as_deref(),
        Some(mark),
        "no token stays, and other tabs can tell it from storage that was cleared"
    );
}

#[wasm_bindgen_test]
async fn being_offline_is_said_and_shown_until_it_is_over() {
    let console = on_list(false).await;
    let banner = || {
        all(&console.root, "section.notice")
            .into_iter()
            .map(|e| text_of(&e))
            .collect::<String>()
    };
    assert_eq!(banner(), "");
    tell_window("offline");
    until_true("the banner", || banner().contains("You are offline")).await;
    let alert = one(&console.root, "[role=alert]");
    assert!(text_content(&alert).contains("offline"));
    tell_window("online");
    until_true("the banner to go", || banner().is_empty()).await;
    until_true("the word", || {
        console.status().contains("The network is back")
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_session_that_ends_is_asked_for_in_a_dialog_over_the_page() {
    let console = on_list(false).await;
    let araya = user("araya", false);
    console.server.change(move |_, path, _| match path {
        "/api/auth/login" => Answer::ok(tokens(&araya)),
        "/api/auth/refresh" => Answer::error(401, "Invalid refresh token"),
        _ => Answer::error(401, "Token expired"),
    });
    get(&console.root, "button", "Refresh").click();
    until_true("the dialog", || {
        !all(&console.root, "dialog[open]").is_empty()
    })
    .await;
    let dialog = one(&console.root, "dialog[open]");
    assert!(dialog.matches(":modal").unwrap());
    assert_eq!(name_of(&dialog), "Sign in again");
    assert!(!description_of(&dialog).is_empty());
    until_true("the focus", || focused().id() == "password").await;
    let name = get(&dialog, "textbox", "Username");
    assert_eq!(value_of(&name), "araya");
    assert!(text_of(&console.root).contains("a.zip"), "the page stays");
    let row = row(1, "a.zip", "completed");
    let araya = user("araya", false);
    console.server.change(move |_, path, _| match path {
        "/api/auth/login" => Answer::ok(tokens(&araya)),
        _ => Answer::ok(json!({"total": 1, "batches": [row.clone()]})),
    });
    type_into(&get(&dialog, "password", "Password"), "secret");
    get(&dialog, "button", "Sign in").click();
    until_true("the dialog to close", || {
        all(&console.root, "dialog").is_empty()
    })
    .await;
    assert_eq!(address(), "/batches");
    assert!(text_of(&console.root).contains("a.zip"));
}

#[wasm_bindgen_test]
async fn live_regions_are_there_from_the_start_and_silent() {
    let console = on_list(false).await;
    let polite = one(&console.root, "[role=status]");
    let alert = one(&console.root, "[role=alert]");
    assert_eq!(text_content(&polite) + &text_content(&alert), "");
    assert_eq!(polite.get_attribute("aria-atomic").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn d20_another_persons_inbox_and_records_go_at_the_next_sign_in() {
    let store = Store::open("another").await.unwrap();
    store.save(&[]).await.unwrap();
    drop(store);
    // The browser was closed: nobody has signed out, and somebody else signs in.
    let storage = window().local_storage().unwrap().unwrap();
    storage.set_item("omr.owner", "99").unwrap();
    storage.set_item("omr.inbox.99", "{}").unwrap();
    storage.set_item("omr-seen", "{}").unwrap();
    let server = Server::start(|_, _, _| page(&[], 0));
    let console = Console::open_kept("/batches", user("someone", false), server).await;
    console.until_heading("Batches").await;
    until_true("the inbox goes", || {
        storage.get_item("omr.inbox.99").unwrap().is_none()
    })
    .await;
    assert!(storage.get_item("omr-seen").unwrap().is_none());
    assert_eq!(storage.get_item("omr.owner").unwrap().as_deref(), Some("7"));
    let mut left = true;
    for _ in 0..200 {
        let databases =
            js_sys::eval("indexedDB.databases().then(all => all.map(d => d.name))").unwrap();
        let names = JsFuture::from(Promise::from(databases)).await.unwrap();
        left = Array::from(&names)
            .iter()
            .any(|name| name.as_string().as_deref() == Some("omr-analytics"));
        if !left {
            break;
        }
        tick().await;
    }
    assert!(!left, "the records behind the figures go");
}

#[wasm_bindgen_test]
async fn d16_no_group_of_fields_is_a_card_itself() {
    let server = Server::start(|_, _, _| page(&[], 0));
    let console = Console::open("/preferences", Some(user("someone", false)), server).await;
    console.until_heading("Preferences").await;
    let groups = all(&console.root, "main fieldset");
    assert!(groups.len() >= 3, "{}", groups.len());
    assert!(
        groups.iter().all(|group| group.class_list().length() == 0),
        "WebKit draws a legend onto the edge of its fieldset"
    );
}

#[wasm_bindgen_test]
async fn b17_an_end_is_said_once_whoever_learns_of_it() {
    let _server = Server::start(|_, _, _| Answer::error(401, "no"));
    let kept = std::rc::Rc::new(std::cell::Cell::new(None));
    let found = kept.clone();
    let shown = show(Config::default(), move || {
        let notices = Notices::expect();
        found.set(Some(notices));
        let (polite, alert) = (notices.polite_text(), notices.alert_text());
        view! { <p role="status">{polite}</p><p role="alert">{alert}</p> }.into_any()
    });
    let notices = kept.get().unwrap();
    let id = omr_batch_console::domain::BatchId::parse(&uuid(1)).unwrap();
    notices.say_end(&id, true, "a.zip has failed.".to_owned());
    notices.say_end(&id, true, "a.zip failed.".to_owned());
    notices.say_end(&id, false, "again".to_owned());
    until_true("said", || text_content(&shown.root).contains("a.zip")).await;
    assert_eq!(text_content(&shown.root), "a.zip has failed.");
}
