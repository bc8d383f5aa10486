//! The dialog over a page whose session has ended, or that nobody has used for a while: the page and its uploads stay, signing
//! in continues with them (F-16).

use super::sign_in_form::SignInForm;
use crate::state::session::{Auth, Session};
use crate::state::sign_out::SignOut;
use crate::words::{idle, login as words};
use leptos::html;
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
    let shown = StoredValue::new_local(None);
    Effect::new(move || shown.set_value(dialog.get()));
    on_cleanup(move || {
        // Closed first and taken away after: only then does the browser give the focus back.
        if let Some(Some(dialog)) = shown.try_get_value() {
            let dialog: web_sys::HtmlDialogElement = dialog;
            dialog.close();
        }
    });
    let auth = session.auth_signal();
    // A session that has ended may lock while the dialog is open.
    let locked = Memo::new(move |_| auth.with(|auth| matches!(auth, Auth::Locked(_))));
    let said = move |locked_text: &'static str, text: &'static str| {
        if locked.get() { locked_text } else { text }
    };
    view! {
        <dialog
            aria-labelledby=HEADING
            aria-describedby=TEXT
            data-lock=true
            node_ref=dialog
            // There is nothing to go back to without signing in; "Use another account" is the way out.
            on:cancel=|event: web_sys::Event| event.prevent_default()
        >
            <div class="stack">
                <h2 id=HEADING>{move || said(idle::locked(), words::again())}</h2>
                <p id=TEXT>{move || said(idle::locked_text(), words::again_text())}</p>
                <SignInForm username=Some(username) faulty=faulty />
                <button type="button" data-variant="link" on:click=move |_| asking.ask(move || session.sign_out())>
                    {words::other_account()}
                </button>
            </div>
        </dialog>
    }
}
