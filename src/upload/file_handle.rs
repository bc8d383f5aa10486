//! Handles to files on disk (File System Access): Chromium's way back to a file after a reload, with one click.
//!
//! Everywhere else there are none, and the person chooses the file again. Not in web-sys' stable part, so declared here.

use js_sys::{Array, JSON, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransferItem, DomException, File, FileSystemFileHandle, FileSystemHandleKind};

#[wasm_bindgen]
extern "C" {
    /// A dropped item, with what only some browsers have.
    type HandleItem;
    #[wasm_bindgen(method, catch, js_name = getAsFileSystemHandle)]
    fn handle(this: &HandleItem) -> Result<Promise, JsValue>;

    /// The window, likewise.
    type PickerWindow;
    #[wasm_bindgen(method, catch, js_name = showOpenFilePicker)]
    fn pick(this: &PickerWindow, options: &JsValue) -> Result<Promise, JsValue>;

    /// A handle, likewise.
    type AskedHandle;
    #[wasm_bindgen(method, catch, js_name = queryPermission)]
    fn query(this: &AskedHandle) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = requestPermission)]
    fn request(this: &AskedHandle) -> Result<Promise, JsValue>;
}

/// A file and, where the browser has such a thing, the handle that leads back to it.
#[derive(Debug, Clone)]
pub struct PickedFile {
    /// The file.
    pub file: File,
    /// The way back to it.
    pub handle: Option<FileSystemFileHandle>,
}

/// Begins to fetch a dropped item's handle. Must be called while the drop event is being handled; the handle itself may come
/// later, through [`of_item`]. `None` where the browser has no handles.
#[must_use]
pub fn begin(item: &DataTransferItem) -> Option<Promise> {
    item.unchecked_ref::<HandleItem>().handle().ok()
}

/// The handle that [`begin`] asked for; `None` for folders, and where it was refused.
pub async fn of_item(begun: Promise) -> Option<FileSystemFileHandle> {
    let handle: FileSystemFileHandle = JsFuture::from(begun).await.ok()?.dyn_into().ok()?;
    (handle.kind() == FileSystemHandleKind::File).then_some(handle)
}

/// What came of the browser's file picker.
#[derive(Debug, Clone)]
pub enum Pick {
    /// The browser has no picker that gives handles: use an `<input type="file">`.
    Unsupported,
    /// Closed without a choice.
    Cancelled,
    /// What was chosen.
    Files(Vec<PickedFile>),
}

/// Lets the person choose ZIP files, with handles. Must be called from a click.
pub async fn pick_zips(multiple: bool) -> Pick {
    let options = format!(
        r#"{{"multiple":{multiple},"types":[{{"accept":{{"application/zip":[".zip"]}}}}]}}"#
    );
    let Some(window) = web_sys::window() else {
        return Pick::Unsupported;
    };
    let asked = JSON::parse(&options)
        .and_then(|options| window.unchecked_ref::<PickerWindow>().pick(&options));
    let Ok(promise) = asked else {
        return Pick::Unsupported;
    };
    match JsFuture::from(promise).await {
        Ok(handles) => Pick::Files(files_of(&Array::from(&handles)).await),
        Err(error) if is_named(&error, "AbortError") => Pick::Cancelled,
        // SecurityError in a foreign frame, and whatever else: the input element still works.
        Err(_) => Pick::Unsupported,
    }
}

async fn files_of(handles: &Array) -> Vec<PickedFile> {
    let mut files = Vec::new();
    for handle in handles.iter().filter_map(|h| h.dyn_into().ok()) {
        if let Ok(file) = get_file(&handle).await {
            files.push(PickedFile {
                file,
                handle: Some(handle),
            });
        }
    }
    files
}

/// Whether a file may be opened by its handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Yes, at once.
    Granted,
    /// After the person has said so: ask from a click.
    Prompt,
    /// No; or the browser cannot tell.
    Denied,
}

/// Whether the file may be opened now. Asks nobody.
pub async fn permission(handle: &FileSystemFileHandle) -> Permission {
    answer(handle.unchecked_ref::<AskedHandle>().query()).await
}

/// Asks the person where needed. Must be called from a click.
pub async fn ask_permission(handle: &FileSystemFileHandle) -> Permission {
    answer(handle.unchecked_ref::<AskedHandle>().request()).await
}

async fn answer(asked: Result<Promise, JsValue>) -> Permission {
    let Ok(promise) = asked else {
        return Permission::Denied;
    };
    let state = JsFuture::from(promise)
        .await
        .ok()
        .and_then(|s| s.as_string());
    match state.as_deref() {
        Some("granted") => Permission::Granted,
        Some("prompt") => Permission::Prompt,
        _ => Permission::Denied,
    }
}

/// Why a handle does not lead to its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReopenError {
    /// The person, or the browser's settings, do not allow it.
    #[error("opening the file again was not allowed")]
    NotAllowed,
    /// Moved, deleted or unplugged.
    #[error("the file is not there any more")]
    Missing,
}

/// Opens the file again, asking for permission where needed. Must be called from a click. Whether it is still the same file
/// is for `digest` to say.
///
/// # Errors
/// No permission, or no file.
pub async fn reopen(handle: &FileSystemFileHandle) -> Result<File, ReopenError> {
    if ask_permission(handle).await != Permission::Granted {
        return Err(ReopenError::NotAllowed);
    }
    get_file(handle).await.map_err(|error| {
        if is_named(&error, "NotAllowedError") {
            ReopenError::NotAllowed
        } else {
            ReopenError::Missing
        }
    })
}

async fn get_file(handle: &FileSystemFileHandle) -> Result<File, JsValue> {
    JsFuture::from(handle.get_file()).await?.dyn_into()
}

fn is_named(error: &JsValue, name: &str) -> bool {
    error
        .dyn_ref::<DomException>()
        .is_some_and(|error| error.name() == name)
}
