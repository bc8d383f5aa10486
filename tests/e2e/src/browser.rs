//! A Chromium session with a fresh profile, its console output collected for the checks at a test's end.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;
use thirtyfour::common::log::BrowserLogEntry;
use thirtyfour::{Capabilities, WebDriver};

use crate::chromedriver::Chromedriver;
use crate::wait::{Seen, until};
use crate::watch::WATCHER;
use crate::{Failure, Page, Step};

const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1280,900",
    "--lang=en-GB",
];

/// One browser. Tabs share its profile.
pub struct Browser {
    /// The WebDriver session.
    pub driver: WebDriver,
    console: Mutex<Vec<BrowserLogEntry>>,
    profile: Option<PathBuf>,
    // Held so that chromedriver lives as long as its sessions.
    _server: Arc<Chromedriver>,
}

impl Browser {
    /// Starts Chromium with a profile that nobody has used before.
    pub async fn start() -> Step<Arc<Self>> {
        Self::start_with(None).await
    }

    /// Starts Chromium with this profile folder, to come back after a crash.
    pub async fn start_with(profile: Option<&Path>) -> Step<Arc<Self>> {
        let server = Chromedriver::shared()?;
        let binary = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
        let mut flags: Vec<String> = FLAGS.map(str::to_owned).to_vec();
        let mut own = None;
        if let Some(profile) = profile {
            std::fs::create_dir_all(profile)?;
            // Chromium refuses to be driven where the path has ".." in it.
            let profile = profile.canonicalize()?;
            flags.push(format!("--user-data-dir={}", profile.display()));
            own = Some(profile);
        }
        let mut wishes = Capabilities::new();
        wishes.set("browserName", json!("chrome"))?;
        wishes.set(
            "goog:chromeOptions",
            json!({ "binary": binary, "args": flags }),
        )?;
        wishes.set("goog:loggingPrefs", json!({ "browser": "ALL" }))?;
        wishes.set("unhandledPromptBehavior", json!("ignore"))?;
        let driver = WebDriver::new(server.url(), wishes).await?;
        Ok(Arc::new(Self {
            driver,
            console: Mutex::default(),
            profile: own,
            _server: server,
        }))
    }

    /// The tab that is open after the start.
    pub async fn first_page(self: &Arc<Self>, base: &str) -> Step<Page> {
        let window = self.driver.window().await?;
        self.adopt(window, base).await
    }

    /// Opens another tab of the same profile.
    pub async fn new_page(self: &Arc<Self>, base: &str) -> Step<Page> {
        let window = self.driver.new_tab().await?;
        self.driver.switch_to_window(window.clone()).await?;
        self.adopt(window, base).await
    }

    async fn adopt(self: &Arc<Self>, window: thirtyfour::WindowHandle, base: &str) -> Step<Page> {
        let page = Page::new(Arc::clone(self), window, base.to_owned());
        page.at_start(WATCHER).await?;
        Ok(page)
    }

    /// Kills a browser with a profile of its own, as the task manager does. The profile stays where it is.
    pub async fn crash(&self) -> Step {
        let profile = self.profile.as_ref();
        let profile = profile.ok_or_else(|| Failure::new("only a browser with a profile"))?;
        // Chromium's lock on its profile is a link to "host-pid".
        let lock = std::fs::read_link(profile.join("SingletonLock"))?;
        let lock = lock.to_string_lossy();
        let pid = lock.rsplit('-').next().unwrap_or_default().to_owned();
        let killed = std::process::Command::new("kill")
            .args(["-9", &pid])
            .status()?;
        if !killed.success() {
            return Err(Failure(format!("process {pid} could not be killed")));
        }
        until("the browser to be gone", async || {
            // Dead, though chromedriver may not have asked how it ended.
            let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            Ok(if stat.is_empty() || stat.contains(") Z ") {
                Seen::Yes(())
            } else {
                Seen::NotYet(stat)
            })
        })
        .await?;
        // Not answered as usual: who would answer is gone.
        match self.driver.clone().quit().await {
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Everything that all tabs have written to the console so far.
    pub async fn console(&self) -> Step<Vec<BrowserLogEntry>> {
        let fresh = self.driver.browser_log().await?;
        let mut all = self.console.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend(fresh);
        Ok(all.clone())
    }
}
