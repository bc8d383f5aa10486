//! The language files: proper Fluent, complete, used, and read by the console exactly as Fluent's own implementation reads
//! them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests; clippy.toml knows only those marked #[test]"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

mod sources;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use omr_batch_console::language::Language;
use omr_batch_console::words::catalog::{Arg, Catalog, plural_of};
use sources::{read, rust_files};

/// Numbers that choose every plural form of the languages there are, and one that is grouped.
const NUMBERS: [u64; 5] = [0, 1, 2, 7, 11_404];

#[test]
fn every_file_is_proper_fluent() {
    for language in Language::all() {
        if let Err((_, errors)) = FluentResource::try_new(text(language)) {
            panic!("lang/{}.ftl: {errors:?}", language.code);
        }
    }
}

#[test]
fn every_language_says_the_same_things_with_the_same_variables() {
    let english = messages(Language::DEFAULT);
    for language in Language::all() {
        let other = messages(language);
        let missing: Vec<_> = english
            .keys()
            .filter(|key| !other.contains_key(*key))
            .collect();
        let strange: Vec<_> = other
            .keys()
            .filter(|key| !english.contains_key(*key))
            .collect();
        assert!(
            missing.is_empty(),
            "lang/{}.ftl lacks {missing:#?}",
            language.code
        );
        assert!(
            strange.is_empty(),
            "lang/{}.ftl alone has {strange:#?}",
            language.code
        );
        for (key, message) in &other {
            let wanted = &english[key].variables;
            // A language may do without a number that only told one from many.
            assert!(
                message
                    .variables
                    .keys()
                    .all(|name| wanted.contains_key(name)),
                "lang/{}.ftl: {key} uses a variable that the console does not give",
                language.code
            );
            let shown = |message: &Message| -> BTreeSet<String> {
                message
                    .variables
                    .iter()
                    .filter(|(_, use_of)| use_of.shown)
                    .map(|(name, _)| name.clone())
                    .collect()
            };
            assert_eq!(
                shown(message),
                shown(&english[key]),
                "lang/{}.ftl: {key} does not show what the English text shows",
                language.code
            );
        }
    }
}

#[test]
fn no_key_is_missing_and_none_is_unused() {
    let known = messages(Language::DEFAULT);
    let (called, plain) = keys_in_sources();
    let missing: Vec<_> = called
        .iter()
        .filter(|key| !known.contains_key(*key))
        .collect();
    assert!(
        missing.is_empty(),
        "used but in no language file: {missing:#?}"
    );
    let page = read("index.html");
    let referred: BTreeSet<&String> = known
        .values()
        .flat_map(|message| &message.references)
        .collect();
    // The catalog's own: separators and units.
    // Beside those that say a message: tables of keys, and the catalog's own separators and units.
    let words: String = rust_files("src/words")
        .iter()
        .map(|file| fs::read_to_string(file).expect("a source"))
        .collect();
    let own = words + &read("build.rs") + &read("src/components/when.rs");
    let unused: Vec<_> = known
        .keys()
        .filter(|key| {
            !called.contains(*key)
                && !referred.contains(key)
                && !page.contains(&format!("data-text=\"{key}\""))
                && !own.contains(&format!("\"{key}\""))
                && !own.contains(&format!("\"{key} =\""))
        })
        .collect();
    assert!(
        unused.is_empty(),
        "in the language files but never said: {unused:#?}"
    );
    for language in Language::all() {
        let messages = messages(language);
        let with_placeables: Vec<_> = plain
            .iter()
            .filter(|key| messages.get(*key).is_some_and(|m| !m.is_plain))
            .collect();
        assert!(
            with_placeables.is_empty(),
            "lang/{}.ftl: said as they stand, so nothing in braces would be filled in: {with_placeables:#?}",
            language.code
        );
    }
}

#[test]
fn the_console_reads_them_as_fluent_does() {
    for language in Language::all() {
        let source: &'static str = Box::leak(text(language).into_boxed_str());
        let mut ours = Catalog::new(plural_of(language.code));
        ours.add(source);
        let theirs = bundle(language, source);
        for (key, message) in messages(language) {
            for args in samples(&message) {
                let wanted = fluent_says(&theirs, &key, &args);
                let given: Vec<(&str, Arg<'_>)> = args
                    .iter()
                    .map(|(name, arg)| (name.as_str(), arg.clone()))
                    .collect();
                assert_eq!(
                    ours.fill(&key, &given).as_deref(),
                    Some(&*wanted),
                    "lang/{}.ftl: {key} {args:?}",
                    language.code
                );
            }
        }
    }
}

#[test]
fn the_page_itself_says_in_english_what_the_english_file_says() {
    let page = read("index.html");
    let english = messages(Language::DEFAULT);
    let mut found = 0;
    for piece in page.split("data-text=\"").skip(1) {
        let (key, rest) = piece.split_once('"').expect("a closed attribute");
        let (_, rest) = rest.split_once('>').expect("a closed tag");
        let (shown, _) = rest.split_once('<').expect("an end");
        assert_eq!(shown, english[key].raw, "{key}");
        found += 1;
    }
    assert!(found > 8, "the test would prove nothing");
}

/// A browser that translates the page puts nodes of its own into the place of those that the console writes to: from then on
/// "0 files" stands there, whatever was chosen.
#[test]
fn b14_browsers_are_told_not_to_translate_the_page() {
    let page = read("index.html");
    let (_, root) = page.split_once("<html").expect("a root");
    let (attributes, _) = root.split_once('>').expect("a closed tag");
    assert!(attributes.contains("translate=\"no\""), "{attributes}");
}

#[test]
fn every_language_is_translated() {
    let english = messages(Language::DEFAULT);
    let thai = |text: &str| text.chars().any(|c| ('\u{e01}'..='\u{e5b}').contains(&c));
    for language in Language::all().filter(|language| *language != Language::DEFAULT) {
        let same: Vec<_> = messages(language)
            .into_iter()
            .filter(|(key, message)| {
                let has_words = outside_braces(&message.raw)
                    .split(|c: char| !c.is_alphabetic())
                    .any(|word| word.len() > 2);
                has_words && message.raw == english[key].raw && !thai(&message.raw)
            })
            .map(|(key, message)| format!("{key} = {}", message.raw))
            .filter(|line| {
                !SAME_EVERYWHERE
                    .iter()
                    .any(|text| line.ends_with(&format!("= {text}")))
            })
            .collect();
        assert!(
            same.is_empty(),
            "lang/{}.ftl is still English here: {same:#?}",
            language.code
        );
    }
}

/// What stands in a text itself, without its variables.
fn outside_braces(text: &str) -> String {
    let parts = text
        .split('{')
        .map(|part| part.rsplit_once('}').map_or(part, |(_, rest)| rest));
    parts.collect()
}

/// Names, which no language changes.
const SAME_EVERYWHERE: [&str; 4] = [
    "OMR Batch Console",
    "CSV (.csv)",
    "JSON (.json)",
    "Excel (.xlsx)",
];

/// What a message is made of.
#[derive(Debug, Default, Clone)]
struct Message {
    raw: String,
    is_plain: bool,
    variables: BTreeMap<String, Use>,
    references: Vec<String>,
}

/// What is done with a variable.
#[derive(Debug, Default, Clone)]
struct Use {
    shown: bool,
    /// Words that choose a variant; numbers and plurals are not among them.
    words: BTreeSet<String>,
    /// Chooses a plural, or among numbers.
    counts: bool,
}

fn messages(language: Language) -> BTreeMap<String, Message> {
    let text = text(language);
    let resource = fluent_syntax::parser::parse(text.as_str()).expect("proper Fluent");
    let leaked: &'static str = Box::leak(text.clone().into_boxed_str());
    let mut catalog = Catalog::new(plural_of(language.code));
    catalog.add(leaked);
    let found = resource.body.iter().filter_map(|entry| {
        let Entry::Message(message) = entry else {
            return None;
        };
        let key = message.id.name.to_owned();
        let mut about = Message {
            raw: catalog.raw(&key).unwrap_or_default().to_owned(),
            ..Message::default()
        };
        about.is_plain = !about.raw.contains('{');
        look_at(message.value.as_ref().expect("a text"), &mut about);
        Some((key, about))
    });
    let found: BTreeMap<_, _> = found.collect();
    let parsed = resource
        .body
        .iter()
        .filter(|entry| matches!(entry, Entry::Message(_)))
        .count();
    assert_eq!(
        found.len(),
        parsed,
        "lang/{}.ftl has a key twice",
        language.code
    );
    assert_eq!(
        found.keys().map(String::as_str).collect::<Vec<_>>(),
        catalog.keys().collect::<Vec<_>>()
    );
    found
}

fn look_at(pattern: &Pattern<&str>, message: &mut Message) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        match expression {
            Expression::Inline(inline) => look_at_inline(inline, message),
            Expression::Select { selector, variants } => {
                let InlineExpression::VariableReference { id } = selector else {
                    panic!("the console chooses by variables only");
                };
                let plurals = ["zero", "one", "two", "few", "many", "other"];
                for variant in variants {
                    let by = message.variables.entry(id.name.to_owned()).or_default();
                    match &variant.key {
                        fluent_syntax::ast::VariantKey::Identifier { name }
                            if !plurals.contains(name) =>
                        {
                            by.words.insert((*name).to_owned());
                        }
                        _ => by.counts = true,
                    }
                    look_at(&variant.value, message);
                }
            }
        }
    }
}

fn look_at_inline(inline: &InlineExpression<&str>, message: &mut Message) {
    match inline {
        InlineExpression::VariableReference { id } => {
            message
                .variables
                .entry(id.name.to_owned())
                .or_default()
                .shown = true;
        }
        InlineExpression::MessageReference {
            id,
            attribute: None,
        } => message.references.push(id.name.to_owned()),
        InlineExpression::StringLiteral { .. } => {}
        other => panic!("the console does not know {other:?}"),
    }
}

/// Values for every variable: each word that chooses, each number that chooses.
fn samples(message: &Message) -> Vec<Vec<(String, Arg<'static>)>> {
    let mut all: Vec<Vec<(String, Arg<'static>)>> = vec![Vec::new()];
    for (name, by) in &message.variables {
        let mut values: Vec<Arg<'static>> = by
            .words
            .iter()
            .map(|word| Arg::from(word.clone()))
            .collect();
        if by.counts && by.words.is_empty() {
            values.extend(NUMBERS.map(Arg::from));
        } else {
            values.push(Arg::from("2.1 MB"));
        }
        all = all
            .iter()
            .flat_map(|before| {
                values.iter().map(move |value| {
                    let mut now = before.clone();
                    now.push((name.clone(), value.clone()));
                    now
                })
            })
            .collect();
    }
    // Enough of them for messages that refer to others with variables of their own.
    for args in &mut all {
        for name in ["n", "count", "sheets", "name"] {
            if !args.iter().any(|(known, _)| known == name) {
                args.push((name.to_owned(), Arg::from(2u64)));
            }
        }
    }
    all
}

fn bundle(language: Language, source: &str) -> FluentBundle<FluentResource> {
    let id = language
        .code
        .parse::<unic_langid::LanguageIdentifier>()
        .expect("a language");
    let mut bundle = FluentBundle::new(vec![id]);
    bundle.set_use_isolating(false);
    // In browsers Fluent shows numbers as `Intl` does; this implementation leaves that to us.
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(n) => {
            let mut plain = Catalog::new(plural_of("en"));
            plain.add("number-group = ,");
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "only counts are given"
            )]
            Some(plain.grouped(n.value as u64))
        }
        _ => None,
    }));
    let resource = FluentResource::try_new(source.to_owned())
        .map_err(|(_, errors)| errors)
        .expect("proper Fluent");
    bundle.add_resource(resource).expect("no key twice");
    bundle
}

fn fluent_says(
    bundle: &FluentBundle<FluentResource>,
    key: &str,
    args: &[(String, Arg<'static>)],
) -> String {
    let mut given = FluentArgs::new();
    for (name, arg) in args {
        match arg {
            #[expect(clippy::cast_precision_loss, reason = "small counts")]
            Arg::Number(n) => given.set(name.as_str(), *n as f64),
            Arg::Text(text) => given.set(name.as_str(), text.to_string()),
            Arg::Size(_) | Arg::Part(_) => unreachable!("no sample is a size"),
        }
    }
    let message = bundle
        .get_message(key)
        .and_then(|message| message.value())
        .expect("a message");
    let mut errors = Vec::new();
    let text = bundle
        .format_pattern(message, Some(&given), &mut errors)
        .into_owned();
    assert!(errors.is_empty(), "{key}: {errors:?}");
    text
}

/// Keys that the sources say, and those among them that are said as they stand.
fn keys_in_sources() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut called, mut plain) = (BTreeSet::new(), BTreeSet::new());
    for file in rust_files("src") {
        let source = fs::read_to_string(&file).expect("a readable source");
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        // However it is broken into lines.
        let source: String = source.split_whitespace().collect::<Vec<_>>().join(" ");
        for (at, _) in source.match_indices('"') {
            let Some((literal, after)) = source[at + 1..].split_once('"') else {
                continue;
            };
            let before = source[..at].trim_end();
            let is_key = literal.contains('-')
                && literal
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            if !is_key {
                continue;
            }
            let said =
                before.ends_with("say(") || (before.ends_with('=') && after.starts_with(';'));
            if file.components().any(|part| part.as_os_str() == "words")
                && (said || before.ends_with("fill!(") || before.ends_with("fill("))
                || before.ends_with("say(")
            {
                called.insert(literal.to_owned());
                if said {
                    plain.insert(literal.to_owned());
                }
            }
        }
    }
    assert!(plain.len() > 300, "the test would prove nothing");
    (called, plain)
}

fn text(language: Language) -> String {
    read(&format!("lang/{}.ftl", language.code))
}
