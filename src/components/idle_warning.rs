//! Announces that the page is about to lock because nobody uses it. Any input takes it away.

use super::icon::{Icon, icon};
use crate::state::idle_lock::IdleLock;
use crate::state::notices::Notices;
use crate::state::root::Root;
use crate::state::session::{Auth, Session};
use crate::words::idle as words;
use leptos::html;
use leptos::prelude::*;

/// Stands once for all pages, above any open dialog.
#[component]
pub fn IdleWarning() -> impl IntoView {
    let seconds = Root::keep(IdleLock::begin).seconds();
    announce(seconds);
    let section = NodeRef::<html::Section>::new();
    Effect::new(move || {
        if let Some(section) = section.get() {
            // Fails only for one that is shown already.
            let _ = section.show_popover();
        }
    });
    let warned = Memo::new(move |_| seconds.get() > 0);
    move || {
        warned.get().then(|| {
            view! {
                <section
                    class="notice idle-warning"
                    data-tone="warning"
                    popover="manual"
                    aria-label=words::warning_name()
                    node_ref=section
                >
                    {icon(Icon::Lock)}
                    <div>
                        <strong>{move || words::warning(seconds.get())}</strong>
                        <p>{words::how_to_stay()}</p>
                    </div>
                </section>
            }
            .into_any()
        })
    }
}

/// Once, and when it is over: a number that is read out every second informs nobody.
fn announce(seconds: RwSignal<usize>) {
    let notices = Notices::expect();
    let auth = Session::expect().auth_signal();
    Effect::new(move |before: Option<bool>| {
        let left = seconds.get();
        let warned = left > 0;
        match (before.unwrap_or_default(), warned) {
            (false, true) => {
                notices.say(format!("{} {}", words::warning(left), words::how_to_stay()));
            }
            (true, false) if auth.with_untracked(|auth| matches!(auth, Auth::SignedIn(_))) => {
                notices.say(words::stays());
            }
            (true, false) => notices.say(String::new()),
            _ => {}
        }
        warned
    });
}
