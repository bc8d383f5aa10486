//! Several tabs, one upload: a lock says who sends it, a channel tells the others how it goes, and the screen stays on.
//!
//! Where the browser lacks one of these, uploads work all the same.

#[cfg(target_arch = "wasm32")]
mod channel;
pub mod message;
mod mirror;
#[cfg(target_arch = "wasm32")]
mod wake;

#[cfg(target_arch = "wasm32")]
pub use channel::Channel;
pub use message::Message;
#[cfg(target_arch = "wasm32")]
pub use wake::{Awake, WakeLock};

use crate::upload::view::UploadKey;

/// The name of the lock that stands for sending one upload. Held, it also keeps the browser from freezing the tab.
#[must_use]
pub fn lock_name(key: UploadKey) -> String {
    format!("{PREFIX}{key}")
}

/// The upload that a lock stands for; `None`: another lock.
#[must_use]
pub fn locked_upload(name: &str) -> Option<UploadKey> {
    UploadKey::parse(name.strip_prefix(PREFIX)?)
}

const PREFIX: &str = "omr-upload-";

#[cfg(target_arch = "wasm32")]
mod browser {
    use super::{UploadKey, lock_name, locked_upload};
    use crate::api::web_locks::{self, Held};

    /// Becomes the tab that sends this upload; `None` while another one is. Without Web Locks every tab may.
    pub async fn try_hold(key: UploadKey) -> Option<Held> {
        web_locks::acquire_if_free(&lock_name(key)).await
    }

    /// Waits until no other tab sends this upload. Dropping the future gives up the place in the queue only once the lock
    /// was granted: it is then released at once.
    pub async fn hold(key: UploadKey) -> Held {
        web_locks::acquire(&lock_name(key)).await
    }

    /// The uploads that some tab sends now, this one included.
    pub async fn held() -> Vec<UploadKey> {
        let names = web_locks::held().await;
        names
            .iter()
            .filter_map(|name| locked_upload(name))
            .collect()
    }
}

#[cfg(target_arch = "wasm32")]
pub use browser::{held, hold, try_hold};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_names_its_upload_and_no_other_lock_does() {
        let key = UploadKey(0x00ab_cdef);
        assert_eq!(locked_upload(&lock_name(key)), Some(key));
        assert_eq!(locked_upload("auth-refresh"), None);
        assert_eq!(locked_upload("omr-upload-"), None);
    }
}
