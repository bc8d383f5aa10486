//! Where files come in: a button, the browser's own input behind it, and the whole page as a place to drop (UX-02).

use super::icon::{Icon, icon};
use crate::domain::Strategy;
use crate::state::session::Session;
use crate::upload::file_handle::{Pick, pick_zips};
use crate::upload::files::{self, Arrived, Incoming};
use crate::words::upload as words;
use leptos::attr::custom::custom_attribute;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{DataTransfer, DragEvent};

/// Id of the button, for the links of the error summary.
pub const CHOOSE_BUTTON: &str = "choose-files";
const INPUT: &str = "files";
/// Id of the limits, told beforehand (UX-01).
const LIMITS: &str = "files-limits";
const ZIP_TYPES: &str = ".zip,application/zip,application/x-zip-compressed";
const IMAGE_TYPES: &str = ".jpg,.jpeg,.jfif,.jif,.jpe,.pjpeg,.pjp,.png,image/jpeg,image/png";

/// The drop zone. `error` is the text at the field; `limit` in bytes.
#[component]
pub fn DropZone<F>(
    #[prop(into)] strategy: Signal<Strategy>,
    limit: u64,
    #[prop(into)] error: Signal<Option<String>>,
    /// Takes what has arrived.
    on_files: F,
) -> impl IntoView
where
    F: Fn(Arrived) + Copy + 'static,
{
    let session = Session::expect();
    // Files are read for a while: those of somebody who has signed out meanwhile are not for the next person (S-14).
    let hand_over = move |turn: u32, arrived: Arrived| {
        if session.turn() == turn {
            on_files(arrived);
        }
    };
    let input = NodeRef::<html::Input>::new();
    let folder = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let reading = RwSignal::new(false);
    take_drops(over, reading, move || session.turn(), hand_over);
    let is_zip = Memo::new(move |_| strategy.get().is_zip());
    let has_error = Memo::new(move |_| error.with(Option::is_some));
    let described = move || {
        if has_error.get() {
            "files-error files-limits"
        } else {
            LIMITS
        }
    };
    let take_in = move |chosen: Incoming| {
        reading.set(true);
        let turn = session.turn();
        spawn_local(async move {
            let arrived = chosen.read().await;
            if !arrived.is_empty() {
                hand_over(turn, arrived);
            }
            reading.try_set(false);
        });
    };
    let picked = move |node: NodeRef<html::Input>| {
        let Some(input) = node.get_untracked() else {
            return;
        };
        let chosen = files::from_input(&input);
        // Empty again, so that the same file can be chosen once more.
        input.set_value("");
        take_in(chosen);
    };
    let open = move |node: NodeRef<html::Input>| {
        if let Some(input) = node.get_untracked() {
            input.click();
        }
    };
    let choose = move || {
        if !is_zip.get_untracked() {
            return open(input);
        }
        // Chromium's picker gives handles, by which an upload goes on with one click after a reload.
        spawn_local(async move {
            match pick_zips(true).await {
                Pick::Files(files) => take_in(Incoming::Picked(files)),
                Pick::Cancelled => {}
                Pick::Unsupported => open(input),
            }
        });
    };
    view! {
        <div class="field">
            <label for=INPUT>{words::files()}</label>
            {move || error.get().map(|error| super::error_summary::field_error("files-error", error))}
            <div
                class="drop-zone"
                data-state=move || over.get().then_some("over")
                data-error=move || has_error.get().then_some("true")
            >
                {icon(Icon::Upload)}
                <p>
                    {move || {
                        if over.get() {
                            words::drop_now()
                        } else if reading.get() {
                            words::reading_folders()
                        } else {
                            words::drop_here(strategy.get())
                        }
                    }}
                </p>
                <div class="cluster">
                    <button type="button" id=CHOOSE_BUTTON aria-describedby=described on:click=move |_| choose()>
                        {words::choose()}
                    </button>
                    <button
                        type="button"
                        data-variant="quiet"
                        hidden=move || is_zip.get()
                        on:click=move |_| open(folder)
                    >
                        {words::choose_folder()}
                    </button>
                </div>
                // In the page and labelled, for assistive technology and voice control; the button is the tab stop.
                <input
                    id=INPUT
                    class="sr-only"
                    type="file"
                    multiple
                    tabindex="-1"
                    accept=move || if is_zip.get() { ZIP_TYPES } else { IMAGE_TYPES }
                    aria-describedby=described
                    node_ref=input
                    on:change=move |_| picked(input)
                />
                <input
                    type="file"
                    hidden
                    {..custom_attribute("webkitdirectory", "")}
                    aria-label=words::choose_folder()
                    node_ref=folder
                    on:change=move |_| picked(folder)
                />
                <div class="drop-frame" hidden=move || !over.get()></div>
                <p class="hint" id=LIMITS>{move || words::limits(strategy.get(), limit)}</p>
            </div>
        </div>
    }
}

/// The whole page takes files while this is shown. Text and links that are dragged are none of ours (F-37).
fn take_drops(
    over: RwSignal<bool>,
    reading: RwSignal<bool>,
    turn: impl Fn() -> u32 + Copy + 'static,
    on_files: impl Fn(u32, Arrived) + Copy + 'static,
) {
    let listeners = [
        window_event_listener(ev::dragover, move |event| {
            if let Some(transfer) = with_files(&event) {
                event.prevent_default();
                transfer.set_drop_effect("copy");
                over.set(true);
            }
        }),
        window_event_listener(ev::dragleave, move |event| {
            // Without a related target the pointer has left the window; all else is one element to the next.
            if event.related_target().is_none() {
                over.set(false);
            }
        }),
        window_event_listener(ev::drop, move |event| {
            over.set(false);
            let Some(transfer) = with_files(&event) else {
                return;
            };
            event.prevent_default();
            // The transfer is emptied when this event ends: what it holds is taken now and read afterwards.
            let dropped = files::take(&transfer);
            reading.set(true);
            let turn = turn();
            spawn_local(async move {
                on_files(turn, dropped.read().await);
                reading.try_set(false);
            });
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
}

fn with_files(event: &DragEvent) -> Option<DataTransfer> {
    let transfer = event.data_transfer()?;
    transfer
        .types()
        .includes(&"Files".into(), 0)
        .then_some(transfer)
}

/// Keeps a file that misses the drop zone, or is dropped on another page, from replacing the console and ending its
/// uploads (UX-02). Called once, by the app's root.
pub fn refuse_stray_drops() {
    fn refuse(event: &DragEvent) {
        // The upload page listens after the root and allows it again.
        if let Some(transfer) = with_files(event) {
            event.prevent_default();
            transfer.set_drop_effect("none");
        }
    }
    let listeners = [
        window_event_listener(ev::dragover, |event| refuse(&event)),
        window_event_listener(ev::drop, |event| refuse(&event)),
    ];
    on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
}
