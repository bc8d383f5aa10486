//! An address that leads nowhere.

use crate::components::icon::Icon;
use crate::components::message_page::message_page;
use crate::components::page::set_title;
use crate::route;
use crate::words::shell as words;
use leptos::prelude::*;

/// The page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    set_title(words::NOT_FOUND);
    let actions = view! {
        <a class="button" data-variant="primary" href=route::BATCHES>{words::TO_BATCHES}</a>
        <a class="button" href=route::UPLOAD>{words::TO_UPLOAD}</a>
    };
    view! {
        <main id="main" tabindex="-1" data-width="narrow">
            {message_page(Icon::Question, words::NOT_FOUND, view! { <p>{words::NOT_FOUND_TEXT}</p> }.into_any(), actions.into_any())}
        </main>
    }
}
