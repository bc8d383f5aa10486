//! What came of an action on a batch whose answer may be lost: deletion, stop, recovery. Nothing is claimed that was not seen
//! (F-47). Values alone: their words are made where they are shown.

use crate::api::Error;
use crate::api::wire::Acted;
use crate::domain::{BatchStatus, Progress};

/// What is done to a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// It is deleted for good.
    Delete,
    /// Its processing is stopped, in this status.
    Cancel(BatchStatus),
    /// The results are brought back, in this status.
    Recover(BatchStatus),
}

/// What is known afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionOutcome {
    /// It is done.
    Done,
    /// The batch has ended by itself meanwhile: there is nothing left to do.
    Over,
    /// The batch was gone before.
    AlreadyGone,
    /// The session is over; nothing is claimed.
    SignedOut,
    /// It was not done, or nobody knows.
    NotDone(NotDone),
}

/// Why an action was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotDone {
    /// Why.
    pub reason: Reason,
    /// The server's own sentence, where it had one.
    pub server_words: Option<String>,
}

/// See [`NotDone`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The account may not do it.
    NotAllowed,
    /// The server refuses or fails; the batch is as it was.
    Refused,
    /// No answer, but the batch is seen to be as it was.
    Unchanged,
    /// No answer, and the batch could not be looked at.
    Unknown,
}

impl NotDone {
    /// Whether another try could help.
    #[must_use]
    pub fn can_be_tried_again(&self) -> bool {
        self.reason != Reason::NotAllowed
    }
}

/// Whether the batch must be looked at before anything is said.
#[must_use]
pub fn needs_verification(action: &Action, answer: &Result<Acted, Error>) -> bool {
    match answer {
        Ok(Acted::Done) => false,
        Ok(Acted::Refused(_)) => true,
        // A batch that ended meanwhile can neither be stopped nor recovered.
        Err(error) if *action != Action::Delete && matches!(error.status(), Some(400 | 409)) => {
            true
        }
        Err(error) => error.is_passing(),
    }
}

/// Judges an answer together with what a look at the batch showed, where [`needs_verification`] asked for one.
#[must_use]
pub fn resolve_outcome(
    action: &Action,
    answer: &Result<Acted, Error>,
    look: Option<&Result<Progress, Error>>,
) -> ActionOutcome {
    let error = match answer {
        Ok(Acted::Done) => return ActionOutcome::Done,
        Ok(Acted::Refused(_)) => None,
        Err(error) => Some(error),
    };
    let said = match answer {
        Ok(Acted::Refused(said)) => said.clone(),
        _ => error.and_then(Error::server_words).map(str::to_owned),
    };
    let status = error.and_then(Error::status);
    match status {
        _ if matches!(error, Some(Error::SignedOut)) => return ActionOutcome::SignedOut,
        Some(403) => return not_done(Reason::NotAllowed, said),
        Some(404 | 410) => return ActionOutcome::AlreadyGone,
        _ => {}
    }
    // A no is a no, whatever became of the batch; a lost answer may have been a yes.
    let refused = !error.is_some_and(Error::is_passing);
    let (before, aim) = match action {
        Action::Delete => {
            return match look {
                Some(Err(error)) if is_gone(error) => ActionOutcome::Done,
                Some(Ok(_)) if !refused && status.is_none() => not_done(Reason::Unchanged, None),
                Some(Ok(_)) => not_done(Reason::Refused, said),
                _ if refused => not_done(Reason::Refused, said),
                _ => not_done(Reason::Unknown, said),
            };
        }
        Action::Cancel(before) => (before, BatchStatus::Failed),
        Action::Recover(before) => (before, BatchStatus::Completed),
    };
    match look {
        Some(Ok(now)) if now.status == aim && !refused => ActionOutcome::Done,
        Some(Ok(now)) if now.status != *before && now.status.is_terminal() => ActionOutcome::Over,
        Some(Ok(_)) if !refused && said.is_none() => not_done(Reason::Unchanged, None),
        Some(Ok(_)) => not_done(Reason::Refused, said),
        Some(Err(Error::SignedOut)) => ActionOutcome::SignedOut,
        Some(Err(error)) if is_gone(error) => ActionOutcome::AlreadyGone,
        _ if refused => not_done(Reason::Refused, said),
        _ => not_done(Reason::Unknown, None),
    }
}

fn is_gone(error: &Error) -> bool {
    matches!(error.status(), Some(404 | 410))
}

fn not_done(reason: Reason, server_words: Option<String>) -> ActionOutcome {
    ActionOutcome::NotDone(NotDone {
        reason,
        server_words,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Problem;
    use Reason::{NotAllowed, Refused, Unchanged, Unknown};

    fn status(code: u16, message: Option<&str>) -> Error {
        Error::Status {
            code,
            problem: Problem {
                message: message.map(str::to_owned),
                ..Problem::default()
            },
            retry_after_ms: None,
        }
    }

    fn at(status: BatchStatus) -> Result<Progress, Error> {
        Ok(Progress {
            status,
            total: 4,
            processed: 2,
            failed: 0,
            share: None,
            created: None,
            completed: None,
        })
    }

    /// With the look that the answer asks for.
    fn outcome(
        action: &Action,
        answer: Result<Acted, Error>,
        look: Result<Progress, Error>,
    ) -> ActionOutcome {
        let look = needs_verification(action, &answer).then_some(look);
        resolve_outcome(action, &answer, look.as_ref())
    }

    fn cancel(answer: Result<Acted, Error>, look: Result<Progress, Error>) -> ActionOutcome {
        outcome(&Action::Cancel(BatchStatus::Processing), answer, look)
    }

    fn delete(answer: Result<Acted, Error>, look: Result<Progress, Error>) -> ActionOutcome {
        outcome(&Action::Delete, answer, look)
    }

    fn because(reason: Reason, said: Option<&str>) -> ActionOutcome {
        not_done(reason, said.map(str::to_owned))
    }

    fn no(said: &str) -> Result<Acted, Error> {
        Ok(Acted::Refused(Some(said.to_owned())))
    }

    #[test]
    fn a_lost_answer_is_looked_up() {
        for lost in [Error::Network, Error::Timeout, status(502, None)] {
            let cancel = |look| cancel(Err(lost.clone()), look);
            assert_eq!(cancel(at(BatchStatus::Failed)), ActionOutcome::Done);
            assert_eq!(cancel(at(BatchStatus::Completed)), ActionOutcome::Over);
            assert_eq!(
                cancel(at(BatchStatus::Processing)),
                because(Unchanged, None)
            );
            assert_eq!(cancel(Err(Error::Network)), because(Unknown, None));
            assert_eq!(cancel(Err(status(404, None))), ActionOutcome::AlreadyGone);
            assert_eq!(cancel(Err(Error::SignedOut)), ActionOutcome::SignedOut);
        }
    }

    #[test]
    fn f47_a_deletion_whose_answer_was_lost_is_looked_up() {
        for lost in [Error::Network, Error::Timeout] {
            let delete = |look| delete(Err(lost.clone()), look);
            assert_eq!(delete(Err(status(404, None))), ActionOutcome::Done);
            assert_eq!(delete(at(BatchStatus::Completed)), because(Unchanged, None));
            assert_eq!(delete(Err(Error::Network)), because(Unknown, None));
            assert_eq!(
                delete(Err(Error::SignedOut)),
                because(Unknown, None),
                "it may be deleted"
            );
        }
        let failed = |message| Err(status(503, message));
        let there = || at(BatchStatus::Completed);
        assert_eq!(delete(failed(None), there()), because(Refused, None));
        assert_eq!(
            delete(failed(Some("busy")), there()),
            because(Refused, Some("busy"))
        );
        assert_eq!(
            delete(failed(Some("busy")), Err(Error::Network)),
            because(Unknown, Some("busy"))
        );
    }

    #[test]
    fn f15_a_no_in_a_success_is_a_no() {
        let said = "Batch is already completed";
        assert_eq!(
            cancel(no(said), at(BatchStatus::Completed)),
            ActionOutcome::Over
        );
        for look in [at(BatchStatus::Processing), Err(Error::Network)] {
            assert_eq!(cancel(no(said), look.clone()), because(Refused, Some(said)));
            assert_eq!(delete(no(said), look), because(Refused, Some(said)));
        }
        assert_eq!(
            delete(no(said), Err(status(404, None))),
            ActionOutcome::Done
        );
        for act in [cancel, delete] {
            assert_eq!(
                act(Ok(Acted::Done), Err(Error::Network)),
                ActionOutcome::Done
            );
        }
    }

    #[test]
    fn every_refusal_is_told_apart() {
        for act in [cancel, delete] {
            let act = |error| act(Err(error), at(BatchStatus::Processing));
            assert_eq!(
                act(status(403, Some("no"))),
                because(NotAllowed, Some("no"))
            );
            assert_eq!(act(status(404, None)), ActionOutcome::AlreadyGone);
            assert_eq!(act(Error::SignedOut), ActionOutcome::SignedOut);
            assert_eq!(act(status(400, Some("no"))), because(Refused, Some("no")));
            assert_eq!(act(status(500, Some("no"))), because(Refused, Some("no")));
            assert_eq!(act(status(422, None)), because(Refused, None));
        }
    }

    #[test]
    fn recovering_leads_to_completed() {
        let recover = |look| {
            let action = Action::Recover(BatchStatus::Failed);
            outcome(&action, Err(Error::Timeout), look)
        };
        assert_eq!(recover(at(BatchStatus::Completed)), ActionOutcome::Done);
        for same in [BatchStatus::Failed, BatchStatus::Reprocessing] {
            assert_eq!(recover(at(same)), because(Unchanged, None));
        }
    }

    #[test]
    fn a_batch_that_may_have_ended_is_looked_at_and_a_deletion_is_not_asked_twice() {
        for code in [400, 409] {
            let answer = Err(status(code, None));
            let running = BatchStatus::Processing;
            assert!(needs_verification(
                &Action::Cancel(running.clone()),
                &answer
            ));
            assert!(needs_verification(&Action::Recover(running), &answer));
            assert!(!needs_verification(&Action::Delete, &answer));
        }
    }

    #[test]
    fn only_a_missing_right_makes_another_try_pointless() {
        for reason in [NotAllowed, Refused, Unchanged, Unknown] {
            let not_done = NotDone {
                reason,
                server_words: None,
            };
            assert_eq!(not_done.can_be_tried_again(), reason != NotAllowed);
        }
    }
}
