//! The table of batches (UX-22 to UX-26). Knows no request: rows come in, links and the delete dialog go out.

use super::icon::{Icon, icon};
use super::page::focus;
use super::status_badge::{badge, batch_badge};
use super::when::{Show as Shown, at};
use crate::batches::poll_plan::progress_of;
use crate::batches::row_steps::rows_for_this_frame;
use crate::domain::{Batch, BatchId, BatchStatus, SortBy};
use crate::route::{self, Column, ListQuery};
use crate::state::deletion::{Deletions, Target};
use crate::state::selection::Selection;
use crate::state::session::Session;
use crate::words::batches as words;
use crate::words::catalog::size;
use crate::words::time::grouped;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Rows by id; a row's content changes in place.
pub type Rows = Vec<(BatchId, ArcRwSignal<Batch>)>;

/// Until a skeleton is worth its flicker.
const SKELETON_AFTER: Duration = Duration::from_millis(500);
/// Rows of the skeleton.
const SKELETON_ROWS: usize = 8;

/// Id of the link in a batch's row.
#[must_use]
pub fn row_id(id: &BatchId) -> String {
    format!("batch-{id}")
}

/// The table.
#[component]
pub fn BatchTable(
    /// Newest first.
    #[prop(into)]
    rows: Signal<Rows>,
    /// These rows are about to be replaced by those of another view.
    #[prop(into)]
    behind: Signal<bool>,
    /// The view: its order, its columns and how close rows stand.
    query: Memo<ListQuery>,
    /// The marked rows.
    selection: Selection,
) -> impl IntoView {
    let session = Session::expect();
    let uploaders = Memo::new(move |_| {
        rows.get()
            .iter()
            .any(|(_, batch)| batch.read().username.is_some())
    });
    let columns = Columns {
        shown: Memo::new(move |_| {
            let hidden = query.get().hidden;
            let shows = |column: &Column| {
                (*column != Column::Uploader || uploaders.get()) && !hidden.contains(column)
            };
            Column::ALL.into_iter().filter(shows).collect()
        }),
        actions: Memo::new(move |_| session.is_admin()),
    };
    let shown = in_steps(rows);
    let ids = Memo::new(move |_| rows.get().into_iter().map(|(id, _)| id).collect::<Vec<_>>());
    view! {
        <div
            class="table-frame"
            data-state=move || behind.get().then_some("behind")
            data-density=move || query.get().compact.then_some("compact")
        >
            <table aria-busy=move || behind.get().then_some("true")>
                <caption class="sr-only">{words::title_text()}</caption>
                <thead>{head(columns, Some((selection, ids, query)))}</thead>
                <tbody
                    on:click=|event| open_row(&event)
                    on:keydown=move |event| move_between_rows(&event)
                    on:focusin=|event| show_whole(&event)
                >
                    <For each=move || shown.get() key=|(id, _)| id.clone() let((id, batch))>
                        {row(id, batch, rows, columns, selection)}
                    </For>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

/// New rows that are put into the page in one frame: a hundred at once would hold it up for longer than 50 ms.
const STEP: usize = 35;

/// The rows as they are put into the page. Read in one place only: each reading is a step.
fn in_steps(rows: Signal<Rows>) -> Signal<Rows> {
    let known = StoredValue::new(Vec::<BatchId>::new());
    let next = RwSignal::new(());
    Signal::derive(move || {
        next.track();
        let all = rows.get();
        let ids: Vec<BatchId> = all.iter().map(|(id, _)| id.clone()).collect();
        let admitted = known.with_value(|known| rows_for_this_frame(known, &ids, STEP));
        if admitted.contains(&false) {
            request_animation_frame(move || {
                // The table may be gone by then.
                let _ = next.try_set(());
            });
        }
        let now: Rows = all
            .into_iter()
            .zip(admitted)
            .filter_map(|(row, shown)| shown.then_some(row))
            .collect();
        known.set_value(now.iter().map(|(id, _)| id.clone()).collect());
        now
    })
}

/// Room for the ring of what has the focus, in CSS pixels.
const RING: f64 = 6.0;

/// Scrolls the table sideways to what has the focus: browsers do it only when nothing of it is in sight.
fn show_whole(event: &web_sys::FocusEvent) {
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    let frame = target.as_ref().and_then(|t| t.closest(".table-frame").ok());
    let (Some(target), Some(Some(frame))) = (target, frame) else {
        return;
    };
    let (inner, outer) = (
        target.get_bounding_client_rect(),
        frame.get_bounding_client_rect(),
    );
    let right = inner.right() + RING - outer.right();
    let left = inner.left() - RING - outer.left();
    let by = if right > 0.0 { right } else { left.min(0.0) };
    // A scroll offset is a small number.
    frame.set_scroll_left(frame.scroll_left() + by.ceil() as i32);
}

/// A click anywhere in a row opens the batch, but for the row's own controls and while text is being selected.
fn open_row(event: &web_sys::MouseEvent) {
    let plain = event.button() == 0
        && !(event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key());
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    let Some(target) = target.filter(|_| plain) else {
        return;
    };
    let selects = window()
        .get_selection()
        .is_ok_and(|selection| selection.is_some_and(|selection| !selection.is_collapsed()));
    let of_control = target.closest("a, button, label").ok().flatten().is_some();
    if selects || of_control {
        return;
    }
    let link = target
        .closest("tr")
        .ok()
        .flatten()
        .and_then(|row| row.query_selector("th a").ok().flatten())
        .and_then(|link| link.dyn_into::<HtmlElement>().ok());
    if let Some(link) = link {
        // Its click comes by here, too: after this one.
        queue_microtask(move || link.click());
    }
}

/// The arrow keys, Home and End move the focus to the same control of another row; Enter on a name opens it, as on any link.
fn move_between_rows(event: &web_sys::KeyboardEvent) {
    if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    let Some(target) = target else { return };
    let Ok(Some(row)) = target.closest("tr") else {
        return;
    };
    let other = match event.key().as_str() {
        "ArrowDown" => row.next_element_sibling(),
        "ArrowUp" => row.previous_element_sibling(),
        "Home" => row.parent_element().and_then(|b| b.first_element_child()),
        "End" => row.parent_element().and_then(|b| b.last_element_child()),
        _ => return,
    };
    event.prevent_default();
    let place = controls(&row)
        .iter()
        .position(|control| control.is_same_node(Some(&target)));
    let others = other.map(|row| controls(&row)).unwrap_or_default();
    if let Some(control) = others.get(place.unwrap_or(0)).or(others.first()) {
        focus(control);
    }
}

/// What can have the focus in a row.
fn controls(row: &Element) -> Vec<HtmlElement> {
    let Ok(found) = row.query_selector_all("a, button, input") else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.item(at)?.dyn_into().ok())
        .collect()
}

/// Columns that not everyone sees.
#[derive(Clone, Copy)]
struct Columns {
    shown: Memo<Vec<Column>>,
    actions: Memo<bool>,
}

/// What a narrow screen does without first, and how the cells stand.
fn marks(column: Column) -> (&'static str, Option<&'static str>) {
    match column {
        Column::Type => ("1", Some("fit")),
        Column::Sheets => ("3", Some("number")),
        Column::Size => ("2", Some("number")),
        Column::Created => ("2", Some("fit")),
        Column::Uploader => ("1", None),
    }
}

/// What the head of the table works with: the marks, the rows that can be marked, and the view.
type Controls = Option<(Selection, Memo<Vec<BatchId>>, Memo<ListQuery>)>;

fn head(columns: Columns, controls: Controls) -> AnyView {
    let query = controls.map(|(_, _, query)| query);
    let column = move |column: Column| {
        let shown = move || columns.shown.with(|shown| shown.contains(&column));
        move || {
            shown().then(|| heading(words::column(column), sort_of(column), marks(column), query))
        }
    };
    let all = controls.map(|(selection, ids, _)| {
        let some = move || selection.count() > 0;
        let every = move || {
            let ids = ids.get();
            !ids.is_empty() && ids.iter().all(|id| selection.has(id))
        };
        view! {
            <label class="pick">
                <input
                    type="checkbox"
                    aria-label=words::select_all()
                    prop:checked=every
                    prop:indeterminate=move || some() && !every()
                    on:change=move |event| selection.set_all(&ids.get_untracked(), event_target_checked(&event))
                />
            </label>
        }
    });
    view! {
        <tr>
            <th scope="col" data-kind="check"><span class="sr-only">{words::select_text()}</span>{all}</th>
            {heading(words::name(), Some(SortBy::Name), ("", None), query)}
            {heading(words::status_text(), Some(SortBy::Status), ("", None), query)}
            {Column::ALL.map(column).into_iter().collect_view()}
            {move || {
                columns.actions.get().then(|| view! {
                    <th scope="col" data-kind="actions"><span class="sr-only">{words::actions()}</span></th>
                })
            }}
        </tr>
    }
    .into_any()
}

/// The head of a column. Where the rows can be ordered by it, it is a link to the view in that order.
fn heading(
    text: &'static str,
    sort: Option<SortBy>,
    (drop, kind): (&'static str, Option<&'static str>),
    query: Option<Memo<ListQuery>>,
) -> AnyView {
    let kind = kind.filter(|kind| *kind == "number");
    let drop = (!drop.is_empty()).then_some(drop);
    let Some((by, query)) = sort.zip(query) else {
        return view! { <th scope="col" data-kind=kind data-drop=drop>{text}</th> }.into_any();
    };
    let order = move || {
        let sort = query.get().sort;
        (sort.by == by).then_some(if sort.descending {
            "descending"
        } else {
            "ascending"
        })
    };
    let href = move || {
        let query = query.get();
        query.sorted(query.sort.after_choosing(by)).url()
    };
    view! {
        <th scope="col" data-kind=kind data-drop=drop aria-sort=order>
            <a href=href>{text}</a>
        </th>
    }
    .into_any()
}

fn sort_of(column: Column) -> Option<SortBy> {
    match column {
        Column::Type => None,
        Column::Sheets => Some(SortBy::Sheets),
        Column::Size => Some(SortBy::Size),
        Column::Created => Some(SortBy::Created),
        Column::Uploader => Some(SortBy::Uploader),
    }
}

fn row(
    id: BatchId,
    batch: ArcRwSignal<Batch>,
    rows: Signal<Rows>,
    columns: Columns,
    selection: Selection,
) -> AnyView {
    let batch = RwSignal::from(batch);
    // What a batch is called never changes.
    let name = display_name(&batch.read_untracked());
    let own_id = StoredValue::new(id.clone());
    let marked = move || own_id.with_value(|id| selection.has(id));
    let mark = move |event: web_sys::Event| {
        own_id.with_value(|id| selection.set(id, event_target_checked(&event)));
    };
    let data = {
        let name = name.clone();
        // One for all cells: a page of the list has a hundred rows, and most never change.
        move || cells(&batch.read(), &name, &columns.shown.get())
    };
    let delete = {
        let name = name.clone();
        move || {
            columns.actions.get().then(|| {
                view! { <td data-kind="actions">{delete_button(own_id, batch, &name, rows)}</td> }
            })
        }
    };
    view! {
        <tr data-marked=move || marked().then_some("true")>
            <td data-kind="check">
                <label class="pick">
                    <input
                        type="checkbox"
                        aria-label=words::select(&name)
                        prop:checked=marked
                        on:change=mark
                    />
                </label>
            </td>
            <th scope="row">
                <a id=row_id(&id) href=route::batch(&id)><bdi>{name}</bdi></a>
            </th>
            {data}
            {delete}
        </tr>
    }
    .into_any()
}

/// What is known of a batch, cell by cell.
fn cells(batch: &Batch, name: &str, columns: &[Column]) -> AnyView {
    let column = |column: &Column| {
        let (drop, kind) = marks(*column);
        view! { <td data-kind=kind data-drop=drop>{cell(*column, batch)}</td> }
    };
    view! {
        <td data-kind="fit">
            {status(batch)}
            {mini_bar(batch, name)}
        </td>
        {columns.iter().map(column).collect_view()}
    }
    .into_any()
}

fn delete_button(
    id: StoredValue<BatchId>,
    batch: RwSignal<Batch>,
    name: &str,
    rows: Signal<Rows>,
) -> AnyView {
    let deletions = Deletions::expect();
    let ask = move |_| {
        deletions
            .ask(id.with_value(|id| target(id, &batch.get_untracked(), &rows.get_untracked())));
    };
    view! {
        <button
            type="button"
            data-variant="quiet"
            data-size="small"
            data-shape="icon"
            aria-label=words::delete(name)
            on:click=ask
        >
            {icon(Icon::Bin)}
        </button>
    }
    .into_any()
}

fn cell(column: Column, batch: &Batch) -> AnyView {
    match column {
        Column::Type => words::strategy(batch.strategy).into_any(),
        Column::Sheets => sheets(batch).into_any(),
        Column::Size => batch.bytes.map(size).into_any(),
        Column::Created => at(batch.created, Shown::Short),
        Column::Uploader => view! { <bdi>{batch.username.clone()}</bdi> }.into_any(),
    }
}

/// How far a running batch is, where the rows carry counts.
fn mini_bar(batch: &Batch, name: &str) -> Option<AnyView> {
    let (done, total) = progress_of(batch)?;
    let bar = view! {
        <progress
            data-size="small"
            max=total.max(1).to_string()
            value=done.to_string()
            aria-label=words::row_bar(name)
            aria-valuetext=words::so_far(done, total)
        ></progress>
    };
    Some(bar.into_any())
}

/// What a batch is called.
#[must_use]
pub fn display_name(batch: &Batch) -> String {
    if batch.name.trim().is_empty() {
        words::unnamed().to_owned()
    } else {
        batch.name.clone()
    }
}

/// `126 of 291` while it runs and the server tells; blank where nothing is known (UX-25).
fn sheets(batch: &Batch) -> String {
    let at_work = batch.status.is_running() && !matches!(batch.status, BatchStatus::Unknown(_));
    match (batch.sheets, batch.processed) {
        (Some(total @ 1..), Some(done)) if at_work => words::so_far(done, total),
        (Some(0), _) if at_work => String::new(),
        (Some(total), _) => grouped(total),
        (None, _) => String::new(),
    }
}

/// The status; of a completed batch also how many sheets failed: a tick alone would say that all is well (D6).
fn status(batch: &Batch) -> AnyView {
    match batch.failed {
        Some(failed @ 1..) if batch.status == BatchStatus::Completed => {
            badge("warning", Icon::Triangle, words::completed_in_part(failed))
        }
        _ => batch_badge(&batch.status),
    }
}

fn target(id: &BatchId, batch: &Batch, rows: &Rows) -> Target {
    let at = rows.iter().position(|(other, _)| other == id);
    let neighbour = at.and_then(|at| {
        rows.get(at + 1)
            .or_else(|| at.checked_sub(1).and_then(|before| rows.get(before)))
    });
    Target {
        id: id.clone(),
        name: display_name(batch),
        sheets: batch.sheets,
        created: batch.created,
        uploader: batch.username.clone(),
        status: batch.status.clone(),
        neighbour: neighbour.map(|(id, _)| id.clone()),
    }
}

/// What stands in for the table while it takes longer than half a second (UX-31).
#[component]
pub fn TableSkeleton() -> impl IntoView {
    let late = RwSignal::new(false);
    let timer = set_timeout_with_handle(move || late.set(true), SKELETON_AFTER).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    let columns = Columns {
        shown: Memo::new(|_| {
            let all = Column::ALL.into_iter();
            all.filter(|column| *column != Column::Uploader).collect()
        }),
        actions: Memo::new(|_| false),
    };
    let row = || {
        view! {
            <tr>
                <td data-kind="check"></td>
                <td><span class="skeleton" data-width="long"></span></td>
                <td data-kind="fit"><span class="skeleton" data-width="badge"></span></td>
                <td data-drop="1"><span class="skeleton"></span></td>
                <td data-kind="number" data-drop="3"><span class="skeleton" data-width="short"></span></td>
                <td data-kind="number" data-drop="2"><span class="skeleton" data-width="short"></span></td>
                <td data-drop="2"><span class="skeleton"></span></td>
            </tr>
        }
    };
    move || {
        late.get().then(|| {
            view! {
                <div class="table-frame" role="group" aria-busy="true" aria-label=words::loading()>
                    <table aria-hidden="true">
                        <thead>{head(columns, None)}</thead>
                        <tbody>{(0..SKELETON_ROWS).map(|_| row()).collect_view()}</tbody>
                    </table>
                </div>
            }
            .into_any()
        })
    }
}
