//! The check of one archive, in steps: short ones first, so that the verdict is there before the idle work begins. Between
//! two steps whoever runs it may do something else, or stop.

use crate::directory::{self, Directory, Entry, NoDirectory};
use crate::entry::{self, EntryError};
use crate::fingerprint;
use crate::inspect::{inspect, whole};
use crate::judge::{self, DOUBT_BYTES, Faults, Open};
use crate::picture::{self, Luma, PictureError, Thumbnail};
use crate::qr::{self, Effort};
use crate::read::{Counted, ReadAt, Unreadable};
use crate::report::{Cover, Finding, Report, Search};
use crate::sample;
use crate::settings::Settings;
use crate::tasks;
use crate::verdict::Gravity;

/// The first page may be searched for a code for so long, in milliseconds.
const COVER_MS: f64 = 1_200.0;
/// Any other page.
const PAGE_MS: f64 = 600.0;
/// All other pages together; what is left then is not looked at.
const SEARCH_MS: f64 = 90_000.0;
/// Pages whose end was not seen yet are looked at for so long after all else.
pub(crate) const LATER_MS: f64 = 60_000.0;
/// First pages that are shown.
pub const THUMBNAILS: usize = 3;
/// Longer side of a thumbnail in pixels: twice what is shown, for dense screens.
const THUMBNAIL_SIDE: usize = 320;

/// What a step has to tell.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// What is known now.
    Report(Box<Report>),
    /// A small picture of a page.
    Thumbnail {
        /// Its place, from 0.
        page: usize,
        /// Its name. Foreign text.
        name: String,
        /// The picture.
        picture: Thumbnail,
    },
    /// Further covers are looked for.
    Looked {
        /// Pages that were looked at.
        done: usize,
        /// Pages that may be covers.
        total: usize,
    },
}

enum Stage {
    Directory,
    Samples,
    Doubt(usize),
    Cover,
    Thumbnail(usize),
    Search(usize),
    Later(usize),
    Done,
}

/// A check that is under way.
pub struct Job<R> {
    file: Counted<R>,
    settings: Settings,
    stage: Stage,
    report: Report,
    directory: Directory,
    /// Indexes into the directory, in reading order.
    pages: Vec<usize>,
    candidates: Vec<usize>,
    /// Pages whose end was not seen.
    doubts: Vec<usize>,
    /// Such pages for which there is time after the verdict.
    later: Vec<usize>,
    covers: Vec<(usize, String)>,
    /// The first page, kept for its thumbnail.
    first: Option<Luma>,
    search_ends: f64,
}

impl<R: ReadAt> Job<R> {
    /// Begins a check.
    pub fn new(file: R, settings: Settings) -> Self {
        Self {
            file: Counted::new(file),
            settings,
            stage: Stage::Directory,
            report: Report::default(),
            directory: Directory {
                entries: Vec::new(),
                start: 0,
                too_many: None,
                is_hidden: false,
            },
            pages: Vec::new(),
            candidates: Vec::new(),
            doubts: Vec::new(),
            later: Vec::new(),
            covers: Vec::new(),
            first: None,
            search_ends: 0.0,
        }
    }

    /// Does the next step; `None`: there is none left. `now`: a clock in milliseconds.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn step(&mut self, now: &dyn Fn() -> f64) -> Result<Option<Event>, Unreadable> {
        match self.stage {
            Stage::Directory => self.read_directory()?,
            Stage::Samples => self.look_at_samples()?,
            Stage::Doubt(at) => self.settle_first(at)?,
            Stage::Cover => self.look_at_cover(now)?,
            Stage::Thumbnail(page) => return self.show(page, now).map(Some),
            Stage::Search(at) => return self.search(at, now).map(Some),
            Stage::Later(at) => match self.later.get(at).copied() {
                Some(page) if now() < self.search_ends => {
                    self.stage = Stage::Later(at + 1);
                    self.settle(page)?;
                }
                _ => {
                    self.stage = Stage::Done;
                    return Ok(None);
                }
            },
            Stage::Done => return Ok(None),
        }
        Ok(Some(self.tell()))
    }

    /// Only the directory: for the fingerprint of a file that is given again.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn only_directory(mut self) -> Result<Report, Unreadable> {
        self.read_directory()?;
        self.report.bytes_read = self.file.bytes();
        Ok(self.report)
    }

    fn tell(&mut self) -> Event {
        self.report.bytes_read = self.file.bytes();
        self.report
            .findings
            .sort_by_key(|finding| finding.kind.gravity());
        Event::Report(Box::new(self.report.clone()))
    }

    fn read_directory(&mut self) -> Result<(), Unreadable> {
        let mut directory = match directory::read(&self.file, &self.settings) {
            Ok(directory) => directory,
            Err(NoDirectory::Unreadable) => return Err(Unreadable),
            Err(NoDirectory::Because(kind)) => {
                self.report.findings.push(whole(kind));
                self.end();
                return Ok(());
            }
        };
        judge::find_unusual(&self.file, &mut directory)?;
        self.report = inspect(&directory, self.file.size(), &self.settings);
        if directory.too_many.is_none() {
            self.report.fingerprint = Some(fingerprint::of(&directory.entries, self.file.size()));
        }
        self.pages = tasks::pages(&directory);
        self.directory = directory;
        self.stage = Stage::Samples;
        Ok(())
    }

    fn look_at_samples(&mut self) -> Result<(), Unreadable> {
        let mut faults = Faults::default();
        for page in sample::choose(self.pages.len()) {
            if let Some(entry) = self.page(page) {
                match faults.look_into(&self.file, &self.directory, entry, &self.settings)? {
                    // The first page is decoded anyway.
                    Open::End if page > 0 => self.doubts.push(page),
                    Open::Packed if page >= THUMBNAILS => self.later.push(page),
                    _ => {}
                }
            }
        }
        faults.into(&mut self.report);
        self.stage = Stage::Doubt(0);
        // Nothing more has to be known of a file that cannot be processed.
        let fatal = |f: &Finding| f.kind.gravity() == Gravity::Fatal;
        if self.report.findings.iter().any(fatal) || self.pages.is_empty() {
            self.end();
        }
        Ok(())
    }

    fn end(&mut self) {
        self.report.cover = Cover::NotRead;
        self.report.search = Search::Complete;
        self.stage = Stage::Done;
    }

    /// Settles a doubt, as long as that does not hold up the verdict.
    fn settle_first(&mut self, at: usize) -> Result<(), Unreadable> {
        let Some(page) = self.doubts.get(at).copied() else {
            self.stage = Stage::Cover;
            return Ok(());
        };
        if self.file.bytes() > DOUBT_BYTES {
            self.later.extend(self.doubts.drain(at..));
            self.stage = Stage::Cover;
            return Ok(());
        }
        self.stage = Stage::Doubt(at + 1);
        self.settle(page)
    }

    /// Looks at all of a page whose end was not seen.
    fn settle(&mut self, page: usize) -> Result<(), Unreadable> {
        if let Some(entry) = self.page(page) {
            let bytes = entry::whole(&self.file, entry, self.directory.start);
            if !judge::is_readable(bytes)? {
                let name = entry.name.clone();
                judge::unreadable(&mut self.report, &name);
            }
        }
        Ok(())
    }

    /// What comes after the search for covers.
    fn go_on(&mut self, now: &dyn Fn() -> f64) {
        self.search_ends = now() + LATER_MS;
        self.stage = Stage::Later(0);
    }

    fn look_at_cover(&mut self, now: &dyn Fn() -> f64) -> Result<(), Unreadable> {
        let until = now() + COVER_MS;
        let picture = self.picture(0)?;
        self.report.cover = match &picture {
            None => Cover::NotRead,
            Some(picture) => {
                let texts = qr::codes(picture, Effort::Thorough, &mut || now() > until);
                match texts.iter().find_map(|text| qr::task_id(text)) {
                    Some(id) => Cover::Task(id.to_owned()),
                    None => texts
                        .first()
                        .map_or(Cover::NoCode, |text| Cover::OtherCode(qr::shown(text))),
                }
            }
        };
        self.first = picture.map(|picture| picture.shrink(2));
        self.report.search = Search::Complete;
        if let Cover::Task(id) = &self.report.cover {
            self.covers.push((0, id.clone()));
            let pages: Vec<&Entry> = (0..self.pages.len()).filter_map(|p| self.page(p)).collect();
            match tasks::candidates(&pages, &self.settings) {
                Some(candidates) if candidates.is_empty() => {}
                Some(candidates) => {
                    self.report.search = Search::Running;
                    self.candidates = candidates;
                }
                None => self.report.search = Search::Partial,
            }
            self.count_tasks();
        }
        self.stage = Stage::Thumbnail(0);
        Ok(())
    }

    fn count_tasks(&mut self) {
        self.report.tasks = tasks::between(&self.covers, self.pages.len());
    }

    /// Shows a page, and goes on to the next one.
    fn show(&mut self, page: usize, now: &dyn Fn() -> f64) -> Result<Event, Unreadable> {
        let more = page + 1 < THUMBNAILS.min(self.pages.len());
        match more {
            true => self.stage = Stage::Thumbnail(page + 1),
            false if self.candidates.is_empty() => self.go_on(now),
            false => {
                self.search_ends = now() + SEARCH_MS;
                self.stage = Stage::Search(0);
            }
        }
        let picture = match page {
            0 => self.first.take(),
            _ => self.picture(page)?,
        };
        let thumbnail = picture.and_then(|picture| picture.thumbnail(THUMBNAIL_SIDE));
        let name = self.page(page).map(|entry| entry.name.clone());
        Ok(match (thumbnail, name) {
            (Some(picture), Some(name)) => Event::Thumbnail {
                page,
                name,
                picture,
            },
            _ => self.tell(),
        })
    }

    fn search(&mut self, at: usize, now: &dyn Fn() -> f64) -> Result<Event, Unreadable> {
        let Some(page) = self.candidates.get(at).copied() else {
            self.go_on(now);
            self.report.search = Search::Complete;
            return Ok(self.tell());
        };
        if now() > self.search_ends {
            self.go_on(now);
            self.report.search = Search::Partial;
            return Ok(self.tell());
        }
        self.stage = Stage::Search(at + 1);
        let until = now() + PAGE_MS;
        let texts = self
            .picture(page)?
            .map(|picture| qr::codes(&picture, Effort::Glance, &mut || now() > until));
        let texts = texts.unwrap_or_default();
        if let Some(id) = texts.iter().find_map(|text| qr::task_id(text)) {
            self.covers.push((page, id.to_owned()));
            self.count_tasks();
        }
        Ok(Event::Looked {
            done: at + 1,
            total: self.candidates.len(),
        })
    }

    fn page(&self, page: usize) -> Option<&Entry> {
        self.directory.entries.get(*self.pages.get(page)?)
    }

    /// A page, decoded; what is wrong with it goes into the report.
    fn picture(&mut self, page: usize) -> Result<Option<Luma>, Unreadable> {
        let Some(entry) = self.page(page) else {
            return Ok(None);
        };
        let name = entry.name.clone();
        match entry::whole(&self.file, entry, self.directory.start) {
            Ok(bytes) => match picture::decode(&bytes) {
                Ok(picture) => return Ok(Some(picture)),
                Err(PictureError::NotDecoded) => return Ok(None),
                Err(PictureError::Damaged) => {}
            },
            Err(EntryError::Unreadable) => return Err(Unreadable),
            Err(EntryError::NotRead) => return Ok(None),
            // The server reads the other pages: this one fails alone.
            Err(EntryError::Damaged) => {}
        }
        judge::unreadable(&mut self.report, &name);
        Ok(None)
    }
}
