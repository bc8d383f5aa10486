//! An address that leads nowhere.

use crate::components::icon::Icon;
use crate::components::message_page::message_page;
use crate::route;
use crate::state::title::set_title;
use crate::words::shell as words;
use leptos::prelude::*;

/// The page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    set_title(words::not_found());
    let actions = view! {
        <a class="button" data-variant="primary" href=route::BATCHES>{words::to_batches()}</a>
        <a class="button" href=route::UPLOAD>{words::to_upload()}</a>
    };
    view! {
        <main id="main" tabindex="-1" data-width="narrow">
            {message_page(Icon::Question, words::not_found(), view! { <p>{words::not_found_text()}</p> }.into_any(), actions.into_any())}
        </main>
    }
}
