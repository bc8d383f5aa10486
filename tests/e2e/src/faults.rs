//! Client of local-api's `/__faults`: rules by which requests go wrong, and the log of what was asked.

use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

use crate::wait::{Seen, until_within};
use crate::{Failure, LocalApi, Step};

/// One rule: which requests, how many of them, and what happens to them. Actions can be combined.
#[derive(Clone, Debug)]
pub struct Rule(Value);

impl Rule {
    /// Requests with this method to paths that begin with `path`; with a `*` in it, paths that match as a whole.
    pub fn on(method: &str, path: &str) -> Self {
        Self(json!({ "method": method, "path": path, "action": {} }))
    }

    /// Requests that carry this chunk.
    pub fn on_chunk(index: u32) -> Self {
        Self::on_chunks().with("chunk_index", json!(index))
    }

    /// Requests that carry any chunk.
    pub fn on_chunks() -> Self {
        Self::on("POST", CHUNKS)
    }

    /// Requests that carry the last chunk.
    pub fn on_final_chunk() -> Self {
        Self::on_chunks().with("is_final", json!(true))
    }

    /// Uploads in one request.
    pub fn on_upload() -> Self {
        Self::on("POST", "/api/*batches/upload")
    }

    fn with(mut self, key: &str, value: Value) -> Self {
        self.0[key] = value;
        self
    }

    /// Lets the first `n` that match pass.
    #[must_use]
    pub fn after(self, n: u32) -> Self {
        self.with("skip", json!(n))
    }

    /// Acts on `n` requests, then lets all pass.
    #[must_use]
    pub fn times(self, n: u32) -> Self {
        self.with("times", json!(n))
    }

    /// Counts every chunk index by itself: `times(1)` then hits each chunk once.
    #[must_use]
    pub fn each_chunk(self) -> Self {
        self.with("each_chunk", json!(true))
    }

    fn act(mut self, key: &str, value: Value) -> Self {
        self.0["action"][key] = value;
        self
    }

    /// Answers with a status and a small JSON body, in place of the work.
    #[must_use]
    pub fn status(self, status: u16) -> Self {
        self.act("status", json!(status))
    }

    /// A body for [`status`](Self::status); text that begins with `<` is sent as HTML.
    #[must_use]
    pub fn body(self, body: Value) -> Self {
        self.act("body", body)
    }

    /// A header for [`status`](Self::status); without a status it is added to the real answer.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.0["action"]["headers"][name] = json!(value);
        self
    }

    /// A gateway's cache: the real answer comes with `Cache-Control: max-age=600`.
    #[must_use]
    pub fn cached(self) -> Self {
        self.header("Cache-Control", "max-age=600")
    }

    /// Something on the way refuses with 403 and a page of its own, in place of the work.
    #[must_use]
    pub fn blocked(self) -> Self {
        let page = "<html><head><title>Request blocked</title></head><body><h1>Request blocked</h1></body></html>";
        self.status(403).body(page.into())
    }

    /// A network's sign-in page: redirects to another origin, in place of the work.
    #[must_use]
    pub fn redirected(self, address: &str) -> Self {
        self.status(302).header("Location", address).body("".into())
    }

    /// Does the work first and answers with the status then.
    #[must_use]
    pub fn after_the_work(self) -> Self {
        self.act("when", json!("after"))
    }

    /// Cuts the connection after `bytes` of the request's body, before any work is done.
    #[must_use]
    pub fn cut_before(self, bytes: u64) -> Self {
        self.act("cut", json!({ "when": "before", "after_bytes": bytes }))
    }

    /// Does the work, then cuts the connection instead of answering.
    #[must_use]
    pub fn cut_after(self) -> Self {
        self.act("cut", json!("after"))
    }

    /// Waits before the work, in milliseconds.
    #[must_use]
    pub fn delay(self, millis: u64) -> Self {
        self.act("delay_ms", json!(millis))
    }

    /// Waits between the work and the answer, in milliseconds.
    #[must_use]
    pub fn delay_answer(self, millis: u64) -> Self {
        self.act("delay_ms", json!({ "after": millis }))
    }

    /// Reads each body no faster than this many bytes per second.
    #[must_use]
    pub fn throttle(self, bytes_per_second: u64) -> Self {
        self.act("throttle", json!({ "bytes_per_second": bytes_per_second }))
    }

    /// Reads all bodies together no faster than this many bytes per second, as one line does.
    #[must_use]
    pub fn line(self, bytes_per_second: u64) -> Self {
        self.act(
            "throttle",
            json!({ "bytes_per_second": bytes_per_second, "shared": true }),
        )
    }

    /// Stops reading after so many bytes and does not answer until the rule is taken away.
    #[must_use]
    pub fn stall(self, after_bytes: u64) -> Self {
        self.act("stall", json!({ "after_bytes": after_bytes }))
    }

    /// Forgets the upload session before it looks at the request.
    #[must_use]
    pub fn forget_upload(self) -> Self {
        self.act("forget_upload", json!(true))
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

    /// What was asked so far. Fields of an entry: `method`, `path`, `query`, `user`, `chunk_index`, `total_chunks`,
    /// `is_final`, `upload_id`, `content_length`, `bytes_received`, `status`, `rule`, `outcome`, `duration_ms`, `time_ms`.
    pub async fn requests(&self) -> Step<Vec<Value>> {
        let log = self.faults(reqwest::Method::GET, "/requests", None).await?;
        Ok(log["requests"].as_array().cloned().unwrap_or_default())
    }

    /// Empties the log of requests.
    pub async fn forget_requests(&self) -> Step {
        self.faults(reqwest::Method::DELETE, "/requests", None)
            .await?;
        Ok(())
    }

    /// Requests so far with this method to exactly this path, or to those that begin with it if it ends with `*`.
    pub async fn requests_to(&self, method: &str, path: &str) -> Step<Vec<Value>> {
        let fits = |asked: &str| match path.strip_suffix('*') {
            Some(beginning) => asked.starts_with(beginning),
            None => asked == path,
        };
        Ok(self
            .requests()
            .await?
            .into_iter()
            .filter(|r| r["method"] == method && r["path"].as_str().is_some_and(fits))
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
        self.faults(reqwest::Method::POST, "/token", None).await?;
        Ok(())
    }

    /// Ends all sessions: access and refresh tokens are refused from now on.
    pub async fn end_sessions(&self) -> Step {
        self.faults(
            reqwest::Method::POST,
            "/token",
            Some(&json!({ "refresh": true })),
        )
        .await?;
        Ok(())
    }

    /// Changes the pace of processing.
    pub async fn sheets_per_second(&self, pace: f64) -> Step {
        self.faults(
            reqwest::Method::POST,
            "/sheets-per-second",
            Some(&json!(pace)),
        )
        .await?;
        Ok(())
    }
}
