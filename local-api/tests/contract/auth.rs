//! api-contract, "Authentication".

use reqwest::Response;
use serde_json::{Value, json};

use crate::server::{Server, expect_field, expect_http, text, until};

async fn post(server: &Server, path: &str, body: Value) -> Response {
    server
        .post(path)
        .body(body.to_string())
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn login_gives_tokens_and_the_user() {
    let server = Server::start(&[]);
    let body = server.login_as("admin", "admin123").await;
    assert_eq!(body["token_type"], "bearer");
    assert_ne!(body["access_token"], body["refresh_token"]);
    let user = &body["user"];
    assert_eq!(
        (&user["username"], &user["is_admin"]),
        (&json!("admin"), &json!(true))
    );
    for field in ["user_id", "email", "full_name", "role_hierarchy"] {
        assert!(!user[field].is_null(), "{field}");
    }
    assert_eq!(
        server.login_as("staff", "staff1234").await["user"]["is_admin"],
        false
    );
    assert_eq!(
        server.login_as("scanner", "scanner1234").await["user"]["is_admin"],
        false
    );
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_read_the_same() {
    let server = Server::start(&[]);
    for (username, password) in [("admin", "admin124"), ("nobody", "admin123"), ("", "")] {
        let response = post(
            &server,
            "/api/auth/login",
            json!({"username": username, "password": password}),
        )
        .await;
        expect_http(response, 401, "Invalid username or password").await;
    }
}

#[tokio::test]
async fn a_body_that_does_not_fit_names_its_fields() {
    let server = Server::start(&[]);
    expect_field(
        post(&server, "/api/auth/login", json!({"username": "admin"})).await,
        "body",
        "password",
    )
    .await;
    expect_field(
        post(
            &server,
            "/api/auth/login",
            json!({"password": 1, "username": "a"}),
        )
        .await,
        "body",
        "password",
    )
    .await;
    expect_field(
        post(&server, "/api/auth/refresh", json!({})).await,
        "body",
        "refresh_token",
    )
    .await;
    let response = server
        .post("/api/auth/login")
        .body("not json")
        .send()
        .await
        .unwrap();
    expect_field(response, "body", "body").await;
}

#[tokio::test]
async fn many_wrong_passwords_lock_the_account_for_a_while() {
    let server = Server::start(&["--lockout-after", "3", "--lockout-seconds", "1"]);
    for _ in 0..3 {
        let response = post(
            &server,
            "/api/auth/login",
            json!({"username": "staff", "password": "x"}),
        )
        .await;
        assert_eq!(response.status(), 401);
    }
    let right = json!({"username": "staff", "password": "staff1234"});
    let response = post(&server, "/api/auth/login", right.clone()).await;
    assert_eq!(response.headers()["retry-after"], "1");
    expect_http(response, 429, "Too many failed login attempts").await;
    server.login_as("admin", "admin123").await;
    until("the lock opens", async || {
        (post(&server, "/api/auth/login", right.clone())
            .await
            .status()
            == 200)
            .then_some(())
    })
    .await;
}

#[tokio::test]
async fn refresh_rotates_both_tokens_and_spends_the_old_one() {
    let server = Server::start(&[]);
    let first = server.login_as("staff", "staff1234").await;
    let old = json!({"refresh_token": first["refresh_token"]});
    let response = post(&server, "/api/auth/refresh", old.clone()).await;
    assert_eq!(response.status(), 200);
    let second: Value = response.json().await.unwrap();
    assert_ne!(second["access_token"], first["access_token"]);
    assert_ne!(second["refresh_token"], first["refresh_token"]);
    assert_eq!(second["user"]["username"], "staff");
    expect_http(
        post(&server, "/api/auth/refresh", old).await,
        401,
        "refresh token",
    )
    .await;
    let new = json!({"refresh_token": second["refresh_token"]});
    assert_eq!(
        post(&server, "/api/auth/refresh", new).await.status(),
        200,
        "the family lives on"
    );
}

#[tokio::test]
async fn of_many_refreshes_with_one_token_exactly_one_wins() {
    let server = Server::start(&[]);
    let first = server.login_as("staff", "staff1234").await;
    let body = json!({"refresh_token": first["refresh_token"]});
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..8 {
        tasks.spawn(
            server
                .post("/api/auth/refresh")
                .body(body.to_string())
                .send(),
        );
    }
    let answers = tasks.join_all().await;
    let won = answers
        .iter()
        .filter(|answer| answer.as_ref().unwrap().status() == 200)
        .count();
    assert_eq!(won, 1);
}

#[tokio::test]
async fn tokens_do_not_stand_in_for_each_other() {
    let server = Server::start(&[]);
    let tokens = server.login_as("staff", "staff1234").await;
    let response = post(
        &server,
        "/api/auth/refresh",
        json!({"refresh_token": tokens["access_token"]}),
    )
    .await;
    assert_eq!(response.status(), 401);
    let refresh = text(&tokens["refresh_token"]);
    let response = server
        .get("/api/auth/me")
        .bearer_auth(refresh)
        .send()
        .await
        .unwrap();
    expect_http(response, 401, "Could not validate credentials").await;
}

#[tokio::test]
async fn me_and_verify_tell_about_the_caller() {
    let server = Server::start(&["--access-seconds", "77"]);
    let staff = server.user("staff").await;
    let me = staff.get_json("/api/auth/me").await;
    assert_eq!(me["username"], "staff");
    assert!(me["school_id"].is_null() && me.as_object().unwrap().contains_key("class_id"));
    let verify = staff.get_json("/api/auth/verify").await;
    assert_eq!(
        (&verify["valid"], &verify["username"]),
        (&json!(true), &json!("staff"))
    );
    assert_eq!(verify["user_id"], me["user_id"]);
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let left = verify["exp"].as_u64().unwrap() - now;
    assert!((70..=77).contains(&left), "{left}");
}

#[tokio::test]
async fn a_missing_token_is_403_and_a_bad_one_401_on_both_lanes() {
    let server = Server::start(&[]);
    for path in [
        "/api/auth/me",
        "/api/batches/",
        "/api/realtime/batches/",
        "/api/batches/x/progress",
    ] {
        expect_http(
            server.get(path).send().await.unwrap(),
            403,
            "Not authenticated",
        )
        .await;
        let basic = server
            .get(path)
            .header("Authorization", "Basic YTpi")
            .send()
            .await
            .unwrap();
        assert_eq!(basic.status(), 403);
        for token in ["x", "a.b.c"] {
            let response = server.get(path).bearer_auth(token).send().await.unwrap();
            assert_eq!(response.headers()["www-authenticate"], "Bearer");
            expect_http(response, 401, "Could not validate credentials").await;
        }
    }
}

#[tokio::test]
async fn an_access_token_expires_and_a_refresh_token_carries_on() {
    let server = Server::start(&["--access-seconds", "1"]);
    let tokens = server.login_as("staff", "staff1234").await;
    let access = text(&tokens["access_token"]);
    until("the access token expires", async || {
        let response = server
            .get("/api/auth/verify")
            .bearer_auth(&access)
            .send()
            .await
            .unwrap();
        (response.status() == 401).then_some(())
    })
    .await;
    let response = post(
        &server,
        "/api/auth/refresh",
        json!({"refresh_token": tokens["refresh_token"]}),
    )
    .await;
    assert_eq!(response.status(), 200);
}

#[tokio::test]
async fn a_refresh_token_expires_too() {
    let server = Server::start(&["--refresh-seconds", "0"]);
    let tokens = server.login_as("staff", "staff1234").await;
    let response = post(
        &server,
        "/api/auth/refresh",
        json!({"refresh_token": tokens["refresh_token"]}),
    )
    .await;
    expect_http(response, 401, "refresh token").await;
}

#[tokio::test]
async fn tokens_outlive_a_restart_and_the_secret_is_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut server = Server::start(&[]);
    let token = server.token("staff").await;
    let mode = std::fs::metadata(server.data().join("jwt-secret"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    server.kill_and_restart(&[]);
    let response = server
        .get("/api/auth/verify")
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    let other = Server::start(&[]);
    let response = other
        .get("/api/auth/verify")
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 401, "another server has another secret");
}
