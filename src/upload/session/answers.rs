//! What an answer, or the lack of one, means.

use super::{
    Baseline, Flight, Hold, Note, Part, Session, State, Trouble,
    verdict::{Question, Then, Why},
};
use crate::{
    api::{Error, wire::UploadAnswer},
    upload::{
        plan::Plan,
        retry::{Class, class, full_jitter, is_last_word, outcome_unknown, retry_after},
        view::WaitingWhy,
    },
};

/// New sessions after lost ones, in a row, before the upload stops.
const RESTARTS: u32 = 5;
/// Cut connections at a size that never went through, before a smaller one is tried.
const CUTS: u32 = 3;
/// After this long without news a browser has told all of a body's progress, in milliseconds: they do so every 50.
const QUIET_MS: u64 = 2_000;
/// Before, its word may be this old.
const LAG_MS: u64 = 1_000;
/// Bytes that must be missing at least before a body is taken as not sent; a twentieth of a large one.
const MARGIN: u64 = 1_000_000;

impl Session {
    fn land(&mut self, request: u64) -> Option<Flight> {
        let at = self.flights.iter().position(|f| f.request == request)?;
        let flight = self.flights.remove(at);
        self.parts[flight.part as usize] = Part::Todo;
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
        self.took = Some((self.now.saturating_sub(flight.sent_at), flight.bytes));
        self.unanswered = 0;
        self.success();
        self.save();
    }

    fn success(&mut self) {
        self.network_answered();
        self.failures = 0;
        self.trouble_since = None;
        self.budget.refill();
        self.cuts = 0;
        self.between = 0;
        self.interceptor = None;
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
        if self.is_last(flight.part) {
            if outcome_unknown(error) {
                self.final_failed(&flight, error);
                return;
            }
            self.refused_for_certain(kind);
            if !self.is_running() {
                return;
            }
        }
        match kind {
            Class::File => self.file_gone(),
            Class::Token => self.token_refused(flight.token),
            Class::SessionLost if self.upload_id.is_some() => self.session_lost(),
            // Not the size of the request, then: the server means the file, or something between means something else.
            Class::TooLarge if self.has_taken_more_than(flight.bytes) => {
                if error.is_own_answer() {
                    self.fail(refusal(error));
                } else {
                    self.passing(&flight, error);
                    if self.is_running() {
                        self.count_between(error);
                    }
                }
            }
            Class::TooLarge => self.smaller(false),
            Class::Refused if is_400(error) && !flight.in_order => self.insist_on_order(&flight),
            Class::Full | Class::Refused | Class::SessionLost => self.fail(refusal(error)),
            Class::Network | Class::Server | Class::Slower | Class::Ended | Class::Between => {
                self.passing(&flight, error);
                if kind == Class::Between && self.is_running() {
                    self.count_between(error);
                }
            }
        }
    }

    /// A final body failed, and the server may have taken it all the same: the list is asked before anything else.
    fn final_failed(&mut self, flight: &Flight, error: &Error) {
        let mut question = self.question_of(flight, class(error) == Class::Network);
        // Whoever answers is done with the request.
        question.answered = error.is_own_answer() || error.between().is_some();
        question.clear &= !question.answered;
        self.question = Some(question);
        if class(error) == Class::File {
            self.file_gone();
            return;
        }
        if question.clear {
            self.passing(flight, error);
            return;
        }
        if class(error) == Class::Network {
            self.doubt_network();
        }
        if is_last_word(error) {
            self.refusal = Some(refusal(error));
        }
        if let Some(wait) = retry_after(error) {
            self.hold = Some(Hold {
                until: self.now + wait,
                why: WaitingWhy::RateLimit,
                asked_for: true,
            });
        }
        self.final_error = Some(error.clone());
        self.note(Note::PartFailed {
            part: self.chunk_number(flight.part),
            error: error.clone(),
            wait_ms: 0,
        });
    }

    /// What has to be found out about a final body that ended without the server's word.
    pub(super) fn question_of(&self, flight: &Flight, cut: bool) -> Question {
        Question {
            clear: self.is_clearly_incomplete(flight),
            cut,
            answered: false,
            ended: false,
        }
    }

    /// So much of the body is missing that it cannot have left, even if the browser told its progress late.
    pub(super) fn is_clearly_incomplete(&self, flight: &Flight) -> bool {
        if flight.body_sent || flight.loaded == 0 {
            return false;
        }
        let quiet = self.now.saturating_sub(flight.moved_at) >= QUIET_MS;
        // Its own pace may be above all that was measured before.
        let took = flight.moved_at.saturating_sub(flight.sent_at).max(1);
        let own = flight.loaded.saturating_mul(1_000) / took;
        let unseen = if quiet {
            Some(0)
        } else {
            let peak = self.meter.peak();
            peak.map(|peak| peak.max(own).saturating_mul(LAG_MS) / 1_000)
        };
        let margin = (flight.bytes / 20).max(MARGIN);
        unseen.is_some_and(|unseen| flight.bytes - flight.loaded > margin.saturating_add(unseen))
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
        self.question = None;
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
        let settled = self.flights.is_empty() && self.verdict.is_none() && self.question.is_none();
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
        self.end_flights(|_, _| false);
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
        self.open_verdict(why, Then::Restart);
    }

    /// A new session on the server, from the first byte. The file is not sent more than once again without asking.
    pub(super) fn restart(&mut self) {
        let last = self.plan.range(self.last_part());
        let last = last.filter(|_| self.final_sent);
        let cost = self.bytes_confirmed() + last.map_or(0, |r| r.end - r.start);
        self.restarts += 1;
        if self.restarts > RESTARTS || self.thrown_away + cost > self.spec.size {
            let trouble = match self.final_error.take() {
                Some(last) => no_batch(last),
                None => Trouble::SessionsLost,
            };
            self.fail(trouble);
            return;
        }
        self.thrown_away += cost;
        self.note(Note::StartedAgain);
        self.reset_parts();
    }

    /// Smaller chunks in a new session; `cut`: connections broke, else 413.
    pub(super) fn smaller(&mut self, cut: bool) {
        if !self.spec.can_chunk {
            self.end_flights(|_, _| false);
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
        self.thrown_away += self.bytes_confirmed();
        self.end_flights(|_, _| false);
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

    /// Whether the server has taken a chunk of more than `bytes` of the file.
    fn has_taken_more_than(&self, bytes: u64) -> bool {
        (0..self.plan.parts())
            .filter(|part| self.parts[*part as usize] == Part::Acked)
            .filter_map(|part| self.plan.range(part))
            .any(|taken| taken.end - taken.start > bytes)
    }

    /// For the log: chunks are counted from 1; a single request has no number.
    pub(super) fn chunk_number(&self, part: u32) -> Option<u32> {
        (!self.plan.is_single()).then_some(part + 1)
    }
}

/// What the upload stops with when everything was sent again and nothing came of it.
pub(super) fn no_batch(last: Error) -> Trouble {
    match last.between() {
        Some(status) => Trouble::Between { status },
        None => Trouble::NoBatch { last },
    }
}

/// What the upload stops with when the server says no.
fn refusal(error: &Error) -> Trouble {
    let status = error.status().unwrap_or(0);
    let words = error.server_words().map(str::to_owned);
    match class(error) {
        Class::Full => Trouble::ServerFull { status, words },
        _ => Trouble::Refused { status, words },
    }
}

fn is_400(error: &Error) -> bool {
    error.status() == Some(400)
}
