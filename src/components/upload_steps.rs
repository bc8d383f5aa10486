//! The four steps of an upload, each with its own time: sending and the server's work are never one bar (UX-16).

use super::icon::{Icon, icon};
use crate::domain::BatchStatus;
use crate::upload::steps::{ServerTimes, Step, StepState, state_of, time_of};
use crate::upload::view::UploadView;
use crate::words::queue as words;
use crate::words::time::duration;
use leptos::prelude::*;

/// The steps. `batch` is the server's last word, `times` what its steps took.
#[component]
pub fn UploadSteps(
    view: Signal<UploadView>,
    #[prop(into)] batch: Signal<Option<BatchStatus>>,
    #[prop(into)] times: Signal<ServerTimes>,
) -> impl IntoView {
    let step = move |step: Step| {
        let state = Memo::new(move |_| {
            batch.with(|batch| view.with(|v| state_of(step, v, batch.as_ref())))
        });
        let time = Memo::new(move |_| {
            times
                .with(|times| view.with(|v| time_of(step, v, times)))
                .map(duration)
        });
        step_view(step, state, time)
    };
    view! {
        <ol class="steps" role="list" aria-label=words::steps()>
            {Step::ALL.map(step).collect_view()}
        </ol>
    }
}

fn step_view(step: Step, state: Memo<StepState>, time: Memo<Option<String>>) -> AnyView {
    let current = move || (state.get() == StepState::Current).then_some("step");
    let mark = move || match state.get() {
        StepState::Done => Some(icon(Icon::Check)),
        StepState::Failed => Some(icon(Icon::Stop)),
        _ => None,
    };
    view! {
        <li data-state=move || state.get().token() aria-current=current>
            <span class="mark">{mark}</span>
            <span>{words::step(step)}</span>
            <span class="sr-only">{move || format!(", {}", words::step_state(state.get()))}</span>
            <small>{time}</small>
        </li>
    }
    .into_any()
}
