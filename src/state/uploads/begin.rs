//! From a confirmed upload whose turn has come to a running job.

use std::rc::Rc;

use futures::future::{LocalBoxFuture, abortable};
use js_sys::Reflect;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use super::{
    desk::Desk,
    item::{Item, Then},
    tabs::Hold,
};
use crate::{
    domain::Strategy,
    upload::{
        digest,
        driver::{Job, Source, Start},
        form::{self, Details},
        journal::JournalEntry,
        pack::{self, PackError, PackedZip},
        plan::Sizes,
        queue::Lane,
        session::{Event, Session as Machine, Settings, Spec},
        view::{FileWhy, Preparing, UploadKey},
    },
};

impl Desk {
    /// Its turn has come.
    pub fn begin(&self, key: UploadKey) {
        let ours = self.with_item(key, |item| match item.hold {
            Hold::Ours(_) | Hold::Asking => Some(true),
            Hold::Free => Some(false),
            Hold::Elsewhere(_) => None,
        });
        match ours.flatten() {
            Some(true) => self.go(key),
            Some(false) => self.claim_and_go(key),
            // It continues by itself when the other tab has let go.
            None => self.paint(key),
        }
    }

    /// Its turn has come, and this tab is the one that sends it.
    pub fn go(&self, key: UploadKey) {
        let Some((job, then)) = self.with_item(key, |item| {
            (item.job.clone(), std::mem::take(&mut item.then))
        }) else {
            return;
        };
        match (job, then) {
            (Some(job), Then::Resume) => job.dispatch(Event::Resume),
            (Some(job), Then::Retry) => job.dispatch(Event::Retry),
            (Some(job), Then::Give(source)) => {
                job.give_source(source);
                job.start();
            }
            (Some(_), Then::Compare(files)) => self.compare(key, files),
            (Some(job), Then::Begin) => job.start(),
            (None, Then::Compare(files)) => {
                self.with_item(key, |item| item.files = files);
                self.prepare(key);
            }
            (None, _) => self.prepare(key),
        }
        self.paint(key);
    }

    /// Runs `work` for an item, so that a click can end it.
    pub fn work(&self, key: UploadKey, work: LocalBoxFuture<'static, ()>) {
        let (work, handle) = abortable(work);
        self.with_item(key, |item| item.work = Some(handle));
        spawn_local(async move {
            // Ended by a click: whoever ended it has said so.
            let _ = work.await;
        });
    }

    /// Packs the files where they need it, then begins.
    fn prepare(&self, key: UploadKey) {
        let packs = self.with_item(key, |item| {
            item.is_images() && (item.must_pack || !self.fits_one(item))
        });
        match packs {
            Some(true) => self.pack_and_begin(key),
            Some(false) => {
                if let Some(source) = self.with_item(key, source_of).flatten() {
                    self.begin_sample(key, &source);
                    self.start_job(key, source);
                }
            }
            None => {}
        }
    }

    fn pack_and_begin(&self, key: UploadKey) {
        let Some(desk) = self.me.upgrade() else {
            return;
        };
        let work = async move {
            let files = desk.with_item(key, |item| item.files.clone());
            match desk.packed(key, files.unwrap_or_default()).await {
                Ok(source) => {
                    desk.begin_sample(key, &source);
                    desk.start_job(key, source);
                }
                Err(why) => {
                    desk.with_item(key, |item| item.files.clear());
                    desk.refuse(key, why);
                    desk.pump();
                }
            }
        };
        self.work(key, Box::pin(work));
    }

    async fn packed(&self, key: UploadKey, files: Vec<File>) -> Result<Source, FileWhy> {
        let zip = self
            .pack(key, files)
            .await
            .map_err(|_| FileWhy::Unreadable)?;
        self.with_item(key, |item| {
            item.entry.sent_as = Strategy::ZipWithoutQr;
            item.entry.names.clear();
            item.entry.file = digest::FileIdentity {
                name: zip.name.clone(),
                size: zip.size,
                modified_ms: 0,
                digest: zip.digest.clone(),
            };
        });
        Ok(Source::Whole(zip.blob))
    }

    async fn pack(&self, key: UploadKey, files: Vec<File>) -> Result<PackedZip, PackError> {
        let named = files
            .into_iter()
            .map(|file| (path_of(&file), file))
            .collect();
        let desk = self.me.clone();
        let shown = std::cell::Cell::new(0.0);
        pack::pack(named, move |done, total| {
            let Some(desk) = desk.upgrade() else { return };
            desk.with_item(key, |item| {
                item.preparing = Preparing::Packing { done, total }
            });
            let now = crate::api::clock::monotonic_ms();
            if now - shown.get() >= 500.0 {
                shown.set(now);
                desk.paint(key);
            }
        })
        .await
    }

    /// Images of an interrupted upload were chosen again: the same ones?
    fn compare(&self, key: UploadKey, files: Vec<File>) {
        let Some(desk) = self.me.upgrade() else {
            return;
        };
        self.with_item(key, |item| {
            item.checking = true;
            item.preparing = Preparing::Reading;
        });
        let work = async move {
            let packed = desk.with_item(key, |item| item.entry.sent_as.is_zip()) == Some(true);
            let source = if packed {
                match desk.pack(key, files).await {
                    Ok(zip) => {
                        let kept = desk.with_item(key, |item| item.entry.file.clone());
                        let same = kept.is_some_and(|kept| {
                            kept.size == zip.size
                                && (kept.digest.is_none() || kept.digest == zip.digest)
                        });
                        same.then_some(Source::Whole(zip.blob))
                            .ok_or(FileWhy::OtherContent)
                    }
                    Err(_) => Err(FileWhy::Unreadable),
                }
            } else {
                Ok(Source::Images(named(files)))
            };
            desk.with_item(key, |item| item.checking = false);
            match (source, desk.job(key)) {
                (Ok(source), Some(job)) => {
                    desk.begin_sample(key, &source);
                    job.give_source(source);
                    job.start();
                }
                (Ok(_), None) => {}
                (Err(why), _) => {
                    desk.refuse(key, why);
                    desk.pump();
                }
            }
        };
        self.work(key, Box::pin(work));
    }

    /// One request was too large for something on the way: the same images, packed.
    pub fn pack_instead(&self, key: UploadKey) {
        let can = self.with_item(key, |item| {
            item.job = None;
            item.must_pack = true;
            item.preparing = Preparing::Packing {
                done: 0,
                total: item.entry.bytes,
            };
            !item.files.is_empty()
        });
        if can == Some(true) {
            self.prepare(key);
            self.paint(key);
        } else {
            self.refuse(key, FileWhy::Reload);
        }
    }

    /// Whether images fit one request.
    fn fits_one(&self, item: &Item) -> bool {
        let client = self.session.client();
        let most = self
            .learned
            .get()
            .sizes
            .map_or(client.config().max_request_bytes, |sizes| sizes.body);
        item.entry.bytes + framing(item) <= most
    }

    fn start_job(&self, key: UploadKey, source: Source) {
        // Paused or cancelled meanwhile: whoever did that has ended this work.
        if self.lane(key) != Some(Lane::Active) {
            return;
        }
        let Some(start) = self.with_item(key, |item| self.start_of(item, Some(source))) else {
            return;
        };
        if let Some(job) = self.make_job(key, start) {
            job.start();
            self.keep(key);
        }
    }

    pub fn make_job(&self, key: UploadKey, start: Start) -> Option<Rc<Job>> {
        let desk = self.me.upgrade()?;
        let job = Job::new(self.session.client(), desk, start);
        self.with_item(key, |item| item.job = Some(Rc::clone(&job)))?;
        Some(job)
    }

    /// What a job of this item begins with.
    pub fn start_of(&self, item: &Item, source: Option<Source>) -> Start {
        let details = item.details();
        let settings = self.settings(&details);
        let seed = super::random_53_bits();
        let restored = item
            .entry
            .machine
            .as_ref()
            .and_then(|snapshot| Machine::restore(settings.clone(), snapshot, seed));
        let spec = Spec {
            size: item.entry.file.size,
            framing: framing(item),
            can_chunk: details.strategy.is_zip(),
        };
        Start {
            key: item.entry.key,
            chosen: item.chosen.clone(),
            wanted: item.wanted(self.username()),
            details,
            known: item.entry.known.clone(),
            source,
            machine: restored.unwrap_or_else(|| Machine::new(settings, spec, seed)),
        }
    }

    fn username(&self) -> Option<String> {
        self.session.user_untracked().map(|user| user.username)
    }

    /// The deployment's settings, and what earlier uploads have taught.
    fn settings(&self, details: &Details) -> Settings {
        let client = self.session.client();
        let config = client.config();
        let learned = self.learned.get();
        let set = Sizes {
            body: config.max_request_bytes,
            chunk: config.chunk_bytes,
            edge_chunk: config.edge_chunk_bytes,
        };
        let sizes = learned.sizes.unwrap_or(set);
        let most = config
            .max_request_bytes
            .saturating_sub(form::chunk_framing(details));
        Settings {
            sizes: Sizes {
                chunk: sizes.chunk.min(most),
                ..sizes
            },
            concurrency: config.upload_concurrency,
            ordered: learned.ordered,
            stall_ms: u64::from(config.stall_seconds) * 1_000,
            ..Settings::default()
        }
    }
}

/// The bytes of a confirmed upload that need no packing; notes by what they are known.
fn source_of(item: &mut Item) -> Option<Source> {
    if item.is_images() {
        let files = named(item.files.clone());
        item.entry.names = files.iter().map(|(name, _)| name.clone()).collect();
        return Some(Source::Images(files));
    }
    let file = item.files.pop()?;
    item.entry.file = digest::facts(&file);
    Some(Source::Whole(file.into()))
}

/// Framing of a single request.
fn framing(item: &Item) -> u64 {
    let details = item.details();
    if item.is_images() && !item.entry.sent_as.is_zip() && !item.files.is_empty() {
        let files = named(item.files.clone());
        return form::single_framing(&details, files.iter().map(|(name, _)| name.as_str()));
    }
    form::single_framing(&details, [details.filename.as_str()])
}

/// Images with the names under which they are sent: as in a packed upload, no two alike.
fn named(files: Vec<File>) -> Vec<(String, File)> {
    let paths: Vec<String> = files.iter().map(path_of).collect();
    pack::names::unique(&paths).into_iter().zip(files).collect()
}

/// Path below the folder that was chosen, where the browser tells it.
fn path_of(file: &File) -> String {
    Reflect::get(file, &"webkitRelativePath".into())
        .ok()
        .and_then(|path| path.as_string())
        .filter(|path| !path.is_empty())
        .unwrap_or_else(|| file.name())
}

/// An entry that stands for nothing on the server yet.
pub(super) fn is_untouched(entry: &JournalEntry) -> bool {
    entry.machine.is_none()
}
