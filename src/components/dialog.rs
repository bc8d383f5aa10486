//! The frame of every dialog. It is the browser's own, so that what lies behind it cannot be reached, and the focus returns.

use super::page::focus_id;
use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlDialogElement;

/// A modal dialog: open as long as it is part of the page. Whoever put it there takes it away, also upon Escape.
///
/// ```ignore
/// move || asked.get().then(|| view! {
///     <Dialog labelled_by="leave-heading" focus="leave-stay" on_escape=move |()| asked.set(false)>
///         <h2 id="leave-heading">"Leave?"</h2>
///         <button type="button" id="leave-stay" on:click=move |_| asked.set(false)>"Stay"</button>
///     </Dialog>
/// })
/// ```
#[component]
pub fn Dialog(
    /// Id of the heading that names it.
    labelled_by: &'static str,
    /// Id of the text that is read out when it opens; with one it is an alert.
    #[prop(optional)]
    described_by: Option<&'static str>,
    /// Id of the element that has the focus at first; the browser's choice without it.
    #[prop(optional)]
    focus: Option<&'static str>,
    /// Whether it may be seen over a page that is locked.
    #[prop(optional)]
    over_lock: bool,
    /// Escape was pressed.
    #[prop(into)]
    on_escape: UnsyncCallback<()>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let opened = StoredValue::new_local(None::<HtmlDialogElement>);
    Effect::new(move || {
        // Fails only for a dialog that has left the page already.
        if let Some(dialog) = node.get()
            && !dialog.open()
            && dialog.show_modal().is_ok()
        {
            if let Some(id) = focus {
                focus_id(id);
            }
            opened.set_value(Some(dialog));
        }
    });
    on_cleanup(move || {
        // Closed before it is taken away: only then does the browser give the focus back to what had it.
        if let Some(Some(dialog)) = opened.try_get_value() {
            dialog.close();
        }
    });
    view! {
        <dialog
            role=described_by.map(|_| "alertdialog")
            aria-labelledby=labelled_by
            aria-describedby=described_by
            data-lock=over_lock.then_some("true")
            node_ref=node
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                on_escape.run(());
            }
        >
            {children()}
        </dialog>
    }
}
