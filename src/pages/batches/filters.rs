//! What stands above the table: tabs, filters, the choice of columns, the time of the last answer.

use super::actions::{self, ListActions};
use super::data::{ListData, Phase, Scope};
use super::navigator;
use super::text_filter::TextFilter;
use super::view_menu;
use crate::batches::list_reader::ReadState;
use crate::components::copy_link::CopyLink;
use crate::components::icon::{Icon, icon};
use crate::components::page::focus_id;
use crate::domain::{BatchStatus, Day, Filter, Strategy, TEXT_LIMIT, Tab};
use crate::route::ListQuery;
use crate::state::session::Session;
use crate::words::batches as words;
use crate::words::time::grouped;
use leptos::prelude::*;

/// Id of the first filter; it takes the focus when "Clear filters" goes.
const FIRST: &str = "name-filter";

/// The four views, each with its number where it is known. Links: the view is in the address.
pub fn tabs(query: Memo<ListQuery>, data: ListData) -> AnyView {
    let link = move |tab: Tab| {
        let href = move || {
            let query = query.get();
            let filter = Filter {
                tab,
                status: None,
                ..query.filter.clone()
            };
            query.filtered(filter).url()
        };
        let here = move || {
            let filter = query.get().filter;
            (filter.tab == tab && filter.status.is_none()).then_some("page")
        };
        let number = move || data.counts.get().of(tab).map(grouped);
        view! {
            <li>
                <a href=href aria-current=here>
                    {words::tab(tab)} " "
                    {move || number().map(|n| view! { <span class="count">{n}</span> })}
                </a>
            </li>
        }
    };
    view! {
        <nav class="tabs" aria-label=words::views()>
            <ul role="list">{Tab::ALL.map(link).into_iter().collect_view()}</ul>
        </nav>
    }
    .into_any()
}

/// All filters, the count, and what can be done with the view.
pub fn toolbar(query: Memo<ListQuery>, data: ListData, actions: ListActions) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <div class="cluster list-tools">
            <button
                type="button"
                class="filters-switch"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls="filters"
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {icon(Icon::Down)}
                {words::filters()}
            </button>
            {fields(query, data, open)}
            <div class="cluster tools">
                <button
                    type="button"
                    data-variant="quiet"
                    data-size="small"
                    title=words::refresh()
                    aria-busy=move || data.waiting.get().then_some("true")
                    on:click=move |_| data.refresh()
                >
                    {icon(Icon::Refresh)}
                    <span>{words::refresh()}</span>
                </button>
                <CopyLink path=Signal::derive(move || query.get().url()) small=true />
                {actions::export_all(actions)}
                {view_menu::view_menu(query)}
            </div>
        </div>
    }
    .into_any()
}

fn fields(query: Memo<ListQuery>, data: ListData, open: RwSignal<bool>) -> AnyView {
    let text = move |id, label, kind, get: fn(&Filter) -> String, set: fn(&mut Filter, String)| {
        let navigate = navigator();
        let commit = Callback::new(move |(text, replace): (String, bool)| {
            let query = query.get_untracked();
            let mut filter = query.filter.clone();
            set(&mut filter, text);
            if filter != query.filter {
                navigate(&query.filtered(filter), replace);
            }
        });
        let value = Signal::derive(move || get(&query.get().filter));
        view! { <TextFilter id=id label=label kind=kind value=value commit=commit /> }
    };
    let session = Session::expect();
    // Who sees only the own batches has no use for it, and where no row names its uploader nobody can be looked for.
    let by_uploader = Memo::new(move |_| {
        let in_use = !query.get().filter.uploader.is_empty();
        in_use || (session.is_admin() && data.uploaders.get() != Some(false))
    });
    view! {
        <div class="cluster filters" id="filters" role="search" data-open=move || open.get().then_some("true")>
            {text(FIRST, words::search(), "text", |f| f.name.clone(), |f, v| f.name = bounded(&v))}
            {move || by_uploader.get().then(|| text(
                "uploader-filter",
                words::uploader(),
                "text",
                |f| f.uploader.clone(),
                |f, v| f.uploader = bounded(&v),
            ))}
            {status_select(query)}
            {type_select(query)}
            {text("from-filter", words::from(), "date", |f| day(f.from), |f, v| f.from = Day::of_person(&v))}
            {text("to-filter", words::to(), "date", |f| day(f.to), |f, v| f.to = Day::of_person(&v))}
        </div>
    }
    .into_any()
}

fn bounded(text: &str) -> String {
    text.chars().take(TEXT_LIMIT).collect()
}

fn day(day: Option<Day>) -> String {
    day.map(Day::iso).unwrap_or_default()
}

fn status_select(query: Memo<ListQuery>) -> AnyView {
    let navigate = navigator();
    let choose = move |event| {
        let word: String = event_target_value(&event);
        let query = query.get_untracked();
        let filter = Filter {
            status: (!word.is_empty()).then(|| BatchStatus::from_wire(&word)),
            tab: if word.is_empty() {
                query.filter.tab
            } else {
                Tab::All
            },
            ..query.filter.clone()
        };
        navigate(&query.filtered(filter), false);
    };
    let is = move |status: Option<&BatchStatus>| query.get().filter.status.as_ref() == status;
    let option = move |status: BatchStatus| {
        let (word, text) = (status.wire().to_owned(), words::status(&status));
        view! { <option value=word prop:selected=move || is(Some(&status))>{text}</option> }
    };
    view! {
        <div class="field">
            <label for="status-filter">{words::status_text()}</label>
            <span class="select">
                <select id="status-filter" on:change=choose>
                    <option value="" prop:selected=move || is(None)>
                        {words::all_statuses()}
                    </option>
                    {BatchStatus::KNOWN.map(option).into_iter().collect_view()}
                </select>
            </span>
        </div>
    }
    .into_any()
}

fn type_select(query: Memo<ListQuery>) -> AnyView {
    let navigate = navigator();
    let choose = move |event| {
        let word: String = event_target_value(&event);
        let query = query.get_untracked();
        let filter = Filter {
            strategy: Strategy::from_wire(&word),
            ..query.filter.clone()
        };
        navigate(&query.filtered(filter), false);
    };
    let is = move |kind: Option<Strategy>| query.get().filter.strategy == kind;
    let option = move |kind: Strategy| {
        view! {
            <option value=kind.wire() prop:selected=move || is(Some(kind))>
                {words::strategy(Some(kind))}
            </option>
        }
    };
    view! {
        <div class="field">
            <label for="type-filter">{words::type_text()}</label>
            <span class="select">
                <select id="type-filter" on:change=choose>
                    <option value="" prop:selected=move || is(None)>
                        {words::all_types()}
                    </option>
                    {Strategy::ALL.map(option).into_iter().collect_view()}
                </select>
            </span>
        </div>
    }
    .into_any()
}

/// How many there are; or how far the looking is, with the way to stop it.
pub fn result(query: Memo<ListQuery>, data: ListData) -> AnyView {
    let found = Memo::new(move |_| match data.phase.get() {
        Phase::Ready {
            query,
            total,
            scope,
            ..
        } => words::result(total, &query.filter, scope.is_whole()),
        _ => String::new(),
    });
    // The empty list brings a button of its own.
    let clearable = Memo::new(move |_| {
        query.get().filter.is_narrowed()
            && !matches!(data.phase.get(), Phase::Ready { total: 0, .. })
    });
    view! {
        <div class="cluster" data-gap="large">
            <p class="muted small">{found}</p>
            {move || clearable.get().then(|| clear_button(query))}
            {reading(data)}
        </div>
    }
    .into_any()
}

/// While pages are read because the server cannot filter: how far it is, and the button that ends it.
fn reading(data: ListData) -> AnyView {
    let at_it = Memo::new(move |_| match data.phase.get() {
        Phase::Ready {
            scope:
                Scope::Read {
                    read,
                    of,
                    end: ReadState::Unfinished,
                },
            ..
        } if !data.stopped.get() => Some((read, of)),
        _ => None,
    });
    let shown = Memo::new(move |_| at_it.get().is_some());
    let text = move || at_it.get().map(|(read, of)| words::reading(read, of));
    let value = move || {
        at_it
            .get()
            .map_or_else(String::new, |(read, _)| read.to_string())
    };
    let max = move || {
        let of = at_it
            .get()
            .and_then(|(read, of)| Some(of?.max(read).max(1)));
        of.unwrap_or(1).to_string()
    };
    (move || {
        shown.get().then(|| {
            view! {
                <div class="cluster reading">
                    <span class="small">{text}</span>
                    <progress data-size="small" max=max value=value aria-label=text></progress>
                    <button type="button" data-size="small" on:click=move |_| data.stopped.set(true)>
                        {words::stop_reading()}
                    </button>
                </div>
            }
        })
    })
    .into_any()
}

/// Takes all filters off; the tab goes to "All".
pub fn clear_button(query: Memo<ListQuery>) -> AnyView {
    let navigate = navigator();
    view! {
        <button
            type="button"
            data-variant="link"
            on:click=move |_| {
                navigate(&query.get_untracked().filtered(Filter::default()), false);
                // The button goes with the filter.
                if !focus_id(FIRST) {
                    focus_id("status-filter");
                }
            }
        >
            {words::clear()}
        </button>
    }
    .into_any()
}
