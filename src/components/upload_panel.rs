//! One upload: where it stands, how far it is, what can be done with it.

use super::icon::{Icon, icon};
use super::upload_actions::UploadActions;
use super::upload_log::UploadLog;
use super::upload_steps::UploadSteps;
use crate::domain::ByteSize;
use crate::route;
use crate::upload::view::{Phase, ProblemText, QueuedWhy, UploadKey, UploadView, WaitingWhy};
use crate::words::{queue as words, upload as form_words};
use leptos::prelude::*;

/// The panel. `asking` opens the question before a cancel.
#[component]
pub fn UploadPanel(
    upload: UploadKey,
    #[prop(into)] view: Signal<UploadView>,
    asking: RwSignal<Option<UploadKey>>,
) -> impl IntoView {
    let name = view.with_untracked(|v| v.name.clone());
    let name_id = format!("upload-{upload}");
    // Each part follows only what it shows, so that a tick of the numbers repaints numbers and nothing else.
    let part = move |read: fn(&UploadView) -> String| Memo::new(move |_| view.with(read));
    let facts = part(facts_line);
    let detail = part(words::detail);
    let chunks =
        part(|v| chunks_shown(v).map_or_else(String::new, |(done, all)| words::chunks(done, all)));
    let notice = Memo::new(move |_| view.with(|v| v.notice.clone()));
    let problem = Memo::new(move |_| view.with(|v| v.problem.clone()));
    let batch = Memo::new(move |_| view.with(|v| v.batch.clone()));
    view! {
        <article class="upload panel" id=name_id.clone() tabindex="-1" aria-labelledby=format!("{name_id}-name")>
            <header>
                <h3 id=format!("{name_id}-name")><bdi>{name.clone()}</bdi></h3>
                <PhaseBadge view=view />
            </header>
            <p class="muted small facts-line">{facts}</p>
            <UploadBar view=view name=name.clone() />
            <p class="numbers small">
                <span>{detail}</span>
                <span class="muted">{chunks}</span>
            </p>
            <UploadSteps view=view />
            {move || notice.get().map(|text| view! { <p class="small remark">{icon(Icon::Info)}<span>{text}</span></p> })}
            {move || problem.get().map(problem_view)}
            {move || {
                batch
                    .get()
                    .map(|id| {
                        view! {
                            <p>
                                <a href=route::batch(&id)>{words::OPEN_BATCH}<span class="sr-only">{format!(" {}", id)}</span></a>
                            </p>
                        }
                    })
            }}
            <UploadActions upload=upload view=view name=name asking=asking />
            <UploadLog view=view />
        </article>
    }
}

fn facts_line(view: &UploadView) -> String {
    let mut parts = vec![
        ByteSize(view.size).to_string(),
        form_words::strategy(view.strategy).to_owned(),
    ];
    if view.files > 1 {
        parts.insert(0, form_words::images(view.files));
    }
    parts.extend(view.task_id.as_ref().map(words::task));
    parts.join(" · ")
}

/// Chunks are counted while they travel; afterwards they are of no interest.
fn chunks_shown(view: &UploadView) -> Option<(u32, u32)> {
    let travels = matches!(
        view.phase,
        Phase::Sending
            | Phase::Waiting { .. }
            | Phase::Paused
            | Phase::Failed
            | Phase::NeedsFile(_)
            | Phase::Interrupted { .. }
    );
    view.chunk.filter(|_| travels)
}

/// The phase as colour, icon and word (UX-20).
#[component]
fn PhaseBadge(view: Signal<UploadView>) -> impl IntoView {
    let phase = Memo::new(move |_| view.with(|v| (tone(&v.phase), words::phase(&v.phase))));
    move || {
        let ((tone, shape), word) = phase.get();
        view! {
            <span class="badge" data-tone=tone data-spin=(shape == Icon::Arc).then_some("")>
                {icon(shape)}
                {word}
            </span>
        }
    }
}

fn tone(phase: &Phase) -> (&'static str, Icon) {
    match phase {
        Phase::Preparing(_)
        | Phase::Sending
        | Phase::Confirming
        | Phase::Queued(QueuedWhy::OtherTab) => ("running", Icon::Arc),
        Phase::Queued(_) | Phase::Paused => ("waiting", Icon::Clock),
        Phase::Waiting {
            why: WaitingWhy::Network,
            ..
        } => ("warning", Icon::Offline),
        Phase::Waiting {
            why: WaitingWhy::SignIn,
            ..
        } => ("warning", Icon::Lock),
        Phase::Waiting { .. } => ("running", Icon::Clock),
        Phase::Interrupted { .. } | Phase::NeedsFile(_) => ("warning", Icon::Triangle),
        Phase::Done { .. } => ("done", Icon::Check),
        Phase::Failed => ("failed", Icon::Stop),
        Phase::Cancelled => ("waiting", Icon::Cross),
    }
}

/// The bar: what is confirmed in full colour, what is on its way in a lighter one (UX-13). It stays where it stopped
/// (UX-15).
#[component]
fn UploadBar(view: Signal<UploadView>, name: String) -> impl IntoView {
    let percent = Memo::new(move |_| view.with(|v| v.percent_shown));
    let confirmed = Memo::new(move |_| view.with(confirmed_percent));
    let text = Memo::new(move |_| view.with(words::bar_text));
    let state = Memo::new(move |_| view.with(|v| bar_state(&v.phase)));
    view! {
        <div class="upload-bar" data-state=state style=("--_confirmed", move || (f64::from(confirmed.get()) / 100.0).to_string())>
            <progress
                max="100"
                aria-label=words::bar(&name)
                aria-valuetext=text
                data-state=state
                prop:value=move || f64::from(percent.get())
            ></progress>
            <span class="percent" aria-hidden="true">{move || words::percent(percent.get())}</span>
        </div>
    }
}

fn bar_state(phase: &Phase) -> &'static str {
    match phase {
        Phase::Done { .. } => "done",
        Phase::Failed => "failed",
        Phase::Paused
        | Phase::Queued(_)
        | Phase::Cancelled
        | Phase::Interrupted { .. }
        | Phase::NeedsFile(_) => "paused",
        _ => "running",
    }
}

/// Whole percent of the bytes that the server has acknowledged, never more than the bar shows.
fn confirmed_percent(view: &UploadView) -> u8 {
    let percent = view.confirmed_bytes.saturating_mul(100) / view.total_bytes.max(1);
    u8::try_from(percent).unwrap_or(100).min(view.percent_shown)
}

/// Cause, what became of the data, next step; then the server's own words as a quotation (S-12).
fn problem_view(problem: ProblemText) -> AnyView {
    view! {
        <div class="notice" data-tone="danger">
            {icon(Icon::Stop)}
            <div>
                <strong>{problem.cause}</strong>
                <p>{problem.fate}</p>
                <p>{problem.next}</p>
                {problem
                    .server_words
                    .map(|said| {
                        view! {
                            <p class="small">
                                {words::SERVER_SAYS} ": " <q><bdi>{said}</bdi></q>
                            </p>
                        }
                    })}
            </div>
        </div>
    }
    .into_any()
}
