//! The built console on the same origin: SPA fallback for routes only, precompressed siblings, immutable caching of
//! hashed files, entity tags for all others (experience.md C4; RFC 9110).

use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

use crate::settings::Settings;

/// Answers a request for anything but the API.
pub(super) async fn serve(
    settings: &Settings,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
) -> Response {
    let Some(dist) = &settings.dist else {
        return plain(
            StatusCode::NOT_FOUND,
            "Only the API is served here: no --dist was given.\n",
        );
    };
    if method != Method::GET && method != Method::HEAD {
        let mut response = plain(
            StatusCode::METHOD_NOT_ALLOWED,
            "Only GET and HEAD are answered here.\n",
        );
        response
            .headers_mut()
            .insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let Some(relative) = safe_path(path) else {
        return not_found();
    };
    if relative == Path::new("config.json") {
        let built = dist.join("config.json");
        return config(settings, settings.config.as_ref().unwrap_or(&built), method).await;
    }
    let file = if is_route(&relative) {
        dist.join("index.html")
    } else {
        dist.join(&relative)
    };
    match find(&file, &accepted(headers)).await {
        Some(found) => answer(&file, found, method, headers).await,
        None => not_found(),
    }
}

/// The console's settings, with the zone of this server's clock unless they name one.
async fn config(settings: &Settings, file: &Path, method: &Method) -> Response {
    let Ok(mut bytes) = tokio::fs::read(file).await else {
        return not_found();
    };
    // What is no object is served as it is: the console says what is wrong with it.
    if let Ok(Value::Object(mut fields)) = serde_json::from_slice(&bytes)
        && fields.get("time_zone").is_none_or(Value::is_null)
    {
        fields.insert("time_zone".to_owned(), settings.spelling.zone().into());
        bytes = Value::Object(fields).to_string().into_bytes();
    }
    let length = HeaderValue::from(bytes.len());
    let mut response = Response::new(if method == Method::HEAD {
        Body::empty()
    } else {
        Body::from(bytes)
    });
    let out = response.headers_mut();
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime(file)));
    out.insert(header::CONTENT_LENGTH, length);
    response
}

/// The path inside `dist`, decoded; `None` for anything that could leave it.
fn safe_path(path: &str) -> Option<PathBuf> {
    let decoded = percent_decode(path)?;
    if decoded.contains(['\\', '\0']) {
        return None;
    }
    let relative = PathBuf::from(decoded.trim_start_matches('/'));
    relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
        .then_some(relative)
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let (high, low) = (
                char::from(rest.next()?).to_digit(16)?,
                char::from(rest.next()?).to_digit(16)?,
            );
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Routes of the console have no dot in their last segment; files have.
fn is_route(relative: &Path) -> bool {
    relative
        .file_name()
        .is_none_or(|name| !name.to_string_lossy().contains('.'))
}

/// The encodings a client takes, best first: brotli, gzip. `q=0` refuses one (RFC 9110, 12.5.3).
fn accepted(headers: &HeaderMap) -> Vec<&'static str> {
    let values = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|v| v.to_str().ok());
    let words: Vec<(String, bool)> = values
        .flat_map(|value| value.split(','))
        .map(|item| {
            let mut parts = item.split(';').map(str::trim);
            let word = parts.next().unwrap_or_default().to_ascii_lowercase();
            let refused = parts.any(|p| {
                p.strip_prefix("q=")
                    .is_some_and(|q| q.parse::<f32>() == Ok(0.0))
            });
            (word, !refused)
        })
        .collect();
    ["br", "gzip"]
        .into_iter()
        .filter(|name| words.iter().any(|(word, taken)| word == name && *taken))
        .collect()
}

struct Found {
    file: PathBuf,
    encoding: Option<&'static str>,
    varies: bool,
    tag: String,
    size: u64,
}

/// Looks the file and its compressed siblings up.
async fn find(file: &Path, encodings: &[&'static str]) -> Option<Found> {
    let plain = tokio::fs::metadata(file)
        .await
        .ok()
        .filter(std::fs::Metadata::is_file)?;
    let mut varies = false;
    for (encoding, suffix) in [("br", "br"), ("gzip", "gz")] {
        let mut name = file.as_os_str().to_owned();
        name.push(".");
        name.push(suffix);
        let sibling = PathBuf::from(name);
        let Some(meta) = tokio::fs::metadata(&sibling)
            .await
            .ok()
            .filter(std::fs::Metadata::is_file)
        else {
            continue;
        };
        varies = true;
        // A sibling older than its file belongs to another build.
        let stale = matches!((meta.modified(), plain.modified()), (Ok(s), Ok(p)) if s < p);
        if encodings.contains(&encoding) && !stale {
            let tag = tag(&meta, encoding);
            return Some(Found {
                file: sibling,
                encoding: Some(encoding),
                varies,
                tag,
                size: meta.len(),
            });
        }
    }
    Some(Found {
        file: file.to_owned(),
        encoding: None,
        varies,
        tag: tag(&plain, "id"),
        size: plain.len(),
    })
}

fn tag(meta: &std::fs::Metadata, encoding: &str) -> String {
    let time = meta
        .modified()
        .ok()
        .and_then(|t| t.duration_since(UNIX_EPOCH).ok())
        .unwrap_or_default();
    format!("\"{:x}-{:x}-{encoding}\"", meta.len(), time.as_nanos())
}

async fn answer(file: &Path, found: Found, method: &Method, headers: &HeaderMap) -> Response {
    let mut response = Response::new(Body::empty());
    let out = response.headers_mut();
    let cache = if is_hashed(file) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Ok(tag) = HeaderValue::from_str(&found.tag) {
        out.insert(header::ETAG, tag);
    }
    if found.varies {
        out.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }
    if known(headers, &found.tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime(file)));
    out.insert(header::CONTENT_LENGTH, HeaderValue::from(found.size));
    if let Some(encoding) = found.encoding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if method == Method::GET {
        match tokio::fs::read(&found.file).await {
            Ok(bytes) => {
                // The file may have been replaced since its size was read.
                out.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
                *response.body_mut() = Body::from(bytes);
            }
            Err(e) => {
                eprintln!("error: a file of the console cannot be read: {e}");
                return plain(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "The file cannot be read.\n",
                );
            }
        }
    }
    response
}

/// Whether `If-None-Match` names this entity (weak comparison).
fn known(headers: &HeaderMap, tag: &str) -> bool {
    let values = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|v| v.to_str().ok());
    values.flat_map(|v| v.split(',')).any(|item| {
        let item = item.trim();
        item == "*" || item.strip_prefix("W/").unwrap_or(item) == tag
    })
}

/// Trunk puts 16 hexadecimal digits after a hyphen: `base-1f3a….css`, `console-1f3a…_bg.wasm`.
fn is_hashed(file: &Path) -> bool {
    // A folder that is named after its contents holds nothing that changes either. Folders further up are not the build's.
    file.components().rev().take(2).any(|part| {
        let name = part.as_os_str().to_string_lossy();
        let stem = name.split('.').next().unwrap_or_default();
        let stem = stem.strip_suffix("_bg").unwrap_or(stem);
        stem.rsplit_once('-').is_some_and(|(_, hash)| {
            hash.len() >= 12 && hash.bytes().all(|b| b.is_ascii_hexdigit())
        })
    })
}

fn mime(file: &Path) -> &'static str {
    let extension = file
        .extension()
        .map(|e| e.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default();
    match extension.as_str() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "ftl" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn not_found() -> Response {
    plain(StatusCode::NOT_FOUND, "Not found.\n")
}

fn plain(status: StatusCode, words: &'static str) -> Response {
    (
        status,
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        words,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_cannot_leave_the_folder() {
        for path in [
            "/../secret",
            "/a/../../b",
            "/%2e%2e/secret",
            "/a%2f..%2f..%2fb",
            "/a\\..\\b",
            "/%00",
            "/%zz",
        ] {
            assert_eq!(safe_path(path), None, "{path}");
        }
        assert_eq!(safe_path("/a/b%20c.js"), Some(PathBuf::from("a/b c.js")));
        assert_eq!(
            safe_path("//etc/passwd"),
            Some(PathBuf::from("etc/passwd")),
            "stays relative"
        );
    }

    #[test]
    fn routes_have_no_extension() {
        assert!(is_route(Path::new("")));
        assert!(is_route(Path::new("batches/5e6d")));
        assert!(!is_route(Path::new("missing.js")));
        assert!(is_route(Path::new("v1.2/upload")));
    }

    #[test]
    fn hashed_names_are_recognised() {
        assert!(is_hashed(Path::new("console-1f3a5b7c9d0e2f4a.js")));
        assert!(is_hashed(Path::new("d/console-1f3a5b7c9d0e2f4a_bg.wasm")));
        assert!(is_hashed(Path::new("console-1f3a5b7c9d0e2f4a/part_1.wasm")));
        for name in [
            "index.html",
            "boot.js",
            "config.json",
            "crc-worker.js",
            "1f3a5b7c9d0e2f4a.css",
            "a-decade.js",
        ] {
            assert!(!is_hashed(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn brotli_comes_before_gzip_and_q_zero_refuses() {
        let with = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, value.parse().unwrap());
            accepted(&headers)
        };
        assert_eq!(with("gzip, deflate, br, zstd"), ["br", "gzip"]);
        assert_eq!(with("gzip;q=0.5, br;q=0"), ["gzip"]);
        assert!(with("identity").is_empty());
    }
}
