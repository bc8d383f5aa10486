//! The texts of the chosen language: a Fluent file (projectfluent.org), read once, and its messages filled in.
//!
//! The reader knows the part of Fluent's syntax that the files in `lang/` use: plain messages, `{$variables}`, references to
//! other messages, literals and selectors. `tests/languages.rs` holds every message against Fluent's own Rust implementation,
//! which costs the first view 43 KB (docs/decisions.md, "Languages").

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::domain::{ByteSize, SizeUnit};
use crate::language::Calendar;

mod pattern;

/// A value for a variable of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg<'a> {
    /// A count: chooses the plural, and is shown with the language's separators.
    Number(u64),
    /// Shown as it is.
    Text(Cow<'a, str>),
    /// Shown in its best unit.
    Size(ByteSize),
    /// What has been done of a whole: as a size, but rounded down.
    Part(ByteSize),
}

impl Arg<'_> {
    /// `part` of `whole` bytes: all of it only when it is.
    #[must_use]
    pub fn part(part: u64, whole: u64) -> Self {
        if part < whole {
            Self::Part(ByteSize(part))
        } else {
            Self::Size(ByteSize(part))
        }
    }
}

macro_rules! arg_from {
    ($($from:ty => |$value:ident| $arg:expr;)*) => {
        $(impl<'a> From<$from> for Arg<'a> {
            fn from($value: $from) -> Self { $arg }
        })*
    };
}
arg_from! {
    u64 => |n| Self::Number(n);
    u32 => |n| Self::Number(n.into());
    u16 => |n| Self::Number(n.into());
    u8 => |n| Self::Number(n.into());
    usize => |n| Self::Number(n as u64);
    &'a str => |text| Self::Text(Cow::Borrowed(text));
    &'a String => |text| Self::Text(Cow::Borrowed(text.as_str()));
    String => |text| Self::Text(Cow::Owned(text));
    ByteSize => |size| Self::Size(size);
}

/// The plural category of a number (CLDR): `one`, `few`, `other` …
pub type Plural = Rc<dyn Fn(u64) -> String>;

/// A language's messages.
#[derive(Clone)]
pub struct Catalog {
    /// Sorted by key. The values are as they stand in the file.
    messages: Vec<(&'static str, &'static str)>,
    plural: Plural,
}

impl Catalog {
    /// Without any message.
    #[must_use]
    pub fn new(plural: Plural) -> Self {
        Self {
            messages: Vec::new(),
            plural,
        }
    }

    /// Takes the messages of (a part of) a language's file; a key that is there already gets the new text.
    pub fn add(&mut self, source: &'static str) {
        // Put in place one by one: a sort would weigh more than the few milliseconds that it saves (docs/decisions.md, "Size").
        for message in pattern::messages(source) {
            match self.place(message.0) {
                Ok(at) => self.messages[at] = message,
                Err(at) => self.messages.insert(at, message),
            }
        }
    }

    /// The keys, in order.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.messages.iter().map(|(key, _)| *key)
    }

    /// A message as it stands in the file.
    #[must_use]
    pub fn raw(&self, key: &str) -> Option<&'static str> {
        self.place(key).ok().map(|at| self.messages[at].1)
    }

    /// Where a key stands, or would.
    fn place(&self, key: &str) -> Result<usize, usize> {
        self.messages
            .binary_search_by(|(known, _)| (*known).cmp(key))
    }

    /// A message with its variables filled in; `None`: there is no such message.
    #[must_use]
    pub fn fill(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        let raw = self.raw(key)?;
        let mut out = String::with_capacity(raw.len() + 16);
        pattern::fill(self, raw, args, &mut out);
        Some(out)
    }

    /// A value as it is shown.
    fn show(&self, arg: &Arg<'_>, out: &mut String) {
        match arg {
            Arg::Number(n) => out.push_str(&self.grouped(*n)),
            Arg::Text(text) => out.push_str(text),
            Arg::Size(size) => out.push_str(&self.size(*size)),
            Arg::Part(size) => {
                let unit = size.unit();
                let number = self.decimal(&size.floored_in(unit));
                out.extend([&*number, " ", self.unit(unit)]);
            }
        }
    }

    /// `11,404`: groups of three, parted as the language does.
    #[must_use]
    pub fn grouped(&self, n: u64) -> String {
        let separator = self.raw("number-group").unwrap_or(",");
        let digits = n.to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3);
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push_str(separator);
            }
            out.push(c);
        }
        out
    }

    /// `2.1` with the language's decimal separator.
    #[must_use]
    pub fn decimal(&self, number: &str) -> String {
        number.replace('.', self.raw("number-decimal").unwrap_or("."))
    }

    /// `2.1 MB`.
    #[must_use]
    pub fn size(&self, size: ByteSize) -> String {
        let (number, unit) = size.rounded();
        format!("{} {}", self.decimal(&number), self.unit(unit))
    }

    /// The name of a unit.
    #[must_use]
    pub fn unit(&self, unit: SizeUnit) -> &'static str {
        let key = match unit {
            SizeUnit::B => "size-b",
            SizeUnit::KB => "size-kb",
            SizeUnit::MB => "size-mb",
            SizeUnit::GB => "size-gb",
        };
        self.raw(key).unwrap_or(unit.symbol())
    }

    fn category(&self, n: u64) -> String {
        (self.plural)(n)
    }
}

/// The plural of English and Thai; in the browser `Intl.PluralRules` is asked instead, which knows every language.
#[must_use]
pub fn plural_of(language: &str) -> Plural {
    let has_one = language == "en";
    Rc::new(move |n| if has_one && n == 1 { "one" } else { "other" }.to_owned())
}

thread_local! {
    static CALENDAR: Cell<Calendar> = const { Cell::new(Calendar::Gregorian) };
    static NOW: RefCell<Catalog> = RefCell::new(at_start());
}

/// Tests read English; the console loads a language before it shows anything, and its release carries none.
#[cfg(any(not(target_arch = "wasm32"), debug_assertions))]
fn at_start() -> Catalog {
    let mut catalog = Catalog::new(plural_of("en"));
    catalog.add(include_str!("../../lang/en.ftl"));
    catalog
}
#[cfg(all(target_arch = "wasm32", not(debug_assertions)))]
fn at_start() -> Catalog {
    Catalog::new(plural_of("en"))
}

/// Makes `catalog` the one that is spoken.
pub fn install(catalog: Catalog) {
    NOW.set(catalog);
}

/// In which years are counted.
#[must_use]
pub fn calendar() -> Calendar {
    CALENDAR.get()
}

/// Counts years in `calendar` from now on; the old one.
pub fn count_in(calendar: Calendar) -> Calendar {
    CALENDAR.replace(calendar)
}

/// Does something with the language that is spoken.
pub fn with<T>(work: impl FnOnce(&Catalog) -> T) -> T {
    NOW.with_borrow(work)
}

/// `2.1 MB` in the language that is spoken.
#[must_use]
pub fn size(bytes: u64) -> String {
    with(|now| now.size(ByteSize(bytes)))
}

/// A message without variables.
#[must_use]
pub fn say(key: &'static str) -> &'static str {
    with(|now| now.raw(key)).unwrap_or(key)
}

/// A message with variables. A missing one shows its key: `tests/languages.rs` sees to it that none is missing.
#[must_use]
pub fn fill(key: &'static str, args: &[(&str, Arg<'_>)]) -> String {
    with(|now| now.fill(key, args)).unwrap_or_else(|| key.to_owned())
}
