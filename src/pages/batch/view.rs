//! What the page of one batch looks like once the batch is known, and until then.

use super::acts::{cancel_button, recover_offer};
use super::data::BatchData;
use super::live;
use super::outcome::outcome;
use super::results;
use super::sheets::SheetsPanel;
use super::summary::summary;
use crate::components::copy_link::CopyLink;
use crate::components::export_button::ExportButton;
use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, failure_text, notice};
use crate::components::page::{follow_title, keep_focus_on_heading};
use crate::components::timeline::Moments;
use crate::components::when::{clock, server_now};
use crate::domain::{BatchId, BatchStatus, LOST_MS, Progress, silence};
use crate::route::{self, SheetsQuery};
use crate::state::deletion::{Deletions, Target};
use crate::state::export;
use crate::state::session::Session;
use crate::state::visited::Visited;
use crate::words::catalog::size;
use crate::words::export as export_words;
use crate::words::{batch as words, batches, shell};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The batch. The heading stands from the start, so that the focus has a place while the answer is on its way.
#[component]
pub fn View(id: BatchId, data: BatchData) -> impl IntoView {
    let name = Memo::new(move |_| data.name().unwrap_or_else(|| short_name(&data)));
    let known = Memo::new(move |_| data.detail.with(Option::is_some));
    // Once the detail is known there is a progress.
    let progress =
        Signal::derive(move || data.follow.progress.get().unwrap_or_else(unknown_progress));
    follow_title(move || name.get());
    keep_focus_on_heading();
    let id = StoredValue::new(id);
    let query = use_query_map();
    // The link shows the same sheets.
    let path = Signal::derive(move || {
        let sheets = query.with(|map| SheetsQuery::read(|name| map.get(name)));
        id.with_value(|id| sheets.url(id))
    });
    let session = Session::expect();
    let actions = move || {
        known.get().then(|| {
            view! {
                <div class="cluster">
                    <CopyLink path=path />
                    <ExportButton
                        source=move || export::sheets(session.client(), id.get_value(), &name.get_untracked())
                        label=Signal::stored(export_words::export_sheets().to_owned())
                    />
                    {cancel_button(id.get_value(), data, name, progress)}
                    {delete_button(id.get_value(), data, name, progress)}
                </div>
            }
            .into_any()
        })
    };
    view! {
        <main id="main" tabindex="-1">
            <div class="page-head">
                <div>
                    <div class="cluster" data-gap="large">
                        {back_link()}
                        {neighbours(&id.get_value())}
                    </div>
                    <h1 tabindex="-1">
                        <bdi>{name}</bdi>
                    </h1>
                </div>
                {actions}
            </div>
            {move || if known.get() { content(id.get_value(), data, progress) } else { loading() }}
        </main>
    }
    .into_any()
}

fn loading() -> AnyView {
    view! {
        <div class="panel" role="group" aria-busy="true" aria-label=words::loading()>
            <span class="skeleton" data-width="badge"></span>
            <span class="skeleton" data-width="long"></span>
        </div>
    }
    .into_any()
}

fn content(id: BatchId, data: BatchData, progress: Signal<Progress>) -> AnyView {
    let moments = Memo::new(move |_| moments(data, &progress.get()));
    // Looked at with each answer.
    let silent_ms = Memo::new(move |_| {
        data.follow.updated.track();
        let watched = data.follow.unchanged_ms.get();
        silence(
            &progress.read(),
            moments.get().started,
            server_now(),
            watched,
        )
    });
    let lost = Memo::new(move |_| silent_ms.get() >= LOST_MS);
    let live = live::listen(&id, data);
    let shown = live::shown(live, progress);
    let status = Memo::new(move |_| progress.read().status.clone());
    let running = Memo::new(move |_| status.get().is_running());
    view! {
        {stale(data)}
        {summary(data, shown, moments)}
        {outcome(id.clone(), data, progress)}
        {move || lost.get().then(|| {
            let text = view! { <p>{words::no_news_text()}</p> };
            let heading = words::no_news(silent_ms.get());
            notice(Tone::Warning, Some(heading), text.into_any(), ().into_any())
        })}
        {live::skipped(live)}
        {recover_offer(id.clone(), data, progress, lost)}
        <div class="split">
            <div class="stack">
                {move || running.get().then(|| live::panel(live, running))}
                {results::panel(id.clone(), status)}
                <SheetsPanel id=id.clone() progress=progress />
            </div>
            <div class="stack">
                <section class="panel" aria-labelledby="about-heading">
                    <h2 id="about-heading">{words::about()}</h2>
                    {facts(id, data)}
                </section>
                {move || (!running.get()).then(|| live::panel(live, running))}
            </div>
        </div>
    }
    .into_any()
}

fn back_link() -> AnyView {
    let list = Visited::expect().list();
    view! {
        <a class="back" href=list>
            {icon(Icon::Left)}
            {batches::title_text()}
        </a>
    }
    .into_any()
}

/// The batches above and below in the list that this one was opened from.
fn neighbours(id: &BatchId) -> AnyView {
    let Some(around) = Visited::expect().around(id) else {
        return ().into_any();
    };
    let link = |to: Option<BatchId>, rel: &'static str, word: &'static str, shape: Icon| {
        to.map(|id| {
            view! {
                <a class="back" rel=rel href=route::batch(&id)>
                    {(shape == Icon::Left).then(|| icon(shape))}
                    {word}
                    {(shape == Icon::Right).then(|| icon(shape))}
                </a>
            }
        })
    };
    view! {
        <nav class="cluster" aria-label=words::neighbours()>
            {link(around.before, "prev", words::before(), Icon::Left)}
            <span class="muted small">{words::place(around.place, around.of)}</span>
            {link(around.after, "next", words::after(), Icon::Right)}
        </nav>
    }
    .into_any()
}

/// A batch whose name nobody has told us.
fn short_name(data: &BatchData) -> String {
    let id = data
        .detail
        .with(|detail| detail.as_ref().map(|detail| detail.id.clone()));
    id.map_or_else(
        || words::title().to_owned(),
        |id| words::nameless(id.as_str()),
    )
}

fn unknown_progress() -> Progress {
    Progress {
        status: BatchStatus::from_wire(""),
        total: 0,
        processed: 0,
        failed: 0,
        share: None,
        created: None,
        completed: None,
    }
}

fn moments(data: BatchData, progress: &Progress) -> Moments {
    let row = data.row.get();
    let started = data
        .detail
        .with(|detail| detail.as_ref().and_then(|detail| detail.started));
    Moments {
        status: progress.status.clone(),
        created: progress
            .created
            .or_else(|| row.as_ref().and_then(|row| row.created)),
        started: started.or_else(|| row.as_ref().and_then(|row| row.started)),
        completed: progress.completed,
    }
}

fn delete_button(
    id: BatchId,
    data: BatchData,
    name: Memo<String>,
    progress: Signal<Progress>,
) -> AnyView {
    let session = Session::expect();
    let deletions = Deletions::expect();
    let id = StoredValue::new(id);
    let ask = move |_| {
        let progress = progress.get_untracked();
        deletions.ask(Target {
            id: id.get_value(),
            name: name.get_untracked(),
            sheets: Some(progress.total),
            created: progress.created,
            uploader: untrack(|| data.uploader()),
            status: progress.status,
            neighbour: None,
        });
    };
    (move || {
        session.is_admin().then(|| {
            view! {
                <button type="button" on:click=ask>
                    {icon(Icon::Bin)}
                    {words::delete()}
                </button>
            }
        })
    })
    .into_any()
}

fn stale(data: BatchData) -> AnyView {
    (move || {
        data.follow.stale.get().map(|failure| {
            let at = data
                .follow
                .updated
                .get_untracked()
                .map(clock)
                .unwrap_or_default();
            let text = view! {
                {failure_text(&failure)}
                <p>{words::stale(&at)}</p>
            };
            let again = view! {
                <button type="button" data-size="small" on:click=move |_| data.refresh()>
                    {shell::try_again()}
                </button>
            };
            notice(
                Tone::Warning,
                Some(words::cannot_refresh().to_owned()),
                text.into_any(),
                again.into_any(),
            )
        })
    })
    .into_any()
}

fn facts(id: BatchId, data: BatchData) -> AnyView {
    let of_detail = move |get: fn(&crate::domain::BatchDetail) -> Option<String>| {
        data.detail.with(|detail| detail.as_ref().and_then(get))
    };
    let of_row = move |get: fn(&crate::domain::Batch) -> Option<String>| {
        data.row.with(|row| row.as_ref().and_then(get))
    };
    let fact = |label: &'static str, value: Option<String>| {
        value.filter(|value| !value.is_empty()).map(|value| {
            view! {
                <dt>{label}</dt>
                <dd class="note-text"><bdi>{value}</bdi></dd>
            }
        })
    };
    let id = id.to_string();
    (move || {
        let kind = of_detail(|d| d.strategy.map(|s| batches::strategy(Some(s)).to_owned()))
            .or_else(|| of_row(|r| r.strategy.map(|s| batches::strategy(Some(s)).to_owned())));
        let bytes = data
            .detail
            .with(|d| d.as_ref().and_then(|d| d.bytes))
            .or_else(|| data.row.with(|r| r.as_ref().and_then(|r| r.bytes)));
        let uploader = of_detail(|d| d.username.clone()).or_else(|| of_row(|r| r.username.clone()));
        let notes = of_detail(|d| d.notes.clone()).or_else(|| of_row(|r| r.notes.clone()));
        view! {
            <dl class="facts">
                {fact(batches::type_text(), kind)}
                {fact(batches::size(), bytes.map(size))}
                {fact(batches::uploader(), uploader)}
                {fact(words::notes(), notes)}
                <dt>{words::batch_id()}</dt>
                <dd><code class="verbatim">{id.clone()}</code></dd>
            </dl>
        }
    })
    .into_any()
}
