//! The session after signing in: renewal, its end, and several tabs.

use e2e::api::STAFF;
use e2e::wait::{Seen, until, until_within};
use e2e::{Role, Rule, Setup, run, words};

use crate::common::arrived_once;

const REFRESH: &str = "/api/auth/refresh";

#[test]
fn sign_out_ends_the_session_in_every_tab() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        let second = t.new_tab().await?;
        second.goto("/batches").await?;
        second.sees(words::NONE_YET).await?;
        t.page.to_front().await?;
        t.page.sign_out().await?;
        t.page.path_is("/login").await?;
        second.to_front().await?;
        second.path_is("/login").await?;
        let kept = second
            .eval("return JSON.stringify([Object.values(localStorage), Object.values(sessionStorage)])")
            .await?;
        assert!(
            !kept.to_string().contains("eyJ"),
            "no token is left in storage: {kept}"
        );
        second.back().await?;
        second.path_is("/login").await?;
        Ok(())
    });
}

#[test]
fn a_reload_keeps_the_session_and_needs_no_password() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        t.page.sees(words::NONE_YET).await?;
        t.page.reload().await?;
        t.page.sees(words::NONE_YET).await?;
        t.page.path_is("/batches").await?;
        Ok(())
    });
}

#[test]
fn a_token_is_renewed_before_it_expires_so_that_no_request_is_refused() {
    run(
        Setup::with(&["--access-seconds", "8", "--sheets-per-second", "1"]),
        async |t| {
            let zip = t.quick_zip("watched.zip", 90, 8_000)?;
            let batch = t.api.sign_in(STAFF).await?.upload(&zip, None).await?;
            t.page.sign_in(STAFF).await?;
            t.page.goto(&format!("/batches/{batch}")).await?;
            until_within(40, "two renewals", async || {
                let renewals = t.api.requests_to("POST", REFRESH).await?.len();
                Ok(if renewals >= 2 {
                    Seen::Yes(())
                } else {
                    Seen::NotYet(format!("{renewals}"))
                })
            })
            .await?;
            t.page.path_is(&format!("/batches/{batch}")).await?;
            let refused: Vec<_> = t
                .api
                .requests()
                .await?
                .into_iter()
                .filter(|r| r["status"] == 401)
                .collect();
            assert!(refused.is_empty(), "{refused:?}");
            Ok(())
        },
    );
}

#[test]
fn a6_a_tab_that_never_lets_go_of_the_session_holds_nobody_up_for_ever() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        let second = t.new_tab().await?;
        second.goto("/batches").await?;
        second.sees(words::NONE_YET).await?;
        second
            .eval(
                "navigator.locks.request('omr.refresh', () => new Promise(done => { window.release = done; }));
                 return null",
            )
            .await?;
        t.api.expire_access_tokens().await?;
        t.page.to_front().await?;
        t.page.goto("/batches").await?;
        // Ten seconds, and then a cause and what to do.
        t.page
            .sees_within(30, "Close the other tabs of the console")
            .await?;
        second.to_front().await?;
        second.close().await?;
        t.page.to_front().await?;
        // It asks again by itself.
        t.page.sees_within(60, words::NONE_YET).await
    });
}

#[test]
fn f17_two_tabs_renew_a_token_only_once() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        let second = t.new_tab().await?;
        second.goto("/batches").await?;
        second.sees(words::NONE_YET).await?;
        t.page.to_front().await?;
        t.page.goto("/batches").await?;
        t.page.sees(words::NONE_YET).await?;
        t.api.expire_access_tokens().await?;
        t.api.forget_requests().await?;
        // Both tabs ask at the same moment, although only one can be in front.
        let moment = t.page.eval("return Date.now() + 2500").await?;
        let click = format!(
            "const button = [...document.querySelectorAll('button')].find(b => b.innerText.trim() === 'Refresh'); \
             setTimeout(() => button.click(), {moment} - Date.now()); return button !== undefined"
        );
        assert_eq!(t.page.eval(&click).await?, true);
        second.to_front().await?;
        assert_eq!(second.eval(&click).await?, true);
        until("both tabs to have a list again", async || {
            let good = t
                .api
                .requests_to("GET", "/api/batches/")
                .await?
                .iter()
                .filter(|r| r["status"] == 200)
                .count();
            Ok(if good >= 2 {
                Seen::Yes(())
            } else {
                Seen::NotYet(format!("{good}"))
            })
        })
        .await?;
        second.path_is("/batches").await?;
        let renewals = t.api.requests_to("POST", REFRESH).await?.len();
        assert_eq!(renewals, 1, "one renewal serves both tabs");
        Ok(())
    });
}

#[test]
fn f18_a_renewal_that_fails_for_the_network_signs_nobody_out() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        t.page.sees(words::NONE_YET).await?;
        t.api
            .fault(Rule::on("POST", REFRESH).times(2).status(503))
            .await?;
        t.api.expire_access_tokens().await?;
        t.page.press("Refresh").await?;
        until_within(
            30,
            "the renewal to succeed after two failures",
            async || {
                let tries = t.api.requests_to("POST", REFRESH).await?;
                Ok(if tries.iter().any(|r| r["status"] == 200) {
                    Seen::Yes(())
                } else {
                    // A person would press it again as well; renewal must not need more than that.
                    if t.page.has(Role::Button, words::TRY_AGAIN).await? {
                        t.page.press(words::TRY_AGAIN).await?;
                    }
                    Seen::NotYet(format!("{tries:?}"))
                })
            },
        )
        .await?;
        t.page.path_is("/batches").await?;
        Ok(())
    });
}

#[test]
fn a_session_that_has_really_ended_comes_back_to_the_same_place() {
    run(Setup::default().seeded(60), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches?status=completed").await?;
        t.page
            .table_becomes(words::BATCHES, "rows", |rows| !rows.is_empty())
            .await?;
        t.api.end_sessions().await?;
        t.page.press("Refresh").await?;
        t.page.find(Role::TextBox, words::PASSWORD).await?;
        t.page.enter(STAFF).await?;
        t.page
            .path_becomes("the filtered list", |path| {
                path == "/batches?status=completed"
            })
            .await?;
        t.page
            .table_becomes(words::BATCHES, "rows", |rows| !rows.is_empty())
            .await?;
        Ok(())
    });
}

#[test]
fn a4_storage_that_another_application_clears_ends_no_upload() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("a4.zip", 6, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunks().throttle(400_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page.uploaded_at_least("a4.zip", 15.0).await?;
        let other = t.new_tab().await?;
        other.goto("/config.json").await?;
        other.eval("localStorage.clear(); return null").await?;
        t.api.no_faults().await?;
        t.page.to_front().await?;
        t.page.sees_completed(60).await?;
        t.page.path_is("/upload").await?;
        arrived_once(t, &zip).await?;
        // The session is written back: the next visit is signed in.
        other.goto("/batches").await?;
        other.sees("a4.zip").await?;
        // Signing out is still heard of.
        other.sign_out().await?;
        t.page.to_front().await?;
        t.page.path_is("/login").await?;
        Ok(())
    });
}

#[test]
fn a4_where_the_key_alone_vanishes_the_page_asks_to_sign_in_and_the_upload_waits() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("a4-key.zip", 6, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunks().throttle(400_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page.uploaded_at_least("a4-key.zip", 15.0).await?;
        let other = t.new_tab().await?;
        other.goto("/config.json").await?;
        other
            .eval("localStorage.removeItem('omr.session'); return null")
            .await?;
        t.api.no_faults().await?;
        t.page.to_front().await?;
        t.page.sees("Your session has ended").await?;
        t.page.sign_in_again(STAFF).await?;
        t.page.sees_completed(60).await?;
        arrived_once(t, &zip).await?;
        Ok(())
    });
}
