//! Reactive state owned by the app's root, for work that outlives a page.

pub mod deletion;
pub mod export;
pub mod follow;
pub mod notices;
pub mod root;
pub mod session;
pub mod uploads;
pub mod visited;
