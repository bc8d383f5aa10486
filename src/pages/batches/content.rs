//! The table or what stands in its place, what is wrong with it, and what stands below.

use super::data::{ListData, Phase, Scope};
use super::filters::clear_button;
use super::navigator;
use crate::batches::list_reader::ReadState;
use crate::components::batch_table::{BatchTable, Rows, TableSkeleton};
use crate::components::icon::Icon;
use crate::components::message_page::empty;
use crate::components::notice::{Tone, failure_text, notice};
use crate::components::pagination::Pagination;
use crate::components::when::clock;
use crate::domain::{Filter, Tab};
use crate::route::{self, ListQuery, PAGE_SIZES};
use crate::state::intl::own_zone;
use crate::state::selection::Selection;
use crate::words::batches as words;
use crate::words::errors::Failure;
use crate::words::shell;
use leptos::prelude::*;

/// Why the shown rows may be out of date or incomplete.
pub fn troubles(query: Memo<ListQuery>, data: ListData) -> AnyView {
    let stale = move || {
        data.stale.get().map(|failure| {
            let at = data.updated.get_untracked().map(clock).unwrap_or_default();
            let text = view! {
                {failure_text(&failure)}
                <p>{words::stale(&at)}</p>
            };
            notice(
                Tone::Warning,
                Some(words::cannot_refresh().to_owned()),
                text.into_any(),
                retry(data),
            )
        })
    };
    view! {
        {stale}
        {unreadable(data)}
        {incomplete(query, data)}
        {blind(query, data)}
    }
    .into_any()
}

fn unreadable(data: ListData) -> AnyView {
    let n = Memo::new(move |_| match data.phase.get() {
        Phase::Ready { unreadable, .. } => unreadable,
        _ => 0,
    });
    (move || {
        (n.get() > 0).then(|| {
            let text = view! { <p>{words::unreadable(n.get())}</p> };
            notice(Tone::Warning, None, text.into_any(), ().into_any())
        })
    })
    .into_any()
}

/// The filter was not held against every row.
fn incomplete(query: Memo<ListQuery>, data: ListData) -> AnyView {
    #[derive(Clone, PartialEq)]
    enum Why {
        InPart(u64, Option<u64>),
        Gaps,
    }
    let why = Memo::new(move |_| match data.phase.get() {
        Phase::Ready {
            scope: Scope::Read { read, of, end },
            ..
        } => match end {
            ReadState::Limit => Some(Why::InPart(read, of)),
            ReadState::Unfinished if data.stopped.get() => Some(Why::InPart(read, of)),
            ReadState::Gaps => Some(Why::Gaps),
            ReadState::Unfinished | ReadState::Complete => None,
        },
        _ => None,
    });
    (move || {
        why.get().map(|why| match why {
            Why::InPart(read, of) => {
                let text = view! { <p>{words::read_in_part(read, of)}</p> };
                let more = view! {
                    <button
                        type="button"
                        data-size="small"
                        on:click=move |_| data.go_on(&query.get_untracked().filter)
                    >
                        {words::go_on()}
                    </button>
                };
                notice(Tone::Warning, None, text.into_any(), more.into_any())
            }
            Why::Gaps => {
                let text = view! { <p>{words::read_with_gaps()}</p> };
                notice(Tone::Warning, None, text.into_any(), ().into_any())
            }
        })
    })
    .into_any()
}

/// Rows that do not carry what "Needs attention" asks for.
fn blind(query: Memo<ListQuery>, data: ListData) -> AnyView {
    let shown = Memo::new(move |_| data.blind.get() && query.get().filter.tab == Tab::Attention);
    (move || {
        shown.get().then(|| {
            let text = view! { <p>{words::blind()}</p> };
            notice(Tone::Info, None, text.into_any(), ().into_any())
        })
    })
    .into_any()
}

fn retry(data: ListData) -> AnyView {
    view! {
        <button type="button" data-size="small" on:click=move |_| data.refresh()>
            {shell::try_again()}
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
    NoneMatch(Filter),
    Failed(Failure),
}

/// The rows as the table takes them.
pub fn table_rows(data: ListData) -> Signal<Rows> {
    let rows = data.rows();
    Signal::derive(move || {
        let rows = rows.get().into_iter();
        rows.map(|row| (row.id, row.batch)).collect()
    })
}

/// The table, or what stands in its place.
pub fn content(query: Memo<ListQuery>, data: ListData, selection: Selection) -> AnyView {
    let picture = Memo::new(move |_| match data.phase.get() {
        Phase::Loading => Picture::Loading,
        Phase::Failed(failure) => Picture::Failed(failure),
        // Still looking: nothing found yet is not nothing there.
        Phase::Ready {
            total: 0, scope, ..
        } if scope.is_unfinished() => Picture::Loading,
        Phase::Ready {
            total: 0, query, ..
        } if query.filter.is_everything() => Picture::NoneYet,
        Phase::Ready {
            total: 0, query, ..
        } => Picture::NoneMatch(query.filter),
        Phase::Ready { .. } => Picture::Table,
    });
    // Rows of another query are on their way: the old ones step back until then.
    let behind = Memo::new(move |_| match data.phase.get() {
        Phase::Ready { query: shown, .. } => {
            let query = query.get();
            data.waiting.get()
                && (shown.filter != query.filter
                    || shown.sort != query.sort
                    || shown.page != query.page
                    || shown.page_size != query.page_size)
        }
        _ => false,
    });
    (move || match picture.get() {
        Picture::Loading => view! { <TableSkeleton /> }.into_any(),
        Picture::Table => view! {
            <BatchTable
                rows=table_rows(data)
                behind=behind
                query=query
                selection=selection
            />
        }
        .into_any(),
        Picture::NoneYet => empty(
            Icon::Tray,
            words::none_yet().to_owned(),
            view! { <p>{words::none_yet_text()}</p> }.into_any(),
            view! { <a class="button" data-variant="primary" href=route::UPLOAD>{words::none_yet_action()}</a> }.into_any(),
        ),
        Picture::NoneMatch(filter) => empty(
            Icon::Tray,
            words::none_match_text().to_owned(),
            view! { <p>{words::none_match(&filter, data.uploaders.get() == Some(false))}</p> }.into_any(),
            clear_button(query),
        ),
        Picture::Failed(failure) => empty(
            Icon::Stop,
            words::cannot_load().to_owned(),
            failure_text(&failure),
            retry(data),
        ),
    })
    .into_any()
}

/// Page size, zone of the times, pager.
pub fn foot(query: Memo<ListQuery>, data: ListData, pages: Memo<u32>) -> AnyView {
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
            <div class="spread table-foot">
                <div class="cluster" data-gap="large">
                    <Show when=move || { total.get() > u64::from(PAGE_SIZES[0]) }>
                        <div class="field" data-layout="inline">
                            <label for="page-size">{words::page_size()}</label>
                            <span class="select">
                                <select id="page-size" on:change=move |event| choose.with_value(|choose| choose(event))>
                                    {PAGE_SIZES.map(option).into_iter().collect_view()}
                                </select>
                            </span>
                        </div>
                    </Show>
                    <p class="muted small">
                        {move || data.updated.get().map(|at| words::updated(&clock(at)))} " · "
                        {words::zone(&zone)}
                    </p>
                </div>
                <Pagination
                    page=Signal::derive(move || query.get().page)
                    pages=pages
                    url=Callback::new(move |page| query.get().on_page(page).url())
                />
            </div>
        </Show>
    }
    .into_any()
}
