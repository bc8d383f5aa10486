//! The desk behind the handle: who is on the list, whose turn it is, what a click does.

use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, HashSet},
    rc::{Rc, Weak},
};

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use web_sys::File;

use super::{Draft, Shown, random_53_bits};
use crate::{
    domain::BatchId,
    state::session::Session,
    upload::{
        announce::Announcer,
        driver::{Chosen, Job, Owner, Source, now_ms},
        plan::Sizes,
        queue::{Lane, Queue},
        rate::REPAINT_MS,
        session::{Event, Show},
        view::{FileWhy, Phase, QueuedWhy, UploadKey, UploadView},
    },
};

/// See the module's text.
pub(super) struct Desk {
    pub me: Weak<Desk>,
    pub session: Session,
    pub shown: Shown,
    pub items: RefCell<HashMap<UploadKey, Item>>,
    pub queue: RefCell<Queue>,
    confirmed: RefCell<HashSet<u64>>,
    pub announcer: RefCell<Announcer>,
    pub learned: Cell<Learned>,
    pub ticking: Cell<bool>,
    pub leave_guard: RefCell<Option<super::events::LeaveGuard>>,
    /// The batch that was made last, and whether somebody watches its processing.
    pub last_batch: RefCell<Option<BatchId>>,
    pub watching: Cell<bool>,
}

/// One upload on the list.
pub(super) struct Item {
    pub view: ArcRwSignal<UploadView>,
    pub chosen: Chosen,
    /// What was confirmed; taken when its job begins.
    pub draft: Option<Draft>,
    pub job: Option<Rc<Job>>,
    /// What its job is told when its turn comes.
    pub then: Then,
    pub painted_at: Cell<u64>,
}

/// What a job is told when its turn comes.
#[derive(Default)]
pub(super) enum Then {
    #[default]
    Begin,
    Resume,
    Retry,
    Give(Source),
}

/// What uploads have taught about the deployment; holds until the page is closed.
#[derive(Clone, Copy, Default)]
pub(super) struct Learned {
    pub ordered: bool,
    pub sizes: Option<Sizes>,
}

impl Desk {
    pub fn new(session: Session, shown: Shown) -> Rc<Self> {
        Rc::new_cyclic(|me| Self {
            me: me.clone(),
            session,
            shown,
            items: RefCell::default(),
            queue: RefCell::default(),
            confirmed: RefCell::default(),
            announcer: RefCell::default(),
            learned: Cell::default(),
            ticking: Cell::default(),
            leave_guard: RefCell::default(),
            last_batch: RefCell::default(),
            watching: Cell::default(),
        })
    }

    pub fn confirm(&self, drafts: Vec<Draft>) -> Vec<UploadKey> {
        let mut made = Vec::new();
        for draft in drafts {
            // A second click on the same draft is the same click (F-46).
            if draft.files.is_empty() || !self.confirmed.borrow_mut().insert(draft.token) {
                continue;
            }
            let key = UploadKey(random_53_bits());
            let chosen = super::begin::chosen(&draft);
            self.add(key, chosen, Some(draft), None, Lane::Waiting);
            made.push(key);
        }
        self.list_changed();
        self.pump();
        made
    }

    pub fn add(
        &self,
        key: UploadKey,
        chosen: Chosen,
        draft: Option<Draft>,
        job: Option<Rc<Job>>,
        lane: Lane,
    ) {
        let item = Item {
            view: ArcRwSignal::new(chosen.view(key)),
            chosen,
            draft,
            job,
            then: Then::Begin,
            painted_at: Cell::new(0),
        };
        self.items.borrow_mut().insert(key, item);
        self.queue.borrow_mut().push(key, lane);
    }

    pub fn view(&self, key: UploadKey) -> Option<ArcRwSignal<UploadView>> {
        self.items.borrow().get(&key).map(|item| item.view.clone())
    }

    fn shown_view(&self, key: UploadKey) -> Option<UploadView> {
        self.view(key).map(|view| view.get_untracked())
    }

    pub fn pause(&self, key: UploadKey) {
        if !self.shown_view(key).is_some_and(|v| v.can_pause()) {
            return;
        }
        match self.lane(key) {
            Some(Lane::Active) => self.tell(key, Event::Pause),
            Some(Lane::Waiting) => {
                self.queue.borrow_mut().set(key, Lane::Aside);
                self.paint(key);
            }
            _ => {}
        }
        self.pump();
    }

    pub fn resume(&self, key: UploadKey) {
        if self.shown_view(key).is_some_and(|v| v.can_resume()) {
            self.line_up(key, Then::Resume);
        }
    }

    pub fn retry(&self, key: UploadKey) {
        if self.shown_view(key).is_some_and(|v| v.can_retry()) {
            self.line_up(key, Then::Retry);
        }
    }

    /// Lets it wait for its turn, and tells its job `then` when that comes.
    pub fn line_up(&self, key: UploadKey, then: Then) {
        if let Some(item) = self.items.borrow_mut().get_mut(&key) {
            item.then = then;
        }
        self.queue.borrow_mut().set(key, Lane::Waiting);
        self.paint(key);
        self.pump();
    }

    pub fn cancel(&self, key: UploadKey) {
        if !self.shown_view(key).is_some_and(|v| v.can_cancel()) {
            return;
        }
        if self.job(key).is_some() {
            self.tell(key, Event::Cancel);
        } else {
            self.queue.borrow_mut().set(key, Lane::Over);
            if let Some(item) = self.items.borrow_mut().get_mut(&key) {
                item.draft = None;
            }
            self.paint(key);
        }
        self.pump();
    }

    pub fn remove(&self, key: UploadKey) {
        if self.shown_view(key).is_some_and(|v| v.can_remove()) {
            self.drop_item(key);
            self.list_changed();
            self.pump();
        }
    }

    fn drop_item(&self, key: UploadKey) {
        let item = self.items.borrow_mut().remove(&key);
        self.queue.borrow_mut().remove(key);
        self.announcer.borrow_mut().forget(key);
        drop(item); // Aborts what its job has in flight.
    }

    pub fn clear_finished(&self) {
        for key in self.queue.borrow().keys() {
            if self.shown_view(key).is_some_and(|v| v.is_over()) {
                self.drop_item(key);
            }
        }
        self.list_changed();
    }

    /// Forgets everything: somebody signed out (F-19).
    pub fn clear(&self) {
        for key in self.queue.borrow().keys() {
            self.drop_item(key);
        }
        *self.last_batch.borrow_mut() = None;
        self.list_changed();
    }

    pub fn shift(&self, key: UploadKey, up: bool) {
        if self.queue.borrow_mut().shift(key, up) {
            self.list_changed();
        }
    }

    pub fn pause_all(&self) {
        self.queue.borrow_mut().all_paused = true;
        self.shown.all_paused.set(true);
        let active = self.queue.borrow().active();
        if let Some(key) = active {
            self.pause(key);
        }
        self.paint_waiting();
    }

    pub fn resume_all(&self) {
        self.queue.borrow_mut().all_paused = false;
        self.shown.all_paused.set(false);
        for key in self.queue.borrow().keys() {
            let paused = self
                .shown_view(key)
                .is_some_and(|v| !v.elsewhere && v.phase == Phase::Paused);
            if paused {
                if let Some(item) = self.items.borrow_mut().get_mut(&key) {
                    item.then = Then::Resume;
                }
                self.queue.borrow_mut().set(key, Lane::Waiting);
            }
        }
        self.paint_waiting();
        self.pump();
    }

    pub fn give_file(&self, key: UploadKey, file: File) {
        if !self.shown_view(key).is_some_and(|v| v.wants_file()) {
            return;
        }
        let Some(job) = self.job(key) else { return };
        let (name, size) = (job.details().filename, job.chosen.size);
        if file.name() != name {
            job.refuse_file(FileWhy::OtherName);
        } else if super::bytes_of(file.size()) != size {
            job.refuse_file(FileWhy::OtherSize);
        } else {
            self.line_up(key, Then::Give(Source::Whole(file.into())));
        }
    }

    /// Starts whatever may be started now.
    pub fn pump(&self) {
        loop {
            let next = self.queue.borrow_mut().start_next();
            match next {
                Some(key) => self.begin(key),
                None => break,
            }
        }
        self.watch_previous();
        self.refresh();
    }

    pub fn job(&self, key: UploadKey) -> Option<Rc<Job>> {
        self.items.borrow().get(&key)?.job.clone()
    }

    pub fn jobs(&self) -> Vec<Rc<Job>> {
        let items = self.items.borrow();
        items.values().filter_map(|i| i.job.clone()).collect()
    }

    pub fn lane(&self, key: UploadKey) -> Option<Lane> {
        self.queue.borrow().lane(key)
    }

    fn tell(&self, key: UploadKey, event: Event) {
        if let Some(job) = self.job(key) {
            job.dispatch(event);
        }
    }

    /// Repaints those whose reason to wait may have changed.
    pub fn paint_waiting(&self) {
        for key in self.queue.borrow().keys() {
            if self.lane(key) == Some(Lane::Waiting) {
                self.paint(key);
            }
        }
        self.refresh();
    }

    pub fn paint(&self, key: UploadKey) {
        let (signal, mut view) = {
            let items = self.items.borrow();
            let Some(item) = items.get(&key) else { return };
            item.painted_at.set(now_ms());
            let view = match &item.job {
                Some(job) => job.view(),
                None => item.chosen.view(key),
            };
            (item.view.clone(), view)
        };
        let has_job = self.job(key).is_some();
        match self.lane(key) {
            Some(Lane::Waiting) => {
                view.phase = Phase::Queued(self.why_queued());
                view.problem = None;
            }
            Some(Lane::Aside) if !has_job => view.phase = Phase::Paused,
            Some(Lane::Over) if !has_job => view.phase = Phase::Cancelled,
            _ => {}
        }
        self.announce(&view);
        if signal.with_untracked(|old| *old != view) {
            signal.set(view);
        }
    }

    fn why_queued(&self) -> QueuedWhy {
        let queue = self.queue.borrow();
        if queue.all_paused {
            QueuedWhy::AllPaused
        } else if queue.blocked && queue.active().is_none() {
            QueuedWhy::PreviousBatch
        } else {
            QueuedWhy::Turn
        }
    }

    pub fn list_changed(&self) {
        let keys = self.queue.borrow().keys();
        if self.shown.keys.with_untracked(|old| *old != keys) {
            self.shown.keys.set(keys);
        }
        self.refresh();
    }

    /// Which place in the queue a job's state means; `None`: as before.
    fn lane_of(job: &Job) -> Lane {
        match job.show() {
            Show::Done(_) | Show::Cancelled { .. } => Lane::Over,
            Show::Failed(_) | Show::NeedsFile | Show::Paused => Lane::Aside,
            _ => Lane::Active,
        }
    }

    fn learn(&self, job: &Job) {
        let mut learned = self.learned.get();
        job.with_machine(|m| {
            learned.ordered |= m.is_ordered();
            // A tiny upload says nothing about large ones.
            if m.sizes().chunk >= 5_000_000 {
                learned.sizes = Some(m.sizes());
            }
        });
        self.learned.set(learned);
    }
}

impl Owner for Desk {
    fn changed(&self, job: &Rc<Job>, at_once: bool) {
        let key = job.key;
        let Some(before) = self.lane(key) else { return };
        let now = Self::lane_of(job);
        // One that waits for its turn says so, whatever its machine shows, unless it ends.
        let moved = now != before && (before != Lane::Waiting || now == Lane::Over);
        if moved {
            self.queue.borrow_mut().set(key, now);
        }
        let due = {
            let items = self.items.borrow();
            items
                .get(&key)
                .is_some_and(|item| now_ms().saturating_sub(item.painted_at.get()) >= REPAINT_MS)
        };
        if at_once || due || moved {
            self.paint(key);
        }
        if moved {
            if let Show::Done(batch) = job.show() {
                self.learn(job);
                *self.last_batch.borrow_mut() = Some(batch);
                self.block_for_previous();
            }
            self.pump();
        }
    }

    fn is_claimed(&self, batch: &BatchId) -> bool {
        self.jobs()
            .iter()
            .any(|job| matches!(job.show(), Show::Done(id) if id == *batch))
    }

    fn save(&self, _job: &Rc<Job>) -> LocalBoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}
