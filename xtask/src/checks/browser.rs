//! Part "browser": the console's wasm-bindgen tests, in headless Chromium.

use std::fs;
use std::path::Path;

use super::Checks;
use crate::chromium::Chromium;
use crate::failure::{Failure, Result};
use crate::fingerprint::collect;
use crate::process::must;
use crate::term;
use crate::toolbox::{self, Toolbox, WASM};
use crate::workspace::Workspace;

/// Seconds that one test binary may take; a busy machine with two cores needs far more than the default of 20.
const TEST_SECONDS: &str = "600";

/// Seconds that the driver may take to start; the default of 5 is short on a busy machine.
const DRIVER_SECONDS: &str = "60";

pub fn run(ws: &Workspace, checks: &mut Checks) {
    let Some(targets) = checks.prepare("test files", || targets(&ws.path("tests"))) else {
        return;
    };
    if targets.is_empty() {
        term::say("browser: there are no browser tests yet.");
        return;
    }
    let Some(tools) = checks.prepare("wasm-bindgen", || toolbox::for_browser_tests(ws)) else {
        return;
    };
    let Some(chromium) = checks.prepare("Chromium", || Chromium::find(ws)) else {
        return;
    };
    let Some(capabilities) = checks.prepare("webdriver.json", || chromium.capabilities(ws)) else {
        return;
    };
    for name in WORKERS {
        if checks.prepare(name, || worker(ws, &tools, name)).is_none() {
            return;
        }
    }
    let mut command = ws.cargo([
        "test",
        "--locked",
        "-p",
        "omr-batch-console",
        "--target",
        WASM,
    ]);
    command.arg("--no-fail-fast");
    for target in &targets {
        command.args(["--test", target]);
    }
    tools.equip(&mut command);
    command
        .env("CHROMEDRIVER", &chromium.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities)
        .env("WASM_BINDGEN_TEST_TIMEOUT", TEST_SECONDS)
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", DRIVER_SECONDS);
    checks.program("tests in Chromium", command);
}

/// The console's workers, by package and program.
const WORKERS: [&str; 2] = ["crc-worker", "preflight-worker"];

/// Builds a worker as Trunk does, into `target/NAME`, where the tests look for it: the runner serves the checkout.
fn worker(ws: &Workspace, tools: &Toolbox, name: &str) -> Result<()> {
    let build = [
        "build", "--locked", "-p", name, "--bin", name, "--target", WASM,
    ];
    must(&format!("Building {name}"), ws.cargo(build))?;
    let folder = ws.folder(ws.path("target").join(name))?;
    let mut bindgen = ws.command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]);
    bindgen
        .arg(&folder)
        .arg(ws.target(format!("{WASM}/debug/{name}.wasm")));
    tools.equip(&mut bindgen);
    must(&format!("Binding {name}"), bindgen)?;
    let loader = folder.join(format!("{name}_loader.js"));
    let script = format!("import init from './{name}.js';await init();\n");
    fs::write(&loader, script).map_err(|e| Failure::path("write", &loader, &e))
}

/// The test targets that have wasm-bindgen tests: `tests/NAME.rs` and `tests/NAME/main.rs`.
pub fn targets(tests: &Path) -> Result<Vec<String>> {
    let failed = |e: std::io::Error| Failure::path("read", tests, &e);
    let mut names = Vec::new();
    if !tests.is_dir() {
        return Ok(names);
    }
    for entry in fs::read_dir(tests).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let is_target =
            path.extension().is_some_and(|e| e == "rs") || path.join("main.rs").is_file();
        let mut files = Vec::new();
        collect(&path, &mut files).map_err(failed)?;
        let has_tests = |file: &std::path::PathBuf| {
            fs::read_to_string(file).is_ok_and(|text| text.contains("wasm_bindgen_test"))
        };
        if is_target
            && files.iter().any(has_tests)
            && let Some(name) = path.file_stem().and_then(|stem| stem.to_str())
        {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_targets_with_browser_tests_are_chosen() {
        let root = std::env::temp_dir().join(format!("xtask-browser-{}", std::process::id()));
        for folder in ["browser", "e2e/src"] {
            fs::create_dir_all(root.join(folder)).expect("temp folder");
        }
        let files = [
            ("browser/main.rs", "mod blob;"),
            ("browser/blob.rs", "#[wasm_bindgen_test]"),
            ("native.rs", "#[test]"),
            ("web.rs", "use wasm_bindgen_test::*;"),
            ("e2e/src/lib.rs", "// wasm_bindgen_test"),
        ];
        for (name, text) in files {
            fs::write(root.join(name), text).expect("file");
        }
        let found = targets(&root);
        fs::remove_dir_all(&root).expect("cleanup");
        assert_eq!(found, Ok(vec!["browser".to_owned(), "web".to_owned()]));
    }
}
