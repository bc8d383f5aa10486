//! The list by role and label: columns, filter, address, refreshes, and its three ways of being empty.

use super::page_tools::*;
use super::ui_server::*;
use leptos::prelude::{document, window};
use omr_batch_console::components::when::knows_zone;
use omr_batch_console::config::Config;
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

fn three() -> Vec<Value> {
    let mut odd = row(3, "old.zip", "archived");
    odd["upload_type"] = "tape".into();
    odd["sheet_count"] = Value::Null;
    vec![
        row(1, "a.zip", "processing"),
        row(2, "b.zip", "completed"),
        odd,
    ]
}

async fn open(path: &str, admin: bool, server: Server) -> Console {
    let console = Console::open(path, Some(user("someone", admin)), server).await;
    console.until_heading("Batches").await;
    console
}

async fn rows(console: &Console) -> Vec<Element> {
    until("rows", || {
        Some(all(&console.root, "tbody tr:has(th)")).filter(|rows| !rows.is_empty())
    })
    .await
}

fn cells(row: &Element) -> Vec<String> {
    all(row, "th, td")
        .iter()
        .map(|cell| squeezed(&cell.text_content().unwrap()))
        .collect()
}

#[wasm_bindgen_test]
async fn ux22_the_table_has_caption_headers_and_row_headers() {
    let console = open("/batches", true, Server::start(|_, _, _| page(&three(), 3))).await;
    let rows = rows(&console).await;
    assert_eq!(text_content(&all(&console.root, "caption")[0]), "Batches");
    let headers: Vec<String> = all(&console.root, "th[scope=col]")
        .iter()
        .map(text_content)
        .collect();
    let wanted = [
        "Select",
        "Name",
        "Status",
        "Type",
        "Sheets",
        "Size",
        "Created",
        "Uploaded by",
        "Actions",
    ];
    assert_eq!(headers, wanted);
    let link = get(&rows[0], "link", "a.zip");
    assert_eq!(
        link.get_attribute("href").unwrap(),
        format!("/batches/{}", uuid(1))
    );
    assert!(link.closest("th[scope=row]").unwrap().is_some());
    assert_eq!(
        cells(&rows[0])[2..6],
        ["Processing", "ZIP with QR", "51", "36.0 MB"]
    );
    assert_eq!(names(&rows[0], "button"), ["Delete batch a.zip"]);
}

#[wasm_bindgen_test]
async fn ux21_an_unknown_status_is_neutral_and_blank_cells_are_blank() {
    let console = open(
        "/batches",
        false,
        Server::start(|_, _, _| page(&three(), 3)),
    )
    .await;
    let rows = rows(&console).await;
    assert_eq!(cells(&rows[2])[2..5], ["Unknown (archived)", "", ""]);
    assert_eq!(all(&rows[2], "[data-tone=unknown]").len(), 1);
}

#[wasm_bindgen_test]
async fn ux33_delete_is_absent_for_staff() {
    let console = open(
        "/batches",
        false,
        Server::start(|_, _, _| page(&three(), 3)),
    )
    .await;
    rows(&console).await;
    assert!(!console.root.text_content().unwrap().contains("Actions"));
    assert!(
        names(&console.root, "button")
            .iter()
            .all(|name| !name.starts_with("Delete"))
    );
}

#[wasm_bindgen_test]
async fn ux29_a_filter_keeps_the_focus_and_says_what_it_found() {
    let server = Server::start(|_, path, _| {
        if path.contains("status=failed") {
            page(&[row(9, "bad.zip", "failed")], 14)
        } else {
            page(&three(), 90)
        }
    });
    let console = open("/batches?page=2", false, server).await;
    rows(&console).await;
    let filter = get(&console.root, "combobox", "Status");
    filter.focus().unwrap();
    choose_option(&filter, "Failed");
    until_true("the result is said", || {
        console.status() == "14 batches – Failed"
    })
    .await;
    assert_eq!(
        address(),
        "/batches?status=failed",
        "a filter goes to page 1"
    );
    assert_eq!(name_of(&focused()), "Status");
    assert_eq!(document().title(), "Batches – Failed – OMR Batch Console");
    window().history().unwrap().back().unwrap();
    until_true("Back brings the rows of before", || {
        address() == "/batches?page=2" && value_of(&filter).is_empty()
    })
    .await;
}

#[wasm_bindgen_test]
async fn ux28_pages_are_links_and_the_title_names_them() {
    let console = open(
        "/batches",
        false,
        Server::start(|_, _, _| page(&three(), 90)),
    )
    .await;
    rows(&console).await;
    let pager = until("pager", || maybe(&console.root, "navigation", "Pagination")).await;
    assert_eq!(
        names(&pager, "link"),
        ["Page 1", "Page 2", "Page 3", "Page 4", "Next"]
    );
    click(&get(&pager, "link", "Page 2"));
    until_true("the address", || address() == "/batches?page=2").await;
    until_true("the mark", || {
        get(&pager, "link", "Page 2")
            .get_attribute("aria-current")
            .as_deref()
            == Some("page")
    })
    .await;
    until_true("the title", || {
        document().title().starts_with("Batches (page 2 of 4)")
    })
    .await;
    let asked = console.server.asked();
    assert!(
        asked
            .iter()
            .any(|ask| ask.contains("limit=25&page_size=25&offset=25")),
        "{asked:?}"
    );
}

#[wasm_bindgen_test]
async fn f43_an_odd_address_is_corrected_without_a_trap_for_back() {
    for (odd, right) in [
        ("page=9999", "?page=4"),
        ("page=abc", ""),
        ("status=foo&page=-1", ""),
        ("page_size=7", ""),
    ] {
        let server = Server::start(|_, _, _| page(&three(), 90));
        let console = open(&format!("/batches?{odd}"), false, server).await;
        let entries = window().history().unwrap().length().unwrap();
        let right = format!("/batches{right}");
        until_true(&right, || address() == right).await;
        rows(&console).await;
        assert_eq!(
            window().history().unwrap().length().unwrap(),
            entries,
            "replaced, not added"
        );
    }
}

#[wasm_bindgen_test]
async fn ux30_three_kinds_of_empty_read_differently() {
    let empty = Server::start(|_, _, _| page(&[], 0));
    let console = open("/batches", false, empty.clone()).await;
    console.until_text("No batches yet").await;
    assert!(names(&console.root, "link").contains(&"Upload your first batch".to_owned()));
    assert!(all(&console.root, "table").is_empty());
    drop(console);

    let console = open("/batches?status=failed", false, empty).await;
    console.until_text("No batches match the filter").await;
    click(&get(&console.root, "button", "Clear filters"));
    until_true("no filter", || address() == "/batches").await;
    drop(console);

    let console = open(
        "/batches",
        false,
        Server::start(|_, _, _| Answer::error(500, "Database is locked")),
    )
    .await;
    console.until_text("The batches could not be loaded").await;
    assert!(
        console.text().contains("Database is locked"),
        "the server's words are quoted"
    );
    console.server.change(|_, path, _| {
        if path.contains("/auth/") {
            Answer::ok(user("someone", false))
        } else {
            page(&three(), 3)
        }
    });
    click(&get(&console.root, "button", "Try again"));
    rows(&console).await;
}

#[wasm_bindgen_test]
async fn ux19_a_refresh_changes_cells_and_nothing_else() {
    let done = Rc::new(Cell::new(false));
    let told = done.clone();
    let server = Server::start(move |_, _, _| {
        let mut rows = three();
        if told.get() {
            rows[0]["status"] = "completed".into();
        }
        page(&rows, 3)
    });
    let console = open("/batches", true, server).await;
    let before = rows(&console).await;
    let link = get(&before[0], "link", "a.zip");
    link.focus().unwrap();
    done.set(true);
    click(&get(&console.root, "button", "Refresh"));
    until_true("the new status", || cells(&before[0])[2] == "Completed").await;
    assert_eq!(
        focused(),
        *link.unchecked_ref::<Element>(),
        "the focus stays"
    );
    assert!(
        rows(&console)
            .await
            .iter()
            .zip(&before)
            .all(|(a, b)| a == b),
        "the rows are the same elements"
    );
}

#[wasm_bindgen_test]
async fn ux18_a_failed_refresh_keeps_the_rows_and_says_so() {
    let console = open(
        "/batches",
        false,
        Server::start(|_, _, _| page(&three(), 3)),
    )
    .await;
    rows(&console).await;
    console.server.change(|_, _, _| Answer::cut());
    click(&get(&console.root, "button", "Refresh"));
    console.until_text("The list could not be updated").await;
    assert_eq!(rows(&console).await.len(), 3);
    assert!(console.text().contains("You see the list as it was at"));
}

#[wasm_bindgen_test]
async fn f40_a_late_answer_is_dropped() {
    let server = Server::start(|_, path, _| {
        if path.contains("status=failed") {
            page(&[row(9, "bad.zip", "failed")], 1)
        } else {
            page(&three(), 3).after(400)
        }
    });
    let console = open("/batches", false, server).await;
    choose_option(&get(&console.root, "combobox", "Status"), "Failed");
    until_true("the filtered row", || {
        maybe(&console.root, "link", "bad.zip").is_some()
    })
    .await;
    // Well after the first answer would have come.
    let late = js_sys::Date::now() + 600.0;
    until_true("time", || js_sys::Date::now() > late).await;
    assert!(maybe(&console.root, "link", "bad.zip").is_some());
    assert!(maybe(&console.root, "link", "a.zip").is_none());
}

#[wasm_bindgen_test]
async fn ux38_times_are_words_with_a_machine_readable_moment() {
    let config = Config {
        time_zone: Some("Asia/Bangkok".into()),
        ..Config::default()
    };
    let server = Server::start(|_, _, _| page(&three(), 3));
    let console =
        Console::open_with(config, "/batches", Some(user("someone", false)), server).await;
    rows(&console).await;
    let time = &all(&console.root, "tbody time")[0];
    // 16:23:42 on the server's clock in Bangkok, which is seven hours ahead.
    assert_eq!(
        time.get_attribute("datetime").unwrap(),
        "2025-11-19T09:23:42Z"
    );
    assert!(
        text_content(time).contains("Nov"),
        "never digits only: {}",
        text_content(time)
    );
}

#[wasm_bindgen_test]
fn a_zone_that_the_browser_does_not_know_is_found_out() {
    assert!(knows_zone("Asia/Bangkok"));
    assert!(!knows_zone("Asia/Atlantis"));
}

#[wasm_bindgen_test]
async fn rows_that_cannot_be_read_are_owned_up_to() {
    let server = Server::start(|_, _, _| {
        page(
            &[row(1, "a.zip", "completed"), json!({"batch_name": "no id"})],
            2,
        )
    });
    let console = open("/batches", false, server).await;
    console
        .until_text("1 row of this page could not be read")
        .await;
    assert_eq!(rows(&console).await.len(), 1);
}

#[wasm_bindgen_test]
async fn d7_back_finds_the_list_though_the_network_is_gone() {
    let server = Server::start(|_, path, _| match path.contains("/status") {
        true => Answer::cut(),
        false => page(&three(), 3),
    });
    let console = open("/batches", false, server).await;
    rows(&console).await;
    console.server.change(|_, _, _| Answer::cut());
    click(&get(&console.root, "link", "a.zip"));
    console.until_heading("The batch could not be loaded").await;
    window().history().unwrap().back().unwrap();
    console.until_heading("Batches").await;
    let there = rows(&console).await;
    assert_eq!(there.len(), 3, "as it was left");
    console.until_text("The list could not be updated").await;
}

#[wasm_bindgen_test]
async fn d6_a_batch_with_failed_sheets_is_not_plainly_completed_where_there_is_no_column_of_sheets()
{
    let mut partly = row(1, "a.zip", "completed");
    partly["failed_count"] = 3.into();
    partly["processed_count"] = 48.into();
    let server = Server::start(move |_, _, _| page(std::slice::from_ref(&partly), 1));
    let console = open("/batches?hide=sheets", false, server).await;
    let rows = rows(&console).await;
    assert_eq!(cells(&rows[0])[2], "Completed · 3 failed");
}

#[wasm_bindgen_test]
async fn b17_copied_is_said_of_the_address_that_was_copied() {
    let console = open(
        "/batches",
        false,
        Server::start(|_, _, _| page(&three(), 3)),
    )
    .await;
    rows(&console).await;
    // Headless pages have no clipboard: what is offered by hand goes the same way.
    js_sys::eval("Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async () => {} } })").unwrap();
    click(&get(&console.root, "button", "Copy link"));
    until("copied", || maybe(&console.root, "button", "Link copied")).await;
    click(&get_starting(&console.root, "link", "Completed"));
    until("another address", || {
        maybe(&console.root, "button", "Copy link")
    })
    .await;
}
