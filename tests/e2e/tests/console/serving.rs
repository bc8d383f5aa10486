//! What operators copy, run by the real programs: nginx with `deploy/nginx.conf` and Caddy with `deploy/Caddyfile` send the same
//! headers, lead the same addresses to the same places, and cache alike. Looked at by a page of the console itself.

use std::collections::BTreeMap;

use e2e::api::ADMIN;
use e2e::faults::UPLOAD;
use e2e::{Bench, Failure, Program, Protocol, Role, Setup, Step, run, words};
use serde_json::{Value, json};

/// An answer as a page sees it. Names of headers are in small letters.
#[derive(Debug)]
struct Answer {
    status: u64,
    headers: BTreeMap<String, String>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

const ASK: &str = "const [method, path] = arguments;
    return fetch(path, { method, cache: 'no-store', redirect: 'error' })
        .then(answer => [answer.status, Object.fromEntries(answer.headers)])";

async fn ask(t: &Bench, method: &str, path: &str) -> Step<Answer> {
    let asked = t.page.script(ASK, vec![json!(method), json!(path)]).await?;
    let answer: &Value = asked.json();
    let headers = answer[1].as_object().cloned().unwrap_or_default();
    Ok(Answer {
        status: answer[0].as_u64().unwrap_or_default(),
        headers: headers
            .into_iter()
            .map(|(name, value)| (name, value.as_str().unwrap_or_default().to_owned()))
            .collect(),
    })
}

/// Files of the tests' own beside the console's: of each kind one, and one that is packed as well.
fn add_files(t: &Bench) -> Step {
    let gateway = t.gateway.as_ref();
    let dist = gateway.map(e2e::Gateway::dist);
    let dist = dist.ok_or_else(|| Failure::new("this test has no gateway"))?;
    std::fs::create_dir_all(dist.join("kinds-0123456789abcdef"))?;
    for name in [
        "kinds-0123456789abcdef/part.wasm",
        "kinds-0123456789abcdef/en.ftl",
        "kinds.webmanifest",
        "plain.js",
        "packed-0123456789abcdef.js",
        "packed-0123456789abcdef.js.br",
        "packed-0123456789abcdef.js.gz",
    ] {
        std::fs::write(dist.join(name), "x")?;
    }
    Ok(())
}

/// Brings the browser to the sign-in page behind a gateway, and looks.
fn behind(program: Program, look: impl AsyncFnOnce(&mut Bench) -> Step) {
    run(
        Setup::default().seeded(60).behind(program, Protocol::Http2),
        async |t| {
            add_files(t)?;
            t.page.goto("/login").await?;
            t.page.find(Role::TextBox, words::USERNAME).await?;
            look(t).await
        },
    );
}

/// The headers of deploy/headers.txt.
fn fixed() -> Vec<(String, String)> {
    let file = include_str!("../../../../deploy/headers.txt");
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once(": "));
    pairs
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect()
}

/// A list of a hundred batches, asked for as the console does. A page of the same origin sees how it was packed.
async fn packs_answers(t: &mut Bench) -> Step {
    t.page.sign_in(ADMIN).await?;
    let packed = t
        .page
        .eval(
            "const { access } = JSON.parse(localStorage.getItem('omr.session'));
             return fetch('/api/batches/?limit=100&offset=0', { headers: { Authorization: `Bearer ${access}` } })
               .then(async answer => [answer.headers.get('content-encoding'), (await answer.json()).batches.length])",
        )
        .await?;
    assert_eq!(packed, json!(["gzip", 60]));
    Ok(())
}

#[test]
fn nginx_packs_the_answers_of_the_api() {
    behind(Program::Nginx, packs_answers);
}

#[test]
fn caddy_packs_the_answers_of_the_api() {
    behind(Program::Caddy, packs_answers);
}

async fn sends_the_headers(t: &mut Bench) -> Step {
    let wanted = fixed();
    assert!(wanted.len() >= 7, "{wanted:?}");
    for path in [
        "/",
        "/batches/1",
        "/config.json",
        "/plain.js",
        "/packed-0123456789abcdef.js",
        "/missing.js",
    ] {
        let answer = ask(t, "GET", path).await?;
        for (name, value) in &wanted {
            assert_eq!(answer.header(name), value, "{name} of {path}");
        }
    }
    Ok(())
}

#[test]
fn nginx_sends_every_security_header_with_pages_files_and_what_is_missing() {
    behind(Program::Nginx, sends_the_headers);
}

#[test]
fn caddy_sends_every_security_header_with_pages_files_and_what_is_missing() {
    behind(Program::Caddy, sends_the_headers);
}

const NEW: &str = "no-cache";
const FIXED: &str = "public, max-age=31536000, immutable";

/// Address, status, kind and caching.
const ROUTES: [(&str, u64, &str, &str); 10] = [
    ("/", 200, "text/html; charset=utf-8", NEW),
    ("/batches", 200, "text/html; charset=utf-8", NEW),
    ("/batches/1.5/x", 200, "text/html; charset=utf-8", NEW),
    ("/index.html", 200, "text/html; charset=utf-8", NEW),
    ("/config.json", 200, "application/json", NEW),
    ("/plain.js", 200, "text/javascript; charset=utf-8", NEW),
    ("/kinds.webmanifest", 200, "application/manifest+json", NEW),
    (
        "/kinds-0123456789abcdef/part.wasm",
        200,
        "application/wasm",
        FIXED,
    ),
    (
        "/kinds-0123456789abcdef/en.ftl",
        200,
        "text/plain; charset=utf-8",
        FIXED,
    ),
    (
        "/packed-0123456789abcdef.js",
        200,
        "text/javascript; charset=utf-8",
        FIXED,
    ),
];

async fn leads_and_caches(t: &mut Bench) -> Step {
    for (path, status, kind, cache) in ROUTES {
        // Not the content: what is packed here is no real packing.
        let answer = ask(t, "HEAD", path).await?;
        let seen = (
            answer.header("content-type"),
            answer.header("cache-control"),
        );
        assert_eq!((answer.status, seen), (status, (kind, cache)), "{path}");
    }
    for path in ["/missing.js", "/missing-0123456789abcdef/part.wasm"] {
        let answer = ask(t, "GET", path).await?;
        assert_eq!(answer.status, 404, "{path}");
        assert!(
            !answer.header("cache-control").contains("immutable"),
            "{path}"
        );
    }
    leads_to_the_api(t).await?;
    leads_to_tls(t).await
}

async fn leads_to_the_api(t: &Bench) -> Step {
    for path in ["/api/auth/me", "/api/realtime/auth/me"] {
        let answer = ask(t, "GET", path).await?;
        // Nobody is signed in here; the answer is the API's own.
        assert_eq!(answer.status, 403, "{path}: {answer:?}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        let tls = answer.header("strict-transport-security");
        assert_eq!(tls, "max-age=63072000; includeSubDomains", "{path}");
    }
    Ok(())
}

async fn leads_to_tls(t: &Bench) -> Step {
    let plain = t.gateway.as_ref().map(e2e::Gateway::plain);
    let plain = plain.ok_or_else(|| Failure::new("this test has no gateway"))?;
    let nowhere = reqwest::redirect::Policy::none();
    let http = reqwest::Client::builder().redirect(nowhere).build()?;
    let answer = http.get(format!("{plain}/batches")).send().await?;
    assert!(answer.status().is_redirection(), "{}", answer.status());
    let headers = answer.headers();
    let to = headers.get("location").and_then(|to| to.to_str().ok());
    assert!(
        to.is_some_and(|to| to.starts_with("https://") && to.ends_with("/batches")),
        "{to:?}"
    );
    assert!(!headers.contains_key("strict-transport-security"));
    Ok(())
}

#[test]
fn nginx_leads_every_address_to_its_place_and_says_how_long_it_holds() {
    behind(Program::Nginx, async |t| {
        leads_and_caches(t).await?;
        let packed = ask(t, "HEAD", "/packed-0123456789abcdef.js").await?;
        assert_eq!(packed.header("content-encoding"), "gzip");
        Ok(())
    });
}

#[test]
fn caddy_leads_every_address_to_its_place_and_says_how_long_it_holds() {
    behind(Program::Caddy, async |t| {
        leads_and_caches(t).await?;
        let packed = ask(t, "HEAD", "/packed-0123456789abcdef.js").await?;
        assert_eq!(packed.header("content-encoding"), "br");
        Ok(())
    });
}

/// A body beyond the limit; `null` where the gateway breaks off while it is sent, as it may over HTTP/2.
const TOO_MUCH: &str = "return fetch('/api/batches/upload', { method: 'POST', body: new Blob([new Uint8Array(105_000_000)]) })
    .then(answer => answer.status, () => null)";

async fn refuses_too_much(t: &mut Bench) -> Step {
    let status = t.page.eval(TOO_MUCH).await?;
    assert!(status.is_null() || status == 413, "{status}");
    assert!(t.api.requests_to("POST", UPLOAD).await?.is_empty());
    let second = t.gateway.as_ref().map(|gateway| &gateway.second);
    let second = second.ok_or_else(|| Failure::new("this test has no gateway"))?;
    assert!(second.requests_to("POST", UPLOAD).await?.is_empty());
    Ok(())
}

#[test]
fn nginx_keeps_a_body_beyond_the_limit_from_the_api() {
    behind(Program::Nginx, refuses_too_much);
}

#[test]
fn caddy_keeps_a_body_beyond_the_limit_from_the_api() {
    behind(Program::Caddy, refuses_too_much);
}
