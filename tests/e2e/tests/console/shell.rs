//! The frame around all pages: skip link, titles and focus, settings that cannot be used, assets, headers, panics.

use e2e::api::{ADMIN, STAFF};
use e2e::wait::{Seen, never_within, until};
use e2e::{Role, Setup, run, words};
use thirtyfour::Key;

#[test]
fn the_first_stop_of_the_tab_key_skips_to_the_content() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page.goto("/batches").await?;
        t.page.sees(words::NONE_YET).await?;
        t.page
            .eval("document.activeElement.blur(); return null")
            .await?;
        t.page.key(Key::Tab).await?;
        assert_eq!(t.page.focused().await?, words::SKIP);
        t.page.key(Key::Enter).await?;
        until("the focus to be in the content", async || {
            let inside = t
                .page
                .eval("return !!document.activeElement.closest('main')")
                .await?;
            Ok(if inside == true {
                Seen::Yes(())
            } else {
                Seen::NotYet("outside".to_owned())
            })
        })
        .await
    });
}

#[test]
fn a_change_of_page_changes_the_title_and_moves_the_focus_to_the_heading() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        t.page.follow(words::BATCHES).await?;
        t.page
            .title_becomes("that of the list", |title| title.starts_with("Batches"))
            .await?;
        until("the focus on the heading", async || {
            let focused = t.page.focused().await?;
            Ok(if focused == words::BATCHES {
                Seen::Yes(())
            } else {
                Seen::NotYet(focused)
            })
        })
        .await?;
        t.page.follow(words::UPLOAD).await?;
        t.page
            .title_becomes("that of the upload page", |title| {
                title.starts_with("Upload")
            })
            .await?;
        Ok(())
    });
}

#[test]
fn a_setting_that_cannot_be_used_is_named() {
    run(
        Setup::default().config(serde_json::json!({ "chunk_bytes": 7 })),
        async |t| {
            t.page.goto("/").await?;
            t.page.sees("The console is not set up correctly").await?;
            t.page.sees("chunk_bytes").await?;
            Ok(())
        },
    );
}

#[test]
fn assets_and_headers_are_as_the_security_rules_want_them() {
    run(Setup::default(), async |t| {
        t.page.goto("/").await?;
        let http = reqwest::Client::new();
        let base = t.api.base().to_owned();
        let missing = http
            .get(format!("{base}/assets/missing-1234.wasm"))
            .send()
            .await?;
        assert_eq!(
            missing.status().as_u16(),
            404,
            "a missing asset is never index.html"
        );
        let index = http.get(format!("{base}/batches")).send().await?;
        let header = |name: &str| {
            index
                .headers()
                .get(name)
                .and_then(|v| v.to_str().ok())
                .unwrap_or_default()
                .to_owned()
        };
        let csp = header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(csp.contains(part), "{part} in {csp}");
        }
        assert!(
            !csp.contains("unsafe-inline") && !csp.contains("'unsafe-eval'"),
            "{csp}"
        );
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(header("cache-control").contains("no-cache"));
        let page = index.text().await?;
        assert!(!page.contains("<script>"), "no inline script");
        let list = http.get(format!("{base}/api/batches/")).send().await?;
        let cache = list
            .headers()
            .get("cache-control")
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default();
        assert!(cache.contains("no-store"), "{cache}");
        Ok(())
    });
}

#[test]
fn the_browser_has_nothing_to_warn_of() {
    run(Setup::default().seeded(5), async |t| {
        t.page.sign_in(ADMIN).await?;
        for path in ["/upload", "/batches"] {
            t.page.goto(path).await?;
            t.page.find(Role::Link, words::BATCHES).await?;
            // What was preloaded in vain is told three seconds after the page has loaded.
            never_within(5.0, "a warning", async || {
                let console = t.page.browser().console().await?;
                let warned = console
                    .iter()
                    .find(|e| ["WARNING", "SEVERE"].contains(&e.level.as_str()));
                match warned {
                    Some(entry) => Err(e2e::Failure(format!("{path}: {}", entry.message))),
                    None => Ok(false),
                }
            })
            .await?;
        }
        Ok(())
    });
}
