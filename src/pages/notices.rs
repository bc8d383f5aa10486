//! `/notices`: what has happened to the person's batches, and whether the computer shall tell it too.

use crate::components::icon::{Icon, icon};
use crate::components::message_page::empty;
use crate::components::page::{focus_heading, focus_id, focus_is_lost, follow_title};
use crate::components::status_badge::badge;
use crate::components::when::moment;
use crate::domain::{BatchId, BatchStatus};
use crate::inbox::{Notice, Outcome};
use crate::route;
use crate::state::desktop::{self, Permission};
use crate::state::notices::Notices;
use crate::state::preferences::Prefs;
use crate::state::watcher::Watcher;
use crate::words::batches;
use crate::words::notices as words;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

/// The page.
#[component]
pub fn NoticesPage(watcher: Watcher) -> impl IntoView {
    follow_title(|| words::title().to_owned());
    let inbox = watcher.inbox();
    // What is new is marked for as long as the page is open, and read from now on.
    let fresh = StoredValue::new(inbox.with_untracked(|inbox| {
        let unread = inbox.notices().iter().filter(|notice| !notice.read);
        unread
            .map(|notice| (notice.id.clone(), notice.at_ms))
            .collect::<Vec<_>>()
    }));
    Effect::new(move || {
        if inbox.with(|inbox| inbox.unread() > 0) {
            inbox.with_untracked(|inbox| {
                let unread = inbox.notices().iter().filter(|notice| !notice.read);
                fresh.update_value(|fresh| fresh.extend(unread.map(|n| (n.id.clone(), n.at_ms))));
            });
            watcher.read_all();
        }
    });
    let some = Memo::new(move |_| inbox.with(|inbox| !inbox.notices().is_empty()));
    let notices = Notices::expect();
    let clear = move |_| {
        watcher.clear();
        notices.say(words::cleared());
        focus_heading();
    };
    view! {
        <main id="main" tabindex="-1" data-width="form">
            <div class="page-head">
                <div>
                    <h1 tabindex="-1">{words::title()}</h1>
                    <p class="muted">{words::lead()}</p>
                </div>
                {move || some.get().then(|| view! {
                    <button type="button" on:click=clear>{icon(Icon::Bin)} {words::clear()}</button>
                })}
            </div>
            <div class="stack">
                {move || if some.get() { list(watcher, fresh) } else {
                    empty(
                        Icon::Bell,
                        words::none().to_owned(),
                        view! { <p>{words::none_text()}</p> }.into_any(),
                        ().into_any(),
                    )
                }}
                <DesktopNotices />
            </div>
        </main>
    }
}

type Fresh = StoredValue<Vec<(BatchId, i64)>>;

fn list(watcher: Watcher, fresh: Fresh) -> AnyView {
    let rows = move || {
        watcher.inbox().with(|inbox| {
            inbox
                .notices()
                .iter()
                .map(|notice| row(notice, fresh))
                .collect_view()
        })
    };
    view! { <ul role="list" class="rows">{rows}</ul> }.into_any()
}

#[expect(clippy::cast_precision_loss, reason = "times are far below 2^53")]
fn row(notice: &Notice, fresh: Fresh) -> AnyView {
    let (tone, shape, status) = match notice.outcome {
        Outcome::Completed { failed: 0, .. } => ("done", Icon::Check, BatchStatus::Completed),
        Outcome::Completed { .. } => ("warning", Icon::Triangle, BatchStatus::Completed),
        Outcome::Failed => ("failed", Icon::Stop, BatchStatus::Failed),
    };
    let new = fresh.with_value(|fresh| {
        fresh
            .iter()
            .any(|(id, at)| *id == notice.id && *at == notice.at_ms)
    });
    let (before, after) = words::around_name(notice);
    view! {
        <li>
            <div class="stack" data-gap="small">
                <span class="cluster">
                    {badge(tone, shape, batches::status(&status))}
                    {new.then(|| view! { <strong class="small">{words::new()}</strong> })}
                </span>
                <span>
                    {before}
                    <a class="name" href=route::batch(&notice.id)><bdi>{notice.name.clone()}</bdi></a>
                    {after}
                </span>
            </div>
            <span class="muted small">{moment(notice.at_ms as f64)}</span>
        </li>
    }
    .into_any()
}

const HEADING: &str = "desktop-heading";
const SWITCH: &str = "desktop-switch";

/// The button goes with the choice: the one that takes its place has the focus then, or the heading.
fn keep_focus() {
    request_animation_frame(|| {
        if focus_is_lost() && !focus_id(SWITCH) {
            focus_id(HEADING);
        }
    });
}

/// Whether the computer tells of ends. The browser is asked in answer to the button, never at load.
#[component]
pub fn DesktopNotices() -> impl IntoView {
    let prefs = Prefs::expect();
    let permission = RwSignal::new(desktop::permission());
    let on = Memo::new(move |_| {
        prefs.now().get().desktop_notices && permission.get() == Permission::Granted
    });
    let notices = Notices::expect();
    let allow = move |_| {
        spawn_local_scoped_with_cancellation(async move {
            let answer = desktop::ask().await;
            permission.set(answer);
            prefs.change(|now| now.desktop_notices = answer == Permission::Granted);
            match answer {
                Permission::Granted => notices.say(words::allowed()),
                Permission::Denied => notices.say(words::denied()),
                _ => {}
            }
            keep_focus();
        });
    };
    let stop = move |_| {
        prefs.change(|now| now.desktop_notices = false);
        keep_focus();
    };
    view! {
        <section class="panel" aria-labelledby=HEADING>
            <h2 id=HEADING tabindex="-1">{words::desktop_heading()}</h2>
            <p>{words::desktop_text()}</p>
            <div class="cluster" data-gap="large">
                {move || match (permission.get(), on.get()) {
                    (Permission::Missing, _) => view! { <p>{words::missing()}</p> }.into_any(),
                    (Permission::Denied, _) => view! { <p>{words::denied()}</p> }.into_any(),
                    (_, true) => view! {
                        <p class="cluster">{icon(Icon::Check)} {words::allowed()}</p>
                        <button type="button" id=SWITCH on:click=stop>{words::stop()}</button>
                    }
                    .into_any(),
                    (_, false) => view! {
                        <button type="button" id=SWITCH on:click=allow>{icon(Icon::Bell)} {words::allow()}</button>
                    }
                    .into_any(),
                }}
            </div>
        </section>
    }
    .into_any()
}
