//! One page per route. Pages wire state and components together and hold no rules.

mod batch;
mod batches;
mod login;
mod not_found;
mod upload;
pub mod waiting;

pub use batch::BatchDetailPage;
pub use batches::BatchesPage;
pub use login::LoginPage;
pub use not_found::NotFoundPage;
pub use upload::UploadPage;
