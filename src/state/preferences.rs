//! The person's settings in this browser: kept per user in `localStorage` with memory behind it (F-23), and put onto the page.

use super::language::{self, NotLoaded};
use super::session::{Auth, Session};
use crate::browser::storage;
use crate::language::Language;
use crate::preferences::{Density, Preferences, Theme};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::StorageEvent;

/// Before the user's id.
const KEY: &str = "omr.preferences.";
/// What `look.js` reads before the first paint, when nobody knows yet who is signed in: the look of the last user.
const LOOK_KEY: &str = "omr.look";

/// Handle. `Copy`; provided once at the app's root.
#[derive(Clone, Copy)]
pub struct Prefs {
    now: RwSignal<Preferences>,
    user: StoredValue<Option<String>>,
    /// The browser keeps nothing: they last as long as the tab.
    only_here: RwSignal<bool>,
}

impl Prefs {
    /// Makes the handle, provides it as context, and follows who is signed in.
    pub fn provide(session: Session) -> Self {
        let prefs = Self {
            now: RwSignal::new(of_look()),
            user: StoredValue::default(),
            only_here: RwSignal::new(false),
        };
        let auth = session.auth_signal();
        Effect::new(move || match auth.get() {
            Auth::SignedIn(user) => prefs.read(user.id),
            // What is chosen now is the computer's, not that person's.
            Auth::SignedOut => prefs.user.set_value(None),
            _ => {}
        });
        prefs.follow_other_tabs();
        provide_context(prefs);
        prefs
    }

    /// The handle of this app.
    ///
    /// # Panics
    /// When called outside the app's tree; the first look at the page shows it.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// The settings in force.
    #[must_use]
    pub fn now(self) -> Signal<Preferences> {
        self.now.into()
    }

    /// Whether the browser keeps nothing.
    #[must_use]
    pub fn only_here(self) -> Signal<bool> {
        self.only_here.into()
    }

    /// Changes some of them, at once and for the next visits.
    pub fn change(self, change: impl FnOnce(&mut Preferences)) {
        let mut next = self.now.get_untracked();
        change(&mut next);
        self.take(next);
        let own = self.user.get_value();
        let own = own.is_none_or(|user| storage::write(&format!("{KEY}{user}"), &next.to_text()));
        let kept = own && storage::write(LOOK_KEY, &look(&next));
        self.only_here.set(!kept);
    }

    fn read(self, user: String) {
        if self.user.with_value(|now| now.as_ref() == Some(&user)) {
            return;
        }
        let kept = storage::read(&format!("{KEY}{user}"));
        self.user.set_value(Some(user));
        let mut next = kept.map_or_else(Preferences::default, |text| Preferences::parse(&text));
        // Who has chosen a language to sign in with, and has none of their own yet, keeps it.
        next.language = next.language.or_else(kept_language);
        self.take(next);
        self.speak_as_set();
        // Only the first paint of the next visit hangs on it.
        storage::write(LOOK_KEY, &look(&next));
    }

    /// Speaks `language` at once and from the next visit on, also while nobody is signed in. `None`: as the browser is set.
    ///
    /// # Errors
    /// [`NotLoaded`]: its words could not be had; nothing has changed.
    pub async fn speak(self, language: Option<Language>) -> Result<(), NotLoaded> {
        language::speak(language.unwrap_or_else(language::of_browser)).await?;
        self.change(|now| now.language = language);
        Ok(())
    }

    /// What is changed in one tab holds in all.
    fn follow_other_tabs(self) {
        let listener = window_event_listener(ev::storage, move |event: StorageEvent| {
            let own = self.user.get_value().map(|user| format!("{KEY}{user}"));
            if let (true, Some(text)) = (event.key() == own && own.is_some(), event.new_value()) {
                let next = Preferences::parse(&text);
                self.take(next);
                self.speak_as_set();
            }
        });
        on_cleanup(move || listener.remove());
    }

    /// Loads the language of the settings.
    fn speak_as_set(self) {
        let wanted = self.now.get_untracked().language;
        spawn_local(async move {
            // Not loaded: the words of now stay, and the preferences page tries again.
            let _ = language::speak(wanted.unwrap_or_else(language::of_browser)).await;
        });
    }

    fn take(self, next: Preferences) {
        if self.now.get_untracked() != next {
            self.now.set(next);
        }
        language::count_in(next.calendar);
        let Some(root) = document().document_element() else {
            return;
        };
        // Cannot fail: the names are well formed.
        let _ = match next.theme {
            Theme::System => root.remove_attribute("data-theme"),
            theme => root.set_attribute("data-theme", theme.word()),
        };
        let _ = match next.density {
            Density::Comfortable => root.remove_attribute("data-density"),
            density => root.set_attribute("data-density", density.word()),
        };
    }
}

/// `dark compact th`.
fn look(preferences: &Preferences) -> String {
    format!(
        "{} {} {}",
        preferences.theme.word(),
        preferences.density.word(),
        preferences.language.map_or("", |language| language.code)
    )
}

/// What holds until somebody has signed in.
fn of_look() -> Preferences {
    let look = storage::read(LOOK_KEY).unwrap_or_default();
    let mut words = look.split(' ');
    let (theme, density) = (words.next(), words.next());
    Preferences {
        theme: Theme::by_word(theme).unwrap_or_default(),
        density: Density::by_word(density).unwrap_or_default(),
        language: words.next().and_then(Language::by_code),
        ..Preferences::default()
    }
}

/// The language that was chosen in this browser last.
#[must_use]
pub fn kept_language() -> Option<Language> {
    of_look().language
}
