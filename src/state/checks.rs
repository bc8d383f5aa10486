//! The checks of the files on the form: one worker looks into them one after the other; what it says is kept per file. A
//! worker that cannot be had, crashes or is silent for ten seconds means "not checked", never "not uploaded".

use crate::api::clock::monotonic_ms;
use crate::domain::{Batch, Strategy};
use crate::state::session::Session;
use crate::state::uploads::{Uploads, use_uploads};
use crate::upload::preflight::seen::Seen;
use crate::upload::preflight::worker::{Heard, WORKER_URL, Worker};
use crate::upload::preflight::{Asked, Late, Like, Point, Twin, advise, like};
use crate::upload::view::UploadKey;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use preflight::report::{Cover, Report, Search};
use preflight::settings::Settings;
use preflight_worker::protocol::{Question, Word};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::{Rc, Weak};
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, Url};

/// A worker that says nothing for this long while it has something to do has failed (milliseconds).
const SILENCE_MS: u32 = 10_000;
/// Crashes after which no new worker is started until other files are chosen.
const CRASHES: u32 = 3;
/// The list of batches is asked again after this long, in milliseconds.
const LIST_AGE_MS: f64 = 60_000.0;
/// Rows of the list among which earlier batches are looked for.
const LIST_ROWS: u32 = 100;

/// How far the check of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It waits, or is being looked into; pages looked at and to be looked at, where that is known.
    Looking(Option<(u32, u32)>),
    /// Done.
    Complete,
    /// It could not be checked, or not to the end.
    NotChecked,
    /// The file cannot be read.
    Unreadable,
}

/// A small picture of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// A `blob:` address.
    pub url: String,
    /// Name of the page. Foreign text.
    pub name: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// What is known of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// How far the check is.
    pub stage: Stage,
    /// What was found, once the verdict can be given.
    pub report: Option<Arc<Report>>,
    /// The first pages.
    pub pictures: Vec<Picture>,
    /// A batch that looks like it.
    pub like: Option<Like>,
    /// An upload of another tab that holds the same scans. Its name: foreign text.
    pub elsewhere: Option<String>,
    /// The person wants it uploaded as it is.
    pub accepted: bool,
}

/// A look at a file that has just been chosen.
const FIRST_LOOK: Look = Look {
    stage: Stage::Looking(None),
    report: None,
    pictures: Vec::new(),
    like: None,
    elsewhere: None,
    accepted: false,
};

/// A file whose upload was confirmed before its check was through.
struct Followed {
    upload: UploadKey,
    strategy: Strategy,
    typed: String,
    /// The points that stood on the form.
    seen: Vec<Point>,
}

/// Handle. `Copy`; belongs to the form.
#[derive(Clone, Copy)]
pub struct Checks {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    /// Counts verdicts, for what is read out.
    judged: RwSignal<u64>,
}

struct Inner {
    me: Weak<Inner>,
    session: Session,
    uploads: Uploads,
    settings: Settings,
    /// The number of each question, by the form's id of the file: the form gives ids away again, and questions outlive it.
    numbers: RefCell<HashMap<u32, u32>>,
    last: Cell<u32>,
    followed: RefCell<HashMap<u32, Followed>>,
    /// Questions for which earlier batches are being looked for.
    searching: RefCell<HashSet<u32>>,
    /// Contents of the archives, to find the same one under another name.
    prints: RwSignal<BTreeMap<u32, [u8; 32]>>,
    /// By the number of the question, as everything below.
    looks: RefCell<HashMap<u32, ArcRwSignal<Look>>>,
    /// What was asked and is not answered to its end.
    open: RefCell<Vec<Question>>,
    /// Name and size of each file, to find earlier batches.
    facts: RefCell<HashMap<u32, (String, u64)>>,
    worker: RefCell<Option<Worker>>,
    /// The question that the worker was at when it was heard last.
    at: Cell<Option<u32>>,
    crashes: Cell<u32>,
    watch: RefCell<Option<Timeout>>,
    rows: RefCell<Option<(f64, Rc<Vec<Batch>>)>>,
    judged: RwSignal<u64>,
}

impl Checks {
    /// Nothing is checked yet.
    #[must_use]
    pub fn of(session: Session) -> Self {
        let settings = session.client().config().preflight;
        let judged = RwSignal::new(0);
        let inner = Rc::new_cyclic(|me| Inner {
            me: me.clone(),
            session,
            uploads: use_uploads(),
            settings,
            numbers: RefCell::default(),
            last: Cell::default(),
            followed: RefCell::default(),
            searching: RefCell::default(),
            prints: RwSignal::default(),
            looks: RefCell::default(),
            open: RefCell::default(),
            facts: RefCell::default(),
            worker: RefCell::default(),
            at: Cell::default(),
            crashes: Cell::default(),
            watch: RefCell::default(),
            rows: RefCell::default(),
            judged,
        });
        Self {
            inner: StoredValue::new_local(inner),
            judged,
        }
    }

    /// The office's rules.
    #[must_use]
    pub fn settings(self) -> Settings {
        self.inner.with_value(|inner| inner.settings)
    }

    /// Looks into an archive.
    pub fn archive(self, id: u32, file: &File, bytes: u64) {
        self.begin(id, file.name(), bytes, |id, settings| Question::Archive {
            id,
            file: file.clone(),
            settings,
        });
    }

    /// Looks at images, in the order in which they are read.
    pub fn images(self, id: u32, files: Vec<File>, names: Vec<String>) {
        self.begin(id, String::new(), 0, |id, settings| Question::Images {
            id,
            files,
            names,
            settings,
        });
    }

    fn begin(
        self,
        id: u32,
        name: String,
        bytes: u64,
        question: impl FnOnce(u32, Settings) -> Question,
    ) {
        let inner = self.inner.get_value();
        if !inner.settings.enabled {
            return;
        }
        self.forget(id);
        let number = inner.last.get().wrapping_add(1);
        inner.last.set(number);
        inner.numbers.borrow_mut().insert(id, number);
        inner
            .looks
            .borrow_mut()
            .insert(number, ArcRwSignal::new(FIRST_LOOK));
        inner.facts.borrow_mut().insert(number, (name, bytes));
        inner.crashes.set(0);
        inner.ask(question(number, inner.settings));
        // Memos that asked for a look before there was one look again.
        self.judged.update(|n| *n += 1);
    }

    /// The upload of this file was confirmed. A check that is not through goes on, and the upload hears what it finds; `typed` is
    /// the task id and `seen` what stands on the form.
    pub fn follow(
        self,
        id: u32,
        upload: UploadKey,
        strategy: Strategy,
        typed: String,
        seen: Vec<Point>,
    ) {
        let inner = self.inner.get_value();
        let Some(number) = inner.number(id) else {
            return;
        };
        let looking = inner.with(number, |look| matches!(look.stage, Stage::Looking(_)));
        if looking == Some(true) || inner.searching.borrow().contains(&number) {
            inner.numbers.borrow_mut().remove(&id);
            inner.prints.update(|prints| {
                prints.remove(&number);
            });
            let followed = Followed {
                upload,
                strategy,
                typed,
                seen,
            };
            inner.followed.borrow_mut().insert(number, followed);
            inner.tell(number);
        }
    }

    /// A file that holds the same scans: before this one on the list, or among the uploads. Follows changes.
    #[must_use]
    pub fn twin(self, id: u32) -> Option<Twin> {
        let inner = self.inner.get_value();
        let number = inner.number(id)?;
        inner.twin(number)
    }

    /// What is known of a file; `None`: it is not checked. Follows changes.
    #[must_use]
    pub fn look(self, id: u32) -> Option<Look> {
        self.judged.track();
        self.signal(id).map(|look| look.get())
    }

    /// The same, without following.
    #[must_use]
    pub fn look_untracked(self, id: u32) -> Option<Look> {
        self.signal(id).map(|look| look.get_untracked())
    }

    fn signal(self, id: u32) -> Option<ArcRwSignal<Look>> {
        self.inner.with_value(|inner| {
            let number = inner.number(id)?;
            inner.looks.borrow().get(&number).cloned()
        })
    }

    /// The person wants a file uploaded as it is, or no longer.
    pub fn accept(self, id: u32, accepted: bool) {
        if let Some(look) = self.signal(id) {
            look.update(|look| look.accepted = accepted);
        }
    }

    /// Counts verdicts.
    #[must_use]
    pub fn judged(self) -> Signal<u64> {
        self.judged.into()
    }

    /// Whether any verdict is still to come.
    #[must_use]
    pub fn all_judged(self) -> bool {
        let inner = self.inner.get_value();
        let (numbers, looks) = (inner.numbers.borrow(), inner.looks.borrow());
        let mut here = numbers.values().filter_map(|number| looks.get(number));
        here.all(|look| {
            look.with_untracked(|look| is_judged(look) || !matches!(look.stage, Stage::Looking(_)))
        })
    }

    /// A file is no longer on the list.
    pub fn forget(self, id: u32) {
        let inner = self.inner.get_value();
        let number = inner.numbers.borrow_mut().remove(&id);
        if let Some(number) = number {
            inner.forget(number);
            // Whoever shows it looks again, and finds nothing (D2).
            self.judged.update(|n| *n += 1);
        }
    }

    /// The list is empty.
    pub fn clear(self) {
        let inner = self.inner.get_value();
        let ids: Vec<u32> = inner.numbers.borrow().keys().copied().collect();
        for id in ids {
            self.forget(id);
        }
        *inner.rows.borrow_mut() = None;
    }

    /// Nothing is checked any more, for uploads neither: somebody has signed out.
    pub fn end(self) {
        self.clear();
        let inner = self.inner.get_value();
        let numbers: Vec<u32> = inner.followed.borrow().keys().copied().collect();
        for number in numbers {
            inner.forget(number);
        }
    }
}

impl Inner {
    fn number(&self, id: u32) -> Option<u32> {
        self.numbers.borrow().get(&id).copied()
    }

    fn twin(&self, number: u32) -> Option<Twin> {
        let earlier = self.prints.with(|prints| {
            let own = prints.get(&number)?;
            let same = prints.range(..number).find(|(_, print)| *print == own);
            Some((*own, same.map(|(number, _)| *number)))
        });
        let (own, same) = earlier?;
        let name = |n: u32| Some(self.facts.borrow().get(&n)?.0.clone());
        let elsewhere = || self.with(number, |look| look.elsewhere.clone()).flatten();
        let uploading = self.uploads.with_content(&own).or_else(elsewhere);
        let chosen = same.and_then(name).map(Twin::Chosen);
        uploading.map(Twin::Uploading).or(chosen)
    }

    /// Tells the upload of a file what its check has found since the upload was confirmed.
    fn tell(&self, number: u32) {
        let report = self.with(number, |look| {
            let ended = !matches!(look.stage, Stage::Looking(_));
            let report = look.report.clone();
            report.filter(|_| ended || is_judged(look))
        });
        let like = self.with(number, |look| look.like.clone()).flatten();
        let told = report.flatten().and_then(|report| {
            let followed = self.followed.borrow();
            let followed = followed.get(&number)?;
            let asked = Asked {
                strategy: followed.strategy,
                typed: &followed.typed,
                settings: &self.settings,
                like: like.as_ref(),
                twin: None,
            };
            let late = Late::of(&advise(&report, asked), &followed.seen);
            Some((followed.upload, report.fingerprint, late))
        });
        if let Some((upload, print, late)) = told {
            self.uploads.hear_check(upload, print, late);
        }
        let through = self.with(number, |look| !matches!(look.stage, Stage::Looking(_)));
        if through != Some(false) && !self.searching.borrow().contains(&number) {
            self.forget(number);
        }
    }

    /// What is known of a file has changed.
    fn tell_if_followed(&self, number: u32) {
        if self.followed.borrow().contains_key(&number) {
            self.tell(number);
        }
    }

    fn forget(&self, id: u32) {
        let look = self.looks.borrow_mut().remove(&id);
        self.facts.borrow_mut().remove(&id);
        self.followed.borrow_mut().remove(&id);
        self.searching.borrow_mut().remove(&id);
        if self
            .prints
            .with_untracked(|prints| prints.contains_key(&id))
        {
            self.prints.update(|prints| {
                prints.remove(&id);
            });
        }
        if let Some(look) = look {
            for picture in &look.get_untracked().pictures {
                // Cannot fail: revoking what is gone does nothing.
                let _ = Url::revoke_object_url(&picture.url);
            }
        }
        let before = self.open.borrow().len();
        self.open
            .borrow_mut()
            .retain(|question| id_of(question) != id);
        if self.open.borrow().len() < before {
            if let Some(worker) = self.worker.borrow().as_ref() {
                worker.ask(&Question::Drop { id });
            }
            self.rest_if_idle();
        }
    }

    fn ask(&self, question: Question) {
        self.open.borrow_mut().push(question.clone());
        let ready = self.worker.borrow().as_ref().map(Worker::is_ready);
        match ready {
            Some(true) => self.post(&question),
            // Asked as soon as it listens.
            Some(false) => {}
            None => self.start(),
        }
        self.keep_watch();
    }

    fn post(&self, question: &Question) {
        let taken = self
            .worker
            .borrow()
            .as_ref()
            .is_some_and(|worker| worker.ask(question));
        if !taken {
            self.failed();
        }
    }

    fn start(&self) {
        let me = self.me.clone();
        let worker = Worker::start(WORKER_URL, move |heard| {
            if let Some(inner) = me.upgrade() {
                inner.hear(heard);
            }
        });
        let started = worker.is_some();
        self.at.set(None);
        *self.worker.borrow_mut() = worker;
        if !started {
            self.give_up();
        }
    }

    fn hear(&self, heard: Heard) {
        match heard {
            Heard::Failed => return self.failed(),
            Heard::Ready => {
                if let Some(worker) = self.worker.borrow().as_ref() {
                    worker.set_ready();
                }
                let open = self.open.borrow().clone();
                for question in &open {
                    self.post(question);
                }
            }
            Heard::Word(word) => self.take(word),
        }
        self.keep_watch();
        self.rest_if_idle();
    }

    fn take(&self, word: Word) {
        match word {
            Word::Ready { .. } => {}
            Word::At { id, done, total } => {
                self.at.set(Some(id));
                if total > 0 {
                    self.change(id, |look| look.stage = Stage::Looking(Some((done, total))));
                }
            }
            Word::Report { id, report, memory } => self.report(id, *report, memory),
            Word::Thumbnail {
                id,
                name,
                width,
                height,
                picture,
            } => {
                // Beside an upload there is no place for them.
                let known = self.looks.borrow().contains_key(&id)
                    && !self.followed.borrow().contains_key(&id);
                if let (true, Ok(url)) = (known, Url::create_object_url_with_blob(&picture)) {
                    self.change(id, |look| {
                        look.pictures.push(Picture {
                            url,
                            name,
                            width,
                            height,
                        });
                    });
                }
            }
            Word::Done { id } => self.end(id, Stage::Complete),
            Word::Unreadable { id } => self.end(id, Stage::Unreadable),
        }
    }

    fn report(&self, id: u32, report: Report, memory: f64) {
        if !report.is_judged() {
            // Kept for the case that the worker gets no further.
            return self.change(id, |look| look.report = Some(Arc::new(report)));
        }
        let first = self.with(id, |look| !is_judged(look)).unwrap_or(false);
        if first {
            mark(&report, memory);
            self.look_for_earlier(id, &report);
        }
        let content = report.fingerprint.map(|print| print.content);
        let here = !self.followed.borrow().contains_key(&id);
        if let (Some(content), true, true) = (content, first, here) {
            self.prints.update(|prints| {
                prints.insert(id, content);
            });
        }
        self.change(id, |look| look.report = Some(Arc::new(report)));
        if first {
            self.judged.update(|n| *n += 1);
        }
        self.tell_if_followed(id);
    }

    fn end(&self, id: u32, stage: Stage) {
        self.open
            .borrow_mut()
            .retain(|question| id_of(question) != id);
        let judged = self.with(id, is_judged).unwrap_or(true);
        self.change(id, |look| look.stage = stage);
        if !judged {
            self.judged.update(|n| *n += 1);
        }
        self.tell_if_followed(id);
    }

    fn with<T>(&self, id: u32, work: impl FnOnce(&Look) -> T) -> Option<T> {
        let look = self.looks.borrow().get(&id).cloned()?;
        Some(look.with_untracked(work))
    }

    fn change(&self, id: u32, work: impl FnOnce(&mut Look)) {
        let look = self.looks.borrow().get(&id).cloned();
        if let Some(look) = look {
            look.update(work);
        }
    }

    /// Waits for the next sign of life.
    fn keep_watch(&self) {
        let watch = (!self.open.borrow().is_empty()).then(|| {
            let me = self.me.clone();
            Timeout::new(SILENCE_MS, move || {
                if let Some(inner) = me.upgrade() {
                    inner.failed();
                }
            })
        });
        *self.watch.borrow_mut() = watch;
    }

    /// Nothing to do: its memory is given back.
    fn rest_if_idle(&self) {
        if self.open.borrow().is_empty() {
            *self.worker.borrow_mut() = None;
            *self.watch.borrow_mut() = None;
        }
    }

    /// The worker is gone or silent: what it was at is not checked; a new one goes on with the others.
    fn failed(&self) {
        let listened = self.worker.borrow().as_ref().is_some_and(Worker::is_ready);
        *self.worker.borrow_mut() = None;
        self.crashes.set(self.crashes.get() + 1);
        if !listened || self.crashes.get() >= CRASHES {
            return self.give_up();
        }
        let first = self.open.borrow().first().map(id_of);
        if let Some(id) = self.at.take().or(first) {
            self.not_checked(id);
        }
        if !self.open.borrow().is_empty() {
            self.start();
        }
        self.keep_watch();
    }

    fn give_up(&self) {
        let open: Vec<u32> = self.open.borrow().iter().map(id_of).collect();
        for id in open {
            self.not_checked(id);
        }
        *self.worker.borrow_mut() = None;
        *self.watch.borrow_mut() = None;
    }

    /// Ends a check before its time. What was found before that stands.
    fn not_checked(&self, id: u32) {
        self.change(id, |look| {
            if let Some(report) = look.report.take() {
                let mut report = Report::clone(&report);
                if report.cover == Cover::Pending {
                    report.cover = Cover::NotRead;
                }
                report.search = Search::Partial;
                look.report = Some(Arc::new(report));
            }
        });
        self.end(id, Stage::NotChecked);
    }

    /// Looks for batches that were uploaded before: by content among this browser's own, by name and size in the list.
    fn look_for_earlier(&self, id: u32, report: &Report) {
        let Some((name, bytes)) = self.facts.borrow().get(&id).cloned() else {
            return;
        };
        if name.is_empty() {
            return;
        }
        let content = report.fingerprint.map(|print| print.content);
        let uploads = self.uploads;
        self.searching.borrow_mut().insert(id);
        let (me, client) = (self.me.clone(), self.session.client());
        let user = self.session.user_untracked().map(|user| user.username);
        let fresh =
            self.rows.borrow().as_ref().and_then(|(at, rows)| {
                (monotonic_ms() - at < LIST_AGE_MS).then(|| Rc::clone(rows))
            });
        spawn_local(async move {
            let rows = match fresh {
                Some(rows) => rows,
                None => match client.list(None, LIST_ROWS, 0).await {
                    Ok(page) => Rc::new(page.batches),
                    // A hint that cannot be had: the server itself refuses what it must not take twice.
                    Err(_) => Rc::new(Vec::new()),
                },
            };
            let elsewhere = match content {
                Some(content) => uploads.elsewhere_with_content(content).await,
                None => None,
            };
            let Some(inner) = me.upgrade() else { return };
            inner.searching.borrow_mut().remove(&id);
            if elsewhere.is_some() {
                inner.change(id, |look| look.elsewhere = elsewhere);
                inner.judged.update(|n| *n += 1);
            }
            if !rows.is_empty() {
                *inner.rows.borrow_mut() = Some((monotonic_ms(), Rc::clone(&rows)));
            }
            let by_content = content
                .zip(user)
                .and_then(|(content, user)| Seen::load(&user).find(&content, &rows));
            // Once it is being uploaded, the batch that looks like it may be its own.
            let is_sent = inner.followed.borrow().contains_key(&id);
            let like = by_content.or_else(|| like::find(&rows, &name, bytes));
            if let Some(like) = like.filter(|_| !is_sent) {
                inner.change(id, |look| look.like = Some(like));
                inner.judged.update(|n| *n += 1);
            }
            inner.tell_if_followed(id);
        });
    }
}

/// Whether the verdict is there.
#[must_use]
pub fn is_judged(look: &Look) -> bool {
    look.report
        .as_ref()
        .is_some_and(|report| report.is_judged())
}

fn id_of(question: &Question) -> u32 {
    match question {
        Question::Archive { id, .. }
        | Question::Fingerprint { id, .. }
        | Question::Images { id, .. }
        | Question::Drop { id } => *id,
    }
}

/// Leaves a mark in the browser's own timeline: that the verdict is there, what was read for it, and the worker's memory. For
/// measurements; it names nothing.
fn mark(report: &Report, memory: f64) {
    let name = format!(
        "preflight-verdict read={} memory={memory}",
        report.bytes_read
    );
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        // A measurement that cannot be taken changes nothing.
        let _ = performance.mark(&name);
    }
}
