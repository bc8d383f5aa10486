//! Rules about batches on the server and their list, decided without a browser.

pub mod action_outcome;
pub mod list_reader;
