//! Does what the session machine says: requests, timers, reading the list. Decides nothing.
//!
//! One `Job` per upload. Events are handed over one at a time; every answer comes back as an event of its own.

mod file;
mod list;
mod paint;
mod requests;

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    ops::Range,
    rc::{Rc, Weak},
};

use futures::{
    FutureExt,
    future::{AbortHandle, LocalBoxFuture, abortable},
};
use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

pub use file::Source;
pub use paint::Chosen;

use super::{
    form::Details,
    lookup::Wanted,
    rate::Bar,
    session::{Action, Event, Note, Session, Show},
    view::{FileWhy, LogEntry, PhaseTimes, UploadKey},
};
use crate::{
    api::{
        client::{Bearer, Client},
        clock,
    },
    domain::BatchId,
    words,
};

/// What the owner of a job does for it.
pub trait Owner {
    /// Something that is shown has changed; `at_once`: more than numbers.
    fn changed(&self, job: &Rc<Job>, at_once: bool);
    /// A batch that another upload of this tab has become.
    fn is_claimed(&self, batch: &BatchId) -> bool;
    /// Writes the journal; done when it is on disk or never will be.
    fn save(&self, job: &Rc<Job>) -> LocalBoxFuture<'static, ()>;
    /// Whether the bytes in and near `range` are still those that the upload began with, as far as a sample of them tells.
    /// `true` where there is none.
    fn is_unchanged(
        &self,
        job: &Rc<Job>,
        source: &Source,
        range: Range<u64>,
    ) -> LocalBoxFuture<'static, bool>;
}

/// One upload from its first byte to the server's word.
pub struct Job {
    me: Weak<Job>,
    /// Names it everywhere.
    pub key: UploadKey,
    /// What the person chose.
    pub chosen: Chosen,
    client: Client,
    owner: Rc<dyn Owner>,
    details: RefCell<Details>,
    wanted: RefCell<Wanted>,
    known: RefCell<Vec<BatchId>>,
    source: RefCell<Option<Source>>,
    machine: RefCell<Session>,
    requests: RefCell<HashMap<u64, AbortHandle>>,
    bearer: RefCell<Option<Bearer>>,
    timer: RefCell<Option<Timeout>>,
    log: RefCell<Vec<(Note, LogEntry)>>,
    /// What the person should know, in the language of the moment.
    notice: Cell<Option<fn() -> &'static str>>,
    file_why: Cell<FileWhy>,
    bar: Cell<Bar>,
    shown: RefCell<(Show, u64)>,
    times: Cell<PhaseTimes>,
}

/// What a job begins with.
pub struct Start {
    /// Names it everywhere.
    pub key: UploadKey,
    /// What the person chose.
    pub chosen: Chosen,
    /// What is said of it in requests.
    pub details: Details,
    /// How its batch is recognised.
    pub wanted: Wanted,
    /// Batches that are known not to be ours (from the journal).
    pub known: Vec<BatchId>,
    /// Where its bytes are; `None` after a reload.
    pub source: Option<Source>,
    /// The machine, new or restored.
    pub machine: Session,
}

/// A longer log would only hide what matters.
const LOG_LIMIT: usize = 500;

impl Job {
    /// A job; nothing happens before [`Event::Start`].
    pub fn new(client: Client, owner: Rc<dyn Owner>, start: Start) -> Rc<Self> {
        let mut machine = start.machine;
        if start.source.is_none() {
            machine.lose_file();
        }
        Rc::new_cyclic(|me| Self {
            me: me.clone(),
            key: start.key,
            chosen: start.chosen,
            client,
            owner,
            details: RefCell::new(start.details),
            wanted: RefCell::new(start.wanted),
            known: RefCell::new(start.known),
            file_why: Cell::new(if start.source.is_none() {
                FileWhy::Reload
            } else {
                FileWhy::Unreadable
            }),
            source: RefCell::new(start.source),
            machine: RefCell::new(machine),
            requests: RefCell::default(),
            bearer: RefCell::default(),
            timer: RefCell::default(),
            log: RefCell::default(),
            notice: Cell::new(None),
            bar: Cell::default(),
            shown: RefCell::new((Show::Idle, now_ms())),
            times: Cell::default(),
        })
    }

    /// Hands an event to the machine and does what it says.
    pub fn dispatch(&self, event: Event) {
        let Some(job) = self.me.upgrade() else {
            return;
        };
        let actions = self.machine.borrow_mut().step(now_ms(), event);
        let logged = actions.iter().any(|a| matches!(a, Action::Log(_)));
        for action in actions {
            job.act(action);
        }
        job.set_timer();
        let changed = job.note_phase();
        // What neither changes the phase nor is told has changed numbers only.
        self.owner.changed(&job, changed || logged);
    }

    /// Where it stands.
    #[must_use]
    pub fn show(&self) -> Show {
        self.machine.borrow().show()
    }

    /// Reads from the machine.
    pub fn with_machine<T>(&self, read: impl FnOnce(&Session) -> T) -> T {
        read(&self.machine.borrow())
    }

    /// What is said of it in requests.
    #[must_use]
    pub fn details(&self) -> Details {
        self.details.borrow().clone()
    }

    /// Batches that are known not to be ours.
    #[must_use]
    pub fn known(&self) -> Vec<BatchId> {
        self.known.borrow().clone()
    }

    /// Whether it waits for a file.
    #[must_use]
    pub fn lacks_file(&self) -> bool {
        self.source.borrow().is_none() || self.show() == Show::NeedsFile
    }

    /// Gives it the file (again) and lets it go on.
    pub fn give_source(&self, source: Source) {
        *self.source.borrow_mut() = Some(source);
        self.file_why.set(FileWhy::Unreadable);
        self.dispatch(Event::FileGiven);
    }

    /// The file that was given is another one.
    pub fn refuse_file(&self, why: FileWhy) {
        self.file_why.set(why);
        self.dispatch(Event::Tick);
        if let Some(job) = self.me.upgrade() {
            self.owner.changed(&job, true);
        }
    }

    /// Adds a line to the log.
    pub fn note(&self, note: &Note) {
        match note {
            Note::StartedAgain => self.notice.set(Some(words::upload_progress::started_again)),
            Note::Smaller { .. } => self
                .notice
                .set(Some(words::upload_progress::smaller_chunks)),
            Note::Cancelling => self.notice.set(Some(words::upload_progress::cancelling)),
            Note::Done {
                despite_cancel: true,
                ..
            } => self
                .notice
                .set(Some(words::upload_progress::too_late_to_cancel)),
            // Why it took longer is worth knowing afterwards, too.
            Note::Stopped(_) | Note::Cancelled => self.notice.set(None),
            _ => {}
        }
        let mut log = self.log.borrow_mut();
        if log.len() >= LOG_LIMIT {
            log.remove(1); // The first line says how it began.
        }
        let entry = LogEntry {
            at: js_sys::Date::now(),
            text: words::upload_log::line(note),
        };
        log.push((note.clone(), entry));
    }

    /// Whether the list was asked what has become of it: then its batch may be older than the answer that names it.
    #[must_use]
    pub fn has_asked_list(&self) -> bool {
        let log = self.log.borrow();
        log.iter().any(|(note, _)| matches!(note, Note::AskingList))
    }

    /// Another language is spoken: says again what went on.
    pub fn retell(&self) {
        for (note, entry) in self.log.borrow_mut().iter_mut() {
            entry.text = words::upload_log::line(note);
        }
    }

    fn act(self: &Rc<Self>, action: Action) {
        match action {
            Action::Send(send) => self.send(send),
            Action::Abort { request } => {
                if let Some(handle) = self.requests.borrow_mut().remove(&request) {
                    handle.abort();
                }
            }
            Action::TakeBaseline => {
                self.answer_with(|job| async move { job.take_baseline().await })
            }
            Action::LookUp { look } => {
                self.answer_with(|job| async move { job.look_up(look).await });
            }
            Action::Probe => self.answer_with(|job| async move { job.probe().await }),
            Action::RefreshToken => {
                self.answer_with(|job| async move { job.refresh_token().await });
            }
            Action::AskSignIn => {
                // Whoever shows the session is told; `SignedIn` comes from there.
                if let Some(bearer) = self.bearer.borrow().as_ref() {
                    self.client.give_up(bearer);
                }
            }
            Action::Save { ticket } => self.answer_with(move |job| async move {
                job.owner.save(&job).await;
                Event::Saved { ticket }
            }),
            Action::Log(note) => self.note(&note),
        }
    }

    /// Does `work` in the background and hands its event to the machine, unless the job is gone by then.
    fn answer_with<F>(self: &Rc<Self>, work: impl FnOnce(Rc<Self>) -> F)
    where
        F: Future<Output = Event> + 'static,
    {
        let weak = self.me.clone();
        let work = work(Rc::clone(self));
        spawn_local(async move {
            let event = work.await;
            if let Some(job) = weak.upgrade() {
                job.dispatch(event);
            }
        });
    }

    /// Runs a request so that it can be aborted by its number.
    fn run_request(self: &Rc<Self>, request: u64, work: LocalBoxFuture<'static, Event>) {
        let (work, handle) = abortable(work);
        self.requests.borrow_mut().insert(request, handle);
        let weak = self.me.clone();
        spawn_local(work.map(move |outcome| {
            let Some(job) = weak.upgrade() else { return };
            job.requests.borrow_mut().remove(&request);
            if let Ok(event) = outcome {
                job.dispatch(event);
            }
        }));
    }

    fn set_timer(self: &Rc<Self>) {
        let wake = self.machine.borrow().wake_at();
        *self.timer.borrow_mut() = wake.map(|at| {
            let weak = self.me.clone();
            let wait = at.saturating_sub(now_ms()).max(1);
            // A longer wait than a timer can hold does not exist here; clipped, it would only wake early.
            Timeout::new(u32::try_from(wait).unwrap_or(60_000), move || {
                if let Some(job) = weak.upgrade() {
                    job.dispatch(Event::Tick);
                }
            })
        });
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        for (_, handle) in self.requests.borrow_mut().drain() {
            handle.abort();
        }
    }
}

/// The monotonic clock in whole milliseconds.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "since the page began, never negative"
)]
pub(crate) fn now_ms() -> u64 {
    clock::monotonic_ms() as u64
}
