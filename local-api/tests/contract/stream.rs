//! api-contract, "Two more extensions": the stream of events of a batch, and its first results.

use std::time::Duration;

use serde_json::{Value, json};

use crate::server::{Server, User, expect_http, text};
use crate::zips::{self, cover, page, zip};

/// All events of a stream that ends by itself: kind and data.
async fn events(user: &User<'_>, uuid: &str) -> Vec<(String, Value)> {
    let response = user.get(&format!("/api/batches/{uuid}/stream")).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let body = tokio::time::timeout(Duration::from_secs(30), response.text());
    let body = body.await.expect("the stream ends").unwrap();
    body.split("\n\n")
        .filter(|event| !event.is_empty() && !event.starts_with(':'))
        .map(|event| {
            let (kind, data) = event.split_once('\n').unwrap();
            let data = data.strip_prefix("data: ").unwrap();
            (
                kind.strip_prefix("event: ").unwrap().to_owned(),
                serde_json::from_str(data).unwrap(),
            )
        })
        .collect()
}

fn messages(events: &[(String, Value)]) -> Vec<String> {
    events
        .iter()
        .map(|(_, data)| text(&data["message"]))
        .collect()
}

#[tokio::test]
async fn a_stream_tells_what_happened_and_goes_on_to_the_end() {
    let server = Server::start(&["--sheets-per-second", "10", "--results", "end"]);
    let staff = server.user("staff").await;
    let uuid = staff
        .upload_zip("live.zip", zips::sheets(8), Some("14900117"))
        .await;
    let live = events(&staff, &uuid).await;
    let stages: Vec<String> = live.iter().map(|(_, data)| text(&data["stage"])).collect();
    assert_eq!(stages[0], "uploading");
    assert!(stages.contains(&"extracting".to_owned()), "{stages:?}");
    let counts: Vec<u64> = live
        .iter()
        .filter(|(_, data)| data["stage"] == "processing_sheets")
        .map(|(_, data)| data["sheets_processed"].as_u64().unwrap())
        .collect();
    assert!(counts.len() > 2 && counts.is_sorted(), "{counts:?}");
    let (kind, last) = live.last().unwrap();
    assert_eq!(
        (kind.as_str(), &last["stage"]),
        ("complete", &json!("completed"))
    );
    assert_eq!(last["sheets_processed"], 8);
    assert_eq!(last["progress_percentage"], 100);
    assert_eq!(last["batch_id"], json!(uuid));
    assert!(last["elapsed_seconds"].as_f64() > Some(0.0));
    assert!(last["timestamp"].is_string());
    // Who comes later is told the same in short.
    let later = events(&staff, &uuid).await;
    assert_eq!(later.first().unwrap().1["stage"], "uploading");
    assert_eq!(later.last().unwrap().0, "complete");
}

#[tokio::test]
async fn tasks_that_are_left_out_are_named() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let archive = |tasks: &[&str]| {
        let pages: Vec<Vec<u8>> = tasks
            .iter()
            .flat_map(|task| [cover(task), page(2)])
            .collect();
        let names: Vec<String> = (1..=pages.len()).map(|n| format!("{n:02}.jpg")).collect();
        let files: Vec<(&str, &[u8])> = names
            .iter()
            .zip(&pages)
            .map(|(name, page)| (name.as_str(), page.as_slice()))
            .collect();
        zip(&files)
    };
    let first = archive(&["10300112", "10300122"]);
    let first = staff.upload_zip("first.zip", first, None).await;
    staff.finished(&first).await;
    assert!(
        messages(&events(&staff, &first).await)
            .iter()
            .all(|m| !m.contains("duplicate"))
    );
    let second = archive(&["10300122", "10300132", "10300112"]);
    let second = staff.upload_zip("second.zip", second, None).await;
    let detail = staff.finished(&second).await;
    assert_eq!(detail["total_sheets"], 1, "only the new task's");
    let said = messages(&events(&staff, &second).await);
    let wanted = "Skipping 2 duplicate tasks: 10300112, 10300122".to_owned();
    assert!(said.contains(&wanted), "{said:?}");
}

#[tokio::test]
async fn a_failed_batch_ends_its_stream_with_the_reason() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let uuid = staff
        .upload_zip("none.zip", zip(&[("a.txt", b"x")]), Some("14900117"))
        .await;
    staff.finished(&uuid).await;
    let (kind, last) = events(&staff, &uuid).await.pop().unwrap();
    assert_eq!((kind.as_str(), &last["stage"]), ("error", &json!("failed")));
    assert!(text(&last["message"]).contains("no JPEG"), "{last}");
}

#[tokio::test]
async fn a_stream_is_cut_where_the_server_has_a_limit_and_not_open_to_all() {
    let server = Server::start(&["--sheets-per-second", "0.01", "--stream-seconds", "0.5"]);
    let staff = server.user("staff").await;
    let uuid = staff
        .upload_zip("slow.zip", zips::sheets(3), Some("14900117"))
        .await;
    let cut = events(&staff, &uuid).await;
    assert!(cut.iter().all(|(kind, _)| kind == "progress"), "{cut:?}");
    let scanner = server.user("scanner").await;
    for call in ["stream", "stats"] {
        let path = format!("/api/batches/{uuid}/{call}");
        expect_http(scanner.get(&path).await, 403, "permission").await;
        let nobody = server.get(&path).send().await.unwrap();
        assert!(matches!(nobody.status().as_u16(), 401 | 403));
    }
}

#[tokio::test]
async fn first_results_add_up() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let mut pages: Vec<(String, Vec<u8>)> =
        (1..=3).map(|n| (format!("{n}.jpg"), page(n))).collect();
    pages.push(("4.jpg".to_owned(), b"no image".to_vec()));
    let files: Vec<(&str, &[u8])> = pages.iter().map(|(n, b)| (n.as_str(), &**b)).collect();
    let uuid = staff
        .upload_zip("some.zip", zip(&files), Some("14900117"))
        .await;
    staff.finished(&uuid).await;
    let stats = staff.get_json(&format!("/api/batches/{uuid}/stats")).await;
    assert_eq!(stats["registered_total"], 4);
    assert_eq!(stats["sheets_total"], 4);
    assert_eq!(stats["error_total"], 1);
    let kinds = stats.as_object().unwrap();
    let sum: u64 = kinds
        .iter()
        .filter(|(name, _)| name.starts_with("err_"))
        .map(|(_, n)| n.as_u64().unwrap())
        .sum();
    assert_eq!(stats["error_total"], sum);
    assert_eq!(kinds.len(), 10, "every name of the contract: {stats}");
}
