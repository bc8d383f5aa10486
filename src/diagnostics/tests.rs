//! What is in the text, and what is not.

use super::*;
use crate::log::{LogLine, UploadWord};

fn facts<'a>(settings: &'a str, browser: &'a Browser, log: &'a LogRing) -> Facts<'a> {
    Facts {
        now_ms: 5,
        release: None,
        browser,
        settings,
        stopped: Some((
            3,
            PageRoute::of("/batches/0b0a2a3e-5f0f-4a43-9d4a-6d3a5f1d2c11"),
        )),
        log,
    }
}

fn text_of(settings: &str) -> String {
    let browser = Browser {
        user_agent: "Mozilla/5.0".into(),
        capabilities: vec![
            ("workers", Capability::Yes),
            ("storage quota", Capability::Megabytes(1_200)),
        ],
        ..Browser::default()
    };
    let mut log = LogRing::new();
    log.push(
        4,
        LogLine::Upload {
            nth: 1,
            phase: UploadWord::Sending,
        },
    );
    text(&facts(settings, &browser, &log), |ms| format!("T{ms}"))
}

#[test]
fn the_settings_are_in_it_but_no_contact() {
    let shipped = include_str!("../../public/config.json");
    let text = text_of(shipped);
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("settings: "));
    let said: Value = serde_json::from_str(line.expect("a line")).expect("JSON");
    assert_eq!(said, serde_json::from_str::<Value>(shipped).expect("JSON"));
    let text = text_of(
        r#"{"support": "Somsri, 081 234 5678", "report_url": "/r/SECRET", "stall_seconds": 9}"#,
    );
    assert!(text.contains(r#""support":"(set)""#) && text.contains(r#""stall_seconds":9"#));
    assert!(!text.contains("Somsri") && !text.contains("SECRET"));
    assert!(text_of("<html>Somsri").contains("settings: not readable"));
}

#[test]
fn a_stop_says_where_and_when() {
    let text = text_of("{}");
    assert!(text.contains("T3 the console stopped on /batches/:id\n  T4 upload 1: sending\n"));
    assert!(!text.contains("0b0a2a3e"));
    assert!(text.contains("workers: yes\n  storage quota: 1200 MB\n"));
}
