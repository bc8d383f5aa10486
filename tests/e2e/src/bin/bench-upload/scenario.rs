//! What is measured: sizes over loopback next to the bare page and curl, and shaped lines next to their rate.

use std::path::Path;

use e2e::api::STAFF;
use e2e::browser::Browser;
use e2e::{Engine, LocalApi, Page, Setup, Step};
use omr_batch_console::upload::plan::Chunks;
use serde_json::json;

use crate::bare::{self, Bare};
use crate::console::{self, Console};
use crate::shape::{Line, Relay};
use crate::{archive, curl};

const CHUNK: u64 = 50_000_000;
/// The console's default.
const EDGE: u64 = omr_batch_console::config::EDGE_CHUNK;
/// Chunks at once, the console's default.
pub const LANES: u32 = 3;
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
    /// Whether it is measured in every browser, or in Chromium only.
    pub everywhere: bool,
}

/// What one run gave.
pub struct Measured {
    /// Bytes of the file.
    pub bytes: u64,
    /// The console.
    pub console: Console,
    /// The same slices from the bare page, over the same line.
    pub bare: Bare,
    /// Milliseconds that the line itself takes.
    pub line_ms: Option<f64>,
    /// curl with four connections.
    pub curl_ms: Option<f64>,
}

impl Measured {
    /// Milliseconds from the click on "Upload" to the answer that confirms the batch.
    pub fn console_ms(&self) -> f64 {
        self.console.legs.sum()
    }

    /// What the console is held against: the line where there is one, else the bare page.
    pub fn limit_ms(&self) -> f64 {
        self.line_ms.unwrap_or(self.bare.legs.sum())
    }

    /// Bytes received by the server beyond the file, framing included.
    pub fn beyond(&self) -> i64 {
        self.console.received as i64 - self.bytes as i64
    }
}

/// All of them, the quick ones first.
pub fn all() -> Vec<Scenario> {
    let loopback = |name, size, sparse, runs, quick| Scenario {
        name,
        size,
        sparse,
        line: None,
        edge_chunk: EDGE,
        runs,
        quick,
        everywhere: !sparse,
    };
    let shaped = |name, size, line, edge_chunk| Scenario {
        name,
        size,
        sparse: false,
        line: Some(line),
        edge_chunk,
        runs: 1,
        quick: false,
        everywhere: false,
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
        shaped("10 MB/s", 400 * MB, office, EDGE),
        shaped("10 MB/s, edge chunks as the others", 400 * MB, office, 0),
        shaped("100 Mbit/s with 100 ms", 600 * MB, far, EDGE),
        shaped(
            "100 Mbit/s with 100 ms, edge chunks as the others",
            600 * MB,
            far,
            0,
        ),
        shaped("2 MB/s per connection", 400 * MB, each, EDGE),
        shaped(
            "2 MB/s per connection, edge chunks as the others",
            400 * MB,
            each,
            0,
        ),
    ]
}

impl Scenario {
    /// Runs it once: console, bare page and curl one after the other, each with a server and a browser of its own. Which
    /// of the two goes first changes with every run, for the second one finds the machine as the first one left it.
    pub async fn measure(&self, run: usize, lanes: u32) -> Step<Measured> {
        let file = archive::of_size(self.size, self.sparse)?;
        let bytes = std::fs::metadata(&file)?.len();
        let patience = 120 + bytes / MB;
        let console = || {
            self.against_a_server(lanes, async |api, page| {
                console::send(api, page, &file, patience).await
            })
        };
        let chunks = Chunks::new(bytes, CHUNK, self.edge_chunk, lanes);
        let ends = (0..chunks.count()).filter_map(|index| chunks.range(index));
        let ends: Vec<u64> = ends.map(|range| range.end).collect();
        let bare = || {
            self.against_a_server(lanes, async |api, page| {
                bare::send(api, page, &file, (&ends, lanes), patience).await
            })
        };
        let (console, bare) = if run % 2 == 1 {
            let console = console().await?;
            (console, bare().await?)
        } else {
            let bare = bare().await?;
            (console().await?, bare)
        };
        Ok(Measured {
            bytes,
            console,
            bare,
            line_ms: self.line.map(|line| line_ms(line, bytes, lanes)),
            curl_ms: self.curl(&file)?,
        })
    }

    /// Does `work` with a fresh server and browser. What the server was sent is deleted afterwards, come what may: ten
    /// gigabytes at a time are enough.
    async fn against_a_server<T>(
        &self,
        lanes: u32,
        work: impl AsyncFnOnce(&LocalApi, &Page) -> Step<T>,
    ) -> Step<T> {
        let api = self.server(lanes)?;
        let done = self.with_browser(&api, work).await;
        api.forget_data()?;
        done
    }

    async fn with_browser<T>(
        &self,
        api: &LocalApi,
        work: impl AsyncFnOnce(&LocalApi, &Page) -> Step<T>,
    ) -> Step<T> {
        let base = match self.line {
            Some(line) => Relay::open(line, api.base())?.base,
            None => api.base().to_owned(),
        };
        let browser = Browser::start().await?;
        let page = browser.first_page(&base).await?;
        let done = work(api, &page).await;
        browser.driver.clone().quit().await?;
        done
    }

    /// Sheets are not read during the measurement: that is the server's work, and it would share the processor.
    fn server(&self, lanes: u32) -> Step<LocalApi> {
        let sizes = json!({
            "chunk_bytes": CHUNK, "edge_chunk_bytes": self.edge_chunk, "upload_concurrency": lanes,
        });
        let setup = Setup::with(&["--sheets-per-second", "0.001"]).config(sizes);
        LocalApi::start("bench", &setup)
    }

    /// Only over loopback: on a line curl takes as long as the line does. Once is enough: only beside Chromium.
    fn curl(&self, file: &Path) -> Step<Option<f64>> {
        if self.line.is_some() || Engine::chosen()? != Engine::Chromium {
            return Ok(None);
        }
        let api = self.server(LANES)?;
        let took = curl::send(&api, STAFF, file, CHUNK, self.sparse);
        api.forget_data()?;
        took
    }
}

/// How long the line itself takes for so many bytes, with so many connections.
fn line_ms(line: Line, bytes: u64, lanes: u32) -> f64 {
    let rate = line
        .total
        .or(line.each.map(|each| each * u64::from(lanes)))
        .unwrap_or(u64::MAX);
    bytes as f64 / rate as f64 * 1_000.0
}
