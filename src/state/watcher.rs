//! Watches a person's running batches from whatever page, and tells once when one ends (F-42): one list request a poll however
//! many there are, none where the open page asks already, none while hidden unless the person wants notices of the computer.
//!
//! All tabs share one inbox in `localStorage`; changes are made under a Web Lock, so that an end is told once. They share the
//! time of the last question, too, so that one of them asks.

use super::bell::{Bell, KEY};
use super::desktop;
use super::notices::Notices;
use super::preferences::Prefs;
use super::session::{Auth, Session};
use super::uploads::use_uploads;
use crate::api::client::Client;
use crate::api::clock::wall_ms;
use crate::api::{Error, web_locks};
use crate::browser::storage;
use crate::domain::{Batch, BatchId, User};
use crate::inbox::{Inbox, Notice, Outcome};
use crate::poll::poller;
use crate::poll::schedule::Schedule;
use crate::route;
use crate::words::notices as words;
use futures::future::select;
use gloo_timers::future::TimeoutFuture;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::{spawn_local, spawn_local_scoped_with_cancellation};
use std::pin::pin;
use std::rc::Rc;
use web_sys::StorageEvent;

/// Lock of the tab that asks, while it does.
const TURN: &str = "omr.inbox.turn";
/// When any tab asked last. Not below [`KEY`]: nobody needs to read the inbox for it.
const ASKED: &str = "omr.asked";
/// Lock for a change of the inbox.
const CHANGE: &str = "omr.inbox.change";
/// Another tab's change is waited for this long, in milliseconds.
const LOCK_WAIT_MS: u32 = 10_000;
/// Rows asked for: the most that the API gives.
const ROWS: u32 = 100;
/// While hidden, and only where notices of the computer are wanted, it is asked this often, in milliseconds.
const HIDDEN_MS: u32 = 60_000;
/// How often it is looked whether there is something to ask for, in milliseconds.
const IDLE_MS: u32 = 2_000;
/// How much longer than a page this waits, so that one of them asks and not both, in milliseconds.
const PAGE_FIRST_MS: u32 = 500;

/// Handle to the watching. `Copy`; lives at the app's root once it is loaded.
#[derive(Clone, Copy)]
pub struct Watcher {
    inbox: RwSignal<Rc<Inbox>, LocalStorage>,
    user: StoredValue<Option<User>>,
    /// When this tab asked last, or an answer held every watched batch.
    asked: StoredValue<i64>,
    /// A page told of the rows last, not an answer to a question of its own.
    told: StoredValue<bool>,
    bell: Bell,
    session: Session,
    notices: Notices,
    prefs: Prefs,
}

impl Watcher {
    /// Begins to watch, for as long as the root lives.
    #[must_use]
    pub fn begin() -> Self {
        let watcher = Self {
            inbox: RwSignal::new_local(Rc::default()),
            user: StoredValue::default(),
            asked: StoredValue::new(0),
            told: StoredValue::new(false),
            bell: Bell::expect(),
            session: Session::expect(),
            notices: Notices::expect(),
            prefs: Prefs::expect(),
        };
        let auth = watcher.session.auth_signal();
        Effect::new(move || {
            let user = match auth.get() {
                Auth::SignedIn(user) => Some(user),
                _ => None,
            };
            watcher.user.set_value(user.clone());
            watcher.read_kept();
            if user.is_some() {
                // Now that there is an inbox to put them into.
                watcher.bell.listen(move |rows| {
                    watcher.told.set_value(true);
                    watcher.take(rows);
                });
                spawn_local_scoped_with_cancellation(watcher.run());
            }
        });
        watcher.watch_uploads();
        watcher.follow_other_tabs();
        let path = watcher.bell.path();
        Effect::new(move || {
            let path = path.get();
            let id = path
                .strip_prefix(route::BATCHES)
                .and_then(|rest| rest.strip_prefix('/'));
            if let Some(id) = id.and_then(|id| BatchId::parse(id).ok()) {
                watcher.looked_at(&id);
            }
        });
        watcher
    }

    /// The inbox.
    #[must_use]
    pub fn inbox(self) -> RwSignal<Rc<Inbox>, LocalStorage> {
        self.inbox
    }

    /// All notices were looked at.
    pub fn read_all(self) {
        self.change(|inbox| {
            inbox.read_all();
        });
    }

    /// Empties the history.
    pub fn clear(self) {
        self.change(Inbox::clear);
    }

    /// The page of this batch is open: what is said of it is read.
    fn looked_at(self, id: &BatchId) {
        let unread = self.inbox.with_untracked(|inbox| {
            inbox
                .notices()
                .iter()
                .any(|notice| notice.id == *id && !notice.read)
        });
        if unread {
            let id = id.clone();
            self.change(move |inbox| {
                inbox.read(&id);
            });
        }
    }

    /// Uploads that have become batches are watched by their name.
    fn watch_uploads(self) {
        let uploads = use_uploads();
        let batches = Memo::new(move |_| {
            let views = uploads
                .keys()
                .get()
                .into_iter()
                .map(|key| uploads.view(key).get());
            views
                .filter_map(|view| Some((view.batch?, view.name)))
                .collect::<Vec<_>>()
        });
        Effect::new(move |before: Option<Vec<BatchId>>| {
            let now = batches.get();
            let before = before.unwrap_or_default();
            let fresh: Vec<(BatchId, String)> = now
                .iter()
                .filter(|(id, _)| !before.contains(id))
                .cloned()
                .collect();
            if !fresh.is_empty() {
                self.change(move |inbox| {
                    // What has ended already stays ended: the next answer says so.
                    for (id, name) in &fresh {
                        inbox.watch(id, name);
                    }
                });
            }
            now.into_iter().map(|(id, _)| id).collect()
        });
    }

    fn follow_other_tabs(self) {
        let listener = window_event_listener(ev::storage, move |event: StorageEvent| {
            if event.key().is_some_and(|key| key.starts_with(KEY)) {
                self.read_kept();
            }
        });
        on_cleanup(move || listener.remove());
    }

    /// Asks while something is watched: whichever tab's turn comes first, and no other within the same wait.
    async fn run(self) {
        let client = self.session.client();
        let schedule = Schedule::from_seconds(client.config().poll_seconds);
        let mut failures = 0;
        loop {
            if self.inbox.with_untracked(|inbox| inbox.is_idle()) {
                self.pause(IDLE_MS).await;
                continue;
            }
            let wait = if failures > 0 {
                schedule.after_failure(failures)
            } else {
                schedule.max_ms
            };
            self.pause(wait).await;
            // The page that told last is about to ask again: it goes first.
            if self.told.get_value() {
                self.pause(PAGE_FIRST_MS).await;
            }
            // Whoever holds the lock is asking right now.
            let Some(_turn) = web_locks::acquire_if_free(TURN).await else {
                continue;
            };
            // A page, or another tab, has asked meanwhile.
            if wall_ms() - self.asked_ms() < i64::from(wait) {
                continue;
            }
            self.note_asked();
            self.told.set_value(false);
            match client.list(None, ROWS, 0).await {
                Ok(page) => {
                    failures = 0;
                    self.take(&page.batches);
                    if self.missing(&page.batches).await.is_err() {
                        failures += 1;
                    }
                }
                Err(Error::SignedOut) => return,
                Err(_) => failures += 1,
            }
        }
    }

    /// When any tab asked last, or was told of every watched batch (this computer's clock). A time in the future, after the
    /// clock was set back, counts as long ago.
    fn asked_ms(self) -> i64 {
        let kept = storage::read(ASKED);
        let shared = kept.and_then(|text| text.parse().ok()).unwrap_or(0);
        let latest = self.asked.get_value().max(shared);
        if latest > wall_ms() { 0 } else { latest }
    }

    fn note_asked(self) {
        let now = wall_ms();
        self.asked.set_value(now);
        // Where it cannot be kept, each tab asks for itself.
        storage::write(ASKED, &now.to_string());
    }

    /// A watched batch that is not among the newest rows is asked for by itself, one a poll.
    async fn missing(self, rows: &[Batch]) -> Result<(), Error> {
        let lost = self.inbox.with_untracked(|inbox| {
            inbox
                .watched()
                .find(|id| rows.iter().all(|row| row.id != **id))
                .cloned()
        });
        let Some(id) = lost else { return Ok(()) };
        let client: Client = self.session.client();
        match client.progress(&id).await {
            Ok(progress) if progress.status.is_terminal() => {
                let row = Batch {
                    id,
                    name: String::new(),
                    strategy: None,
                    status: progress.status,
                    sheets: Some(progress.total),
                    bytes: None,
                    created: progress.created,
                    started: None,
                    completed: progress.completed,
                    error: None,
                    notes: None,
                    username: None,
                    processed: Some(progress.processed),
                    failed: Some(progress.failed),
                };
                self.take(&[row]);
                Ok(())
            }
            Ok(_) => Ok(()),
            Err(error) if matches!(error.status(), Some(403 | 404 | 410)) => {
                self.change(move |inbox| inbox.forget(&id));
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// Waits. While hidden nothing goes on, unless notices of the computer are wanted: then slowly.
    async fn pause(self, ms: u32) {
        if poller::hidden() && self.wants_desktop() {
            // Until somebody looks, at most a minute: the poller's own timer would wait for ever.
            let shown = pin!(poller::wait(0));
            select(TimeoutFuture::new(HIDDEN_MS), shown).await;
        } else {
            poller::wait(ms).await;
        }
    }

    fn wants_desktop(self) -> bool {
        self.prefs.now().get_untracked().desktop_notices
            && desktop::permission() == desktop::Permission::Granted
    }

    /// Rows have come, from a page or from [`Self::run`].
    fn take(self, rows: &[Batch]) {
        let Some(user) = self.user.get_value() else {
            return;
        };
        // Tried on a copy: most answers bring nothing, and then nobody waits for a lock.
        let mut copy = self.inbox.with_untracked(|inbox| Inbox::clone(inbox));
        let taken = copy.take(rows, &user, wall_ms());
        if taken.covered {
            self.note_asked();
        }
        if taken.changed {
            let rows = rows.to_vec();
            spawn_local(async move {
                let mut ended = Vec::new();
                self.change_now(|inbox| ended = inbox.take(&rows, &user, wall_ms()).ended)
                    .await;
                for notice in ended {
                    self.tell(&notice);
                }
            });
        }
    }

    /// Tells of an end. This tab was the one that wrote it down.
    fn tell(self, notice: &Notice) {
        let path = window().location().pathname().unwrap_or_default();
        let page = route::batch(&notice.id);
        if !poller::hidden() && path == page {
            // The page itself says it.
            self.looked_at(&notice.id);
            return;
        }
        let text = words::ended(notice);
        if poller::hidden() || !focused() {
            if self.wants_desktop() {
                let (title, body) = words::desktop(notice);
                desktop::show(&title, &body, notice.id.as_str(), move || {
                    self.bell.wanted().set(Some(page));
                });
            }
        } else {
            let failed = notice.outcome == Outcome::Failed;
            self.notices.say_end(&notice.id, failed, text);
        }
    }

    fn change(self, work: impl FnOnce(&mut Inbox) + 'static) {
        spawn_local(self.change_now(work));
    }

    /// Reads what all tabs share, changes it, and writes it back, with no other tab in between.
    async fn change_now(self, work: impl FnOnce(&mut Inbox)) {
        // A tab that does not let go would silence the bell: then it is changed without the lock.
        let _lock = web_locks::within(web_locks::acquire_for_storage(CHANGE), LOCK_WAIT_MS).await;
        let Some(user) = self.user.get_value() else {
            return;
        };
        let key = format!("{KEY}{}", user.id);
        let kept = storage::read(&key);
        // Without storage the tab's own is all there is (F-23).
        let mut inbox = match kept {
            Some(text) => Inbox::parse(&text),
            None => self.inbox.with_untracked(|inbox| Inbox::clone(inbox)),
        };
        let before = inbox.clone();
        work(&mut inbox);
        if inbox != before {
            // Full or blocked: it lasts as long as the tab then.
            storage::write(&key, &inbox.to_text());
        }
        self.set(inbox);
    }

    fn read_kept(self) {
        let inbox = self.user.get_value().and_then(|user| {
            let text = storage::read(&format!("{KEY}{}", user.id))?;
            Some(Inbox::parse(&text))
        });
        self.set(inbox.unwrap_or_default());
    }

    fn set(self, inbox: Inbox) {
        self.bell.unread().set(inbox.unread());
        self.inbox.set(Rc::new(inbox));
    }
}

fn focused() -> bool {
    document().has_focus().unwrap_or(true)
}
