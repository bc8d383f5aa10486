//! The root: what outlives a page, and which page an address shows.

use crate::config::Config;
use crate::pages::{BatchDetailPage, BatchesPage, LoginPage, NotFoundPage, UploadPage};
use crate::route;
use crate::state::session::{Auth, Session};
use crate::state::uploads::Uploads;
use leptos::prelude::*;
use leptos_router::components::{Redirect, Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;

/// The console.
#[component]
pub fn App(config: Config) -> impl IntoView {
    Session::provide(config);
    Uploads::provide();
    view! {
        <Router>
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
            } else {
                ().into_any()
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
    view! {
        <main tabindex="-1">
            <h1>"The console cannot start"</h1>
            <p>{reason}</p>
            <p>"No upload was affected. Tell the person who runs this service; reload the page when it is mended."</p>
        </main>
    }
}
