//! The four steps of an upload as the panel draws them: sending, confirming, queued, processing (UX-16). Where each stands
//! and how long it took.

use super::view::{Phase, QueuedWhy, UploadView};
use crate::domain::BatchStatus;

/// One of the four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Bytes travel.
    Sending,
    /// The server has everything; its word is missing.
    Confirming,
    /// The batch exists and waits for its turn on the server.
    Queued,
    /// The sheets are read.
    Processing,
}

impl Step {
    /// All, in order.
    pub const ALL: [Self; 4] = [
        Self::Sending,
        Self::Confirming,
        Self::Queued,
        Self::Processing,
    ];
}

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Not reached.
    Ahead,
    /// At work.
    Current,
    /// Reached, but nothing moves.
    Held,
    /// Behind us.
    Done,
    /// It ended here.
    Failed,
}

impl StepState {
    /// For `data-state`.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Ahead => "ahead",
            Self::Current => "current",
            Self::Held => "held",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

/// Where `step` stands. `batch` is the server's last word on the batch, once there is one.
#[must_use]
pub fn state_of(step: Step, view: &UploadView, batch: Option<&BatchStatus>) -> StepState {
    match step.cmp(&reached(view, batch)) {
        std::cmp::Ordering::Less => StepState::Done,
        std::cmp::Ordering::Greater => StepState::Ahead,
        std::cmp::Ordering::Equal => here(view, batch),
    }
}

fn reached(view: &UploadView, batch: Option<&BatchStatus>) -> Step {
    match view.phase {
        Phase::Confirming(_) => Step::Confirming,
        Phase::Failed if view.times.confirming > 0 => Step::Confirming,
        Phase::Done { .. } => batch.map_or(Step::Queued, on_server),
        _ => Step::Sending,
    }
}

/// The step of the server that a status belongs to. A failed batch failed while it was looked at.
fn on_server(status: &BatchStatus) -> Step {
    match status {
        BatchStatus::Uploaded | BatchStatus::Validating | BatchStatus::Unknown(_) => Step::Queued,
        BatchStatus::Processing
        | BatchStatus::Reprocessing
        | BatchStatus::Completed
        | BatchStatus::Failed => Step::Processing,
    }
}

fn here(view: &UploadView, batch: Option<&BatchStatus>) -> StepState {
    match view.phase {
        Phase::Done { .. } => match batch {
            Some(BatchStatus::Completed) => StepState::Done,
            Some(BatchStatus::Failed) => StepState::Failed,
            _ => StepState::Current,
        },
        Phase::Sending
        | Phase::Preparing(_)
        | Phase::Confirming(_)
        | Phase::Queued(QueuedWhy::OtherTab) => StepState::Current,
        Phase::Queued(_) | Phase::Cancelled => StepState::Ahead,
        Phase::Failed => StepState::Failed,
        Phase::Waiting { .. } | Phase::Paused | Phase::Interrupted { .. } | Phase::NeedsFile(_) => {
            StepState::Held
        }
    }
}

/// Milliseconds spent in a step; `None` before it began or where it is not known. Pauses are the person's own and do not
/// count.
#[must_use]
pub fn time_of(step: Step, view: &UploadView, server: &ServerTimes) -> Option<u64> {
    let times = view.times;
    let before_confirming = matches!(reached(view, None), Step::Sending);
    let spent = match step {
        // It was sent again after a first try at confirming: that time is of no interest.
        Step::Confirming if before_confirming => None,
        Step::Sending => Some(times.preparing + times.sending + times.waiting),
        Step::Confirming => Some(times.confirming),
        Step::Queued => server.queued,
        Step::Processing => server.processing,
    };
    spent.filter(|ms| *ms > 0)
}

/// What the server's two steps took, as seen from here. A stage whose beginning was not seen has no time: better none
/// than a wrong one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ServerTimes {
    stage: Option<(Step, Option<f64>)>,
    ended: bool,
    /// Milliseconds from the server's confirmation to the first sheet.
    pub queued: Option<u64>,
    /// Milliseconds from the first sheet to the end.
    pub processing: Option<u64>,
}

impl ServerTimes {
    /// Takes note of the batch at `now` (milliseconds of a clock that does not jump). `saw_beginning`: the upload was
    /// confirmed under our eyes.
    pub fn observe(&mut self, now: f64, status: Option<&BatchStatus>, saw_beginning: bool) {
        if self.ended {
            return;
        }
        let step = status.map_or(Step::Queued, on_server);
        let (before, since) = *self
            .stage
            .get_or_insert((step, saw_beginning.then_some(now)));
        let spent = since.map(|since| whole(now - since));
        match before {
            Step::Processing => self.processing = spent,
            _ => self.queued = spent,
        }
        if before != step {
            self.stage = Some((step, Some(now)));
        }
        self.ended = status.is_some_and(BatchStatus::is_terminal);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped at 0; far below 2^53"
)]
fn whole(ms: f64) -> u64 {
    ms.max(0.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{BatchId, Strategy};
    use crate::upload::view::{Confirming, PhaseTimes, UploadKey, WaitingWhy};

    fn view(phase: Phase) -> UploadView {
        let mut view = UploadView::new(UploadKey(1), "a.zip".into(), 1, 100, Strategy::ZipWithQr);
        view.phase = phase;
        view
    }

    fn done() -> UploadView {
        let batch = BatchId::parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301").unwrap();
        view(Phase::Done { batch })
    }

    fn states(view: &UploadView, batch: Option<&BatchStatus>) -> [StepState; 4] {
        Step::ALL.map(|step| state_of(step, view, batch))
    }

    #[test]
    fn steps_follow_the_upload_and_then_the_batch() {
        use StepState::{Ahead, Current, Done, Failed, Held};
        let mut failed_late = view(Phase::Failed);
        failed_late.times.confirming = 5;
        let all = [
            (view(Phase::Queued(QueuedWhy::Turn)), None, [Ahead; 4]),
            (view(Phase::Sending), None, [Current, Ahead, Ahead, Ahead]),
            (view(Phase::Paused), None, [Held, Ahead, Ahead, Ahead]),
            (view(Phase::Failed), None, [Failed, Ahead, Ahead, Ahead]),
            (failed_late, None, [Done, Failed, Ahead, Ahead]),
            (
                view(Phase::Confirming(Confirming::Answer)),
                None,
                [Done, Current, Ahead, Ahead],
            ),
            (done(), None, [Done, Done, Current, Ahead]),
            (
                done(),
                Some(BatchStatus::Validating),
                [Done, Done, Current, Ahead],
            ),
            (
                done(),
                Some(BatchStatus::Processing),
                [Done, Done, Done, Current],
            ),
            (done(), Some(BatchStatus::Completed), [Done; 4]),
            (
                done(),
                Some(BatchStatus::Failed),
                [Done, Done, Done, Failed],
            ),
        ];
        for (view, batch, expected) in all {
            assert_eq!(
                states(&view, batch.as_ref()),
                expected,
                "{:?} {batch:?}",
                view.phase
            );
        }
    }

    #[test]
    fn waiting_for_the_network_counts_as_sending_and_a_pause_does_not() {
        let mut view = view(Phase::Waiting {
            why: WaitingWhy::Network,
            seconds: None,
        });
        view.times = PhaseTimes {
            preparing: 1,
            sending: 10,
            waiting: 100,
            paused: 1_000,
            confirming: 0,
        };
        let server = ServerTimes::default();
        assert_eq!(time_of(Step::Sending, &view, &server), Some(111));
        assert_eq!(time_of(Step::Confirming, &view, &server), None);
        assert_eq!(state_of(Step::Sending, &view, None), StepState::Held);
    }

    #[test]
    fn the_servers_steps_are_timed_from_what_was_seen() {
        let mut times = ServerTimes::default();
        times.observe(1_000.0, None, true);
        times.observe(3_000.0, Some(&BatchStatus::Validating), true);
        assert_eq!((times.queued, times.processing), (Some(2_000), None));
        times.observe(5_000.0, Some(&BatchStatus::Processing), true);
        times.observe(9_000.0, Some(&BatchStatus::Completed), true);
        assert_eq!((times.queued, times.processing), (Some(4_000), Some(4_000)));
        times.observe(99_000.0, Some(&BatchStatus::Completed), true);
        assert_eq!(times.processing, Some(4_000), "the end is the end");
    }

    #[test]
    fn a_stage_that_was_under_way_has_no_time() {
        let mut times = ServerTimes::default();
        times.observe(1_000.0, Some(&BatchStatus::Processing), false);
        times.observe(9_000.0, Some(&BatchStatus::Completed), false);
        assert_eq!((times.queued, times.processing), (None, None));
        let mut times = ServerTimes::default();
        times.observe(1_000.0, Some(&BatchStatus::Uploaded), false);
        times.observe(2_000.0, Some(&BatchStatus::Processing), false);
        times.observe(5_000.0, Some(&BatchStatus::Completed), false);
        assert_eq!((times.queued, times.processing), (None, Some(3_000)));
    }
}
