//! Puts names to the functions in a stack trace. Browsers say `…/console-<hash>/split_rest.wasm:wasm-function[12]:0x3f`; the modules in
//! `debug/` have the same functions at the same indices, with names.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use crate::wasm_module::{names_in, number, sections, text};
use crate::{Outcome, told};

const FRAME: &str = "wasm-function[";
const MODULE: &str = ".wasm";
const BUILD: &str = "/console-";

/// The id of the names of functions within the section of all names.
const FUNCTIONS: u8 = 1;

/// The names of a module's functions, by index.
type Names = HashMap<usize, String>;

/// The modules of one build, by file name.
pub struct Modules(BTreeMap<String, Names>);

impl Modules {
    /// Reads what `debug/` holds of a build.
    pub fn read(dir: &Path, build: &str) -> Outcome<Self> {
        let folder = dir.join("debug").join(build);
        let mut modules = BTreeMap::new();
        let unreadable = |error: &std::io::Error| {
            format!(
                "{} Names are kept of the release that is served and of the one before.",
                told("read", &folder, error)
            )
        };
        for entry in fs::read_dir(&folder).map_err(|e| unreadable(&e))? {
            let path = entry.map_err(|e| unreadable(&e))?.path();
            let module = fs::read(&path).map_err(|error| told("read", &path, &error))?;
            let names =
                names(&module).ok_or_else(|| format!("{} holds no names", path.display()))?;
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            modules.insert(file.into_owned(), names);
        }
        Ok(Self(modules))
    }

    /// The stack with a name behind each function that is known.
    pub fn named(&self, stack: &str) -> String {
        let line = |line: &str| match self.name(line) {
            Some(name) => format!("{line}  {name}\n"),
            None => format!("{line}\n"),
        };
        stack.lines().map(line).collect()
    }

    /// Some browsers leave the module out; then all that it may be are named.
    fn name(&self, line: &str) -> Option<String> {
        let (before, rest) = line.rsplit_once(FRAME)?;
        let index: usize = rest.split_once(']')?.0.parse().ok()?;
        let file = before
            .rsplit_once(MODULE)
            .and_then(|(path, _)| path.rsplit(['/', ' ', '@', '(']).next())
            .map(|name| format!("{name}{MODULE}"));
        if let Some(file) = file {
            return self.0.get(&file)?.get(&index).cloned();
        }
        let possible =
            |(file, names): (&String, &Names)| Some(format!("{file}: {}", names.get(&index)?));
        let all: Vec<String> = self.0.iter().filter_map(possible).collect();
        (!all.is_empty()).then(|| all.join(" | "))
    }
}

/// The build that a stack names.
pub fn build(stack: &str) -> Option<&str> {
    let (_, rest) = stack.split_once(BUILD)?;
    let end = rest.find(|c: char| !c.is_ascii_hexdigit())?;
    let start = stack.len() - rest.len() - BUILD.len() + 1;
    stack.get(start..start + BUILD.len() - 1 + end)
}

/// The names of the functions in a module.
fn names(module: &[u8]) -> Option<Names> {
    let sections = sections(module)?;
    let mut rest = sections.iter().find_map(names_in)?;
    while let Some((&id, after)) = rest.split_first() {
        let (length, body) = number(after)?;
        let (body, next) = body.split_at_checked(length)?;
        if id == FUNCTIONS {
            return functions(body);
        }
        rest = next;
    }
    None
}

fn functions(body: &[u8]) -> Option<Names> {
    let (count, mut rest) = number(body)?;
    let mut names = Names::new();
    for _ in 0..count {
        let (index, after) = number(rest)?;
        let (name, next) = text(after)?;
        names.insert(index, plain(&String::from_utf8_lossy(name)));
        rest = next;
    }
    Some(names)
}

/// The name as it stands in the source; the tools add words such as "multivalue shim".
fn plain(name: &str) -> String {
    let (symbol, words) = name.split_once(' ').unwrap_or((name, ""));
    let plain = format!("{:#} {words}", rustc_demangle::demangle(symbol));
    plain.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one section: the names of the functions 7 and 200.
    fn module() -> Vec<u8> {
        let names = b"\x02\x07\x05plain\xc8\x01\x20_ZN3api4send17h0123456789abcdefE";
        let mut section = b"\x04name\x00\x01\x00\x01".to_vec();
        section.push(names.len() as u8);
        section.extend(names);
        let mut module = b"\0asm\x01\0\0\0\x00".to_vec();
        module.push(section.len() as u8);
        module.extend(section);
        module
    }

    #[test]
    fn functions_are_named_in_the_words_of_every_browser() {
        let names = names(&module()).expect("readable");
        let modules = Modules([("split_rest.wasm".to_owned(), names)].into());
        let stack = "Error\n    at https://h/console-0a/split_rest.wasm:wasm-function[200]:0x3f\n\
            @https://h/console-0a/split_rest.wasm:wasm-function[7]:0x3f\n<?>.wasm-function[7]@[wasm code]\n\
            at https://h/other.wasm:wasm-function[7]:0x3f\n";
        let named = modules.named(stack);
        let lines: Vec<&str> = named.lines().collect();
        assert_eq!(lines[0], "Error");
        assert!(lines[1].ends_with(":0x3f  api::send"), "{named}");
        assert!(lines[2].ends_with(":0x3f  plain"), "{named}");
        assert!(lines[3].ends_with("]  split_rest.wasm: plain"), "{named}");
        assert!(lines[4].ends_with(":0x3f"), "{named}");
    }

    #[test]
    fn words_that_tools_add_stay_behind_the_name() {
        let shim = plain("_ZN3api4send17h0123456789abcdefE multivalue shim");
        assert_eq!(shim, "api::send multivalue shim");
        assert_eq!(
            plain("<api::Send as core::fmt::Debug>::fmt"),
            "<api::Send as core::fmt::Debug>::fmt"
        );
    }

    #[test]
    fn the_stack_says_which_build_it_is_of() {
        let stack = "at https://h/console-975b03245cc70797/console_bg.wasm:wasm-function[1]";
        assert_eq!(build(stack), Some("console-975b03245cc70797"));
        assert_eq!(build("at https://h/crc-worker_bg.wasm"), None);
    }
}
