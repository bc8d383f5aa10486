//! `/batches/{uuid}`: one batch. No right, not found and a link cut short are three different pages (F-45).

mod acts;
mod data;
mod live;
mod outcome;
mod results;
mod sheets;
mod summary;
mod view;

use crate::api::Error;
use crate::components::icon::Icon;
use crate::components::message_page::message_page;
use crate::components::notice::failure_text;
use crate::components::page::keep_focus_on_heading;
use crate::domain::BatchId;
use crate::state::session::Session;
use crate::state::sign_out::SignOut;
use crate::state::title::set_title;
use crate::state::visited::Visited;
use crate::words::errors::reading;
use crate::words::{batch as words, login, shell};
use data::BatchData;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

/// The page.
#[component]
pub fn BatchDetailPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params.with(|params| params.get("id").and_then(|id| BatchId::parse(&id).ok()))
    });
    // Another batch is another page, though the route is the same.
    move || match id.get() {
        Some(id) => view! { <Batch id=id /> }.into_any(),
        None => dead_end(
            Icon::Link,
            words::bad_link(),
            view! { <p>{words::bad_link_text()}</p> }.into_any(),
            ().into_any(),
        ),
    }
}

#[component]
fn Batch(id: BatchId) -> impl IntoView {
    let data = BatchData::follow(id.clone());
    leave_when_deleted(id.clone());
    let failure = Memo::new(move |_| data.failure.get());
    let known = Memo::new(move |_| data.detail.with(Option::is_some));
    let id = StoredValue::new(id);
    let dead = Memo::new(move |_| match (failure.get(), known.get()) {
        (Some(error), known) if !known || matches!(error.status(), Some(403 | 404 | 410 | 422)) => {
            Some(error)
        }
        _ => None,
    });
    move || match dead.get() {
        None => view! { <view::View id=id.get_value() data=data /> }.into_any(),
        Some(error) => match error.status() {
            Some(403) => no_right(),
            Some(404 | 410 | 422) => dead_end(
                Icon::Question,
                words::gone(),
                view! { <p>{words::gone_text()}</p> }.into_any(),
                ().into_any(),
            ),
            _ => cannot_load(&error, data),
        },
    }
}

/// After its deletion there is nothing here: back to the list as it was (UX-36).
fn leave_when_deleted(id: BatchId) {
    let gone = crate::state::deletion::Deletions::expect().gone();
    let list = Visited::expect().list();
    let navigate = use_navigate();
    Effect::new(move || {
        if gone.with(|gone| gone.contains(&id)) {
            let options = NavigateOptions {
                replace: true,
                resolve: false,
                ..Default::default()
            };
            navigate(&list.get_untracked(), options);
        }
    });
}

/// 403: whose it is cannot be said, but whom to ask can.
fn no_right() -> AnyView {
    let session = Session::expect();
    let user = session.user().map(|user| user.username).unwrap_or_default();
    let support = session.client().config().support.clone();
    let text = words::no_right_text(&user, support.as_deref());
    let asking = SignOut::expect();
    let sign_out = view! {
        <button type="button" on:click=move |_| asking.ask(move || session.sign_out())>
            {login::other_account()}
        </button>
    };
    dead_end(
        Icon::Lock,
        words::no_right(),
        view! { <p>{text}</p> }.into_any(),
        sign_out.into_any(),
    )
}

fn cannot_load(error: &Error, data: BatchData) -> AnyView {
    let again = view! {
        <button type="button" on:click=move |_| data.refresh()>{shell::try_again()}</button>
    };
    dead_end(
        Icon::Stop,
        words::cannot_load(),
        failure_text(&reading(error)),
        again.into_any(),
    )
}

/// A page of its own with the way to the list.
fn dead_end(shape: Icon, heading: &'static str, text: AnyView, actions: AnyView) -> AnyView {
    set_title(heading);
    keep_focus_on_heading();
    let list = Visited::expect().list();
    let actions = view! {
        <a class="button" data-variant="primary" href=list>{shell::to_batches()}</a>
        {actions}
    };
    view! {
        <main id="main" tabindex="-1" data-width="narrow">{message_page(shape, heading, text, actions.into_any())}</main>
    }
    .into_any()
}
