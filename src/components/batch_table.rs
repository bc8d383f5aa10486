//! The table of batches (UX-22 to UX-26). Knows no request: rows come in, links and the delete dialog go out.

use super::icon::{Icon, icon};
use super::status_badge::StatusBadge;
use super::when::{Show as Shown, When};
use crate::domain::{Batch, BatchId, BatchStatus, ByteSize};
use crate::route;
use crate::state::deletion::{Deletions, Target};
use crate::state::session::Session;
use crate::words::batches as words;
use crate::words::time::grouped;
use leptos::prelude::*;
use std::time::Duration;

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
) -> impl IntoView {
    let session = Session::expect();
    let columns = Columns {
        uploader: Memo::new(move |_| {
            rows.get()
                .iter()
                .any(|(_, batch)| batch.read().username.is_some())
        }),
        actions: Memo::new(move |_| session.is_admin()),
    };
    view! {
        <div class="table-frame" data-state=move || behind.get().then_some("behind")>
            <table aria-busy=move || behind.get().then_some("true")>
                <caption class="sr-only">{words::TITLE}</caption>
                <thead>{head(columns)}</thead>
                <tbody>
                    <For each=move || rows.get() key=|(id, _)| id.clone() let((id, batch))>
                        {row(id, batch, rows, columns)}
                    </For>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Columns that not everyone sees.
#[derive(Clone, Copy)]
struct Columns {
    uploader: Memo<bool>,
    actions: Memo<bool>,
}

fn head(columns: Columns) -> AnyView {
    view! {
        <tr>
            <th scope="col">{words::NAME}</th>
            <th scope="col">{words::STATUS}</th>
            <th scope="col" data-drop="1">{words::TYPE}</th>
            <th scope="col" data-kind="number" data-drop="3">{words::SHEETS}</th>
            <th scope="col" data-kind="number" data-drop="2">{words::SIZE}</th>
            <th scope="col" data-drop="2">{words::CREATED}</th>
            {move || {
                columns.uploader.get().then(|| view! { <th scope="col" data-drop="1">{words::UPLOADER}</th> })
            }}
            {move || {
                columns.actions.get().then(|| view! {
                    <th scope="col" data-kind="actions"><span class="sr-only">{words::ACTIONS}</span></th>
                })
            }}
        </tr>
    }
    .into_any()
}

fn row(id: BatchId, batch: ArcRwSignal<Batch>, rows: Signal<Rows>, columns: Columns) -> AnyView {
    let batch = RwSignal::from(batch);
    let name = Memo::new(move |_| display_name(&batch.read()));
    let deletions = Deletions::expect();
    let own_id = StoredValue::new(id.clone());
    let ask = move |_| {
        deletions
            .ask(own_id.with_value(|id| target(id, &batch.get_untracked(), &rows.get_untracked())));
    };
    view! {
        <tr>
            <th scope="row">
                <a id=row_id(&id) href=route::batch(&id)><bdi>{name}</bdi></a>
            </th>
            <td data-kind="fit">
                <StatusBadge status=Signal::derive(move || batch.read().status.clone()) />
            </td>
            <td data-kind="fit" data-drop="1">{move || words::strategy(batch.read().strategy)}</td>
            <td data-kind="number" data-drop="3">{move || sheets(&batch.read())}</td>
            <td data-kind="number" data-drop="2">
                {move || batch.read().bytes.map(|bytes| ByteSize(bytes).to_string())}
            </td>
            <td data-kind="fit" data-drop="2">
                <When time=Signal::derive(move || batch.read().created) show=Shown::Short />
            </td>
            {move || columns.uploader.get().then(|| view! {
                <td data-drop="1"><bdi>{move || batch.read().username.clone()}</bdi></td>
            })}
            {move || columns.actions.get().then(|| view! {
                <td data-kind="actions">
                    <button
                        type="button"
                        data-variant="quiet"
                        data-size="small"
                        data-shape="icon"
                        aria-label=move || words::delete(&name.get())
                        on:click=ask
                    >
                        {icon(Icon::Bin)}
                    </button>
                </td>
            })}
        </tr>
    }
    .into_any()
}

/// What a batch is called.
#[must_use]
pub fn display_name(batch: &Batch) -> String {
    if batch.name.trim().is_empty() {
        words::UNNAMED.to_owned()
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
        running: batch.status.is_running(),
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
        uploader: Memo::new(|_| false),
        actions: Memo::new(|_| false),
    };
    let row = || {
        view! {
            <tr>
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
                <div class="table-frame" role="group" aria-busy="true" aria-label=words::LOADING>
                    <table aria-hidden="true">
                        <thead>{head(columns)}</thead>
                        <tbody>{(0..SKELETON_ROWS).map(|_| row()).collect_view()}</tbody>
                    </table>
                </div>
            }
            .into_any()
        })
    }
}
