//! What the server tells of its work on a batch, and its first results (settings `extensions.stream` and `extensions.stats`):
//! shown where the deployment has them, needed nowhere.

use e2e::api::STAFF;
use e2e::wait::{Seen, never_within, until, until_within};
use e2e::{Bench, Role, Rule, Setup, Step, run, words};
use serde_json::json;

use crate::common::uploaded_twice;

fn with_extensions(flags: &[&str]) -> Setup {
    let extensions = json!({ "extensions": { "stream": true, "stats": true } });
    Setup::with(flags).config(extensions)
}

async fn streams(t: &Bench, batch: &str) -> Step<usize> {
    let path = format!("/api/batches/{batch}/stream");
    Ok(t.api.requests_to("GET", &path).await?.len())
}

async fn streams_become(t: &Bench, batch: &str, least: usize) -> Step {
    until_within(30, &format!("{least} streams"), async || {
        let begun = streams(t, batch).await?;
        Ok(if begun >= least {
            Seen::Yes(())
        } else {
            Seen::NotYet(begun.to_string())
        })
    })
    .await
}

#[test]
fn absent_settings_leave_no_trace_of_stream_and_results() {
    run(Setup::default(), async |t| {
        let staff = t.api.sign_in(STAFF).await?;
        let zip = t.quick_zip("plain.zip", 3, 8_000)?;
        let batch = staff.upload(&zip, None).await?;
        staff.reaches(&batch, "completed").await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page.sees("3 sheets read").await?;
        assert!(!t.page.has(Role::Heading, "First results").await?);
        for call in ["stream", "stats"] {
            let path = format!("/api/batches/{batch}/{call}");
            assert!(t.api.requests_to("GET", &path).await?.is_empty(), "{call}");
        }
        Ok(())
    });
}

#[test]
fn the_server_tells_what_it_does_and_counts_where_polling_stands_still() {
    // Results at the end: `/progress` stays at 0 until then.
    let setup = with_extensions(&["--sheets-per-second", "4", "--results", "end"]).production();
    run(setup, async |t| {
        let staff = t.api.sign_in(STAFF).await?;
        let zip = t.quick_zip("live.zip", 60, 4_000)?;
        let batch = staff.upload(&zip, None).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page
            .find(Role::Heading, "What the server is doing")
            .await?;
        t.page.sees("Unpacking").await?;
        let bar = until_within(20, "counts beyond those of polling", async || {
            let bar = t
                .page
                .find(Role::ProgressBar, words::PROCESSING_BAR)
                .await?;
            let value = bar.value.parse::<f64>().unwrap_or(0.0);
            Ok(if value > 5.0 {
                Seen::Yes(value)
            } else {
                Seen::NotYet(bar.value)
            })
        })
        .await?;
        assert!(bar < 100.0);
        assert_eq!(staff.detail(&batch).await?["processed_sheets"], 0);
        t.page
            .eval("document.querySelector('main section details > summary').click(); return null")
            .await?;
        t.page.sees("Extraction complete - ").await?;
        assert_eq!(streams(t, &batch).await?, 1, "one stream");
        // A page that nobody sees has none, and takes it up again.
        t.page.hide(true).await?;
        let before = streams(t, &batch).await?;
        never_within(4.0, "a stream of a hidden page", async || {
            Ok(streams(t, &batch).await? > before)
        })
        .await?;
        t.page.hide(false).await?;
        streams_become(t, &batch, before + 1).await?;
        t.api.sheets_per_second(100.0).await?;
        t.page.sees_within(30, "60 sheets read").await
    });
}

#[test]
fn a_stream_that_breaks_is_taken_up_again_and_polling_goes_on() {
    let setup = with_extensions(&["--sheets-per-second", "4", "--stream-seconds", "1"]);
    run(setup, async |t| {
        let staff = t.api.sign_in(STAFF).await?;
        let zip = t.quick_zip("broken.zip", 80, 4_000)?;
        let batch = staff.upload(&zip, None).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        streams_become(t, &batch, 3).await?;
        t.page.sees("Unpacking").await?;
        let stages = t
            .page
            .eval(
                "return [...document.querySelectorAll('section:has(#live-heading) .timeline strong')]
                 .map(e => e.textContent)",
            )
            .await?;
        let twice = stages.as_array().is_some_and(|stages| {
            let same = |word| stages.iter().filter(|stage| *stage == word).count();
            stages.iter().any(|stage| same(stage) > 1)
        });
        assert!(!twice, "nothing is told twice: {stages}");
        // Refused for a while: the page does not suffer.
        t.api
            .fault(Rule::on("GET", &format!("/api/batches/{batch}/stream")).status(503))
            .await?;
        t.api.sheets_per_second(100.0).await?;
        t.page.sees_within(40, "80 sheets read").await?;
        t.page.sees_no("could not be updated").await
    });
}

#[test]
fn tasks_that_the_server_left_out_are_named_and_stay() {
    run(with_extensions(&[]), async |t| {
        let (first, second) = uploaded_twice(t).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{second}")).await?;
        t.page.sees("1 task was left out").await?;
        let task = t
            .page
            .eval("return document.querySelector('[role=status] .verbatim').textContent")
            .await?;
        let task = task.as_str().unwrap_or_default().to_owned();
        assert!(
            task.len() == 8 && task.bytes().all(|b| b.is_ascii_digit()),
            "{task}"
        );
        t.page.axe("a task that was left out").await?;
        // Also for who comes later.
        t.page.reload().await?;
        t.page.sees("1 task was left out").await?;
        t.page.sees(&task).await?;
        t.page.goto(&format!("/batches/{first}")).await?;
        t.page.sees("First results").await?;
        t.page.sees_no("was left out").await
    });
}

#[test]
fn first_results_leave_out_a_number_that_is_missing() {
    run(with_extensions(&[]), async |t| {
        let staff = t.api.sign_in(STAFF).await?;
        let zip = t.quick_zip("results.zip", 4, 8_000)?;
        let batch = staff.upload(&zip, None).await?;
        staff.reaches(&batch, "completed").await?;
        let path = format!("/api/batches/{batch}/stats");
        let some = json!({ "registered_total": 50, "sheets_total": 40, "error_total": 3, "err_student_id_total": 3,
            "err_center_code_total": null, "err_class_level_total": 0 });
        t.api
            .fault(Rule::on("GET", &path).status(200).body(some))
            .await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page.find(Role::Heading, "First results").await?;
        for text in ["80.0", "7.5", "Student number"] {
            t.page.sees(text).await?;
        }
        t.page.sees_no("Centre code").await?;
        t.page.sees_no("Absent").await?;
        t.page.axe("first results").await?;
        // Not to be had: said, with another try.
        t.api.no_faults().await?;
        t.api.fault(Rule::on("GET", &path).status(500)).await?;
        t.page.reload().await?;
        t.page.sees("The first results could not be loaded").await?;
        t.api.no_faults().await?;
        t.page.press(words::TRY_AGAIN).await?;
        t.page.sees("Registered").await?;
        until("all of the server's figures", async || {
            let text = t.page.text().await?;
            Ok(if text.contains("Absent") {
                Seen::Yes(())
            } else {
                Seen::NotYet(text)
            })
        })
        .await
    });
}
