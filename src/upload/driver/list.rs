//! Reads the list of batches: what was there before, and whether ours is there now.

use std::rc::Rc;

use super::Job;
use crate::{
    api::Error,
    domain::Batch,
    upload::session::{Event, Looked},
};

/// Rows per page: the most that the API gives.
const PAGE: u32 = 100;
/// Pages read at most: 2,000 batches of little more than a day.
const PAGES: u64 = 20;

impl Job {
    pub(super) async fn take_baseline(self: Rc<Self>) -> Event {
        let wanted = self.wanted.borrow().clone();
        Event::BaselineTaken(self.recent_rows().await.map(|rows| {
            *self.known.borrow_mut() = wanted.known(&rows);
        }))
    }

    pub(super) async fn look_up(self: Rc<Self>, look: u64) -> Event {
        let wanted = self.wanted.borrow().clone();
        let looked = match self.recent_rows().await {
            Err(error) => Looked::Failed(error),
            Ok(rows) => {
                let known = self.known.borrow();
                let taken = |id: &_| known.contains(id) || self.owner.is_claimed(id);
                wanted
                    .find(&rows, taken)
                    .map_or(Looked::NotThere, Looked::Found)
            }
        };
        Event::LookedUp { look, looked }
    }

    /// The rows that are young enough to be ours, newest first.
    async fn recent_rows(&self) -> Result<Vec<Batch>, Error> {
        let oldest = self.wanted.borrow().oldest_wall_ms();
        let mut rows: Vec<Batch> = Vec::new();
        for page in 0..PAGES {
            let answer = self.client.list(None, PAGE, page * u64::from(PAGE)).await?;
            let read = answer.batches.len() + answer.unreadable;
            let old = answer
                .batches
                .last()
                .and_then(|row| row.created)
                .is_some_and(|t| t.wall_millis() < oldest);
            rows.extend(answer.batches);
            let all = (page + 1) * u64::from(PAGE) >= answer.total;
            if read == 0 || old || all {
                break;
            }
        }
        Ok(rows)
    }
}
