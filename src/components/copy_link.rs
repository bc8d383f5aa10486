//! "Copy link" and the browser's own share sheet. Where the clipboard is closed to pages: by hand.

use super::icon::{Icon, icon};
use super::page::focus;
use crate::state::notices::Notices;
use crate::words::batch as words;
use js_sys::{Function, Object, Promise, Reflect};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How long the button says that it worked. The status region says it too.
const SAID_FOR: Duration = Duration::from_secs(4);
const FIELD: &str = "link-by-hand";

/// The buttons, and the field for copying by hand when it is needed. `path` is a path of this console.
#[component]
pub fn CopyLink(
    #[prop(into)] path: Signal<String>,
    /// Beside other small buttons.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let notices = Notices::expect();
    // Which address was copied or is to be copied by hand: another page, filter or batch is another address (B17).
    let copied = RwSignal::new(None::<String>);
    let by_hand = RwSignal::new(None::<String>);
    let is_here = move |url: &Option<String>| url.as_ref() == Some(&address(&path.get()));
    let is_copied = Memo::new(move |_| copied.with(is_here));
    let to_copy = Memo::new(move |_| by_hand.get().filter(|url| is_here(&Some(url.clone()))));
    let copy = move |_| {
        let url = address(&path.get_untracked());
        spawn_local(async move {
            if to_clipboard(&url).await {
                copied.set(Some(url));
                notices.say(words::link_copied());
                set_timeout(
                    move || {
                        // The page may be gone by then.
                        let _ = copied.try_set(None);
                    },
                    SAID_FOR,
                );
            } else {
                by_hand.set(Some(url));
            }
        });
    };
    let share = move |_| {
        let url = address(&path.get_untracked());
        spawn_local(async move {
            if share(&url).await == Shared::No {
                by_hand.set(Some(url));
            }
        });
    };
    let (variant, size) = if small {
        (Some("quiet"), Some("small"))
    } else {
        (None, None)
    };
    view! {
        <button type="button" data-variant=variant data-size=size title=words::copy_link() on:click=copy>
            {move || icon(if is_copied.get() { Icon::Check } else { Icon::Link })}
            <span>{move || if is_copied.get() { words::link_copied() } else { words::copy_link() }}</span>
        </button>
        {share_function().is_some().then(|| view! {
            <button type="button" data-variant=variant data-size=size on:click=share>
                {icon(Icon::Share)}
                <span>{words::share()}</span>
            </button>
        })}
        {move || to_copy.get().map(|text| view! { <ByHand text=text /> })}
    }
}

/// The whole address of a path of this console.
#[must_use]
pub fn address(path: &str) -> String {
    format!("{}{path}", window().location().origin().unwrap_or_default())
}

/// Links to copy by hand, one a line.
#[component]
pub fn ByHand(text: String) -> impl IntoView {
    let field = NodeRef::<html::Textarea>::new();
    let lines = text.lines().count().clamp(1, 6).to_string();
    Effect::new(move || {
        if let Some(field) = field.get() {
            focus(&field);
            field.select();
        }
    });
    view! {
        <div class="field copy-by-hand">
            <label for=FIELD>{words::copy_by_hand()}</label>
            <textarea id=FIELD readonly rows=lines prop:value=text node_ref=field></textarea>
        </div>
    }
    .into_any()
}

/// Whether it worked. Over plain HTTP there is no clipboard object at all, and the bindings would throw.
pub async fn to_clipboard(text: &str) -> bool {
    let navigator = window().navigator();
    let there =
        Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
    there
        && JsFuture::from(navigator.clipboard().write_text(text))
            .await
            .is_ok()
}

/// What came of the share sheet.
#[derive(PartialEq)]
enum Shared {
    /// Sent, or closed by the person.
    Yes,
    /// It could not be shown.
    No,
}

/// `navigator.share`, where the browser has it. Through `Reflect`, because the bindings would throw where it has not.
fn share_function() -> Option<Function> {
    let share = Reflect::get(&window().navigator(), &"share".into()).ok()?;
    share.dyn_into().ok()
}

async fn share(url: &str) -> Shared {
    let data = Object::new();
    for (name, value) in [("title", document().title()), ("url", url.to_owned())] {
        if Reflect::set(&data, &name.into(), &value.into()).is_err() {
            return Shared::No;
        }
    }
    let Some(function) = share_function() else {
        return Shared::No;
    };
    let navigator: JsValue = window().navigator().into();
    let Some(promise) = function
        .call1(&navigator, &data)
        .ok()
        .and_then(|promise| promise.dyn_into::<Promise>().ok())
    else {
        return Shared::No;
    };
    match JsFuture::from(promise).await {
        Ok(_) => Shared::Yes,
        Err(error) => {
            let name = Reflect::get(&error, &"name".into()).ok();
            // Closing the sheet is no failure.
            if name.and_then(|name| name.as_string()).as_deref() == Some("AbortError") {
                Shared::Yes
            } else {
                Shared::No
            }
        }
    }
}
