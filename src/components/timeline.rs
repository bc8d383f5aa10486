//! What happened to a batch when, and how long each part took.

use super::icon::{Icon, icon};
use super::when::{Show as Shown, When, server_now};
use crate::domain::{BatchStatus, Progress, ServerTime, Timing};
use crate::words::batch::{self as words, step, timing};
use crate::words::time::duration;
use leptos::prelude::*;
use std::time::Duration;

/// The moments of a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Moments {
    /// Where it stands.
    pub status: BatchStatus,
    /// When the server had everything.
    pub created: Option<ServerTime>,
    /// When the first sheet was begun.
    pub started: Option<ServerTime>,
    /// When it ended.
    pub completed: Option<ServerTime>,
}

/// The list of steps, and how long they took.
#[component]
pub fn Timeline(
    #[prop(into)] moments: Signal<Moments>,
    #[prop(into)] progress: Signal<Progress>,
) -> impl IntoView {
    let now = RwSignal::new(untrack(server_now));
    // Seconds tick only while something runs.
    let running = Memo::new(move |_| moments.get().status.is_running());
    Effect::new(move || {
        if running.get() {
            let tick = move || now.set(server_now());
            if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(1)) {
                on_cleanup(move || timer.clear());
            }
        }
    });
    let steps = move || {
        let m = moments.get();
        view! {
            <ol class="timeline" role="list">
                {uploaded(&m)} {preparation(&m, now)} {reading(&m, now)} {end(&m)}
            </ol>
        }
    };
    view! {
        {steps}
        {lengths(moments, progress, now)}
    }
    .into_any()
}

/// Three lengths and the pace, as far as the server lets them be known.
fn lengths(
    moments: Signal<Moments>,
    progress: Signal<Progress>,
    now: RwSignal<ServerTime>,
) -> AnyView {
    let timing = Memo::new(move |_| {
        let moments = moments.get();
        let progress = Progress {
            created: moments.created,
            completed: moments.completed,
            ..progress.get()
        };
        Timing::of(&progress, moments.started, now.get())
    });
    let figure = move |label: &'static str, value: fn(&Timing) -> Option<String>| {
        move || {
            value(&timing.get()).map(|value| {
                view! {
                    <div>
                        <dt>{label}</dt>
                        <dd>{value}</dd>
                    </div>
                }
            })
        }
    };
    view! {
        <dl class="figures" data-size="small">
            {figure(timing::total(), |t| t.total.map(duration))}
            {figure(timing::preparation(), |t| t.preparation.map(duration))}
            {figure(timing::reading(), |t| t.reading.map(duration))}
            {figure(timing::rate_text(), |t| t.tenths_per_minute.map(timing::rate))}
        </dl>
    }
    .into_any()
}

/// One step: its state for the colours, its icon, its word, what stands at the end of the line and below.
fn item(state: &'static str, word: &'static str, at: AnyView, below: AnyView) -> AnyView {
    let shape = match state {
        "done" => Icon::Check,
        "current" => Icon::Arc,
        "failed" => Icon::Stop,
        _ => Icon::Clock,
    };
    view! {
        <li data-state=state aria-current=(state == "current").then_some("step")>
            {icon(shape)}
            <strong>{word}</strong>
            {at}
            {below}
        </li>
    }
    .into_any()
}

fn moment(time: Option<ServerTime>) -> AnyView {
    view! { <small><When time=time show=Shown::Full /></small> }.into_any()
}

fn took(from: Option<ServerTime>, to: Option<ServerTime>) -> AnyView {
    let text = from
        .zip(to)
        .map(|(from, to)| words::took(to.millis_since(from)));
    text.map(|text| view! { <span class="when">{text}</span> })
        .into_any()
}

fn so_far(from: Option<ServerTime>, now: RwSignal<ServerTime>) -> AnyView {
    from.map(|from| view! { <span class="when">{move || words::so_far(now.get().millis_since(from))}</span> })
        .into_any()
}

fn uploaded(m: &Moments) -> AnyView {
    item("done", step::uploaded(), ().into_any(), moment(m.created))
}

fn preparation(m: &Moments, now: RwSignal<ServerTime>) -> AnyView {
    match (m.started, &m.status) {
        (Some(_), _) => item(
            "done",
            step::preparation(),
            took(m.created, m.started),
            ().into_any(),
        ),
        (None, BatchStatus::Failed) => item(
            "failed",
            step::preparation(),
            took(m.created, m.completed),
            ().into_any(),
        ),
        (None, BatchStatus::Validating) => item(
            "current",
            step::preparation(),
            so_far(m.created, now),
            ().into_any(),
        ),
        // Some deployments do not say when reading began.
        (None, BatchStatus::Completed | BatchStatus::Processing | BatchStatus::Reprocessing) => {
            item("done", step::preparation(), ().into_any(), ().into_any())
        }
        (None, _) => item("waiting", step::preparation(), ().into_any(), ().into_any()),
    }
}

fn reading(m: &Moments, now: RwSignal<ServerTime>) -> AnyView {
    match (m.started, &m.status) {
        (_, BatchStatus::Processing | BatchStatus::Reprocessing) => item(
            "current",
            step::reading(),
            so_far(m.started, now),
            ().into_any(),
        ),
        (_, BatchStatus::Completed) => item(
            "done",
            step::reading(),
            took(m.started, m.completed),
            ().into_any(),
        ),
        (Some(_), BatchStatus::Failed) => item(
            "failed",
            step::reading(),
            took(m.started, m.completed),
            ().into_any(),
        ),
        _ => item("waiting", step::reading(), ().into_any(), ().into_any()),
    }
}

fn end(m: &Moments) -> AnyView {
    let in_all = || {
        let text = m
            .created
            .zip(m.completed)
            .map(|(from, to)| words::in_all(to.millis_since(from)));
        text.map(|text| view! { <span class="when">{text}</span> })
            .into_any()
    };
    match m.status {
        BatchStatus::Completed => item("done", step::completed(), in_all(), moment(m.completed)),
        BatchStatus::Failed => item("failed", step::failed(), in_all(), moment(m.completed)),
        _ => item("waiting", step::finish(), ().into_any(), ().into_any()),
    }
}
