//! Room for when the disk is full: files that hold nothing. They are given up when somebody signs in or deletes a batch and the
//! database cannot grow, and made again, before the next upload is taken, when there is room.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Files of the reserve. Small ones: a system may limit the size of a file.
const FILES: usize = 8;
/// Bytes of each; together they hold what the deletion of the largest batch writes.
const FILE: usize = 1024 * 1024;

/// The reserve of a data folder. Cheap to clone.
#[derive(Clone)]
pub struct Reserve {
    folder: Arc<PathBuf>,
    whole: Arc<Mutex<bool>>,
}

impl Reserve {
    /// The reserve in this folder.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder: Arc::new(folder),
            whole: Arc::default(),
        }
    }

    /// Makes what is missing of it.
    ///
    /// # Errors
    /// The disk's; a full one is [`io::ErrorKind::StorageFull`].
    pub fn fill(&self) -> io::Result<()> {
        let mut whole = self.lock();
        if *whole {
            return Ok(());
        }
        fs::create_dir_all(&*self.folder)?;
        for file in self.files() {
            let there = fs::metadata(&file).is_ok_and(|meta| meta.len() == FILE as u64);
            // Written, not merely declared: holes take no room.
            if !there && let Err(e) = fs::write(&file, vec![0x5a; FILE]) {
                let _ = fs::remove_file(&file);
                return Err(e);
            }
        }
        *whole = true;
        Ok(())
    }

    /// Gives it up; says whether that made room.
    pub fn release(&self) -> bool {
        let mut whole = self.lock();
        *whole = false;
        // All of them, even when the first has gone.
        self.files()
            .filter(|file| fs::remove_file(file).is_ok())
            .count()
            > 0
    }

    fn files(&self) -> impl Iterator<Item = PathBuf> {
        (0..FILES).map(|number| self.folder.join(format!("{number:02}")))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, bool> {
        self.whole.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
