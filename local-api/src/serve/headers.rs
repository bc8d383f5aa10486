//! The headers that every answer carries: those of the file that gateways follow as well (experience.md, section C).

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// One header a line; lines with `#` are for people.
const FILE: &str = include_str!("../../../deploy/headers.txt");

/// The file, read once. What holds for TLS alone must not be sent here (RFC 6797, 7.2).
static FIXED: LazyLock<Vec<(HeaderName, HeaderValue)>> = LazyLock::new(|| {
    let lines = FILE.lines().filter(|line| !line.starts_with('#'));
    let named = lines.filter_map(|line| line.split_once(": "));
    let read = named
        .filter_map(|(name, value)| Some((name.parse().ok()?, HeaderValue::from_static(value))));
    read.filter(|(name, _)| *name != header::STRICT_TRANSPORT_SECURITY)
        .collect()
});

/// Adds the security headers, and `no-store` where nothing else was said about caching.
pub(super) fn finish(headers: &mut HeaderMap) {
    for (name, value) in FIXED.iter() {
        headers.insert(name, value.clone());
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}
