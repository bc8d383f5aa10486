//! "Export", wherever it stands. The content is read by whoever places the button; the dialog is the app's ([`Exports`]).

use super::icon::{Icon, icon};
use crate::state::export::{Exports, Source};
use crate::words::export as words;
use leptos::prelude::*;

/// The button. `source` is asked when it is pressed; when the button goes, the export ends with it.
#[component]
pub fn ExportButton(
    /// What is exported.
    source: impl Fn() -> Source + 'static,
    /// The button's words.
    #[prop(into, default = Signal::stored(words::export().to_owned()))]
    label: Signal<String>,
    /// Size of the button: `small`, or as other buttons.
    #[prop(optional)]
    size: Option<&'static str>,
    /// Look of the button: `quiet`, or as other buttons.
    #[prop(optional)]
    variant: Option<&'static str>,
) -> impl IntoView {
    let exports = Exports::expect();
    let place = exports.place();
    on_cleanup(move || exports.leave(place));
    view! {
        <button type="button" data-size=size data-variant=variant title=label on:click=move |_| exports.ask(place, source())>
            {icon(Icon::Download)}
            <span>{label}</span>
        </button>
    }
}
