//! Waiting: a condition is asked for again and again until a deadline. No test sleeps.

use std::time::{Duration, Instant};

use crate::{Failure, Step};

/// How long a page may take to react to a person, in seconds. A slow machine sets `E2E_PATIENCE` to a factor.
pub const REACTION: u64 = 15;

const PAUSE: Duration = Duration::from_millis(50);

/// The factor for all deadlines, from the environment.
fn patience() -> f64 {
    std::env::var("E2E_PATIENCE")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1.0)
}

/// What a probe has found.
pub enum Seen<T> {
    /// The condition holds.
    Yes(T),
    /// Not yet; the text says what is there instead.
    NotYet(String),
}

/// Asks `probe` until it says yes or `seconds` have passed. An error of the probe itself (an element that has just
/// gone) counts as "not yet".
pub async fn until_within<T>(
    seconds: u64,
    what: &str,
    mut probe: impl AsyncFnMut() -> Step<Seen<T>>,
) -> Step<T> {
    let start = Instant::now();
    let limit = Duration::from_secs(seconds).mul_f64(patience());
    loop {
        let found = match probe().await {
            Ok(Seen::Yes(value)) => return Ok(value),
            Ok(Seen::NotYet(found)) => found,
            Err(failure) => failure.to_string(),
        };
        if start.elapsed() >= limit {
            return Err(Failure(format!(
                "waited {:.1} s for {what}, but found {found}",
                start.elapsed().as_secs_f64()
            )));
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// [`until_within`] the time that a page may take to react.
pub async fn until<T>(what: &str, probe: impl AsyncFnMut() -> Step<Seen<T>>) -> Step<T> {
    until_within(REACTION, what, probe).await
}

/// Asks for the whole of `seconds` and fails if the condition ever holds.
pub async fn never_within(
    seconds: f64,
    what: &str,
    mut probe: impl AsyncFnMut() -> Step<bool>,
) -> Step {
    let start = Instant::now();
    while start.elapsed().as_secs_f64() < seconds {
        if probe().await? {
            return Err(Failure(format!(
                "{what} happened after {:.1} s, but never should",
                start.elapsed().as_secs_f64()
            )));
        }
        tokio::time::sleep(PAUSE).await;
    }
    Ok(())
}
