//! A journal entry comes back as it was, old ones are read, damaged ones are refused.

use super::*;
use crate::upload::{plan::Sizes, session::Spec};
use proptest::{prop_assert_eq, proptest};

fn sample() -> JournalEntry {
    JournalEntry {
        key: UploadKey(0x1f_ffff_ffff_ffff),
        strategy: Strategy::Images,
        sent_as: Strategy::ZipWithoutQr,
        task_id: Some(TaskId::parse("00900117").unwrap()),
        notes: Some("Raum \"12\"\n<b>".into()),
        shown: "1.jpg and 119 more".into(),
        files: 120,
        bytes: 9_999_990_000,
        file: FileIdentity {
            name: "Room 12.zip".into(),
            size: 10_000_000_000,
            modified_ms: 1_763_569_422_123,
            digest: Some(Digest::from_hash([7; 32])),
        },
        names: vec!["Room 12.zip".into(), "ห้อง 12.zip".into()],
        machine: Some(Snapshot {
            spec: Spec {
                size: 10_000_000_000,
                framing: 900,
                can_chunk: true,
            },
            chunks: Some((10_000_000_000, 50_000_000, 50_000_000, 0)),
            sizes: Sizes::default(),
            upload_id: Some("u-1".into()),
            acked: vec![(0, 3), (5, 6)],
            final_sent: false,
            baseline_taken: true,
            ordered: false,
        }),
        known: vec![BatchId::parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301").unwrap()],
        fingerprint: Some(Fingerprint {
            content: [3; 32],
            layout: [4; 32],
        }),
        failure: Some(Failure {
            cause: "The server's storage is full.".into(),
            server_words: Some("No space left".into()),
        }),
        created_ms: 1_763_569_400_000,
        updated_ms: 1_763_569_500_000,
    }
}

fn sample_with(change: impl FnOnce(&mut Value)) -> String {
    let mut value = serde_json::from_str(&sample().to_text()).unwrap();
    change(&mut value);
    value.to_string()
}

#[test]
fn an_entry_comes_back_as_it_was() {
    assert_eq!(JournalEntry::parse(&sample().to_text()), Ok(sample()));
    let bare = JournalEntry {
        task_id: None,
        notes: None,
        names: Vec::new(),
        machine: None,
        known: Vec::new(),
        fingerprint: None,
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
    let text = sample_with(|value| {
        let map = value.as_object_mut().unwrap();
        let optional = [
            "sent_as", "task", "notes", "shown", "files", "bytes", "names", "machine", "known",
        ];
        for name in optional {
            assert!(map.remove(name).is_some(), "{name}");
        }
        map.insert("later".into(), json!({"x": 1}));
    });
    let entry = JournalEntry::parse(&text).unwrap();
    assert_eq!((entry.files, entry.bytes), (1, entry.file.size));
    assert_eq!(
        (entry.shown, entry.sent_as),
        (entry.file.name, Strategy::Images)
    );
    assert_eq!((entry.machine, entry.known), (None, Vec::new()));
}

#[test]
fn damage_is_refused_by_name() {
    for (text, error) in [
        ("", EntryError::NotJson),
        ("{\"v\":1,\"key\":\"00", EntryError::NotJson),
        ("[]", EntryError::NotJson),
        ("{}", EntryError::Field("v")),
        ("{\"v\":0}", EntryError::Field("v")),
        ("{\"v\":2}", EntryError::Newer),
        ("{\"v\":1}", EntryError::Field("file")),
    ] {
        assert_eq!(JournalEntry::parse(text), Err(error), "{text}");
    }
    for (name, bad) in [
        ("key", json!(5)),
        ("strategy", json!("tape")),
        ("sent_as", json!(1)),
        ("task", json!("1234")),
        ("bytes", json!(-1)),
        ("names", json!("a.zip")),
        ("machine", json!("{}")),
        ("known", json!(["../../x"])),
        ("created", json!(null)),
        ("updated", json!("now")),
        ("file", json!("a.zip")),
    ] {
        let text = sample_with(|value| value[name] = bad);
        assert_eq!(JournalEntry::parse(&text), Err(EntryError::Field(name)));
    }
    for (name, bad) in [
        ("size", json!(-1)),
        ("name", json!(null)),
        ("digest", json!("zz")),
    ] {
        let text = sample_with(|value| value["file"][name] = bad);
        assert_eq!(JournalEntry::parse(&text), Err(EntryError::Field(name)));
    }
}

#[test]
fn a_snapshot_of_another_file_is_refused() {
    let text = sample_with(|value| value["file"]["size"] = json!(5));
    assert_eq!(
        JournalEntry::parse(&text),
        Err(EntryError::Field("machine"))
    );
}

#[test]
fn seven_days_without_a_touch_are_the_end() {
    let entry = sample();
    let keep = super::super::KEEP_MS;
    let expired_at = |at| entry.is_expired(entry.updated_ms + at, keep);
    assert!(!expired_at(keep));
    assert!(expired_at(keep + 1));
    assert!(!expired_at(-3_600_000), "the clock was set back");
    assert!(expired_at(-keep - 1), "the clock was years ahead");
}

proptest! {
    #[test]
    fn no_text_makes_it_fall_over(text in "\\PC{0,60}", cut in 0usize..900) {
        let _ = JournalEntry::parse(&text);
        let whole = sample().to_text();
        let torn: String = whole.chars().take(cut).collect();
        prop_assert_eq!(JournalEntry::parse(&torn).is_ok(), torn == whole);
    }
}
