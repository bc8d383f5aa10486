//! The four steps of an upload, each with its own time: sending and the server's work are never one bar (UX-16).

use super::icon::{Icon, icon};
use crate::upload::view::{Phase, QueuedWhy, UploadView};
use crate::words::queue::{self as words, Step, StepState};
use crate::words::time::duration;
use leptos::prelude::*;

/// The steps.
#[component]
pub fn UploadSteps(view: Signal<UploadView>) -> impl IntoView {
    view! {
        <ol class="steps" role="list" aria-label=words::STEPS>
            {Step::ALL.map(|step| step_view(step, view)).collect_view()}
        </ol>
    }
}

fn step_view(step: Step, view: Signal<UploadView>) -> AnyView {
    let state = Memo::new(move |_| view.with(|v| state_of(step, v)));
    let time = Memo::new(move |_| view.with(|v| time_of(step, v)).map(duration));
    view! {
        <li data-state=move || state.get().token() aria-current=move || (state.get() == StepState::Current).then_some("step")>
            <span class="mark">
                {move || match state.get() {
                    StepState::Done => Some(icon(Icon::Check)),
                    StepState::Failed => Some(icon(Icon::Stop)),
                    _ => None,
                }}
            </span>
            <span>{step.word()}</span>
            <span class="sr-only">{move || format!(", {}", state.get().word())}</span>
            <small>{move || time.get()}</small>
        </li>
    }
    .into_any()
}

/// Where `step` stands, as far as the upload itself knows.
fn state_of(step: Step, view: &UploadView) -> StepState {
    let reached = match view.phase {
        Phase::Confirming => Step::Confirming,
        Phase::Done { .. } => Step::Queued,
        _ => Step::Sending,
    };
    let (at, here) = (step as u8, reached as u8);
    match () {
        () if at < here => StepState::Done,
        () if at > here => StepState::Ahead,
        () => match view.phase {
            Phase::Queued(QueuedWhy::OtherTab)
            | Phase::Sending
            | Phase::Preparing(_)
            | Phase::Confirming
            | Phase::Done { .. } => StepState::Current,
            Phase::Queued(_) | Phase::Cancelled => StepState::Ahead,
            Phase::Failed => StepState::Failed,
            _ => StepState::Held,
        },
    }
}

/// Milliseconds spent in a step; `None` before it began. Pauses are the person's own and do not count.
fn time_of(step: Step, view: &UploadView) -> Option<u64> {
    let spent = match step {
        Step::Sending => view.times.preparing + view.times.sending + view.times.waiting,
        Step::Confirming => view.times.confirming,
        Step::Queued | Step::Processing => 0,
    };
    (spent > 0).then_some(spent)
}
