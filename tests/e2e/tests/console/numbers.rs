//! The numbers of sheets on the screen against those of the API, in each spelling and for every state of a batch.

use e2e::api::ADMIN;
use e2e::wait::{Seen, until};
use e2e::{Bench, Setup, Step, run};
use serde_json::Value;

/// What the page of a batch must show of an answer of `/status`: read, failed, left.
fn wanted(detail: &Value) -> (u64, u64, u64) {
    let of = |name: &str| detail[name].as_u64().unwrap_or(0);
    let (total, read, failed) = (
        of("total_sheets"),
        of("processed_sheets"),
        of("failed_sheets"),
    );
    if detail["status"] == "completed" && read == 0 {
        return (total - failed, failed, 0);
    }
    (read, failed, total - read - failed)
}

/// The figures of the page: sheets, read, failed, left. Empty while the number of sheets is not known.
async fn figures(t: &Bench) -> Step<Vec<u64>> {
    let shown = t
        .page
        .eval(
            "return [...document.querySelectorAll('dl.counts dd')]
                .map(e => Number(e.textContent.replaceAll(',', '')))",
        )
        .await?;
    Ok(serde_json::from_value(shown)?)
}

async fn shows(t: &Bench, what: &str, wanted: &[u64]) -> Step {
    until(&format!("{what}: {wanted:?}"), async || {
        let shown = figures(t).await?;
        Ok(if shown == wanted {
            Seen::Yes(())
        } else {
            Seen::NotYet(format!("{shown:?}"))
        })
    })
    .await
}

/// One batch of each state, by the words of the list's rows.
async fn one_of_each(t: &Bench) -> Step<Vec<(String, Value)>> {
    let admin = t.api.sign_in(ADMIN).await?;
    let mut found: Vec<(String, Value)> = Vec::new();
    for row in admin.batches().await? {
        let id = row["batch_uuid"].as_str().unwrap_or_default();
        let detail = admin.detail(id).await?;
        let failed = detail["failed_sheets"].as_u64().unwrap_or(0) > 0;
        let read = detail["processed_sheets"].as_u64().unwrap_or(0) > 0;
        let state = format!(
            "{}{}{}",
            detail["status"].as_str().unwrap_or_default(),
            if failed { ", partly failed" } else { "" },
            if read { ", partly read" } else { "" }
        );
        if found.iter().all(|(known, _)| *known != state) {
            found.push((state, row));
        }
    }
    Ok(found)
}

async fn numbers_are_the_servers(t: &Bench) -> Step {
    let states = one_of_each(t).await?;
    for word in [
        "uploaded",
        "processing",
        "reprocessing",
        "completed",
        "failed",
    ] {
        assert!(
            states.iter().any(|(state, _)| state.starts_with(word)),
            "no batch is {word}"
        );
    }
    let admin = t.api.sign_in(ADMIN).await?;
    t.page.sign_in(ADMIN).await?;
    for (state, row) in states {
        let id = row["batch_uuid"].as_str().unwrap_or_default();
        let detail = admin.detail(id).await?;
        let total = detail["total_sheets"].as_u64().unwrap_or(0);
        let (read, failed, left) = wanted(&detail);
        let numbers = if total == 0 {
            Vec::new()
        } else {
            vec![total, read, failed, left]
        };
        t.page.goto(&format!("/batches/{id}")).await?;
        t.page.sees("About this batch").await?;
        shows(t, &state, &numbers).await?;
        if state.starts_with("processing") {
            // The detail comes first, then the light call: the same numbers.
            let path = format!("/api/batches/{id}/progress");
            until("a poll of the progress", async || {
                let asked = t.api.requests_to("GET", &path).await?.len();
                Ok(if asked > 0 {
                    Seen::Yes(())
                } else {
                    Seen::NotYet(asked.to_string())
                })
            })
            .await?;
            shows(t, &format!("{state}, polled"), &numbers).await?;
            let bar = t
                .page
                .eval("return document.querySelector('progress').getAttribute('aria-valuetext')")
                .await?;
            let done = format!("{} of {total} sheets", read + failed);
            assert!(
                bar.as_str().is_some_and(|text| text.contains(&done)),
                "{bar}, not {done}"
            );
        }
    }
    Ok(())
}

#[test]
fn b11_the_numbers_on_the_screen_are_the_servers_in_the_handoffs_spelling() {
    run(Setup::default().seeded(26), async |t| {
        numbers_are_the_servers(t).await
    });
}

#[test]
fn b18_the_numbers_on_the_screen_are_the_servers_in_productions_spelling() {
    run(Setup::default().seeded(26).production(), async |t| {
        numbers_are_the_servers(t).await
    });
}

#[test]
fn b24_a_completed_batch_whose_results_are_not_counted_is_all_done() {
    run(
        Setup::with(&["--results", "never"]).seeded(26).production(),
        async |t| numbers_are_the_servers(t).await,
    );
}
