//! What an answer, or the lack of one, means.

use super::{
    Baseline, Flight, Hold, Note, Part, Session, State, Trouble,
    verdict::{Then, Why},
};
use crate::{
    api::{Error, wire::UploadAnswer},
    upload::{
        plan::Plan,
        retry::{Class, class, full_jitter, outcome_unknown, retry_after},
        view::WaitingWhy,
    },
};

/// New sessions after lost ones, in a row, before the upload stops.
const RESTARTS: u32 = 5;
/// Cut connections at a size that never went through, before a smaller one is tried.
const CUTS: u32 = 3;

impl Session {
    fn land(&mut self, request: u64) -> Option<Flight> {
        let at = self.flights.iter().position(|f| f.request == request)?;
        let flight = self.flights.remove(at);
        self.parts[flight.part as usize] = Part::Todo;
        self.never_arrived(&flight);
        Some(flight)
    }

    pub(super) fn acked(&mut self, request: u64, answer: UploadAnswer) {
        let Some(flight) = self.land(request) else {
            return; // Late or double: counted once (F-07).
        };
        if self.is_last(flight.part) {
            match answer.batch {
                Some(batch) => self.done(batch),
                // Complete without a batch, or the server holds fewer chunks than it acknowledged.
                None => self.unknown(Why::Incomplete),
            }
            return;
        }
        if flight.part == 0 {
            if answer.upload_id.is_none() {
                self.passing(
                    &flight,
                    &Error::Decode {
                        what: "upload-chunk",
                    },
                );
                return;
            }
            self.upload_id = answer.upload_id;
        }
        self.parts[flight.part as usize] = Part::Acked;
        self.through = self.through.max(flight.bytes);
        self.success();
        self.save();
    }

    fn success(&mut self) {
        self.network_answered();
        self.failures = 0;
        self.trouble_since = None;
        self.budget.refill();
        self.cuts = 0;
        self.token.accepted();
        // Additive increase: one more after a window of acknowledgements.
        self.acks_in_window += 1;
        if self.acks_in_window >= self.window {
            self.acks_in_window = 0;
            self.window = (self.window + 1).min(self.settings.concurrency.max(1));
        }
    }

    pub(super) fn failed(&mut self, request: u64, error: &Error) {
        let Some(flight) = self.land(request) else {
            return;
        };
        self.meter.interrupt();
        let kind = class(error);
        if self.is_last(flight.part) && flight.body_sent && outcome_unknown(error) {
            if kind == Class::Network {
                self.doubt_network();
            }
            self.note(Note::PartFailed {
                part: self.chunk_number(flight.part),
                error: error.clone(),
                wait_ms: 0,
            });
            self.unknown(Why::NoAnswer {
                cut: kind == Class::Network,
            });
            return;
        }
        if self.is_last(flight.part) && !outcome_unknown(error) && kind != Class::File {
            self.refused_for_certain(kind);
            if !self.is_running() {
                return;
            }
        }
        match kind {
            Class::File => self.file_gone(),
            Class::Token => self.token_refused(flight.token),
            Class::SessionLost if self.upload_id.is_some() => self.session_lost(),
            Class::TooLarge => self.smaller(false),
            Class::Refused if is_400(error) && !flight.in_order => self.insist_on_order(&flight),
            Class::Full => self.fail(Trouble::ServerFull {
                status: error.status().unwrap_or(0),
                words: error.server_words().map(str::to_owned),
            }),
            Class::Refused | Class::SessionLost => self.fail(Trouble::Refused {
                status: error.status().unwrap_or(0),
                words: error.server_words().map(str::to_owned),
            }),
            Class::Network | Class::Server | Class::Slower | Class::Ended => {
                self.passing(&flight, error);
            }
        }
    }

    /// The server has said no to the final body: nothing was made of it. Being cancelled, that was the question.
    /// Not so for a lost session: Chromium repeats a request by itself when a reused connection was reset, and the second
    /// one finds the session used up.
    fn refused_for_certain(&mut self, kind: Class) {
        if kind == Class::SessionLost {
            return;
        }
        // It may have been asked about while the answer was awaited; the answer is here now.
        self.verdict = None;
        if self.resends == 0 {
            self.final_sent = false;
        }
        if self.cancelling {
            self.state = State::Cancelled { unsure: false };
            self.note(Note::Cancelled);
        }
    }

    /// The final body's outcome is unknown: ask the list.
    fn unknown(&mut self, why: Why) {
        let then = if matches!(why, Why::Incomplete) && !self.plan.is_single() {
            Then::Restart
        } else {
            Then::Resend
        };
        let then = if self.cancelling {
            Then::Cancelled
        } else {
            then
        };
        self.open_verdict(why, then);
    }

    /// It passes by itself: wait, together, and send again.
    fn passing(&mut self, flight: &Flight, error: &Error) {
        if !self.is_running() {
            return;
        }
        if class(error) == Class::Network {
            self.doubt_network();
            // Bodies that travel together are cut together: that is one.
            if self.hold.is_none_or(|h| h.until <= self.now) {
                self.count_cut(flight.bytes);
            }
        }
        let wait_ms = self.back_off(error);
        self.note(Note::PartFailed {
            part: self.chunk_number(flight.part),
            error: error.clone(),
            wait_ms,
        });
    }

    /// One shared wait for all chunks; returns it in milliseconds.
    pub(super) fn back_off(&mut self, error: &Error) -> u64 {
        let kind = class(error);
        self.take_from_budget();
        let since = *self.trouble_since.get_or_insert(self.now);
        if self.hold.is_none_or(|h| h.until <= self.now) {
            self.failures += 1;
        }
        let asked = retry_after(error);
        let mut wait = full_jitter(self.failures, self.random());
        let mut why = WaitingWhy::Retry;
        if self.budget.is_empty() {
            if self.now.saturating_sub(since) >= self.settings.give_up_ms {
                self.fail(Trouble::GaveUp {
                    last: error.clone(),
                });
                return 0;
            }
            wait = wait.max(self.settings.slow_ms);
            why = WaitingWhy::Server;
        }
        if kind == Class::Slower {
            why = WaitingWhy::RateLimit;
        }
        let wait = wait.max(asked.unwrap_or(0));
        self.window = if kind == Class::Slower || self.budget.is_empty() {
            1
        } else {
            (self.window / 2).max(1)
        };
        self.acks_in_window = 0;
        let until = self.now + wait;
        let longer = self.hold.filter(|h| h.until > until);
        self.hold = longer.or(Some(Hold {
            until,
            why,
            asked_for: asked.is_some(),
        }));
        wait
    }

    /// A connection that breaks at a size that never went through may be cut by something that finds it too large.
    /// Known once a probe has shown that the network itself is fine.
    pub(super) fn count_cut(&mut self, bytes: u64) {
        if bytes > self.through {
            self.cuts += 1;
        }
    }

    /// Never while the list is asked: what was sent may have become a batch.
    pub(super) fn smaller_after_cuts(&mut self) {
        let settled = self.flights.is_empty() && self.verdict.is_none();
        if self.cuts >= CUTS && settled {
            self.smaller(true);
        }
    }

    fn insist_on_order(&mut self, flight: &Flight) {
        self.ordered = true;
        self.window = 1;
        self.note(Note::PartRefusedOutOfOrder { part: flight.part });
    }

    fn session_lost(&mut self) {
        let acked = self.acked_parts();
        self.note(Note::SessionLost { acked });
        self.abort_flights(false);
        if !self.final_sent && self.baseline != Baseline::Taken {
            // Nothing was made of it, and what the list shows now cannot be told from older batches.
            self.restart();
            return;
        }
        let why = if self.final_sent {
            Why::SessionLostAtEnd
        } else {
            Why::SessionLost
        };
        let then = if self.cancelling {
            Then::Cancelled
        } else {
            Then::Restart
        };
        self.open_verdict(why, then);
    }

    /// A new session on the server, from the first byte.
    pub(super) fn restart(&mut self) {
        self.restarts += 1;
        if self.restarts > RESTARTS {
            self.fail(Trouble::SessionsLost);
            return;
        }
        self.note(Note::StartedAgain);
        self.reset_parts();
    }

    /// Smaller chunks in a new session; `cut`: connections broke, else 413.
    pub(super) fn smaller(&mut self, cut: bool) {
        if !self.spec.can_chunk {
            self.abort_flights(false);
            self.state = State::MustPack;
            return;
        }
        let from = self.plan.largest();
        let Some(sizes) = self.sizes.halved(self.spec.size, self.plan.is_single()) else {
            if cut {
                self.cuts = 0; // As small as it gets: an ordinary failure.
            } else {
                self.fail(Trouble::TooLarge);
            }
            return;
        };
        self.abort_flights(false);
        self.note(Note::Smaller {
            from,
            to: sizes.chunk,
            cut,
        });
        self.cuts = 0;
        self.sizes = sizes;
        let lanes = self.settings.concurrency;
        self.plan = Plan::new(self.spec.size, self.spec.framing, sizes, lanes);
        self.hold = None;
        self.reset_parts();
    }

    /// For the log: chunks are counted from 1; a single request has no number.
    pub(super) fn chunk_number(&self, part: u32) -> Option<u32> {
        (!self.plan.is_single()).then_some(part + 1)
    }
}

fn is_400(error: &Error) -> bool {
    error.status() == Some(400)
}
