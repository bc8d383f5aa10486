//! Page-not-found page.

use leptos::prelude::*;

/// Page-not-found page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <main tabindex="-1"><h1>"Page-not-found"</h1></main> }
}
