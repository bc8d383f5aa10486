//! What happened to a batch when, and how long each part took: one line that wraps.

use super::icon::{Icon, icon};
use super::when::{Show as Shown, When};
use crate::domain::{BatchStatus, ServerTime};
use crate::words::batch::{self as words, step};
use leptos::prelude::*;

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

/// The steps. `now`: the server's clock, which ticks while something runs.
#[component]
pub fn Timeline(
    #[prop(into)] moments: Signal<Moments>,
    now: RwSignal<ServerTime>,
) -> impl IntoView {
    move || {
        let m = moments.get();
        view! {
            <ol class="timeline" role="list" aria-label=words::timeline()>
                {uploaded(&m)} {preparation(&m, now)} {reading(&m, now)} {end(&m)}
            </ol>
        }
        .into_any()
    }
}

/// One step: its state for the colours, its icon, its word, and when it was or how long it took.
fn item(state: &'static str, word: &'static str, at: AnyView) -> AnyView {
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
            <small>{at}</small>
        </li>
    }
    .into_any()
}

fn moment(time: Option<ServerTime>) -> AnyView {
    view! { <When time=time show=Shown::Full /> }.into_any()
}

fn took(from: Option<ServerTime>, to: Option<ServerTime>) -> AnyView {
    let text = from
        .zip(to)
        .map(|(from, to)| words::took(to.millis_since(from)));
    text.into_any()
}

fn so_far(from: Option<ServerTime>, now: RwSignal<ServerTime>) -> AnyView {
    from.map(|from| move || words::so_far(now.get().millis_since(from)))
        .into_any()
}

fn uploaded(m: &Moments) -> AnyView {
    item("done", step::uploaded(), moment(m.created))
}

fn preparation(m: &Moments, now: RwSignal<ServerTime>) -> AnyView {
    let nothing = ().into_any();
    let (state, at) = match (m.started, &m.status) {
        (Some(_), _) => ("done", took(m.created, m.started)),
        (None, BatchStatus::Failed) => ("failed", took(m.created, m.completed)),
        (None, BatchStatus::Validating) => ("current", so_far(m.created, now)),
        // Some deployments do not say when reading began.
        (None, BatchStatus::Completed | BatchStatus::Processing | BatchStatus::Reprocessing) => {
            ("done", nothing)
        }
        (None, _) => ("waiting", nothing),
    };
    item(state, step::preparation(), at)
}

fn reading(m: &Moments, now: RwSignal<ServerTime>) -> AnyView {
    let (state, at) = match (m.started, &m.status) {
        (_, BatchStatus::Processing | BatchStatus::Reprocessing) => {
            ("current", so_far(m.started, now))
        }
        (_, BatchStatus::Completed) => ("done", took(m.started, m.completed)),
        (Some(_), BatchStatus::Failed) => ("failed", took(m.started, m.completed)),
        _ => ("waiting", ().into_any()),
    };
    item(state, step::reading(), at)
}

fn end(m: &Moments) -> AnyView {
    match m.status {
        BatchStatus::Completed => item("done", step::completed(), moment(m.completed)),
        BatchStatus::Failed => item("failed", step::failed(), moment(m.completed)),
        _ => item("waiting", step::finish(), ().into_any()),
    }
}
