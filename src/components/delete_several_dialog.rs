//! The dialog in which several batches are deleted: names their number, then what came of each.

use super::delete_dialog::facts_line;
use super::dialog::Dialog;
use super::error_summary::field_error;
use super::icon::{Icon, icon};
use super::notice::not_done_text;
use super::page::{focus, focus_first, focus_heading, focus_is_lost};
use super::status_badge::badge;
use crate::batches::action_outcome::{Action, ActionOutcome};
use crate::state::delete_several::{Fate, Several, Step};
use crate::words::delete::{self, several as words};
use leptos::html;
use leptos::prelude::*;

const HEADING: &str = "several-heading";
const TEXT: &str = "several-text";
const FIELD: &str = "several-number";
const ERROR: &str = "several-error";

/// Stands once at the root; opens when [`Several::ask`] is called.
#[component]
pub fn DeleteSeveralDialog() -> impl IntoView {
    let several = Several::expect();
    let open = Memo::new(move |_| several.is_open());
    move || {
        open.get()
            .then(|| view! { <Question several=several /> }.into_any())
    }
}

#[component]
fn Question(several: Several) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(String::new());
    let told = RwSignal::new(false);
    let n = several.lines().with_untracked(|lines| number(lines.len()));
    let step = Memo::new(move |_| several.step().get());
    let matching = Memo::new(move |_| words::matches(&typed.get(), n));
    Effect::new(move || {
        // The field and the button that started it are gone.
        if step.get() != Step::Asking {
            request_animation_frame(|| {
                if focus_is_lost() {
                    focus_first("dialog[open] .actions button");
                }
            });
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if matching.get_untracked() {
            several.confirm();
        } else {
            told.set(true);
            if let Some(field) = field.get_untracked() {
                focus(&field);
            }
        }
    };
    let close = move || {
        if several.step().get_untracked() == Step::Busy {
            return;
        }
        several.close();
        // The bar with the button that opened this is gone with the rows.
        request_animation_frame(|| {
            if focus_is_lost() && !focus_first("tbody th a") {
                focus_heading();
            }
        });
    };
    let wrong = move || told.get() && !matching.get();
    view! {
        <Dialog labelled_by=HEADING described_by=TEXT focus=FIELD on_escape=move |()| close()>
            <form on:submit=submit>
                <div class="stack" data-gap="small" id=TEXT>
                    <h2 id=HEADING>{words::heading(n)}</h2>
                    {move || (step.get() == Step::Asking).then(|| consequence(several, n))}
                    {move || match step.get() {
                        Step::Busy => Some(words::busy(several.dealt_with(), n)),
                        Step::Ended => {
                            let (deleted, kept) = several.outcome();
                            Some(words::done(deleted, kept))
                        }
                        _ => None,
                    }
                    .map(|text| view! { <p>{text}</p> })}
                </div>
                {list(several)}
                {move || (step.get() == Step::Asking).then(|| view! {
                    <div class="field" data-size="short">
                        <label for=FIELD>{words::confirm(n)}</label>
                        {move || wrong().then(|| field_error(ERROR, words::no_match(n)))}
                        <input
                            id=FIELD
                            type="text"
                            inputmode="numeric"
                            autocomplete="off"
                            aria-describedby=move || wrong().then_some(ERROR)
                            aria-invalid=move || wrong().then_some("true")
                            on:input=move |event| typed.set(event_target_value(&event))
                            node_ref=field
                        />
                    </div>
                })}
                <div class="actions">
                    {move || match step.get() {
                        Step::Busy => view! {
                            <button
                                type="button"
                                aria-disabled=move || several.stopped().get().then_some("true")
                                on:click=move |_| several.stopped().set(true)
                            >
                                {words::stop()}
                            </button>
                        }
                        .into_any(),
                        Step::Asking => view! {
                            <button type="button" on:click=move |_| close()>
                                {delete::cancel()}
                            </button>
                            <button
                                type="submit"
                                data-variant="danger"
                                aria-disabled=move || (!matching.get()).then_some("true")
                            >
                                {words::heading(n)}
                            </button>
                        }
                        .into_any(),
                        _ => view! {
                            <button type="button" data-variant="primary" on:click=move |_| close()>
                                {words::close()}
                            </button>
                        }
                        .into_any(),
                    }}
                </div>
            </form>
        </Dialog>
    }
}

fn number(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

fn consequence(several: Several, n: u64) -> AnyView {
    let (sheets, running) = several.lines().with_untracked(|lines| {
        let running = lines.iter().filter(|line| line.running).count();
        (lines.iter().map(|line| line.sheets).sum(), number(running))
    });
    view! {
        <p>{words::consequence(n, sheets)}</p>
        {(running > 0).then(|| view! { <p>{words::still_running(running)}</p> })}
    }
    .into_any()
}

/// The batches by name, each with what has become of it once the work has begun.
fn list(several: Several) -> AnyView {
    let begun = Memo::new(move |_| several.step().get() != Step::Asking);
    view! {
        <ul class="rows several" role="list" tabindex="0" aria-labelledby=HEADING>
            {move || {
                let begun = begun.get();
                several
                    .lines()
                    .get()
                    .into_iter()
                    .map(|line| {
                        let tone = matches!(line.fate, Fate::Ended(ActionOutcome::NotDone(_))).then_some("failed");
                        view! {
                            <li data-state=tone>
                                <bdi class="name">{line.name}</bdi>
                                {match begun {
                                    true => fate(line.fate),
                                    false => facts_line(line.created, line.uploader, &line.status, Some(line.sheets)),
                                }}
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
    }
    .into_any()
}

fn fate(fate: Fate) -> AnyView {
    let (tone, shape, text) = match fate {
        Fate::Waiting => ("waiting", Icon::Clock, words::waiting()),
        Fate::Deleting => ("running", Icon::Arc, words::deleting()),
        Fate::Untouched => ("waiting", Icon::Clock, words::untouched()),
        Fate::Ended(ActionOutcome::Done | ActionOutcome::Over) => {
            ("done", Icon::Check, words::deleted())
        }
        Fate::Ended(ActionOutcome::AlreadyGone) => ("done", Icon::Check, words::already_text()),
        Fate::Ended(ActionOutcome::SignedOut) => ("waiting", Icon::Clock, words::signed_out()),
        Fate::Ended(ActionOutcome::NotDone(not_done)) => {
            return view! {
                <div class="fate">
                    {icon(Icon::Stop)}
                    {not_done_text(&Action::Delete, not_done, None)}
                </div>
            }
            .into_any();
        }
    };
    badge(tone, shape, text.to_owned())
}
