//! "There is a problem": what is wrong with a form, with links to the fields (UX-08, GOV.UK error summary).

use super::icon::{Icon, icon};
use super::page::{focus, focus_id};
use crate::words;
use leptos::html;
use leptos::prelude::*;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Id of the field; `None`: it is no field's fault.
    pub field: Option<&'static str>,
    /// The same words as at the field.
    pub text: String,
}

/// The summary; absent while there are no faults. It takes the focus whenever `faults` are set anew, but not when some of them
/// go because they were put right: the person is at work elsewhere.
#[component]
pub fn ErrorSummary(
    #[prop(into)] faults: Signal<Vec<Fault>>,
    /// Nothing is wrong, but something waits for the person: no error, and not red.
    #[prop(optional, into)]
    mild: Signal<bool>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |before: Option<Vec<Fault>>| {
        let now = faults.get();
        let node = node.get();
        let fewer = before.is_some_and(|before| {
            now.len() < before.len() && now.iter().all(|fault| before.contains(fault))
        });
        if !fewer
            && !now.is_empty()
            && let Some(node) = node
        {
            focus(&node);
        }
        now
    });
    move || {
        let faults = faults.get();
        let heading = if mild.get() {
            words::preflight::points_first()
        } else {
            words::login::problem()
        };
        (!faults.is_empty()).then(|| {
            view! {
                <div class="error-summary" data-tone=mild.get().then_some("warning") role="group" aria-labelledby="error-summary" tabindex="-1" node_ref=node>
                    <h2 id="error-summary">{heading}</h2>
                    <ul role="list">{faults.into_iter().map(fault).collect_view()}</ul>
                </div>
            }
            .into_any()
        })
    }
}

fn fault(fault: Fault) -> AnyView {
    match fault.field {
        Some(id) => view! {
            <li>
                <a
                    href=format!("#{id}")
                    on:click=move |event| {
                        // A hash of our own would enter the history.
                        event.prevent_default();
                        focus_id(id);
                    }
                >
                    {fault.text}
                </a>
            </li>
        }
        .into_any(),
        None => view! { <li>{fault.text}</li> }.into_any(),
    }
}

/// The error line at a field; `id` is for its `aria-describedby`.
#[must_use]
pub fn field_error(id: &'static str, text: String) -> AnyView {
    view! { <p class="error" id=id>{icon(Icon::Stop)}<span>{text}</span></p> }.into_any()
}
