//! Deleting several batches: one deletion after the other, and what came of each. The work belongs to the app's root: it
//! goes on when the page goes away.

use super::batch_action::act_and_verify;
use super::deletion::Deletions;
use super::notices::Notices;
use super::root::Root;
use super::session::Session;
use super::wanted_dialog::{Dialog, WantedDialog};
use crate::batches::action_outcome::{Action, ActionOutcome};
use crate::domain::{Batch, BatchId, BatchStatus, ServerTime};
use crate::words::delete::several as words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// One of the batches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    id: BatchId,
    /// What it is called.
    pub name: String,
    /// Its sheets; 0 where nobody knows.
    pub sheets: u64,
    /// Whether it is still being processed.
    pub running: bool,
    /// When it was uploaded.
    pub created: Option<ServerTime>,
    /// By whom.
    pub uploader: Option<String>,
    /// What has become of it on the server.
    pub status: BatchStatus,
    /// What has become of its deletion.
    pub fate: Fate,
}

/// What has become of a deletion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// Its turn has not come.
    Waiting,
    /// The server is asked.
    Deleting,
    /// What came of it.
    Ended(ActionOutcome),
    /// The person stopped before its turn.
    Untouched,
}

impl Fate {
    /// The batch is gone.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        matches!(
            self,
            Self::Ended(ActionOutcome::Done | ActionOutcome::Over | ActionOutcome::AlreadyGone)
        )
    }
}

/// Where the work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Step {
    /// The person is asked.
    #[default]
    Asking,
    /// One batch after the other is deleted.
    Busy,
    /// Nothing more happens.
    Ended,
}

/// Handle. `Copy`; belongs to the app's root.
#[derive(Clone, Copy)]
pub struct Several {
    step: RwSignal<Step>,
    lines: RwSignal<Vec<Line>>,
    stopped: RwSignal<bool>,
    wanted: WantedDialog,
    session: Session,
    notices: Notices,
    deletions: Deletions,
}

impl Several {
    /// The handle of this app.
    #[must_use]
    pub fn expect() -> Self {
        Root::keep(|| {
            let several = Self {
                step: RwSignal::default(),
                lines: RwSignal::default(),
                stopped: RwSignal::default(),
                wanted: WantedDialog::expect(),
                session: Session::expect(),
                notices: Notices::expect(),
                deletions: Deletions::expect(),
            };
            several.session.at_sign_out(move || {
                several.wanted.close(Dialog::DeleteSeveral);
                several.step.set(Step::Asking);
                several.lines.set(Vec::new());
            });
            several
        })
    }

    /// Opens the dialog for batches and what each is called.
    pub fn ask(self, batches: Vec<(String, Batch)>) {
        if self.step.get_untracked() == Step::Busy || batches.is_empty() {
            return;
        }
        let lines = batches.into_iter().map(|(name, batch)| Line {
            id: batch.id,
            name,
            sheets: batch.sheets.unwrap_or(0),
            running: batch.status.is_running(),
            created: batch.created,
            uploader: batch.username,
            status: batch.status,
            fate: Fate::Waiting,
        });
        self.lines.set(lines.collect());
        self.stopped.set(false);
        self.step.set(Step::Asking);
        self.wanted.open(Dialog::DeleteSeveral);
    }

    /// Whether the dialog is to be seen. Followed.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.wanted.is(Dialog::DeleteSeveral)
    }

    /// Where the work stands.
    #[must_use]
    pub fn step(self) -> RwSignal<Step> {
        self.step
    }

    /// The batches, each with what has become of its deletion.
    #[must_use]
    pub fn lines(self) -> RwSignal<Vec<Line>> {
        self.lines
    }

    /// Set: no further deletion begins.
    #[must_use]
    pub fn stopped(self) -> RwSignal<bool> {
        self.stopped
    }

    /// Closes the dialog, unless batches are being deleted.
    pub fn close(self) {
        if self.step.get_untracked() != Step::Busy {
            self.wanted.close(Dialog::DeleteSeveral);
        }
    }

    /// Deletes them, once (UX-37).
    pub fn confirm(self) {
        if self.step.get_untracked() != Step::Asking {
            return;
        }
        self.step.set(Step::Busy);
        let client = self.session.client();
        let turn = self.session.turn();
        spawn_local(async move {
            let ids: Vec<BatchId> = self
                .lines
                .with_untracked(|lines| lines.iter().map(|line| line.id.clone()).collect());
            for (at, id) in ids.iter().enumerate() {
                if self.stopped.get_untracked() {
                    break;
                }
                self.fate(at, Fate::Deleting);
                let outcome = act_and_verify(&client, id, &Action::Delete).await;
                if self.session.turn() != turn {
                    // Who asked has signed out: nothing more is deleted, and nobody else reads about it (S-14).
                    return;
                }
                match &outcome {
                    ActionOutcome::SignedOut => self.stopped.set(true),
                    ActionOutcome::NotDone(not_done) if !not_done.can_be_tried_again() => {
                        // The role was taken away: no other one would go either (F-14).
                        self.stopped.set(true);
                        self.session.check();
                    }
                    ActionOutcome::NotDone(_) => {}
                    _ => self.deletions.forget(id.clone()),
                }
                self.fate(at, Fate::Ended(outcome));
            }
            self.end();
        });
    }

    fn fate(self, at: usize, fate: Fate) {
        self.lines.update(|lines| {
            if let Some(line) = lines.get_mut(at) {
                line.fate = fate;
            }
        });
    }

    fn end(self) {
        let signed_out = Fate::Ended(ActionOutcome::SignedOut);
        self.lines.update(|lines| {
            let rest = match lines.iter().any(|line| line.fate == signed_out) {
                true => signed_out,
                false => Fate::Untouched,
            };
            for line in lines.iter_mut().filter(|line| line.fate == Fate::Waiting) {
                line.fate = rest.clone();
            }
        });
        let (deleted, kept) = self.outcome();
        self.step.set(Step::Ended);
        if kept == 0 {
            self.notices.say(words::done(deleted, kept));
        } else {
            self.notices.alert(words::done(deleted, kept));
        }
    }

    /// How many are gone, and how many are not.
    #[must_use]
    pub fn outcome(self) -> (u64, u64) {
        self.lines.with(|lines| {
            let deleted = lines.iter().filter(|line| line.fate.is_gone()).count();
            (number(deleted), number(lines.len() - deleted))
        })
    }

    /// How many have been dealt with.
    #[must_use]
    pub fn dealt_with(self) -> u64 {
        self.lines.with(|lines| {
            let open = |line: &&Line| matches!(line.fate, Fate::Waiting | Fate::Deleting);
            number(lines.len() - lines.iter().filter(open).count())
        })
    }
}

fn number(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}
