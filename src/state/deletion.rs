//! Deleting a batch: what is asked about, what the server said, and what must never be shown again. Owned by the app's
//! root, so that a deletion goes on when its page goes away.

use super::batch_action::act_and_verify;
use super::notices::Notices;
use super::session::Session;
use crate::batches::action_outcome::{Action, ActionOutcome, NotDone};
use crate::domain::{BatchId, BatchStatus, ServerTime};
use crate::words::action_outcome as outcome_words;
use crate::words::delete as words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashSet;

/// The batch in question, as the person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its id.
    pub id: BatchId,
    /// What has to be typed.
    pub name: String,
    /// Sheets, where known.
    pub sheets: Option<u64>,
    /// When it was uploaded, by whom, and what has become of it: names alone do not tell batches apart.
    pub created: Option<ServerTime>,
    /// See there.
    pub uploader: Option<String>,
    /// See there.
    pub status: BatchStatus,
    /// The row that takes the focus afterwards.
    pub neighbour: Option<BatchId>,
}

/// Where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Step {
    /// No dialog.
    #[default]
    Closed,
    /// The dialog waits for the person.
    Asking(Target, Option<NotDone>),
    /// The server is asked.
    Busy(Target),
}

/// Handle. `Copy`; provided once at the app's root.
#[derive(Clone, Copy)]
pub struct Deletions {
    step: RwSignal<Step>,
    gone: RwSignal<HashSet<BatchId>>,
    last: RwSignal<Option<Target>>,
    session: Session,
    notices: Notices,
}

impl Deletions {
    /// Makes the handle and provides it as context.
    pub fn provide(session: Session, notices: Notices) -> Self {
        let deletions = Self {
            step: RwSignal::default(),
            gone: RwSignal::default(),
            last: RwSignal::default(),
            session,
            notices,
        };
        session.at_sign_out(move || {
            deletions.step.set(Step::Closed);
            deletions.gone.update(HashSet::clear);
            deletions.last.set(None);
        });
        provide_context(deletions);
        deletions
    }

    /// The handle of this app.
    ///
    /// # Panics
    /// When called outside the app's tree; the first look at the page shows it.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Opens the dialog.
    pub fn ask(self, target: Target) {
        if matches!(self.step.get_untracked(), Step::Closed) {
            self.step.set(Step::Asking(target, None));
        }
    }

    /// Closes the dialog, unless the server is being asked.
    pub fn cancel(self) {
        if matches!(self.step.get_untracked(), Step::Asking(..)) {
            self.step.set(Step::Closed);
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn step(self) -> Signal<Step> {
        self.step.into()
    }

    /// Batches that are gone. An answer that predates the deletion must not bring them back (F-40).
    #[must_use]
    pub fn gone(self) -> Signal<HashSet<BatchId>> {
        self.gone.into()
    }

    /// The last batch that was deleted; pages take it to move on and to place the focus.
    #[must_use]
    pub fn take_last(self) -> Option<Target> {
        let last = self.last.get();
        if last.is_some() {
            self.last.set(None);
        }
        last
    }

    /// Deletes the batch that is asked about. A second call while the server is asked does nothing (UX-37, F-46).
    pub fn confirm(self) {
        let Step::Asking(target, _) = self.step.get_untracked() else {
            return;
        };
        self.step.set(Step::Busy(target.clone()));
        let client = self.session.client();
        let turn = self.session.turn();
        spawn_local(async move {
            let outcome = act_and_verify(&client, &target.id, &Action::Delete).await;
            if self.session.turn() != turn {
                // Who asked has signed out: the next person must not read about it (S-14).
                return;
            }
            match outcome {
                ActionOutcome::Done | ActionOutcome::Over => self.deleted(target, words::done),
                ActionOutcome::AlreadyGone => self.deleted(target, words::already),
                ActionOutcome::SignedOut => self.step.set(Step::Asking(target, None)),
                ActionOutcome::NotDone(not_done) => {
                    if !not_done.can_be_tried_again() {
                        // The role was taken away: read it again, so that the buttons vanish (F-14).
                        self.session.check();
                    }
                    self.notices
                        .alert(outcome_words::heading(&Action::Delete, not_done.reason));
                    self.step.set(Step::Asking(target, Some(not_done)));
                }
            }
        });
    }

    /// A batch that is gone must not be shown again, whoever has deleted it.
    pub fn forget(self, id: BatchId) {
        self.gone.update(|gone| {
            gone.insert(id);
        });
    }

    fn deleted(self, target: Target, text: fn(&str) -> String) {
        self.forget(target.id.clone());
        self.step.set(Step::Closed);
        self.notices.flash(text(&target.name));
        self.last.set(Some(target));
    }
}
