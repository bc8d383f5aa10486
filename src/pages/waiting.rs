//! What stands in a page's place while it is not known who is signed in.

use crate::api::Error;
use crate::components::icon::Icon;
use crate::components::message_page::message_page;
use crate::components::notice::failure_text;
use crate::components::page::{keep_focus_on_heading, set_title};
use crate::parts::{Loading, NotLoaded};
use crate::poll::poller;
use crate::state::session::{Auth, Session};
use crate::words::errors::reading;
use crate::words::{login, shell};
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use std::time::Duration;

/// Under a second nothing is shown (UX-11).
const SHOW_AFTER: Duration = Duration::from_secs(1);
/// The server is asked again after this long, in milliseconds.
const AGAIN_MS: u32 = 10_000;

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
        <main id="main" tabindex="-1">
            {move || late.get().then(|| view! {
                <p class="cluster muted"><span class="spinner"></span>{shell::loading()}</p>
            })}
        </main>
    }
}

/// The server cannot be asked who is signed in. Nobody is signed out for that (S-02); it is asked again by itself.
#[must_use]
pub fn unreachable_page(error: &Error) -> AnyView {
    set_title(login::unreachable());
    let session = Session::expect();
    spawn_local_scoped_with_cancellation(async move {
        loop {
            poller::wait(AGAIN_MS).await;
            if matches!(session.auth_signal().get_untracked(), Auth::Unreachable(_)) {
                session.check();
            }
        }
    });
    let text = view! {
        {failure_text(&reading(error))}
        <p>{login::unreachable_text()}</p>
    };
    let actions = view! {
        <button type="button" data-variant="primary" on:click=move |_| session.check()>
            {shell::try_again()}
        </button>
        <button type="button" on:click=move |_| session.sign_out()>
            {shell::sign_out()}
        </button>
    };
    view! {
        <main id="main" tabindex="-1" data-width="narrow">
            {message_page(Icon::Offline, login::unreachable(), text.into_any(), actions.into_any())}
        </main>
    }
    .into_any()
}

/// A connection that broke is no reason to bother anybody: a part is asked for again after these waits, in milliseconds.
const AGAIN_AFTER_MS: [u32; 2] = [500, 2_000];

async fn patiently(load: fn() -> Loading<AnyView>) -> Result<AnyView, NotLoaded> {
    for wait in AGAIN_AFTER_MS {
        if let Ok(loaded) = load().await {
            return Ok(loaded);
        }
        poller::wait(wait).await;
    }
    load().await
}

/// Shows a part of the program once it is loaded; until then a page that waits, and one that says what to do when it
/// cannot be had.
pub fn lazily(load: fn() -> Loading<AnyView>) -> AnyView {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        Waiting,
        Ready,
        Missing,
    }
    let state = RwSignal::new(State::Waiting);
    let view = StoredValue::new_local(None::<AnyView>);
    let owner = Owner::current();
    let begin = move || {
        state.set(State::Waiting);
        let work = move || {
            spawn_local_scoped_with_cancellation(async move {
                match patiently(load).await {
                    Ok(loaded) => {
                        view.set_value(Some(loaded));
                        state.set(State::Ready);
                        // The heading that the route change looked for is only there now.
                        keep_focus_on_heading();
                    }
                    Err(NotLoaded) => state.set(State::Missing),
                }
            });
        };
        if let Some(owner) = &owner {
            owner.with(work);
        }
    };
    begin();
    let begin = StoredValue::new_local(begin);
    view! {
        {move || match state.get() {
            State::Waiting => view! { <LoadingPage /> }.into_any(),
            State::Ready => view.try_update_value(Option::take).flatten().into_any(),
            State::Missing => missing_page(move || begin.with_value(|begin| begin())),
        }}
    }
    .into_any()
}

/// Shows a part that stands beside the pages: nothing until it is loaded. The page says what to do when parts cannot be had;
/// this tries again by itself.
pub fn beside(load: fn() -> Loading<AnyView>) -> AnyView {
    let view = StoredValue::new_local(None::<AnyView>);
    let ready = RwSignal::new(false);
    spawn_local_scoped_with_cancellation(async move {
        loop {
            if let Ok(loaded) = load().await {
                view.set_value(Some(loaded));
                ready.set(true);
                return;
            }
            poller::wait(AGAIN_MS).await;
        }
    });
    (move || {
        ready
            .get()
            .then(|| view.try_update_value(Option::take).flatten())
    })
    .into_any()
}

fn missing_page(again: impl Fn() + 'static) -> AnyView {
    set_title(shell::part_missing());
    let text = view! { <p>{shell::part_missing_text()}</p> };
    let actions = view! {
        <button type="button" data-variant="primary" on:click=move |_| again()>{shell::try_again()}</button>
    };
    view! {
        <main id="main" tabindex="-1" data-width="narrow">
            {message_page(Icon::Stop, shell::part_missing(), text.into_any(), actions.into_any())}
        </main>
    }
    .into_any()
}
