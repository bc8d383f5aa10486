//! Keeps unfinished uploads over a reload: writes the journal, and takes up what it holds.

use std::rc::Rc;

use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{begin::is_untouched, desk::Desk, item::Item};
use crate::{
    api::clock,
    domain::User,
    upload::{
        driver::Job,
        journal::{Failure, Journal, JournalEntry, JournalError, KEEP_MS, Kept},
        locks::Message,
        queue::Lane,
        session::Show,
        view::UploadKey,
    },
    words::{upload_problems, upload_progress},
};

impl Desk {
    /// Somebody is signed in: what did this person leave unfinished?
    pub fn open_journal(&self, user: &User) {
        let (id, weak) = (user.id.clone(), self.me.clone());
        spawn_local(async move {
            let opened = Journal::open(&id).await;
            let Some(desk) = weak.upgrade() else { return };
            match opened {
                Err(error) => desk.journal_off(error),
                Ok(journal) => {
                    let journal = Rc::new(journal);
                    *desk.journal.borrow_mut() = Some(Rc::clone(&journal));
                    if let Err(error) = desk.take_up(&journal).await {
                        desk.journal_off(error);
                    }
                }
            }
        });
    }

    async fn take_up(&self, journal: &Rc<Journal>) -> Result<(), JournalError> {
        journal.remove_others().await?;
        journal.expire(clock::wall_ms(), KEEP_MS).await?;
        let listing = journal.list().await?;
        self.show_kept(listing.kept).await;
        // Confirmed while the journal was being opened.
        let keys = self.queue.borrow().keys();
        for key in keys {
            // What another tab sends is written there.
            let ours = self.with_item(key, |item| item.hold.is_ours()) == Some(true);
            if ours && self.lane(key) != Some(Lane::Over) {
                self.keep(key);
            }
        }
        self.list_changed();
        self.pump();
        Ok(())
    }

    /// Puts an upload on the list that nobody sends now.
    pub fn restore(&self, kept: Kept) {
        let (key, lane) = (kept.entry.key, lane_of_kept(&kept.entry));
        self.add(Item::restored(kept), lane);
        self.job_of_kept(key);
        self.paint(key);
    }

    /// A job that goes on where the journal's entry says, in place of any other.
    pub fn job_of_kept(&self, key: UploadKey) {
        let start = self.with_item(key, |item| {
            item.job = None;
            (!is_untouched(&item.entry)).then(|| self.start_of(item, None))
        });
        if let Some(Some(start)) = start {
            self.make_job(key, start);
        }
    }

    /// Writes an item's record.
    pub fn keep(&self, key: UploadKey) {
        let written = self.write(key);
        let handle = self.with_item(key, |item| item.handle.clone()).flatten();
        let (journal, weak) = (self.journal.borrow().clone(), self.me.clone());
        spawn_local(async move {
            written.await;
            if let (Some(journal), Some(handle)) = (journal, handle) {
                let kept = journal.put_handle(key, &handle).await;
                if let (Err(error), Some(desk)) = (kept, weak.upgrade()) {
                    desk.journal_off(error);
                }
            }
        });
    }

    /// Writes what a job's machine knows now.
    pub fn save_job(&self, job: &Rc<Job>) -> LocalBoxFuture<'static, ()> {
        self.with_item(job.key, |item| {
            item.entry.machine = Some(job.with_machine(|m| m.snapshot()));
            match job.show() {
                Show::Failed(trouble) => {
                    let said = upload_problems::stopped(&trouble, 0, 0);
                    item.entry.failure = Some(Failure {
                        cause: said.cause,
                        server_words: said.server_words,
                    });
                }
                // It goes on: what had stopped it is over.
                Show::Sending | Show::Done(_) => item.entry.failure = None,
                _ => {}
            }
            item.entry.known = job.known();
        });
        self.write(job.key)
    }

    /// Writes an item's record as it is once its gates are open.
    fn write(&self, key: UploadKey) -> LocalBoxFuture<'static, ()> {
        let weak = self.me.clone();
        let gates = self.gates(key);
        Box::pin(async move {
            gates.await;
            let Some(desk) = weak.upgrade() else { return };
            let entry = desk.with_item(key, |item| {
                item.entry.updated_ms = clock::wall_ms();
                item.entry.clone()
            });
            let journal = desk.journal.borrow().clone();
            let (Some(entry), Some(journal)) = (entry, journal) else {
                return;
            };
            let written = journal.put(&entry).await;
            // It ended while this was being written.
            if desk.lane(key).is_none_or(|lane| lane == Lane::Over) {
                desk.erase(key);
            }
            if let Err(error) = written {
                desk.journal_off(error);
            }
        })
    }

    /// Done once everything is there that an item's record waits for.
    pub fn gates(&self, key: UploadKey) -> impl Future<Output = ()> + 'static {
        let gates = self.with_item(key, |item| item.gates.clone());
        async move {
            for gate in gates.into_iter().flatten() {
                gate.await;
            }
        }
    }

    /// The upload is over, or off the list. A tab that shows it as interrupted hears of it; one that mirrors it is told by
    /// its last view.
    pub fn forget(&self, key: UploadKey) {
        if self.with_item(key, |item| item.hold.is_ours()) == Some(false) {
            self.tell_tabs(&Message::Gone(key));
        }
        self.erase(key);
    }

    fn erase(&self, key: UploadKey) {
        let (journal, weak) = (self.journal.borrow().clone(), self.me.clone());
        spawn_local(async move {
            let Some(journal) = journal else { return };
            if let (Err(error), Some(desk)) = (journal.remove(key).await, weak.upgrade()) {
                desk.journal_off(error);
            }
        });
    }

    /// Somebody signed out: nothing of theirs stays (S-14).
    pub fn forget_all(&self) {
        let journal = self.journal.borrow_mut().take();
        spawn_local(async move {
            if let Some(journal) = journal {
                // What cannot be deleted now expires by itself; nobody is there to be told.
                let _ = journal.remove_all().await;
            }
        });
    }

    /// Uploads go on without it; said once (F-23).
    pub fn journal_off(&self, _why: JournalError) {
        *self.journal.borrow_mut() = None;
        if self.shown.journal_notice.get_untracked().is_none() {
            self.shown
                .journal_notice
                .set(Some(upload_progress::journal_off().to_owned()));
        }
    }
}

/// Where an upload from the journal belongs: its last byte may have arrived, then the list is asked, for which no file is
/// needed; else it waits for its file.
pub(super) fn lane_of_kept(entry: &JournalEntry) -> Lane {
    if entry.machine.as_ref().is_some_and(|m| m.final_sent) {
        Lane::Waiting
    } else {
        Lane::Aside
    }
}
