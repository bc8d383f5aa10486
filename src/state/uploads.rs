//! All uploads of this tab. Owned by the app's root, so that they go on while pages come and go.

use std::{cell::RefCell, collections::HashSet, rc::Rc};

use leptos::prelude::*;
use web_sys::{File, FileSystemFileHandle};

use crate::{
    domain::{Strategy, TaskId},
    upload::view::{Phase, QueuedWhy, Totals, UploadKey, UploadView},
};

/// What becomes one batch: one ZIP, or the images of one task. Several ZIPs are several drafts.
#[derive(Debug, Clone)]
pub struct Draft {
    token: u64,
    /// One ZIP, or one or more images, in the order in which they are to be read.
    pub files: Vec<File>,
    /// Chromium's handle to a single ZIP, where the page has one: lets a reload continue with one click.
    pub handle: Option<FileSystemFileHandle>,
    /// How it is handed in.
    pub strategy: Strategy,
    /// Present where the strategy needs it.
    pub task_id: Option<TaskId>,
    /// Trimmed; `None` if empty.
    pub notes: Option<String>,
}

impl Draft {
    /// A new draft. Confirming it (or its clones) more than once makes one batch (F-46).
    #[must_use]
    pub fn new(
        files: Vec<File>,
        strategy: Strategy,
        task_id: Option<TaskId>,
        notes: Option<String>,
    ) -> Self {
        Self {
            token: random_53_bits(),
            files,
            handle: None,
            strategy,
            task_id,
            notes,
        }
    }

    /// Bytes in all.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.files.iter().map(|f| bytes_of(f.size())).sum()
    }
}

/// A text for a live region. `serial` changes with every text, so that a repeated one is announced again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Announcement {
    /// Counts up.
    pub serial: u64,
    /// What is read out.
    pub text: String,
}

/// Handle to all uploads of this tab. `Copy`; provided once at the app's root.
#[derive(Clone, Copy)]
pub struct Uploads {
    inner: StoredValue<Rc<RefCell<Inner>>, LocalStorage>,
    keys: RwSignal<Vec<UploadKey>>,
    totals: RwSignal<Totals>,
    unconfirmed: RwSignal<bool>,
    announcement: RwSignal<Announcement>,
    alert: RwSignal<Announcement>,
}

#[derive(Default)]
struct Inner {
    items: Vec<Item>,
    confirmed: HashSet<u64>,
}

struct Item {
    key: UploadKey,
    view: ArcRwSignal<UploadView>,
    draft: Draft,
}

impl Uploads {
    /// Makes the handle and provides it as context. Called once, by the app's root.
    pub fn provide() -> Self {
        let uploads = Self {
            inner: StoredValue::new_local(Rc::default()),
            keys: RwSignal::default(),
            totals: RwSignal::default(),
            unconfirmed: RwSignal::default(),
            announcement: RwSignal::default(),
            alert: RwSignal::default(),
        };
        provide_context(uploads);
        uploads
    }

    /// Confirms drafts: each becomes exactly one upload, in this order. A draft that was confirmed before is left out.
    pub fn confirm(self, drafts: Vec<Draft>) -> Vec<UploadKey> {
        let inner = self.inner.get_value();
        let mut made = Vec::new();
        for draft in drafts {
            if draft.files.is_empty() || !inner.borrow_mut().confirmed.insert(draft.token) {
                continue;
            }
            let key = UploadKey(random_53_bits());
            let mut view = UploadView::new(
                key,
                draft.files[0].name(),
                draft.files.len(),
                draft.size(),
                draft.strategy,
            );
            view.task_id.clone_from(&draft.task_id);
            inner.borrow_mut().items.push(Item {
                key,
                view: ArcRwSignal::new(view),
                draft,
            });
            made.push(key);
        }
        self.list_changed();
        made
    }

    /// Holds an upload back. What the server has acknowledged is kept.
    pub fn pause(self, key: UploadKey) {
        self.update(key, |v| {
            if v.can_pause() {
                v.phase = Phase::Paused;
            }
        });
    }

    /// Goes on with a paused upload, or (by its handle) with an interrupted one.
    pub fn resume(self, key: UploadKey) {
        self.update(key, |v| {
            if v.can_resume() {
                v.phase = Phase::Queued(QueuedWhy::Turn);
            }
        });
    }

    /// Ends an upload. While confirming, the server is asked first whether the batch exists already.
    pub fn cancel(self, key: UploadKey) {
        self.update(key, |v| {
            if v.can_cancel() {
                v.phase = Phase::Cancelled;
            }
        });
    }

    /// Tries a failed upload again, from where it stopped.
    pub fn retry(self, key: UploadKey) {
        self.update(key, |v| {
            if v.can_retry() {
                v.phase = Phase::Queued(QueuedWhy::Turn);
            }
        });
    }

    /// Takes an upload off the list.
    pub fn remove(self, key: UploadKey) {
        let inner = self.inner.get_value();
        inner
            .borrow_mut()
            .items
            .retain(|i| i.key != key || !i.view.get_untracked().can_remove());
        self.list_changed();
    }

    /// One place earlier in the queue.
    pub fn move_up(self, key: UploadKey) {
        self.shift(key, -1);
    }

    /// One place later in the queue.
    pub fn move_down(self, key: UploadKey) {
        self.shift(key, 1);
    }

    /// Holds everything back; nothing new is started either.
    pub fn pause_all(self) {
        for key in self.keys.get_untracked() {
            self.pause(key);
        }
    }

    /// Undoes [`Self::pause_all`] and every single pause.
    pub fn resume_all(self) {
        for key in self.keys.get_untracked() {
            self.resume(key);
        }
    }

    /// Takes finished and cancelled uploads off the list.
    pub fn clear_finished(self) {
        let inner = self.inner.get_value();
        inner
            .borrow_mut()
            .items
            .retain(|i| !i.view.get_untracked().is_over());
        self.list_changed();
    }

    /// Hands over the file of an interrupted upload, or of one whose file became unreadable. It is compared first.
    pub fn give_file(self, key: UploadKey, file: File) {
        let inner = self.inner.get_value();
        if let Some(item) = inner.borrow_mut().items.iter_mut().find(|i| i.key == key) {
            item.draft.files = vec![file];
        }
    }

    /// Every upload on the list, in the order of the queue.
    #[must_use]
    pub fn keys(self) -> Signal<Vec<UploadKey>> {
        self.keys.into()
    }

    /// One upload as it is shown; repainted at most twice a second while it runs. Stays readable after removal.
    #[must_use]
    pub fn view(self, key: UploadKey) -> Signal<UploadView> {
        let inner = self.inner.get_value();
        let view = inner
            .borrow()
            .items
            .iter()
            .find(|i| i.key == key)
            .map(|i| i.view.clone());
        match view {
            Some(view) => view.into(),
            None => {
                let mut gone = UploadView::new(key, String::new(), 0, 0, Strategy::ZipWithQr);
                gone.phase = Phase::Cancelled;
                Signal::stored(gone)
            }
        }
    }

    /// "Pause all" is on.
    #[must_use]
    pub fn all_paused(self) -> Signal<bool> {
        Signal::derive(|| false)
    }

    /// All of them together.
    #[must_use]
    pub fn totals(self) -> Signal<Totals> {
        self.totals.into()
    }

    /// Leaving the console now would lose something: the only time to ask "Leave?" (UX-17).
    #[must_use]
    pub fn unconfirmed(self) -> Signal<bool> {
        self.unconfirmed.into()
    }

    /// For the one polite live region: start, 25/50/75 %, pause, resume, done; at most one in 10 s.
    #[must_use]
    pub fn announcement(self) -> Signal<Announcement> {
        self.announcement.into()
    }

    /// For the one alert region: failures and what waits for the person.
    #[must_use]
    pub fn alert(self) -> Signal<Announcement> {
        self.alert.into()
    }

    /// Said once: uploads cannot be kept over a reload (storage is blocked, full or broken).
    #[must_use]
    pub fn journal_notice(self) -> Signal<Option<String>> {
        Signal::derive(|| None)
    }

    fn shift(self, key: UploadKey, by: isize) {
        let inner = self.inner.get_value();
        {
            let items = &mut inner.borrow_mut().items;
            let Some(from) = items.iter().position(|i| i.key == key) else {
                return;
            };
            let Some(to) = from.checked_add_signed(by).filter(|to| *to < items.len()) else {
                return;
            };
            items.swap(from, to);
        }
        self.list_changed();
    }

    fn update(self, key: UploadKey, change: impl FnOnce(&mut UploadView)) {
        let inner = self.inner.get_value();
        let view = inner
            .borrow()
            .items
            .iter()
            .find(|i| i.key == key)
            .map(|i| i.view.clone());
        if let Some(view) = view {
            view.update(change);
        }
    }

    fn list_changed(self) {
        let inner = self.inner.get_value();
        let keys = inner.borrow().items.iter().map(|i| i.key).collect();
        self.keys.set(keys);
    }
}

/// The handle that the app's root provided.
///
/// # Panics
/// If the root did not: a mistake in the program that the first test of any page shows.
#[must_use]
pub fn use_uploads() -> Uploads {
    expect_context::<Uploads>()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "Math.random() * 2^53 is a whole number below 2^53 after floor"
)]
fn random_53_bits() -> u64 {
    (js_sys::Math::random() * 9_007_199_254_740_992.0).floor() as u64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "File.size is a whole number of bytes below 2^53 (File API)"
)]
fn bytes_of(size: f64) -> u64 {
    size as u64
}
