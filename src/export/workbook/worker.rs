//! The workbook worker as seen from the page: started for one export, ended when dropped, which is how it is cancelled.

use crate::log::{self, LogLine, WorkerName};
use futures::StreamExt;
use futures::channel::mpsc::{UnboundedReceiver, unbounded};
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Uint8Array};
use std::pin::pin;
use wasm_bindgen::prelude::*;
use web_sys::{Event, MessageEvent, WorkerOptions, WorkerType};
use xlsx_worker::protocol::{Question, VERSION};

/// Where Trunk puts it; see `upload::pack::worker` for the query.
const WORKER_URL: &str = concat!("/xlsx-worker_loader.js?v=", env!("CARGO_PKG_VERSION"));
/// A worker that is not ready after this long never will be: no network, or a policy against it.
const PATIENCE_MS: u32 = 60_000;

/// It did not start, or could not write the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken;

enum Word {
    Ready(f64),
    Done(Uint8Array),
    Failed,
}

/// A running worker.
pub struct Worker {
    worker: web_sys::Worker,
    words: UnboundedReceiver<Word>,
    /// Kept alive as long as the worker may call them.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl Worker {
    /// Starts it and waits until it listens.
    ///
    /// # Errors
    /// No workers, a policy against them, a file that is missing, another release in the cache.
    pub async fn start() -> Result<Self, Broken> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = web_sys::Worker::new_with_options(WORKER_URL, &options).map_err(|_| Broken)?;
        let (sender, words) = unbounded();
        let errors = sender.clone();
        // The receiver lives as long as the closures: sending cannot fail while they are called.
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let _ = sender.unbounded_send(read(&event.data()));
        });
        let on_error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            event.prevent_default();
            log::write(LogLine::Worker(WorkerName::Xlsx));
            let _ = errors.unbounded_send(Word::Failed);
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
            let word = pin!(started.words.next());
            match select(word, TimeoutFuture::new(PATIENCE_MS)).await {
                Either::Left((word, _)) => word,
                Either::Right(_) => None,
            }
        };
        match first {
            Some(Word::Ready(version)) if version == VERSION => Ok(started),
            _ => Err(Broken),
        }
    }

    /// Tells it something.
    ///
    /// # Errors
    /// When the message cannot be sent.
    pub fn tell(&self, question: &Question) -> Result<(), Broken> {
        self.worker
            .post_message(&question.to_text().into())
            .map_err(|_| Broken)
    }

    /// Waits for the file.
    ///
    /// # Errors
    /// When it could not be written.
    pub async fn file(&mut self) -> Result<Uint8Array, Broken> {
        self.tell(&Question::Finish)?;
        match self.words.next().await {
            Some(Word::Done(bytes)) => Ok(bytes),
            _ => Err(Broken),
        }
    }
}

fn read(message: &JsValue) -> Word {
    let Some(message) = message.dyn_ref::<Array>() else {
        return Word::Failed;
    };
    let value = message.get(1);
    match message.get(0).as_string().as_deref() {
        Some("ready") => value.as_f64().map_or(Word::Failed, Word::Ready),
        Some("done") => value.dyn_into().map_or(Word::Failed, Word::Done),
        _ => Word::Failed,
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
