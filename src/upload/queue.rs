//! The order in which uploads are sent: one after the other, and one that stops never holds up the rest.

use super::view::UploadKey;

/// Where an upload stands in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Wants to be sent.
    Waiting,
    /// Is being sent (or prepared, or confirmed). At most one.
    Active,
    /// Stopped and does not want to be sent now: paused, failed, without its file, in another tab.
    Aside,
    /// Done or cancelled.
    Over,
}

/// Uploads in the person's order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queue {
    places: Vec<(UploadKey, Lane)>,
    /// "Pause all" is on.
    pub all_paused: bool,
    /// The batch before must be processed first (a deployment setting), and is not.
    pub blocked: bool,
}

impl Queue {
    /// Adds one at the end.
    pub fn push(&mut self, key: UploadKey, lane: Lane) {
        self.places.push((key, lane));
    }

    /// The keys in order.
    #[must_use]
    pub fn keys(&self) -> Vec<UploadKey> {
        self.places.iter().map(|(key, _)| *key).collect()
    }

    /// Where it stands.
    #[must_use]
    pub fn lane(&self, key: UploadKey) -> Option<Lane> {
        self.places
            .iter()
            .find(|(k, _)| *k == key)
            .map(|(_, lane)| *lane)
    }

    /// Changes where it stands.
    pub fn set(&mut self, key: UploadKey, lane: Lane) {
        if let Some(place) = self.places.iter_mut().find(|(k, _)| *k == key) {
            place.1 = lane;
        }
    }

    /// Takes it off.
    pub fn remove(&mut self, key: UploadKey) {
        self.places.retain(|(k, _)| *k != key);
    }

    /// The upload that is being sent.
    #[must_use]
    pub fn active(&self) -> Option<UploadKey> {
        self.places
            .iter()
            .find(|(_, lane)| *lane == Lane::Active)
            .map(|(key, _)| *key)
    }

    /// Takes the next one to send, if one may be sent now, and makes it the active one.
    pub fn start_next(&mut self) -> Option<UploadKey> {
        if self.all_paused || self.blocked || self.active().is_some() {
            return None;
        }
        let place = self
            .places
            .iter_mut()
            .find(|(_, lane)| *lane == Lane::Waiting)?;
        place.1 = Lane::Active;
        Some(place.0)
    }

    /// Whether one waits for its turn.
    #[must_use]
    pub fn has_waiting(&self) -> bool {
        self.places.iter().any(|(_, lane)| *lane == Lane::Waiting)
    }

    /// The person wants this one sent although the batch before it is not processed: it is the next.
    pub fn send_now(&mut self, key: UploadKey) {
        self.blocked = false;
        while self.shift(key, true) {}
    }

    /// Moves a waiting upload past the next waiting one before it (`up`) or behind it; others do not count, since
    /// passing them changes nothing. `false` if there is none.
    pub fn shift(&mut self, key: UploadKey, up: bool) -> bool {
        let waiting = |place: &(UploadKey, Lane)| place.1 == Lane::Waiting;
        let Some(from) = self.places.iter().position(|p| p.0 == key && waiting(p)) else {
            return false;
        };
        let to = if up {
            self.places[..from].iter().rposition(waiting)
        } else {
            self.places[from + 1..]
                .iter()
                .position(waiting)
                .map(|at| from + 1 + at)
        };
        let Some(to) = to else { return false };
        let place = self.places.remove(from);
        self.places.insert(to, place);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn queue(lanes: &[Lane]) -> Queue {
        let mut queue = Queue::default();
        for (n, lane) in (0..).zip(lanes) {
            queue.push(UploadKey(n), *lane);
        }
        queue
    }

    #[test]
    fn one_is_sent_after_the_other() {
        let mut queue = queue(&[Lane::Waiting, Lane::Waiting]);
        assert_eq!(queue.start_next(), Some(UploadKey(0)));
        assert_eq!(queue.start_next(), None);
        queue.set(UploadKey(0), Lane::Over);
        assert_eq!(queue.start_next(), Some(UploadKey(1)));
    }

    #[test]
    fn a_failed_one_never_blocks_the_rest() {
        let mut queue = queue(&[Lane::Active, Lane::Aside, Lane::Waiting]);
        queue.set(UploadKey(0), Lane::Aside);
        assert_eq!(queue.start_next(), Some(UploadKey(2)));
    }

    #[test]
    fn nothing_starts_while_all_are_paused_or_the_batch_before_is_processed() {
        let mut queue = queue(&[Lane::Waiting]);
        queue.all_paused = true;
        assert_eq!(queue.start_next(), None);
        queue.all_paused = false;
        queue.blocked = true;
        assert_eq!(queue.start_next(), None);
        queue.blocked = false;
        assert_eq!(queue.start_next(), Some(UploadKey(0)));
    }

    #[test]
    fn b23_what_waits_for_a_batch_that_never_ends_can_be_sent() {
        let mut queue = queue(&[Lane::Over, Lane::Waiting, Lane::Waiting]);
        queue.blocked = true;
        assert_eq!(queue.start_next(), None);
        queue.send_now(UploadKey(2));
        assert_eq!(queue.start_next(), Some(UploadKey(2)));
    }

    #[test]
    fn moving_passes_the_next_that_waits() {
        let mut queue = queue(&[Lane::Active, Lane::Waiting, Lane::Over, Lane::Waiting]);
        assert!(queue.shift(UploadKey(3), true));
        assert_eq!(queue.keys(), [0, 3, 1, 2].map(UploadKey));
        assert!(
            !queue.shift(UploadKey(3), true),
            "never before the active one"
        );
        assert!(queue.shift(UploadKey(3), false));
        assert!(!queue.shift(UploadKey(0), false), "the active one stays");
    }

    proptest! {
        #[test]
        fn moving_loses_nothing_and_never_two_are_active(moves in proptest::collection::vec((0u64..8, any::<bool>(), 0u8..4), 0..40)) {
            let mut queue = queue(&[Lane::Waiting; 8]);
            for (key, up, what) in moves {
                let key = UploadKey(key);
                match what {
                    0 => { queue.shift(key, up); }
                    1 => { queue.start_next(); }
                    2 => if queue.lane(key) == Some(Lane::Active) { queue.set(key, Lane::Over) },
                    _ => if queue.lane(key) == Some(Lane::Active) { queue.set(key, Lane::Aside) },
                }
                let mut keys = queue.keys();
                keys.sort();
                prop_assert_eq!(keys, (0..8).map(UploadKey).collect::<Vec<_>>());
                let active = queue.places.iter().filter(|(_, l)| *l == Lane::Active).count();
                prop_assert!(active <= 1);
            }
        }
    }
}
