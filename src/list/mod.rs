//! What the list reads and counts, decided without a browser: rows page by page ([`reading`]), how many there are of each
//! kind ([`counts`]), and what is asked at the next poll ([`watch`]).

pub mod counts;
pub mod reading;
pub mod watch;
