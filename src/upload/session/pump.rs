//! What to do next, after every event.

use super::{Action, Baseline, Flight, Note, Part, Send, Session, network::Network};
use crate::{
    api::Error,
    upload::retry::{Class, class, full_jitter},
};

/// A journal that does not answer holds the final body back for this long.
const SAVE_PATIENCE_MS: u64 = 3_000;
/// The list may fail this often before the upload does without knowing what existed before.
const BASELINE_TRIES: u32 = 6;

impl Session {
    pub(super) fn pump(&mut self) {
        if !self.is_running() {
            return;
        }
        self.take_question();
        if !self.token_ready() {
            return;
        }
        if !self.network_ready() {
            return;
        }
        if self.verdict.is_some() {
            self.pump_verdict();
            return;
        }
        if self.paused {
            return;
        }
        self.pump_baseline();
        if !self.has_file || self.hold.is_some_and(|h| h.until > self.now) {
            return;
        }
        self.hold = None;
        while let Some(part) = self.next_part() {
            if !self.ready_to_send(part) {
                return;
            }
            self.send(part);
        }
    }

    fn pump_baseline(&mut self) {
        if let Baseline::Needed { at, tries } = self.baseline
            && at <= self.now
        {
            self.baseline = Baseline::Asking { tries };
            self.out.push(Action::TakeBaseline);
        }
    }

    pub(super) fn baseline_taken(&mut self, result: Result<(), Error>) {
        let Baseline::Asking { tries } = self.baseline else {
            return;
        };
        let Err(error) = result else {
            self.baseline = Baseline::Taken;
            self.network_answered();
            self.save();
            return;
        };
        let tries = tries + 1;
        let wait = full_jitter(tries, self.random()).max(500);
        self.baseline = Baseline::Needed {
            at: self.now + wait,
            tries,
        };
        match class(&error) {
            Class::Token => {
                self.baseline = Baseline::Needed {
                    at: self.now,
                    tries,
                };
                self.token_refused(self.token.number);
            }
            Class::Network => {
                self.baseline = Baseline::Needed {
                    at: self.now + wait,
                    tries: tries - 1,
                };
                self.doubt_network();
            }
            Class::Server | Class::Slower | Class::Between if tries < BASELINE_TRIES => {}
            _ => {
                self.baseline = Baseline::Unavailable;
                self.note(Note::ListUnavailable);
            }
        }
    }

    /// Chunk 0 → the middle, as many as the window allows → the final one, alone.
    fn next_part(&self) -> Option<u32> {
        let last = self.last_part();
        let todo = |part: u32| self.parts[part as usize] == Part::Todo;
        let others_acked = || {
            self.parts[..last as usize]
                .iter()
                .all(|p| *p == Part::Acked)
        };
        if last == 0 || self.parts[0] != Part::Acked {
            return (todo(0) && self.flights.is_empty()).then_some(0);
        }
        let room = if self.ordered { 1 } else { self.window.max(1) };
        if self.flights.len() >= room as usize {
            return None;
        }
        if let Some(part) = (1..last).find(|p| todo(*p)) {
            return Some(part);
        }
        (todo(last) && self.flights.is_empty() && others_acked()).then_some(last)
    }

    /// The token lives long enough; before a final body, the list was read and the journal knows what is coming.
    fn ready_to_send(&mut self, part: u32) -> bool {
        let bytes = self.plan.range(part).map_or(0, |r| r.end - r.start);
        if self.should_renew_ahead(bytes) {
            self.renew_token();
            return false;
        }
        if !self.is_last(part) {
            return true;
        }
        if self.baseline == Baseline::Unavailable && !self.baseline_again && !self.final_sent {
            // The last time at which the list cannot hold our own batch.
            self.baseline_again = true;
            self.baseline = Baseline::Needed {
                at: self.now,
                tries: BASELINE_TRIES - 2,
            };
            self.pump_baseline();
        }
        if !matches!(self.baseline, Baseline::Taken | Baseline::Unavailable) {
            return false;
        }
        if !self.final_sent {
            self.final_sent = true;
            let ticket = self.save();
            self.save_wait = Some((ticket, self.now + SAVE_PATIENCE_MS));
        }
        if self.save_wait.is_some_and(|(_, until)| until > self.now) {
            return false;
        }
        self.save_wait = None;
        true
    }

    fn send(&mut self, part: u32) {
        let Some(range) = self.plan.range(part) else {
            return;
        };
        let request = self.next_request;
        self.next_request += 1;
        let in_order = self.flights.is_empty()
            && self.parts[..part as usize]
                .iter()
                .all(|p| *p == Part::Acked);
        self.parts[part as usize] = Part::Flying;
        self.flights.push(Flight {
            request,
            part,
            bytes: range.end - range.start,
            loaded: 0,
            body_sent: false,
            moved_at: self.now,
            sent_at: self.now,
            token: self.token.number,
            in_order,
        });
        self.out.push(Action::Send(Send {
            request,
            part,
            range,
            chunks: (!self.plan.is_single()).then(|| self.plan.parts()),
            upload_id: self.upload_id.clone(),
            is_final: self.is_last(part),
        }));
    }

    pub(super) fn progress(&mut self, request: u64, loaded: u64) {
        let now = self.now;
        let Some(flight) = self.flights.iter_mut().find(|f| f.request == request) else {
            return;
        };
        let loaded = loaded.min(flight.bytes);
        if loaded > flight.loaded {
            flight.loaded = loaded;
            if !flight.body_sent {
                flight.moved_at = now;
            }
            flight.body_sent |= loaded == flight.bytes;
        }
        self.meter.observe(now, self.bytes_sent());
    }

    pub(super) fn body_sent(&mut self, request: u64) {
        let now = self.now;
        if let Some(flight) = self
            .flights
            .iter_mut()
            .find(|f| f.request == request && !f.body_sent)
        {
            flight.body_sent = true;
            flight.loaded = flight.bytes;
            flight.moved_at = now;
        }
        self.meter.observe(now, self.bytes_sent());
    }

    /// Whether the server might be making a batch of what it was sent: from the moment that a final body is handed to the
    /// browser.
    pub(super) fn final_may_have_arrived(&self) -> bool {
        self.verdict.is_some()
            || self.question.is_some()
            || self.flights.iter().any(|f| self.is_last(f.part))
            // Sent before a reload or a failure, and never resolved.
            || self.final_sent && self.save_wait.is_none()
    }

    /// When the machine must be stepped again even if nothing happens.
    #[must_use]
    pub fn wake_at(&self) -> Option<u64> {
        if !self.is_running() {
            return None;
        }
        let hold = self.hold.map(|h| h.until);
        let baseline = match self.baseline {
            Baseline::Needed { at, .. } => Some(at),
            _ => None,
        };
        let speed = self.meter.falls_at(self.now);
        let speed = speed.filter(|_| !self.flights.is_empty());
        let save = self.save_wait.map(|(_, until)| until);
        let probe = match self.network {
            Network::Down { next, out, .. } => (!out).then_some(next),
            _ => None,
        };
        [
            hold,
            baseline,
            save,
            probe,
            speed,
            self.verdict_wake(),
            self.deadline(),
            self.token.wake(),
        ]
        .into_iter()
        .flatten()
        .filter(|at| *at > self.now)
        .min()
    }
}
