//! A Chromium session with a fresh profile, its console output collected for the checks at a test's end.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;
use thirtyfour::common::log::BrowserLogEntry;
use thirtyfour::{Capabilities, WebDriver};

use crate::chromedriver::Chromedriver;
use crate::watch::WATCHER;
use crate::{Page, Step};

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
        if let Some(profile) = profile {
            flags.push(format!("--user-data-dir={}", profile.display()));
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

    /// Kills the whole browser, as a power cut does. The profile stays where it is.
    pub async fn crash(&self) -> Step {
        // Neither command is answered: who would answer is gone.
        match self.driver.cdp().send_raw("Browser.crash", json!({})).await {
            Ok(_) | Err(_) => {}
        }
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
