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
    let themes = Theme::ALL.map(|theme| {
        let (name, hint) = words::theme(theme);
        choice(
            "theme",
            theme.word(),
            name,
            hint,
            move |now| now.theme == theme,
            move |now| now.theme = theme,
        )
    });
    let densities = Density::ALL.map(|density| {
        let (name, hint) = words::density(density);
        choice(
            "density",
            density.word(),
            name,
            hint,
            move |now| now.density == density,
            move |now| now.density = density,
        )
    });
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
                <fieldset class="panel">
                    <legend class="panel-legend">{words::theme_text()}</legend>
                    <div class="choices">{themes.into_iter().collect_view()}</div>
                </fieldset>
                <fieldset class="panel">
                    <legend class="panel-legend">{words::density_text()}</legend>
                    <div class="choices">{densities.into_iter().collect_view()}</div>
                    {page_size(prefs)}
                </fieldset>
                <DesktopNotices />
                {keys(prefs)}
            </div>
        </main>
    }
}

/// How years are counted, where the language has a choice.
fn calendars() -> Option<AnyView> {
    let other = Calendar::ALL
        .into_iter()
        .find(|calendar| calendar.word() == language::other_calendar());
    let choices = [
        Calendar::Gregorian,
        other.filter(|c| *c != Calendar::Gregorian)?,
    ]
    .map(|calendar| {
        let (name, hint) = language::calendar(calendar);
        choice(
            "calendar",
            calendar.word(),
            name,
            hint,
            move |now| now.calendar == calendar,
            move |now| now.calendar = calendar,
        )
    });
    let group = view! {
        <fieldset>
            <legend>{language::calendar_text()}</legend>
            <div class="choices">{choices.into_iter().collect_view()}</div>
        </fieldset>
    };
    Some(group.into_any())
}

/// One of several. Arrow keys move and choose, as in every group of radio buttons.
fn choice(
    group: &'static str,
    word: &'static str,
    name: &'static str,
    hint: &'static str,
    chosen: impl Fn(&Preferences) -> bool + Send + Sync + 'static,
    choose: impl Fn(&mut Preferences) + 'static,
) -> AnyView {
    let prefs = Prefs::expect();
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
                prop:checked=move || chosen(&prefs.now().get())
                on:change=move |_| prefs.change(&choose)
            />
            <span id=name_id.clone()>{name}</span>
            <small id=hint_id.clone()>{hint}</small>
        </label>
    }
    .into_any()
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
    view! {
        <fieldset class="panel">
            <legend class="panel-legend">{words::keys()}</legend>
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
        </fieldset>
    }
    .into_any()
}
