//! Short names for what the program imports from its script. wasm-bindgen's names end in a hash each, which no compression
//! makes smaller, and stand in both files: 9 KB of the first view.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::Outcome;
use crate::wasm_module::{number, text};

/// The module from which the program imports its script's functions.
const SCRIPT: &[u8] = b"./console_bg.js";

/// Renames them in both files.
pub fn shorten_in(program: &Path, script: &Path) -> Outcome {
    let (wasm, js) = shorten(&fs::read(program)?, &fs::read_to_string(script)?)?;
    fs::write(program, wasm)?;
    Ok(fs::write(script, js)?)
}

fn shorten(wasm: &[u8], script: &str) -> Outcome<(Vec<u8>, String)> {
    let mut names = HashMap::new();
    let wasm = in_program(wasm, &mut names).ok_or("the program's imports cannot be read")?;
    let (script, renamed) = in_script(script, &names);
    if renamed != names.len() {
        let (all, missing) = (names.len(), names.len().abs_diff(renamed));
        return Err(format!("of {all} imports {missing} are not in the script once each").into());
    }
    Ok((wasm, script))
}

/// `a` to `z`, then `aa`: a letter more for every 26.
fn short(mut number: usize) -> String {
    let mut name = Vec::new();
    loop {
        name.push(b'a' + (number % 26) as u8);
        number /= 26;
        if number == 0 {
            break;
        }
        number -= 1;
    }
    name.iter().rev().map(|byte| char::from(*byte)).collect()
}

/// Keys of the object that the script hands to the program: `    __wbg_now_1a2b: function() {`.
fn in_script(script: &str, names: &HashMap<String, String>) -> (String, usize) {
    let mut renamed = 0;
    let mut text = String::with_capacity(script.len());
    for line in script.split_inclusive('\n') {
        let inner = line.trim_start();
        let known = inner
            .split_once(':')
            .and_then(|(key, rest)| Some((names.get(key)?, rest)));
        match known {
            Some((name, rest)) => {
                renamed += 1;
                text.push_str(&format!("{name}:{rest}"));
            }
            None => text.push_str(line),
        }
    }
    (text, renamed)
}

/// Rewrites the import section; everything else stays byte for byte (WebAssembly core specification, "Binary Format").
fn in_program(wasm: &[u8], names: &mut HashMap<String, String>) -> Option<Vec<u8>> {
    const IMPORTS: u8 = 2;
    let (head, mut rest) = wasm.split_at_checked(8)?;
    let mut out = head.to_vec();
    while let Some((&section, after)) = rest.split_first() {
        let (length, body) = number(after)?;
        let (body, next) = body.split_at_checked(length)?;
        if section == IMPORTS {
            let body = imports(body, names)?;
            out.push(section);
            put(&mut out, body.len());
            out.extend(body);
        } else {
            out.extend(rest.get(..rest.len() - next.len())?);
        }
        rest = next;
    }
    Some(out)
}

fn imports(body: &[u8], names: &mut HashMap<String, String>) -> Option<Vec<u8>> {
    const FUNCTION: u8 = 0;
    let (count, mut rest) = number(body)?;
    let mut out = Vec::new();
    put(&mut out, count);
    for _ in 0..count {
        let (module, after) = text(rest)?;
        let (name, after) = text(after)?;
        let (&kind, after) = after.split_first()?;
        // After wasm-bindgen the main part imports nothing else.
        let ((_, next), FUNCTION) = (number(after)?, kind) else {
            return None;
        };
        let name = if module == SCRIPT {
            let number = names.len();
            let name = std::str::from_utf8(name).ok()?.to_owned();
            names
                .entry(name)
                .or_insert_with(|| short(number))
                .as_bytes()
        } else {
            name
        };
        for text in [module, name] {
            put(&mut out, text.len());
            out.extend(text);
        }
        out.push(kind);
        out.extend(after.get(..after.len() - next.len())?);
        rest = next;
    }
    rest.is_empty().then_some(out)
}

fn put(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two functions from the script, one from the loader, and an empty section behind them.
    fn program() -> Vec<u8> {
        let mut body = vec![3];
        for (module, name, kind) in [
            ("./console_bg.js", "__wbg_now_1a2b", [0, 1]),
            ("./__wasm_split.js", "__wasm_split_load_list", [0, 0]),
            ("./console_bg.js", "__wbg_then_3c4d", [0, 2]),
        ] {
            for text in [module, name] {
                put(&mut body, text.len());
                body.extend(text.as_bytes());
            }
            body.extend(kind);
        }
        let mut wasm = b"\0asm\x01\0\0\0\x02".to_vec();
        put(&mut wasm, body.len());
        wasm.extend(body);
        wasm.extend([11, 1, 0]);
        wasm
    }

    const SCRIPT: &str = "const imports = {\n    __wbg_now_1a2b: function() { return now(); },\n    __wbg_then_3c4d: \
        function(a) { then(a); },\n};\nlater(__wbg_now);\n";

    #[test]
    fn both_files_get_the_same_short_names() {
        let (wasm, script) = shorten(&program(), SCRIPT).expect("it can be read");
        let text = String::from_utf8_lossy(&wasm);
        assert!(!text.contains("__wbg_") && text.contains("__wasm_split_load_list"));
        assert!(text.contains("./console_bg.js\u{1}a") && text.contains("./console_bg.js\u{1}b"));
        assert!(wasm.ends_with(&[11, 1, 0]));
        assert!(
            script.contains("\na: function() { return now(); }")
                && script.contains("later(__wbg_now);"),
            "{script}"
        );
        let (again, _) = shorten(&wasm, &script).expect("what was written can be read");
        assert_eq!(again, wasm);
    }

    #[test]
    fn a_name_that_the_script_lacks_stops_the_build() {
        assert!(shorten(&program(), "const imports = {};\n").is_err());
        assert!(shorten(b"\0asm\x01\0\0\0\x02\x09", SCRIPT).is_err());
    }

    #[test]
    fn short_names_differ() {
        let names: Vec<String> = (0..2_000).map(short).collect();
        let set: std::collections::HashSet<&String> = names.iter().collect();
        assert_eq!(set.len(), names.len());
        assert_eq!(
            (
                &*names[0],
                &*names[25],
                &*names[26],
                &*names[701],
                &*names[702]
            ),
            ("a", "z", "aa", "zz", "aaa")
        );
    }
}
