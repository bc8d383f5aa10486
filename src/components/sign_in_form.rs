//! Username, password, "Sign in": on the sign-in page, and in the dialog over a page whose session has ended.

use super::error_summary::{ErrorSummary, Fault, field_error};
use crate::api::Error;
use crate::state::session::Session;
use crate::words::{self, login};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

const USERNAME: &str = "username";
const PASSWORD: &str = "password";

/// The form. `username` is given when the same person has to sign in again. Once signed in, `Session` says so.
#[component]
pub fn SignInForm(
    /// Who it has to be.
    #[prop(optional_no_strip)]
    username: Option<String>,
    /// Whether faults are shown, for the page's title.
    faulty: RwSignal<bool>,
) -> impl IntoView {
    let session = Session::expect();
    let (name, password) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let faults = RwSignal::new(Vec::<Fault>::new());
    let busy = RwSignal::new(false);
    let shown = RwSignal::new(false);
    Effect::new(move || faulty.set(!faults.with(Vec::is_empty)));

    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        // Read from the fields themselves: password managers fill them without a word to anyone.
        let value = |node: NodeRef<html::Input>| {
            node.get_untracked()
                .map(|input| input.value())
                .unwrap_or_default()
        };
        let (name, password) = (value(name), value(password));
        let missing = missing(&name, &password);
        if !missing.is_empty() {
            faults.set(missing);
            return;
        }
        busy.set(true);
        faults.set(Vec::new());
        spawn_local(async move {
            let answer = session.sign_in(name.trim(), &password).await;
            // The form may be gone by now; setting is then without effect.
            if let Err(error) = answer {
                faults.set(vec![fault_of(&error)]);
            }
            busy.set(false);
        });
    };
    // What is said of a field is over when it is typed into (D1).
    let settle = move |field: &'static str| {
        if faults.with_untracked(|faults| faults.iter().any(|fault| fault.field == Some(field))) {
            faults.update(|faults| faults.retain(|fault| fault.field != Some(field)));
        }
    };
    let fault_at = move |field: &'static str| {
        faults.with(|faults| {
            faults
                .iter()
                .find(|f| f.field == Some(field))
                .map(|f| f.text.clone())
        })
    };
    let fixed_name = username.is_some();
    view! {
        <ErrorSummary faults=faults />
        <form on:submit=submit novalidate>
            <div class="field">
                <label for=USERNAME>{login::username()}</label>
                {move || fault_at(USERNAME).map(|text| field_error("username-error", text))}
                <input
                    id=USERNAME
                    name=USERNAME
                    type="text"
                    autocomplete="username"
                    autocapitalize="none"
                    spellcheck="false"
                    autofocus=!fixed_name
                    required
                    value=username
                    readonly=fixed_name
                    aria-invalid=move || fault_at(USERNAME).map(|_| "true")
                    aria-describedby=move || fault_at(USERNAME).map(|_| "username-error")
                    on:input=move |_| settle(USERNAME)
                    node_ref=name
                />
            </div>
            <div class="field">
                <label for=PASSWORD>{login::password()}</label>
                {move || fault_at(PASSWORD).map(|text| field_error("password-error", text))}
                <div class="with-button">
                    <input
                        id=PASSWORD
                        name=PASSWORD
                        type=move || if shown.get() { "text" } else { "password" }
                        autocomplete="current-password"
                        autocapitalize="none"
                        spellcheck="false"
                        required
                        aria-invalid=move || fault_at(PASSWORD).map(|_| "true")
                        aria-describedby=move || fault_at(PASSWORD).map(|_| "password-error")
                        on:input=move |_| settle(PASSWORD)
                        node_ref=password
                    />
                    <button
                        type="button"
                        title=move || if shown.get() { login::hide_password() } else { login::show_password() }
                        on:click=move |_| shown.update(|shown| *shown = !*shown)
                    >
                        {move || if shown.get() { login::hide() } else { login::show() }}
                    </button>
                </div>
            </div>
            <button type="submit" data-variant="primary" aria-busy=move || busy.get().to_string()>
                {move || busy.get().then(|| view! { <span class="spinner"></span> })}
                {move || if busy.get() { login::busy() } else { login::submit() }}
            </button>
        </form>
    }
    .into_any()
}

fn missing(name: &str, password: &str) -> Vec<Fault> {
    let name = name
        .trim()
        .is_empty()
        .then_some((USERNAME, login::enter_username()));
    let password = password
        .is_empty()
        .then_some((PASSWORD, login::enter_password()));
    let fault = |(field, text): (&'static str, &str)| Fault {
        field: Some(field),
        text: text.to_owned(),
    };
    name.into_iter().chain(password).map(fault).collect()
}

fn fault_of(error: &Error) -> Fault {
    let trouble = login::trouble_of(error, !window().navigator().on_line());
    let field = match trouble {
        Some(login::Trouble::Wrong) => Some(PASSWORD),
        _ => None,
    };
    let text = match trouble {
        Some(trouble) => login::trouble(trouble),
        None => {
            let failure = words::errors::reading(error);
            format!("{} {}", failure.cause, failure.next)
        }
    };
    Fault { field, text }
}
