//! Writes the log that engineers ask for, and gathers what "Copy diagnostics" copies.

use super::desktop::{self, Permission};
use super::intl::own_zone;
use super::releases::{Releases, running};
use super::session::{Auth, Session};
use crate::api::{FailedCall, observe_failures};
use crate::browser::{capabilities as browser, storage};
use crate::diagnostics::{self, Browser, Capability, Facts};
use crate::log::{self, ApiRoute, CallCause, CallMethod, LogLine, SessionWord};
use crate::route::PageRoute;
use gloo_net::http::{Method, Request};
use leptos::prelude::*;
use web_sys::RequestCache;

/// Where `boot.js` leaves when and on which kind of page a panic stopped the console; never its message (S-15).
pub const PANIC_KEY: &str = "omr.stopped";

/// The log is being written. Made once, at the root.
#[derive(Clone, Copy)]
pub struct LogWriter;

impl LogWriter {
    /// Begins to write, for the life of the page.
    #[must_use]
    pub fn begin() -> Self {
        observe_failures(|call: &FailedCall<'_>| log::write(line_of(call)));
        let auth = Session::expect().auth_signal();
        Effect::new(move || {
            let word = auth.with(|auth| match auth {
                Auth::SignedIn(_) => Some(SessionWord::SignedIn),
                Auth::Expired(_) => Some(SessionWord::Expired),
                Auth::Locked(_) => Some(SessionWord::Locked),
                Auth::Unreachable(_) => Some(SessionWord::Unreachable),
                Auth::Checking | Auth::SignedOut => None,
            });
            if let Some(word) = word {
                log::write(LogLine::Session(word));
            }
        });
        let other = Releases::expect().other();
        Effect::new(move || {
            if other.with(Option::is_some) {
                log::write(LogLine::OtherRelease);
            }
        });
        Self
    }
}

/// A failed call as the log keeps it.
fn line_of(call: &FailedCall<'_>) -> LogLine {
    let method = if *call.method == Method::GET {
        CallMethod::Get
    } else if *call.method == Method::DELETE {
        CallMethod::Delete
    } else {
        CallMethod::Post
    };
    LogLine::Call {
        method,
        route: ApiRoute::of(call.url),
        cause: CallCause::from(call.error),
        ms: call.ms,
    }
}

/// The text of "Copy diagnostics".
pub async fn gather() -> String {
    let browser = describe_browser().await;
    let release = running();
    let settings = settings().await;
    #[expect(clippy::cast_possible_truncation, reason = "far below 2^53")]
    let now_ms = js_sys::Date::now() as i64;
    let facts = Facts {
        now_ms,
        release: release.as_ref(),
        browser: &browser,
        settings: &settings,
        stopped: storage::read_for_tab(PANIC_KEY).and_then(|text| read_stop(&text)),
        log: &log::read(),
    };
    diagnostics::text(&facts, iso)
}

/// What the last panic of this tab has left: its time, and the pattern of its page.
fn read_stop(text: &str) -> Option<(i64, PageRoute)> {
    let (ms, page) = text.split_once(' ')?;
    Some((ms.parse().ok()?, PageRoute::of(page)))
}

/// The settings as the server has them now; empty where they cannot be had.
async fn settings() -> String {
    let request = Request::get("/config.json").cache(RequestCache::NoStore);
    match request.send().await {
        Ok(answer) => answer.text().await.unwrap_or_default(),
        Err(_) => String::new(),
    }
}

fn iso(ms: i64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let date = js_sys::Date::new(&(ms as f64).into());
    date.to_iso_string().into()
}

async fn describe_browser() -> Browser {
    let mut capabilities: Vec<_> = browser::PARTS
        .iter()
        .map(|path| (*path, yes(browser::has(path))))
        .collect();
    let (used, quota) = browser::storage().await;
    capabilities.extend([
        (
            "notification permission",
            match desktop::permission() {
                Permission::Granted => Capability::Yes,
                Permission::NotAsked => Capability::NotAsked,
                Permission::Denied | Permission::Missing => Capability::No,
            },
        ),
        ("storage used", Capability::Megabytes(used / 1_000_000)),
        ("storage quota", Capability::Megabytes(quota / 1_000_000)),
        ("storage persisted", yes(browser::is_persisted().await)),
    ]);
    let size = |width: &str, height: &str| {
        format!("{} x {}", browser::number(width), browser::number(height))
    };
    Browser {
        user_agent: browser::text("navigator.userAgent"),
        languages: format!(
            "{}; the console speaks {}",
            browser::list("navigator.languages"),
            browser::text("document.documentElement.lang")
        ),
        time_zone: own_zone(),
        screen: format!(
            "{}, window {}",
            size("screen.width", "screen.height"),
            size("innerWidth", "innerHeight")
        ),
        capabilities,
    }
}

fn yes(there: bool) -> Capability {
    if there {
        Capability::Yes
    } else {
        Capability::No
    }
}
