//! What the server is doing with a batch, as it says itself (setting `extensions.stream`): one stream while the page is
//! seen, begun anew after a break. Nothing depends on it: polling continues and judges the end.

use super::data::BatchData;
use crate::api::client::Client;
use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::domain::{BatchId, Progress};
use crate::live::sse::Parser;
use crate::live::{Line, Live, Stage};
use crate::poll::poller::{self, hidden};
use crate::poll::schedule::Schedule;
use crate::state::session::{Auth, Session};
use crate::words::live as words;
use crate::words::time::duration;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

/// Listens while the page is seen, where the deployment has a stream.
pub fn listen(id: &BatchId, data: BatchData) -> RwSignal<Live> {
    let live = RwSignal::new(Live::default());
    let session = Session::expect();
    if session.client().config().extensions.stream {
        let id = id.clone();
        let seen = RwSignal::new(!hidden());
        let watch = window_event_listener_untyped("visibilitychange", move |_| seen.set(!hidden()));
        on_cleanup(move || watch.remove());
        let wanted = Memo::new(move |_| seen.get() && matches!(session.auth(), Auth::SignedIn(_)));
        Effect::new(move || {
            if wanted.get() {
                let client = session.client();
                spawn_local_scoped_with_cancellation(follow(client, id.clone(), data, live));
            }
        });
    }
    live
}

/// Cancelled when the page is hidden or gone, which aborts the request.
async fn follow(client: Client, id: BatchId, data: BatchData, live: RwSignal<Live>) {
    let schedule = Schedule::from_seconds(client.config().poll_seconds);
    let mut failures = 0;
    while !live.with_untracked(|live| live.ended) {
        live.update(Live::reconnect);
        let mut parser = Parser::default();
        let mut came = false;
        let over = client
            .listen(&id, |bytes| {
                let messages = parser.push(bytes);
                if !messages.is_empty() {
                    came = true;
                    live.update(|live| messages.iter().for_each(|message| live.take(message)));
                }
            })
            .await;
        let ended = data
            .follow
            .progress
            .with_untracked(|p| p.as_ref().is_some_and(|p| p.status.is_terminal()));
        if ended || over.is_err_and(|error| !error.is_passing()) {
            return;
        }
        failures = if came { 1 } else { failures + 1 };
        poller::wait(schedule.after_failure(failures)).await;
    }
}

/// What is shown of the progress.
pub fn shown(live: RwSignal<Live>, progress: Signal<Progress>) -> Signal<Progress> {
    Signal::derive(move || live.with(|live| live.over(&progress.read())))
}

/// Tasks that were left out: nothing else tells of them, so this stays. Read out once when it comes.
pub fn skipped(live: RwSignal<Live>) -> AnyView {
    if !Session::expect().client().config().extensions.stream {
        return ().into_any();
    }
    let found = Memo::new(move |_| live.with(Live::left_out));
    let said = move || {
        let names = found.get()?;
        let heading = live.with_untracked(|live| match live.skipped.len() {
            // The server names none.
            0 => None,
            n => Some(words::skipped(n)),
        });
        let text = view! {
            <p>{words::skipped_text()}</p>
            <p class="verbatim"><bdi>{names}</bdi></p>
        };
        Some(notice(
            Tone::Warning,
            heading,
            text.into_any(),
            ().into_any(),
        ))
    };
    // It must be there before it says something; until then it takes no place.
    let class = move || found.with(|found| found.is_none().then_some("sr-only"));
    view! { <div role="status" class=class>{said}</div> }.into_any()
}

/// Stages with their times, the last thing that was said, and all of it on demand.
pub fn panel(live: RwSignal<Live>, running: Memo<bool>) -> AnyView {
    let known = Memo::new(move |_| live.with(|live| !live.stages.is_empty()));
    let stages = move || {
        live.with(|live| {
            let last = live.stages.len().saturating_sub(1);
            let all = live.stages.iter();
            if running.get() {
                let all = all.enumerate().map(|(at, stage)| item(stage, at == last));
                view! { <ol class="timeline" role="list">{all.collect_view()}</ol> }.into_any()
            } else {
                // Beside the sheets there is room for one below the other.
                let all =
                    all.map(|stage| lines_of(words::stage(&stage.word), stage.took.map(duration)));
                view! { <dl class="facts">{all.collect_view()}</dl> }.into_any()
            }
        })
    };
    let heading = move || {
        if running.get() {
            words::heading()
        } else {
            words::log()
        }
    };
    let last = move || live.with(|live| live.log.last().map(|line| line.text.clone()));
    let lines = move || {
        live.with(|live| {
            let line = |line: &Line| {
                lines_of(
                    line.at.map(duration).unwrap_or_default(),
                    Some(line.text.clone()),
                )
            };
            live.log.iter().rev().map(line).collect_view()
        })
    };
    (move || {
        known.get().then(|| {
            view! {
                <section class="panel" aria-labelledby="live-heading">
                    <h2 id="live-heading">{heading}</h2>
                    {stages}
                    <p><bdi>{last}</bdi></p>
                    <details>
                        <summary>{words::all()}</summary>
                        <dl class="facts small">{lines}</dl>
                    </details>
                </section>
            }
        })
    })
    .into_any()
}

/// A term and what is said of it.
fn lines_of(term: String, said: Option<String>) -> AnyView {
    view! {
        <dt>{term}</dt>
        <dd><bdi>{said}</bdi></dd>
    }
    .into_any()
}

fn item(stage: &Stage, current: bool) -> AnyView {
    let (state, shape) = match (stage.word.as_str(), current) {
        ("failed", _) => ("failed", Icon::Stop),
        (_, true) => ("current", Icon::Arc),
        (_, false) => ("done", Icon::Check),
    };
    view! {
        <li data-state=state aria-current=current.then_some("step")>
            {icon(shape)}
            <strong>{words::stage(&stage.word)}</strong>
            <small>{stage.took.map(duration)}</small>
        </li>
    }
    .into_any()
}
