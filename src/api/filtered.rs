//! The rows of a filter, read to their end: for exports, and for whatever else needs the whole filtered list. Cancelled by
//! dropping the future.

use super::Error;
use super::client::Client;
use super::patient::patiently;
use crate::domain::{Batch, Filter, Source};
use crate::list::reading::{End, PAGE, Reading};

/// How far the reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadSoFar {
    /// Rows read, whether they fit or not.
    pub read: u64,
    /// Rows that there are to read, once it is known.
    pub of: Option<u64>,
}

/// Rows that fit.
#[derive(Debug, Clone, PartialEq)]
pub struct FilteredRows {
    /// Newest first.
    pub rows: Vec<Batch>,
    /// [`End::Complete`], or why rows may be missing: say so, and never present them as whole (F-48).
    pub end: End,
    /// Rows without a usable id.
    pub unreadable: usize,
}

/// Where the rows of `filter` are asked for. `search`: the server's list takes names.
#[must_use]
pub fn reading_of(search: bool, filter: &Filter, limit: usize, shift_ms: i64) -> Reading {
    let asks = match filter.source(search) {
        Source::Server(ask) => vec![ask],
        Source::Read(asks) => asks,
    };
    Reading::new(asks, limit, filter.oldest_ms(shift_ms))
}

/// Reads the rows of `filter` afresh, at most `limit` of the rows that must be looked at. `shift_ms` as for [`Filter::fits`]:
/// `components::when::shift_ms` knows it. `progress` is told after every page.
///
/// # Errors
/// As the call came back that failed; the caller may begin again.
pub async fn read_filtered(
    client: &Client,
    filter: &Filter,
    shift_ms: i64,
    limit: usize,
    progress: impl Fn(ReadSoFar),
) -> Result<FilteredRows, Error> {
    // A server that leaves names aside costs more pages, and no row: each is held against the filter below.
    let search = client.config().extensions.search;
    let mut reading = reading_of(search, filter, limit, shift_ms);
    while let Some(request) = reading.next() {
        let page =
            patiently(async || client.page(&request.ask, PAGE, request.offset).await).await?;
        reading.take(page);
        progress(ReadSoFar {
            read: reading.count(),
            of: reading.total(),
        });
    }
    let fits = |row: &&Batch| filter.fits(row, shift_ms);
    Ok(FilteredRows {
        rows: reading.rows().into_iter().filter(fits).cloned().collect(),
        end: reading.end(),
        unreadable: reading.unreadable(),
    })
}
