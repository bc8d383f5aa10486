//! Signing in by label and text: what is wrong is told apart, and the way back leads only to pages of the console.

use super::page_tools::*;
use super::ui_server::*;
use leptos::prelude::document;
use wasm_bindgen_test::wasm_bindgen_test;

async fn sign_in(console: &Console) {
    console.until_heading("Sign in").await;
    type_into(&get(&console.root, "textbox", "Username"), " admin ");
    type_into(&get(&console.root, "password", "Password"), "secret");
    click(&get(&console.root, "button", "Sign in"));
}

#[wasm_bindgen_test]
async fn ux08_empty_fields_are_named_and_nothing_is_sent() {
    let server = Server::start(|_, _, _| Answer::cut());
    let console = Console::open("/login", None, server).await;
    console.until_heading("Sign in").await;
    click(&get(&console.root, "button", "Sign in"));
    until_true("the summary has the focus", || {
        text_of(&focused()).starts_with("There is a problem")
    })
    .await;
    assert_eq!(
        names(&focused(), "link"),
        ["Enter your username", "Enter your password"]
    );
    let username = get(&console.root, "textbox", "Username");
    assert_eq!(description_of(&username), "Enter your username");
    assert!(
        document().title().starts_with("Error: Sign in"),
        "{}",
        document().title()
    );
    click(&get(&focused(), "link", "Enter your password"));
    assert_eq!(name_of(&focused()), "Password");
    assert!(console.server.asked().is_empty());
}

#[wasm_bindgen_test]
async fn d15_the_focus_is_in_username_and_d1_what_is_typed_settles_its_fault() {
    let server = Server::start(|_, _, _| Answer::cut());
    let console = Console::open("/login", None, server).await;
    console.until_heading("Sign in").await;
    until_true("the focus", || name_of(&focused()) == "Username").await;
    click(&get(&console.root, "button", "Sign in"));
    let links =
        || maybe(&console.root, "group", "There is a problem").map(|group| names(&group, "link"));
    until_true("both are missing", || {
        links().is_some_and(|links| links.len() == 2)
    })
    .await;
    let username = get(&console.root, "textbox", "Username");
    username.focus().unwrap();
    type_into(&username, "a");
    until_true("one is left", || {
        links() == Some(vec!["Enter your password".to_owned()])
    })
    .await;
    assert_eq!(name_of(&focused()), "Username");
    type_into(&get(&console.root, "password", "Password"), "b");
    until_true("none is left", || links().is_none()).await;
    assert!(
        document().title().starts_with("Sign in"),
        "{}",
        document().title()
    );
}

#[wasm_bindgen_test]
async fn d15_a_redirect_leads_into_username_too() {
    let server = Server::start(|_, _, _| Answer::cut());
    let console = Console::open("/batches", None, server).await;
    console.until_heading("Sign in").await;
    until_true("the focus", || name_of(&focused()) == "Username").await;
}

#[wasm_bindgen_test]
async fn d21_nobody_is_told_to_wait_for_years() {
    let server = Server::start(move |_, _, _| {
        Answer::error(429, "Too many attempts").header("Retry-After", "99999999999")
    });
    let console = Console::open("/login", None, server).await;
    sign_in(&console).await;
    console.until_text("Wait 1 hour").await;
}

#[wasm_bindgen_test]
async fn password_lock_server_and_network_read_differently() {
    let cases = [
        (
            Answer::error(401, "Invalid username or password"),
            "The username or the password is not right.",
        ),
        (
            Answer::error(429, "Too many attempts").header("Retry-After", "90"),
            "Wait 2 minutes and try again.",
        ),
        (
            Answer::error(503, "down"),
            "The server has trouble at the moment.",
        ),
        (Answer::cut(), "The server could not be reached."),
    ];
    for (answer, words) in cases {
        let server = Server::start(move |_, _, _| answer.clone());
        let console = Console::open("/login", None, server).await;
        sign_in(&console).await;
        console.until_text(words).await;
        let username = get(&console.root, "textbox", "Username");
        assert_eq!(value_of(&username), " admin ", "what was typed is kept");
        assert_eq!(address(), "/login");
    }
}

#[wasm_bindgen_test]
async fn s10_signing_in_leads_back_but_never_elsewhere() {
    let admin = user("admin", true);
    for (next, to) in [
        ("/batches%3Fstatus%3Dfailed", "/batches?status=failed"),
        ("//evil.example", "/upload"),
        ("https%3A//evil.example", "/upload"),
    ] {
        let admin = admin.clone();
        let server = Server::start(move |_, path, _| match path {
            "/api/auth/login" => Answer::ok(tokens(&admin)),
            _ => page(&[], 0),
        });
        let console = Console::open(&format!("/login?next={next}"), None, server).await;
        sign_in(&console).await;
        until_true(to, || address() == to).await;
    }
}

#[wasm_bindgen_test]
async fn f45_a_shared_link_leads_through_sign_in() {
    let server = Server::start(|_, _, _| Answer::cut());
    let path = format!("/batches/{}", uuid(1));
    let console = Console::open(&path, None, server).await;
    console.until_heading("Sign in").await;
    assert_eq!(address(), format!("/login?next={path}"));
    assert!(
        console.server.asked().is_empty(),
        "nothing is asked without a session"
    );
}
