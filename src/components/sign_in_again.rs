//! The dialog over a page whose session has ended, or that nobody has used for a while: the page and its uploads stay, signing
//! in continues with them (F-16).

use super::dialog::Dialog;
use super::sign_in_form::SignInForm;
use crate::state::session::{Auth, Session};
use crate::state::sign_out::SignOut;
use crate::words::{idle, login as words};
use leptos::prelude::*;

const HEADING: &str = "again-heading";
const TEXT: &str = "again-text";

/// Stands once at the root; opens when a new sign-in is waited for.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let session = Session::expect();
    let username = Memo::new(move |_| match session.auth() {
        Auth::Expired(user) | Auth::Locked(user) => Some(user.username),
        _ => None,
    });
    move || {
        username
            .get()
            .map(|username| view! { <PasswordDialog username=username /> }.into_any())
    }
}

#[component]
fn PasswordDialog(username: String) -> impl IntoView {
    let session = Session::expect();
    let asking = SignOut::expect();
    let faulty = RwSignal::new(false);
    let auth = session.auth_signal();
    // A session that has ended may lock while the dialog is open.
    let locked = Memo::new(move |_| auth.with(|auth| matches!(auth, Auth::Locked(_))));
    let said = move |locked_text: &'static str, text: &'static str| {
        if locked.get() { locked_text } else { text }
    };
    view! {
        // There is nothing to go back to without signing in; "Use another account" is the way out.
        <Dialog labelled_by=HEADING described_by=TEXT focus="password" over_lock=true on_escape=|()| ()>
            <div class="stack">
                <h2 id=HEADING>{move || said(idle::locked(), words::again())}</h2>
                <p id=TEXT>{move || said(idle::locked_text(), words::again_text())}</p>
                <SignInForm username=Some(username) faulty=faulty />
                <button type="button" data-variant="link" on:click=move |_| asking.ask(move || session.sign_out())>
                    {words::other_account()}
                </button>
            </div>
        </Dialog>
    }
}
