//! Several uploads at once: order, pause, failures that block nobody, the log.

use e2e::api::STAFF;
use e2e::page::starts;
use e2e::wait::{Seen, never_within, until_within};
use e2e::{Role, Rule, Setup, Step, run, words};

use super::look::{Look, passes};
use crate::common::{arrived_once, arrived_whole, chunks};

#[test]
fn pause_holds_everything_back_and_resume_goes_on_where_it_was() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("pause.zip", 8, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunks().throttle(400_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page.uploaded_at_least("pause.zip", 20.0).await?;
        t.page.press(starts(words::PAUSE)).await?;
        t.page.sees("Nothing is sent until you press").await?;
        let before = chunks(t).await?.len();
        never_within(5.0, "a chunk of a paused upload", async || {
            Ok(chunks(t).await?.len() > before)
        })
        .await?;
        t.api.no_faults().await?;
        t.page.press(starts(words::RESUME)).await?;
        t.page.sees_completed(60).await?;
        arrived_once(t, &zip).await?;
        Ok(())
    });
}

#[test]
fn several_uploads_are_sent_one_after_the_other_and_a_failed_one_blocks_nobody() {
    run(Setup::default().small_chunks(), async |t| {
        let zips = ["q1.zip", "q2.zip", "q3.zip"]
            .into_iter()
            .map(|name| t.quick_zip(name, 4, 700_000))
            .collect::<Step<Vec<_>>>()?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunk(1).times(1).status(400)).await?;
        t.page.prepare(words::WITH_QR, None, &zips).await?;
        t.page.send().await?;
        until_within(90, "two batches", async || {
            let n = t.api.sign_in(STAFF).await?.batches().await?.len();
            Ok(if n == 2 {
                Seen::Yes(())
            } else {
                Seen::NotYet(format!("{n}"))
            })
        })
        .await?;
        t.page.sees("Upload failed").await?;
        t.page.press(starts(words::RETRY)).await?;
        until_within(90, "three batches", async || {
            let n = t.api.sign_in(STAFF).await?.batches().await?.len();
            Ok(if n == 3 {
                Seen::Yes(())
            } else {
                Seen::NotYet(format!("{n}"))
            })
        })
        .await?;
        for zip in &zips {
            arrived_whole(t, zip).await?;
        }
        // One at a time: the sessions do not overlap, apart from the one that failed.
        let sent = chunks(t).await?;
        let mut order: Vec<&str> = sent
            .iter()
            .filter_map(|c| c["upload_id"].as_str())
            .collect();
        order.dedup();
        assert!(order.len() <= 4, "sessions one after the other: {order:?}");
        Ok(())
    });
}

#[test]
fn a_waiting_upload_can_be_moved_up_and_removed() {
    run(Setup::default().small_chunks(), async |t| {
        let zips = ["1-first.zip", "2-second.zip", "3-third.zip", "4-fourth.zip"]
            .into_iter()
            .map(|name| t.quick_zip(name, 4, 700_000))
            .collect::<Step<Vec<_>>>()?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunks().throttle(200_000)).await?;
        t.page.prepare(words::WITH_QR, None, &zips).await?;
        t.page.send().await?;
        t.page.press(starts("Move 3-third.zip up")).await?;
        let remove = t.page.nodes(Role::Button).await?;
        let named = remove
            .iter()
            .map(|n| n.name.clone())
            .find(|n| n.starts_with("Remove") && n.contains("second.zip"));
        let named = named.ok_or_else(|| e2e::Failure::new("no button removes 2-second.zip"))?;
        t.page.press(named.as_str()).await?;
        t.api.no_faults().await?;
        let staff = t.api.sign_in(STAFF).await?;
        until_within(120, "three batches", async || {
            let n = staff.batches().await?.len();
            Ok(if n == 3 {
                Seen::Yes(())
            } else {
                Seen::NotYet(format!("{n}"))
            })
        })
        .await?;
        let mut names: Vec<_> = staff
            .batches()
            .await?
            .iter()
            .filter_map(|b| b["batch_name"].as_str().map(str::to_owned))
            .collect();
        names.reverse();
        assert_eq!(names, ["1-first.zip", "3-third.zip", "4-fourth.zip"]);
        Ok(())
    });
}

#[test]
fn with_the_setting_the_next_upload_waits_until_the_previous_batch_is_processed() {
    run(
        Setup::with(&["--sheets-per-second", "1"])
            .config(serde_json::json!({ "wait_for_previous": true })),
        async |t| {
            let zips = ["one.zip", "two.zip"]
                .into_iter()
                .map(|name| t.quick_zip(name, 6, 8_000))
                .collect::<Step<Vec<_>>>()?;
            t.page.sign_in(STAFF).await?;
            t.page.prepare(words::WITH_QR, None, &zips).await?;
            t.page.send().await?;
            let staff = t.api.sign_in(STAFF).await?;
            until_within(
                90,
                "two batches, the first of them completed before the second exists",
                async || {
                    let batches = staff.batches().await?;
                    let one = batches.iter().find(|b| b["batch_name"] == "one.zip");
                    let two = batches.iter().any(|b| b["batch_name"] == "two.zip");
                    let done = one.is_some_and(|b| b["status"] == "completed");
                    assert!(!two || done, "two.zip was sent too early: {batches:?}");
                    Ok(if two {
                        Seen::Yes(())
                    } else {
                        Seen::NotYet(format!("{batches:?}"))
                    })
                },
            )
            .await
        },
    );
}

#[test]
fn the_log_says_what_went_on_without_names_and_tokens() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("logged.zip", 5, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunk(2).times(1).status(503)).await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(60).await?;
        t.page
            .eval("document.querySelector('article details').open = true; return null")
            .await?;
        t.page
            .sees("Chunk 3 failed: the server is busy (503)")
            .await?;
        let log = t
            .page
            .eval("return document.querySelector('article details').innerText")
            .await?;
        let log = log.as_str().unwrap_or_default();
        assert!(!log.contains("logged.zip") && !log.contains("eyJ"), "{log}");
        t.page.find(Role::Button, starts("Copy log")).await?;
        Ok(())
    });
}

#[test]
fn what_is_announced_is_little_and_polite() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("spoken.zip", 12, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunks().throttle(500_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(90).await?;
        let said = t.page.said().await?;
        let about: Vec<&str> = said
            .iter()
            .map(|(text, _)| text.as_str())
            .filter(|text| text.contains("spoken.zip"))
            .collect();
        assert!(
            about.iter().any(|text| text.contains("Uploading")),
            "{said:?}"
        );
        assert!(
            about.iter().any(|text| text.contains("complete")),
            "{said:?}"
        );
        assert!(
            about.len() <= 8,
            "start, 25, 50, 75 %, done, and the batch's end: {about:?}"
        );
        assert!(
            said.iter().all(|(_, polite)| *polite),
            "nothing failed, so nothing is an alert: {said:?}"
        );
        Ok(())
    });
}

#[test]
fn all_uploads_can_be_cancelled_at_once_after_one_question() {
    run(Setup::default().small_chunks(), async |t| {
        let zips = ["a1.zip", "a2.zip", "a3.zip"]
            .into_iter()
            .map(|name| t.quick_zip(name, 4, 700_000))
            .collect::<Step<Vec<_>>>()?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunks().throttle(100_000)).await?;
        t.page.prepare(words::WITH_QR, None, &zips).await?;
        t.page.send().await?;
        t.page.uploaded_at_least("a1.zip", 5.0).await?;
        t.page.press("Cancel all").await?;
        t.page.find(Role::AlertDialog, "Cancel 3 uploads?").await?;
        passes(&t.page, Look::UploadCancelDialog).await?;
        t.page.press("Keep uploading").await?;
        t.page.find(Role::Button, starts(words::PAUSE)).await?;
        t.page.press("Cancel all").await?;
        t.page.press("Cancel all uploads").await?;
        t.page.has_no(Role::Button, "Cancel all").await?;
        t.api.no_faults().await?;
        let before = chunks(t).await?.len();
        never_within(3.0, "a chunk of a cancelled upload", async || {
            Ok(chunks(t).await?.len() > before)
        })
        .await?;
        assert!(t.api.sign_in(STAFF).await?.batches().await?.is_empty());
        t.page.press(words::CLEAR_FINISHED).await?;
        t.page.sees("No uploads yet").await
    });
}

#[test]
fn all_failed_uploads_can_be_tried_again_at_once() {
    run(Setup::default(), async |t| {
        let zips = ["r1.zip", "r2.zip"]
            .into_iter()
            .map(|name| t.quick_zip(name, 1, 8_000))
            .collect::<Step<Vec<_>>>()?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_upload().times(2).status(400)).await?;
        t.page.prepare(words::WITH_QR, None, &zips).await?;
        t.page.send().await?;
        t.page.press("Retry all").await?;
        until_within(60, "two batches", async || {
            let n = t.api.sign_in(STAFF).await?.batches().await?.len();
            Ok(if n == 2 {
                Seen::Yes(())
            } else {
                Seen::NotYet(format!("{n}"))
            })
        })
        .await?;
        for zip in &zips {
            arrived_whole(t, zip).await?;
        }
        t.page.has_no(Role::Button, "Retry all").await
    });
}

#[test]
fn d3_clear_finished_leaves_what_the_server_still_works_on() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("d3.zip", 6, 8_000)?;
        t.api.sheets_per_second(0.5).await?;
        t.page.sign_in(STAFF).await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_confirmed(30).await?;
        t.page.sees_one_of(20, &["Processing", "Uploaded"]).await?;
        assert!(
            !t.page.has(Role::Button, words::CLEAR_FINISHED).await?,
            "the batch is not finished"
        );
        t.api.sheets_per_second(100.0).await?;
        t.page.sees_completed(30).await?;
        t.page.clear_finished().await
    });
}
