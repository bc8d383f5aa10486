//! Words that people read: none of the banned ones (UX-07), and none outside `src/words`, where they can be checked and
//! translated.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    reason = "helpers of tests; clippy.toml knows only those marked #[test]"
)]

use std::fs;
use std::path::Path;

mod sources;

use sources::{read, rust_files};

const BANNED: [&str; 9] = [
    "invalid",
    "valid",
    "error code",
    "forbidden",
    "illegal",
    "oops",
    "please",
    "sorry",
    "abort",
];

#[test]
fn no_banned_word_is_shown() {
    let mut found = Vec::new();
    {
        let file = Path::new("lang/en.ftl");
        for text in messages() {
            let plain = format!(
                " {} ",
                text.to_lowercase()
                    .replace(|c: char| !c.is_alphanumeric(), " ")
            );
            let hit = BANNED
                .iter()
                .find(|word| plain.contains(&format!(" {word} ")));
            found.extend(hit.map(|word| format!("{}: {word:?} in {text:?}", file.display())));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn sentences_live_in_the_words_folder() {
    let mut found = Vec::new();
    for file in ["src/pages", "src/components", "src/words"]
        .iter()
        .flat_map(|dir| rust_files(dir))
    {
        for text in literals(&source(&file)) {
            if looks_like_words(&text) {
                found.push(format!("{}: {text:?}", file.display()));
            }
        }
    }
    assert!(
        found.is_empty(),
        "move these to src/words:\n{}",
        found.join("\n")
    );
}

/// A capital letter first and a small one after it, or several words: what people read. Names of keys (`"Enter"`) are not.
fn looks_like_words(text: &str) -> bool {
    let text = without_placeholders(text);
    let text = text.trim();
    const KEYS: [&str; 12] = [
        "AbortError",
        "Enter",
        "Escape",
        "ArrowUp",
        "ArrowDown",
        "Home",
        "End",
        "Tab",
        "Files",
        "Intl",
        "DateTimeFormat",
        "NumberFormat",
    ];
    let words = text
        .split_whitespace()
        .filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 1)
        .count();
    let mut chars = text.chars();
    let capital = chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_some_and(char::is_lowercase);
    // Paths of icons ("M4 8 L12 16") and class lists are neither.
    let path_or_classes =
        !text.contains(|c: char| c.is_alphabetic() && c.is_uppercase()) || text.contains("M");
    !KEYS.contains(&text) && (capital || (words > 1 && !path_or_classes))
}

/// `"{ERROR} {HINT}"` joins two names: nobody reads what stands in the braces.
fn without_placeholders(text: &str) -> String {
    let outside = text
        .split('{')
        .map(|part| part.rsplit_once('}').map_or(part, |(_, rest)| rest));
    outside.collect()
}

/// The English texts.
fn messages() -> Vec<String> {
    let text = read("lang/en.ftl");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let texts = lines.map(|line| {
        line.split_once('=')
            .filter(|_| !line.starts_with(' '))
            .map_or(line, |(_, text)| text)
    });
    texts.map(str::to_owned).collect()
}

/// The source without comments, attributes and unit tests.
fn source(file: &Path) -> String {
    let text = fs::read_to_string(file).expect("a readable source");
    let before_tests = text.split("#[cfg(test)]").next().unwrap_or_default();
    before_tests
        .lines()
        .filter(|line| {
            let line = line.trim_start();
            !["//", "#[", "reason = "]
                .iter()
                .any(|start| line.starts_with(start))
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// String literals, plain and raw.
fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\'' => {
                // A char literal such as '"' must not open a string; a lifetime has no closing quote near.
                let rest: String = chars.clone().take(2).collect();
                if rest.starts_with('\\') {
                    chars.next();
                    chars.next();
                    chars.next();
                } else if rest.ends_with('\'') {
                    chars.next();
                    chars.next();
                }
            }
            '"' => {
                let mut text = String::new();
                while let Some(c) = chars.next() {
                    match c {
                        '"' => break,
                        '\\' => text.extend(chars.next().filter(|c| !matches!(c, 'n' | '\n'))),
                        c => text.push(c),
                    }
                }
                found.push(text);
            }
            _ => {}
        }
    }
    found
}

#[test]
fn the_reader_of_literals_finds_them() {
    let found = literals(r#"a("One two") '"' b('\'', "x\"y") &'a str "Last""#);
    assert_eq!(found, ["One two", "x\"y", "Last"]);
    assert!(looks_like_words("Choose files"));
    assert!(!looks_like_words("M4 8L12 16"));
    assert!(!looks_like_words("visually-hidden row-name"));
    assert!(!looks_like_words("aria-live"));
}
