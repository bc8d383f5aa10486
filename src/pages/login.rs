//! `/login?next=…`: signing in, and the way back to where the person wanted to go.

use crate::components::language_select::LanguageSelect;
use crate::components::page::{focus_heading, focus_is_lost, follow_title};
use crate::components::sign_in_form::SignInForm;
use crate::route;
use crate::state::session::{Auth, Session};
use crate::words::login as words;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// The page.
#[component]
pub fn LoginPage() -> impl IntoView {
    let session = Session::expect();
    let query = use_query_map();
    let navigate = use_navigate();
    let faulty = RwSignal::new(false);
    follow_title(move || {
        if faulty.get() {
            crate::words::shell::error_title(words::title())
        } else {
            words::title().to_owned()
        }
    });
    Effect::new(move || {
        if matches!(session.auth(), Auth::SignedIn(_)) {
            let next = query.with_untracked(|query| query.get("next"));
            let to = route::after_login(next.as_deref());
            navigate(
                &to,
                NavigateOptions {
                    replace: true,
                    resolve: false,
                    ..Default::default()
                },
            );
        }
    });
    // At the first load nothing else moves the focus; whoever was quicker keeps it.
    request_animation_frame(|| {
        if focus_is_lost() {
            focus_heading();
        }
    });
    let lead = if query.with_untracked(|query| route::names_page(query.get("next").as_deref())) {
        words::next()
    } else {
        words::lead()
    };
    let help = words::help(session.client().config().support.as_deref());
    view! {
        <main id="main" tabindex="-1">
            <div class="sign-in">
                <header>
                    <h1 tabindex="-1">{words::title()}</h1>
                    <p class="muted">{lead}</p>
                </header>
                <div class="panel">
                    <SignInForm username=None faulty=faulty />
                </div>
                <p class="muted small">{help}</p>
                <LanguageSelect layout="inline" />
            </div>
        </main>
    }
}
