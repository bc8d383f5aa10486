//! "Copy link": by the clipboard where the browser lets pages use it, else by hand.

use super::icon::{Icon, icon};
use super::page::focus;
use crate::state::notices::Notices;
use crate::words::batch as words;
use js_sys::Reflect;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use wasm_bindgen_futures::JsFuture;

/// How long the button says that it worked. The status region says it too.
const SAID_FOR: Duration = Duration::from_secs(4);
const FIELD: &str = "link-by-hand";

/// The button, and the field for copying by hand when it is needed. `path` is a path of this console.
#[component]
pub fn CopyLink(path: String) -> impl IntoView {
    let notices = Notices::expect();
    let copied = RwSignal::new(false);
    let by_hand = RwSignal::new(false);
    let url = StoredValue::new(format!(
        "{}{path}",
        window().location().origin().unwrap_or_default()
    ));
    let copy = move |_| {
        spawn_local(async move {
            if to_clipboard(&url.get_value()).await {
                copied.set(true);
                notices.say(words::LINK_COPIED);
                set_timeout(
                    move || {
                        // The page may be gone by then.
                        let _ = copied.try_set(false);
                    },
                    SAID_FOR,
                );
            } else {
                by_hand.set(true);
            }
        });
    };
    view! {
        <button type="button" on:click=copy>
            {move || icon(if copied.get() { Icon::Check } else { Icon::Link })}
            {move || if copied.get() { words::LINK_COPIED } else { words::COPY_LINK }}
        </button>
        {move || by_hand.get().then(|| view! { <ByHand url=url.get_value() /> })}
    }
}

#[component]
fn ByHand(url: String) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            focus(&field);
            field.select();
        }
    });
    view! {
        <div class="field copy-by-hand">
            <label for=FIELD>{words::COPY_BY_HAND}</label>
            <input id=FIELD type="text" readonly value=url node_ref=field />
        </div>
    }
    .into_any()
}

/// Whether it worked. Over plain HTTP there is no clipboard object at all, and the bindings would throw.
async fn to_clipboard(text: &str) -> bool {
    let navigator = window().navigator();
    let there =
        Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
    there
        && JsFuture::from(navigator.clipboard().write_text(text))
            .await
            .is_ok()
}
