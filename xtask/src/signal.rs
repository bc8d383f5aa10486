//! Stopping: when this program is told to end, the server that it started ends too, in its own orderly way.

use std::process::Child;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::failure::Result;

static ASKED: AtomicBool = AtomicBool::new(false);

/// True once somebody has asked this program to stop.
pub fn was_asked_to_stop() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// From now on, SIGINT and SIGTERM are passed on to the child instead of ending this program.
#[cfg(unix)]
pub fn pass_on_to(child: &Child) -> Result<()> {
    use crate::failure::Failure;
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use std::process::Command;

    let pid = child.id().to_string();
    let mut signals =
        Signals::new([SIGINT, SIGTERM]).map_err(|e| Failure::io("listen for Ctrl-C", &e))?;
    std::thread::spawn(move || {
        for _ in signals.forever() {
            ASKED.store(true, Ordering::Relaxed);
            // Ctrl-C reaches the child by itself, a second request does no harm; a child that is gone needs none.
            let _ = Command::new("kill").args(["-TERM", &pid]).status();
        }
    });
    Ok(())
}

/// Elsewhere the console of the system ends both.
#[cfg(not(unix))]
pub fn pass_on_to(_: &Child) -> Result<()> {
    Ok(())
}
