//! The sheets of a batch, failed ones first: open at once where some have failed, else loaded when asked for; at most 1,000,
//! and that is said (api-contract). Which of them are shown is in the address, so that a link shows the same.

use crate::components::notice::{Tone, failure_text, notice};
use crate::components::pagination::Pagination;
use crate::components::status_badge::sheet_badge;
use crate::domain::{BatchId, Progress, Sheet, SheetStatus, reasons};
use crate::poll::poller;
use crate::route::{SheetsQuery, SheetsShown};
use crate::state::session::Session;
use crate::words::batch::sheets as words;
use crate::words::errors::{Failure, reading};
use crate::words::failures::remedy;
use crate::words::shell;
use crate::words::time::grouped;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// Rows on one page of the table: a thousand at once would block the page for too long.
const PAGE: usize = 100;

/// Sheets that could not be had are asked for again after this long, in milliseconds.
const AGAIN_MS: u32 = 10_000;

#[derive(Clone, PartialEq)]
enum State {
    NotAsked,
    Loading,
    Ready { total: u64 },
    Failed(Failure),
}

/// What the panel works with.
#[derive(Clone, Copy)]
struct Panel {
    id: StoredValue<BatchId>,
    query: Memo<SheetsQuery>,
    /// The batch has ended, with failed sheets: they are what a person came for.
    failures: Memo<bool>,
    ended: Memo<bool>,
    state: RwSignal<State>,
    sheets: RwSignal<Vec<Sheet>>,
    asked: RwSignal<u32>,
}

/// The panel.
#[component]
pub fn SheetsPanel(id: BatchId, progress: Signal<Progress>) -> impl IntoView {
    let query = use_query_map();
    let ended = Memo::new(move |_| progress.read().status.is_terminal());
    let panel = Panel {
        id: StoredValue::new(id),
        failures: Memo::new(move |_| ended.get() && progress.read().failed > 0),
        ended,
        query: Memo::new(move |_| query.with(|map| SheetsQuery::read(|name| map.get(name)))),
        state: RwSignal::new(State::NotAsked),
        sheets: RwSignal::default(),
        asked: RwSignal::new(0),
    };
    panel.load_when_shown();
    let shown = panel.shown();
    let go = navigator(panel);
    let press = move |_| {
        let show = match (shown.get_untracked(), panel.failures.get_untracked()) {
            (true, true) => Some(SheetsShown::Hidden),
            (true, false) => None,
            (false, _) => Some(SheetsShown::All),
        };
        go(SheetsQuery { show, page: 1 });
    };
    let again = move |_| panel.asked.update(|n| *n += 1);
    view! {
        <section class="panel" id="sheets" aria-labelledby="sheets-heading">
            <header>
                <h2 id="sheets-heading">{crate::words::batch::sheets()}</h2>
                <div class="cluster">
                    {move || shown.get().then(|| view! {
                        <button type="button" data-variant="quiet" data-size="small" on:click=again>
                            {words::reload()}
                        </button>
                    })}
                    <button
                        type="button"
                        data-size="small"
                        aria-expanded=move || if shown.get() { "true" } else { "false" }
                        on:click=press
                    >
                        {move || if shown.get() { words::hide() } else { words::show() }}
                    </button>
                </div>
            </header>
            {move || if shown.get() {
                content(panel)
            } else {
                ().into_any()
            }}
        </section>
    }
    .into_any()
}

/// The way to another view of the sheets; focus and scroll stay.
fn navigator(panel: Panel) -> impl Fn(SheetsQuery) + Clone + Send + Sync {
    let navigate = use_navigate();
    move |query| {
        let options = NavigateOptions {
            scroll: false,
            resolve: false,
            ..Default::default()
        };
        navigate(&panel.id.with_value(|id| query.url(id)), options);
    }
}

impl Panel {
    fn shown(self) -> Memo<bool> {
        Memo::new(move |_| match self.query.get().show {
            None => self.failures.get(),
            show => show != Some(SheetsShown::Hidden),
        })
    }

    fn load_when_shown(self) {
        let session = Session::expect();
        let shown = self.shown();
        Effect::new(move || {
            self.asked.track();
            // What was loaded while the batch ran is old now.
            self.ended.track();
            if !shown.get() {
                return;
            }
            let (client, id) = (session.client(), self.id.get_value());
            if !matches!(self.state.get_untracked(), State::Ready { .. }) {
                self.state.set(State::Loading);
            }
            spawn_local_scoped_with_cancellation(async move {
                loop {
                    match client.detail(&id, true).await {
                        Ok(detail) => {
                            self.sheets
                                .set(failed_first(detail.sheets.unwrap_or_default()));
                            self.state.set(State::Ready {
                                total: detail.progress.total,
                            });
                            return;
                        }
                        Err(error) => {
                            self.state.set(State::Failed(reading(&error)));
                            if !error.is_passing() {
                                return;
                            }
                        }
                    }
                    // By itself, at once when the network is back (D7).
                    poller::wait(AGAIN_MS).await;
                }
            });
        });
    }

    /// The address of a choice.
    fn url(self, show: SheetsShown, page: u32) -> String {
        let query = SheetsQuery {
            show: Some(show),
            page,
        };
        self.id.with_value(|id| query.url(id))
    }
}

fn failed_first(mut sheets: Vec<Sheet>) -> Vec<Sheet> {
    sheets.sort_by_key(|sheet| (sheet.status != SheetStatus::Failed, sheet.number));
    sheets
}

fn content(panel: Panel) -> AnyView {
    let again = move |_| panel.asked.update(|n| *n += 1);
    (move || match panel.state.get() {
        State::NotAsked | State::Loading => view! {
            <p class="cluster muted"><span class="spinner"></span>{words::loading()}</p>
        }
        .into_any(),
        State::Failed(failure) => {
            let again = view! {
                <button type="button" data-size="small" on:click=again>{shell::try_again()}</button>
            };
            let heading = Some(words::cannot_load().to_owned());
            notice(
                Tone::Danger,
                heading,
                failure_text(&failure),
                again.into_any(),
            )
        }
        State::Ready { .. } if panel.sheets.with(Vec::is_empty) => {
            view! { <p class="muted">{words::none()}</p> }.into_any()
        }
        State::Ready { total } => ready(panel, total),
    })
    .into_any()
}

fn ready(panel: Panel, total: u64) -> AnyView {
    let only_failed = Memo::new(move |_| panel.query.get().show == Some(SheetsShown::Failed));
    let failed = panel.sheets.with(|sheets| {
        sheets
            .iter()
            .filter(|s| s.status == SheetStatus::Failed)
            .count()
    });
    let all = panel.sheets.with(Vec::len);
    // Failed ones stand first, so that they are the beginning of all.
    let fitting = move || if only_failed.get() { failed } else { all };
    let pages = move || u32::try_from(fitting().div_ceil(PAGE).max(1)).unwrap_or(u32::MAX);
    let page = Memo::new(move |_| panel.query.get().page.min(pages()));
    let choice = move |show: SheetsShown, word: &'static str, n: usize| {
        let here = move || ((show == SheetsShown::Failed) == only_failed.get()).then_some("page");
        view! {
            <li>
                <a href=panel.url(show, 1) data-noscroll="" aria-current=here>
                    {word} " " <span class="count">{grouped(number(n))}</span>
                </a>
            </li>
        }
    };
    let whole = number(all) >= total;
    let none = if whole {
        words::none_failed()
    } else {
        words::none_failed_here()
    };
    let shown = move || {
        if fitting() == 0 {
            return view! { <p class="muted">{none}</p> }.into_any();
        }
        let from = usize::try_from(page.get() - 1).unwrap_or(0) * PAGE;
        table(
            panel,
            total,
            failed,
            from,
            fitting().saturating_sub(from).min(PAGE),
        )
    };
    view! {
        {why(panel)}
        <nav class="tabs" aria-label=words::views()>
            <ul role="list">
                {choice(SheetsShown::All, words::all(whole), all)}
                {choice(SheetsShown::Failed, words::failed_only(whole), failed)}
            </ul>
        </nav>
        {shown}
        <Pagination
            page=page
            pages=Signal::derive(pages)
            url=Callback::new(move |page| panel.url(
                if only_failed.get() { SheetsShown::Failed } else { SheetsShown::All },
                page,
            ))
            stay=true
        />
    }
    .into_any()
}

fn number(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// The reasons, each with the number of its sheets.
fn why(panel: Panel) -> AnyView {
    let groups = panel.sheets.with(|sheets| reasons(sheets));
    if groups.is_empty() {
        return ().into_any();
    }
    let item = |(reason, count): (Option<String>, u64)| {
        view! {
            <li>
                <strong>{words::group(count)}</strong>
                {match reason {
                    Some(reason) => {
                        let what_to_do = remedy(&reason);
                        view! {
                            <bdi>{reason}</bdi>
                            <p class="muted small">{what_to_do}</p>
                        }
                        .into_any()
                    }
                    None => words::no_reason().into_any(),
                }}
            </li>
        }
    };
    view! {
        <div class="reasons">
            <h3>{words::reasons()}</h3>
            <ul>{groups.into_iter().map(item).collect_view()}</ul>
        </div>
    }
    .into_any()
}

fn table(panel: Panel, total: u64, failed: usize, from: usize, count: usize) -> AnyView {
    panel.sheets.with(|sheets| {
        let caption = words::caption(number(sheets.len()), total, number(failed));
        let reasons = sheets.iter().any(|sheet| sheet.error.is_some());
        let images = sheets.iter().any(|sheet| sheet.image.is_some());
        let rows = sheets.iter().skip(from).take(count);
        view! {
            <div class="table-frame" data-place="panel" tabindex="0">
                <table>
                    <caption>{caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col" data-kind="fit">{words::number()}</th>
                            <th scope="col" data-kind="fit">{words::status()}</th>
                            <th scope="col" data-kind="number" data-width="fit" data-drop="3">{words::time()}</th>
                            {reasons.then(|| view! { <th scope="col" data-drop="3">{words::reason()}</th> })}
                            {images.then(|| view! { <th scope="col" data-drop="3">{words::image_text()}</th> })}
                        </tr>
                    </thead>
                    <tbody>{rows.map(|sheet| row(sheet, reasons, images)).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    })
}

fn row(sheet: &Sheet, reasons: bool, images: bool) -> AnyView {
    let number = sheet
        .number
        .map_or_else(|| words::unnumbered().to_owned(), |n| n.to_string());
    view! {
        <tr>
            <th scope="row" data-kind="fit">{number}</th>
            <td data-kind="fit">
                {sheet_badge(&sheet.status)}
                {sheet.error.clone().map(|error| view! { <p class="small wrap" data-only="narrow"><bdi>{error}</bdi></p> })}
            </td>
            <td data-kind="number" data-drop="3">{sheet.millis.map(words::seconds)}</td>
            {reasons.then(|| view! { <td class="wrap" data-drop="3"><bdi>{sheet.error.clone()}</bdi></td> })}
            {images.then(|| view! { <td data-drop="3" class="wrap muted"><bdi>{sheet.image.as_deref().map(|path| words::image(path).to_owned())}</bdi></td> })}
        </tr>
    }
    .into_any()
}
