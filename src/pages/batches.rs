//! Batches page.

use leptos::prelude::*;

/// Batches page.
#[component]
pub fn BatchesPage() -> impl IntoView {
    view! { <main tabindex="-1"><h1>"Batches"</h1></main> }
}
