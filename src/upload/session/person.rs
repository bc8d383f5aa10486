//! What the person does: pause, go on, cancel, try again, give the file.

use super::{
    Baseline, Note, Session, State, Trouble,
    verdict::{Then, Why},
};

impl Session {
    pub(super) fn pause(&mut self) {
        if self.paused || !self.is_running() {
            return;
        }
        self.paused = true;
        self.note(Note::Paused);
        let before = self.bytes_in_flight();
        // What is over half is cheaper to finish than to send again; a final body that may have arrived is left alone.
        self.end_flights(|session, flight| {
            flight.loaded > flight.bytes / 2
                || session.is_last(flight.part) && !session.is_clearly_incomplete(flight)
        });
        self.given_up_bytes = before - self.bytes_in_flight();
        self.meter.interrupt();
    }

    pub(super) fn resume(&mut self) {
        if !self.paused {
            return;
        }
        self.paused = false;
        self.given_up_bytes = 0;
        self.note(Note::Resumed);
        self.forgive();
    }

    pub(super) fn cancel(&mut self) {
        match self.state {
            State::Done(_) | State::Cancelled { .. } => return,
            State::Idle if self.final_sent => {}
            State::Idle | State::MustPack => {
                self.state = State::Cancelled { unsure: false };
                self.note(Note::Cancelled);
                return;
            }
            State::Running | State::Failed(_) => {}
        }
        if self.cancelling {
            // Asked twice: the person does not want to wait for the server's word.
            self.end_flights(|_, _| false);
            self.verdict = None;
            self.question = None;
            self.state = State::Cancelled { unsure: true };
            self.note(Note::CancelledUnsure);
            return;
        }
        let maybe_made = self.final_may_have_arrived();
        self.end_flights(|session, flight| flight.body_sent && session.is_last(flight.part));
        if !maybe_made {
            self.state = State::Cancelled { unsure: false };
            self.note(Note::Cancelled);
            return;
        }
        self.state = State::Running;
        self.cancelling = true;
        self.paused = false;
        self.note(Note::Cancelling);
        self.refusal = None;
        match &mut self.verdict {
            _ if self.question.is_some() => {} // Asked next.
            Some(verdict) => verdict.then = Then::Cancelled,
            None => self.open_verdict(Why::Cancelled, Then::Cancelled),
        }
    }

    pub(super) fn retry(&mut self) {
        let State::Failed(trouble) = &self.state else {
            return;
        };
        let start_over = matches!(
            trouble,
            Trouble::Refused { status: 400, .. } | Trouble::SessionsLost | Trouble::NoBatch { .. }
        );
        self.state = State::Running;
        self.note(Note::RetriedByPerson);
        self.restarts = 0;
        self.resends = 0;
        self.thrown_away = 0;
        self.refusal = None;
        self.cuts = 0;
        self.between = 0;
        self.interceptor = None;
        self.forgive();
        // Once the final body was sent, what the list shows may be our own.
        if self.baseline == Baseline::Unavailable && !self.final_sent {
            self.baseline = Baseline::Needed { at: 0, tries: 0 };
        }
        if self.final_sent {
            self.open_verdict(Why::Restored, Then::Resend);
        } else if start_over && !self.plan.is_single() {
            self.reset_parts();
        }
    }

    /// Waits and counters of past failures no longer matter.
    pub(super) fn forgive(&mut self) {
        self.failures = 0;
        self.trouble_since = None;
        self.budget.refill();
        if self.hold.is_some_and(|h| !h.asked_for) {
            self.hold = None;
        }
    }

    pub(super) fn file_gone(&mut self) {
        if std::mem::replace(&mut self.has_file, false) {
            self.note(Note::FileGone);
        }
        self.end_flights(|session, flight| flight.body_sent && session.is_last(flight.part));
    }

    pub(super) fn file_given(&mut self) {
        if !std::mem::replace(&mut self.has_file, true) {
            self.note(Note::FileGiven);
            self.forgive();
        }
    }

    /// The tab that holds the file is gone: until it is given again, only the list can be asked.
    pub fn lose_file(&mut self) {
        self.has_file = false;
    }
}
