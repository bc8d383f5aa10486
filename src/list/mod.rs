//! What the list reads and counts, decided without a browser: rows page by page ([`reading`]), how many there are of each
//! kind ([`counts`]), what is asked at the next poll ([`watch`]), and how many rows are shown at once ([`steps`]).

pub mod counts;
pub mod reading;
pub mod steps;
pub mod watch;
