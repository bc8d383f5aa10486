//! Sign-in page.

use leptos::prelude::*;

/// Sign-in page.
#[component]
pub fn LoginPage() -> impl IntoView {
    view! { <main tabindex="-1"><h1>"Sign-in"</h1></main> }
}
