//! The journal in a real IndexedDB: round trip, users apart, damage, age, and browsers that keep nothing.

use crate::store_files::stub;
use idb::{Factory, TransactionMode};
use js_sys::Array;
use omr_batch_console::{
    domain::{Strategy, TaskId},
    upload::{
        digest::{Digest, FileIdentity},
        journal::{Journal, JournalEntry, JournalError, KEEP_MS},
        plan::Sizes,
        session::{Snapshot, Spec},
        view::UploadKey,
    },
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const NOW: i64 = 1_763_569_500_000;

fn entry(key: u64) -> JournalEntry {
    let size = 9_999_999_999;
    JournalEntry {
        key: UploadKey(key),
        strategy: Strategy::ZipWithoutQr,
        sent_as: Strategy::ZipWithoutQr,
        task_id: TaskId::parse("14900117").ok(),
        notes: Some("หมายเหตุ".into()),
        shown: "117-no-qr.zip".into(),
        files: 1,
        bytes: size,
        file: FileIdentity {
            name: "117-no-qr.zip".into(),
            size,
            modified_ms: NOW - 5,
            digest: Some(Digest::from_hash([9; 32])),
        },
        names: Vec::new(),
        machine: Some(Snapshot {
            spec: Spec {
                size,
                framing: 900,
                can_chunk: true,
            },
            chunks: Some((size, 50_000_000, 50_000_000, 0)),
            sizes: Sizes::default(),
            upload_id: Some("u".into()),
            acked: vec![(0, 2)],
            final_sent: false,
            baseline_taken: true,
            ordered: false,
        }),
        known: Vec::new(),
        fingerprint: None,
        failure: None,
        created_ms: NOW + i64::try_from(key).unwrap(),
        updated_ms: NOW,
    }
}

/// A journal of a user whom no other test has.
async fn journal(user: &str) -> Journal {
    let journal = Journal::open(user).await.unwrap();
    journal.remove_all().await.unwrap();
    journal
}

async fn keys(journal: &Journal) -> Vec<u64> {
    let listing = journal.list().await.unwrap();
    listing.kept.iter().map(|kept| kept.entry.key.0).collect()
}

/// Writes a value past the journal, as damage would.
async fn write_raw(user: &str, key: &str, value: &JsValue) {
    let database = Factory::new()
        .unwrap()
        .open("omr-uploads", Some(1))
        .unwrap()
        .await
        .unwrap();
    let change = database
        .transaction(&["entries"], TransactionMode::ReadWrite)
        .unwrap();
    let id = Array::of2(&user.into(), &key.into());
    change
        .object_store("entries")
        .unwrap()
        .put(value, Some(&id))
        .unwrap()
        .await
        .unwrap();
    change.await.unwrap();
    database.close();
}

#[wasm_bindgen_test]
async fn an_entry_survives_and_is_written_over() {
    let first = journal("round-trip").await;
    first.put(&entry(2)).await.unwrap();
    first.put(&entry(1)).await.unwrap();
    let mut later = entry(1);
    later.machine.as_mut().unwrap().acked.push((7, 8));
    first.put(&later).await.unwrap();
    drop(first);

    let second = Journal::open("round-trip").await.unwrap();
    let listing = second.list().await.unwrap();
    assert_eq!(listing.dropped, 0);
    let entries: Vec<JournalEntry> = listing.kept.into_iter().map(|kept| kept.entry).collect();
    assert_eq!(entries, [later, entry(2)], "oldest first");
    second.remove(UploadKey(1)).await.unwrap();
    assert_eq!(keys(&second).await, [2]);
}

#[wasm_bindgen_test]
async fn users_are_kept_apart() {
    let a = journal("user").await;
    // Neighbours in the order of keys.
    let b = journal("user1").await;
    let c = journal("use").await;
    for journal in [&a, &b, &c] {
        journal.put(&entry(5)).await.unwrap();
    }
    a.put(&entry(6)).await.unwrap();
    assert_eq!(keys(&a).await, [5, 6]);
    a.remove_all().await.unwrap();
    assert_eq!(keys(&a).await, [0; 0]);
    assert_eq!(keys(&b).await, [5]);
    assert_eq!(keys(&c).await, [5]);
}

#[wasm_bindgen_test]
async fn d20_what_others_have_left_goes_at_the_next_sign_in() {
    let mine = journal("d20").await;
    let others = [
        journal("d2").await,
        journal("d200").await,
        journal("e").await,
    ];
    for other in &others {
        other.put(&entry(5)).await.unwrap();
    }
    mine.put(&entry(6)).await.unwrap();
    mine.remove_others().await.unwrap();
    assert_eq!(keys(&mine).await, [6]);
    for other in &others {
        assert_eq!(keys(other).await, [0; 0]);
    }
}

#[wasm_bindgen_test]
async fn a_damaged_entry_is_dropped_and_the_others_are_kept() {
    let journal = journal("damaged").await;
    journal.put(&entry(1)).await.unwrap();
    let torn: String = entry(2).to_text().chars().take(100).collect();
    write_raw("damaged", "torn", &torn.into()).await;
    write_raw("damaged", "no text", &JsValue::from_f64(5.0)).await;
    // Right, but under a name that is not its own.
    write_raw("damaged", "0000000000abcd", &entry(3).to_text().into()).await;
    write_raw("damaged", "newer", &"{\"v\":2}".into()).await;

    let listing = journal.list().await.unwrap();
    assert_eq!((listing.kept.len(), listing.dropped), (1, 3));
    let again = journal.list().await.unwrap();
    assert_eq!((again.kept.len(), again.dropped), (1, 0));
}

#[wasm_bindgen_test]
async fn what_nobody_touched_for_seven_days_is_forgotten() {
    let mine = journal("old").await;
    let other = journal("old-other").await;
    let aged = |key, days: i64| JournalEntry {
        updated_ms: NOW - days * 86_400_000,
        ..entry(key)
    };
    mine.put(&aged(1, 8)).await.unwrap();
    mine.put(&aged(2, 6)).await.unwrap();
    other.put(&aged(3, 9)).await.unwrap();
    assert_eq!(mine.expire(NOW, KEEP_MS).await.unwrap(), 2);
    assert_eq!(keys(&mine).await, [2]);
    assert_eq!(keys(&other).await, [0; 0]);
}

#[wasm_bindgen_test]
async fn a_browser_that_keeps_nothing_is_told_from_a_full_one() {
    let full = journal("full").await;
    full.put(&entry(1)).await.unwrap();
    let undo = stub(
        "const put = IDBObjectStore.prototype.put;
         IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError'); };
         return () => { IDBObjectStore.prototype.put = put; };",
    );
    assert_eq!(full.put(&entry(2)).await, Err(JournalError::Full));
    undo.call0(&JsValue::UNDEFINED).unwrap();
    assert_eq!(keys(&full).await, [1]);

    let undo = stub(
        // The window's own property: deleted, it would be missing in every later test.
        "const own = Object.getOwnPropertyDescriptor(window, 'indexedDB');
         Object.defineProperty(window, 'indexedDB', {value: undefined, configurable: true});
         return () => { Object.defineProperty(window, 'indexedDB', own); };",
    );
    let blocked = Journal::open("blocked").await.map(drop);
    undo.call0(&JsValue::UNDEFINED).unwrap();
    assert_eq!(blocked, Err(JournalError::Blocked));
}

#[wasm_bindgen_test]
async fn an_aborted_write_is_reported_and_the_older_entry_stays() {
    let journal = journal("aborted").await;
    journal.put(&entry(1)).await.unwrap();
    let undo = stub(
        "const put = IDBObjectStore.prototype.put;
         IDBObjectStore.prototype.put = function (...all) {
           const request = put.apply(this, all);
           request.addEventListener('success', () => this.transaction.abort());
           return request;
         };
         return () => { IDBObjectStore.prototype.put = put; };",
    );
    let mut later = entry(1);
    later.machine.as_mut().unwrap().final_sent = true;
    let written = journal.put(&later).await;
    undo.call0(&JsValue::UNDEFINED).unwrap();
    assert_eq!(written, Err(JournalError::Broken));
    assert_eq!(journal.list().await.unwrap().kept[0].entry, entry(1));
}
