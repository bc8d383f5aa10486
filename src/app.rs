//! The root: what outlives a page, and which page an address shows.

use crate::components::delete_dialog::DeleteDialog;
use crate::components::drop_zone::refuse_stray_drops;
use crate::components::icon::{Icon, icon};
use crate::components::message_page::message_page;
use crate::components::page::set_title;
use crate::components::shell::ShellTop;
use crate::components::sign_in_again::SignInAgain;
use crate::config::Config;
use crate::pages::waiting::{LoadingPage, unreachable_page};
use crate::pages::{BatchDetailPage, BatchesPage, LoginPage, NotFoundPage, UploadPage};
use crate::route;
use crate::state::deletion::Deletions;
use crate::state::notices::Notices;
use crate::state::session::{Auth, Session};
use crate::state::uploads::Uploads;
use crate::state::visited::Visited;
use crate::words::shell;
use leptos::prelude::*;
use leptos_router::components::{Redirect, Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;

/// The console.
#[component]
pub fn App(config: Config) -> impl IntoView {
    let session = Session::provide(config);
    let notices = Notices::provide();
    Uploads::provide();
    refuse_stray_drops();
    Visited::provide();
    Deletions::provide(session, notices);
    view! {
        <Router>
            <ShellTop />
            <Routes fallback=|| view! { <NotFoundPage /> }.into_any()>
                <Route path=path!("/") view=|| view! { <Redirect path=route::UPLOAD /> } />
                <Route path=path!("/login") view=|| view! { <LoginPage /> }.into_any() />
                <Route path=path!("/upload") view=|| signed_in(|| view! { <UploadPage /> }.into_any()) />
                <Route path=path!("/batches") view=|| signed_in(|| view! { <BatchesPage /> }.into_any()) />
                <Route
                    path=path!("/batches/:id")
                    view=|| signed_in(|| view! { <BatchDetailPage /> }.into_any())
                />
            </Routes>
            <DeleteDialog />
            <SignInAgain />
        </Router>
    }
}

/// Shows `page` to people who are signed in; everybody else signs in first and comes back (`?next=`).
fn signed_in(page: fn() -> AnyView) -> AnyView {
    let auth = Session::expect().auth_signal();
    // Expired counts as inside: the page stays as it is under the sign-in dialog.
    let inside = Memo::new(move |_| matches!(auth.get(), Auth::SignedIn(_) | Auth::Expired(_)));
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
    set_title(shell::CONFIG);
    let text = view! {
        <p>{shell::CONFIG_TEXT}</p>
        <div class="notice" data-tone="danger">
            {icon(Icon::Stop)}
            <div>
                <strong>{shell::CONFIG_DETAIL}</strong>
                <p>{reason}</p>
            </div>
        </div>
    };
    let again = view! {
        <button type="button" data-variant="primary" on:click=|_| { let _ = window().location().reload(); }>
            {shell::TRY_AGAIN}
        </button>
    };
    view! {
        <header class="site-header">
            <div>
                <span class="brand">{icon(Icon::Sheet)} <span>{shell::PRODUCT}</span></span>
            </div>
        </header>
        <main id="main" tabindex="-1" data-width="narrow">
            {message_page(Icon::Stop, shell::CONFIG, text.into_any(), again.into_any())}
        </main>
    }
}
