//! Writes content in a format and hands it to the browser as a download. Only whole files get here (F-48).

use super::workbook::{self, Broken, Worker};
use super::{Content, Format, csv, json};
use crate::domain::ServerTime;
use crate::upload::pace::Pace;
use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Rows that go into one piece of the file.
const PIECE: usize = 250;
/// How long the address of the file stays good: the browser has begun to copy it long before.
const REVOKE_AFTER_MS: u32 = 60_000;

/// Writes `content`; `done` hears how many rows are written. Gives the page its turn in between. Dropping the future ends it.
///
/// # Errors
/// When the browser or the workbook worker cannot make the file.
pub async fn write(
    content: &Content,
    format: Format,
    sheet: &str,
    done: impl Fn(usize),
) -> Result<Blob, Broken> {
    match format {
        Format::Csv => {
            let mut head = csv::BOM.to_owned();
            csv::header(&content.columns(), &mut head);
            let piece = |from: usize, to: usize| {
                let mut text = String::new();
                for row in from..to {
                    csv::row(&content.cells(row), &mut text);
                }
                text
            };
            texts(content, format, &head, piece, "", done).await
        }
        Format::Json => {
            let piece = |from: usize, to: usize| {
                let mut text = String::new();
                for row in from..to {
                    if row > 0 {
                        text.push_str(json::BETWEEN);
                    }
                    text.push_str(&content.json(row).to_string());
                }
                text
            };
            texts(content, format, json::BEGIN, piece, json::END, done).await
        }
        Format::Xlsx => book(content, sheet, done).await,
    }
}

async fn texts(
    content: &Content,
    format: Format,
    head: &str,
    piece: impl Fn(usize, usize) -> String,
    tail: &str,
    done: impl Fn(usize),
) -> Result<Blob, Broken> {
    let parts = Array::of1(&head.into());
    let mut pace = Pace::new();
    let mut from = 0;
    while from < content.len() {
        let to = (from + PIECE).min(content.len());
        parts.push(&piece(from, to).into());
        done(to);
        from = to;
        pace.step().await;
    }
    parts.push(&tail.into());
    blob(&parts, format)
}

async fn book(content: &Content, sheet: &str, done: impl Fn(usize)) -> Result<Blob, Broken> {
    let mut worker = Worker::start().await?;
    worker.tell(&workbook::begin(sheet, &content.columns()))?;
    let mut pace = Pace::new();
    let mut from = 0;
    while from < content.len() {
        let to = (from + PIECE).min(content.len());
        worker.tell(&workbook::rows(content, from..to))?;
        done(to);
        from = to;
        pace.step().await;
    }
    let bytes = worker.file().await?;
    blob(&Array::of1(&bytes), Format::Xlsx)
}

fn blob(parts: &Array, format: Format) -> Result<Blob, Broken> {
    let options = BlobPropertyBag::new();
    options.set_type(format.media_type());
    Blob::new_with_str_sequence_and_options(parts, &options).map_err(|_| Broken)
}

/// Hands a file to the browser. Its address is taken back after a minute.
///
/// # Errors
/// When the browser lets the page make no file.
pub fn hand_over(blob: &Blob, name: &str) -> Result<(), Broken> {
    let url = Url::create_object_url_with_blob(blob).map_err(|_| Broken)?;
    let link: HtmlAnchorElement = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("a").ok())
        .and_then(|element| element.dyn_into().ok())
        .ok_or(Broken)?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Timeout::new(REVOKE_AFTER_MS, move || {
        // An address that is gone already is none to worry about.
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

/// Today on this computer's clock, `2026-11-25`, for file names.
#[must_use]
pub fn date_stamp() -> String {
    let now = js_sys::Date::new_0();
    #[expect(clippy::cast_possible_truncation, reason = "far below 2^53")]
    let local = (now.get_time() - now.get_timezone_offset() * 60_000.0) as i64;
    let iso = ServerTime::from_wall_millis(local).iso();
    iso.split('T').next().unwrap_or_default().to_owned()
}
