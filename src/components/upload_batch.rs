//! The server's work on the batch that an upload has become: the panel goes on with it until the batch ends.

use super::batch_progress::BatchProgress;
use super::notice::{Tone, failure_text, notice};
use crate::domain::{BatchId, BatchStatus, Progress};
use crate::state::follow::Follow;
use crate::state::notices::Notices;
use crate::state::session::Session;
use crate::state::uploads::use_uploads;
use crate::upload::view::UploadKey;
use crate::words::batch as words;
use crate::words::errors::reading;
use crate::words::queue::asking_progress;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

/// Follows the batch while it is shown, and tells `seen` what it sees.
#[component]
pub fn UploadBatch(
    upload: UploadKey,
    batch: BatchId,
    name: String,
    seen: RwSignal<Option<Progress>>,
) -> impl IntoView {
    let follow = Follow::batch(batch.clone());
    Effect::new(move || seen.set(follow.progress.get()));
    announce_end(seen, batch.clone(), name);
    let uploads = use_uploads();
    Effect::new(move || {
        let ended = |progress: &Progress| progress.status.is_terminal();
        if seen.with(|seen| seen.as_ref().is_some_and(ended)) || follow.failure.get().is_some() {
            uploads.note_processed(upload);
        }
    });
    let reason = failure_reason(seen, batch);
    let known = Memo::new(move |_| seen.with(Option::is_some));
    let progress = Memo::new(move |_| seen.get().unwrap_or_else(nothing_yet));
    let trouble = move || {
        let refused = follow.failure.get().map(|error| reading(&error));
        refused.or_else(|| follow.stale.get()).map(|failure| {
            let title = words::cannot_refresh().to_owned();
            notice(
                Tone::Warning,
                Some(title),
                failure_text(&failure),
                ().into_any(),
            )
        })
    };
    view! {
        {move || {
            if known.get() {
                view! {
                    <BatchProgress
                        progress=progress
                        seconds_left=follow.seconds_left
                        unchanged_ms=follow.unchanged_ms
                    />
                }
                .into_any()
            } else {
                view! { <p class="muted small">{asking_progress()}</p> }.into_any()
            }
        }}
        {trouble}
        {move || reason.get().map(|reason| failed(reason.as_deref()))}
    }
    .into_any()
}

fn nothing_yet() -> Progress {
    Progress {
        status: BatchStatus::Uploaded,
        total: 0,
        processed: 0,
        failed: 0,
        share: None,
        created: None,
        completed: None,
    }
}

/// Says the end once, and only if it came while the panel was watched.
fn announce_end(seen: RwSignal<Option<Progress>>, batch: BatchId, name: String) {
    let notices = Notices::expect();
    Effect::new(move |was_running: Option<bool>| {
        seen.with(|progress| {
            let running = progress.as_ref().is_none_or(|p| p.status.is_running());
            if let (Some(true), Some(progress), false) = (was_running, progress, running) {
                let failed = progress.status == BatchStatus::Failed;
                notices.say_end(&batch, failed, words::ended(&name, progress));
            }
            running && progress.is_some()
        })
    });
}

/// The light progress call has no reason: a failed batch is asked for it once.
fn failure_reason(
    seen: RwSignal<Option<Progress>>,
    batch: BatchId,
) -> RwSignal<Option<Option<String>>> {
    let reason = RwSignal::new(None);
    let session = Session::expect();
    let has_failed = Memo::new(move |_| {
        seen.with(|p| p.as_ref().is_some_and(|p| p.status == BatchStatus::Failed))
    });
    Effect::new(move || {
        if has_failed.get() {
            let (client, batch) = (session.client(), batch.clone());
            spawn_local_scoped_with_cancellation(async move {
                // Without an answer the batch has failed all the same; its own page tries again.
                let detail = client.detail(&batch, false).await.ok();
                reason.set(Some(detail.and_then(|detail| detail.error)));
            });
        }
    });
    reason
}

fn failed(reason: Option<&str>) -> AnyView {
    let meaning = reason.map_or(Some(words::no_reason()), words::explained);
    let body = view! {
        {meaning.map(|meaning| view! { <p>{meaning}</p> })}
        {reason
            .map(|said| {
                view! {
                    <p class="muted small">{words::server_says()}</p>
                    <blockquote><bdi>{said.to_owned()}</bdi></blockquote>
                }
            })}
    };
    let title = words::failed_heading().to_owned();
    notice(Tone::Danger, Some(title), body.into_any(), ().into_any())
}
