//! Texts that outlive the page: `localStorage`, which a browser may refuse. Other tabs hear of changes by the `storage` event.

use web_sys::Storage;

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The text under this key.
#[must_use]
pub fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps a text; `false` where the browser refuses it.
pub fn write(key: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, text).is_ok())
}

/// Removes what lies under this key.
pub fn remove(key: &str) {
    if let Some(storage) = storage() {
        // Removing cannot fail where reading works.
        let _ = storage.remove_item(key);
    }
}
