//! How the form looks: strategy, task id where needed, files, notes, and what "Upload" will do.

use super::form::Form;
use super::form_checks::{ANYWAY, IMAGES};
use crate::components::drop_zone::DropZone;
use crate::components::file_check::FileCheck;
use crate::components::file_list::FileList;
use crate::components::notice::{Tone, notice};
use crate::components::strategy_switch::StrategySwitch;
use crate::components::task_id_field::TaskIdField;
use crate::upload::chosen::Hold;
use crate::words::preflight as check_words;
use crate::words::upload as words;
use leptos::prelude::*;

const NOTES_FIELD: &str = "notes";
const NOTES_HINT: &str = "notes-hint";
const OUTCOME: &str = "upload-outcome";

/// From so many files on, each takes two lines, and what its check says in full is folded away.
const SEVERAL: usize = 3;

/// The form.
#[component]
pub fn FormView(form: Form) -> impl IntoView {
    let needs_task = Memo::new(move |_| form.strategy.get().needs_task_id());
    let total = Memo::new(move |_| form.total());
    let problems = Memo::new(move |_| {
        form.checked.with(|c| {
            let impossible = c.held.iter().filter(|(_, hold)| *hold == Hold::Impossible);
            c.problems.len() + impossible.count()
        })
    });
    let images = Memo::new(move |_| !form.strategy.get().is_zip() && form.look(IMAGES).is_some());
    let heading = Memo::new(move |_| {
        let bytes = form.checked.with(|c| c.bytes + c.held_bytes);
        words::chosen_heading(total.get(), problems.get(), bytes)
    });
    let rows = Memo::new(move |_| form.rows());
    let loses_notes = Memo::new(move |_| form.loses_notes());
    view! {
        <form
            class="panel upload-form"
            aria-label=words::form()
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                form.submit();
            }
        >
            <div on:click=move |_| form.touched.set(true)>
                <StrategySwitch chosen=form.strategy />
            </div>
            {move || {
                needs_task
                    .get()
                    .then(|| view! { <TaskIdField text=form.task_id error=Signal::derive(move || form.task_id_error()) /> })
            }}
            <DropZone
                strategy=form.strategy
                limit=form.limit
                error=Signal::derive(move || form.files_error())
                on_files=move |arrived| form.add(arrived)
            />
            {anyway_for_all(form)}
            {move || form.remark.get().map(|remark| view! { <p class="muted small remark">{remark}</p> })}
            <FileList
                rows=rows
                total=total
                problems=problems
                heading=heading
                act=move |action| form.act(action)
                check=move |id, name| check_of(form, id, name)
            />
            {move || images.get().then(|| view! {
                <section class="images-check">
                    <h3>{check_words::images_title()}</h3>
                    {check_of(form, IMAGES, check_words::images_title())}
                </section>
            })}
            <div class="field">
                <label for=NOTES_FIELD>{words::notes()}</label>
                <p class="hint" id=NOTES_HINT>{words::notes_hint(form.notes_lost_above)}</p>
                {move || loses_notes.get().then(|| notice(
                    Tone::Warning,
                    None,
                    view! { <p>{words::notes_lost()}</p> }.into_any(),
                    ().into_any(),
                ))}
                <textarea
                    id=NOTES_FIELD
                    rows="2"
                    maxlength=words::NOTES_MAX.to_string()
                    aria-describedby=NOTES_HINT
                    prop:value=form.notes
                    on:input=move |event| form.notes.set(event_target_value(&event))
                ></textarea>
            </div>
            <div class="submit-bar">
                <div id=OUTCOME class="outcome">{outcome(form)}</div>
                <button type="submit" data-variant="primary" aria-describedby=OUTCOME>
                    {move || form.checked.with(|c| words::submit(c.files, c.bytes))}
                </button>
            </div>
        </form>
    }
}

/// What was found in a file.
fn check_of(form: Form, id: u32, name: &str) -> AnyView {
    view! {
        <FileCheck
            name=name.to_owned()
            look=Signal::derive(move || form.look(id))
            advice=Memo::new(move |_| form.advice(id))
            strategy=form.strategy
            compact=Signal::derive(move || id != IMAGES && form.total() >= SEVERAL)
            take=move |offer| form.take(&offer)
            accept=move |accepted| form.checks.accept(id, accepted)
        />
    }
    .into_any()
}

/// One "Upload all anyway" where several files have points (D4).
fn anyway_for_all(form: Form) -> AnyView {
    let open = Memo::new(move |_| form.with_points());
    let several = Memo::new(move |_| open.with(|open| open.len() > 1));
    (move || {
        several.get().then(|| {
            let all = move || open.with(|open| open.iter().all(|(_, accepted)| *accepted));
            let accept = move |event| {
                let accepted = event_target_checked(&event);
                for (id, _) in open.get_untracked() {
                    form.checks.accept(id, accepted);
                }
            };
            let body = view! {
                <label class="check">
                    <input id=ANYWAY type="checkbox" prop:checked=all on:change=accept />
                    <span>{check_words::anyway_all()}</span>
                </label>
            };
            let title = move || check_words::with_points(open.with(Vec::len));
            notice(
                Tone::Warning,
                None,
                view! { <strong>{title}</strong> {body} }.into_any(),
                ().into_any(),
            )
        })
    })
    .into_any()
}

/// What pressing "Upload" does, before it is pressed (UX-03).
fn outcome(form: Form) -> impl IntoView {
    move || {
        let checked = form.checked.get();
        let left_out = checked.problems.len();
        let waiting = checked.waiting();
        let impossible = checked.held.len() - waiting;
        (checked.files > 0 || !checked.held.is_empty()).then(|| {
            let same_task = checked.batches > 1 && form.strategy.get().needs_task_id();
            view! {
                {(checked.files > 0).then(|| view! { <p>{words::outcome(checked.files, checked.bytes, checked.batches)}</p> })}
                {(waiting > 0).then(|| view! { <p class="muted small">{check_words::waits(waiting)}</p> })}
                {(impossible > 0).then(|| view! { <p class="muted small">{check_words::impossible(impossible)}</p> })}
                {same_task.then(|| view! { <p class="muted small">{words::same_task()}</p> })}
                {(left_out > 0).then(|| view! { <p class="muted small">{words::left_out(left_out)}</p> })}
            }
            .into_any()
        })
    }
}
