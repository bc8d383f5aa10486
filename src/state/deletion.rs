//! Deleting a batch: what is asked about, what the server said, and what must never be shown again. Owned by the app's
//! root, so that a deletion goes on when its page goes away.

use super::notices::Notices;
use super::session::Session;
use crate::api::Error;
use crate::api::client::Client;
use crate::api::wire::Acted;
use crate::domain::{BatchId, BatchStatus, ServerTime};
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

/// Why the batch is still there, or nobody knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// One line.
    pub heading: &'static str,
    /// What happened to the batch, and what to do.
    pub text: &'static str,
    /// The server's own sentence, where it had one.
    pub server_words: Option<String>,
    /// Another try could help. Not where the person may not delete.
    pub again: bool,
}

/// Where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Step {
    /// No dialog.
    #[default]
    Closed,
    /// The dialog waits for the person.
    Asking(Target, Option<Refusal>),
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
            let outcome = erase(&client, &target.id).await;
            if self.session.turn() != turn {
                // Who asked has signed out: the next person must not read about it (S-14).
                return;
            }
            match outcome {
                Erased::Done => self.deleted(target, words::done),
                Erased::Already => self.deleted(target, words::already),
                Erased::SignedOut => self.step.set(Step::Asking(target, None)),
                Erased::Kept(refusal) => {
                    if !refusal.again {
                        // The role was taken away: read it again, so that the buttons vanish (F-14).
                        self.session.check();
                    }
                    self.notices.alert(refusal.heading);
                    self.step.set(Step::Asking(target, Some(refusal)));
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

/// What came of one deletion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Erased {
    /// It is gone.
    Done,
    /// It was gone before: the aim is reached all the same.
    Already,
    /// It is still there, or nobody knows.
    Kept(Refusal),
    /// The session is over; nothing was asked.
    SignedOut,
}

/// Deletes a batch and finds out what came of it. A lost answer is looked up before anything is claimed (F-47), and so is
/// a success whose body says no (F-15).
pub async fn erase(client: &Client, id: &BatchId) -> Erased {
    let error = match client.delete(id).await {
        Ok(Acted::Done) => return Erased::Done,
        Ok(Acted::Refused(said)) => {
            return match client.progress(id).await {
                Err(gone) if gone.status() == Some(404) => Erased::Done,
                _ => kept(words::failed(), words::refused(), said),
            };
        }
        Err(error) => error,
    };
    let server_words = error.server_words().map(str::to_owned);
    match error.status() {
        Some(404) => return Erased::Already,
        Some(403) => {
            return Erased::Kept(Refusal {
                heading: words::failed(),
                text: words::not_allowed(),
                server_words,
                again: false,
            });
        }
        _ if matches!(error, Error::SignedOut) => return Erased::SignedOut,
        _ if !error.is_passing() => return kept(words::failed(), words::refused(), server_words),
        _ => {}
    }
    match client.progress(id).await {
        Err(gone) if gone.status() == Some(404) => Erased::Done,
        Ok(_) if error.status().is_none() => {
            kept(words::failed(), words::still_there(), server_words)
        }
        Ok(_) => kept(words::failed(), words::refused(), server_words),
        Err(_) => kept(words::unknown(), words::no_answer(), server_words),
    }
}

fn kept(heading: &'static str, text: &'static str, server_words: Option<String>) -> Erased {
    Erased::Kept(Refusal {
        heading,
        text,
        server_words,
        again: true,
    })
}
