//! Starting, stopping and seeding.

use std::process::{Output, Stdio};

use serde_json::json;

use crate::server::{Server, TempDir, binary};

fn run(args: &[&str]) -> Output {
    binary().args(args).stdin(Stdio::null()).output().unwrap()
}

fn expect_refusal(args: &[&str], words: &str) {
    let output = run(args);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
    assert!(
        said.contains(words),
        "{args:?} should say {words}, not {said}"
    );
    assert_eq!(said.trim().lines().count(), 1, "one sentence: {said}");
    assert!(output.stdout.is_empty());
}

#[test]
fn what_cannot_start_says_why_and_ends_with_2() {
    let folder = TempDir::new();
    let path = |name: &str| folder.0.join(name).to_str().unwrap().to_owned();
    expect_refusal(&["--prot", "1"], "no option --prot");
    expect_refusal(&["--port", "x"], "--port needs a port number");
    std::fs::write(path("file"), "").unwrap();
    expect_refusal(&["--port", "0", "--data", &path("file")], "cannot be used");
    expect_refusal(
        &["--port", "0", "--data", &path("d"), "--dist", &path("none")],
        "holds no index.html",
    );
    expect_refusal(
        &[
            "--port",
            "0",
            "--data",
            &path("d"),
            "--config",
            &path("none"),
        ],
        "is not there",
    );
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    expect_refusal(
        &["--port", &port, "--data", &path("d")],
        "another program is using the port",
    );
    std::fs::create_dir(path("db")).unwrap();
    std::fs::write(
        folder.0.join("db/local-api.sqlite3"),
        "this is no database, not at all",
    )
    .unwrap();
    expect_refusal(&["--port", "0", "--data", &path("db")], "cannot be used");
}

#[test]
fn help_lists_every_option() {
    let output = run(&["--help"]);
    assert_eq!(output.status.code(), Some(0));
    let help = String::from_utf8(output.stdout).unwrap();
    for option in [
        "--data",
        "--port",
        "--dist",
        "--sheets-per-second",
        "--faults",
        "--volatile-sessions",
        "seed",
    ] {
        assert!(help.contains(option), "{option}");
    }
}

#[tokio::test]
async fn two_servers_do_not_share_a_folder() {
    let server = Server::start(&[]);
    let data = server.data().to_str().unwrap().to_owned();
    expect_refusal(
        &["--port", "0", "--data", &data],
        "another local-api is using it",
    );
    expect_refusal(&["seed", "--data", &data], "another local-api is using it");
}

#[tokio::test]
async fn sigterm_ends_it_in_order() {
    let mut server = Server::start(&["--sheets-per-second", "0.001"]);
    let uuid = {
        let staff = server.user("staff").await;
        staff
            .upload_zip("a.zip", crate::zips::sheets(2), Some("14900117"))
            .await
    };
    assert_eq!(server.terminate(), Some(0));
    assert!(
        !server.data().join("local-api.sqlite3-wal").exists(),
        "the log was folded into the database"
    );
    server.kill_and_restart(&["--sheets-per-second", "0"]);
    assert_eq!(
        server.user("staff").await.finished(&uuid).await["status"],
        "completed"
    );
}

#[tokio::test]
async fn a_seeded_database_is_served() {
    let folder = TempDir::new();
    let data = folder.0.join("data");
    let output = run(&[
        "seed",
        "--frozen",
        "--batches",
        "30",
        "--data",
        data.to_str().unwrap(),
    ]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let server = Server::start_in(folder, &[]);
    let admin = server.user("admin").await;
    let list = admin.get_json("/api/batches/?limit=100").await;
    assert_eq!(list["total"], 30);
    let processing = admin.get_json("/api/batches/?status=processing").await;
    assert_eq!(processing["total"], 2, "frozen ones stay");
    let uuid = processing["batches"][0]["batch_uuid"]
        .as_str()
        .unwrap()
        .to_owned();
    let detail = admin.status(&uuid).await;
    assert_eq!(
        detail["sheets"].as_array().unwrap().len(),
        detail["total_sheets"]
    );
    let failed = admin.get_json("/api/batches/?status=failed").await;
    assert!(
        failed["batches"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["error_message"].is_string())
    );
    let times: Vec<&str> = list["batches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["created_at"].as_str().unwrap())
        .collect();
    assert!(times.is_sorted_by(|a, b| a >= b), "newest first");
}

#[tokio::test]
async fn a_living_demo_is_played_to_its_end() {
    let folder = TempDir::new();
    let data = folder.0.join("data");
    run(&["seed", "--batches", "8", "--data", data.to_str().unwrap()]);
    let server = Server::start_in(folder, &[]);
    let admin = server.user("admin").await;
    crate::server::until("everything has ended", async || {
        let list = admin.get_json("/api/batches/").await;
        let rows = list["batches"].as_array().unwrap();
        rows.iter()
            .all(|row| row["status"] == "completed" || row["status"] == "failed")
            .then_some(())
    })
    .await;
    let list = admin.get_json("/api/batches/?status=completed").await;
    for row in list["batches"].as_array().unwrap() {
        let done = row["processed_count"].as_u64().unwrap() + row["failed_count"].as_u64().unwrap();
        assert_eq!(json!(done), row["sheet_count"]);
    }
}
