//! A verdict that comes after "Upload" was clicked: what of it is new, and what follows for the upload.

use super::{Advice, Point};
use crate::upload::view::Phase;
use preflight::verdict::Verdict;

/// What the check has found since the upload was confirmed.
#[derive(Debug, Clone, PartialEq)]
pub struct Late {
    /// It cannot be processed.
    pub fatal: bool,
    /// The points that the person has not seen, the gravest first.
    pub points: Vec<Point>,
    /// The person has seen it and goes on.
    pub accepted: bool,
}

/// What is done about an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// It pauses and asks.
    Pause,
    /// It is shown beside it.
    Show,
}

impl Late {
    /// What is new in `advice`; `seen` was on the form when the upload was confirmed. `None`: nothing.
    #[must_use]
    pub fn of(advice: &Advice, seen: &[Point]) -> Option<Self> {
        let new = advice.points.iter().filter(|point| !seen.contains(point));
        let points: Vec<Point> = new.cloned().collect();
        (!points.is_empty()).then(|| Self {
            fatal: advice.verdict == Verdict::Impossible,
            points,
            accepted: false,
        })
    }

    /// What follows from it in this phase. What is fatal need not be sent on; once the server puts the batch together, nothing
    /// is left to hold back.
    #[must_use]
    pub fn consequence(&self, phase: &Phase) -> Consequence {
        match phase {
            Phase::Queued(_) | Phase::Preparing(_) | Phase::Sending | Phase::Waiting { .. }
                if self.fatal && !self.accepted =>
            {
                Consequence::Pause
            }
            _ => Consequence::Show,
        }
    }

    /// Whether the person is asked about it in this phase.
    #[must_use]
    pub fn asks(&self, phase: &Phase) -> bool {
        self.fatal && !self.accepted && *phase == Phase::Paused
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::BatchId;
    use crate::upload::view::{Confirming, QueuedWhy, WaitingWhy};
    use preflight::report::{Finding, Kind};

    fn found(kind: Kind) -> Point {
        Point::Found(Finding {
            kind,
            count: 0,
            entries: Vec::new(),
        })
    }

    fn advice(kinds: &[Kind], verdict: Verdict) -> Advice {
        Advice {
            verdict,
            points: kinds.iter().map(|kind| found(*kind)).collect(),
            notes: Vec::new(),
        }
    }

    #[test]
    fn a7_what_cannot_be_processed_pauses_the_upload_while_bytes_are_sent() {
        let late = Late::of(&advice(&[Kind::Truncated], Verdict::Impossible), &[]).unwrap();
        let batch = BatchId::parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301").unwrap();
        for phase in [
            Phase::Queued(QueuedWhy::Turn),
            Phase::Sending,
            Phase::Waiting {
                why: WaitingWhy::Retry,
                seconds: None,
            },
        ] {
            assert_eq!(late.consequence(&phase), Consequence::Pause, "{phase:?}");
        }
        for phase in [
            Phase::Confirming(Confirming::Answer),
            Phase::Done { batch },
            Phase::Failed,
            Phase::Paused,
        ] {
            assert_eq!(late.consequence(&phase), Consequence::Show, "{phase:?}");
        }
        assert!(late.asks(&Phase::Paused) && !late.asks(&Phase::Sending));
        let accepted = Late {
            accepted: true,
            ..late
        };
        assert_eq!(accepted.consequence(&Phase::Sending), Consequence::Show);
        assert!(!accepted.asks(&Phase::Paused));
    }

    #[test]
    fn a7_points_are_shown_once_and_only_new_ones() {
        let points = advice(&[Kind::Cmyk, Kind::TooSmall], Verdict::Check(2));
        let late = Late::of(&points, &[found(Kind::Cmyk)]).unwrap();
        assert_eq!(late.points, [found(Kind::TooSmall)]);
        assert_eq!(late.consequence(&Phase::Sending), Consequence::Show);
        assert_eq!(Late::of(&points, &points.points), None);
        assert_eq!(Late::of(&advice(&[], Verdict::Ready), &[]), None);
    }
}
