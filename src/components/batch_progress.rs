//! The server's work on a batch: bar, counts, time left. On the detail page and in the upload panel.

use super::status_badge::StatusBadge;
use crate::domain::{BatchStatus, Progress};
use crate::words::{batch as words, time};
use leptos::prelude::*;

/// The bar with its words. The bar's name never changes while it runs (UX-12).
#[component]
pub fn BatchProgress(
    /// The last answer.
    #[prop(into)]
    progress: Signal<Progress>,
    /// Seconds until every sheet is dealt with.
    #[prop(into)]
    seconds_left: Signal<Option<u64>>,
    /// How long nothing has changed, in milliseconds.
    #[prop(into)]
    unchanged_ms: Signal<u64>,
) -> impl IntoView {
    let left = move || seconds_left.get().map(time::left);
    let quiet = move || {
        (unchanged_ms.get() >= crate::poll::schedule::QUIET_MS)
            .then(|| words::still_working(unchanged_ms.get()))
    };
    view! {
        <div class="stack" data-gap="small">
            <Bar progress=progress seconds_left=seconds_left />
            <div class="spread">
                <span>
                    {move || words::sheets_done(&progress.read())}
                    {move || words::failed_sheets(&progress.read()).map(|text| view! { ", " <strong class="failed-count">{text}</strong> })}
                </span>
                <span class="muted">{left}</span>
            </div>
            {move || quiet().map(|text| view! { <p class="muted small">{text}</p> })}
        </div>
    }
    .into_any()
}

/// The bar: what was read, what could not be, what is left.
#[component]
pub fn Bar(
    /// The last answer.
    #[prop(into)]
    progress: Signal<Progress>,
    /// Seconds until every sheet is dealt with.
    #[prop(into)]
    seconds_left: Signal<Option<u64>>,
) -> impl IntoView {
    let text = move || words::bar_text(&progress.read(), seconds_left.get());
    let state = move || match progress.read().status {
        BatchStatus::Completed => "done",
        // Its results do not count; what happened stands beside it in red.
        BatchStatus::Failed => "paused",
        _ => "running",
    };
    // A failed batch without sheets has no share done; an empty bar says so better than one that travels.
    let value = move || {
        let progress = progress.read();
        let percent = words::percent(&progress).or(progress.status.is_terminal().then_some(0));
        percent.map(|percent| percent.to_string())
    };
    let failed = move || words::failed_part(&progress.read());
    view! {
        <progress
            max="100"
            value=value
            data-state=state
            style=("--failed", failed)
            aria-label=words::bar()
            aria-valuetext=text
        ></progress>
    }
    .into_any()
}

/// Badge, for whoever shows a [`Progress`].
#[component]
pub fn ProgressBadge(#[prop(into)] progress: Signal<Progress>) -> impl IntoView {
    let status = Memo::new(move |_| progress.read().status.clone());
    view! { <StatusBadge status=status /> }
}
