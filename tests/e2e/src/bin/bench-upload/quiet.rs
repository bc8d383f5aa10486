//! Waits until a browser rests: after a page has come, browsers go on compiling it for seconds, which a person spends on
//! choosing a file. A measurement that began at once would hold that against the upload.

use std::time::{Duration, Instant};

use e2e::Step;
use e2e::wait::{Seen, until_within};

use crate::processes::{SERVER, by_kind, ticks};

/// So long it has to rest, in milliseconds.
const REST: Duration = Duration::from_millis(500);
/// Hundredths of a second on the processor that count as rest: a blinking cursor takes some.
const NOTHING: u64 = 3;
/// Seconds after which it is not waited for any more.
const PATIENCE: u64 = 60;

/// Waits until the browser's processes together have taken next to nothing of the processor for a while.
pub async fn rests() -> Step {
    let mut from = (Instant::now(), taken());
    until_within(PATIENCE, "the browser to rest", async || {
        if from.0.elapsed() < REST {
            return Ok(Seen::NotYet("no answer yet".to_owned()));
        }
        let now = taken();
        let since = now.saturating_sub(from.1);
        from = (Instant::now(), now);
        Ok(if since <= NOTHING {
            Seen::Yes(())
        } else {
            Seen::NotYet(format!("{since} hundredths of a second of work"))
        })
    })
    .await
}

/// Hundredths of a second on the processor so far.
fn taken() -> u64 {
    let of_browser = by_kind(ticks)
        .into_iter()
        .filter(|(kind, _)| kind != SERVER);
    of_browser.map(|(_, ticks)| ticks).sum()
}
