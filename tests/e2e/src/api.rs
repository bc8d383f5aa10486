//! The API as a test uses it besides the browser: to seed batches and to ask what is really there.

use std::path::Path;
use std::time::Duration;

use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use crate::wait::{Seen, until_within};
use crate::{Failure, LocalApi, Step};

/// One of local-api's accounts.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    /// User name.
    pub username: &'static str,
    /// Password.
    pub password: &'static str,
}

/// Sees and deletes everything.
pub const ADMIN: Account = Account {
    username: "admin",
    password: "admin123",
};
/// Sees its own batches.
pub const STAFF: Account = Account {
    username: "staff",
    password: "staff1234",
};
/// Another one without rights over others' batches.
pub const SCANNER: Account = Account {
    username: "scanner",
    password: "scanner1234",
};

/// A signed-in user of the API.
pub struct Session {
    http: Client,
    base: String,
    token: String,
}

impl LocalApi {
    /// Signs in through the API.
    pub async fn sign_in(&self, account: Account) -> Step<Session> {
        let http = Client::builder()
            .timeout(Duration::from_secs(120))
            .build()?;
        let answer: Value = http
            .post(format!("{}/api/auth/login", self.base()))
            .json(&json!({ "username": account.username, "password": account.password }))
            .send()
            .await?
            .error_for_status()?
            .json()
            .await?;
        let token = answer["access_token"]
            .as_str()
            .ok_or_else(|| Failure(format!("no token in {answer}")))?;
        Ok(Session {
            http,
            base: self.base().to_owned(),
            token: token.to_owned(),
        })
    }
}

impl Session {
    async fn call(&self, method: Method, path: &str) -> Step<(StatusCode, Value)> {
        let answer = self
            .http
            .request(method, format!("{}{path}", self.base))
            .bearer_auth(&self.token)
            .send()
            .await?;
        let status = answer.status();
        let text = answer.text().await?;
        Ok((
            status,
            serde_json::from_str(&text).unwrap_or(Value::String(text)),
        ))
    }

    async fn get(&self, path: &str) -> Step<Value> {
        match self.call(Method::GET, path).await? {
            (StatusCode::OK, body) => Ok(body),
            (status, body) => Err(Failure(format!("GET {path}: {status} {body}"))),
        }
    }

    /// All batches that the user sees, newest first.
    pub async fn batches(&self) -> Step<Vec<Value>> {
        let list = self
            .get("/api/batches/?limit=100&page_size=100&offset=0")
            .await?;
        Ok(list["batches"].as_array().cloned().unwrap_or_default())
    }

    /// All batches that the user sees, however many there are.
    pub async fn every_batch(&self) -> Step<Vec<Value>> {
        let mut all = Vec::new();
        loop {
            let path = format!("/api/batches/?limit=100&page_size=100&offset={}", all.len());
            let list = self.get(&path).await?;
            let page = list["batches"].as_array().cloned().unwrap_or_default();
            let over = page.is_empty() || all.len() as u64 >= list["total"].as_u64().unwrap_or(0);
            all.extend(page);
            if over {
                return Ok(all);
            }
        }
    }

    /// An action on a batch, such as `cancel`: its status and body.
    pub async fn act(&self, batch: &str, call: &str) -> Step<(u16, Value)> {
        let path = format!("/api/batches/{batch}/{call}");
        let (status, body) = self.call(Method::POST, &path).await?;
        Ok((status.as_u16(), body))
    }

    /// Detail of a batch with its sheets.
    pub async fn detail(&self, batch: &str) -> Step<Value> {
        self.get(&format!(
            "/api/batches/{batch}/status?include_sheets=true&limit=1000"
        ))
        .await
    }

    /// HTTP status of a look at a batch.
    pub async fn look(&self, batch: &str) -> Step<u16> {
        Ok(self
            .call(Method::GET, &format!("/api/batches/{batch}/status"))
            .await?
            .0
            .as_u16())
    }

    /// Deletes a batch.
    pub async fn delete(&self, batch: &str) -> Step<u16> {
        Ok(self
            .call(Method::DELETE, &format!("/api/batches/{batch}"))
            .await?
            .0
            .as_u16())
    }

    /// Uploads a ZIP in one request; gives the batch's UUID. `task` is needed without QR codes.
    pub async fn upload(&self, path: &Path, task: Option<&str>) -> Step<String> {
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        self.upload_bytes(&name, std::fs::read(path)?, task, None)
            .await
    }

    /// [`upload`](Self::upload) of bytes that are no file, with notes.
    pub async fn upload_bytes(
        &self,
        name: &str,
        bytes: Vec<u8>,
        task: Option<&str>,
        notes: Option<&str>,
    ) -> Step<String> {
        let mut form = Form::new()
            .text("has_qr", if task.is_some() { "false" } else { "true" })
            .text(
                "upload_type",
                if task.is_some() {
                    "zip_no_qr"
                } else {
                    "zip_with_qr"
                },
            );
        for (field, value) in [("task_id", task), ("notes", notes)] {
            if let Some(value) = value {
                form = form.text(field, value.to_owned());
            }
        }
        form = form.part("file", Part::bytes(bytes).file_name(name.to_owned()));
        let answer = self
            .http
            .post(format!("{}/api/batches/upload", self.base))
            .bearer_auth(&self.token)
            .multipart(form)
            .send()
            .await?;
        let status = answer.status();
        let body: Value = answer.json().await?;
        match body["batch_id"].as_str() {
            Some(batch) if status == StatusCode::ACCEPTED => Ok(batch.to_owned()),
            _ => Err(Failure(format!("upload of {name}: {status} {body}"))),
        }
    }

    /// Waits until a batch has reached this status.
    pub async fn reaches(&self, batch: &str, wanted: &str) -> Step<Value> {
        until_within(120, &format!("batch {batch} to be {wanted}"), async || {
            let progress = self.get(&format!("/api/batches/{batch}/progress")).await?;
            Ok(if progress["status"] == wanted {
                Seen::Yes(progress)
            } else {
                Seen::NotYet(progress.to_string())
            })
        })
        .await
    }

    /// The only batch with this name. Fails when there is none, or more than one.
    pub async fn only_batch_named(&self, name: &str) -> Step<String> {
        let all = self.batches().await?;
        let found: Vec<&Value> = all.iter().filter(|b| b["batch_name"] == name).collect();
        match found.as_slice() {
            [one] => one["batch_uuid"]
                .as_str()
                .map(str::to_owned)
                .ok_or_else(|| Failure(format!("no batch_uuid in {one}"))),
            others => Err(Failure(format!(
                "{} batches are named {name}, one was expected; all: {}",
                others.len(),
                Value::Array(all)
            ))),
        }
    }
}
