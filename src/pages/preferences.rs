//! `/preferences`: the person's own settings. Each takes effect at once; there is nothing to save.

use super::notices::DesktopNotices;
use crate::components::language_select::LanguageSelect;
use crate::components::notice::{Tone, notice};
use crate::components::page::follow_title;
use crate::language::Calendar;
use crate::preferences::{Density, Preferences, Theme};
use crate::route::{self, PAGE_SIZES};
use crate::state::preferences::Prefs;
use crate::words::{language, preferences as words};
use leptos::prelude::*;

/// The page.
#[component]
pub fn PreferencesPage() -> impl IntoView {
    follow_title(|| words::title().to_owned());
    let prefs = Prefs::expect();
    let only_here = prefs.only_here();
    view! {
        <main id="main" tabindex="-1" data-width="form">
            <div class="page-head">
                <div>
                    <h1 tabindex="-1">{words::title()}</h1>
                    <p class="muted">{words::lead()}</p>
                </div>
            </div>
            <div class="stack">
                {move || only_here.get().then(|| notice(
                    Tone::Warning,
                    None,
                    view! { <p>{words::only_here()}</p> }.into_any(),
                    ().into_any(),
                ))}
                <div class="panel">
                    <LanguageSelect />
                    {calendars()}
                </div>
                {group(
                    words::theme_text(),
                    choices("theme", Theme::ALL, Theme::word, words::theme, |now| &mut now.theme),
                )}
                {group(
                    words::density_text(),
                    view! {
                        {choices("density", Density::ALL, Density::word, words::density, |now| &mut now.density)}
                        {page_size(prefs)}
                    }
                    .into_any(),
                )}
                <DesktopNotices />
                {keys(prefs)}
            </div>
        </main>
    }
}

/// A panel with one group of fields. The panel stands around the fieldset and is none itself: WebKit draws the legend of a
/// fieldset that is a grid onto its edge.
fn group(legend: &'static str, content: AnyView) -> AnyView {
    view! {
        <div class="panel">
            <fieldset>
                <legend class="panel-legend">{legend}</legend>
                <div class="stack">{content}</div>
            </fieldset>
        </div>
    }
    .into_any()
}

/// How years are counted, where the language has a choice.
fn calendars() -> Option<AnyView> {
    let other = Calendar::ALL
        .into_iter()
        .find(|calendar| calendar.word() == language::other_calendar());
    let both = [
        Calendar::Gregorian,
        other.filter(|c| *c != Calendar::Gregorian)?,
    ];
    let group = view! {
        <fieldset>
            <legend>{language::calendar_text()}</legend>
            {choices("calendar", both, Calendar::word, language::calendar, |now| &mut now.calendar)}
        </fieldset>
    };
    Some(group.into_any())
}

/// One of several values of a setting. Arrow keys move and choose, as in every group of radio buttons.
fn choices<T: Copy + PartialEq + Send + Sync + 'static, const N: usize>(
    group: &'static str,
    values: [T; N],
    word: fn(T) -> &'static str,
    told: fn(T) -> (&'static str, &'static str),
    setting: fn(&mut Preferences) -> &mut T,
) -> AnyView {
    let prefs = Prefs::expect();
    let choice = move |value: T| {
        let (word, (name, hint)) = (word(value), told(value));
        let (name_id, hint_id) = (format!("{group}-{word}"), format!("{group}-{word}-hint"));
        view! {
            <label>
                <input
                    type="radio"
                    id=format!("{group}-{word}-choice")
                    name=group
                    value=word
                    aria-labelledby=name_id.clone()
                    aria-describedby=hint_id.clone()
                    prop:checked=move || *setting(&mut prefs.now().get()) == value
                    on:change=move |_| prefs.change(|now| *setting(now) = value)
                />
                <span id=name_id.clone()>{name}</span>
                <small id=hint_id.clone()>{hint}</small>
            </label>
        }
    };
    view! { <div class="choices">{values.map(choice).into_iter().collect_view()}</div> }.into_any()
}

fn page_size(prefs: Prefs) -> AnyView {
    let choose = move |event| {
        let size = event_target_value(&event).parse().ok();
        if let Some(size) = size.filter(|size| PAGE_SIZES.contains(size)) {
            prefs.change(|now| now.page_size = size);
        }
    };
    let option = move |size: u32| {
        view! {
            <option value=size.to_string() prop:selected=move || prefs.now().get().page_size == size>{size}</option>
        }
    };
    view! {
        <div class="field" data-size="short">
            <label for="page-size">{words::page_size()}</label>
            <p class="hint" id="page-size-hint">{words::page_size_hint()}</p>
            <span class="select">
                <select id="page-size" aria-describedby="page-size-hint" on:change=choose>
                    {PAGE_SIZES.map(option).into_iter().collect_view()}
                </select>
            </span>
        </div>
    }
    .into_any()
}

fn keys(prefs: Prefs) -> AnyView {
    let content = view! {
            <label class="check">
                <input
                    type="checkbox"
                    aria-describedby="keys-hint"
                    prop:checked=move || prefs.now().get().single_keys
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        prefs.change(|now| now.single_keys = on);
                    }
                />
                <span>{words::single_keys()}</span>
            </label>
            <p class="muted" id="keys-hint">{words::single_keys_hint()}</p>
            <p><a href=format!("{}#keys", route::HELP)>{words::show_keys()}</a></p>
    };
    group(words::keys(), content.into_any())
}
