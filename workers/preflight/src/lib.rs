//! What the console needs of its preflight worker: the messages. The work itself is the binary's.

pub mod protocol;
