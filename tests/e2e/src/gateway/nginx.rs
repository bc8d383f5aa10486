//! nginx with `deploy/nginx.conf`.

use std::path::Path;
use std::process::Command;

use super::{Listens, Logged, Program, host, site};
use crate::{LocalApi, Step};

/// Writes its files; gives the command that starts it.
pub(super) fn prepare(folder: &Path, servers: [&LocalApi; 2], listens: Listens) -> Step<Command> {
    let [one, other] = servers.map(host);
    let Listens {
        http2,
        http1,
        redirect,
    } = listens;
    // In production plain HTTP only leads to TLS.
    let listen = format!("listen {http2} ssl http2;\n    listen {http1};");
    let changes = [
        ("server 10.0.0.11:8000;", format!("server {one};")),
        ("server 10.0.0.12:8000;", format!("server {other};")),
        ("listen 443 ssl http2;", listen),
        ("listen 80;", format!("listen {redirect};")),
        (
            "/srv/omr-console",
            folder.join("dist").display().to_string(),
        ),
        ("/etc/ssl/omr/fullchain.pem", "certificate.pem".to_owned()),
        ("/etc/ssl/omr/privkey.pem", "key.pem".to_owned()),
    ];
    std::fs::write(folder.join("site.conf"), site("nginx.conf", &changes)?)?;
    std::fs::write(folder.join("nginx.conf"), MAIN)?;
    let mut command = Command::new(Program::Nginx.path());
    command
        .arg("-p")
        .arg(folder)
        .args(["-e", "stderr", "-c", "nginx.conf"]);
    Ok(command)
}

/// A line of its log, in the form that is told below.
pub(super) fn logged(line: &str) -> Option<Logged> {
    let mut words = line.splitn(3, ' ');
    Some(Logged {
        status: words.next()?.parse().ok()?,
        protocol: words.next()?.to_owned(),
        path: words.next()?.to_owned(),
    })
}

/// What Debian's own nginx.conf does around a site. One process, so that it ends with its handle.
const MAIN: &str = "\
daemon off;
master_process off;
pid nginx.pid;
error_log stderr notice;
events { worker_connections 512; }
http {
    log_format test '$status $server_protocol $request_uri';
    access_log access.log test;
    sendfile on;
    tcp_nopush on;
    client_body_temp_path temp/body;
    proxy_temp_path temp/proxy;
    fastcgi_temp_path temp/fastcgi;
    uwsgi_temp_path temp/uwsgi;
    scgi_temp_path temp/scgi;
    include site.conf;
}
";
