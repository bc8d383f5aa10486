//! Every word that a person reads, in one place: so that it can be checked (UX-07) and translated.

pub mod errors;
