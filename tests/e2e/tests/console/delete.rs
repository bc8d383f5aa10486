//! Deleting a batch: only admins, only after typing its name, once, and never claimed without knowing.

use e2e::api::{ADMIN, STAFF};
use e2e::page::starts;
use e2e::wait::{Seen, until};
use e2e::{Bench, Page, Role, Rule, Setup, Step, run, words};
use serde_json::json;
use thirtyfour::Key;

use super::look::{Look, passes};

async fn a_batch(t: &Bench, name: &str) -> Step<String> {
    let zip = t.quick_zip(name, 2, 8_000)?;
    let staff = t.api.sign_in(STAFF).await?;
    let batch = staff.upload(&zip, None).await?;
    staff.reaches(&batch, "completed").await?;
    Ok(batch)
}

/// Waits for the dialog, whichever of the two roles it has.
async fn dialog(page: &Page, name: &str) -> Step {
    until(&format!("the dialog of {name}"), async || {
        let title = format!("Delete batch {name}");
        let open = page.has(Role::AlertDialog, title.as_str()).await?
            || page.has(Role::Dialog, title.as_str()).await?;
        Ok(if open {
            Seen::Yes(())
        } else {
            Seen::NotYet("none".to_owned())
        })
    })
    .await
}

async fn no_dialog(page: &Page) -> Step {
    until("the dialog to be closed", async || {
        let open =
            page.nodes(Role::AlertDialog).await?.len() + page.nodes(Role::Dialog).await?.len();
        Ok(if open == 0 {
            Seen::Yes(())
        } else {
            Seen::NotYet("it is open".to_owned())
        })
    })
    .await
}

/// Opens the list as an admin and the dialog of the batch.
async fn open_from_list(t: &Bench, name: &str) -> Step {
    t.page.sign_in(ADMIN).await?;
    t.page.goto("/batches").await?;
    t.page
        .press(format!("Delete batch {name}").as_str())
        .await?;
    dialog(&t.page, name).await
}

#[test]
fn an_admin_deletes_a_batch_by_typing_its_name() {
    run(Setup::default(), async |t| {
        let batch = a_batch(t, "doomed.zip").await?;
        let kept = a_batch(t, "kept.zip").await?;
        open_from_list(t, "doomed.zip").await?;
        t.page.sees("its 2 sheets").await?;
        t.page.sees("cannot be undone").await?;
        let button = t.page.find(Role::Button, words::DELETE_BATCH).await?;
        assert_eq!(button.state("disabled"), "true", "before the name is typed");
        t.page.fill(words::CONFIRM_NAME, "doomed").await?;
        t.page.key(Key::Enter).await?;
        assert_eq!(
            t.api.sign_in(ADMIN).await?.look(&batch).await?,
            200,
            "a wrong name deletes nothing"
        );
        t.page.fill(words::CONFIRM_NAME, "doomed.zip").await?;
        t.page.press(words::DELETE_BATCH).await?;
        t.page.sees("Batch doomed.zip was deleted").await?;
        t.page.path_is("/batches").await?;
        t.page
            .table_becomes(words::BATCHES, "one row", |rows| {
                rows.len() == 1 && rows[0][1].contains("kept.zip")
            })
            .await?;
        assert_ne!(t.page.focused().await?, "", "the focus is not lost (UX-36)");
        passes(&t.page, Look::ListDeleted).await?;
        let admin = t.api.sign_in(ADMIN).await?;
        assert_eq!(
            (admin.look(&batch).await?, admin.look(&kept).await?),
            (404, 200)
        );
        Ok(())
    });
}

#[test]
fn staff_have_no_way_to_delete() {
    run(Setup::default(), async |t| {
        let batch = a_batch(t, "safe.zip").await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        t.page.sees("safe.zip").await?;
        assert!(
            !t.page
                .has(Role::Button, starts(words::DELETE_BATCH))
                .await?
        );
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page.find(Role::Button, words::COPY_LINK).await?;
        assert!(
            !t.page
                .has(Role::Button, starts(words::DELETE_BATCH))
                .await?
        );
        assert_eq!(t.api.sign_in(STAFF).await?.delete(&batch).await?, 403);
        Ok(())
    });
}

#[test]
fn a_double_click_deletes_once() {
    run(Setup::default(), async |t| {
        a_batch(t, "double.zip").await?;
        t.api
            .fault(Rule::on("DELETE", "/api/batches/").delay(1_500))
            .await?;
        open_from_list(t, "double.zip").await?;
        t.page.fill(words::CONFIRM_NAME, "double.zip").await?;
        let button = t.page.get(Role::Button, words::DELETE_BATCH).await?;
        t.page.double_click(&button).await?;
        t.page.sees("Batch double.zip was deleted").await?;
        assert_eq!(
            t.api.requests_to("DELETE", "/api/batches/*").await?.len(),
            1
        );
        Ok(())
    });
}

#[test]
fn f14_a_role_taken_away_is_explained_in_the_dialog() {
    run(Setup::default(), async |t| {
        let batch = a_batch(t, "forbidden.zip").await?;
        let body = json!({"error":"HTTPException","message":"Only administrators can delete batches","status_code":403,"path":"/"});
        t.api
            .fault(Rule::on("DELETE", "/api/batches/").status(403).body(body))
            .await?;
        open_from_list(t, "forbidden.zip").await?;
        t.page.fill(words::CONFIRM_NAME, "forbidden.zip").await?;
        t.page.press(words::DELETE_BATCH).await?;
        t.page
            .sees("Only administrators can delete batches")
            .await?;
        dialog(&t.page, "forbidden.zip").await?;
        t.page.path_is("/batches").await?;
        assert_eq!(t.api.sign_in(ADMIN).await?.look(&batch).await?, 200);
        Ok(())
    });
}

#[test]
fn f47_a_batch_that_is_gone_already_counts_as_deleted() {
    run(Setup::default(), async |t| {
        let batch = a_batch(t, "gone.zip").await?;
        open_from_list(t, "gone.zip").await?;
        t.api.sign_in(ADMIN).await?.delete(&batch).await?;
        t.page.fill(words::CONFIRM_NAME, "gone.zip").await?;
        t.page.press(words::DELETE_BATCH).await?;
        t.page
            .sees("Batch gone.zip had already been deleted")
            .await?;
        t.page.sees_no("Open batch").await
    });
}

#[test]
fn f47_a_lost_answer_is_looked_up_before_anything_is_claimed() {
    run(Setup::default(), async |t| {
        // Done, but the answer is lost.
        a_batch(t, "lost.zip").await?;
        t.api
            .fault(Rule::on("DELETE", "/api/batches/").times(1).cut_after())
            .await?;
        open_from_list(t, "lost.zip").await?;
        t.page.fill(words::CONFIRM_NAME, "lost.zip").await?;
        t.page.press(words::DELETE_BATCH).await?;
        t.page
            .sees_one_of(
                30,
                &[
                    "Batch lost.zip was deleted",
                    "Batch lost.zip had already been deleted",
                ],
            )
            .await?;
        no_dialog(&t.page).await?;
        // Not done, and no answer.
        let batch = a_batch(t, "alive.zip").await?;
        t.api.no_faults().await?;
        t.api
            .fault(Rule::on("DELETE", "/api/batches/").times(1).cut_before(0))
            .await?;
        t.page.goto("/batches").await?;
        t.page.press("Delete batch alive.zip").await?;
        dialog(&t.page, "alive.zip").await?;
        t.page.fill(words::CONFIRM_NAME, "alive.zip").await?;
        t.page.press(words::DELETE_BATCH).await?;
        t.page
            .sees_one_of(
                30,
                &["The batch is still there", "Batch alive.zip was deleted"],
            )
            .await?;
        let there = t.api.sign_in(ADMIN).await?.look(&batch).await? == 200;
        let claimed = t.page.text().await?.contains("was deleted");
        assert_ne!(there, claimed, "what the page says is what the server has");
        Ok(())
    });
}

#[test]
fn deleting_from_the_detail_page_leads_to_the_list() {
    run(Setup::default(), async |t| {
        let batch = a_batch(t, "detail.zip").await?;
        t.page.sign_in(ADMIN).await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page.press(words::DELETE_BATCH).await?;
        dialog(&t.page, "detail.zip").await?;
        t.page.fill(words::CONFIRM_NAME, "detail.zip").await?;
        t.page.press(words::DELETE_BATCH).await?;
        t.page.path_is("/batches").await?;
        t.page.sees("Batch detail.zip was deleted").await?;
        Ok(())
    });
}
