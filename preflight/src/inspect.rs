//! What the directory alone tells: every finding for which no entry has to be read.

use std::collections::HashSet;

use crate::directory::{Directory, Entry};
use crate::entry::{DEFLATED, STORED};
use crate::names::{self, Role};
use crate::report::{Finding, Kind, NAMED_ENTRIES, Report};
use crate::settings::Settings;

/// Archives that unpack to less than this are harmless, however well they compress.
const RATIO_FREE: u64 = 100_000_000;
/// Nothing deflates better than this (zlib's technical notes: 1032 to 1).
const DEFLATE_MOST: u64 = 1_040;

/// Collects findings of one kind.
#[derive(Debug, Default)]
pub(crate) struct Found {
    count: u64,
    entries: Vec<String>,
}

impl Found {
    pub fn add(&mut self, name: &str) {
        self.count += 1;
        if self.entries.len() < NAMED_ENTRIES {
            self.entries.push(name.to_owned());
        }
    }

    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut found = Self::default();
        for name in names {
            found.add(name);
        }
        found
    }

    /// Puts it into the report, if anything was found.
    pub fn into(self, report: &mut Report, kind: Kind) {
        if self.count > 0 {
            report.findings.push(Finding {
                kind,
                count: self.count,
                entries: self.entries,
            });
        }
    }
}

/// A finding about the file as a whole.
pub(crate) fn whole(kind: Kind) -> Finding {
    Finding {
        kind,
        count: 0,
        entries: Vec::new(),
    }
}

/// Fills the report from the directory. `file_size` in bytes.
pub(crate) fn inspect(directory: &Directory, file_size: u64, settings: &Settings) -> Report {
    let files: Vec<&Entry> = directory
        .entries
        .iter()
        .filter(|e| !e.is_folder())
        .collect();
    let role = directory.image_role();
    let images: Vec<&Entry> = files.iter().copied().filter(|e| e.role == role).collect();
    let folders: HashSet<&str> = images.iter().map(|e| names::folder(&e.name)).collect();
    let mut report = Report {
        entries: directory.too_many.unwrap_or(files.len() as u64),
        sheets: images.iter().filter(|e| e.size > 0).count() as u64,
        folders: folders.len() as u64,
        unpacked: files.iter().fold(0, |sum, e| sum.saturating_add(e.size)),
        ..Report::default()
    };
    if files.is_empty() {
        report.findings.push(whole(Kind::EmptyArchive));
        return report;
    }
    let unpacked = report.unpacked;
    let among = |which: &dyn Fn(&Entry) -> bool| {
        Found::of(files.iter().filter(|e| which(e)).map(|e| e.name.as_str()))
    };
    if images.is_empty() {
        report.findings.push(whole(Kind::NoImages));
    }
    among(&|e| e.encrypted).into(&mut report, Kind::Encrypted);
    if is_bomb(&files, unpacked, file_size, settings) {
        report.findings.push(whole(Kind::Bomb));
    }
    overlapping(&files, directory.start).into(&mut report, Kind::Overlapping);
    among(&|e| e.role == Role::Archive).into(&mut report, Kind::NestedArchive);
    duplicates(&files).into(&mut report, Kind::DuplicateNames);
    among(&|e| e.link || names::escapes(&e.name)).into(&mut report, Kind::UnsafeNames);
    among(&|e| e.is_image() && !e.encrypted && !matches!(e.method, STORED | DEFLATED))
        .into(&mut report, Kind::UnsupportedCompression);
    if directory.is_hidden {
        report.findings.push(whole(Kind::BytesBehind));
    }
    if directory.too_many.is_some() {
        report.findings.push(whole(Kind::TooManyEntries));
    }
    among(&|e| e.size > settings.max_entry_bytes()).into(&mut report, Kind::EntryTooLarge);
    if settings.one_folder && folders.len() > 1 {
        let mut folders: Vec<&str> = folders.into_iter().collect();
        folders.sort_by(|a, b| names::natural(a, b));
        Found::of(folders).into(&mut report, Kind::SeveralFolders);
    }
    among(&|e| e.is_image() && e.size == 0).into(&mut report, Kind::EmptyEntry);
    among(&|e| e.role == Role::Unusual).into(&mut report, Kind::UnknownEnding);
    among(&|e| e.role == Role::Other).into(&mut report, Kind::NotImages);
    among(&|e| e.role == Role::Litter).into(&mut report, Kind::SystemLitter);
    report
}

/// Declared to unpack to more than is allowed, to far more than its size, or to more than deflate can hold.
fn is_bomb(files: &[&Entry], unpacked: u64, file_size: u64, settings: &Settings) -> bool {
    let ratio = u64::from(settings.max_ratio).max(1);
    let lies = |e: &&&Entry| {
        e.method == DEFLATED && e.size > RATIO_FREE && e.size / DEFLATE_MOST > e.packed.max(1)
    };
    unpacked > settings.max_total_bytes()
        || (unpacked > RATIO_FREE && unpacked / ratio > file_size)
        || files.iter().any(|e| lies(&e))
}

/// Entries whose bytes are another's too, or the directory's: how a small archive becomes an endless one.
fn overlapping(files: &[&Entry], end: u64) -> Found {
    let mut order: Vec<&&Entry> = files.iter().collect();
    order.sort_by_key(|e| e.offset);
    let ends = |e: &Entry| {
        // The shortest local header that it can have.
        e.offset
            .saturating_add(30 + e.raw.len() as u64)
            .saturating_add(e.packed)
    };
    let mut found = Found::default();
    for (at, entry) in order.iter().enumerate() {
        let next = order.get(at + 1).map_or(end, |next| next.offset.min(end));
        if ends(entry) > next {
            found.add(&entry.name);
        }
    }
    found
}

/// Names that occur more than once, each once.
fn duplicates(files: &[&Entry]) -> Found {
    let mut seen = HashSet::with_capacity(files.len());
    let mut twice = HashSet::new();
    let mut found = Found::default();
    for entry in files {
        if !seen.insert(&entry.raw) && twice.insert(&entry.raw) {
            found.add(&entry.name);
        }
    }
    found
}
