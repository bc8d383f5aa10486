//! What a report says, and what it never says.

use super::*;
use proptest::prelude::*;

const BATCH: &str = "/batches/0b0a2a3e-5f0f-4a43-9d4a-6d3a5f1d2c11";

fn body(report: &Report) -> Value {
    let release = Release {
        version: "0.1.0".into(),
        commit: "b8441c7".into(),
        build: "console-1".into(),
    };
    serde_json::from_str(&report.body(Some(&release))).expect("JSON")
}

#[test]
fn a_stop_names_release_and_page() {
    let report = Report::Panic(PageRoute::of(BATCH));
    assert_eq!(
        body(&report),
        json!({"kind": "stopped", "cause": "panic", "page": "/batches/:id", "release": "0.1.0 (b8441c7)"})
    );
}

#[test]
fn a_violation_names_rule_and_origin() {
    let page = PageRoute::of(BATCH);
    for (blocked, said) in [
        (
            "https://x.example:8443/p/araya?token=1",
            "https://x.example:8443",
        ),
        ("https://araya:secret@x.example/", "https://x.example"),
        ("inline", "inline"),
        ("data", "data"),
        ("/files/araya.zip", "other"),
        ("", "other"),
    ] {
        let report = Report::blocked(page, "img-src", blocked);
        assert_eq!(
            body(&report),
            json!({"kind": "blocked", "page": "/batches/:id", "directive": "img-src", "blocked": said, "release": "0.1.0 (b8441c7)"}),
            "{blocked}"
        );
    }
    let odd = Report::blocked(page, "img-src /araya.jpg", "inline");
    assert_eq!(body(&odd)["directive"], "other");
}

proptest! {
    #[test]
    fn no_path_query_or_name_gets_into_a_report(name in "[a-z]{3,8}", path in "[a-z0-9/._-]{0,20}SECRET[a-z0-9/?=&#]{0,20}") {
        let url = format!("https://{name}:SECRET@x.example/{path}");
        let report = Report::blocked(PageRoute::of(&path), &path, &url);
        prop_assert!(!report.body(None).contains("SECRET"));
    }
}
