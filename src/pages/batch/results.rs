//! First results of a batch (setting `extensions.stats`): asked for once it has ended. A number that is missing is left out.

use crate::components::notice::{Tone, failure_text, notice};
use crate::domain::{BatchId, BatchStatus, FirstResults};
use crate::state::session::Session;
use crate::words::errors::{Failure, reading};
use crate::words::live as words;
use crate::words::shell;
use crate::words::time::grouped;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

#[derive(Clone, PartialEq)]
enum State {
    Nothing,
    Ready(FirstResults),
    Failed(Failure),
}

/// The panel; nothing where the deployment has no such call, and until the batch is completed.
pub fn panel(id: BatchId, status: Memo<BatchStatus>) -> AnyView {
    let session = Session::expect();
    if !session.client().config().extensions.stats {
        return ().into_any();
    }
    let state = RwSignal::new(State::Nothing);
    let asked = RwSignal::new(0_u32);
    Effect::new(move || {
        asked.track();
        if status.get() != BatchStatus::Completed {
            state.set(State::Nothing);
            return;
        }
        let (client, id) = (session.client(), id.clone());
        spawn_local_scoped_with_cancellation(async move {
            state.set(match client.first_results(&id).await {
                Ok(found) if found.is_empty() => State::Nothing,
                Ok(found) => State::Ready(found),
                // This server has none, whatever the settings say.
                Err(error) if error.status() == Some(404) => State::Nothing,
                Err(error) => State::Failed(reading(&error)),
            });
        });
    });
    (move || {
        let content = match state.get() {
            State::Nothing => return None,
            State::Ready(found) => figures(&found),
            State::Failed(failure) => {
                let again = view! {
                    <button type="button" data-size="small" on:click=move |_| asked.update(|n| *n += 1)>
                        {shell::try_again()}
                    </button>
                };
                let heading = Some(words::no_results().to_owned());
                notice(
                    Tone::Warning,
                    heading,
                    failure_text(&failure),
                    again.into_any(),
                )
            }
        };
        Some(view! {
            <section class="panel" aria-labelledby="results-heading">
                <h2 id="results-heading">{words::results()}</h2>
                {content}
            </section>
        })
    })
    .into_any()
}

/// A number, and its share of a whole where there is one.
fn value(number: u64, whole: Option<u64>) -> impl IntoView {
    let share = words::share(number, whole);
    view! {
        <dd>
            {grouped(number)}
            {share.map(|share| view! { " " <small class="muted">{share}</small> })}
        </dd>
    }
}

fn figures(found: &FirstResults) -> AnyView {
    let figure = |label: &'static str, number: Option<u64>, whole: Option<u64>| {
        number.map(|number| {
            view! {
                <div>
                    <dt>{label}</dt>
                    {value(number, whole)}
                </div>
            }
        })
    };
    let kinds = found.by_kind.iter().map(|(error, number)| {
        view! {
            <dt>{words::sheet_error(*error)}</dt>
            {value(*number, found.scanned)}
        }
    });
    view! {
        <dl class="figures">
            {figure(words::registered(), found.registered, None)}
            {figure(words::scanned(), found.scanned, found.registered)}
            {figure(words::errors(), found.errors, found.scanned)}
        </dl>
        <dl class="facts">{kinds.collect_view()}</dl>
    }
    .into_any()
}
