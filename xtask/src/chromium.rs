//! The first browser of the tests: Debian's Chromium with its driver, found or (as root, with apt) installed.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::failure::{Failure, Result};
use crate::process::{answer, must};
use crate::term;
use crate::toolbox::on_path;
use crate::workspace::Workspace;

/// Arguments that every test browser is started with: no window, no sandbox (containers), no traffic of its own.
const ARGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
];

/// A browser and the driver that controls it.
pub struct Chromium {
    pub browser: PathBuf,
    pub driver: PathBuf,
}

impl Chromium {
    /// Finds both (CHROMIUM and CHROMEDRIVER come first), or installs them where that is allowed.
    pub fn find(ws: &Workspace) -> Result<Self> {
        if let Some(found) = Self::present() {
            return Ok(found);
        }
        if can_install(ws) {
            // The fonts are for screenshots and tests of other scripts than Latin.
            install(ws, &["chromium", "chromium-driver", "fonts-noto-core"])?;
        }
        Self::present().ok_or_else(|| {
            Failure::new(
                "Chromium and its driver were not found. Install them (Debian: apt install chromium \
                 chromium-driver), or name them in the variables CHROMIUM and CHROMEDRIVER.",
            )
        })
    }

    fn present() -> Option<Self> {
        let browser = named("CHROMIUM").or_else(|| {
            let names = ["chromium", "chromium-browser", "google-chrome"];
            names
                .into_iter()
                .find_map(|name| on_path(name).into_iter().next())
        })?;
        let driver =
            named("CHROMEDRIVER").or_else(|| on_path("chromedriver").into_iter().next())?;
        Some(Self { browser, driver })
    }

    /// Writes the capabilities file that wasm-bindgen-test-runner reads.
    pub fn capabilities(&self, ws: &Workspace) -> Result<PathBuf> {
        let file = ws.folder(ws.target("xtask"))?.join("webdriver.json");
        let args: Vec<String> = ARGS.iter().map(|arg| format!("{arg:?}")).collect();
        let text = format!(
            "{{\"goog:chromeOptions\":{{\"binary\":{:?},\"args\":[{}]}}}}\n",
            self.browser.display().to_string(),
            args.join(",")
        );
        fs::write(&file, text).map_err(|e| Failure::path("write", &file, &e))?;
        Ok(file)
    }
}

/// The program that a variable names.
pub fn named(variable: &str) -> Option<PathBuf> {
    let path = env::var_os(variable).map(PathBuf::from);
    path.filter(|path| path.is_file())
}

/// Only root may install, and only where there is apt.
pub fn can_install(ws: &Workspace) -> bool {
    let root = answer(ws.command("id").arg("-u")).is_some_and(|id| id == "0");
    root && !on_path("apt-get").is_empty()
}

/// Installs packages of Debian.
pub fn install(ws: &Workspace, packages: &[&str]) -> Result<()> {
    let apt = || {
        let mut command = ws.command("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").arg("-q");
        command
    };
    let mut update = apt();
    update.arg("update");
    must("Reading Debian's package lists", update)?;
    let mut install = apt();
    install.args(["install", "-y", "--no-install-recommends"]);
    install.args(packages);
    must("Installing by apt", install)?;
    term::say(&format!("Installed {} by apt.", packages.join(", ")));
    Ok(())
}
