//! The dialog over a page whose session has ended: the page and its uploads stay, signing in goes on with them (F-16).

use super::sign_in_form::SignInForm;
use crate::state::session::{Auth, Session};
use crate::state::sign_out::SignOut;
use crate::words::login as words;
use leptos::html;
use leptos::prelude::*;

const HEADING: &str = "again-heading";
const TEXT: &str = "again-text";

/// Stands once at the root; opens when the server has ended the session.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let session = Session::expect();
    let username = Memo::new(move |_| match session.auth() {
        Auth::Expired(user) => Some(user.username),
        _ => None,
    });
    move || {
        username
            .get()
            .map(|username| view! { <Dialog username=username /> }.into_any())
    }
}

#[component]
fn Dialog(username: String) -> impl IntoView {
    let session = Session::expect();
    let asking = SignOut::expect();
    let dialog = NodeRef::<html::Dialog>::new();
    let faulty = RwSignal::new(false);
    Effect::new(move || {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            // Fails only for a dialog that is open already or not in the page.
            let _ = dialog.show_modal();
            super::page::focus_id("password");
        }
    });
    view! {
        <dialog
            aria-labelledby=HEADING
            aria-describedby=TEXT
            node_ref=dialog
            // There is nothing to go back to without signing in; "Use another account" is the way out.
            on:cancel=|event: web_sys::Event| event.prevent_default()
        >
            <div class="stack">
                <h2 id=HEADING>{words::again()}</h2>
                <p id=TEXT>{words::again_text()}</p>
                <SignInForm username=Some(username) faulty=faulty />
                <button type="button" data-variant="link" on:click=move |_| asking.ask(move || session.sign_out())>
                    {words::other_account()}
                </button>
            </div>
        </dialog>
    }
}
