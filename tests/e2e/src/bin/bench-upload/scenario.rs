//! What is measured: sizes over loopback next to the bare page and curl, and shaped lines next to their rate.

use e2e::api::STAFF;
use e2e::browser::Browser;
use e2e::page::starts;
use e2e::wait::{Seen, until_within};
use e2e::{LocalApi, Page, Setup, Step, words};
use serde_json::json;

use crate::shape::{Line, Relay};
use crate::{archive, bare, curl, gauge};

const CHUNK: u64 = 50_000_000;
const MB: u64 = 1_000_000;

/// One thing to measure.
pub struct Scenario {
    /// As it stands in the table.
    pub name: &'static str,
    /// Bytes, about.
    size: u64,
    sparse: bool,
    line: Option<Line>,
    /// Size of the first and last chunk; 0 as the others.
    edge_chunk: u64,
    /// How often.
    pub runs: usize,
    /// Part of `--quick`.
    pub quick: bool,
}

/// What one run gave.
pub struct Measured {
    /// Bytes of the file.
    pub bytes: u64,
    /// Milliseconds from the click on "Upload" to the answer that confirms the batch.
    pub console_ms: f64,
    /// The same slices from the bare page, or the time that the line itself takes.
    pub limit_ms: f64,
    /// curl with four connections.
    pub curl_ms: Option<f64>,
    /// WASM memory before and after.
    pub wasm: (u64, u64),
    /// Growth of the browser's resident memory at its peak and at the end.
    pub growth: (u64, u64),
    /// Longest main-thread task above 50 ms, and how many.
    pub long_tasks: (f64, u64),
    /// Bytes received by the server beyond the file, framing included.
    pub beyond: i64,
    /// Whether the limit is a shaped line.
    pub shaped: bool,
}

/// All of them, the quick ones first.
pub fn all() -> Vec<Scenario> {
    let loopback = |name, size, sparse, runs, quick| Scenario {
        name,
        size,
        sparse,
        line: None,
        edge_chunk: 0,
        runs,
        quick,
    };
    let shaped = |name, size, line, edge_chunk| Scenario {
        name,
        size,
        sparse: false,
        line: Some(line),
        edge_chunk,
        runs: 1,
        quick: false,
    };
    let office = Line {
        total: Some(10 * MB),
        ..Line::default()
    };
    let far = Line {
        total: Some(12_500_000),
        round_trip_ms: 100,
        ..Line::default()
    };
    let each = Line {
        each: Some(2 * MB),
        ..Line::default()
    };
    vec![
        loopback("200 MB, loopback", 200 * MB, false, 3, true),
        loopback("1 GB, loopback", 1_000 * MB, false, 3, false),
        loopback("10 GB sparse, loopback", 9_990 * MB, true, 1, false),
        shaped("10 MB/s", 400 * MB, office, 0),
        shaped("10 MB/s, edge chunks of 2 MB", 400 * MB, office, 2 * MB),
        shaped("100 Mbit/s with 100 ms", 600 * MB, far, 0),
        shaped(
            "100 Mbit/s with 100 ms, edge chunks of 2 MB",
            600 * MB,
            far,
            2 * MB,
        ),
        shaped("2 MB/s per connection", 400 * MB, each, 0),
        shaped(
            "2 MB/s per connection, edge chunks of 2 MB",
            400 * MB,
            each,
            2 * MB,
        ),
    ]
}

impl Scenario {
    /// Runs it once, console and limit against the same server.
    pub async fn measure(&self) -> Step<Measured> {
        let file = archive::of_size(self.size, self.sparse)?;
        let bytes = std::fs::metadata(&file)?.len();
        // Sheets are not read during the measurement: that is the server's work, and it would share the processor.
        let setup = Setup::with(&["--sheets-per-second", "0.001"])
            .config(json!({ "chunk_bytes": CHUNK, "edge_chunk_bytes": self.edge_chunk }));
        let api = LocalApi::start("bench", &setup)?;
        let base = match self.line {
            Some(line) => Relay::open(line, api.base())?.base,
            None => api.base().to_owned(),
        };
        let browser = Browser::start().await?;
        let page = browser.first_page(&base).await?;
        let patience = 120 + bytes / MB;
        let mut measured = self.console(&api, &page, &file, bytes, patience).await?;
        match self.line {
            Some(line) => measured.limit_ms = line_ms(line, bytes),
            None => {
                measured.limit_ms = bare::send(&page, STAFF, &file, CHUNK, patience).await?;
                measured.curl_ms = curl::send(&api, STAFF, &file, CHUNK)?;
            }
        }
        browser.driver.clone().quit().await?;
        api.forget_data()?;
        Ok(measured)
    }

    async fn console(
        &self,
        api: &LocalApi,
        page: &Page,
        file: &std::path::Path,
        bytes: u64,
        patience: u64,
    ) -> Step<Measured> {
        gauge::note_memories(page).await?;
        page.sign_in(STAFF).await?;
        page.prepare(words::WITH_QR, None, &[file.to_owned()])
            .await?;
        page.find_within(60, e2e::Role::Button, starts(words::UPLOAD))
            .await?;
        gauge::note_tasks(page).await?;
        let before = gauge::wasm_bytes(page).await?;
        let memory = gauge::Memory::watch();
        page.send().await?;
        let session = api.sign_in(STAFF).await?;
        until_within(patience, "the batch", async || {
            let batches = session.batches().await?;
            Ok(if batches.is_empty() {
                Seen::NotYet("no batch".into())
            } else {
                Seen::Yes(())
            })
        })
        .await?;
        let console_ms = until_within(60, "the last answer", async || {
            Ok(gauge::click_to_answer(page)
                .await?
                .map_or(Seen::NotYet("none".into()), Seen::Yes))
        })
        .await?;
        let growth = memory.growth();
        let long_tasks = gauge::long_tasks(page).await?;
        let sent: u64 = api
            .requests_to("POST", "/api/batches/upload*")
            .await?
            .iter()
            .filter_map(|request| request["bytes_received"].as_u64())
            .sum();
        Ok(Measured {
            bytes,
            console_ms,
            limit_ms: 0.0,
            curl_ms: None,
            wasm: (before, gauge::wasm_bytes(page).await?),
            growth,
            long_tasks,
            beyond: sent as i64 - bytes as i64,
            shaped: self.line.is_some(),
        })
    }
}

/// How long the line itself takes for so many bytes, with the console's three connections.
fn line_ms(line: Line, bytes: u64) -> f64 {
    let rate = line
        .total
        .or(line.each.map(|each| each * 3))
        .unwrap_or(u64::MAX);
    bytes as f64 / rate as f64 * 1_000.0
}
