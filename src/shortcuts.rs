//! What a single key does. Pure. They can be switched off, and do nothing while something is typed (WCAG 2.1.4).

use crate::route;

/// A shortcut: a key and where it leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortcut {
    /// As it is printed on the key, in small.
    pub key: &'static str,
    /// `KeyboardEvent.code` of that key: where the keyboard writes another script, the place counts.
    pub code: &'static str,
    /// The page that it opens.
    pub path: &'static str,
}

/// All of them, in the order in which the help lists them.
pub const ALL: [Shortcut; 6] = [
    shortcut("?", "", route::HELP),
    shortcut("u", "KeyU", route::UPLOAD),
    shortcut("b", "KeyB", route::BATCHES),
    shortcut("a", "KeyA", route::ANALYTICS),
    shortcut("n", "KeyN", route::NOTICES),
    shortcut("p", "KeyP", route::PREFERENCES),
];

const fn shortcut(key: &'static str, code: &'static str, path: &'static str) -> Shortcut {
    Shortcut { key, code, path }
}

/// A key that was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Press<'a> {
    /// `KeyboardEvent.key`.
    pub key: &'a str,
    /// `KeyboardEvent.code`.
    pub code: &'a str,
    /// Control, Alt or Meta is held.
    pub with_modifier: bool,
    /// Something takes text, or a dialog is open, or the key is part of composing a character.
    pub taken: bool,
}

/// Where it leads; `None`: the key is not ours.
#[must_use]
pub fn target(press: Press<'_>, enabled: bool) -> Option<&'static str> {
    if !enabled || press.with_modifier || press.taken {
        return None;
    }
    let by_key = ALL.iter().find(|shortcut| shortcut.key == press.key);
    // On a Thai keyboard the key "u" writes "ี": then its place counts. Not where it writes another Latin letter.
    let foreign = !press.key.is_ascii() && press.key.chars().count() == 1;
    let by_code = || {
        ALL.iter()
            .find(|s| foreign && !s.code.is_empty() && s.code == press.code)
    };
    by_key.or_else(by_code).map(|shortcut| shortcut.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press<'a>(key: &'a str, code: &'a str) -> Press<'a> {
        Press {
            key,
            code,
            ..Press::default()
        }
    }

    #[test]
    fn keys_lead_to_their_pages() {
        assert_eq!(target(press("?", "Slash"), true), Some(route::HELP));
        assert_eq!(target(press("b", "KeyB"), true), Some(route::BATCHES));
        assert_eq!(target(press("x", "KeyX"), true), None);
        assert_eq!(target(press("Enter", "Enter"), true), None);
    }

    #[test]
    fn other_scripts_go_by_the_place_of_the_key() {
        assert_eq!(target(press("ี", "KeyU"), true), Some(route::UPLOAD));
        // French keyboard: the place of "a" writes "q".
        assert_eq!(target(press("q", "KeyA"), true), None);
    }

    #[test]
    fn wcag_2_1_4_nothing_happens_while_typing_or_when_switched_off() {
        assert_eq!(target(press("?", "Slash"), false), None);
        for taken in [
            Press {
                taken: true,
                ..press("b", "KeyB")
            },
            Press {
                with_modifier: true,
                ..press("b", "KeyB")
            },
        ] {
            assert_eq!(target(taken, true), None);
        }
    }

    #[test]
    fn no_key_stands_for_two_things() {
        for (i, one) in ALL.iter().enumerate() {
            assert!(
                ALL[i + 1..]
                    .iter()
                    .all(|other| other.key != one.key && other.path != one.path)
            );
        }
    }
}
