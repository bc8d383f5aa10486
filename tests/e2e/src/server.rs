//! local-api as a process of its own: started on a free port with a fresh data folder, ended by its handle.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::engine::{Ability, Engine};
use crate::watch::{COLLECTOR, WATCHER};
use crate::{Failure, Program, Protocol, Step};

/// With which settings a server is started.
#[derive(Clone, Debug)]
pub struct Setup {
    flags: Vec<String>,
    config: Option<serde_json::Value>,
    seed: Option<u32>,
    own_dist: bool,
    pub(crate) needs: Vec<Ability>,
    pub(crate) gateway: Option<(Program, Protocol)>,
}

impl Default for Setup {
    /// Faults open, processing at 200 sheets per second, in the spelling of this run.
    fn default() -> Self {
        Self {
            flags: [
                "--faults",
                "--sheets-per-second",
                "200",
                "--spelling",
                spelling(),
            ]
            .map(str::to_owned)
            .to_vec(),
            config: None,
            seed: None,
            own_dist: false,
            needs: Vec::new(),
            gateway: None,
        }
    }
}

impl Setup {
    /// The default with more flags; a later flag overrides an earlier one.
    #[must_use]
    pub fn with(flags: &[&str]) -> Self {
        let mut setup = Self::default();
        setup
            .flags
            .extend(flags.iter().map(|&flag| flag.to_owned()));
        setup
    }

    /// A server that behaves as the one in production does.
    #[must_use]
    pub fn production(mut self) -> Self {
        self.flags
            .extend(["--spelling", "production"].map(str::to_owned));
        self
    }

    /// A server in the handoff's spelling whatever the run speaks: for what production does not have.
    #[must_use]
    pub fn handoff(mut self) -> Self {
        self.flags
            .extend(["--spelling", "handoff"].map(str::to_owned));
        self
    }

    /// Puts production's gateway between the browser and two servers with the same data.
    #[must_use]
    pub fn behind_gateway(self, protocol: Protocol) -> Self {
        self.behind(Program::Nginx, protocol)
    }

    /// The same with the program that is named.
    #[must_use]
    pub fn behind(mut self, program: Program, protocol: Protocol) -> Self {
        self.flags.push("--share".to_owned());
        self.gateway = Some((program, protocol));
        match program {
            Program::Nginx => self,
            Program::Caddy => self.needs(Ability::Caddy),
        }
    }

    /// Fills the database with this many demo batches of all kinds; those in processing stay as they are.
    #[must_use]
    pub fn seeded(mut self, batches: u32) -> Self {
        self.seed = Some(batches);
        self
    }

    /// Skips the test, with a line that says so, in browsers that cannot be made to do this.
    #[must_use]
    pub fn needs(mut self, ability: Ability) -> Self {
        self.needs.push(ability);
        self
    }

    /// Serves a copy of the console (`dist` in the data folder) that the test may change.
    #[must_use]
    pub fn own_dist(mut self) -> Self {
        self.own_dist = true;
        self
    }

    /// Chunks of 1 MB, all alike, and requests of at most 2 MB, so that small files travel as large ones do.
    #[must_use]
    pub fn small_chunks(self) -> Self {
        self.config(serde_json::json!({
            "chunk_bytes": 1_000_000, "edge_chunk_bytes": 0, "max_request_bytes": 2_000_000,
        }))
    }

    /// Looks into chosen files before they are sent, as a console does by default.
    #[must_use]
    pub fn checked(self) -> Self {
        self.config(serde_json::json!({ "preflight": { "enabled": true } }))
    }

    /// Deployment settings of the console, laid over those of the build (`/config.json`).
    #[must_use]
    pub fn config(mut self, settings: serde_json::Value) -> Self {
        let before = self.config.take().unwrap_or_else(|| serde_json::json!({}));
        self.config = Some(merged(before, &settings));
        self
    }
}

/// The spelling of servers that are asked for none: `E2E_SPELLING`, or the handoff's.
fn spelling() -> &'static str {
    if in_production() {
        "production"
    } else {
        "handoff"
    }
}

/// Whether this run speaks production's spelling; tests whose right value differs there ask for it.
pub fn in_production() -> bool {
    std::env::var("E2E_SPELLING").is_ok_and(|word| word == "production")
}

/// A running local-api.
pub struct LocalApi {
    child: Child,
    base: String,
    data: PathBuf,
    dist: PathBuf,
    log: PathBuf,
    flags: Vec<String>,
}

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Where screenshots, logs and data of the tests go: `target/e2e`, and a folder in it for browsers other than Chromium.
pub fn output() -> PathBuf {
    let folder = workspace().join("target/e2e");
    match Engine::chosen() {
        Ok(engine) if engine != Engine::Chromium => folder.join(engine.word()),
        Ok(_) | Err(_) => folder,
    }
}

/// The scripts that servers put before everything else in their pages, by address.
static START_SCRIPTS: Mutex<Vec<(String, PathBuf)>> = Mutex::new(Vec::new());

/// The script that this server puts into its pages before their own, where the browser cannot be given one.
pub fn start_script(base: &str) -> Option<PathBuf> {
    let known = START_SCRIPTS.lock().unwrap_or_else(PoisonError::into_inner);
    let found = known.iter().rev().find(|(of, _)| of == base);
    found.map(|(_, path)| path.clone())
}

fn from_env(name: &str, fallback: &str) -> PathBuf {
    std::env::var_os(name).map_or_else(|| workspace().join(fallback), PathBuf::from)
}

impl LocalApi {
    /// Starts a server whose log and data carry the test's name.
    pub fn start(name: &str, setup: &Setup) -> Step<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let data = output().join(format!("data/{name}-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&data)?;
        let mut dist = from_env("E2E_DIST", "dist");
        if !dist.join("index.html").is_file() {
            return Err(Failure(format!(
                "{} holds no index.html: build the console first, or set E2E_DIST",
                dist.display()
            )));
        }
        let engine = Engine::chosen()?;
        if setup.own_dist || engine != Engine::Chromium {
            dist = copied(&dist, &data.join("dist"))?;
        }
        let start = match engine {
            Engine::Chromium => None,
            Engine::Firefox => Some(with_start_script(&dist, WATCHER)?),
            Engine::WebKit => Some(with_start_script(&dist, &format!("{COLLECTOR}{WATCHER}"))?),
        };
        if let Some(batches) = setup.seed {
            seed(&data, batches)?;
        }
        let mut flags = setup.flags.clone();
        flags.extend(["--data".to_owned(), data.display().to_string()]);
        flags.extend(["--dist".to_owned(), dist.display().to_string()]);
        let file = data.join("config.json");
        let built = std::fs::read_to_string(dist.join("config.json"));
        let built = serde_json::from_str(&built.unwrap_or_else(|_| "{}".to_owned()))?;
        // Most tests send files that no office would send; those of the check itself switch it on.
        let unchecked = serde_json::json!({ "preflight": { "enabled": false } });
        let settings = merged(
            unchecked,
            setup.config.as_ref().unwrap_or(&serde_json::json!({})),
        );
        std::fs::write(&file, merged(built, &settings).to_string())?;
        flags.extend(["--config".to_owned(), file.display().to_string()]);
        let log = output().join(format!("{name}.server.log"));
        File::create(&log)?;
        let (child, base) = spawn(&flags, 0, &log)?;
        if let Some(start) = start {
            let mut known = START_SCRIPTS.lock().unwrap_or_else(PoisonError::into_inner);
            known.push((base.clone(), start));
        }
        Ok(Self {
            child,
            base,
            data,
            dist,
            log,
            flags,
        })
    }

    /// Another server on the same data, as production has two. Both need `--share`.
    pub fn beside(&self) -> Step<Self> {
        let log = self.log.with_extension("2.log");
        File::create(&log)?;
        let (child, base) = spawn(&self.flags, 0, &log)?;
        Ok(Self {
            child,
            base,
            data: self.data.clone(),
            dist: self.dist.clone(),
            log,
            flags: self.flags.clone(),
        })
    }

    /// The console that it serves.
    pub(crate) fn dist(&self) -> &Path {
        &self.dist
    }

    /// Address without a slash at the end.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Its data folder; tests put files of their own there, which go with it.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The server's log file.
    pub fn log(&self) -> &Path {
        &self.log
    }

    /// Pulls the plug, without any time to tidy up.
    pub fn kill(&mut self) -> Step {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Starts again after [`kill`](Self::kill): same data, same port.
    pub fn start_again(&mut self) -> Step {
        let port = self.base.rsplit(':').next().and_then(|p| p.parse().ok());
        let port = port.ok_or_else(|| Failure(format!("no port in {}", self.base)))?;
        (self.child, self.base) = spawn(&self.flags, port, &self.log)?;
        Ok(())
    }

    /// Kills the server and starts it again.
    pub fn restart(&mut self) -> Step {
        self.kill()?;
        self.start_again()
    }

    /// Removes the data folder; kept when a test fails.
    pub fn forget_data(mut self) -> Step {
        self.kill()?;
        std::fs::remove_dir_all(&self.data)?;
        Ok(())
    }
}

impl Drop for LocalApi {
    fn drop(&mut self) {
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait()) {
            eprintln!("local-api could not be ended: {error}");
        }
    }
}

/// Copies a folder with everything in it; gives the new one.
pub(crate) fn copied(from: &Path, to: &Path) -> Step<PathBuf> {
    std::fs::create_dir_all(to)?;
    let mut entries = std::fs::read_dir(from)?.collect::<Result<Vec<_>, _>>()?;
    // Packed copies last: one that is older than its file is not served.
    entries.sort_by_key(|entry| entry.file_name().len());
    for entry in entries {
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copied(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(to.to_owned())
}

/// Puts a script of the tests before all others of the page.
fn with_start_script(dist: &Path, script: &str) -> Step<PathBuf> {
    let path = dist.join("e2e-start.js");
    std::fs::write(&path, script)?;
    let page = dist.join("index.html");
    let text = std::fs::read_to_string(&page)?;
    let (before, after) = text
        .split_once("<head>")
        .ok_or_else(|| Failure::new("index.html has no <head>"))?;
    let tag = "<head><script src=\"/e2e-start.js\"></script>";
    std::fs::write(&page, format!("{before}{tag}{after}"))?;
    for packed in ["br", "gz"] {
        let packed = dist.join(format!("index.html.{packed}"));
        if packed.is_file() {
            std::fs::remove_file(packed)?;
        }
    }
    Ok(path)
}

fn program() -> PathBuf {
    from_env("E2E_LOCAL_API", "target/host/local-api")
}

fn seed(data: &Path, batches: u32) -> Step {
    let done = Command::new(program())
        .args([
            "seed",
            "--frozen",
            "--batches",
            &batches.to_string(),
            "--data",
        ])
        .arg(data)
        .output()?;
    if done.status.success() {
        Ok(())
    } else {
        Err(Failure(format!(
            "local-api seed: {}",
            String::from_utf8_lossy(&done.stderr)
        )))
    }
}

/// `over` laid over `base`, object by object.
fn merged(mut base: serde_json::Value, over: &serde_json::Value) -> serde_json::Value {
    match (base.as_object_mut(), over.as_object()) {
        (Some(fields), Some(new)) => {
            for (key, value) in new {
                let old = fields.remove(key).unwrap_or(serde_json::Value::Null);
                fields.insert(key.clone(), merged(old, value));
            }
            base
        }
        _ => over.clone(),
    }
}

fn spawn(flags: &[String], port: u16, log: &Path) -> Step<(Child, String)> {
    let program = program();
    let stderr = File::options().append(true).open(log)?;
    let mut child = Command::new(&program)
        .args(flags)
        .args(["--port", &port.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(stderr)
        .spawn()
        .map_err(|e| Failure(format!("{} does not start: {e}", program.display())))?;
    let out = child
        .stdout
        .take()
        .ok_or_else(|| Failure::new("local-api has no output"))?;
    let mut lines = BufReader::new(out).lines().map_while(Result::ok);
    let mut copy = File::options().append(true).open(log)?;
    let mut said = Vec::new();
    let address = lines.by_ref().find_map(|line| {
        let found = line.split_once("listening on ").and_then(|(_, tail)| {
            let address = tail.split_whitespace().next()?;
            Some(address.trim_end_matches('/').to_owned())
        });
        said.push(line);
        found
    });
    match address {
        Some(address) => {
            std::thread::spawn(move || {
                for line in lines {
                    if writeln!(copy, "{line}").is_err() {
                        break;
                    }
                }
            });
            Ok((child, address))
        }
        None => {
            let status = child.wait()?;
            let wrote = std::fs::read_to_string(log).unwrap_or_default();
            Err(Failure(format!(
                "local-api ended with {status} before it listened.\n{}\n{wrote}",
                said.join("\n")
            )))
        }
    }
}
