//! What a command says when it cannot go on: one plain sentence with the cause and what to do next.

use std::fmt;
use std::io;
use std::path::Path;

/// A reason to stop, written for the person at the terminal.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure(pub String);

/// The result of everything in this program that can go wrong.
pub type Result<T> = std::result::Result<T, Failure>;

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Failure {
    /// Makes a failure from anything that reads as text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Explains an operating-system error. `what` completes "Could not …".
    pub fn io(what: &str, error: &io::Error) -> Self {
        let remedy = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => return Self::disk_full(),
            io::ErrorKind::PermissionDenied => "You have no right to do that: check who owns it.",
            io::ErrorKind::ReadOnlyFilesystem => "The disk is read-only.",
            _ => "",
        };
        let sentence = format!("Could not {what}: {error}. {remedy}");
        Self(sentence.trim_end().to_owned())
    }

    /// The same, for a path.
    pub fn path(verb: &str, path: &Path, error: &io::Error) -> Self {
        Self::io(&format!("{verb} {}", path.display()), error)
    }

    /// The disk is full, wherever that was noticed.
    pub fn disk_full() -> Self {
        Self::new(
            "The disk is full. Free about 6 GB (a clean build needs that much), then run the same command again: \
             it goes on where it stopped.",
        )
    }

    /// Another program listens on the port; `free` is one that was free a moment ago.
    pub fn port_taken(port: u16, free: Option<u16>) -> Self {
        let other = free.map_or_else(
            || "Choose another one with --port.".to_owned(),
            |free| format!("Use another one: --port {free}"),
        );
        Self(format!("Port {port} is taken by another program. {other}"))
    }
}

/// Recognises a full disk in what a child process printed.
pub fn tells_of_full_disk(log: &str) -> bool {
    // The last one is SQLite's.
    [
        "No space left on device",
        "os error 28",
        "database or disk is full",
    ]
    .iter()
    .any(|words| log.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_named_and_not_quoted_as_an_os_error() {
        let error = io::Error::from(io::ErrorKind::StorageFull);
        let text = Failure::io("write dist", &error).0;
        assert!(text.starts_with("The disk is full."), "{text}");
        assert!(tells_of_full_disk(
            "error: failed to write: No space left on device (os error 28)"
        ));
        assert!(tells_of_full_disk("the database: database or disk is full"));
        assert!(!tells_of_full_disk("error[E0433]: cannot find type"));
    }

    #[test]
    fn a_missing_right_says_what_to_check() {
        let error = io::Error::from(io::ErrorKind::PermissionDenied);
        let text = Failure::path("create", Path::new("/srv/data"), &error).0;
        assert!(text.contains("create /srv/data"), "{text}");
        assert!(text.contains("check who owns it"), "{text}");
    }

    #[test]
    fn a_taken_port_offers_a_free_one() {
        assert_eq!(
            Failure::port_taken(8080, Some(8081)).0,
            "Port 8080 is taken by another program. Use another one: --port 8081"
        );
        assert!(Failure::port_taken(8080, None).0.contains("--port"));
    }
}
