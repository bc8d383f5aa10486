//! Asks once before an upload is ended whose bytes were sent already. A native dialog: focus, Escape and return come with it.

use super::page::{focus_id, focus_is_lost};
use super::upload_queue::QUEUE_HEADING;
use crate::state::uploads::use_uploads;
use crate::upload::view::UploadKey;
use crate::words::queue::cancel as words;
use leptos::html;
use leptos::prelude::*;

const TITLE: &str = "cancel-title";
const TEXT: &str = "cancel-text";

/// Open while `asking` names an upload.
#[component]
pub fn CancelDialog(asking: RwSignal<Option<UploadKey>>) -> impl IntoView {
    let uploads = use_uploads();
    let node = NodeRef::<html::Dialog>::new();
    let keep = NodeRef::<html::Button>::new();
    Effect::new(move || {
        let (Some(dialog), open) = (node.get(), asking.with(Option::is_some)) else {
            return;
        };
        if open && !dialog.open() {
            // Fails only where the dialog is open already or out of the page.
            let _ = dialog.show_modal();
            if let Some(keep) = keep.get_untracked() {
                let _ = keep.focus();
            }
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    // It may end by itself while the question stands: then there is nothing left to ask.
    Effect::new(move || {
        let over = asking
            .get()
            .is_some_and(|key| uploads.view(key).with(|view| !view.can_cancel()));
        if over {
            asking.set(None);
        }
    });
    let shown = move || asking.get().map(|key| uploads.view(key));
    let name =
        move || shown().map_or_else(String::new, |view| view.with(|v| words::title(&v.name)));
    let text = move || {
        shown().map_or_else(String::new, |view| {
            view.with(|v| words::consequence(v.sent_bytes(), v.total_bytes))
        })
    };
    let confirm = move |_| {
        if let Some(key) = asking.get_untracked() {
            asking.set(None);
            uploads.cancel(key);
            request_animation_frame(|| {
                if focus_is_lost() {
                    focus_id(QUEUE_HEADING);
                }
            });
        }
    };
    view! {
        <dialog
            role="alertdialog"
            aria-labelledby=TITLE
            aria-describedby=TEXT
            node_ref=node
            on:close=move |_| asking.set(None)
        >
            <div class="stack">
                <h2 id=TITLE>{name}</h2>
                <p id=TEXT>{text}</p>
                <div class="actions">
                    <button type="button" node_ref=keep on:click=move |_| asking.set(None)>
                        {words::KEEP}
                    </button>
                    <button type="button" data-variant="danger" on:click=confirm>
                        {words::CONFIRM}
                    </button>
                </div>
            </div>
        </dialog>
    }
}
