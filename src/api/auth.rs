//! Signing in and out, and who is signed in (api-contract "Authentication").

use super::client::Client;
use super::credentials::{Session, new_mark};
use super::tokens::Tokens;
use super::{Error, clock, http, wire};
use crate::domain::User;
use gloo_net::http::Method;
use serde_json::json;

const ME: &str = "/auth/me";

impl Client {
    /// Signs in and keeps the session.
    ///
    /// # Errors
    /// 401 for a wrong name or password, 429 when locked out; anything else as it came.
    pub async fn sign_in(&self, username: &str, password: &str) -> Result<User, Error> {
        let url = format!("{}/auth/login", self.config().api_base);
        let body = json!({"username": username, "password": password});
        let ask = http::Ask {
            method: Method::POST,
            url: &url,
            body: Some(&body),
            bearer: None,
        };
        let answer =
            wire::tokens(&http::send(ask).await?).ok_or(Error::Decode { what: "login" })?;
        let (Some(refresh), Some(user)) = (answer.refresh, answer.user) else {
            return Err(Error::Decode { what: "login" });
        };
        let tokens = Tokens::new(answer.access, refresh, clock::wall_ms());
        self.credentials().keep(&Session {
            tokens,
            mark: new_mark(),
        });
        Ok(user)
    }

    /// Whose session is in force. This tab does not show it yet: [`Credentials::adopt`] says that it does.
    ///
    /// [`Credentials::adopt`]: super::credentials::Credentials::adopt
    ///
    /// # Errors
    /// [`Error::SignedOut`] without a session; anything else as it came.
    pub async fn me(&self) -> Result<User, Error> {
        let answer = self.ask_who(ME).await?;
        wire::user(&answer).ok_or(Error::Decode { what: "me" })
    }

    /// Asks already whose session is in force, where there is one, for [`Client::me`].
    pub fn me_ahead(&self) {
        self.ask_ahead(ME);
    }

    /// Ends the session in every tab. The API has no logout call; the tokens are forgotten.
    pub fn sign_out(&self) {
        self.credentials().forget();
    }
}

/// `POST /auth/refresh`. Not through [`Client::ask`]: it must not renew itself.
pub(super) async fn refresh(api_base: &str, token: &str) -> Result<wire::TokenAnswer, Error> {
    let url = format!("{api_base}/auth/refresh");
    let body = json!({"refresh_token": token});
    let ask = http::Ask {
        method: Method::POST,
        url: &url,
        body: Some(&body),
        bearer: None,
    };
    wire::tokens(&http::send(ask).await?).ok_or(Error::Decode { what: "refresh" })
}
