//! Rules about batches on the server and their list, decided without a browser.

pub mod action_outcome;
pub mod list_reader;
pub mod poll_plan;
pub mod row_steps;
pub mod tab_counts;
