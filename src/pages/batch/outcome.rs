//! What became of a batch that did not go well, why, and what to do now: the reason and the buttons stand together.

use super::data::BatchData;
use crate::components::notice::{Tone, notice};
use crate::domain::{BatchId, BatchStatus, Filter, Progress};
use crate::pages::upload::prepare;
use crate::route::{ListQuery, SheetsQuery, SheetsShown, UPLOAD};
use crate::state::session::Session;
use crate::upload::prefill::Prefill;
use crate::words::batch as words;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

/// Why it failed, what that means, and the server's own words; or how many sheets could not be read.
pub fn outcome(id: BatchId, data: BatchData, progress: Signal<Progress>) -> AnyView {
    let ended = Memo::new(move |_| {
        let progress = progress.read();
        (progress.status.clone(), progress.failed)
    });
    let sheets = SheetsQuery {
        show: Some(SheetsShown::Failed),
        page: 1,
    };
    let failed_sheets = sheets.url(&id);
    (move || match ended.get() {
        (BatchStatus::Failed, _) => {
            let error = data
                .detail
                .with(|detail| detail.as_ref().and_then(|detail| detail.error.clone()));
            let error = error.or_else(|| {
                data.row
                    .with(|row| row.as_ref().and_then(|row| row.error.clone()))
            });
            let heading = Some(words::failed_heading().to_owned());
            let helps = error.as_deref().is_none_or(words::again_helps);
            let again = helps.then(|| upload_again(id.clone(), data));
            let text = failure(error, data);
            Some(notice(Tone::Danger, heading, text, again.into_any()))
        }
        (BatchStatus::Completed, failed @ 1..) => {
            let text = view! { <p>{words::some_failed_text()}</p> };
            let show = view! {
                <a class="button" data-size="small" data-noscroll="" href=failed_sheets.clone()>
                    {words::sheets::show_failed()}
                </a>
            };
            let heading = Some(words::some_failed(failed));
            Some(notice(
                Tone::Warning,
                heading,
                text.into_any(),
                show.into_any(),
            ))
        }
        _ => None,
    })
    .into_any()
}

/// Leads to the form with what was said of this batch; only the files have to be chosen.
fn upload_again(id: BatchId, data: BatchData) -> AnyView {
    let task = RwSignal::new(data.detail.with_untracked(|d| d.as_ref()?.task.clone()));
    let strategy = Memo::new(move |_| {
        let of_detail = data.detail.with(|d| d.as_ref()?.strategy);
        of_detail.or_else(|| data.row.with(|r| r.as_ref()?.strategy))
    });
    let client = Session::expect().client();
    Effect::new(move || {
        let unknown = task.with_untracked(Option::is_none);
        if unknown && strategy.get().is_some_and(|s| s.needs_task_id()) {
            let (client, id) = (client.clone(), id.clone());
            spawn_local_scoped_with_cancellation(async move {
                // Without an answer the task is typed once more.
                task.set(client.task_of(&id).await.unwrap_or_default());
            });
        }
    });
    let fill = move |_| {
        let notes = data.detail.with_untracked(|d| d.as_ref()?.notes.clone());
        let notes = notes.or_else(|| data.row.with_untracked(|r| r.as_ref()?.notes.clone()));
        prepare(Prefill::of(
            strategy.get_untracked(),
            task.get_untracked(),
            notes,
        ));
    };
    view! { <a class="button" data-size="small" href=UPLOAD on:click=fill>{words::upload_again()}</a> }
        .into_any()
}

/// A known reason is explained, and the server's own words are one click away; an unknown one speaks for itself.
fn failure(error: Option<String>, data: BatchData) -> AnyView {
    let Some(error) = error else {
        return view! { <p>{words::no_reason()}</p> }.into_any();
    };
    let quote = view! { <blockquote><bdi>{error.clone()}</bdi></blockquote> };
    let Some(meaning) = words::explained(&error) else {
        return view! {
            <p class="muted small">{words::server_says()}</p>
            {quote}
        }
        .into_any();
    };
    let earlier = words::was_nothing_new(&error).then(|| {
        data.name().map(|name| {
            let filter = Filter {
                name,
                ..Filter::default()
            };
            let url = ListQuery::default().filtered(filter).url();
            view! { <p><a href=url>{words::look_for_earlier()}</a></p> }
        })
    });
    view! {
        <p>{meaning}</p>
        {earlier}
        <details>
            <summary>{words::server_says()}</summary>
            {quote}
        </details>
    }
    .into_any()
}
