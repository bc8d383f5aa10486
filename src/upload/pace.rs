//! Lets the page breathe in long work: after a few milliseconds the browser gets its turn to paint and to take input.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

use crate::api::clock::monotonic_ms;

/// Work at a stretch, in milliseconds. Half a frame: input waits no longer than that for us (issue: 200 ms at most).
const STRETCH_MS: f64 = 8.0;

/// Counts the time since the browser had its turn last.
pub struct Pace {
    since: f64,
    /// Messages, unlike timers, are not slowed down in hidden tabs (Chrome: 1/min after 5 minutes).
    channel: Option<MessageChannel>,
}

impl Pace {
    /// Begins a stretch.
    #[must_use]
    pub fn new() -> Self {
        Self {
            since: monotonic_ms(),
            channel: MessageChannel::new().ok(),
        }
    }

    /// Call between small pieces of work; gives way if the stretch is over.
    pub async fn step(&mut self) {
        if monotonic_ms() - self.since >= STRETCH_MS {
            self.yield_now().await;
        }
    }

    /// Gives way in any case.
    pub async fn yield_now(&mut self) {
        match &self.channel {
            Some(channel) => {
                let turn = Promise::new(&mut |resolve, _| {
                    channel.port1().set_onmessage(Some(&resolve));
                });
                if channel.port2().post_message(&JsValue::NULL).is_ok() {
                    // The promise is only ever resolved.
                    let _ = JsFuture::from(turn).await;
                }
            }
            None => gloo_timers::future::TimeoutFuture::new(0).await,
        }
        self.since = monotonic_ms();
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Pace {
    fn drop(&mut self) {
        // An open port keeps itself and its handler alive (HTML, "ports and garbage collection").
        if let Some(channel) = &self.channel {
            channel.port1().close();
        }
    }
}
