//! The dialog before a batch is deleted for good: names it, says what is lost, asks for its name (UX-33 to UX-37).

use super::dialog::Dialog;
use super::icon::{Icon, icon};
use super::notice::not_done_text;
use super::page::focus;
use super::when::{Show as Shown, at};
use crate::batches::action_outcome::{Action, NotDone};
use crate::domain::{BatchStatus, ServerTime};
use crate::state::deletion::{Deletions, Step, Target};
use crate::words::batches;
use crate::words::delete as words;
use leptos::html;
use leptos::prelude::*;

const HEADING: &str = "delete-heading";
const TEXT: &str = "delete-text";
const FIELD: &str = "delete-name";
const NAME: &str = "delete-what";
const ERROR: &str = "delete-error";

/// Stands once at the root; opens when [`Deletions::ask`] is called.
#[component]
pub fn DeleteDialog() -> impl IntoView {
    let deletions = Deletions::expect();
    let target = Memo::new(move |_| match deletions.step().get() {
        Step::Closed => None,
        Step::Asking(target, _) | Step::Busy(target) => Some(target),
    });
    // The dialog is built anew for every batch, so that nothing typed for one can confirm another.
    move || {
        target
            .get()
            .map(|target| view! { <Question target=target /> }.into_any())
    }
}

#[component]
fn Question(target: Target) -> impl IntoView {
    let deletions = Deletions::expect();
    let field = NodeRef::<html::Input>::new();
    let close_button = NodeRef::<html::Button>::new();
    let typed = RwSignal::new(String::new());
    let told = RwSignal::new(false);
    let name = StoredValue::new(target.name.clone());
    let matching = Memo::new(move |_| name.with_value(|name| words::matches(&typed.get(), name)));
    let busy = Memo::new(move |_| matches!(deletions.step().get(), Step::Busy(_)));
    let refusal = Memo::new(move |_| match deletions.step().get() {
        Step::Asking(_, refusal) => refusal,
        _ => None,
    });
    // Who may not delete is not asked to try again (D5).
    let possible =
        Memo::new(move |_| refusal.with(|r| r.as_ref().is_none_or(NotDone::can_be_tried_again)));
    Effect::new(move || {
        if !possible.get()
            && let Some(close) = close_button.get_untracked()
        {
            // The field that had the focus is gone.
            focus(&close);
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() || !possible.get_untracked() {
            return;
        }
        if matching.get_untracked() {
            deletions.confirm();
        } else {
            told.set(true);
            if let Some(field) = field.get_untracked() {
                focus(&field);
            }
        }
    };
    let close = move || {
        if !busy.get_untracked() {
            deletions.cancel();
        }
    };
    let wrong = move || told.get() && !matching.get();
    view! {
        <Dialog labelled_by=HEADING described_by=TEXT focus=FIELD on_escape=move |()| close()>
            <form on:submit=submit>
                <div class="stack" data-gap="small" id=TEXT>
                    <h2 id=HEADING>{words::heading(&target.name)}</h2>
                    {facts_line(target.created, target.uploader.clone(), &target.status, target.sheets)}
                    <p>{words::consequence(target.sheets)}</p>
                    {target.status.is_running().then(|| view! { <p>{words::still_running_text()}</p> })}
                </div>
                {move || refusal.get().map(refusal_notice)}
                <div class="field" hidden=move || !possible.get()>
                    <label for=FIELD>{words::confirm_text()}</label>
                    <p class="hint" id=NAME><bdi class="verbatim">{target.name.clone()}</bdi></p>
                    {move || wrong().then(|| super::error_summary::field_error(ERROR, words::no_match_text().to_owned()))}
                    <input
                        id=FIELD
                        type="text"
                        autocomplete="off"
                        autocapitalize="none"
                        spellcheck="false"
                        readonly=move || busy.get()
                        aria-describedby=move || if wrong() { format!("{NAME} {ERROR}") } else { NAME.to_owned() }
                        aria-invalid=move || wrong().then_some("true")
                        on:input=move |event| typed.set(event_target_value(&event))
                        node_ref=field
                    />
                </div>
                <div class="actions">
                    <button type="button" node_ref=close_button aria-disabled=move || busy.get().then_some("true") on:click=move |_| close()>
                        {move || if possible.get() { words::cancel() } else { words::several::close() }}
                    </button>
                    <button
                        type="submit"
                        data-variant="danger"
                        hidden=move || !possible.get()
                        aria-disabled=move || (!matching.get()).then_some("true")
                        aria-busy=move || busy.get().then_some("true")
                    >
                        {move || busy.get().then(|| view! { <span class="spinner"></span> })}
                        {move || if busy.get() { words::busy_text() } else { words::submit() }}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

/// When it was uploaded, by whom, what has become of it, and its sheets: tells batches of one name apart.
#[must_use]
pub fn facts_line(
    created: Option<ServerTime>,
    uploader: Option<String>,
    status: &BatchStatus,
    sheets: Option<u64>,
) -> AnyView {
    view! {
        <p class="muted small facts-line">
            {created.map(|created| at(Some(created), Shown::Short))}
            {uploader.map(|uploader| view! { <bdi>{uploader}</bdi> })}
            <span>{batches::status(status)}</span>
            {sheets.map(|sheets| view! { <span>{words::sheets(sheets)}</span> })}
        </p>
    }
    .into_any()
}

fn refusal_notice(refusal: NotDone) -> AnyView {
    view! {
        <div class="notice" data-tone="danger">
            {icon(Icon::Stop)}
            <div>{not_done_text(&Action::Delete, refusal, None)}</div>
        </div>
    }
    .into_any()
}
