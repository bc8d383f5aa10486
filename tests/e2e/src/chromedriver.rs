//! One chromedriver for all tests that run at the same time. It ends with the last of them.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::{Failure, Step};

/// A running chromedriver, ended when the last handle is dropped.
pub struct Chromedriver {
    child: Child,
    port: u16,
}

static RUNNING: Mutex<Weak<Chromedriver>> = Mutex::new(Weak::new());

impl Chromedriver {
    /// The running one, or a new one on a free port.
    pub fn shared() -> Step<Arc<Self>> {
        let mut slot = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = slot.upgrade() {
            return Ok(running);
        }
        let fresh = Arc::new(Self::start()?);
        *slot = Arc::downgrade(&fresh);
        Ok(fresh)
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn start() -> Step<Self> {
        let program =
            std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "/usr/bin/chromedriver".to_owned());
        let mut child = Command::new(&program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| {
                Failure(format!(
                    "{program} does not start ({e}); install chromium-driver"
                ))
            })?;
        let out = child
            .stdout
            .take()
            .ok_or_else(|| Failure::new("chromedriver has no output"))?;
        let mut lines = BufReader::new(out).lines();
        // "ChromeDriver was started successfully on port 41234."
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, tail) = line.split_once("successfully on port ")?;
            tail.trim_end_matches('.').parse().ok()
        });
        // What it says later is thrown away, so that its pipe never fills up.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        match port {
            Some(port) => Ok(Self { child, port }),
            None => {
                child.kill()?;
                Err(Failure::new(
                    "chromedriver did not say on which port it listens",
                ))
            }
        }
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait()) {
            eprintln!("chromedriver could not be ended: {error}");
        }
    }
}
