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
    let value = move || words::percent(&progress.read()).map(|p| p.to_string());
    let text = move || words::bar_text(&progress.read(), seconds_left.get());
    let state = move || match progress.read().status {
        BatchStatus::Completed => "done",
        BatchStatus::Failed => "failed",
        _ => "running",
    };
    // A failed batch without sheets has no share done; an empty bar says so better than one that travels.
    let value =
        move || value().or_else(|| progress.read().status.is_terminal().then(|| "0".to_owned()));
    let left = move || seconds_left.get().map(time::left);
    let quiet = move || {
        (unchanged_ms.get() >= crate::poll::schedule::QUIET_MS)
            .then(|| words::still_working(unchanged_ms.get()))
    };
    view! {
        <div class="stack" data-gap="small">
            <progress max="100" value=value data-state=state aria-label=words::bar() aria-valuetext=text></progress>
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

/// Badge, for whoever shows a [`Progress`].
#[component]
pub fn ProgressBadge(#[prop(into)] progress: Signal<Progress>) -> impl IntoView {
    let status = Memo::new(move |_| progress.read().status.clone());
    view! { <StatusBadge status=status /> }
}
