//! Asks once before an upload is ended whose bytes were sent already.

use super::dialog::Dialog;
use super::page::{focus_id, focus_is_lost};
use super::upload_queue::QUEUE_HEADING;
use crate::state::uploads::use_uploads;
use crate::upload::view::{UploadKey, UploadView};
use crate::words::queue::cancel as words;
use leptos::prelude::*;

const TITLE: &str = "cancel-title";
const TEXT: &str = "cancel-text";
const KEEP: &str = "cancel-keep";

/// What would be ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// One upload.
    One(UploadKey),
    /// Every upload that is not over.
    All,
}

/// What the uploads that could be ended have cost so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Stake {
    uploads: usize,
    /// Bytes.
    sent: u64,
    /// Bytes.
    total: u64,
    /// Everything of one of them was sent: the server may have made its batch.
    may_be_batches: bool,
}

impl Stake {
    fn add(&mut self, view: &UploadView) {
        if view.can_cancel() {
            self.uploads += 1;
            self.sent += view.sent_bytes();
            self.total += view.total_bytes;
            self.may_be_batches |= view.may_be_batch();
        }
    }
}

/// Open while `asking` says what would be ended.
#[component]
pub fn CancelDialog(asking: RwSignal<Option<Asked>>) -> impl IntoView {
    move || {
        asking
            .get()
            .map(|asked| view! { <Question asked=asked asking=asking /> }.into_any())
    }
}

#[component]
fn Question(asked: Asked, asking: RwSignal<Option<Asked>>) -> impl IntoView {
    let uploads = use_uploads();
    let keys = Memo::new(move |_| match asked {
        Asked::One(key) => vec![key],
        Asked::All => uploads.keys().get(),
    });
    let at_stake = Memo::new(move |_| {
        keys.with(|keys| {
            let mut stake = Stake::default();
            for key in keys {
                uploads.view(*key).with(|view| stake.add(view));
            }
            stake
        })
    });
    // It may end by itself while the question stands: then there is nothing left to ask.
    Effect::new(move || {
        if at_stake.get().uploads == 0 {
            asking.set(None);
        }
    });
    let name = move || match asked {
        Asked::One(key) => uploads.view(key).with(|view| words::title(&view.name)),
        Asked::All => words::title_of_all(at_stake.get().uploads),
    };
    let text = move || {
        let Stake { sent, total, .. } = at_stake.get();
        match (asked, at_stake.get().may_be_batches) {
            (Asked::One(_), false) => words::consequence(sent, total),
            (Asked::One(_), true) => words::consequence_of_all_sent().to_owned(),
            (Asked::All, false) => words::consequence_of_all(sent, total),
            (Asked::All, true) => words::consequence_of_all_and_some_sent(sent, total),
        }
    };
    let confirm = move |_| {
        asking.set(None);
        match asked {
            Asked::One(key) => uploads.cancel(key),
            Asked::All => uploads.cancel_all(),
        }
        request_animation_frame(|| {
            if focus_is_lost() {
                focus_id(QUEUE_HEADING);
            }
        });
    };
    view! {
        <Dialog labelled_by=TITLE described_by=TEXT focus=KEEP on_escape=move |()| asking.set(None)>
            <div class="stack">
                <h2 id=TITLE>{name}</h2>
                <p id=TEXT>{text}</p>
                <div class="actions">
                    <button type="button" id=KEEP on:click=move |_| asking.set(None)>
                        {words::keep()}
                    </button>
                    <button type="button" data-variant="danger" on:click=confirm>
                        {match asked {
                            Asked::All => words::confirm_all(),
                            Asked::One(_) => words::confirm(),
                        }}
                    </button>
                </div>
            </div>
        </Dialog>
    }
}
