//! `/upload`: the form for new uploads, and beside it what has become of the earlier ones.

mod form;
mod form_checks;
mod form_view;

use crate::components::error_summary::ErrorSummary;
use crate::components::page::follow_title;
use crate::components::upload_queue::UploadQueue;
use crate::upload::prefill::Prefill;
use crate::words::upload as words;
use form::Form;
use form_view::FormView;
use leptos::prelude::*;

/// Fills the form, for a batch that is uploaded once more. Files that are chosen already stay.
pub fn prepare(prefill: Prefill) {
    Form::revisit().fill(prefill);
}

/// The page.
#[component]
pub fn UploadPage() -> impl IntoView {
    let form = Form::revisit();
    let mild = Signal::derive(move || form.only_waits());
    follow_title(move || {
        words::title(form.faults.with(|faults| !faults.is_empty()) && !mild.get())
    });
    view! {
        <main id="main" tabindex="-1">
            <div class="page-head">
                <div>
                    <h1 tabindex="-1">{words::title_text()}</h1>
                    <p class="muted">{words::lead()}</p>
                </div>
            </div>
            <ErrorSummary faults=form.faults mild=mild />
            <div class="upload-page">
                <FormView form=form />
                <UploadQueue />
            </div>
        </main>
    }
}
