//! What the worker makes of uploads, good ones and bad ones, and how it survives a restart.

use serde_json::{Value, json};
use zip::CompressionMethod;

use crate::server::{Server, TempDir, User, text, until};
use crate::zips::{self, cover, page, sheets, zip};

const TASK: Option<&str> = Some("14900117");

/// Uploads a ZIP and waits for its end.
async fn end_of(user: &User<'_>, bytes: Vec<u8>, task_id: Option<&str>) -> Value {
    let uuid = user.upload_zip("a.zip", bytes, task_id).await;
    user.finished(&uuid).await
}

fn paths(detail: &Value) -> Vec<String> {
    let sheets = detail["sheets"].as_array().unwrap();
    sheets
        .iter()
        .map(|s| {
            text(&s["image_path"])
                .rsplit('/')
                .next()
                .unwrap()
                .to_owned()
        })
        .collect()
}

#[tokio::test]
async fn every_bad_archive_fails_with_words_of_its_own() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let good = sheets(3);
    let bomb = vec![0_u8; 90 * 1024 * 1024];
    let bomb = zips::zip_with(
        &[("1.jpg", &bomb), ("2.jpg", &bomb)],
        CompressionMethod::Deflated,
    );
    assert!(bomb.len() < 1_000_000);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        (
            "truncated",
            good[..good.len() * 2 / 3].to_vec(),
            "is incomplete",
        ),
        (
            "tail cut off",
            good[..good.len() - 10].to_vec(),
            "is incomplete",
        ),
        (
            "encrypted",
            zips::with_flag(good.clone(), 1),
            "protected with a password",
        ),
        ("empty", zip(&[]), "is empty"),
        (
            "no image",
            zip(&[("readme.txt", b"hello"), ("__MACOSX/1.jpg", b"x")]),
            "no JPEG or PNG image",
        ),
        (
            "nested",
            zip(&[("1.jpg", &page(1)), ("more/inner.ZIP", &good)]),
            "another archive: more/inner.ZIP",
        ),
        ("renamed JPEG", page(1), "is a JPEG image, not a ZIP"),
        ("renamed PNG", zips::png(), "is a PNG image, not a ZIP"),
        (
            "renamed PDF",
            b"%PDF-1.7 and so on".to_vec(),
            "is a PDF document, not a ZIP",
        ),
        ("text", b"just text".to_vec(), "is not a ZIP archive"),
        ("one byte", b"x".to_vec(), "is not a ZIP archive"),
        (
            "traversal",
            zips::renamed(zip(&[("aaaa/1.jpg", &page(1))]), "aaaa/1.jpg", "../../1jpg"),
            "points outside",
        ),
        (
            "absolute",
            zips::renamed(zip(&[("aaaa/1.jpg", &page(1))]), "aaaa/1.jpg", "/etc/1.jpg"),
            "points outside",
        ),
        (
            "backslash",
            zips::renamed(
                zip(&[("aaaa/1.jpg", &page(1))]),
                "aaaa/1.jpg",
                "..\\..\\.jpg",
            ),
            "points outside",
        ),
        ("bomb", bomb, "far too much for its size"),
        (
            "huge page",
            zips::with_declared_size(good.clone(), u32::MAX - 1),
            "larger than 100 MB unpacked",
        ),
        ("overlap", zips::overlapping(good.clone()), "damaged"),
        (
            "doubled names",
            zips::renamed(
                zip(&[("1.jpg", &page(1)), ("2.jpg", &page(2))]),
                "2.jpg",
                "1.jpg",
            ),
            "same name",
        ),
    ];
    for (what, bytes, words) in cases {
        let detail = end_of(&staff, bytes, TASK).await;
        assert_eq!(detail["status"], "failed", "{what}");
        let message = text(&detail["error_message"]);
        assert!(message.contains(words), "{what}: {message}");
        assert!(detail["completed_at"].is_string(), "{what}");
        assert_eq!(detail["sheets"], json!([]), "{what}");
    }
}

#[tokio::test]
async fn an_archive_that_lies_about_its_sizes_fails() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let honest = zips::zip_with(&[("1.jpg", &vec![7; 50_000])], CompressionMethod::Deflated);
    let detail = end_of(&staff, zips::with_declared_size(honest, 100), TASK).await;
    assert_eq!(detail["status"], "failed");
    let words = text(&detail["error_message"]);
    assert!(
        words.contains("more than it declares") || words.contains("None of the 1 sheets"),
        "{words}"
    );
}

#[tokio::test]
async fn unreadable_pages_become_failed_sheets_and_the_rest_is_processed() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let whole = page(5);
    let mut scrambled = page(6);
    scrambled[4..].fill(0x55);
    scrambled.extend([0xff, 0xd9]);
    let archive = zip(&[
        ("1.jpg", &page(1)),
        ("2.jpg", &whole[..whole.len() / 2]),
        ("3.jpg", b""),
        ("4.jpg", b"%PDF-1.7"),
        ("5.jpg", &scrambled),
        ("6.png", &zips::png()),
    ]);
    let detail = end_of(&staff, archive, TASK).await;
    assert_eq!(
        (&detail["status"], &detail["failed_sheets"]),
        (&json!("completed"), &json!(4))
    );
    assert_eq!(detail["processed_sheets"], 2);
    let words = [
        "",
        "is incomplete",
        "file is empty",
        "not a JPEG or PNG",
        "damaged",
        "",
    ];
    for (sheet, words) in detail["sheets"].as_array().unwrap().iter().zip(words) {
        assert!(sheet["processing_time_ms"].is_i64());
        match words {
            "" => assert!(sheet["error_message"].is_null() && sheet["status"] == "completed"),
            _ => assert!(text(&sheet["error_message"]).contains(words), "{sheet}"),
        }
    }
    // Bytes that were damaged inside the archive.
    let mut archive = zip(&[("1.jpg", &page(1)), ("2.jpg", &page(2))]);
    archive[100] ^= 0xff;
    let detail = end_of(&staff, archive, TASK).await;
    assert_eq!(
        (&detail["status"], &detail["failed_sheets"]),
        (&json!("completed"), &json!(1))
    );
    assert!(text(&detail["sheets"][0]["error_message"]).contains("damaged inside the ZIP"));
}

#[tokio::test]
async fn a_batch_without_a_single_readable_sheet_has_failed() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let detail = end_of(&staff, zip(&[("1.jpg", b"x"), ("2.jpg", b"y")]), TASK).await;
    assert_eq!(
        (&detail["status"], &detail["failed_sheets"]),
        (&json!("failed"), &json!(2))
    );
    assert_eq!(
        detail["error_message"],
        "None of the 2 sheets could be read."
    );
}

#[tokio::test]
async fn cover_sheets_start_tasks_and_are_no_sheets_themselves() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let archive = zip(&[
        ("scans/p10.jpg", &page(10)),
        ("scans/p1.jpg", &cover("14900113")),
        ("scans/p2.jpg", &page(2)),
        ("scans/p3.jpg", &page(3)),
        ("scans/p9.jpg", &cover("TASK-14900114")),
        ("scans/Thumbs.db", b"noise"),
    ]);
    let detail = end_of(&staff, archive, None).await;
    assert_eq!(
        (&detail["status"], &detail["error_message"]),
        (&json!("completed"), &Value::Null),
        "{detail}"
    );
    assert_eq!(paths(&detail), ["p2.jpg", "p3.jpg", "p10.jpg"]);
    let tasks: Vec<String> = detail["sheets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| text(&s["image_path"])[12..20].to_owned())
        .collect();
    assert_eq!(tasks, ["14900113", "14900113", "14900114"]);
}

#[tokio::test]
async fn a_zip_with_qr_codes_must_begin_with_a_cover() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let no_cover = zip(&[
        ("1.jpg", &page(1)),
        ("2.jpg", &cover("14900113")),
        ("3.jpg", &page(3)),
    ]);
    let unreadable = zip(&[("1.jpg", b"x"), ("2.jpg", &page(2))]);
    let other_code = zip(&[
        ("1.jpg", &cover("https://example.org/")),
        ("2.jpg", &page(2)),
    ]);
    for (bytes, words) in [
        (no_cover, "The first page (1.jpg) is not a cover sheet"),
        (
            unreadable,
            "The first page must be a cover sheet, but it cannot be read.",
        ),
        (other_code, "no QR code with an 8-digit task ID"),
    ] {
        let detail = end_of(&staff, bytes, None).await;
        assert_eq!(detail["status"], "failed");
        assert!(text(&detail["error_message"]).contains(words), "{detail}");
    }
    let only_cover = zip(&[("1.jpg", &cover("14900113"))]);
    assert_eq!(
        end_of(&staff, only_cover, None).await["error_message"],
        "No sheets were created"
    );
}

/// The most confusing failure that users meet (api-contract, last paragraph).
#[tokio::test]
async fn tasks_that_were_uploaded_before_create_no_sheets() {
    let server = Server::start(&[]);
    let (staff, scanner) = (server.user("staff").await, server.user("scanner").await);
    let archive = |task: &str| zip(&[("1.jpg", &cover(task)), ("2.jpg", &page(2))]);
    assert_eq!(
        end_of(&staff, archive("14900113"), None).await["status"],
        "completed"
    );
    let again = end_of(&scanner, archive("14900113"), None).await;
    assert_eq!(
        (&again["status"], &again["error_message"]),
        (&json!("failed"), &json!("No sheets were created"))
    );
    let both = zip(&[
        ("1.jpg", &cover("14900113")),
        ("2.jpg", &page(2)),
        ("3.jpg", &cover("14900114")),
        ("4.jpg", &page(4)),
    ]);
    let detail = end_of(&staff, both, None).await;
    assert_eq!(
        (&detail["status"], paths(&detail)),
        (&json!("completed"), vec!["4.jpg".to_owned()])
    );
    let no_qr = end_of(&staff, sheets(1), Some("14900113")).await;
    assert_eq!(
        no_qr["status"], "completed",
        "only ZIPs with QR codes are held against each other"
    );
}

#[tokio::test]
async fn the_pace_is_kept_and_can_be_changed() {
    let server = Server::start(&["--sheets-per-second", "0.001"]);
    let staff = server.user("staff").await;
    let uuid = staff.upload_zip("a.zip", sheets(3), TASK).await;
    let detail = until("the first sheet is read", async || {
        Some(staff.status(&uuid).await).filter(|d| d["sheets"][0]["status"] == "processing")
    })
    .await;
    assert_eq!(
        (&detail["status"], &detail["sheets"][1]["status"]),
        (&json!("processing"), &json!("pending"))
    );
    assert_eq!(
        (&detail["processed_sheets"], &detail["pending_sheets"]),
        (&json!(0), &json!(3))
    );
    let start = std::time::Instant::now();
    server.set_rate(10.0).await;
    let detail = staff.finished(&uuid).await;
    assert!(
        start.elapsed().as_millis() >= 200,
        "three sheets at ten per second, the first of them old"
    );
    assert!(detail["sheets"][2]["processing_time_ms"].as_i64().unwrap() >= 100);
}

#[tokio::test]
async fn a_huge_batch_does_not_starve_a_small_one() {
    let server = Server::start(&["--sheets-per-second", "0.001"]);
    let staff = server.user("staff").await;
    let huge = staff.upload_zip("huge.zip", sheets(200), TASK).await;
    until("the huge one has begun", async || {
        (staff.progress(&huge).await["status"] == "processing").then_some(())
    })
    .await;
    let small = staff.upload_zip("small.zip", sheets(2), TASK).await;
    server.set_rate(100.0).await;
    staff.finished(&small).await;
    assert_eq!(
        staff.progress(&huge).await["status"],
        "processing",
        "the small one was done first"
    );
    server.set_rate(0.0).await;
    assert_eq!(staff.finished(&huge).await["processed_sheets"], 200);
}

#[tokio::test]
async fn a_killed_server_goes_on_where_it_stood() {
    let mut server = Server::start(&["--sheets-per-second", "40"]);
    let (uuid, before) = {
        let staff = server.user("staff").await;
        let uuid = staff.upload_zip("a.zip", sheets(60), TASK).await;
        let before = until("some sheets are done", async || {
            Some(staff.status(&uuid).await).filter(|d| d["processed_sheets"].as_u64().unwrap() >= 3)
        })
        .await;
        (uuid, before)
    };
    server.kill_and_restart(&["--sheets-per-second", "0"]);
    let staff = server.user("staff").await;
    let after = staff.finished(&uuid).await;
    assert_eq!(
        (&after["status"], &after["processed_sheets"]),
        (&json!("completed"), &json!(60))
    );
    assert_eq!(
        after["processing_started_at"],
        before["processing_started_at"]
    );
    assert_eq!(
        after["sheets"][0], before["sheets"][0],
        "a sheet that was done is not done again"
    );
}

#[tokio::test]
async fn what_a_killed_server_left_half_done_is_tidied_up() {
    let mut server = Server::start(&[]);
    drop(server.user("staff").await);
    let data = server.data();
    std::fs::write(data.join("incoming/half"), "half a chunk").unwrap();
    for orphan in ["sessions/5e6d", "batches/5e6d"] {
        std::fs::create_dir(data.join(orphan)).unwrap();
        std::fs::write(data.join(orphan).join("part-000000"), "bytes").unwrap();
    }
    server.kill_and_restart(&[]);
    for folder in ["incoming", "sessions", "batches"] {
        assert_eq!(
            std::fs::read_dir(data.join(folder)).unwrap().count(),
            0,
            "{folder}"
        );
    }
}

#[tokio::test]
async fn files_that_vanished_from_the_server_fail_the_batch() {
    let mut server = Server::start_in(TempDir::new(), &["--sheets-per-second", "0.001"]);
    let uuid = {
        let staff = server.user("staff").await;
        let uuid = staff.upload_zip("a.zip", sheets(2), TASK).await;
        until("it is processing", async || {
            (staff.progress(&uuid).await["status"] == "processing").then_some(())
        })
        .await;
        uuid
    };
    std::fs::remove_dir_all(server.data().join("batches").join(&uuid)).unwrap();
    server.kill_and_restart(&[]);
    let detail = server.user("staff").await.finished(&uuid).await;
    assert_eq!(detail["status"], "failed");
    assert!(text(&detail["error_message"]).contains("can no longer be read on the server"));
}
