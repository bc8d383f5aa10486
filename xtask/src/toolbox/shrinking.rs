//! What makes the console smaller and comes from npm: wasm-opt and esbuild. Without them it is built all the same.

use std::fs;
use std::path::PathBuf;

use super::{Found, on_path, version_of};
use crate::failure::{Failure, Result};
use crate::npm;
use crate::term;
use crate::versions;
use crate::workspace::Workspace;

/// Exact versions, so that a release can be built again byte for byte. Major releases of esbuild change what is asked of browsers.
const ESBUILD: &str = "0.28.2";
const BINARYEN: &str = "132.0.0";

/// Older releases reject what rustc writes today.
const OLDEST_WASM_OPT: u32 = 120;

/// Makes scripts and styles smaller; from npm. Without it the console is built all the same.
pub fn esbuild(ws: &Workspace) -> Option<Found> {
    match npm::program(ws, "esbuild", ESBUILD, "esbuild") {
        Ok(program) => {
            let version = version_of(&program)?;
            let package = format!("pkg:npm/esbuild@{version}");
            Some(Found {
                name: "esbuild",
                version,
                program,
                package,
            })
        }
        Err(failure) => {
            term::warn(&format!(
                "esbuild is not there ({failure}). Scripts and styles stay as they are, about 7 KB larger."
            ));
            None
        }
    }
}

/// wasm-opt from PATH if it is new enough, else from npm; without either the console is built, but larger.
pub fn wasm_opt(ws: &Workspace) -> Result<Found> {
    let new_enough = |program: PathBuf, package: &str| {
        let version = version_of(&program)?;
        (versions::major(&version)? >= OLDEST_WASM_OPT).then(|| Found {
            name: "wasm-opt",
            package: format!("{package}@{version}"),
            version,
            program,
        })
    };
    let there = |program| new_enough(program, "pkg:generic/binaryen");
    if let Some(found) = on_path("wasm-opt").into_iter().find_map(there) {
        return Ok(found);
    }
    let reason = match npm::program(ws, "binaryen", BINARYEN, "wasm-opt") {
        Ok(program) => match new_enough(program, "pkg:npm/binaryen") {
            Some(found) => {
                // The program says the first number of its version only.
                return Ok(Found {
                    package: format!("pkg:npm/binaryen@{BINARYEN}"),
                    ..found
                });
            }
            None => "the one that npm brought does not start".to_owned(),
        },
        Err(failure) => failure.0,
    };
    term::warn(&format!(
        "wasm-opt is not there ({reason}). The console is built without it and is about a third larger."
    ));
    stand_in(ws)
}

/// Trunk has no switch for "not this time", so it gets a wasm-opt that only copies.
#[cfg(unix)]
fn stand_in(ws: &Workspace) -> Result<Found> {
    use std::os::unix::fs::PermissionsExt;
    let script = "#!/bin/sh\n# Stands in for wasm-opt where there is none: copies the file.\n\
        for a in \"$@\"; do\n  case \"$a\" in\n    --version) echo 'wasm-opt version 0'; exit 0 ;;\n    \
        --output=*) out=\"${a#--output=}\" ;;\n    -*) ;;\n    *) in=\"$a\" ;;\n  esac\ndone\nexec cp \"$in\" \"$out\"\n";
    let program = ws
        .folder(ws.target("tools"))?
        .join("copy-instead-of-wasm-opt");
    fs::write(&program, script).map_err(|e| Failure::path("write", &program, &e))?;
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755))
        .map_err(|e| Failure::path("make executable", &program, &e))?;
    Ok(Found {
        name: "wasm-opt",
        version: "none".to_owned(),
        package: "pkg:generic/binaryen@none".to_owned(),
        program,
    })
}

#[cfg(not(unix))]
fn stand_in(_: &Workspace) -> Result<Found> {
    Err(Failure::new(
        "wasm-opt is needed on this system. Install Node.js (https://nodejs.org), then try again.",
    ))
}
