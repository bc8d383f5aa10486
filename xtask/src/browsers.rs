//! The other browsers of the end-to-end tests, Firefox and WebKit: found, or (as root, with apt) installed.

use std::path::PathBuf;
use std::process::Command;

use crate::args::Browser;
use crate::chromium::{can_install, install, named};
use crate::failure::{Failure, Result};
use crate::term;
use crate::toolbox::{self, on_path};
use crate::workspace::Workspace;

/// A browser that is there, and what a program of tests/e2e has to know of it.
pub struct Ready {
    pub browser: Browser,
    variables: Vec<(&'static str, PathBuf)>,
}

impl Ready {
    /// Tells a program of tests/e2e to use this browser.
    pub fn describe(&self, command: &mut Command) {
        command
            .env("E2E_BROWSER", self.browser.word())
            .envs(self.variables.iter().map(|(name, path)| (name, path)));
    }
}

/// The browsers to test in: those that were named, or all that are there or can be installed. Chromium is always there
/// (see `chromium`).
pub fn ready(ws: &Workspace, wanted: &[Browser]) -> Result<Vec<Ready>> {
    let all: &[Browser] = if wanted.is_empty() {
        &Browser::ALL
    } else {
        wanted
    };
    let missing: Vec<&str> = all
        .iter()
        .flat_map(|&browser| needs(browser))
        .filter(|need| need.found().is_none())
        .map(|need| need.package)
        .collect();
    if !missing.is_empty() && can_install(ws) {
        install(ws, &missing)?;
    }
    let mut ready = Vec::new();
    for &browser in all {
        match found(ws, browser) {
            Ok(one) => ready.push(one),
            Err(failure) if wanted.is_empty() => term::warn(&format!("{failure} It is left out.")),
            Err(failure) => return Err(failure),
        }
    }
    Ok(ready)
}

fn found(ws: &Workspace, browser: Browser) -> Result<Ready> {
    let mut variables = Vec::new();
    for need in needs(browser) {
        let program = need.found().ok_or_else(|| {
            Failure(format!(
                "{} was not found: there is no {}. Install it (Debian: apt install {}), or name it in the variable {}.",
                browser.name(),
                need.names[0],
                need.package,
                need.variable
            ))
        })?;
        variables.push((need.variable, program));
    }
    if browser == Browser::Firefox {
        let driver = named("GECKODRIVER").map_or_else(|| toolbox::geckodriver(ws), Ok)?;
        variables.push(("GECKODRIVER", driver));
    }
    Ok(Ready { browser, variables })
}

/// A program that a browser needs.
struct Need {
    variable: &'static str,
    names: &'static [&'static str],
    package: &'static str,
}

impl Need {
    fn found(&self) -> Option<PathBuf> {
        let on_path = || {
            self.names
                .iter()
                .find_map(|name| on_path(name).into_iter().next())
        };
        named(self.variable).or_else(on_path)
    }
}

fn needs(browser: Browser) -> Vec<Need> {
    let need = |variable, names, package| Need {
        variable,
        names,
        package,
    };
    match browser {
        Browser::Chromium => Vec::new(),
        Browser::Firefox => vec![need("FIREFOX", &["firefox-esr", "firefox"], "firefox-esr")],
        Browser::WebKit => vec![
            need("WEBKITDRIVER", &["WebKitWebDriver"], "webkit2gtk-driver"),
            // MiniBrowser needs a screen, and a window the focus.
            need("XVFB", &["Xvfb"], "xvfb"),
            need("OPENBOX", &["openbox"], "openbox"),
        ],
    }
}
