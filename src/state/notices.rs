//! What is said to everyone: the page's one polite live region, its one alert region, and the message that an action
//! leaves behind on the next page. Owned by the app's root.

use super::uploads::Announcement;
use crate::api::clock::monotonic_ms;
use crate::domain::BatchId;
use leptos::prelude::*;

/// Handle. `Copy`; provided once at the app's root.
#[derive(Clone, Copy)]
pub struct Notices {
    polite: RwSignal<Announcement>,
    alert: RwSignal<Announcement>,
    flash: RwSignal<Option<String>>,
    /// Ends that were said, and when, in milliseconds.
    ends: StoredValue<Vec<(BatchId, f64)>>,
}

/// A page and what watches in the background learn of the same end this far apart at most, in milliseconds.
const SAME_END_MS: f64 = 60_000.0;

impl Notices {
    /// Makes the handle and provides it as context.
    pub fn provide() -> Self {
        let notices = Self {
            polite: RwSignal::default(),
            alert: RwSignal::default(),
            flash: RwSignal::default(),
            ends: StoredValue::default(),
        };
        provide_context(notices);
        notices
    }

    /// Says and shows nothing: what was said may name a person's batches (S-14).
    pub fn clear(self) {
        self.say(String::new());
        self.alert(String::new());
        self.clear_flash();
        self.ends.set_value(Vec::new());
    }

    /// Says that a batch has ended, once, whoever learns of it first (B17): the page of the batch, its upload, or what watches
    /// in the background. A failure is said at once.
    pub fn say_end(self, id: &BatchId, failed: bool, text: String) {
        let now = monotonic_ms();
        let first = self.ends.try_update_value(|ends| {
            ends.retain(|(_, at)| now - at < SAME_END_MS);
            let first = ends.iter().all(|(other, _)| other != id);
            if first {
                ends.push((id.clone(), now));
            }
            first
        });
        match (first, failed) {
            (Some(true), true) => self.alert(text),
            (Some(true), false) => self.say(text),
            _ => {}
        }
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
