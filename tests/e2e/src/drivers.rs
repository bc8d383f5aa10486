//! The programs between the tests and the browsers. One chromedriver serves all tests that run at the same time; the
//! others serve one browser each.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::engine::Engine;
use crate::screen::Screen;
use crate::wait::{Seen, until};
use crate::{Failure, Step};

/// A running driver, ended when the last handle is dropped.
pub struct Driver {
    child: Child,
    port: u16,
    said: Arc<Mutex<Vec<String>>>,
    // The browser has its windows here: it goes last.
    _screen: Option<Screen>,
}

static CHROMEDRIVER: Mutex<Weak<Driver>> = Mutex::new(Weak::new());

impl Driver {
    /// A driver for one more browser.
    pub async fn of(engine: Engine) -> Step<Arc<Self>> {
        match engine {
            Engine::Chromium => Self::chromedriver(),
            Engine::Firefox => Self::geckodriver().map(Arc::new),
            Engine::WebKit => Self::webkit().await.map(Arc::new),
        }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What it and its browser have written so far.
    pub fn said(&self) -> Vec<String> {
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        said.clone()
    }

    fn chromedriver() -> Step<Arc<Self>> {
        let mut slot = CHROMEDRIVER.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = slot.upgrade() {
            return Ok(running);
        }
        let mut command = Command::new(program("CHROMEDRIVER", "/usr/bin/chromedriver"));
        command.arg("--port=0");
        // "ChromeDriver was started successfully on port 41234."
        let started = Self::start(command, "chromium-driver", "successfully on port ", false)?;
        let fresh = Arc::new(started);
        *slot = Arc::downgrade(&fresh);
        Ok(fresh)
    }

    fn geckodriver() -> Step<Self> {
        let mut command = Command::new(program("GECKODRIVER", "geckodriver"));
        // System access: the network's switch and media features lie outside of the page.
        command.args(["--port=0", "--log=info", "--allow-system-access"]);
        // "… geckodriver INFO Listening on 127.0.0.1:41234"
        Self::start(command, "geckodriver", "Listening on 127.0.0.1:", true)
    }

    /// Starts a driver that says on which port it listens.
    fn start(mut command: Command, package: &str, before_port: &str, keep: bool) -> Step<Self> {
        let (mut child, out) = spawned(&mut command, package)?;
        let mut lines = BufReader::new(out).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, tail) = line.split_once(before_port)?;
            tail.trim_end_matches('.').parse().ok()
        });
        let said = Arc::new(Mutex::new(Vec::new()));
        let list = keep.then(|| Arc::clone(&said));
        // Read to the end, so that its pipe never fills up.
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Some(list) = &list {
                    let mut list = list.lock().unwrap_or_else(PoisonError::into_inner);
                    list.push(line);
                }
            }
        });
        match port {
            Some(port) => Ok(Self {
                child,
                port,
                said,
                _screen: None,
            }),
            None => {
                child.kill()?;
                Err(Failure(format!(
                    "{package} did not say on which port it listens"
                )))
            }
        }
    }

    async fn webkit() -> Step<Self> {
        let screen = Screen::start()?;
        let port = free_port()?;
        let mut command = Command::new(program("WEBKITDRIVER", "/usr/bin/WebKitWebDriver"));
        command.arg(format!("--port={port}"));
        screen.show(&mut command);
        // The language that pages are asked for, and no graphics card.
        command
            .env("LANG", "en_GB.UTF-8")
            .env("LANGUAGE", "en_GB")
            .env("LIBGL_ALWAYS_SOFTWARE", "1");
        let child = quiet(&mut command, "webkit2gtk-driver")?;
        let driver = Self {
            child,
            port,
            said: Arc::default(),
            _screen: Some(screen),
        };
        until("WebKitWebDriver to listen", async || {
            Ok(match TcpStream::connect(("127.0.0.1", port)) {
                Ok(_) => Seen::Yes(()),
                Err(error) => Seen::NotYet(error.to_string()),
            })
        })
        .await?;
        Ok(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait()) {
            eprintln!("the driver could not be ended: {error}");
        }
    }
}

/// The program that a variable names, or the usual one.
pub fn program(variable: &str, usual: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| usual.to_owned())
}

/// Starts a program whose output is read.
pub fn spawned(command: &mut Command, package: &str) -> Step<(Child, ChildStdout)> {
    let mut child = started(command.stdout(Stdio::piped()), package)?;
    let out = child.stdout.take();
    let out = out.ok_or_else(|| Failure(format!("{package} has no output")))?;
    Ok((child, out))
}

/// Starts a program whose output nobody needs.
pub fn quiet(command: &mut Command, package: &str) -> Step<Child> {
    started(command.stdout(Stdio::null()), package)
}

fn started(command: &mut Command, package: &str) -> Step<Child> {
    let program = command.get_program().to_string_lossy().into_owned();
    command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| Failure(format!("{program} does not start ({e}); install {package}")))
}

/// A port below those that the system gives away by itself.
fn free_port() -> Step<u16> {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let offset = (std::process::id() % 100) as u16 * 100;
    for _ in 0..1_000 {
        let port = 20_000 + (offset + NEXT.fetch_add(1, Ordering::Relaxed)) % 10_000;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    Err(Failure::new("no port is free"))
}
