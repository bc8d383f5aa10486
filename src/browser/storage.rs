//! Texts that outlive the page: `localStorage` and `sessionStorage`, which a browser may refuse. Other tabs hear of changes of
//! the first by the `storage` event.

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

/// All keys that begin with this.
#[must_use]
pub fn keys_with(prefix: &str) -> Vec<String> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    keys.filter(|key| key.starts_with(prefix)).collect()
}

/// The text under this key that outlives a reload of this tab, and not the tab.
#[must_use]
pub fn read_for_tab(key: &str) -> Option<String> {
    storage_of_tab()?.get_item(key).ok().flatten()
}

/// Keeps a text over a reload of this tab; `false` where the browser refuses it.
pub fn write_for_tab(key: &str, text: &str) -> bool {
    storage_of_tab().is_some_and(|storage| storage.set_item(key, text).is_ok())
}

fn storage_of_tab() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}
