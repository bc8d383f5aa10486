//! Exactly one batch where the last answer is what goes wrong: lost, slow, cancelled while it is awaited, or a reload meanwhile;
//! for a single request and for chunks. Each runs in whatever browser and spelling the run is for.

use std::path::{Path, PathBuf};

use e2e::api::STAFF;
use e2e::faults::Rule;
use e2e::page::starts;
use e2e::{Bench, Role, Setup, Step, run, words};
use serde_json::json;

use crate::common::{arrived_once, tries};

/// How an upload travels.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Single,
    Chunks,
}

impl Way {
    /// Sizes with which the file travels so.
    fn cut(self, setup: Setup) -> Setup {
        match self {
            Self::Single => setup,
            Self::Chunks => setup.small_chunks(),
        }
    }

    fn file(self, t: &Bench, name: &str) -> Step<PathBuf> {
        match self {
            Self::Single => t.quick_zip(name, 3, 8_000),
            Self::Chunks => t.quick_zip(name, 4, 700_000),
        }
    }

    /// Requests that carry the last byte.
    fn last(self) -> Rule {
        match self {
            Self::Single => Rule::on_upload().times(1),
            Self::Chunks => Rule::on_final_chunk().times(1),
        }
    }
}

/// How many last bodies the server has answered.
async fn answered(t: &Bench, way: Way) -> Step<usize> {
    Ok(match way {
        Way::Single => t
            .api
            .requests_to("POST", "/api/batches/upload")
            .await?
            .len(),
        Way::Chunks => tries(t).await?.last().copied().unwrap_or(0),
    })
}

/// One batch, whole, and its last body was sent once.
async fn once(t: &Bench, way: Way, zip: &Path) -> Step {
    arrived_once(t, zip).await?;
    let sent = answered(t, way).await?;
    assert_eq!(sent, 1, "the batch was there: nothing is sent again");
    Ok(())
}

fn lost_answer(way: Way, setup: Setup) {
    run(way.cut(setup), async |t| {
        let zip = way.file(t, "lost.zip")?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(way.last().cut_after()).await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(60).await?;
        once(t, way, &zip).await
    });
}

/// Longer than the stall time, which the setting makes 5 s: as 45 s are to the usual 30.
fn slow_answer(way: Way, setup: Setup) {
    let setup = setup.config(json!({ "stall_seconds": 5 }));
    run(way.cut(setup), async |t| {
        let zip = way.file(t, "slow.zip")?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(way.last().delay_answer(8_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page
            .sees("The server is putting the batch together")
            .await?;
        t.page.sees_completed(60).await?;
        once(t, way, &zip).await
    });
}

fn cancel_while_awaited(way: Way, setup: Setup) {
    run(way.cut(setup), async |t| {
        let zip = way.file(t, "cancel.zip")?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(way.last().delay_answer(20_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page
            .sees("The server is putting the batch together")
            .await?;
        t.page.press(starts(words::CANCEL)).await?;
        // The question does not promise what nobody knows yet.
        t.page.sees("the batch may exist by now").await?;
        assert!(!t.page.text().await?.contains("no batch is made"));
        t.page.press("Cancel upload").await?;
        t.page
            .sees_within(
                10,
                "It was too late to cancel: the batch had already been created.",
            )
            .await?;
        assert!(!t.page.text().await?.contains("No batch was"));
        once(t, way, &zip).await
    });
}

fn reload_while_awaited(way: Way, setup: Setup) {
    run(way.cut(setup), async |t| {
        let zip = way.file(t, "reload.zip")?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(way.last().delay_answer(20_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page
            .sees("The server is putting the batch together")
            .await?;
        t.page.reload().await?;
        t.page.sees_completed(60).await?;
        assert!(
            !t.page
                .has(Role::Button, starts(words::CHOOSE_AGAIN))
                .await?
        );
        arrived_once(t, &zip).await?;
        // The server does not list a request whose page left before the answer.
        let sent = answered(t, way).await?;
        assert!(sent <= 1, "the batch was there: nothing is sent again");
        Ok(())
    });
}

macro_rules! cases {
    ($($name:ident: $case:ident($way:ident, $setup:expr);)*) => {
        $(
            #[test]
            fn $name() {
                $case(Way::$way, $setup);
            }
        )*
    };
}

cases! {
    a1_lost_answer_single: lost_answer(Single, Setup::default());
    a1_lost_answer_chunks: lost_answer(Chunks, Setup::default());
    a1_slow_answer_single: slow_answer(Single, Setup::default());
    a1_slow_answer_chunks: slow_answer(Chunks, Setup::default());
    a1_cancel_while_awaited_single: cancel_while_awaited(Single, Setup::default());
    a1_cancel_while_awaited_chunks: cancel_while_awaited(Chunks, Setup::default());
    a1_reload_while_awaited_single: reload_while_awaited(Single, Setup::default());
    a1_reload_while_awaited_chunks: reload_while_awaited(Chunks, Setup::default());
    a1_lost_answer_single_production: lost_answer(Single, Setup::default().production());
    a1_lost_answer_chunks_production: lost_answer(Chunks, Setup::default().production());
    a1_slow_answer_single_production: slow_answer(Single, Setup::default().production());
    a1_slow_answer_chunks_production: slow_answer(Chunks, Setup::default().production());
    a1_cancel_while_awaited_single_production: cancel_while_awaited(Single, Setup::default().production());
    a1_cancel_while_awaited_chunks_production: cancel_while_awaited(Chunks, Setup::default().production());
    a1_reload_while_awaited_single_production: reload_while_awaited(Single, Setup::default().production());
    a1_reload_while_awaited_chunks_production: reload_while_awaited(Chunks, Setup::default().production());
}

#[test]
fn a2_answers_that_may_be_kept_are_not_kept() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("cached.zip", 3, 8_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on("GET", "/api/").cached()).await?;
        t.api.fault(Way::Single.last().cut_after()).await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(60).await?;
        once(t, Way::Single, &zip).await
    });
}

#[test]
fn a10_a_refusal_at_the_last_chunk_is_told_and_nothing_is_sent_again() {
    let setup = Setup::with(&["--max-file", "2000000"]).production();
    run(setup.small_chunks(), async |t| {
        let zip = t.quick_zip("refused.zip", 4, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.page.upload_zip(&zip).await?;
        let said = "Batch creation failed: 413: File size exceeds maximum allowed size";
        t.page.sees_within(30, said).await?;
        t.page.find(Role::Button, starts("Retry")).await?;
        let tries = tries(t).await?;
        assert!(tries.iter().all(|n| *n == 1), "{tries:?}");
        Ok(())
    });
}

#[test]
fn b1_a_full_disk_is_told_within_seconds() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("full.zip", 3, 8_000)?;
        t.page.sign_in(STAFF).await?;
        let body = json!({"detail": "No space left on device"});
        t.api
            .fault(Rule::on_upload().status(507).body(body))
            .await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_within(10, "No space left on device").await?;
        t.page.find(Role::Button, starts("Retry")).await?;
        Ok(())
    });
}
