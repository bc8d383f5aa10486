//! The desk behind the handle: who is on the list and whose turn it is.

use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, HashSet},
    ops::Range,
    rc::{Rc, Weak},
};

use futures::future::LocalBoxFuture;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{Draft, Shown, item::Item, late, random_53_bits, tabs::Hold};
use crate::{
    domain::BatchId,
    state::{session::Session, zone},
    upload::{
        announce::Announcer,
        driver::{Job, Owner, Source, now_ms},
        journal::Journal,
        locks::{Awake, Channel, Message, WakeLock},
        plan::Sizes,
        preflight::seen::Seen,
        queue::{Lane, Queue},
        rate::REPAINT_MS,
        session::Show,
        view::{FileWhy, Phase, QueuedWhy, UploadKey, UploadView},
    },
    words::upload_problems,
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
    pub journal: RefCell<Option<Rc<Journal>>>,
    /// The batch that was made last, and whether somebody watches its processing.
    pub last_batch: RefCell<Option<BatchId>>,
    pub watching: Cell<bool>,
    /// To the other tabs of this person.
    pub channel: RefCell<Option<Channel>>,
    /// Uploads in the order in which the log has named them.
    pub logged: RefCell<Vec<UploadKey>>,
    screen: WakeLock,
    awake: RefCell<Option<Awake>>,
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
            journal: RefCell::default(),
            last_batch: RefCell::default(),
            watching: Cell::default(),
            channel: RefCell::default(),
            logged: RefCell::default(),
            screen: WakeLock::new(),
            awake: RefCell::default(),
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
            self.add(Item::new(key, draft), Lane::Waiting);
            self.own(key);
            made.push(key);
        }
        // First the bytes, then the painting, in a task of its own: the two together would hold the page up.
        self.pump();
        let weak = self.me.clone();
        spawn_local(async move {
            TimeoutFuture::new(0).await;
            if let Some(desk) = weak.upgrade() {
                desk.list_changed();
            }
        });
        made
    }

    pub fn add(&self, item: Item, lane: Lane) {
        let key = item.entry.key;
        self.items.borrow_mut().insert(key, item);
        self.queue.borrow_mut().push(key, lane);
    }

    pub fn drop_item(&self, key: UploadKey) {
        let item = self.items.borrow_mut().remove(&key);
        let over = self.lane(key) == Some(Lane::Over);
        if !over && item.as_ref().is_some_and(|item| item.hold.is_ours()) {
            self.tell_tabs(&Message::Gone(key));
        }
        self.queue.borrow_mut().remove(key);
        self.announcer.borrow_mut().forget(key);
        drop(item); // Aborts what it has under way.
    }

    /// Forgets everything of this tab: somebody signed out (F-19).
    pub fn clear(&self) {
        *self.channel.borrow_mut() = None;
        let keys = self.queue.borrow().keys();
        for key in keys {
            self.drop_item(key);
        }
        *self.last_batch.borrow_mut() = None;
        self.list_changed();
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
        self.stay_awake();
        self.refresh();
    }

    /// Keeps the screen on while something is being sent.
    fn stay_awake(&self) {
        let sending = self.queue.borrow().active().is_some();
        let mut awake = self.awake.borrow_mut();
        if !sending {
            *awake = None;
        } else if awake.is_none() {
            *awake = Some(self.screen.keep());
        }
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

    pub fn set_lane(&self, key: UploadKey, lane: Lane) {
        self.queue.borrow_mut().set(key, lane);
    }

    /// Works on an item, if it is still there.
    pub fn with_item<T>(&self, key: UploadKey, work: impl FnOnce(&mut Item) -> T) -> Option<T> {
        self.items.borrow_mut().get_mut(&key).map(work)
    }

    pub fn view(&self, key: UploadKey) -> Option<ArcRwSignal<UploadView>> {
        self.items.borrow().get(&key).map(|item| item.view.clone())
    }

    pub fn shown_view(&self, key: UploadKey) -> Option<UploadView> {
        self.view(key).map(|view| view.get_untracked())
    }

    /// Repaints those whose reason to wait may have changed.
    pub fn paint_waiting(&self) {
        let keys = self.queue.borrow().keys();
        for key in keys {
            if self.lane(key) == Some(Lane::Waiting) {
                self.paint(key);
            }
        }
        self.refresh();
    }

    /// Another language is spoken: everything is said again.
    pub fn retell(&self) {
        let keys = self.queue.borrow().keys();
        for key in keys {
            self.with_item(key, |item| item.job.as_ref().map(|job| job.retell()));
            self.paint(key);
        }
        self.refresh();
    }

    pub fn paint(&self, key: UploadKey) {
        let Some(lane) = self.lane(key) else { return };
        let waits = self.why_queued();
        let painted = self.with_item(key, |item| {
            item.painted_at = now_ms();
            let ours = item.hold.is_ours();
            (item.view.clone(), item.paint(lane, waits), ours)
        });
        let Some((signal, view, ours)) = painted else {
            return;
        };
        // The tab that sends it says so.
        if !view.elsewhere {
            self.announce(&view);
        }
        signal.with_untracked(|old| self.log(old, &view));
        if signal.with_untracked(|old| *old != view) {
            if ours {
                self.tell_tabs(&Message::View(Box::new(view.clone())));
            }
            signal.set(view);
        }
        if lane == Lane::Over {
            self.let_go(key);
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
        if self.shown.keys.try_with_untracked(|old| *old != keys) == Some(true) {
            self.shown.keys.set(keys);
        }
        self.refresh();
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

    /// An upload has come to its end, with a batch or without.
    fn ended(&self, job: &Rc<Job>) {
        self.learn(job);
        self.forget(job.key);
        if let Show::Done(batch) = job.show() {
            self.remember(job.key, &batch);
            if !job.has_asked_list() {
                self.ask_for_zone(batch.clone());
            }
            *self.last_batch.borrow_mut() = Some(batch);
            self.block_for_previous();
        }
    }
}

impl Desk {
    /// Keeps which content has become which batch, to recognise it when it is chosen again.
    fn remember(&self, key: UploadKey, batch: &BatchId) {
        let print = self.with_item(key, |item| item.entry.fingerprint).flatten();
        if let (Some(print), Some(user)) = (print, self.session.user_untracked()) {
            let user = user.username;
            let mut seen = Seen::load(&user);
            seen.add(print.content, batch.clone());
            seen.save();
        }
    }
}

impl Desk {
    /// The server has written this batch down just now: what its clock said tells its zone.
    fn ask_for_zone(&self, batch: BatchId) {
        if !zone::is_wanted() {
            return;
        }
        let client = self.session.client();
        spawn_local(async move {
            // Without an answer the next upload tells.
            let answer = client.progress(&batch).await.ok();
            if let Some(created) = answer.and_then(|progress| progress.created) {
                zone::learn(created);
            }
        });
    }
}

/// Which place in the queue a job's state means.
fn lane_of(show: &Show) -> Lane {
    match show {
        Show::Done(_) | Show::Cancelled { .. } => Lane::Over,
        Show::Failed(_) | Show::NeedsFile | Show::Paused => Lane::Aside,
        _ => Lane::Active,
    }
}

impl Owner for Desk {
    fn changed(&self, job: &Rc<Job>, at_once: bool) {
        let key = job.key;
        let Some(before) = self.lane(key) else { return };
        let show = job.show();
        let now = lane_of(&show);
        // One that waits for its turn says so, whatever its machine shows, unless it ends.
        let moved = now != before && (before == Lane::Active || now == Lane::Over);
        if moved {
            self.set_lane(key, now);
        }
        if moved && now == Lane::Over {
            self.ended(job);
        }
        if show == Show::MustPack {
            self.pack_instead(key);
            return;
        }
        let due = self.with_item(key, |item| {
            now_ms().saturating_sub(item.painted_at) >= REPAINT_MS
        });
        if at_once || moved || due == Some(true) {
            self.paint(key);
        }
        if moved {
            self.pump();
        }
    }

    fn is_claimed(&self, batch: &BatchId) -> bool {
        self.jobs()
            .iter()
            .any(|job| matches!(job.show(), Show::Done(id) if id == *batch))
    }

    fn save(&self, job: &Rc<Job>) -> LocalBoxFuture<'static, ()> {
        self.save_job(job)
    }

    fn is_unchanged(
        &self,
        job: &Rc<Job>,
        source: &Source,
        range: Range<u64>,
    ) -> LocalBoxFuture<'static, bool> {
        self.has_same_sample(job.key, source, range)
    }
}

impl Item {
    /// What is shown of it.
    fn paint(&self, lane: Lane, waits: QueuedWhy) -> UploadView {
        let key = self.entry.key;
        if let Hold::Elsewhere(view) = &self.hold {
            return (**view).clone();
        }
        let mut view = match &self.job {
            Some(job) => job.view(),
            None => self.chosen.view(key),
        };
        match (lane, &self.job) {
            (Lane::Waiting, _) => {
                view.phase = Phase::Queued(waits);
                view.problem = None;
            }
            (Lane::Active, None) => view.phase = Phase::Preparing(self.preparing),
            (Lane::Active, Some(_)) if self.checking => {
                view.phase = Phase::Preparing(self.preparing);
            }
            (Lane::Aside, None) if !self.files.is_empty() => view.phase = Phase::Paused,
            (Lane::Aside, None) => view.phase = Phase::NeedsFile(self.file_why),
            (Lane::Over, None) => view.phase = Phase::Cancelled,
            _ => {}
        }
        let (confirmed, total) = (view.confirmed_bytes, view.total_bytes);
        match &view.phase {
            Phase::NeedsFile(FileWhy::Reload) => {
                let has_handle = self.handle.is_some();
                view.phase = Phase::Interrupted { has_handle };
                let mut problem = if has_handle {
                    upload_problems::interrupted(confirmed, total)
                } else {
                    upload_problems::file(FileWhy::Reload, confirmed, total)
                };
                if let Some(failure) = &self.entry.failure {
                    problem.cause = upload_problems::failed_before(&failure.cause);
                    problem.server_words.clone_from(&failure.server_words);
                }
                view.problem = Some(problem);
            }
            Phase::NeedsFile(why) if view.problem.is_none() => {
                view.problem = Some(upload_problems::file(*why, confirmed, total));
            }
            _ => {}
        }
        if let Some(late) = &self.late {
            late::show(late, &mut view);
        }
        view
    }
}
