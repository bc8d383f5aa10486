//! The frame around every page: skip link, header, offline banner, live regions, and the focus after a change of page.

use super::icon::{Icon, icon};
use super::page::{focus_first, focus_heading};
use crate::route;
use crate::state::notices::Notices;
use crate::state::title::set_title;
use crate::state::uploads::{Announcement, use_uploads};
use crate::words::shell as words;
use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::location::Location;
use wasm_bindgen::JsValue;

/// What stands above the pages. Inside the router, since it knows where we are.
#[component]
pub fn ShellTop(
    /// What stands beside the brand in the header.
    tools: AnyView,
) -> impl IntoView {
    move_focus_with_pages();
    mend_address();
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
                {tools}
            </div>
        </header>
        <OfflineBanner />
        <LiveRegions />
    }
    .into_any()
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
