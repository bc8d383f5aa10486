//! Parts of the program that are late or cannot be had (D7, D9, D10).

use super::page_tools::*;
use super::ui_server::*;
use leptos::prelude::*;
use omr_batch_console::config::Config;
use omr_batch_console::domain::{BatchId, BatchStatus};
use omr_batch_console::pages::waiting::{dialogs, header, lazily};
use omr_batch_console::parts::{self, Loading, NotLoaded};
use omr_batch_console::state::deletion::{Deletions, Target};
use omr_batch_console::state::notices::Notices;
use omr_batch_console::state::releases::Releases;
use omr_batch_console::state::session::Session;
use omr_batch_console::state::sign_out::SignOut;
use omr_batch_console::state::uploads::use_uploads;
use std::cell::Cell;
use wasm_bindgen_test::wasm_bindgen_test;

thread_local! {
    static THERE: Cell<bool> = const { Cell::new(false) };
    static ASKED: Cell<u32> = const { Cell::new(0) };
}

fn page_part() -> Loading<AnyView> {
    Box::pin(async {
        ASKED.set(ASKED.get() + 1);
        match THERE.get() {
            true => Ok(view! { <main><h1 tabindex="-1">"The page"</h1></main> }.into_any()),
            false => Err(NotLoaded),
        }
    })
}

fn dialogs_part() -> Loading<AnyView> {
    match THERE.get() {
        true => parts::dialogs(),
        false => Box::pin(async { Err(NotLoaded) }),
    }
}

fn network_is_back() {
    let event = web_sys::Event::new("online").unwrap();
    window().dispatch_event(&event).unwrap();
}

#[wasm_bindgen_test]
async fn d10_a_part_that_is_missing_offers_reload_and_d7_comes_by_itself_with_the_network() {
    THERE.set(false);
    let _server = Server::start(|_, _, _| Answer::error(401, "no"));
    let shown = show(Config::default(), || lazily(page_part));
    let root = shown.root.clone();
    until_true("it is said", || {
        text_of(&root).contains("a newer version of the console has been installed")
    })
    .await;
    assert_eq!(names(&root, "button"), ["Reload", "Try again"]);
    assert!(
        get(&root, "button", "Reload")
            .get_attribute("aria-disabled")
            .is_none()
    );
    // Nothing but the network's return: nobody clicks.
    THERE.set(true);
    network_is_back();
    until_true("the page", || text_of(&root) == "The page").await;
}

#[wasm_bindgen_test]
async fn d9_a_header_that_is_missing_is_said() {
    THERE.set(false);
    let _server = Server::start(|_, _, _| Answer::error(401, "no"));
    let shown = show(Config::default(), || header(page_part));
    let root = shown.root.clone();
    until_true("it is said", || {
        text_of(&root).contains("The menu could not be loaded.")
    })
    .await;
    THERE.set(true);
    click(&get(&root, "button", "Try again"));
    until_true("the header", || text_of(&root) == "The page").await;
}

#[wasm_bindgen_test]
async fn d9_delete_before_the_dialog_is_loaded_is_answered_and_opens_nothing_later() {
    THERE.set(false);
    let _server = Server::start(|_, _, _| Answer::error(401, "no"));
    let shown = show(Config::default(), || {
        let deletions = Deletions::provide(Session::expect(), Notices::expect());
        SignOut::provide(Session::expect(), use_uploads());
        Releases::provide();
        let target = || Target {
            id: BatchId::parse(&uuid(1)).unwrap(),
            name: "a.zip".to_owned(),
            sheets: Some(51),
            created: None,
            uploader: None,
            status: BatchStatus::Completed,
            neighbour: None,
        };
        view! {
            <button on:click=move |_| deletions.ask(target())>"Delete a.zip"</button>
            {dialogs(dialogs_part)}
        }
        .into_any()
    });
    let root = shown.root.clone();
    let opener = get(&root, "button", "Delete a.zip");
    opener.focus().unwrap();
    click(&opener);
    let dialog = until("an answer at once", || {
        all(&root, "dialog[open]").into_iter().next()
    })
    .await;
    assert!(text_of(&dialog).contains("Loading"), "{}", text_of(&dialog));
    click(&get(&dialog, "button", "Cancel"));
    until_true("closed", || all(&root, "dialog").is_empty()).await;
    THERE.set(true);
    network_is_back();
    for _ in 0..40 {
        tick().await;
        assert!(all(&root, "dialog").is_empty(), "a dialog opened by itself");
    }
    // Asked again, it is there, and the focus comes back to what was clicked.
    click(&opener);
    until_true("the dialog", || {
        maybe(&root, "alertdialog", "Delete batch a.zip").is_some()
    })
    .await;
}
