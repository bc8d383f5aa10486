//! F-24 to F-32: other tabs, reloads, crashes, frozen and hidden pages, sleep, new releases.

use std::path::{Path, PathBuf};

use e2e::api::STAFF;
use e2e::browser::Browser;
use e2e::page::starts;
use e2e::wait::{Seen, never_within, until_within};
use e2e::{Ability, Bench, Page, Role, Rule, Setup, Step, run, words};

use crate::common::{
    CHUNK, arrived_once, chunks, hold_after_four_chunks, only_chunks_in_flight_were_sent_again,
    sent_again, until_four_chunks_are_recorded,
};

/// Begins an upload that takes a while, and waits until some of it is on the server.
async fn begun(t: &Bench, name: &str) -> Step<PathBuf> {
    begun_at(t, name, 400_000).await
}

/// The same at a rate, in bytes a second for each request.
async fn begun_at(t: &Bench, name: &str, rate: u64) -> Step<PathBuf> {
    let zip = t.quick_zip(name, 10, 700_000)?;
    t.page.sign_in(STAFF).await?;
    t.api.fault(Rule::on_chunks().throttle(rate)).await?;
    t.page.upload_zip(&zip).await?;
    until_within(60, "two chunks confirmed", async || {
        let confirmed = chunks(t)
            .await?
            .iter()
            .filter(|c| c["status"] == 202)
            .count();
        Ok(if confirmed >= 2 {
            Seen::Yes(())
        } else {
            Seen::NotYet(format!("{confirmed}"))
        })
    })
    .await?;
    Ok(zip)
}

/// Gives the file again to an upload that was interrupted.
async fn choose_again(page: &Page, file: &Path) -> Step {
    page.find_within(30, Role::Button, starts(words::CHOOSE_AGAIN))
        .await?;
    page.give_files_to("article input[type=file]", &[file.to_owned()])
        .await
}

#[test]
fn f24_a_second_tab_mirrors_and_does_not_send() {
    run(Setup::default().small_chunks(), async |t| {
        // Slow enough for the second tab to come while it is sent, on a busy machine too.
        let zip = begun_at(t, "f24.zip", 150_000).await?;
        let second = t.new_tab().await?;
        second.goto("/upload").await?;
        second.sees("f24.zip").await?;
        second.sees("In another tab").await?;
        assert!(
            !second.has(Role::Button, starts(words::PAUSE)).await?,
            "its buttons are the other tab's"
        );
        second.sees_completed(120).await?;
        arrived_once(t, &zip).await?;
        assert!(
            sent_again(t, &zip).await? < CHUNK / 2,
            "nothing was sent twice"
        );
        Ok(())
    });
}

#[test]
fn f24_when_the_sending_tab_closes_the_other_one_says_so() {
    run(
        Setup::default().needs(Ability::TabCrash).small_chunks(),
        async |t| {
            // Held, so that the final chunk is not sent: after it the other tab would look for the batch first.
            let zip = t.quick_zip("f24-close.zip", 10, 700_000)?;
            t.page.sign_in(STAFF).await?;
            hold_after_four_chunks(t).await?;
            t.page.upload_zip(&zip).await?;
            until_four_chunks_are_recorded(&t.page).await?;
            let second = t.new_tab().await?;
            second.goto("/upload").await?;
            second.sees("In another tab").await?;
            t.page.to_front().await?;
            t.page.crash().await?;
            second.to_front().await?;
            second.sees_within(30, words::INTERRUPTED).await?;
            t.api.no_faults().await?;
            choose_again(&second, &zip).await?;
            second.sees_completed(60).await?;
            arrived_once(t, &zip).await?;
            t.page = second;
            Ok(())
        },
    );
}

#[test]
fn f25_after_a_reload_the_same_file_sends_only_what_is_missing() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("f25.zip", 10, 700_000)?;
        t.page.sign_in(STAFF).await?;
        hold_after_four_chunks(t).await?;
        t.page.upload_zip(&zip).await?;
        until_four_chunks_are_recorded(&t.page).await?;
        assert!(t.page.asks_before_leaving().await?);
        t.page.reload().await?;
        t.page.sees(words::INTERRUPTED).await?;
        t.api.no_faults().await?;
        choose_again(&t.page, &zip).await?;
        t.page.sees_completed(60).await?;
        arrived_once(t, &zip).await?;
        only_chunks_in_flight_were_sent_again(t, &zip).await
    });
}

#[test]
fn f25_another_file_is_refused_with_the_reason() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = begun(t, "f25-other.zip").await?;
        t.page.reload().await?;
        t.page.sees(words::INTERRUPTED).await?;
        t.api.no_faults().await?;
        let before = chunks(t).await?.len();
        let other = t.quick_zip("another.zip", 3, 700_000)?;
        choose_again(&t.page, &other).await?;
        t.page.sees("another name").await?;
        // The same name and size, one byte changed far from both ends.
        let folder = t.api.data().join("look-alike");
        std::fs::create_dir_all(&folder)?;
        let alike = folder.join("f25-other.zip");
        let mut bytes = std::fs::read(&zip)?;
        let middle = bytes.len() / 2;
        for byte in &mut bytes[middle - 700_000..middle + 700_000] {
            *byte ^= 0x55;
        }
        std::fs::write(&alike, bytes)?;
        choose_again(&t.page, &alike).await?;
        t.page.sees("other content").await?;
        assert_eq!(
            chunks(t).await?.len(),
            before,
            "not a byte of them was sent"
        );
        choose_again(&t.page, &zip).await?;
        t.page.sees_completed(60).await?;
        arrived_once(t, &zip).await?;
        Ok(())
    });
}

#[test]
fn f26_a_hidden_tab_keeps_sending() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = begun(t, "f26.zip").await?;
        t.page.hide(true).await?;
        until_within(90, "the batch on the server", async || {
            let n = t.api.sign_in(STAFF).await?.batches().await?.len();
            Ok(if n == 1 {
                Seen::Yes(())
            } else {
                Seen::NotYet("none".to_owned())
            })
        })
        .await?;
        let polls = |log: Vec<serde_json::Value>| {
            log.iter()
                .filter(|r| r["path"].as_str().is_some_and(|p| p.ends_with("/progress")))
                .count()
        };
        let before = polls(t.api.requests().await?);
        never_within(6.0, "a second question of a hidden tab", async || {
            Ok(polls(t.api.requests().await?) > before + 1)
        })
        .await?;
        t.page.hide(false).await?;
        t.page.sees_completed(15).await?;
        arrived_once(t, &zip).await?;
        Ok(())
    });
}

#[test]
fn f27_a_frozen_tab_goes_on_when_it_wakes() {
    run(
        Setup::default()
            .needs(Ability::Freeze)
            .small_chunks()
            .config(serde_json::json!({ "stall_seconds": 5 })),
        async |t| {
            let zip = begun(t, "f27.zip").await?;
            t.page.freeze(true).await?;
            // The dead time: longer than a stall; the connections die in it.
            t.api.kill()?;
            t.api.start_again()?;
            t.page.freeze(false).await?;
            t.page.sees_completed(90).await?;
            arrived_once(t, &zip).await?;
            Ok(())
        },
    );
}

#[test]
fn f28_sleep_for_an_hour_ends_well_and_never_sticks_at_99() {
    run(
        Setup::default().needs(Ability::Freeze).small_chunks(),
        async |t| {
            t.page
            .at_start(
                "window.__slept = 0; const now = performance.now.bind(performance), Real = Date;
                 performance.now = () => now() + window.__slept;
                 window.Date = class extends Real {
                   constructor(...a) { a.length ? super(...a) : super(Real.now() + window.__slept) }
                   static now() { return Real.now() + window.__slept }
                 }",
            )
            .await?;
            let zip = begun(t, "f28.zip").await?;
            t.page.freeze(true).await?;
            t.api.kill()?;
            t.api.start_again()?;
            t.api.expire_access_tokens().await?;
            t.page.freeze(false).await?;
            t.page
                .eval("window.__slept += 3600000; return null")
                .await?;
            t.page.sees_completed(120).await?;
            arrived_once(t, &zip).await?;
            Ok(())
        },
    );
}

#[test]
fn f30_after_a_crash_of_the_browser_the_upload_is_still_known() {
    run(
        Setup::default().needs(Ability::Profile).small_chunks(),
        async |t| {
            let profile = t.api.data().join("profile");
            let browser = Browser::start_with(Some(&profile)).await?;
            t.page = browser.first_page(t.api.base()).await?;
            let zip = begun(t, "f30.zip").await?;
            t.api.no_faults().await?;
            browser.crash().await?;
            let again = Browser::start_with(Some(&profile)).await?;
            t.page = again.first_page(t.api.base()).await?;
            t.page.goto("/upload").await?;
            t.page.sees(words::INTERRUPTED).await?;
            choose_again(&t.page, &zip).await?;
            t.page.sees_completed(60).await?;
            arrived_once(t, &zip).await?;
            // What was in flight, and what was acknowledged but not on disk yet when the browser was killed.
            let again_sent = sent_again(t, &zip).await?;
            assert!(again_sent <= 6 * CHUNK, "{again_sent}");
            again.driver.clone().quit().await?;
            Ok(())
        },
    );
}

#[test]
fn f31_a_new_release_does_not_blank_an_open_page_and_its_upload_finishes() {
    run(Setup::default().small_chunks().own_dist(), async |t| {
        let zip = begun(t, "f31.zip").await?;
        // The upload page has come with all others; now the whole release goes.
        let dist = t.api.data().join("dist");
        for entry in std::fs::read_dir(&dist)?.flatten() {
            if entry.file_name().to_string_lossy().starts_with("console-") {
                std::fs::rename(entry.path(), t.api.data().join("gone"))?;
            }
        }
        t.page.follow(words::BATCHES).await?;
        t.page.find(Role::Heading, words::BATCHES).await?;
        t.page.follow(words::UPLOAD).await?;
        t.page.sees_completed(60).await?;
        arrived_once(t, &zip).await?;
        Ok(())
    });
}

#[test]
fn f32_a_stopped_page_shows_a_way_back_and_the_upload_resumes() {
    run(Setup::default().small_chunks(), async |t| {
        t.allowed.panic = true;
        let zip = begun(t, "f32.zip").await?;
        // Nothing more gets through: the event alone does not stop the program, and it must not finish meanwhile.
        t.api.fault(Rule::on_chunks().stall(1)).await?;
        // The same event with which the console's panic hook says that it has stopped.
        t.page
            .eval("dispatchEvent(new Event('omr-panic')); return null")
            .await?;
        t.page.press("Reload").await?;
        t.page.sees_within(30, words::INTERRUPTED).await?;
        t.api.no_faults().await?;
        choose_again(&t.page, &zip).await?;
        t.page.sees_completed(60).await?;
        arrived_once(t, &zip).await?;
        Ok(())
    });
}

#[test]
fn journal_entries_end_with_the_session() {
    run(Setup::default().small_chunks(), async |t| {
        begun(t, "left.zip").await?;
        t.page.reload().await?;
        t.page.sees(words::INTERRUPTED).await?;
        t.page.sign_out().await?;
        t.page.press(words::SIGN_OUT_ANYWAY).await?;
        t.page.path_is("/login").await?;
        t.page.sign_in(STAFF).await?;
        t.page.find(Role::Button, words::CHOOSE_FILES).await?;
        t.page.never_sees(2.0, "left.zip").await?;
        Ok(())
    });
}
