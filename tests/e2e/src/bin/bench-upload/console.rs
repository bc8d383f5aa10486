//! One upload by the console.

use std::path::Path;

use e2e::api::STAFF;
use e2e::page::starts;
use e2e::{Failure, LocalApi, Page, Role, Step, words};

use crate::gauge::{self, Legs, Tasks};
use crate::memory::{Growth, Memory};
use crate::over;
use crate::quiet;

/// What the console needed.
#[derive(Clone, Debug)]
pub struct Console {
    /// Where its time went; the sum is the time from the click on "Upload" to the answer that confirms the batch.
    pub legs: Legs,
    /// What the browser's memory did.
    pub growth: Growth,
    /// WASM memory before and after, in bytes.
    pub wasm: (u64, u64),
    /// What held up the main thread.
    pub tasks: Tasks,
    /// Bytes that the server received in requests to the upload endpoints, framing included.
    pub received: u64,
}

/// Signs in, chooses the file, clicks "Upload" and waits for the batch.
pub async fn send(api: &LocalApi, page: &Page, file: &Path, seconds: u64) -> Step<Console> {
    gauge::note_memories(page).await?;
    page.sign_in(STAFF).await?;
    page.prepare(words::WITH_QR, None, &[file.to_owned()])
        .await?;
    page.find_within(60, Role::Button, starts(words::UPLOAD))
        .await?;
    let before = gauge::wasm_bytes(page).await?;
    quiet::rests().await?;
    gauge::note_tasks(page).await?;
    let memory = Memory::watch();
    page.send().await?;
    if over::made_a_batch(api, seconds, async || Ok(())).await? {
        return finished(api, page, memory, before).await;
    }
    Err(Failure(format!(
        "the console made no batch within {seconds} s; the page says: {}",
        page.text().await?
    )))
}

async fn finished(api: &LocalApi, page: &Page, memory: Memory, before: u64) -> Step<Console> {
    let growth = memory.growth()?;
    // The batch is in the list before the answer is in the page; the page shows when it has it.
    page.sees_confirmed(60).await?;
    let legs = gauge::legs(page).await?;
    let received = api
        .requests_to("POST", "/api/batches/upload*")
        .await?
        .iter()
        .filter_map(|request| request["bytes_received"].as_u64())
        .sum();
    Ok(Console {
        legs: legs.ok_or_else(|| Failure::new("the console's requests left no times"))?,
        growth,
        wasm: (before, gauge::wasm_bytes(page).await?),
        tasks: gauge::tasks(page).await?,
        received,
    })
}
