//! How the list is shown: its order, its columns, how close its rows stand.

use super::navigator;
use crate::components::icon::{Icon, icon};
use crate::components::page::focus;
use crate::domain::{Sort, SortBy};
use crate::route::{Column, ListQuery};
use crate::words::batches as words;
use leptos::html;
use leptos::prelude::*;

/// Goes to the view that the work makes of the one that is shown.
type Change = StoredValue<Box<dyn Fn(&dyn Fn(&mut ListQuery))>, LocalStorage>;

/// Order, columns and density. A disclosure: Escape closes it and gives the focus back.
pub fn view_menu(query: Memo<ListQuery>) -> AnyView {
    let menu = NodeRef::<html::Details>::new();
    let navigate = navigator();
    let change: Change = StoredValue::new_local(Box::new(move |work| {
        let mut query = query.get_untracked();
        work(&mut query);
        navigate(&query, true);
    }));
    let column = move |column: Column| {
        let shown = move || !query.get().hidden.contains(&column);
        let choose = move |event| {
            let shown = event_target_checked(&event);
            change.with_value(|change| {
                change(&|query| {
                    let hide = |c: &Column| {
                        if *c == column {
                            !shown
                        } else {
                            query.hidden.contains(c)
                        }
                    };
                    query.hidden = Column::ALL.into_iter().filter(hide).collect();
                });
            });
        };
        view! {
            <label>
                <input type="checkbox" prop:checked=shown on:change=choose />
                {words::column(column)}
            </label>
        }
    };
    let compact = move |event| {
        let compact = event_target_checked(&event);
        change.with_value(|change| change(&|query| query.compact = compact));
    };
    let close = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(menu) = menu.get_untracked()
            && menu.open()
        {
            menu.set_open(false);
            if let Ok(Some(summary)) = menu.query_selector("summary") {
                use wasm_bindgen::JsCast;
                if let Some(summary) = summary.dyn_ref::<web_sys::HtmlElement>() {
                    focus(summary);
                }
            }
        }
    };
    view! {
        <details class="menu" node_ref=menu on:keydown=close>
            <summary class="button" data-variant="quiet" data-size="small">
                {words::columns()}
                {icon(Icon::Down)}
            </summary>
            <div>
                {order(query, change)}
                <fieldset>
                    <legend>{words::columns_shown()}</legend>
                    {Column::ALL.map(column).into_iter().collect_view()}
                </fieldset>
                <label>
                    <input type="checkbox" prop:checked=move || query.get().compact on:change=compact />
                    {words::compact()}
                </label>
            </div>
        </details>
    }
    .into_any()
}

/// By what the rows are ordered, and which way. The heads of the columns do the same where there is room for them.
fn order(query: Memo<ListQuery>, change: Change) -> AnyView {
    let go = move |sort: Sort| {
        change.with_value(|change| change(&|query| *query = query.sorted(sort)));
    };
    let choose = move |event| {
        let place: String = event_target_value(&event);
        let by = place
            .parse()
            .ok()
            .and_then(|place: usize| SortBy::ALL.get(place));
        if let Some(by) = by {
            go(Sort {
                by: *by,
                descending: by.begins_descending(),
            });
        }
    };
    let turn = move |event| {
        go(Sort {
            descending: event_target_checked(&event),
            ..query.get_untracked().sort
        });
    };
    let option = move |(place, by): (usize, SortBy)| {
        let chosen = move || query.get().sort.by == by;
        view! { <option value=place.to_string() prop:selected=chosen>{words::sort_by(by)}</option> }
    };
    view! {
        <fieldset>
            <legend id="sort-by">{words::sort()}</legend>
            <span class="select">
                <select aria-labelledby="sort-by" on:change=choose>
                    {SortBy::ALL.into_iter().enumerate().map(option).collect_view()}
                </select>
            </span>
            <label>
                <input
                    type="checkbox"
                    prop:checked=move || query.get().sort.descending
                    on:change=turn
                />
                {words::descending()}
            </label>
        </fieldset>
    }
    .into_any()
}
