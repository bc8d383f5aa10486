//! S-14, F-19, F-20: what was one person's is gone before the next one can see it, in every tab.

use e2e::api::{ADMIN, Account, SCANNER, STAFF};
use e2e::page::starts;
use e2e::server::in_production;
use e2e::wait::{Seen, never_within, until, until_within};
use e2e::{Bench, Page, Role, Rule, Setup, Step, run, words};
use serde_json::json;

use crate::common::{arrived_once, chunks};

/// Looks at the document whenever something in it has changed and could be painted, and keeps every word of `secrets`
/// that is there while the page does not say that `owner` is signed in.
async fn guard(page: &Page, owner: &str, secrets: &[&str]) -> Step {
    page.script(
        "const [owner, secrets] = arguments;
         window.__leaks = [];
         const look = () => {
             const who = document.querySelector('.user-button')?.getAttribute('aria-label') ?? '';
             if (who.includes(owner)) return;
             const fields = [...document.querySelectorAll('input, textarea')].map(f => f.value).join(' ');
             const all = document.documentElement.outerHTML + document.title + location.href + fields;
             for (const word of secrets)
                 if (all.includes(word)) __leaks.push(word + ' while ' + (who || 'nobody is signed in'));
         };
         const task = new MessageChannel();
         task.port1.onmessage = look;
         new MutationObserver(() => task.port2.postMessage(0)).observe(document,
             { subtree: true, childList: true, attributes: true, characterData: true });
         return null",
        vec![json!(owner), json!(secrets)],
    )
    .await?;
    Ok(())
}

/// Fails if the guard has found something.
async fn nothing_leaked(page: &Page) -> Step {
    let found = page.eval("return window.__leaks").await?;
    assert_eq!(found, json!([]), "what was another person's was shown");
    Ok(())
}

async fn uploaded(t: &Bench, who: Account, name: &str) -> Step<String> {
    let zip = t.quick_zip(name, 2, 8_000)?;
    let session = t.api.sign_in(who).await?;
    let batch = session.upload(&zip, None).await?;
    session.reaches(&batch, "completed").await?;
    Ok(batch)
}

/// Goes to a page of the console without loading the console anew.
async fn go_inside(page: &Page, path: &str) -> Step {
    page.script(
        "history.pushState({}, '', arguments[0]); dispatchEvent(new PopStateEvent('popstate')); return null",
        vec![json!(path)],
    )
    .await?;
    Ok(())
}

async fn list_shows(page: &Page, names: &[&str]) -> Step {
    page.table_becomes(words::BATCHES, &format!("{names:?}"), |rows| {
        rows.len() == names.len()
            && rows
                .iter()
                .zip(names)
                .all(|(row, name)| row[1].contains(name))
    })
    .await?;
    Ok(())
}

#[test]
fn s14_the_next_person_in_this_tab_finds_nothing_of_the_one_before() {
    run(Setup::default(), async |t| {
        let secret = uploaded(t, STAFF, "Hall of secrets.zip").await?;
        uploaded(t, STAFF, "Doomed.zip").await?;
        let chosen = t.quick_zip("Not sent yet.zip", 2, 8_000)?;
        t.page.sign_in(ADMIN).await?;
        // Everything that outlives a page: the form, the list's address, a seen batch, a message about a deletion.
        t.page
            .prepare(words::WITHOUT_QR, Some("14900113"), &[chosen])
            .await?;
        t.page.fill(words::NOTES, "Ask Araya first").await?;
        t.page.sees("Not sent yet.zip").await?;
        t.page.follow(words::BATCHES).await?;
        t.page.select(words::STATUS, "Completed").await?;
        list_shows(&t.page, &["Doomed.zip", "Hall of secrets.zip"]).await?;
        t.page.follow("Hall of secrets.zip").await?;
        t.page.find(Role::Heading, "Hall of secrets.zip").await?;
        t.page.back().await?;
        t.page.press("Delete batch Doomed.zip").await?;
        t.page.fill(words::CONFIRM_NAME, "Doomed.zip").await?;
        t.page.press(words::DELETE_BATCH).await?;
        t.page.sees("Batch Doomed.zip was deleted").await?;

        let words_of_admin = [
            "Hall of secrets",
            "Doomed",
            "Not sent yet",
            "Ask Araya first",
            "14900113",
            "status=completed",
        ];
        guard(&t.page, "Administrator", &words_of_admin).await?;
        t.page.sign_out().await?;
        t.page.path_is("/login").await?;
        let stored = t
            .page
            .eval("return JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
            .await?
            .to_string();
        for word in words_of_admin {
            assert!(
                !stored.contains(word),
                "{word} is left in storage: {stored}"
            );
        }
        t.page.enter(SCANNER).await?;
        t.page.find(Role::Button, words::CHOOSE_FILES).await?;
        let form = t
            .page
            .eval("return [document.querySelector('input:checked').value, document.querySelector('textarea').value]")
            .await?;
        assert_eq!(form, json!(["zip_with_qr", ""]), "the form is a new one");
        t.page.follow(words::BATCHES).await?;
        t.page.sees(words::NONE_YET).await?;
        t.page.path_is("/batches").await?;
        go_inside(&t.page, &format!("/batches/{secret}")).await?;
        if in_production() {
            // There whoever has the link may follow a batch, without its name.
            t.page.find(Role::Heading, starts("Batch ")).await?;
        } else {
            t.page.find(Role::Heading, words::NO_RIGHT).await?;
        }
        nothing_leaked(&t.page).await
    });
}

#[test]
fn f20_another_person_in_one_tab_becomes_the_other_tabs_person_and_lists_are_never_mixed() {
    run(Setup::default(), async |t| {
        uploaded(t, STAFF, "Only for staff.zip").await?;
        uploaded(t, SCANNER, "Scanner room.zip").await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        list_shows(&t.page, &["Only for staff.zip"]).await?;
        let second = t.new_tab().await?;
        second.goto("/batches").await?;
        list_shows(&second, &["Only for staff.zip"]).await?;
        let staff = second
            .eval("return document.querySelector('.user-button').getAttribute('aria-label')")
            .await?;
        guard(
            &second,
            staff.as_str().unwrap_or_default(),
            &["Only for staff"],
        )
        .await?;
        t.page.to_front().await?;
        t.page.sign_out().await?;
        t.page.path_is("/login").await?;
        t.page.enter(SCANNER).await?;
        t.page.find(Role::Button, words::CHOOSE_FILES).await?;
        second.to_front().await?;
        second.path_is("/batches").await?;
        list_shows(&second, &["Scanner room.zip"]).await?;
        nothing_leaked(&second).await?;
        second.never_sees(1.0, "Only for staff").await
    });
}

#[test]
fn f20_a_tab_that_missed_the_sign_out_changes_hands_all_the_same() {
    run(Setup::default(), async |t| {
        uploaded(t, STAFF, "Only for staff.zip").await?;
        uploaded(t, SCANNER, "Scanner room.zip").await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        list_shows(&t.page, &["Only for staff.zip"]).await?;
        let staff = t
            .page
            .eval("return document.querySelector('.user-button').getAttribute('aria-label')")
            .await?;
        let staff = staff.as_str().unwrap_or_default();
        guard(&t.page, staff, &["Only for staff"]).await?;
        // A tab that was frozen meanwhile hears of two changes at once: here another tab puts a sign-in over the old one.
        let second = t.new_tab().await?;
        second.goto("/config.json").await?;
        second
            .eval(
                "return fetch('/api/auth/login', { method: 'POST', headers: { 'content-type': 'application/json' },
                   body: JSON.stringify({ username: 'scanner', password: 'scanner1234' }) }).then(r => r.json()).then(a =>
                   localStorage.setItem('omr.session', JSON.stringify({ v: 1, access: a.access_token,
                     refresh: a.refresh_token, expires: Date.now() + 1e6, mark: 'another' })))",
            )
            .await?;
        t.page.to_front().await?;
        list_shows(&t.page, &["Scanner room.zip"]).await?;
        t.page.path_is("/batches").await?;
        nothing_leaked(&t.page).await
    });
}

#[test]
fn f20_nothing_is_asked_with_the_tokens_of_a_person_that_the_tab_does_not_show() {
    run(Setup::default(), async |t| {
        uploaded(t, STAFF, "Only for staff.zip").await?;
        uploaded(t, SCANNER, "Scanner room.zip").await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        list_shows(&t.page, &["Only for staff.zip"]).await?;
        // The moment between a change in another tab and the event that tells of it: a tab hears no event of its own.
        t.page
            .eval(
                "return fetch('/api/auth/login', { method: 'POST', headers: { 'content-type': 'application/json' },
                   body: JSON.stringify({ username: 'scanner', password: 'scanner1234' }) }).then(r => r.json()).then(a =>
                   localStorage.setItem('omr.session', JSON.stringify({ v: 1, access: a.access_token,
                     refresh: a.refresh_token, expires: Date.now() + 1e6, mark: 'another' })))",
            )
            .await?;
        t.page.press("Refresh").await?;
        t.page.never_sees(2.0, "Scanner room").await
    });
}

#[test]
fn f20_another_person_in_the_sign_in_dialog_finds_nothing_of_the_first() {
    run(Setup::default(), async |t| {
        uploaded(t, STAFF, "Only for staff.zip").await?;
        uploaded(t, SCANNER, "Scanner room.zip").await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        list_shows(&t.page, &["Only for staff.zip"]).await?;
        t.api.end_sessions().await?;
        t.page.press("Refresh").await?;
        t.page.find(Role::TextBox, words::PASSWORD).await?;
        let staff = t
            .page
            .eval("return document.querySelector('.user-button').getAttribute('aria-label')")
            .await?;
        guard(
            &t.page,
            staff.as_str().unwrap_or_default(),
            &["Only for staff"],
        )
        .await?;
        // The name cannot be typed over; a password manager fills it all the same.
        t.page
            .eval("document.querySelector('dialog #username').value = 'scanner'; return null")
            .await?;
        t.page.sign_in_again(SCANNER).await?;
        list_shows(&t.page, &["Scanner room.zip"]).await?;
        t.page.path_is("/batches").await?;
        nothing_leaked(&t.page).await
    });
}

#[test]
fn a5_f19_a_sign_out_in_another_tab_names_the_upload_that_it_ends() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("Going up.zip", 10, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunks().throttle(200_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page.uploaded_at_least("Going up.zip", 10.0).await?;
        assert!(t.page.asks_before_leaving().await?);
        let second = t.new_tab().await?;
        second.goto("/batches").await?;
        second.sees(words::NONE_YET).await?;
        // The header of every tab counts the uploads of all.
        second.find(Role::Link, starts("1 upload")).await?;
        second.sign_out().await?;
        second.sees("1 upload is not finished").await?;
        second.sees("Going up.zip").await?;
        second.press(words::STAY).await?;
        second.has_no(Role::Button, words::SIGN_OUT_ANYWAY).await?;
        second.path_is("/batches").await?;
        let before = chunks(t).await?.len();
        until_within(30, "it goes on", async || {
            let now = chunks(t).await?.len();
            Ok(match now > before {
                true => Seen::Yes(()),
                false => Seen::NotYet(format!("{now} chunks")),
            })
        })
        .await?;
        second.sign_out().await?;
        second.press(words::SIGN_OUT_ANYWAY).await?;
        second.path_is("/login").await?;
        t.page.to_front().await?;
        t.page.path_is("/login").await?;
        assert!(
            !t.page.asks_before_leaving().await?,
            "nothing is left to lose"
        );
        t.api.no_faults().await?;
        let sent = chunks(t).await?.len();
        never_within(2.0, "another chunk", async || {
            Ok(chunks(t).await?.len() > sent)
        })
        .await?;
        assert!(t.api.sign_in(STAFF).await?.batches().await?.is_empty());
        let kept = t
            .page
            .eval("return JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
            .await?;
        assert!(!kept.to_string().contains("Going up"), "{kept}");
        Ok(())
    });
}

#[test]
fn a5_the_question_before_a_sign_out_follows_what_ends_meanwhile() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("Nearly there.zip", 4, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_final_chunk().delay(6_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page.uploaded_at_least("Nearly there.zip", 50.0).await?;
        t.page.sign_out().await?;
        t.page.sees("1 upload is not finished").await?;
        t.page.sees_within(30, "Sign out now?").await?;
        t.page
            .sees("Signing out ends nothing that is still being sent")
            .await?;
        t.page.sees_no("0 uploads").await?;
        t.page.sees_no("{").await?;
        t.page.press(words::STAY).await?;
        t.page.sees_completed(60).await?;
        arrived_once(t, &zip).await?;
        Ok(())
    });
}

#[test]
fn f19_back_shows_no_data_after_a_sign_out_elsewhere() {
    run(Setup::default(), async |t| {
        uploaded(t, STAFF, "Only for staff.zip").await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        list_shows(&t.page, &["Only for staff.zip"]).await?;
        t.page.goto("/config.json").await?;
        let second = t.new_tab().await?;
        second.goto("/batches").await?;
        list_shows(&second, &["Only for staff.zip"]).await?;
        second.sign_out().await?;
        second.path_is("/login").await?;
        t.page.to_front().await?;
        t.page.back().await?;
        t.page.path_is("/login").await?;
        t.page.never_sees(1.0, "Only for staff").await
    });
}

#[test]
fn f19_a_page_in_the_back_forward_cache_is_covered_until_the_session_was_looked_at() {
    run(Setup::default(), async |t| {
        uploaded(t, STAFF, "Only for staff.zip").await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        list_shows(&t.page, &["Only for staff.zip"]).await?;
        let visible = "return getComputedStyle(document.body).visibility";
        let away =
            "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })); return null";
        let shown = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
            return Promise.resolve().then(() => null)";
        t.page.eval(away).await?;
        assert_eq!(t.page.eval(visible).await?, "hidden");
        t.page.eval(shown).await?;
        assert_eq!(
            t.page.eval(visible).await?,
            "visible",
            "the same person is still signed in"
        );
        t.page.sees("Only for staff").await?;
        t.page.eval(away).await?;
        // Signed out elsewhere while it lay there: no event tells.
        t.page
            .eval("localStorage.removeItem('omr.session'); return null")
            .await?;
        let text = t
            .page
            .eval(
                "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
                 return new Promise(done => requestAnimationFrame(() => done(document.body.innerText)))",
            )
            .await?;
        let text = text.as_str().unwrap_or_default();
        assert!(
            !text.contains("Only for staff"),
            "the first frame shows {text}"
        );
        until("the sign-in page", async || {
            let path = t.page.path().await?;
            Ok(
                if path.starts_with("/login") && t.page.eval(visible).await? == "visible" {
                    Seen::Yes(())
                } else {
                    Seen::NotYet(path)
                },
            )
        })
        .await
    });
}
