//! `cargo xtask run`: builds the console and the local API, fills a demo database once, and serves both.

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Child, Stdio};

use crate::args::RunOptions;
use crate::console;
use crate::failure::{Failure, Result};
use crate::process;
use crate::scene::build_host;
use crate::signal;
use crate::term;
use crate::workspace::Workspace;

/// A file in a data folder that says that this command made it, and whether the demo data in it is complete.
const MARK: &str = "made-by-xtask";
const SEEDING: &str = "The demo data is being written.\n";
const SEEDED: &str =
    "Demo data. `cargo xtask run --fresh` deletes this folder and writes it anew.\n";

/// Runs until the server ends or somebody stops it.
pub fn run(ws: &Workspace, options: &RunOptions) -> Result<()> {
    // What can be refused at once is refused before minutes of building.
    free_port(options.port)?;
    let data =
        std::path::absolute(&options.data).map_err(|e| Failure::io("find the data folder", &e))?;
    let state = state(&data)?;
    if options.fresh && state == State::Foreign {
        return Err(Failure(format!(
            "{} was not made by this command, so --fresh does not delete it. Delete it yourself, or name another folder.",
            data.display()
        )));
    }
    console::build(ws)?;
    build_host(ws, "local-api")?;
    if options.fresh || state == State::HalfSeeded {
        fs::remove_dir_all(&data)
            .or_else(missing_is_fine)
            .map_err(|e| Failure::path("delete", &data, &e))?;
    }
    if options.fresh || matches!(state, State::New | State::HalfSeeded) {
        seed(ws, &data)?;
    }
    serve(ws, options, &data)
}

fn missing_is_fine(error: std::io::Error) -> std::io::Result<()> {
    match error.kind() {
        ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    }
}

/// What a data folder holds.
#[derive(Debug, PartialEq, Eq)]
enum State {
    /// Nothing yet.
    New,
    /// Demo data of a seeding that did not end.
    HalfSeeded,
    /// Demo data.
    Seeded,
    /// Somebody's own data: served as it is, never deleted.
    Foreign,
}

fn state(data: &Path) -> Result<State> {
    let failed = |e: std::io::Error| Failure::path("read", data, &e);
    match fs::read_to_string(data.join(MARK)) {
        Ok(text) if text == SEEDED => return Ok(State::Seeded),
        Ok(_) => return Ok(State::HalfSeeded),
        Err(error) => missing_is_fine(error).map_err(failed)?,
    }
    match fs::read_dir(data) {
        Ok(mut entries) => Ok(if entries.next().is_none() {
            State::New
        } else {
            State::Foreign
        }),
        Err(error) => missing_is_fine(error).map_err(failed).map(|()| State::New),
    }
}

/// Fills a new data folder.
fn seed(ws: &Workspace, data: &Path) -> Result<()> {
    let mark = ws.folder(data.to_path_buf())?.join(MARK);
    let write = |text: &str| fs::write(&mark, text).map_err(|e| Failure::path("write", &mark, &e));
    write(SEEDING)?;
    let mut command = ws.command(ws.host_program("local-api"));
    command.args(["seed", "--data"]).arg(data);
    process::must("Filling the demo database", command)?;
    write(SEEDED)
}

/// Fails with a sentence if the port is taken, and names one that is free.
fn free_port(port: u16) -> Result<()> {
    let is_free = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map(drop);
    match is_free(port) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let next = (port..=port.saturating_add(50)).find(|&next| is_free(next).is_ok());
            Err(Failure::port_taken(port, next))
        }
        Err(error) => Err(Failure::io(&format!("listen on port {port}"), &error)),
    }
}

/// Starts the server, says where it is once it listens, and waits for its end.
fn serve(ws: &Workspace, options: &RunOptions, data: &Path) -> Result<()> {
    let mut command = ws.command(ws.host_program("local-api"));
    command
        .arg("serve")
        .arg("--data")
        .arg(data)
        .arg("--dist")
        .arg(ws.dist());
    command.args(["--port", &options.port.to_string()]);
    if let Some(rate) = options.sheets_per_second {
        command.args(["--sheets-per-second", &rate.to_string()]);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut server = process::start(&mut command)?;
    signal::pass_on_to(&server)?;
    let listening = announce(ws, &mut server, data);
    let status = server
        .wait()
        .map_err(|e| Failure::io("wait for the server", &e))?;
    if listening && (status.success() || signal::was_asked_to_stop()) {
        term::say("\nThe server has stopped. The data is kept.");
        return Ok(());
    }
    Err(Failure(format!(
        "The server has ended ({status}); its own words are above."
    )))
}

/// Passes the server's output on; true if it came to listen.
fn announce(ws: &Workspace, server: &mut Child, data: &Path) -> bool {
    let Some(output) = server.stdout.take() else {
        return false;
    };
    let mut listening = false;
    for line in BufReader::new(output)
        .lines()
        .map_while(std::io::Result::ok)
    {
        match address(&line) {
            Some(address) if !listening => {
                listening = true;
                term::say(&banner(address, &ws.show(data)));
            }
            _ => term::say(&line),
        }
    }
    listening
}

/// The address in the line with which local-api says that it is ready.
fn address(line: &str) -> Option<&str> {
    let (_, address) = line.split_once("listening on ")?;
    let address = address.split_whitespace().next()?;
    address.starts_with("http").then_some(address)
}

fn banner(address: &str, data: &str) -> String {
    format!(
        "\n  OMR Batch Console   {address}\n\n  Sign in as          admin / admin123        sees everything, may delete\n\
         {space}staff / staff1234       sees own batches\n{space}scanner / scanner1234   sees own batches\n\n  \
         Data                {data}\n  Stop                Ctrl-C\n",
        space = " ".repeat(22),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_the_servers_line() {
        assert_eq!(
            address("listening on http://127.0.0.1:8080"),
            Some("http://127.0.0.1:8080")
        );
        assert_eq!(
            address("INFO listening on http://127.0.0.1:1 (pid 2)"),
            Some("http://127.0.0.1:1")
        );
        assert_eq!(address("listening on nothing"), None);
        assert_eq!(address("ready"), None);
    }

    #[test]
    fn a_taken_port_is_refused_with_a_free_one() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = taken.local_addr().expect("an address").port();
        let failure = free_port(port).expect_err("it is taken").0;
        assert!(
            failure.starts_with(&format!("Port {port} is taken")),
            "{failure}"
        );
    }

    #[test]
    fn only_folders_of_this_command_are_ever_deleted() {
        let data = std::env::temp_dir().join(format!("xtask-state-{}", std::process::id()));
        assert_eq!(state(&data), Ok(State::New));
        fs::create_dir_all(&data).expect("folder");
        assert_eq!(state(&data), Ok(State::New));
        fs::write(data.join("thesis.odt"), "x").expect("file");
        assert_eq!(state(&data), Ok(State::Foreign));
        fs::write(data.join(MARK), SEEDING).expect("file");
        assert_eq!(state(&data), Ok(State::HalfSeeded));
        fs::write(data.join(MARK), SEEDED).expect("file");
        assert_eq!(state(&data), Ok(State::Seeded));
        fs::remove_dir_all(&data).expect("cleanup");
    }

    #[test]
    fn the_banner_names_address_accounts_and_data() {
        let text = banner("http://127.0.0.1:8080", "target/demo");
        for part in [
            "http://127.0.0.1:8080",
            "admin / admin123",
            "staff / staff1234",
            "scanner / scanner1234",
            "target/demo",
        ] {
            assert!(text.contains(part), "{part} is missing in {text}");
        }
    }
}
