//! One request on its way through the rules: before the work, when a chunk's fields are known, and after the work.

use std::future::pending;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{HeaderName, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

use super::actions::{Action, Stall, When};
use super::log::Entry;
use super::rules::{Chosen, Facts};
use super::{ChunkSeen, Faults};
use crate::app::App;
use crate::clock;
use crate::serve::body::BodyControl;
use crate::serve::conn::Connection;

/// Follows one request; dropping it unanswered notes that the client went away.
pub struct Trace {
    faults: Arc<Faults>,
    body: Arc<BodyControl>,
    connection: Connection,
    facts: Facts,
    declared: Option<u64>,
    seq: u64,
    start: Instant,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    chosen: Option<Chosen>,
    over: bool,
}

impl Trace {
    /// Begins with the head of a request.
    #[must_use]
    pub fn start<B>(
        faults: Arc<Faults>,
        body: Arc<BodyControl>,
        connection: Connection,
        request: &Request<B>,
        user: Option<String>,
        declared: Option<u64>,
    ) -> Self {
        let path = request.uri().path().to_owned();
        let folded = path
            .strip_prefix("/api/realtime/")
            .map_or_else(|| path.clone(), |rest| format!("/api/{rest}"));
        let facts = Facts {
            method: request.method().as_str().to_owned(),
            path: path.clone(),
            folded,
            user: user.clone(),
            chunk: ChunkSeen::default(),
        };
        let seq = faults.log().add(Entry {
            seq: 0,
            time_ms: clock::now() / 1000,
            method: facts.method.clone(),
            path,
            query: request.uri().query().map(str::to_owned),
            user,
            chunk_index: None,
            total_chunks: None,
            is_final: None,
            upload_id: None,
            content_length: declared,
            bytes_received: 0,
            status: None,
            rule: None,
            outcome: "open",
            duration_ms: 0,
        });
        let (start, state) = (Instant::now(), Mutex::default());
        Self {
            faults,
            body,
            connection,
            facts,
            declared,
            seq,
            start,
            state,
        }
    }

    /// Applies what a rule wants before the work; a rule may answer in the server's place.
    pub async fn before(&self, app: &App) -> Option<Response> {
        let is_chunk = self.facts.folded == "/api/batches/upload-chunk";
        if is_chunk && self.faults.waits_for_chunk(&self.facts) {
            return None;
        }
        let chosen = self.faults.choose(&self.facts)?;
        self.apply(app, chosen, &self.facts.chunk).await
    }

    /// The same for a chunk, whose fields are known by now.
    pub async fn chunk(&self, app: &App, seen: ChunkSeen) -> Option<Response> {
        self.faults
            .log()
            .change(self.seq, |entry| entry.chunk(&seen));
        if self.state().chosen.is_some() {
            return None;
        }
        let facts = Facts {
            chunk: seen,
            ..self.facts.clone()
        };
        if !self.faults.waits_for_chunk(&facts) {
            // Rules about requests had their turn before.
            return None;
        }
        let chosen = self.faults.choose(&facts)?;
        self.apply(app, chosen, &facts.chunk).await
    }

    async fn apply(&self, app: &App, chosen: Chosen, chunk: &ChunkSeen) -> Option<Response> {
        self.faults
            .log()
            .change(self.seq, |entry| entry.rule = Some(chosen.id.clone()));
        self.state().chosen = Some(chosen.clone());
        let action = &chosen.action;
        if let (true, Some(id)) = (action.forget_upload, chunk.upload_id.clone()) {
            let store = app.store.clone();
            if let Err(e) = app
                .db
                .run(move |c| crate::uploads::forget_one(c, &store, &id))
                .await
            {
                eprintln!("error: an upload could not be forgotten: {e}");
            }
        }
        if let Some(pace) = &chosen.pace {
            self.connection.shrink_receive_buffer();
            self.body.pace(pace.clone());
        }
        if let Some(delay) = action.delay_ms {
            tokio::time::sleep(Duration::from_millis(delay.before())).await;
        }
        match action.stall.as_ref().and_then(Stall::after_bytes) {
            Some(bytes) if bytes > self.body.received() => {
                let (faults, id) = (self.faults.clone(), chosen.id.clone());
                self.connection.shrink_receive_buffer();
                self.body.stall_after(
                    self.at_most_declared(bytes),
                    Box::pin(async move { faults.removed(&id).await }),
                );
            }
            Some(_) => self.faults.removed(&chosen.id).await,
            None => {}
        }
        if let Some(cut) = action.cut.as_ref().filter(|cut| cut.when() == When::Before) {
            match cut.after_bytes() {
                Some(bytes)
                    if self.declared != Some(0)
                        && self.at_most_declared(bytes) > self.body.received() =>
                {
                    self.body.cut_after(self.at_most_declared(bytes));
                }
                _ => self.cut().await,
            }
        }
        let answers = action.status.filter(|_| action.when == When::Before);
        answers.map(|status| answer(action, status))
    }

    /// A body shorter than the rule's count is cut at its last byte, still before the work.
    fn at_most_declared(&self, bytes: u64) -> u64 {
        self.declared.map_or(bytes, |declared| bytes.min(declared))
    }

    /// Applies what a rule wants after the work, and ends the log's entry.
    pub async fn after(&self, mut response: Response) -> Response {
        let chosen = self.state().chosen.clone();
        if let Some(Chosen { action, .. }) = chosen {
            if let Some(delay) = action.delay_ms {
                tokio::time::sleep(Duration::from_millis(delay.after())).await;
            }
            // "Before" ends here when the handler answered without reading the body.
            if action.cut.is_some() {
                self.cut().await;
            }
            if let Some(status) = action.status.filter(|_| action.when == When::After) {
                response = answer(&action, status);
            } else if action.status.is_none() {
                // A gateway adds headers of its own to what the server answers.
                add_headers(&action, &mut response);
            }
        }
        let status = response.status().as_u16();
        self.end("answered", Some(status));
        response
    }

    async fn cut(&self) {
        self.end("cut", None);
        self.connection.reset();
        pending().await
    }

    fn end(&self, outcome: &'static str, status: Option<u16>) {
        if std::mem::replace(&mut self.state().over, true) {
            return;
        }
        let (received, ms) = (self.body.received(), self.start.elapsed().as_millis());
        self.faults.log().change(self.seq, |entry| {
            entry.outcome = outcome;
            entry.status = status;
            entry.bytes_received = received;
            entry.duration_ms = u64::try_from(ms).unwrap_or(u64::MAX);
        });
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Trace {
    fn drop(&mut self) {
        let cut = self
            .state()
            .chosen
            .as_ref()
            .is_some_and(|chosen| chosen.action.cut.is_some());
        self.end(if cut { "cut" } else { "gone" }, None);
    }
}

/// The answer that a rule gives. Text is sent as it is, anything else as JSON.
fn answer(action: &Action, status: u16) -> Response {
    let (content_type, body) = match &action.body {
        None => (
            "application/json",
            format!("{{\"detail\":\"A test rule answered {status}\"}}"),
        ),
        Some(Value::String(text)) if text.trim_start().starts_with('<') => {
            ("text/html", text.clone())
        }
        Some(Value::String(text)) => ("text/plain; charset=utf-8", text.clone()),
        Some(json) => ("application/json", json.to_string()),
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, [(header::CONTENT_TYPE, content_type)], body).into_response();
    add_headers(action, &mut response);
    response
}

/// Sets the headers that a rule names.
fn add_headers(action: &Action, response: &mut Response) {
    let content_type = action
        .content_type
        .iter()
        .map(|value| ("content-type", value));
    for (name, value) in action
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value))
        .chain(content_type)
    {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
}
