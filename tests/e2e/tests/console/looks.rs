//! Brings the pages into their states and looks at them: see `look` for the table and what is checked.

use e2e::api::{ADMIN, SCANNER, STAFF};
use e2e::{Role, Rule, Setup, files, run, words};

use super::look::{Look, passes};

#[test]
fn axe_sign_in() {
    run(Setup::default(), async |t| {
        t.page.goto("/login").await?;
        t.page.find(Role::Button, words::SIGN_IN).await?;
        passes(&t.page, Look::SignIn).await?;
        t.page.press(words::SIGN_IN).await?;
        t.page.sees(words::PROBLEM).await?;
        passes(&t.page, Look::SignInErrors).await
    });
}

#[test]
fn axe_upload_form() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page.find(Role::Button, words::CHOOSE_FILES).await?;
        passes(&t.page, Look::UploadEmpty).await?;
        t.page
            .prepare(
                words::WITHOUT_QR,
                Some("12"),
                &[
                    files::archive(&samples::set::SMALL)?,
                    files::bad("notes.txt")?,
                ],
            )
            .await?;
        t.page.sees("must be a ZIP").await?;
        t.page.send().await?;
        t.page.sees(words::PROBLEM).await?;
        passes(&t.page, Look::UploadErrors).await
    });
}

#[test]
fn axe_uploads() {
    run(
        Setup::with(&["--sheets-per-second", "1"]).small_chunks(),
        async |t| {
            let zip = t.quick_zip("axe.zip", 8, 700_000)?;
            t.page.sign_in(STAFF).await?;
            t.api.fault(Rule::on_chunks().throttle(100_000)).await?;
            t.page.upload_zip(&zip).await?;
            t.page.uploaded_at_least("axe.zip", 3.0).await?;
            passes(&t.page, Look::UploadSending).await?;
            t.page.press(e2e::page::starts(words::PAUSE)).await?;
            t.page
                .find(Role::Button, e2e::page::starts(words::RESUME))
                .await?;
            passes(&t.page, Look::UploadPaused).await?;
            t.api.no_faults().await?;
            t.api.fault(Rule::on_chunks().status(400)).await?;
            t.page.press(e2e::page::starts(words::RESUME)).await?;
            t.page
                .find(Role::Button, e2e::page::starts(words::RETRY))
                .await?;
            passes(&t.page, Look::UploadFailed).await?;
            t.api.no_faults().await?;
            t.page.press(e2e::page::starts(words::RETRY)).await?;
            t.page
                .find_within(30, Role::ProgressBar, words::PROCESSING_BAR)
                .await?;
            passes(&t.page, Look::UploadProcessing).await?;
            t.api.sheets_per_second(100.0).await?;
            t.page.sees_completed(30).await?;
            passes(&t.page, Look::UploadCompleted).await
        },
    );
}

#[test]
fn axe_list() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/batches").await?;
        t.page
            .table_becomes(words::BATCHES, "rows", |rows| rows.len() == 25)
            .await?;
        passes(&t.page, Look::ListData).await?;
        t.page
            .eval("document.querySelector('tbody button').click(); return null")
            .await?;
        t.page.find(Role::TextBox, words::CONFIRM_NAME).await?;
        passes(&t.page, Look::ListDeleteDialog).await
    });
}

#[test]
fn axe_empty_lists() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        t.page.sees(words::NONE_YET).await?;
        passes(&t.page, Look::ListEmpty).await?;
        t.page.goto("/batches?status=failed").await?;
        t.page.sees(words::NONE_MATCH).await?;
        passes(&t.page, Look::ListNoMatch).await?;
        t.api
            .fault(Rule::on("GET", "/api/*batches/").status(500))
            .await?;
        t.page.reload().await?;
        t.page.sees(words::CANNOT_LOAD).await?;
        passes(&t.page, Look::ListError).await
    });
}

#[test]
fn axe_detail() {
    run(Setup::with(&["--sheets-per-second", "1"]), async |t| {
        let staff = t.api.sign_in(STAFF).await?;
        let running = staff
            .upload(&t.quick_zip("running.zip", 40, 8_000)?, None)
            .await?;
        let failed = staff.upload(&files::bad("no-cover.zip")?, None).await?;
        t.page.sign_in(ADMIN).await?;
        t.page.goto(&format!("/batches/{running}")).await?;
        t.page
            .find(Role::ProgressBar, words::PROCESSING_BAR)
            .await?;
        passes(&t.page, Look::BatchRunning).await?;
        t.api.sheets_per_second(200.0).await?;
        t.page.sees_within(60, "Completed").await?;
        t.page.press(words::SHOW_SHEETS).await?;
        t.page
            .table_becomes("40 sheets", "rows", |rows| rows.len() == 40)
            .await?;
        passes(&t.page, Look::BatchSheets).await?;
        staff.reaches(&failed, "failed").await?;
        t.page.goto(&format!("/batches/{failed}")).await?;
        t.page.sees("This batch failed").await?;
        passes(&t.page, Look::BatchFailed).await
    });
}

#[test]
fn axe_dead_ends() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("private.zip", 1, 8_000)?;
        let batch = t.api.sign_in(STAFF).await?.upload(&zip, None).await?;
        t.page.sign_in(SCANNER).await?;
        let batch = format!("/batches/{batch}");
        for (path, heading, look) in [
            (batch.as_str(), words::NO_RIGHT, Look::BatchNoRight),
            (
                "/batches/00000000-0000-4000-8000-000000000000",
                words::GONE,
                Look::BatchGone,
            ),
            (
                "/batches/00000000-0000",
                words::BAD_LINK,
                Look::BatchBadLink,
            ),
            ("/nowhere", words::NOT_FOUND, Look::NotFound),
        ] {
            t.page.goto(path).await?;
            t.page.find(Role::Heading, heading).await?;
            passes(&t.page, look).await?;
        }
        Ok(())
    });
}

#[test]
fn axe_waiting_pages() {
    run(Setup::default().seeded(10), async |t| {
        let batch = t.api.sign_in(ADMIN).await?.batches().await?[0]["batch_uuid"].clone();
        let batch = batch.as_str().unwrap_or_default().to_owned();
        t.page.sign_in(ADMIN).await?;
        t.api
            .fault(Rule::on("GET", "/api/*batches/").delay(60_000))
            .await?;
        t.page.goto("/batches").await?;
        t.page.find(Role::Heading, words::BATCHES).await?;
        passes(&t.page, Look::ListLoading).await?;
        t.api.no_faults().await?;
        t.api
            .fault(Rule::on("GET", "/api/*batches/*/status").delay(60_000))
            .await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page
            .eval("return new Promise(done => setTimeout(done, 1_200))")
            .await?;
        passes(&t.page, Look::BatchLoading).await?;
        t.api.no_faults().await?;
        t.api
            .fault(Rule::on("GET", "/api/*batches/*").status(500))
            .await?;
        t.page.reload().await?;
        t.page.sees("could not be loaded").await?;
        passes(&t.page, Look::BatchError).await?;
        t.api.no_faults().await?;
        t.api
            .fault(Rule::on("GET", "/api/auth/me").status(503))
            .await?;
        t.page.reload().await?;
        t.page.sees("The server has trouble at the moment").await?;
        passes(&t.page, Look::Unreachable).await
    });
}

#[test]
fn axe_dialogs_menus_and_banners() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("Menu.zip", 1, 8_000)?;
        t.api.sign_in(STAFF).await?.upload(&zip, None).await?;
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/batches").await?;
        t.page.sees("Menu.zip").await?;
        t.page.press(e2e::page::starts(words::USER_MENU)).await?;
        t.page.find(Role::Button, words::SIGN_OUT).await?;
        passes(&t.page, Look::ListUserMenu).await?;
        t.page.key(thirtyfour::Key::Escape).await?;
        t.page
            .eval("dispatchEvent(new Event('offline')); return null")
            .await?;
        t.page.sees("You are offline").await?;
        passes(&t.page, Look::ListOffline).await?;
        t.page
            .eval("dispatchEvent(new Event('online')); return null")
            .await?;
        t.api
            .fault(Rule::on("DELETE", "/api/*batches/*").status(403))
            .await?;
        t.page.press("Delete batch Menu.zip").await?;
        t.page.fill(words::CONFIRM_NAME, "wrong").await?;
        t.page.key(thirtyfour::Key::Enter).await?;
        t.page.sees("This is not the batch name").await?;
        passes(&t.page, Look::ListDeleteWrong).await?;
        t.page.fill(words::CONFIRM_NAME, "Menu.zip").await?;
        t.page.press(words::DELETE_BATCH).await?;
        t.page.sees("was not deleted").await?;
        passes(&t.page, Look::ListDeleteRefused).await?;
        t.page.press("Close").await?;
        t.api.end_sessions().await?;
        t.page.press("Refresh").await?;
        t.page.find(Role::TextBox, words::PASSWORD).await?;
        passes(&t.page, Look::ListSignInAgain).await?;
        t.page.press(words::SIGN_IN).await?;
        t.page.sees(words::PROBLEM).await?;
        passes(&t.page, Look::ListSignInAgainErrors).await
    });
}

#[test]
fn axe_queue() {
    run(Setup::default().small_chunks(), async |t| {
        let first = t.quick_zip("First.zip", 8, 700_000)?;
        let second = t.quick_zip("Second.zip", 2, 8_000)?;
        let third = t.quick_zip("Third.zip", 2, 8_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunks().throttle(200_000)).await?;
        t.page
            .prepare(words::WITH_QR, None, &[first, second, third])
            .await?;
        t.page.sees("3 files").await?;
        passes(&t.page, Look::UploadChosen).await?;
        t.page.send().await?;
        t.page.uploaded_at_least("First.zip", 5.0).await?;
        passes(&t.page, Look::UploadQueue).await?;
        t.page.press("Pause all").await?;
        t.page.find(Role::Button, "Resume all").await?;
        passes(&t.page, Look::UploadAllPaused).await?;
        t.page.reload().await?;
        t.page.sees(words::INTERRUPTED).await?;
        passes(&t.page, Look::UploadInterrupted).await?;
        t.page.prepare(words::IMAGES, Some("14900113"), &[]).await?;
        passes(&t.page, Look::UploadImages).await
    });
}

#[test]
fn axe_confirming() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("Confirming.zip", 4, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_final_chunk().delay(60_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_within(30, "Confirming").await?;
        t.page
            .sees("The server is putting the batch together")
            .await?;
        passes(&t.page, Look::UploadConfirming).await
    });
}

#[test]
fn axe_recovery_screen() {
    run(Setup::default(), async |t| {
        t.allowed.panic = true;
        t.page.sign_in(STAFF).await?;
        // The event does not stop the program: its page must not come after the screen.
        t.page.find(Role::Button, words::CHOOSE_FILES).await?;
        t.page
            .eval("dispatchEvent(new Event('omr-panic')); return null")
            .await?;
        t.page.find(Role::Button, "Reload").await?;
        passes(&t.page, Look::Recovery).await
    });
}

#[test]
fn axe_settings_that_cannot_be_used() {
    let broken = Setup::default().config(serde_json::json!({ "chunk_bytes": "large" }));
    run(broken, async |t| {
        t.page.goto("/").await?;
        t.page.sees("The console is not set up correctly").await?;
        passes(&t.page, Look::Settings).await
    });
}
