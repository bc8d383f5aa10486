//! One upload: where it stands, how far it is, what can be done with it.

use super::icon::{Icon, icon};
use super::notice::{Tone, notice};
use super::status_badge::StatusBadge;
use super::upload_actions::UploadActions;
use super::upload_batch::UploadBatch;
use super::upload_cancel::Asked;
use super::upload_log::UploadLog;
use super::upload_steps::UploadSteps;
use crate::api::clock::monotonic_ms;
use crate::domain::Progress;
use crate::upload::steps::ServerTimes;
use crate::upload::view::{Phase, ProblemText, QueuedWhy, UploadKey, UploadView, WaitingWhy};
use crate::words::catalog::size;
use crate::words::{queue as words, upload as form_words};
use leptos::prelude::*;
use std::time::Duration;

/// The panel. `asking` opens the question before a cancel.
#[component]
pub fn UploadPanel(
    upload: UploadKey,
    #[prop(into)] view: Signal<UploadView>,
    asking: RwSignal<Option<Asked>>,
) -> impl IntoView {
    let name = view.with_untracked(|v| v.name.clone());
    let name_id = format!("upload-{upload}-name");
    // Each part follows only what it shows, so that a tick of the numbers repaints numbers and nothing else.
    let facts = Memo::new(move |_| view.with(facts_line));
    let remark = Memo::new(move |_| view.with(|v| v.notice.clone()));
    let elsewhere = Memo::new(move |_| view.with(|v| v.elsewhere));
    let problem = Memo::new(move |_| view.with(|v| v.problem.clone()));
    let failed = Memo::new(move |_| view.with(|v| v.phase == Phase::Failed));
    let is_done = Memo::new(move |_| view.with(|v| matches!(v.phase, Phase::Done { .. })));
    let batch = Memo::new(move |_| view.with(|v| v.batch.clone()));
    let seen = RwSignal::new(None::<Progress>);
    let status = Memo::new(move |_| seen.with(|seen| seen.as_ref().map(|p| p.status.clone())));
    let times = server_times(is_done, seen);
    // While nothing has begun, a line says why; bar and steps would only be empty.
    let idle = Memo::new(move |_| view.with(is_idle));
    let detail = Memo::new(move |_| view.with(words::detail));
    let numbers = {
        let name = name.clone();
        move || match (idle.get(), is_done.get()) {
            (true, _) => view! { <p class="small">{detail}</p> }.into_any(),
            (_, true) => ().into_any(),
            _ => view! { <Numbers view=view detail=detail name=name.clone() /> }.into_any(),
        }
    };
    let steps = move || {
        (!idle.get())
            .then(|| view! { <UploadSteps view=view batch=status times=times /> }.into_any())
    };
    let server = {
        let name = name.clone();
        move || {
            let name = name.clone();
            batch.get().map(|id| {
                view! { <UploadBatch upload=upload batch=id name=name seen=seen /> }.into_any()
            })
        }
    };
    let heading_id = name_id.clone();
    view! {
        <article
            class="upload panel"
            id=format!("upload-{upload}")
            tabindex="-1"
            aria-labelledby=name_id
        >
            <header>
                <h3 id=heading_id><bdi>{name.clone()}</bdi></h3>
                {move || match status.get() {
                    Some(status) => view! { <StatusBadge status=status /> }.into_any(),
                    None => view! { <PhaseBadge view=view /> }.into_any(),
                }}
            </header>
            <p class="muted small">{facts}</p>
            {numbers}
            {steps}
            {move || elsewhere.get().then(|| remark_view(words::elsewhere().to_owned()))}
            {move || remark.get().map(remark_view)}
            {move || problem.get().map(|problem| problem_view(problem, failed.get()))}
            {server}
            <UploadActions upload=upload view=view name=name asking=asking />
            <UploadLog view=view />
        </article>
    }
    .into_any()
}

/// Something to know although all is well.
fn remark_view(text: String) -> impl IntoView {
    view! { <p class="small remark">{icon(Icon::Info)}<span>{text}</span></p> }
}

/// Waiting for its turn with nothing sent yet, or cancelled.
fn is_idle(view: &UploadView) -> bool {
    match view.phase {
        Phase::Queued(_) => view.sent_bytes() == 0,
        Phase::Cancelled => true,
        _ => false,
    }
}

/// Times the server's two steps from here on, second by second.
fn server_times(is_done: Memo<bool>, seen: RwSignal<Option<Progress>>) -> RwSignal<ServerTimes> {
    let times = RwSignal::new(ServerTimes::default());
    let saw_beginning = !is_done.get_untracked();
    let observe = move || {
        let status = seen.with_untracked(|seen| seen.as_ref().map(|p| p.status.clone()));
        times.try_update(|t| t.observe(monotonic_ms(), status.as_ref(), saw_beginning));
    };
    let running = Memo::new(move |_| {
        is_done.get() && seen.with(|seen| seen.as_ref().is_none_or(|p| p.status.is_running()))
    });
    Effect::new(move || {
        seen.track();
        if is_done.get() {
            observe();
        }
    });
    Effect::new(move || {
        if running.get()
            && let Ok(timer) = set_interval_with_handle(observe, Duration::from_secs(1))
        {
            on_cleanup(move || timer.clear());
        }
    });
    times
}

/// The bar and the line below it, while bytes are what it is about.
#[component]
fn Numbers(view: Signal<UploadView>, detail: Memo<String>, name: String) -> impl IntoView {
    let chunks = Memo::new(move |_| view.with(chunks_line));
    // The line stays while the upload is under way, even where it says nothing: nothing below it may jump.
    let one_request = Memo::new(move |_| view.with(|v| v.chunk.is_none()));
    view! {
        <UploadBar view=view name=name />
        <p class="small">{detail}</p>
        <p class="muted small chunks" hidden=move || one_request.get()>{chunks}</p>
    }
}

fn facts_line(view: &UploadView) -> String {
    let mut parts = vec![
        size(view.size),
        form_words::strategy(view.strategy).to_owned(),
    ];
    if view.files > 1 {
        parts.insert(0, form_words::images(view.files));
    }
    parts.extend(view.task_id.as_ref().map(words::task));
    parts.join(" · ")
}

/// Chunks are counted while they travel; afterwards they are of no interest.
fn chunks_line(view: &UploadView) -> Option<String> {
    let counted = matches!(
        view.phase,
        Phase::Sending
            | Phase::Waiting { .. }
            | Phase::Paused
            | Phase::Failed
            | Phase::NeedsFile(_)
            | Phase::Interrupted { .. }
    );
    let travels = view.phase == Phase::Sending;
    let (done, all) = view.chunk.filter(|_| counted)?;
    Some(words::chunks(done, all, travels))
}

/// The phase as colour, icon and word (UX-20).
#[component]
fn PhaseBadge(view: Signal<UploadView>) -> impl IntoView {
    let phase = Memo::new(move |_| {
        view.with(|v| {
            // Where numbers move, nothing has to turn: turning for hours keeps a laptop warm.
            let turns = v.phase != Phase::Sending;
            (tone(&v.phase), turns, words::phase(&v.phase))
        })
    });
    move || {
        let ((tone, shape), turns, word) = phase.get();
        let turns = turns && shape == Icon::Arc;
        view! {
            <span class="badge" data-tone=tone data-spin=turns.then_some("")>
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
        | Phase::Confirming(_)
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

/// Cause, what became of the data, next step; then the server's own words as a quotation (S-12). What only waits for the
/// person is no failure and does not look like one.
fn problem_view(problem: ProblemText, failed: bool) -> AnyView {
    let body = view! {
        <p>{problem.fate}</p>
        <p>{problem.next}</p>
        {problem
            .server_words
            .map(|said| {
                view! {
                    <p class="muted small">{words::server_says()}</p>
                    <blockquote><bdi>{said}</bdi></blockquote>
                }
            })}
    };
    let tone = if failed { Tone::Danger } else { Tone::Warning };
    notice(tone, Some(problem.cause), body.into_any(), ().into_any())
}
