//! Requests that take too long. There is no total timeout: a slow line that moves bytes is never cut (F-02).

use super::{Action, Session};
use crate::api::Error;

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
                let open_final = f.body_sent && self.is_last(f.part);
                (self.flight_deadline(f)? <= now).then_some((f.request, open_final))
            })
            .collect();
        for (request, open_final) in overdue {
            if open_final {
                self.ask_while_open();
            } else {
                self.out.push(Action::Abort { request });
                self.failed(request, &Error::Timeout);
            }
        }
    }

    fn flight_deadline(&self, flight: &super::Flight) -> Option<u64> {
        if !flight.body_sent {
            return Some(flight.moved_at + self.settings.stall_ms);
        }
        if !self.is_last(flight.part) {
            return Some(flight.moved_at + self.settings.answer_ms);
        }
        self.verdict
            .is_none()
            .then_some(flight.moved_at + self.settings.patience_ms)
    }

    pub(super) fn deadline(&self) -> Option<u64> {
        self.flights
            .iter()
            .filter_map(|f| self.flight_deadline(f))
            .min()
    }
}
