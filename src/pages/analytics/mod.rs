//! `/analytics`: figures over many batches, for a period that stands in the address (UX-27).

mod chart_view;
mod data;
mod lists;

use crate::analytics::chart::charts;
use crate::analytics::figures::{FEW, Spread};
use crate::analytics::summary::{Figures, Summary};
use crate::analytics::table;
use crate::components::export_button::ExportButton;
use crate::components::icon::{Icon, icon};
use crate::components::message_page::empty;
use crate::components::notice::{Tone, failure_text, notice};
use crate::components::page::follow_title;
use crate::components::when::clock;
use crate::domain::Period;
use crate::route;
use crate::state::export;
use crate::state::intl::own_zone;
use crate::state::notices::Notices;
use crate::words::analytics as words;
use crate::words::errors::Failure;
use crate::words::time::grouped;
use crate::words::{batches, shell};
use data::{Data, Reading};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use std::rc::Rc;

/// The page.
#[component]
pub fn AnalyticsPage() -> impl IntoView {
    let period = period_of_address();
    let data = Data::follow(period);
    announce(data, period);
    follow_title(move || words::title(period.get()));
    let reading = Memo::new(move |_| data.reading.get());
    view! {
        <main id="main" tabindex="-1" class="analytics">
            <div class="page-head">
                <h1 tabindex="-1">{words::title_text()}</h1>
                {move || export_button(data, period)}
            </div>
            <div class="stack">
                {toolbar(data, period)}
                {move || state(reading.get(), data)}
                {content(data, period)}
                {move || match reading.get() {
                    Reading::Running((done, total)) => Some(running(done, total, data)),
                    _ => None,
                }}
            </div>
        </main>
    }
}

/// The period that the address names. An odd one is corrected in place (F-43).
fn period_of_address() -> Memo<Period> {
    let location = use_location();
    let here = move || location.pathname.get().trim_end_matches('/') == route::ANALYTICS;
    let period = Memo::new(move |before: Option<&Period>| match before {
        // While the page is being left, the view stays what it was.
        Some(before) if !here() => *before,
        _ => Period::read(location.query.read().get("period").as_deref()),
    });
    let navigate = use_navigate();
    Effect::new(move || {
        let search = location.search.get();
        let search = search.trim_start_matches('?');
        let address = match search {
            "" => route::ANALYTICS.to_owned(),
            search => format!("{}?{search}", route::ANALYTICS),
        };
        let wanted = route::analytics(period.get());
        if here() && address != wanted {
            navigate(&wanted, options(true));
        }
    });
    period
}

fn options(replace: bool) -> NavigateOptions {
    NavigateOptions {
        replace,
        scroll: false,
        resolve: false,
        ..Default::default()
    }
}

/// Reads out once what a period holds, when it was chosen or its figures came.
fn announce(data: Data, period: Memo<Period>) {
    let notices = Notices::expect();
    Effect::new(move |said: Option<Option<Period>>| {
        let said = said.flatten();
        let whole = data.reading.get() == Reading::Whole;
        let (Some(summary), true) = (data.summary.get(), whole) else {
            return said;
        };
        let now = period.get();
        if said != Some(now) {
            notices.say(words::ready(now, summary.all.batches, summary.all.sheets));
        }
        Some(now)
    });
}

fn export_button(data: Data, period: Memo<Period>) -> Option<AnyView> {
    let there = Memo::new(move |_| {
        data.summary
            .with(|s| s.as_ref().is_some_and(|s| s.all.batches > 0))
    });
    let whole = Memo::new(move |_| data.reading.get() == Reading::Whole);
    // A part is not exported as if it were the whole (F-48).
    (there.get() && whole.get()).then(|| {
        let source = move || {
            let rows = data
                .summary
                .with_untracked(|summary| summary.as_ref().map(|summary| table::spans(summary)));
            let rows = rows.unwrap_or(crate::export::Table {
                columns: Vec::new(),
                rows: Vec::new(),
            });
            let stem = format!("analytics-{}", period.get_untracked().word());
            export::table(words::title_text().to_owned(), stem, rows)
        };
        view! { <ExportButton source=source /> }.into_any()
    })
}

fn toolbar(data: Data, period: Memo<Period>) -> AnyView {
    let navigate = use_navigate();
    let choose = move |event| {
        let word: String = event_target_value(&event);
        navigate(&route::analytics(Period::read(Some(&word))), options(false));
    };
    let option = move |choice: Period| {
        view! {
            <option value=choice.word() prop:selected=move || period.get() == choice>
                {words::period(choice)}
            </option>
        }
    };
    let busy = Memo::new(move |_| matches!(data.reading.get(), Reading::Running(_)));
    view! {
        <div class="spread">
            <div class="field" data-layout="inline">
                <label for="period">{words::period_text()}</label>
                <span class="select">
                    <select id="period" on:change=choose>
                        {Period::CHOICES.map(option).into_iter().collect_view()}
                    </select>
                </span>
            </div>
            <div class="cluster">
                <span class="muted small">
                    {move || data.updated.get().map(|at| words::updated(&clock(at)))}
                </span>
                <button
                    type="button"
                    data-variant="quiet"
                    data-size="small"
                    aria-busy=move || busy.get().then_some("true")
                    on:click=move |_| data.read()
                >
                    {icon(Icon::Refresh)}
                    {words::refresh()}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// Why the reading has ended before the whole was read.
fn state(reading: Reading, data: Data) -> AnyView {
    let part = move |(done, total): data::Progress| {
        let known = data.known.get() as u64;
        // More is shown than was read this time: the rest is from an earlier visit.
        let text = if known > done {
            words::old().to_owned()
        } else {
            words::partial(known, total)
        };
        view! { <p>{text}</p> }
    };
    let go_on = move || {
        view! {
            <button type="button" data-size="small" on:click=move |_| data.read()>
                {words::go_on()}
            </button>
        }
        .into_any()
    };
    match reading {
        Reading::Whole | Reading::Running(_) => ().into_any(),
        Reading::Stopped(progress) => notice(
            Tone::Warning,
            Some(words::partial_text().to_owned()),
            part(progress).into_any(),
            go_on(),
        ),
        Reading::Stuck(progress) => {
            let text = view! { <p>{words::stuck()}</p> {part(progress)} };
            notice(
                Tone::Warning,
                Some(words::partial_text().to_owned()),
                text.into_any(),
                go_on(),
            )
        }
        // Without anything to show the failure stands in the place of the figures.
        Reading::Failed(..) if data.known.get() == 0 => ().into_any(),
        Reading::Failed(progress, failure) => {
            let text = view! { {failure_text(&failure)} {part(progress)} };
            notice(
                Tone::Warning,
                Some(words::partial_text().to_owned()),
                text.into_any(),
                go_on(),
            )
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of batches are far below 2^52"
)]
/// How far the reading is. Behind the figures and at the lower edge of the window: nothing moves when it comes and goes.
fn running(done: u64, total: Option<u64>, data: Data) -> AnyView {
    let percent = total.map(|total| format!("{:.0}", 100.0 * done as f64 / total.max(1) as f64));
    let text = words::reading(done, total);
    view! {
        <div class="panel reading">
            <progress max="100" value=percent aria-label=words::bar() aria-valuetext=text.clone()></progress>
            <div class="spread">
                <span class="muted">{text}</span>
                <button type="button" data-size="small" on:click=move |_| data.stop()>
                    {words::stop()}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// Which of the pictures is shown.
#[derive(Clone, PartialEq)]
enum Picture {
    Waiting,
    NoneYet,
    NoneHere,
    Failed(Failure),
    Figures,
}

fn content(data: Data, period: Memo<Period>) -> AnyView {
    let picture = Memo::new(move |_| {
        let batches = data.summary.with(|s| s.as_ref().map(|s| s.all.batches));
        match (data.known.get(), batches, data.reading.get()) {
            (0, _, Reading::Running(_)) | (1.., None, _) => Picture::Waiting,
            (0, _, Reading::Failed(_, failure)) => Picture::Failed(failure),
            (0, _, Reading::Whole) => Picture::NoneYet,
            // Stopped before anything came: whether there is something, nobody knows.
            (0, ..) => Picture::Waiting,
            (_, Some(0), _) => Picture::NoneHere,
            _ => Picture::Figures,
        }
    });
    (move || match picture.get() {
        Picture::Waiting => view! { <div class="charts-place"></div> }.into_any(),
        Picture::NoneYet => empty(
            Icon::Chart,
            words::none_yet().to_owned(),
            view! { <p>{words::none_yet_text()}</p> }.into_any(),
            view! { <a class="button" data-variant="primary" href=route::UPLOAD>{batches::none_yet_action()}</a> }.into_any(),
        ),
        Picture::NoneHere => empty(
            Icon::Chart,
            words::none_here().to_owned(),
            view! { <p>{words::none_here_text()}</p> }.into_any(),
            (period.get() != Period::All)
                .then(|| view! { <a class="button" href=route::analytics(Period::All)>{words::show_all()}</a> })
                .into_any(),
        ),
        Picture::Failed(failure) => empty(
            Icon::Stop,
            words::cannot_load().to_owned(),
            failure_text(&failure),
            view! {
                <button type="button" data-variant="primary" on:click=move |_| data.read()>{shell::try_again()}</button>
            }
            .into_any(),
        ),
        Picture::Figures => view! {
            {move || data.summary.get().map(|summary| figures(&summary))}
            {move || data.not_kept.get().then(|| view! { <p class="muted small">{words::not_kept()}</p> })}
        }
        .into_any(),
    })
    .into_any()
}

fn figures(summary: &Rc<Summary>) -> AnyView {
    let all = &summary.all;
    let untold = all.judged_sheets == 0;
    let drawings: Vec<_> = charts(summary)
        .into_iter()
        .map(|chart| StoredValue::new_local(Some(chart)))
        .collect();
    let shown = frame_by_frame(drawings.len());
    let drawings = drawings.into_iter().enumerate().map(move |(at, chart)| {
        let here = Memo::new(move |_| shown.get() > at);
        move || {
            let chart = here
                .get()
                .then(|| chart.try_update_value(Option::take).flatten())
                .flatten();
            match chart {
                Some(chart) => {
                    let untold = chart.id == "failed-sheets" && untold;
                    chart_view::chart(chart, untold.then_some(words::not_told())).into_any()
                }
                // Keeps its place, so that nothing moves when it comes.
                None => view! { <div class="panel chart"></div> }.into_any(),
            }
        }
    });
    view! {
        <section class="panel" aria-label=words::all_figures()>{tiles(all)}</section>
        <div class="charts">
            {drawings.collect_view()}
            {lists::strategies(summary)}
            {lists::reasons(summary)}
        </div>
        <p class="muted small">
            {words::days(&own_zone())}
            {(summary.undated > 0).then(|| format!(" {}", words::undated(summary.undated)))}
        </p>
    }
    .into_any()
}

/// Counts up to `count`, one a frame: seven charts at once would keep the page from answering for too long.
fn frame_by_frame(count: usize) -> RwSignal<usize> {
    fn next(shown: RwSignal<usize>, count: usize) {
        request_animation_frame(move || {
            // The figures may have been replaced by now.
            let now = shown.try_update(|shown| {
                *shown += 1;
                *shown
            });
            if now.is_some_and(|now| now < count) {
                next(shown, count);
            }
        });
    }
    let shown = RwSignal::new(1);
    next(shown, count);
    shown
}

fn tiles(all: &Figures) -> AnyView {
    let tile = |label: &'static str, value: Option<String>, more: Option<String>| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd>{value.unwrap_or_else(|| words::unknown().to_owned())}</dd>
                {more.map(|more| view! { <dd class="more">{more}</dd> })}
            </div>
        }
    };
    let most = |spread: Spread| {
        let time = words::time(spread.p95?);
        Some(words::at_most(&time, spread.count < FEW))
    };
    view! {
        <dl class="figures" data-size="large">
            {tile(words::batches_short(), Some(grouped(all.batches)), (all.failed_batches > 0).then(|| words::of_them_failed(all.failed_batches)))}
            {tile(words::sheets_short(), Some(grouped(all.sheets)), None)}
            {tile(words::speed_short(), all.sheets_per_minute().map(words::number), None)}
            {tile(words::waiting(), all.waited.median.map(words::time), most(all.waited))}
            {tile(words::working(), all.worked.median.map(words::time), most(all.worked))}
            {tile(words::failed_sheets(), all.failed_percent().map(words::percent), None)}
        </dl>
    }
    .into_any()
}
