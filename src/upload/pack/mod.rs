//! Images beyond one request become one stored ZIP, without copying a byte of them.
//!
//! `names` and `layout` are rules; the ZIP is a Blob of small headers and the files themselves, which the browser reads
//! from disk when a chunk is sent. Checksums are worked out beforehand, in a worker.

pub mod crc;
pub mod dos_time;
pub mod layout;
pub mod names;
