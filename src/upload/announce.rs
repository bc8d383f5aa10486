//! What is read out: start, 25/50/75 %, pause, resume, done; at most one in ten seconds. Failures are alerts and are
//! always said.

use std::collections::HashMap;

use super::view::{Phase, UploadKey, UploadView};
use crate::words::upload_progress::{self as text, Step};

/// Shortest time between two announcements, in milliseconds.
const APART_MS: u64 = 10_000;

/// Decides what is announced. Fed with every view that is painted.
#[derive(Debug, Default)]
pub struct Announcer {
    seen: HashMap<UploadKey, Seen>,
    /// Steps that were not said yet, newest last; one per upload, since a newer step makes an older one void.
    waiting: Vec<(UploadKey, String)>,
    said_at: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    kind: Kind,
    quarter: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Before,
    Sending,
    Paused,
    Done,
    Cancelled,
    Trouble,
}

fn kind(phase: &Phase) -> Kind {
    match phase {
        Phase::Queued(_) | Phase::Preparing(_) => Kind::Before,
        Phase::Sending
        | Phase::Confirming(_)
        | Phase::Waiting {
            why:
                super::view::WaitingWhy::Network
                | super::view::WaitingWhy::Retry
                | super::view::WaitingWhy::RateLimit
                | super::view::WaitingWhy::Server,
            ..
        } => Kind::Sending,
        Phase::Paused => Kind::Paused,
        Phase::Done { .. } => Kind::Done,
        Phase::Cancelled => Kind::Cancelled,
        Phase::Waiting { .. } | Phase::Failed | Phase::NeedsFile(_) | Phase::Interrupted { .. } => {
            Kind::Trouble
        }
    }
}

impl Announcer {
    /// Takes note of a view. Returns the text of an alert, if it now needs the person.
    pub fn observe(&mut self, view: &UploadView) -> Option<String> {
        let now = Seen {
            kind: kind(&view.phase),
            quarter: (view.percent_shown / 25).min(3),
        };
        let before = self.seen.insert(view.key, now).unwrap_or(Seen {
            kind: Kind::Before,
            quarter: 0,
        });
        let step = match (before.kind, now.kind) {
            (a, Kind::Done) if a != Kind::Done => Some(Step::Done),
            (a, Kind::Paused) if a != Kind::Paused => Some(Step::Paused),
            (Kind::Paused | Kind::Trouble, Kind::Sending) => Some(Step::Resumed),
            (Kind::Before, Kind::Sending) => Some(Step::Started),
            (Kind::Sending, Kind::Sending) if now.quarter > before.quarter => {
                Some(Step::Percent(now.quarter * 25))
            }
            _ => None,
        };
        if let Some(step) = step {
            self.waiting.retain(|(key, _)| *key != view.key);
            self.waiting
                .push((view.key, text::announcement(&view.name, step)));
        }
        if now.kind == Kind::Cancelled {
            self.waiting.retain(|(key, _)| *key != view.key);
        }
        let alert = now.kind == Kind::Trouble
            && before.kind != Kind::Trouble
            && !matches!(view.phase, Phase::Interrupted { .. });
        let problem = view.problem.as_ref().filter(|_| alert)?;
        self.waiting.retain(|(key, _)| *key != view.key);
        Some(text::alert(&view.name, &problem.cause, &problem.next))
    }

    /// What to announce now; asked about once a second.
    pub fn due(&mut self, now_ms: u64) -> Option<String> {
        let quiet = self
            .said_at
            .is_none_or(|at| now_ms.saturating_sub(at) >= APART_MS);
        if self.waiting.is_empty() || !quiet {
            return None;
        }
        self.said_at = Some(now_ms);
        Some(self.waiting.remove(0).1)
    }

    /// Whether something waits to be said.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// The upload is off the list.
    pub fn forget(&mut self, key: UploadKey) {
        self.seen.remove(&key);
        self.waiting.retain(|(k, _)| *k != key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{BatchId, Strategy};
    use crate::upload::view::ProblemText;

    fn view(phase: Phase, percent: u8) -> UploadView {
        let mut view = UploadView::new(UploadKey(1), "a.zip".into(), 1, 100, Strategy::ZipWithQr);
        view.phase = phase;
        view.percent_shown = percent;
        view
    }

    fn done() -> Phase {
        Phase::Done {
            batch: BatchId::parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301").unwrap(),
        }
    }

    #[test]
    fn an_hour_of_sending_is_five_announcements() {
        let mut announcer = Announcer::default();
        let mut said = Vec::new();
        for second in 0..3_600u64 {
            let percent = u8::try_from(second * 100 / 3_600).unwrap();
            assert_eq!(announcer.observe(&view(Phase::Sending, percent)), None);
            said.extend(announcer.due(second * 1_000));
        }
        announcer.observe(&view(done(), 100));
        said.extend(announcer.due(3_700_000));
        assert_eq!(said.len(), 5, "{said:?}");
        assert!(said[0].contains("Uploading") && said[4].contains("complete"));
    }

    #[test]
    fn a_quick_upload_says_the_last_word_and_never_two_in_ten_seconds() {
        let mut announcer = Announcer::default();
        announcer.observe(&view(Phase::Sending, 0));
        assert!(announcer.due(0).is_some());
        for percent in [30, 60, 80] {
            announcer.observe(&view(Phase::Sending, percent));
            assert_eq!(announcer.due(1_000), None);
        }
        announcer.observe(&view(done(), 100));
        assert_eq!(announcer.due(9_999), None);
        assert!(announcer.due(10_000).unwrap().contains("complete"));
        assert_eq!(announcer.due(30_000), None);
    }

    #[test]
    fn a_failure_is_an_alert_once() {
        let mut announcer = Announcer::default();
        announcer.observe(&view(Phase::Sending, 10));
        let mut failed = view(Phase::Failed, 10);
        failed.problem = Some(ProblemText {
            cause: "The server is full.".into(),
            next: "Tell someone.".into(),
            ..ProblemText::default()
        });
        assert_eq!(
            announcer.observe(&failed).as_deref(),
            Some("a.zip: The server is full. Tell someone.")
        );
        assert_eq!(announcer.observe(&failed), None);
    }

    #[test]
    fn retries_are_silent() {
        let mut announcer = Announcer::default();
        announcer.observe(&view(Phase::Sending, 10));
        announcer.due(0);
        for _ in 0..5 {
            let waiting = Phase::Waiting {
                why: crate::upload::view::WaitingWhy::Retry,
                seconds: Some(3),
            };
            announcer.observe(&view(waiting, 10));
            announcer.observe(&view(Phase::Sending, 10));
        }
        assert_eq!(announcer.due(60_000), None);
    }
}
