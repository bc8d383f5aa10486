//! Links to the pages of a list, each with its own address (UX-27, UX-28), and the choice of the page size.

use super::icon::{Icon, icon};
use super::page::{focus_first, focus_is_lost};
use crate::route::{ListQuery, page_numbers};
use crate::words::batches as words;
use leptos::prelude::*;

/// The pager; nothing while everything fits one page.
#[component]
pub fn Pagination(query: Memo<ListQuery>, #[prop(into)] pages: Signal<u32>) -> impl IntoView {
    let clicked = RwSignal::new(false);
    Effect::new(move |_| {
        // "Next" on the last page is gone with the focus on it: the current page takes it.
        query.track();
        if clicked.get_untracked() {
            clicked.set(false);
            request_animation_frame(|| {
                if focus_is_lost() {
                    focus_first("nav.pages [aria-current]");
                }
            });
        }
    });
    let numbers = Memo::new(move |_| page_numbers(query.get().page, pages.get()));
    let link = move |page: u32| query.get().on_page(page).url();
    view! {
        <Show when=move || { pages.get() > 1 }>
            <nav class="pages" aria-label=words::PAGINATION on:click=move |_| clicked.set(true)>
                <ul role="list">
                    <Show when=move || { query.get().page > 1 }>
                        <li>
                            <a rel="prev" href=move || link(query.get().page - 1)>
                                {icon(Icon::Left)} {words::PREVIOUS}
                            </a>
                        </li>
                    </Show>
                    <For each=move || numbers.get() key=|number| *number let:number>
                        <li>{page_item(number, query)}</li>
                    </For>
                    <Show when=move || { query.get().page < pages.get() }>
                        <li>
                            <a rel="next" href=move || link(query.get().page + 1)>
                                {words::NEXT} {icon(Icon::Right)}
                            </a>
                        </li>
                    </Show>
                </ul>
            </nav>
        </Show>
    }
}

fn page_item(number: Result<u32, u32>, query: Memo<ListQuery>) -> AnyView {
    match number {
        Ok(page) => view! {
            <a
                href=move || query.get().on_page(page).url()
                aria-label=words::page(page)
                aria-current=move || (query.get().page == page).then_some("page")
            >
                {page}
            </a>
        }
        .into_any(),
        Err(_) => view! { <span aria-hidden="true">"…"</span> }.into_any(),
    }
}
