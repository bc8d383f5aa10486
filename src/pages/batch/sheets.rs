//! The sheets of a batch, loaded when asked for: failed ones first; at most 1,000, and that is said (api-contract).

use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, failure_text, notice};
use crate::components::status_badge::sheet_badge;
use crate::domain::{BatchId, Sheet, SheetStatus};
use crate::state::session::Session;
use crate::words::batch::sheets as words;
use crate::words::errors::{Failure, reading};
use crate::words::shell;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

/// Rows shown at first, and added by each "Show more": a thousand at once would block the page for too long.
const STEP: usize = 100;

#[derive(Clone, PartialEq)]
enum State {
    NotAsked,
    Loading,
    Ready { sheets: Vec<Sheet>, total: u64 },
    Failed(Failure),
}

/// The panel.
#[component]
pub fn SheetsPanel(id: BatchId) -> impl IntoView {
    let session = Session::expect();
    let state = RwSignal::new(State::NotAsked);
    let asked = RwSignal::new(0_u32);
    let shown = RwSignal::new(STEP);
    Effect::new(move || {
        if asked.get() == 0 {
            return;
        }
        let (client, id) = (session.client(), id.clone());
        state.update(|state| {
            if !matches!(state, State::Ready { .. }) {
                *state = State::Loading;
            }
        });
        spawn_local_scoped_with_cancellation(async move {
            state.set(match client.detail(&id, true).await {
                Ok(detail) => State::Ready {
                    total: detail.progress.total,
                    sheets: failed_first(detail.sheets.unwrap_or_default()),
                },
                Err(error) => State::Failed(reading(&error)),
            });
        });
    });
    let ask = move |_| asked.update(|n| *n += 1);
    view! {
        <section class="panel" aria-labelledby="sheets-heading">
            <header>
                <h2 id="sheets-heading">{crate::words::batch::SHEETS}</h2>
                <button type="button" data-size="small" on:click=ask>
                    {move || if asked.get() == 0 { words::SHOW } else { words::RELOAD }}
                </button>
            </header>
            {move || match state.get() {
                State::NotAsked => view! { <p class="muted">{words::LEAD}</p> }.into_any(),
                State::Loading => view! {
                    <p class="cluster muted"><span class="spinner"></span>{words::LOADING}</p>
                }
                .into_any(),
                State::Failed(failure) => {
                    let again = view! {
                        <button type="button" data-size="small" on:click=ask>{shell::TRY_AGAIN}</button>
                    };
                    notice(Tone::Danger, Some(words::CANNOT_LOAD.to_owned()), failure_text(&failure), again.into_any())
                }
                State::Ready { sheets, .. } if sheets.is_empty() => {
                    view! { <p class="muted">{words::NONE}</p> }.into_any()
                }
                State::Ready { sheets, total } => table(sheets, total, shown),
            }}
        </section>
    }
    .into_any()
}

fn failed_first(mut sheets: Vec<Sheet>) -> Vec<Sheet> {
    sheets.sort_by_key(|sheet| (sheet.status != SheetStatus::Failed, sheet.number));
    sheets
}

fn table(sheets: Vec<Sheet>, total: u64, shown: RwSignal<usize>) -> AnyView {
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let failed = sheets
        .iter()
        .filter(|sheet| sheet.status == SheetStatus::Failed)
        .count();
    let caption = words::caption(count(sheets.len()), total, count(failed));
    let reasons = sheets.iter().any(|sheet| sheet.error.is_some());
    let images = sheets.iter().any(|sheet| sheet.image.is_some());
    let all = sheets.len();
    let sheets = StoredValue::new(sheets);
    let rows = move || {
        sheets.with_value(|sheets| {
            sheets
                .iter()
                .take(shown.get())
                .map(|sheet| row(sheet, reasons, images))
                .collect_view()
        })
    };
    view! {
        <div class="table-frame" data-place="panel" tabindex="0">
            <table>
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col" data-kind="fit">{words::NUMBER}</th>
                        <th scope="col" data-kind="fit">{words::STATUS}</th>
                        <th scope="col" data-kind="number" data-width="fit">{words::TIME}</th>
                        {reasons.then(|| view! { <th scope="col">{words::REASON}</th> })}
                        {images.then(|| view! { <th scope="col" data-drop="3">{words::IMAGE}</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {move || {
            let rest = all.saturating_sub(shown.get());
            (rest > 0).then(|| view! {
                <button type="button" on:click=move |_| shown.update(|n| *n += STEP)>
                    {icon(Icon::Down)}
                    {words::more(count(rest.min(STEP)), count(rest))}
                </button>
            })
        }}
    }
    .into_any()
}

fn row(sheet: &Sheet, reasons: bool, images: bool) -> AnyView {
    let number = sheet
        .number
        .map_or_else(|| words::UNNUMBERED.to_owned(), |n| n.to_string());
    view! {
        <tr>
            <th scope="row" data-kind="fit">{number}</th>
            <td data-kind="fit">{sheet_badge(&sheet.status)}</td>
            <td data-kind="number">{sheet.millis.map(words::seconds)}</td>
            {reasons.then(|| view! { <td class="wrap"><bdi>{sheet.error.clone()}</bdi></td> })}
            {images.then(|| view! { <td data-drop="3" class="wrap muted"><bdi>{sheet.image.as_deref().map(|path| words::image(path).to_owned())}</bdi></td> })}
        </tr>
    }
    .into_any()
}
