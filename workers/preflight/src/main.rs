//! Web Worker: looks into chosen files by ranges, step by step, so that a question can be dropped between two steps and the
//! page hears a sign of life before each. It reads synchronously, which only workers may.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Uint8Array, WebAssembly};
use preflight::images::{Image, ImagesJob};
use preflight::job::{Event, Job};
use preflight::read::{ReadAt, Unreadable};
use preflight_worker::protocol::{Question, VERSION, Word};
use wasm_bindgen::prelude::*;
use web_sys::{
    Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, File, FileReaderSync, MessageEvent,
    Performance,
};

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let (Ok(reader), Some(clock)) = (FileReaderSync::new(), scope.performance()) else {
        // Without them there is no "ready", and the console goes on without a check.
        return;
    };
    let desk = Rc::new(Desk {
        scope: scope.clone(),
        reader,
        clock,
        work: RefCell::default(),
        step: RefCell::new(None),
    });
    let stepper = Rc::clone(&desk);
    *desk.step.borrow_mut() = Some(Closure::new(move || stepper.step()));
    let listener = Rc::clone(&desk);
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(question) = Question::from_js(&event.data()) {
            listener.hear(question);
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // It listens until it is terminated.
    on_message.forget();
    desk.say(&Word::Ready { version: VERSION });
}

/// Read at once: the browser's own copy of it counts as memory too.
const PIECE: usize = 4 << 20;

/// A file, read by ranges.
struct Slices {
    file: File,
    reader: FileReaderSync,
}

impl ReadAt for Slices {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "File.size is a whole number below 2^53"
    )]
    fn size(&self) -> u64 {
        self.file.size() as u64
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "offsets in a file are below 2^53"
    )]
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, Unreadable> {
        let end = offset.saturating_add(buffer.len() as u64).min(self.size());
        let mut done = 0;
        for part in buffer.chunks_mut(PIECE) {
            let from = offset.saturating_add(done as u64);
            let to = from.saturating_add(part.len() as u64).min(end);
            if from >= to {
                break;
            }
            // The variant with i32 breaks at 2 GiB.
            let slice = self
                .file
                .slice_with_f64_and_f64(from as f64, to as f64)
                .map_err(|_| Unreadable)?;
            let bytes = self
                .reader
                .read_as_array_buffer(&slice)
                .map_err(|_| Unreadable)?;
            let bytes = Uint8Array::new(&bytes);
            let length = bytes.length() as usize;
            if length as u64 != to - from {
                return Err(Unreadable);
            }
            bytes.copy_to(part.get_mut(..length).ok_or(Unreadable)?);
            done += length;
        }
        Ok(done)
    }
}

enum Work {
    Archive(Box<Job<Slices>>),
    Fingerprint(Option<Box<Job<Slices>>>),
    Images(Box<ImagesJob<Slices>>),
}

/// A question that is being worked on.
struct Open {
    id: u32,
    work: Work,
    /// The verdict is out; what is left may wait until the others have theirs.
    judged: bool,
    progress: (u32, u32),
}

struct Desk {
    scope: DedicatedWorkerGlobalScope,
    reader: FileReaderSync,
    clock: Performance,
    work: RefCell<Vec<Open>>,
    step: RefCell<Option<Closure<dyn FnMut()>>>,
}

impl Desk {
    fn hear(&self, question: Question) {
        let open = |id, work| Open {
            id,
            work,
            judged: false,
            progress: (0, 0),
        };
        let opened = match question {
            Question::Drop { id } => {
                return self.work.borrow_mut().retain(|open| open.id != id);
            }
            Question::Archive { id, file, settings } => open(
                id,
                Work::Archive(Box::new(Job::new(self.slices(file), settings))),
            ),
            Question::Fingerprint { id, file, settings } => {
                let job = Job::new(self.slices(file), settings);
                open(id, Work::Fingerprint(Some(Box::new(job))))
            }
            Question::Images {
                id,
                files,
                names,
                settings,
            } => {
                let images = names.into_iter().zip(files).map(|(name, file)| Image {
                    name,
                    file: self.slices(file),
                });
                open(
                    id,
                    Work::Images(Box::new(ImagesJob::new(images.collect(), settings))),
                )
            }
        };
        let mut work = self.work.borrow_mut();
        work.push(opened);
        if work.len() == 1 {
            self.soon();
        }
    }

    fn slices(&self, file: File) -> Slices {
        Slices {
            file,
            reader: self.reader.clone(),
        }
    }

    /// Asks for a step after the messages that wait.
    fn soon(&self) {
        if let Some(step) = self.step.borrow().as_ref() {
            // Cannot fail: the callback is a function.
            let _ = self
                .scope
                .set_timeout_with_callback(step.as_ref().unchecked_ref());
        }
    }

    fn step(&self) {
        let mut work = self.work.borrow_mut();
        let at = work.iter().position(|open| !open.judged).unwrap_or(0);
        let Some(open) = work.get_mut(at) else {
            return;
        };
        let (done, total) = open.progress;
        self.say(&Word::At {
            id: open.id,
            done,
            total,
        });
        let clock = &self.clock;
        let now = || clock.now();
        let event = match &mut open.work {
            Work::Archive(job) => job.step(&now),
            Work::Images(job) => Ok(job.step(&now)),
            Work::Fingerprint(job) => match job.take() {
                Some(job) => job
                    .only_directory()
                    .map(|report| Some(Event::Report(Box::new(report)))),
                None => Ok(None),
            },
        };
        let id = open.id;
        match event {
            Ok(Some(event)) => self.tell(open, event),
            Ok(None) => {
                work.remove(at);
                self.say(&Word::Done { id });
            }
            Err(Unreadable) => {
                work.remove(at);
                self.say(&Word::Unreadable { id });
            }
        }
        if !work.is_empty() {
            self.soon();
        }
    }

    fn tell(&self, open: &mut Open, event: Event) {
        let id = open.id;
        match event {
            Event::Report(report) => {
                open.judged = report.is_judged();
                self.say(&Word::Report {
                    id,
                    report,
                    memory: memory(),
                });
            }
            Event::Thumbnail { name, picture, .. } => {
                if let Some(blob) = png(&picture.png) {
                    self.say(&Word::Thumbnail {
                        id,
                        name,
                        width: picture.width,
                        height: picture.height,
                        picture: blob,
                    });
                }
            }
            Event::Looked { done, total } => {
                let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                open.progress = (number(done), number(total));
            }
        }
    }

    fn say(&self, word: &Word) {
        // Arrays, texts, numbers and Blobs can always be cloned.
        let _ = self.scope.post_message(&word.to_js());
    }
}

fn png(bytes: &[u8]) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type("image/png");
    let parts = Array::of1(&Uint8Array::from(bytes));
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}

/// Bytes of this program's memory.
fn memory() -> f64 {
    let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let buffer: js_sys::ArrayBuffer = memory.buffer().unchecked_into();
    f64::from(buffer.byte_length())
}
