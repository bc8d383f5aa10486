//! Messages that stay in the page until their reason is gone. Nothing fades by itself (experience.md, "Toasts").

use super::icon::{Icon, icon};
use crate::batches::action_outcome::{Action, NotDone};
use crate::words::action_outcome as outcome_words;
use crate::words::errors::Failure;
use leptos::prelude::*;

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Info,
    /// It worked.
    Success,
    /// Something is not as it should be; work goes on.
    Warning,
    /// It did not work.
    Danger,
}

impl Tone {
    const fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Info => Icon::Info,
            Self::Success => Icon::Check,
            Self::Warning => Icon::Triangle,
            Self::Danger => Icon::Stop,
        }
    }
}

/// A message: what happened in bold, the rest below, buttons at the end.
#[must_use]
pub fn notice(tone: Tone, title: Option<String>, body: AnyView, actions: AnyView) -> AnyView {
    view! {
        <div class="notice" data-tone=tone.word()>
            {icon(tone.icon())}
            <div>{title.map(|title| view! { <strong>{title}</strong> })} {body}</div>
            <div class="cluster">{actions}</div>
        </div>
    }
    .into_any()
}

/// A failure in words: cause and next step, then the server's own sentence as a quotation (as text only, S-12).
#[must_use]
pub fn failure_text(failure: &Failure) -> AnyView {
    let words = failure.server_words.clone();
    view! {
        <p>{format!("{} {}", failure.cause, failure.next)}</p>
        {words.map(|words| view! { <blockquote><bdi>{words}</bdi></blockquote> })}
    }
    .into_any()
}

/// Why an action was not done, and what to do. `support`: whom people ask for help.
#[must_use]
pub fn not_done_text(action: &Action, not_done: NotDone, support: Option<&str>) -> AnyView {
    view! {
        <strong>{outcome_words::heading(action, not_done.reason)}</strong>
        <p>{outcome_words::text(action, not_done.reason, support)}</p>
        {not_done.server_words.map(|words| view! { <blockquote><bdi>{words}</bdi></blockquote> })}
    }
    .into_any()
}
