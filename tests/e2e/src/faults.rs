//! Client of local-api's `/__faults`: rules by which requests go wrong, and the log of what was asked.

use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

use crate::wait::{Seen, until_within};
use crate::{Failure, LocalApi, Step};

/// One rule: which requests, how many of them, and what happens to them.
#[derive(Clone, Debug)]
pub struct Rule(Value);

impl Rule {
    /// Requests with this method to paths that begin with `path`.
    pub fn on(method: &str, path: &str) -> Self {
        Self(json!({ "method": method, "path": path }))
    }

    /// Requests that carry a chunk.
    pub fn on_chunk(index: u32) -> Self {
        let mut rule = Self::on("POST", CHUNKS);
        rule.0["chunk_index"] = json!(index);
        rule
    }

    /// Requests that carry any chunk.
    pub fn on_chunks() -> Self {
        Self::on("POST", CHUNKS)
    }

    /// Lets the first `n` that match pass.
    #[must_use]
    pub fn after(mut self, n: u32) -> Self {
        self.0["skip"] = json!(n);
        self
    }

    /// Acts on `n` requests, then lets all pass.
    #[must_use]
    pub fn times(mut self, n: u32) -> Self {
        self.0["times"] = json!(n);
        self
    }

    fn act(mut self, action: Value) -> Self {
        self.0["action"] = action;
        self
    }

    /// Answers with a status and the API's own kind of error body.
    #[must_use]
    pub fn status(self, status: u16) -> Self {
        self.act(json!({ "kind": "status", "status": status }))
    }

    /// Answers with a status, headers and a body.
    #[must_use]
    pub fn answer(self, status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let headers: serde_json::Map<String, Value> = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), json!(value)))
            .collect();
        self.act(json!({ "kind": "status", "status": status, "headers": headers, "body": body }))
    }

    /// Cuts the connection after `bytes` of the request's body, before any work is done.
    #[must_use]
    pub fn cut_before(self, bytes: u64) -> Self {
        self.act(json!({ "kind": "cut", "when": "before", "after_bytes": bytes }))
    }

    /// Does the work, then cuts the connection instead of answering.
    #[must_use]
    pub fn cut_after(self) -> Self {
        self.act(json!({ "kind": "cut", "when": "after" }))
    }

    /// Answers later, in milliseconds.
    #[must_use]
    pub fn delay(self, millis: u64) -> Self {
        self.act(json!({ "kind": "delay", "millis": millis }))
    }

    /// Reads the body no faster than this many bytes per second.
    #[must_use]
    pub fn throttle(self, bytes_per_second: u64) -> Self {
        self.act(json!({ "kind": "throttle", "bytes_per_second": bytes_per_second }))
    }

    /// Stops reading after so many bytes and never answers.
    #[must_use]
    pub fn stall(self, after_bytes: u64) -> Self {
        self.act(json!({ "kind": "stall", "after_bytes": after_bytes }))
    }

    /// Forgets the upload session before it looks at the request.
    #[must_use]
    pub fn forget_upload(self) -> Self {
        self.act(json!({ "kind": "forget_upload" }))
    }
}

/// Where chunks go.
pub const CHUNKS: &str = "/api/batches/upload-chunk";
/// Where bodies of one request go.
pub const UPLOAD: &str = "/api/batches/upload";

impl LocalApi {
    async fn faults(
        &self,
        method: reqwest::Method,
        path: &str,
        body: Option<&Value>,
    ) -> Step<Value> {
        let mut request = Client::new().request(method, format!("{}/__faults{path}", self.base()));
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await?;
        let status = answer.status();
        let text = answer.text().await?;
        if !status.is_success() {
            return Err(Failure(format!("/__faults{path}: {status} {text}")));
        }
        Ok(if status == StatusCode::NO_CONTENT || text.is_empty() {
            Value::Null
        } else {
            serde_json::from_str(&text)?
        })
    }

    /// Adds a rule.
    pub async fn fault(&self, rule: Rule) -> Step {
        self.faults(reqwest::Method::POST, "", Some(&rule.0))
            .await?;
        Ok(())
    }

    /// Takes all rules away.
    pub async fn no_faults(&self) -> Step {
        self.faults(reqwest::Method::DELETE, "", None).await?;
        Ok(())
    }

    /// What was asked so far: method, path, chunk index, bytes, status …
    pub async fn requests(&self) -> Step<Vec<Value>> {
        let log = self.faults(reqwest::Method::GET, "/requests", None).await?;
        let list = log["requests"].as_array().or_else(|| log.as_array());
        Ok(list.cloned().unwrap_or_default())
    }

    /// Requests so far with this method and a path that begins with `path`.
    pub async fn requests_to(&self, method: &str, path: &str) -> Step<Vec<Value>> {
        Ok(self
            .requests()
            .await?
            .into_iter()
            .filter(|r| {
                r["method"] == method && r["path"].as_str().is_some_and(|p| p.starts_with(path))
            })
            .collect())
    }

    /// Waits until the log has a request that satisfies `fits`.
    pub async fn request_seen(
        &self,
        seconds: u64,
        what: &str,
        fits: impl Fn(&Value) -> bool,
    ) -> Step<Value> {
        until_within(seconds, &format!("a request: {what}"), async || {
            let all = self.requests().await?;
            Ok(match all.iter().find(|r| fits(r)) {
                Some(request) => Seen::Yes(request.clone()),
                None => Seen::NotYet(format!("{} others", all.len())),
            })
        })
        .await
    }

    /// SHA-256 of what the server assembled for a batch.
    pub async fn assembled_sha256(&self, batch: &str) -> Step<String> {
        let answer = self
            .faults(
                reqwest::Method::GET,
                &format!("/batches/{batch}/sha256"),
                None,
            )
            .await?;
        answer["sha256"]
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| Failure(format!("no sha256 in {answer}")))
    }

    /// Forgets all upload sessions, as a restart of the real server does.
    pub async fn forget_sessions(&self) -> Step {
        self.faults(reqwest::Method::POST, "/restart-sessions", None)
            .await?;
        Ok(())
    }

    /// Makes all access tokens in use expire; refresh tokens stay good.
    pub async fn expire_access_tokens(&self) -> Step {
        self.tokens(&json!({ "expire_access": true })).await
    }

    /// Ends all sessions: access and refresh tokens are refused from now on.
    pub async fn end_sessions(&self) -> Step {
        self.tokens(&json!({ "expire_access": true, "revoke_refresh": true }))
            .await
    }

    async fn tokens(&self, change: &Value) -> Step {
        self.faults(reqwest::Method::POST, "/token", Some(change))
            .await?;
        Ok(())
    }

    /// Changes the pace of processing.
    pub async fn sheets_per_second(&self, pace: f64) -> Step {
        self.faults(
            reqwest::Method::POST,
            "/sheets-per-second",
            Some(&json!({ "sheets_per_second": pace })),
        )
        .await?;
        Ok(())
    }
}
