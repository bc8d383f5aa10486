//! `/batches`: the list, with everything that describes the view in the address (UX-27).

mod actions;
mod content;
mod data;
mod filters;
mod kept;
mod place;
mod text_filter;
mod view_menu;

use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::components::page::{focus_heading, focus_id, follow_title};
use crate::route::{self, ListQuery};
use crate::state::deletion::Deletions;
use crate::state::notices::Notices;
use crate::state::root::Settled;
use crate::state::selection::Selection;
use crate::state::visited::Visited;
use crate::words::batches as words;
use crate::words::shell;
pub use actions::ListActions;
use data::{ListData, Phase};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

/// The page.
#[component]
pub fn BatchesPage() -> impl IntoView {
    let query = query_of_address();
    let data = ListData::follow(query);
    let pages = Memo::new(move |_| match data.phase.get() {
        Phase::Ready { query, total, .. } => query.pages(total),
        _ => 1,
    });
    Effect::new(move || {
        if data.phase.get() != Phase::Loading {
            Settled::soon();
        }
    });
    place::keep(query);
    keep_address_true(query, data);
    announce_results(data);
    place_focus_after_deletion();
    let visited = Visited::expect();
    Effect::new(move || visited.open_list(query.get().url()));
    follow_title(move || {
        let query = query.get();
        words::title(&query.filter, query.page, pages.get())
    });
    let selection = Selection::default();
    keep_selection_in_sight(query, data, selection);
    let actions = ListActions::new(query, data, selection);
    view! {
        <main id="main" tabindex="-1">
            <div class="cluster list-head" data-gap="large">
                <h1 tabindex="-1">{words::title_text()}</h1>
                {filters::tabs(query, data)}
                {filters::result(query, data)}
                <a class="button" data-variant="primary" href=route::UPLOAD>
                    {icon(Icon::Upload)}
                    {words::new_upload()}
                </a>
            </div>
            {flash()}
            <div class="stack">
                {filters::toolbar(query, data, actions)}
                {content::troubles(query, data)}
                {actions::bar(actions)}
                {content::content(query, data, selection)}
                {content::foot(query, data, pages)}
            </div>
        </main>
    }
}

/// The view that the address describes. From the router's location and not the route's own query, which follows a moment
/// later: the two compared would undo each other. While the page is being left, the view stays what it was.
fn query_of_address() -> Memo<ListQuery> {
    let location = use_location();
    Memo::new(move |before: Option<&ListQuery>| {
        let here = location.pathname.get().trim_end_matches('/') == route::BATCHES;
        match before {
            Some(before) if !here => before.clone(),
            _ => location
                .query
                .with(|map| ListQuery::read(|name| map.get(name))),
        }
    })
}

/// The router's way to another view of the list; the focus and the scroll stay.
fn navigator() -> impl Fn(&ListQuery, bool) + Clone + Send + Sync {
    let navigate = use_navigate();
    move |query, replace| {
        navigate(
            &query.url(),
            NavigateOptions {
                replace,
                scroll: false,
                resolve: false,
                ..Default::default()
            },
        );
    }
}

/// What cannot be shown as the address says is corrected in place, so that Back does not lead into the trap again (F-43);
/// a page that has emptied steps back to the last one (F-44).
fn keep_address_true(query: Memo<ListQuery>, data: ListData) {
    let location = use_location();
    let navigate = navigator();
    Effect::new(move || {
        let shown = match data.phase.get() {
            // While the rows are still being looked for, a later page may fill yet.
            Phase::Ready { scope, .. } if scope.is_unfinished() => query.get(),
            Phase::Ready {
                query: shown,
                total,
                ..
            } if shown.page > shown.pages(total) => query.get().on_page(shown.pages(total)),
            _ => query.get(),
        };
        let search = location.search.get();
        let address = format!(
            "{}{}{}",
            location.pathname.get(),
            if search.is_empty() { "" } else { "?" },
            search.trim_start_matches('?')
        );
        if address != shown.url()
            && location.pathname.get_untracked().trim_end_matches('/') == route::BATCHES
        {
            navigate(&shown, true);
        }
    });
}

/// Reads out what came of a filter or another page; refreshes are silent (UX-29).
fn announce_results(data: ListData) {
    let notices = Notices::expect();
    Effect::new(move |before: Option<Option<ListQuery>>| {
        let before = before.flatten();
        let Phase::Ready {
            query,
            total,
            scope,
            ..
        } = data.phase.get()
        else {
            return before;
        };
        // The number is only said when it is known.
        if scope.is_unfinished() && !data.stopped.get() {
            return before;
        }
        match &before {
            Some(before) if before.filter != query.filter => {
                notices.say(words::result(total, &query.filter, scope.is_whole()));
            }
            Some(before) if *before != query => {
                notices.say(words::title(&query.filter, query.page, query.pages(total)))
            }
            _ => {}
        }
        Some(query)
    });
}

/// Marks go with another filter or page, and with rows that are gone: nothing out of sight is ever acted on.
fn keep_selection_in_sight(query: Memo<ListQuery>, data: ListData, selection: Selection) {
    let view = Memo::new(move |_| {
        let query = query.get();
        (query.filter, query.sort, query.page, query.page_size)
    });
    Effect::new(move |before: Option<()>| {
        view.track();
        if before.is_some() {
            selection.clear();
        }
    });
    let rows = data.rows();
    Effect::new(move || {
        let shown: Vec<_> = rows.get().into_iter().map(|row| row.id).collect();
        selection.keep_only(&shown);
    });
}

/// The row is gone and the focus with it: the neighbour takes it, else the heading (UX-36).
fn place_focus_after_deletion() {
    let deletions = Deletions::expect();
    Effect::new(move || {
        if let Some(target) = deletions.take_last() {
            request_animation_frame(move || {
                let placed = target
                    .neighbour
                    .is_some_and(|id| focus_id(&crate::components::batch_table::row_id(&id)));
                if !placed {
                    focus_heading();
                }
            });
        }
    });
}

fn flash() -> AnyView {
    let notices = Notices::expect();
    let text = notices.flash_signal();
    (move || {
        text.get().map(|text| {
            let dismiss = view! {
                <button
                    type="button"
                    data-variant="quiet"
                    data-size="small"
                    data-shape="icon"
                    aria-label=shell::dismiss()
                    on:click=move |_| {
                        notices.clear_flash();
                        focus_heading();
                    }
                >
                    {icon(Icon::Cross)}
                </button>
            };
            notice(
                Tone::Success,
                None,
                view! { <p>{text}</p> }.into_any(),
                dismiss.into_any(),
            )
        })
    })
    .into_any()
}
