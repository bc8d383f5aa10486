//! The container (`deploy/Dockerfile`) as far as it runs without one: its start and its nginx, as a user who is not root, on files
//! that nobody may write to.

use std::fs::Permissions;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use e2e::server::workspace;
use e2e::wait::{Seen, until};
use e2e::{Failure, Program, Step};

/// Nobody on Debian.
const NOBODY: u32 = 65_534;

/// A running container without the container.
struct Container {
    child: Child,
    address: SocketAddr,
    root: PathBuf,
}

impl Drop for Container {
    fn drop(&mut self) {
        let ended = self.child.kill().and_then(|()| self.child.wait());
        // Whoever is not root can only remove what may be written to.
        let writable = ended.and_then(|_| lock(&self.root, 0o755));
        if let Err(error) = writable.and_then(|()| std::fs::remove_dir_all(&self.root)) {
            eprintln!("the container could not be ended: {error}");
        }
    }
}

/// Sets who may write to the image's folders.
fn lock(root: &Path, mode: u32) -> std::io::Result<()> {
    let set = |folder: &Path| std::fs::set_permissions(folder, Permissions::from_mode(mode));
    set(root)?;
    set(&root.join("dist"))
}

fn is_root() -> Step<bool> {
    let id = Command::new("id").arg("-u").output()?;
    Ok(id.stdout.trim_ascii() == b"0")
}

/// What the image holds, and the folder that is a tmpfs there. Only that one can be written to.
fn image(root: &Path, address: SocketAddr) -> Step {
    let dist = root.join("dist");
    std::fs::create_dir_all(&dist)?;
    for (name, text) in [
        ("index.html", "<!doctype html>the page"),
        ("config.json", "{}"),
        ("app-0123456789abcdef.js", "0"),
    ] {
        std::fs::write(dist.join(name), text)?;
    }
    let run = root.join("run");
    std::fs::create_dir(&run)?;
    let mut conf = std::fs::read_to_string(workspace().join("deploy/container.conf"))?;
    for (from, to) in [
        ("/srv/omr-console", dist.display().to_string()),
        ("/run/omr", run.display().to_string()),
        ("listen 8080;", format!("listen {address};")),
        // Its output belongs to the test's own user.
        ("/dev/stdout", run.join("access.log").display().to_string()),
    ] {
        if !conf.contains(from) {
            return Err(Failure(format!("deploy/container.conf has no \"{from}\"")));
        }
        conf = conf.replace(from, &to);
    }
    std::fs::write(root.join("nginx.conf"), conf)?;
    let script = root.join("entrypoint.sh");
    std::fs::copy(workspace().join("deploy/entrypoint.sh"), script)?;
    if is_root()? {
        chown(&run, Some(NOBODY), Some(NOBODY))?;
    }
    Ok(lock(root, 0o555)?)
}

async fn start(name: &str) -> Step<Container> {
    let root = std::env::temp_dir().join(format!("e2e-{name}-{}", std::process::id()));
    let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
    image(&root, address)?;
    let mut command = Command::new("/bin/sh");
    command
        .arg(root.join("entrypoint.sh"))
        .arg(Program::Nginx.path())
        .args(["-e", "stderr", "-c"])
        .arg(root.join("nginx.conf"))
        // One process, so that it ends with its handle.
        .args(["-g", "daemon off; master_process off;"])
        .env("OMR_CONFIG_FILE", root.join("run/config.json"))
        .env("OMR_TIME_ZONE", "Asia/Bangkok")
        .current_dir(&root)
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    if is_root()? {
        command.uid(NOBODY).gid(NOBODY);
    }
    let container = Container {
        child: command.spawn()?,
        address,
        root,
    };
    until("nginx to listen", async || {
        Ok(match TcpStream::connect(address) {
            Ok(_) => Seen::Yes(()),
            Err(error) => Seen::NotYet(error.to_string()),
        })
    })
    .await?;
    Ok(container)
}

/// Status, caching, `Strict-Transport-Security` and text of an address.
async fn ask(
    container: &Container,
    path: &str,
    scheme: &str,
) -> Step<(u16, String, String, String)> {
    let answer = reqwest::Client::new()
        .get(format!("http://{}{path}", container.address))
        .header("x-forwarded-proto", scheme)
        .send()
        .await?;
    let header = |name: &str| {
        let value = answer.headers().get(name);
        let value = value.and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let status = answer.status().as_u16();
    let (cache, tls) = (header("cache-control"), header("strict-transport-security"));
    assert!(header("content-security-policy").contains("trusted-types"));
    Ok((status, cache, tls, answer.text().await?))
}

#[tokio::test]
async fn the_container_serves_the_console_without_root_and_writes_to_one_folder_only() -> Step {
    let container = start("container").await?;
    let (status, cache, tls, page) = ask(&container, "/batches/1", "https").await?;
    assert_eq!((status, cache.as_str()), (200, "no-cache"));
    assert_eq!(tls, "max-age=63072000; includeSubDomains");
    assert!(page.contains("the page"), "{page}");
    let (_, cache, tls, config) = ask(&container, "/config.json", "http").await?;
    assert_eq!((cache.as_str(), tls.as_str()), ("no-cache", ""));
    let config: serde_json::Value = serde_json::from_str(&config)?;
    assert_eq!(config["time_zone"], "Asia/Bangkok", "{config}");
    let (status, cache, ..) = ask(&container, "/app-0123456789abcdef.js", "https").await?;
    assert!(
        status == 200 && cache.contains("immutable"),
        "{status} {cache}"
    );
    let (status, ..) = ask(&container, "/missing.js", "https").await?;
    assert_eq!(status, 404);
    let mut left: Vec<_> = std::fs::read_dir(&container.root)?
        .map(|entry| entry.map(|entry| entry.file_name()))
        .collect::<Result<_, _>>()?;
    left.sort();
    assert_eq!(left, ["dist", "entrypoint.sh", "nginx.conf", "run"]);
    assert_eq!(std::fs::read_dir(container.root.join("dist"))?.count(), 3);
    Ok(())
}
