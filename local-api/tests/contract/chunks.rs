//! api-contract, `POST /api/batches/upload-chunk`.

use serde_json::{Value, json};
use sha2::Digest as _;

use crate::server::{Chunk, Server, User, expect_field, expect_http, file, text, until};
use crate::zips;

/// Sends chunk 0; gives the upload id.
async fn open(user: &User<'_>, total: u64, bytes: &[u8]) -> String {
    let response = user.chunk(Chunk::new(0, total, None, bytes)).await;
    assert_eq!(response.status(), 202);
    text(&response.json::<Value>().await.unwrap()["upload_id"])
}

fn cut(bytes: &[u8], pieces: usize) -> Vec<&[u8]> {
    bytes.chunks(bytes.len().div_ceil(pieces)).collect()
}

fn sha256(bytes: &[u8]) -> String {
    sha2::Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[tokio::test]
async fn a_file_in_chunks_is_assembled_byte_for_byte_whatever_their_order() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let zip = zips::sheets(9);
    let parts = cut(&zip, 5);
    let first: Value = staff
        .chunk(Chunk::new(0, 5, None, parts[0]))
        .await
        .json()
        .await
        .unwrap();
    let id = text(&first["upload_id"]);
    assert_eq!(
        (&first["chunk_index"], &first["chunks_received"]),
        (&json!(0), &json!(1))
    );
    assert_eq!(
        (&first["total_chunks"], &first["is_complete"]),
        (&json!(5), &json!(false))
    );
    assert!(first["message"].is_string() && first.get("batch_id").is_none());
    // In parallel, in no order.
    let sent = [3, 1, 2].map(|i: usize| staff.chunk(Chunk::new(i as u64, 5, Some(&id), parts[i])));
    let [a, b, c] = sent;
    let (a, b, c) = tokio::join!(a, b, c);
    let mut counts = Vec::new();
    for response in [a, b, c] {
        assert_eq!(response.status(), 202);
        counts.push(
            response.json::<Value>().await.unwrap()["chunks_received"]
                .as_u64()
                .unwrap(),
        );
    }
    counts.sort_unstable();
    assert_eq!(counts, [2, 3, 4]);
    let mut last = Chunk::new(4, 5, Some(&id), parts[4]);
    last.notes = Some("from the final chunk");
    let done: Value = staff.chunk(last).await.json().await.unwrap();
    assert_eq!(
        (&done["is_complete"], &done["status"]),
        (&json!(true), &json!("uploaded"))
    );
    assert_eq!(
        (&done["chunks_received"], &done["upload_id"]),
        (&json!(5), &json!(id))
    );
    let uuid = text(&done["batch_id"]);
    let digest = server.sha256(&uuid).await;
    assert_eq!(
        (&digest["sha256"], &digest["size"]),
        (&json!(sha256(&zip)), &json!(zip.len()))
    );
    let detail = staff.finished(&uuid).await;
    assert_eq!(
        (&detail["status"], &detail["processed_sheets"]),
        (&json!("completed"), &json!(9))
    );
    let row = &staff.get_json("/api/batches/").await["batches"][0];
    assert_eq!(
        (&row["batch_name"], &row["notes"]),
        (&json!("big.zip"), &json!("from the final chunk"))
    );
    assert_eq!(server.state().await["sessions"], json!([]));
}

#[tokio::test]
async fn a_chunk_sent_again_replaces_itself() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let id = open(&staff, 3, b"first").await;
    staff
        .chunk(Chunk::new(1, 3, Some(&id), b"wrong and longer"))
        .await;
    let again: Value = staff
        .chunk(Chunk::new(1, 3, Some(&id), b"-second"))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(again["chunks_received"], 2);
    let zero: Value = staff
        .chunk(Chunk::new(0, 3, Some(&id), b"First"))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(
        (&zero["chunks_received"], &zero["upload_id"]),
        (&json!(2), &json!(id))
    );
    let done: Value = staff
        .chunk(Chunk::new(2, 3, Some(&id), b"-third"))
        .await
        .json()
        .await
        .unwrap();
    let digest = server.sha256(&text(&done["batch_id"])).await;
    assert_eq!(digest["sha256"], sha256(b"First-second-third"));
}

#[tokio::test]
async fn one_chunk_that_is_also_the_last_is_enough() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let done: Value = staff
        .chunk(Chunk::new(0, 1, None, &zips::sheets(1)))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(done["is_complete"], true);
    assert_eq!(
        staff.finished(&text(&done["batch_id"])).await["status"],
        "completed"
    );
}

#[tokio::test]
async fn a_final_chunk_that_comes_too_early_costs_all_chunks() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let id = open(&staff, 3, b"a").await;
    let early = staff.chunk(Chunk::new(2, 3, Some(&id), b"c")).await;
    expect_http(early, 500, "Failed to reassemble chunks").await;
    let late = staff.chunk(Chunk::new(1, 3, Some(&id), b"b")).await;
    expect_http(
        late,
        404,
        &format!("Upload {id} not found. Please restart upload."),
    )
    .await;
    assert_eq!(server.state().await, json!({"sessions": [], "batches": 0}));
    assert_eq!(
        std::fs::read_dir(server.data().join("sessions"))
            .unwrap()
            .count(),
        0,
        "the chunks are gone"
    );
}

#[tokio::test]
async fn a_finished_upload_is_not_known_any_more() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let id = open(&staff, 2, b"a").await;
    assert_eq!(
        staff
            .chunk(Chunk::new(1, 2, Some(&id), b"b"))
            .await
            .status(),
        202
    );
    let again = staff.chunk(Chunk::new(1, 2, Some(&id), b"b")).await;
    expect_http(again, 404, "not found. Please restart upload.").await;
    assert_eq!(server.state().await["batches"], 1);
}

#[tokio::test]
async fn sessions_belong_to_their_user() {
    let server = Server::start(&[]);
    let (staff, scanner) = (server.user("staff").await, server.user("scanner").await);
    let id = open(&staff, 2, b"a").await;
    expect_http(
        scanner.chunk(Chunk::new(1, 2, Some(&id), b"b")).await,
        404,
        "not found",
    )
    .await;
    let other = open(&scanner, 2, b"x").await;
    assert_ne!(id, other);
    assert_eq!(
        staff
            .chunk(Chunk::new(1, 2, Some(&id), b"b"))
            .await
            .status(),
        202
    );
}

#[tokio::test]
async fn numbers_out_of_range_are_400_and_missing_fields_422() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let id = open(&staff, 3, b"a").await;
    expect_http(
        staff.chunk(Chunk::new(3, 3, Some(&id), b"x")).await,
        400,
        "Invalid chunk_index",
    )
    .await;
    expect_http(
        staff.chunk(Chunk::new(1, 3, None, b"x")).await,
        400,
        "upload_id is required",
    )
    .await;
    expect_http(
        staff.chunk(Chunk::new(1, 4, Some(&id), b"x")).await,
        400,
        "Invalid total_chunks",
    )
    .await;
    expect_http(
        staff.chunk(Chunk::new(1, 3, Some("nonsense"), b"x")).await,
        404,
        "Upload nonsense not found",
    )
    .await;
    expect_http(
        staff.chunk(Chunk::new(1, 3, Some(&id), b"")).await,
        400,
        "Chunk is empty",
    )
    .await;
    let send = async |form: reqwest::multipart::Form| {
        staff
            .request(reqwest::Method::POST, "/api/batches/upload-chunk")
            .multipart(form)
            .send()
            .await
            .unwrap()
    };
    let form = || {
        reqwest::multipart::Form::new()
            .text("upload_type", "zip_no_qr")
            .text("filename", "a.zip")
    };
    let bare = send(form().part("chunk", file("blob", vec![1]))).await;
    expect_field(bare, "body", "chunk_index").await;
    let words = send(form().text("chunk_index", "one").text("total_chunks", "2")).await;
    expect_field(words, "body", "chunk_index").await;
    let no_chunk = send(
        form()
            .text("chunk_index", "0")
            .text("total_chunks", "2")
            .text("task_id", "14900117"),
    )
    .await;
    expect_field(no_chunk, "body", "chunk").await;
    let mut kind = Chunk::new(0, 2, None, b"a");
    kind.upload_type = "zip";
    expect_field(staff.chunk(kind).await, "body", "upload_type").await;
    let mut task = Chunk::new(0, 2, None, b"a");
    task.task_id = Some("123");
    expect_field(staff.chunk(task).await, "body", "task_id").await;
    let mut name = Chunk::new(0, 2, None, b"a");
    name.filename = "scan.jpg";
    expect_http(staff.chunk(name).await, 400, "Only ZIP files").await;
}

#[tokio::test]
async fn the_fields_may_follow_the_bytes() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let form = reqwest::multipart::Form::new()
        .part("chunk", file("blob", b"abc".to_vec()))
        .text("chunk_index", "0")
        .text("total_chunks", "1")
        .text("is_final_chunk", "true")
        .text("upload_type", "zip_no_qr")
        .text("task_id", "14900117")
        .text("filename", "a.zip");
    let response = staff
        .request(reqwest::Method::POST, "/api/batches/upload-chunk")
        .multipart(form)
        .send()
        .await;
    let body: Value = response.unwrap().json().await.unwrap();
    assert_eq!(
        server.sha256(&text(&body["batch_id"])).await["sha256"],
        sha256(b"abc")
    );
}

#[tokio::test]
async fn some_deployments_insist_on_order() {
    let server = Server::start(&["--require-chunk-order"]);
    let staff = server.user("staff").await;
    let id = open(&staff, 4, b"a").await;
    expect_http(
        staff.chunk(Chunk::new(2, 4, Some(&id), b"c")).await,
        400,
        "expected 1",
    )
    .await;
    for (index, bytes) in [(1, b"b"), (1, b"b"), (2, b"c"), (3, b"d")] {
        let response = staff.chunk(Chunk::new(index, 4, Some(&id), bytes)).await;
        assert_eq!(response.status(), 202, "chunk {index}");
    }
}

#[tokio::test]
async fn a_chunk_or_file_beyond_the_applications_limit_is_413_as_json() {
    let server = Server::start(&["--max-chunk", "1000", "--max-file", "1500"]);
    let staff = server.user("staff").await;
    let huge = staff.chunk(Chunk::new(0, 2, None, &[7; 1001])).await;
    expect_http(huge, 413, "exceeds maximum").await;
    let id = open(&staff, 3, &[7; 1000]).await;
    expect_http(
        staff.chunk(Chunk::new(1, 3, Some(&id), &[7; 501])).await,
        413,
        "exceeds maximum",
    )
    .await;
    expect_http(
        staff.chunk(Chunk::new(1, 3, Some(&id), &[7; 500])).await,
        404,
        "not found",
    )
    .await;
}

#[tokio::test]
async fn sessions_expire() {
    let server = Server::start(&["--session-seconds", "1"]);
    let staff = server.user("staff").await;
    let id = open(&staff, 3, b"a").await;
    // Every answer but 404 keeps the session alive, so only the state is asked for.
    let response = until("the session is gone", async || {
        let session = server.data().join("sessions").join(&id);
        // Another upload makes the server look; its own chunk keeps nothing else alive.
        let other = open(&staff, 2, b"x").await;
        assert_ne!(other, id);
        (!session.exists()).then_some(())
    });
    response.await;
    expect_http(
        staff.chunk(Chunk::new(1, 3, Some(&id), b"b")).await,
        404,
        "not found",
    )
    .await;
}

#[tokio::test]
async fn sessions_outlive_a_killed_server_unless_they_are_volatile() {
    let mut server = Server::start(&[]);
    let id = {
        let staff = server.user("staff").await;
        open(&staff, 3, b"a").await
    };
    server.kill_and_restart(&[]);
    let staff = server.user("staff").await;
    let second: Value = staff
        .chunk(Chunk::new(1, 3, Some(&id), b"b"))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(second["chunks_received"], 2);
    drop(staff);
    server.kill_and_restart(&["--volatile-sessions"]);
    let staff = server.user("staff").await;
    expect_http(
        staff.chunk(Chunk::new(2, 3, Some(&id), b"c")).await,
        404,
        "not found",
    )
    .await;
    assert_eq!(
        std::fs::read_dir(server.data().join("sessions"))
            .unwrap()
            .count(),
        0
    );
}

#[tokio::test]
async fn images_in_chunks_end_failed_with_the_way_out() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let mut chunk = Chunk::new(0, 1, None, &zips::page(1));
    (chunk.upload_type, chunk.filename) = ("images", "a.jpg");
    let done: Value = staff.chunk(chunk).await.json().await.unwrap();
    let detail = staff.finished(&text(&done["batch_id"])).await;
    assert_eq!(detail["status"], "failed");
    assert!(text(&detail["error_message"]).contains("Send them as a ZIP"));
}

#[tokio::test]
async fn nobody_uploads_chunks_without_a_token() {
    let server = Server::start(&[]);
    let mut staff = server.user("staff").await;
    staff.token = "x".to_owned();
    expect_http(
        staff.chunk(Chunk::new(0, 2, None, b"a")).await,
        401,
        "Could not validate credentials",
    )
    .await;
    let form = Chunk::new(0, 2, None, b"a").form();
    let response = server
        .post("/api/batches/upload-chunk")
        .multipart(form)
        .send()
        .await
        .unwrap();
    expect_http(response, 403, "Not authenticated").await;
}

#[tokio::test]
async fn a_full_disk_is_507_and_leaves_the_session_as_it_was() {
    let server = Server::start_on_a_small_disk();
    let staff = server.user("staff").await;
    let id = open(&staff, 3, b"a").await;
    let large = staff
        .chunk(Chunk::new(1, 3, Some(&id), &vec![7; 6_000_000]))
        .await;
    expect_http(large, 507, "no disk space left").await;
    assert_eq!(server.state().await["sessions"][0]["chunks"], json!([0]));
    assert_eq!(
        std::fs::read_dir(server.data().join("incoming"))
            .unwrap()
            .count(),
        0
    );
    let form = reqwest::multipart::Form::new()
        .part("file", file("a.zip", vec![7; 6_000_000]))
        .text("has_qr", "false")
        .text("task_id", "14900117");
    expect_http(staff.upload(form).await, 507, "no disk space left").await;
    assert_eq!(
        staff
            .chunk(Chunk::new(1, 3, Some(&id), b"b"))
            .await
            .status(),
        202,
        "there is room for less"
    );
}
