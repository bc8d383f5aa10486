//! A person's own settings: what they are, and how they are kept as text. Pure.

use serde_json::{Value, json};

use crate::language::{Calendar, Language};
use crate::route::PAGE_SIZES;

/// Which colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the computer is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The theme that is kept under this word.
    #[must_use]
    pub fn by_word(word: Option<&str>) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|theme| word == Some(theme.word()))
    }

    /// The word that is kept, and that `data-theme` takes.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How close rows stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    /// With room.
    #[default]
    Comfortable,
    /// More rows on the screen.
    Compact,
}

impl Density {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Comfortable, Self::Compact];

    /// The density that is kept under this word.
    #[must_use]
    pub fn by_word(word: Option<&str>) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|density| word == Some(density.word()))
    }

    /// The word that is kept, and that `data-density` takes.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Comfortable => "comfortable",
            Self::Compact => "compact",
        }
    }
}

/// All settings of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preferences {
    /// Colours.
    pub theme: Theme,
    /// Rows.
    pub density: Density,
    /// The language; `None`: as the browser is set.
    pub language: Option<Language>,
    /// How years are counted, in languages that have a choice.
    pub calendar: Calendar,
    /// Rows of a page of the list; one of [`PAGE_SIZES`].
    pub page_size: u32,
    /// The computer tells when a batch ends while the console is not looked at. Also needs the browser's permission.
    pub desktop_notices: bool,
    /// Single keys such as `?` act (WCAG 2.1.4).
    pub single_keys: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            density: Density::default(),
            language: None,
            calendar: Calendar::default(),
            page_size: PAGE_SIZES[0],
            desktop_notices: false,
            single_keys: true,
        }
    }
}

impl Preferences {
    /// As it is kept.
    #[must_use]
    pub fn to_text(&self) -> String {
        json!({
            "v": 1,
            "theme": self.theme.word(),
            "density": self.density.word(),
            "language": self.language.map(|language| language.code),
            "calendar": self.calendar.word(),
            "page_size": self.page_size,
            "desktop_notices": self.desktop_notices,
            "single_keys": self.single_keys,
        })
        .to_string()
    }

    /// Reads what was kept. What is missing, damaged or of another release has its default (F-23).
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let word = |name: &str| value.get(name).and_then(Value::as_str);
        let flag = |name: &str| value.get(name).and_then(Value::as_bool);
        let default = Self::default();
        Self {
            theme: Theme::by_word(word("theme")).unwrap_or_default(),
            density: Density::by_word(word("density")).unwrap_or_default(),
            language: word("language").and_then(Language::by_code),
            calendar: Calendar::ALL
                .into_iter()
                .find(|calendar| word("calendar") == Some(calendar.word()))
                .unwrap_or_default(),
            page_size: value
                .get("page_size")
                .and_then(Value::as_u64)
                .and_then(|size| u32::try_from(size).ok())
                .filter(|size| PAGE_SIZES.contains(size))
                .unwrap_or(default.page_size),
            desktop_notices: flag("desktop_notices").unwrap_or(default.desktop_notices),
            single_keys: flag("single_keys").unwrap_or(default.single_keys),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_kept_comes_back(language in 0usize..3, calendar in 0usize..2, theme in 0usize..3, density in 0usize..2, size in 0usize..3, notices: bool, keys: bool) {
            let preferences = Preferences {
                theme: Theme::ALL[theme],
                density: Density::ALL[density],
                // The third is none.
                language: Language::all().nth(language),
                calendar: Calendar::ALL[calendar],
                page_size: PAGE_SIZES[size],
                desktop_notices: notices,
                single_keys: keys,
            };
            prop_assert_eq!(Preferences::parse(&preferences.to_text()), preferences);
        }

        #[test]
        fn f23_no_text_makes_it_fall_over(text in "\\PC{0,80}") {
            let _ = Preferences::parse(&text);
        }
    }

    #[test]
    fn f23_what_is_damaged_has_its_default() {
        for text in [
            "",
            "5",
            "[]",
            "{\"theme\":7,\"page_size\":\"50\",\"single_keys\":\"no\"}",
            "{\"page_size\":7}",
        ] {
            assert_eq!(Preferences::parse(text), Preferences::default(), "{text}");
        }
        let some = Preferences::parse("{\"theme\":\"dark\",\"later\":1}");
        assert_eq!(some.theme, Theme::Dark);
        assert!(some.single_keys);
    }
}
