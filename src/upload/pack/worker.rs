//! The CRC worker as seen from the page: started when the first ZIP is packed, ended when dropped.

use crate::log::{self, LogLine, WorkerName};
use crc_worker::protocol::{VERSION, Word};
use futures::{
    StreamExt,
    channel::mpsc::{UnboundedReceiver, unbounded},
    future::{Either, select},
};
use gloo_timers::future::TimeoutFuture;
use js_sys::Array;
use std::pin::pin;
use wasm_bindgen::prelude::*;
use web_sys::{Event, File, MessageEvent, WorkerOptions, WorkerType};

/// Where Trunk puts it. Its name carries no hash (Trunk 0.21), so a release is told apart by the query and, should a cache
/// ignore that, by the protocol's version. Absolute: a relative one would be taken from the current route.
pub const WORKER_URL: &str = concat!("/crc-worker_loader.js?v=", env!("CARGO_PKG_VERSION"));
/// A worker that is not ready after this long is not waited for: the page does the work itself.
const PATIENCE_MS: u32 = 10_000;

/// A running worker.
pub struct Worker {
    worker: web_sys::Worker,
    words: UnboundedReceiver<Option<Word>>,
    /// Kept alive as long as the worker may call them.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl Worker {
    /// Starts it and waits until it listens; `None` where that fails: no workers, a policy against them, a file that is
    /// missing, another release in the cache.
    pub async fn start(url: &str) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = web_sys::Worker::new_with_options(url, &options).ok()?;
        let (sender, words) = unbounded();
        let errors = sender.clone();
        // The receiver lives as long as the closures: sending cannot fail while they are called.
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let _ = sender.unbounded_send(Word::from_js(&event.data()));
        });
        let on_error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            // Said here, not in the console's log: it may hold a path of this computer (S-15).
            event.prevent_default();
            log::write(LogLine::Worker(WorkerName::Crc));
            let _ = errors.unbounded_send(None);
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let mut started = Self {
            worker,
            words,
            _on_message: on_message,
            _on_error: on_error,
        };
        let first = {
            let word = pin!(started.word());
            match select(word, TimeoutFuture::new(PATIENCE_MS)).await {
                Either::Left((word, _)) => word,
                Either::Right(_) => None,
            }
        };
        (first == Some(Word::Ready { version: VERSION })).then_some(started)
    }

    /// Hands over files; `None` if the worker does not take them.
    pub fn ask<'a>(&self, files: impl Iterator<Item = &'a File>) -> Option<()> {
        let list = Array::new();
        for file in files {
            list.push(file);
        }
        self.worker.post_message(&list).ok()
    }

    /// What it says next; `None`: it has failed.
    pub async fn word(&mut self) -> Option<Word> {
        self.words.next().await.flatten()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
