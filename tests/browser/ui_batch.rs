//! The page of one batch: live progress, sheets, and three dead ends that read differently.

use super::page_tools::*;
use super::ui_server::*;
use leptos::prelude::document;
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

fn detail(status: &str, processed: u64) -> Value {
    json!({
        "batch_uuid": uuid(1), "status": status, "upload_type": "zip_with_qr", "total_sheets": 4,
        "processed_sheets": processed, "failed_sheets": 1, "pending_sheets": 4 - processed, "created_at": "2025-11-19T16:23:42",
        "processing_started_at": "2025-11-19T16:24:30", "completed_at": if status == "completed" { json!("2025-11-19T16:30:02") } else { Value::Null },
    })
}

fn progress(status: &str, processed: u64) -> Value {
    json!({
        "batch_uuid": uuid(1), "status": status, "sheet_count": 4, "processed_count": processed, "failed_count": 1,
        "progress_percentage": 0, "created_at": "2025-11-19T16:23:42", "completed_at": null,
    })
}

async fn open(id: &str, server: Server) -> Console {
    Console::open(
        &format!("/batches/{id}"),
        Some(user("araya", false)),
        server,
    )
    .await
}

#[wasm_bindgen_test]
async fn f45_no_right_not_found_and_a_cut_link_are_three_pages() {
    let forbidden = open(
        &uuid(1),
        Server::start(|_, _, _| Answer::error(403, "Access denied")),
    )
    .await;
    forbidden.until_heading("You cannot see this batch").await;
    assert!(
        forbidden
            .text()
            .contains("“araya” sees only its own batches")
    );
    drop(forbidden);

    let gone = open(
        &uuid(1),
        Server::start(|_, _, _| Answer::error(404, "Batch not found")),
    )
    .await;
    gone.until_heading("This batch does not exist").await;
    drop(gone);

    let cut = open("00000000-0000", Server::start(|_, _, _| Answer::cut())).await;
    cut.until_heading("This link is incomplete").await;
    assert!(
        cut.server
            .asked()
            .iter()
            .all(|ask| !ask.contains("/batches")),
        "nothing is asked about half an id"
    );
    assert_eq!(
        document().title(),
        "This link is incomplete – OMR Batch Console"
    );
    assert!(names(&cut.root, "link").contains(&"Go to batches".to_owned()));
}

#[wasm_bindgen_test]
async fn ux18_progress_is_followed_to_the_end_and_the_end_is_said_once() {
    let polls = Rc::new(Cell::new(0));
    let counted = polls.clone();
    let server = Server::start(move |_, path, _| {
        let over = counted.get() >= 2;
        if path.ends_with("/progress") {
            counted.set(counted.get() + 1);
            let over = counted.get() >= 2;
            Answer::ok(progress(
                if over { "completed" } else { "processing" },
                if over { 4 } else { 3 },
            ))
        } else if path.contains("/status") {
            Answer::ok(detail(
                if over { "completed" } else { "processing" },
                if over { 4 } else { 2 },
            ))
        } else {
            page(&[row(1, "103.zip", "processing")], 1)
        }
    });
    let console = open(&uuid(1), server).await;
    console.until_heading("103.zip").await;
    let bar = until("bar", || {
        maybe(&console.root, "progressbar", "Processing on the server")
    })
    .await;
    assert_eq!(
        bar.get_attribute("aria-valuetext").unwrap(),
        "50 %, 2 of 4 sheets"
    );
    let early = console.status();
    until_slowly("the end", || console.text().contains("Completed")).await;
    until_true("it is said", || {
        console.status() == "103.zip is completed: 4 sheets, 1 failed."
    })
    .await;
    assert!(early.is_empty(), "polling itself is silent: {early}");
    assert!(console.text().contains("1 sheet could not be read"));
    assert!(
        console.text().contains("took 48s") && console.text().contains("took 5m 32s"),
        "{}",
        console.text()
    );
    let asked = console.server.asked();
    assert_eq!(
        asked
            .iter()
            .filter(|ask| ask.ends_with("/progress"))
            .count(),
        2,
        "{asked:?}"
    );
    assert_eq!(
        asked
            .iter()
            .filter(|ask| ask.contains("include_sheets=false"))
            .count(),
        2,
        "{asked:?}"
    );
    assert!(
        asked.iter().any(|ask| ask.contains("include_sheets=true")),
        "the failed sheet is shown: {asked:?}"
    );
}

#[wasm_bindgen_test]
async fn sheets_of_a_partly_failed_batch_are_open_with_failed_ones_first() {
    let server = Server::start(|_, path, _| {
        if path.contains("include_sheets=true") {
            let mut body = detail("completed", 4);
            let sheet = |n: u32, status: &str, error: Value| {
                json!({"sheet_uuid": n.to_string(), "sheet_number": n, "status": status, "processing_time_ms": 2_400,
                       "error_message": error, "image_path": format!("/data/x/{n}.jpg")})
            };
            body["sheets"] = json!([
                sheet(1, "completed", Value::Null),
                sheet(2, "failed", json!("premature end of JPEG")),
                sheet(3, "completed", Value::Null),
            ]);
            Answer::ok(body)
        } else if path.contains("/status") {
            Answer::ok(detail("completed", 4))
        } else {
            page(&[], 0)
        }
    });
    let console = open(&uuid(1), server).await;
    let rows = until("rows", || {
        Some(all(&console.root, "tbody tr")).filter(|rows| rows.len() == 3)
    })
    .await;
    assert_eq!(
        squeezed(&rows[0].text_content().unwrap()),
        // Wide screens have a column of reasons, narrow ones a line below the badge; here both are in the page.
        "2Failedpremature end of JPEG2.4premature end of JPEG2.jpg"
    );
    assert_eq!(
        text_content(&all(&console.root, "caption")[0]),
        "3 of 4 sheets: the server gives no more than 1,000 at once, 1 failed"
    );
}

#[wasm_bindgen_test]
async fn a_failure_is_explained_and_the_servers_words_are_quoted() {
    let server = Server::start(|_, path, _| {
        if path.contains("/status") {
            let mut body = detail("failed", 0);
            body["error_message"] = "No sheets were created <img src=x onerror=alert(1)>".into();
            Answer::ok(body)
        } else {
            page(&[], 0)
        }
    });
    let console = open(&uuid(1), server).await;
    console.until_text("This batch failed").await;
    assert!(
        console
            .text()
            .contains("every task in it had been uploaded before")
    );
    let quote = &all(&console.root, "blockquote")[0];
    assert_eq!(
        text_content(quote),
        "No sheets were created <img src=x onerror=alert(1)>",
        "as text only"
    );
    // Nobody knows the name: the id stands in for it.
    assert_eq!(console.heading(), "Batch 00000000");
}
