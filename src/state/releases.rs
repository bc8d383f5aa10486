//! Looks once an hour, while the page is seen, whether the server has another release, and keeps what came of it.

use crate::poll::poller;
use crate::release::{self, Release, Situation};
use gloo_net::http::Request;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use web_sys::RequestCache;

/// Between two looks, in milliseconds.
const INTERVAL_MS: u32 = 60 * 60 * 1000;

/// Handle to the release of this tab and the one on the server.
#[derive(Clone, Copy)]
pub struct Releases {
    other: RwSignal<Option<Release>>,
    wanted: RwSignal<bool>,
    unsaved: RwSignal<bool>,
    look: RwSignal<u32>,
}

impl Releases {
    /// Makes the handle and provides it as context. Called once, by the app's root.
    pub fn provide() {
        let releases = Self {
            other: RwSignal::default(),
            wanted: RwSignal::default(),
            unsaved: RwSignal::default(),
            look: RwSignal::default(),
        };
        provide_context(releases);
        let Some(running) = running() else {
            return; // A development build: it has no releases.
        };
        leptos::logging::log!("OMR Batch Console {}", running.label());
        Effect::new(move |before: Option<u32>| {
            let look = releases.look.get();
            let running = running.clone();
            let at_once = before.is_some();
            spawn_local_scoped_with_cancellation(async move {
                if !at_once {
                    poller::wait(INTERVAL_MS).await;
                }
                loop {
                    // No answer says nothing about releases; the next look is in an hour.
                    if let Some(served) = served().await
                        && release::is_other(Some(&running), &served)
                    {
                        return releases.other.set(Some(served));
                    }
                    poller::wait(INTERVAL_MS).await;
                }
            });
            look
        });
    }

    /// The handle.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Another release than this tab's is on the server.
    #[must_use]
    pub fn other(self) -> Signal<Option<Release>> {
        self.other.into()
    }

    /// Looks now: a part of this release is missing.
    pub fn look_now(self) {
        self.look.update(|n| *n += 1);
    }

    /// A reload when nothing is being sent or typed any more was asked for, or no longer.
    pub fn wanted(self) -> RwSignal<bool> {
        self.wanted
    }

    /// What a reload would lose although nothing is being sent: files that were chosen.
    pub fn unsaved(self) -> RwSignal<bool> {
        self.unsaved
    }

    /// What decides about a reload that was asked for.
    pub fn situation(self, sending: bool, typing: bool) -> Situation {
        Situation {
            wanted: self.wanted.get(),
            sending,
            typing: typing || self.unsaved.get(),
        }
    }
}

/// The release that this tab runs: the page carries it.
#[must_use]
pub fn running() -> Option<Release> {
    let meta = document().query_selector("meta[name=console-release]");
    let content = meta.ok().flatten()?.get_attribute("content")?;
    Release::parse(&content)
}

async fn served() -> Option<Release> {
    let request = Request::get("/version.json").cache(RequestCache::NoStore);
    let answer = request.send().await.ok()?;
    if !answer.ok() {
        return None;
    }
    Release::parse(&answer.text().await.ok()?)
}
