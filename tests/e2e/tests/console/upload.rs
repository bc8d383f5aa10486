//! Uploading: each strategy with real samples, what is checked before anything is sent, and faults on the way.

use e2e::api::{SCANNER, STAFF};
use e2e::faults::{CHUNKS, UPLOAD};
use e2e::page::starts;
use e2e::wait::{Seen, until_within};
use e2e::{Role, Rule, Setup, Step, files, run, words};
use samples::set;

use crate::common::{arrived_whole, name_of};

#[test]
fn a_small_zip_with_qr_codes_goes_in_one_request() {
    run(Setup::default(), async |t| {
        let zip = files::archive(&set::SMALL)?;
        t.private.push(set::SMALL.name.to_owned());
        t.page.sign_in(STAFF).await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(60).await?;
        let batch = arrived_whole(t, &zip).await?;
        let detail = t.api.sign_in(STAFF).await?.detail(&batch).await?;
        assert_eq!(detail["total_sheets"], 3);
        assert_eq!(t.api.requests_to("POST", UPLOAD).await?.len(), 1);
        assert!(t.api.requests_to("POST", CHUNKS).await?.is_empty());
        t.page.open_batch().await?;
        t.page.path_is(&format!("/batches/{batch}")).await?;
        t.page.sees(set::SMALL.name).await?;
        Ok(())
    });
}

#[test]
fn f38_a_zip_without_qr_codes_takes_the_task_id_as_people_type_it() {
    run(Setup::default(), async |t| {
        let zip = files::archive(&set::WITHOUT_QR)?;
        t.page.sign_in(STAFF).await?;
        t.page
            .prepare(
                words::WITHOUT_QR,
                Some(" 1490-0117 "),
                std::slice::from_ref(&zip),
            )
            .await?;
        t.page.fill(words::NOTES, "Room 4, second sitting").await?;
        t.private.push("second sitting".to_owned());
        t.page.send().await?;
        t.page.sees_completed(60).await?;
        let batch = arrived_whole(t, &zip).await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page.sees("Room 4, second sitting").await?;
        Ok(())
    });
}

#[test]
fn images_become_one_batch() {
    run(Setup::default(), async |t| {
        let images = files::images()?;
        t.page.sign_in(STAFF).await?;
        t.page
            .prepare(words::IMAGES, Some(set::IMAGES_TASK), &images)
            .await?;
        t.page.send().await?;
        t.page.sees_completed(90).await?;
        let staff = t.api.sign_in(STAFF).await?;
        let batches = staff.batches().await?;
        assert_eq!(batches.len(), 1, "{batches:?}");
        let batch = batches[0]["batch_uuid"].as_str().unwrap_or_default();
        assert_eq!(staff.detail(batch).await?["total_sheets"], set::IMAGES);
        Ok(())
    });
}

#[test]
fn a_medium_zip_of_51_sheets_is_processed_to_the_end() {
    run(Setup::default(), async |t| {
        let zip = files::archive(&set::MEDIUM)?;
        t.page.sign_in(STAFF).await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(120).await?;
        let batch = arrived_whole(t, &zip).await?;
        assert_eq!(
            t.api.sign_in(STAFF).await?.detail(&batch).await?["processed_sheets"],
            51
        );
        Ok(())
    });
}

#[test]
fn a_zip_of_197_mb_travels_in_chunks_and_arrives_whole() {
    run(Setup::default(), async |t| {
        let zip = files::archive(&set::LARGE)?;
        t.page.sign_in(STAFF).await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(240).await?;
        let batch = arrived_whole(t, &zip).await?;
        assert_eq!(
            t.api.sign_in(STAFF).await?.detail(&batch).await?["total_sheets"],
            291
        );
        let chunks = t.api.requests_to("POST", CHUNKS).await?;
        let indexes: Vec<u64> = chunks
            .iter()
            .filter_map(|c| c["chunk_index"].as_u64())
            .collect();
        assert_eq!(
            indexes.len(),
            8,
            "two short ones, six between them: {indexes:?}"
        );
        assert_eq!(
            (indexes[0], indexes[7]),
            (0, 7),
            "first and last stand alone: {indexes:?}"
        );
        for chunk in &chunks {
            let bytes = chunk["content_length"].as_u64().unwrap_or(u64::MAX);
            assert!(bytes <= 100_000_000, "{chunk}");
        }
        Ok(())
    });
}

#[test]
fn nothing_is_sent_before_upload_is_pressed() {
    run(Setup::default(), async |t| {
        let zip = files::archive(&set::SMALL)?;
        t.page.sign_in(STAFF).await?;
        t.page.prepare(words::WITH_QR, None, &[zip]).await?;
        t.page.sees(set::SMALL.name).await?;
        t.page.sees("2.3 MB").await?;
        assert!(t.api.requests_to("POST", UPLOAD).await?.is_empty());
        t.page
            .press(format!("Remove {}", set::SMALL.name).as_str())
            .await?;
        t.page.has_no(Role::Button, starts("Upload 1 file")).await?;
        Ok(())
    });
}

#[test]
fn dropped_files_are_taken_anywhere_on_the_page() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("dropped.zip", 2, 8_000)?;
        t.page.sign_in(STAFF).await?;
        t.page.choose(words::WITH_QR).await?;
        t.page.drop_files(&[zip], 1200, 20).await?;
        t.page.sees("dropped.zip").await?;
        t.page.path_is("/upload").await?;
        t.page.drop_text("just a text", 600, 400).await?;
        t.page.path_is("/upload").await?;
        t.page.sees("dropped.zip").await?;
        Ok(())
    });
}

#[test]
fn files_that_cannot_be_uploaded_are_refused_with_cause_and_remedy() {
    run(Setup::default(), async |t| {
        let large = t.file("ten-gigabytes.zip", b"PK")?;
        std::fs::File::options()
            .write(true)
            .open(&large)?
            .set_len(10_000_000_001)?;
        t.page.sign_in(STAFF).await?;
        for (strategy, file, cause) in [
            (words::WITH_QR, files::bad("notes.txt")?, "must be a ZIP"),
            (words::WITH_QR, files::bad("zero-bytes.zip")?, "is empty"),
            (words::WITH_QR, large, "must be smaller than 10 GB"),
            (
                words::IMAGES,
                files::bad("notes.txt")?,
                "must be a JPG or PNG",
            ),
            (words::IMAGES, files::bad("zero-bytes.jpg")?, "is empty"),
        ] {
            t.page.goto("/upload").await?;
            t.page
                .prepare(strategy, None, std::slice::from_ref(&file))
                .await?;
            t.page.sees(cause).await?;
            t.page.sees(&name_of(&file)).await?;
        }
        assert!(t.api.requests_to("POST", UPLOAD).await?.is_empty());
        Ok(())
    });
}

#[test]
fn f38_a_task_id_that_is_none_is_refused_before_anything_is_sent() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("task.zip", 1, 8_000)?;
        t.page.sign_in(STAFF).await?;
        t.page.prepare(words::WITHOUT_QR, None, &[zip]).await?;
        for (typed, cause) in [
            ("", "Enter the task ID: 8 digits"),
            ("1234567", "entered 7 digits"),
            ("1234567x", "digits only"),
        ] {
            t.page.fill(words::TASK_ID, typed).await?;
            t.page.send().await?;
            t.page.sees(cause).await?;
            t.page.sees(words::PROBLEM).await?;
        }
        assert!(t.api.requests_to("POST", UPLOAD).await?.is_empty());
        // What was chosen is still there, and the corrected form goes through (full-width digits, UX-09).
        t.page.fill(words::TASK_ID, "１４９００１５０").await?;
        t.page.send().await?;
        t.page.sees_completed(60).await?;
        Ok(())
    });
}

#[test]
fn changing_the_strategy_keeps_the_files() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("kept.zip", 1, 8_000)?;
        t.page.sign_in(STAFF).await?;
        t.page.prepare(words::WITH_QR, None, &[zip]).await?;
        t.page.sees("kept.zip").await?;
        t.page.choose(words::WITHOUT_QR).await?;
        t.page.find(Role::TextBox, words::TASK_ID).await?;
        t.page.sees("kept.zip").await?;
        t.page.choose(words::WITH_QR).await?;
        t.page.has_no(Role::TextBox, words::TASK_ID).await?;
        Ok(())
    });
}

#[test]
fn a_token_that_expires_in_mid_upload_is_renewed_and_nothing_is_lost() {
    run(
        Setup::with(&["--access-seconds", "5"]).small_chunks(),
        async |t| {
            let zip = t.quick_zip("long.zip", 12, 700_000)?;
            t.page.sign_in(STAFF).await?;
            // 8.6 MB at 0.25 MB/s for each of three connections: longer than two tokens.
            t.api.fault(Rule::on_chunks().throttle(250_000)).await?;
            t.page.upload_zip(&zip).await?;
            t.page.sees_completed(120).await?;
            arrived_whole(t, &zip).await?;
            assert!(t.api.requests_to("POST", "/api/auth/refresh").await?.len() >= 2);
            Ok(())
        },
    );
}

#[test]
fn a_chunk_that_fails_twice_is_sent_again_and_only_that_one() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("flaky.zip", 8, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunk(2).times(2).status(503)).await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(90).await?;
        arrived_whole(t, &zip).await?;
        let sent = t.api.requests_to("POST", CHUNKS).await?;
        let of = |index: u64| sent.iter().filter(|c| c["chunk_index"] == index).count();
        assert_eq!(of(2), 3, "two failures and one success");
        let others = (0..6).filter(|i| *i != 2).map(of).collect::<Vec<_>>();
        assert_eq!(others, [1; 5]);
        Ok(())
    });
}

#[test]
fn an_edge_with_a_lower_limit_makes_chunks_smaller_and_says_so() {
    // The short first chunk goes through; the next ones do not.
    let setup = Setup::with(&["--max-body", "3000000"]).config(serde_json::json!({
        "chunk_bytes": 4_000_000, "edge_chunk_bytes": 1_000_000, "max_request_bytes": 5_000_000,
    }));
    run(setup, async |t| {
        let zip = t.quick_zip("edge.zip", 12, 1_000_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunks().throttle(1_500_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page
            .sees("too large for the network in front of the server")
            .await?;
        t.page.sees_completed(90).await?;
        arrived_whole(t, &zip).await?;
        Ok(())
    });
}

#[test]
fn the_bar_waits_for_the_servers_word() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("honest.zip", 6, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunk(4).delay(4_000)).await?;
        t.page.upload_zip(&zip).await?;
        let mut last = 0.0;
        until_within(60, "the server's word", async || {
            let percent = t.page.upload_percent("honest.zip").await?;
            let text = t.page.text().await?;
            if let Some(now) = percent {
                assert!(now >= last, "the bar fell from {last} to {now}");
                last = now;
                let confirmed = !t.api.sign_in(STAFF).await?.batches().await?.is_empty();
                assert!(now < 100.0 || confirmed, "100 % before the server's word");
            }
            Ok(if text.contains("Completed") {
                Seen::Yes(())
            } else {
                Seen::NotYet(format!("{percent:?}"))
            })
        })
        .await?;
        arrived_whole(t, &zip).await?;
        Ok(())
    });
}

#[test]
fn f29_other_pages_do_not_stop_an_upload_and_leaving_is_asked() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("wander.zip", 8, 700_000)?;
        t.page.sign_in(STAFF).await?;
        assert!(
            !t.page.asks_before_leaving().await?,
            "nothing is at stake yet"
        );
        t.api.fault(Rule::on_chunks().throttle(400_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page
            .find_within(
                15,
                Role::ProgressBar,
                words::upload_bar("wander.zip").as_str(),
            )
            .await?;
        assert!(t.page.asks_before_leaving().await?, "bytes are unconfirmed");
        t.page.follow(words::BATCHES).await?;
        t.page.path_is("/batches").await?;
        t.page.sees("Uploading").await?;
        t.page.back().await?;
        t.page.path_is("/upload").await?;
        t.page
            .find(Role::ProgressBar, words::upload_bar("wander.zip").as_str())
            .await?;
        t.page.sees_completed(90).await?;
        arrived_whole(t, &zip).await?;
        assert!(
            !t.page.asks_before_leaving().await?,
            "everything is confirmed"
        );
        Ok(())
    });
}

#[test]
fn a_cancelled_upload_makes_no_batch() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("unwanted.zip", 8, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunks().throttle(300_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page.uploaded_at_least("unwanted.zip", 5.0).await?;
        t.page.press(starts(words::CANCEL)).await?;
        if t.page.has(Role::Button, "Cancel upload").await? {
            t.page.press("Cancel upload").await?;
        }
        t.page.sees("Cancelled").await?;
        t.api.no_faults().await?;
        assert!(t.api.sign_in(STAFF).await?.batches().await?.is_empty());
        assert!(!t.page.asks_before_leaving().await?);
        Ok(())
    });
}

#[test]
fn the_servers_reason_is_shown_when_it_refuses_and_retry_goes_on() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("refused.zip", 5, 700_000)?;
        t.page.sign_in(STAFF).await?;
        let body = serde_json::json!({"error":"HTTPException","message":"The exam is closed for uploads","status_code":400,"path":"/api/batches/upload-chunk"});
        t.api
            .fault(Rule::on_chunk(1).times(1).status(400).body(body))
            .await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees("The exam is closed for uploads").await?;
        assert!(
            !t.api
                .requests_to("POST", CHUNKS)
                .await?
                .iter()
                .any(|c| c["chunk_index"] == 3)
        );
        t.page.press(starts(words::RETRY)).await?;
        t.page.sees_completed(60).await?;
        arrived_whole(t, &zip).await?;
        Ok(())
    });
}

#[test]
fn f46_a_double_click_uploads_once() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("twice.zip", 2, 8_000)?;
        t.page.sign_in(STAFF).await?;
        t.page.prepare(words::WITH_QR, None, &[zip]).await?;
        let button = t.page.get(Role::Button, starts("Upload ")).await?;
        t.page.double_click(&button).await?;
        t.page.sees_completed(60).await?;
        assert_eq!(t.api.sign_in(STAFF).await?.batches().await?.len(), 1);
        assert_eq!(t.api.requests_to("POST", UPLOAD).await?.len(), 1);
        Ok(())
    });
}

#[test]
fn a_server_that_wants_chunks_in_order_gets_them_in_order() {
    run(
        Setup::with(&["--require-chunk-order"]).small_chunks(),
        async |t| {
            let zip = t.quick_zip("order.zip", 8, 700_000)?;
            t.page.sign_in(STAFF).await?;
            t.page.upload_zip(&zip).await?;
            t.page.sees_completed(90).await?;
            arrived_whole(t, &zip).await?;
            Ok(())
        },
    );
}

#[test]
fn the_production_spelling_is_understood_from_upload_to_detail() {
    run(Setup::default().production().small_chunks(), async |t| {
        let zip = t.quick_zip("spelling.zip", 4, 700_000)?;
        t.page.sign_in(SCANNER).await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(90).await?;
        t.page.open_batch().await?;
        t.page.sees("spelling.zip").await?;
        t.page.press(words::SHOW_SHEETS).await?;
        t.page
            .table_becomes("4 sheets", "four sheets", |rows| rows.len() == 4)
            .await?;
        Ok(())
    });
}

#[test]
fn several_zips_become_one_batch_each() {
    run(Setup::default(), async |t| {
        let zips = ["one.zip", "two.zip", "three.zip"].map(|name| t.quick_zip(name, 2, 8_000));
        let zips = zips.into_iter().collect::<Step<Vec<_>>>()?;
        t.page.sign_in(STAFF).await?;
        t.page.prepare(words::WITH_QR, None, &zips).await?;
        t.page.send().await?;
        let staff = t.api.sign_in(STAFF).await?;
        until_within(60, "three batches", async || {
            let n = staff.batches().await?.len();
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
        Ok(())
    });
}
