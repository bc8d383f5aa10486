//! What the list counts, decided without a browser: how many rows there are of each kind ([`counts`]), what is asked at the
//! next poll ([`watch`]), and how many rows are shown at once ([`steps`]).

pub mod counts;
pub mod steps;
pub mod watch;
