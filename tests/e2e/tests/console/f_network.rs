//! F-01 to F-07: connections that break, stall, vanish or answer nonsense. The upload ends completed, once, whole.

use e2e::api::STAFF;
use e2e::faults::CHUNKS;
use e2e::wait::{Seen, never_within, until_within};
use e2e::{Ability, Rule, Setup, run, words};
use serde_json::json;

use crate::common::{CHUNK, arrived_once, chunks, sent_again, tries};

#[test]
fn f01_a_reset_in_mid_chunk_sends_only_that_chunk_again() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("f01.zip", 8, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api
            .fault(Rule::on_chunk(2).times(1).cut_before(400_000))
            .await?;
        t.page.upload_zip(&zip).await?;
        let mut last = 0.0;
        until_within(90, "the upload to be done", async || {
            if let Some(now) = t.page.upload_percent("f01.zip").await? {
                assert!(now >= last, "the bar fell from {last} to {now}");
                last = now;
            }
            let text = t.page.text().await?;
            Ok(if text.contains("Completed") {
                Seen::Yes(())
            } else {
                Seen::NotYet(text)
            })
        })
        .await?;
        arrived_once(t, &zip).await?;
        let tries = tries(t).await?;
        assert!(
            tries
                .iter()
                .enumerate()
                .all(|(i, n)| *n == 1 || (i == 2 && *n == 2)),
            "{tries:?}"
        );
        assert!(
            sent_again(t, &zip).await? <= CHUNK,
            "at most the chunk in flight"
        );
        Ok(())
    });
}

#[test]
fn f02_a_stalled_chunk_is_given_up_and_sent_again() {
    // Chunks that do not fit into the buffers of the connection: a body that left completely cannot stall.
    run(
        Setup::default().config(json!({
            "chunk_bytes": 16_000_000, "max_request_bytes": 17_000_000, "stall_seconds": 5,
        })),
        async |t| {
            let zip = t.quick_zip("f02.zip", 8, 9_000_000)?;
            t.page.sign_in(STAFF).await?;
            t.api
                .fault(Rule::on_chunk(2).times(1).stall(200_000))
                .await?;
            t.page.upload_zip(&zip).await?;
            t.page.sees_completed(90).await?;
            arrived_once(t, &zip).await?;
            assert_eq!(tries(t).await?.get(2), Some(&2));
            Ok(())
        },
    );
}

#[test]
fn f02_a_slow_line_that_moves_is_never_cut() {
    run(
        Setup::default()
            .small_chunks()
            .config(json!({ "stall_seconds": 5 })),
        async |t| {
            let zip = t.quick_zip("f02-slow.zip", 3, 700_000)?;
            t.page.sign_in(STAFF).await?;
            // A chunk takes 12 s: more than twice the time after which a stall is given up.
            t.api.fault(Rule::on_chunks().throttle(85_000)).await?;
            t.page.upload_zip(&zip).await?;
            t.page.sees_completed(120).await?;
            arrived_once(t, &zip).await?;
            let tries = tries(t).await?;
            assert!(tries.iter().all(|n| *n == 1), "{tries:?}");
            Ok(())
        },
    );
}

#[test]
fn f03_a_chunk_whose_answer_was_lost_is_accepted_again() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("f03.zip", 8, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunk(1).times(1).cut_after()).await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(90).await?;
        arrived_once(t, &zip).await?;
        assert_eq!(tries(t).await?.get(1), Some(&2));
        Ok(())
    });
}

#[test]
fn f03_a_final_chunk_whose_answer_was_lost_is_looked_up_and_not_sent_again() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("f03-final.zip", 5, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api
            .fault(Rule::on_final_chunk().times(1).cut_after())
            .await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(90).await?;
        arrived_once(t, &zip).await?;
        assert_eq!(
            tries(t).await?.last(),
            Some(&1),
            "the batch was there already"
        );
        Ok(())
    });
}

#[test]
fn f03_a_single_request_whose_answer_was_lost_is_looked_up_and_not_sent_again() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("f03-single.zip", 3, 8_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_upload().times(1).cut_after()).await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(90).await?;
        arrived_once(t, &zip).await?;
        assert_eq!(
            t.api
                .requests_to("POST", "/api/batches/upload")
                .await?
                .len(),
            1
        );
        Ok(())
    });
}

#[test]
fn f04_without_network_it_waits_without_spending_attempts_and_goes_on_by_itself() {
    run(
        Setup::default().needs(Ability::Offline).small_chunks(),
        async |t| {
            let zip = t.quick_zip("f04.zip", 10, 700_000)?;
            t.page.sign_in(STAFF).await?;
            t.api.fault(Rule::on_chunks().throttle(300_000)).await?;
            t.page.upload_zip(&zip).await?;
            t.page.uploaded_at_least("f04.zip", 20.0).await?;
            t.page.offline(true).await?;
            t.page
                .sees("It continues by itself when the network is back")
                .await?;
            let before = chunks(t).await?.len();
            never_within(15.0, "an attempt without network", async || {
                Ok(chunks(t).await?.len() > before)
            })
            .await?;
            t.api.no_faults().await?;
            t.page.offline(false).await?;
            until_within(3, "a chunk after the network is back", async || {
                let now = chunks(t).await?.len();
                Ok(if now > before {
                    Seen::Yes(())
                } else {
                    Seen::NotYet(format!("{now}"))
                })
            })
            .await?;
            t.page.sees_completed(60).await?;
            arrived_once(t, &zip).await?;
            assert!(
                sent_again(t, &zip).await? <= 3 * CHUNK,
                "at most the chunks in flight"
            );
            Ok(())
        },
    );
}

#[test]
fn f04_a_network_that_comes_back_without_an_event_is_noticed() {
    run(
        Setup::default().needs(Ability::Offline).small_chunks(),
        async |t| {
            let zip = t.quick_zip("f04-probe.zip", 10, 700_000)?;
            // The page never hears that the network is back.
            t.page
                .at_start("addEventListener('online', e => e.stopImmediatePropagation(), true)")
                .await?;
            t.page.sign_in(STAFF).await?;
            t.api.fault(Rule::on_chunks().throttle(300_000)).await?;
            t.page.upload_zip(&zip).await?;
            t.page.uploaded_at_least("f04-probe.zip", 20.0).await?;
            t.page.offline(true).await?;
            t.page
                .sees("It continues by itself when the network is back")
                .await?;
            t.api.no_faults().await?;
            t.page.offline(false).await?;
            t.page.sees_completed(90).await?;
            arrived_once(t, &zip).await?;
            Ok(())
        },
    );
}

#[test]
fn f05_no_route_although_the_browser_says_online_is_a_missing_network() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("f05.zip", 10, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunks().throttle(300_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page.uploaded_at_least("f05.zip", 20.0).await?;
        t.api.kill()?;
        assert_eq!(t.page.eval("return navigator.onLine").await?, true);
        t.page
            .sees_within(30, "It continues by itself when the network is back")
            .await?;
        t.page.never_sees(10.0, "Upload failed").await?;
        t.api.start_again()?;
        t.page.sees_completed(120).await?;
        arrived_once(t, &zip).await?;
        Ok(())
    });
}

#[test]
fn f06_a_captive_portals_page_is_an_unexpected_answer_and_no_sign_out() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("f06.zip", 6, 700_000)?;
        t.page.sign_in(STAFF).await?;
        let portal =
            "<!doctype html><title>Hotel Wi-Fi</title><h1>Welcome, sign in to the Wi-Fi</h1>";
        t.api
            .fault(Rule::on_chunk(1).times(2).status(200).body(portal.into()))
            .await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(120).await?;
        t.page.path_is("/upload").await?;
        arrived_once(t, &zip).await?;
        assert!(!t.page.text().await?.contains("Hotel"));
        Ok(())
    });
}

#[test]
fn f06_a_captive_portal_in_front_of_the_list_loses_nothing() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(STAFF).await?;
        let portal = "<!doctype html><title>Hotel Wi-Fi</title>";
        t.api
            .fault(
                Rule::on("GET", "/api/*batches/")
                    .status(200)
                    .body(portal.into()),
            )
            .await?;
        t.page.goto("/batches").await?;
        t.page.sees(words::CANNOT_LOAD).await?;
        t.page
            .sees("The answer was not from the OMR server")
            .await?;
        t.api.no_faults().await?;
        t.page.press(words::TRY_AGAIN).await?;
        t.page
            .table_becomes(words::BATCHES, "rows", |rows| !rows.is_empty())
            .await?;
        Ok(())
    });
}

#[test]
fn f07_answers_out_of_order_are_counted_once() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("f07.zip", 8, 700_000)?;
        t.page.sign_in(STAFF).await?;
        // Chunk 1 is stored at once but answered after 2, 3 and 4.
        t.api
            .fault(Rule::on_chunk(1).times(1).delay_answer(3_000))
            .await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(90).await?;
        arrived_once(t, &zip).await?;
        let sent = chunks(t).await?;
        let last = sent
            .iter()
            .rposition(|c| c["is_final"] == true)
            .unwrap_or_default();
        assert_eq!(
            last,
            sent.len() - 1,
            "the final chunk waited for all others"
        );
        let end_of_1 = sent[1]["time_ms"].as_i64().unwrap_or_default()
            + sent[1]["duration_ms"].as_i64().unwrap_or_default();
        let first_final = sent[last]["time_ms"].as_i64().unwrap_or_default();
        assert!(
            first_final >= end_of_1,
            "the final chunk was sent before chunk 1 was answered"
        );
        Ok(())
    });
}

#[test]
fn every_chunk_cut_once_before_and_once_after_the_work_still_makes_one_batch() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("worst.zip", 6, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api
            .fault(Rule::on_chunks().each_chunk().times(1).cut_before(300_000))
            .await?;
        t.api
            .fault(Rule::on_chunks().each_chunk().after(1).times(1).cut_after())
            .await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(180).await?;
        arrived_once(t, &zip).await?;
        Ok(())
    });
}

#[test]
fn cuts_late_in_large_chunks_end_completed() {
    // The same at the real sizes: a file of 197 MB in two short chunks and six of 32 MB, one of them cut near its end.
    run(Setup::default(), async |t| {
        let zip = e2e::files::archive(&samples::set::LARGE)?;
        t.page.sign_in(STAFF).await?;
        t.api
            .fault(Rule::on_chunk(1).times(1).cut_before(30_000_000))
            .await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_confirmed(120).await?;
        arrived_once(t, &zip).await?;
        assert_eq!(t.api.requests_to("POST", CHUNKS).await?.len(), 9);
        Ok(())
    });
}
