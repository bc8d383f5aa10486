//! Following the server's work by polling: the schedule is pure.

pub mod schedule;
