//! The accessible names and words of the console that the tests rely on. The first part is the product's specification: a
//! change there is a change of the product. The second part follows `src/words`.

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
/// Dialog before a sign-out that ends uploads: does it.
pub const SIGN_OUT_ANYWAY: &str = "End uploads and sign out";
/// The same dialog: leaves everything as it is.
pub const STAY: &str = "Stay signed in";

/// Sign-in: 401.
pub const WRONG_PASSWORD: &str = "The username or the password is not right";
/// Sign-in: no answer.
pub const UNREACHABLE: &str = "The server could not be reached";
/// Sign-in: 5xx.
pub const SERVER_TROUBLE: &str = "The server has trouble at the moment";
/// Sign-in: 429.
pub const LOCKED_OUT: &str = "Too many attempts to sign in";
/// Above the list of what is wrong with a form (UX-08).
pub const PROBLEM: &str = "There is a problem";
/// Shell: first stop of the Tab key.
pub const SKIP: &str = "Skip to main content";
/// Shell: beginning of the name of the button that opens the user menu.
pub const USER_MENU: &str = "Signed in as";
/// List: the filter's first choice.
pub const ALL_STATUSES: &str = "All statuses";
/// List: takes the filter off.
pub const CLEAR_FILTERS: &str = "Clear filters";
/// List: the four views.
pub const VIEWS: &str = "Views of the list";
/// List: filter.
pub const FILE_NAME: &str = "File name";
/// List: filter, for admins.
pub const UPLOADED_BY: &str = "Uploaded by";
/// List: filter.
pub const TYPE: &str = "Type";
/// List: asks again.
pub const REFRESH: &str = "Refresh";
/// Detail, where the deployment can: opens the dialog, and does it.
pub const STOP_PROCESSING: &str = "Stop processing";
/// Dialog: leaves the batch running.
pub const KEEP_PROCESSING: &str = "Keep processing";
/// List: label of the page size.
pub const PAGE_SIZE: &str = "Rows per page";
/// List: empty, no filter.
pub const NONE_YET: &str = "No batches yet";
/// List: empty because of the filter.
pub const NONE_MATCH: &str = "No batches match the filter";
/// List: the first load failed.
pub const CANNOT_LOAD: &str = "The batches could not be loaded";
/// Asks again.
pub const TRY_AGAIN: &str = "Try again";
/// Detail: 403.
pub const NO_RIGHT: &str = "You cannot see this batch";
/// Detail: 404.
pub const GONE: &str = "This batch does not exist";
/// Detail: id that is none.
pub const BAD_LINK: &str = "This link is incomplete";
/// Any other address.
pub const NOT_FOUND: &str = "Page not found";
/// Detail: loads the sheets.
pub const SHOW_SHEETS: &str = "Show sheets";
/// Detail: the bar of the server's work.
pub const PROCESSING_BAR: &str = "Processing on the server";
/// Dialog: label of the field.
pub const CONFIRM_NAME: &str = "Type the batch name to confirm";
/// Uploads: link of a finished one.
pub const OPEN_BATCH: &str = "Open batch";
/// Uploads: button.
pub const PAUSE: &str = "Pause";
/// Uploads: button.
pub const RESUME: &str = "Resume";
/// Upload panel: goes on with an interrupted upload by the handle of its file.
pub const CONTINUE: &str = "Continue";
/// Uploads: button and label of a file input.
pub const CHOOSE_AGAIN: &str = "Choose the same file again";
/// Uploads: the phase after a reload.
pub const INTERRUPTED: &str = "Interrupted";
/// Uploads: collapsible log.
pub const LOG: &str = "Activity";

/// Uploads: takes finished ones off the list.
pub const CLEAR_FINISHED: &str = "Clear finished";

/// Name of the bar of an upload.
pub fn upload_bar(file: &str) -> String {
    format!("Upload of {file}")
}
