//! The setting "wait until the previous batch is processed": asks how far it is, and lets the next upload start then.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::GetUntracked;
use wasm_bindgen_futures::spawn_local;

use super::desk::Desk;
use crate::{api::Error, poll::schedule::Schedule, state::session::Auth};

impl Desk {
    /// A batch was made: the next upload waits for it, where the deployment wants that.
    pub fn block_for_previous(&self) {
        let wait = self.session.client().config().wait_for_previous;
        self.queue.borrow_mut().blocked = wait;
    }

    /// Asks for the batch's progress while an upload waits for it. Goes on in a hidden tab: the queue has to move.
    pub fn watch_previous(&self) {
        let waits = {
            let queue = self.queue.borrow();
            queue.blocked && queue.has_waiting() && queue.active().is_none()
        };
        if !waits || self.watching.replace(true) {
            return;
        }
        self.paint_waiting_once();
        let weak = self.me.clone();
        let client = self.session.client();
        let schedule = Schedule::from_seconds(client.config().poll_seconds);
        spawn_local(async move {
            let mut failures = 0;
            loop {
                let batch = weak
                    .upgrade()
                    .and_then(|desk| desk.last_batch.borrow().clone());
                let Some(batch) = batch else { break };
                let answer = client.progress(&batch).await;
                let Some(desk) = weak.upgrade() else { return };
                let wait = match answer {
                    Ok(progress) if progress.status.is_terminal() => break,
                    // Deleted, or no longer ours to see: nothing to wait for.
                    Err(Error::Status {
                        code: 403 | 404, ..
                    }) => break,
                    Ok(progress) => {
                        failures = 0;
                        schedule.after_answer(progress.total, 0)
                    }
                    Err(_) => {
                        failures += 1;
                        schedule.after_failure(failures)
                    }
                };
                if desk.session.auth_signal().get_untracked() == Auth::SignedOut {
                    break;
                }
                TimeoutFuture::new(wait).await;
            }
            if let Some(desk) = weak.upgrade() {
                desk.watching.set(false);
                desk.queue.borrow_mut().blocked = false;
                desk.pump();
            }
        });
    }

    fn paint_waiting_once(&self) {
        for key in self.queue.borrow().keys() {
            if self.lane(key) == Some(crate::upload::queue::Lane::Waiting) {
                self.paint(key);
            }
        }
    }
}
