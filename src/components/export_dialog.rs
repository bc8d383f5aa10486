//! The export dialog: the choice of format, the progress, and what came of it. A file is saved only when it is whole (F-48).

use super::dialog::Dialog;
use super::notice::{Tone, failure_text, notice};
use crate::export::save::{date_stamp, hand_over, write};
use crate::export::workbook::Broken;
use crate::export::{Format, file_name};
use crate::state::export::{Exports, ReadError, Source, Told};
use crate::state::notices::Notices;
use crate::words::errors::reading;
use crate::words::export as words;
use futures::future::{AbortHandle, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use std::rc::Rc;

const HEADING: &str = "export-heading";

#[derive(Debug, Clone, PartialEq)]
enum Step {
    Choosing,
    Reading(u64, Option<u64>),
    Writing(usize, usize),
    Saved {
        name: String,
        rows: u64,
        remarks: Vec<String>,
    },
    Cancelled,
    Failed(Why),
}

#[derive(Debug, Clone, PartialEq)]
enum Why {
    NotRead(ReadError),
    NoRows,
    NotWritten,
}

impl Step {
    fn is_running(&self) -> bool {
        matches!(self, Self::Reading(..) | Self::Writing(..))
    }
}

/// Stands once at the root; opens when [`Exports::ask`] is called.
#[component]
pub fn ExportDialog() -> impl IntoView {
    let exports = Exports::expect();
    let open = Memo::new(move |_| exports.is_open());
    move || {
        let source = open.get().then(|| exports.source()).flatten();
        source.map(|source| dialog(source, exports))
    }
}

fn dialog(source: Source, exports: Exports) -> AnyView {
    let format = RwSignal::new(Format::ALL[0]);
    let step = RwSignal::new(Step::Choosing);
    let running = Memo::new(move |_| step.with(Step::is_running));
    let task = StoredValue::new_local(None::<AbortHandle>);
    let notices = Notices::expect();
    let stop = move || {
        if let Some(handle) = task.try_update_value(Option::take).flatten() {
            handle.abort();
        }
    };
    // Cancels what runs, else closes.
    let leave = move || {
        if running.get_untracked() {
            stop();
            step.set(Step::Cancelled);
            notices.say(words::cancelled());
        } else {
            exports.close();
        }
    };
    let title = source.title.clone();
    let source = StoredValue::new_local(source);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        // A second click while it runs does nothing (F-46).
        if running.get_untracked() {
            return;
        }
        step.set(Step::Reading(0, None));
        let work = run(source.get_value(), format.get_untracked(), step, notices);
        let (work, handle) = abortable(work);
        task.set_value(Some(handle));
        spawn_local_scoped_with_cancellation(async move {
            // Aborted: the dialog has said so already.
            let _ = work.await;
        });
    };
    view! {
        <Dialog labelled_by=HEADING on_escape=move |()| leave()>
            <form on:submit=submit>
                <h2 id=HEADING>{words::heading(&title)}</h2>
                {choices(format, running)}
                <p class="muted small">{words::times()}</p>
                {move || outcome(step)}
                <div class="actions">
                    <button type="button" on:click=move |_| leave()>
                        {move || if running.get() { words::cancel() } else { words::close() }}
                    </button>
                    <button
                        type="submit"
                        data-variant="primary"
                        aria-disabled=move || running.get().then_some("true")
                        aria-busy=move || running.get().then_some("true")
                    >
                        {move || running.get().then(|| view! { <span class="spinner"></span> })}
                        {words::start()}
                    </button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

fn choices(format: RwSignal<Format>, running: Memo<bool>) -> AnyView {
    let choice = move |which: Format| {
        let (name, hint) = words::format(which);
        let (name_id, hint_id) = (
            format!("export-{}", which.extension()),
            format!("export-{}-hint", which.extension()),
        );
        view! {
            <label>
                <input
                    type="radio"
                    name="export-format"
                    aria-labelledby=name_id.clone()
                    aria-describedby=hint_id.clone()
                    value=which.extension()
                    prop:checked=move || format.get() == which
                    disabled=move || running.get()
                    on:change=move |_| format.set(which)
                />
                <span id=name_id.clone()>{name}</span>
                <small id=hint_id.clone()>{hint}</small>
            </label>
        }
    };
    view! {
        <fieldset class="stack" data-gap="small">
            <legend>{words::format_text()}</legend>
            <div class="choices" data-layout="column">{Format::ALL.map(choice).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of rows are far below 2^52"
)]
fn outcome(step: RwSignal<Step>) -> AnyView {
    match step.get() {
        Step::Choosing => ().into_any(),
        Step::Reading(done, total) => {
            let share = total.map(|total| 100.0 * done as f64 / total.max(1) as f64);
            bar(share, words::reading(done, total))
        }
        Step::Writing(done, rows) => bar(
            Some(100.0 * done as f64 / rows.max(1) as f64),
            words::writing(rows as u64),
        ),
        Step::Saved {
            name,
            rows,
            remarks,
        } => {
            let body = view! {
                <p>{words::saved(&name, rows)}</p>
                {remarks.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
            };
            notice(Tone::Success, None, body.into_any(), ().into_any())
        }
        Step::Cancelled => notice(
            Tone::Info,
            None,
            view! { <p>{words::cancelled()}</p> }.into_any(),
            ().into_any(),
        ),
        Step::Failed(why) => {
            let said = |text| view! { <p>{text}</p> }.into_any();
            let body = match why {
                Why::NotRead(ReadError::Call(error)) => failure_text(&reading(&error)),
                Why::NotRead(ReadError::NotWhole) => said(words::stuck()),
                Why::NoRows => said(words::nothing()),
                Why::NotWritten => said(words::broken()),
            };
            notice(
                Tone::Danger,
                Some(words::not_saved().to_owned()),
                body,
                ().into_any(),
            )
        }
    }
}

fn bar(percent: Option<f64>, text: String) -> AnyView {
    let value = percent.map(|p| format!("{:.0}", p.clamp(0.0, 100.0)));
    view! {
        <div class="stack" data-gap="small">
            <progress max="100" value=value aria-label=words::bar() aria-valuetext=text.clone()></progress>
            <span class="muted">{text}</span>
        </div>
    }
    .into_any()
}

async fn run(source: Source, format: Format, step: RwSignal<Step>, notices: Notices) {
    let end = export(&source, format, step).await;
    match &end {
        Step::Saved { name, rows, .. } => notices.say(words::saved(name, *rows)),
        Step::Failed(_) => notices.alert(words::not_saved()),
        _ => {}
    }
    // The dialog may be gone.
    let _ = step.try_set(end);
}

async fn export(source: &Source, format: Format, step: RwSignal<Step>) -> Step {
    let told: Told = Rc::new(move |done, total| {
        let _ = step.try_set(Step::Reading(done, total));
    });
    let loaded = match (source.read)(told).await {
        Ok(loaded) => loaded,
        Err(error) => return Step::Failed(Why::NotRead(error)),
    };
    let rows = loaded.content.len();
    if rows == 0 {
        return Step::Failed(Why::NoRows);
    }
    let written = write(&loaded.content, format, &source.title, |done| {
        let _ = step.try_set(Step::Writing(done, rows));
    });
    let name = file_name(&format!("{}-{}", source.stem, date_stamp()), format);
    let saved = written.await.and_then(|blob| hand_over(&blob, &name));
    match saved {
        Ok(()) => Step::Saved {
            name,
            rows: rows as u64,
            remarks: loaded.remarks,
        },
        Err(Broken) => Step::Failed(Why::NotWritten),
    }
}
