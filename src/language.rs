//! The languages there are, and which one a person gets. Pure. A language is a file in `lang/`; `build.rs` lists them.

/// One of [`Language::all`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// BCP 47, primary subtag: the name of its file, and the page's `lang`.
    pub code: &'static str,
    /// What it is called in itself.
    pub name: &'static str,
}

/// `en|English;th|ไทย`.
const ALL: &str = env!("OMR_LANGUAGES");

impl Language {
    /// Who reads none of the others gets this one.
    pub const DEFAULT: Self = Self {
        code: "en",
        name: "English",
    };

    /// All of them, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.split(';').filter_map(|entry| {
            let (code, name) = entry.split_once('|')?;
            Some(Self { code, name })
        })
    }

    /// The language with this code.
    #[must_use]
    pub fn by_code(code: &str) -> Option<Self> {
        Self::all().find(|language| language.code == code)
    }

    /// What was chosen, else the first of the browser's languages (`th-TH`, best first) that there is.
    pub fn choose<S: AsRef<str>>(
        chosen: Option<&str>,
        wanted: impl IntoIterator<Item = S>,
    ) -> Self {
        let primary = |tag: &str| {
            let tag = tag.to_ascii_lowercase();
            Self::by_code(tag.split('-').next().unwrap_or_default())
        };
        chosen
            .and_then(Self::by_code)
            .or_else(|| wanted.into_iter().find_map(|tag| primary(tag.as_ref())))
            .unwrap_or(Self::DEFAULT)
    }
}

/// The language in the person's regional form, so that words and dates agree: the first of the browser's languages (best
/// first) that `takes` accepts. Browsers are started with tags that they refuse themselves, such as `en-US@posix`.
pub fn regional(
    language: Language,
    wanted: impl IntoIterator<Item = String>,
    takes: impl Fn(&str) -> bool,
) -> Option<String> {
    let is_same = |tag: &str| {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        primary.eq_ignore_ascii_case(language.code)
    };
    wanted.into_iter().find(|tag| is_same(tag) && takes(tag))
}

/// In which years are counted. Only where a language has two in use is there a choice (`language-calendar`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Calendar {
    /// 2026.
    #[default]
    Gregorian,
    /// 2569: counted in the Buddhist era, 543 years ahead; months and days are the same.
    Buddhist,
}

impl Calendar {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Gregorian, Self::Buddhist];

    /// As Unicode names it (UTS 35, `ca`), which is the word that is kept, too.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Gregorian => "gregory",
            Self::Buddhist => "buddhist",
        }
    }

    /// A year of the Gregorian calendar as this one counts it.
    #[must_use]
    pub fn year(self, gregorian: i64) -> i64 {
        match self {
            Self::Gregorian => gregorian,
            Self::Buddhist => gregorian + 543,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_there() {
        assert_eq!(
            Language::by_code(Language::DEFAULT.code),
            Some(Language::DEFAULT)
        );
    }

    #[test]
    fn b15_a_locale_that_intl_refuses_is_skipped() {
        let of = |wanted: &[&str]| {
            let wanted = wanted.iter().map(|tag| (*tag).to_owned());
            regional(Language::DEFAULT, wanted, |tag| !tag.contains('@'))
        };
        assert_eq!(of(&["en-US@posix"]), None);
        assert_eq!(of(&["en-US@posix", "en-GB"]).as_deref(), Some("en-GB"));
        assert_eq!(of(&["th-TH", "en-ZA", "en"]).as_deref(), Some("en-ZA"));
        assert_eq!(of(&["EN-us"]).as_deref(), Some("EN-us"));
        assert_eq!(of(&["enx", ""]), None);
    }

    #[test]
    fn the_choice_counts_before_the_browser_and_the_browser_before_the_default() {
        let code = |chosen, wanted: &[&str]| Language::choose(chosen, wanted).code;
        assert_eq!(code(Some("en"), &["th-TH"]), "en");
        assert_eq!(code(None, &["th-TH", "en"]), "th");
        assert_eq!(code(None, &["fr-FR", "TH", "en-US"]), "th");
        assert_eq!(code(None, &["fr", ""]), "en");
        assert_eq!(code(Some("xx"), &[]), "en", "a language of another release");
    }
}
