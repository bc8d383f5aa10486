//! api-contract, list, progress, detail and delete.

use reqwest::Method;
use serde_json::{Value, json};

use crate::server::{Server, User, expect_field, expect_http, text, until};
use crate::zips;

async fn uuids(user: &User<'_>, query: &str) -> Vec<String> {
    let list = user.get_json(&format!("/api/batches/{query}")).await;
    list["batches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| text(&row["batch_uuid"]))
        .collect()
}

#[tokio::test]
async fn the_list_is_newest_first_and_has_every_field_of_the_contract() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let first = staff
        .upload_zip("117-no-qr.zip", zips::sheets(2), Some("14900117"))
        .await;
    let second = staff
        .upload_zip("118.zip", zips::sheets(1), Some("14900118"))
        .await;
    staff.finished(&first).await;
    assert_eq!(uuids(&staff, "").await, [second, first.clone()]);
    let list = staff.get_json("/api/batches/?limit=1&offset=1").await;
    assert_eq!(
        (&list["total"], &list["limit"], &list["offset"]),
        (&json!(2), &json!(1), &json!(1))
    );
    let row = &list["batches"][0];
    assert_eq!(row["batch_uuid"], json!(first));
    assert!(row["batch_id"].is_i64());
    assert_eq!(row["batch_name"], "117-no-qr.zip");
    assert_eq!(row["upload_type"], "zip_no_qr");
    assert_eq!(row["status"], "completed");
    assert_eq!(row["sheet_count"], 2);
    assert_eq!(row["file_size_bytes"], zips::sheets(2).len());
    assert_eq!(
        (&row["processed_count"], &row["failed_count"]),
        (&json!(2), &json!(0))
    );
    assert_eq!(row["username"], "staff");
    for time in ["created_at", "processing_started_at", "completed_at"] {
        let value = text(&row[time]);
        assert!(
            value.len() == 19 && value.as_bytes()[10] == b'T',
            "{time} is {value}"
        );
    }
    for absent in ["error_message", "notes"] {
        assert!(row.as_object().unwrap()[absent].is_null());
    }
}

#[tokio::test]
async fn a_long_answer_is_packed_for_who_takes_gzip() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    for number in 0..4 {
        let name = format!("packed-{number}.zip");
        staff
            .upload_zip(&name, zips::sheets(1), Some("14900119"))
            .await;
    }
    let list = |accepted: &'static str, query: &str| {
        let path = format!("/api/batches/{query}");
        let request = staff.request(Method::GET, &path);
        request.header("accept-encoding", accepted).send()
    };
    let plain = list("identity", "").await.unwrap();
    assert!(!plain.headers().contains_key("content-encoding"));
    let plain = plain.bytes().await.unwrap();
    let packed = list("gzip, br", "").await.unwrap();
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    let packed = packed.bytes().await.unwrap();
    assert!(packed.starts_with(&[0x1f, 0x8b]), "no gzip: {packed:?}");
    assert!(
        plain.len() > 1_000 && packed.len() * 2 < plain.len(),
        "{} bytes of {}",
        packed.len(),
        plain.len()
    );
    let short = list("gzip, br", "?limit=1").await.unwrap();
    assert!(!short.headers().contains_key("content-encoding"));
}

#[tokio::test]
async fn limits_offsets_and_words_out_of_range_are_refused_by_field() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=ten", "limit"),
        ("page_size=101", "page_size"),
        ("offset=-1", "offset"),
        ("status=done", "status"),
    ] {
        expect_field(
            staff.get(&format!("/api/batches/?{query}")).await,
            "query",
            field,
        )
        .await;
    }
    assert_eq!(
        staff.get_json("/api/batches/?page_size=7").await["limit"],
        7
    );
    assert_eq!(
        staff.get_json("/api/batches/?limit=100&page_size=7").await["limit"],
        100
    );
    assert_eq!(staff.get_json("/api/batches/").await["limit"], 50);
    let beyond = staff.get_json("/api/batches/?offset=1000").await;
    assert_eq!(beyond["batches"], json!([]));
}

#[tokio::test]
async fn a_list_without_its_slash_is_sent_there() {
    let server = Server::start(&[]);
    let response = server.get("/api/batches?limit=3").send().await.unwrap();
    assert_eq!(response.status(), 307);
    assert_eq!(response.headers()["location"], "/api/batches/?limit=3");
}

#[tokio::test]
async fn the_status_filter_and_total_agree() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let good = staff
        .upload_zip("good.zip", zips::sheets(1), Some("14900117"))
        .await;
    let bad = staff
        .upload_zip("bad.zip", b"PK nonsense".to_vec(), Some("14900117"))
        .await;
    staff.finished(&good).await;
    staff.finished(&bad).await;
    assert_eq!(uuids(&staff, "?status=failed").await, [bad]);
    assert_eq!(uuids(&staff, "?status=completed").await, [good]);
    let none = staff.get_json("/api/batches/?status=processing").await;
    assert_eq!((&none["total"], &none["batches"]), (&json!(0), &json!([])));
}

#[tokio::test]
async fn users_see_their_own_batches_and_admins_see_all() {
    let server = Server::start(&[]);
    let (staff, scanner, admin) = (
        server.user("staff").await,
        server.user("scanner").await,
        server.user("admin").await,
    );
    let of_staff = staff
        .upload_zip("s.zip", zips::sheets(1), Some("14900117"))
        .await;
    let of_scanner = scanner
        .upload_zip("c.zip", zips::sheets(1), Some("14900117"))
        .await;
    assert_eq!(uuids(&staff, "").await, std::slice::from_ref(&of_staff));
    assert_eq!(uuids(&scanner, "").await, std::slice::from_ref(&of_scanner));
    assert_eq!(
        uuids(&admin, "").await,
        [of_scanner.clone(), of_staff.clone()]
    );
    for call in ["progress", "status"] {
        expect_http(
            staff
                .get(&format!("/api/batches/{of_scanner}/{call}"))
                .await,
            403,
            "permission",
        )
        .await;
        assert_eq!(
            admin
                .get(&format!("/api/batches/{of_scanner}/{call}"))
                .await
                .status(),
            200
        );
    }
}

#[tokio::test]
async fn not_found_and_malformed_ids_are_told_apart() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let absent = "5e6d0000-0000-4000-8000-00000000beef";
    for call in ["progress", "status"] {
        let response = staff.get(&format!("/api/batches/{absent}/{call}")).await;
        expect_http(response, 404, &format!("Batch {absent} not found")).await;
        expect_field(
            staff.get(&format!("/api/batches/117/{call}")).await,
            "path",
            "batch_uuid",
        )
        .await;
    }
}

#[tokio::test]
async fn progress_has_the_handoffs_fields() {
    let server = Server::start(&["--sheets-per-second", "0.001"]);
    let staff = server.user("staff").await;
    let uuid = staff
        .upload_zip("a.zip", zips::sheets(3), Some("14900117"))
        .await;
    let progress = until("it is processing", async || {
        Some(staff.progress(&uuid).await).filter(|p| p["status"] == "processing")
    })
    .await;
    assert_eq!(progress["batch_uuid"], json!(uuid));
    assert_eq!(
        (&progress["sheet_count"], &progress["processed_count"]),
        (&json!(3), &json!(0))
    );
    assert_eq!(
        (&progress["failed_count"], &progress["progress_percentage"]),
        (&json!(0), &json!(0.0))
    );
    assert!(progress["created_at"].is_string() && progress["completed_at"].is_null());
    server.set_rate(0.0).await;
    staff.finished(&uuid).await;
    let progress = staff.progress(&uuid).await;
    assert_eq!(progress["progress_percentage"], 100.0);
    assert!(progress["completed_at"].is_string());
}

#[tokio::test]
async fn the_detail_lists_sheets_on_demand() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let zip = zips::zip(&[
        ("1.jpg", &zips::page(1)),
        ("2.jpg", b"no image"),
        ("10.jpg", &zips::page(2)),
    ]);
    let uuid = staff.upload_zip("a.zip", zip, Some("14900117")).await;
    let detail = staff.finished(&uuid).await;
    assert_eq!(detail["batch_uuid"], json!(uuid));
    assert_eq!(detail["upload_type"], "zip_no_qr");
    assert_eq!(
        (&detail["total_sheets"], &detail["processed_sheets"]),
        (&json!(3), &json!(2))
    );
    assert_eq!(
        (&detail["failed_sheets"], &detail["pending_sheets"]),
        (&json!(1), &json!(0))
    );
    let sheets = detail["sheets"].as_array().unwrap();
    assert_eq!(sheets.len(), 3);
    for (sheet, number) in sheets.iter().zip(1..) {
        assert_eq!(sheet["sheet_number"], number);
        assert!(sheet["sheet_uuid"].is_string() && sheet["processing_time_ms"].is_i64());
    }
    assert!(
        text(&sheets[2]["image_path"]).ends_with("/10.jpg"),
        "natural order"
    );
    assert_eq!(
        (&sheets[0]["status"], &sheets[0]["error_message"]),
        (&json!("completed"), &Value::Null)
    );
    assert_eq!(sheets[1]["status"], "failed");
    assert!(text(&sheets[1]["error_message"]).contains("not a JPEG or PNG image"));

    let path = format!("/api/batches/{uuid}/status");
    assert!(staff.get_json(&path).await.get("sheets").is_none());
    let two = staff
        .get_json(&format!("{path}?include_sheets=true&limit=2"))
        .await;
    assert_eq!(two["sheets"].as_array().unwrap().len(), 2);
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("include_sheets=maybe", "include_sheets"),
    ] {
        expect_field(staff.get(&format!("{path}?{query}")).await, "query", field).await;
    }
}

#[tokio::test]
async fn productions_spelling_differs_where_the_contract_says_so() {
    let server = Server::start(&["--spelling", "production"]);
    let staff = server.user("staff").await;
    let zip = zips::zip(&[
        ("0.jpg", &zips::cover("14900113")),
        ("1.jpg", &zips::page(1)),
    ]);
    let uuid = staff.upload_zip("a.zip", zip, None).await;
    let detail = staff.finished(&uuid).await;
    assert_eq!(detail["batch_id"], json!(uuid));
    assert_eq!(detail["upload_type"], "zip_qr");
    assert_eq!(detail["status"], "completed", "{detail}");
    let ended = text(&detail["processing_completed_at"]);
    assert!(
        ended.len() == 26 && ended.as_bytes()[19] == b'.',
        "with microseconds: {ended}"
    );
    for absent in ["batch_uuid", "completed_at"] {
        assert!(detail.get(absent).is_none(), "{absent}");
    }
    assert_eq!(detail["sheets"][0]["sequence_number"], 1);
    let list = staff.get_json("/api/batches/?limit=3&page_size=9").await;
    assert_eq!(list["limit"], 9);
    assert!(list["batches"][0].get("username").is_none());
    assert_eq!(staff.get_json("/api/batches/?limit=3").await["limit"], 3);
}

#[tokio::test]
async fn only_admins_delete_and_it_is_for_good() {
    let server = Server::start(&[]);
    let (staff, admin) = (server.user("staff").await, server.user("admin").await);
    let uuid = staff
        .upload_zip("a.zip", zips::sheets(1), Some("14900117"))
        .await;
    staff.finished(&uuid).await;
    let folder = server.data().join("batches").join(&uuid);
    assert!(folder.exists());
    expect_http(
        staff.delete(&uuid).await,
        403,
        "Only administrators can delete batches",
    )
    .await;
    let response = admin.delete(&uuid).await;
    assert_eq!(response.status(), 204);
    assert_eq!(response.text().await.unwrap(), "");
    assert!(!folder.exists(), "its files are gone");
    expect_http(
        admin.delete(&uuid).await,
        404,
        &format!("Batch {uuid} not found"),
    )
    .await;
    assert_eq!(
        staff
            .get(&format!("/api/batches/{uuid}/progress"))
            .await
            .status(),
        404
    );
    expect_field(admin.delete("117").await, "path", "batch_uuid").await;
}

#[tokio::test]
async fn deleting_a_batch_stops_its_processing() {
    let server = Server::start(&["--sheets-per-second", "0.001"]);
    let admin = server.user("admin").await;
    let uuid = admin
        .upload_zip("a.zip", zips::sheets(3), Some("14900117"))
        .await;
    until("it is processing", async || {
        (admin.progress(&uuid).await["status"] == "processing").then_some(())
    })
    .await;
    assert_eq!(admin.delete(&uuid).await.status(), 204);
    server.set_rate(0.0).await;
    let next = admin
        .upload_zip("b.zip", zips::sheets(3), Some("14900117"))
        .await;
    admin.finished(&next).await;
    assert_eq!(
        uuids(&admin, "").await,
        [next],
        "the worker did not bring it back"
    );
}

#[tokio::test]
async fn unknown_paths_and_methods_read_like_the_framework() {
    let server = Server::start(&[]);
    let response = server.get("/api/nothing").send().await.unwrap();
    assert_eq!(response.status(), 404);
    assert_eq!(
        response.json::<Value>().await.unwrap(),
        json!({"detail": "Not Found"})
    );
    let response = server
        .request(Method::PUT, "/api/auth/login")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 405);
    assert_eq!(
        response.json::<Value>().await.unwrap(),
        json!({"detail": "Method Not Allowed"})
    );
}
