//! Words of the choice of a language.

texts! {
    /// Field; in English as well, for who cannot read the language of now.
    pub label = "language-label";
    /// Its file could not be had.
    pub not_loaded = "language-not-loaded";
    /// Group.
    pub calendar_text = "language-calendar-label";
    /// Which other calendar the language has: `buddhist`; `gregory` for none.
    pub other_calendar = "language-calendar";
}

/// No choice: what the browser wants.
#[must_use]
pub fn of_browser(name: &str) -> String {
    fill!("language-of-browser", name = name)
}

/// A calendar, and a year of it.
#[must_use]
pub fn calendar(calendar: crate::language::Calendar) -> (&'static str, &'static str) {
    use super::catalog::say;
    use crate::language::Calendar;
    match calendar {
        Calendar::Gregorian => (say("language-gregory"), say("language-gregory-hint")),
        Calendar::Buddhist => (say("language-buddhist"), say("language-buddhist-hint")),
    }
}
