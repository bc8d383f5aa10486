//! A screen in memory for browsers that cannot do without: Xvfb, and a window manager, without which no window has the focus.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command};

use crate::drivers::{program, quiet, spawned};
use crate::{Failure, Step};

/// A screen with a window manager, both ended when it is dropped.
pub struct Screen {
    programs: Vec<Child>,
    name: String,
}

impl Screen {
    /// Starts both, on a display that nobody else has.
    pub fn start() -> Step<Self> {
        let mut server = Command::new(program("XVFB", "Xvfb"));
        server.args(["-displayfd", "1", "-nolisten", "tcp"]);
        server.args(["-screen", "0", "1600x1200x24"]);
        let (child, out) = spawned(&mut server, "xvfb")?;
        let mut screen = Self {
            programs: vec![child],
            name: String::new(),
        };
        let mut number = String::new();
        BufReader::new(out).read_line(&mut number)?;
        if number.trim().is_empty() {
            return Err(Failure::new("Xvfb did not say which display it has"));
        }
        screen.name = format!(":{}", number.trim());
        let mut manager = Command::new(program("OPENBOX", "openbox"));
        screen.show(&mut manager);
        screen.programs.push(quiet(&mut manager, "openbox")?);
        Ok(screen)
    }

    /// Lets a program open its windows here.
    pub fn show(&self, command: &mut Command) {
        command.env("DISPLAY", &self.name);
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        for child in self.programs.iter_mut().rev() {
            if let Err(error) = child.kill().and_then(|()| child.wait()) {
                eprintln!("a program of the screen could not be ended: {error}");
            }
        }
    }
}
