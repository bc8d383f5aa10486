//! What some deployments can do with a batch: stop its processing, and bring back the results of a failed one. Absent where
//! the settings do not name them. Each asks first, sends once, and claims nothing that was not seen (F-47).

use super::data::BatchData;
use crate::api::Error;
use crate::api::wire::Recoverable;
use crate::batches::action_outcome::{Action, ActionOutcome, NotDone};
use crate::components::dialog::Dialog;
use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, failure_text, not_done_text, notice};
use crate::components::page::{focus_heading, focus_is_lost};
use crate::domain::{AT_WORK, BatchId, BatchStatus, Progress};
use crate::state::batch_action::act_and_verify;
use crate::state::notices::Notices;
use crate::state::session::Session;
use crate::words::action_outcome as outcome_words;
use crate::words::batch::{cancel, recover};
use crate::words::errors::reading;
use crate::words::shell;
use leptos::prelude::*;
use leptos::task::{spawn_local, spawn_local_scoped_with_cancellation};

const HEADING: &str = "act-heading";
const TEXT: &str = "act-text";
const KEEP: &str = "act-keep";

/// What the dialog asks, with what was known when it opened.
#[derive(Clone)]
enum Question {
    /// Whether to stop the processing.
    Cancel {
        name: String,
        progress: Progress,
        /// Results can be brought back afterwards.
        recoverable: bool,
    },
    /// Whether to bring back the results of a batch in this status.
    Recover {
        found: Recoverable,
        before: BatchStatus,
    },
}

impl Question {
    fn action(&self) -> Action {
        match self {
            Self::Cancel { progress, .. } => Action::Cancel(progress.status.clone()),
            Self::Recover { before, .. } => Action::Recover(before.clone()),
        }
    }

    fn heading(&self) -> String {
        match self {
            Self::Cancel { name, .. } => cancel::heading(name),
            Self::Recover { found, .. } => recover::action(found.sheets, found.total),
        }
    }

    fn consequence(&self) -> String {
        match self {
            Self::Cancel { progress, .. } => cancel::consequence(progress),
            Self::Recover { found, .. } => recover::consequence(found.sheets, found.total),
        }
    }

    /// What could be done afterwards.
    fn afterwards(&self) -> Option<&'static str> {
        match self {
            Self::Cancel { recoverable, .. } => recoverable.then(cancel::recoverable),
            Self::Recover { .. } => None,
        }
    }

    fn keep(&self) -> &'static str {
        match self {
            Self::Cancel { .. } => cancel::keep(),
            Self::Recover { .. } => recover::keep(),
        }
    }

    fn submit(&self) -> String {
        match self {
            Self::Cancel { .. } => cancel::submit().to_owned(),
            Self::Recover { .. } => self.heading(),
        }
    }

    fn busy(&self) -> String {
        let busy = match self {
            Self::Cancel { .. } => cancel::busy(),
            Self::Recover { .. } => recover::busy(),
        };
        busy.to_owned()
    }

    fn variant(&self) -> &'static str {
        match self {
            Self::Cancel { .. } => "danger",
            Self::Recover { .. } => "primary",
        }
    }

    fn done(&self) -> String {
        match self {
            Self::Cancel { .. } => cancel::done_text().to_owned(),
            Self::Recover { found, .. } => recover::done(found.sheets),
        }
    }

    fn over(&self) -> &'static str {
        match self {
            Self::Cancel { .. } => cancel::over(),
            Self::Recover { .. } => recover::over(),
        }
    }
}

/// The open dialog. `Copy`; belongs to the page.
#[derive(Clone, Copy)]
struct Dialogue {
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
    not_done: RwSignal<Option<NotDone>>,
}

impl Dialogue {
    fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            busy: RwSignal::new(false),
            not_done: RwSignal::default(),
        }
    }

    fn ask(self) {
        self.not_done.set(None);
        self.open.set(true);
    }

    /// Sends once, looks where the answer does not tell, and says what came of it. The page may be gone by then.
    fn send(self, question: Question, id: BatchId, data: BatchData) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let session = Session::expect();
        let notices = Notices::expect();
        let client = session.client();
        let turn = session.turn();
        spawn_local(async move {
            let action = question.action();
            let outcome = act_and_verify(&client, &id, &action).await;
            if session.turn() != turn {
                // Who asked has signed out: the next person must not read about it (S-14).
                return;
            }
            let close = !matches!(outcome, ActionOutcome::NotDone(_));
            match outcome {
                ActionOutcome::Done => notices.say(question.done()),
                ActionOutcome::Over => notices.say(question.over()),
                // The page itself says that the batch is gone.
                ActionOutcome::AlreadyGone | ActionOutcome::SignedOut => {}
                ActionOutcome::NotDone(not_done) => {
                    notices.alert(outcome_words::heading(&action, not_done.reason));
                    let _ = self.not_done.try_set(Some(not_done));
                }
            }
            let _ = self.busy.try_set(false);
            if close {
                let _ = self.open.try_set(false);
            }
            data.refresh_if_there();
        });
    }
}

/// "Stop processing", where the deployment has it and the batch runs.
pub fn cancel_button(
    id: BatchId,
    data: BatchData,
    name: Memo<String>,
    progress: Signal<Progress>,
) -> AnyView {
    let session = Session::expect();
    let extensions = session.client().config().extensions;
    if !extensions.cancel {
        return ().into_any();
    }
    let dialogue = Dialogue::new();
    let runs = Memo::new(move |_| AT_WORK.contains(&progress.read().status));
    let question = move || Question::Cancel {
        name: name.get_untracked(),
        progress: progress.get_untracked(),
        recoverable: extensions.recover,
    };
    let id = StoredValue::new(id);
    view! {
        {move || runs.get().then(|| {
            keep_focus_when_gone();
            view! {
                <button type="button" on:click=move |_| dialogue.ask()>
                    {icon(Icon::Stop)}
                    {cancel::open()}
                </button>
            }
        })}
        {move || dialogue.open.get().then(|| dialog(dialogue, question(), id.get_value(), data))}
    }
    .into_any()
}

/// What is known of the results of a batch that failed or was lost.
#[derive(Clone, PartialEq)]
enum Offer {
    NotAsked,
    Nothing,
    There(Recoverable),
    NotKnown(Error),
}

/// "Recover 1,159 of 1,160 sheets", where the deployment has it and the server says that there is something. `lost`: there has
/// been no news of the batch for long.
pub fn recover_offer(
    id: BatchId,
    data: BatchData,
    progress: Signal<Progress>,
    lost: Memo<bool>,
) -> AnyView {
    let session = Session::expect();
    if !session.client().config().extensions.recover {
        return ().into_any();
    }
    let dialogue = Dialogue::new();
    let offer = RwSignal::new(Offer::NotAsked);
    let asked = RwSignal::new(0_u32);
    let stuck = Memo::new(move |_| lost.get() || progress.read().status == BatchStatus::Failed);
    let id = StoredValue::new(id);
    Effect::new(move || {
        asked.track();
        if !stuck.get() {
            offer.set(Offer::NotAsked);
            return;
        }
        let client = session.client();
        spawn_local_scoped_with_cancellation(async move {
            offer.set(match client.recoverable(&id.get_value()).await {
                Ok(found) if found.possible => Offer::There(found),
                Ok(_) => Offer::Nothing,
                Err(error) => Offer::NotKnown(error),
            });
        });
    });
    let question = move |found| Question::Recover {
        found,
        before: progress.get_untracked().status,
    };
    view! {
        {move || match offer.get() {
            Offer::NotAsked | Offer::Nothing => ().into_any(),
            Offer::There(found) => {
                keep_focus_when_gone();
                let button = view! {
                    <button type="button" data-variant="primary" on:click=move |_| dialogue.ask()>
                        {recover::action(found.sheets, found.total)}
                    </button>
                };
                let text = view! { <p>{recover::offer(found.sheets, found.total)}</p> };
                let heading = Some(recover::offer_text().to_owned());
                notice(Tone::Info, heading, text.into_any(), button.into_any())
            }
            Offer::NotKnown(error) => {
                let again = view! {
                    <button type="button" data-size="small" on:click=move |_| asked.update(|n| *n += 1)>
                        {shell::try_again()}
                    </button>
                };
                let heading = Some(recover::not_asked().to_owned());
                notice(Tone::Warning, heading, failure_text(&reading(&error)), again.into_any())
            }
        }}
        {move || match (dialogue.open.get(), offer.get_untracked()) {
            (true, Offer::There(found)) => Some(dialog(dialogue, question(found), id.get_value(), data)),
            _ => None,
        }}
    }
    .into_any()
}

/// A button that opened a dialog has the focus back when that closes, and then goes with the batch's state.
fn keep_focus_when_gone() {
    on_cleanup(|| {
        request_animation_frame(|| {
            if focus_is_lost() {
                focus_heading();
            }
        });
    });
}

/// Asks before it is done. Esc and the first button leave everything as it is; so does the initial focus.
fn dialog(dialogue: Dialogue, question: Question, id: BatchId, data: BatchData) -> AnyView {
    let close = move || {
        if !dialogue.busy.get_untracked() {
            dialogue.open.set(false);
        }
    };
    let busy = move || dialogue.busy.get();
    let asked = StoredValue::new_local(question.clone());
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        dialogue.send(asked.get_value(), id.clone(), data);
    };
    view! {
        <Dialog labelled_by=HEADING described_by=TEXT focus=KEEP on_escape=move |()| close()>
            <form on:submit=send>
                <div class="stack" data-gap="small" id=TEXT>
                    <h2 id=HEADING>{question.heading()}</h2>
                    <p>{question.consequence()}</p>
                    {question.afterwards().map(|text| view! { <p>{text}</p> })}
                </div>
                {move || dialogue.not_done.get().map(|not_done| {
                    not_done_notice(&asked.with_value(Question::action), not_done)
                })}
                <div class="actions">
                    <button
                        type="button"
                        id=KEEP
                        aria-disabled=move || busy().then_some("true")
                        on:click=move |_| close()
                    >
                        {question.keep()}
                    </button>
                    <button
                        type="submit"
                        data-variant=question.variant()
                        aria-busy=move || busy().then_some("true")
                    >
                        {move || busy().then(|| view! { <span class="spinner"></span> })}
                        {move || asked.with_value(|asked| if busy() { asked.busy() } else { asked.submit() })}
                    </button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

fn not_done_notice(action: &Action, not_done: NotDone) -> AnyView {
    let client = Session::expect().client();
    let text = not_done_text(action, not_done, client.config().support.as_deref());
    notice(Tone::Danger, None, text, ().into_any())
}
