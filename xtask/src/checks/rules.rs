//! Rules of the source that no compiler checks: what the console's CSP would block, and the opening of every file.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::fingerprint::collect;
use crate::workspace::Workspace;

/// Folders with Rust sources.
const SOURCES: [&str; 7] = [
    "src",
    "preflight",
    "workers",
    "local-api",
    "samples",
    "xtask",
    "tests",
];

/// The most lines that may open a file with what it is for.
const OPENING: usize = 5;

/// Every breach, as "file:line: what and why".
pub fn broken(ws: &Workspace) -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    let mut seen = 0;
    let path = ws.path("docs/requirements.md");
    let requirements = fs::read_to_string(&path).map_err(|e| Failure::path("read", &path, &e))?;
    for folder in SOURCES {
        let mut files = Vec::new();
        let path = ws.path(folder);
        if path.is_dir() {
            collect(&path, &mut files).map_err(|e| Failure::path("read", &path, &e))?;
        }
        files.retain(|file| is_source(file, ws.root()));
        files.sort();
        seen += files.len();
        for file in files {
            let text = fs::read_to_string(&file).map_err(|e| Failure::path("read", &file, &e))?;
            let of_file = in_text(&text, folder == "src");
            let name = ws.show(&file);
            breaches.extend(
                unexplained(&text, &requirements)
                    .iter()
                    .map(|number| format!("{name}: {number} has no line in docs/requirements.md")),
            );
            breaches.extend(
                of_file
                    .iter()
                    .map(|(line, why)| format!("{name}:{line}: {why}")),
            );
        }
    }
    if seen == 0 {
        return Err(Failure::new(
            "No Rust sources were found: is this the checkout?",
        ));
    }
    let read = |name: &str| {
        let path = ws.path(name);
        fs::read_to_string(&path).map_err(|e| Failure::path("read", &path, &e))
    };
    let (settings, manual) = (read("public/config.json")?, read("README.md")?);
    for name in undocumented(&settings, &manual) {
        breaches.push(format!(
            "README.md: the setting `{name}` of public/config.json is missing"
        ));
    }
    Ok(breaches)
}

/// The numbers of requirements (`UX-01`, `S-14`, `F-42`, `P-07`) that a source cites and the document does not explain.
fn unexplained(source: &str, requirements: &str) -> Vec<String> {
    let word = |c: char| !c.is_ascii_alphanumeric() && c != '-';
    let is_number = |word: &&str| {
        word.split_once('-').is_some_and(|(kind, number)| {
            ["UX", "S", "F", "P"].contains(&kind)
                && number.len() == 2
                && number.bytes().all(|b| b.is_ascii_digit())
        })
    };
    let mut missing: Vec<String> = source
        .split(word)
        .filter(is_number)
        .filter(|number| !requirements.contains(&format!("| {number} |")))
        .map(str::to_owned)
        .collect();
    missing.dedup();
    missing
}

/// The settings that the manual's table does not name. Nested ones are named with a dot, as in `extensions.cancel`.
fn undocumented(settings: &str, manual: &str) -> Vec<String> {
    let mut missing = Vec::new();
    let mut outer: Option<&str> = None;
    // Every second piece between quotes that is followed by a colon is a name.
    let pieces: Vec<&str> = settings.split('"').collect();
    for pair in pieces.windows(2).skip(1).step_by(2) {
        let [name, after] = pair else { continue };
        let Some(value) = after.trim_start().strip_prefix(':') else {
            continue;
        };
        if value.trim_start().starts_with('{') {
            outer = Some(name);
            continue;
        }
        let full = outer.map_or_else(|| (*name).to_owned(), |outer| format!("{outer}.{name}"));
        if !manual.contains(&format!("| `{full}` |")) {
            missing.push(full);
        }
        if value.contains('}') {
            outer = None;
        }
    }
    missing
}

/// Rust files, but not what a build has written below a package.
fn is_source(file: &Path, root: &Path) -> bool {
    let inside: PathBuf = file.strip_prefix(root).unwrap_or(file).to_path_buf();
    let built = inside.components().any(|part| part.as_os_str() == "target");
    !built
        && inside
            .extension()
            .is_some_and(|extension| extension == "rs")
}

/// The breaches in one file, with their line numbers from 1.
fn in_text(text: &str, console: bool) -> Vec<(usize, String)> {
    let mut breaches = Vec::new();
    let opening = text
        .lines()
        .take_while(|line| line.starts_with("//!"))
        .count();
    if opening == 0 {
        breaches.push((
            1,
            "opens without `//!`: say what the file is for".to_owned(),
        ));
    } else if opening > OPENING {
        breaches.push((
            OPENING + 1,
            format!("opens with more than {OPENING} lines of `//!`"),
        ));
    }
    if !console {
        return breaches;
    }
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        let words = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-' || c == ':';
        let mut attributes = line.match_indices("style=\"");
        if attributes.any(|(at, _)| !line[..at].ends_with(words)) {
            breaches.push((
                number + 1,
                "`style=\"…\"`: the CSP blocks it; use `style:name=` or a class".to_owned(),
            ));
        }
        if line.contains("inner_html") {
            breaches.push((
                number + 1,
                "`inner_html`: text from a server would become markup".to_owned(),
            ));
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, console: bool) -> Vec<usize> {
        in_text(text, console)
            .into_iter()
            .map(|(line, _)| line)
            .collect()
    }

    #[test]
    fn every_file_says_what_it_is_for_in_at_most_five_lines() {
        assert_eq!(lines("//! A.\n\nfn a() {}\n", false), Vec::<usize>::new());
        assert_eq!(lines("fn a() {}\n", false), [1]);
        assert_eq!(lines("", false), [1]);
        assert_eq!(lines(&"//! A.\n".repeat(5), false), Vec::<usize>::new());
        assert_eq!(lines(&"//! A.\n".repeat(6), false), [6]);
    }

    #[test]
    fn inline_style_and_raw_markup_are_found_in_the_console_only() {
        let text = "//! A.\nview! { <p style=\"x\" inner_html=y/> }\n";
        assert_eq!(lines(text, true), [2, 2]);
        assert_eq!(lines(text, false), Vec::<usize>::new());
    }

    #[test]
    fn every_cited_requirement_has_its_line() {
        // Put together, so that this file itself cites nothing.
        let unknown = concat!("S", "-99");
        let source = format!(
            "//! Sent once (UX-37, F-46), see {unknown}; UTF-16, SHA-256, F-1.\n// F-46: again"
        );
        let known = "| UX-37 | x |\n| F-46 | y |\n";
        assert_eq!(unexplained(&source, known), [unknown]);
    }

    #[test]
    fn every_setting_stands_in_the_manual() {
        let settings = r#"{ "a": 1, "b": "x:y", "c": { "d": true, "e": false }, "f": null }"#;
        let manual = "| `a` | 1 |\n| `b` | x |\n| `c.d` | |\n";
        assert_eq!(undocumented(settings, manual), ["c.e", "f"]);
    }

    #[test]
    fn properties_names_and_comments_are_no_breach() {
        let text =
            "//! A.\n<p style:width=\"3px\" data-style=\"x\" list_style=\"y\"/>\n// style=\"z\"\n";
        assert_eq!(lines(text, true), Vec::<usize>::new());
    }
}
