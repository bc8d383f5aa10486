//! api-contract, "Extensions": cancel, recoverable, recover, and the list's two text filters.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::server::{Server, User, expect_http, text, until};
use crate::zips;

async fn post(user: &User<'_>, uuid: &str, call: &str) -> Response {
    user.request(Method::POST, &format!("/api/batches/{uuid}/{call}"))
        .send()
        .await
        .unwrap()
}

async fn post_json(user: &User<'_>, uuid: &str, call: &str) -> Value {
    let response = post(user, uuid, call).await;
    assert_eq!(response.status(), 200, "{call}");
    response.json().await.unwrap()
}

async fn recoverable(user: &User<'_>, uuid: &str) -> Value {
    user.get_json(&format!("/api/batches/{uuid}/recoverable"))
        .await
}

/// A batch of four sheets of which at least one is read, on a server that has just become very slow.
async fn half_done(server: &Server, user: &User<'_>) -> String {
    let uuid = user
        .upload_zip("half.zip", zips::sheets(4), Some("14900117"))
        .await;
    until("a sheet is read", async || {
        (user.progress(&uuid).await["processed_count"].as_u64() >= Some(1)).then_some(())
    })
    .await;
    server.set_rate(0.001).await;
    uuid
}

#[tokio::test]
async fn a_running_batch_is_cancelled_and_stays_so() {
    let server = Server::start(&["--sheets-per-second", "10"]);
    let staff = server.user("staff").await;
    let uuid = half_done(&server, &staff).await;
    let answer = post_json(&staff, &uuid, "cancel").await;
    assert_eq!(answer["success"], true);
    assert!(answer["message"].is_string());
    let detail = staff.status(&uuid).await;
    assert_eq!(detail["status"], "failed");
    assert_eq!(detail["error_message"], "Cancelled by user");
    assert!(detail["completed_at"].is_string());
    server.set_rate(0.0).await;
    let next = staff
        .upload_zip("next.zip", zips::sheets(3), Some("14900118"))
        .await;
    staff.finished(&next).await;
    let later = staff.status(&uuid).await;
    assert_eq!(later, detail, "the worker has not touched it any more");
}

#[tokio::test]
async fn a_batch_that_has_ended_is_not_cancelled() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let uuid = staff
        .upload_zip("a.zip", zips::sheets(1), Some("14900117"))
        .await;
    staff.finished(&uuid).await;
    let answer = post_json(&staff, &uuid, "cancel").await;
    assert_eq!(answer["success"], false);
    assert!(text(&answer["message"]).contains("already completed"));
    assert_eq!(staff.progress(&uuid).await["status"], "completed");
}

#[tokio::test]
async fn results_of_a_cancelled_batch_are_recovered_once() {
    let server = Server::start(&["--sheets-per-second", "10"]);
    let staff = server.user("staff").await;
    let uuid = half_done(&server, &staff).await;
    let running = recoverable(&staff, &uuid).await;
    assert_eq!(
        running["is_recoverable"], false,
        "it may still end by itself"
    );
    post_json(&staff, &uuid, "cancel").await;
    let before = staff.status(&uuid).await;
    let offer = recoverable(&staff, &uuid).await;
    assert_eq!(offer["batch_uuid"], json!(uuid));
    assert_eq!(
        (&offer["is_recoverable"], &offer["has_progress_data"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(offer["total_sheets_count"], 4);
    assert_eq!(
        offer["recoverable_sheets_count"],
        before["processed_sheets"]
    );
    let answer = post_json(&staff, &uuid, "recover").await;
    assert_eq!(answer["success"], true);
    assert_eq!(
        answer["sheets_recovered"],
        offer["recoverable_sheets_count"]
    );
    assert!(answer["answers_recovered"].as_u64() > Some(0));
    let detail = staff.status(&uuid).await;
    assert_eq!(detail["status"], "completed");
    assert!(detail["error_message"].is_null());
    assert_eq!(detail["pending_sheets"], 0);
    let lost = detail["sheets"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|sheet| sheet["status"] == "failed" && sheet["error_message"].is_string())
        .count();
    assert_eq!(detail["failed_sheets"], lost);
    expect_http(post(&staff, &uuid, "recover").await, 400, "recovered").await;
    assert_eq!(
        recoverable(&staff, &uuid).await["is_recoverable"],
        false,
        "nothing is left to recover"
    );
}

#[tokio::test]
async fn a_batch_that_failed_before_its_first_sheet_has_nothing_to_recover() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let uuid = staff
        .upload_zip("bad.zip", b"PK nonsense".to_vec(), Some("14900117"))
        .await;
    staff.finished(&uuid).await;
    let offer = recoverable(&staff, &uuid).await;
    assert_eq!(
        (&offer["is_recoverable"], &offer["recoverable_sheets_count"]),
        (&json!(false), &json!(0))
    );
    expect_http(post(&staff, &uuid, "recover").await, 400, "recovered").await;
}

#[tokio::test]
async fn only_the_uploader_and_admins_may_cancel_and_recover() {
    let server = Server::start(&["--sheets-per-second", "0.001"]);
    let (staff, scanner, admin) = (
        server.user("staff").await,
        server.user("scanner").await,
        server.user("admin").await,
    );
    let uuid = staff
        .upload_zip("a.zip", zips::sheets(2), Some("14900117"))
        .await;
    for call in ["cancel", "recover"] {
        expect_http(post(&scanner, &uuid, call).await, 403, "permission").await;
        let absent = "5e6d0000-0000-4000-8000-00000000beef";
        expect_http(post(&scanner, absent, call).await, 404, "not found").await;
        let response = server
            .request(Method::POST, &format!("/api/batches/{uuid}/{call}"))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 403, "nobody is signed in");
    }
    let response = scanner
        .get(&format!("/api/batches/{uuid}/recoverable"))
        .await;
    expect_http(response, 403, "permission").await;
    assert_eq!(post_json(&admin, &uuid, "cancel").await["success"], true);
}

#[tokio::test]
async fn the_list_is_searched_by_name_and_uploader() {
    let server = Server::start(&[]);
    let (staff, scanner, admin) = (
        server.user("staff").await,
        server.user("scanner").await,
        server.user("admin").await,
    );
    for (user, name, task) in [
        (&staff, "Physics 10%.zip", "14900111"),
        (&staff, "history.zip", "14900112"),
        (&scanner, "physics B.zip", "14900113"),
    ] {
        user.upload_zip(name, zips::sheets(1), Some(task)).await;
    }
    let names = async |user: &User<'_>, query: &str| {
        let list = user.get_json(&format!("/api/batches/?{query}")).await;
        let rows = list["batches"].as_array().unwrap();
        assert_eq!(list["total"], rows.len(), "{query}: the total agrees");
        rows.iter()
            .map(|row| text(&row["batch_name"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(&admin, "batch_name=PHYSICS").await,
        ["physics B.zip", "Physics 10%.zip"]
    );
    assert_eq!(
        names(&admin, "batch_name=physics&username=scan").await,
        ["physics B.zip"]
    );
    assert_eq!(names(&admin, "username=staff").await.len(), 2);
    assert_eq!(
        names(&admin, "batch_name=%25").await,
        ["Physics 10%.zip"],
        "no wildcards"
    );
    assert_eq!(names(&admin, "batch_name=nothing").await.len(), 0);
    assert_eq!(names(&admin, "batch_name=&username=").await.len(), 3);
    assert_eq!(
        names(&staff, "username=scanner").await.len(),
        0,
        "a search shows nobody else's batches"
    );
}
