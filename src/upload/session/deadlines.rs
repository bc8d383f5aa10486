//! Requests that take too long. There is no total timeout: a slow line that moves bytes is never cut (F-02).

use super::{Action, Session};
use crate::api::Error;

/// The longest wait for the answer to a chunk, in milliseconds.
const LONGEST_MS: u64 = 10 * 60_000;
/// A line that was never measured is taken for a slow one, in bytes per millisecond: buffers of the computer swallow a small body
/// at once, whatever the line can carry.
const SLOW_LINE: u64 = 64;
/// The longest that this adds, in milliseconds.
const UNMEASURED_MS: u64 = 60_000;

impl Session {
    pub(super) fn check_deadlines(&mut self) {
        if !self.is_running() {
            return;
        }
        let now = self.now;
        let overdue: Vec<(u64, bool)> = self
            .flights
            .iter()
            .filter_map(|f| {
                (self.flight_deadline(f)? <= now).then_some((f.request, self.may_be_at_work(f)))
            })
            .collect();
        for (request, open_final) in overdue {
            if open_final {
                self.ask_while_open();
            } else {
                let sent = |f: &super::Flight| f.request == request && f.body_sent;
                self.unanswered += u32::from(self.flights.iter().any(sent));
                self.out.push(Action::Abort { request });
                self.failed(request, &Error::Timeout);
            }
        }
    }

    /// Nothing rules out that the server has this final body and is making a batch of it.
    fn may_be_at_work(&self, flight: &super::Flight) -> bool {
        self.is_last(flight.part) && !self.is_clearly_incomplete(flight)
    }

    /// Handed over is not arrived: something on the way may hold the bytes. They get the time that the line needed for the last
    /// body, and twice as long after each that was given up.
    fn answer_limit(&self, flight: &super::Flight) -> u64 {
        let lanes = self.flights.len() as u64;
        let unmeasured = (flight.bytes / SLOW_LINE).min(UNMEASURED_MS);
        let line = self.took.map_or(unmeasured, |(ms, bytes)| {
            let share = u128::from(ms) * u128::from(flight.bytes) / u128::from(bytes.max(1));
            u64::try_from(share)
                .unwrap_or(u64::MAX)
                .saturating_mul(lanes)
        });
        let patience = self.settings.stall_ms << self.unanswered.min(5);
        patience.saturating_add(line).min(LONGEST_MS.max(patience))
    }

    fn flight_deadline(&self, flight: &super::Flight) -> Option<u64> {
        let limit = match (flight.body_sent, self.is_last(flight.part)) {
            (false, _) => self.settings.stall_ms,
            (true, false) => self.answer_limit(flight),
            (true, true) => self.settings.patience_ms,
        };
        let at = flight.moved_at + limit;
        // One that the list is asked about goes on until that is settled.
        let asked = self.verdict.is_some() && self.may_be_at_work(flight);
        (!asked).then_some(at)
    }

    pub(super) fn deadline(&self) -> Option<u64> {
        self.flights
            .iter()
            .filter_map(|f| self.flight_deadline(f))
            .min()
    }
}
