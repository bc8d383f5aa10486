//! The preflight worker as seen from the page: started when a file is chosen, ended when dropped. What it says goes to one
//! listener.

use crate::log::{self, LogLine, WorkerName};
use futures::StreamExt;
use futures::channel::mpsc::unbounded;
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use preflight::report::Fingerprint;
use preflight::settings::Settings;
use preflight_worker::protocol::{Question, VERSION, Word};
use std::cell::Cell;
use std::pin::pin;
use wasm_bindgen::prelude::*;
use web_sys::{Event, File, MessageEvent, WorkerOptions, WorkerType};

/// Where Trunk puts it. Its name carries no hash (Trunk 0.21), so a release is told apart by the query and, should a cache
/// ignore that, by the protocol's version. Absolute: a relative one would be taken from the current route.
pub const WORKER_URL: &str = concat!("/preflight-worker_loader.js?v=", env!("CARGO_PKG_VERSION"));

/// A worker that gives no fingerprint after this long is not waited for (milliseconds).
const PATIENCE_MS: u32 = 10_000;

/// What the listener hears.
pub enum Heard {
    /// It listens now.
    Ready,
    /// A word.
    Word(Word),
    /// It has failed: not there, refused, another release, or crashed.
    Failed,
}

/// A running worker.
pub struct Worker {
    worker: web_sys::Worker,
    ready: Cell<bool>,
    /// Kept alive as long as the worker may call them.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl Worker {
    /// Starts it; `None` where workers are not to be had.
    pub fn start(url: &str, listener: impl Fn(Heard) + Clone + 'static) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = web_sys::Worker::new_with_options(url, &options).ok()?;
        let failed = listener.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            listener(match Word::from_js(&event.data()) {
                Some(Word::Ready { version }) if version == VERSION => Heard::Ready,
                Some(Word::Ready { .. }) | None => Heard::Failed,
                Some(word) => Heard::Word(word),
            });
        });
        let on_error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            // Said here, not in the console's log: it may hold a path of this computer (S-15).
            event.prevent_default();
            log::write(LogLine::Worker(WorkerName::Preflight));
            failed(Heard::Failed);
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Self {
            worker,
            ready: Cell::new(false),
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// It has said that it listens.
    pub fn set_ready(&self) {
        self.ready.set(true);
    }

    /// Whether it listens; messages before that would be lost.
    pub fn is_ready(&self) -> bool {
        self.ready.get()
    }

    /// Asks; `false` if the worker does not take it.
    pub fn ask(&self, question: &Question) -> bool {
        self.worker.post_message(&question.to_js()).is_ok()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// The fingerprint of an archive by a worker of its own; `None` where it cannot be had within ten seconds.
pub async fn fingerprint(file: &File, settings: Settings) -> Option<Fingerprint> {
    let (sender, mut words) = unbounded();
    // The receiver lives as long as the worker: sending cannot fail while it is called.
    let worker = Worker::start(WORKER_URL, move |heard| {
        let _ = sender.unbounded_send(heard);
    })?;
    let work = pin!(async {
        loop {
            match words.next().await? {
                Heard::Ready => {
                    let file = file.clone();
                    worker
                        .ask(&Question::Fingerprint {
                            id: 0,
                            file,
                            settings,
                        })
                        .then_some(())?;
                }
                Heard::Word(Word::Report { report, .. }) => return report.fingerprint,
                Heard::Word(Word::At { .. }) => {}
                Heard::Word(_) | Heard::Failed => return None,
            }
        }
    });
    match select(work, TimeoutFuture::new(PATIENCE_MS)).await {
        Either::Left((print, _)) => print,
        Either::Right(_) => None,
    }
}
