//! What stands around every page for who is signed in: navigation, indicator, bell, user menu, single keys, and the dialogs
//! that any page may open. Loaded after the first view.

use super::delete_dialog::DeleteDialog;
use super::delete_several_dialog::DeleteSeveralDialog;
use super::export_dialog::ExportDialog;
use super::icon::{Icon, icon};
use super::idle_warning::IdleWarning;
use super::release_notice::ReleaseNotice;
use super::sign_in_again::SignInAgain;
use super::sign_out_dialog::SignOutDialog;
use super::upload_indicator::UploadIndicator;
use super::user_menu::UserMenu;
use crate::route::{self, ListQuery};
use crate::shortcuts::{self, Press};
use crate::state::bell::Bell;
use crate::state::preferences::Prefs;
use crate::state::session::{Auth, Session};
use crate::words::shell as words;
use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

/// The dialogs that stand once for all pages, and what is said on each of them.
#[component]
pub fn Dialogs() -> impl IntoView {
    view! {
        <IdleWarning />
        <ReleaseNotice />
        <DeleteDialog />
        <DeleteSeveralDialog />
        <ExportDialog />
        <SignInAgain />
        <SignOutDialog />
    }
}

/// Navigation, upload indicator and user menu, for who is signed in.
#[component]
pub fn Header() -> impl IntoView {
    serve_bell();
    listen_for_shortcuts();
    let preferences = Prefs::expect().now();
    // The address says the page size, so that a copied one shows the same to everybody.
    let list = Memo::new(move |_| {
        let page_size = preferences.get().page_size;
        ListQuery {
            page_size,
            ..ListQuery::default()
        }
        .url()
    });
    let path = use_location().pathname;
    // A batch belongs to the list: its link is the current section, though not the current page.
    let current = move |section: &'static str| {
        let path = path.get();
        match path.strip_prefix(section) {
            Some("" | "/") => Some("page"),
            Some(rest) if rest.starts_with('/') => Some("true"),
            _ => None,
        }
    };
    view! {
        <nav class="site-nav" aria-label=words::navigation()>
            <ul role="list">
                <li>
                    <a href=route::UPLOAD aria-current=move || current(route::UPLOAD)>
                        {words::upload()}
                    </a>
                </li>
                <li>
                    <a href=list aria-current=move || current(route::BATCHES)>
                        {words::batches()}
                    </a>
                </li>
                <li>
                    <a href=route::ANALYTICS aria-current=move || current(route::ANALYTICS)>
                        {words::analytics()}
                    </a>
                </li>
            </ul>
        </nav>
        <div class="site-tools">
            <UploadIndicator />
            <BellLink />
            <UserMenu />
        </div>
    }
    .into_any()
}

/// Leads to what has happened; the number says how much of it was not looked at.
#[component]
fn BellLink() -> impl IntoView {
    let unread = Bell::expect().unread();
    let path = use_location().pathname;
    view! {
        <a
            class="button bell"
            data-variant="quiet"
            data-size="small"
            data-shape="icon"
            href=route::NOTICES
            aria-label=move || words::bell(unread.get())
            aria-current=move || (path.get() == route::NOTICES).then_some("page")
        >
            {icon(Icon::Bell)}
            {move || (unread.get() > 0).then(|| view! { <span class="count">{unread.get()}</span> })}
        </a>
    }
    .into_any()
}

/// Tells the bell where we are, and opens what it wants opened.
fn serve_bell() {
    let bell = Bell::expect();
    let path = use_location().pathname;
    Effect::new(move || bell.path().set(path.get()));
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(wanted) = bell.wanted().get() {
            bell.wanted().set(None);
            navigate(
                &wanted,
                NavigateOptions {
                    resolve: false,
                    ..Default::default()
                },
            );
        }
    });
}

/// Single keys that open pages, for who is signed in and has not switched them off (WCAG 2.1.4).
fn listen_for_shortcuts() {
    let session = Session::expect();
    let preferences = Prefs::expect().now();
    let navigate = use_navigate();
    let listener = window_event_listener(ev::keydown, move |event| {
        let press = Press {
            key: &event.key(),
            code: &event.code(),
            with_modifier: event.ctrl_key() || event.alt_key() || event.meta_key(),
            taken: event.default_prevented()
                || event.is_composing()
                || event.repeat()
                || is_taken(),
        };
        let enabled = preferences.get_untracked().single_keys
            && session
                .auth_signal()
                .with_untracked(|auth| matches!(auth, Auth::SignedIn(_)));
        if let Some(path) = shortcuts::target(press, enabled) {
            event.prevent_default();
            navigate(
                path,
                NavigateOptions {
                    resolve: false,
                    ..Default::default()
                },
            );
        }
    });
    on_cleanup(move || listener.remove());
}

/// Whether what has the focus takes letters, or a dialog is open.
pub(super) fn is_taken() -> bool {
    let open = document()
        .query_selector("dialog[open]")
        .ok()
        .flatten()
        .is_some();
    let typing = document().active_element().is_some_and(|element| {
        element
            .closest("input:not([type=radio], [type=checkbox], [type=button], [type=submit]), select, textarea, [contenteditable]")
            .is_ok_and(|found| found.is_some())
    });
    open || typing
}
