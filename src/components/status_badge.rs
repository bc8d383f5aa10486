//! Status as colour + icon + word (UX-20). Not a control, not clickable.

use super::icon::{Icon, icon};
use crate::domain::{BatchStatus, SheetStatus};
use crate::words;
use leptos::prelude::*;

/// The badge of a batch; follows `status`.
#[component]
pub fn StatusBadge(#[prop(into)] status: Signal<BatchStatus>) -> impl IntoView {
    move || batch_badge(&status.get())
}

/// The badge of a batch as it stands.
#[must_use]
pub fn batch_badge(status: &BatchStatus) -> AnyView {
    let (tone, shape) = match status {
        BatchStatus::Uploaded => ("waiting", Icon::Clock),
        BatchStatus::Validating | BatchStatus::Processing => ("running", Icon::Arc),
        BatchStatus::Reprocessing => ("running", Icon::Again),
        BatchStatus::Completed => ("done", Icon::Check),
        BatchStatus::Failed => ("failed", Icon::Stop),
        BatchStatus::Unknown(_) => ("unknown", Icon::Question),
    };
    badge(tone, shape, words::batches::status(status))
}

/// The badge of a sheet.
#[must_use]
pub fn sheet_badge(status: &SheetStatus) -> AnyView {
    let (tone, shape) = match status {
        SheetStatus::Pending => ("waiting", Icon::Clock),
        SheetStatus::Processing => ("running", Icon::Arc),
        SheetStatus::Completed => ("done", Icon::Check),
        SheetStatus::Failed => ("failed", Icon::Stop),
        SheetStatus::Unknown(_) => ("unknown", Icon::Question),
    };
    badge(tone, shape, words::batch::sheet_status(status))
}

/// A badge in one of the tones of `components.css`: waiting, running, done, failed, warning, unknown.
#[must_use]
pub fn badge(tone: &'static str, shape: Icon, word: String) -> AnyView {
    view! { <span class="badge" data-tone=tone>{icon(shape)}<span>{word}</span></span> }.into_any()
}
