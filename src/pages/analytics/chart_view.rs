//! A chart on the page: a drawing that stretches, its axes in words, a value to be read by pointer or keyboard, and the same
//! data as a table.
//!
//! The reading is a slider (APG "slider"): one stop of the Tab key, arrow keys move from value to value, and assistive
//! technology reads `aria-valuetext`.

use crate::analytics::chart::{Chart, HEIGHT, STEP, Shape, value_after_key};
use crate::export::{Cell, Table};
use crate::words::analytics as words;
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::JsCast;

/// Labels below the axis at most.
const MOST_TICKS: usize = 7;

/// The chart. `instead`: why there is nothing to draw.
#[must_use]
pub fn chart(chart: Chart, instead: Option<&'static str>) -> AnyView {
    let heading = format!("chart-{}", chart.id);
    let labelled_by = heading.clone();
    let title = chart.title.clone();
    let chart = Rc::new(chart);
    let body = match instead {
        Some(text) => view! { <p class="muted">{text}</p> }.into_any(),
        None => drawn(&chart),
    };
    view! {
        <section class="panel chart" aria-labelledby=labelled_by>
            <header>
                <h2 id=heading>{title}</h2>
                {legend(&chart)}
            </header>
            {body}
        </section>
    }
    .into_any()
}

/// Names of the series; nothing where there is only one.
fn legend(chart: &Chart) -> Option<AnyView> {
    (chart.series.len() > 1).then(|| {
        let entry = |series: &crate::analytics::chart::Series| {
            view! {
                <li>
                    <svg viewBox="0 0 10 10" aria-hidden="true" class="key" data-tone=series.tone data-shape=shape(series.shape)>
                        <path d=if series.shape == Shape::Bar { "M0 0H10V10H0Z" } else { "M0 5H10" }></path>
                    </svg>
                    {series.name}
                </li>
            }
        };
        view! { <ul role="list" class="legend">{chart.series.iter().map(entry).collect_view()}</ul> }.into_any()
    })
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Bar => "bar",
        Shape::Dash => "dash",
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred columns at most")]
fn drawn(chart: &Rc<Chart>) -> AnyView {
    let columns = chart.labels.len();
    // The newest value is read first.
    let last = columns.saturating_sub(1);
    let at = RwSignal::new(last);
    let shown = RwSignal::new(false);
    let reading = StoredValue::new_local({
        let chart = Rc::clone(chart);
        move |at: usize| chart.reading(at)
    });
    let say = move || reading.with_value(|reading| reading(at.get()));
    let key = move |event: web_sys::KeyboardEvent| {
        let Some(next) = value_after_key(&event.key(), at.get_untracked(), last) else {
            return;
        };
        event.prevent_default();
        at.set(next);
        shown.set(true);
    };
    let point = move |event: web_sys::PointerEvent| {
        let Some(place) = event
            .current_target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        else {
            return;
        };
        let area = place.get_bounding_client_rect();
        let share = (f64::from(event.client_x()) - area.left()) / area.width().max(1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to the number of columns"
        )]
        let column = (share.clamp(0.0, 1.0) * columns as f64) as usize;
        at.set(column.min(last));
        shown.set(true);
    };
    let box_of = format!("0 0 {} {HEIGHT}", chart.width());
    let grid: String = chart
        .axis
        .ticks()
        .iter()
        .map(|tick| {
            format!(
                "M0 {:.2}H{}",
                HEIGHT * (1.0 - chart.axis.share(*tick)),
                chart.width()
            )
        })
        .collect();
    let paths = chart.series.iter().enumerate().map(|(which, series)| {
        view! { <path class="series" data-tone=series.tone data-shape=shape(series.shape) d=chart.path(which)></path> }
    });
    let marker = move || {
        if shown.get() {
            format!("M{} 0V{HEIGHT}h{STEP}V0Z", at.get() as f64 * STEP)
        } else {
            String::new()
        }
    };
    let name = words::values_of(&chart.title);
    let unit = chart.unit;
    let of_table = Rc::clone(chart);
    view! {
        <div class="plot">
            <span class="unit muted small">{unit.name()}</span>
            {levels(chart)}
            <div
                class="drawing"
                role="slider"
                tabindex="0"
                aria-label=name
                aria-valuemin="1"
                aria-valuemax=columns.max(1).to_string()
                aria-valuenow=move || (at.get() + 1).to_string()
                aria-valuetext=say
                on:keydown=key
                on:pointermove=point
                on:pointerdown=point
                on:pointerleave=move |_| shown.set(false)
                on:focus=move |_| shown.set(true)
                on:blur=move |_| shown.set(false)
            >
                <svg viewBox=box_of preserveAspectRatio="none" aria-hidden="true">
                    <path class="grid" d=grid></path>
                    <path class="marker" d=marker></path>
                    {paths.collect_view()}
                </svg>
            </div>
            {ticks(chart)}
        </div>
        <p class="reading-line small" aria-hidden="true">
            {move || shown.get().then(say)}
        </p>
        {as_table(move || of_table.table(), chart.title.clone())}
    }
    .into_any()
}

/// The vertical axis in words.
fn levels(chart: &Chart) -> AnyView {
    let level = |tick: f64| {
        let share = format!("{:.2}%", chart.axis.share(tick) * 100.0);
        view! { <span style:inset-block-end=share>{words::number(tick)}</span> }
    };
    view! { <div class="levels muted small" aria-hidden="true">{chart.axis.ticks().into_iter().map(level).collect_view()}</div> }.into_any()
}

/// The horizontal axis in words: a few of the columns.
#[expect(clippy::cast_precision_loss, reason = "a few hundred columns at most")]
fn ticks(chart: &Chart) -> AnyView {
    let columns = chart.ticks.len();
    let every = columns.div_ceil(MOST_TICKS).max(1);
    let tick = |(at, text): (usize, &String)| {
        let place = format!("{:.2}%", (at as f64 + 0.5) * 100.0 / columns as f64);
        // On narrow screens every other label goes.
        let odd = (at / every) % 2 == 1;
        view! { <span style:inset-inline-start=place data-odd=odd.then_some("true")>{text.clone()}</span> }
    };
    let shown = chart
        .ticks
        .iter()
        .enumerate()
        .filter(|(at, _)| at % every == every / 2);
    view! { <div class="ticks muted small" aria-hidden="true">{shown.map(tick).collect_view()}</div> }.into_any()
}

/// The same data as a table; made when it is opened.
pub fn as_table(table: impl Fn() -> Table + 'static, caption: String) -> AnyView {
    let open = RwSignal::new(false);
    let table = StoredValue::new_local(table);
    let toggled = move |event: web_sys::Event| {
        let details = event
            .current_target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    view! {
        <details on:toggle=toggled>
            <summary>{words::as_table()}</summary>
            {move || open.get().then(|| rows(&table.with_value(|table| table()), caption.clone()))}
        </details>
    }
    .into_any()
}

fn rows(table: &Table, caption: String) -> AnyView {
    let heading = |(at, column): (usize, &crate::export::Column)| {
        view! { <th scope="col" data-kind=(at > 0).then_some("number")>{column.title.clone()}</th> }
    };
    let row = |cells: &Vec<Cell>| {
        let mut cells = cells.iter();
        let label = cells.next().map(text);
        view! {
            <tr>
                <th scope="row">{label}</th>
                {cells.map(|cell| view! { <td data-kind="number">{text(cell)}</td> }).collect_view()}
            </tr>
        }
    };
    let name = caption.clone();
    view! {
        <div class="table-frame" tabindex="0" role="group" aria-label=name>
            <table>
                <caption class="sr-only">{caption}</caption>
                <thead><tr>{table.columns.iter().enumerate().map(heading).collect_view()}</tr></thead>
                <tbody>{table.rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Whole(n) => words::number(*n as f64),
        Cell::Number(n) => words::number(*n),
        Cell::Time(time) => time.iso(),
    }
}
