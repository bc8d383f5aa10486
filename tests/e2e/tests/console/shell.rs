//! The frame around all pages: settings that cannot be used, assets, headers, warnings. Skip link, titles and focus are K1 and K9
//! in `keys`.

use e2e::api::ADMIN;
use e2e::wait::never_within;
use e2e::{Role, Setup, run, words};

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

#[test]
fn d14_the_icon_is_there_by_the_name_that_browsers_guess() {
    run(Setup::default(), async |t| {
        t.page.goto("/login").await?;
        let asked =
            "return fetch('/favicon.ico').then(r => [r.status, r.headers.get('content-type')])";
        let answer = t.page.eval(asked).await?;
        assert_eq!(answer, serde_json::json!([200, "image/x-icon"]));
        Ok(())
    });
}

/// Opens every icon that the page and its manifest name, and gives name, kind and width of each.
const ICONS: &str = "const width = async address => {
        const picture = new Image();
        picture.src = address;
        await picture.decode();
        return picture.naturalWidth;
    };
    return (async () => {
        const manifest = await fetch(document.querySelector('link[rel=manifest]').href);
        const named = [...document.querySelectorAll('link[rel=icon],link[rel=apple-touch-icon]')]
            .map(link => ({ src: link.href, sizes: link.getAttribute('sizes') }));
        const { icons, name } = await manifest.json();
        const wrong = [];
        for (const { src, sizes } of [...named, ...icons]) {
            const wide = await width(src);
            if (sizes && sizes !== `${wide}x${wide}`) wrong.push([src, sizes, wide]);
        }
        return [manifest.headers.get('content-type'), name, named.length, icons.length, wrong];
    })()";

#[test]
fn every_icon_of_page_and_manifest_is_there_in_its_size() {
    run(Setup::default(), async |t| {
        t.page.goto("/login").await?;
        let seen = t.page.eval(ICONS).await?;
        let manifest = "application/manifest+json";
        let wanted = serde_json::json!([manifest, "OMR Batch Console", 3, 2, []]);
        assert_eq!(seen, wanted);
        Ok(())
    });
}
