//! Upload page.

use leptos::prelude::*;

/// Upload page.
#[component]
pub fn UploadPage() -> impl IntoView {
    view! { <main tabindex="-1"><h1>"Upload"</h1></main> }
}
