//! A gateway as in production: nginx with `deploy/nginx.conf` or Caddy with `deploy/Caddyfile`, two API servers on the same data
//! behind it, its own certificate. It runs as one process of the test's own, with its own ports and folder, and ends by its handle.

mod caddy;
mod nginx;

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
    /// HTTP/1.1 in plain. With nginx only: Caddy's file has TLS alone.
    Http1,
}

/// Which program it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// nginx, named by `NGINX`.
    Nginx,
    /// Caddy, named by `CADDY`.
    Caddy,
}

impl Program {
    /// The program that its variable names, or the usual one.
    pub fn path(self) -> PathBuf {
        let (variable, usual) = match self {
            Self::Nginx => ("NGINX", "/usr/sbin/nginx"),
            Self::Caddy => ("CADDY", "/usr/bin/caddy"),
        };
        std::env::var_os(variable).map_or_else(|| usual.into(), PathBuf::from)
    }

    /// Whether this machine has it.
    pub fn is_there(self) -> bool {
        self.path().is_file()
    }
}

/// The addresses that it listens at.
#[derive(Clone, Copy)]
struct Listens {
    http2: SocketAddr,
    http1: SocketAddr,
    /// In plain, and leads to TLS.
    redirect: SocketAddr,
}

/// A running gateway.
pub struct Gateway {
    child: Child,
    /// The API server beside the test's own.
    pub second: LocalApi,
    program: Program,
    base: String,
    redirect: SocketAddr,
    folder: PathBuf,
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
    pub async fn start(program: Program, first: &LocalApi, protocol: Protocol) -> Step<Self> {
        if (program, protocol) == (Program::Caddy, Protocol::Http1) {
            return Err(Failure::new("Caddy speaks TLS alone here"));
        }
        let folder = std::path::absolute(first.data().join("gateway"))?;
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
        let listens = Listens {
            http2,
            http1,
            redirect,
        };
        let mut command = match program {
            Program::Nginx => nginx::prepare(&folder, [first, &second], listens)?,
            Program::Caddy => caddy::prepare(&folder, [first, &second], listens)?,
        };
        let said = std::fs::File::create(folder.join("error.log"))?;
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(said)
            .spawn()
            .map_err(|e| {
                let name = command.get_program().display();
                Failure(format!("{name} does not start ({e}): install it"))
            })?;
        let gateway = Self {
            child,
            second,
            program,
            base: match protocol {
                Protocol::Http2 => format!("https://{http2}"),
                Protocol::Http1 => format!("http://{http1}"),
            },
            redirect,
            folder,
        };
        gateway.listens(http2).await?;
        Ok(gateway)
    }

    async fn listens(&self, address: SocketAddr) -> Step {
        until("the gateway to listen", async || {
            Ok(match TcpStream::connect(address) {
                Ok(_) => Seen::Yes(()),
                Err(e) => {
                    let said = std::fs::read_to_string(self.folder.join("error.log"));
                    Seen::NotYet(format!("{e}; it says {}", said.unwrap_or_default()))
                }
            })
        })
        .await
    }

    /// Its address, without a slash at the end.
    pub fn base(&self) -> String {
        self.base.clone()
    }

    /// Where it leads plain HTTP to TLS, without a slash at the end.
    pub fn plain(&self) -> String {
        format!("http://{}", self.redirect)
    }

    /// The files that it serves; they are the test's own.
    pub fn dist(&self) -> PathBuf {
        self.folder.join("dist")
    }

    /// What was asked so far.
    pub fn requests(&self) -> Step<Vec<Logged>> {
        let log = std::fs::read_to_string(self.folder.join("access.log"))?;
        let read = match self.program {
            Program::Nginx => nginx::logged,
            Program::Caddy => caddy::logged,
        };
        Ok(log.lines().filter_map(read).collect())
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait()) {
            eprintln!("the gateway could not be ended: {error}");
        }
    }
}

/// A file that operators get, with the names and ports of this test: each pair is what stands there, and what shall.
fn site(name: &str, changes: &[(&str, String)]) -> Step<String> {
    let mut site = std::fs::read_to_string(workspace().join("deploy").join(name))?;
    for (from, to) in changes {
        if !site.contains(from) {
            return Err(Failure(format!("deploy/{name} has no \"{from}\"")));
        }
        site = site.replace(from, to);
    }
    Ok(site)
}

/// Host and port of a server.
fn host(server: &LocalApi) -> &str {
    let base = server.base();
    base.strip_prefix("http://").unwrap_or(base)
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

/// Addresses that nobody uses. They are free again until the gateway takes them; the system gives others to others meanwhile.
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
