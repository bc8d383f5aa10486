//! All uploads of this tab. Owned by the app's root, so that they go on while pages come and go.

mod begin;
mod clicks;
mod compare;
mod desk;
mod events;
mod item;
mod keep;
mod late;
mod previous;
mod tabs;
mod tell;

use std::any::Any;
use std::collections::HashSet;
use std::rc::Rc;

use leptos::prelude::*;
use preflight::report::Fingerprint;
use web_sys::{File, FileSystemFileHandle};

use crate::{
    domain::{Strategy, TaskId},
    state::session::Session,
    upload::preflight::Late,
    upload::view::{Phase, Totals, UploadKey, UploadView},
};
use desk::Desk;

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
    /// Of a ZIP's directory, where it was looked into.
    pub fingerprint: Option<Fingerprint>,
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
            fingerprint: None,
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
    /// A `Desk` once [`Uploads::open`] was called; without its type, so that the first view does not carry its code.
    desk: StoredValue<Option<Rc<dyn Any>>, LocalStorage>,
    root: StoredValue<Owner>,
    shown: Shown,
}

impl Shown {
    fn is_finished(self, view: &UploadView) -> bool {
        match view.phase {
            Phase::Done { .. } => self.processed.with(|all| all.contains(&view.key)),
            _ => view.is_over(),
        }
    }
}

/// What pages read.
#[derive(Clone, Copy)]
struct Shown {
    keys: RwSignal<Vec<UploadKey>>,
    totals: RwSignal<Totals>,
    unconfirmed: RwSignal<bool>,
    announcement: RwSignal<Announcement>,
    alert: RwSignal<Announcement>,
    all_paused: RwSignal<bool>,
    journal_notice: RwSignal<Option<String>>,
    /// Uploads whose batch the server has worked through, as far as somebody has seen it.
    processed: RwSignal<HashSet<UploadKey>>,
    /// Where one upload is found, once the desk is open: who only looks must not bring the desk's code along.
    find: StoredValue<Option<Find>, LocalStorage>,
}

type Find = Rc<dyn Fn(UploadKey) -> Option<Signal<UploadView>>>;

impl Uploads {
    /// Makes the handle and provides it as context. Called once, by the app's root, after [`Session::provide`].
    pub fn provide() -> Self {
        let shown = Shown {
            keys: RwSignal::default(),
            totals: RwSignal::default(),
            unconfirmed: RwSignal::default(),
            announcement: RwSignal::default(),
            alert: RwSignal::default(),
            all_paused: RwSignal::default(),
            journal_notice: RwSignal::default(),
            processed: RwSignal::default(),
            find: StoredValue::new_local(None),
        };
        let uploads = Self {
            desk: StoredValue::new_local(None),
            root: StoredValue::new(Owner::current().unwrap_or_default()),
            shown,
        };
        provide_context(uploads);
        uploads
    }

    /// The handle of this app.
    #[must_use]
    pub fn expect() -> Self {
        use_uploads()
    }

    /// Opens the desk, once: from here on uploads are sent, and those of an earlier visit are shown. Kept apart from
    /// [`Self::provide`] so that what sends is loaded after the first view.
    pub fn open(self) {
        if self.desk.with_value(Option::is_some) {
            return;
        }
        let desk = Desk::new(Session::expect(), self.shown);
        self.desk.set_value(Some(desk.clone()));
        let (find, at) = (self.shown.find, desk.clone());
        find.set_value(Some(Rc::new(move |key| at.view(key).map(Into::into))));
        // What the desk listens to lives as long as the app, not as the page that opened it.
        self.root.get_value().with(|| events::listen(&desk));
    }

    /// Confirms drafts: each becomes exactly one upload, in this order. A draft that was confirmed before is left out.
    pub fn confirm(self, drafts: Vec<Draft>) -> Vec<UploadKey> {
        self.desk().confirm(drafts)
    }

    /// Holds an upload back. What the server has acknowledged is kept.
    pub fn pause(self, key: UploadKey) {
        self.desk().pause(key);
    }

    /// Goes on with a paused upload, or (by its handle) with an interrupted one.
    pub fn resume(self, key: UploadKey) {
        self.desk().resume(key);
    }

    /// Ends an upload. While confirming, the server is asked first whether the batch exists already.
    pub fn cancel(self, key: UploadKey) {
        self.desk().cancel(key);
    }

    /// Tries a failed upload again, from where it stopped.
    pub fn retry(self, key: UploadKey) {
        self.desk().retry(key);
    }

    /// Takes an upload off the list.
    pub fn remove(self, key: UploadKey) {
        self.desk().remove(key);
    }

    /// One place earlier in the queue.
    pub fn move_up(self, key: UploadKey) {
        self.desk().shift(key, true);
    }

    /// One place later in the queue.
    pub fn move_down(self, key: UploadKey) {
        self.desk().shift(key, false);
    }

    /// Holds everything back; nothing new is started either.
    pub fn pause_all(self) {
        self.desk().pause_all();
    }

    /// Sends an upload that waits for the batch before it.
    pub fn send_now(self, key: UploadKey) {
        self.desk().send_now(key);
    }

    /// Undoes [`Self::pause_all`] and every single pause.
    pub fn resume_all(self) {
        self.desk().resume_all();
    }

    /// Tries every failed upload again, one after the other.
    pub fn retry_all(self) {
        self.desk().retry_all();
    }

    /// Ends every upload of this tab that is not over.
    pub fn cancel_all(self) {
        self.desk().cancel_all();
    }

    /// The server has worked through the batch of this upload, or nobody can say any more how far it is.
    pub fn note_processed(self, key: UploadKey) {
        if !self
            .shown
            .processed
            .with_untracked(|all| all.contains(&key))
        {
            self.shown.processed.update(|all| {
                all.insert(key);
            });
        }
    }

    /// Whether "Clear finished" takes it: cancelled, or its batch has come to its end. Reactive.
    #[must_use]
    pub fn is_finished(self, view: &UploadView) -> bool {
        self.shown.is_finished(view)
    }

    /// Takes uploads off the list that were cancelled or whose batches have come to their end. What the server still works on
    /// stays in sight.
    pub fn clear_finished(self) {
        self.desk().clear_finished();
    }

    /// Hands over the file of an interrupted upload, or of one whose file became unreadable. It is compared first.
    pub fn give_file(self, key: UploadKey, file: File) {
        self.desk().give_files(key, vec![file]);
    }

    /// The same for an upload of several images: all of them are chosen again together.
    pub fn give_files(self, key: UploadKey, files: Vec<File>) {
        self.desk().give_files(key, files);
    }

    /// The check of a file that was confirmed before it was through: what it has found since. What cannot be processed pauses
    /// its upload and asks.
    pub fn hear_check(self, key: UploadKey, print: Option<Fingerprint>, late: Option<Late>) {
        self.desk().hear_check(key, print, late);
    }

    /// The name of an upload of an archive with this content that is not cancelled. Follows changes.
    #[must_use]
    pub fn with_content(self, content: &[u8; 32]) -> Option<String> {
        self.shown.keys.track();
        self.shown.totals.track();
        self.desk().with_content(content)
    }

    /// The same, of an unfinished one in another tab.
    pub async fn elsewhere_with_content(self, content: [u8; 32]) -> Option<String> {
        self.desk().elsewhere_with_content(content).await
    }

    /// Every upload on the list, in the order of the queue.
    #[must_use]
    pub fn keys(self) -> Signal<Vec<UploadKey>> {
        self.shown.keys.into()
    }

    /// One upload as it is shown; repainted at most twice a second while it runs. Stays readable after removal.
    #[must_use]
    pub fn view(self, key: UploadKey) -> Signal<UploadView> {
        let find = self.shown.find.get_value();
        find.and_then(|find| find(key)).unwrap_or_else(|| {
            let mut gone = UploadView::new(key, String::new(), 0, 0, Strategy::ZipWithQr);
            gone.phase = Phase::Cancelled;
            Signal::stored(gone)
        })
    }

    /// "Pause all" is on.
    #[must_use]
    pub fn all_paused(self) -> Signal<bool> {
        self.shown.all_paused.into()
    }

    /// All of them together.
    #[must_use]
    pub fn totals(self) -> Signal<Totals> {
        self.shown.totals.into()
    }

    /// Leaving the console now would lose something: the only time to ask "Leave?" (UX-17).
    #[must_use]
    pub fn unconfirmed(self) -> Signal<bool> {
        self.shown.unconfirmed.into()
    }

    /// For the one polite live region: start, 25/50/75 %, pause, resume, done; at most one in 10 s.
    #[must_use]
    pub fn announcement(self) -> Signal<Announcement> {
        self.shown.announcement.into()
    }

    /// For the one alert region: failures and what waits for the person.
    #[must_use]
    pub fn alert(self) -> Signal<Announcement> {
        self.shown.alert.into()
    }

    /// Said once: uploads cannot be kept over a reload (storage is blocked, full or broken).
    #[must_use]
    pub fn journal_notice(self) -> Signal<Option<String>> {
        self.shown.journal_notice.into()
    }

    fn desk(self) -> Rc<Desk> {
        self.open();
        let desk = self
            .desk
            .get_value()
            .and_then(|desk| desk.downcast::<Desk>().ok());
        #[expect(
            clippy::expect_used,
            reason = "`open` has just put it there, and nothing else ever does"
        )]
        desk.expect("the desk is open")
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
