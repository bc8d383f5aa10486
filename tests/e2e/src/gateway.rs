//! A gateway as in production: nginx with `deploy/nginx.conf`, two API servers on the same data behind it, its own certificate.
//! It runs as one process of the test's own, with its own ports and folder, and ends by its handle.

use std::fmt::Write as _;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::server::{copied, workspace};
use crate::wait::{Seen, until};
use crate::{Failure, LocalApi, Step};

/// How a browser speaks with the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// HTTP/2 over TLS.
    Http2,
    /// HTTP/1.1 in plain.
    Http1,
}

/// A running gateway.
pub struct Gateway {
    child: Child,
    /// The API server beside the test's own.
    pub second: LocalApi,
    base: String,
    log: PathBuf,
}

/// A request as the gateway has logged it.
#[derive(Clone, Debug)]
pub struct Logged {
    /// Status of the answer.
    pub status: u16,
    /// `HTTP/1.1` or `HTTP/2.0`.
    pub protocol: String,
    /// Path with the query.
    pub path: String,
}

impl Logged {
    /// Whether it is a file of the console.
    pub fn is_file(&self) -> bool {
        !self.path.starts_with("/api/")
    }
}

impl Gateway {
    /// Starts it before `first` and a second server beside that.
    pub async fn start(first: &LocalApi, protocol: Protocol) -> Step<Self> {
        let folder = first.data().join("gateway");
        std::fs::create_dir_all(folder.join("temp"))?;
        copied(first.dist(), &folder.join("dist"))?;
        std::fs::copy(
            first.data().join("config.json"),
            folder.join("dist/config.json"),
        )?;
        for stale in ["br", "gz"] {
            let _ = std::fs::remove_file(folder.join(format!("dist/config.json.{stale}")));
        }
        certificate(&folder)?;
        let second = first.beside()?;
        let [http2, http1, redirect] = free_addresses()?;
        let site = site(&folder, [first, &second], [http2, http1, redirect])?;
        std::fs::write(folder.join("site.conf"), site)?;
        std::fs::write(folder.join("nginx.conf"), MAIN)?;
        let log = folder.join("access.log");
        let said = std::fs::File::create(folder.join("error.log"))?;
        let program = std::env::var("NGINX").unwrap_or_else(|_| "/usr/sbin/nginx".to_owned());
        let child = Command::new(&program)
            .arg("-p")
            .arg(&folder)
            .args(["-c", "nginx.conf"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(said)
            .spawn()
            .map_err(|e| {
                Failure(format!(
                    "{program} does not start ({e}); install nginx-light"
                ))
            })?;
        let gateway = Self {
            child,
            second,
            base: match protocol {
                Protocol::Http2 => format!("https://{http2}"),
                Protocol::Http1 => format!("http://{http1}"),
            },
            log,
        };
        until("the gateway to listen", async || {
            Ok(match TcpStream::connect(http1) {
                Ok(_) => Seen::Yes(()),
                Err(e) => {
                    let said = std::fs::read_to_string(folder.join("error.log"));
                    Seen::NotYet(format!("{e}; it says {}", said.unwrap_or_default()))
                }
            })
        })
        .await?;
        Ok(gateway)
    }

    /// Its address, without a slash at the end.
    pub fn base(&self) -> String {
        self.base.clone()
    }

    /// What was asked so far.
    pub fn requests(&self) -> Step<Vec<Logged>> {
        let log = std::fs::read_to_string(&self.log)?;
        let read = |line: &str| {
            let mut words = line.splitn(3, ' ');
            Some(Logged {
                status: words.next()?.parse().ok()?,
                protocol: words.next()?.to_owned(),
                path: words.next()?.to_owned(),
            })
        };
        Ok(log.lines().filter_map(read).collect())
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait()) {
            eprintln!("nginx could not be ended: {error}");
        }
    }
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

/// The file that operators get, with the names and ports of this test.
fn site(
    folder: &Path,
    servers: [&LocalApi; 2],
    [http2, http1, redirect]: [SocketAddr; 3],
) -> Step<String> {
    let mut site = std::fs::read_to_string(workspace().join("deploy/nginx.conf"))?;
    let [one, other] = servers.map(|server| {
        let base = server.base();
        base.strip_prefix("http://").unwrap_or(base).to_owned()
    });
    let mut listen = format!("listen {http2} ssl http2;\n");
    // In production plain HTTP only leads to TLS.
    write!(listen, "    listen {http1};").map_err(|e| Failure(e.to_string()))?;
    let dist = folder.join("dist").display().to_string();
    for (from, to) in [
        ("server 10.0.0.11:8000;", format!("server {one};")),
        ("server 10.0.0.12:8000;", format!("server {other};")),
        ("listen 443 ssl http2;", listen),
        ("listen 80;", format!("listen {redirect};")),
        ("/srv/omr-console", dist),
        ("/etc/ssl/omr/fullchain.pem", "certificate.pem".to_owned()),
        ("/etc/ssl/omr/privkey.pem", "key.pem".to_owned()),
    ] {
        if !site.contains(from) {
            return Err(Failure(format!("deploy/nginx.conf has no \"{from}\"")));
        }
        site = site.replace(from, &to);
    }
    Ok(site)
}

/// Makes a certificate that nobody has signed.
fn certificate(folder: &Path) -> Step {
    let made = Command::new("openssl")
        .current_dir(folder)
        .args(["req", "-x509", "-nodes", "-days", "2", "-newkey", "ec"])
        .args(["-pkeyopt", "ec_paramgen_curve:prime256v1"])
        .args([
            "-subj",
            "/CN=127.0.0.1",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
        ])
        .args(["-keyout", "key.pem", "-out", "certificate.pem"])
        .output()
        .map_err(|e| Failure(format!("openssl does not start: {e}")))?;
    if made.status.success() {
        Ok(())
    } else {
        let said = String::from_utf8_lossy(&made.stderr).into_owned();
        Err(Failure(format!("openssl: {said}")))
    }
}

/// Addresses that nobody uses. They are free again until nginx takes them; the system gives others to others meanwhile.
fn free_addresses<const N: usize>() -> Step<[SocketAddr; N]> {
    let mut listeners = Vec::new();
    let mut addresses = [SocketAddr::from(([127, 0, 0, 1], 0)); N];
    for address in &mut addresses {
        let listener = TcpListener::bind(*address)?;
        *address = listener.local_addr()?;
        listeners.push(listener);
    }
    Ok(addresses)
}
