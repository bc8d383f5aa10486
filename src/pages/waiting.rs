//! What stands in a page's place while it is not known who is signed in, or while a part of the program is on its way.

use crate::api::Error;
use crate::components::dialog::Dialog;
use crate::components::icon::Icon;
use crate::components::message_page::message_page;
use crate::components::notice::failure_text;
use crate::components::page::{keep_focus_on_heading, reload};
use crate::poll::poller;
use crate::state::deletion::{Deletions, Step};
use crate::state::language::Loading;
use crate::state::releases::Releases;
use crate::state::root::Settled;
use crate::state::session::{Auth, Session};
use crate::state::sign_out::SignOut;
use crate::state::title::set_title;
use crate::state::uploads::use_uploads;
use crate::state::wanted_dialog::WantedDialog;
use crate::words::errors::reading;
use crate::words::{login, shell};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use std::time::Duration;

/// Under a second nothing is shown (UX-11).
const SHOW_AFTER: Duration = Duration::from_secs(1);
/// The server is asked again after this long, in milliseconds.
const AGAIN_MS: u32 = 10_000;

/// Who is signed in is asked again after this long, in milliseconds: "every few seconds", as the page says.
const ASK_MS: u32 = 5_000;

/// While the server is asked who is signed in.
#[component]
pub fn LoadingPage() -> impl IntoView {
    let late = RwSignal::new(false);
    let timer = set_timeout_with_handle(move || late.set(true), SHOW_AFTER).ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    view! {
        <main id="main" tabindex="-1" data-state="waiting">
            {move || late.get().then(|| view! {
                <p class="cluster muted"><span class="spinner"></span>{shell::loading()}</p>
            })}
        </main>
    }
}

/// The server cannot be asked who is signed in. Nobody is signed out for that (S-02); it is asked again by itself.
#[must_use]
pub fn unreachable_page(error: &Error) -> AnyView {
    let trouble = login::at_start(error);
    set_title(trouble.heading());
    let session = Session::expect();
    let asking = SignOut::expect();
    spawn_local_scoped_with_cancellation(async move {
        loop {
            poller::wait(ASK_MS).await;
            if matches!(session.auth_signal().get_untracked(), Auth::Unreachable(_)) {
                session.check();
            }
        }
    });
    let text = view! {
        {trouble.shows_cause().then(|| failure_text(&reading(error)))}
        <p>{trouble.text()}</p>
    };
    let actions = view! {
        <button type="button" data-variant="primary" on:click=move |_| session.check()>
            {shell::try_again()}
        </button>
        <button type="button" on:click=move |_| asking.ask(move || session.sign_out())>
            {shell::sign_out()}
        </button>
    };
    let shape = match trouble {
        login::AtStart::Unreachable => Icon::Offline,
        login::AtStart::ServerTrouble => Icon::Stop,
    };
    view! {
        <main id="main" tabindex="-1" data-width="narrow">
            {message_page(shape, trouble.heading(), text.into_any(), actions.into_any())}
        </main>
    }
    .into_any()
}

/// A connection that broke is no reason to bother anybody: a part is asked for again after these waits, in milliseconds.
const QUIET_MS: [u32; 2] = [500, 2_000];

#[derive(Clone, Copy, PartialEq)]
enum State {
    Waiting,
    Ready,
    Missing,
}

/// A part of the program that is being loaded. Asked for again by itself, at once when the network is back: what could not be
/// had offline is there without a click.
#[derive(Clone, Copy)]
struct Part {
    state: RwSignal<State>,
    view: StoredValue<Option<AnyView>, LocalStorage>,
    again: RwSignal<u32>,
}

impl Part {
    /// `after`: not before this has come about.
    fn load(load: fn() -> Loading<AnyView>, ready: fn(), after: Option<Settled>) -> Self {
        let part = Self {
            state: RwSignal::new(State::Waiting),
            view: StoredValue::new_local(None),
            again: RwSignal::new(0),
        };
        let releases = use_context::<Releases>();
        // Made anew, "Try again" drops the loading of before.
        Effect::new(move || {
            part.again.track();
            if !after.is_none_or(Settled::is_so) {
                return;
            }
            spawn_local_scoped_with_cancellation(async move {
                let mut quiet = QUIET_MS.into_iter();
                loop {
                    if let Ok(loaded) = load().await {
                        part.view.set_value(Some(loaded));
                        ready();
                        return part.state.set(State::Ready);
                    }
                    let wait = quiet.next().unwrap_or_else(|| {
                        part.state.set(State::Missing);
                        if let Some(releases) = releases {
                            releases.look_now();
                        }
                        AGAIN_MS
                    });
                    poller::wait(wait).await;
                }
            });
        });
        part
    }

    fn again(self) {
        self.state.set(State::Waiting);
        self.again.update(|n| *n += 1);
    }

    fn take(self) -> Option<AnyView> {
        self.view.try_update_value(Option::take).flatten()
    }
}

/// Shows a part as [`lazily`] does. Nothing else is waited for once it is there.
pub fn settling(load: fn() -> Loading<AnyView>) -> AnyView {
    show(load, || {
        keep_focus_on_heading();
        Settled::now();
    })
}

/// Shows a part of the program once it is loaded; until then a page that waits, and one that says what to do when it
/// cannot be had. The part says itself when all is there that is waited for ([`Settled`]).
pub fn lazily(load: fn() -> Loading<AnyView>) -> AnyView {
    // The heading that the route change looked for is only there once the part is.
    show(load, keep_focus_on_heading)
}

/// What index.html draws in place of the first page is not drawn for another one.
fn end_skeleton() {
    if let Some(root) = document().document_element() {
        // Fails for a name that no attribute can have.
        let _ = root.remove_attribute("data-skeleton");
    }
}

fn show(load: fn() -> Loading<AnyView>, ready: fn()) -> AnyView {
    let part = Part::load(load, ready, None);
    (move || match part.state.get() {
        State::Waiting => view! { <LoadingPage /> }.into_any(),
        State::Ready => {
            end_skeleton();
            part.take().into_any()
        }
        State::Missing => missing_page(part),
    })
    .into_any()
}

/// Shows what stands in the header once it is loaded. Says so where it cannot be had: navigation does not vanish silently.
pub fn header(load: fn() -> Loading<AnyView>) -> AnyView {
    let part = Part::load(load, || (), None);
    (move || match part.state.get() {
        State::Waiting => ().into_any(),
        State::Ready => part.take().into_any(),
        State::Missing => view! {
            <div class="site-tools" role="group" aria-label=shell::header_missing()>
                <span class="small">{shell::header_missing()}</span>
                {ways_on(part)}
            </div>
        }
        .into_any(),
    })
    .into_any()
}

/// Shows the dialogs that any page may open. Until they are loaded, a click that asks for one is answered here at once: no
/// dialog opens later by itself. They are loaded when the page is there.
pub fn dialogs(load: fn() -> Loading<AnyView>) -> AnyView {
    let part = Part::load(load, || {}, use_context());
    (move || match part.state.get() {
        State::Ready => part.take().into_any(),
        _ => view! { <AwaitedDialog part=part /> }.into_any(),
    })
    .into_any()
}

/// Id of what is said while a dialog is awaited.
const AWAITED: &str = "awaited-text";

#[component]
fn AwaitedDialog(part: Part) -> impl IntoView {
    let deletions = Deletions::expect();
    let sign_out = SignOut::expect();
    let wanted = WantedDialog::expect();
    let session = Session::expect();
    let asked = Memo::new(move |_| {
        wanted.is_any()
            || sign_out.asking().get()
            || deletions.step().with(|step| *step != Step::Closed)
            || matches!(session.auth(), Auth::Locked(_))
    });
    let close = move || {
        wanted.close_any();
        deletions.cancel();
        sign_out.stay();
    };
    let content = move || match part.state.get() {
        State::Missing => view! {
            {missing_text()}
            <div class="actions">{ways_on(part)}</div>
        }
        .into_any(),
        _ => view! { <p class="cluster muted"><span class="spinner"></span>{shell::loading()}</p> }
            .into_any(),
    };
    move || {
        asked.get().then(|| {
            view! {
                <Dialog labelled_by=AWAITED over_lock=true on_escape=move |()| close()>
                    <div class="stack">
                        <div class="stack" id=AWAITED>{content}</div>
                        <div class="actions">
                            <button type="button" on:click=move |_| close()>{shell::cancel()}</button>
                        </div>
                    </div>
                </Dialog>
            }
            .into_any()
        })
    }
}

/// Why a part cannot be had: another release has taken it away, as far as that is known, or the network has failed.
fn missing_text() -> AnyView {
    let other = use_context::<Releases>().map(Releases::other);
    let text = move || match other {
        Some(other) if other.with(Option::is_some) => shell::part_gone_text(),
        _ => shell::part_missing_text(),
    };
    view! { <p>{text}</p> }.into_any()
}

fn missing_page(part: Part) -> AnyView {
    set_title(shell::part_missing());
    let text = missing_text();
    view! {
        <main id="main" tabindex="-1" data-width="narrow">
            {message_page(Icon::Stop, shell::part_missing(), text, ways_on(part))}
        </main>
    }
    .into_any()
}

/// "Reload" brings a newer version, "Try again" what only the network kept away. A reload would interrupt uploads of this tab:
/// it is possible once they are done.
fn ways_on(part: Part) -> AnyView {
    let sending = use_uploads().unconfirmed();
    let reload_if_idle = move |_| {
        if !sending.get_untracked() {
            reload();
        }
    };
    view! {
        <button
            type="button"
            data-size="small"
            data-variant="primary"
            aria-disabled=move || sending.get().then_some("true")
            on:click=reload_if_idle
        >
            {shell::reload()}
        </button>
        <button type="button" data-size="small" on:click=move |_| part.again()>{shell::try_again()}</button>
        {move || sending.get().then(|| view! { <span class="muted small">{shell::reload_waits()}</span> })}
    }
    .into_any()
}
