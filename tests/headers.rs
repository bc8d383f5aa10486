//! The security headers stand in deploy/headers.txt; whatever serves the console sends the same ones. (local-api sends
//! the file itself: local-api/tests/contract/edge.rs.)

#![expect(clippy::panic, reason = "a panic is how a test fails")]

use std::collections::BTreeMap;

type Headers = BTreeMap<String, String>;

const TLS_ONLY: &str = "Strict-Transport-Security";

fn wanted() -> Headers {
    let file = include_str!("../deploy/headers.txt");
    let lines = file
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| line.split_once(": ").unwrap_or_else(|| panic!("{line}")))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// The lines that begin so, each a name and a value in quotes.
fn copies(text: &str, start: &str, end: &str) -> Headers {
    let lines = text.lines().filter_map(|line| line.strip_prefix(start));
    let pairs = lines.filter_map(|line| line.strip_suffix(end)?.split_once(" \""));
    pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

#[test]
fn the_policy_is_strict_and_asks_for_trusted_types() {
    let headers = wanted();
    let policy: Vec<&str> = headers["Content-Security-Policy"].split("; ").collect();
    for part in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types default",
    ] {
        assert!(policy.contains(&part), "{part}");
    }
    let all = headers["Content-Security-Policy"].as_str();
    assert!(!all.contains("unsafe-inline") && !all.contains("'unsafe-eval'"));
    let denied = &headers["Permissions-Policy"];
    for feature in ["camera", "microphone", "geolocation", "payment", "usb"] {
        assert!(denied.contains(&format!("{feature}=()")), "{feature}");
    }
    assert_eq!(headers[TLS_ONLY], "max-age=63072000; includeSubDomains");
}

#[test]
fn nginx_sends_the_same_headers_as_all_others() {
    let file = include_str!("../deploy/nginx.conf");
    assert_eq!(copies(file, "    add_header ", "\" always;"), wanted());
    // A location with headers of its own inherits none: those of the API say again what holds for answers as well.
    let api = copies(file, "        add_header ", "\" always;");
    assert_eq!(api[TLS_ONLY], wanted()[TLS_ONLY]);
    assert_eq!(
        file.matches("add_header Strict-Transport-Security ")
            .count(),
        3
    );
}

#[test]
fn trunk_sends_the_same_headers_but_the_one_for_tls() {
    let file = include_str!("../Trunk.toml");
    let (_, section) = file.split_once("[serve.headers]\n").unwrap();
    let lines = section.lines().take_while(|line| !line.starts_with('['));
    let pairs = lines.filter_map(|line| {
        line.strip_prefix('"')?
            .strip_suffix('"')?
            .split_once("\" = \"")
    });
    let sent: Headers = pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let mut wanted = wanted();
    wanted.remove(TLS_ONLY);
    assert_eq!(sent, wanted);
}

#[test]
fn caddy_sends_the_same_headers_as_all_others() {
    let file = include_str!("../deploy/Caddyfile");
    let (_, site) = file.split_once("# As in deploy/headers.txt.\n").unwrap();
    let (site, _) = site.split_once("\t\t}\n").unwrap();
    assert_eq!(copies(site, "\t\t\t", "\""), wanted());
    let (api, _) = file.split_once("reverse_proxy").unwrap();
    assert_eq!(copies(api, "\t\t", "\"")[TLS_ONLY], wanted()[TLS_ONLY]);
}

#[test]
fn the_container_sends_the_same_headers_as_all_others() {
    let file = include_str!("../deploy/container.conf");
    let mut sent = copies(file, "        add_header ", "\" always;");
    // Plain HTTP inside; whoever speaks TLS in front says so.
    assert!(file.contains("add_header Strict-Transport-Security $omr_tls always;"));
    let tls = format!("https \"{}\";", wanted()[TLS_ONLY]);
    assert!(file.contains(&tls), "{tls}");
    sent.insert(TLS_ONLY.to_owned(), wanted()[TLS_ONLY].clone());
    assert_eq!(sent, wanted());
}
