//! Files as the browser hands them over: from an input, a picker or a drop, with what the list needs to know of them.

use web_sys::{DataTransfer, File, FileSystemFileHandle, HtmlInputElement};

use super::{
    chosen::Facts,
    file_handle::PickedFile,
    pace::Pace,
    select::walk::{self, Selected},
};

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
    /// The files, in the order in which people count, without what systems leave in folders.
    pub files: Vec<Picked>,
    /// Files and folders that could not be read, by path. Foreign text.
    pub unreadable: Vec<String>,
    /// Images that are sent under another name than their own: their own one, and that. Foreign text.
    pub renamed: Vec<(String, String)>,
}

impl Arrived {
    /// Nothing came, and nothing was lost either.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.unreadable.is_empty()
    }
}

/// Files whose event may end; they are still to be read.
pub enum Incoming {
    /// A drop, folders and all.
    Dropped(walk::Dropped),
    /// What an input held.
    Input(Vec<File>),
    /// What a picker gave.
    Picked(Vec<PickedFile>),
}

/// What a file input holds. The input may be emptied afterwards.
#[must_use]
pub fn from_input(input: &HtmlInputElement) -> Incoming {
    let list = input.files();
    Incoming::Input(list.map_or_else(Vec::new, |list| {
        (0..list.length()).filter_map(|i| list.item(i)).collect()
    }))
}

/// Takes what was dropped; only while the event lasts.
#[must_use]
pub fn take(transfer: &DataTransfer) -> Incoming {
    Incoming::Dropped(walk::Dropped::take(transfer))
}

impl Incoming {
    /// Reads it, giving way to the page every few milliseconds: 5,000 files at once are taken while people go on typing.
    pub async fn read(self) -> Arrived {
        let selection = match self {
            Self::Dropped(dropped) => dropped.read(|_| {}).await,
            Self::Input(files) => walk::of_input(files).await,
            Self::Picked(files) => walk::of_picker(files).await,
        };
        let mut pace = Pace::new();
        let mut files = Vec::with_capacity(selection.files.len());
        let mut renamed = Vec::new();
        for selected in selection.files {
            if let Some(was) = &selected.was {
                renamed.push((was.clone(), selected.file.name()));
            }
            files.push(picked(selected));
            // Asking a file for its size can mean asking the disk.
            pace.step().await;
        }
        Arrived {
            files,
            unreadable: selection.unreadable,
            renamed,
        }
    }
}

fn picked(selected: Selected) -> Picked {
    let folder = selected
        .path
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    Picked {
        facts: facts(&selected.file, folder.to_owned()),
        file: selected.file,
        handle: selected.handle,
    }
}

/// The images of an upload, chosen again: under the names under which they were sent.
pub async fn again(files: Vec<File>) -> Vec<File> {
    walk::of_input(files)
        .await
        .files
        .into_iter()
        .map(|selected| selected.file)
        .collect()
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
