//! `POST /api/auth/login`, `/refresh`, `GET /me`, `/verify`.

use std::time::Instant;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::{Caller, Claims, Kind, User, password};
use crate::app::App;
use crate::error::{ApiError, FieldError};
use crate::{clock, db};

type Answer = Result<Response, ApiError>;

/// `{username, password}` → tokens and user; 401; 429 while locked.
///
/// # Errors
/// See above; 422 for a body that does not fit.
pub async fn login(State(app): State<App>, body: Bytes) -> Answer {
    let [username, given] = text_fields(&body, ["username", "password"])?;
    let problems = app.settings.spelling.sign_in_problems(&username, &given);
    if !problems.is_empty() {
        return Err(ApiError::Fields(problems));
    }
    if let Some(seconds) = app.lockout.locked(&username, Instant::now()) {
        return Err(ApiError::RetryAfter(
            StatusCode::TOO_MANY_REQUESTS,
            format!("Too many failed login attempts. Try again in {seconds} seconds."),
            seconds,
        ));
    }
    let name = username.clone();
    let user = app.db.run(move |c| User::by_name(c, &name)).await?;
    let stored = user.as_ref().map(|user| user.password_hash.clone());
    let fits = tokio::task::spawn_blocking(move || password::verify(&given, stored.as_deref()))
        .await
        .map_err(|_| db::Error::Stopped)?;
    match user {
        Some(user) if fits => {
            app.lockout.right(&username);
            tokens_for(&app, user, None).await
        }
        _ => {
            app.lockout.wrong(&username, Instant::now());
            Err(ApiError::http(
                StatusCode::UNAUTHORIZED,
                "Invalid username or password",
            ))
        }
    }
}

/// `{refresh_token}` → two new tokens; the old one is spent (401 from then on).
///
/// # Errors
/// 401 for a spent, expired or foreign token; 422.
pub async fn refresh(State(app): State<App>, body: Bytes) -> Answer {
    let [token] = text_fields(&body, ["refresh_token"])?;
    let refused = || ApiError::http(StatusCode::UNAUTHORIZED, "Invalid or expired refresh token");
    let claims = app
        .tokens
        .verify(&token, Kind::Refresh)
        .ok_or_else(refused)?;
    let id = claims.sub;
    let user = app
        .db
        .run(move |c| User::by_id(c, id))
        .await?
        .ok_or_else(refused)?;
    tokens_for(&app, user, Some(claims)).await
}

/// The user behind the token.
///
/// # Errors
/// 401, 403.
pub async fn me(State(app): State<App>, caller: Caller) -> Answer {
    let user = app.db.run(move |c| User::by_id(c, caller.user_id)).await?;
    let user = user.ok_or_else(|| ApiError::http(StatusCode::UNAUTHORIZED, "User not found"))?;
    Ok(json_answer(StatusCode::OK, &user.json_me()))
}

/// Whether the token is good, and until when.
///
/// # Errors
/// 401, 403.
pub async fn verify(caller: Caller) -> Answer {
    Ok(json_answer(
        StatusCode::OK,
        &json!({"valid": true, "user_id": caller.user_id, "username": caller.username, "exp": caller.exp}),
    ))
}

/// Makes both tokens; `spends` is the refresh token they replace. Spending and making are one transaction, so that
/// of two refreshes with the same token exactly one wins.
async fn tokens_for(app: &App, user: User, spends: Option<Claims>) -> Answer {
    let (access, _) = app
        .tokens
        .issue(user.id, &user.username, user.is_admin, Kind::Access);
    let (refresh, claims) = app
        .tokens
        .issue(user.id, &user.username, user.is_admin, Kind::Refresh);
    let rotated = app
        .db
        .run_on_reserve(move |c| {
            let tx = c.transaction()?;
            if let Some(old) = &spends {
                let spent = tx.execute(
                    "UPDATE refresh_tokens SET spent = 1 WHERE jti = ?1 AND user_id = ?2 AND spent = 0",
                    (&old.jti, old.sub),
                )?;
                if spent != 1 {
                    return Ok(false);
                }
            }
            tx.execute("DELETE FROM refresh_tokens WHERE expires_at < ?1", [clock::now() / clock::SECOND])?;
            tx.execute(
                "INSERT INTO refresh_tokens (jti, user_id, expires_at) VALUES (?1, ?2, ?3)",
                (&claims.jti, claims.sub, claims.exp),
            )?;
            tx.commit()?;
            Ok(true)
        })
        .await?;
    if !rotated {
        return Err(ApiError::http(
            StatusCode::UNAUTHORIZED,
            "Invalid or expired refresh token",
        ));
    }
    Ok(json_answer(
        StatusCode::OK,
        &json!({
            "access_token": access,
            "refresh_token": refresh,
            "token_type": "bearer",
            "user": user.json(),
        }),
    ))
}

/// A JSON answer.
#[must_use]
pub fn json_answer(status: StatusCode, body: &Value) -> Response {
    (
        status,
        [(axum::http::header::CONTENT_TYPE, "application/json")],
        body.to_string(),
    )
        .into_response()
}

/// Reads text fields of a JSON body, as FastAPI would: 422 names every one that does not fit.
fn text_fields<const N: usize>(body: &[u8], names: [&str; N]) -> Result<[String; N], ApiError> {
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return Err(ApiError::field(FieldError::body(
            "body",
            "JSON decode error",
            "json_invalid",
        )));
    };
    let mut errors = Vec::new();
    let fields = names.map(|name| match value.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(_) => {
            errors.push(FieldError::body(
                name,
                "Input should be a valid string",
                "string_type",
            ));
            String::new()
        }
        None => {
            errors.push(FieldError::missing(name));
            String::new()
        }
    });
    if errors.is_empty() {
        Ok(fields)
    } else {
        Err(ApiError::Fields(errors))
    }
}
