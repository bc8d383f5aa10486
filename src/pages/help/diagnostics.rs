//! "Copy diagnostics": what engineers ask for first. The text is shown too, so that people see what they pass on.

use crate::components::copy_link::to_clipboard;
use crate::components::page::focus;
use crate::state::diagnostics::gather;
use crate::state::notices::Notices;
use crate::words::diagnostics as words;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

const TEXT: &str = "diagnostics-text";
const OUTCOME: &str = "diagnostics-outcome";

/// The section's content.
#[component]
pub fn Diagnostics() -> impl IntoView {
    let notices = Notices::expect();
    let text = RwSignal::new(None::<String>);
    let copied = RwSignal::new(false);
    let field = NodeRef::<html::Textarea>::new();
    let copy = move |_| {
        spawn_local(async move {
            let gathered = gather().await;
            let done = to_clipboard(&gathered).await;
            // The page may be gone by now.
            if copied.try_set(done).is_none() {
                text.set(Some(gathered));
                notices.say(outcome(done));
            }
        });
    };
    Effect::new(move || {
        // Where it has to be copied by hand it is selected for that.
        if let Some(field) = field.get()
            && !copied.get_untracked()
        {
            focus(&field);
            field.select();
        }
    });
    view! {
        <p>{words::lead()}</p>
        <div class="actions">
            <button type="button" on:click=copy>{words::copy()}</button>
        </div>
        {move || text.get().map(|text| view! {
            <div class="field">
                <label for=TEXT>{words::label()}</label>
                <p class="muted small" id=OUTCOME>{outcome(copied.get_untracked())}</p>
                <textarea id=TEXT readonly rows="12" aria-describedby=OUTCOME prop:value=text node_ref=field></textarea>
            </div>
        }
        .into_any())}
    }
    .into_any()
}

fn outcome(copied: bool) -> &'static str {
    if copied {
        words::copied()
    } else {
        words::refused()
    }
}
