//! States that a change of language closes, opened in Thai: dialogs, menus, marks, and what was typed or chosen.

use e2e::api::{ADMIN, STAFF};
use e2e::page::starts;
use e2e::server::workspace;
use e2e::{Bench, Failure, Role, Rule, Setup, Step, files, run};
use serde_json::json;
use thirtyfour::Key;

use super::look::{Look, passes};

/// A text of `lang/th.ftl`, up to the first place that is filled in.
fn thai(key: &str) -> Step<String> {
    let all = std::fs::read_to_string(workspace().join("lang/th.ftl"))?;
    let text = all
        .lines()
        .find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))
        .ok_or_else(|| Failure(format!("lang/th.ftl has no {key}")))?;
    Ok(text.split('{').next().unwrap_or_default().trim().to_owned())
}

async fn click(t: &Bench, selector: &str) -> Step {
    let script = "document.querySelector(arguments[0]).click()";
    t.page.script(script, vec![selector.into()]).await.map(drop)
}

/// Opens a page as an admin who reads Thai.
async fn open(t: &Bench, path: &str) -> Step {
    t.page.sign_in(ADMIN).await?;
    t.page.goto(path).await?;
    t.page.find(Role::Heading, starts("")).await?;
    t.page.speak("th").await
}

#[test]
fn axe_thai_dialogs_of_the_list() {
    run(Setup::default().seeded(30), async |t| {
        open(t, "/batches").await?;
        let list = thai("batches-title")?;
        let ready = async || {
            t.page
                .table_becomes(&list, "rows", |rows| rows.len() == 25)
                .await
                .map(drop)
        };
        ready().await?;
        click(t, "tbody button").await?;
        t.page
            .find(Role::TextBox, thai("delete-confirm")?.as_str())
            .await?;
        passes(&t.page, Look::ListDeleteDialog).await?;
        click(t, "dialog button[type=submit]").await?;
        t.page.sees(&thai("delete-no-match")?).await?;
        passes(&t.page, Look::ListDeleteWrong).await?;
        t.page.key(Key::Escape).await?;
        click(t, "button[popovertarget]").await?;
        t.page
            .find(Role::Button, thai("shell-sign-out")?.as_str())
            .await?;
        passes(&t.page, Look::ListUserMenu).await?;
        t.page.key(Key::Escape).await?;
        click(t, "details > summary").await?;
        passes(&t.page, Look::ListViewMenu).await?;
        click(t, "details > summary").await?;
        t.page
            .eval("[...document.querySelectorAll('tbody input')].slice(0, 3).forEach(i => i.click()); return null")
            .await?;
        t.page.sees(&thai("batches-selected")?).await?;
        passes(&t.page, Look::ListMarked).await?;
        let several = format!("{} 3", thai("batches-delete-selected")?);
        t.page.press(starts(&several)).await?;
        t.page
            .find(Role::TextBox, starts(&thai("delete-several-confirm")?))
            .await?;
        passes(&t.page, Look::ListSeveralDialog).await?;
        t.page.key(Key::Escape).await?;
        t.page.press(thai("export-export")?.as_str()).await?;
        t.page
            .find(Role::Button, thai("export-start")?.as_str())
            .await?;
        passes(&t.page, Look::ListExport).await?;
        t.page.key(Key::Escape).await?;
        t.api.end_sessions().await?;
        t.page.press(thai("batches-refresh")?.as_str()).await?;
        t.page.sees(&thai("login-again-text")?).await?;
        passes(&t.page, Look::ListSignInAgain).await?;
        click(t, "dialog button[type=submit]").await?;
        t.page.sees(&thai("login-enter-password")?).await?;
        passes(&t.page, Look::ListSignInAgainErrors).await
    });
}

#[test]
fn axe_thai_forms() {
    run(Setup::default(), async |t| {
        t.page.goto("/login").await?;
        t.page.find(Role::Heading, starts("")).await?;
        t.page.speak("th").await?;
        click(t, "button[type=submit]").await?;
        t.page.sees(&thai("login-enter-username")?).await?;
        passes(&t.page, Look::SignInErrors).await?;
        t.page
            .fill(&thai("login-username")?, STAFF.username)
            .await?;
        t.page
            .fill(&thai("login-password")?, STAFF.password)
            .await?;
        click(t, "button[type=submit]").await?;
        t.page.path_is("/upload").await?;
        t.page.find(Role::Radio, starts("")).await?;
        click(t, "input[value=zip_no_qr]").await?;
        t.page
            .give_files(&[
                files::archive(&samples::set::SMALL)?,
                files::bad("notes.txt")?,
            ])
            .await?;
        t.page.sees("notes.txt").await?;
        click(t, "form button[type=submit]").await?;
        t.page.sees(&thai("login-problem")?).await?;
        passes(&t.page, Look::UploadErrors).await
    });
}

#[test]
fn axe_thai_figures() {
    run(Setup::default().seeded(60), async |t| {
        open(t, "/analytics?period=all").await?;
        t.page.sees_within(60, &thai("analytics-hours")?).await?;
        t.page
            .eval("document.querySelectorAll('details').forEach(d => d.open = true); return null")
            .await?;
        passes(&t.page, Look::FiguresData).await?;
        t.page.reload().await?;
        t.page.sees_within(60, &thai("analytics-hours")?).await?;
        t.page.press(thai("export-export")?.as_str()).await?;
        t.page
            .find(Role::Button, thai("export-start")?.as_str())
            .await?;
        passes(&t.page, Look::FiguresExport).await?;
        t.api
            .fault(Rule::on("GET", "/api/auth/me").status(503))
            .await?;
        t.page.reload().await?;
        t.page.sees(&thai("login-server-trouble")?).await?;
        passes(&t.page, Look::Unreachable).await
    });
}

#[test]
fn axe_thai_questions_before_work_is_ended() {
    let setup = Setup::with(&["--sheets-per-second", "1"])
        .small_chunks()
        .config(json!({ "extensions": { "cancel": true } }));
    run(setup, async |t| {
        let running = t.quick_zip("running.zip", 200, 4_000)?;
        let batch = t.api.sign_in(STAFF).await?.upload(&running, None).await?;
        open(t, &format!("/batches/{batch}")).await?;
        t.page.press(thai("batch-cancel-open")?.as_str()).await?;
        t.page
            .find(Role::Button, thai("batch-cancel-keep")?.as_str())
            .await?;
        passes(&t.page, Look::BatchStopDialog).await?;
        t.page.key(Key::Escape).await?;
        let zips = ["a1.zip", "a2.zip"].map(|name| t.quick_zip(name, 4, 700_000));
        let zips = zips.into_iter().collect::<Step<Vec<_>>>()?;
        t.api.fault(Rule::on_chunks().throttle(100_000)).await?;
        t.page.goto("/upload").await?;
        t.page.find(Role::Radio, starts("")).await?;
        t.page.give_files(&zips).await?;
        t.page.sees("a2.zip").await?;
        click(t, "form button[type=submit]").await?;
        t.page.press(thai("queue-cancel-all")?.as_str()).await?;
        t.page
            .find(Role::Button, thai("queue-cancel-keep")?.as_str())
            .await?;
        passes(&t.page, Look::UploadCancelDialog).await?;
        t.page.key(Key::Escape).await
    });
}

#[test]
fn axe_thai_figures_on_their_way() {
    run(Setup::default().seeded(60), async |t| {
        open(t, "/help").await?;
        t.api
            .fault(Rule::on("GET", "/api/batches/").delay(60_000))
            .await?;
        t.page.goto("/analytics").await?;
        t.page
            .find_within(30, Role::ProgressBar, thai("analytics-bar")?.as_str())
            .await?;
        passes(&t.page, Look::FiguresLoading).await
    });
}

#[test]
fn a_dialog_that_is_open_changes_its_language_with_the_page() {
    run(Setup::default().seeded(3), async |t| {
        t.page.sign_in(ADMIN).await?;
        t.page.goto("/batches").await?;
        t.page
            .table_becomes("Batches", "rows", |rows| rows.len() == 3)
            .await?;
        let refused = Rule::on("DELETE", "/api/batches/").status(409);
        t.api.fault(refused).await?;
        // What was said of one, and of the first of several.
        click(t, "tbody button").await?;
        // The dialog's part of the program may still be on its way.
        e2e::wait::until("the dialog", async || {
            let there = t
                .page
                .eval("return document.querySelector('dialog .verbatim') !== null")
                .await?;
            Ok(if there == true {
                e2e::wait::Seen::Yes(())
            } else {
                e2e::wait::Seen::NotYet("none".to_owned())
            })
        })
        .await?;
        t.page
            .eval("const field = document.querySelector('dialog input'); field.value = document.querySelector('dialog .verbatim').textContent; field.dispatchEvent(new Event('input')); return null")
            .await?;
        click(t, "dialog button[type=submit]").await?;
        t.page.sees("The batch was not deleted").await?;
        t.page.speak("th").await?;
        t.page.sees(&thai("delete-failed")?).await?;
        t.page.sees(&thai("delete-refused")?).await?;
        t.page.key(Key::Escape).await?;
        t.page.speak("en").await?;
        t.page
            .eval("[...document.querySelectorAll('tbody input')].slice(0, 2).forEach(i => i.click()); return null")
            .await?;
        t.page.press(starts("Delete 2")).await?;
        t.page.fill("Type 2 to confirm", "2").await?;
        click(t, "dialog button[type=submit]").await?;
        t.page.sees("2 batches were not.").await?;
        t.page.speak("th").await?;
        t.page.sees(&thai("delete-failed")?).await?;
        t.page.sees(&thai("delete-refused")?).await
    });
}
