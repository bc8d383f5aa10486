//! One upload on the list: what was confirmed, what the journal keeps, and its job once it has begun.

use std::rc::Rc;

use futures::future::{AbortHandle, LocalBoxFuture, Shared};
use leptos::prelude::*;
use web_sys::{File, FileSystemFileHandle};

use super::{Draft, bytes_of, tabs::Hold};
use crate::{
    api::clock,
    domain::Strategy,
    upload::{
        digest::{FileIdentity, Sample},
        driver::{Chosen, Job, Source},
        form::Details,
        journal::{JournalEntry, Kept},
        lookup::Wanted,
        preflight::Late,
        view::{FileWhy, Preparing, UploadKey, UploadView},
    },
    words::upload_progress,
};

/// See the module's text.
pub(super) struct Item {
    pub view: ArcRwSignal<UploadView>,
    pub chosen: Chosen,
    /// The record that the journal keeps; the truth of what was confirmed.
    pub entry: JournalEntry,
    /// The files as they were given; images stay here, since they may have to be packed later.
    pub files: Vec<File>,
    /// The way back to a single file after a reload.
    pub handle: Option<FileSystemFileHandle>,
    pub job: Option<Rc<Job>>,
    /// Which tab may send it.
    pub hold: Hold,
    /// Ends the wait for the tab that sends it.
    pub watch: Option<AbortHandle>,
    /// What its job is told when its turn comes.
    pub then: Then,
    /// What is being done while there is no job, or while files are compared.
    pub preparing: Preparing,
    pub checking: bool,
    pub file_why: FileWhy,
    /// One request was refused as too large: the images travel as a ZIP.
    pub must_pack: bool,
    /// Ends the preparation.
    pub work: Option<AbortHandle>,
    pub painted_at: u64,
    /// What its check has found since it was confirmed.
    pub late: Option<Late>,
    /// What a record in the journal waits for; sending does not.
    pub gates: Vec<Gate>,
    /// What its file is compared with while it is sent. `None` before it is read, and where there is nothing to compare.
    pub sample: Option<Sample>,
}

/// Something that has to be there before a record is written: the lock of this tab, or the digest of the file.
pub(super) type Gate = Shared<LocalBoxFuture<'static, ()>>;

/// What a job is told when its turn comes.
#[derive(Default)]
pub(super) enum Then {
    #[default]
    Begin,
    Resume,
    Retry,
    /// Its own file, compared already.
    Give(Source),
    /// Images, to be packed and compared first.
    Compare(Vec<File>),
}

impl Item {
    /// From a confirmed draft.
    pub fn new(key: UploadKey, draft: Draft) -> Self {
        let first = draft.files.first().map(File::name).unwrap_or_default();
        let size = draft.size();
        let now = clock::wall_ms();
        let files = draft.files.len();
        let entry = JournalEntry {
            key,
            strategy: draft.strategy,
            sent_as: draft.strategy,
            task_id: draft.task_id,
            notes: draft.notes,
            shown: upload_progress::images(&first, files),
            files: u32::try_from(files).unwrap_or(u32::MAX),
            bytes: size,
            file: FileIdentity {
                name: first,
                size,
                modified_ms: 0,
                digest: None,
            },
            names: Vec::new(),
            machine: None,
            known: Vec::new(),
            fingerprint: draft.fingerprint,
            failure: None,
            created_ms: now,
            updated_ms: now,
        };
        let mut item = Self::of(entry);
        item.files = draft.files;
        item.handle = draft.handle;
        item.file_why = FileWhy::Unreadable;
        item
    }

    /// From the journal, without its file.
    pub fn restored(kept: Kept) -> Self {
        let mut item = Self::of(kept.entry);
        item.handle = kept.handle;
        item
    }

    /// From another tab, which has told no more than what is shown of it. The journal has the rest, should it be needed.
    pub fn mirrored(view: &UploadView) -> Self {
        let now = clock::wall_ms();
        Self::of(JournalEntry {
            key: view.key,
            strategy: view.strategy,
            sent_as: view.strategy,
            task_id: view.task_id.clone(),
            notes: None,
            shown: view.name.clone(),
            files: u32::try_from(view.files).unwrap_or(u32::MAX),
            bytes: view.size,
            file: FileIdentity {
                name: view.name.clone(),
                size: view.size,
                modified_ms: 0,
                digest: None,
            },
            names: Vec::new(),
            machine: None,
            known: Vec::new(),
            fingerprint: None,
            failure: None,
            created_ms: now,
            updated_ms: now,
        })
    }

    /// The other tab is gone: what the journal says is the truth now.
    pub fn take_up(&mut self, kept: Kept) {
        let view = self.view.clone();
        *self = Self::restored(kept);
        self.view = view;
    }

    fn of(entry: JournalEntry) -> Self {
        let chosen = Chosen {
            name: entry.shown.clone(),
            files: entry.files as usize,
            size: entry.bytes,
            strategy: entry.strategy,
            task_id: entry.task_id.clone(),
        };
        Self {
            view: ArcRwSignal::new(chosen.view(entry.key)),
            chosen,
            entry,
            files: Vec::new(),
            handle: None,
            job: None,
            hold: Hold::Free,
            watch: None,
            then: Then::Begin,
            preparing: Preparing::Reading,
            checking: false,
            file_why: FileWhy::Reload,
            must_pack: false,
            work: None,
            painted_at: 0,
            late: None,
            gates: Vec::new(),
            sample: None,
        }
    }

    /// What is said of it in requests.
    pub fn details(&self) -> Details {
        Details {
            filename: self.entry.file.name.clone(),
            strategy: self.entry.sent_as,
            task_id: self.entry.task_id.clone(),
            notes: self.entry.notes.clone(),
        }
    }

    /// How its batch is recognised.
    pub fn wanted(&self, username: Option<String>) -> Wanted {
        let names = if self.entry.names.is_empty() {
            vec![self.entry.file.name.clone()]
        } else {
            self.entry.names.clone()
        };
        Wanted {
            names,
            bytes: self.entry.file.size,
            strategy: self.entry.sent_as,
            task: self.entry.task_id.as_ref().map(ToString::to_string),
            username,
            confirmed_ms: self.entry.created_ms,
        }
    }

    /// Several files that are chosen again together.
    pub fn is_images(&self) -> bool {
        self.entry.strategy == Strategy::Images
    }

    /// Whether these could be the images that were confirmed: as many, and of the same size together.
    pub fn looks_like(&self, files: &[File]) -> bool {
        let bytes: u64 = files.iter().map(|f| bytes_of(f.size())).sum();
        files.len() == self.entry.files as usize && bytes == self.entry.bytes
    }

    /// No longer waits for another tab.
    pub fn stop_watch(&mut self) {
        if let Some(watch) = self.watch.take() {
            watch.abort();
        }
    }

    /// Ends what is being prepared.
    pub fn stop_work(&mut self) {
        self.checking = false;
        if let Some(work) = self.work.take() {
            work.abort();
        }
    }
}

impl Drop for Item {
    fn drop(&mut self) {
        self.stop_work();
        self.stop_watch();
    }
}
