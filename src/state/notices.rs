//! What is said to everyone: the page's one polite live region, its one alert region, and the message that an action
//! leaves behind on the next page. Owned by the app's root.

use super::uploads::Announcement;
use leptos::prelude::*;

/// Handle. `Copy`; provided once at the app's root.
#[derive(Clone, Copy)]
pub struct Notices {
    polite: RwSignal<Announcement>,
    alert: RwSignal<Announcement>,
    flash: RwSignal<Option<String>>,
}

impl Notices {
    /// Makes the handle and provides it as context.
    pub fn provide() -> Self {
        let notices = Self {
            polite: RwSignal::default(),
            alert: RwSignal::default(),
            flash: RwSignal::default(),
        };
        provide_context(notices);
        notices
    }

    /// Says and shows nothing: what was said may name a person's batches (S-14).
    pub fn clear(self) {
        self.say(String::new());
        self.alert(String::new());
        self.clear_flash();
    }

    /// The handle of this app.
    ///
    /// # Panics
    /// When called outside the app's tree; the first look at the page shows it.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Read out when the person pauses. Not for what a poll brings (experience.md B, "Live region").
    pub fn say(self, text: impl Into<String>) {
        put(self.polite, text.into());
    }

    /// Read out at once: failures, and what waits for the person.
    pub fn alert(self, text: impl Into<String>) {
        put(self.alert, text.into());
    }

    /// A success that is shown on the list, and read out. Stays until it is dismissed or the next one comes.
    pub fn flash(self, text: impl Into<String>) {
        let text = text.into();
        self.say(text.clone());
        self.flash.set(Some(text));
    }

    /// Takes the message off.
    pub fn clear_flash(self) {
        if self.flash.with_untracked(Option::is_some) {
            self.flash.set(None);
        }
    }

    /// The message to show.
    #[must_use]
    pub fn flash_signal(self) -> Signal<Option<String>> {
        self.flash.into()
    }

    /// What the polite region holds.
    #[must_use]
    pub fn polite_text(self) -> Signal<String> {
        Signal::derive(move || spoken(&self.polite.get()))
    }

    /// What the alert region holds.
    #[must_use]
    pub fn alert_text(self) -> Signal<String> {
        Signal::derive(move || spoken(&self.alert.get()))
    }
}

fn put(signal: RwSignal<Announcement>, text: String) {
    signal.update(|now| {
        now.serial += 1;
        now.text = text;
    });
}

/// A live region is read again only when its text changes: every other text ends with a no-break space.
fn spoken(announcement: &Announcement) -> String {
    let mut text = announcement.text.clone();
    if !text.is_empty() && announcement.serial % 2 == 1 {
        text.push('\u{a0}');
    }
    text
}
