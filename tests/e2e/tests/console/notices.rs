//! Notices: an end is told once across tabs, the bell and the title count, the computer is asked only by a button, nothing is
//! asked while hidden, and nothing stays after the sign-out.

use std::path::Path;

use e2e::api::STAFF;
use e2e::page::starts;
use e2e::wait::{Seen, until_within};
use e2e::{Bench, Page, Role, Setup, Step, run};
use serde_json::json;

use super::look::{Look, passes};

const LIST: &str = "/api/batches/";

/// A batch of so many sheets that is being read, and that the page knows of.
async fn running(t: &Bench, name: &str, sheets: usize) -> Step<String> {
    let zip = t.quick_zip(name, sheets, 4_000)?;
    let staff = t.api.sign_in(STAFF).await?;
    let batch = staff.upload(Path::new(&zip), None).await?;
    staff.reaches(&batch, "processing").await?;
    t.page.goto("/batches").await?;
    t.page.sees_within(30, name).await?;
    // What watches is loaded after the page; the next answer that the list gets tells it.
    until_within(30, "the batch to be watched", async || {
        let kept = t
            .page
            .eval("return Object.entries(localStorage).filter(([key]) => key.startsWith('omr.inbox.')).flat().join(' ')")
            .await?;
        let kept = kept.as_str().unwrap_or_default().to_owned();
        Ok(if kept.contains(&batch) {
            Seen::Yes(())
        } else {
            Seen::NotYet(kept)
        })
    })
    .await?;
    Ok(batch)
}

/// Waits until the bell says how much is new.
async fn bell(page: &Page, unread: usize) -> Step {
    let name = if unread == 0 {
        "Notifications".to_owned()
    } else {
        format!("Notifications, {unread} unread")
    };
    page.find_within(60, Role::Link, name.as_str()).await?;
    Ok(())
}

/// Notes what notices of the computer the page makes, in all its tabs: chromedriver shows none.
const SPY: &str = "
    window.__told = [];
    window.Notification = class { constructor(title, options) { window.__told.push([title, options.body, options.tag]); window.__last = this; } close() { window.__closed = true; } };
    Notification.permission = localStorage.getItem('e2e.permission') ?? 'default';
    Notification.requestPermission = () => { window.__asked = true; localStorage.setItem('e2e.permission', 'granted');
      Notification.permission = 'granted'; return Promise.resolve('granted'); };";

#[test]
fn an_end_elsewhere_is_counted_told_and_kept() {
    run(Setup::with(&["--sheets-per-second", "0.3"]), async |t| {
        t.page.sign_in(STAFF).await?;
        let batch = running(t, "room-7.zip", 20).await?;
        t.page.follow("Analytics").await?;
        t.page.path_is("/analytics").await?;
        t.api.sheets_per_second(500.0).await?;
        bell(&t.page, 1).await?;
        t.page
            .title_becomes("counted", |title| title.starts_with("(1) Analytics"))
            .await?;
        let said = t.page.said().await?;
        assert_eq!(
            said.iter()
                .filter(|(text, polite)| *polite
                    && text.contains("room-7.zip is completed: 20 sheets."))
                .count(),
            1,
            "{said:?}"
        );
        t.page.follow("Notifications, 1 unread").await?;
        t.page.sees("is completed: 20 sheets.").await?;
        bell(&t.page, 0).await?;
        t.page
            .title_becomes("not counted", |title| title.starts_with("Notifications –"))
            .await?;
        // The history outlives a reload, and leads to the batch.
        t.page.reload().await?;
        t.page.follow("room-7.zip").await?;
        t.page.path_is(&format!("/batches/{batch}")).await?;
        t.page.goto("/notices").await?;
        t.page.press("Clear notifications").await?;
        t.page.find(Role::Heading, "No notifications").await?;
        Ok(())
    });
}

#[test]
fn one_notice_a_batch_across_all_tabs() {
    run(Setup::with(&["--sheets-per-second", "0.3"]), async |t| {
        t.page.at_start(SPY).await?;
        t.page.sign_in(STAFF).await?;
        t.page
            .eval("localStorage.setItem('e2e.permission', 'granted'); return null")
            .await?;
        t.page.goto("/preferences").await?;
        t.page.press("Show notifications on this computer").await?;
        t.page
            .sees("Notifications are shown on this computer")
            .await?;
        let batch = running(t, "room-8.zip", 20).await?;
        let browser = t.page.browser().clone();
        let mut others = Vec::new();
        for _ in 0..2 {
            let other = browser.new_page(t.api.base()).await?;
            other.at_start(SPY).await?;
            other.goto("/batches").await?;
            other.sees_within(30, "room-8.zip").await?;
            // Nobody looks at any of the tabs' windows.
            other
                .eval("document.hasFocus = () => false; return null")
                .await?;
            others.push(other);
        }
        t.page.to_front().await?;
        t.page
            .eval("document.hasFocus = () => false; return null")
            .await?;
        t.api.sheets_per_second(500.0).await?;
        let staff = t.api.sign_in(STAFF).await?;
        staff.reaches(&batch, "completed").await?;
        let mut told = Vec::new();
        for page in [&t.page, &others[0], &others[1]] {
            page.to_front().await?;
            bell(page, 1).await?;
            let here = page.eval("return window.__told").await?;
            told.extend(here.as_array().cloned().unwrap_or_default());
        }
        assert_eq!(
            told,
            [json!([
                "Batch completed",
                "room-8.zip is completed: 20 sheets.",
                batch
            ])]
        );
        t.page.to_front().await
    });
}

#[test]
fn the_computer_is_asked_by_a_button_and_never_at_load() {
    run(Setup::default(), async |t| {
        t.page.at_start(SPY).await?;
        t.page.sign_in(STAFF).await?;
        for path in ["/upload", "/batches", "/notices"] {
            t.page.goto(path).await?;
            t.page.find(Role::Link, "Notifications").await?;
            assert!(
                t.page
                    .eval("return window.__asked ?? null")
                    .await?
                    .is_null(),
                "asked at {path}"
            );
        }
        t.page.press("Show notifications on this computer").await?;
        t.page
            .sees("Notifications are shown on this computer")
            .await?;
        assert_eq!(t.page.eval("return window.__asked").await?, true);
        t.page.press("Stop showing them").await?;
        t.page
            .find(Role::Button, "Show notifications on this computer")
            .await?;
        Ok(())
    });
}

#[test]
fn a_click_on_the_computers_notice_leads_to_the_batch() {
    run(Setup::with(&["--sheets-per-second", "0.3"]), async |t| {
        t.page.at_start(SPY).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/notices").await?;
        t.page.press("Show notifications on this computer").await?;
        t.page
            .sees("Notifications are shown on this computer")
            .await?;
        let batch = running(t, "room-8.zip", 20).await?;
        t.page.follow("Analytics").await?;
        t.page.path_is("/analytics").await?;
        // Somebody works in another window.
        t.page
            .eval("document.hasFocus = () => false; return null")
            .await?;
        t.api.sheets_per_second(500.0).await?;
        bell(&t.page, 1).await?;
        assert_eq!(
            t.page
                .eval("window.__last.onclick(); return window.__closed")
                .await?,
            true
        );
        t.page.path_is(&format!("/batches/{batch}")).await?;
        t.page.find(Role::Heading, "room-8.zip").await?;
        bell(&t.page, 0).await
    });
}

#[test]
fn p07_nothing_is_asked_while_nobody_looks() {
    run(
        Setup::with(&["--sheets-per-second", "1"])
            .config(json!({ "poll_min_seconds": 1, "poll_max_seconds": 1 })),
        async |t| {
            t.page.sign_in(STAFF).await?;
            running(t, "room-9.zip", 200).await?;
            t.page.follow("Analytics").await?;
            t.page.sees_within(30, "Updated ").await?;
            t.api.forget_requests().await?;
            // Watched from this page: one request a poll.
            t.api
                .request_seen(20, "a look at the list", |r| r["path"] == LIST)
                .await?;
            t.page.hide(true).await?;
            // What was on its way has come by the time of the next two answers that never come.
            t.page.never_sees(1.0, "no such text").await?;
            t.api.forget_requests().await?;
            t.page.never_sees(4.0, "no such text").await?;
            let asked = t.api.requests_to("GET", "/api/*").await?;
            assert!(asked.is_empty(), "{asked:?}");
            t.page.hide(false).await?;
            t.api
                .request_seen(20, "a look at once", |r| r["path"] == LIST)
                .await?;
            Ok(())
        },
    );
}

#[test]
fn f42_one_list_request_a_poll_whatever_is_running() {
    run(
        Setup::with(&["--sheets-per-second", "1"])
            .config(json!({ "poll_min_seconds": 2, "poll_max_seconds": 2 })),
        async |t| {
            t.page.sign_in(STAFF).await?;
            for n in 0..4 {
                running(t, &format!("hall-{n}.zip"), 200).await?;
            }
            t.api.forget_requests().await?;
            // On the list the page asks, and the watching does not: four polls, and no more than one request each.
            t.page.never_sees(9.0, "no such text").await?;
            let asked = t.api.requests_to("GET", "/api/*").await?;
            assert!(
                (3..=6).contains(&asked.len()),
                "{} requests: {asked:?}",
                asked.len()
            );
            assert!(asked.iter().all(|r| r["path"] == LIST), "{asked:?}");
            Ok(())
        },
    );
}

#[test]
fn s14_no_notice_stays_after_the_sign_out() {
    run(Setup::with(&["--sheets-per-second", "0.3"]), async |t| {
        t.page.sign_in(STAFF).await?;
        running(t, "room-10.zip", 10).await?;
        t.page.follow("Analytics").await?;
        t.api.sheets_per_second(500.0).await?;
        bell(&t.page, 1).await?;
        t.page.sign_out().await?;
        t.page.find(Role::Button, "Sign in").await?;
        let left = t
            .page
            .eval("return Object.keys(localStorage).filter(k => k.startsWith('omr.inbox')).length")
            .await?;
        assert_eq!(left, 0);
        t.page
            .title_becomes("not counted", |title| !title.starts_with('('))
            .await?;
        t.page.sign_in(STAFF).await?;
        bell(&t.page, 0).await
    });
}

#[test]
fn axe_notices() {
    run(Setup::with(&["--sheets-per-second", "0.3"]), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page.goto("/notices").await?;
        t.page.find(Role::Heading, "No notifications").await?;
        passes(&t.page, Look::NoticesEmpty).await?;
        running(t, "room-11.zip", 10).await?;
        t.page.follow("Analytics").await?;
        t.api.sheets_per_second(500.0).await?;
        bell(&t.page, 1).await?;
        passes(&t.page, Look::BellOnFigures).await?;
        t.page.follow(starts("Notifications")).await?;
        t.page.sees("is completed").await?;
        passes(&t.page, Look::NoticesData).await
    });
}
