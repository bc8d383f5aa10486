//! What many tests ask: which batch a file has become, whether it arrived whole, and what was sent how often.

use std::path::Path;

use e2e::api::STAFF;
use e2e::faults::{CHUNKS, Rule};
use e2e::wait::{Seen, until_within};
use e2e::{Bench, Page, Step, files};
use serde_json::Value;

/// Size of a chunk with `Setup::small_chunks`.
pub const CHUNK: u64 = 1_000_000;

/// File name of a path.
pub fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The only batch there is, made of this file: one batch, and every byte in place.
pub async fn arrived_once(t: &Bench, file: &Path) -> Step<String> {
    let staff = t.api.sign_in(STAFF).await?;
    let all = staff.batches().await?;
    assert_eq!(all.len(), 1, "exactly one batch: {all:?}");
    arrived_whole(t, file).await
}

/// The one batch with this file's name; its bytes on the server are the file's.
pub async fn arrived_whole(t: &Bench, file: &Path) -> Step<String> {
    let staff = t.api.sign_in(STAFF).await?;
    let batch = staff.only_batch_named(&name_of(file)).await?;
    assert_eq!(t.api.assembled_sha256(&batch).await?, files::sha256(file)?);
    Ok(batch)
}

/// All requests that carried chunks.
pub async fn chunks(t: &Bench) -> Step<Vec<Value>> {
    t.api.requests_to("POST", CHUNKS).await
}

/// How often each chunk was sent; the place in the list is its index.
pub async fn tries(t: &Bench) -> Step<Vec<usize>> {
    let sent = chunks(t).await?;
    let indexes: Vec<usize> = sent
        .iter()
        .filter_map(|c| c["chunk_index"].as_u64().map(|i| i as usize))
        .collect();
    let count = indexes.iter().max().map_or(0, |max| max + 1);
    Ok((0..count)
        .map(|i| indexes.iter().filter(|&&j| j == i).count())
        .collect())
}

/// Framing of one chunk's body at most, in bytes.
const FRAMING: u64 = 2_000;

/// Bytes of chunks that reached the server beyond the file's own. Their framing is left out.
pub async fn sent_again(t: &Bench, file: &Path) -> Step<u64> {
    let sent = chunks(t).await?;
    let received: u64 = sent
        .iter()
        .filter_map(|c| c["bytes_received"].as_u64())
        .map(|bytes| bytes.saturating_sub(FRAMING))
        .sum();
    Ok(received.saturating_sub(std::fs::metadata(file)?.len()))
}

/// How many chunks the browser's record of the only unfinished upload has as confirmed.
const RECORDED: &str = "return new Promise((resolve, reject) => {
    const request = indexedDB.open('omr-uploads');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
        const all = request.result.transaction('entries').objectStore('entries').getAll();
        all.onerror = () => reject(all.error);
        all.onsuccess = () => {
            request.result.close();
            const machines = all.result.map(text => JSON.parse(text).machine).filter(Boolean);
            const ranges = machines.flatMap(text => JSON.parse(text).acked);
            resolve(ranges.reduce((sum, [from, to]) => sum + to - from, 0));
        };
    };
})";

/// Waits until the page shows four of eight chunks as confirmed and the browser has them on record.
///
/// The server's answers are no measure of what a page knows, and what it shows is written a moment later: a reload in that
/// moment, which is long in a busy WebKit, costs the chunks that are not on record yet.
pub async fn until_four_chunks_are_recorded(page: &Page) -> Step {
    page.sees_within(60, "Chunk 4 of 8 confirmed").await?;
    until_within(10, "four chunks on record", async || {
        let recorded = page.eval(RECORDED).await?;
        Ok(if recorded == 4 {
            Seen::Yes(())
        } else {
            Seen::NotYet(recorded.to_string())
        })
    })
    .await
}

/// Lets the server take four chunks and hold all that follow.
pub async fn hold_after_four_chunks(t: &Bench) -> Step {
    t.api.fault(Rule::on_chunks().after(4).stall(200_000)).await
}

/// After [`hold_after_four_chunks`]: the four recorded chunks were sent once, and at most the three in flight again.
pub async fn only_chunks_in_flight_were_sent_again(t: &Bench, file: &Path) -> Step {
    let again = sent_again(t, file).await?;
    assert!(
        again <= 3 * CHUNK,
        "at most the three chunks in flight, but {again} bytes"
    );
    assert_eq!(
        tries(t).await?[..4],
        [1; 4],
        "what is on record as confirmed is not sent again"
    );
    Ok(())
}

/// Uploads the same archive twice: the first batch is completed, the second fails, since its task exists. Gives both.
pub async fn uploaded_twice(t: &Bench) -> Step<(String, String)> {
    let staff = t.api.sign_in(STAFF).await?;
    let zip = t.quick_zip("twice.zip", 2, 8_000)?;
    let first = staff.upload(&zip, None).await?;
    staff.reaches(&first, "completed").await?;
    let second = staff.upload(&zip, None).await?;
    staff.reaches(&second, "failed").await?;
    Ok((first, second))
}
