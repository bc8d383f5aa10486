//! `idle_minutes`: a console that nobody uses covers itself, in every tab and over reloads, while uploads continue.

use e2e::api::{ADMIN, STAFF};
use e2e::wait::{Seen, until};
use e2e::{Bench, Page, Role, Setup, Step, run, words};
use serde_json::json;

use crate::common::arrived_once;
use crate::look::{Look, passes};

const WARNING: &str = "because nobody used it";
const STAYS: &str = "This page stays open";
const LOCKED: &str = "This page is locked";
const LIMIT_MINUTES: u32 = 10;

/// A clock that tests put forward, in all tabs and over reloads as the computer's own.
const CLOCK: &str = "
    const shift = () => Number(document.cookie.match(/e2e-shift=(\\d+)/)?.[1] ?? 0) * 1000, Real = Date;
    window.Date = class extends Real {
      constructor(...a) { a.length ? super(...a) : super(Real.now() + shift()) }
      static now() { return Real.now() + shift() }
    }";

fn setup() -> Setup {
    Setup::default().config(json!({ "idle_minutes": LIMIT_MINUTES }))
}

/// The computer's clock is so many seconds further than at the test's start.
async fn pass_time(page: &Page, seconds: u32) -> Step {
    let script = format!("document.cookie = 'e2e-shift={seconds}; path=/'; return null");
    page.eval(&script).await.map(drop)
}

/// Somebody comes back to a computer that slept until so many seconds after the test's start.
async fn wake_up(page: &Page, seconds: u32) -> Step {
    pass_time(page, seconds).await?;
    page.hide(true).await?;
    page.hide(false).await
}

async fn in_the_last_minute(page: &Page) -> Step {
    wake_up(page, LIMIT_MINUTES * 60 - 40).await?;
    page.sees(WARNING).await
}

async fn lock(page: &Page) -> Step {
    wake_up(page, LIMIT_MINUTES * 60 + 5).await?;
    page.sees(LOCKED).await
}

/// What can be read of the page by looking at it, by assistive technology, and in the tab strip.
async fn readable(page: &Page) -> Step<String> {
    let text = page.text().await?;
    let title = page.eval("return document.title").await?;
    let mut names = Vec::new();
    for role in [Role::Link, Role::Button, Role::Heading, Role::TextBox] {
        names.extend(page.nodes(role).await?.into_iter().map(|node| node.name));
    }
    Ok(format!("{text}\n{title}\n{names:?}"))
}

async fn uncover(page: &Page) -> Step {
    page.sign_in_again(STAFF).await?;
    page.sees_no(LOCKED).await
}

async fn start(t: &Bench) -> Step {
    t.page.at_start(CLOCK).await?;
    t.page.sign_in(STAFF).await?;
    Ok(())
}

/// A batch that is listed, and its page open.
async fn on_a_batch(t: &Bench) -> Step<String> {
    let zip = t.quick_zip("Telling-name.zip", 3, 4_000)?;
    let batch = t.api.sign_in(STAFF).await?.upload(&zip, None).await?;
    start(t).await?;
    t.page.goto(&format!("/batches/{batch}")).await?;
    t.page.sees("Telling-name").await?;
    Ok(batch)
}

#[test]
fn the_warning_is_announced_and_any_input_takes_it_away() {
    run(setup(), async |t| {
        start(t).await?;
        t.page.goto("/batches").await?;
        t.page.sees(words::NONE_YET).await?;
        in_the_last_minute(&t.page).await?;
        let said =
            "return [...document.querySelectorAll('[role=status]')].map(e => e.textContent).join()";
        until("the warning in the live region", async || {
            let said = t.page.eval(said).await?.to_string();
            Ok(
                if said.contains("because nobody used it") && said.contains("Move the mouse") {
                    Seen::Yes(())
                } else {
                    Seen::NotYet(said)
                },
            )
        })
        .await?;
        // Not in the table of looks, whose keys would take it away.
        t.page.axe_within(":root", "the warning").await?;
        t.page.key(thirtyfour::Key::Shift).await?;
        t.page.sees_no(WARNING).await?;
        t.page.sees(STAYS).await?;
        // From that key on, the time begins anew.
        wake_up(&t.page, LIMIT_MINUTES * 60 + 5).await?;
        t.page.never_sees(1.0, LOCKED).await
    });
}

#[test]
fn a_lock_hides_what_is_on_the_page_and_the_same_person_continues() {
    run(setup(), async |t| {
        on_a_batch(t).await?;
        t.page.goto("/batches").await?;
        t.page.sees("Telling-name.zip").await?;
        let search = "File name";
        t.page.fill(search, "Telling").await?;
        t.page.sees("Telling-name.zip").await?;
        lock(&t.page).await?;
        let seen = readable(&t.page).await?;
        assert!(!seen.contains("Telling"), "{seen}");
        passes(&t.page, Look::ListLocked).await?;
        // No key opens it, and a wrong password leaves it as it is.
        t.page.key(thirtyfour::Key::Escape).await?;
        t.page.fill(words::PASSWORD, "not the password").await?;
        t.page.press(words::SIGN_IN).await?;
        t.page.sees(words::WRONG_PASSWORD).await?;
        assert!(!readable(&t.page).await?.contains("Telling"));
        uncover(&t.page).await?;
        t.page.sees("Telling-name.zip").await?;
        t.page.focus_becomes("textbox", search).await?;
        let typed = t.page.get(Role::TextBox, search).await?;
        assert_eq!(typed.value().await?.as_deref(), Some("Telling"));
        Ok(())
    });
}

#[test]
fn axe_thai_lock() {
    run(setup(), async |t| {
        start(t).await?;
        t.page.goto("/batches").await?;
        t.page.sees(words::NONE_YET).await?;
        t.page.speak("th").await?;
        wake_up(&t.page, LIMIT_MINUTES * 60 + 5).await?;
        t.page.sees("หน้านี้ถูกล็อกแล้ว").await?;
        passes(&t.page, Look::ListLocked).await
    });
}

#[test]
fn neither_a_reload_nor_another_tab_nor_a_removed_record_unlocks() {
    run(setup(), async |t| {
        let batch = on_a_batch(t).await?;
        lock(&t.page).await?;
        t.page.reload().await?;
        t.page.sees(LOCKED).await?;
        assert!(!readable(&t.page).await?.contains("Telling"));
        let second = t.new_tab().await?;
        if t.page.engine() == e2e::Engine::Chromium {
            second.at_start(CLOCK).await?;
        }
        second.goto(&format!("/batches/{batch}")).await?;
        second.sees(LOCKED).await?;
        assert!(!readable(&second).await?.contains("Telling"));
        second
            .eval("localStorage.removeItem('omr.idle'); return null")
            .await?;
        second.reload().await?;
        second.sees(LOCKED).await?;
        // Signed in here, the other tab continues too.
        uncover(&second).await?;
        second.sees("Telling-name").await?;
        t.page.to_front().await?;
        t.page.sees_no(LOCKED).await?;
        t.page.sees("Telling-name").await?;
        t.page.reload().await?;
        t.page.sees("Telling-name").await?;
        t.page.never_sees(0.5, LOCKED).await
    });
}

#[test]
fn time_passes_while_all_tabs_are_closed() {
    run(setup(), async |t| {
        on_a_batch(t).await?;
        // The console is left for another page of the origin, as good as closed.
        t.page.goto("/config.json").await?;
        pass_time(&t.page, LIMIT_MINUTES * 60 + 5).await?;
        t.page.goto("/batches").await?;
        t.page.sees(LOCKED).await?;
        assert!(!readable(&t.page).await?.contains("Telling"));
        uncover(&t.page).await?;
        t.page.sees("Telling-name.zip").await
    });
}

#[test]
fn a_tab_in_use_keeps_the_others_open_and_a_locked_one_locks_them() {
    run(setup(), async |t| {
        start(t).await?;
        let second = t.new_tab().await?;
        if t.page.engine() == e2e::Engine::Chromium {
            second.at_start(CLOCK).await?;
        }
        second.goto("/help").await?;
        second.find(Role::Heading, "Help").await?;
        in_the_last_minute(&second).await?;
        t.page.to_front().await?;
        t.page.key(thirtyfour::Key::Shift).await?;
        second.to_front().await?;
        second.sees_no(WARNING).await?;
        wake_up(&second, 2 * LIMIT_MINUTES * 60).await?;
        second.sees(LOCKED).await?;
        t.page.to_front().await?;
        t.page.sees(LOCKED).await
    });
}

#[test]
fn uploads_continue_behind_the_lock() {
    run(setup().small_chunks(), async |t| {
        start(t).await?;
        let zip = t.quick_zip("behind.zip", 8, 700_000)?;
        t.api
            .fault(e2e::Rule::on_chunks().throttle(700_000))
            .await?;
        t.page.upload_zip(&zip).await?;
        t.page.uploaded_at_least("behind.zip", 10.0).await?;
        lock(&t.page).await?;
        assert!(!readable(&t.page).await?.contains("behind"));
        // Who wants to use another account is told how much that ends, and no name.
        t.page.press("Use another account").await?;
        t.page.find(Role::Button, words::STAY).await?;
        assert!(!readable(&t.page).await?.contains("behind"));
        t.page.press(words::STAY).await?;
        until("the batch to arrive", async || {
            let batches = t.api.sign_in(STAFF).await?.batches().await?;
            Ok(if batches.len() == 1 {
                Seen::Yes(())
            } else {
                Seen::NotYet(format!("{batches:?}"))
            })
        })
        .await?;
        t.page.sees(LOCKED).await?;
        uncover(&t.page).await?;
        t.page.sees_completed(60).await?;
        arrived_once(t, &zip).await.map(drop)
    });
}

#[test]
fn another_person_finds_nothing_of_the_first_behind_the_lock() {
    run(setup(), async |t| {
        on_a_batch(t).await?;
        lock(&t.page).await?;
        t.page.press("Use another account").await?;
        t.page.path_is("/login").await?;
        t.page.enter(ADMIN).await?;
        t.page
            .path_becomes("a page behind the sign-in", |path| {
                !path.starts_with("/login")
            })
            .await?;
        t.page.never_sees(0.5, LOCKED).await
    });
}

#[test]
fn without_the_setting_nothing_locks_and_nothing_is_recorded() {
    run(Setup::default(), async |t| {
        start(t).await?;
        t.page.goto("/batches").await?;
        t.page.sees(words::NONE_YET).await?;
        wake_up(&t.page, 24 * 3600).await?;
        t.page.key(thirtyfour::Key::Shift).await?;
        t.page.never_sees(0.5, LOCKED).await?;
        let kept = t
            .page
            .eval("return localStorage.getItem('omr.idle')")
            .await?;
        assert_eq!(kept, serde_json::Value::Null);
        Ok(())
    });
}
