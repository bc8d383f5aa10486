//! A batch at one glance: what came of it in one line, the bar with what its colours mean, and what happened when.

use super::data::BatchData;
use crate::components::batch_progress::{Bar, ProgressBadge};
use crate::components::timeline::{Moments, Timeline};
use crate::components::when::{Show as Shown, When, server_now};
use crate::domain::{Progress, ServerTime, Timing};
use crate::poll::schedule::QUIET_MS;
use crate::words::batch as words;
use crate::words::batches;
use crate::words::time::{grouped, left};
use leptos::prelude::*;
use std::time::Duration;

/// The panel.
pub fn summary(data: BatchData, progress: Signal<Progress>, moments: Memo<Moments>) -> AnyView {
    let now = ticking(progress);
    let unchanged_ms = data.follow.unchanged_ms;
    let quiet = move || {
        let unchanged_ms = unchanged_ms.get();
        (unchanged_ms >= QUIET_MS).then(|| {
            view! { <p class="muted small">{words::still_working(unchanged_ms)}</p> }.into_any()
        })
    };
    let seconds_left = data.follow.seconds_left;
    view! {
        <section class="panel" aria-label=words::progress()>
            {line(data, progress, moments, now)}
            <Bar progress=progress seconds_left=seconds_left />
            <div class="spread">
                {counts(progress)} <span class="muted">{move || seconds_left.get().map(left)}</span>
            </div>
            {quiet}
            <Timeline moments=moments now=now />
        </section>
    }
    .into_any()
}

/// The server's clock; its seconds tick only while something runs.
fn ticking(progress: Signal<Progress>) -> RwSignal<ServerTime> {
    let now = RwSignal::new(untrack(server_now));
    let running = Memo::new(move |_| progress.read().status.is_running());
    Effect::new(move || {
        if running.get() {
            let tick = move || now.set(server_now());
            if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(1)) {
                on_cleanup(move || timer.clear());
            }
        }
    });
    now
}

/// Status, sheets, time, pace, who and when.
fn line(
    data: BatchData,
    progress: Signal<Progress>,
    moments: Memo<Moments>,
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
    let sheets = Memo::new(move |_| words::outcome(&progress.read()));
    let failed = Memo::new(move |_| words::failed_sheets(&progress.read()));
    let ended = Memo::new(move |_| progress.read().status.is_terminal());
    let length = move || {
        let total = timing.get().total?;
        let said = if ended.get() {
            words::in_all(total)
        } else {
            words::so_far(total)
        };
        Some(view! { <li>{said}</li> })
    };
    let pace = Memo::new(move |_| timing.get().tenths_per_minute.map(words::pace));
    let created = Signal::derive(move || moments.get().created);
    view! {
        <ul class="summary" role="list">
            <li>
                <ProgressBadge progress=progress />
            </li>
            <li>
                <strong>{sheets}</strong>
            </li>
            {move || failed.get().map(|said| view! { <li><strong class="failed-count">{said}</strong></li> })}
            {length}
            {move || pace.get().map(|said| view! { <li>{said}</li> })}
            {move || data.uploader().map(|name| view! {
                <li>
                    <span class="sr-only">{batches::uploader()} ": "</span>
                    <bdi>{name}</bdi>
                </li>
            })}
            {move || created.get().is_some().then(|| view! { <li><When time=created show=Shown::Short /></li> })}
        </ul>
    }
    .into_any()
}

/// The numbers of sheets, which are what the colours of the bar mean.
fn counts(progress: Signal<Progress>) -> AnyView {
    let count =
        move |tone: &'static str, label: Signal<&'static str>, value: fn(&Progress) -> u64| {
            view! {
                <div data-tone=tone>
                    <dt>{label}</dt>
                    <dd>{move || grouped(value(&progress.read()))}</dd>
                </div>
            }
        };
    let some = Memo::new(move |_| progress.read().total > 0);
    let rest = Signal::derive(move || words::left(&progress.read()));
    (move || {
        some.get().then(|| {
            view! {
                <dl class="counts">
                    {count("all", Signal::stored(words::sheets()), |p| p.total)}
                    {count("read", Signal::stored(words::read()), Progress::read)}
                    {count("failed", Signal::stored(words::failed()), |p| p.failed)}
                    {count("left", rest, Progress::left)}
                </dl>
            }
        })
    })
    .into_any()
}
