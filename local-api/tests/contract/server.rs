//! A server as a child process, and a small client for it.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};

/// How long anything may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// A folder that goes with its test.
pub struct TempDir(pub PathBuf);

impl TempDir {
    pub fn new() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("local-api-test-{}-{n}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A running server.
pub struct Server {
    child: Child,
    pub url: String,
    pub folder: TempDir,
    options: Vec<String>,
    http: reqwest::Client,
}

pub fn binary() -> Command {
    Command::new(env!("CARGO_BIN_EXE_local-api"))
}

fn start(mut command: Command, folder: &Path, options: &[String]) -> (Child, String) {
    let mut child = command
        .args(["serve", "--port", "0", "--data"])
        .arg(folder.join("data"))
        .args(options)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let url = line
        .trim()
        .strip_prefix("listening on ")
        .expect("the server says where it listens")
        .to_owned();
    (child, url)
}

impl Server {
    /// Starts with these options; tests with rules and logs get `--faults`, and processing does not wait.
    pub fn start(options: &[&str]) -> Self {
        Self::start_in(TempDir::new(), options)
    }

    pub fn start_in(folder: TempDir, options: &[&str]) -> Self {
        let mut all: Vec<String> = ["--faults", "--sheets-per-second", "0"]
            .map(str::to_owned)
            .to_vec();
        all.extend(options.iter().map(|option| (*option).to_owned()));
        let (child, url) = start(binary(), &folder.0, &all);
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            child,
            url,
            folder,
            options: all,
            http,
        }
    }

    /// Another server on the data of this one, with the same options; both need `--share`.
    pub fn beside(&self) -> Self {
        let (child, url) = start(binary(), &self.folder.0, &self.options);
        Self {
            child,
            url,
            folder: TempDir::new(),
            options: self.options.clone(),
            http: self.http.clone(),
        }
    }

    /// Starts a server that cannot write files of more than a few megabytes, which fails like a full disk does.
    pub fn start_on_a_small_disk() -> Self {
        let mut limited = Command::new("sh");
        // The limit counts blocks of 512 or 1024 bytes; ignoring the signal turns it into an error of the write.
        let script = "trap '' XFSZ; ulimit -f 4000; exec \"$0\" \"$@\"";
        limited.args(["-c", script, env!("CARGO_BIN_EXE_local-api")]);
        let (folder, options) = (TempDir::new(), vec!["--faults".to_owned()]);
        let (child, url) = start(limited, &folder.0, &options);
        Self {
            child,
            url,
            folder,
            options,
            http: reqwest::Client::new(),
        }
    }

    /// Starts a server whose data lies on a disk of so many megabytes; nothing where the system does not allow to make one. The
    /// disk exists for the server alone: others reach it through [`Server::disk`].
    pub fn start_on_a_disk_of(megabytes: u32) -> Option<Self> {
        let may = Command::new("unshare").args(["-rm", "true"]).status();
        if !may.is_ok_and(|status| status.success()) {
            eprintln!("skipped: no disk can be made here");
            return None;
        }
        let folder = TempDir::new();
        std::fs::create_dir_all(folder.0.join("data")).unwrap();
        let script = "mount -t tmpfs -o size=$0 tmpfs \"$1\" && shift && exec \"$@\"";
        let mut own = Command::new("unshare");
        own.args(["-rm", "sh", "-c", script, &format!("{megabytes}m")])
            .arg(folder.0.join("data"))
            .arg(env!("CARGO_BIN_EXE_local-api"));
        let options = vec!["--faults".to_owned()];
        let (child, url) = start(own, &folder.0, &options);
        Some(Self {
            child,
            url,
            folder,
            options,
            http: reqwest::Client::new(),
        })
    }

    /// The data folder as the server itself sees it.
    pub fn disk(&self) -> PathBuf {
        let root = PathBuf::from(format!("/proc/{}/root", self.child.id()));
        root.join(self.data().strip_prefix("/").unwrap())
    }

    /// Kills the server as a power cut would, and starts it again on the same data with more options.
    pub fn kill_and_restart(&mut self, more: &[&str]) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.options
            .extend(more.iter().map(|option| (*option).to_owned()));
        (self.child, self.url) = start(binary(), &self.folder.0, &self.options);
    }

    /// Starts it again after it went down.
    pub fn start_again(&mut self) {
        (self.child, self.url) = start(binary(), &self.folder.0, &self.options);
    }

    /// Waits until the server has gone down by itself.
    pub fn goes_down(&mut self) {
        self.child.wait().unwrap();
    }

    /// Asks the server to stop, and waits; gives its exit code.
    pub fn terminate(&mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
        self.child.wait().unwrap().code()
    }

    pub fn address(&self) -> &str {
        self.url.strip_prefix("http://").unwrap()
    }

    pub fn data(&self) -> PathBuf {
        self.folder.0.join("data")
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.url))
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.request(Method::GET, path)
    }

    pub fn post(&self, path: &str) -> RequestBuilder {
        self.request(Method::POST, path)
    }

    /// Signs in; gives the whole answer.
    pub async fn login_as(&self, username: &str, password: &str) -> Value {
        let response = self
            .post("/api/auth/login")
            .body(json!({"username": username, "password": password}).to_string())
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 200, "{username}");
        response.json().await.unwrap()
    }

    pub async fn token(&self, username: &str) -> String {
        let password = match username {
            "admin" => "admin123".to_owned(),
            other => format!("{other}1234"),
        };
        text(&self.login_as(username, &password).await["access_token"])
    }

    pub async fn user(&self, username: &str) -> User<'_> {
        User {
            server: self,
            token: self.token(username).await,
        }
    }

    pub async fn add_rule(&self, rule: Value) -> String {
        let response = self
            .post("/__faults")
            .body(rule.to_string())
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 201, "{rule}");
        text(&response.json::<Value>().await.unwrap()["id"])
    }

    pub async fn clear_rules(&self) {
        assert_eq!(
            self.request(Method::DELETE, "/__faults")
                .send()
                .await
                .unwrap()
                .status(),
            204
        );
    }

    /// The request log.
    pub async fn log(&self) -> Vec<Value> {
        let body: Value = self
            .get("/__faults/requests")
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        body["requests"].as_array().unwrap().clone()
    }

    pub async fn state(&self) -> Value {
        self.get("/__faults/state")
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap()
    }

    pub async fn sha256(&self, uuid: &str) -> Value {
        let response = self
            .get(&format!("/__faults/batches/{uuid}/sha256"))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 200);
        response.json().await.unwrap()
    }

    pub async fn set_rate(&self, rate: f64) {
        let response = self
            .post("/__faults/sheets-per-second")
            .body(rate.to_string())
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 204);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody who is signed in.
pub struct User<'a> {
    pub server: &'a Server,
    pub token: String,
}

impl User<'_> {
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.server.request(method, path).bearer_auth(&self.token)
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    pub async fn get_json(&self, path: &str) -> Value {
        let response = self.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        response.json().await.unwrap()
    }

    pub async fn delete(&self, uuid: &str) -> Response {
        self.request(Method::DELETE, &format!("/api/batches/{uuid}"))
            .send()
            .await
            .unwrap()
    }

    pub async fn upload(&self, form: Form) -> Response {
        self.request(Method::POST, "/api/batches/upload")
            .multipart(form)
            .send()
            .await
            .unwrap()
    }

    /// Uploads a ZIP; gives the batch's UUID.
    pub async fn upload_zip(&self, name: &str, bytes: Vec<u8>, task_id: Option<&str>) -> String {
        let mut form = Form::new()
            .part("file", file(name, bytes))
            .text("has_qr", task_id.is_none().to_string());
        if let Some(task_id) = task_id {
            form = form.text("task_id", task_id.to_owned());
        }
        let response = self.upload(form).await;
        assert_eq!(response.status(), 202);
        text(&response.json::<Value>().await.unwrap()["batch_id"])
    }

    pub async fn chunk(&self, chunk: Chunk<'_>) -> Response {
        self.try_chunk(chunk).await.unwrap()
    }

    pub async fn try_chunk(&self, chunk: Chunk<'_>) -> reqwest::Result<Response> {
        self.request(Method::POST, "/api/realtime/batches/upload-chunk")
            .multipart(chunk.form())
            .send()
            .await
    }

    pub async fn progress(&self, uuid: &str) -> Value {
        self.get_json(&format!("/api/batches/{uuid}/progress"))
            .await
    }

    pub async fn status(&self, uuid: &str) -> Value {
        self.get_json(&format!(
            "/api/batches/{uuid}/status?include_sheets=true&limit=1000"
        ))
        .await
    }

    /// Waits until a batch is completed or failed; gives its detail with sheets.
    pub async fn finished(&self, uuid: &str) -> Value {
        until("the batch ends", async || {
            let status = self.status(uuid).await;
            matches!(status["status"].as_str(), Some("completed" | "failed")).then_some(status)
        })
        .await
    }
}

/// The fields of one chunk.
#[derive(Clone)]
pub struct Chunk<'a> {
    pub index: u64,
    pub total: u64,
    pub upload_id: Option<&'a str>,
    pub bytes: Vec<u8>,
    pub is_final: bool,
    pub upload_type: &'a str,
    pub task_id: Option<&'a str>,
    pub notes: Option<&'a str>,
    pub filename: &'a str,
}

impl<'a> Chunk<'a> {
    pub fn new(index: u64, total: u64, upload_id: Option<&'a str>, bytes: &[u8]) -> Self {
        Self {
            index,
            total,
            upload_id,
            bytes: bytes.to_vec(),
            is_final: index + 1 == total,
            upload_type: "zip_no_qr",
            task_id: Some("14900117"),
            notes: None,
            filename: "big.zip",
        }
    }

    pub fn form(self) -> Form {
        let mut form = Form::new();
        if let Some(id) = self.upload_id {
            form = form.text("upload_id", id.to_owned());
        }
        for (name, value) in [("task_id", self.task_id), ("notes", self.notes)] {
            if let Some(value) = value {
                form = form.text(name, value.to_owned());
            }
        }
        form.text("chunk_index", self.index.to_string())
            .text("total_chunks", self.total.to_string())
            .text("filename", self.filename.to_owned())
            .text("upload_type", self.upload_type.to_owned())
            .text("is_final_chunk", self.is_final.to_string())
            .part("chunk", file("blob", self.bytes))
    }
}

pub fn file(name: &str, bytes: Vec<u8>) -> Part {
    Part::bytes(bytes).file_name(name.to_owned())
}

/// The text of a JSON value.
pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("text expected, not {value}"))
        .to_owned()
}

/// Checks an `HTTPException` body.
pub async fn expect_http(response: Response, status: u16, message: &str) {
    assert_eq!(response.status(), status);
    let path = response.url().path().to_owned();
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["error"], "HTTPException");
    assert_eq!(body["status_code"], status);
    assert_eq!(body["path"], path);
    assert!(
        text(&body["message"]).contains(message),
        "{body} should say {message}"
    );
}

/// Checks a list of field errors.
pub async fn expect_field(response: Response, place: &str, field: &str) {
    assert_eq!(response.status(), 422);
    let body: Value = response.json().await.unwrap();
    let errors = body["detail"].as_array().unwrap();
    let named = errors
        .iter()
        .find(|error| error["loc"] == json!([place, field]));
    let error = named.unwrap_or_else(|| panic!("{body} should name {field}"));
    assert!(error["msg"].is_string() && error["type"].is_string());
}

/// Asks until there is an answer, for as long as patience lasts.
pub async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(start.elapsed() < PATIENCE, "waited in vain until {what}");
        // The interval of the polling, not a guess about the server.
        tokio::time::sleep(Duration::from_millis(15)).await;
    }
}
