//! What the programs of tests/e2e need besides the console: a server, test data, a browser and axe-core.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::chromium::Chromium;
use crate::failure::{Failure, Result};
use crate::gateways;
use crate::npm;
use crate::process::{Outcome, must};
use crate::term;
use crate::workspace::Workspace;

/// The version of axe-core that the accessibility tests were written for.
const AXE: &str = "4.14.1";

/// The scene, set.
pub struct Scene {
    chromium: Chromium,
    local_api: PathBuf,
    dist: PathBuf,
    samples: PathBuf,
    axe: PathBuf,
    nginx: PathBuf,
    caddy: Option<PathBuf>,
    old_chromium: Option<PathBuf>,
}

impl Scene {
    /// Builds, finds or installs it all. The console is built already.
    pub fn prepare(ws: &Workspace) -> Result<Self> {
        let chromium = Chromium::find(ws)?;
        let nginx = gateways::nginx(ws)?;
        let axe = npm::file(ws, "axe-core", AXE, "axe.min.js")?;
        build_host(ws, "local-api")?;
        samples(ws, &[])?;
        Ok(Self {
            chromium,
            axe,
            nginx,
            caddy: gateways::caddy(ws),
            old_chromium: old_chromium(ws),
            local_api: ws.host_program("local-api"),
            dist: ws.dist(),
            samples: samples_folder(ws),
        })
    }

    /// Tells a program of tests/e2e where everything is.
    pub fn describe(&self, command: &mut Command) {
        command
            .env("E2E_LOCAL_API", &self.local_api)
            .env("E2E_DIST", &self.dist)
            .env("E2E_SAMPLES", &self.samples)
            .env("AXE_JS", &self.axe)
            .env("NGINX", &self.nginx)
            .env("CHROMEDRIVER", &self.chromium.driver)
            .env("CHROMIUM", &self.chromium.browser);
        if let Some(old) = &self.old_chromium {
            command.env("OLD_CHROMIUM", old);
        }
        if let Some(caddy) = &self.caddy {
            command.env("CADDY", caddy);
        }
    }
}

/// A Chromium that is too old for the console (it begins with 123). Without it one test is skipped, and says so.
fn old_chromium(ws: &Workspace) -> Option<PathBuf> {
    let brought = npm::file(ws, OLD_CHROMIUM, OLD, "bin/chromium.br").and_then(|packed| {
        let program = ws.folder(ws.target("tools/old-chromium"))?.join(OLD);
        if program.is_file() {
            return Ok(program);
        }
        // Whoever has npm has Node.js, which reads brotli. Under another name until it is whole.
        let whole = program.with_extension("part");
        let mut unpack = ws.command("node");
        unpack.args(["-e", UNPACK]).args([&packed, &whole]);
        must("Unpacking an old Chromium", unpack)?;
        fs::rename(&whole, &program).map_err(|e| Failure::path("rename", &whole, &e))?;
        Ok(program)
    });
    match brought {
        Ok(program) => Some(program),
        Err(failure) => {
            term::warn(&format!("There is no old Chromium ({failure})."));
            None
        }
    }
}

const OLD_CHROMIUM: &str = "@sparticuz/chromium";
const OLD: &str = "122.0.0";
const UNPACK: &str = "const [from, to] = process.argv.slice(1), fs = require('fs');
fs.createReadStream(from).pipe(require('zlib').createBrotliDecompress()).pipe(fs.createWriteStream(to, { mode: 0o755 }))";

/// Where the test data lies.
pub fn samples_folder(ws: &Workspace) -> PathBuf {
    ws.target("samples")
}

/// Builds a host program with the profile `host`.
pub fn build_host(ws: &Workspace, package: &str) -> Result<()> {
    let command = ws.cargo(["build", "--locked", "--profile", "host", "-p", package]);
    must(&format!("Building {package}"), command).map(|_| ())
}

/// Writes the test data; what is there already is kept.
pub fn samples(ws: &Workspace, options: &[String]) -> Result<Outcome> {
    build_host(ws, "samples")?;
    let mut command = ws.command(ws.host_program("samples"));
    command.arg(samples_folder(ws)).args(options);
    must("Writing test data to target/samples", command)
}
