//! What the machine looks like from outside.

use super::{Baseline, Hold, Session, State, Trouble, network::Network};
use crate::{
    api::Error,
    domain::BatchId,
    upload::view::{Confirming, WaitingWhy},
};

/// Where the upload stands. Plain; the driver makes a view of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Show {
    /// Not begun.
    Idle,
    /// The list is asked what exists already.
    Asking,
    /// Bytes are on their way.
    Sending,
    /// Nothing is sent until a time (monotonic milliseconds), or until something else happens.
    Waiting(WaitingWhy, Option<u64>),
    /// Held back by the person.
    Paused,
    /// Every byte was sent; the server's word is missing.
    Confirming(Confirming),
    /// The file is missing.
    NeedsFile,
    /// Images have to be packed before they can be sent.
    MustPack,
    /// Confirmed.
    Done(BatchId),
    /// Stopped.
    Failed(Trouble),
    /// Ended by the person; `unsure`: a batch may exist all the same.
    Cancelled {
        /// See the variant.
        unsure: bool,
    },
}

impl Session {
    /// Where it stands now.
    #[must_use]
    pub fn show(&self) -> Show {
        match &self.state {
            State::Idle => return Show::Idle,
            State::MustPack => return Show::MustPack,
            State::Done(batch) => return Show::Done(batch.clone()),
            State::Failed(trouble) => return Show::Failed(trouble.clone()),
            State::Cancelled { unsure } => return Show::Cancelled { unsure: *unsure },
            State::Running => {}
        }
        if self.token.asks_person() {
            return Show::Waiting(WaitingWhy::SignIn, None);
        }
        let confirming = self.is_confirming();
        if self.paused && !confirming {
            return Show::Paused;
        }
        if matches!(self.network, Network::Down { .. }) {
            return Show::Waiting(WaitingWhy::Network, None);
        }
        if confirming {
            return Show::Confirming(self.confirming());
        }
        if !self.flights.is_empty() {
            return Show::Sending;
        }
        if !self.has_file {
            return Show::NeedsFile;
        }
        if let Some(Hold { until, why, .. }) = self.hold.filter(|h| h.until > self.now) {
            return Show::Waiting(why, Some(until));
        }
        match self.baseline {
            Baseline::Needed { .. } | Baseline::Asking { .. } => Show::Asking,
            Baseline::Taken | Baseline::Unavailable => Show::Sending,
        }
    }

    fn is_confirming(&self) -> bool {
        let asked = self.verdict.is_some_and(|verdict| !verdict.is_formal());
        let sent = |f: &super::Flight| f.body_sent && self.is_last(f.part);
        asked || self.is_cancelling() || self.flights.iter().any(sent)
    }

    fn confirming(&self) -> Confirming {
        if self.flights.is_empty() {
            Confirming::Checking(self.final_error.as_ref().and_then(Error::status))
        } else {
            Confirming::Answer
        }
    }

    /// What the server said last, while it is found out what became of the final body.
    #[must_use]
    pub fn heard(&self) -> Option<&str> {
        self.verdict.filter(|_| self.flights.is_empty())?;
        self.final_error.as_ref()?.server_words()
    }

    /// The person has cancelled, and the server is asked whether a batch exists already.
    #[must_use]
    pub fn is_cancelling(&self) -> bool {
        self.cancelling && self.is_running()
    }

    /// Bytes that the server has acknowledged.
    #[must_use]
    pub fn bytes_confirmed(&self) -> u64 {
        if matches!(self.state, State::Done(_)) {
            return self.spec.size;
        }
        (0..self.plan.parts())
            .filter(|p| self.parts[*p as usize] == super::Part::Acked)
            .filter_map(|p| self.plan.range(p))
            .map(|r| r.end - r.start)
            .sum()
    }

    /// Bytes that were handed over and are not acknowledged.
    #[must_use]
    pub fn bytes_in_flight(&self) -> u64 {
        self.flights.iter().map(|f| f.loaded).sum()
    }

    /// Something on the way has answered in place of the API, and nothing has gone through since: its status, or `None` for
    /// sending the request elsewhere.
    #[must_use]
    pub fn interceptor(&self) -> Option<Option<u16>> {
        self.interceptor.filter(|_| self.is_running())
    }

    /// Bytes that a pause took off the line: they are sent again.
    #[must_use]
    pub fn bytes_given_up(&self) -> u64 {
        self.given_up_bytes
    }

    pub(super) fn bytes_sent(&self) -> u64 {
        self.bytes_confirmed() + self.bytes_in_flight()
    }

    /// Bytes in all.
    #[must_use]
    pub fn bytes_total(&self) -> u64 {
        self.spec.size
    }

    /// Chunks acknowledged and in all; `None` for a single request.
    #[must_use]
    pub fn chunks(&self) -> Option<(u32, u32)> {
        if self.plan.is_single() {
            return None;
        }
        let all = self.plan.parts();
        let done = if matches!(self.state, State::Done(_)) {
            all
        } else {
            self.acked_parts()
        };
        Some((done, all))
    }

    /// Smoothed speed in bytes per second.
    #[must_use]
    pub fn speed(&self) -> Option<u64> {
        self.meter.speed(self.now)
    }

    /// Time left in seconds.
    #[must_use]
    pub fn remaining(&self) -> Option<u64> {
        self.meter
            .remaining(self.now, self.spec.size.saturating_sub(self.bytes_sent()))
    }

    /// The server has turned out to insist on order: worth knowing for the next upload.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        self.ordered
    }

    /// The sizes in use: smaller than the settings' after a 413. Worth knowing for the next upload.
    #[must_use]
    pub fn sizes(&self) -> super::Sizes {
        self.sizes
    }

    /// A batch may exist on the server although no answer has named it.
    #[must_use]
    pub fn is_outcome_open(&self) -> bool {
        self.final_sent && !matches!(self.state, State::Done(_) | State::Cancelled { .. })
    }
}
