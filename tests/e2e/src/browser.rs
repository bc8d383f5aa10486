//! A browser with a fresh profile, its console output collected for the checks at a test's end.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use thirtyfour::common::log::BrowserLogEntry;
use thirtyfour::{Capabilities, WebDriver};

use crate::drivers::{Driver, program};
use crate::engine::{Ability, Engine};
use crate::wait::{Seen, until};
use crate::watch::{WATCHER, firefox_line};
use crate::{Failure, Page, Step};

const CHROMIUM_FLAGS: [&str; 11] = [
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
    engine: Engine,
    console: Mutex<Vec<BrowserLogEntry>>,
    profile: Option<PathBuf>,
    // Held so that the program lives as long as its sessions.
    server: Arc<Driver>,
}

impl Browser {
    /// Starts the browser with a profile that nobody has used before.
    pub async fn start() -> Step<Arc<Self>> {
        Self::start_with(None).await
    }

    /// Starts the browser with this profile folder, to come back after a crash.
    pub async fn start_with(profile: Option<&Path>) -> Step<Arc<Self>> {
        let engine = Engine::chosen()?;
        let mut own = None;
        if let Some(profile) = profile {
            engine.must(Ability::Profile)?;
            std::fs::create_dir_all(profile)?;
            // Chromium refuses to be driven where the path has ".." in it.
            own = Some(profile.canonicalize()?);
        }
        let server = Driver::of(engine).await?;
        let wishes = wishes(engine, own.as_deref())?;
        let driver = WebDriver::new(server.url(), wishes).await?;
        let browser = Self {
            driver,
            engine,
            console: Mutex::default(),
            profile: own,
            server,
        };
        if engine != Engine::Chromium {
            browser.driver.set_window_rect(0, 0, 1280, 900).await?;
        }
        Ok(Arc::new(browser))
    }

    /// Which browser it is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The tab that is open after the start.
    pub async fn first_page(self: &Arc<Self>, base: &str) -> Step<Page> {
        let window = self.driver.window().await?;
        self.adopt(window, base).await
    }

    /// Opens another tab of the same profile.
    pub async fn new_page(self: &Arc<Self>, base: &str) -> Step<Page> {
        let window = match self.engine {
            // Headless Chromium does not hide the tabs behind; the others do, so each gets a window of its own.
            Engine::Chromium => self.driver.new_tab().await?,
            Engine::Firefox | Engine::WebKit => self.driver.new_window().await?,
        };
        self.driver.switch_to_window(window.clone()).await?;
        if self.engine != Engine::Chromium {
            self.driver.set_window_rect(0, 0, 1280, 900).await?;
        }
        self.adopt(window, base).await
    }

    async fn adopt(self: &Arc<Self>, window: thirtyfour::WindowHandle, base: &str) -> Step<Page> {
        let page = Page::new(Arc::clone(self), window, base.to_owned());
        if self.engine == Engine::Chromium {
            page.at_start(WATCHER).await?;
        }
        Ok(page)
    }

    /// Ends the browser.
    pub async fn quit(&self) -> Step {
        Ok(self.driver.clone().quit().await?)
    }

    /// Kills a browser with a profile of its own, as the task manager does. The profile stays where it is.
    pub async fn crash(&self) -> Step {
        let profile = self.profile.as_ref();
        let profile = profile.ok_or_else(|| Failure::new("only a browser with a profile"))?;
        // The lock on the profile is a link: to "host-pid" in Chromium, to "address:+pid" in Firefox.
        let lock = match self.engine {
            Engine::Chromium => "SingletonLock",
            Engine::Firefox | Engine::WebKit => "lock",
        };
        let lock = std::fs::read_link(profile.join(lock))?;
        let lock = lock.to_string_lossy();
        let pid = lock.rsplit(['-', '+']).next().unwrap_or_default();
        kill(pid)?;
        until("the browser to be gone", async || {
            // Dead, though the driver may not have asked how it ended.
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
        let fresh = match self.engine {
            Engine::Chromium => self.driver.browser_log().await?,
            // It says it all again each time.
            Engine::Firefox => {
                let said = self.server.said();
                return Ok(said.iter().filter_map(|line| firefox_line(line)).collect());
            }
            Engine::WebKit => self.collected().await?,
        };
        let mut all = self.console.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend(fresh);
        Ok(all.clone())
    }

    /// What the pages themselves have kept (see `watch`).
    async fn collected(&self) -> Step<Vec<BrowserLogEntry>> {
        let here = self.driver.window().await?;
        let mut fresh = Vec::new();
        for window in self.driver.windows().await? {
            self.driver.switch_to_window(window).await?;
            fresh.extend(self.kept().await?);
        }
        self.driver.switch_to_window(here).await?;
        Ok(fresh)
    }

    /// What the page in front has kept, which it then forgets.
    pub(crate) async fn kept(&self) -> Step<Vec<BrowserLogEntry>> {
        let script = "const kept = window.name; window.name = ''; return kept";
        let kept = self.driver.execute(script, Vec::<Value>::new()).await?;
        let kept = kept.json().as_str().unwrap_or_default().to_owned();
        let lines = kept.lines().map(|line| BrowserLogEntry {
            level: "console".to_owned(),
            message: line.to_owned(),
            timestamp: 0,
            source: Some("console-api".to_owned()),
        });
        Ok(lines.collect())
    }

    /// Keeps what a tab has written that is about to be closed.
    pub(crate) async fn remember(&self) -> Step {
        if self.engine == Engine::WebKit {
            let fresh = self.kept().await?;
            let mut all = self.console.lock().unwrap_or_else(PoisonError::into_inner);
            all.extend(fresh);
        }
        Ok(())
    }
}

fn kill(pid: &str) -> Step {
    let killed = std::process::Command::new("kill")
        .args(["-9", pid])
        .status()?;
    if killed.success() {
        Ok(())
    } else {
        Err(Failure(format!("process {pid} could not be killed")))
    }
}

/// How a browser is to be started.
fn wishes(engine: Engine, profile: Option<&Path>) -> Step<Capabilities> {
    let mut wishes = Capabilities::new();
    wishes.set("unhandledPromptBehavior", json!("ignore"))?;
    // Nobody has signed the certificate of the gateway in the tests.
    wishes.set("acceptInsecureCerts", json!(true))?;
    match engine {
        Engine::Chromium => {
            let mut flags: Vec<String> = CHROMIUM_FLAGS.map(str::to_owned).to_vec();
            flags.extend(profile.map(|p| format!("--user-data-dir={}", p.display())));
            let binary = program("CHROMIUM", "/usr/bin/chromium");
            wishes.set("browserName", json!("chrome"))?;
            wishes.set(
                "goog:chromeOptions",
                json!({ "binary": binary, "args": flags }),
            )?;
            wishes.set("goog:loggingPrefs", json!({ "browser": "ALL" }))?;
        }
        Engine::Firefox => {
            let mut flags = vec!["-headless".to_owned()];
            if let Some(profile) = profile {
                flags.extend(["-profile".to_owned(), profile.display().to_string()]);
            }
            let settings = json!({
                "intl.accept_languages": "en-GB, en",
                // The pages' console goes to where the driver's words go.
                "devtools.console.stdout.content": true,
                // A page of JSON stays a page: tests run scripts in it.
                "devtools.jsonview.enabled": false,
                // What no test looks at, and what takes a second at each start.
                "app.normandy.enabled": false,
                "browser.newtabpage.enabled": false,
                "browser.startup.blankWindow": false,
                "browser.startup.page": 0,
                "browser.tabs.remote.separatePrivilegedContentProcess": false,
                "dom.ipc.processPrelaunch.enabled": false,
                "extensions.enabledScopes": 0,
                "gfx.webrender.software": true,
                "nimbus.rollouts.enabled": false,
                "services.settings.server": "data:,",
            });
            let binary = program("FIREFOX", "/usr/bin/firefox-esr");
            wishes.set("browserName", json!("firefox"))?;
            wishes.set(
                "moz:firefoxOptions",
                json!({ "binary": binary, "args": flags, "prefs": settings }),
            )?;
        }
        Engine::WebKit => {
            wishes.set("browserName", json!("MiniBrowser"))?;
            wishes.set(
                "webkitgtk:browserOptions",
                json!({ "binary": mini_browser()?, "args": ["--automation"] }),
            )?;
        }
    }
    Ok(wishes)
}

/// WebKitGTK's own browser, which Debian keeps among the libraries of webkit2gtk-driver.
fn mini_browser() -> Step<String> {
    if let Ok(named) = std::env::var("WEBKIT") {
        return Ok(named);
    }
    for triple in std::fs::read_dir("/usr/lib")?.flatten() {
        for library in ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"] {
            let program = triple.path().join(library).join("MiniBrowser");
            if program.is_file() {
                return Ok(program.display().to_string());
            }
        }
    }
    Err(Failure::new(
        "MiniBrowser was not found; install webkit2gtk-driver",
    ))
}
