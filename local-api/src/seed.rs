//! A demo database: `local-api seed`.

use std::path::PathBuf;

use crate::StartError;

/// What to fill.
#[derive(Debug)]
pub struct Seed {
    /// The data folder.
    pub data: PathBuf,
    /// Number of batches.
    pub batches: u32,
    /// Whether batches in processing stay as they are.
    pub frozen: bool,
}

/// Fills the database.
///
/// # Errors
/// [`StartError::Data`].
pub fn run(seed: &Seed) -> Result<(), StartError> {
    let _lock = crate::lock_data(&seed.data)?;
    Err(StartError::Missing(
        "the demo data is not built yet".to_owned(),
    ))
}
