//! Cuts the built console into a first view and parts that are loaded when needed, and puts them into dist/ in place of
//! the one large module. Usage: `split DIST WASM WORK`. A program of its own, because it needs a hash function (SRI).
//!
//! Order: wasm-split-cli on what cargo has linked (with relocations), wasm-bindgen on the main part, wasm-opt on all.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256, Sha384};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// Name of the module inside its folder.
const NAME: &str = "console";

/// As in index.html.
const WASM_OPT: [&str; 9] = [
    "-Oz",
    "--strip-debug",
    "--strip-producers",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-sign-ext",
];

fn main() -> Outcome {
    let mut args = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(dist), Some(wasm), Some(work)) = (args.next(), args.next(), args.next()) else {
        return Err("usage: split DIST WASM WORK".into());
    };
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    let (cut, parts) = (work.join("cut"), work.join("parts"));
    fs::create_dir_all(&cut)?;
    fs::create_dir_all(&parts)?;
    cut_up(&wasm, &cut)?;
    bind(&cut, &parts)?;
    for part in files(&parts, "wasm")? {
        shrink(&part)?;
    }
    install(&parts, &dist)
}

/// Cuts the linked module at its split points.
fn cut_up(wasm: &Path, cut: &Path) -> Outcome {
    run(Command::new("wasm-split-cli")
        .arg(wasm)
        .arg(cut)
        .args(["--out-name", NAME]))
}

/// Makes the JavaScript side of the main part, and lays the others beside it.
fn bind(cut: &Path, parts: &Path) -> Outcome {
    let main = cut.join(format!("{NAME}.wasm"));
    let mut bindgen = Command::new("wasm-bindgen");
    // The parts find each other by the linker's exports, and by names as they are.
    bindgen.args([
        "--target",
        "web",
        "--keep-lld-exports",
        "--no-demangle",
        "--no-typescript",
    ]);
    run(bindgen
        .args(["--out-name", NAME, "--out-dir"])
        .arg(parts)
        .arg(&main))?;
    for file in files(cut, "wasm")?.into_iter().chain(files(cut, "js")?) {
        if file != main {
            fs::copy(&file, parts.join(file.file_name().unwrap_or_default()))?;
        }
    }
    Ok(())
}

fn shrink(part: &Path) -> Outcome {
    let small = part.with_extension("small");
    run(Command::new("wasm-opt")
        .args(WASM_OPT)
        .arg(part)
        // In one word: the stand-in that copies where there is no wasm-opt reads it so.
        .arg(format!("--output={}", small.display())))?;
    Ok(fs::rename(small, part)?)
}

fn run(command: &mut Command) -> Outcome {
    let output = command
        .output()
        .map_err(|e| format!("{:?} does not start: {e}", command.get_program()))?;
    if output.status.success() {
        return Ok(());
    }
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("{:?} failed:\n{words}", command.get_program()).into())
}

fn files(folder: &Path, extension: &str) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Puts the parts into a folder named after their contents (so that it can be cached for ever), takes the whole module
/// away, and makes index.html name the new files.
fn install(parts: &Path, dist: &Path) -> Outcome {
    let mut contents = BTreeMap::new();
    for file in files(parts, "js")?.into_iter().chain(files(parts, "wasm")?) {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        contents.insert(name, fs::read(&file)?);
    }
    let mut hash = Sha256::new();
    for (name, bytes) in &contents {
        hash.update(name.as_bytes());
        hash.update(bytes);
    }
    let hash: String = hash
        .finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let folder = format!("{NAME}-{hash}");
    fs::create_dir_all(dist.join(&folder))?;
    for (name, bytes) in &contents {
        fs::write(dist.join(&folder).join(name), bytes)?;
    }
    let index = dist.join("index.html");
    let html = fs::read_to_string(&index)?;
    let (old_js, old_wasm) = console_files(&html).ok_or("index.html names no console files")?;
    let of = |name: &str| contents.get(name).map(Vec::as_slice).unwrap_or_default();
    let (js, wasm) = (format!("{NAME}.js"), format!("{NAME}_bg.wasm"));
    let preloads = [
        module_preload(&format!("/{folder}/{js}"), of(&js)),
        module_preload(&format!("/{folder}/__wasm_split.js"), of("__wasm_split.js")),
        // Browsers ignore integrity here and warn of it (crbug.com/981419).
        format!(
            "<link rel=\"preload\" href=\"/{folder}/{wasm}\" crossorigin=\"anonymous\" as=\"fetch\" type=\"application/wasm\">"
        ),
    ];
    let html = without_links_to(&html, &[&old_js, &old_wasm]);
    let html = html
        .replace(&old_js, &format!("/{folder}/{js}"))
        .replace(&old_wasm, &format!("/{folder}/{wasm}"));
    fs::write(
        &index,
        html.replacen("</head>", &format!("{}</head>", preloads.concat()), 1),
    )?;
    for old in [old_js, old_wasm] {
        fs::remove_file(dist.join(old.trim_start_matches('/')))?;
    }
    Ok(())
}

fn module_preload(path: &str, bytes: &[u8]) -> String {
    let integrity = base64(&Sha384::digest(bytes));
    format!(
        "<link rel=\"modulepreload\" href=\"{path}\" crossorigin=\"anonymous\" integrity=\"sha384-{integrity}\">"
    )
}

/// The two paths in `<meta name="console-files" data-js="…" data-wasm="…">` (Trunk.toml).
fn console_files(html: &str) -> Option<(String, String)> {
    let tag = html
        .split_once("name=\"console-files\"")?
        .1
        .split_once('>')?
        .0;
    let value = |name: &str| Some(tag.split_once(name)?.1.split_once('"')?.0.to_owned());
    Some((value("data-js=\"")?, value("data-wasm=\"")?))
}

/// Takes away every `<link …>` to one of these paths.
fn without_links_to(html: &str, paths: &[&str]) -> String {
    let mut out = String::with_capacity(html.len());
    for (n, piece) in html.split("<link").enumerate() {
        let Some((tag, rest)) = piece.split_once('>').filter(|_| n > 0) else {
            out.push_str(piece);
            continue;
        };
        if paths
            .iter()
            .any(|path| tag.contains(&format!("\"{path}\"")))
        {
            out.push_str(rest);
        } else {
            out.push_str("<link");
            out.push_str(piece);
        }
    }
    out
}

/// RFC 4648, section 4, with padding.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let word = group
            .iter()
            .fold(0u32, |word, byte| word << 8 | u32::from(*byte))
            << (8 * (3 - group.len()));
        for place in 0..4 {
            let six = (word >> (18 - 6 * place)) as usize & 63;
            out.push(if place <= group.len() {
                char::from(ALPHABET[six])
            } else {
                '='
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = r#"<head><link rel="icon" href="/i.svg"><meta name="console-files" data-js="/a-1.js" data-wasm="/a-1_bg.wasm">
<link rel="modulepreload" href="/a-1.js" integrity="x"><link rel="preload" href="/a-1_bg.wasm" as="fetch"></head>"#;

    #[test]
    fn the_page_names_its_files() {
        assert_eq!(
            console_files(HTML),
            Some(("/a-1.js".into(), "/a-1_bg.wasm".into()))
        );
        assert_eq!(console_files("<head></head>"), None);
    }

    #[test]
    fn links_to_what_is_gone_are_taken_away() {
        let html = without_links_to(HTML, &["/a-1.js", "/a-1_bg.wasm"]);
        assert!(html.contains("/i.svg") && html.contains("console-files"));
        assert!(!html.contains("preload"));
    }

    #[test]
    fn base64_is_as_the_rfc_has_it() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
