//! Files of uploads. `incoming/` holds what a request is still sending, `sessions/<upload id>/` the chunks that
//! arrived whole, `batches/<uuid>/` what was assembled. Assembling is one rename: the parts stay separate files and are
//! read as one, so that 10 GB cost neither memory nor copying.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::db::Reserve;
use crate::ids;

/// The folders. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    root: Arc<PathBuf>,
    reserve: Reserve,
    /// What the ids of this server's upload sessions begin with, where several share the folder.
    server: Arc<str>,
}

impl Store {
    /// Makes the folders; `share`: other servers use them too.
    ///
    /// # Errors
    /// The data folder cannot be written.
    pub fn open(data: &Path, share: bool) -> io::Result<Self> {
        let store = Self {
            root: Arc::new(data.to_owned()),
            reserve: Reserve::new(data.join("reserve")),
            server: if share {
                ids::hex(&ids::random::<4>()).into()
            } else {
                "".into()
            },
        };
        for folder in ["incoming", "sessions", "batches"] {
            fs::create_dir_all(store.root.join(folder))?;
        }
        Ok(store)
    }

    /// Room for when the disk is full.
    #[must_use]
    pub fn reserve(&self) -> &Reserve {
        &self.reserve
    }

    /// Removes what requests of an earlier run were sending.
    ///
    /// # Errors
    /// The disk's.
    pub fn clear_incoming(&self) -> io::Result<()> {
        for entry in fs::read_dir(self.root.join("incoming"))? {
            fs::remove_file(entry?.path())?;
        }
        Ok(())
    }

    /// An id for a new upload session.
    #[must_use]
    pub fn new_session(&self) -> String {
        format!("{}{}", self.server, ids::uuid())
    }

    /// Whether this server knows an upload session: in production each keeps its own in memory.
    #[must_use]
    pub fn knows_session(&self, upload_id: &str) -> bool {
        upload_id.starts_with(&*self.server)
    }

    /// Folder of an upload session.
    #[must_use]
    pub fn session(&self, upload_id: &str) -> PathBuf {
        self.root.join("sessions").join(upload_id)
    }

    /// Folder of a batch.
    #[must_use]
    pub fn batch(&self, uuid: &str) -> PathBuf {
        self.root.join("batches").join(uuid)
    }

    /// The file of a batch or session with this place in it: a chunk, or an image.
    #[must_use]
    pub fn part(folder: &Path, index: u64) -> PathBuf {
        folder.join(format!("part-{index:06}"))
    }

    /// Names of all session folders.
    ///
    /// # Errors
    /// The disk's.
    pub fn session_ids(&self) -> io::Result<Vec<String>> {
        names(&self.root.join("sessions"))
    }

    /// Names of all batch folders.
    ///
    /// # Errors
    /// The disk's.
    pub fn batch_ids(&self) -> io::Result<Vec<String>> {
        names(&self.root.join("batches"))
    }

    /// Removes a session's chunks.
    ///
    /// # Errors
    /// The disk's; a folder that is not there is none.
    pub fn remove_session(&self, upload_id: &str) -> io::Result<()> {
        remove(&self.session(upload_id))
    }

    /// Removes a batch's files.
    ///
    /// # Errors
    /// The disk's; a folder that is not there is none.
    pub fn remove_batch(&self, uuid: &str) -> io::Result<()> {
        remove(&self.batch(uuid))
    }

    /// Starts to receive a file.
    ///
    /// # Errors
    /// The disk's.
    pub async fn receive(&self) -> io::Result<Receiving> {
        let path = self
            .root
            .join("incoming")
            .join(ids::hex(&ids::random::<16>()));
        let guard = Received {
            path: path.clone(),
            size: 0,
        };
        let reserve = self.reserve.clone();
        let create = move || {
            // The last room is not for uploads.
            reserve.fill()?;
            File::create_new(path)
        };
        let file = tokio::task::spawn_blocking(create)
            .await
            .map_err(io::Error::other)??;
        // A few pieces ahead of the disk; more would only cost memory.
        let (pieces, queue) = mpsc::channel(4);
        let writer = tokio::task::spawn_blocking(move || write_all(file, queue));
        Ok(Receiving {
            guard,
            pieces,
            writer,
        })
    }
}

fn write_all(mut file: File, mut queue: mpsc::Receiver<Bytes>) -> io::Result<()> {
    while let Some(piece) = queue.blocking_recv() {
        file.write_all(&piece)?;
    }
    Ok(())
}

fn names(folder: &Path) -> io::Result<Vec<String>> {
    fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect()
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

/// A file that is being received. Dropping it removes the file.
pub struct Receiving {
    guard: Received,
    pieces: mpsc::Sender<Bytes>,
    writer: JoinHandle<io::Result<()>>,
}

impl Receiving {
    /// Bytes so far.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.guard.size
    }

    /// Adds a piece. A failed disk shows at [`Receiving::finish`], and here by `false`.
    pub async fn add(&mut self, piece: Bytes) -> bool {
        self.guard.size += piece.len() as u64;
        self.pieces.send(piece).await.is_ok()
    }

    /// Waits until everything is written.
    ///
    /// # Errors
    /// The disk's; a full one is [`io::ErrorKind::StorageFull`].
    pub async fn finish(self) -> io::Result<Received> {
        drop(self.pieces);
        self.writer.await.map_err(io::Error::other)??;
        Ok(self.guard)
    }
}

/// A file that arrived whole. Dropping it without [`Received::keep`] removes it.
pub struct Received {
    path: PathBuf,
    size: u64,
}

impl Received {
    /// Its size in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Moves it to its place, replacing a file that is there.
    ///
    /// # Errors
    /// The disk's; the file is removed then.
    pub fn keep(mut self, to: &Path) -> io::Result<()> {
        fs::rename(&self.path, to)?;
        self.path = PathBuf::new();
        Ok(())
    }
}

impl Drop for Received {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            // Also tried at the next start.
            let _ = fs::remove_file(&self.path);
        }
    }
}
