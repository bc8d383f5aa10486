//! Reads the list of batches: what was there before, and whether ours is there now.

use std::rc::Rc;

use super::Job;
use crate::{
    api::Error,
    batches::list_reader::{ListReader, PAGE, ReadState},
    upload::session::{Event, Looked},
};

impl Job {
    pub(super) async fn take_baseline(self: Rc<Self>) -> Event {
        let wanted = self.wanted.borrow().clone();
        Event::BaselineTaken(match self.recent_rows().await {
            Ok(reader) if reader.state() == ReadState::Complete => {
                *self.known.borrow_mut() = wanted.known(&reader.rows());
                Ok(())
            }
            Ok(_) => Err(NOT_WHOLE),
            Err(error) => Err(error),
        })
    }

    pub(super) async fn look_up(self: Rc<Self>, look: u64) -> Event {
        let wanted = self.wanted.borrow().clone();
        let looked = match self.recent_rows().await {
            Err(error) => Looked::Failed(error),
            Ok(reader) => {
                let known = self.known.borrow();
                let taken = |id: &_| known.contains(id) || self.owner.is_claimed(id);
                match wanted.find(&reader.rows(), taken) {
                    Some(batch) => Looked::Found(batch),
                    None if reader.state() == ReadState::Complete => Looked::NotThere,
                    None => Looked::Failed(NOT_WHOLE),
                }
            }
        };
        Event::LookedUp { look, looked }
    }

    /// Reads the rows that are young enough to be ours. Rows come and go meanwhile; pages that overlap hide none.
    async fn recent_rows(&self) -> Result<ListReader, Error> {
        let mut reader = self.wanted.borrow().reader();
        while let Some(request) = reader.next_request() {
            let page = self.client.page(&request.ask, PAGE, request.offset);
            reader.apply_page(page.await?);
        }
        Ok(reader)
    }
}

/// Rows may be missing from what was read: nothing can be said of what is not there.
const NOT_WHOLE: Error = Error::Decode { what: "list" };
