//! Imports of the console go downward: each folder of `src/` uses only those that stand before it here (ARCHITECTURE.md).

use std::collections::BTreeSet;
use std::fs;

use crate::failure::{Failure, Result};
use crate::fingerprint::collect;
use crate::workspace::Workspace;

/// The folders and single files of `src/`, from the ground up.
const LAYERS: [&str; 26] = [
    "domain",
    "browser",
    "language",
    "release",
    "idle",
    "inbox",
    "poll",
    "route",
    "shortcuts",
    "preferences",
    "log",
    "report",
    "diagnostics",
    "config",
    "api",
    "batches",
    "live",
    "upload",
    "export",
    "analytics",
    "words",
    "state",
    "components",
    "pages",
    "parts",
    "app",
];

/// What still goes up, each pair to be opened: the list may only become shorter.
const STILL_UPWARD: [(&str, &str); 3] = [
    ("analytics", "words"),
    ("export", "words"),
    ("upload", "words"),
];

/// The roots may use everything.
const ROOTS: [&str; 3] = ["lib", "main", "start"];

type Arrow = (String, String);

/// Imports that go up, and pairs that no longer do.
pub fn broken(ws: &Workspace) -> Result<Vec<String>> {
    let root = ws.path("src");
    let mut files = Vec::new();
    collect(&root, &mut files).map_err(|e| Failure::path("read", &root, &e))?;
    let mut arrows = BTreeSet::new();
    let mut breaches = Vec::new();
    for file in files {
        let Some(name) = file
            .strip_prefix(&root)
            .ok()
            .and_then(|inside| inside.iter().next())
            .and_then(|first| first.to_str())
        else {
            continue;
        };
        let from = name.trim_end_matches(".rs");
        if ROOTS.contains(&from) || file.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).map_err(|e| Failure::path("read", &file, &e))?;
        let known = LAYERS.contains(&from);
        if !known {
            breaches.push(format!("src/{name}: has no place in the layers"));
        }
        for to in uses(&text) {
            if known && goes_up(from, &to) {
                arrows.insert((from.to_owned(), to));
            }
        }
    }
    breaches.extend(judge(&arrows));
    Ok(breaches)
}

fn judge(arrows: &BTreeSet<Arrow>) -> Vec<String> {
    let is_known = |(from, to): &&Arrow| STILL_UPWARD.contains(&(from, to));
    let new = arrows
        .iter()
        .filter(|arrow| !is_known(arrow))
        .map(|(from, to)| format!("src/{from}: imports {to}, which stands above it"));
    let gone = STILL_UPWARD
        .iter()
        .filter(|(from, to)| !arrows.contains(&((*from).to_owned(), (*to).to_owned())))
        .map(|(from, to)| format!("{from} no longer imports {to}: strike it from the list"));
    new.chain(gone).collect()
}

fn goes_up(from: &str, to: &str) -> bool {
    let place = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    match (place(from), place(to)) {
        (Some(from), Some(to)) => to > from,
        // A root stands above everything; anything else is an item of the crate's own root.
        _ => ROOTS.contains(&to),
    }
}

/// The folders that a source names after `crate::`, its native tests left out.
fn uses(text: &str) -> BTreeSet<String> {
    let code = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(text);
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => found.extend(first_words(group)),
            None => found.extend(first_word(rest)),
        }
    }
    found
}

fn first_word(text: &str) -> Option<String> {
    let end = text
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}

/// What stands first in each branch of `{a::b, c::{d, e}}`, of which the opening brace is gone.
fn first_words(group: &str) -> Vec<String> {
    let mut depth = 0_u32;
    let mut words = Vec::new();
    let mut begins = true;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            c if begins && c.is_ascii_alphabetic() => {
                words.extend(first_word(&group[at..]));
                begins = false;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_after_crate_are_found_in_every_form() {
        let text = "use crate::api::Error;\nuse crate::{\n    domain::{A, B},\n    words,\n};\nfn f() { crate::route::x() }\n#[cfg(test)]\nmod tests {\n    use crate::state::S;\n}\n";
        let found: Vec<String> = uses(text).into_iter().collect();
        assert_eq!(found, ["api", "domain", "route", "words"]);
    }

    #[test]
    fn only_what_stands_above_goes_up() {
        assert!(goes_up("domain", "api") && goes_up("state", "start"));
        assert!(!goes_up("pages", "domain") && !goes_up("api", "SomeMacro"));
    }

    #[test]
    fn a_new_arrow_and_one_that_is_gone_are_told() {
        let mut arrows: BTreeSet<Arrow> = STILL_UPWARD
            .iter()
            .map(|(from, to)| ((*from).to_owned(), (*to).to_owned()))
            .collect();
        assert_eq!(judge(&arrows), Vec::<String>::new());
        arrows.remove(&("upload".to_owned(), "words".to_owned()));
        arrows.insert(("domain".to_owned(), "api".to_owned()));
        assert_eq!(judge(&arrows).len(), 2);
    }
}
