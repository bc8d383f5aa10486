//! Locks the console when nobody uses any of its tabs (`idle_minutes`): [`IdleClock`] decides, this listens and records.

use super::session::{Auth, Session};
use crate::api::clock::wall_ms;
use crate::browser::input;
use crate::idle::{IdleClock, Idleness, Usage};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use std::cell::Cell;

thread_local! {
    /// The page's clock; `None` while there is nobody whose page could be locked.
    static CLOCK: Cell<Option<IdleClock>> = const { Cell::new(None) };
}

/// Handle. `Copy`; made at the root once somebody is signed in.
#[derive(Clone, Copy)]
pub struct IdleLock {
    session: Session,
    seconds: RwSignal<usize>,
}

impl IdleLock {
    /// Begins to watch, for the life of the page; without the setting it does nothing.
    #[must_use]
    pub fn begin() -> Self {
        let lock = Self {
            session: Session::expect(),
            seconds: RwSignal::new(0),
        };
        if lock.session.idle_limit_ms() > 0 {
            lock.follow_session();
            input::listen(move || lock.use_now());
            // Timers rest in hidden tabs and sleep with the computer, so that the clock is read when somebody comes back.
            // What another tab records is heard at once.
            input::listen_for_return(move || lock.check());
        }
        lock
    }

    /// Seconds until the lock while that is announced, else 0.
    #[must_use]
    pub fn seconds(self) -> RwSignal<usize> {
        self.seconds
    }

    fn follow_session(self) {
        let auth = self.session.auth_signal();
        // An ended session leaves its page in sight, so that it locks too.
        let watched = Memo::new(move |_| {
            auth.with(|auth| matches!(auth, Auth::SignedIn(_) | Auth::Expired(_)))
        });
        Effect::new(move || {
            if !watched.get() {
                CLOCK.set(None);
                return self.show(0);
            }
            // A page that was loaded again is not used by that: it may have reloaded by itself.
            let last_ms = match self.session.recorded() {
                Some(Usage::At(ms)) => ms,
                Some(Usage::Locked) | None => wall_ms(),
            };
            CLOCK.set(Some(IdleClock::new(self.session.idle_limit_ms(), last_ms)));
            self.check();
            spawn_local_scoped_with_cancellation(async move {
                while let Some(clock) = CLOCK.get() {
                    TimeoutFuture::new(clock.next_check_ms(wall_ms())).await;
                    self.check();
                }
            });
        });
    }

    /// Somebody uses this tab.
    fn use_now(self) {
        self.decide(|clock, now_ms| {
            if clock.input(now_ms) {
                self.session.record(Usage::At(now_ms));
            }
        });
    }

    fn check(self) {
        self.decide(|_, _| {});
    }

    /// Hears the other tabs, lets something happen, and does what follows from it.
    fn decide(self, event: impl FnOnce(&mut IdleClock, i64)) {
        let Some(mut clock) = CLOCK.get() else {
            return;
        };
        if let Some(usage) = self.session.recorded() {
            clock.hear(usage);
        }
        let now_ms = wall_ms();
        event(&mut clock, now_ms);
        let state = clock.state(now_ms);
        CLOCK.set(Some(clock));
        match state {
            Idleness::Active => self.show(0),
            Idleness::Warning(seconds) => self.show(seconds as usize),
            Idleness::Locked => self.session.lock(),
        }
    }

    fn show(self, seconds: usize) {
        if self.seconds.get_untracked() != seconds {
            self.seconds.set(seconds);
        }
    }
}
