//! Where an upload's bytes are. They go from disk into requests; this program reads single bytes, to see whether the
//! file still reads (F-35).

use std::ops::Range;

use js_sys::{Array, ArrayBuffer, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FormData};

use crate::upload::{
    form::{self, Details},
    session::Send,
};

/// The file or files of an upload.
#[derive(Debug, Clone)]
pub enum Source {
    /// One body: a ZIP, or the ZIP into which images were packed.
    Whole(Blob),
    /// Images for one request, each with the name under which it is sent: no two alike.
    Images(Vec<(String, File)>),
}

impl Source {
    /// Bytes in all.
    #[must_use]
    pub fn size(&self) -> u64 {
        match self {
            Self::Whole(blob) => whole(blob.size()),
            Self::Images(files) => files.iter().map(|(_, f)| whole(f.size())).sum(),
        }
    }

    /// Whether these bytes can still be read. A file that was changed since it was chosen cannot (File API, "snapshot
    /// state"), and to XHR that looks like a lost connection. Firefox reads it all the same: there only a file that has become
    /// shorter is noticed, by the bytes that are missing.
    pub async fn reads(&self, range: &Range<u64>) -> bool {
        let promises: Option<Vec<Promise>> = match self {
            Self::Whole(blob) => ends(blob, range),
            Self::Images(files) => {
                let ends = files
                    .iter()
                    .map(|(_, file)| ends(file, &(0..whole(file.size()))));
                ends.collect::<Option<Vec<_>>>().map(|ends| ends.concat())
            }
        };
        let Some(promises) = promises else {
            return false;
        };
        let wanted = promises.len();
        let all: Array = promises.iter().collect();
        let Ok(read) = JsFuture::from(Promise::all(&all)).await else {
            return false;
        };
        let read = Array::from(&read);
        let bytes = read.iter().filter(|buffer| {
            let buffer: &ArrayBuffer = buffer.unchecked_ref();
            buffer.byte_length() == 1
        });
        bytes.count() == wanted
    }

    /// The multipart body of one request. Only references are made: no byte is read here.
    ///
    /// # Errors
    /// What the browser throws; not seen in practice.
    pub fn form(&self, details: &Details, send: &Send) -> Result<FormData, JsValue> {
        let form = FormData::new()?;
        for (name, value) in form::fields(details, send) {
            form.append_with_str(name, &value)?;
        }
        let name = form::bytes_field(details.strategy, send);
        match self {
            Self::Whole(blob) => {
                let part = if send.chunks.is_some() {
                    slice(blob, &send.range).ok_or(JsValue::NULL)?
                } else {
                    blob.clone()
                };
                form.append_with_blob_and_filename(name, &part, &details.filename)?;
            }
            Self::Images(files) => {
                for (filename, file) in files {
                    form.append_with_blob_and_filename(name, file, filename)?;
                }
            }
        }
        Ok(form)
    }
}

/// The first and the last byte of a range, being read.
fn ends(blob: &Blob, range: &Range<u64>) -> Option<Vec<Promise>> {
    let read = |at: u64| slice(blob, &(at..at + 1)).map(|byte| byte.array_buffer());
    match range.end.checked_sub(1).filter(|last| *last >= range.start) {
        Some(last) => Some(vec![read(range.start)?, read(last)?]),
        None => Some(Vec::new()),
    }
}

/// A reference to bytes of a blob. Offsets as f64: as i32 they break at 2 GiB.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "offsets in a file are below 2^53"
)]
pub fn slice(blob: &Blob, range: &Range<u64>) -> Option<Blob> {
    blob.slice_with_f64_and_f64(range.start as f64, range.end as f64)
        .ok()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "Blob.size is a whole number below 2^53"
)]
fn whole(size: f64) -> u64 {
    size as u64
}
