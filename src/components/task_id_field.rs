//! The field for the eight digits of the task. Its error is the parse's own (UX-09).

use super::error_summary::field_error;
use crate::words::upload as words;
use leptos::prelude::*;

/// Id of the field, for the links of the error summary.
pub const TASK_ID_FIELD: &str = "task-id";
const HINT: &str = "task-id-hint";
const ERROR: &str = "task-id-error";

/// Holds what was typed, untouched; `error` stands below it.
#[component]
pub fn TaskIdField(
    text: RwSignal<String>,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let described = move || {
        if error.with(Option::is_some) {
            format!("{ERROR} {HINT}")
        } else {
            HINT.to_owned()
        }
    };
    view! {
        <div class="field" data-size="short">
            <label for=TASK_ID_FIELD>{words::task_id()}</label>
            <p class="hint" id=HINT>{words::task_id_hint()}</p>
            {move || error.get().map(|error| field_error(ERROR, error))}
            // A text field: leading zeros count, and a number field would take "1e5".
            <input
                id=TASK_ID_FIELD
                type="text"
                inputmode="numeric"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=described
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            />
        </div>
    }
}
