//! One page per route. Pages wire state and components together and hold no rules.

mod analytics;
mod batch;
mod batches;
mod help;
mod login;
mod not_found;
mod notices;
mod preferences;
mod upload;
pub mod waiting;

pub use analytics::AnalyticsPage;
pub use batch::BatchDetailPage;
pub use batches::{BatchesPage, ListActions};
pub use help::HelpPage;
pub use login::LoginPage;
pub use not_found::NotFoundPage;
pub use notices::NoticesPage;
pub use preferences::PreferencesPage;
pub use upload::UploadPage;
