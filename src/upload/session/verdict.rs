//! The outcome of a final body is unknown: the list decides before anything is sent again (exactly once).

use super::{Action, Baseline, Looked, Note, Session, State, Trouble, answers::no_batch};
use crate::{
    api::Error,
    domain::BatchId,
    upload::retry::{Class, class},
};

/// Final chunks sent again without any outcome, in a row, before the upload stops. A single request is the whole file:
/// that is sent again once.
const RESENDS: u32 = 3;
/// Longest wait between two looks, in milliseconds.
const LOOK_CAP_MS: u64 = 8_000;
/// An answer to a final body that is still open is awaited at least this long, in milliseconds.
const OPEN_MS: u64 = 10 * 60_000;
/// The same after the network was away or the computer slept, when its connection may be dead.
const OPEN_DOUBTED_MS: u64 = 2 * 60_000;
/// A server that has answered is done with the body: its batch is in the list by now or does not exist.
const ANSWERED_MS: u64 = 3_000;

/// Why the list is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// A reload or crash came between.
    Restored,
    /// The request ended without the server's word that it took the body.
    NoAnswer(Question),
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

/// What is known of a final body that ended without the server's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Question {
    /// Most of it never left: one look is enough.
    pub clear: bool,
    /// The connection broke.
    pub cut: bool,
    /// The API itself has answered, with a failure.
    pub answered: bool,
    /// We ended it, and where its last bytes were then is not known.
    pub ended: bool,
}

/// What to do when no batch is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    Resend,
    Restart,
    Cancelled,
    /// Stop with what the server said.
    Stop,
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

impl Verdict {
    #[cfg(test)]
    pub fn asking(&self) -> Option<u64> {
        self.asking
    }

    /// Most of the body never left: the list is asked to be certain, and nothing is being put together.
    pub fn is_formal(&self) -> bool {
        matches!(self.why, Why::NoAnswer(question) if question.clear)
    }
}

impl Session {
    /// How long a batch may take to appear after its last byte: longer for large ones, whose chunks are put together.
    fn lookup_window(&self) -> u64 {
        self.settings.lookup_ms + self.spec.size / 50_000
    }

    pub(super) fn open_verdict(&mut self, why: Why, then: Then) {
        let then = if self.cancelling {
            Then::Cancelled
        } else {
            then
        };
        let window = match why {
            Why::SessionLost => 0,
            Why::NoAnswer(question) if question.clear || then == Then::Stop => 0,
            Why::NoAnswer(question) if question.answered => ANSWERED_MS,
            // The answer may still come, and until it does the list's silence proves nothing.
            _ if !self.flights.is_empty() => OPEN_MS.max(3 * self.lookup_window()),
            _ => self.lookup_window(),
        };
        self.question = None;
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

    /// A final body has ended without the server's word: now the list is asked, whatever else goes on.
    pub(super) fn take_question(&mut self) {
        if let Some(question) = self.question {
            let then = if self.refusal.is_some() {
                Then::Stop
            } else {
                Then::Resend
            };
            self.open_verdict(Why::NoAnswer(question), then);
        }
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
        let mut latest = self.now + self.lookup_window();
        if !self.flights.is_empty() {
            latest = latest.max(self.now + OPEN_DOUBTED_MS);
        }
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
            Looked::Found(_) if self.baseline != Baseline::Taken && verdict.then == Then::Stop => {
                self.conclude(verdict);
            }
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
                    _ if verdict.then == Then::Stop => self.conclude(verdict),
                    Class::Server | Class::Slower | Class::Between
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
        // The list does not show what the server may only be beginning with.
        let unsure = matches!(verdict.why, Why::NoAnswer(q) if q.ended && !q.clear);
        self.end_flights(|_, _| false);
        self.question = None;
        self.verdict = None;
        match verdict.then {
            Then::Cancelled => {
                self.state = State::Cancelled { unsure };
                self.note(if unsure {
                    Note::CancelledUnsure
                } else {
                    Note::Cancelled
                });
            }
            Then::Stop => {
                self.note(Note::NotInList);
                let refusal = self.refusal.take();
                if verdict.looks > 0 && self.plan.is_single() {
                    self.final_sent &= self.resends > 0;
                } else if verdict.looks > 0 {
                    self.reset_parts(); // The server has deleted the chunks (api-contract).
                }
                self.fail(refusal.unwrap_or(Trouble::CannotConfirm));
            }
            Then::Restart => {
                self.note(Note::NotInList);
                self.restart();
            }
            Then::Resend => {
                if let Why::NoAnswer(question) = verdict.why
                    && question.clear
                {
                    // It never left, and now the list has said so too.
                    self.final_sent &= self.resends > 0;
                    self.smaller_after_cuts();
                    return;
                }
                self.note(Note::NotInList);
                self.resends += 1;
                if self.resends > if self.plan.is_single() { 1 } else { RESENDS } {
                    let last = self.final_error.take().unwrap_or(Error::Timeout);
                    self.fail(no_batch(last));
                    return;
                }
                if matches!(verdict.why, Why::NoAnswer(question) if question.cut) {
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
        self.open_verdict(Why::StillOpen, Then::Resend);
    }
}
