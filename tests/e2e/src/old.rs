//! A browser that is too old for today's chromedriver: spoken to by the DevTools protocol itself, over pipes.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::wait::{Seen, until_within};
use crate::{Failure, Step};

/// A running old Chromium with one page.
pub struct OldChromium {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    number: u64,
    page: Option<String>,
}

impl OldChromium {
    /// Starts it with a profile folder of its own and opens an address.
    pub fn open(program: &Path, profile: &Path, address: &str) -> Step<Self> {
        // The protocol is spoken over the files 3 and 4, which a shell can make of input and output.
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$@\" 3<&0 4>&1 1>&2", "sh"])
            .arg(program)
            .args(["--headless", "--no-sandbox", "--no-zygote", "--disable-gpu"])
            .args(["--in-process-gpu", "--disable-dev-shm-usage"])
            .arg("--remote-debugging-pipe")
            .arg(format!("--user-data-dir={}", profile.display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let missing = || Failure::new("the old browser has no pipes");
        let to = child.stdin.take().ok_or_else(missing)?;
        let from = BufReader::new(child.stdout.take().ok_or_else(missing)?);
        let mut browser = Self {
            child,
            to,
            from,
            number: 0,
            page: None,
        };
        let target = browser.call("Target.createTarget", json!({ "url": address }))?;
        let target = json!({ "targetId": target["targetId"], "flatten": true });
        let session = browser.call("Target.attachToTarget", target)?;
        browser.page = session["sessionId"].as_str().map(str::to_owned);
        Ok(browser)
    }

    /// The browser's own word about what it is.
    pub fn version(&mut self) -> Step<String> {
        let version = self.call("Browser.getVersion", json!({}))?;
        Ok(version["product"].as_str().unwrap_or_default().to_owned())
    }

    /// The value of an expression in the page.
    pub fn eval(&mut self, expression: &str) -> Step<Value> {
        let mut answer = self.call("Runtime.evaluate", json!({ "expression": expression }))?;
        Ok(answer["result"]["value"].take())
    }

    /// Waits until the page shows a text; gives all of what it shows.
    pub async fn sees(&mut self, wanted: &str) -> Step<String> {
        until_within(30, &format!("the text \"{wanted}\""), async || {
            let text = self.eval("document.body?.innerText ?? ''")?;
            let text = text.as_str().unwrap_or_default().to_owned();
            Ok(if text.contains(wanted) {
                Seen::Yes(text)
            } else {
                Seen::NotYet(text)
            })
        })
        .await
    }

    fn call(&mut self, method: &str, params: Value) -> Step<Value> {
        self.number += 1;
        let mut request = json!({ "id": self.number, "method": method, "params": params });
        if let Some(page) = &self.page {
            request["sessionId"] = json!(page);
        }
        self.to.write_all(format!("{request}\0").as_bytes())?;
        self.to.flush()?;
        loop {
            let mut message = Vec::new();
            self.from.read_until(0, &mut message)?;
            if message.pop() != Some(0) {
                return Err(Failure::new("the old browser has ended"));
            }
            let mut message: Value = serde_json::from_slice(&message)?;
            if message["id"] == self.number {
                if message["error"].is_null() {
                    return Ok(message["result"].take());
                }
                return Err(Failure(format!("{method}: {}", message["error"])));
            }
        }
    }
}

impl Drop for OldChromium {
    fn drop(&mut self) {
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait()) {
            eprintln!("the old browser could not be ended: {error}");
        }
    }
}
