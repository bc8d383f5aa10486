//! Names compared as people see them: however an accent was composed, whichever spaces stand between the words.

use std::borrow::Cow;
use std::cell::Cell;

/// What Unicode's tables do with a text. They would weigh more than the rest of the list's rules, and every browser has them.
#[derive(Clone, Copy)]
pub struct Unicode {
    /// The composed form (Unicode Standard Annex 15, NFC).
    pub compose: fn(&str) -> String,
    /// Small letters.
    pub lower: fn(&str) -> String,
}

thread_local! {
    static UNICODE: Cell<Unicode> = const {
        Cell::new(Unicode {
            compose: str::to_owned,
            lower: str::to_ascii_lowercase,
        })
    };
}

/// Names are compared by these tables from now on: the browser's own.
pub fn use_unicode(tables: Unicode) {
    UNICODE.set(tables);
}

/// Whether two names look the same.
#[must_use]
pub fn same_name(a: &str, b: &str) -> bool {
    seen(a) == seen(b)
}

/// Whether a name holds what is looked for. Neither case nor outer spaces count.
#[must_use]
pub fn holds(name: &str, wanted: &str) -> bool {
    let wanted = lower(&seen(wanted));
    wanted.is_empty() || lower(&seen(name)).contains(&wanted)
}

fn lower(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        (UNICODE.get().lower)(text)
    }
}

/// A name as it looks: composed, each run of spaces of whatever kind one space, none at the ends, and without what cannot
/// be seen.
fn seen(name: &str) -> String {
    let composed = if name.is_ascii() {
        Cow::Borrowed(name)
    } else {
        // Thai sara am is one sign or two; they look the same, but only compatibility forms make them one.
        Cow::Owned((UNICODE.get().compose)(name).replace("\u{e4d}\u{e32}", "\u{e33}"))
    };
    let mut out = String::with_capacity(composed.len());
    for c in composed.chars().filter(|c| !is_invisible(*c)) {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// Soft hyphens, joiners, marks of direction and of the byte order.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As far as the tests need it.
    fn compose(text: &str) -> String {
        text.replace("e\u{301}", "é").replace("u\u{308}", "ü")
    }

    #[test]
    fn b16_names_are_compared_as_people_see_them() {
        use_unicode(Unicode {
            compose,
            lower: str::to_lowercase,
        });
        for (one, other) in [
            ("Prüfung été.zip", "Pru\u{308}fung e\u{301}te\u{301}.zip"),
            ("a b.zip", "a  b.zip"),
            ("a b.zip", " a\u{a0}b.zip\t"),
            ("a b.zip", "a\u{202f}\u{2009}b.zip"),
            ("ab.zip", "a\u{200b}b\u{feff}.zip"),
            ("คำตอบ.zip", "ค\u{e4d}\u{e32}ตอบ.zip"),
        ] {
            assert!(same_name(one, other) && same_name(other, one), "{other:?}");
            assert!(holds(one, other) && holds(other, one), "{other:?}");
        }
        assert!(holds(
            "117 – Physique  e\u{301}te\u{301}.zip",
            "PHYSIQUE ÉTÉ"
        ));
        assert!(!same_name("a b.zip", "ab.zip") && !same_name("A.zip", "a.zip"));
        assert!(!same_name("été", "ete") && !holds("ete.zip", "été"));
        assert!(holds("anything", " \u{a0}"));
    }
}
