//! Web Worker: reads files slice by slice and answers with their CRC-32, so that the page stays free for people.
//!
//! It reads synchronously, which only workers may. Being stopped in mid-read is `terminate`'s business.

use crc_worker::protocol::{VERSION, Word};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, File, FileReaderSync, MessageEvent};

/// Bytes that are read at once: enough to keep a disk busy, little beside the 32 MB that the console may take.
const SLICE: usize = 2 * 1024 * 1024;
/// Bytes between two reports.
const REPORT: f64 = 8.0 * 1024.0 * 1024.0;

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let Ok(mut worker) = Worker::new(scope.clone()) else {
        // Without a reader there is no "ready", and the console does the work itself.
        return;
    };
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Ok(files) = event.data().dyn_into::<Array>() {
            worker.answer(&files);
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It listens until it is terminated.
    on_message.forget();
    say(&scope, &Word::Ready { version: VERSION });
}

struct Worker {
    scope: DedicatedWorkerGlobalScope,
    reader: FileReaderSync,
    buffer: Vec<u8>,
    unreported: f64,
    failed: bool,
}

impl Worker {
    fn new(scope: DedicatedWorkerGlobalScope) -> Result<Self, JsValue> {
        Ok(Self {
            scope,
            reader: FileReaderSync::new()?,
            buffer: vec![0; SLICE],
            unreported: 0.0,
            failed: false,
        })
    }

    fn answer(&mut self, files: &Array) {
        if self.failed {
            return;
        }
        let mut sums = Vec::with_capacity(files.length() as usize);
        for (index, file) in (0u32..).zip(files.iter()) {
            match file.dyn_ref().and_then(|file| self.sum(file)) {
                Some(sum) => sums.push(sum),
                None => {
                    self.failed = true;
                    return say(&self.scope, &Word::Unreadable { index });
                }
            }
        }
        self.report(0.0);
        say(&self.scope, &Word::Sums(sums));
    }

    /// The file's CRC-32; `None` if it cannot be read to its end (changed, deleted, unplugged).
    fn sum(&mut self, file: &File) -> Option<u32> {
        let size = file.size();
        let mut hasher = crc32fast::Hasher::new();
        let mut at = 0.0;
        while at < size {
            #[expect(clippy::cast_precision_loss, reason = "2 MiB")]
            let end = (at + SLICE as f64).min(size);
            // The variant with i32 breaks at 2 GiB.
            let slice = file.slice_with_f64_and_f64(at, end).ok()?;
            let bytes = self.reader.read_as_array_buffer(&slice).ok()?;
            let bytes = Uint8Array::new(&bytes);
            let buffer = self.buffer.get_mut(..bytes.length() as usize)?;
            if f64::from(bytes.length()) != end - at {
                return None;
            }
            bytes.copy_to(buffer);
            hasher.update(buffer);
            self.unreported += end - at;
            self.report(REPORT);
            at = end;
        }
        Some(hasher.finalize())
    }

    /// Reports what was read, once it is more than `at_least`.
    fn report(&mut self, at_least: f64) {
        if self.unreported > at_least {
            say(
                &self.scope,
                &Word::Read {
                    bytes: self.unreported,
                },
            );
            self.unreported = 0.0;
        }
    }
}

fn say(scope: &DedicatedWorkerGlobalScope, word: &Word) {
    // Arrays, texts and numbers can always be cloned.
    let _ = scope.post_message(&word.to_js());
}
