//! Reactive state owned by the app's root, for work that outlives a page.

pub mod session;
pub mod uploads;
