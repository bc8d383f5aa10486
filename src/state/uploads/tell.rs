//! What the list as a whole tells: totals, announcements, alerts, and whether leaving would lose something.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{desk::Desk, events::LeaveGuard};
use crate::{
    log::{self, LogLine, UploadWord},
    upload::{
        driver::now_ms,
        queue::Lane,
        view::{Phase, Totals, UploadView},
    },
};

/// Countdowns and announcements are looked at once a second.
const TICK_MS: u32 = 1_000;

impl Desk {
    /// Recomputes what belongs to all uploads together.
    pub fn refresh(&self) {
        let views = self.views();
        let totals = Totals::of(&views);
        // An upload's last word may come when the app is gone already.
        let Some(told) = self.shown.totals.try_get_untracked() else {
            return;
        };
        if told != totals {
            self.shown.totals.set(totals);
        }
        let unconfirmed = views.iter().any(UploadView::is_unconfirmed);
        if self.shown.unconfirmed.get_untracked() != unconfirmed {
            self.shown.unconfirmed.set(unconfirmed);
        }
        // The listener exists only while there is something to lose: it keeps pages out of the back/forward cache.
        let mut guard = self.leave_guard.borrow_mut();
        if unconfirmed && guard.is_none() {
            *guard = LeaveGuard::new();
        } else if !unconfirmed {
            *guard = None;
        }
        drop(guard);
        self.tick();
    }

    fn views(&self) -> Vec<UploadView> {
        let items = self.items.borrow();
        items
            .values()
            .map(|item| item.view.get_untracked())
            .collect()
    }

    pub fn announce(&self, view: &UploadView) {
        let alert = self.announcer.borrow_mut().observe(view);
        if let Some(text) = alert {
            self.alert(text);
        }
        self.announce_due();
    }

    /// Says at once what needs the person.
    pub fn alert(&self, text: String) {
        self.shown.alert.update(|alert| {
            alert.serial += 1;
            alert.text = text;
        });
    }

    fn announce_due(&self) {
        let due = self.announcer.borrow_mut().due(now_ms());
        if let Some(text) = due {
            self.shown.announcement.update(|announcement| {
                announcement.serial += 1;
                announcement.text = text;
            });
        }
    }

    /// Looks once a second, as long as there is something to look at.
    fn tick(&self) {
        if self.ticking.get() || !self.has_to_tick() {
            return;
        }
        self.ticking.set(true);
        let weak = self.me.clone();
        spawn_local(async move {
            loop {
                gloo_timers::future::TimeoutFuture::new(TICK_MS).await;
                let Some(desk) = weak.upgrade() else { return };
                let active = desk.queue.borrow().active();
                if let Some(key) = active {
                    desk.paint(key);
                }
                desk.announce_due();
                if !desk.has_to_tick() {
                    desk.ticking.set(false);
                    return;
                }
                desk.refresh();
            }
        });
    }

    fn has_to_tick(&self) -> bool {
        self.queue.borrow().active().is_some() || self.announcer.borrow().is_waiting()
    }

    /// Repaints whoever is being sent or waits.
    pub fn paint_all(&self) {
        for key in self.queue.borrow().keys() {
            if self.lane(key) != Some(Lane::Over) {
                self.paint(key);
            }
        }
    }
    /// Writes to the log that an upload has come to another state.
    pub fn log(&self, before: &UploadView, now: &UploadView) {
        let phase = word_of(&now.phase);
        let mut logged = self.logged.borrow_mut();
        let known = logged.iter().position(|key| *key == now.key);
        if known.is_some() && word_of(&before.phase) == phase {
            return;
        }
        let at = known.unwrap_or_else(|| {
            logged.push(now.key);
            logged.len() - 1
        });
        let nth = u32::try_from(at + 1).unwrap_or(u32::MAX);
        log::write(LogLine::Upload { nth, phase });
    }
}

fn word_of(phase: &Phase) -> UploadWord {
    match phase {
        Phase::Queued(_) => UploadWord::Queued,
        Phase::Preparing(_) => UploadWord::Preparing,
        Phase::Sending => UploadWord::Sending,
        Phase::Waiting { .. } => UploadWord::Waiting,
        Phase::Paused => UploadWord::Paused,
        Phase::Confirming(_) => UploadWord::Confirming,
        Phase::Interrupted { .. } => UploadWord::Interrupted,
        Phase::NeedsFile(_) => UploadWord::NeedsFile,
        Phase::Done { .. } => UploadWord::Done,
        Phase::Failed => UploadWord::Failed,
        Phase::Cancelled => UploadWord::Cancelled,
    }
}
