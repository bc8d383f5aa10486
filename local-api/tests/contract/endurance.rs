//! What must not bring the server down or shut people out: pages that are made for it, a full disk, bodies that stop.

use std::io::Write as _;
use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::server::{Chunk, Server, expect_http, text};
use crate::zips;

#[tokio::test]
async fn e1_pages_full_of_corner_marks_are_read_in_time() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let marks = samples::bad::corner_marks().unwrap();
    assert!(marks.len() < 1_000_000);
    let uuid = staff.upload_zip("marks.zip", marks.clone(), None).await;
    // Somebody else's batch beside it.
    let scanner = server.user("scanner").await;
    let other = scanner
        .upload_zip("good.zip", zips::sheets(3), Some("14900117"))
        .await;
    assert_eq!(scanner.finished(&other).await["status"], "completed");
    let detail = staff.finished(&uuid).await;
    let message = text(&detail["error_message"]);
    assert!(message.contains("not a cover sheet"), "{message}");
    // Behind a cover they are sheets like others.
    let cover = zips::cover("14900118");
    let behind = zips::zip_after("0.jpg", &cover, &marks);
    let uuid = staff.upload_zip("behind.zip", behind, None).await;
    let detail = staff.finished(&uuid).await;
    assert_eq!(
        (&detail["status"], &detail["total_sheets"]),
        (&json!("completed"), &json!(3))
    );
}

#[tokio::test]
async fn e1_a_batch_over_which_the_server_went_down_twice_fails_with_a_reason() {
    let mut server = Server::start(&["--crash-at", "0002.jpg"]);
    let (bad, good) = {
        let staff = server.user("staff").await;
        server.set_rate(0.001).await;
        let good = staff
            .upload_zip("good.zip", zips::sheets(1), Some("14900117"))
            .await;
        let bad = staff
            .upload_zip("bad.zip", zips::sheets(2), Some("14900117"))
            .await;
        // It may go down before it has answered.
        let _ = server
            .post("/__faults/sheets-per-second")
            .body("0")
            .send()
            .await;
        (bad, good)
    };
    server.goes_down();
    // The second time at the start.
    server.start_again();
    server.goes_down();
    server.start_again();
    let staff = server.user("staff").await;
    let detail = staff.finished(&bad).await;
    assert_eq!(detail["status"], "failed");
    let message = text(&detail["error_message"]);
    assert!(
        message.contains("stopped unexpectedly twice") && message.contains("0002.jpg"),
        "{message}"
    );
    assert_eq!(staff.finished(&good).await["status"], "completed");
}

#[tokio::test]
async fn e2_with_a_full_disk_people_sign_in_and_delete() {
    let Some(server) = Server::start_on_a_disk_of(24) else {
        return;
    };
    let admin = server.user("admin").await;
    let uuid = admin
        .upload_zip("a.zip", zips::sheets(1), Some("14900117"))
        .await;
    admin.finished(&uuid).await;
    // Somebody else fills the disk to its last byte.
    let mut filler = std::fs::File::create(server.disk().join("filler")).unwrap();
    let mut bytes = vec![1; 64 * 1024];
    while !bytes.is_empty() {
        if filler.write_all(&bytes).is_err() {
            bytes.truncate(bytes.len() / 2);
        }
    }
    drop(filler);
    let refused = admin.chunk(Chunk::new(0, 2, None, &[1; 200_000])).await;
    expect_http(refused, 507, "no disk space").await;
    let again = server.user("staff").await;
    assert_eq!(again.get("/api/batches/").await.status(), 200);
    // What was freed for that is not for uploads.
    let refused = again.chunk(Chunk::new(0, 2, None, &[1; 9_000_000])).await;
    expect_http(refused, 507, "no disk space").await;
    assert_eq!(admin.delete(&uuid).await.status(), 204);
    server.user("scanner").await;
    // When there is room, everything is as before.
    std::fs::remove_file(server.disk().join("filler")).unwrap();
    let taken = again.chunk(Chunk::new(0, 2, None, &[1; 200_000])).await;
    assert_eq!(taken.status(), 202);
    assert_eq!(
        std::fs::read_dir(server.disk().join("reserve"))
            .unwrap()
            .count(),
        8
    );
}

#[tokio::test]
async fn e3_a_body_that_stops_is_given_up() {
    let server = Server::start(&["--body-seconds", "1"]);
    let token = server.token("staff").await;
    for path in ["/api/batches/upload-chunk", "/api/auth/login"] {
        let mut stream = TcpStream::connect(server.address()).await.unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n\r\n--b\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = String::new();
        let read = stream.read_to_string(&mut answer);
        tokio::time::timeout(Duration::from_secs(20), read)
            .await
            .expect("an answer in time")
            .unwrap();
        assert!(answer.starts_with("HTTP/1.1 408 "), "{path}: {answer}");
    }
    let incoming = server.data().join("incoming");
    assert_eq!(std::fs::read_dir(incoming).unwrap().count(), 0);
}

#[tokio::test]
async fn e3_a_slow_body_is_waited_for_as_long_as_it_moves() {
    let server = Server::start(&["--body-seconds", "1"]);
    let staff = server.user("staff").await;
    let rule = json!({ "path": "/api/batches/upload-chunk", "action": {"delay_ms": 1500, "throttle": {"bytes_per_second": 100_000}} });
    server.add_rule(rule).await;
    let sent = staff.chunk(Chunk::new(0, 2, None, &[1; 200_000])).await;
    assert_eq!(sent.status(), 202);
}
