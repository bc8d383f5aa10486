//! `cargo xtask serve`: Trunk's development server with another back end behind it.

use crate::console;
use crate::failure::Result;
use crate::process;
use crate::term;
use crate::toolbox;
use crate::workspace::Workspace;

/// Rebuilds on every change and passes `/api/` on to `api`, until it is stopped.
pub fn run(ws: &Workspace, api: &str, port: u16) -> Result<()> {
    let tools = toolbox::for_serving(ws)?;
    console::fetch(ws)?;
    let mut command = ws.command("trunk");
    command.args(["serve", "--port", &port.to_string()]);
    // dist/ holds the release build; this one is for looking at only.
    command.arg("--dist").arg(ws.folder(ws.target("serve"))?);
    command.arg(format!("--proxy-backend={api}/api/"));
    command.arg("--proxy-rewrite=/api/");
    tools.equip(&mut command);
    term::say(&format!(
        "Serving http://127.0.0.1:{port} with the API of {api}. Stop with Ctrl-C."
    ));
    process::attached("Trunk", command)
}
