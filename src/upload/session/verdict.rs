//! The outcome of a final body is unknown: the list decides before anything is sent again (exactly once).

use super::{Action, Baseline, Looked, Note, Part, Session, State, Trouble};
use crate::{
    domain::BatchId,
    upload::retry::{Class, class},
};

/// Final bodies sent without any outcome, in a row, before the upload stops.
const RESENDS: u32 = 8;
/// Longest wait between two looks, in milliseconds.
const LOOK_CAP_MS: u64 = 8_000;
/// An answer to a final body that is still open is awaited at least this long, in milliseconds.
const OPEN_MS: u64 = 10 * 60_000;

/// Why the list is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// A reload or crash came between.
    Restored,
    /// The request ended without a usable answer.
    NoAnswer { cut: bool },
    /// The request is still open.
    StillOpen,
    /// The server says that chunks are missing, or names no batch.
    Incomplete,
    /// The server lost the session before the final body was ever sent.
    SessionLost,
    /// The same after it.
    SessionLostAtEnd,
    /// The person has cancelled.
    Cancelled,
}

/// What to do when no batch is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    Resend,
    Restart,
    Cancelled,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict {
    why: Why,
    pub then: Then,
    /// Only a look after this time counts as "not there".
    until: u64,
    next: u64,
    /// The look that is under way.
    asking: Option<u64>,
    /// When the present look was begun.
    asked_at: u64,
    looks: u32,
    failing_since: Option<u64>,
}

impl Session {
    /// How long a batch may take to appear after its last byte: longer for large ones, whose chunks are put together.
    fn lookup_window(&self) -> u64 {
        self.settings.lookup_ms + self.spec.size / 50_000
    }

    pub(super) fn open_verdict(&mut self, why: Why, then: Then) {
        let window = match why {
            Why::SessionLost => 0,
            Why::StillOpen => OPEN_MS.max(3 * self.lookup_window()),
            _ => self.lookup_window(),
        };
        self.meter.interrupt();
        self.note(Note::AskingList);
        self.verdict = Some(Verdict {
            why,
            then,
            until: self.now + window,
            next: self.now,
            asking: None,
            asked_at: self.now,
            looks: 0,
            failing_since: None,
        });
    }

    pub(super) fn pump_verdict(&mut self) {
        let now = self.now;
        if let Some(verdict) = &mut self.verdict
            && verdict.asking.is_none()
            && verdict.next <= now
        {
            let look = self.next_look;
            self.next_look += 1;
            verdict.asking = Some(look);
            verdict.asked_at = now;
            self.out.push(Action::LookUp { look });
        }
    }

    pub(super) fn verdict_wake(&self) -> Option<u64> {
        self.verdict.filter(|v| v.asking.is_none()).map(|v| v.next)
    }

    /// The wait for the next look is over, and an open request is not trusted much longer.
    pub(super) fn hurry_verdict(&mut self) {
        let latest = self.now + self.lookup_window();
        if let Some(verdict) = &mut self.verdict {
            verdict.next = self.now;
            verdict.until = verdict.until.min(latest);
        }
    }

    pub(super) fn looked_up(&mut self, look: u64, looked: Looked) {
        let Some(mut verdict) = self.verdict.filter(|v| v.asking == Some(look)) else {
            if let Looked::Found(batch) = looked {
                self.found_late(batch);
            }
            return;
        };
        verdict.asking = None;
        match looked {
            // It may be older than this upload: the person has to look.
            Looked::Found(_) if self.baseline != Baseline::Taken => {
                self.network_answered();
                self.fail(Trouble::CannotConfirm);
            }
            Looked::Found(batch) => {
                self.network_answered();
                self.done(batch);
            }
            Looked::NotThere => {
                verdict.looks += 1;
                verdict.failing_since = None;
                let step = (1_000 << verdict.looks.min(6)).min(LOOK_CAP_MS);
                let over = verdict.asked_at >= verdict.until;
                // The last look lies at the end of the window, not before it.
                verdict.next = if self.now < verdict.until {
                    (self.now + step).min(verdict.until)
                } else {
                    self.now
                };
                self.verdict = Some(verdict);
                self.network_answered();
                if over {
                    self.conclude(verdict);
                }
            }
            Looked::Failed(error) => {
                let since = *verdict.failing_since.get_or_insert(self.now);
                verdict.next = self.now + LOOK_CAP_MS;
                self.verdict = Some(verdict);
                match class(&error) {
                    Class::Token => self.token_refused(self.token.number),
                    Class::Network => self.doubt_network(),
                    Class::Server | Class::Slower
                        if self.now.saturating_sub(since) < self.settings.give_up_ms => {}
                    _ => self.fail(Trouble::CannotConfirm),
                }
            }
        }
    }

    /// An answer to a look that nobody waits for any more is still the truth, unless something new is under way.
    fn found_late(&mut self, batch: BatchId) {
        if self.final_sent
            && self.baseline == Baseline::Taken
            && !matches!(self.state, State::Done(_))
        {
            self.done(batch);
        }
    }

    fn conclude(&mut self, verdict: Verdict) {
        self.abort_flights(false);
        self.verdict = None;
        match verdict.then {
            Then::Cancelled => {
                self.state = State::Cancelled { unsure: false };
                self.note(Note::Cancelled);
            }
            Then::Restart => {
                self.note(Note::NotInList);
                self.restart();
            }
            Then::Resend => {
                self.note(Note::NotInList);
                self.resends += 1;
                if self.resends > RESENDS {
                    self.resends = 0;
                    self.fail(Trouble::GaveUp {
                        last: crate::api::Error::Timeout,
                    });
                    return;
                }
                let last = self.last_part() as usize;
                self.parts[last] = Part::Todo;
                if matches!(verdict.why, Why::NoAnswer { cut: true }) {
                    let bytes = self.plan.range(self.last_part());
                    self.count_cut(bytes.map_or(0, |r| r.end - r.start));
                    self.smaller_after_cuts();
                }
                if self.is_running() {
                    self.note(Note::SentAgain);
                }
            }
        }
    }

    /// The final body was handed over a while ago and no answer came: ask the list while waiting (F-28).
    pub(super) fn ask_while_open(&mut self) {
        let then = if self.cancelling {
            Then::Cancelled
        } else {
            Then::Resend
        };
        self.open_verdict(Why::StillOpen, then);
    }
}
