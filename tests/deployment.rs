//! What operators copy: the schema of config.json says what the console takes, and the container's start writes a
//! config.json that it takes.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails"
)]

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use omr_batch_console::config::Config;
use serde_json::{Map, Value, json};

fn object(text: &str) -> Map<String, Value> {
    match serde_json::from_str(text).unwrap() {
        Value::Object(map) => map,
        other => panic!("not an object: {other}"),
    }
}

fn schema() -> Map<String, Value> {
    object(include_str!("../deploy/config.schema.json"))["properties"]
        .as_object()
        .unwrap()
        .clone()
}

/// Every setting of the schema with its path, such as `preflight.max_ratio`.
fn settings(properties: &Map<String, Value>, outer: Option<&str>) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for (name, rule) in properties {
        if let Some(inner) = rule["properties"].as_object() {
            found.extend(settings(inner, Some(name)));
        } else {
            let path = outer.map_or(name.clone(), |outer| format!("{outer}.{name}"));
            found.push((path, rule.clone()));
        }
    }
    found
}

/// Whether the console takes the shipped file with one setting changed.
fn takes(path: &str, value: &Value) -> bool {
    let mut file = object(include_str!("../public/config.json"));
    // Limits that hold only together with another setting are widened, so that the setting alone is judged.
    file.insert("chunk_bytes".into(), json!(1_000_000));
    file.insert("edge_chunk_bytes".into(), json!(0));
    file.insert("poll_min_seconds".into(), json!(1));
    file.insert("poll_max_seconds".into(), json!(60));
    file["preflight"]["cover_min_kb"] = json!(0);
    file["preflight"]["cover_max_kb"] = json!(1_000_000);
    if path == "edge_chunk_bytes" {
        file.insert("chunk_bytes".into(), json!(99_000_000));
    }
    match path.split_once('.') {
        Some((outer, name)) => file[outer][name] = value.clone(),
        None => {
            file.insert(path.to_owned(), value.clone());
        }
    }
    Config::parse(&Value::Object(file).to_string()).is_ok()
}

#[test]
fn the_schema_names_every_setting_with_its_default() {
    let shipped = object(include_str!("../public/config.json"));
    let mut names = BTreeSet::new();
    for (path, rule) in settings(&schema(), None) {
        let value = match path.split_once('.') {
            Some((outer, name)) => &shipped[outer][name],
            None => &shipped[&path],
        };
        assert_eq!(&rule["default"], value, "{path}");
        names.insert(path);
    }
    let mut all = BTreeSet::new();
    for (name, value) in &shipped {
        match value.as_object() {
            Some(inner) => all.extend(inner.keys().map(|key| format!("{name}.{key}"))),
            None => {
                all.insert(name.clone());
            }
        }
    }
    assert_eq!(names, all);
}

#[test]
fn the_schema_and_the_console_have_the_same_limits() {
    for (path, rule) in settings(&schema(), None) {
        assert!(takes(&path, &Value::Null), "{path}: null is the default");
        let kind = rule["type"][0].as_str().unwrap();
        let (good, bad) = match kind {
            "boolean" => (
                vec![json!(true), json!(false)],
                vec![json!("yes"), json!(1)],
            ),
            "integer" => {
                let (least, most) = (
                    rule["minimum"].as_u64().unwrap(),
                    rule["maximum"].as_u64().unwrap(),
                );
                let mut bad = vec![json!(most + 1), json!("5"), json!(1.5), json!(-1)];
                if least > 0 {
                    bad.push(json!(least - 1));
                }
                (vec![json!(least), json!(most)], bad)
            }
            "string" if rule["pattern"].is_string() => (
                vec![json!("/api"), json!("https://omr.example.org/api")],
                vec![
                    json!("//omr.example.org"),
                    json!("ftp://x"),
                    json!("/a b"),
                    json!(5),
                ],
            ),
            "string" => (vec![json!("Asia/Bangkok")], vec![json!(5), json!([])]),
            other => panic!("{path}: {other}"),
        };
        for value in good {
            assert!(takes(&path, &value), "{path} must take {value}");
        }
        for value in bad {
            assert!(!takes(&path, &value), "{path} must refuse {value}");
        }
    }
}

#[cfg(unix)]
#[test]
fn the_container_writes_its_settings_from_the_environment() {
    let folder = std::env::temp_dir().join(format!("omr-entrypoint-{}", std::process::id()));
    let file = folder.join("config.json");
    let written = |variables: &[(&str, &str)]| {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/deploy/entrypoint.sh");
        let done = Command::new("sh")
            .arg(script)
            .env("OMR_CONFIG_FILE", &file)
            .envs(variables.iter().copied())
            .status()
            .unwrap();
        assert!(done.success());
        fs::read_to_string(&file).unwrap()
    };
    assert_eq!(Config::parse(&written(&[])), Ok(Config::default()));
    let config = Config::parse(&written(&[
        ("OMR_TIME_ZONE", "Asia/Bangkok"),
        ("OMR_SUPPORT", "Front \"desk\" \\ 5"),
        ("OMR_CHUNK_BYTES", "20000000"),
        ("OMR_EXTENSIONS__CANCEL", "true"),
        ("OMR_EXTENSIONS__SEARCH", "true"),
        ("OMR_PREFLIGHT__MIN_SIDE_PX", "800"),
    ]));
    fs::remove_dir_all(&folder).unwrap();
    let config = config.unwrap();
    assert_eq!(config.time_zone.as_deref(), Some("Asia/Bangkok"));
    assert_eq!(config.support.as_deref(), Some("Front \"desk\" \\ 5"));
    assert_eq!(config.chunk_bytes, 20_000_000);
    assert!(config.extensions.cancel && config.extensions.search && !config.extensions.recover);
    assert_eq!(config.preflight.min_side_px, 800);
}

#[test]
fn the_manual_changes_what_stands_in_the_files() {
    let manual = include_str!("../README.md");
    let mut changes = 0;
    for line in manual.lines().filter(|line| line.starts_with("sed -i ")) {
        let file = if line.ends_with("/Caddyfile") {
            include_str!("../deploy/Caddyfile")
        } else {
            include_str!("../deploy/nginx.conf")
        };
        let commands = line.split('\'').skip(1).step_by(2);
        for command in commands {
            let from = command.trim_start_matches('s').split('/').nth(1);
            let from = from.unwrap_or_else(|| panic!("{command}"));
            assert!(file.contains(from), "{from} of {line}");
            changes += 1;
        }
        // Both names, whichever gateway it is.
        for sample in ["omr.example.org", "10.0.0.1"] {
            assert!(line.contains(sample), "{sample} stays: {line}");
        }
    }
    assert_eq!(changes, 5);
}
