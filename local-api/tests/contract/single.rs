//! api-contract, `POST /api/batches/upload`.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::server::{Server, User, expect_field, expect_http, file, text};
use crate::zips;

fn zip_form() -> Form {
    Form::new().part("file", file("117.zip", zips::sheets(1)))
}

async fn uploaded(user: &User<'_>, form: Form) -> Value {
    let response = user.upload(form).await;
    assert_eq!(response.status(), 202);
    response.json().await.unwrap()
}

#[tokio::test]
async fn each_strategy_is_taken_and_answered_as_the_contract_says() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let with_qr = zips::zip(&[
        ("0.jpg", &zips::cover("14900113")),
        ("1.jpg", &zips::page(1)),
    ]);
    let size = with_qr.len();
    let body = uploaded(
        &staff,
        Form::new()
            .part("file", file("103.zip", with_qr))
            .text("has_qr", "true")
            .text("notes", "Room 12 <b>"),
    )
    .await;
    assert_eq!(
        (&body["status"], &body["total_size"]),
        (&json!("uploaded"), &json!(size))
    );
    assert!(body["message"].is_string());
    staff.finished(&text(&body["batch_id"])).await;
    let row = &staff.get_json("/api/batches/").await["batches"][0];
    assert_eq!(
        (&row["upload_type"], &row["notes"]),
        (&json!("zip_with_qr"), &json!("Room 12 <b>"))
    );

    let body = uploaded(
        &staff,
        zip_form()
            .text("has_qr", "false")
            .text("task_id", "14900117"),
    )
    .await;
    let detail = staff.finished(&text(&body["batch_id"])).await;
    assert_eq!(detail["upload_type"], "zip_no_qr");

    let images = Form::new()
        .part("files", file("b.jpg", zips::page(1)))
        .part("files", file("a.PNG", zips::png()))
        .text("task_id", "14900113");
    let body = uploaded(&staff, images).await;
    assert_eq!(body["total_size"], zips::page(1).len() + zips::png().len());
    let detail = staff.finished(&text(&body["batch_id"])).await;
    assert_eq!(
        (&detail["upload_type"], &detail["total_sheets"]),
        (&json!("images"), &json!(2))
    );
    assert_eq!(
        (&detail["status"], &detail["failed_sheets"]),
        (&json!("completed"), &json!(0))
    );
    assert!(
        text(&detail["sheets"][0]["image_path"]).ends_with("/b.jpg"),
        "in the order of the form"
    );
}

#[tokio::test]
async fn the_strategy_is_read_from_upload_type_too() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let form = zip_form()
        .text("upload_type", "zip_no_qr")
        .text("task_id", "14900117");
    let body = uploaded(&staff, form).await;
    assert_eq!(
        staff.finished(&text(&body["batch_id"])).await["upload_type"],
        "zip_no_qr"
    );
    let both = zip_form()
        .text("has_qr", "false")
        .text("upload_type", "zip_no_qr")
        .text("task_id", "14900117");
    uploaded(&staff, both).await;
    expect_field(
        staff.upload(zip_form().text("upload_type", "zip")).await,
        "body",
        "upload_type",
    )
    .await;
}

#[tokio::test]
async fn the_task_id_is_checked_where_it_is_needed() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    for bad in ["", "1490011", "149001177", "1490011x", "１４９００１１７"] {
        let form = zip_form().text("has_qr", "false").text("task_id", bad);
        expect_field(staff.upload(form).await, "body", "task_id").await;
    }
    expect_field(
        staff.upload(zip_form().text("has_qr", "false")).await,
        "body",
        "task_id",
    )
    .await;
    let images = Form::new().part("files", file("a.jpg", zips::page(1)));
    expect_field(staff.upload(images).await, "body", "task_id").await;
    assert_eq!(server.state().await["batches"], 0);
}

#[tokio::test]
async fn files_that_cannot_be_right_are_refused_with_their_reason() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let upload = async |part: (&'static str, Part)| {
        let form = Form::new()
            .part(part.0, part.1)
            .text("has_qr", "false")
            .text("task_id", "14900117");
        staff.upload(form).await
    };
    expect_http(
        upload(("file", file("a.jpg", zips::page(1)))).await,
        400,
        "Only ZIP files",
    )
    .await;
    expect_http(
        upload(("file", file("a.zip", Vec::new()))).await,
        400,
        "File is empty: a.zip",
    )
    .await;
    expect_http(
        upload(("files", file("a.pdf", vec![1]))).await,
        400,
        "Only JPEG and PNG",
    )
    .await;
    expect_http(
        upload(("files", file("a.jpg", Vec::new()))).await,
        400,
        "File is empty: a.jpg",
    )
    .await;
    let nothing = Form::new().text("has_qr", "true");
    expect_http(staff.upload(nothing).await, 400, "Either file or files").await;
    let both = zip_form()
        .part("files", file("a.jpg", zips::page(1)))
        .text("task_id", "14900117");
    expect_http(staff.upload(both).await, 400, "not both").await;
    expect_field(staff.upload(zip_form()).await, "body", "has_qr").await;
    expect_field(
        staff.upload(zip_form().text("has_qr", "perhaps")).await,
        "body",
        "has_qr",
    )
    .await;
    assert_eq!(server.state().await["batches"], 0);
    let incoming = std::fs::read_dir(server.data().join("incoming"))
        .unwrap()
        .count();
    assert_eq!(incoming, 0, "nothing is left behind");
}

#[tokio::test]
async fn what_is_stored_is_what_was_sent() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    // sha256 of "abc" and of the empty rest, from FIPS 180-2.
    let form = Form::new()
        .part("file", file("abc.zip", b"abc".to_vec()))
        .text("has_qr", "false")
        .text("task_id", "14900117");
    let uuid = text(&uploaded(&staff, form).await["batch_id"]);
    let digest = server.sha256(&uuid).await;
    assert_eq!(
        digest["sha256"],
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_eq!(digest["size"], 3);
    let images = Form::new()
        .part("files", file("1.jpg", b"ab".to_vec()))
        .part("files", file("2.jpg", b"c".to_vec()))
        .text("task_id", "14900117");
    let uuid = text(&uploaded(&staff, images).await["batch_id"]);
    let digest = server.sha256(&uuid).await;
    assert_eq!(
        digest["sha256"],
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert_eq!(digest["files"][1]["name"], "2.jpg");
    assert_eq!(
        digest["files"][1]["sha256"],
        "2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6"
    );
}

#[tokio::test]
async fn odd_names_are_kept_as_text() {
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    for name in [
        "<img src=x onerror=alert(1)>.zip",
        "\u{202e}piz.zip",
        "ส่งข้อสอบ.zip",
        "=HYPERLINK(1).zip",
        "CON.zip",
    ] {
        let form = Form::new()
            .part("file", file(name, zips::sheets(1)))
            .text("has_qr", "false")
            .text("task_id", "14900117");
        uploaded(&staff, form).await;
        assert_eq!(
            staff.get_json("/api/batches/").await["batches"][0]["batch_name"],
            name
        );
    }
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing() {
    use tokio::io::AsyncWriteExt as _;
    let server = Server::start(&[]);
    let staff = server.user("staff").await;
    let mut stream = tokio::net::TcpStream::connect(server.address())
        .await
        .unwrap();
    let head = format!(
        "POST /api/batches/upload HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Length: 100000\r\n\
         Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; \
         filename=\"a.zip\"\r\n\r\nPK and a half",
        staff.token
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let incoming = server.data().join("incoming");
    crate::server::until("the server receives", async || {
        (std::fs::read_dir(&incoming).unwrap().count() == 1).then_some(())
    })
    .await;
    drop(stream);
    crate::server::until("the server has tidied up", async || {
        (std::fs::read_dir(&incoming).unwrap().count() == 0).then_some(())
    })
    .await;
    assert_eq!(server.state().await["batches"], 0);
    let log = server.log().await;
    let entry = log
        .iter()
        .find(|e| e["path"] == "/api/batches/upload")
        .unwrap();
    assert!(
        entry["outcome"] == "gone" || entry["status"] == 400,
        "{entry}"
    );
}
