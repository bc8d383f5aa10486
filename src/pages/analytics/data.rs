//! The records behind the figures: what is kept is shown at once, then what is new is fetched, page by page, with progress.

use crate::analytics::Record;
use crate::analytics::catch_up::{CatchUp, take_look, to_look_at};
use crate::analytics::store::{NotKept, Store};
use crate::analytics::summary::{Adder, Summary};
use crate::api::Error;
use crate::api::client::Client;
use crate::api::retry::retry_transient;
use crate::batches::list_reader::PAGE;
use crate::components::when::{on_own_clock, server_now};
use crate::domain::{Period, day_of};
use crate::poll::poller;
use crate::state::session::{Auth, Session};
use crate::upload::pace::Pace;
use crate::words::errors::{Failure, reading};
use futures::future::{AbortHandle, abortable};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use std::rc::Rc;

/// Rows read, and rows in all.
pub type Progress = (u64, Option<u64>);

/// How far the reading is.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// At work.
    Running(Progress),
    /// Everything is there.
    Whole,
    /// The person has stopped it.
    Stopped(Progress),
    /// It has failed.
    Failed(Progress, Failure),
    /// The server does not give the whole list.
    Stuck(Progress),
}

/// The page's data. `Copy`; belongs to the page.
#[derive(Clone, Copy)]
pub struct Data {
    /// How far it is.
    pub reading: RwSignal<Reading>,
    /// The figures of the chosen period; `None` until the first.
    pub summary: RwSignal<Option<Rc<Summary>>, LocalStorage>,
    /// Records in all, in any period.
    pub known: RwSignal<usize>,
    /// When the list was read to its end, in milliseconds since 1970.
    pub updated: RwSignal<Option<f64>>,
    /// The browser keeps nothing.
    pub not_kept: RwSignal<bool>,
    records: RwSignal<Rc<Vec<Record>>, LocalStorage>,
    task: StoredValue<Option<AbortHandle>, LocalStorage>,
    session: Session,
    /// The page's. A button that starts the reading goes away with the message that it belongs to, and must not take the
    /// reading with it.
    owner: StoredValue<Option<Owner>>,
}

impl Data {
    /// Reads, and adds up for `period`, as long as the page lives.
    pub fn follow(period: Memo<Period>) -> Self {
        let data = Self {
            reading: RwSignal::new(Reading::Running((0, None))),
            summary: RwSignal::new_local(None),
            known: RwSignal::new(0),
            updated: RwSignal::default(),
            not_kept: RwSignal::default(),
            records: RwSignal::new_local(Rc::default()),
            task: StoredValue::new_local(None),
            session: Session::expect(),
            owner: StoredValue::new(Owner::current()),
        };
        let user = Memo::new(move |_| match data.session.auth() {
            Auth::SignedIn(user) => Some(user.id),
            _ => None,
        });
        Effect::new(move || {
            if user.get().is_some() {
                data.read();
            }
        });
        // What failed without a network goes on by itself with it (D7).
        let back = window_event_listener(ev::online, move |_| {
            if matches!(data.reading.get_untracked(), Reading::Failed(..)) {
                data.read();
            }
        });
        on_cleanup(move || back.remove());
        data.add_up(period);
        data
    }

    /// Reads what is new, or the rest. Nothing while it reads already.
    pub fn read(self) {
        if self.task.with_value(Option::is_some) {
            return;
        }
        let Some(user) = self
            .session
            .auth_signal()
            .with_untracked(|auth| match auth {
                Auth::SignedIn(user) => Some(user.id.clone()),
                _ => None,
            })
        else {
            return;
        };
        self.reading.set(Reading::Running((0, None)));
        let (work, handle) = abortable(self.run(self.session.client(), user));
        self.task.set_value(Some(handle));
        let task = async move {
            // Aborted: what `stop` has said stands, and its task is another one's by now.
            if let Ok(end) = work.await {
                let _ = self.task.try_update_value(|task| *task = None);
                let _ = self.reading.try_set(end);
            }
        };
        if let Some(owner) = self.owner.get_value() {
            owner.with(|| spawn_local_scoped_with_cancellation(task));
        }
    }

    /// Ends the reading; what was read stays on the page and is called a part.
    pub fn stop(self) {
        if let Some(handle) = self.task.try_update_value(Option::take).flatten() {
            handle.abort();
            if let Reading::Running(progress) = self.reading.get_untracked() {
                self.reading.set(Reading::Stopped(progress));
            }
        }
    }

    async fn run(self, client: Client, user: String) -> Reading {
        let store = Store::open(&user).await;
        let mut kept = Vec::new();
        match &store {
            Ok(store) => match store.load().await {
                Ok(records) => kept = records,
                Err(NotKept) => self.not_kept.set(true),
            },
            Err(NotKept) => self.not_kept.set(true),
        }
        if !kept.is_empty() {
            self.show(kept.clone());
        }
        let mut state = CatchUp::from(kept);
        loop {
            // Nothing is asked while nobody looks (P-07).
            if poller::hidden() {
                poller::wait(0).await;
            }
            let Some(request) = state.next_request() else {
                break;
            };
            let page = async || client.page(&request.ask, PAGE, request.offset).await;
            match retry_transient(page).await {
                Ok(page) => {
                    state.apply_page(page);
                    let progress = state.progress();
                    // The part that was read is what "Stop" leaves on the page.
                    if self.known.get_untracked() == 0 || progress.0 % 2_000 < 100 {
                        self.show_part(state.clone());
                    }
                    self.reading.set(Reading::Running(progress));
                }
                Err(error) => {
                    let progress = state.progress();
                    self.show_part(state);
                    return Reading::Failed(progress, reading(&error));
                }
            }
        }
        if !state.is_whole() {
            let progress = state.progress();
            self.show_part(state);
            return Reading::Stuck(progress);
        }
        let read = usize::try_from(state.progress().0).unwrap_or(usize::MAX);
        let progress = state.progress();
        let mut records = state.into_records();
        for id in to_look_at(&records, read) {
            match client.detail(&id, false).await {
                Ok(detail) => take_look(&mut records, &id, Some(&detail)),
                Err(error) if error.status() == Some(404) => take_look(&mut records, &id, None),
                Err(Error::SignedOut) => {
                    return Reading::Failed(progress, reading(&Error::SignedOut));
                }
                // Its old state stands until the next visit.
                Err(_) => {}
            }
        }
        if let Ok(store) = store
            && store.save(&records).await.is_err()
        {
            self.not_kept.set(true);
        }
        self.show(records);
        self.updated.set(Some(js_sys::Date::now()));
        Reading::Whole
    }

    /// What was read so far, unless more is shown already.
    fn show_part(self, state: CatchUp) {
        let records = state.into_records();
        if records.len() > self.known.get_untracked() {
            self.show(records);
        }
    }

    fn show(self, records: Vec<Record>) {
        self.known.set(records.len());
        self.records.set(Rc::new(records));
    }

    /// Adds up again when the records or the period change, in slices, so that the page stays free.
    fn add_up(self, period: Memo<Period>) {
        let task = StoredValue::new_local(None::<AbortHandle>);
        Effect::new(move || {
            let (records, period) = (self.records.get(), period.get());
            let today = day_of(on_own_clock(server_now()));
            // The older sum is of no use any more.
            if let Some(older) = task.try_update_value(Option::take).flatten() {
                older.abort();
            }
            let (work, handle) = abortable(async move {
                let first = records.iter().filter_map(|r| r.created).min();
                let first = first.map(|time| day_of(on_own_clock(time)));
                let mut adder = Adder::new(period, today, first);
                let mut pace = Pace::new();
                for some in records.chunks(200) {
                    some.iter()
                        .for_each(|record| adder.add(record, on_own_clock));
                    pace.step().await;
                }
                let _ = self.summary.try_set(Some(Rc::new(adder.finish())));
            });
            task.set_value(Some(handle));
            spawn_local_scoped_with_cancellation(async move {
                let _ = work.await;
            });
        });
    }
}
