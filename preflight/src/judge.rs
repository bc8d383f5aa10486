//! The one judge of images, whether they were chosen one by one or lie in an archive: by their first and last bytes, and by all
//! of them where those leave a doubt.

use crate::directory::{Directory, Entry};
use crate::entry::{self, DEFLATED, EntryError};
use crate::inspect::Found;
use crate::names::{self, Role};
use crate::picture::{self, PictureError};
use crate::read::{Counted, ReadAt, Unreadable};
use crate::report::{FileKind, Finding, Kind, NAMED_ENTRIES, Report};
use crate::settings::Settings;
use crate::sniff::{self, Sniffed, sniff};

/// Files of an archive that are no images by their names are looked at up to this number.
const OTHERS: usize = 64;
/// Doubts that are settled before the verdict, and the bytes that this may take; the rest follows after it.
pub(crate) const DOUBTS_FIRST: usize = 24;
/// See [`DOUBTS_FIRST`].
pub(crate) const DOUBT_BYTES: u64 = 64_000_000;

/// What the first and last bytes of an image leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Open {
    /// Nothing.
    Nothing,
    /// Its end was not seen: all of it tells whether something is missing.
    End,
    /// Its end cannot be seen without unpacking it.
    Packed,
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
    /// Looks at an image.
    pub fn look(
        &mut self,
        name: &str,
        image: &impl ReadAt,
        settings: &Settings,
    ) -> Result<Open, Unreadable> {
        if image.size() == 0 {
            self.empty.add(name);
            return Ok(Open::Nothing);
        }
        let sniffed = sniff(image)?;
        self.judge(name, &sniffed, settings);
        let ended =
            !sniffed.is_image() || sniffed.size.is_some() && sniff::ends(image, sniffed.kind)?;
        Ok(if ended { Open::Nothing } else { Open::End })
    }

    fn judge(&mut self, name: &str, sniffed: &Sniffed, settings: &Settings) {
        match (sniffed.kind, names::extension(name).as_str()) {
            (FileKind::Jpeg, "png") | (FileKind::Png, "jpg" | "jpeg") => {
                self.wrong_extension.add(name);
            }
            (FileKind::Jpeg | FileKind::Png, _) => {}
            _ => return self.not_images.add(name),
        }
        if sniffed.is_cmyk() {
            self.cmyk.add(name);
        }
        match sniffed.size {
            Some((width, height)) if width.min(height) < settings.min_side_px => {
                self.too_small.add(name);
            }
            _ => {}
        }
    }

    /// Looks at one entry of an archive.
    pub fn look_into<R: ReadAt>(
        &mut self,
        file: &Counted<R>,
        directory: &Directory,
        entry: &Entry,
        settings: &Settings,
    ) -> Result<Open, Unreadable> {
        let place = match entry::place(file, entry, directory.start) {
            Ok(place) => place,
            Err(EntryError::Unreadable) => return Err(Unreadable),
            Err(_) => {
                self.damaged.add(&entry.name);
                return Ok(Open::Nothing);
            }
        };
        if entry.size == 0 {
            return Ok(Open::Nothing); // Said from the directory already.
        }
        let open = match entry::beginning(file, entry, place) {
            Ok(beginning) => self.look(&entry.name, &beginning, settings)?,
            Err(EntryError::Unreadable) => return Err(Unreadable),
            Err(_) => Open::Nothing,
        };
        Ok(match open {
            Open::End if entry.method == DEFLATED => Open::Packed,
            open => open,
        })
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

/// Looks at all bytes of an image whose end was not seen; `false`: it cannot be read. `bytes` as [`entry::whole`] answers.
pub(crate) fn is_readable(bytes: Result<Vec<u8>, EntryError>) -> Result<bool, Unreadable> {
    match bytes {
        Ok(bytes) => Ok(picture::whole(&bytes) != Err(PictureError::Damaged)),
        Err(EntryError::Unreadable) => Err(Unreadable),
        Err(EntryError::NotRead) => Ok(true),
        // The server reads the other pages: this one fails alone.
        Err(EntryError::Damaged) => Ok(false),
    }
}

/// Names an image that cannot be read, once, and not beside another finding about it.
pub(crate) fn unreadable(report: &mut Report, name: &str) {
    let findings = &mut report.findings;
    let named = |f: &Finding| f.entries.iter().any(|entry| entry == name);
    if findings.iter().any(named) {
        return;
    }
    let same = |f: &&mut Finding| f.kind == Kind::UnreadableImage;
    match findings.iter_mut().find(same) {
        Some(finding) => {
            finding.count += 1;
            if finding.entries.len() < NAMED_ENTRIES {
                finding.entries.push(name.to_owned());
            }
        }
        None => Found::of([name]).into(report, Kind::UnreadableImage),
    }
}

/// Finds images whose names do not say so: their role becomes [`Role::Unusual`]. Beyond the first files an extension stands for
/// its own, where every one that was looked at is an image.
pub(crate) fn find_unusual<R: ReadAt>(
    file: &Counted<R>,
    directory: &mut Directory,
) -> Result<(), Unreadable> {
    let others: Vec<usize> = (0..directory.entries.len())
        .filter(|at| {
            let entry = directory.entries.get(*at);
            entry.is_some_and(|e| e.role == Role::Other && e.size > 0 && !e.encrypted)
        })
        .collect();
    let (mut images, mut none) = (Vec::new(), Vec::new());
    let (looked, rest) = others.split_at(others.len().min(OTHERS));
    for at in looked {
        let Some(entry) = directory.entries.get_mut(*at) else {
            continue;
        };
        let extension = names::extension(&entry.name);
        if is_image(file, entry, directory.start)? {
            entry.role = Role::Unusual;
            images.push(extension);
        } else {
            none.push(extension);
        }
    }
    for at in rest {
        if let Some(entry) = directory.entries.get_mut(*at) {
            let extension = names::extension(&entry.name);
            if images.contains(&extension) && !none.contains(&extension) {
                entry.role = Role::Unusual;
            }
        }
    }
    Ok(())
}

fn is_image<R: ReadAt>(file: &Counted<R>, entry: &Entry, end: u64) -> Result<bool, Unreadable> {
    let head = entry::place(file, entry, end)
        .and_then(|place| entry::beginning(file, entry, place))
        .and_then(|beginning| Ok(sniff(&beginning)?));
    match head {
        Ok(sniffed) => Ok(sniffed.is_image()),
        Err(EntryError::Unreadable) => Err(Unreadable),
        Err(_) => Ok(false),
    }
}
