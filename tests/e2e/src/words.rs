//! The accessible names of the console that the tests rely on. Those in capitals stand in the product's specification;
//! a change here is a change of the product.

/// Sign-in: field.
pub const USERNAME: &str = "Username";
/// Sign-in: field.
pub const PASSWORD: &str = "Password";
/// Sign-in: button.
pub const SIGN_IN: &str = "Sign in";
/// Upload: group of the three strategies.
pub const STRATEGY: &str = "Upload strategy";
/// Upload: strategy.
pub const WITH_QR: &str = "ZIP with QR codes";
/// Upload: strategy.
pub const WITHOUT_QR: &str = "ZIP without QR codes";
/// Upload: strategy.
pub const IMAGES: &str = "Image files";
/// Upload: field, 8 digits.
pub const TASK_ID: &str = "Task ID";
/// Upload: field.
pub const NOTES: &str = "Notes";
/// Upload: button of the drop zone.
pub const CHOOSE_FILES: &str = "Choose files";
/// Upload: button that sends. Its name goes on with what is sent (UX-03): "Upload 1 file (2.3 MB)".
pub const UPLOAD: &str = "Upload";
/// Upload panel: button.
pub const CANCEL: &str = "Cancel";
/// Upload panel: button.
pub const RETRY: &str = "Retry";
/// List: heading, caption and navigation link.
pub const BATCHES: &str = "Batches";
/// List: filter.
pub const STATUS: &str = "Status";
/// Detail: button.
pub const COPY_LINK: &str = "Copy link";
/// Detail and list, for admins: button; the dialog's button has the same name.
pub const DELETE_BATCH: &str = "Delete batch";
/// Shell: button.
pub const SIGN_OUT: &str = "Sign out";
