//! A field that narrows the list while it is typed into. The field itself is never written while a person types: the
//! address follows it after a pause, and only a change from elsewhere (Back, "Clear filters") goes the other way.

use leptos::html;
use leptos::prelude::*;
use std::time::Duration;

/// Pause in the typing after which the list follows.
const PAUSE: Duration = Duration::from_millis(300);

/// The field with its label. `commit` takes the text, and whether this visit of the field has made an entry in the history
/// already: one visit makes one.
#[component]
pub fn TextFilter(
    id: &'static str,
    label: &'static str,
    /// `text` or `date`.
    kind: &'static str,
    /// What the address says.
    #[prop(into)]
    value: Signal<String>,
    commit: Callback<(String, bool)>,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let sent = StoredValue::new(value.get_untracked());
    let begun = StoredValue::new(false);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move || {
        let value = value.get();
        if sent.with_value(|sent| *sent != value) {
            if let Some(field) = field.get_untracked() {
                field.set_value(&value);
            }
            sent.set_value(value);
        }
    });
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(stop);
    let send = move || {
        stop();
        // A field that has just been taken away fires "blur" or "change" all the same.
        let Some(field) = field.try_get_untracked().flatten() else {
            return;
        };
        let text = field.value().trim().to_owned();
        if sent.with_value(|sent| *sent != text) {
            sent.set_value(text.clone());
            commit.run((text, begun.get_value()));
            begun.set_value(true);
        }
    };
    let typed = move |_| {
        stop();
        timer.set_value(set_timeout_with_handle(send, PAUSE).ok());
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type=kind
                placeholder=(kind == "text").then_some(label)
                autocomplete="off"
                spellcheck="false"
                value=value.get_untracked()
                on:input=typed
                on:change=move |_| send()
                on:blur=move |_| {
                    send();
                    begun.set_value(false);
                }
                node_ref=field
            />
        </div>
    }
    .into_any()
}
