//! The frame around every page: skip link, header, offline banner, live regions, and the focus after a change of page.

use super::icon::{Icon, icon};
use super::page::{focus_first, focus_heading, set_title};
use super::upload_indicator::UploadIndicator;
use super::user_menu::UserMenu;
use crate::route::{self, ListQuery};
use crate::shortcuts::{self, Press};
use crate::state::bell::Bell;
use crate::state::notices::Notices;
use crate::state::preferences::Prefs;
use crate::state::session::{Auth, Session};
use crate::state::uploads::{Announcement, use_uploads};
use crate::words::shell as words;
use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::location::Location;
use wasm_bindgen::JsValue;

/// What stands above the pages. Inside the router, since it knows where we are.
#[component]
pub fn ShellTop() -> impl IntoView {
    move_focus_with_pages();
    mend_address();
    serve_bell();
    listen_for_shortcuts();
    view! {
        <a
            class="skip-link"
            href="#main"
            on:click=|event| {
                // The router would only scroll; a hash of our own would enter the history.
                event.prevent_default();
                focus_first("main");
            }
        >
            {words::skip()}
        </a>
        <header class="site-header">
            <div>
                <a class="brand" href=route::UPLOAD>
                    {icon(Icon::Sheet)}
                    <span>{words::product()}</span>
                </a>
                <Navigation />
            </div>
        </header>
        <OfflineBanner />
        <LiveRegions />
    }
    .into_any()
}

/// Navigation, upload indicator and user menu, for who is signed in.
#[component]
fn Navigation() -> impl IntoView {
    let session = Session::expect();
    let signed_in = Memo::new(move |_| session.user().is_some());
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
    move || {
        signed_in.get().then(|| {
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
        })
    }
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
fn is_taken() -> bool {
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

/// Says what being offline means. `navigator.onLine` is a hint only; requests find out for themselves.
#[component]
fn OfflineBanner() -> impl IntoView {
    let notices = Notices::expect();
    let online = RwSignal::new(window().navigator().on_line());
    let listeners = [
        window_event_listener(ev::online, move |_| {
            online.set(true);
            notices.say(words::online_again());
        }),
        window_event_listener(ev::offline, move |_| {
            online.set(false);
            notices.alert(words::offline());
        }),
    ];
    on_cleanup(move || {
        listeners
            .into_iter()
            .for_each(leptos::prelude::WindowListenerHandle::remove)
    });
    move || {
        (!online.get()).then(|| {
            view! {
                <section class="notice" data-tone="warning" data-place="top" aria-label=words::offline()>
                    {icon(Icon::Offline)}
                    <div>
                        <strong>{words::offline()}</strong>
                        <p>{words::offline_meaning()}</p>
                    </div>
                </section>
            }
            .into_any()
        })
    }
}

/// One polite region and one alert region for the whole console, in the page from the start (WCAG 4.1.3).
#[component]
fn LiveRegions() -> impl IntoView {
    let notices = Notices::expect();
    let uploads = use_uploads();
    pass_on(uploads.announcement(), move |text| notices.say(text));
    pass_on(uploads.alert(), move |text| notices.alert(text));
    let (polite, alert) = (notices.polite_text(), notices.alert_text());
    view! {
        <p class="sr-only" role="status" aria-atomic="true">{polite}</p>
        <p class="sr-only" role="alert" aria-atomic="true">{alert}</p>
    }
}

fn pass_on(from: Signal<Announcement>, to: impl Fn(String) + 'static) {
    Effect::new(move |before: Option<u64>| {
        let announcement = from.get();
        if before.is_some_and(|before| before != announcement.serial) {
            to(announcement.text);
        }
        announcement.serial
    });
}

/// A new path moves the focus to the new heading, after the page has set its title. A new query does not: filters and
/// pages keep the focus where it is (experience.md B, "Route change").
fn move_focus_with_pages() {
    let path = use_location().pathname;
    let notices = Notices::expect();
    set_title("");
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.as_ref().is_some_and(|before| *before != now) {
            if now != route::BATCHES {
                notices.clear_flash();
            }
            after_painting(focus_heading);
        }
        now
    });
}

/// After Back and Forward, `leptos_router` 0.8.17 believes that it is still on the page before, and leaves the address as it
/// is when a link leads there (`path_stack` in its `location/history.rs`; kin of leptos issue 4324). Then the entry is
/// added here: Back, reload and a copied address rely on it (UX-27).
fn mend_address() {
    let Location {
        pathname, search, ..
    } = use_location();
    let wanted = Memo::new(move |_| {
        let search = search.get();
        let search = search.trim_start_matches('?');
        let mark = if search.is_empty() { "" } else { "?" };
        format!("{}{mark}{search}", pathname.get())
    });
    Effect::new(move || {
        let then = wanted.get();
        after_painting(move || {
            let shown = window().location();
            let shown = shown
                .pathname()
                .and_then(|path| Ok(format!("{path}{}", shown.search()?)));
            // Somewhere else by now: that change has its own turn.
            let current = wanted.try_get_untracked().is_some_and(|now| now == then);
            if current
                && shown.is_ok_and(|shown| shown != then)
                && let Ok(history) = window().history()
            {
                // Same origin: cannot be refused.
                let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&then));
            }
        });
    });
}

/// Two frames later: the router paints the page in the first one.
fn after_painting(work: impl FnOnce() + 'static) {
    request_animation_frame(move || request_animation_frame(work));
}
