//! What a person's clicks do.

use leptos::prelude::untrack;
use preflight::report::Fingerprint;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use super::{desk::Desk, item::Then};
use crate::upload::{
    digest::{self, Mismatch},
    driver::Source,
    file_handle,
    preflight::{resume, worker},
    queue::Lane,
    session::Event,
    view::{FileWhy, Phase, UploadKey},
};

impl Desk {
    pub fn pause(&self, key: UploadKey) {
        if !self.shown_view(key).is_some_and(|v| v.can_pause()) {
            return;
        }
        match (self.lane(key), self.job(key)) {
            (Some(Lane::Active), Some(job)) => job.dispatch(Event::Pause),
            (Some(Lane::Active | Lane::Waiting), _) => {
                self.with_item(key, super::item::Item::stop_work);
                self.set_lane(key, Lane::Aside);
                self.paint(key);
            }
            _ => {}
        }
        self.pump();
    }

    pub fn resume(&self, key: UploadKey) {
        let Some(view) = self.shown_view(key).filter(|v| v.can_resume()) else {
            return;
        };
        if matches!(view.phase, Phase::Interrupted { .. }) {
            self.reopen(key);
        } else {
            self.accept_check(key);
            self.line_up(key, Then::Resume);
        }
    }

    pub fn retry(&self, key: UploadKey) {
        if self.shown_view(key).is_some_and(|v| v.can_retry()) {
            self.line_up(key, Then::Retry);
        }
    }

    /// Sends it although the batch before it is not processed.
    pub fn send_now(&self, key: UploadKey) {
        self.queue.borrow_mut().send_now(key);
        self.list_changed();
        self.pump();
    }

    /// Lets it wait for its turn, and tells its job `then` when that comes.
    pub fn line_up(&self, key: UploadKey, then: Then) {
        self.with_item(key, |item| item.then = then);
        self.set_lane(key, Lane::Waiting);
        self.paint(key);
        self.pump();
    }

    pub fn cancel(&self, key: UploadKey) {
        if !self.shown_view(key).is_some_and(|v| v.can_cancel()) {
            return;
        }
        if let Some(job) = self.job(key) {
            job.dispatch(Event::Cancel);
        } else {
            self.with_item(key, |item| {
                item.stop_work();
                item.files.clear();
            });
            self.set_lane(key, Lane::Over);
            self.forget(key);
            self.paint(key);
        }
        self.pump();
    }

    pub fn remove(&self, key: UploadKey) {
        if self.shown_view(key).is_some_and(|v| v.can_remove()) {
            self.forget(key);
            self.drop_item(key);
            self.list_changed();
            self.pump();
        }
    }

    pub fn retry_all(&self) {
        let keys = self.queue.borrow().keys();
        for key in keys {
            self.retry(key);
        }
    }

    /// Those that wait come first, so that none of them begins when the one before it ends.
    pub fn cancel_all(&self) {
        let keys = self.queue.borrow().keys();
        let (waiting, others): (Vec<_>, Vec<_>) = keys
            .into_iter()
            .partition(|key| self.lane(*key) == Some(Lane::Waiting));
        for key in waiting.into_iter().chain(others) {
            self.cancel(key);
        }
    }

    pub fn clear_finished(&self) {
        let keys = self.queue.borrow().keys();
        for key in keys {
            let view = self.shown_view(key);
            if view.is_some_and(|view| untrack(|| self.shown.is_finished(&view))) {
                self.drop_item(key);
            }
        }
        self.list_changed();
    }

    pub fn shift(&self, key: UploadKey, up: bool) {
        let moved = self.queue.borrow_mut().shift(key, up);
        if moved {
            self.list_changed();
        }
    }

    pub fn pause_all(&self) {
        self.queue.borrow_mut().all_paused = true;
        leptos::prelude::Set::set(&self.shown.all_paused, true);
        let active = self.queue.borrow().active();
        if let Some(key) = active {
            self.pause(key);
        }
        self.paint_waiting();
    }

    pub fn resume_all(&self) {
        self.queue.borrow_mut().all_paused = false;
        leptos::prelude::Set::set(&self.shown.all_paused, false);
        let keys = self.queue.borrow().keys();
        for key in keys {
            let paused = self
                .shown_view(key)
                .is_some_and(|v| !v.elsewhere && v.phase == Phase::Paused);
            // One that its check has stopped asks for an answer of its own.
            if paused && !self.is_asked(key) {
                self.with_item(key, |item| item.then = Then::Resume);
                self.set_lane(key, Lane::Waiting);
            }
        }
        self.paint_waiting();
        self.pump();
    }

    /// Opens the file again by its handle; begins within the click, since the browser may have to ask.
    fn reopen(&self, key: UploadKey) {
        let handle = self.with_item(key, |item| item.handle.clone()).flatten();
        let (Some(handle), Some(desk)) = (handle, self.me.upgrade()) else {
            return;
        };
        spawn_local(async move {
            match file_handle::reopen(&handle).await {
                Ok(file) => desk.give_files(key, vec![file]),
                Err(_) => {
                    // Not allowed, or not there: the person chooses it.
                    desk.with_item(key, |item| item.handle = None);
                    desk.paint(key);
                }
            }
        });
    }

    pub fn give_files(&self, key: UploadKey, mut files: Vec<File>) {
        if files.is_empty() || !self.can_take_files(key) {
            return;
        }
        let images = self.with_item(key, |item| item.is_images()) == Some(true);
        if images {
            let same = self.with_item(key, |item| item.looks_like(&files)) == Some(true);
            if same {
                self.line_up(key, Then::Compare(files));
            } else {
                self.refuse(key, FileWhy::OtherSize);
            }
            return;
        }
        let file = files.swap_remove(0);
        let Some(desk) = self.me.upgrade() else {
            return;
        };
        spawn_local(async move {
            let given = digest::identify(&file).await;
            let kept = desk.with_item(key, |item| item.entry.file.clone());
            let (Some(mut kept), true) = (kept, desk.can_take_files(key)) else {
                return;
            };
            let Ok(given) = given else {
                desk.refuse(key, FileWhy::Unreadable);
                return;
            };
            if kept.digest.is_none() && kept.modified_ms == 0 {
                kept.modified_ms = given.modified_ms; // The tab was closed before the file had been looked at.
            }
            let print = desk.with_item(key, |item| item.entry.fingerprint).flatten();
            let checked = desk.vouch(kept.check(&given), print, &file).await;
            match checked {
                Ok(()) => desk.take_file(key, file),
                Err(mismatch) => desk.refuse(key, why(mismatch)),
            }
        });
    }

    /// The directory of an archive vouches for all of it, where it was read at the beginning and can be read again; else the
    /// sampled digest and the time of the last change have the word.
    async fn vouch(
        &self,
        checked: Result<(), Mismatch>,
        kept: Option<Fingerprint>,
        file: &File,
    ) -> Result<(), Mismatch> {
        let (Some(kept), Ok(()) | Err(Mismatch::Modified)) = (kept, checked) else {
            return checked;
        };
        let settings = self.session.client().config().preflight;
        let given = worker::fingerprint(file, settings).await;
        resume::vouch(checked, kept, given)
    }

    fn can_take_files(&self, key: UploadKey) -> bool {
        self.shown_view(key).is_some_and(|v| {
            v.wants_file() || matches!(v.phase, Phase::Interrupted { .. } if !v.elsewhere)
        })
    }

    fn take_file(&self, key: UploadKey, file: File) {
        if self.job(key).is_some() {
            self.line_up(key, Then::Give(Source::Whole(file.into())));
        } else {
            self.with_item(key, |item| item.files = vec![file]);
            self.line_up(key, Then::Begin);
        }
    }

    pub fn refuse(&self, key: UploadKey, why: FileWhy) {
        self.with_item(key, |item| item.file_why = why);
        self.set_lane(key, Lane::Aside);
        if let Some(job) = self.job(key) {
            job.refuse_file(why);
        }
        self.paint(key);
    }
}

fn why(mismatch: Mismatch) -> FileWhy {
    match mismatch {
        Mismatch::Name => FileWhy::OtherName,
        Mismatch::Size => FileWhy::OtherSize,
        Mismatch::Content => FileWhy::OtherContent,
        Mismatch::Modified => FileWhy::SavedAgain,
    }
}
