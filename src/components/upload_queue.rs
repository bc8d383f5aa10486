//! Every upload of this tab, one panel each, and what can be done with all of them at once.

use super::icon::{Icon, icon};
use super::page::focus_id;
use super::upload_cancel::{Asked, CancelDialog};
use super::upload_panel::UploadPanel;
use crate::state::uploads::use_uploads;
use crate::words::queue as words;
use leptos::prelude::*;

/// Id of the heading: the focus goes there after "Upload".
pub const QUEUE_HEADING: &str = "uploads";

/// The list.
#[component]
pub fn UploadQueue() -> impl IntoView {
    let uploads = use_uploads();
    let keys = uploads.keys();
    let asking = RwSignal::new(None);
    let empty = Memo::new(move |_| keys.with(Vec::is_empty));
    // One walk over the views serves all buttons; they are shown only where they do something.
    let offers = Memo::new(move |_| {
        keys.with(|keys| {
            let mut offers = Offers::default();
            for key in keys {
                uploads.view(*key).with(|view| {
                    offers.pause |= view.can_pause();
                    offers.resume |= view.can_resume();
                    offers.clear |= uploads.is_finished(view);
                    offers.retry += usize::from(view.can_retry());
                    offers.cancel += usize::from(view.can_cancel());
                });
            }
            offers.several = keys.len() > 1;
            offers
        })
    });
    let all_paused = uploads.all_paused();
    let can_pause_all = move || offers.with(|o| o.pause && o.several) && !all_paused.get();
    let can_resume_all =
        move || all_paused.get() || offers.with(|o| o.resume && o.several && !o.pause);
    let after = |act: fn(crate::state::uploads::Uploads)| {
        move |_| {
            act(uploads);
            // The button that was pressed may be gone.
            request_animation_frame(|| {
                if super::page::focus_is_lost() {
                    focus_id(QUEUE_HEADING);
                }
            });
        }
    };
    view! {
        <section class="queue" aria-labelledby=QUEUE_HEADING>
            <header class="spread">
                <h2 id=QUEUE_HEADING tabindex="-1">{words::title_text()}</h2>
                <div class="cluster">
                    <button type="button" data-size="small" hidden=move || !can_pause_all() on:click=after(|u| u.pause_all())>
                        {words::pause_all()}
                    </button>
                    <button type="button" data-size="small" hidden=move || !can_resume_all() on:click=after(|u| u.resume_all())>
                        {words::resume_all()}
                    </button>
                    <button type="button" data-size="small" hidden=move || offers.with(|o| o.retry < 2) on:click=after(|u| u.retry_all())>
                        {words::retry_all()}
                    </button>
                    <button
                        type="button"
                        data-size="small"
                        hidden=move || offers.with(|o| o.cancel < 2)
                        on:click=move |_| asking.set(Some(Asked::All))
                    >
                        {words::cancel_all()}
                    </button>
                    <button
                        type="button"
                        data-size="small"
                        hidden=move || offers.with(|o| !o.clear)
                        on:click=after(|u| u.clear_finished())
                    >
                        {words::clear_finished()}
                    </button>
                </div>
            </header>
            {move || {
                uploads
                    .journal_notice()
                    .get()
                    .map(|text| view! { <div class="notice" data-tone="warning">{icon(Icon::Triangle)}<p>{text}</p></div> })
            }}
            <ul class="stack" role="list" hidden=move || empty.get()>
                <For each=move || keys.get() key=|key| *key let:key>
                    <li><UploadPanel upload=key view=uploads.view(key) asking=asking /></li>
                </For>
            </ul>
            {move || {
                empty
                    .get()
                    .then(|| {
                        view! {
                            <div class="empty">
                                {icon(Icon::Tray)}
                                <h3>{words::empty()}</h3>
                                <p class="muted">{words::empty_text()}</p>
                            </div>
                        }
                    })
            }}
            <CancelDialog asking=asking />
        </section>
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Offers {
    pause: bool,
    resume: bool,
    clear: bool,
    several: bool,
    retry: usize,
    cancel: usize,
}
