//! Cuts the built console into a first view and parts that are loaded when needed, and puts them into dist/ in place of
//! what Trunk has put there. Usage: `split DIST WASM WORK`. A program of its own, because it needs a hash function (SRI).
//!
//! Order: wasm-split-cli on what cargo has linked (with relocations), wasm-bindgen on the main part, wasm-opt on all; then
//! the styles as one file, the languages in two parts each, and index.html naming it all. WORK/named keeps modules with names.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

mod lang;
mod minify;
mod named;
mod names;
mod page;
#[path = "../../wasm_module.rs"]
mod wasm_module;

use page::Page;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// Name of the module inside its folder.
const NAME: &str = "console";

/// What loads the parts; the splitter writes it. It and the module's own script import each other.
const LOADER: &str = "__wasm_split.js";

/// A part that was asked for ahead is used once: what fails is asked for again.
const BEGUN: &str = "
function begun(url) {
    const part = globalThis.omrParts?.get(url.href);
    globalThis.omrParts?.delete(url.href);
    return part ?? fetch(url);
}
";

/// As in index.html. `-g` keeps the names of functions: what is served loses them afterwards, so that indices stay.
const WASM_OPT: [&str; 9] = [
    "-Oz",
    "-g",
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
    let (program, script) = (format!("{NAME}_bg.wasm"), format!("{NAME}.js"));
    names::shorten_in(&parts.join(program), &parts.join(script))?;
    named::move_to(&work.join("named"), &parts, &dist)?;
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

/// What goes into the folder, by name.
type Contents = BTreeMap<String, Vec<u8>>;

/// Puts everything into a folder named after its contents (so that it can be cached for ever), takes what it replaces
/// away, and makes index.html name the new files.
fn install(parts: &Path, dist: &Path) -> Outcome {
    let index = dist.join("index.html");
    let mut page = Page::new(&fs::read_to_string(&index)?);
    let (old_js, old_wasm) = page
        .console_files()
        .ok_or("index.html names no console files")?;
    let scripts = page.scripts();
    let styles = page.take_styles();
    let mut contents = of_parts(parts)?;
    contents.insert("console.css".into(), style_sheet(dist, &styles, parts)?);
    for (path, name) in &scripts {
        let small = minify::file(&on_disk(dist, path), parts)?;
        contents.insert(name.clone(), small);
    }
    let (languages, texts) = lang::read(&dist.join("lang"))?;
    contents.extend(texts);

    let folder = format!("{NAME}-{}", name_of(&contents));
    fs::create_dir_all(dist.join(&folder))?;
    for (name, bytes) in &contents {
        fs::write(dist.join(&folder).join(name), bytes)?;
    }
    let place = |name: &str| {
        (
            format!("/{folder}/{name}"),
            contents.get(name).map_or(&[][..], Vec::as_slice),
        )
    };
    page.drop_links_to(&[&old_js, &old_wasm]);
    page.name_parts(&parts_of(&contents, &folder));
    page.rename(&old_js, &place(&format!("{NAME}.js")).0);
    page.rename(&old_wasm, &place(&format!("{NAME}_bg.wasm")).0);
    for (path, name) in &scripts {
        let (new, bytes) = place(name);
        page.rename_with_integrity(path, &new, bytes);
    }
    page.name_languages(&format!("/{folder}/"), &languages);
    let release = release(&folder);
    page.name_release(&release);
    fs::write(dist.join("version.json"), release)?;
    let (css, bytes) = place("console.css");
    page.add_style(&css, bytes);
    for name in [&format!("{NAME}.js"), LOADER] {
        let (path, bytes) = place(name);
        if !bytes.is_empty() {
            page.preload_module(&path, bytes);
        }
    }
    page.preload_wasm(&place(&format!("{NAME}_bg.wasm")).0);
    fs::write(&index, page.finish())?;
    for old in [old_js, old_wasm]
        .iter()
        .chain(&styles)
        .chain(scripts.iter().map(|(path, _)| path))
    {
        fs::remove_file(on_disk(dist, old))?;
    }
    Ok(fs::remove_dir_all(dist.join("lang"))?)
}

/// What `version.json` and the page say of this build (`src/release.rs` reads it). The time is the commit's, so that two builds
/// of one commit are the same.
fn release(folder: &str) -> String {
    let given = |name: &str| std::env::var(name).unwrap_or_default();
    format!(
        "{{\"version\":\"{}\",\"commit\":\"{}\",\"built\":\"{}\",\"build\":\"{folder}\"}}\n",
        env!("CARGO_PKG_VERSION"),
        given("OMR_COMMIT"),
        given("OMR_COMMIT_TIME"),
    )
}

fn on_disk(dist: &Path, path: &str) -> PathBuf {
    dist.join(path.trim_start_matches('/'))
}

/// The program's parts, and its scripts as one where there is a bundler.
fn of_parts(parts: &Path) -> Outcome<Contents> {
    let mut contents = Contents::new();
    hand_over(&parts.join(LOADER))?;
    for file in files(parts, "wasm")?.into_iter().chain(files(parts, "js")?) {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        contents.insert(name, fs::read(&file)?);
    }
    let name = format!("{NAME}.js");
    if let Some(script) = minify::bundle(&parts.join(&name), parts)? {
        contents.insert(name, script);
        contents.remove(LOADER);
    }
    Ok(contents)
}

/// The paths of the parts: of the list with what others share with it, and of the other pages (`src/parts.rs`).
fn parts_of(contents: &Contents, folder: &str) -> [String; 2] {
    let wasm = contents.keys().filter(|name| name.ends_with(".wasm"));
    let parts = wasm.filter(|name| **name != format!("{NAME}_bg.wasm"));
    let (rest, list): (Vec<&String>, Vec<&String>) =
        parts.partition(|name| *name == "split_rest.wasm");
    [list, rest].map(|names| {
        let paths: Vec<String> = names
            .iter()
            .map(|name| format!("/{folder}/{name}"))
            .collect();
        paths.join(" ")
    })
}

/// Lets the loader take what `look.js` has begun to fetch.
fn hand_over(loader: &Path) -> Outcome {
    const FETCH: &str = "= fetch(new URL(";
    let text = fs::read_to_string(loader)?;
    if !text.contains(FETCH) {
        return Err("the splitter writes another loader than before".into());
    }
    let text = text.replace(FETCH, "= begun(new URL(");
    Ok(fs::write(loader, text + BEGUN)?)
}

/// All styles as one: fewer requests, and what repeats is packed once.
fn style_sheet(dist: &Path, styles: &[String], work: &Path) -> Outcome<Vec<u8>> {
    let mut all = String::new();
    for path in styles {
        all.push_str(&fs::read_to_string(on_disk(dist, path))?);
        all.push('\n');
    }
    let joined = work.join("all.css");
    fs::write(&joined, all)?;
    minify::file(&joined, work)
}

/// The first half of the SHA-256 of names and contents.
fn name_of(contents: &Contents) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in contents {
        hash.update(name.as_bytes());
        hash.update(bytes);
    }
    let hash = hash.finalize();
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
