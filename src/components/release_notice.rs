//! One quiet line when the server has another release of the console: "Reload", which waits for uploads.

use super::frame::is_taken;
use super::icon::{Icon, icon};
use super::page::reload;
use crate::release::may_reload;
use crate::state::releases::Releases;
use crate::state::uploads::use_uploads;
use crate::words::shell as words;
use leptos::prelude::*;

/// Stands in the page only while there is another release.
#[component]
pub fn ReleaseNotice() -> impl IntoView {
    let releases = Releases::expect();
    let sending = use_uploads().unconfirmed();
    let wanted = releases.wanted();
    Effect::new(move || {
        if may_reload(releases.situation(sending.get(), is_taken())) {
            reload();
        }
    });
    let actions = move || {
        if !sending.get() {
            return view! {
                <button type="button" data-size="small" on:click=|_| reload()>{words::reload()}</button>
            }
            .into_any();
        }
        view! {
            <button
                type="button"
                data-size="small"
                aria-pressed=move || wanted.get().to_string()
                on:click=move |_| wanted.update(|w| *w = !*w)
            >
                {words::reload_when_done()}
            </button>
        }
        .into_any()
    };
    move || {
        releases.other().get().map(|release| {
            view! {
                <section class="notice" data-tone="info" data-place="top" aria-label=words::release_new()>
                    {icon(Icon::Info)}
                    <div><p>{words::release_new_text(&release.label())}</p></div>
                    <div class="cluster">{actions}</div>
                </section>
            }
            .into_any()
        })
    }
}
