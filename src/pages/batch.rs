//! Batch page.

use leptos::prelude::*;

/// Batch page.
#[component]
pub fn BatchDetailPage() -> impl IntoView {
    view! { <main tabindex="-1"><h1>"Batch"</h1></main> }
}
