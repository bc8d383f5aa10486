//! Which of the dialogs that are loaded later somebody has asked for. While they are on their way, `pages::waiting` says so in
//! their place; who closes that has taken the wish back.

use super::root::Root;
use leptos::prelude::*;

/// A dialog that a click opens, and that is loaded after the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    /// Choice of format, and progress of an export.
    Export,
    /// The question before several batches are deleted.
    DeleteSeveral,
}

/// Handle. `Copy`; belongs to the app's root.
#[derive(Clone, Copy)]
pub struct WantedDialog(RwSignal<Option<Dialog>>);

impl WantedDialog {
    /// The handle of this app.
    #[must_use]
    pub fn expect() -> Self {
        Root::keep(|| Self(RwSignal::new(None)))
    }

    /// Opens `dialog`, or waits for it. One is open at most: a modal dialog covers what opens others.
    pub fn open(self, dialog: Dialog) {
        self.0.set(Some(dialog));
    }

    /// Closes `dialog`; another one stays.
    pub fn close(self, dialog: Dialog) {
        // The app may be gone.
        if self.0.try_get_untracked().flatten() == Some(dialog) {
            self.close_any();
        }
    }

    /// Closes it, whichever it is.
    pub fn close_any(self) {
        // As above.
        let _ = self.0.try_set(None);
    }

    /// Whether `dialog` is asked for. Followed.
    #[must_use]
    pub fn is(self, dialog: Dialog) -> bool {
        self.0.get() == Some(dialog)
    }

    /// Whether any is asked for. Followed.
    #[must_use]
    pub fn is_any(self) -> bool {
        self.0.get().is_some()
    }
}
