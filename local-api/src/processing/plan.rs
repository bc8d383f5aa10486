//! Which sheets a batch has. With QR codes, the pages are looked through for cover sheets: each starts a task, and the
//! pages after it belong to it (api-contract, "What the batches hold").

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use rusqlite::Connection;

use super::Worker;
use super::archive::Archive;
use super::names;
use super::page::{self, PageError};
use super::parts::PartsReader;
use super::records::{self, PlannedSheet};
use super::run::Halt;
use super::turn::{self, Piece};
use crate::batches::model::Batch;
use crate::db;
use crate::uploads::Store;

/// Where the pages of a batch are.
pub(super) enum Pages {
    /// Entries of a ZIP archive.
    Zip(Box<Archive>),
    /// Single files.
    Images {
        /// Folder of the batch.
        folder: PathBuf,
        /// Place and name of each file.
        files: Vec<(u64, String)>,
    },
}

impl Pages {
    /// Opens the files of a batch.
    pub(super) async fn open(worker: &Worker, batch: &Batch) -> Result<Self, Halt> {
        let id = batch.id;
        let files = worker.0.db.run(move |c| records::files(c, id)).await?;
        let folder = worker.0.store.batch(&batch.uuid);
        if batch.upload_type == "images" {
            if batch.chunked {
                return Err(Halt::batch(
                    "Images that were sent in chunks cannot be taken apart again. Send them as a ZIP archive.",
                ));
            }
            return Ok(Self::Images {
                folder,
                files: files
                    .into_iter()
                    .map(|(seq, name, _)| (seq, name))
                    .collect(),
            });
        }
        let opening = Piece {
            batch: id,
            source: turn::OPENING,
            name: "the ZIP archive",
        };
        let open = blocking(move || {
            let parts = files
                .into_iter()
                .map(|(seq, _, size)| (Store::part(&folder, seq), size));
            let parts = PartsReader::new(parts).map_err(|e| {
                eprintln!("error: a stored upload cannot be read: {e}");
                Halt::batch("The uploaded file can no longer be read on the server.")
            })?;
            Ok(Self::Zip(Box::new(
                Archive::open(parts).map_err(Halt::Batch)?,
            )))
        });
        turn::take(worker, opening, open).await
    }

    /// Place and name of every page in order.
    fn list(&self) -> Vec<(u64, String)> {
        match self {
            Self::Zip(archive) => archive.images(),
            Self::Images { files, .. } => files.clone(),
        }
    }

    fn read(&mut self, source: u64) -> Result<Vec<u8>, PageError> {
        match self {
            Self::Zip(archive) => archive.read(source),
            Self::Images { folder, .. } => fs::read(Store::part(folder, source)).map_err(|e| {
                eprintln!("error: a stored image cannot be read: {e}");
                PageError::Sheet("The image can no longer be read on the server.".to_owned())
            }),
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Halt> + Send + 'static,
) -> Result<T, Halt> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(db::Error::Stopped.into()))
}

/// Reads a page on a blocking thread.
pub(super) async fn read(pages: &mut Option<Pages>, source: u64) -> Result<Vec<u8>, PageError> {
    let lost =
        || PageError::Batch("The uploaded file can no longer be read on the server.".to_owned());
    let mut taken = pages.take().ok_or_else(lost)?;
    let work = tokio::task::spawn_blocking(move || {
        let bytes = taken.read(source);
        (taken, bytes)
    });
    let (back, bytes) = work.await.map_err(|_| lost())?;
    *pages = Some(back);
    bytes
}

/// Finds the sheets of a batch.
pub(super) async fn make(
    worker: &Worker,
    batch: &Batch,
    pages: &mut Option<Pages>,
) -> Result<Vec<PlannedSheet>, Halt> {
    let list = pages.as_ref().map(Pages::list).unwrap_or_default();
    if list.is_empty() {
        return Err(Halt::batch("The ZIP archive holds no JPEG or PNG image."));
    }
    let found = format!("Extraction complete - {} images", list.len());
    note(worker, batch.id, "extracting", found).await?;
    if batch.upload_type == "zip_with_qr" {
        return with_covers(worker, batch.id, pages, list).await;
    }
    let task_id = batch.task_id.clone().unwrap_or_default();
    Ok(list
        .into_iter()
        .map(|(source, name)| sheet(source, &name, &task_id))
        .collect())
}

async fn note(worker: &Worker, id: i64, stage: &'static str, message: String) -> db::Result<()> {
    let note = move |c: &mut Connection| records::note(c, id, stage, &message);
    worker.0.db.run(note).await
}

fn sheet(source: u64, name: &str, task_id: &str) -> PlannedSheet {
    PlannedSheet {
        source,
        name: names::base(name).to_owned(),
        task_id: task_id.to_owned(),
    }
}

async fn with_covers(
    worker: &Worker,
    id: i64,
    pages: &mut Option<Pages>,
    list: Vec<(u64, String)>,
) -> Result<Vec<PlannedSheet>, Halt> {
    note(
        worker,
        id,
        "organizing_qr",
        "Looking for cover sheets".to_owned(),
    )
    .await?;
    let mut sheets: Vec<PlannedSheet> = Vec::new();
    let mut task: Option<String> = None;
    let mut known: BTreeSet<String> = BTreeSet::new();
    for (source, name) in list {
        let piece = Piece::page(id, source, &name);
        let look = cover(pages, source, task.is_none());
        match turn::take(worker, piece, look).await? {
            Some(found) => {
                let asked = found.clone();
                if worker
                    .0
                    .db
                    .run(move |c| records::task_is_known(c, id, &asked))
                    .await?
                {
                    known.insert(found.clone());
                }
                task = Some(found);
            }
            // Every task that was uploaded before is left out, as in production.
            None => match &task {
                Some(task) if known.contains(task) => {}
                Some(task) => sheets.push(sheet(source, &name, task)),
                None => {
                    return Err(Halt::Batch(format!(
                        "The first page ({}) is not a cover sheet: no QR code with an 8-digit task ID was found on it.",
                        names::base(&name)
                    )));
                }
            },
        }
    }
    if !known.is_empty() {
        let (n, s) = (known.len(), if known.len() == 1 { "" } else { "s" });
        let tasks = known.into_iter().collect::<Vec<_>>().join(", ");
        let skipped = format!("Skipping {n} duplicate task{s}: {tasks}");
        note(worker, id, "organizing_qr", skipped).await?;
    }
    Ok(sheets)
}

/// The task id on a page, if it is a cover sheet. A page that cannot be read is taken for an answer sheet, and fails
/// as such later.
async fn cover(
    pages: &mut Option<Pages>,
    source: u64,
    first: bool,
) -> Result<Option<String>, Halt> {
    let texts = match read(pages, source).await {
        Ok(bytes) => page::codes_apart(bytes, first).await,
        Err(e) => Err(e),
    };
    match texts {
        Ok(texts) => Ok(texts
            .iter()
            .find_map(|text| preflight::qr::task_id(text))
            .map(str::to_owned)),
        Err(PageError::Batch(words)) => Err(Halt::Batch(words)),
        Err(PageError::Sheet(words)) if first => Err(Halt::Batch(format!(
            "The first page must be a cover sheet, but it cannot be read. {words}"
        ))),
        Err(PageError::Sheet(_)) => Ok(None),
    }
}
