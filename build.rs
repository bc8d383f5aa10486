//! Prepares the split build (`OMR_SPLIT=1`, set by `cargo xtask`): the linker keeps the relocations by which the module is
//! cut into parts. Every other build is one piece. Also lists the languages: each file in `lang/` is one.

use std::fs;
use std::path::Path;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(split)");
    println!("cargo::rerun-if-env-changed=OMR_SPLIT");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=lang");
    let wanted = std::env::var_os("OMR_SPLIT").is_some();
    let wasm = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    if wanted && wasm {
        println!("cargo::rustc-cfg=split");
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    match languages(Path::new("lang")) {
        Ok(languages) => println!("cargo::rustc-env=OMR_LANGUAGES={languages}"),
        Err(error) => println!("cargo::error=lang/: {error}"),
    }
}

/// `en|English;th|ไทย`: the code is the file's name, the name is what the file says of itself.
fn languages(folder: &Path) -> Result<String, String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| e.to_string())? {
        let path = entry.map_err(|e| e.to_string())?.path();
        let (Some(code), Some("ftl")) = (
            path.file_stem().and_then(|s| s.to_str()),
            path.extension().and_then(|e| e.to_str()),
        ) else {
            continue;
        };
        let text = fs::read_to_string(&path).map_err(|e| e.to_string())?;
        let name = text
            .lines()
            .find_map(|line| line.strip_prefix("language-name ="))
            .ok_or_else(|| format!("{code}.ftl has no language-name"))?;
        found.push(format!("{code}|{}", name.trim()));
    }
    found.sort();
    Ok(found.join(";"))
}
