//! The buttons of one upload. Only those are in the page that do something now.

use super::icon::{Icon, icon};
use super::page::{focus_id, focus_is_lost, reload};
use super::upload_cancel::Asked;
use super::upload_queue::QUEUE_HEADING;
use crate::route;
use crate::state::uploads::use_uploads;
use crate::upload::files;
use crate::upload::view::{Phase, QueuedWhy, UploadKey, UploadView};
use crate::words::queue as words;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is offered now.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Offers {
    main: Option<Main>,
    wants_file: bool,
    cancel: bool,
    remove: bool,
    moves: bool,
    send_now: bool,
    reload: bool,
}

/// The button that turns from one word into another under the finger, so that it keeps the focus.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Main {
    Pause,
    Resume,
    Continue,
    Retry,
}

impl Offers {
    fn of(view: &UploadView) -> Self {
        let main = if view.can_retry() {
            Some(Main::Retry)
        } else if view.can_pause() {
            Some(Main::Pause)
        } else if view.can_resume() {
            Some(if view.phase == Phase::Paused {
                Main::Resume
            } else {
                Main::Continue
            })
        } else {
            None
        };
        let remove =
            view.can_remove() && !(matches!(view.phase, Phase::Queued(_)) && view.sent_bytes() > 0);
        Self {
            main,
            wants_file: view.wants_file(),
            // Where it can be taken off the list, that ends it too.
            cancel: view.can_cancel() && !remove,
            remove,
            moves: view.can_move(),
            send_now: view.phase == Phase::Queued(QueuedWhy::PreviousBatch) && !view.elsewhere,
            reload: view.may_reload && !view.elsewhere,
        }
    }

    fn any(self) -> bool {
        self.main.is_some() || self.wants_file || self.cancel || self.remove || self.moves
    }
}

/// The buttons. `asking` opens the question before a cancel.
#[component]
pub fn UploadActions(
    upload: UploadKey,
    view: Signal<UploadView>,
    name: String,
    asking: RwSignal<Option<Asked>>,
) -> impl IntoView {
    let uploads = use_uploads();
    let keys = uploads.keys();
    let offers = Memo::new(move |_| view.with(Offers::of));
    let main = Memo::new(move |_| offers.get().main);
    let is_first = Memo::new(move |_| keys.with(|keys| keys.first() == Some(&upload)));
    let is_last = Memo::new(move |_| keys.with(|keys| keys.last() == Some(&upload)));
    let input = NodeRef::<html::Input>::new();
    let batch = Memo::new(move |_| view.with(|v| v.batch.clone()));
    let described = format!("upload-{upload}-name");
    let link = {
        let name = name.clone();
        move || {
            batch.get().map(|id| {
                view! {
                    <a class="button" data-size="small" href=route::batch(&id)>
                        <span>{words::open_batch()}<span class="sr-only">" " {name.clone()}</span></span>
                    </a>
                }
                .into_any()
            })
        }
    };
    let act = move |_| match main.get_untracked() {
        Some(Main::Pause) => uploads.pause(upload),
        Some(Main::Resume | Main::Continue) => uploads.resume(upload),
        Some(Main::Retry) => uploads.retry(upload),
        None => {}
    };
    let cancel = move |_| {
        if view.with_untracked(|v| v.percent_shown > 0 || v.sent_bytes() > 0) {
            asking.set(Some(Asked::One(upload)));
        } else {
            uploads.cancel(upload);
            keep_focus(upload);
        }
    };
    let remove = move |_| {
        uploads.remove(upload);
        request_animation_frame(|| {
            focus_id(QUEUE_HEADING);
        });
    };
    let several = view.with_untracked(|v| v.files > 1);
    let choose_again = if several {
        words::choose_several_again()
    } else {
        words::choose_again()
    };
    let given = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let list = input.files();
        let given: Vec<_> = list
            .map(|list| (0..list.length()).filter_map(|i| list.item(i)).collect())
            .unwrap_or_default();
        input.set_value("");
        if !given.is_empty() {
            keep_focus(upload);
            spawn_local(async move {
                uploads.give_files(upload, files::again(given).await);
            });
        }
    };
    view! {
        <div class="cluster actions" hidden=move || !offers.get().any() && batch.with(Option::is_none)>
            {link}
            <button
                type="button"
                data-size="small"
                hidden=move || main.get().is_none()
                aria-describedby=described.clone()
                on:click=act
            >
                {move || main.get().map(Main::word)}
            </button>
            <button
                type="button"
                data-size="small"
                hidden=move || !offers.get().send_now
                aria-describedby=described.clone()
                on:click=move |_| {
                    uploads.send_now(upload);
                    keep_focus(upload);
                }
            >
                {words::send_now()}
            </button>
            <button
                type="button"
                data-size="small"
                hidden=move || !offers.get().reload
                aria-describedby=described.clone()
                on:click=move |_| reload()
            >
                {words::reload()}
            </button>
            <button
                type="button"
                data-size="small"
                hidden=move || !offers.get().wants_file
                aria-describedby=described.clone()
                on:click=move |_| {
                    if let Some(input) = input.get_untracked() {
                        input.click();
                    }
                }
            >
                {choose_again}
            </button>
            <input
                class="sr-only"
                type="file"
                tabindex="-1"
                multiple=several
                aria-label=choose_again
                hidden=move || !offers.get().wants_file
                node_ref=input
                on:change=given
            />
            <button
                type="button"
                data-size="small"
                hidden=move || !offers.get().cancel
                aria-describedby=described.clone()
                on:click=cancel
            >
                {words::cancel()}
            </button>
            <button
                type="button"
                data-size="small"
                hidden=move || !offers.get().remove
                aria-label=words::remove(&name)
                on:click=remove
            >
                {words::remove_text()}
            </button>
            <span class="cluster moves" hidden=move || !offers.get().moves>
                <button
                    type="button"
                    data-variant="quiet"
                    data-shape="icon"
                    data-size="small"
                    class="up"
                    aria-label=words::move_up(&name)
                    hidden=move || is_first.get()
                    on:click=move |_| {
                        uploads.move_up(upload);
                        keep_focus(upload);
                    }
                >
                    {icon(Icon::Down)}
                </button>
                <button
                    type="button"
                    data-variant="quiet"
                    data-shape="icon"
                    data-size="small"
                    aria-label=words::move_down(&name)
                    hidden=move || is_last.get()
                    on:click=move |_| {
                        uploads.move_down(upload);
                        keep_focus(upload);
                    }
                >
                    {icon(Icon::Down)}
                </button>
            </span>
        </div>
    }
}

impl Main {
    fn word(self) -> &'static str {
        match self {
            Self::Pause => words::pause(),
            Self::Resume => words::resume(),
            Self::Continue => words::continue_text(),
            Self::Retry => words::retry(),
        }
    }
}

/// Where the pressed button is gone, the focus goes to its panel, not to the top of the page.
fn keep_focus(upload: UploadKey) {
    request_animation_frame(move || {
        if focus_is_lost() {
            focus_id(&format!("upload-{upload}"));
        }
    });
}
