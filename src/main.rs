//! Mounts the console.
fn main() {}
