//! Deleting several batches: one dialog that names their number, one deletion after the other, and what came of each. The
//! work belongs to the app's root: it goes on when the page goes away.

use crate::components::batch_table::display_name;
use crate::components::delete_dialog::facts_line;
use crate::components::error_summary::field_error;
use crate::components::icon::{Icon, icon};
use crate::components::page::{focus, focus_first, focus_heading, focus_is_lost};
use crate::components::status_badge::badge;
use crate::domain::{Batch, BatchId, BatchStatus, ServerTime};
use crate::state::deletion::{Deletions, Erased, Refusal, erase};
use crate::state::notices::Notices;
use crate::state::root::Root;
use crate::state::session::Session;
use crate::words::delete::{self, several as words};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

const HEADING: &str = "several-heading";
const TEXT: &str = "several-text";
const FIELD: &str = "several-number";
const ERROR: &str = "several-error";

/// One of the batches.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    id: BatchId,
    name: String,
    sheets: u64,
    running: bool,
    created: Option<ServerTime>,
    uploader: Option<String>,
    status: BatchStatus,
    fate: Fate,
}

/// What has become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fate {
    Waiting,
    Deleting,
    Deleted,
    Already,
    Kept(Refusal),
    Untouched,
    SignedOut,
}

impl Fate {
    fn tone(&self) -> Option<&'static str> {
        matches!(self, Self::Kept(_)).then_some("failed")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Step {
    #[default]
    Closed,
    Asking,
    Busy,
    Ended,
}

/// Handle. `Copy`; belongs to the app's root.
#[derive(Clone, Copy)]
pub struct Several {
    step: RwSignal<Step>,
    lines: RwSignal<Vec<Line>>,
    stopped: RwSignal<bool>,
    session: Session,
    notices: Notices,
    deletions: Deletions,
}

impl Several {
    /// The handle of this app.
    #[must_use]
    pub fn expect() -> Self {
        Root::keep(|| {
            let several = Self {
                step: RwSignal::default(),
                lines: RwSignal::default(),
                stopped: RwSignal::default(),
                session: Session::expect(),
                notices: Notices::expect(),
                deletions: Deletions::expect(),
            };
            several.session.at_sign_out(move || {
                several.step.set(Step::Closed);
                several.lines.set(Vec::new());
            });
            several
        })
    }

    /// Opens the dialog.
    pub fn ask(self, batches: Vec<Batch>) {
        if self.step.get_untracked() != Step::Closed || batches.is_empty() {
            return;
        }
        let lines = batches.iter().map(|batch| Line {
            id: batch.id.clone(),
            name: display_name(batch),
            sheets: batch.sheets.unwrap_or(0),
            running: batch.status.is_running(),
            created: batch.created,
            uploader: batch.username.clone(),
            status: batch.status.clone(),
            fate: Fate::Waiting,
        });
        self.lines.set(lines.collect());
        self.stopped.set(false);
        self.step.set(Step::Asking);
    }

    /// Closes the dialog, unless batches are being deleted.
    fn close(self) {
        if self.step.get_untracked() != Step::Busy {
            self.step.set(Step::Closed);
        }
    }

    /// Deletes them, once (UX-37).
    fn confirm(self) {
        if self.step.get_untracked() != Step::Asking {
            return;
        }
        self.step.set(Step::Busy);
        let client = self.session.client();
        let turn = self.session.turn();
        spawn_local(async move {
            let ids: Vec<BatchId> = self
                .lines
                .with_untracked(|lines| lines.iter().map(|line| line.id.clone()).collect());
            for (at, id) in ids.iter().enumerate() {
                if self.stopped.get_untracked() {
                    break;
                }
                self.fate(at, Fate::Deleting);
                let outcome = erase(&client, id).await;
                if self.session.turn() != turn {
                    // Who asked has signed out: nothing more is deleted, and nobody else reads about it (S-14).
                    return;
                }
                let fate = match outcome {
                    Erased::Done => Fate::Deleted,
                    Erased::Already => Fate::Already,
                    Erased::SignedOut => Fate::SignedOut,
                    Erased::Kept(refusal) => Fate::Kept(refusal),
                };
                match &fate {
                    Fate::Deleted | Fate::Already => self.deletions.forget(id.clone()),
                    Fate::SignedOut => self.stopped.set(true),
                    Fate::Kept(refusal) if !refusal.again => {
                        // The role was taken away: no other one would go either (F-14).
                        self.stopped.set(true);
                        self.session.check();
                    }
                    _ => {}
                }
                self.fate(at, fate);
            }
            self.end();
        });
    }

    fn fate(self, at: usize, fate: Fate) {
        self.lines.update(|lines| {
            if let Some(line) = lines.get_mut(at) {
                line.fate = fate;
            }
        });
    }

    fn end(self) {
        let signed_out = self
            .lines
            .with_untracked(|lines| lines.iter().any(|line| line.fate == Fate::SignedOut));
        self.lines.update(|lines| {
            for line in lines.iter_mut().filter(|line| line.fate == Fate::Waiting) {
                line.fate = if signed_out {
                    Fate::SignedOut
                } else {
                    Fate::Untouched
                };
            }
        });
        let (deleted, kept) = self.outcome();
        self.step.set(Step::Ended);
        if kept == 0 {
            self.notices.say(words::done(deleted, kept));
        } else {
            self.notices.alert(words::done(deleted, kept));
        }
    }

    /// Deleted ones and the others.
    fn outcome(self) -> (u64, u64) {
        self.lines.with(|lines| {
            let gone = |line: &&Line| matches!(line.fate, Fate::Deleted | Fate::Already);
            let deleted = lines.iter().filter(gone).count();
            (number(deleted), number(lines.len() - deleted))
        })
    }

    /// How many have been dealt with.
    fn dealt_with(self) -> u64 {
        self.lines.with(|lines| {
            let open = |line: &&Line| matches!(line.fate, Fate::Waiting | Fate::Deleting);
            number(lines.len() - lines.iter().filter(open).count())
        })
    }
}

fn number(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// The dialog; nothing while nobody asks.
#[component]
pub fn SeveralDialog() -> impl IntoView {
    let several = Several::expect();
    let open = Memo::new(move |_| several.step.get() != Step::Closed);
    move || {
        open.get()
            .then(|| view! { <Dialog several=several /> }.into_any())
    }
}

#[component]
fn Dialog(several: Several) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let field = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(String::new());
    let told = RwSignal::new(false);
    let n = several.lines.with_untracked(|lines| number(lines.len()));
    let step = Memo::new(move |_| several.step.get());
    let matching = Memo::new(move |_| words::matches(&typed.get(), n));
    Effect::new(move || {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
            && dialog.show_modal().is_ok()
            && let Some(field) = field.get_untracked()
        {
            focus(&field);
        }
    });
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
        if several.step.get_untracked() == Step::Busy {
            return;
        }
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
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
        <dialog
            role="alertdialog"
            aria-labelledby=HEADING
            aria-describedby=TEXT
            node_ref=dialog
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                close();
            }
        >
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
                                aria-disabled=move || several.stopped.get().then_some("true")
                                on:click=move |_| several.stopped.set(true)
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
        </dialog>
    }
}

fn consequence(several: Several, n: u64) -> AnyView {
    let (sheets, running) = several.lines.with_untracked(|lines| {
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
    let begun = Memo::new(move |_| several.step.get() != Step::Asking);
    view! {
        <ul class="rows several" role="list" tabindex="0" aria-labelledby=HEADING>
            {move || {
                let begun = begun.get();
                several
                    .lines
                    .get()
                    .into_iter()
                    .map(|line| {
                        let tone = line.fate.tone();
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
    match fate {
        Fate::Waiting => badge("waiting", Icon::Clock, words::waiting().to_owned()),
        Fate::Deleting => badge("running", Icon::Arc, words::deleting().to_owned()),
        Fate::Deleted => badge("done", Icon::Check, words::deleted().to_owned()),
        Fate::Already => badge("done", Icon::Check, words::already_text().to_owned()),
        Fate::Untouched => badge("waiting", Icon::Clock, words::untouched().to_owned()),
        Fate::SignedOut => badge("waiting", Icon::Clock, words::signed_out().to_owned()),
        Fate::Kept(refusal) => view! {
            <div class="fate">
                {icon(Icon::Stop)}
                <strong>{refusal.heading}</strong>
                <p>{refusal.text}</p>
                {refusal.server_words.map(|said| view! { <blockquote><bdi>{said}</bdi></blockquote> })}
            </div>
        }
        .into_any(),
    }
}
