//! Reactive state owned by the app's root, for work that outlives a page.

pub mod batch_action;
pub mod bell;
pub mod checks;
pub mod delete_several;
pub mod deletion;
pub mod desktop;
pub mod diagnostics;
pub mod export;
pub mod follow;
pub mod idle_lock;
pub mod intl;
pub mod language;
pub mod notices;
pub mod preferences;
pub mod releases;
pub mod reporter;
pub mod root;
pub mod selection;
pub mod session;
pub mod sign_out;
pub mod title;
pub mod uploads;
pub mod visited;
pub mod wanted_dialog;
pub mod watcher;
pub mod zone;
