//! "Copy diagnostics": what engineers need, and nothing that names a person, a file or a batch.

use e2e::api::STAFF;
use e2e::wait::{Seen, until};
use e2e::{Bench, Page, Role, Rule, Setup, Step, run, words};
use serde_json::json;

const COPY: &str = "Copy diagnostics";
const LABEL: &str = "Diagnostics of this tab";
const COPIED: &str = "Copied. Paste it into your message.";
const REFUSED: &str = "The browser does not let the page copy.";

/// The clipboard takes everything and keeps it where tests can look; with `refuse` it takes nothing.
fn clipboard(refuse: bool) -> String {
    format!(
        "Object.defineProperty(navigator, 'clipboard', {{ configurable: true, value: {{
           writeText: async text => {{ if ({refuse}) throw new DOMException('no', 'NotAllowedError'); window.copied = text }} }} }})"
    )
}

async fn copy(page: &Page) -> Step<String> {
    page.follow(e2e::page::starts("Diagnostics")).await?;
    page.press(COPY).await?;
    let field = page.get(Role::TextBox, LABEL).await?;
    Ok(field.value().await?.unwrap_or_default())
}

/// To the help page without a reload, which would begin a new log.
async fn open_help(page: &Page) -> Step {
    page.press(e2e::page::starts(words::USER_MENU)).await?;
    page.follow("Help").await?;
    page.path_is("/help").await.map(drop)
}

/// A session in which much goes wrong, all of it with names that tell.
async fn telling_session(t: &Bench) -> Step<Vec<String>> {
    let zip = t.quick_zip("Somchai-finals.zip", 6, 700_000)?;
    t.page.sign_in(STAFF).await?;
    t.api.fault(Rule::on_chunk(1).times(1).status(503)).await?;
    t.page
        .prepare(words::WITH_QR, None, std::slice::from_ref(&zip))
        .await?;
    t.page.fill(words::NOTES, "for Malee only").await?;
    t.page.send().await?;
    t.page.sees_completed(60).await?;
    let staff = t.api.sign_in(STAFF).await?;
    let batch = staff.only_batch_named("Somchai-finals.zip").await?;
    let failing = format!("/api/batches/{batch}*");
    t.api
        .fault(
            Rule::on("GET", &failing)
                .times(1)
                .status(500)
                .body(json!({ "detail": "Araya failed" })),
        )
        .await?;
    t.page.open_batch().await?;
    t.page
        .path_becomes("the batch", |path| path.contains(&batch))
        .await?;
    let keys = t
        .page
        .eval("const s = JSON.parse(localStorage['omr.session']); return Object.values(s).map(String)")
        .await?;
    let tokens = keys.as_array().into_iter().flatten();
    let mut telling: Vec<String> = tokens
        .filter_map(|value| value.as_str().map(str::to_owned))
        .filter(|text| text.len() > 8 && text.parse::<f64>().is_err())
        .collect();
    assert!(telling.len() >= 2, "tokens and mark: {telling:?}");
    telling.extend(
        [
            "Somchai",
            "finals",
            "Malee",
            "Araya",
            "Front desk",
            "Exam Office",
            STAFF.username,
            STAFF.password,
        ]
        .map(str::to_owned),
    );
    telling.push(batch);
    Ok(telling)
}

#[test]
fn the_text_says_what_failed_and_names_nobody() {
    let setup = Setup::default()
        .small_chunks()
        .config(json!({ "support": "Front desk, 081 234 5678", "idle_minutes": 480 }));
    run(setup, async |t| {
        t.page.at_start(&clipboard(false)).await?;
        let telling = telling_session(t).await?;
        until("the failed call to be answered", async || {
            let asked = t.api.requests().await?;
            Ok(if asked.iter().any(|r| r["status"] == 500) {
                Seen::Yes(())
            } else {
                Seen::NotYet("no failure yet".to_owned())
            })
        })
        .await?;
        open_help(&t.page).await?;
        let text = copy(&t.page).await?;
        t.page.sees(COPIED).await?;
        assert_eq!(t.page.eval("return window.copied").await?, text.as_str());
        for wanted in [
            "release: 0.1.0",
            "browser: Mozilla/5.0",
            "languages: en",
            "time zone: ",
            "screen: ",
            "window 1",
            "Worker: yes",
            "navigator.locks: yes",
            "BroadcastChannel: yes",
            "indexedDB: yes",
            "storage quota: ",
            "notification permission: ",
            "\"idle_minutes\":480",
            "\"support\":\"(set)\"",
            "session: signed in",
            "upload 1: sending",
            "upload 1: done",
            "POST /batches/upload-chunk: status 503 after ",
            "status 500 after ",
        ] {
            assert!(text.contains(wanted), "{wanted} is missing in\n{text}");
        }
        for word in telling {
            assert!(!text.contains(&word), "{word} is in\n{text}");
        }
        let log = text.split("log, oldest first:").nth(1).unwrap_or_default();
        assert!(log.trim().lines().count() <= 50, "{log}");
        Ok(())
    });
}

#[test]
fn where_the_clipboard_is_refused_the_text_is_selected() {
    run(Setup::default(), async |t| {
        t.page.at_start(&clipboard(true)).await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/help").await?;
        let text = copy(&t.page).await?;
        t.page.sees(REFUSED).await?;
        t.page.focus_becomes("textbox", LABEL).await?;
        let selected = t
            .page
            .eval("const f = document.activeElement; return [f.readOnly, f.value.slice(f.selectionStart, f.selectionEnd)]")
            .await?;
        assert_eq!(selected, json!([true, text]));
        let said =
            "return [...document.querySelectorAll('[role=status]')].map(e => e.textContent).join()";
        until("the outcome to be announced", async || {
            let said = t.page.eval(said).await?.to_string();
            Ok(if said.contains(REFUSED) {
                Seen::Yes(())
            } else {
                Seen::NotYet(said)
            })
        })
        .await?;
        crate::look::passes(&t.page, crate::look::Look::HelpDiagnostics).await
    });
}

#[test]
fn a_stop_is_in_the_log_of_the_reloaded_page() {
    run(Setup::default(), async |t| {
        t.page.at_start(&clipboard(false)).await?;
        t.page.sign_in(STAFF).await?;
        // As the hook of a panic leaves it.
        t.page
            .eval(
                "sessionStorage.setItem('omr.stopped', '1763569500000 /batches/:id'); return null",
            )
            .await?;
        t.page.goto("/help").await?;
        let text = copy(&t.page).await?;
        assert!(
            text.contains("Z the console stopped on /batches/:id"),
            "{text}"
        );
        assert!(!text.contains("0b0a2a3e"), "{text}");
        Ok(())
    });
}
