//! Reports to `report_url` that the console has stopped and what the browser has blocked. Without the setting it does nothing.

use super::diagnostics::PANIC_KEY;
use super::releases::running;
use super::session::Session;
use crate::browser::window::listen;
use crate::browser::{report as browser, storage};
use crate::report::PANIC_EVENT;
use crate::report::{MOST, Report};
use crate::route::PageRoute;
use leptos::prelude::window;
use std::cell::Cell;
use std::rc::Rc;

/// Which stop was reported last, so that a reload does not report it again.
const SENT_KEY: &str = "omr.stopped.sent";

/// Reports are being sent. Made once, at the root.
#[derive(Clone, Copy)]
pub struct Reporter;

impl Reporter {
    /// Begins to report, for the life of the page.
    #[must_use]
    pub fn begin() -> Self {
        if let Some(url) = Session::expect().client().config().report_url.clone() {
            let left = Cell::new(MOST);
            let send = Rc::new(move |report: &Report| {
                if left.get() > 0 {
                    left.set(left.get() - 1);
                    browser::send(&url, &report.body(running().as_ref()));
                }
            });
            // One before this part was loaded is reported after the reload.
            report_stop(&*send);
            let at_panic = Rc::clone(&send);
            listen(&[PANIC_EVENT], false, move |_| report_stop(&*at_panic));
            browser::listen_for_violations(move |directive, blocked| {
                send(&Report::blocked(here(), directive, blocked));
            });
        }
        Self
    }
}

fn report_stop(send: &impl Fn(&Report)) {
    let Some(stop) = storage::read_for_tab(PANIC_KEY) else {
        return;
    };
    if browser::is_first(SENT_KEY, &stop) {
        let page = stop.split(' ').nth(1).unwrap_or_default();
        send(&Report::Panic(PageRoute::of(page)));
    }
}

fn here() -> PageRoute {
    PageRoute::of(&window().location().pathname().unwrap_or_default())
}
