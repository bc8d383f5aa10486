//! What came of an action whose answer may be lost: cancel and recover. Nothing is claimed that was not seen (F-47).

use super::Error;
use super::wire::Acted;
use crate::domain::{BatchStatus, Progress};

/// What is known afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is done.
    Done,
    /// It was not done, and the batch is as it was. The server's sentence, where it had one.
    NotDone(Option<String>),
    /// The batch has ended by itself meanwhile: there is nothing left to do.
    Over,
    /// No answer, but the batch is seen to be as it was: trying again is right.
    Unchanged,
    /// Nobody knows.
    Unknown,
    /// The account may not do it.
    NoRight(Option<String>),
    /// The batch is gone.
    Gone,
    /// The session is over; nothing was done.
    SignedOut,
}

/// Whether the batch must be looked at before anything is said.
#[must_use]
pub fn needs_look(answer: &Result<Acted, Error>) -> bool {
    match answer {
        Ok(Acted::Done) => false,
        Ok(Acted::Refused(_)) => true,
        Err(error) => error.is_passing() || matches!(error.status(), Some(400 | 409)),
    }
}

/// Judges an answer together with what a look at the batch showed, where [`needs_look`] asked for one. `before`: where the
/// batch stood; `aim`: where the action leads.
#[must_use]
pub fn judge(
    answer: &Result<Acted, Error>,
    look: Option<&Result<Progress, Error>>,
    before: &BatchStatus,
    aim: &BatchStatus,
) -> Verdict {
    let said = match answer {
        Ok(Acted::Refused(said)) => said.clone(),
        Ok(Acted::Done) => None,
        Err(error) => error.server_words().map(str::to_owned),
    };
    if let Err(Error::SignedOut) = answer {
        return Verdict::SignedOut;
    }
    match answer.as_ref().err().and_then(Error::status) {
        Some(403) => return Verdict::NoRight(said),
        Some(404 | 410) => return Verdict::Gone,
        _ => {}
    }
    if matches!(answer, Ok(Acted::Done)) {
        return Verdict::Done;
    }
    // A no is a no, whatever became of the batch; a lost answer may have been a yes.
    let refused = !matches!(answer, Err(error) if error.is_passing());
    match look {
        Some(Ok(now)) if now.status == *aim && !refused => Verdict::Done,
        Some(Ok(now)) if now.status != *before && now.status.is_terminal() => Verdict::Over,
        Some(Ok(_)) if refused => Verdict::NotDone(said),
        Some(Ok(_)) if said.is_some() => Verdict::NotDone(said),
        Some(Ok(_)) => Verdict::Unchanged,
        Some(Err(Error::SignedOut)) => Verdict::SignedOut,
        Some(Err(error)) if matches!(error.status(), Some(404 | 410)) => Verdict::Gone,
        _ if refused => Verdict::NotDone(said),
        _ => Verdict::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Problem;

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

    fn cancel(answer: Result<Acted, Error>, look: Result<Progress, Error>) -> Verdict {
        let look = needs_look(&answer).then_some(look);
        let (before, aim) = (BatchStatus::Processing, BatchStatus::Failed);
        judge(&answer, look.as_ref(), &before, &aim)
    }

    #[test]
    fn a_lost_answer_is_looked_up() {
        for lost in [Error::Network, Error::Timeout, status(502, None)] {
            let verdict = |look| cancel(Err(lost.clone()), look);
            assert_eq!(verdict(at(BatchStatus::Failed)), Verdict::Done);
            assert_eq!(verdict(at(BatchStatus::Completed)), Verdict::Over);
            assert_eq!(verdict(at(BatchStatus::Processing)), Verdict::Unchanged);
            assert_eq!(verdict(Err(Error::Network)), Verdict::Unknown);
            assert_eq!(verdict(Err(status(404, None))), Verdict::Gone);
        }
    }

    #[test]
    fn f15_a_no_in_a_success_is_a_no() {
        let no = || Ok(Acted::Refused(Some("Batch is already completed".into())));
        assert_eq!(cancel(no(), at(BatchStatus::Completed)), Verdict::Over);
        assert_eq!(
            cancel(no(), at(BatchStatus::Processing)),
            Verdict::NotDone(Some("Batch is already completed".into()))
        );
        assert!(matches!(
            cancel(no(), Err(Error::Network)),
            Verdict::NotDone(Some(_))
        ));
        assert_eq!(cancel(Ok(Acted::Done), Err(Error::Network)), Verdict::Done);
    }

    #[test]
    fn every_refusal_is_told_apart() {
        let verdict = |error| cancel(Err(error), at(BatchStatus::Processing));
        assert_eq!(
            verdict(status(403, Some("no"))),
            Verdict::NoRight(Some("no".into()))
        );
        assert_eq!(verdict(status(404, None)), Verdict::Gone);
        assert_eq!(verdict(Error::SignedOut), Verdict::SignedOut);
        assert_eq!(
            verdict(status(400, Some("no"))),
            Verdict::NotDone(Some("no".into()))
        );
        assert_eq!(
            verdict(status(500, Some("no"))),
            Verdict::NotDone(Some("no".into()))
        );
        assert_eq!(verdict(status(422, None)), Verdict::NotDone(None));
    }

    #[test]
    fn recovering_leads_to_completed() {
        let (before, aim) = (BatchStatus::Failed, BatchStatus::Completed);
        let lost = Err(Error::Timeout);
        let verdict = |look| judge(&lost, Some(&look), &before, &aim);
        assert_eq!(verdict(at(BatchStatus::Completed)), Verdict::Done);
        assert_eq!(verdict(at(BatchStatus::Failed)), Verdict::Unchanged);
        assert_eq!(verdict(at(BatchStatus::Reprocessing)), Verdict::Unchanged);
    }
}
