//! The question before a sign-out that ends uploads: names them, and says what is lost (A5).

use super::dialog::Dialog;
use crate::state::session::{Auth, Session};
use crate::state::sign_out::SignOut;
use crate::upload::view::{Phase, UploadView};
use crate::words::sign_out as words;
use leptos::prelude::*;

const HEADING: &str = "sign-out-heading";
const TEXT: &str = "sign-out-text";
const STAY: &str = "sign-out-stay";

/// Stands once at the root; opens when [`SignOut::ask`] finds something to lose.
#[component]
pub fn SignOutDialog() -> impl IntoView {
    let asking = SignOut::expect().asking();
    move || asking.get().then(|| view! { <Question /> }.into_any())
}

#[component]
fn Question() -> impl IntoView {
    let sign_out = SignOut::expect();
    let lost = Memo::new(move |_| sign_out.lost().iter().map(Line::of).collect::<Vec<_>>());
    // Whoever stands before a locked page may end the session, and reads no name of what it would cost.
    let auth = Session::expect().auth_signal();
    let locked = Memo::new(move |_| auth.with(|auth| matches!(auth, Auth::Locked(_))));
    let count = Memo::new(move |_| lost.with(Vec::len) + sign_out.unheard());
    // They may end by themselves while the question stands.
    let over = Memo::new(move |_| count.get() == 0);
    let confirming = Memo::new(move |_| lost.with(|lost| lost.iter().any(|line| line.confirming)));
    view! {
        <Dialog labelled_by=HEADING described_by=TEXT focus=STAY over_lock=true on_escape=move |()| sign_out.stay()>
            <div class="stack">
                <h2 id=HEADING>{move || if over.get() { words::heading_over() } else { words::heading() }}</h2>
                <div class="stack" data-gap="small" id=TEXT>
                    <p>{move || if over.get() { words::over().to_owned() } else { words::consequence(count.get()) }}</p>
                    {move || confirming.get().then(|| view! { <p>{words::confirming()}</p> })}
                </div>
                <ul class="rows several" role="list" tabindex="0" aria-labelledby=HEADING hidden=move || locked.get() || lost.with(Vec::is_empty)>
                    {move || (!locked.get()).then(|| lost.get().into_iter().map(Line::view).collect_view())}
                </ul>
                <div class="actions">
                    <button type="button" id=STAY data-variant="primary" on:click=move |_| sign_out.stay()>
                        {words::stay()}
                    </button>
                    <button type="button" data-variant="danger" on:click=move |_| sign_out.go()>
                        {move || if over.get() { words::go_over() } else { words::go() }}
                    </button>
                </div>
            </div>
        </Dialog>
    }
}

/// What is shown of an upload; whole percent, so that the list is painted seldom.
#[derive(Clone, PartialEq, Eq)]
struct Line {
    name: String,
    state: String,
    confirming: bool,
}

impl Line {
    fn of(upload: &UploadView) -> Self {
        Self {
            name: upload.name.clone(),
            state: words::upload(&upload.phase, upload.percent_shown),
            confirming: matches!(upload.phase, Phase::Confirming(_)),
        }
    }

    fn view(self) -> AnyView {
        view! {
            <li>
                <bdi class="name">{self.name}</bdi>
                <span class="muted small">{self.state}</span>
            </li>
        }
        .into_any()
    }
}
