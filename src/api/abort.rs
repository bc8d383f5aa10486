//! Cancellation by drop: a request that nobody waits for any more is aborted (design.md).

use web_sys::{AbortController, AbortSignal};

/// Aborts its signal when dropped.
pub struct AbortOnDrop(Option<AbortController>);

impl AbortOnDrop {
    /// A new guard. Where the browser has no `AbortController` nothing is aborted; the answer is then left unread.
    #[must_use]
    pub fn new() -> Self {
        Self(AbortController::new().ok())
    }

    /// The signal to hand to the request.
    #[must_use]
    pub fn signal(&self) -> Option<AbortSignal> {
        self.0.as_ref().map(AbortController::signal)
    }
}

impl Default for AbortOnDrop {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        // Without a reason: gloo-net cannot take one that is not an Error. After the answer this does nothing.
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}
