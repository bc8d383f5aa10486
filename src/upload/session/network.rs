//! Is it the network or the server? A tiny request tells; time without network costs no attempts (F-04, F-05).

use super::{Action, Note, Session, Trouble};
use crate::api::Error;

/// Longest wait between two probes, in milliseconds.
const PROBE_CAP_MS: u64 = 8_000;

/// Answers of something on the way, in a row, after which the upload stops.
const BETWEEN: u32 = 3;

/// What is known of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Network {
    Fine,
    /// A request had no answer; a probe is out. `taken`: budget spent on it so far.
    Doubted {
        taken: u32,
        since: u64,
    },
    Down {
        since: u64,
        next: u64,
        tries: u32,
        out: bool,
    },
}

impl Session {
    pub(super) fn doubt_network(&mut self) {
        if self.network == Network::Fine {
            self.network = Network::Doubted {
                taken: 0,
                since: self.now,
            };
            self.out.push(Action::Probe);
        }
    }

    pub(super) fn take_from_budget(&mut self) {
        if !matches!(self.network, Network::Down { .. })
            && self.budget.take()
            && let Network::Doubted { taken, .. } = &mut self.network
        {
            *taken += 1;
        }
    }

    pub(super) fn probed(&mut self, ok: bool) {
        match self.network {
            Network::Fine => {}
            Network::Doubted { .. } if ok => {
                self.network = Network::Fine;
                self.smaller_after_cuts();
            }
            Network::Doubted { taken, since } => {
                // It was the network: the failures are not the server's (F-04).
                for _ in 0..taken {
                    self.budget.give_back();
                }
                self.went_down(since);
            }
            Network::Down { .. } if ok => self.came_back(),
            Network::Down { since, tries, .. } => {
                let wait = (1_000 << tries.min(8)).min(PROBE_CAP_MS);
                self.network = Network::Down {
                    since,
                    next: self.now + wait,
                    tries: tries + 1,
                    out: false,
                };
            }
        }
    }

    /// The network is there, and something on it keeps the requests from the API.
    pub(super) fn intercepted(&mut self, error: &Error) {
        self.network_answered();
        self.cuts = 0;
        if self.is_running() && self.verdict.is_none() {
            self.count_between(error);
        }
    }

    /// Three tries, then the person is told.
    pub(super) fn count_between(&mut self, error: &Error) {
        self.between += 1;
        self.interceptor = error.between();
        if self.between >= BETWEEN
            && let Some(status) = error.between()
        {
            self.between = 0;
            self.fail(Trouble::Between { status });
        }
    }

    fn went_down(&mut self, since: u64) {
        self.network = Network::Down {
            since,
            next: self.now + 1_000,
            tries: 0,
            out: false,
        };
        self.failures = 0;
        self.cuts = 0;
        self.trouble_since = None;
        self.meter.interrupt();
        self.note(Note::NetworkLost);
    }

    fn came_back(&mut self) {
        if let Network::Down { since, .. } = self.network {
            self.note(Note::NetworkBack {
                after_ms: self.now.saturating_sub(since),
            });
        }
        self.network = Network::Fine;
        self.failures = 0;
        self.trouble_since = None;
        self.go_on_at_once();
    }

    /// Any answer of the API proves the network.
    pub(super) fn network_answered(&mut self) {
        match self.network {
            Network::Fine => {}
            Network::Doubted { .. } => self.network = Network::Fine,
            Network::Down { .. } => self.came_back(),
        }
    }

    pub(super) fn offline(&mut self) {
        if !matches!(self.network, Network::Down { .. }) {
            self.went_down(self.now);
        }
    }

    pub(super) fn online(&mut self) {
        if matches!(self.network, Network::Down { .. }) {
            self.came_back();
        }
    }

    /// Shown again, unfrozen, awake: what was waited for may be long past.
    pub(super) fn woke(&mut self) {
        let now = self.now;
        let last = self.last_part();
        for flight in &mut self.flights {
            if !flight.body_sent || flight.part != last {
                flight.moved_at = now; // Sockets that survived get their full time.
            }
        }
        if let Network::Down {
            out: false, next, ..
        } = &mut self.network
        {
            *next = now;
        }
        self.meter.interrupt();
        self.go_on_at_once();
    }

    fn go_on_at_once(&mut self) {
        if self.hold.is_some_and(|h| !h.asked_for) {
            self.hold = None;
        }
        self.hurry_verdict();
    }

    /// Ready to make requests; otherwise sees to it that the next probe goes out.
    pub(super) fn network_ready(&mut self) -> bool {
        if let Network::Down { next, out, .. } = &mut self.network {
            if !*out && *next <= self.now {
                *out = true;
                self.out.push(Action::Probe);
            }
            return false;
        }
        true
    }
}
