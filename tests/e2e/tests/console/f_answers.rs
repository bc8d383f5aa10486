//! Hostile and odd answers (F-39 to F-41, F-50): the page shows what it can, never more than that, and runs nothing.

use e2e::api::STAFF;
use e2e::wait::{Seen, until};
use e2e::{Bench, Role, Rule, Setup, Step, run, words};
use serde_json::{Value, json};

const CORPUS: [&str; 6] = [
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(2)>",
    "<script>alert(3)</script>",
    "javascript:alert(4)",
    "{{constructor.constructor('alert(5)')()}}",
    "\u{202e}gpj.exe\u{200b}'\"--><style>*{display:none}</style>",
];

async fn list_answers(t: &Bench, rows: &[Value], total: &Value) -> Step {
    let body = json!({ "total": total, "limit": 25, "offset": 0, "batches": rows });
    t.api.no_faults().await?;
    t.api
        .fault(Rule::on("GET", "/api/*batches/").status(200).body(body))
        .await
}

fn uuid(n: usize) -> String {
    format!("00000000-0000-4000-8000-{n:012}")
}

#[test]
fn f39_odd_rows_are_shown_as_far_as_they_can_be_read() {
    run(Setup::default(), async |t| {
        let long = "n".repeat(2_000_000);
        let rows = [
            json!({ "batch_uuid": uuid(1), "batch_name": "odd.zip", "status": "archived", "upload_type": 7,
                "sheet_count": "51", "file_size_bytes": -3, "created_at": "yesterday", "extra": { "x": [] } }),
            json!({ "batch_uuid": uuid(2), "batch_id": 9_007_199_254_740_993_u64, "batch_name": null, "status": null,
                "sheet_count": null, "processed_count": 9, "failed_count": "many" }),
            json!({ "batch_uuid": uuid(3), "batch_name": "over.zip", "status": "processing", "sheet_count": 5,
                "processed_count": 9, "failed_count": -1, "notes": long }),
            json!(null),
            json!({ "batch_name": "no id" }),
        ];
        list_answers(t, &rows, &json!("5")).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        let shown = t
            .page
            .table_becomes(words::BATCHES, "three rows", |rows| rows.len() == 3)
            .await?;
        assert!(
            shown[0]
                .iter()
                .any(|cell| cell.contains("Unknown (archived)")),
            "{shown:?}"
        );
        assert!(
            shown[1].iter().any(|cell| cell == "Batch without a name"),
            "{shown:?}"
        );
        t.page.sees("2 rows of this page could not be read").await?;
        let bar = t
            .page
            .find(Role::ProgressBar, "Processing of over.zip")
            .await?;
        let bounds = t
            .page
            .eval("const p = document.querySelector('tbody progress'); return [p.value, p.max]")
            .await?;
        assert_eq!(bounds, json!([5, 5]), "{bar:?}");
        t.page.axe("a list of odd rows").await
    });
}

#[test]
fn f39_an_odd_detail_is_shown_as_far_as_it_can_be_read() {
    run(Setup::default(), async |t| {
        let id = uuid(1);
        let body = json!({ "status": "completed", "total_sheets": "3", "processed_sheets": 1e300, "failed_sheets": -2,
            "created_at": 7, "processing_started_at": "2025-02-31T99:00:00", "error_message": {}, "sheets": [
                null, 7, { "status": "melted", "sheet_number": -1, "processing_time_ms": "soon", "error_message": [] },
                { "sheet_number": "2", "status": "failed", "error_message": "x".repeat(100_000) }] });
        t.api
            .fault(
                Rule::on("GET", &format!("/api/batches/{id}/status"))
                    .status(200)
                    .body(body),
            )
            .await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{id}?sheets=all")).await?;
        t.page.sees("3 sheets").await?;
        t.page.sees("Unknown (melted)").await?;
        t.page.sees("No number").await?;
        let wide = t
            .page
            .eval("return document.documentElement.scrollWidth <= innerWidth")
            .await?;
        assert_eq!(wide, true, "a long word widens nothing");
        t.page.axe("an odd detail").await
    });
}

#[test]
fn f40_an_answer_that_predates_a_deletion_brings_nothing_back() {
    run(Setup::default(), async |t| {
        let staff = t.api.sign_in(STAFF).await?;
        let mut names = vec![];
        for name in ["stays.zip", "goes.zip"] {
            let zip = t.quick_zip(name, 1, 8_000)?;
            let id = staff.upload(&zip, None).await?;
            staff.reaches(&id, "completed").await?;
            names.push(name);
        }
        // The server goes on answering with the list of before, as a cache would.
        let before = staff.batches().await?;
        t.page.sign_in(e2e::api::ADMIN).await?;
        t.page.goto("/batches").await?;
        t.page.sees("goes.zip").await?;
        list_answers(t, &before, &json!(2)).await?;
        t.page.press("Delete batch goes.zip").await?;
        t.page.fill(words::CONFIRM_NAME, "goes.zip").await?;
        t.page.press(words::DELETE_BATCH).await?;
        t.page.sees("Batch goes.zip was deleted").await?;
        t.page.press(words::REFRESH).await?;
        t.page
            .table_becomes(words::BATCHES, "one row", |rows| {
                rows.len() == 1 && rows[0][1] == "stays.zip"
            })
            .await?;
        let row = "return [...document.querySelectorAll('tbody tr')].some(r => r.textContent.includes('goes.zip'))";
        e2e::wait::never_within(2.0, "the deleted row again", async || {
            Ok(t.page.eval(row).await? == true)
        })
        .await
    });
}

#[test]
fn f41_a_batch_that_goes_back_to_work_is_believed() {
    run(Setup::default(), async |t| {
        let id = uuid(1);
        let row = |status: &str, done: u64| {
            json!({ "batch_uuid": id, "batch_name": "again.zip", "status": status, "sheet_count": 10,
                "processed_count": done, "failed_count": 0, "created_at": "2026-01-05T08:00:00" })
        };
        list_answers(t, &[row("completed", 10)], &json!(1)).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        t.page.find(Role::Link, "Completed 1").await?;
        list_answers(t, &[row("processing", 4)], &json!(1)).await?;
        t.page.press(words::REFRESH).await?;
        t.page.find(Role::Link, "In progress 1").await?;
        t.page.find(Role::Link, "Completed 0").await?;
        t.page
            .find(Role::ProgressBar, "Processing of again.zip")
            .await?;
        list_answers(t, &[row("completed", 10)], &json!(1)).await?;
        // It runs, so that it is followed without a click.
        until("the end to be seen", async || {
            let done = t.page.has(Role::Link, "Completed 1").await?;
            Ok(if done {
                Seen::Yes(())
            } else {
                Seen::NotYet("not yet".to_owned())
            })
        })
        .await
    });
}

#[test]
fn f50_nothing_that_the_server_says_is_run() {
    run(Setup::default(), async |t| {
        let user = json!({ "user_id": CORPUS[0], "username": CORPUS[1], "full_name": CORPUS[2], "email": CORPUS[3],
            "is_admin": true, "role_hierarchy": CORPUS[4] });
        t.page.sign_in(e2e::api::ADMIN).await?;
        let rows: Vec<Value> = CORPUS
            .iter()
            .enumerate()
            .map(|(n, evil)| {
                json!({ "batch_uuid": uuid(n), "batch_name": evil, "status": if n == 0 { evil } else { "failed" },
                    "upload_type": evil, "username": evil, "notes": evil, "error_message": evil, "sheet_count": 3,
                    "created_at": evil })
            })
            .collect();
        list_answers(t, &rows, &json!(rows.len())).await?;
        t.api
            .fault(Rule::on("GET", "/api/auth/me").status(200).body(user))
            .await?;
        t.page.goto("/batches").await?;
        let shown = t
            .page
            .table_becomes(words::BATCHES, "all rows", |shown| {
                shown.len() == CORPUS.len()
            })
            .await?;
        for evil in &CORPUS[..5] {
            assert!(
                shown.iter().any(|row| row[1].contains(evil)),
                "{evil} in {shown:?}"
            );
        }
        t.page.follow("Needs attention 5").await?;
        t.page
            .table_becomes(words::BATCHES, "failed rows", |shown| {
                shown.len() == CORPUS.len() - 1
            })
            .await?;
        for (n, evil) in CORPUS.iter().enumerate() {
            let id = uuid(n);
            let body = json!({ "status": "failed", "batch_name": evil, "upload_type": evil, "total_sheets": 1,
                "processed_sheets": 1, "failed_sheets": 1, "error_message": evil, "notes": evil, "username": evil,
                "sheets": [{ "sheet_uuid": evil, "sheet_number": 1, "status": "failed", "error_message": evil,
                    "image_path": format!("/x/{evil}") }] });
            t.api
                .fault(
                    Rule::on("GET", &format!("/api/batches/{id}/status"))
                        .status(200)
                        .body(body),
                )
                .await?;
            t.page.goto(&format!("/batches/{id}?sheets=failed")).await?;
            t.page
                .table_becomes("1 sheet", "the sheet", |rows| rows.len() == 1)
                .await?;
            let refusal = json!({ "detail": evil });
            t.api
                .fault(
                    Rule::on("DELETE", &format!("/api/batches/{id}"))
                        .status(409)
                        .body(refusal),
                )
                .await?;
            t.page.press(words::DELETE_BATCH).await?;
            t.page.find(Role::TextBox, words::CONFIRM_NAME).await?;
            t.page
                .eval("document.querySelector('dialog [type=submit]').click(); return null")
                .await?;
            let found = t
                .page
                .eval(
                    "return document.querySelectorAll('main :is(img, script, style, iframe, svg[onload]), \
                     dialog :is(img, script, style, iframe), a[href^=\"javascript:\"]').length",
                )
                .await?;
            assert_eq!(found, 0, "{evil}");
        }
        // Violations of the policy and dialogs fail every test (see the harness).
        Ok(())
    });
}
