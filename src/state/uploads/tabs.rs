//! Several tabs of one user: whoever holds an upload's lock sends it, the others show how it goes (F-24).
//!
//! An upload that this tab has confirmed, or was given the file for, is held until it is over or off the list. One that a
//! reload has interrupted is held by nobody: the first tab that is given its file takes it.

use futures::{FutureExt, future::abortable};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{
    desk::Desk,
    item::{Gate, Item},
};
use crate::{
    api::web_locks::{self, Held},
    domain::User,
    upload::{
        journal::Kept,
        locks::{self, Channel, Message},
        queue::Lane,
        view::{Phase, QueuedWhy, UploadKey, UploadView},
    },
};

/// Who may send an upload.
#[derive(Default)]
pub(super) enum Hold {
    /// Nobody has asked.
    #[default]
    Free,
    /// Confirmed in this tab, which has asked for the lock: it sends already, and nobody else knows of it.
    Asking,
    /// This tab.
    Ours(#[expect(dead_code, reason = "kept for its drop, which lets go of the lock")] Held),
    /// Another tab; this is what it says.
    Elsewhere(Box<UploadView>),
}

impl Hold {
    pub fn is_ours(&self) -> bool {
        matches!(self, Self::Ours(_))
    }
}

/// What came of asking for an upload.
enum Claim {
    Ours,
    Elsewhere,
    /// It was brought to its end by another tab.
    Over,
}

impl Desk {
    /// Listens to the other tabs of this person, and asks how their uploads go.
    pub fn join_tabs(&self, user: &User) {
        let weak = self.me.clone();
        let channel = Channel::open(&user.id, move |message| {
            if let Some(desk) = weak.upgrade() {
                desk.heard(message);
            }
        });
        *self.channel.borrow_mut() = channel;
        self.tell_tabs(&Message::Hello);
    }

    pub fn tell_tabs(&self, message: &Message) {
        if let Some(channel) = &*self.channel.borrow() {
            channel.send(message);
        }
    }

    fn heard(&self, message: Message) {
        match message {
            Message::Hello => {
                for view in self.held_views() {
                    self.tell_tabs(&Message::View(Box::new(view)));
                }
            }
            Message::View(view) => self.heard_view(view),
            Message::Gone(key) => {
                let idle = self.with_item(key, |item| !item.hold.is_ours()) == Some(true)
                    && self.lane(key) == Some(Lane::Aside);
                if idle {
                    self.drop_item(key);
                    self.list_changed();
                }
            }
        }
    }

    fn held_views(&self) -> Vec<UploadView> {
        let items = self.items.borrow();
        let held = items.values().filter(|item| item.hold.is_ours());
        held.map(|item| item.view.get_untracked()).collect()
    }

    fn heard_view(&self, view: Box<UploadView>) {
        let key = view.key;
        match self.lane(key) {
            // What others have finished is in the list of batches.
            None if view.is_over() => {}
            None => {
                self.add(Item::mirrored(&view), Lane::Aside);
                self.mirror(key, view);
                self.list_changed();
            }
            // Our own, or being asked for just now: the lock decides, not a message.
            Some(Lane::Waiting | Lane::Active) => {}
            Some(Lane::Aside) => {
                let ours = self.with_item(key, |item| item.hold.is_ours());
                if ours == Some(false) {
                    self.mirror(key, view);
                }
            }
            Some(Lane::Over) => {}
        }
    }

    /// Shows what another tab says of an upload, and notices when that tab is gone.
    pub fn mirror(&self, key: UploadKey, mut view: Box<UploadView>) {
        let over = view.is_over();
        // What is over may be taken off this tab's list.
        view.elsewhere = !over;
        let begins = self.with_item(key, |item| {
            let begins = !matches!(item.hold, Hold::Elsewhere(_));
            item.stop_work();
            item.job = None;
            item.hold = Hold::Elsewhere(view);
            if over {
                item.stop_watch();
            }
            begins && !over
        });
        self.set_lane(key, if over { Lane::Over } else { Lane::Aside });
        self.paint(key);
        self.refresh();
        if begins == Some(true) {
            self.watch(key);
        }
    }

    /// What is shown of an upload of which the other tab has not spoken yet.
    pub fn mirror_unheard(&self, key: UploadKey) {
        let view = self.with_item(key, |item| {
            let mut view = item.chosen.view(key);
            view.phase = Phase::Queued(QueuedWhy::OtherTab);
            view
        });
        if let Some(view) = view {
            self.mirror(key, Box::new(view));
        }
    }

    /// Waits for the lock that another tab holds. Once it is free, the journal tells what has become of the upload.
    fn watch(&self, key: UploadKey) {
        // Without Web Locks nobody can tell; it stays as it was last heard of until this tab is reloaded.
        if !web_locks::available() {
            return;
        }
        let weak = self.me.clone();
        let (waiting, handle) = abortable(async move {
            let held = locks::hold(key).await;
            let Some(desk) = weak.upgrade() else { return };
            let kept = desk.kept(key).await;
            desk.left_behind(key, held, kept);
        });
        self.with_item(key, |item| item.watch = Some(handle));
        spawn_local(async move {
            // Given up: the upload is over, or off the list.
            let _ = waiting.await;
        });
    }

    /// The other tab is gone, or has let go.
    fn left_behind(&self, key: UploadKey, held: Held, kept: Option<Kept>) {
        let Some(Lane::Aside) = self.lane(key) else {
            return;
        };
        // Asked for again by itself below; the place in the list stays.
        self.with_item(key, |item| item.watch = None);
        let Some(kept) = kept else {
            // It ended, and its last word has been heard or comes too late to matter.
            self.drop_item(key);
            self.list_changed();
            self.pump();
            return;
        };
        let lane = super::keep::lane_of_kept(&kept.entry);
        self.with_item(key, |item| item.take_up(kept));
        if lane == Lane::Waiting {
            // Whoever comes first goes on with it, and the lock must not pass by in between.
            self.with_item(key, |item| item.hold = Hold::Ours(held));
        }
        self.set_lane(key, lane);
        self.job_of_kept(key);
        self.paint(key);
        self.pump();
    }

    async fn kept(&self, key: UploadKey) -> Option<Kept> {
        let journal = self.journal.borrow().clone()?;
        match journal.get(key).await {
            Ok(kept) => kept,
            Err(error) => {
                self.journal_off(error);
                None
            }
        }
    }

    /// Takes the lock of an upload that was confirmed here, then writes it down: no tab may find it without an owner.
    /// Sending does not wait for that: nobody else knows of it yet.
    pub fn own(&self, key: UploadKey) {
        let weak = self.me.clone();
        let taken = async move {
            let held = locks::hold(key).await;
            if let Some(desk) = weak.upgrade() {
                desk.with_item(key, |item| item.hold = Hold::Ours(held));
            }
        };
        let gate: Gate = taken.boxed_local().shared();
        self.with_item(key, |item| {
            item.hold = Hold::Asking;
            item.gates.push(gate.clone());
        });
        let weak = self.me.clone();
        spawn_local(async move {
            gate.await;
            let Some(desk) = weak.upgrade() else { return };
            match desk.lane(key) {
                None => {}
                Some(Lane::Over) => desk.let_go(key),
                Some(_) => {
                    desk.keep(key);
                    if let Some(view) = desk.shown_view(key) {
                        desk.tell_tabs(&Message::View(Box::new(view)));
                    }
                }
            }
        });
    }

    /// Its turn has come, and it was interrupted: only one tab may go on with it.
    pub fn claim_and_go(&self, key: UploadKey) {
        let Some(desk) = self.me.upgrade() else {
            return;
        };
        // The hold stays free until the lock is granted: a pause that ends this work leaves nothing behind.
        self.with_item(key, |item| item.checking = true);
        self.work(
            key,
            Box::pin(async move {
                let claim = desk.claim(key).await;
                desk.with_item(key, |item| item.checking = false);
                match claim {
                    Claim::Ours => desk.go(key),
                    Claim::Elsewhere => desk.mirror_unheard(key),
                    Claim::Over => {
                        desk.drop_item(key);
                        desk.list_changed();
                    }
                }
                if desk.lane(key) != Some(Lane::Active) {
                    desk.tell_tabs(&Message::Hello);
                    desk.pump();
                }
            }),
        );
        self.paint(key);
    }

    async fn claim(&self, key: UploadKey) -> Claim {
        let Some(held) = locks::try_hold(key).await else {
            return Claim::Elsewhere;
        };
        let journal = self.journal.borrow().clone();
        if let Some(journal) = journal {
            match journal.get(key).await {
                Ok(None) => return Claim::Over,
                // Another tab may have gone on with it in the meantime.
                Ok(Some(kept)) => {
                    self.with_item(key, |item| item.entry = kept.entry);
                    self.job_of_kept(key);
                }
                Err(error) => self.journal_off(error),
            }
        }
        self.with_item(key, |item| item.hold = Hold::Ours(held));
        Claim::Ours
    }

    /// It is over: the others have been told by the last painting, and the lock is free.
    pub fn let_go(&self, key: UploadKey) {
        self.with_item(key, |item| {
            if item.hold.is_ours() {
                item.hold = Hold::Free;
            }
        });
    }

    /// Shows what the journal holds: what another tab is busy with as that tab's, everything else as interrupted.
    pub async fn show_kept(&self, listing: Vec<Kept>) {
        let held = locks::held().await;
        for kept in listing {
            let key = kept.entry.key;
            if self.lane(key).is_some() {
                continue;
            }
            if held.contains(&key) {
                self.add(Item::restored(kept), Lane::Aside);
                self.mirror_unheard(key);
            } else {
                self.restore(kept);
            }
        }
        self.tell_tabs(&Message::Hello);
    }
}
