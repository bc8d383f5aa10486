//! Chooses the language. It changes at once, without a reload: what was typed and what is being sent stay.

use super::notice::{Tone, notice};
use crate::language::Language;
use crate::state::language;
use crate::state::preferences::Prefs;
use crate::words::language as words;
use leptos::prelude::*;
use leptos::task::spawn_local;

const ID: &str = "language";

/// The field with its label.
#[component]
pub fn LanguageSelect(
    /// `inline`: the label beside the field.
    #[prop(optional)]
    layout: Option<&'static str>,
) -> impl IntoView {
    let prefs = Prefs::expect();
    let missing = RwSignal::new(false);
    let choose = move |event| {
        let chosen = Language::by_code(&event_target_value(&event));
        spawn_local(async move {
            let done = prefs.speak(chosen).await.is_ok();
            // When it is done the views were made anew, and with them this field.
            missing.try_set(!done);
        });
    };
    let chosen = move || prefs.now().get().language;
    let options = Language::all().map(|language| {
        view! {
            <option value=language.code lang=language.code prop:selected=move || chosen() == Some(language)>
                {language.name}
            </option>
        }
    });
    view! {
        <div class="field" data-size="short" data-layout=layout>
            // In English, too: who cannot read the language of now must find it.
            <label for=ID>{words::label()}</label>
            <span class="select">
                <select id=ID on:change=choose>
                    <option value="" prop:selected=move || chosen().is_none()>
                        {words::of_browser(language::of_browser().name)}
                    </option>
                    {options.collect_view()}
                </select>
            </span>
            {move || missing.get().then(|| notice(
                Tone::Danger,
                None,
                view! { <p>{words::not_loaded()}</p> }.into_any(),
                ().into_any(),
            ))}
        </div>
    }
    .into_any()
}
