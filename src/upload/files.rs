//! Files as the browser hands them over: from an input or a drop, with what the list needs to know of them.

use js_sys::Reflect;
use web_sys::{DataTransfer, File, FileList, FileSystemFileHandle, HtmlInputElement};

use super::chosen::Facts;

/// A file with what the browser says of it.
pub struct Picked {
    /// For the list.
    pub facts: Facts,
    /// The file itself: a reference, no bytes.
    pub file: File,
    /// Chromium's handle, where there is one.
    pub handle: Option<FileSystemFileHandle>,
}

/// What has come in.
#[derive(Default)]
pub struct Arrived {
    /// The files.
    pub files: Vec<Picked>,
    /// Files and folders that could not be read.
    pub unreadable: usize,
}

impl Arrived {
    /// Nothing came, and nothing was lost either.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.unreadable == 0
    }
}

/// A drop whose event may end.
pub struct Dropped(Vec<Picked>);

/// What a file input holds.
#[must_use]
pub fn from_input(input: &HtmlInputElement) -> Arrived {
    Arrived {
        files: input.files().map_or_else(Vec::new, |list| list_of(&list)),
        unreadable: 0,
    }
}

/// Takes what was dropped; only while the event lasts.
#[must_use]
pub fn take(transfer: &DataTransfer) -> Dropped {
    Dropped(
        transfer
            .files()
            .map_or_else(Vec::new, |list| list_of(&list)),
    )
}

impl Dropped {
    /// Reads it.
    pub async fn read(self) -> Arrived {
        Arrived {
            files: self.0,
            unreadable: 0,
        }
    }
}

fn list_of(list: &FileList) -> Vec<Picked> {
    (0..list.length())
        .filter_map(|i| list.item(i))
        .map(picked)
        .collect()
}

fn picked(file: File) -> Picked {
    let path = Reflect::get(&file, &"webkitRelativePath".into())
        .ok()
        .and_then(|p| p.as_string())
        .unwrap_or_default();
    let folder = path
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder)
        .to_owned();
    Picked {
        facts: facts(&file, folder),
        file,
        handle: None,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole numbers below 2^53 (File API)"
)]
fn facts(file: &File, folder: String) -> Facts {
    Facts {
        name: file.name(),
        folder,
        bytes: file.size() as u64,
        modified: file.last_modified() as i64,
    }
}
