//! One small request and its answer, over `fetch`. Aborted when dropped; given up after a time. Uploads go through
//! `transfer` instead.

use super::abort::AbortOnDrop;
use super::client::Bearer;
use super::{Error, Problem, clock, json, retry_after};
use futures::future::{Either, select};
use gloo_net::http::{Method, RequestBuilder, Response};
use serde_json::Value;
use std::cell::Cell;
use std::pin::pin;
use web_sys::{RequestCache, RequestRedirect};

/// A small call is given up after this long, in milliseconds.
const TIMEOUT_MS: u32 = 30_000;

/// What is asked.
pub(super) struct Ask<'a> {
    pub method: Method,
    pub url: &'a str,
    /// JSON body.
    pub body: Option<&'a Value>,
    pub bearer: Option<&'a Bearer>,
}

/// A call that gave no usable answer.
pub struct FailedCall<'a> {
    /// Its method.
    pub method: &'a Method,
    /// Its URL.
    pub url: &'a str,
    /// Why.
    pub error: &'a Error,
    /// How long it took, in milliseconds.
    pub ms: u32,
}

type Observer = fn(&FailedCall<'_>);

thread_local! {
    static OBSERVER: Cell<Option<Observer>> = const { Cell::new(None) };
}

/// `observer` is called for every call that fails from here on. Set by a part that is loaded later, so that the first view
/// does not carry what it does.
pub fn observe_failures(observer: Observer) {
    OBSERVER.set(Some(observer));
}

/// Tells the observer of a failure.
pub(super) fn observe(method: &Method, url: &str, began_ms: f64, answer: &Result<Value, Error>) {
    if let (Err(error), Some(observer)) = (answer, OBSERVER.get()) {
        observer(&FailedCall {
            method,
            url,
            error,
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a length of time, at most hours"
            )]
            ms: (clock::monotonic_ms() - began_ms) as u32,
        });
    }
}

/// Sends `ask` and gives the JSON of a 2xx answer; an empty one is `Null`.
pub(super) async fn send(ask: Ask<'_>) -> Result<Value, Error> {
    let began_ms = clock::monotonic_ms();
    let guard = AbortOnDrop::new();
    let answer = pin!(exchange(&ask, &guard));
    let timeout = pin!(gloo_timers::future::TimeoutFuture::new(TIMEOUT_MS));
    let answer = match select(answer, timeout).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => Err(Error::Timeout),
    };
    observe(&ask.method, ask.url, began_ms, &answer);
    answer
}

async fn exchange(ask: &Ask<'_>, guard: &AbortOnDrop) -> Result<Value, Error> {
    let mut builder = RequestBuilder::new(ask.url)
        .method(ask.method.clone())
        .header("Accept", "application/json")
        // Whatever a gateway says of keeping answers: a kept one is a false statement, or another person's list.
        .cache(RequestCache::NoStore)
        // The API sends nobody elsewhere.
        .redirect(RequestRedirect::Manual)
        .abort_signal(guard.signal().as_ref());
    if let Some(bearer) = ask.bearer {
        builder = builder.header("Authorization", bearer.header());
    }
    let request = match ask.body {
        Some(body) => builder
            .header("Content-Type", "application/json")
            .body(body.to_string()),
        None => builder.build(),
    }
    .map_err(|_| Error::Decode { what: "request" })?;
    let response = request.send().await.map_err(|_| Error::Network)?;
    if response.status() == 0 {
        return Err(Error::Redirected); // Fetch, "opaque-redirect filtered response".
    }
    clock::note_date(response.headers().get("Date").as_deref());
    let retry_after = response.headers().get("Retry-After");
    let (code, text) = (response.status(), body_text(&response).await?);
    read(code, &text, retry_after.as_deref())
}

async fn body_text(response: &Response) -> Result<String, Error> {
    response.text().await.map_err(|_| Error::Network)
}

/// Turns status and body into JSON or an error. Shared with `transfer`.
pub(super) fn read(code: u16, body: &str, retry_after: Option<&str>) -> Result<Value, Error> {
    if (200..300).contains(&code) {
        if body.trim().is_empty() {
            return Ok(Value::Null);
        }
        return json::read(body).ok_or(Error::Decode { what: "body" });
    }
    let problem = Problem::read(body);
    // A captive portal's or proxy's own 401/403 page is no word of the API: nobody is signed out for it (F-06).
    if problem.foreign && matches!(code, 300..=403) && code != 400 {
        return Err(Error::Between { code });
    }
    let retry_after_ms = retry_after.and_then(|text| retry_after::parse(text, clock::wall_ms()));
    Err(Error::Status {
        code,
        problem,
        retry_after_ms,
    })
}
