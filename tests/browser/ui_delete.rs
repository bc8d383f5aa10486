//! Deleting: the dialog by role and name, friction, focus, double clicks, and every way it can end (UX-33 to UX-37, F-47).

use super::page_tools::*;
use super::ui_server::*;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

const NAME: &str = "b.zip";

/// The list of three as an admin, with `delete` and `progress` answered so; the dialog for the second row is open.
async fn open_dialog(delete: Answer, progress: Answer) -> (Console, HtmlElement) {
    let gone = Rc::new(RefCell::new(false));
    let server = Server::start(move |method, path, _| {
        if method == "DELETE" {
            *gone.borrow_mut() = true;
            delete.clone()
        } else if path.ends_with("/progress") {
            progress.clone()
        } else {
            // The stand-in's list goes on showing the row: an answer that predates the deletion (F-40).
            let rows = [
                row(1, "a.zip", "completed"),
                row(2, NAME, "completed"),
                row(3, "c.zip", "completed"),
            ];
            page(&rows, 3)
        }
    });
    let console = Console::open("/batches", Some(user("admin", true)), server).await;
    let opener = until("row", || {
        maybe(&console.root, "button", "Delete batch b.zip")
    })
    .await;
    opener.focus().unwrap();
    click(&opener);
    let dialog = until("dialog", || {
        maybe(&console.root, "alertdialog", "Delete batch b.zip")
    })
    .await;
    until_true("focus on the field", || {
        name_of(&focused()) == "Type the batch name to confirm"
    })
    .await;
    console.server.asked();
    (console, dialog)
}

fn confirm(console: &Console) {
    type_into(
        &get(&console.root, "textbox", "Type the batch name to confirm"),
        NAME,
    );
    click(&get(&console.root, "button", "Delete batch"));
}

fn deletions(console: &Console) -> usize {
    console
        .server
        .asked()
        .iter()
        .filter(|ask| ask.starts_with("DELETE"))
        .count()
}

fn is_open(console: &Console) -> bool {
    maybe(&console.root, "alertdialog", "Delete batch b.zip").is_some()
}

#[wasm_bindgen_test]
async fn ux34_the_dialog_says_what_is_lost_and_waits_for_the_name() {
    let (console, dialog) = open_dialog(Answer::empty(), Answer::cut()).await;
    let says = description_of(&dialog);
    assert!(
        says.contains("its 51 sheets") && says.contains("This cannot be undone."),
        "{says}"
    );
    let button = get(&console.root, "button", "Delete batch");
    assert_eq!(
        button.get_attribute("aria-disabled").as_deref(),
        Some("true")
    );
    let field = get(&console.root, "textbox", "Type the batch name to confirm");
    type_into(&field, "B.ZIP");
    press_enter_in(&field);
    until_true("the mismatch is told", || {
        description_of(&field).contains("This is not the batch name.")
    })
    .await;
    assert_eq!(deletions(&console), 0);
    type_into(&field, NAME);
    until_true("ready", || button.get_attribute("aria-disabled").is_none()).await;
}

#[wasm_bindgen_test]
async fn ux35_escape_and_cancel_close_and_give_the_focus_back() {
    let (console, dialog) = open_dialog(Answer::empty(), Answer::cut()).await;
    let escape = web_sys::Event::new("cancel").unwrap();
    dialog.dispatch_event(&escape).unwrap();
    until_true("closed", || !is_open(&console)).await;
    assert_eq!(name_of(&focused()), "Delete batch b.zip");
    assert_eq!(deletions(&console), 0);
}

#[wasm_bindgen_test]
async fn ux36_ux37_a_double_click_deletes_once_and_the_neighbour_takes_the_focus() {
    let (console, dialog) = open_dialog(Answer::empty().after(150), Answer::cut()).await;
    confirm(&console);
    let busy = until("busy", || maybe(&console.root, "button", "Deleting…")).await;
    click(&busy);
    dialog
        .dispatch_event(&web_sys::Event::new("cancel").unwrap())
        .unwrap();
    assert!(is_open(&console), "busy: Escape waits for the answer");
    until_true("closed", || !is_open(&console)).await;
    until_true("the neighbour", || name_of(&focused()) == "c.zip").await;
    assert_eq!(deletions(&console), 1);
    assert_eq!(console.status(), "Batch b.zip was deleted.");
    assert!(console.text().contains("Batch b.zip was deleted."));
    click(&get(&console.root, "button", "Refresh"));
    until_true("asked again", || {
        console
            .server
            .asked()
            .iter()
            .any(|ask| ask.starts_with("GET /api/batches/?"))
    })
    .await;
    assert!(
        maybe(&console.root, "link", NAME).is_none(),
        "F-40: it never reappears"
    );
}

#[wasm_bindgen_test]
async fn f47_gone_already_is_a_success() {
    let (console, _) = open_dialog(Answer::error(404, "Batch not found"), Answer::cut()).await;
    confirm(&console);
    until_true("said", || {
        console.status() == "Batch b.zip had already been deleted."
    })
    .await;
    assert!(maybe(&console.root, "link", NAME).is_none());
}

#[wasm_bindgen_test]
async fn f47_no_answer_is_looked_into_before_anything_is_claimed() {
    let (console, _) = open_dialog(Answer::cut(), Answer::error(404, "Batch not found")).await;
    confirm(&console);
    until_true("it was done", || {
        console.status() == "Batch b.zip was deleted."
    })
    .await;
    assert_eq!(deletions(&console), 1, "never sent twice");
    drop(console);

    let there = json!({"batch_uuid": uuid(2), "status": "completed", "sheet_count": 51, "processed_count": 51, "failed_count": 0});
    let (console, dialog) = open_dialog(Answer::cut(), Answer::ok(there)).await;
    confirm(&console);
    until_true("still there", || {
        text_of(&dialog).contains("The batch is still there and unchanged.")
    })
    .await;
    assert_eq!(deletions(&console), 1, "never sent twice");
    drop(console);

    let (console, dialog) = open_dialog(Answer::cut(), Answer::cut()).await;
    confirm(&console);
    until_true("unknown", || {
        text_of(&dialog).contains("It is not known whether the batch was deleted")
    })
    .await;
}

#[wasm_bindgen_test]
async fn d5_the_dialog_tells_batches_of_one_name_apart() {
    let (_console, dialog) = open_dialog(Answer::empty(), Answer::cut()).await;
    let says = description_of(&dialog);
    for wanted in ["2025", "araya", "Completed", "51 sheets"] {
        assert!(says.contains(wanted), "{wanted} in {says}");
    }
}

#[wasm_bindgen_test]
async fn d5_who_may_not_delete_is_not_asked_to_try_again() {
    let refused = Answer::error(403, "Only administrators can delete batches");
    let (console, dialog) = open_dialog(refused, Answer::cut()).await;
    confirm(&console);
    until_true("the red button goes", || {
        names(&dialog, "button") == ["Close"]
    })
    .await;
    assert_eq!(name_of(&focused()), "Close");
    click(&get(&dialog, "button", "Close"));
    until_true("closed", || !is_open(&console)).await;
    assert_eq!(deletions(&console), 1);
}

#[wasm_bindgen_test]
async fn f14_a_lost_role_is_said_in_the_dialog_and_nobody_is_signed_out() {
    let (console, dialog) = open_dialog(
        Answer::error(403, "Only administrators can delete batches"),
        Answer::cut(),
    )
    .await;
    confirm(&console);
    until_true("the reason", || {
        text_of(&dialog).contains("Only administrators can delete batches")
    })
    .await;
    let asked = until("the role is read again", || {
        Some(console.server.asked())
            .filter(|asked| asked.iter().any(|ask| ask == "GET /api/auth/me"))
    });
    asked.await;
    assert_eq!(address(), "/batches");
}
