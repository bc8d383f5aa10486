//! What some deployments can do with a batch: stop it, and recover the results of a failed one. Nothing is claimed that the
//! server has not said, and where the settings do not name them there is no trace of them.

use e2e::api::{ADMIN, STAFF};
use e2e::page::starts;
use e2e::wait::{Seen, until_within};
use e2e::{Bench, Role, Rule, Setup, Step, run, words};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::look::{Look, passes};

fn with_extensions() -> Setup {
    let extensions = json!({ "extensions": { "cancel": true, "recover": true } });
    Setup::with(&["--sheets-per-second", "4"]).config(extensions)
}

/// A batch of 200 small sheets of which some are read, open in the page.
async fn running(t: &Bench) -> Step<String> {
    let zip = t.quick_zip("running.zip", 200, 4_000)?;
    let staff = t.api.sign_in(STAFF).await?;
    let batch = staff.upload(&zip, None).await?;
    until_within(30, "some sheets to be read", async || {
        let detail = staff.detail(&batch).await?;
        Ok(if detail["processed_sheets"].as_u64() > Some(3) {
            Seen::Yes(())
        } else {
            Seen::NotYet(detail["status"].to_string())
        })
    })
    .await?;
    t.page.sign_in(STAFF).await?;
    t.page.goto(&format!("/batches/{batch}")).await?;
    t.page
        .find(Role::ProgressBar, words::PROCESSING_BAR)
        .await?;
    Ok(batch)
}

async fn status(t: &Bench, batch: &str) -> Step<Value> {
    Ok(t.api.sign_in(ADMIN).await?.detail(batch).await?["status"].clone())
}

async fn stop(t: &Bench) -> Step {
    t.page.press(words::STOP_PROCESSING).await?;
    t.page
        .find(Role::AlertDialog, "Stop processing running.zip")
        .await?;
    assert_eq!(
        t.page.focused().await?,
        words::KEEP_PROCESSING,
        "the focus is not on what does harm"
    );
    t.page
        .eval("document.querySelector('dialog [type=submit]').click(); return null")
        .await
        .map(drop)
}

#[test]
fn absent_settings_leave_no_trace() {
    run(Setup::with(&["--sheets-per-second", "4"]), async |t| {
        let batch = running(t).await?;
        t.page.find(Role::Button, words::COPY_LINK).await?;
        assert!(!t.page.has(Role::Button, words::STOP_PROCESSING).await?);
        t.api.sign_in(STAFF).await?.act(&batch, "cancel").await?;
        t.page.sees_within(20, "This batch failed").await?;
        assert!(!t.page.has(Role::Button, starts("Recover")).await?);
        let asked = t.api.requests().await?;
        assert!(
            asked.iter().all(|r| r["path"]
                .as_str()
                .is_none_or(|p| !p.ends_with("/recoverable"))),
            "the console asks for nothing that the deployment may not have"
        );
        Ok(())
    });
}

#[test]
fn a_running_batch_is_stopped_after_a_question_and_its_results_recovered() {
    run(with_extensions(), async |t| {
        let batch = running(t).await?;
        t.page.press(words::STOP_PROCESSING).await?;
        t.page.sees("the batch counts as failed").await?;
        t.page.sees("can be recovered afterwards").await?;
        passes(&t.page, Look::BatchStopDialog).await?;
        t.page.key(Key::Escape).await?;
        t.page
            .has_no(Role::AlertDialog, "Stop processing running.zip")
            .await?;
        assert_eq!(t.page.focused().await?, words::STOP_PROCESSING);
        assert_eq!(
            status(t, &batch).await?,
            "processing",
            "nothing was done yet"
        );
        stop(t).await?;
        t.page.sees("This batch failed").await?;
        t.page.sees("Someone stopped the processing").await?;
        assert_eq!(status(t, &batch).await?, "failed");
        let offer = t.page.find(Role::Button, starts("Recover ")).await?;
        assert!(offer.name.ends_with(" of 200 sheets"), "{}", offer.name);
        passes(&t.page, Look::BatchToRecover).await?;
        t.page.press(starts("Recover ")).await?;
        t.page.find(Role::AlertDialog, offer.name.as_str()).await?;
        t.page.sees("count as failed; scan them again").await?;
        t.page
            .eval("document.querySelector('dialog [type=submit]').click(); return null")
            .await?;
        t.page.sees("could not be read").await?;
        t.page.has_no(Role::Button, starts("Recover ")).await?;
        assert_eq!(status(t, &batch).await?, "completed");
        assert_ne!(t.page.focused().await?, "", "the focus is not lost");
        Ok(())
    });
}

#[test]
fn f47_a_lost_answer_to_stop_is_looked_up() {
    run(with_extensions(), async |t| {
        // Not done, and no answer.
        let batch = running(t).await?;
        t.api
            .fault(Rule::on("POST", &format!("/api/batches/{batch}/cancel")).cut_before(0))
            .await?;
        stop(t).await?;
        t.page.sees("The processing was not stopped").await?;
        t.page.sees("The batch is still being processed").await?;
        assert_eq!(status(t, &batch).await?, "processing");
        // Done, but the answer is lost.
        t.api.no_faults().await?;
        t.api
            .fault(Rule::on("POST", &format!("/api/batches/{batch}/cancel")).cut_after())
            .await?;
        t.page
            .eval("document.querySelector('dialog [type=submit]').click(); return null")
            .await?;
        t.page.sees("This batch failed").await?;
        assert_eq!(status(t, &batch).await?, "failed");
        t.page
            .has_no(Role::AlertDialog, "Stop processing running.zip")
            .await
    });
}

#[test]
fn f15_a_success_that_says_no_is_a_no() {
    run(with_extensions(), async |t| {
        let batch = running(t).await?;
        let no = json!({ "success": false, "message": "The batch is locked by a nightly job" });
        t.api
            .fault(
                Rule::on("POST", &format!("/api/batches/{batch}/cancel"))
                    .status(200)
                    .body(no),
            )
            .await?;
        stop(t).await?;
        t.page.sees("The processing was not stopped").await?;
        t.page.sees("locked by a nightly job").await?;
        t.page.axe("a refusal in the dialog").await?;
        assert_eq!(status(t, &batch).await?, "processing");
        Ok(())
    });
}

#[test]
fn f15_a_deletion_that_says_no_is_a_no_and_one_without_a_body_is_a_yes() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("stubborn.zip", 2, 8_000)?;
        let staff = t.api.sign_in(STAFF).await?;
        let batch = staff.upload(&zip, None).await?;
        staff.reaches(&batch, "completed").await?;
        let no = json!({ "success": false, "message": "The batch is locked" });
        t.api
            .fault(
                Rule::on("DELETE", "/api/batches/")
                    .times(1)
                    .status(200)
                    .body(no),
            )
            .await?;
        t.page.sign_in(ADMIN).await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page.press(words::DELETE_BATCH).await?;
        t.page.fill(words::CONFIRM_NAME, "stubborn.zip").await?;
        t.page.key(Key::Enter).await?;
        t.page.sees("The batch was not deleted").await?;
        t.page.sees("The batch is locked").await?;
        assert_eq!(t.api.sign_in(ADMIN).await?.look(&batch).await?, 200);
        t.page.key(Key::Enter).await?;
        t.page.sees("Batch stubborn.zip was deleted").await
    });
}

#[test]
fn an_offer_that_cannot_be_asked_for_is_said() {
    run(with_extensions(), async |t| {
        let batch = running(t).await?;
        t.api.sign_in(STAFF).await?.act(&batch, "cancel").await?;
        t.api
            .fault(Rule::on("GET", &format!("/api/batches/{batch}/recoverable")).status(500))
            .await?;
        t.page
            .sees_within(20, "could not be asked whether results")
            .await?;
        t.api.no_faults().await?;
        t.page.press(words::TRY_AGAIN).await?;
        t.page.find(Role::Button, starts("Recover ")).await?;
        Ok(())
    });
}
