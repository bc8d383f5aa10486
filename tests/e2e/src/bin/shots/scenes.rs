//! The states that are photographed, in an order in which one leads to the next.

use e2e::api::{ADMIN, Account, SCANNER, STAFF};
use e2e::page::starts;
use e2e::{Role, Rule, Step, files, words};
use serde_json::json;
use thirtyfour::Key;

use crate::Studio;

/// Heading of the page without an answer from the server.
const UNREACHABLE: &str = "The server has trouble at the moment";

/// Scenes with demo data on a server that is slow enough to be watched.
pub async fn with_data(s: &mut Studio) -> Step {
    sign_in(s).await?;
    upload(s).await?;
    list(s).await?;
    detail(s).await?;
    dead_ends(s).await
}

async fn sign_in(s: &mut Studio) -> Step {
    s.page.goto("/login").await?;
    // Other scenes may have left somebody signed in.
    s.page.eval("localStorage.clear(); return null").await?;
    s.page.goto("/login").await?;
    s.page.find(Role::Button, words::SIGN_IN).await?;
    s.shot("01-sign-in").await?;
    s.page.press(words::SIGN_IN).await?;
    s.page.sees(words::PROBLEM).await?;
    s.shot("02-sign-in-error").await?;
    let wrong = Account {
        password: "wrong",
        ..ADMIN
    };
    s.page.enter(wrong).await?;
    s.page.sees(words::WRONG_PASSWORD).await?;
    s.shot("02b-sign-in-wrong").await?;
    s.api
        .fault(Rule::on("POST", "/api/auth/login").status(503))
        .await?;
    s.page.enter(ADMIN).await?;
    s.page.sees(words::SERVER_TROUBLE).await?;
    s.shot("02c-sign-in-trouble").await?;
    s.api.no_faults().await?;
    s.page.sign_in(ADMIN).await?;
    s.page.press(starts(words::USER_MENU)).await?;
    s.page.find(Role::Button, words::SIGN_OUT).await?;
    s.shot("02d-user-menu").await?;
    s.page
        .eval("dispatchEvent(new Event('offline')); return null")
        .await?;
    s.page.sees("You are offline").await?;
    s.shot("02e-offline").await?;
    s.page
        .eval("dispatchEvent(new Event('online')); return null")
        .await?;
    s.api
        .fault(Rule::on("GET", "/api/auth/me").status(503))
        .await?;
    s.page.reload().await?;
    s.page.sees(UNREACHABLE).await?;
    s.shot("02f-unreachable").await?;
    s.api.no_faults().await
}

async fn upload(s: &mut Studio) -> Step {
    s.page.goto("/upload").await?;
    s.page.find(Role::Button, words::CHOOSE_FILES).await?;
    s.shot("03-upload-empty").await?;
    let zip = quick(s, "Room 12 morning.zip", 14)?;
    s.page
        .prepare(
            words::WITHOUT_QR,
            Some("149001"),
            &[zip, files::bad("notes.txt")?, files::bad("zero-bytes.zip")?],
        )
        .await?;
    s.page.sees("must be a ZIP").await?;
    s.shot("04-upload-chosen").await?;
    s.page.send().await?;
    s.page.sees(words::PROBLEM).await?;
    s.shot("05-upload-error").await?;
    s.page.goto("/upload").await?;
    let images: Vec<_> = (1..=12)
        .map(|n| s.api.data().join(format!("files/scan {n:03}.jpg")))
        .collect();
    for image in &images {
        std::fs::write(image, vec![0xff; 640_000])?;
    }
    s.page
        .prepare(words::IMAGES, Some("14900113"), &images)
        .await?;
    s.page
        .fill(words::NOTES, "Room 12, morning session")
        .await?;
    s.page.sees("scan 001.jpg").await?;
    s.shot("05b-upload-images").await?;
    s.page.goto("/upload").await?;
    let zip = quick(s, "Room 12 afternoon.zip", 14)?;
    s.api.fault(Rule::on_chunks().throttle(150_000)).await?;
    s.page.upload_zip(&zip).await?;
    s.page
        .uploaded_at_least("Room 12 afternoon.zip", 15.0)
        .await?;
    s.shot("06-uploading").await?;
    let next = quick(s, "Room 13.zip", 3)?;
    s.page.upload_zip(&next).await?;
    s.page.sees("Room 13.zip").await?;
    s.shot("06b-queued").await?;
    s.page.press(starts("Remove from list")).await?;
    s.page.press(starts(words::PAUSE)).await?;
    s.page.find(Role::Button, starts(words::RESUME)).await?;
    s.shot("07-upload-paused").await?;
    s.api.no_faults().await?;
    let refusal = json!({ "error": "HTTPException", "message": "Uploads are closed from 18:00 to 06:00",
        "status_code": 400, "path": "/api/batches/upload-chunk" });
    s.api
        .fault(Rule::on_chunks().status(400).body(refusal))
        .await?;
    s.page.press(starts(words::RESUME)).await?;
    s.page.find(Role::Button, starts(words::RETRY)).await?;
    s.shot("08-upload-failed").await?;
    s.api.no_faults().await?;
    s.api.fault(Rule::on_final_chunk().delay(20_000)).await?;
    s.page.press(starts(words::RETRY)).await?;
    s.page.sees_within(30, "Confirming").await?;
    s.shot("08b-confirming").await?;
    s.api.no_faults().await?;
    s.page
        .find_within(60, Role::ProgressBar, words::PROCESSING_BAR)
        .await?;
    s.page.sees_within(30, " of 14 sheets").await?;
    s.shot("09-upload-processing").await?;
    s.api.sheets_per_second(200.0).await?;
    s.page.sees_completed(60).await?;
    s.shot("10-upload-completed").await?;
    s.api.sheets_per_second(2.0).await?;
    s.page.clear_finished().await?;
    let zip = quick(s, "Room 14.zip", 14)?;
    s.api.fault(Rule::on_chunks().throttle(150_000)).await?;
    s.page.upload_zip(&zip).await?;
    s.page.uploaded_at_least("Room 14.zip", 15.0).await?;
    s.page.reload().await?;
    s.page.sees(words::INTERRUPTED).await?;
    s.shot("11-upload-interrupted").await?;
    s.api.no_faults().await?;
    s.page.follow(words::BATCHES).await?;
    s.page.sees("All statuses").await?;
    s.shot("12-indicator").await
}

async fn list(s: &mut Studio) -> Step {
    s.page.goto("/batches").await?;
    s.page
        .table_becomes(words::BATCHES, "rows", |rows| !rows.is_empty())
        .await?;
    s.page.find(Role::Link, starts("All 6")).await?;
    s.shot("20-list").await?;
    s.page.follow(starts("Needs attention")).await?;
    s.page.sees("– Needs attention").await?;
    // On a narrow screen the filters are behind a button.
    s.page
        .eval("document.querySelector('.filters-switch').click(); return null")
        .await?;
    s.shot("20-list-attention").await?;
    for n in [0, 2, 3] {
        let mark = format!("document.querySelectorAll('tbody input')[{n}].click(); return null");
        s.page.eval(&mark).await?;
    }
    s.page.sees("3 batches selected").await?;
    s.shot("20-list-marked").await?;
    s.page.press("Delete 3 batches").await?;
    s.page.sees("Type 3 to confirm").await?;
    s.shot("20-list-delete-several").await?;
    s.page.press(words::CANCEL).await?;
    s.page
        .eval("document.querySelector('details.menu > summary').click(); return null")
        .await?;
    s.shot("20-list-view-menu").await?;
    s.page
        .goto("/batches?name=physics&density=compact&hide=type")
        .await?;
    s.page.sees("– filtered").await?;
    s.shot("20-list-searched").await?;
    s.page.goto("/batches").await?;
    s.page.select(words::STATUS, "Failed").await?;
    s.page.sees("– Failed").await?;
    s.shot("21-list-filtered").await?;
    s.api
        .fault(Rule::on("GET", "/api/*batches/").delay(60_000))
        .await?;
    s.page.reload().await?;
    s.page.find(Role::Heading, words::BATCHES).await?;
    s.shot("22-list-loading").await?;
    s.api.no_faults().await?;
    s.api
        .fault(Rule::on("GET", "/api/*batches/").status(500))
        .await?;
    s.page.reload().await?;
    s.page.sees(words::CANNOT_LOAD).await?;
    s.shot("23-list-error").await?;
    s.api.no_faults().await?;
    s.page.goto("/batches").await?;
    s.page
        .table_becomes(words::BATCHES, "rows", |rows| !rows.is_empty())
        .await?;
    s.page.press(starts(words::DELETE_BATCH)).await?;
    s.page.find(Role::TextBox, words::CONFIRM_NAME).await?;
    s.shot("24-delete-dialog").await?;
    s.page.fill(words::CONFIRM_NAME, "something else").await?;
    s.page.key(Key::Enter).await?;
    s.shot("24b-delete-mismatch").await?;
    s.page.key(Key::Escape).await?;
    s.page.goto("/batches?page=2").await?;
    s.page
        .table_becomes(words::BATCHES, "rows", |rows| !rows.is_empty())
        .await?;
    s.shot("27-list-page-2").await?;
    s.api.end_sessions().await?;
    s.page.press("Refresh").await?;
    s.page.find(Role::TextBox, words::PASSWORD).await?;
    s.shot("28-sign-in-again").await?;
    s.page.sign_in_again(ADMIN).await
}

async fn detail(s: &mut Studio) -> Step {
    let staff = s.api.sign_in(STAFF).await?;
    let running = staff.upload(&quick(s, "Hall B.zip", 240)?, None).await?;
    s.page.goto(&format!("/batches/{running}")).await?;
    s.page
        .find_within(30, Role::ProgressBar, words::PROCESSING_BAR)
        .await?;
    s.page.sees_within(30, "of 240 sheets").await?;
    s.shot("30-detail-running").await?;
    s.page.press(words::STOP_PROCESSING).await?;
    s.page.find(Role::Button, words::KEEP_PROCESSING).await?;
    s.shot("30-stop-dialog").await?;
    s.page.press(words::KEEP_PROCESSING).await?;
    s.api.sheets_per_second(500.0).await?;
    let partly = staff
        .upload(&files::bad("unreadable-image.zip")?, None)
        .await?;
    staff.reaches(&partly, "completed").await?;
    s.page.goto(&format!("/batches/{partly}")).await?;
    s.page.sees("Completed").await?;
    s.shot("31-detail-completed").await?;
    s.page.follow("Show the failed sheets").await?;
    s.page
        .table_becomes("3 sheets", "rows", |rows| rows.len() == 1)
        .await?;
    s.shot("32-detail-sheets").await?;
    let failed = staff.upload(&files::bad("no-cover.zip")?, None).await?;
    staff.reaches(&failed, "failed").await?;
    s.page.goto(&format!("/batches/{failed}")).await?;
    s.page.sees("This batch failed").await?;
    s.shot("33-detail-failed").await?;
    let all = s.api.sign_in(ADMIN).await?.batches().await?;
    let late = all
        .iter()
        .find(|b| b["status"] == "failed" && b["processed_count"] == 1_159)
        .and_then(|b| b["batch_uuid"].as_str())
        .unwrap_or_default()
        .to_owned();
    s.page.goto("/batches?view=attention").await?;
    s.page.sees("– Needs attention").await?;
    let open = format!("document.getElementById('batch-{late}').click(); return null");
    s.page.eval(&open).await?;
    s.page.find(Role::Button, starts("Recover ")).await?;
    s.shot("34-recoverable").await?;
    s.page.press(starts("Recover ")).await?;
    s.page.sees("counts as failed; scan it again").await?;
    s.shot("34-recover-dialog").await?;
    s.page.goto(&format!("/batches/{late}?sheets=all")).await?;
    s.page
        .table_becomes("1,000 of 1,160", "rows", |rows| rows.len() == 100)
        .await?;
    s.shot("35-many-sheets").await?;
    s.page.sign_out().await?;
    // An upload of this person is interrupted.
    s.page.find(Role::Button, words::SIGN_OUT_ANYWAY).await?;
    s.shot("36-sign-out-dialog").await?;
    s.page.press(words::SIGN_OUT_ANYWAY).await?;
    s.page.sign_in(SCANNER).await?;
    s.page.goto(&format!("/batches/{failed}")).await?;
    s.page.find(Role::Heading, words::NO_RIGHT).await?;
    s.shot("40-no-right").await
}

async fn dead_ends(s: &mut Studio) -> Step {
    for (name, path, heading) in [
        (
            "41-gone",
            "/batches/00000000-0000-4000-8000-000000000000",
            words::GONE,
        ),
        ("42-malformed", "/batches/00000000-0000", words::BAD_LINK),
        ("43-not-found", "/nowhere", words::NOT_FOUND),
    ] {
        s.page.goto(path).await?;
        s.page.find(Role::Heading, heading).await?;
        s.shot(name).await?;
    }
    // The same event with which the console says that it has stopped.
    s.page
        .eval("dispatchEvent(new Event('omr-panic')); return null")
        .await?;
    s.page.find(Role::Button, "Reload").await?;
    s.shot("44-stopped").await
}

/// Scenes on a server that knows nothing yet.
pub async fn without_data(s: &mut Studio) -> Step {
    s.page.sign_in(STAFF).await?;
    s.page.goto("/batches").await?;
    s.page.sees(words::NONE_YET).await?;
    s.shot("25-list-empty").await?;
    s.page.goto("/batches?status=failed").await?;
    s.page.sees(words::NONE_MATCH).await?;
    s.shot("26-list-no-match").await
}

/// A console whose settings cannot be used.
pub async fn without_settings(s: &mut Studio) -> Step {
    s.page.goto("/").await?;
    s.page.sees("The console is not set up correctly").await?;
    s.shot("45-settings").await
}

fn quick(s: &Studio, name: &str, sheets: usize) -> Step<std::path::PathBuf> {
    let folder = s.api.data().join("files");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(name);
    let bytes = if sheets > 100 { 8_000 } else { 700_000 };
    // A task of its own for each name: the server takes no task twice.
    let task = 14_900_000 + name.bytes().map(u32::from).sum::<u32>();
    std::fs::write(
        &path,
        samples::zips::quick(&task.to_string(), sheets, bytes)?,
    )?;
    Ok(path)
}
