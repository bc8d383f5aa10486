//! Looks at the beginnings of a few images of an archive: are they what their names say?

use crate::directory::{Directory, Entry};
use crate::entry::{self, EntryError};
use crate::inspect::Found;
use crate::names;
use crate::read::{Counted, ReadAt, Unreadable};
use crate::report::{FileKind, Kind, Report};
use crate::settings::Settings;
use crate::sniff::{Sniffed, sniff};

/// Images that are looked at.
const SAMPLES: usize = 24;
/// Of these the first ones: mistakes in the order of pages show there.
const FIRST: usize = 4;

/// Which of `count` pages are looked at: the first ones, the last, and others evenly between.
pub(crate) fn choose(count: usize) -> Vec<usize> {
    if count <= SAMPLES {
        return (0..count).collect();
    }
    let rest = SAMPLES - FIRST;
    let spread = (1..=rest).map(|n| FIRST - 1 + (count - FIRST) * n / rest);
    (0..FIRST).chain(spread).collect()
}

/// What was found in the images that were looked at.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    damaged: Found,
    not_images: Found,
    wrong_extension: Found,
    too_small: Found,
    cmyk: Found,
    empty: Found,
}

impl Faults {
    /// Judges an image by its beginning.
    pub fn judge(&mut self, name: &str, sniffed: &Sniffed, settings: &Settings) {
        match (sniffed.kind, names::extension(name).as_str()) {
            (FileKind::Jpeg, "jpg" | "jpeg") | (FileKind::Png, "png") => {}
            (FileKind::Jpeg | FileKind::Png, _) => self.wrong_extension.add(name),
            _ => return self.not_images.add(name),
        }
        if sniffed.cmyk {
            self.cmyk.add(name);
        }
        match sniffed.size {
            Some((width, height)) if width.min(height) < settings.min_side_px => {
                self.too_small.add(name);
            }
            _ => {}
        }
    }

    /// An image of 0 bytes.
    pub fn empty(&mut self, name: &str) {
        self.empty.add(name);
    }

    /// An entry that is not where the directory says, or not as it says.
    pub fn damaged(&mut self, name: &str) {
        self.damaged.add(name);
    }

    /// Looks at one entry of an archive.
    pub fn look<R: ReadAt>(
        &mut self,
        file: &Counted<R>,
        directory: &Directory,
        entry: &Entry,
        settings: &Settings,
    ) -> Result<(), Unreadable> {
        let place = match entry::place(file, entry, directory.start) {
            Ok(place) => place,
            Err(EntryError::Unreadable) => return Err(Unreadable),
            Err(_) => {
                self.damaged(&entry.name);
                return Ok(());
            }
        };
        if entry.size == 0 {
            return Ok(()); // Said from the directory already.
        }
        match entry::beginning(file, entry, place) {
            Ok(beginning) => {
                let sniffed = sniff(&beginning)?;
                self.judge(&entry.name, &sniffed, settings);
                Ok(())
            }
            Err(EntryError::Unreadable) => Err(Unreadable),
            Err(_) => Ok(()),
        }
    }

    /// Puts everything into the report, the gravest first.
    pub fn into(self, report: &mut Report) {
        self.damaged.into(report, Kind::Damaged);
        self.not_images.into(report, Kind::NotReallyImages);
        self.empty.into(report, Kind::EmptyEntry);
        self.too_small.into(report, Kind::TooSmall);
        self.cmyk.into(report, Kind::Cmyk);
        self.wrong_extension.into(report, Kind::WrongExtension);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_the_last_page_are_always_looked_at() {
        assert_eq!(choose(0), Vec::<usize>::new());
        assert_eq!(choose(3), [0, 1, 2]);
        for count in [25, 51, 1_160, 15_000] {
            let chosen = choose(count);
            assert_eq!(chosen.len(), SAMPLES);
            assert_eq!((chosen[0], chosen[SAMPLES - 1]), (0, count - 1));
            assert!(chosen.windows(2).all(|w| w[0] < w[1]), "{chosen:?}");
        }
    }
}
