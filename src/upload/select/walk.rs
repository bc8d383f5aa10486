//! What was dropped or chosen, as files with relative paths. Folders are walked through without recursion and without
//! holding up the page: 5,000 files arrive while people go on typing.

use std::pin::pin;

use futures::future::{Either, FutureExt, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, DataTransferItem, File, FileSystemDirectoryEntry, FileSystemDirectoryReader,
    FileSystemEntry, FileSystemFileEntry, FileSystemFileHandle,
};

use super::{
    ending::{self, renamed},
    litter::is_litter,
    patience::{Patience, SILENCE_MS},
};
use crate::domain::natural_order;
use crate::upload::{
    file_handle::{self, PickedFile},
    pace::Pace,
};

/// Handles are asked for when no more items than this are dropped: they are for ZIPs, and asking takes the page's time.
const MOST_HANDLES: u32 = 32;
/// Files of a folder that are opened at once.
const AT_ONCE: usize = 64;
/// Folders below folders are followed this far; what lies deeper is counted as unreadable.
const DEEPEST: usize = 32;

/// One file of a selection.
#[derive(Debug, Clone)]
pub struct Selected {
    /// Its path from the dropped folder on, with `/`; a single file's name. Foreign text.
    pub path: String,
    /// The file, under a name that servers know if it is an image.
    pub file: File,
    /// Its own name, where that is another one. Foreign text.
    pub was: Option<String>,
    /// Chromium's way back to it; not for files out of folders.
    pub handle: Option<FileSystemFileHandle>,
}

/// What a drop or a picker gave, in the order in which people count.
#[derive(Debug, Default)]
pub struct Selection {
    /// The files.
    pub files: Vec<Selected>,
    /// How many files of the system's own were left out.
    pub litter: usize,
    /// Files and folders that the browser could not read, or that never answered, by path.
    pub unreadable: Vec<String>,
}

/// A drop whose event is over. Its content is still to be read.
#[derive(Debug, Default)]
pub struct Dropped {
    items: Vec<Item>,
}

#[derive(Debug)]
enum Item {
    Entry {
        entry: FileSystemEntry,
        handle: Option<Promise>,
    },
    /// Where the browser knows no entries.
    File(File),
}

impl Dropped {
    /// Takes hold of what was dropped. Must be called while the drop event is being handled: afterwards it is empty.
    /// Dragged text and links are ignored (F-37).
    #[must_use]
    pub fn take(transfer: &DataTransfer) -> Self {
        let list = transfer.items();
        let with_handles = list.length() <= MOST_HANDLES;
        let items = (0..list.length())
            .filter_map(|i| list.get(i))
            .filter(|item| item.kind() == "file")
            .filter_map(|item| Item::of(&item, with_handles))
            .collect();
        Self { items }
    }

    /// Whether there is no file in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Reads it, folders and all. `on_found` is called with the number of files so far. Dropping the future ends it.
    pub async fn read(self, on_found: impl Fn(usize)) -> Selection {
        let mut walk = Walk::new(on_found);
        for item in self.items {
            match item {
                Item::File(file) => walk.found(file.name(), file, None).await,
                Item::Entry { entry, handle } if entry.is_file() => {
                    let handle = match handle {
                        Some(begun) => walk.wait(file_handle::of_item(begun)).await.flatten(),
                        None => None,
                    };
                    walk.open(vec![(entry.name(), entry.unchecked_into(), handle)])
                        .await;
                }
                Item::Entry { entry, .. } => walk.folder(entry.unchecked_into()).await,
            }
            walk.pace.step().await;
        }
        walk.end()
    }
}

impl Item {
    fn of(item: &DataTransferItem, with_handle: bool) -> Option<Self> {
        match item.webkit_get_as_entry() {
            Ok(Some(entry)) => {
                let handle = (with_handle && entry.is_file()).then(|| file_handle::begin(item));
                Some(Self::Entry {
                    entry,
                    handle: handle.flatten(),
                })
            }
            _ => item.get_as_file().ok().flatten().map(Self::File),
        }
    }
}

/// Reads what an `<input type="file">` gave, a whole folder (`webkitdirectory`) included.
pub async fn of_input(files: Vec<File>) -> Selection {
    let mut walk = Walk::new(|_| {});
    for file in files {
        let path = relative_path(&file).unwrap_or_else(|| file.name());
        walk.found(path, file, None).await;
        walk.pace.step().await;
    }
    walk.end()
}

/// Puts what a picker gave into order.
pub async fn of_picker(files: Vec<PickedFile>) -> Selection {
    let mut walk = Walk::new(|_| {});
    for PickedFile { file, handle } in files {
        walk.found(file.name(), file, handle).await;
        walk.pace.step().await;
    }
    walk.end()
}

/// `File.webkitRelativePath`: empty unless a folder was chosen. Not in web-sys.
fn relative_path(file: &File) -> Option<String> {
    js_sys::Reflect::get(file, &"webkitRelativePath".into())
        .ok()?
        .as_string()
        .filter(|path| !path.is_empty())
}

struct Walk<F> {
    selection: Selection,
    pace: Pace,
    patience: Patience,
    on_found: F,
}

impl<F: Fn(usize)> Walk<F> {
    fn new(on_found: F) -> Self {
        Self {
            selection: Selection::default(),
            pace: Pace::new(),
            patience: Patience::default(),
            on_found,
        }
    }

    async fn found(&mut self, path: String, file: File, handle: Option<FileSystemFileHandle>) {
        if is_litter(&path) {
            self.selection.litter += 1;
            return;
        }
        // Without an answer it is taken as it is: the check of its name says what is wrong with it.
        let renamed = match ending::is_known(&file.name()) {
            true => None,
            false => self.wait(renamed(&file)).await.flatten(),
        };
        let was = renamed.is_some().then(|| file.name());
        self.selection.files.push(Selected {
            path,
            file: renamed.unwrap_or(file),
            was,
            handle,
        });
    }

    /// Waits for an answer, as long as there is patience; `None`: none came.
    async fn wait<T>(&mut self, answer: impl Future<Output = T>) -> Option<T> {
        let limit = if self.patience.is_over() {
            0
        } else {
            SILENCE_MS
        };
        match select(pin!(answer), TimeoutFuture::new(limit)).await {
            Either::Left((answer, _)) => Some(answer),
            Either::Right(_) => {
                self.patience.spend();
                None
            }
        }
    }

    /// All files below a folder.
    async fn folder(&mut self, top: FileSystemDirectoryEntry) {
        let mut folders = vec![(top.name(), top, 1)];
        while let Some((path, folder, depth)) = folders.pop() {
            if is_litter(&path) {
                self.selection.litter += 1;
                continue;
            }
            if depth > DEEPEST {
                self.selection.unreadable.push(path);
                continue;
            }
            let reader = folder.create_reader();
            loop {
                // Chromium gives 100 at a time; an empty answer is the end.
                let Some(Ok(entries)) = self.wait(read_entries(&reader)).await else {
                    self.selection.unreadable.push(path);
                    break;
                };
                if entries.length() == 0 {
                    break;
                }
                let mut files = Vec::new();
                for entry in entries
                    .iter()
                    .map(JsCast::unchecked_into::<FileSystemEntry>)
                {
                    let path = format!("{path}/{}", entry.name());
                    if entry.is_directory() {
                        folders.push((path, entry.unchecked_into(), depth + 1));
                    } else if is_litter(&path) {
                        self.selection.litter += 1;
                    } else {
                        files.push((path, entry.unchecked_into(), None));
                    }
                }
                self.open(files).await;
                self.pace.step().await;
            }
        }
    }

    /// Entries become files, several at a time.
    async fn open(
        &mut self,
        entries: Vec<(String, FileSystemFileEntry, Option<FileSystemFileHandle>)>,
    ) {
        let mut entries = entries.into_iter();
        loop {
            let group: Vec<_> = entries.by_ref().take(AT_ONCE).collect();
            if group.is_empty() {
                break;
            }
            // All are asked at once, and waited for together: one silence is one silence.
            let begun: Vec<JsFuture> = group
                .iter()
                .map(|(_, entry, _)| JsFuture::from(file_of(entry)))
                .collect();
            let limit = if self.patience.is_over() {
                0
            } else {
                SILENCE_MS
            };
            let limit = TimeoutFuture::new(limit).shared();
            let mut silent = false;
            for ((path, _, handle), answer) in group.into_iter().zip(begun) {
                match select(answer, limit.clone()).await {
                    Either::Left((Ok(file), _)) => match file.dyn_into() {
                        Ok(file) => self.found(path, file, handle).await,
                        Err(_) => self.selection.unreadable.push(path),
                    },
                    Either::Left((Err(_), _)) => self.selection.unreadable.push(path),
                    Either::Right(_) => {
                        silent = true;
                        self.selection.unreadable.push(path);
                    }
                }
            }
            if silent {
                self.patience.spend();
            }
            (self.on_found)(self.selection.files.len());
            self.pace.step().await;
        }
    }

    fn end(self) -> Selection {
        let Selection {
            files,
            litter,
            mut unreadable,
        } = self.selection;
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let order = natural_order(&paths);
        let mut files: Vec<Option<Selected>> = files.into_iter().map(Some).collect();
        unreadable.sort();
        Selection {
            files: order
                .into_iter()
                .filter_map(|index| files[index].take())
                .collect(),
            litter,
            unreadable,
        }
    }
}

async fn read_entries(reader: &FileSystemDirectoryReader) -> Result<Array, JsValue> {
    let answer =
        promise(|done, failed| reader.read_entries_with_callback_and_callback(done, failed));
    JsFuture::from(answer).await?.dyn_into()
}

fn file_of(entry: &FileSystemFileEntry) -> Promise {
    promise(|done, failed| {
        entry.file_with_callback_and_callback(done, failed);
        Ok(())
    })
}

/// A promise of what a function with two callbacks answers.
fn promise(work: impl Fn(&Function, &Function) -> Result<(), JsValue>) -> Promise {
    Promise::new(&mut |done, failed| {
        if let Err(error) = work(&done, &failed) {
            // Rejecting our own promise cannot throw.
            let _ = failed.call1(&JsValue::UNDEFINED, &error);
        }
    })
}
