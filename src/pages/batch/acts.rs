//! What some deployments can do with a batch: stop its processing, and bring back the results of a failed one. Absent where
//! the settings do not name them. Each asks first, sends once, and claims nothing that was not seen (F-47).

use super::data::BatchData;
use crate::api::Error;
use crate::api::act::{Verdict, judge, needs_look};
use crate::api::client::Client;
use crate::api::wire::{Acted, Recoverable};
use crate::components::dialog::Dialog;
use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, failure_text, notice};
use crate::components::page::{focus_heading, focus_is_lost};
use crate::domain::{AT_WORK, BatchId, BatchStatus, Progress};
use crate::state::notices::Notices;
use crate::state::session::Session;
use crate::words::batch::{self as words, cancel, recover};
use crate::words::errors::reading;
use crate::words::shell;
use leptos::prelude::*;
use leptos::task::{spawn_local, spawn_local_scoped_with_cancellation};
use std::future::Future;
use std::pin::Pin;

const HEADING: &str = "act-heading";
const TEXT: &str = "act-text";
const KEEP: &str = "act-keep";

type Answer = Pin<Box<dyn Future<Output = Result<Acted, Error>>>>;

/// One action in words and deeds.
#[derive(Clone)]
struct Act {
    heading: String,
    text: String,
    more: Option<&'static str>,
    submit: String,
    keep: &'static str,
    busy: &'static str,
    danger: bool,
    before: BatchStatus,
    aim: BatchStatus,
    done: String,
    over: &'static str,
    failed: &'static str,
    unknown: &'static str,
    unchanged: &'static str,
    no_answer: &'static str,
    refused: &'static str,
    send: fn(Client, BatchId) -> Answer,
}

/// Why it was not done, or nobody knows.
#[derive(Clone, PartialEq)]
struct Trouble {
    heading: &'static str,
    text: String,
    server_words: Option<String>,
}

/// The open dialog. `Copy`; belongs to the page.
#[derive(Clone, Copy)]
struct Dialogue {
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
}

impl Dialogue {
    fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            busy: RwSignal::new(false),
            trouble: RwSignal::default(),
        }
    }

    fn ask(self) {
        self.trouble.set(None);
        self.open.set(true);
    }

    /// Sends once, looks where the answer does not tell, and says what came of it. The page may be gone by then.
    fn send(self, act: Act, id: BatchId, data: BatchData) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let session = Session::expect();
        let notices = Notices::expect();
        let client = session.client();
        let support = client.config().support.clone();
        let turn = session.turn();
        spawn_local(async move {
            let answer = (act.send)(client.clone(), id.clone()).await;
            let look = match needs_look(&answer) {
                true => Some(client.progress(&id).await),
                false => None,
            };
            if session.turn() != turn {
                // Who asked has signed out: the next person must not read about it (S-14).
                return;
            }
            let verdict = judge(&answer, look.as_ref(), &act.before, &act.aim);
            let trouble = |heading, text: String, server_words| {
                notices.alert(heading);
                let _ = self.trouble.try_set(Some(Trouble {
                    heading,
                    text,
                    server_words,
                }));
            };
            let mut close = true;
            match verdict {
                Verdict::Done => notices.say(act.done),
                Verdict::Over => notices.say(act.over),
                // The page itself says that the batch is gone.
                Verdict::Gone | Verdict::SignedOut => {}
                other => {
                    close = false;
                    match other {
                        Verdict::NoRight(said) => {
                            trouble(act.failed, words::not_allowed(support.as_deref()), said);
                        }
                        Verdict::NotDone(said) => trouble(act.failed, act.refused.to_owned(), said),
                        Verdict::Unchanged => trouble(act.failed, act.unchanged.to_owned(), None),
                        _ => trouble(act.unknown, act.no_answer.to_owned(), None),
                    }
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
    let act = move || {
        let progress = progress.get_untracked();
        Act {
            heading: cancel::heading(&name.get_untracked()),
            text: cancel::consequence(&progress),
            more: extensions.recover.then_some(cancel::recoverable()),
            submit: cancel::submit().to_owned(),
            keep: cancel::keep(),
            busy: cancel::busy(),
            danger: true,
            before: progress.status,
            aim: BatchStatus::Failed,
            done: cancel::done_text().to_owned(),
            over: cancel::over(),
            failed: cancel::failed(),
            unknown: cancel::unknown(),
            unchanged: cancel::unchanged(),
            no_answer: cancel::no_answer(),
            refused: cancel::refused(),
            send: |client, id| Box::pin(async move { client.cancel(&id).await }),
        }
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
        {move || dialogue.open.get().then(|| dialog(dialogue, act(), id.get_value(), data))}
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
    let act = move |found: Recoverable| Act {
        heading: recover::action(found.sheets, found.total),
        text: recover::consequence(found.sheets, found.total),
        more: None,
        submit: recover::action(found.sheets, found.total),
        keep: recover::keep(),
        busy: recover::busy(),
        danger: false,
        before: progress.get_untracked().status,
        aim: BatchStatus::Completed,
        done: recover::done(found.sheets),
        over: recover::over(),
        failed: recover::failed(),
        unknown: recover::unknown(),
        unchanged: recover::unchanged(),
        no_answer: recover::no_answer(),
        refused: recover::refused(),
        send: |client, id| Box::pin(async move { client.recover(&id).await }),
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
            (true, Offer::There(found)) => Some(dialog(dialogue, act(found), id.get_value(), data)),
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
fn dialog(dialogue: Dialogue, act: Act, id: BatchId, data: BatchData) -> AnyView {
    let close = move || {
        if !dialogue.busy.get_untracked() {
            dialogue.open.set(false);
        }
    };
    let busy = move || dialogue.busy.get();
    let variant = if act.danger { "danger" } else { "primary" };
    let (heading, text, more, stay) = (act.heading.clone(), act.text.clone(), act.more, act.keep);
    let (submit, doing) = (act.submit.clone(), act.busy);
    let act = StoredValue::new_local(act);
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        dialogue.send(act.get_value(), id.clone(), data);
    };
    view! {
        <Dialog labelled_by=HEADING described_by=TEXT focus=KEEP on_escape=move |()| close()>
            <form on:submit=send>
                <div class="stack" data-gap="small" id=TEXT>
                    <h2 id=HEADING>{heading}</h2>
                    <p>{text}</p>
                    {more.map(|more| view! { <p>{more}</p> })}
                </div>
                {move || dialogue.trouble.get().map(trouble_notice)}
                <div class="actions">
                    <button
                        type="button"
                        id=KEEP
                        aria-disabled=move || busy().then_some("true")
                        on:click=move |_| close()
                    >
                        {stay}
                    </button>
                    <button type="submit" data-variant=variant aria-busy=move || busy().then_some("true")>
                        {move || busy().then(|| view! { <span class="spinner"></span> })}
                        {move || if busy() { doing.to_owned() } else { submit.clone() }}
                    </button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

fn trouble_notice(trouble: Trouble) -> AnyView {
    let text = view! {
        <p>{trouble.text}</p>
        {trouble.server_words.map(|said| view! { <blockquote><bdi>{said}</bdi></blockquote> })}
    };
    let heading = Some(trouble.heading.to_owned());
    notice(Tone::Danger, heading, text.into_any(), ().into_any())
}
