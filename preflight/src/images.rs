//! The check of images that were chosen one by one: every one is looked at, the first one is searched for a code.

use crate::inspect::Found;
use crate::job::{Event, THUMBNAILS};
use crate::picture;
use crate::qr::{self, Effort};
use crate::read::{Counted, ReadAt, Unreadable};
use crate::report::{Cover, Kind, Report, Search};
use crate::sample::Faults;
use crate::settings::Settings;
use crate::sniff::sniff;

/// Images that are looked at in one step.
const AT_ONCE: usize = 32;
/// The first page may be searched for a code for so long, in milliseconds.
const COVER_MS: f64 = 1_200.0;
/// Largest image that is read whole.
const MAX_PAGE: u64 = 24_000_000;
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
    unreadable: Found,
    next: usize,
    shown: usize,
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
            unreadable: Found::default(),
            next: 0,
            shown: 0,
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
            return Some(self.judge(now));
        }
        while self.shown < THUMBNAILS.min(self.images.len()) {
            let page = self.shown;
            self.shown += 1;
            if let Some(event) = self.show(page) {
                return Some(event);
            }
        }
        None
    }

    fn look(&mut self) {
        let end = (self.next + AT_ONCE).min(self.images.len());
        for (name, file) in self.images.get(self.next..end).unwrap_or_default() {
            if file.size() == 0 {
                self.faults.empty(name);
                continue;
            }
            match sniff(file) {
                Ok(sniffed) => self.faults.judge(name, &sniffed, &self.settings),
                Err(Unreadable) => self.unreadable.add(name),
            }
        }
        self.next = end;
    }

    fn judge(&mut self, now: &dyn Fn() -> f64) -> Event {
        std::mem::take(&mut self.unreadable).into(&mut self.report, Kind::UnreadableImage);
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
        self.report.findings.sort_by_key(|f| f.kind.gravity());
        self.report.search = Search::Complete;
        self.report.bytes_read = self.images.iter().map(|(_, file)| file.bytes()).sum();
        Event::Report(Box::new(self.report.clone()))
    }

    fn show(&self, page: usize) -> Option<Event> {
        let picture = self.picture(page)?.thumbnail(THUMBNAIL_SIDE)?;
        Some(Event::Thumbnail {
            page,
            name: self.images.get(page)?.0.clone(),
            picture,
        })
    }

    fn picture(&self, page: usize) -> Option<picture::Luma> {
        let (_, file) = self.images.get(page)?;
        let size = usize::try_from(file.size().min(MAX_PAGE + 1)).ok()?;
        if size as u64 > MAX_PAGE {
            return None;
        }
        picture::decode(&file.some(0, size).ok()?).ok()
    }
}
