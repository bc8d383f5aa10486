//! Watching the server's work: progress, pace of asking, hidden tabs, and a server that restarts in the middle.

use e2e::api::STAFF;
use e2e::server::in_production;
use e2e::wait::{Seen, never_within, until_within};
use e2e::{Bench, Role, Rule, Setup, Step, run, words};

async fn progress_requests(t: &Bench) -> Step<usize> {
    Ok(t.api
        .requests()
        .await?
        .iter()
        .filter(|r| {
            r["path"]
                .as_str()
                .is_some_and(|p| p.ends_with("/progress") || p.ends_with("/status"))
        })
        .count())
}

#[test]
fn progress_moves_and_ends_at_completed() {
    run(Setup::with(&["--sheets-per-second", "3"]), async |t| {
        let zip = t.quick_zip("watched.zip", 18, 8_000)?;
        t.page.sign_in(STAFF).await?;
        t.page.upload_zip(&zip).await?;
        t.page
            .find_within(20, Role::ProgressBar, words::PROCESSING_BAR)
            .await?;
        let mut seen = vec![];
        until_within(60, "the batch to be completed", async || {
            for bar in t.page.nodes(Role::ProgressBar).await? {
                // Without a value it says that the number of sheets is not known yet.
                if bar.name == words::PROCESSING_BAR
                    && let Ok(value) = bar.value.parse::<f64>()
                {
                    seen.push(value);
                }
            }
            let text = t.page.text().await?;
            Ok(if text.contains("Completed") {
                Seen::Yes(())
            } else {
                Seen::NotYet(text)
            })
        })
        .await?;
        seen.dedup();
        assert!(seen.len() >= 3, "the bar moved in steps: {seen:?}");
        assert!(seen.is_sorted(), "the bar never falls: {seen:?}");
        let asked = progress_requests(t).await?;
        never_within(6.0, "another question after the end", async || {
            Ok(progress_requests(t).await? > asked + 1)
        })
        .await?;
        Ok(())
    });
}

#[test]
fn a_hidden_tab_asks_nothing_and_asks_at_once_on_return() {
    run(Setup::with(&["--sheets-per-second", "1"]), async |t| {
        let zip = t.quick_zip("hidden.zip", 60, 8_000)?;
        let batch = t.api.sign_in(STAFF).await?.upload(&zip, None).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page
            .find(Role::ProgressBar, words::PROCESSING_BAR)
            .await?;
        t.page.hide(true).await?;
        let before = progress_requests(t).await?;
        never_within(8.0, "a second question of a hidden tab", async || {
            Ok(progress_requests(t).await? > before + 1)
        })
        .await?;
        let before = progress_requests(t).await?;
        t.page.hide(false).await?;
        until_within(2, "a question on return", async || {
            let now = progress_requests(t).await?;
            Ok(if now > before {
                Seen::Yes(())
            } else {
                Seen::NotYet(format!("{now} questions"))
            })
        })
        .await
    });
}

#[test]
fn questions_follow_answers_and_never_pile_up() {
    run(Setup::with(&["--sheets-per-second", "1"]), async |t| {
        let zip = t.quick_zip("slow-answers.zip", 60, 8_000)?;
        let batch = t.api.sign_in(STAFF).await?.upload(&zip, None).await?;
        t.api
            .fault(Rule::on("GET", &format!("/api/batches/{batch}/progress")).delay(3_000))
            .await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page
            .find(Role::ProgressBar, words::PROCESSING_BAR)
            .await?;
        let before = progress_requests(t).await?;
        // At least 2 s of pause and 3 s of answer: at most three in 12 s, and one more on its way.
        never_within(12.0, "a fourth question", async || {
            Ok(progress_requests(t).await? > before + 3)
        })
        .await
    });
}

#[test]
fn a_restart_of_the_server_is_survived_and_processing_goes_on() {
    run(Setup::with(&["--sheets-per-second", "3"]), async |t| {
        let zip = t.quick_zip("restart.zip", 30, 8_000)?;
        t.page.sign_in(STAFF).await?;
        t.page.upload_zip(&zip).await?;
        t.page.open_batch().await?;
        t.page
            .find_within(20, Role::ProgressBar, words::PROCESSING_BAR)
            .await?;
        let staff = t.api.sign_in(STAFF).await?;
        let batch = staff.only_batch_named("restart.zip").await?;
        until_within(20, "some sheets to be done", async || {
            let done = staff.detail(&batch).await?["processed_sheets"]
                .as_u64()
                .unwrap_or_default();
            Ok(if done >= 5 {
                Seen::Yes(())
            } else {
                Seen::NotYet(format!("{done}"))
            })
        })
        .await?;
        t.page.sees_within(20, "of 30 sheets").await?;
        t.api.kill()?;
        // The old data stay, and the page says that they are old.
        t.page.sees_within(40, "could not be updated").await?;
        t.page.sees("of 30 sheets").await?;
        t.api.start_again()?;
        if in_production() {
            // There a batch stays as the restart found it. The waits between two tries grow up to a minute.
            t.page
                .text_becomes(90, "an answer of the new server", |text| {
                    text.contains("of 30 sheets") && !text.contains("could not be updated")
                })
                .await?;
            assert_eq!(staff.detail(&batch).await?["status"], "processing");
            return Ok(());
        }
        t.page
            .text_becomes(90, "the batch completed", |text| {
                text.contains("Completed") && text.contains("30 sheets")
            })
            .await?;
        assert_eq!(staff.detail(&batch).await?["processed_sheets"], 30);
        Ok(())
    });
}

#[test]
fn a_failed_question_is_silent_at_first_and_loses_nothing() {
    run(Setup::with(&["--sheets-per-second", "2"]), async |t| {
        let zip = t.quick_zip("hiccup.zip", 14, 8_000)?;
        let batch = t.api.sign_in(STAFF).await?.upload(&zip, None).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto(&format!("/batches/{batch}")).await?;
        t.page
            .find(Role::ProgressBar, words::PROCESSING_BAR)
            .await?;
        t.api
            .fault(
                Rule::on("GET", &format!("/api/batches/{batch}/progress"))
                    .times(1)
                    .status(502),
            )
            .await?;
        t.page.sees_within(60, "Completed").await?;
        t.page.path_is(&format!("/batches/{batch}")).await?;
        Ok(())
    });
}
