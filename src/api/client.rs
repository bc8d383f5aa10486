//! The one client: knows the bases, adds the bearer, renews it before its end and on 401, one renewal at a time across
//! requests and tabs (S-01 to S-04).

use super::ahead::Ahead;
use super::credentials::{Credentials, Session};
use super::tokens::Tokens;
use super::{Error, auth, clock, http, web_locks};
use crate::config::Config;
use crate::domain::Counting;
use gloo_net::http::Method;
use serde_json::Value;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Name of the lock under which tokens are renewed.
const REFRESH_LOCK: &str = "omr.refresh";
/// The renewal of another request or tab is waited for this long, in milliseconds.
const RENEWAL_WAIT_MS: u32 = 10_000;

/// An access token on its way into a header. Cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Bearer {
    value: String,
    mark: String,
}

impl Bearer {
    fn of(session: &Session) -> Self {
        Self {
            value: format!("Bearer {}", session.tokens.access),
            mark: session.mark.clone(),
        }
    }

    /// The header's value; for `http` and `transfer` only.
    pub(super) fn header(&self) -> &str {
        &self.value
    }
}

type OnSignedOut = Arc<dyn Fn() + Send + Sync>;

/// Speaks to the API. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    config: Arc<Config>,
    credentials: Credentials,
    ahead: Ahead,
    /// One renewal at a time in this tab, where the browser has no Web Locks.
    renewing: Arc<futures::lock::Mutex<()>>,
    on_signed_out: Arc<Mutex<Option<OnSignedOut>>>,
    counting: Arc<Mutex<Option<Counting>>>,
    /// Whether a detail call was made to prove it.
    counting_asked: Arc<AtomicBool>,
}

impl Client {
    /// A client for this deployment.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self {
            config: Arc::new(config),
            credentials: Credentials::default(),
            ahead: Ahead::default(),
            renewing: Arc::default(),
            on_signed_out: Arc::default(),
            counting: Arc::default(),
            counting_asked: Arc::default(),
        }
    }

    /// The deployment's settings.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Where the session is kept.
    #[must_use]
    pub fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// Whether this server's processed counts hold the failed sheets, once an answer has proven it: the latest proof counts.
    /// `proof`: what the answer at hand proves.
    pub(super) fn counting(&self, proof: Option<Counting>) -> Option<Counting> {
        let mut known = self.counting.lock().unwrap_or_else(PoisonError::into_inner);
        *known = proof.or(*known);
        *known
    }

    /// Says `true` once: a server that does not tell is not asked at every poll.
    pub(super) fn may_ask_for_counting(&self) -> bool {
        !self.counting_asked.swap(true, Ordering::Relaxed)
    }

    /// `work` is called when the server has ended the session (not at "Sign out").
    pub fn on_signed_out(&self, work: impl Fn() + Send + Sync + 'static) {
        *self
            .on_signed_out
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(work));
    }

    /// Asks already for what will be wanted in a moment, with the tokens of the sign-in in force. A token that is about to
    /// end is renewed by who wants the answer.
    pub(super) fn ask_ahead(&self, path: &str) {
        if let Some(session) = self.credentials.current()
            && !session.tokens.should_renew(clock::wall_ms(), 0)
        {
            let url = format!("{}{path}", self.config.api_base);
            self.ahead.ask(url, Bearer::of(&session));
        }
    }

    /// Asks the API; `path` begins with a slash and follows the API base. A 401 is answered by one renewal and one more try.
    pub(super) async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, Error> {
        let bearer = self.bearer(0).await?;
        self.ask_with(&bearer, method, path, body).await
    }

    /// As [`Client::ask`], with the tokens of the sign-in in force, whether or not this tab shows it already: for the
    /// question who it is.
    pub(super) async fn ask_who(&self, path: &str) -> Result<Value, Error> {
        let session = self.credentials.current().ok_or(Error::SignedOut)?;
        let bearer = self.living(&session, 0).await?;
        self.ask_with(&bearer, Method::GET, path, None).await
    }

    async fn ask_with(
        &self,
        bearer: &Bearer,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, Error> {
        let url = format!("{}{path}", self.config.api_base);
        let send = async |bearer: &Bearer| {
            http::send(http::Ask {
                method: method.clone(),
                url: &url,
                body,
                bearer: Some(bearer),
            })
            .await
        };
        let asked = match body {
            None if method == Method::GET => self.ahead.answer(&url, bearer).await,
            _ => None,
        };
        let first = match asked {
            Some(answer) => answer,
            None => send(bearer).await,
        };
        match first {
            Err(error) if refuses_token(&error) => {
                let renewed = self.renew(bearer).await?;
                match send(&renewed).await {
                    // A brand-new token is refused too: the account is gone or the server has forgotten us.
                    Err(error) if refuses_token(&error) => Err(self.end(&renewed)),
                    answer => answer,
                }
            }
            answer => answer,
        }
    }

    /// A bearer that lives at least `need_ms` longer where that is possible: renewed ahead of its end. If the renewal fails
    /// for a passing reason while the token still lives, the token is used as it is.
    ///
    /// # Errors
    /// [`Error::SignedOut`], or why the renewal of a dead token failed.
    pub async fn bearer(&self, need_ms: i64) -> Result<Bearer, Error> {
        let session = self.credentials.own().ok_or(Error::SignedOut)?;
        self.living(&session, need_ms).await
    }

    async fn living(&self, session: &Session, need_ms: i64) -> Result<Bearer, Error> {
        let bearer = Bearer::of(session);
        let now = clock::wall_ms();
        if !session.tokens.should_renew(now, need_ms) {
            return Ok(bearer);
        }
        match self.renew(&bearer).await {
            Err(error) if error.is_passing() && session.tokens.left_ms(now) > 0 => Ok(bearer),
            renewed => renewed,
        }
    }

    /// How much longer the token in force lives, in milliseconds; `None` without a session.
    #[must_use]
    pub fn token_left_ms(&self) -> Option<u64> {
        let left = self.credentials.own()?.tokens.left_ms(clock::wall_ms());
        Some(u64::try_from(left).unwrap_or(0))
    }

    /// Whether the API answers at all, with whatever status: tells a lost network from a server in trouble. Renews nothing
    /// and signs nobody out.
    ///
    /// # Errors
    /// What answered in its place, or [`Error::Network`].
    pub async fn reach(&self) -> Result<(), Error> {
        let url = format!("{}/auth/verify", self.config.api_base);
        let bearer = self.credentials.own().map(|session| Bearer::of(&session));
        let ask = http::Ask {
            method: Method::GET,
            url: &url,
            body: None,
            bearer: bearer.as_ref(),
        };
        match http::send(ask).await {
            // An edge that says that the server is down is proof of the network all the same.
            Ok(_) | Err(Error::Status { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Ends the session that `bearer` belongs to: it was renewed and is refused all the same. Whoever shows the session is
    /// told, and the person signs in again.
    pub fn give_up(&self, bearer: &Bearer) {
        self.end(bearer);
    }

    /// Renews the session after `refused` was refused or is about to end. One renewal at a time across all requests and
    /// tabs; whoever comes second takes the first one's tokens and sends nothing (S-01, F-17).
    ///
    /// # Errors
    /// [`Error::SignedOut`] only when the server has refused the refresh token and no other tab has renewed it meanwhile
    /// (S-02). Everything else passes: nobody is signed out for a network failure.
    pub async fn renew(&self, refused: &Bearer) -> Result<Bearer, Error> {
        let turn = async {
            let in_this_tab = self.renewing.lock().await;
            (
                in_this_tab,
                web_locks::acquire_for_storage(REFRESH_LOCK).await,
            )
        };
        // A tab that never lets go must not hold everybody up: this passes, and whoever asked tries again or says so.
        let Some(_turn) = web_locks::within(turn, RENEWAL_WAIT_MS).await else {
            return Err(Error::OtherTab);
        };
        let session = self.same_sign_in(refused)?;
        let bearer = Bearer::of(&session);
        if bearer != *refused {
            return Ok(bearer);
        }
        match auth::refresh(&self.config.api_base, &session.tokens.refresh).await {
            Ok(answer) => {
                // Signed out or changed hands while we waited: the late answer is discarded (S-03).
                let session = self.same_sign_in(refused)?;
                let refresh = answer.refresh.unwrap_or(session.tokens.refresh);
                let renewed = Session {
                    tokens: Tokens::new(answer.access, refresh, clock::wall_ms()),
                    mark: session.mark,
                };
                self.credentials.keep(&renewed);
                Ok(Bearer::of(&renewed))
            }
            Err(Error::Status {
                code: 400 | 401 | 403 | 422,
                problem,
                ..
            }) if !problem.foreign => match self.same_sign_in(refused) {
                // A tab without Web Locks has renewed it: take that (S-04).
                Ok(session) if Bearer::of(&session) != *refused => Ok(Bearer::of(&session)),
                _ => Err(self.end(refused)),
            },
            Err(error) => Err(error),
        }
    }

    fn same_sign_in(&self, bearer: &Bearer) -> Result<Session, Error> {
        self.credentials
            .current()
            .filter(|session| session.mark == bearer.mark)
            .ok_or(Error::SignedOut)
    }

    /// The session that `bearer` belongs to is over.
    fn end(&self, bearer: &Bearer) -> Error {
        if self.same_sign_in(bearer).is_ok() {
            self.credentials.end();
            let told = self
                .on_signed_out
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            if let Some(told) = told {
                told();
            }
        }
        Error::SignedOut
    }
}

/// Whether the API refuses the token: 401, or the 403 that some deployments answer to a missing one (api-contract).
#[must_use]
pub fn refuses_token(error: &Error) -> bool {
    match error {
        Error::Status { code: 401, .. } => true,
        Error::Status {
            code: 403, problem, ..
        } => problem.message.as_deref() == Some("Not authenticated"),
        _ => false,
    }
}
