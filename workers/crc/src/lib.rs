//! What the console needs of its CRC worker: the messages. The work itself is the binary's.

pub mod protocol;
