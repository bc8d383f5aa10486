//! api-contract, "Production facts": one test for each line that the server can show.

use serde_json::{Value, json};

use crate::server::{Chunk, Server, expect_field, expect_http, text, until};
use crate::zips;

fn production(more: &[&str]) -> Server {
    Server::start(&[&["--spelling", "production"], more].concat())
}

/// A batch of three sheets, of which the second is no image.
fn partly_bad() -> Vec<u8> {
    zips::zip(&[
        ("1.jpg", &zips::page(1)),
        ("2.jpg", b"no image"),
        ("3.jpg", &zips::page(2)),
    ])
}

#[tokio::test]
async fn rows_have_size_zero_and_no_uploader() {
    let server = production(&[]);
    let staff = server.user("staff").await;
    let uuid = staff
        .upload_zip("a.zip", partly_bad(), Some("14900117"))
        .await;
    staff.finished(&uuid).await;
    let list = staff.get_json("/api/batches/?username=scanner").await;
    assert_eq!(list["total"], 1, "what rows do not say is no filter");
    let row = &list["batches"][0];
    assert_eq!(row["file_size_bytes"], 0);
    assert_eq!(
        (&row["processed_count"], &row["failed_count"]),
        (&json!(2), &json!(1))
    );
    for absent in ["username", "uploaded_by", "task_id"] {
        assert!(row.get(absent).is_none(), "{absent}");
    }
}

#[tokio::test]
async fn rows_of_other_releases_name_task_and_uploader_or_not_even_counts() {
    for (rows, present, absent) in [
        ("uploader", vec!["task_id", "uploaded_by"], "username"),
        ("bare", vec![], "processed_count"),
    ] {
        let server = production(&["--rows", rows]);
        let staff = server.user("staff").await;
        staff
            .upload_zip("a.zip", zips::sheets(1), Some("14900117"))
            .await;
        let list = staff.get_json("/api/batches/").await;
        let row = &list["batches"][0];
        assert!(row.get(absent).is_none(), "{row}");
        let said: Vec<String> = present.iter().map(|field| text(&row[*field])).collect();
        let expected: &[&str] = if present.is_empty() {
            &[]
        } else {
            &["14900117", "staff"]
        };
        assert_eq!(said, expected);
    }
}

#[tokio::test]
async fn failed_sheets_are_left_out_of_the_percentage() {
    let server = production(&[]);
    let staff = server.user("staff").await;
    let uuid = staff
        .upload_zip("a.zip", partly_bad(), Some("14900117"))
        .await;
    let detail = staff.finished(&uuid).await;
    assert_eq!(detail["pending_sheets"], 0);
    assert_eq!(detail["progress_percentage"], 66.67);
    let progress = staff.progress(&uuid).await;
    assert_eq!(
        (&progress["processed_count"], &progress["failed_count"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(progress["progress_percentage"], 66.67);
}

#[tokio::test]
async fn results_that_come_at_the_end_are_zero_of_n_until_then() {
    let server = production(&["--results", "end", "--sheets-per-second", "0.001"]);
    let staff = server.user("staff").await;
    let uuid = staff
        .upload_zip("a.zip", zips::sheets(3), Some("14900117"))
        .await;
    until("it is processing", async || {
        (staff.progress(&uuid).await["status"] == "processing").then_some(())
    })
    .await;
    server.set_rate(20.0).await;
    let ended = until("it ends, with 0 of 3 until then", async || {
        let detail = staff.status(&uuid).await;
        if detail["status"] != "completed" {
            assert_eq!(detail["processed_sheets"], 0);
            assert_eq!(detail["progress_percentage"], 0.0);
            return None;
        }
        Some(detail)
    })
    .await;
    assert_eq!(ended["processed_sheets"], 3);
    assert_eq!(staff.progress(&uuid).await["processed_count"], 3);
}

#[tokio::test]
async fn a_completed_batch_can_have_processed_nothing() {
    let server = production(&["--results", "never"]);
    let staff = server.user("staff").await;
    let uuid = staff
        .upload_zip("a.zip", zips::sheets(2), Some("14900117"))
        .await;
    let detail = staff.finished(&uuid).await;
    assert_eq!(
        (&detail["status"], &detail["processed_sheets"]),
        (&json!("completed"), &json!(0))
    );
    assert_eq!(detail["sheets"][0]["status"], "completed");
    assert_eq!(staff.progress(&uuid).await["processed_count"], 0);
}

/// Sends two chunks; gives the answer to the last one and the upload id.
async fn two_chunks(server: &Server, notes: Option<&str>) -> (reqwest::Response, String) {
    let staff = server.user("staff").await;
    let zip = zips::sheets(2);
    let (first, last) = zip.split_at(zip.len() / 2);
    let opened: Value = staff
        .chunk(Chunk::new(0, 2, None, first))
        .await
        .json()
        .await
        .unwrap();
    let id = text(&opened["upload_id"]);
    let mut chunk = Chunk::new(1, 2, Some(&id), last);
    chunk.notes = notes;
    (staff.chunk(chunk).await, id)
}

#[tokio::test]
async fn notes_of_an_upload_in_chunks_are_overwritten() {
    let server = production(&[]);
    let (answer, _) = two_chunks(&server, Some("Room 12")).await;
    assert_eq!(answer.status(), 202);
    let staff = server.user("staff").await;
    let list = staff.get_json("/api/batches/").await;
    assert_eq!(list["batches"][0]["notes"], "Chunked upload (2 chunks)");
}

#[tokio::test]
async fn a_refusal_at_the_last_chunk_is_wrapped_and_the_chunks_are_gone() {
    for (options, words) in [
        (
            ["--finalized", "14900117"],
            "Batch creation failed: 403: Task 14900117 is finalized",
        ),
        (
            ["--max-file", "2000"],
            "Batch creation failed: 413: File size exceeds maximum allowed size",
        ),
    ] {
        let server = production(&options);
        let (answer, id) = two_chunks(&server, None).await;
        expect_http(answer, 500, words).await;
        let state = server.state().await;
        assert_eq!(
            (&state["sessions"], &state["batches"]),
            (&json!([]), &json!(0))
        );
        let staff = server.user("staff").await;
        let again = staff.chunk(Chunk::new(1, 2, Some(&id), b"x")).await;
        expect_http(again, 404, &format!("Upload {id} not found")).await;
    }
}

#[tokio::test]
async fn a_finalized_task_is_refused_plainly_elsewhere() {
    let server = production(&["--finalized", "14900117"]);
    let staff = server.user("staff").await;
    let form = reqwest::multipart::Form::new()
        .part("file", crate::server::file("a.zip", zips::sheets(1)))
        .text("has_qr", "false")
        .text("task_id", "14900117");
    expect_http(staff.upload(form).await, 403, "Task 14900117 is finalized").await;
    let handoff = Server::start(&["--finalized", "14900117"]);
    let (answer, _) = two_chunks(&handoff, None).await;
    expect_http(answer, 403, "Task 14900117 is finalized").await;
}

#[tokio::test]
async fn short_names_and_passwords_are_refused_by_field() {
    let server = production(&[]);
    let sign_in = async |username: &str, password: &str| {
        let body = json!({"username": username, "password": password});
        server
            .post("/api/auth/login")
            .body(body.to_string())
            .send()
            .await
            .unwrap()
    };
    expect_field(sign_in("ab", "long enough").await, "body", "username").await;
    expect_field(sign_in("staff", "1234567").await, "body", "password").await;
    assert_eq!(sign_in("staff", "wrong password").await.status(), 401);
    assert_eq!(sign_in("staff", "staff1234").await.status(), 200);
}

#[tokio::test]
async fn a_restart_leaves_batches_unfinished_and_offers_recovery_in_time() {
    let mut server = production(&["--sheets-per-second", "0.001"]);
    let uuid = {
        let staff = server.user("staff").await;
        let uuid = staff
            .upload_zip("a.zip", zips::sheets(30), Some("14900117"))
            .await;
        until("it is processing", async || {
            (staff.progress(&uuid).await["status"] == "processing").then_some(())
        })
        .await;
        server.set_rate(5.0).await;
        until("a sheet is read", async || {
            (staff.progress(&uuid).await["processed_count"].as_u64() >= Some(1)).then_some(())
        })
        .await;
        uuid
    };
    server.kill_and_restart(&[]);
    let path = format!("/api/batches/{uuid}/recoverable");
    {
        let staff = server.user("staff").await;
        server.set_rate(0.0).await;
        let next = staff
            .upload_zip("b.zip", zips::sheets(3), Some("14900117"))
            .await;
        staff.finished(&next).await;
        assert_eq!(staff.progress(&uuid).await["status"], "processing");
        assert_eq!(
            staff.get_json(&path).await["is_recoverable"],
            false,
            "not before two hours"
        );
    }
    server.kill_and_restart(&["--orphan-seconds", "0"]);
    let staff = server.user("staff").await;
    let offer = staff.get_json(&path).await;
    assert_eq!(
        (&offer["is_recoverable"], &offer["total_sheets_count"]),
        (&json!(true), &json!(30))
    );
    let recover = staff
        .request(
            reqwest::Method::POST,
            &format!("/api/batches/{uuid}/recover"),
        )
        .send()
        .await
        .unwrap();
    assert_eq!(recover.status(), 200);
    let detail = staff.status(&uuid).await;
    assert_eq!(detail["status"], "completed");
    assert!(detail["processing_completed_at"].is_string());
}

#[tokio::test]
async fn anyone_signed_in_may_follow_a_batch_but_not_list_or_delete_it() {
    let server = production(&[]);
    let (staff, scanner) = (server.user("staff").await, server.user("scanner").await);
    let uuid = staff
        .upload_zip("a.zip", zips::sheets(1), Some("14900117"))
        .await;
    for call in ["progress", "status"] {
        let path = format!("/api/batches/{uuid}/{call}");
        assert_eq!(scanner.get(&path).await.status(), 200, "{call}");
        assert_eq!(server.get(&path).send().await.unwrap().status(), 403);
    }
    assert_eq!(scanner.get_json("/api/batches/").await["total"], 0);
    assert_eq!(scanner.delete(&uuid).await.status(), 403);
}

#[tokio::test]
async fn times_are_those_of_the_servers_own_clock() {
    let server = production(&["--utc-offset", "420"]);
    let staff = server.user("staff").await;
    let uuid = staff
        .upload_zip("a.zip", zips::sheets(1), Some("14900117"))
        .await;
    let answer = staff.get(&format!("/api/batches/{uuid}/progress")).await;
    let date = answer.headers()["date"].to_str().unwrap().to_owned();
    let created = text(&answer.json::<Value>().await.unwrap()["created_at"]);
    // "Sat, 28 Nov 2026 16:20:24 GMT" and "2026-11-28T23:20:24.123456": seven hours apart, give or take one minute.
    let minutes = |text: &str| {
        let (hour, rest) = text.split_once(':').unwrap();
        hour.parse::<i32>().unwrap() * 60 + rest[..2].parse::<i32>().unwrap()
    };
    let apart = minutes(&created[11..]) - minutes(&date[17..]);
    assert!(
        (419..=421).contains(&apart.rem_euclid(1440)),
        "{date} {created}"
    );
}

#[tokio::test]
async fn two_servers_share_batches_but_not_upload_sessions() {
    let one = production(&["--share"]);
    let other = one.beside();
    let (here, there) = (one.user("staff").await, other.user("staff").await);
    let zip = zips::sheets(2);
    let (first, last) = zip.split_at(zip.len() / 2);
    let opened: Value = here
        .chunk(Chunk::new(0, 2, None, first))
        .await
        .json()
        .await
        .unwrap();
    let id = text(&opened["upload_id"]);
    let lost = there.chunk(Chunk::new(1, 2, Some(&id), last)).await;
    expect_http(lost, 404, &format!("Upload {id} not found")).await;
    let made = here.chunk(Chunk::new(1, 2, Some(&id), last)).await;
    assert_eq!(made.status(), 202);
    let uuid = text(&made.json::<Value>().await.unwrap()["batch_id"]);
    assert_eq!(there.finished(&uuid).await["status"], "completed");
    // A token of one is good at the other, and what one deletes has gone at both.
    let admin = other.user("admin").await;
    let deleted = one
        .request(reqwest::Method::DELETE, &format!("/api/batches/{uuid}"))
        .bearer_auth(&admin.token)
        .send()
        .await
        .unwrap();
    assert_eq!(deleted.status(), 204);
    assert_eq!(there.get_json("/api/batches/").await["total"], 0);
}
