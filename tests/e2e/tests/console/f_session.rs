//! F-16, F-22, F-23: tokens, clocks and storage that do not do what one would like, in mid-upload.

use e2e::api::STAFF;
use e2e::{Role, Rule, Setup, run, words};

use crate::common::{CHUNK, arrived_once, sent_again};

#[test]
fn f16_a_token_refused_in_mid_upload_is_renewed_once_and_the_chunk_sent_again() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("f16.zip", 10, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunks().throttle(400_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page.uploaded_at_least("f16.zip", 20.0).await?;
        let before = t.api.requests_to("POST", "/api/auth/refresh").await?.len();
        t.api.expire_access_tokens().await?;
        t.page.sees_completed(120).await?;
        arrived_once(t, &zip).await?;
        let renewals = t.api.requests_to("POST", "/api/auth/refresh").await?.len() - before;
        assert_eq!(renewals, 1, "three chunks refused together are one renewal");
        assert!(sent_again(t, &zip).await? <= 3 * CHUNK);
        Ok(())
    });
}

#[test]
fn f16_a_session_that_ends_asks_for_the_password_over_the_page_and_goes_on() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = t.quick_zip("f16-end.zip", 10, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunks().throttle(400_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page.uploaded_at_least("f16-end.zip", 20.0).await?;
        t.api.end_sessions().await?;
        t.page
            .find_within(30, Role::TextBox, words::PASSWORD)
            .await?;
        t.page.path_is("/upload").await?;
        t.page.sign_in_again(STAFF).await?;
        t.page.sees_completed(120).await?;
        arrived_once(t, &zip).await?;
        assert!(
            sent_again(t, &zip).await? <= 3 * CHUNK,
            "what was sent is kept"
        );
        Ok(())
    });
}

/// Shifts the page's wall clock; `window.__shift` can be changed later. The monotonic clock stays.
fn clock(shift_minutes: i64) -> String {
    format!(
        "window.__shift = {shift_minutes} * 60000; const Real = Date;
         window.Date = class extends Real {{
           constructor(...a) {{ a.length ? super(...a) : super(Real.now() + window.__shift) }}
           static now() {{ return Real.now() + window.__shift }}
         }}"
    )
}

/// A minus sign before a number: a time or speed that fell below nothing.
fn negative(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        word.strip_prefix(['-', '−'])
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

fn with_clock(shift_minutes: i64) {
    run(
        Setup::with(&["--access-seconds", "40"]).small_chunks(),
        async |t| {
            t.page.at_start(&clock(shift_minutes)).await?;
            let zip = t.quick_zip("f22.zip", 8, 700_000)?;
            t.page.sign_in(STAFF).await?;
            t.api.fault(Rule::on_chunks().throttle(300_000)).await?;
            t.page.upload_zip(&zip).await?;
            t.page.uploaded_at_least("f22.zip", 30.0).await?;
            // A jump in mid-upload, as at the end of summer time or after a synchronisation.
            t.page
                .eval("window.__shift -= 3600000; return null")
                .await?;
            t.page.uploaded_at_least("f22.zip", 60.0).await?;
            assert!(!negative(&t.page.text().await?), "{}", t.page.text().await?);
            t.page
                .eval("window.__shift += 7200000; return null")
                .await?;
            t.page.sees_completed(90).await?;
            assert!(!negative(&t.page.text().await?));
            arrived_once(t, &zip).await?;
            let renewals = t.api.requests_to("POST", "/api/auth/refresh").await?.len();
            assert!(
                renewals < 8,
                "a wrong clock makes no storm of renewals: {renewals}"
            );
            Ok(())
        },
    );
}

#[test]
fn f22_a_clock_ten_minutes_fast() {
    with_clock(10);
}

#[test]
fn f22_a_clock_ten_minutes_slow() {
    with_clock(-10);
}

#[test]
fn f23_without_storage_everything_works_and_the_loss_is_said_once() {
    run(Setup::default().small_chunks(), async |t| {
        t.page
            .at_start(
                "for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
                   Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError') } })",
            )
            .await?;
        let zip = t.quick_zip("f23.zip", 4, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees("do not survive a reload").await?;
        t.page.sees_completed(60).await?;
        arrived_once(t, &zip).await?;
        Ok(())
    });
}

#[test]
fn f23_full_storage_loses_no_session_and_no_upload() {
    run(Setup::default().small_chunks(), async |t| {
        t.page
            .at_start(
                "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') };
                 IDBObjectStore.prototype.put = IDBObjectStore.prototype.add =
                     () => { throw new DOMException('full', 'QuotaExceededError') };",
            )
            .await?;
        let zip = t.quick_zip("f23-full.zip", 4, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(60).await?;
        t.page.sees("do not survive a reload").await?;
        t.page.follow(words::BATCHES).await?;
        t.page.sees("f23-full.zip").await?;
        arrived_once(t, &zip).await?;
        Ok(())
    });
}

#[test]
fn f23_corrupt_storage_is_put_aside() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page
            .eval(
                "for (const key of Object.keys(localStorage)) localStorage.setItem(key, '{\"half');
                 for (const key of ['session', 'tokens', 'theme']) localStorage.setItem(key, '\\u0000'); return null",
            )
            .await?;
        t.page.reload().await?;
        t.page.sign_in(STAFF).await?;
        t.page.find(Role::Button, words::CHOOSE_FILES).await?;
        Ok(())
    });
}
