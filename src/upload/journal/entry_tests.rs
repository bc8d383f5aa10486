//! A journal entry comes back as it was, old ones are read, damaged ones are refused.

use super::*;
use proptest::{prop_assert_eq, proptest};

fn sample() -> JournalEntry {
    JournalEntry {
        key: UploadKey(0x1f_ffff_ffff_ffff),
        strategy: Strategy::ZipWithoutQr,
        task_id: Some(TaskId::parse("00900117").unwrap()),
        notes: Some("Raum \"12\"\n<b>".into()),
        file: FileIdentity {
            name: "117-no-qr.zip".into(),
            size: 10_000_000_000,
            modified_ms: 1_763_569_422_123,
            digest: Some(Digest::from_hash([7; 32])),
        },
        files: 1,
        plan: Some(KeptPlan {
            chunk: 50_000_000,
            first: 5_000_000,
            last: 0,
        }),
        session: Some(Session {
            upload_id: "u-1".into(),
            acknowledged: [0, 1, 2, 5].into_iter().collect(),
        }),
        stage: Stage::Sending,
        known: vec![BatchId::parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301").unwrap()],
        created_ms: 1_763_569_400_000,
        updated_ms: 1_763_569_500_000,
    }
}

#[test]
fn an_entry_comes_back_as_it_was() {
    assert_eq!(JournalEntry::parse(&sample().to_text()), Ok(sample()));
    let bare = JournalEntry {
        task_id: None,
        notes: None,
        plan: None,
        session: None,
        known: Vec::new(),
        stage: Stage::Confirming,
        file: FileIdentity {
            digest: None,
            ..sample().file
        },
        ..sample()
    };
    assert_eq!(JournalEntry::parse(&bare.to_text()), Ok(bare));
}

#[test]
fn what_an_older_console_left_out_is_not_missed() {
    let mut value: Value = serde_json::from_str(&sample().to_text()).unwrap();
    let map = value.as_object_mut().unwrap();
    for name in ["task", "notes", "files", "plan", "session", "known"] {
        map.remove(name);
    }
    map.insert("later".into(), json!({"x": 1}));
    let entry = JournalEntry::parse(&value.to_string()).unwrap();
    assert_eq!(
        (entry.files, entry.session, entry.known),
        (1, None, Vec::new())
    );
}

#[test]
fn damage_is_refused_by_name() {
    for (text, error) in [
        ("", EntryError::NotJson),
        ("{\"v\":1,\"key\":\"00", EntryError::NotJson),
        ("[]", EntryError::NotJson),
        ("{}", EntryError::Field("v")),
        ("{\"v\":2}", EntryError::Newer),
        ("{\"v\":1}", EntryError::Field("file")),
    ] {
        assert_eq!(JournalEntry::parse(text), Err(error), "{text}");
    }
    for (name, bad) in [
        ("key", json!(5)),
        ("strategy", json!("tape")),
        ("task", json!("1234")),
        ("plan", json!([0, 0, 0])),
        ("plan", json!([5, 6, 0])),
        ("plan", json!([20_000_000_000u64, 10_000_000_001u64, 0])),
        ("session", json!({"id": "", "acked": []})),
        ("session", json!({"id": "u", "acked": [[3, 1]]})),
        ("session", json!({"id": "u"})),
        ("stage", json!("done")),
        ("known", json!(["../../x"])),
        ("updated", json!("now")),
        ("file", json!("a.zip")),
    ] {
        let mut value: Value = serde_json::from_str(&sample().to_text()).unwrap();
        value[name] = bad;
        assert_eq!(
            JournalEntry::parse(&value.to_string()),
            Err(EntryError::Field(name))
        );
    }
    for (name, bad) in [
        ("size", json!(-1)),
        ("name", json!(null)),
        ("digest", json!("zz")),
    ] {
        let mut value: Value = serde_json::from_str(&sample().to_text()).unwrap();
        value["file"][name] = bad;
        assert_eq!(
            JournalEntry::parse(&value.to_string()),
            Err(EntryError::Field(name))
        );
    }
}

#[test]
fn seven_days_without_a_touch_are_the_end() {
    let entry = sample();
    let keep = super::super::KEEP_MS;
    assert!(!entry.is_expired(entry.updated_ms + keep, keep));
    assert!(entry.is_expired(entry.updated_ms + keep + 1, keep));
    assert!(
        !entry.is_expired(entry.updated_ms - 3_600_000, keep),
        "the clock was set back"
    );
    assert!(
        entry.is_expired(entry.updated_ms - keep - 1, keep),
        "the clock was years ahead"
    );
}

proptest! {
    #[test]
    fn no_text_makes_it_fall_over(text in "\\PC{0,60}", cut in 0usize..400) {
        let _ = JournalEntry::parse(&text);
        let whole = sample().to_text();
        let torn: String = whole.chars().take(cut).collect();
        prop_assert_eq!(JournalEntry::parse(&torn).is_ok(), torn == whole);
    }
}
