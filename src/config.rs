//! Deployment settings, read once at start from `/config.json`. Every setting has a default; a wrong one is named.

use preflight::settings::Settings as Preflight;
use serde_json::{Map, Value};

/// Size of the first and the last chunk where a deployment sets none, in bytes: measured in `docs/performance.md`.
pub const EDGE_CHUNK: u64 = 1_000_000;

/// Largest request body that the edge lets through, in bytes, framing included (api-contract "Ground rules").
pub const EDGE_LIMIT: u64 = 100_000_000;

/// What a deployment can set. README.md holds the same list for operators.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Base of the API, a path on the same origin or an `https:` origin plus path; no slash at the end.
    pub api_base: String,
    /// Base for uploads (`/api/realtime` where the deployment has the unbuffered lane).
    pub upload_base: String,
    /// Chunk size in bytes, 1 MB to 99 MB.
    pub chunk_bytes: u64,
    /// Size in bytes of the first and the last chunk, which travel alone; 0: like the others. Pays on lines that limit
    /// each connection (docs/performance.md).
    pub edge_chunk_bytes: u64,
    /// Largest request body that may be sent, in bytes, framing included; at most [`EDGE_LIMIT`].
    pub max_request_bytes: u64,
    /// Largest upload in bytes.
    pub max_file_bytes: u64,
    /// Middle chunks in flight at once, 1 to 6.
    pub upload_concurrency: u32,
    /// A part is given up and sent again when no byte has moved for this long, in seconds, 5 to 600.
    pub stall_seconds: u32,
    /// Send the next upload only when the previous batch has been processed.
    pub wait_for_previous: bool,
    /// The server keeps the notes of uploads that travel in chunks. Where it does not, people are told before they send.
    pub chunked_notes: bool,
    /// Shortest and longest wait between two progress polls, in seconds, 1 to 60 (handoff: 2 to 5).
    pub poll_seconds: (u32, u32),
    /// The console locks when nobody has used it for this long, in minutes, up to 480; 0: never.
    pub idle_minutes: u32,
    /// IANA zone of the server's clock, such as `Asia/Bangkok`; `None`: the browser's own.
    pub time_zone: Option<String>,
    /// Where it is reported that the console has stopped or that the browser has blocked something: a path on the same
    /// origin or an `https:` address; `None`: nowhere.
    pub report_url: Option<String>,
    /// Whom people ask for help and access: a name or address, shown as text.
    pub support: Option<String>,
    /// Rules and limits of the check of chosen files.
    pub preflight: Preflight,
    /// Extensions of the API that this deployment has (api-contract "Extensions").
    pub extensions: Extensions,
}

/// Calls that only some deployments have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extensions {
    /// `POST /{uuid}/cancel`.
    pub cancel: bool,
    /// `GET /{uuid}/recoverable` and `POST /{uuid}/recover`.
    pub recover: bool,
    /// List filters `username=` and `batch_name=`.
    pub search: bool,
    /// `GET /{uuid}/stream`.
    pub stream: bool,
    /// `GET /{uuid}/stats`.
    pub stats: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            api_base: "/api".into(),
            upload_base: "/api".into(),
            chunk_bytes: 50_000_000,
            edge_chunk_bytes: EDGE_CHUNK,
            max_request_bytes: EDGE_LIMIT,
            max_file_bytes: 10_000_000_000,
            upload_concurrency: 3,
            stall_seconds: 30,
            wait_for_previous: false,
            chunked_notes: true,
            poll_seconds: (2, 5),
            idle_minutes: 0,
            time_zone: None,
            report_url: None,
            support: None,
            preflight: Preflight::default(),
            extensions: Extensions::default(),
        }
    }
}

/// A setting that cannot be used. Shown to the operator on a page of its own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// Not a JSON object.
    #[error("config.json must be a JSON object")]
    NotAnObject,
    /// A setting of the wrong type or out of its range.
    #[error("\"{name}\" in config.json must be {expected}")]
    Setting {
        /// The setting's name.
        name: &'static str,
        /// What it must be.
        expected: &'static str,
    },
}

impl Config {
    /// Reads and checks the settings. Unknown names are left alone: a newer file must not break an older console.
    ///
    /// # Errors
    /// The first setting that cannot be used, by name.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let Ok(Value::Object(map)) = serde_json::from_str(text) else {
            return Err(ConfigError::NotAnObject);
        };
        let d = Self::default();
        let config = Self {
            api_base: base(&map, "api_base", d.api_base)?,
            upload_base: base(&map, "upload_base", d.upload_base)?,
            chunk_bytes: whole(
                &map,
                "chunk_bytes",
                d.chunk_bytes,
                1_000_000..=99_000_000,
                "1000000 to 99000000 bytes",
            )?,
            edge_chunk_bytes: whole(
                &map,
                "edge_chunk_bytes",
                d.edge_chunk_bytes,
                0..=99_000_000,
                "0 to 99000000 bytes",
            )?,
            max_request_bytes: whole(
                &map,
                "max_request_bytes",
                d.max_request_bytes,
                2_000_000..=EDGE_LIMIT,
                "2000000 to 100000000 bytes",
            )?,
            max_file_bytes: whole(
                &map,
                "max_file_bytes",
                d.max_file_bytes,
                1..=1_000_000_000_000,
                "1 to 1000000000000 bytes",
            )?,
            upload_concurrency: small(
                &map,
                "upload_concurrency",
                d.upload_concurrency,
                1..=6,
                "1 to 6",
            )?,
            stall_seconds: small(
                &map,
                "stall_seconds",
                d.stall_seconds,
                5..=600,
                "5 to 600 seconds",
            )?,
            wait_for_previous: flag(&map, "wait_for_previous")?,
            chunked_notes: given(&map, "chunked_notes").is_none() || flag(&map, "chunked_notes")?,
            poll_seconds: (
                small(
                    &map,
                    "poll_min_seconds",
                    d.poll_seconds.0,
                    1..=60,
                    "1 to 60 seconds",
                )?,
                small(
                    &map,
                    "poll_max_seconds",
                    d.poll_seconds.1,
                    1..=60,
                    "1 to 60 seconds",
                )?,
            ),
            idle_minutes: small(
                &map,
                "idle_minutes",
                d.idle_minutes,
                0..=480,
                "0 to 480 minutes",
            )?,
            time_zone: text_of(&map, "time_zone")?,
            report_url: report_url(&map)?,
            support: text_of(&map, "support")?,
            preflight: preflight(&map)?,
            extensions: extensions(&map)?,
        };
        config.check_together()
    }

    fn check_together(self) -> Result<Self, ConfigError> {
        if self.poll_seconds.0 > self.poll_seconds.1 {
            return Err(wrong("poll_min_seconds", "at most poll_max_seconds"));
        }
        // 64 KiB leave room for the multipart framing of a chunk.
        if self.chunk_bytes + 65_536 > self.max_request_bytes {
            return Err(wrong(
                "chunk_bytes",
                "at least 65536 bytes below max_request_bytes",
            ));
        }
        if self.edge_chunk_bytes > self.chunk_bytes {
            return Err(wrong("edge_chunk_bytes", "at most chunk_bytes"));
        }
        Ok(self)
    }
}

fn wrong(name: &'static str, expected: &'static str) -> ConfigError {
    ConfigError::Setting { name, expected }
}

/// The setting, unless it is absent or null.
fn given<'a>(map: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    map.get(name).filter(|v| !v.is_null())
}

fn whole(
    map: &Map<String, Value>,
    name: &'static str,
    default: u64,
    range: std::ops::RangeInclusive<u64>,
    expected: &'static str,
) -> Result<u64, ConfigError> {
    let Some(value) = given(map, name) else {
        return Ok(default);
    };
    value
        .as_u64()
        .filter(|n| range.contains(n))
        .ok_or(wrong(name, expected))
}

fn small(
    map: &Map<String, Value>,
    name: &'static str,
    default: u32,
    range: std::ops::RangeInclusive<u64>,
    expected: &'static str,
) -> Result<u32, ConfigError> {
    let n = whole(map, name, u64::from(default), range, expected)?;
    u32::try_from(n).map_err(|_| wrong(name, expected))
}

fn flag(map: &Map<String, Value>, name: &'static str) -> Result<bool, ConfigError> {
    given(map, name).map_or(Ok(false), |v| {
        v.as_bool().ok_or(wrong(name, "true or false"))
    })
}

fn text_of(map: &Map<String, Value>, name: &'static str) -> Result<Option<String>, ConfigError> {
    given(map, name)
        .map(|v| v.as_str().map(str::to_owned).ok_or(wrong(name, "a text")))
        .transpose()
        .map(|text| text.filter(|t| !t.trim().is_empty()))
}

/// A base is a path on this origin (`/api`) or an `https:` address; the CSP must allow the latter. `http:` would send
/// passwords and tokens for everybody on the way to read: only this computer itself may be reached so, for development.
fn base(
    map: &Map<String, Value>,
    name: &'static str,
    default: String,
) -> Result<String, ConfigError> {
    let Some(text) = text_of(map, name)? else {
        return Ok(default);
    };
    let text = text.trim_end_matches('/').to_owned();
    let path = text.starts_with('/') && !text.starts_with("//");
    let address = text.starts_with("https://") || text.strip_prefix("http://").is_some_and(is_here);
    let clean = !text.contains(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '\\' | '@')
    });
    if (path || address) && clean {
        Ok(text)
    } else {
        Err(wrong(name, "a path such as /api or an https address"))
    }
}

/// As [`base`]; what a report says is for nobody on the way to read either.
fn report_url(map: &Map<String, Value>) -> Result<Option<String>, ConfigError> {
    let url = base(map, "report_url", String::new())?;
    Ok(Some(url).filter(|url| !url.is_empty()))
}

/// Whether an address without its scheme leads to this computer.
fn is_here(address: &str) -> bool {
    let host = address.split('/').next().unwrap_or_default();
    ["localhost", "127.0.0.1", "[::1]"].into_iter().any(|name| {
        host.strip_prefix(name)
            .is_some_and(|port| port.is_empty() || port.starts_with(':'))
    })
}

fn preflight(map: &Map<String, Value>) -> Result<Preflight, ConfigError> {
    let inner = match given(map, "preflight") {
        None => return Ok(Preflight::default()),
        Some(Value::Object(inner)) => inner,
        Some(_) => return Err(wrong("preflight", "an object")),
    };
    let mut set = Preflight::default();
    for (name, expected, value) in [
        ("enabled", "true or false", &mut set.enabled),
        ("one_folder", "true or false", &mut set.one_folder),
        ("cover_first", "true or false", &mut set.cover_first),
    ] {
        if let Some(given) = given(inner, name) {
            *value = given.as_bool().ok_or(wrong(name, expected))?;
        }
    }
    for (name, expected, value) in [
        (
            "cover_min_kb",
            "0 to 1000000 kilobytes",
            &mut set.cover_min_kb,
        ),
        (
            "cover_max_kb",
            "0 to 1000000 kilobytes",
            &mut set.cover_max_kb,
        ),
        ("min_side_px", "0 to 1000000 pixels", &mut set.min_side_px),
        ("max_entries", "0 to 1000000", &mut set.max_entries),
        (
            "max_entry_mb",
            "0 to 1000000 megabytes",
            &mut set.max_entry_mb,
        ),
        (
            "max_total_mb",
            "0 to 1000000 megabytes",
            &mut set.max_total_mb,
        ),
        ("max_ratio", "0 to 1000000", &mut set.max_ratio),
    ] {
        *value = small(inner, name, *value, 0..=1_000_000, expected)?;
    }
    if set.cover_min_kb > set.cover_max_kb {
        return Err(wrong("cover_min_kb", "at most cover_max_kb"));
    }
    Ok(set)
}

fn extensions(map: &Map<String, Value>) -> Result<Extensions, ConfigError> {
    match given(map, "extensions") {
        None => Ok(Extensions::default()),
        Some(Value::Object(inner)) => Ok(Extensions {
            cancel: flag(inner, "cancel")?,
            recover: flag(inner, "recover")?,
            search: flag(inner, "search")?,
            stream: flag(inner, "stream")?,
            stats: flag(inner, "stats")?,
        }),
        Some(_) => Err(wrong("extensions", "an object")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edges_that_nobody_set_fit_the_smallest_chunks() {
        let config = Config::parse(r#"{"chunk_bytes":1000000,"max_request_bytes":2000000}"#);
        assert_eq!(config.map(|c| c.edge_chunk_bytes), Ok(1_000_000));
    }

    #[test]
    fn the_shipped_file_is_the_default() {
        let shipped = include_str!("../public/config.json");
        assert_eq!(Config::parse(shipped), Ok(Config::default()));
    }

    #[test]
    fn an_empty_object_is_the_default_and_unknown_names_do_no_harm() {
        assert_eq!(Config::parse("{}"), Ok(Config::default()));
        assert_eq!(Config::parse(r#"{"later": 1}"#), Ok(Config::default()));
    }

    #[test]
    fn b21_notes_of_chunked_uploads_are_kept_unless_the_deployment_says_otherwise() {
        let kept = |text| Config::parse(text).map(|config| config.chunked_notes);
        assert_eq!(kept("{}"), Ok(true));
        assert_eq!(kept(r#"{"chunked_notes": null}"#), Ok(true));
        assert_eq!(kept(r#"{"chunked_notes": false}"#), Ok(false));
        assert!(kept(r#"{"chunked_notes": "no"}"#).is_err());
    }

    #[test]
    fn a_wrong_setting_is_named() {
        for (text, name) in [
            (r#"{"chunk_bytes": 100000000}"#, "chunk_bytes"),
            (r#"{"chunk_bytes": "50 MB"}"#, "chunk_bytes"),
            (r#"{"max_request_bytes": 200000000}"#, "max_request_bytes"),
            (r#"{"poll_min_seconds": 9}"#, "poll_min_seconds"),
            (r#"{"api_base": "//evil.example"}"#, "api_base"),
            (r#"{"api_base": "javascript:alert(1)"}"#, "api_base"),
            (r#"{"upload_base": 5}"#, "upload_base"),
            (r#"{"wait_for_previous": "yes"}"#, "wait_for_previous"),
            (r#"{"extensions": []}"#, "extensions"),
            (r#"{"preflight": true}"#, "preflight"),
            (r#"{"preflight": {"one_folder": 1}}"#, "one_folder"),
            (r#"{"preflight": {"max_ratio": -1}}"#, "max_ratio"),
            (r#"{"preflight": {"cover_min_kb": 400}}"#, "cover_min_kb"),
            (r#"{"upload_concurrency": 0}"#, "upload_concurrency"),
            (r#"{"idle_minutes": 481}"#, "idle_minutes"),
            (
                r#"{"report_url": "http://omr.example.org/r"}"#,
                "report_url",
            ),
            (r#"{"report_url": "reports"}"#, "report_url"),
        ] {
            let error = Config::parse(text).unwrap_err();
            assert!(
                matches!(error, ConfigError::Setting { name: n, .. } if n == name),
                "{text}: {error}"
            );
        }
        assert_eq!(Config::parse("[]"), Err(ConfigError::NotAnObject));
        assert_eq!(Config::parse("<html>"), Err(ConfigError::NotAnObject));
    }

    #[test]
    fn d19_no_password_travels_in_the_clear() {
        let taken = |base: &str| Config::parse(&format!(r#"{{"api_base": "{base}"}}"#)).is_ok();
        for base in [
            "http://omr.example.org/api",
            "http://localhost.example.org/api",
            "http://127.0.0.1.example.org",
            "http://127.0.0.1@example.org",
            "HTTP://omr.example.org",
            "http://",
            "https://",
        ] {
            assert!(!taken(base), "{base}");
        }
        for base in [
            "https://omr.example.org/api",
            "http://localhost:8080/api",
            "http://127.0.0.1/api",
            "http://[::1]:8080",
        ] {
            assert!(taken(base), "{base}");
        }
    }

    #[test]
    fn settings_are_taken() {
        let config = Config::parse(
            r#"{"api_base": "/omr/api/", "upload_base": "/api/realtime", "time_zone": "Asia/Bangkok",
                "poll_min_seconds": 1, "poll_max_seconds": 3, "extensions": {"search": true},
                "preflight": {"one_folder": false, "cover_max_kb": 900}}"#,
        )
        .unwrap();
        assert_eq!(config.api_base, "/omr/api");
        assert_eq!(config.upload_base, "/api/realtime");
        assert_eq!(config.poll_seconds, (1, 3));
        assert!(config.extensions.search && !config.extensions.cancel);
        let preflight = config.preflight;
        assert_eq!((preflight.one_folder, preflight.cover_max_kb), (false, 900));
        assert!(preflight.enabled, "what is left out has its default");
    }
}
