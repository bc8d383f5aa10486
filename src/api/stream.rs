//! The stream of a batch's events (extension): `fetch` and a reader, since `EventSource` cannot send the bearer. The token
//! stays in this layer; who listens gets bytes.

use super::abort::AbortOnDrop;
use super::client::{Bearer, Client, refuses_token};
use super::{Error, http};
use crate::domain::BatchId;
use futures::future::{Either, select};
use gloo_net::http::{RequestBuilder, Response};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Reflect, Uint8Array};
use std::future::Future;
use std::pin::pin;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, RequestCache, RequestRedirect};

/// A stream that has not begun after this long is given up, in milliseconds.
const OPEN_MS: u32 = 30_000;
/// One on which nothing comes for so long is begun anew: the connection may be gone without a word. Milliseconds.
const SILENT_MS: u32 = 120_000;

impl Client {
    /// Listens until the server ends the stream; `take` gets the bytes as they come. By the lane of the uploads, which does
    /// not hold answers back. Aborted when dropped.
    ///
    /// # Errors
    /// As the call came back; [`Error::Network`] where it breaks in the middle, [`Error::Timeout`] where it falls silent.
    pub async fn listen(&self, id: &BatchId, mut take: impl FnMut(&[u8])) -> Result<(), Error> {
        let url = format!("{}/batches/{id}/stream", self.config().upload_base);
        let guard = AbortOnDrop::new();
        let bearer = self.bearer(0).await?;
        let answer = match open(&url, &bearer, &guard).await {
            Err(error) if refuses_token(&error) => {
                let renewed = self.renew(&bearer).await?;
                open(&url, &renewed, &guard).await?
            }
            answer => answer?,
        };
        let body = answer.body().ok_or(Error::Decode { what: "stream" })?;
        let reader: ReadableStreamDefaultReader = body
            .get_reader()
            .dyn_into()
            .map_err(|_| Error::Decode { what: "stream" })?;
        loop {
            let next = within(SILENT_MS, JsFuture::from(reader.read())).await?;
            let piece = next.map_err(|_| Error::Network)?;
            let of = |name: &str| Reflect::get(&piece, &JsValue::from_str(name));
            match of("value").map(JsCast::dyn_into::<Uint8Array>) {
                Ok(Ok(bytes)) => take(&bytes.to_vec()),
                // The end has no value.
                _ => return Ok(()),
            }
        }
    }
}

async fn open(url: &str, bearer: &Bearer, guard: &AbortOnDrop) -> Result<Response, Error> {
    let request = RequestBuilder::new(url)
        .header("Accept", "text/event-stream")
        .header("Authorization", bearer.header())
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Manual)
        .abort_signal(guard.signal().as_ref())
        .build()
        .map_err(|_| Error::Decode { what: "request" })?;
    let answer = within(OPEN_MS, request.send()).await?;
    let answer = answer.map_err(|_| Error::Network)?;
    let kind = answer.headers().get("Content-Type").unwrap_or_default();
    match answer.status() {
        0 => Err(Error::Redirected),
        200 if kind.starts_with("text/event-stream") => Ok(answer),
        code => {
            let text = answer.text().await.map_err(|_| Error::Network)?;
            http::read(code, &text, None)?;
            Err(Error::Decode { what: "stream" })
        }
    }
}

async fn within<T>(ms: u32, work: impl Future<Output = T>) -> Result<T, Error> {
    match select(pin!(work), TimeoutFuture::new(ms)).await {
        Either::Left((done, _)) => Ok(done),
        Either::Right(_) => Err(Error::Timeout),
    }
}
