//! The gateways of the end-to-end tests, nginx and Caddy: found, or unpacked from Debian's package into target/tools.
//! Nothing is installed: Debian's packages would start a service at port 80. The tests start the programs with files and
//! ports of their own.

use std::path::{Path, PathBuf};

use crate::chromium::{can_install, install, named};
use crate::failure::{Failure, Result};
use crate::process::{answer, must, run};
use crate::term;
use crate::toolbox::on_path;
use crate::workspace::Workspace;

/// A program, and the package of Debian that holds it.
struct Program {
    name: &'static str,
    /// Where Debian puts it. For nginx only root's PATH leads there.
    usual: &'static str,
    variable: &'static str,
    /// What it answers with its version.
    version: &'static str,
}

const NGINX: Program = Program {
    name: "nginx",
    usual: "usr/sbin/nginx",
    variable: "NGINX",
    version: "-v",
};

const CADDY: Program = Program {
    name: "caddy",
    usual: "usr/bin/caddy",
    variable: "CADDY",
    version: "version",
};

/// nginx, and openssl, which makes the certificates of both.
pub fn nginx(ws: &Workspace) -> Result<PathBuf> {
    if on_path("openssl").is_empty() && can_install(ws) {
        install(ws, &["openssl"])?;
    }
    NGINX.find(ws).map_err(|failure| {
        Failure(format!(
            "nginx was not found ({failure}). Install it (Debian: apt install nginx-light openssl), or name it in the variable NGINX."
        ))
    })
}

/// Caddy. Without it its tests are skipped, and that is said.
pub fn caddy(ws: &Workspace) -> Option<PathBuf> {
    match CADDY.find(ws) {
        Ok(program) => Some(program),
        Err(failure) => {
            term::warn(&format!(
                "There is no Caddy ({failure}): install it, or name it in the variable CADDY."
            ));
            None
        }
    }
}

impl Program {
    fn find(&self, ws: &Workspace) -> Result<PathBuf> {
        let usual = || Some(Path::new("/").join(self.usual)).filter(|path| path.is_file());
        let found = named(self.variable)
            .or_else(|| on_path(self.name).into_iter().next())
            .or_else(usual);
        found.map_or_else(|| self.unpacked(ws), Ok)
    }

    /// The program out of Debian's package, whose scripts do not run.
    fn unpacked(&self, ws: &Workspace) -> Result<PathBuf> {
        let folder = ws.folder(ws.target("tools/debian").join(self.name))?;
        let program = folder.join(self.usual);
        if program.is_file() {
            return Ok(program);
        }
        if on_path("apt-get").is_empty() {
            return Err(Failure::new("and this is no Debian"));
        }
        let title = format!("Fetching {} from Debian", self.name);
        let download = || {
            let mut command = ws.command("apt-get");
            command
                .current_dir(&folder)
                .args(["-q", "download", self.name]);
            command
        };
        if !run(&title, download())?.ok {
            // The lists may be missing; only root can read them anew.
            let mut update = ws.command("apt-get");
            update.args(["-q", "update"]);
            must("Reading Debian's package lists", update)?;
            must(&title, download())?;
        }
        let mut unpack = ws.command("sh");
        unpack.current_dir(&folder).args([
            "-c",
            "for package in *.deb; do dpkg-deb -x \"$package\" .; done",
        ]);
        must(&format!("Unpacking {}", self.name), unpack)?;
        // A library that the package would have brought may be missing.
        if answer(ws.command(&program).arg(self.version)).is_none() {
            return Err(Failure(format!("{} does not start", ws.show(&program))));
        }
        Ok(program)
    }
}

#[cfg(test)]
mod tests {
    use super::{CADDY, NGINX};

    #[test]
    fn debian_puts_each_program_where_its_name_says() {
        for program in [NGINX, CADDY] {
            assert!(program.usual.ends_with(&format!("bin/{}", program.name)));
        }
    }
}
