//! The local implementation of the API contract.
fn main() {}
