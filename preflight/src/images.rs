//! The check of images that were chosen one by one: every one is looked at, the first one is searched for a code.

use crate::entry::{EntryError, MAX_PAGE};
use crate::job::{Event, LATER_MS, THUMBNAILS};
use crate::judge::{self, DOUBT_BYTES, DOUBTS_FIRST, Faults, Open};
use crate::picture::{self, PictureError};
use crate::qr::{self, Effort};
use crate::read::{Counted, ReadAt, Unreadable};
use crate::report::{Cover, Report, Search};
use crate::settings::Settings;

/// Images that are looked at in one step.
const AT_ONCE: usize = 32;
/// The first page may be searched for a code for so long, in milliseconds.
const COVER_MS: f64 = 1_200.0;
/// Longer side of a thumbnail in pixels.
const THUMBNAIL_SIDE: usize = 320;

/// One chosen image.
pub struct Image<R> {
    /// As it is shown: with its folder where that is known. Foreign text.
    pub name: String,
    /// Its bytes.
    pub file: R,
}

/// A check that is under way.
pub struct ImagesJob<R> {
    images: Vec<(String, Counted<R>)>,
    settings: Settings,
    report: Report,
    faults: Faults,
    next: usize,
    shown: usize,
    /// Images whose end was not seen.
    doubts: Vec<usize>,
    settled: usize,
    /// When the work after the verdict ends.
    ends: f64,
}

impl<R: ReadAt> ImagesJob<R> {
    /// Begins a check of images in the order in which they will be read.
    pub fn new(images: Vec<Image<R>>, settings: Settings) -> Self {
        let images: Vec<_> = images
            .into_iter()
            .map(|image| (image.name, Counted::new(image.file)))
            .collect();
        Self {
            report: Report {
                entries: images.len() as u64,
                sheets: images.len() as u64,
                unpacked: images.iter().map(|(_, file)| file.size()).sum(),
                ..Report::default()
            },
            images,
            settings,
            faults: Faults::default(),
            next: 0,
            shown: 0,
            doubts: Vec::new(),
            settled: 0,
            ends: 0.0,
        }
    }

    /// Does the next step; `None`: there is none left. `now`: a clock in milliseconds. A file that cannot be read is a finding:
    /// the others are looked at all the same.
    pub fn step(&mut self, now: &dyn Fn() -> f64) -> Option<Event> {
        if self.next < self.images.len() {
            self.look();
            return Some(Event::Looked {
                done: self.next,
                total: self.images.len(),
            });
        }
        if self.report.cover == Cover::Pending {
            let read: u64 = self.images.iter().map(|(_, file)| file.bytes()).sum();
            if self.settled < self.doubts.len().min(DOUBTS_FIRST) && read < DOUBT_BYTES {
                self.settle();
                return Some(Event::Looked {
                    done: self.next,
                    total: self.images.len(),
                });
            }
            self.ends = now() + LATER_MS;
            return Some(self.judge(now));
        }
        while self.shown < THUMBNAILS.min(self.images.len()) {
            let page = self.shown;
            self.shown += 1;
            if let Some(event) = self.show(page) {
                return Some(event);
            }
        }
        (self.settled < self.doubts.len() && now() < self.ends).then(|| {
            self.settle();
            self.tell()
        })
    }

    fn look(&mut self) {
        let end = (self.next + AT_ONCE).min(self.images.len());
        for at in self.next..end {
            let Some((name, file)) = self.images.get(at) else {
                continue;
            };
            match self.faults.look(name, file, &self.settings) {
                Ok(Open::Nothing) => {}
                Ok(Open::End | Open::Packed) => self.doubts.push(at),
                Err(Unreadable) => judge::unreadable(&mut self.report, name),
            }
        }
        self.next = end;
    }

    /// Looks at all of the next image whose end was not seen.
    fn settle(&mut self) {
        let at = self.doubts.get(self.settled).copied().unwrap_or_default();
        self.settled += 1;
        let readable = judge::is_readable(self.bytes(at)).unwrap_or(false);
        if let (false, Some((name, _))) = (readable, self.images.get(at)) {
            judge::unreadable(&mut self.report, name);
        }
    }

    fn judge(&mut self, now: &dyn Fn() -> f64) -> Event {
        let until = now() + COVER_MS;
        self.report.cover = match self.picture(0) {
            None => Cover::NotRead,
            Some(picture) => {
                let texts = qr::codes(&picture, Effort::Glance, &mut || now() > until);
                texts
                    .iter()
                    .find_map(|text| qr::task_id(text))
                    .map_or(Cover::NoCode, |id| Cover::Task(id.to_owned()))
            }
        };
        std::mem::take(&mut self.faults).into(&mut self.report);
        self.report.search = Search::Complete;
        self.tell()
    }

    fn tell(&mut self) -> Event {
        self.report.findings.sort_by_key(|f| f.kind.gravity());
        self.report.bytes_read = self.images.iter().map(|(_, file)| file.bytes()).sum();
        Event::Report(Box::new(self.report.clone()))
    }

    fn show(&mut self, page: usize) -> Option<Event> {
        let picture = self.picture(page)?.thumbnail(THUMBNAIL_SIDE)?;
        Some(Event::Thumbnail {
            page,
            name: self.images.get(page)?.0.clone(),
            picture,
        })
    }

    /// An image, decoded; one that cannot be read is named.
    fn picture(&mut self, page: usize) -> Option<picture::Luma> {
        let found = match self.bytes(page) {
            Ok(bytes) => picture::decode(&bytes),
            Err(EntryError::NotRead) => Err(PictureError::NotDecoded),
            Err(_) => Err(PictureError::Damaged),
        };
        if let (Err(PictureError::Damaged), Some((name, _))) = (&found, self.images.get(page)) {
            judge::unreadable(&mut self.report, name);
        }
        found.ok()
    }

    fn bytes(&self, page: usize) -> Result<Vec<u8>, EntryError> {
        let (_, file) = self.images.get(page).ok_or(EntryError::NotRead)?;
        if file.size() == 0 || file.size() > MAX_PAGE {
            return Err(EntryError::NotRead);
        }
        let size = usize::try_from(file.size()).map_err(|_| EntryError::NotRead)?;
        Ok(file.some(0, size)?)
    }
}
