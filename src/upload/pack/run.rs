//! Packs files into one ZIP: names, checksums, headers, and a Blob that refers to the files where they lie.

use js_sys::{Array, JsString, Uint8Array};
use std::cell::Cell;
use web_sys::{Blob, BlobPropertyBag, File};

use super::{
    PackError,
    dos_time::DosTime,
    layout::{Entry, Layout, Part, layout},
    names::{Namer, zip_name},
    sums::{By, Unreadable, sums},
    worker::WORKER_URL,
};
use crate::domain::natural_order;
use crate::upload::{
    digest::{self, Digest},
    pace::Pace,
};

/// Parts that are put into a Blob at once; thousands in one go would hold up the page.
const GROUP: usize = 256;

/// The ZIP, ready to be sent as `zip_no_qr`.
#[derive(Debug)]
pub struct PackedZip {
    /// Refers to the files: it becomes unreadable when one of them is changed, like a File does.
    pub blob: Blob,
    /// A name for it: the folder's, where all files come from one, else their number.
    pub name: String,
    /// Bytes in all.
    pub size: u64,
    /// Stands for all bytes of all files, through the checksums in the ZIP's directory. The same files packed again after
    /// a reload have the same one. `None` where the browser cannot hash.
    pub digest: Option<Digest>,
}

/// Packs files, given with their relative paths. `on_progress` is called with the bytes read and the bytes in all. Dropping the
/// future cancels it. The page stays free: checksums are made in a worker, and long loops give way.
///
/// # Errors
/// A file that cannot be read, by its name; or more than fits.
pub async fn pack(
    files: Vec<(String, File)>,
    on_progress: impl Fn(u64, u64),
) -> Result<PackedZip, PackError> {
    pack_by(By::Worker { url: WORKER_URL }, files, on_progress).await
}

/// [`pack`], with a choice of where the checksums are made (for tests: the page's own way must work too).
///
/// # Errors
/// As for [`pack`].
pub async fn pack_by(
    by: By,
    files: Vec<(String, File)>,
    on_progress: impl Fn(u64, u64),
) -> Result<PackedZip, PackError> {
    let mut pace = Pace::new();
    let mut paths = Vec::with_capacity(files.len());
    for (path, _) in &files {
        // One letter, one spelling: systems write accents in two ways (F-36).
        paths.push(String::from(JsString::from(path.as_str()).normalize("NFC")));
        pace.step().await;
    }
    let order = natural_order(&paths);
    pace.step().await;
    let ordered: Vec<&File> = order.iter().map(|index| &files[*index].1).collect();
    let total: u64 = ordered.iter().map(|file| whole(file.size())).sum();
    let read = Cell::new(0.0);
    let shown = Cell::new(0);
    let sums = sums(&ordered, by, &|bytes| {
        read.set(read.get() + bytes);
        // Never back, not even when the page has to do again what a worker left undone.
        shown.set(whole(read.get()).clamp(shown.get(), total));
        on_progress(shown.get(), total);
    })
    .await
    .map_err(|Unreadable(at)| PackError::Unreadable {
        name: order
            .get(at)
            .map_or_else(String::new, |index| files[*index].0.clone()),
    })?;
    let mut namer = Namer::new(&paths);
    let mut entries = Vec::with_capacity(order.len());
    for ((index, file), crc) in order.iter().zip(&ordered).zip(sums) {
        entries.push(Entry {
            name: namer.name(&paths[*index]),
            size: whole(file.size()),
            crc,
            modified: DosTime::from_unix_ms(file.last_modified()),
        });
        pace.step().await;
    }
    let layout = layout(&entries).map_err(|_| PackError::TooLarge)?;
    let digest = digest::of_bytes(&layout.directory).await.ok();
    let blob = assemble(&layout, &ordered, &mut pace)
        .await
        .ok_or(PackError::TooLarge)?;
    Ok(PackedZip {
        blob,
        name: zip_name(&paths),
        size: layout.size,
        digest,
    })
}

/// `None` if the browser cannot, or made something of another size.
async fn assemble(layout: &Layout, files: &[&File], pace: &mut Pace) -> Option<Blob> {
    let groups = Array::new();
    for parts in layout.parts.chunks(GROUP) {
        let group = Array::new();
        for part in parts {
            match part {
                Part::Bytes(bytes) => group.push(&Uint8Array::from(bytes.as_slice())),
                Part::File(index) => group.push(files.get(*index)?),
            };
        }
        groups.push(&Blob::new_with_blob_sequence(&group).ok()?.into());
        pace.step().await;
    }
    groups.push(&Uint8Array::from(layout.directory.as_slice()));
    let options = BlobPropertyBag::new();
    options.set_type("application/zip");
    let blob = Blob::new_with_blob_sequence_and_options(&groups, &options).ok()?;
    (whole(blob.size()) == layout.size).then_some(blob)
}

fn whole(bytes: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number of bytes below 2^53; the cast saturates"
    )]
    let bytes = bytes as u64;
    bytes
}
