//! "Activity": the log of one upload in sentences, to be copied for support. It holds no tokens and no secrets.

use super::when::clock;
use crate::state::notices::Notices;
use crate::upload::view::UploadView;
use crate::words::queue as words;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

/// The log; its lines are in the page only while it is open.
#[component]
pub fn UploadLog(view: Signal<UploadView>) -> impl IntoView {
    let notices = Notices::expect();
    let open = RwSignal::new(false);
    let lines = Memo::new(move |_| {
        if open.get() {
            view.with(lines_of)
        } else {
            Vec::new()
        }
    });
    let is_empty = Memo::new(move |_| view.with(|v| v.log.is_empty()));
    let follow = move |event: ev::Event| {
        let details = event
            .current_target()
            .and_then(|t| t.dyn_into::<Element>().ok());
        open.set(details.is_some_and(|d| d.has_attribute("open")));
    };
    view! {
        <details class="log" hidden=move || is_empty.get() on:toggle=follow>
            <summary>{words::log()}</summary>
            <ol class="small" role="list">
                <For each=move || lines.get().into_iter().enumerate() key=|(i, _)| *i let((_, line))>
                    <li><time>{line.0}</time> <span>{line.1}</span></li>
                </For>
            </ol>
            <button type="button" data-size="small" on:click=move |_| copy(view, notices)>{words::copy_log()}</button>
        </details>
    }
}

fn lines_of(view: &UploadView) -> Vec<(String, String)> {
    view.log
        .iter()
        .map(|entry| (clock(entry.at), entry.text.clone()))
        .collect()
}

fn copy(view: Signal<UploadView>, notices: Notices) {
    let text: String = view
        .with_untracked(lines_of)
        .iter()
        .map(|(at, what)| words::log_line(at, what))
        .collect();
    // Not there at all on a page that was not loaded securely.
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into())
        .ok()
        .and_then(|c| c.dyn_into::<web_sys::Clipboard>().ok());
    spawn_local(async move {
        let copied = match clipboard {
            Some(clipboard) => JsFuture::from(clipboard.write_text(&text)).await.is_ok(),
            None => false,
        };
        if copied {
            notices.say(words::log_copied());
        } else {
            notices.alert(words::copy_log_by_hand());
        }
    });
}
