//! One upload request over XHR, which alone reports upload progress. The body's blobs go from disk into the request
//! without entering this program's memory. Dropping the future aborts the request.

use super::client::Bearer;
use super::{Error, clock, http};
use futures::channel::oneshot;
use futures::future::{Either, select};
use gloo_net::http::Method;
use serde_json::Value;
use std::cell::Cell;
use std::pin::pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{FormData, ProgressEvent, XmlHttpRequest};

/// What is sent, and how long silence is borne.
pub struct Transfer<'a> {
    /// Full URL.
    pub url: &'a str,
    /// The multipart body.
    pub form: &'a FormData,
    /// Who sends it.
    pub bearer: &'a Bearer,
    /// Given up when bytes remain and none has moved for this long, in milliseconds (F-02). There is no total time limit.
    pub stall_ms: u32,
    /// Given up when the whole body was sent and no answer came for this long, in milliseconds: a socket that died
    /// while the computer slept never says so (F-28).
    pub answer_ms: u32,
}

type Outcome = Result<Value, Error>;

/// What is told while the body is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// So many bytes of the body so far (framing included).
    Bytes(u64),
    /// The whole body was handed over, told once; only the answer is missing. A browser may tell it late or never: what
    /// became of a body must not hang on it.
    All,
}

/// Sends it; `on_progress` is called as the body leaves.
///
/// # Errors
/// As for every call; after anything but [`Error::Status`] the outcome on the server is unknown.
pub async fn send(transfer: Transfer<'_>, on_progress: impl Fn(Sent) + 'static) -> Outcome {
    let (url, began_ms) = (transfer.url, clock::monotonic_ms());
    let outcome = exchange(transfer, on_progress).await;
    http::observe(&Method::POST, url, began_ms, &outcome);
    outcome
}

async fn exchange(transfer: Transfer<'_>, on_progress: impl Fn(Sent) + 'static) -> Outcome {
    let xhr = XmlHttpRequest::new().map_err(|_| Error::Network)?;
    let request = Request::open(xhr, &transfer)?;
    let watch = Rc::new(Watch::new());
    let (answered, answer) = oneshot::channel();
    let _listeners = Listeners::attach(&request.0, transfer.url, &watch, on_progress, answered)?;
    request
        .0
        .send_with_opt_form_data(Some(transfer.form))
        .map_err(|_| Error::Network)?;
    let silence = pin!(watch.silence(transfer.stall_ms, transfer.answer_ms));
    match select(answer, silence).await {
        Either::Left((Ok(outcome), _)) => outcome,
        // The listeners live as long as this future: the channel cannot close before.
        Either::Left((Err(_), _)) => Err(Error::Aborted),
        Either::Right(_) => Err(Error::Timeout),
    }
}

/// Aborts the request when dropped before its end; afterwards that does nothing.
struct Request(XmlHttpRequest);

impl Request {
    fn open(xhr: XmlHttpRequest, transfer: &Transfer<'_>) -> Result<Self, Error> {
        let opened = xhr
            .open("POST", transfer.url)
            .and_then(|()| xhr.set_request_header("Authorization", transfer.bearer.header()))
            .and_then(|()| xhr.set_request_header("Accept", "application/json"));
        opened.map(|()| Self(xhr)).map_err(|_| Error::Network)
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        let _ = self.0.abort();
    }
}

/// When something last moved, on the monotonic clock.
struct Watch {
    moved_ms: Cell<f64>,
    all_sent: Cell<bool>,
}

impl Watch {
    fn new() -> Self {
        Self {
            moved_ms: Cell::new(clock::monotonic_ms()),
            all_sent: Cell::new(false),
        }
    }

    fn moved(&self) {
        self.moved_ms.set(clock::monotonic_ms());
    }

    /// Tells once that the whole body was handed over.
    fn tell_all_sent(&self, on_progress: &impl Fn(Sent)) {
        if !self.all_sent.replace(true) {
            on_progress(Sent::All);
        }
    }

    /// Ends when nothing has moved for too long. The timer only looks; how long it really slept does not matter.
    async fn silence(&self, stall_ms: u32, answer_ms: u32) {
        let step = (stall_ms / 10).clamp(50, 1_000);
        let mut looked = clock::monotonic_ms();
        loop {
            gloo_timers::future::TimeoutFuture::new(step).await;
            let now = clock::monotonic_ms();
            // The page itself was frozen or asleep: give the socket its time again before judging it (F-27).
            if now - looked > f64::from(step) * 10.0 + 5_000.0 {
                self.moved();
            }
            looked = now;
            let limit = if self.all_sent.get() {
                answer_ms
            } else {
                stall_ms
            };
            if now - self.moved_ms.get() > f64::from(limit) {
                return;
            }
        }
    }
}

type Handler = Closure<dyn FnMut(ProgressEvent)>;

/// Keeps the handlers alive, and takes them off before they are freed.
struct Listeners {
    xhr: XmlHttpRequest,
    _handlers: [Handler; 4],
}

impl Listeners {
    fn attach(
        xhr: &XmlHttpRequest,
        asked: &str,
        watch: &Rc<Watch>,
        on_progress: impl Fn(Sent) + 'static,
        answered: oneshot::Sender<Outcome>,
    ) -> Result<Self, Error> {
        let upload = xhr.upload().map_err(|_| Error::Network)?;
        let answered = Rc::new(Cell::new(Some(answered)));
        let on_progress = Rc::new(on_progress);
        let progress = {
            let (watch, on_progress) = (Rc::clone(watch), Rc::clone(&on_progress));
            Handler::new(move |event: ProgressEvent| {
                watch.moved();
                on_progress(Sent::Bytes(whole(event.loaded())));
                // Firefox tells the end of the body only together with the answer; the count is there before.
                if event.length_computable() && event.loaded() >= event.total() {
                    watch.tell_all_sent(on_progress.as_ref());
                }
            })
        };
        let sent = {
            let watch = Rc::clone(watch);
            Handler::new(move |_| {
                watch.moved();
                watch.tell_all_sent(on_progress.as_ref());
            })
        };
        let finish = |read: fn(&XmlHttpRequest, &str) -> Outcome| {
            let (xhr, answered) = (xhr.clone(), Rc::clone(&answered));
            let asked = asked.to_owned();
            Handler::new(move |_| {
                if let Some(answered) = answered.take() {
                    // Nobody waits any more: then the outcome is of no use.
                    let _ = answered.send(read(&xhr, &asked));
                }
            })
        };
        let load = finish(read_answer);
        // An `abort` that we did not ask for is a dropped connection (Safari does that).
        let error = finish(|_, _| Err(Error::Network));
        upload.set_onprogress(Some(progress.as_ref().unchecked_ref()));
        upload.set_onload(Some(sent.as_ref().unchecked_ref()));
        xhr.set_onload(Some(load.as_ref().unchecked_ref()));
        xhr.set_onerror(Some(error.as_ref().unchecked_ref()));
        xhr.set_onabort(Some(error.as_ref().unchecked_ref()));
        Ok(Self {
            xhr: xhr.clone(),
            _handlers: [progress, sent, load, error],
        })
    }
}

impl Drop for Listeners {
    fn drop(&mut self) {
        if let Ok(upload) = self.xhr.upload() {
            upload.set_onprogress(None);
            upload.set_onload(None);
        }
        self.xhr.set_onload(None);
        self.xhr.set_onerror(None);
        self.xhr.set_onabort(None);
    }
}

fn read_answer(xhr: &XmlHttpRequest, asked: &str) -> Outcome {
    // Redirects are followed here, and what answered then is not the API.
    let answered = xhr.response_url();
    if !answered.is_empty() && !answered.ends_with(asked) {
        return Err(Error::Redirected);
    }
    let body = xhr.response_text().ok().flatten().unwrap_or_default();
    let retry_after = xhr.get_response_header("Retry-After").ok().flatten();
    match xhr.status() {
        Ok(code) if code >= 100 => http::read(code, &body, retry_after.as_deref()),
        _ => Err(Error::Network),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bytes of one request, never negative"
)]
fn whole(bytes: f64) -> u64 {
    bytes as u64
}
