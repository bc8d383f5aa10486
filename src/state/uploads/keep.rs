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
        journal::{Journal, JournalError, KEEP_MS, Kept},
        queue::Lane,
        view::UploadKey,
    },
    words::upload_progress,
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
        journal.expire(clock::wall_ms(), KEEP_MS).await?;
        let listing = journal.list().await?;
        for kept in listing.kept {
            self.restore(kept);
        }
        // Confirmed while the journal was being opened.
        let keys = self.queue.borrow().keys();
        for key in keys {
            if self.lane(key) != Some(Lane::Over) {
                self.keep(key);
            }
        }
        self.list_changed();
        self.pump();
        Ok(())
    }

    fn restore(&self, kept: Kept) {
        let key = kept.entry.key;
        if self.lane(key).is_some() {
            return;
        }
        let item = Item::restored(kept);
        let confirming = item.entry.machine.as_ref().is_some_and(|m| m.final_sent);
        let begun = !is_untouched(&item.entry);
        let start = self.start_of(&item, None);
        // Its last byte may have arrived: the list is asked, for which no file is needed.
        let lane = if confirming {
            Lane::Waiting
        } else {
            Lane::Aside
        };
        self.add(item, lane);
        if begun {
            self.make_job(key, start);
        }
        self.paint(key);
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
            item.entry.known = job.known();
        });
        self.write(job.key)
    }

    fn write(&self, key: UploadKey) -> LocalBoxFuture<'static, ()> {
        let entry = self.with_item(key, |item| {
            item.entry.updated_ms = clock::wall_ms();
            item.entry.clone()
        });
        let (journal, weak) = (self.journal.borrow().clone(), self.me.clone());
        Box::pin(async move {
            let (Some(entry), Some(journal)) = (entry, journal) else {
                return;
            };
            let written = journal.put(&entry).await;
            let Some(desk) = weak.upgrade() else { return };
            // It ended while this was being written.
            if desk.lane(key).is_none_or(|lane| lane == Lane::Over) {
                desk.forget(key);
            }
            if let Err(error) = written {
                desk.journal_off(error);
            }
        })
    }

    /// The upload is over, or off the list.
    pub fn forget(&self, key: UploadKey) {
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
    fn journal_off(&self, _why: JournalError) {
        *self.journal.borrow_mut() = None;
        if self.shown.journal_notice.get_untracked().is_none() {
            self.shown
                .journal_notice
                .set(Some(upload_progress::JOURNAL_OFF.to_owned()));
        }
    }
}
