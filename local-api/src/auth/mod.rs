//! Accounts, passwords, tokens and the login end points (api-contract, Phase 1).

pub mod handlers;
mod lockout;
mod password;
mod token;
mod users;

pub use lockout::Lockout;
pub use token::{Claims, Kind, Tokens};
pub use users::{User, ensure_accounts};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};

use crate::app::App;
use crate::error::ApiError;

/// Who sent a request: the claims of a good access token.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Row of the user.
    pub user_id: i64,
    /// Name at sign-in.
    pub username: String,
    /// Whether the user may see and delete everything.
    pub is_admin: bool,
    /// End of the token in Unix seconds.
    pub exp: i64,
}

impl FromRequestParts<App> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let token = bearer(&parts.headers)
            .ok_or_else(|| ApiError::http(StatusCode::FORBIDDEN, "Not authenticated"))?;
        let claims = app.tokens.verify(token, Kind::Access).ok_or_else(|| {
            ApiError::http(StatusCode::UNAUTHORIZED, "Could not validate credentials")
        })?;
        Ok(Self {
            user_id: claims.sub,
            username: claims.username,
            is_admin: claims.is_admin,
            exp: claims.exp,
        })
    }
}

/// The token of an `Authorization: Bearer …` header.
#[must_use]
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty()).then(|| token.trim())
}
