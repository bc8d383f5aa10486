//! The content of a page that says why there is nothing to see, and what to do next (UX-39).

use super::icon::{Icon, icon};
use leptos::prelude::*;

/// Heading, plain words, ways on. Stands inside `<main>`.
#[must_use]
pub fn message_page(
    shape: Icon,
    heading: &'static str,
    text: AnyView,
    actions: AnyView,
) -> AnyView {
    view! {
        <div class="message-page">
            {icon(shape)}
            <h1 tabindex="-1">{heading}</h1>
            {text}
            <div class="cluster">{actions}</div>
        </div>
    }
    .into_any()
}

/// The content of an empty table or panel: heading, one sentence, ways on (UX-30).
#[must_use]
pub fn empty(shape: Icon, heading: String, text: AnyView, actions: AnyView) -> AnyView {
    view! {
        <div class="empty">
            {icon(shape)}
            <h2>{heading}</h2>
            {text}
            <div class="cluster">{actions}</div>
        </div>
    }
    .into_any()
}
