//! The edge proxy that the server plays: the limit for request bodies, both lanes, headers.

use reqwest::multipart::Form;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::server::{Chunk, Server, file};

async fn expect_page(response: reqwest::Response) {
    assert_eq!(response.status(), 413);
    assert_eq!(response.headers()["content-type"], "text/html");
    assert_eq!(response.headers()["connection"], "close");
    assert!(
        response
            .text()
            .await
            .unwrap()
            .contains("<h1>413 Request Entity Too Large</h1>")
    );
}

#[tokio::test]
async fn a_body_beyond_the_limit_gets_the_edges_page() {
    let server = Server::start(&["--max-body", "20000"]);
    let staff = server.user("staff").await;
    expect_page(
        staff
            .upload(Form::new().part("file", file("a.zip", vec![0; 20_000])))
            .await,
    )
    .await;
    expect_page(staff.chunk(Chunk::new(0, 2, None, &[0; 20_000])).await).await;
    let fits = staff.chunk(Chunk::new(0, 2, None, &[0; 18_000])).await;
    assert_eq!(
        fits.status(),
        202,
        "the framing counts, but there is room for it"
    );
}

#[tokio::test]
async fn the_limit_holds_for_bodies_of_undeclared_length() {
    let server = Server::start(&["--max-body", "20000"]);
    let staff = server.user("staff").await;
    let endless = reqwest::Body::wrap_stream(Chunks {
        left: 40,
        bytes: vec![b'x'; 1000],
    });
    let response = staff
        .request(reqwest::Method::POST, "/api/batches/upload")
        .header("content-type", "multipart/form-data; boundary=b")
        .body(endless)
        .send()
        .await
        .unwrap();
    expect_page(response).await;
}

/// A stream of equal pieces.
struct Chunks {
    left: usize,
    bytes: Vec<u8>,
}

impl futures_core::Stream for Chunks {
    type Item = Result<Vec<u8>, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let next = self.left.checked_sub(1).map(|left| {
            self.left = left;
            Ok(self.bytes.clone())
        });
        std::task::Poll::Ready(next)
    }
}

/// Browsers read an answer only after they have sent everything: an early answer must not break their sending.
#[tokio::test]
async fn an_early_answer_still_lets_the_client_send_everything() {
    let server = Server::start(&["--max-body", "1000"]);
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let size = 30_000_000;
    let head =
        format!("POST /api/batches/upload HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
        .write_all(&vec![0; size])
        .await
        .expect("the whole body can be sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
}

#[tokio::test]
async fn the_answer_comes_at_once_when_the_length_is_declared() {
    let server = Server::start(&[]);
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let head = "POST /api/batches/upload HTTP/1.1\r\nHost: x\r\nContent-Length: 100000001\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut start = [0; 13];
    stream.read_exact(&mut start).await.unwrap();
    assert_eq!(
        &start, b"HTTP/1.1 413 ",
        "before a byte of the body was sent"
    );
}

#[tokio::test]
async fn every_answer_of_the_api_carries_the_security_headers_and_is_not_stored() {
    let server = Server::start(&["--max-body", "1000"]);
    let staff = server.user("staff").await;
    let large = Form::new().part("file", file("a.zip", vec![0; 2000]));
    for response in [
        staff.get("/api/batches/").await,
        server.get("/api/auth/me").send().await.unwrap(),
        server.get("/api/nothing").send().await.unwrap(),
        staff.get("/api/batches/117/progress").await,
        staff.upload(large).await,
        server.get("/somewhere").send().await.unwrap(),
    ] {
        let headers = response.headers();
        assert_eq!(headers["cache-control"], "no-store");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin");
        assert!(
            headers.contains_key("referrer-policy") && headers.contains_key("permissions-policy")
        );
        let csp = headers["content-security-policy"].to_str().unwrap();
        for part in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self'",
            "worker-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(csp.contains(part), "{part}");
        }
        as_in_the_file(headers);
    }
}

/// The file that gateways follow as well.
fn as_in_the_file(headers: &reqwest::header::HeaderMap) {
    let file = include_str!("../../../deploy/headers.txt");
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    let mut fixed = 0;
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        if name == "Strict-Transport-Security" {
            assert!(!headers.contains_key(name), "this is not TLS");
        } else {
            assert_eq!(headers[name], value);
            fixed += 1;
        }
    }
    assert!(fixed >= 6, "{fixed} headers");
}

#[tokio::test]
async fn both_lanes_reach_every_call() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    for path in [
        "/api/realtime/auth/me",
        "/api/realtime/batches/",
        "/api/realtime/batches/?limit=5",
    ] {
        assert_eq!(staff.get(path).await.status(), 200, "{path}");
    }
}
