//! `/batches`: the list, with everything that describes the view in the address (UX-27).

mod data;

use crate::components::batch_table::{BatchTable, TableSkeleton};
use crate::components::icon::{Icon, icon};
use crate::components::message_page::empty;
use crate::components::notice::{Tone, failure_text, notice};
use crate::components::page::{focus_heading, focus_id, follow_title};
use crate::components::pagination::Pagination;
use crate::components::when::{clock, own_zone};
use crate::domain::BatchStatus;
use crate::route::{self, ListQuery, PAGE_SIZES};
use crate::state::deletion::Deletions;
use crate::state::notices::Notices;
use crate::state::visited::Visited;
use crate::words::batches as words;
use crate::words::errors::Failure;
use crate::words::shell;
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
    keep_address_true(query, data);
    announce_results(data);
    place_focus_after_deletion();
    let visited = Visited::expect();
    Effect::new(move || visited.open_list(query.get().url()));
    follow_title(move || {
        let query = query.get();
        words::title(query.status.as_ref(), query.page, pages.get())
    });
    view! {
        <main id="main" tabindex="-1">
            <div class="page-head">
                <h1 tabindex="-1">{words::TITLE}</h1>
                <a class="button" data-variant="primary" href=route::UPLOAD>
                    {icon(Icon::Upload)}
                    {words::NEW_UPLOAD}
                </a>
            </div>
            {flash()}
            <div class="stack">
                {toolbar(query, data)}
                {troubles(data)}
                {move || content(query, data)}
                {foot(query, data, pages)}
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
            Phase::Ready {
                query: shown,
                total,
                ..
            } if shown.page > shown.pages(total) => shown.on_page(shown.pages(total)),
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
        let Phase::Ready { query, total, .. } = data.phase.get() else {
            return before;
        };
        match &before {
            Some(before) if before.status != query.status => {
                notices.say(words::result(total, query.status.as_ref()))
            }
            Some(before) if *before != query => notices.say(words::title(
                query.status.as_ref(),
                query.page,
                query.pages(total),
            )),
            _ => {}
        }
        Some(query)
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
                    aria-label=shell::DISMISS
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

/// Filter, count, time of the last answer.
fn toolbar(query: Memo<ListQuery>, data: ListData) -> AnyView {
    let navigate = navigator();
    let result = move || match data.phase.get() {
        Phase::Ready { query, total, .. } => words::result(total, query.status.as_ref()),
        _ => String::new(),
    };
    // The empty list brings a button of its own.
    let clearable = Memo::new(move |_| {
        query.get().status.is_some() && !matches!(data.phase.get(), Phase::Ready { total: 0, .. })
    });
    let choose = move |event| {
        let word: String = event_target_value(&event);
        let status = (!word.is_empty()).then(|| BatchStatus::from_wire(&word));
        let next = ListQuery {
            status,
            page: 1,
            ..query.get_untracked()
        };
        navigate(&next, false);
    };
    let option = move |status: BatchStatus| {
        let (word, text) = (status.wire().to_owned(), words::status(&status));
        view! {
            <option value=word prop:selected=move || query.get().status.as_ref() == Some(&status)>
                {text}
            </option>
        }
    };
    view! {
        <div class="spread">
            <div class="cluster" data-gap="large">
                <div class="field" data-layout="inline">
                    <label for="status-filter">{words::STATUS}</label>
                    <span class="select">
                        <select id="status-filter" on:change=choose>
                            <option value="" prop:selected=move || query.get().status.is_none()>
                                {words::ALL_STATUSES}
                            </option>
                            {BatchStatus::KNOWN.map(option).into_iter().collect_view()}
                        </select>
                    </span>
                </div>
                <p class="muted">{result}</p>
                {move || clearable.get().then(|| clear_button(query))}
            </div>
            <div class="cluster">
                <span class="muted small">
                    {move || data.updated.get().map(|at| words::updated(&clock(at)))}
                </span>
                <button
                    type="button"
                    data-variant="quiet"
                    data-size="small"
                    aria-busy=move || data.waiting.get().then_some("true")
                    on:click=move |_| data.refresh()
                >
                    {icon(Icon::Refresh)}
                    {words::REFRESH}
                </button>
            </div>
        </div>
    }
    .into_any()
}

fn clear_button(query: Memo<ListQuery>) -> AnyView {
    let navigate = navigator();
    view! {
        <button
            type="button"
            data-variant="link"
            on:click=move |_| {
                let next = ListQuery { status: None, page: 1, ..query.get_untracked() };
                navigate(&next, false);
                // The button goes with the filter.
                focus_id("status-filter");
            }
        >
            {words::CLEAR}
        </button>
    }
    .into_any()
}

/// Why the shown rows may be out of date or incomplete.
fn troubles(data: ListData) -> AnyView {
    let stale = move || {
        data.stale.get().map(|failure| {
            let at = data.updated.get_untracked().map(clock).unwrap_or_default();
            let text = view! {
                {failure_text(&failure)}
                <p>{words::stale(&at)}</p>
            };
            notice(
                Tone::Warning,
                Some(words::CANNOT_REFRESH.to_owned()),
                text.into_any(),
                retry(data),
            )
        })
    };
    let unreadable = move || match data.phase.get() {
        Phase::Ready {
            unreadable: n @ 1..,
            ..
        } => Some(notice(
            Tone::Warning,
            None,
            view! { <p>{words::unreadable(n)}</p> }.into_any(),
            ().into_any(),
        )),
        _ => None,
    };
    view! {
        {stale}
        {unreadable}
    }
    .into_any()
}

fn retry(data: ListData) -> AnyView {
    view! {
        <button type="button" data-size="small" on:click=move |_| data.refresh()>
            {shell::TRY_AGAIN}
        </button>
    }
    .into_any()
}

/// Which of the pictures is shown; a refresh of the rows does not change it.
#[derive(Clone, PartialEq)]
enum Picture {
    Loading,
    Table,
    NoneYet,
    NoneMatch(BatchStatus),
    Failed(Failure),
}

fn content(query: Memo<ListQuery>, data: ListData) -> AnyView {
    let picture = Memo::new(move |_| match data.phase.get() {
        Phase::Loading => Picture::Loading,
        Phase::Failed(failure) => Picture::Failed(failure),
        Phase::Ready {
            total: 0, query, ..
        } => query.status.map_or(Picture::NoneYet, Picture::NoneMatch),
        Phase::Ready { .. } => Picture::Table,
    });
    // Rows of another query are on their way: the old ones step back until then.
    let behind = Memo::new(move |_| match data.phase.get() {
        Phase::Ready { query: shown, .. } => data.waiting.get() && shown != query.get(),
        _ => false,
    });
    (move || match picture.get() {
        Picture::Loading => view! { <TableSkeleton /> }.into_any(),
        Picture::Table => {
            let rows = Signal::derive(move || {
                data.rows().get().into_iter().map(|row| (row.id, row.batch)).collect::<Vec<_>>()
            });
            view! { <BatchTable rows=rows behind=behind /> }.into_any()
        }
        Picture::NoneYet => empty(
            Icon::Tray,
            words::NONE_YET.to_owned(),
            view! { <p>{words::NONE_YET_TEXT}</p> }.into_any(),
            view! { <a class="button" data-variant="primary" href=route::UPLOAD>{words::NONE_YET_ACTION}</a> }.into_any(),
        ),
        Picture::NoneMatch(status) => empty(
            Icon::Tray,
            words::NONE_MATCH.to_owned(),
            view! { <p>{words::none_match(&status)}</p> }.into_any(),
            clear_button(query),
        ),
        Picture::Failed(failure) => empty(
            Icon::Stop,
            words::CANNOT_LOAD.to_owned(),
            failure_text(&failure),
            retry(data),
        ),
    })
    .into_any()
}

/// Page size, zone of the times, pager.
fn foot(query: Memo<ListQuery>, data: ListData, pages: Memo<u32>) -> AnyView {
    let navigate = navigator();
    let total = Memo::new(move |_| match data.phase.get() {
        Phase::Ready { total, .. } => total,
        _ => 0,
    });
    let choose = StoredValue::new_local(move |event: web_sys::Event| {
        let size = event_target_value(&event)
            .parse()
            .ok()
            .filter(|n| PAGE_SIZES.contains(n));
        if let Some(page_size) = size {
            let next = ListQuery {
                page: 1,
                page_size,
                ..query.get_untracked()
            };
            navigate(&next, false);
        }
    });
    let option = move |size: u32| {
        view! { <option value=size.to_string() prop:selected=move || query.get().page_size == size>{size}</option> }
    };
    let zone = own_zone();
    view! {
        <Show when=move || { total.get() > 0 }>
            <div class="table-foot">
                <div class="cluster" data-gap="large">
                    <Show when=move || { total.get() > u64::from(PAGE_SIZES[0]) }>
                        <div class="field" data-layout="inline">
                            <label for="page-size">{words::PAGE_SIZE}</label>
                            <span class="select">
                                <select id="page-size" on:change=move |event| choose.with_value(|choose| choose(event))>
                                    {PAGE_SIZES.map(option).into_iter().collect_view()}
                                </select>
                            </span>
                        </div>
                    </Show>
                    <p class="muted small">{words::zone(&zone)}</p>
                </div>
                <Pagination query=query pages=pages />
            </div>
        </Show>
    }
    .into_any()
}
