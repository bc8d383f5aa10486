//! Asks again after failures that may pass: a reading that takes minutes must not end for one lost answer.

use super::Error;
use gloo_timers::future::TimeoutFuture;

/// Waits before the tries that follow a failure that may pass, in milliseconds.
const WAITS_MS: [u32; 3] = [500, 2_000, 5_000];

/// Asks up to four times while the failure may pass. Only for calls that read.
///
/// # Errors
/// As the last try came back.
pub async fn retry_transient<T>(ask: impl AsyncFn() -> Result<T, Error>) -> Result<T, Error> {
    for wait in WAITS_MS {
        match ask().await {
            Err(error) if error.is_passing() => TimeoutFuture::new(wait).await,
            answer => return answer,
        }
    }
    ask().await
}
