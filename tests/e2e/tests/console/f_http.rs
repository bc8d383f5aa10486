//! F-08 to F-13: answers that say no, later, or something else entirely.

use e2e::api::STAFF;
use e2e::page::starts;
use e2e::wait::{Seen, until};
use e2e::{Role, Rule, Setup, Step, run, words};
use serde_json::{Value, json};

use crate::common::{arrived_once, arrived_whole, chunks, name_of, tries};

fn millis(request: &Value, field: &str) -> i64 {
    request[field].as_i64().unwrap_or_default()
}

#[test]
fn f08_a_burst_of_server_errors_makes_no_storm_and_ends_well() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("f08.zip", 6, 700_000)?;
        t.page.sign_in(STAFF).await?;
        for status in [500, 502, 503, 504] {
            t.api
                .fault(Rule::on_chunks().after(1).times(5).status(status))
                .await?;
        }
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(400).await?;
        arrived_once(t, &zip).await?;
        let sent = chunks(t).await?;
        let failed: Vec<i64> = sent
            .iter()
            .filter(|c| c["status"].as_u64().is_some_and(|s| s >= 500))
            .map(|c| millis(c, "time_ms"))
            .collect();
        assert_eq!(failed.len(), 20, "the whole burst was met");
        // Full jitter over a shared budget: never more than the three connections within a second after the first.
        let crowded = failed.windows(5).filter(|w| w[4] - w[0] < 1_000).count();
        assert_eq!(
            crowded, 0,
            "five failing requests within a second: {failed:?}"
        );
        Ok(())
    });
}

/// Requests that begin so soon after an answer had left before it arrived.
const ON_ITS_WAY_MS: i64 = 500;

/// A chunk answered with a status and `Retry-After`; gives the pause before anything was sent again.
async fn pause_after(t: &mut e2e::Bench, name: &str, status: u16, retry_after: &str) -> Step<i64> {
    let zip = t.quick_zip(name, 5, 700_000)?;
    t.api.no_faults().await?;
    t.api
        .fault(
            Rule::on_chunk(1)
                .times(1)
                .status(status)
                .header("retry-after", retry_after),
        )
        .await?;
    t.page.upload_zip(&zip).await?;
    t.page.sees_confirmed(180).await?;
    arrived_whole(t, &zip).await?;
    let sent = chunks(t).await?;
    let of_chunk_1: Vec<&Value> = sent.iter().filter(|c| c["chunk_index"] == 1).collect();
    let [refused, again] = of_chunk_1[..] else {
        return Err(e2e::Failure(format!(
            "chunk 1 was tried {} times",
            of_chunk_1.len()
        )));
    };
    let (end, next) = (
        millis(refused, "time_ms") + millis(refused, "duration_ms"),
        millis(again, "time_ms"),
    );
    // What was on its way when the answer came is no new try.
    let waited = end + ON_ITS_WAY_MS..next;
    let early = sent
        .iter()
        .filter(|c| waited.contains(&millis(c, "time_ms")))
        .count();
    assert_eq!(early, 0, "every chunk waits, not only the refused one");
    t.page.clear_finished().await?;
    t.api.forget_requests().await?;
    Ok(next - end)
}

#[test]
fn f09_retry_after_in_seconds_is_honoured_by_all_chunks() {
    run(Setup::default().small_chunks(), async |t| {
        t.page.sign_in(STAFF).await?;
        for (name, status) in [("f09-429.zip", 429), ("f09-503.zip", 503)] {
            let pause = pause_after(t, name, status, "4").await?;
            assert!((3_900..9_000).contains(&pause), "{status}: {pause} ms");
        }
        Ok(())
    });
}

#[test]
fn f09_a_retry_after_that_is_odd_is_no_reason_to_stop() {
    run(Setup::default().small_chunks(), async |t| {
        t.page.sign_in(STAFF).await?;
        for (i, odd) in ["0", "-1", "abc", ""].into_iter().enumerate() {
            let pause = pause_after(t, &format!("f09-odd-{i}.zip"), 429, odd).await?;
            assert!(pause < 10_000, "\"{odd}\": {pause} ms");
        }
        Ok(())
    });
}

#[test]
fn f09_a_retry_after_of_years_is_clipped_to_two_minutes() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("f09-years.zip", 5, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api
            .fault(
                Rule::on_chunk(1)
                    .times(1)
                    .status(429)
                    .header("retry-after", "999999999"),
            )
            .await?;
        t.page.upload_zip(&zip).await?;
        let text = t
            .page
            .text_becomes(30, "the wait", |text| {
                text.contains("The server is busy. It continues in")
            })
            .await?;
        let wait = text.split("It continues in ").nth(1).unwrap_or_default();
        assert!(
            wait.starts_with("1m") || wait.starts_with("2m 00s"),
            "{wait}"
        );
        Ok(())
    });
}

#[test]
fn b1_the_reason_of_a_failure_outlives_a_reload() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("b1-full.zip", 5, 700_000)?;
        t.page.sign_in(STAFF).await?;
        let full = json!({ "detail": "No space left on the exam server" });
        t.api
            .fault(Rule::on_chunks().status(507).body(full))
            .await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_within(30, "storage is full").await?;
        t.page.reload().await?;
        t.page
            .sees_within(
                30,
                "It had failed before the page was closed: The server's storage is full.",
            )
            .await?;
        t.page.sees("No space left on the exam server").await?;
        t.api.no_faults().await?;
        t.page
            .give_files_to("article input[type=file]", std::slice::from_ref(&zip))
            .await?;
        t.page.sees_completed(60).await?;
        assert!(!t.page.text().await?.contains("It had failed before"));
        arrived_once(t, &zip).await?;
        Ok(())
    });
}

#[test]
fn f10_a_full_disk_stops_one_upload_and_the_next_goes_on() {
    run(Setup::default().small_chunks(), async |t| {
        let full = t.quick_zip("f10-full.zip", 5, 700_000)?;
        let fine = t.quick_zip("f10-fine.zip", 2, 8_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunks().status(507)).await?;
        t.page
            .prepare(words::WITH_QR, None, &[full.clone(), fine.clone()])
            .await?;
        t.page.send().await?;
        t.page.sees_within(30, "storage is full").await?;
        t.page.sees_confirmed(60).await?;
        arrived_whole(t, &fine).await?;
        assert_eq!(chunks(t).await?.len(), 1, "a full disk is not tried again");
        t.api.no_faults().await?;
        t.page.press(starts(words::RETRY)).await?;
        until("the other batch", async || {
            let batches = t.api.sign_in(STAFF).await?.batches().await?;
            Ok(
                if batches.iter().any(|b| b["batch_name"] == name_of(&full)) {
                    Seen::Yes(())
                } else {
                    Seen::NotYet(format!("{}", batches.len()))
                },
            )
        })
        .await?;
        arrived_whole(t, &full).await?;
        Ok(())
    });
}

#[test]
fn f11_a_lost_session_starts_again_and_says_so() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("f11.zip", 8, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api
            .fault(Rule::on_chunk(3).times(1).forget_upload())
            .await?;
        t.page.upload_zip(&zip).await?;
        t.page
            .sees_within(60, "the upload was started again")
            .await?;
        t.page.sees_completed(120).await?;
        arrived_once(t, &zip).await?;
        let sessions: std::collections::HashSet<_> = chunks(t)
            .await?
            .iter()
            .filter_map(|c| c["upload_id"].as_str().map(str::to_owned))
            .collect();
        assert_eq!(sessions.len(), 2, "{sessions:?}");
        Ok(())
    });
}

#[test]
fn f12_while_the_list_cannot_be_asked_nothing_is_sent_again() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("f12.zip", 5, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api
            .fault(Rule::on_final_chunk().times(1).cut_after())
            .await?;
        t.api
            .fault(
                Rule::on("GET", "/api/*batches/")
                    .after(1)
                    .times(3)
                    .status(502),
            )
            .await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(180).await?;
        arrived_once(t, &zip).await?;
        let tries = tries(t).await?;
        assert!(tries.iter().all(|n| *n == 1), "{tries:?}");
        Ok(())
    });
}

#[test]
fn f13_refusals_of_every_shape_stop_with_words_that_can_be_read() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        let field = json!({ "detail": [{ "loc": ["body", "task_id"], "msg": "Task is not open", "type": "value_error" }] });
        let odd = json!({ "reason": { "code": 17 } });
        for (name, status, body, words) in [
            ("f13-field.zip", 422, field, "Task is not open"),
            ("f13-odd.zip", 400, odd, "The server refused this upload"),
            (
                "f13-text.zip",
                400,
                "The room is unknown".into(),
                "The server refused this upload",
            ),
        ] {
            let zip = t.quick_zip(name, 1, 8_000)?;
            t.api.no_faults().await?;
            t.api
                .fault(Rule::on_upload().status(status).body(body))
                .await?;
            t.page.upload_zip(&zip).await?;
            t.page.sees_within(30, words).await?;
            t.page.find(Role::Button, starts("Retry")).await?;
            assert_eq!(
                t.api
                    .requests_to("POST", "/api/batches/upload")
                    .await?
                    .len(),
                1,
                "{name}"
            );
            t.api.no_faults().await?;
            t.page.press(starts("Retry")).await?;
            t.page.sees_confirmed(60).await?;
            arrived_whole(t, &zip).await?;
            t.page.clear_finished().await?;
            t.api.forget_requests().await?;
        }
        Ok(())
    });
}

#[test]
fn f13_an_edges_html_page_is_tried_again_and_never_shown() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("f13-html.zip", 5, 700_000)?;
        t.page.sign_in(STAFF).await?;
        let page = "<html><head><title>520</title></head><body>Web server is returning an unknown error</body></html>";
        t.api
            .fault(Rule::on_chunk(2).times(2).status(520).body(page.into()))
            .await?;
        t.api
            .fault(
                Rule::on_final_chunk()
                    .times(1)
                    .after_the_work()
                    .status(524)
                    .body(page.into()),
            )
            .await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(120).await?;
        assert!(!t.page.text().await?.contains("unknown error"));
        arrived_once(t, &zip).await?;
        assert_eq!(
            tries(t).await?.last(),
            Some(&1),
            "the batch was there: found in the list, not sent again"
        );
        Ok(())
    });
}

#[test]
fn assembly_that_failed_starts_again_from_the_first_byte() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("assembly.zip", 4, 700_000)?;
        t.page.sign_in(STAFF).await?;
        let body = json!({ "error": "HTTPException", "message": "Failed to reassemble chunks: disk", "status_code": 500,
            "path": "/api/batches/upload-chunk" });
        // The contract: after this 500 all chunks are gone.
        t.api
            .fault(
                Rule::on_final_chunk()
                    .times(1)
                    .forget_upload()
                    .status(500)
                    .body(body),
            )
            .await?;
        t.page.upload_zip(&zip).await?;
        // Not `sees_completed`: the server's words, which are shown, begin with "Failed".
        t.page.sees_within(180, "Completed").await?;
        arrived_once(t, &zip).await?;
        Ok(())
    });
}
