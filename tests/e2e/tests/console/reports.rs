//! `report_url`: what is reported when the console stops or the browser blocks something, and what is not.

use e2e::api::STAFF;
use e2e::wait::{Seen, until};
use e2e::{Page, Setup, Step, run};
use serde_json::{Value, json};

const URL: &str = "/reports";

/// Keeps what is sent there over reloads, and answers in the receiver's place.
const RECEIVER: &str = "
    const real = window.fetch;
    window.fetch = async (request, init) => {
      if (new URL(request.url ?? request, location.href).pathname !== '/reports') return real(request, init);
      const { method, credentials, keepalive, referrerPolicy } = request;
      const report = { method, credentials, keepalive: keepalive ?? true, referrerPolicy, body: JSON.parse(await request.clone().text()) };
      sessionStorage.reports = JSON.stringify([...JSON.parse(sessionStorage.reports ?? '[]'), report]);
      return new Response(null, { status: 204 });
    }";

async fn reports(page: &Page) -> Step<Vec<Value>> {
    let kept = page
        .eval("return JSON.parse(sessionStorage.reports ?? '[]')")
        .await?;
    Ok(kept.as_array().cloned().unwrap_or_default())
}

async fn reported(page: &Page, count: usize) -> Step<Vec<Value>> {
    until(&format!("{count} reports"), async || {
        let all = reports(page).await?;
        Ok(if all.len() >= count {
            Seen::Yes(all)
        } else {
            Seen::NotYet(format!("{all:?}"))
        })
    })
    .await
}

fn setup() -> Setup {
    Setup::default().config(json!({ "report_url": URL }))
}

/// The text of every page with the parts of the program that come last.
const LAST: &str = "Copy diagnostics";

const VIOLATION: &str = "const image = document.createElement('img');
    image.src = 'https://tracker.example/Somchai/scan.jpg?token=secret'; document.body.append(image); return null";

#[test]
fn what_the_browser_blocks_is_reported_without_addresses_a_few_times() {
    run(setup(), async |t| {
        t.allowed.policy = true;
        t.page.at_start(RECEIVER).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/help").await?;
        t.page.sees(LAST).await?;
        for _ in 0..8 {
            t.page.eval(VIOLATION).await?;
        }
        let all = reported(&t.page, 5).await?;
        assert_eq!(all.len(), 5, "{all:?}");
        let first = &all[0];
        assert_eq!(first["method"], "POST");
        assert_eq!(first["credentials"], "omit");
        assert_eq!(first["keepalive"], true);
        assert_eq!(first["referrerPolicy"], "no-referrer");
        assert_eq!(first["body"]["kind"], "blocked");
        assert_eq!(first["body"]["page"], "/help");
        assert_eq!(first["body"]["directive"], "img-src");
        assert_eq!(first["body"]["blocked"], "https://tracker.example");
        let said = format!("{all:?}");
        for word in ["Somchai", "secret", "127.0.0.1", "staff"] {
            assert!(!said.contains(word), "{word} is in {said}");
        }
        Ok(())
    });
}

#[test]
fn a_stop_is_reported_once_with_its_page() {
    run(setup(), async |t| {
        t.page.at_start(RECEIVER).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/help").await?;
        t.page.sees(LAST).await?;
        t.page
            .eval("dispatchEvent(new Event('omr-panic')); return null")
            .await?;
        let all = reported(&t.page, 1).await?;
        assert_eq!(all[0]["body"]["kind"], "stopped");
        assert_eq!(all[0]["body"]["page"], "/help");
        assert_eq!(all[0]["body"]["cause"], "panic");
        t.page.reload().await?;
        t.page.sees(LAST).await?;
        assert_eq!(
            reports(&t.page).await?.len(),
            1,
            "not again after the reload"
        );
        Ok(())
    });
}

#[test]
fn without_the_setting_nothing_is_reported() {
    run(Setup::default(), async |t| {
        t.allowed.policy = true;
        t.page.at_start(RECEIVER).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/help").await?;
        t.page.sees(LAST).await?;
        t.page.eval(VIOLATION).await?;
        t.page.goto("/upload").await?;
        assert_eq!(reports(&t.page).await?, Vec::<Value>::new());
        Ok(())
    });
}
