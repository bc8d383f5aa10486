//! `/__faults`: every rule does what README.md says, and the log tells about it.

use std::time::Instant;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::server::{Chunk, Server, expect_http, text, until};
use crate::zips;

/// The log's last entry for a path.
async fn last(server: &Server, path: &str) -> Value {
    let log = server.log().await;
    log.iter()
        .rev()
        .find(|entry| text(&entry["path"]).starts_with(path))
        .unwrap()
        .clone()
}

#[tokio::test]
async fn the_calls_exist_only_when_opened() {
    let folder = crate::server::TempDir::new();
    let mut child = crate::server::binary()
        .args([
            "--port",
            "0",
            "--data",
            folder.0.join("d").to_str().unwrap(),
        ])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(
        &mut std::io::BufReader::new(child.stdout.take().unwrap()),
        &mut line,
    )
    .unwrap();
    let url = line.trim().strip_prefix("listening on ").unwrap();
    let status = reqwest::get(format!("{url}/__faults"))
        .await
        .unwrap()
        .status();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(status, 404);
}

#[tokio::test]
async fn headers_without_a_status_are_added_to_the_real_answer() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    server
        .add_rule(
            json!({ "method": "GET", "action": {"headers": {"Cache-Control": "max-age=600"}} }),
        )
        .await;
    let response = staff.get("/api/batches/").await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["cache-control"], "max-age=600");
    assert_eq!(response.json::<Value>().await.unwrap()["total"], 0);
}

#[tokio::test]
async fn a_rule_answers_in_the_servers_place_as_often_as_it_says() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let id = server
        .add_rule(json!({
            "id": "busy", "method": "GET", "path": "/api/batches", "times": 2, "skip": 1,
            "action": {"status": 503, "headers": {"Retry-After": "7"}, "body": "<h1>Busy</h1>"}
        }))
        .await;
    assert_eq!(id, "busy");
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(staff.get("/api/realtime/batches/").await.status().as_u16());
    }
    assert_eq!(seen, [200, 503, 503, 200]);
    let rules: Value = server
        .get("/__faults")
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(
        (&rules["rules"][0]["hits"], &rules["rules"][0]["seen"]),
        (&json!(2), &json!(4))
    );
    server
        .add_rule(json!({"id": "busy", "path": "/api/batches", "action": {
            "status": 429, "headers": {"Retry-After": "soon"}, "body": {"detail": "slow down"}}}))
        .await;
    let response = staff.get("/api/batches/").await;
    assert_eq!(
        (
            response.status().as_u16(),
            &response.headers()["retry-after"]
        ),
        (429, &"soon".parse().unwrap())
    );
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(
        response.json::<Value>().await.unwrap(),
        json!({"detail": "slow down"})
    );
    let entry = last(&server, "/api/batches/").await;
    assert_eq!(
        (&entry["rule"], &entry["status"], &entry["outcome"]),
        (&json!("busy"), &json!(429), &json!("answered"))
    );
    server.clear_rules().await;
    assert_eq!(staff.get("/api/batches/").await.status(), 200);
}

#[tokio::test]
async fn the_content_type_can_be_set() {
    let server = Server::start(&[]);
    let portal = json!({"path": "/api/auth", "action": {"status": 200, "content_type": "text/html", "body": "Welcome to the hotel"}});
    server.add_rule(portal).await;
    let response = server.get("/api/auth/me").send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/html");
    assert_eq!(response.text().await.unwrap(), "Welcome to the hotel");
}

#[tokio::test]
async fn a_rule_may_hold_for_one_user_only() {
    let server = Server::start(&[]);
    let (staff, admin) = (server.user("staff").await, server.user("admin").await);
    server
        .add_rule(json!({"user": "staff", "path": "/api/batches", "action": {"status": 500}}))
        .await;
    assert_eq!(staff.get("/api/batches/").await.status(), 500);
    assert_eq!(admin.get("/api/batches/").await.status(), 200);
}

#[tokio::test]
async fn a_chunk_fails_twice_and_then_arrives() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    server.add_rule(json!({"path": "*/upload-chunk", "chunk_index": 1, "times": 2, "action": {"status": 502}})).await;
    let first: Value = staff
        .chunk(Chunk::new(0, 3, None, b"a"))
        .await
        .json()
        .await
        .unwrap();
    let id = text(&first["upload_id"]);
    for expected in [502, 502, 202] {
        assert_eq!(
            staff
                .chunk(Chunk::new(1, 3, Some(&id), b"b"))
                .await
                .status(),
            expected
        );
    }
    assert_eq!(
        staff
            .chunk(Chunk::new(2, 3, Some(&id), b"c"))
            .await
            .status(),
        202
    );
    let entry = last(&server, "/api/realtime/batches/upload-chunk").await;
    assert_eq!(
        (&entry["chunk_index"], &entry["total_chunks"]),
        (&json!(2), &json!(3))
    );
    assert_eq!(
        (&entry["is_final"], &entry["upload_id"]),
        (&json!(true), &json!(id))
    );
    assert_eq!(
        (&entry["user"], &entry["method"]),
        (&json!("staff"), &json!("POST"))
    );
    assert!(
        entry["bytes_received"].as_u64().unwrap() > 500,
        "the framing counts"
    );
    assert_eq!(entry["content_length"], entry["bytes_received"]);
}

#[tokio::test]
async fn a_cut_before_the_work_leaves_no_trace_of_the_chunk() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let first: Value = staff
        .chunk(Chunk::new(0, 3, None, b"a"))
        .await
        .json()
        .await
        .unwrap();
    let id = text(&first["upload_id"]);
    for cut in [
        json!("before"),
        json!({"when": "before", "after_bytes": 100_000}),
        json!({"when": "before", "after_bytes": 100_000_000}),
    ] {
        server
            .add_rule(json!({"id": "cut", "chunk_index": 1, "times": 1, "action": {"cut": cut}}))
            .await;
        let error = staff
            .try_chunk(Chunk::new(1, 3, Some(&id), &[7; 1_000_000]))
            .await
            .unwrap_err();
        assert!(
            error.is_request() && error.status().is_none(),
            "{cut}: {error:?}"
        );
        let entry = last(&server, "/api/realtime/batches/upload-chunk").await;
        assert_eq!(
            (&entry["outcome"], &entry["status"]),
            (&json!("cut"), &Value::Null),
            "{cut}"
        );
        assert_eq!(
            server.state().await["sessions"][0]["chunks"],
            json!([0]),
            "{cut}"
        );
    }
    let retried: Value = staff
        .chunk(Chunk::new(1, 3, Some(&id), b"b"))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(retried["chunks_received"], 2);
}

#[tokio::test]
async fn a_cut_in_the_middle_of_a_body_reads_no_more_than_asked() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    server
        .add_rule(json!({"path": "/api/batches/upload", "times": 1, "action": {"cut": {"when": "before", "after_bytes": 200_000}}}))
        .await;
    let form = reqwest::multipart::Form::new()
        .part("file", crate::server::file("a.zip", vec![0; 5_000_000]))
        .text("has_qr", "false")
        .text("task_id", "14900117");
    let sent = staff
        .request(reqwest::Method::POST, "/api/batches/upload")
        .multipart(form)
        .send()
        .await;
    assert!(sent.is_err());
    let entry = until("the log knows", async || {
        Some(last(&server, "/api/batches/upload").await).filter(|e| e["outcome"] == "cut")
    })
    .await;
    let received = entry["bytes_received"].as_u64().unwrap();
    assert!((200_000..1_500_000).contains(&received), "{received}");
    assert_eq!(server.state().await["batches"], 0);
}

#[tokio::test]
async fn a_cut_after_the_work_loses_the_answer_only() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let first: Value = staff
        .chunk(Chunk::new(0, 2, None, b"a"))
        .await
        .json()
        .await
        .unwrap();
    let id = text(&first["upload_id"]);
    server
        .add_rule(json!({"is_final": true, "times": 1, "action": {"cut": "after"}}))
        .await;
    assert!(
        staff
            .try_chunk(Chunk::new(1, 2, Some(&id), b"b"))
            .await
            .is_err()
    );
    let list = staff.get_json("/api/batches/").await;
    assert_eq!(list["total"], 1, "the batch exists");
    expect_http(
        staff.chunk(Chunk::new(1, 2, Some(&id), b"b")).await,
        404,
        "not found",
    )
    .await;
}

#[tokio::test]
async fn an_answer_can_be_replaced_after_the_work() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    server
        .add_rule(json!({"is_final": true, "times": 1, "action": {"status": 524, "when": "after", "body": "<html>timeout"}}))
        .await;
    let response = staff.chunk(Chunk::new(0, 1, None, &zips::sheets(1))).await;
    assert_eq!(
        (
            response.status().as_u16(),
            &response.headers()["content-type"]
        ),
        (524, &"text/html".parse().unwrap())
    );
    assert_eq!(staff.get_json("/api/batches/").await["total"], 1);
}

/// Chromium replays a request by itself when a *reused* connection is reset, so none may be reused.
#[tokio::test]
async fn while_a_rule_cuts_no_connection_is_used_twice() {
    let server = Server::start(&[]);
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let request = "GET /api/nothing HTTP/1.1\r\nHost: x\r\n\r\n";
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut buffer = vec![0; 4096];
    let n = stream.read(&mut buffer).await.unwrap();
    assert!(
        !String::from_utf8_lossy(&buffer[..n]).contains("connection: close"),
        "kept alive without rules"
    );
    server
        .add_rule(json!({"path": "/api/batches", "action": {"cut": "after"}}))
        .await;
    let rest = stream.read(&mut buffer).await.unwrap();
    assert_eq!(rest, 0, "the idle connection is closed");
    let response = server.get("/api/nothing").send().await.unwrap();
    assert_eq!(response.headers()["connection"], "close");
    server.clear_rules().await;
    let response = server.get("/api/nothing").send().await.unwrap();
    assert!(!response.headers().contains_key("connection"));
    server
        .add_rule(json!({"path": "/api/x", "keep_alive": true, "action": {"cut": "after"}}))
        .await;
    let response = server.get("/api/nothing").send().await.unwrap();
    assert!(
        !response.headers().contains_key("connection"),
        "unless the rule wants the replay"
    );
}

#[tokio::test]
async fn a_cut_resets_the_connection_on_the_wire() {
    let server = Server::start(&[]);
    server
        .add_rule(json!({"path": "/api/batches", "action": {"cut": "before"}}))
        .await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream
        .write_all(b"GET /api/batches/ HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .unwrap();
    let error = stream.read(&mut [0; 10]).await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
}

#[tokio::test]
async fn delays_come_before_and_after_the_work() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    for delay in [
        json!(200),
        json!({"after": 200}),
        json!({"before": 100, "after": 100}),
    ] {
        server.add_rule(json!({"id": "slow", "path": "/api/batches", "times": 1, "action": {"delay_ms": delay}})).await;
        let start = Instant::now();
        assert_eq!(staff.get("/api/batches/").await.status(), 200);
        assert!(start.elapsed().as_millis() >= 200, "{delay}");
    }
}

#[tokio::test]
async fn throttling_holds_the_pace_alone_or_shared() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let body = vec![7; 1_000_000];
    for (shared, least) in [(false, 390), (true, 850)] {
        server
            .add_rule(json!({"id": "line", "path": "/api/batches/upload-chunk",
                "action": {"throttle": {"bytes_per_second": 2_000_000, "shared": shared}}}))
            .await;
        let start = Instant::now();
        let (a, b) = tokio::join!(
            staff.chunk(Chunk::new(0, 2, None, &body)),
            staff.chunk(Chunk::new(0, 2, None, &body))
        );
        assert_eq!(
            (a.status(), b.status()),
            (reqwest::StatusCode::ACCEPTED, reqwest::StatusCode::ACCEPTED)
        );
        let took = start.elapsed().as_millis();
        assert!(took >= least, "shared {shared}: {took} ms");
    }
}

#[tokio::test]
async fn a_stall_lasts_until_its_rule_is_removed() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    for stall in [json!(true), json!({"after_bytes": 300_000})] {
        server.add_rule(json!({"id": "stall", "path": "/api/batches/upload-chunk", "action": {"stall": stall}})).await;
        let seen = server.log().await.len();
        let token = staff.token.clone();
        let form = Chunk::new(0, 2, None, &[7; 1_000_000]).form();
        let request = server
            .post("/api/batches/upload-chunk")
            .bearer_auth(token)
            .multipart(form);
        let waiting = tokio::spawn(request.send());
        until("the request is there", async || {
            server
                .log()
                .await
                .get(seen)
                .filter(|entry| entry["rule"] == "stall")
                .map(|_| ())
        })
        .await;
        assert_eq!(server.log().await[seen]["outcome"], "open");
        assert!(!waiting.is_finished());
        let removed = server
            .request(reqwest::Method::DELETE, "/__faults/rules/stall")
            .send()
            .await
            .unwrap();
        assert_eq!(removed.status(), 204);
        assert_eq!(waiting.await.unwrap().unwrap().status(), 202, "{stall}");
    }
}

#[tokio::test]
async fn an_upload_can_be_forgotten_under_a_chunk() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    server
        .add_rule(json!({"chunk_index": 1, "times": 1, "action": {"forget_upload": true}}))
        .await;
    let first: Value = staff
        .chunk(Chunk::new(0, 3, None, b"a"))
        .await
        .json()
        .await
        .unwrap();
    let id = text(&first["upload_id"]);
    expect_http(
        staff.chunk(Chunk::new(1, 3, Some(&id), b"b")).await,
        404,
        "Please restart upload",
    )
    .await;
    assert_eq!(server.state().await["sessions"], json!([]));
}

#[tokio::test]
async fn every_chunk_can_fail_once() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    server
        .add_rule(json!({"path": "/api/batches/upload-chunk", "each_chunk": true, "times": 1, "action": {"status": 500}}))
        .await;
    let mut id: Option<String> = None;
    for index in 0..3 {
        assert_eq!(
            staff
                .chunk(Chunk::new(index, 3, id.as_deref(), b"x"))
                .await
                .status(),
            500
        );
        let response = staff.chunk(Chunk::new(index, 3, id.as_deref(), b"x")).await;
        assert_eq!(response.status(), 202);
        id = Some(text(&response.json::<Value>().await.unwrap()["upload_id"]));
    }
}

#[tokio::test]
async fn sessions_and_tokens_can_be_ended() {
    let server = Server::start(&[]);
    let tokens = server.login_as("staff", "staff1234").await;
    let mut staff = server.user("staff").await;
    let first: Value = staff
        .chunk(Chunk::new(0, 2, None, b"abc"))
        .await
        .json()
        .await
        .unwrap();
    let id = text(&first["upload_id"]);
    let session = &server.state().await["sessions"][0];
    assert_eq!(
        (&session["upload_id"], &session["username"]),
        (&json!(id), &json!("staff"))
    );
    assert_eq!(
        (&session["bytes"], &session["total_chunks"]),
        (&json!(3), &json!(2))
    );
    assert_eq!(
        server
            .post("/__faults/restart-sessions")
            .send()
            .await
            .unwrap()
            .status(),
        204
    );
    expect_http(
        staff.chunk(Chunk::new(1, 2, Some(&id), b"b")).await,
        404,
        "not found",
    )
    .await;

    assert_eq!(
        server
            .post("/__faults/token")
            .send()
            .await
            .unwrap()
            .status(),
        204
    );
    assert_eq!(staff.get("/api/auth/me").await.status(), 401);
    let refresh = async |token: &Value| {
        server
            .post("/api/auth/refresh")
            .body(json!({"refresh_token": token}).to_string())
            .send()
            .await
            .unwrap()
    };
    let renewed: Value = refresh(&tokens["refresh_token"])
        .await
        .json()
        .await
        .unwrap();
    staff.token = text(&renewed["access_token"]);
    assert_eq!(staff.get("/api/auth/me").await.status(), 200);
    let all = server
        .post("/__faults/token")
        .body(json!({"refresh": true}).to_string())
        .send()
        .await
        .unwrap();
    assert_eq!(all.status(), 204);
    assert_eq!(staff.get("/api/auth/me").await.status(), 401);
    assert_eq!(refresh(&renewed["refresh_token"]).await.status(), 401);
}

#[tokio::test]
async fn the_log_can_be_emptied_and_senseless_rules_are_refused() {
    let server = Server::start(&[]);
    server.get("/api/nothing?a=b").send().await.unwrap();
    let entry = last(&server, "/api/nothing").await;
    assert_eq!(
        (&entry["query"], &entry["user"], &entry["seq"]),
        (&json!("a=b"), &Value::Null, &json!(1))
    );
    assert_eq!(
        server
            .request(reqwest::Method::DELETE, "/__faults/requests")
            .send()
            .await
            .unwrap()
            .status(),
        204
    );
    assert!(server.log().await.is_empty());
    for rule in [
        "{}",
        "not json",
        r#"{"action": {"status": 1}}"#,
        r#"{"action": {"cut": "sideways"}}"#,
    ] {
        let response = server.post("/__faults").body(rule).send().await.unwrap();
        expect_http(response, 400, "The rule was not understood").await;
    }
    let two = json!([{"action": {"status": 500}}, {"id": "b", "action": {"status": 501}}]);
    let response: Value = server
        .post("/__faults")
        .body(two.to_string())
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(response["ids"].as_array().unwrap().len(), 2);
    let rate = server
        .post("/__faults/sheets-per-second")
        .body("-1")
        .send()
        .await
        .unwrap();
    assert_eq!(rate.status(), 400);
}
