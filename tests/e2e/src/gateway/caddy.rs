//! Caddy with `deploy/Caddyfile`.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{Listens, Logged, Program, host, site};
use crate::{LocalApi, Step};

/// Writes its files; gives the command that starts it.
pub(super) fn prepare(folder: &Path, servers: [&LocalApi; 2], listens: Listens) -> Step<Command> {
    let [one, other] = servers.map(host);
    let changes = [
        ("10.0.0.11:8000", one.to_owned()),
        ("10.0.0.12:8000", other.to_owned()),
        (
            "/srv/omr-console",
            folder.join("dist").display().to_string(),
        ),
        ("omr.example.org {", SITE.to_owned()),
    ];
    let site = site("Caddyfile", &changes)?;
    let main = format!(
        "{{\n\thttps_port {}\n\thttp_port {}\n{MAIN}}}\n",
        listens.http2.port(),
        listens.redirect.port()
    );
    std::fs::write(folder.join("Caddyfile"), format!("{main}{site}"))?;
    let mut command = Command::new(Program::Caddy.path());
    command
        .current_dir(folder)
        .args(["run", "--config", "Caddyfile", "--adapter", "caddyfile"])
        // Where it keeps what outlives it.
        .envs(["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"].map(|name| (name, folder.join("home"))));
    Ok(command)
}

/// A line of its log.
pub(super) fn logged(line: &str) -> Option<Logged> {
    let line: Value = serde_json::from_str(line).ok()?;
    Some(Logged {
        status: line["status"].as_u64()?.try_into().ok()?,
        protocol: line["request"]["proto"].as_str()?.to_owned(),
        path: line["request"]["uri"].as_str()?.to_owned(),
    })
}

/// No port but the two that are given: no administration, no QUIC.
const MAIN: &str = "\
\tadmin off
\tskip_install_trust
\tdefault_bind 127.0.0.1
\tservers {
\t\tprotocols h1 h2
\t}
";

/// In production it brings its certificate by itself.
const SITE: &str = "127.0.0.1 {
\ttls certificate.pem key.pem
\tlog {
\t\toutput file access.log
\t}
";
