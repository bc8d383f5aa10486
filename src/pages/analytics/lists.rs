//! Upload types and failure reasons: tables whose share is drawn beside the number.

use crate::analytics::summary::Summary;
use crate::words::analytics as words;
use crate::words::batches;
use crate::words::time::grouped;
use leptos::prelude::*;

/// Which strategies were used.
#[must_use]
pub fn strategies(summary: &Summary) -> AnyView {
    let total = summary.all.batches;
    let rows = summary.strategies.iter().map(|(strategy, count, sheets)| {
        let name = match strategy {
            Some(_) => batches::strategy(*strategy),
            None => words::unknown_type(),
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td data-kind="number">{grouped(*count)}</td>
                <td data-kind="number" data-drop="3">{grouped(*sheets)}</td>
                <td data-kind="number">{share(*count, total)}</td>
                <td class="share-cell" aria-hidden="true">{bar(*count, total, "accent")}</td>
            </tr>
        }
    });
    view! {
        <section class="panel" aria-labelledby="strategies-heading">
            <h2 id="strategies-heading">{words::strategies()}</h2>
            <div class="table-frame" data-place="panel" tabindex="0" role="group" aria-label=words::strategies()>
                <table>
                    <caption class="sr-only">{words::strategies()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{batches::type_text()}</th>
                            <th scope="col" data-kind="number">{words::batches_short()}</th>
                            <th scope="col" data-kind="number" data-drop="3">{words::sheets_short()}</th>
                            <th scope="col" data-kind="number">{words::share()}</th>
                            <td aria-hidden="true"></td>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// Why batches failed.
#[must_use]
pub fn reasons(summary: &Summary) -> AnyView {
    let total = summary.all.failed_batches;
    let row = |name: String, count: u64| {
        view! {
            <tr>
                <th scope="row" class="wrap"><bdi>{name}</bdi></th>
                <td data-kind="number">{grouped(count)}</td>
                <td data-kind="number">{share(count, total)}</td>
                <td class="share-cell" aria-hidden="true">{bar(count, total, "failed")}</td>
            </tr>
        }
    };
    let named = summary.reasons.iter().map(|reason| {
        (
            reason
                .text
                .clone()
                .unwrap_or_else(|| words::no_reason().to_owned()),
            reason.batches,
        )
    });
    let other = (summary.other_reasons > 0)
        .then(|| (words::other_reasons().to_owned(), summary.other_reasons));
    let rows: Vec<_> = named
        .chain(other)
        .map(|(name, count)| row(name, count))
        .collect();
    let body = if rows.is_empty() {
        view! { <p class="muted">{words::no_failures()}</p> }.into_any()
    } else {
        view! {
            <div class="table-frame" data-place="panel" tabindex="0" role="group" aria-label=words::reasons()>
                <table>
                    <caption class="sr-only">{words::reasons()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::reason()}</th>
                            <th scope="col" data-kind="number">{words::batches_short()}</th>
                            <th scope="col" data-kind="number">{words::share()}</th>
                            <td aria-hidden="true"></td>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="panel" data-span="all" aria-labelledby="reasons-heading">
            <h2 id="reasons-heading">{words::reasons()}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn share(part: u64, whole: u64) -> String {
    words::percent(percent(part, whole))
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn percent(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        100.0 * part as f64 / whole as f64
    }
}

fn bar(part: u64, whole: u64, tone: &'static str) -> AnyView {
    view! {
        <svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" data-tone=tone>
            <path class="ground" d="M0 0H100V10H0Z"></path>
            <path class="series" data-tone=tone data-shape="bar" d=format!("M0 0H{:.1}V10H0Z", percent(part, whole))></path>
        </svg>
    }
    .into_any()
}
