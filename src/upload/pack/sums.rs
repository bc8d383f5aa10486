//! CRC-32 of many files, in order: by the worker, or on the page where no worker starts. Dropping the future ends it.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::{crc::Table, worker::Worker};
use crate::upload::pace::Pace;
use crc_worker::protocol::Word;

/// Files handed over at once. Handing over costs the page about a millisecond then.
const BATCH: usize = 64;
/// Batches that the worker has at hand, so that it never waits for the page.
const AHEAD: usize = 2;
/// Bytes read at once on the page: a few milliseconds of work.
const SLICE: f64 = 1024.0 * 1024.0;

/// A file that cannot be read, by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable(pub usize);

/// How the work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// In the worker if it starts, else on the page.
    Worker {
        /// Where its script is.
        url: &'static str,
    },
    /// On the page.
    Page,
}

/// The checksums of `files`. `on_read` is called with the bytes read since it was called last.
///
/// # Errors
/// The first file that cannot be read to its end.
pub async fn sums(files: &[&File], by: By, on_read: &impl Fn(f64)) -> Result<Vec<u32>, Unreadable> {
    let mut done = Vec::with_capacity(files.len());
    if let By::Worker { url } = by
        && let Some(worker) = Worker::start(url).await
    {
        in_worker(worker, files, on_read, &mut done).await?;
    }
    // All of them, or what a worker that died has left.
    on_page(files, on_read, &mut done).await?;
    Ok(done)
}

/// Ends early, without an error, if the worker dies.
async fn in_worker(
    mut worker: Worker,
    files: &[&File],
    on_read: &impl Fn(f64),
    done: &mut Vec<u32>,
) -> Result<(), Unreadable> {
    // Ends for good at the first batch that is not taken: an answer out of order would be a wrong checksum.
    let mut takes = true;
    let mut batches = files.chunks(BATCH);
    let mut next = |worker: &Worker| {
        let batch = batches.next().filter(|_| takes);
        takes = batch.is_some_and(|batch| worker.ask(batch.iter().copied()).is_some());
        usize::from(takes)
    };
    let mut asked = 0;
    for _ in 0..AHEAD {
        asked += next(&worker);
    }
    // Bytes reported of batches that are not through: taken back if the worker dies.
    let mut unsettled = 0.0;
    while asked > 0 {
        match worker.word().await {
            Some(Word::Read { bytes }) => {
                unsettled += bytes;
                on_read(bytes);
            }
            Some(Word::Sums(sums)) => {
                unsettled = 0.0;
                done.extend(sums);
                asked = asked - 1 + next(&worker);
            }
            Some(Word::Unreadable { index }) => {
                return Err(Unreadable(done.len() + index as usize));
            }
            Some(Word::Ready { .. }) | None => {
                on_read(-unsettled);
                return Ok(());
            }
        }
    }
    Ok(())
}

async fn on_page(
    files: &[&File],
    on_read: &impl Fn(f64),
    done: &mut Vec<u32>,
) -> Result<(), Unreadable> {
    if done.len() >= files.len() {
        return Ok(());
    }
    let table = Table::new();
    let mut pace = Pace::new();
    let mut buffer = Vec::new();
    for file in &files[done.len()..] {
        let sum = sum_on_page(file, &table, &mut buffer, &mut pace, on_read).await;
        done.push(sum.ok_or(Unreadable(done.len()))?);
    }
    Ok(())
}

async fn sum_on_page(
    file: &File,
    table: &Table,
    buffer: &mut Vec<u8>,
    pace: &mut Pace,
    on_read: &impl Fn(f64),
) -> Option<u32> {
    let size = file.size();
    let (mut at, mut crc) = (0.0, 0);
    while at < size {
        let end = (at + SLICE).min(size);
        let slice = file.slice_with_f64_and_f64(at, end).ok()?;
        let bytes = Uint8Array::new(&JsFuture::from(slice.array_buffer()).await.ok()?);
        if f64::from(bytes.length()) != end - at {
            return None;
        }
        buffer.resize(bytes.length() as usize, 0);
        bytes.copy_to(buffer);
        crc = table.extend(crc, buffer);
        on_read(end - at);
        at = end;
        pace.step().await;
    }
    Some(crc)
}
