//! The root: what outlives a page, and which page an address shows.

use crate::api::client::Client;
use crate::components::drop_zone::refuse_stray_drops;
use crate::components::icon::{Icon, icon};
use crate::components::message_page::message_page;
use crate::components::page::{focus_id, reload};
use crate::components::shell::ShellTop;
use crate::pages::waiting::{LoadingPage, dialogs, header, lazily, settling, unreachable_page};
use crate::pages::{LoginPage, NotFoundPage};
use crate::parts;
use crate::route;
use crate::state::bell::Bell;
use crate::state::deletion::Deletions;
use crate::state::language;
use crate::state::notices::Notices;
use crate::state::preferences::Prefs;
use crate::state::releases::Releases;
use crate::state::root::{Root, Settled};
use crate::state::session::{Auth, Session};
use crate::state::sign_out::SignOut;
use crate::state::title::set_title;
use crate::state::uploads::Uploads;
use crate::state::visited::Visited;
use crate::upload::preflight::seen::Seen;
use crate::words::shell;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped;
use leptos_router::components::{FlatRoutes, Redirect, Route, Router};
use leptos_router::hooks::use_location;
use leptos_router::path;

/// The console.
#[component]
pub fn App(client: Client) -> impl IntoView {
    let session = Session::provide(client);
    let notices = Notices::provide();
    let uploads = Uploads::provide();
    SignOut::provide(session, uploads);
    Root::provide();
    let settled = Settled::provide();
    Releases::provide();
    refuse_stray_drops();
    session.at_sign_out(move || notices.clear());
    // Here, not with the form that keeps it: another tab may have opened that.
    session.at_sign_out(Seen::forget);
    Prefs::provide(session);
    // Before `Visited`, which tells it of the rows that pages load.
    Bell::provide(session);
    Visited::provide(session);
    Deletions::provide(session, notices);
    load_upload_engine(session, settled);
    let turn = language::turn();
    view! {
        <Router>
            {move || {
                // Another language: every view is made anew; what the root keeps goes on.
                turn.track();
                keep_focus_by_id();
                views()
            }}
        </Router>
    }
}

/// Views are made anew with the same ids: what had the focus gets it back.
fn keep_focus_by_id() {
    let id = document().active_element().map(|active| active.id());
    if let Some(id) = id.filter(|id| !id.is_empty()) {
        request_animation_frame(move || {
            focus_id(&id);
        });
    }
}

/// All that speaks.
fn views() -> AnyView {
    let session = Session::expect();
    let inside = Memo::new(move |_| session.user().is_some());
    // The ways on stay where the server is only in trouble: who is signed in is known again in a moment.
    let ways = Memo::new(move |_| inside.get() || matches!(session.auth(), Auth::Unreachable(_)));
    let tools = (move || ways.get().then(|| header(parts::header))).into_any();
    view! {
        <ShellTop tools=tools />
        <FlatRoutes fallback=|| view! { <NotFoundPage /> }.into_any()>
            <Route path=path!("/") view=page(|| view! { <Redirect path=route::UPLOAD /> }.into_any()) />
            <Route path=path!("/login") view=page(|| view! { <LoginPage /> }.into_any()) />
            <Route path=path!("/upload") view=page(|| signed_in(|| settling(parts::upload_page))) />
            <Route path=path!("/batches") view=page(|| signed_in(|| lazily(parts::list_page))) />
            <Route path=path!("/analytics") view=page(|| signed_in(|| settling(parts::analytics_page))) />
            <Route path=path!("/notices") view=page(|| signed_in(|| settling(parts::notices_page))) />
            <Route path=path!("/preferences") view=page(|| signed_in(|| settling(parts::preferences_page))) />
            <Route path=path!("/help") view=page(|| signed_in(|| settling(parts::help_page))) />
            <Route path=path!("/batches/:id") view=page(|| signed_in(|| settling(parts::batch_page))) />
        </FlatRoutes>
        {move || inside.get().then(|| dialogs(parts::dialogs))}
    }
    .into_any()
}

/// One type for all pages, so that the router's code is there once.
fn page(view: fn() -> AnyView) -> fn() -> AnyView {
    view
}

/// Loads what sends once somebody is signed in and has the page before them: uploads of an earlier visit are shown then.
/// It lies in the file of all other pages, so that each of them opens without a network from here on.
fn load_upload_engine(session: Session, settled: Settled) {
    let auth = session.auth_signal();
    Effect::new(move |loading: Option<bool>| {
        if matches!(auth.get(), Auth::Expired(_) | Auth::Locked(_)) {
            // What asks to sign in again lies with the dialogs.
            Settled::now();
        }
        let signed_in = matches!(auth.get(), Auth::SignedIn(_)) && settled.is_so();
        if signed_in && loading != Some(true) {
            spawn_local_scoped(async {
                // Not loaded now: the upload page tries again, and says so when it fails too.
                let _ = parts::upload_engine().await;
                // Without it nothing is told of ends on other pages; the page of the notices tries again.
                let _ = parts::watcher().await;
            });
        }
        signed_in || loading == Some(true)
    });
}

/// Shows `page` to people who are signed in; everybody else signs in first and comes back (`?next=`).
fn signed_in(page: fn() -> AnyView) -> AnyView {
    let auth = Session::expect().auth_signal();
    // Expired and locked count as inside: the page stays as it is under the sign-in dialog.
    let inside = Memo::new(move |_| auth.with(|auth| auth.person().is_some()));
    let location = use_location();
    let here = move || {
        format!(
            "{}{}",
            location.pathname.get_untracked(),
            query(&location.search.get_untracked())
        )
    };
    view! {
        {move || {
            if inside.get() {
                page()
            } else if auth.get() == Auth::SignedOut {
                view! { <Redirect path=route::login(Some(&here())) /> }.into_any()
            } else if let Auth::Unreachable(error) = auth.get() {
                unreachable_page(&error)
            } else {
                view! { <LoadingPage /> }.into_any()
            }
        }}
    }
    .into_any()
}

fn query(search: &str) -> String {
    match search.trim_start_matches('?') {
        "" => String::new(),
        rest => format!("?{rest}"),
    }
}

/// Shown in place of the console when the deployment's settings cannot be used.
#[component]
pub fn StartFailed(reason: String) -> impl IntoView {
    set_title(shell::config());
    let text = view! {
        <p>{shell::config_text()}</p>
        <div class="notice" data-tone="danger">
            {icon(Icon::Stop)}
            <div>
                <strong>{shell::config_detail()}</strong>
                <p>{reason}</p>
            </div>
        </div>
    };
    let again = view! {
        <button type="button" data-variant="primary" on:click=|_| reload()>
            {shell::try_again()}
        </button>
    };
    view! {
        <header class="site-header">
            <div>
                <span class="brand">{icon(Icon::Sheet)} <span>{shell::product()}</span></span>
            </div>
        </header>
        <main id="main" tabindex="-1" data-width="narrow">
            {message_page(Icon::Stop, shell::config(), text.into_any(), again.into_any())}
        </main>
    }
}
