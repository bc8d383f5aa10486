//! The person's settings in this browser: kept per user in `localStorage` with memory behind it (F-23), and put onto the page.

use super::session::{Auth, Session};
use crate::preferences::{Density, Preferences, Theme};
use leptos::prelude::*;
use web_sys::Storage;

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
            now: RwSignal::default(),
            user: StoredValue::default(),
            only_here: RwSignal::new(false),
        };
        let auth = session.auth_signal();
        Effect::new(move || {
            if let Auth::SignedIn(user) = auth.get() {
                prefs.read(user.id);
            }
        });
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
        let Some(user) = self.user.get_value() else {
            return;
        };
        let kept = storage().is_some_and(|storage| {
            storage
                .set_item(&format!("{KEY}{user}"), &next.to_text())
                .is_ok()
                && storage.set_item(LOOK_KEY, &look(&next)).is_ok()
        });
        self.only_here.set(!kept);
    }

    fn read(self, user: String) {
        if self.user.with_value(|now| now.as_ref() == Some(&user)) {
            return;
        }
        let kept = storage().and_then(|s| s.get_item(&format!("{KEY}{user}")).ok().flatten());
        self.user.set_value(Some(user));
        let next = kept.map_or_else(Preferences::default, |text| Preferences::parse(&text));
        self.take(next);
        if let Some(storage) = storage() {
            // Only the first paint of the next visit hangs on it.
            let _ = storage.set_item(LOOK_KEY, &look(&next));
        }
    }

    fn take(self, next: Preferences) {
        if self.now.get_untracked() != next {
            self.now.set(next);
        }
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

/// `dark compact`.
fn look(preferences: &Preferences) -> String {
    format!(
        "{} {}",
        preferences.theme.word(),
        preferences.density.word()
    )
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
