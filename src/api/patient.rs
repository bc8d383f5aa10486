//! Asking with patience: a reading that takes minutes must not end for one lost answer.

use super::{Error, clock};
use gloo_timers::future::TimeoutFuture;

/// Waits before the tries that follow a failure that may pass, in milliseconds.
const WAITS_MS: [u32; 3] = [500, 2_000, 5_000];

/// Why a list could not be read.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// As the last call came back.
    Call(Error),
    /// The server repeats itself, or there is too much.
    Stuck,
}

/// Asks up to four times while the failure may pass. Only for calls that read.
///
/// # Errors
/// As the last try came back.
pub async fn patiently<T>(ask: impl AsyncFn() -> Result<T, Error>) -> Result<T, Error> {
    for wait in WAITS_MS {
        match ask().await {
            Err(error) if error.is_passing() => TimeoutFuture::new(wait).await,
            answer => return answer,
        }
    }
    ask().await
}

/// Today on this computer's clock, `2026-11-25`, for file names.
#[must_use]
pub fn today() -> String {
    let offset = js_sys::Date::new_0().get_timezone_offset();
    #[expect(clippy::cast_possible_truncation, reason = "minutes of a zone")]
    let local = clock::wall_ms() - offset as i64 * 60_000;
    let iso = crate::domain::ServerTime::from_wall_millis(local).iso();
    iso.split('T').next().unwrap_or_default().to_owned()
}
