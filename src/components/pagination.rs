//! Links to the pages of a list, each with its own address (UX-27, UX-28), and the choice of the page size.

use super::icon::{Icon, icon};
use super::page::{focus_first, focus_is_lost};
use crate::route::page_numbers;
use crate::words::batches as words;
use leptos::prelude::*;

/// The pager; nothing while everything fits one page. `url` is the address of a page.
#[component]
pub fn Pagination(
    /// The one that is shown, from 1.
    #[prop(into)]
    page: Signal<u32>,
    #[prop(into)] pages: Signal<u32>,
    url: Callback<u32, String>,
    /// A part of a longer page: the view stays where it is.
    #[prop(optional)]
    stay: bool,
) -> impl IntoView {
    let clicked = RwSignal::new(false);
    Effect::new(move |_| {
        // "Next" on the last page is gone with the focus on it: the current page takes it.
        page.track();
        if clicked.get_untracked() {
            clicked.set(false);
            request_animation_frame(|| {
                if focus_is_lost() {
                    focus_first("nav.pages [aria-current]");
                }
            });
        }
    });
    let numbers = Memo::new(move |_| page_numbers(page.get(), pages.get()));
    let stay = stay.then_some("");
    view! {
        <Show when=move || { pages.get() > 1 }>
            <nav class="pages" aria-label=words::pagination() on:click=move |_| clicked.set(true)>
                <ul role="list">
                    <Show when=move || { page.get() > 1 }>
                        <li>
                            <a rel="prev" data-noscroll=stay href=move || url.run(page.get().saturating_sub(1).max(1))>
                                {icon(Icon::Left)} {words::previous()}
                            </a>
                        </li>
                    </Show>
                    <For each=move || numbers.get() key=|number| *number let:number>
                        <li>{page_item(number, page, url, stay)}</li>
                    </For>
                    <Show when=move || { page.get() < pages.get() }>
                        <li>
                            <a rel="next" data-noscroll=stay href=move || url.run(page.get() + 1)>
                                {words::next()} {icon(Icon::Right)}
                            </a>
                        </li>
                    </Show>
                </ul>
            </nav>
        </Show>
    }
}

fn page_item(
    number: Result<u32, u32>,
    shown: Signal<u32>,
    url: Callback<u32, String>,
    stay: Option<&'static str>,
) -> AnyView {
    match number {
        Ok(page) => view! {
            <a
                href=move || url.run(page)
                data-noscroll=stay
                aria-label=words::page(page)
                aria-current=move || (shown.get() == page).then_some("page")
            >
                {page}
            </a>
        }
        .into_any(),
        Err(_) => view! { <span aria-hidden="true">"…"</span> }.into_any(),
    }
}
