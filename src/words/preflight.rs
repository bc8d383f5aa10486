//! Words of the check before an upload: the verdict, each point with its cause and its remedy, and what was found.

use super::time::{counted, grouped};
use super::upload::strategy;
use crate::upload::preflight::{Like, Offer, Point};
use preflight::report::{Cover, FileKind, Finding, Kind, Report, Search};
use preflight::verdict::Verdict;

/// Under a file while it is looked into.
pub const LOOKING: &str = "Looking into the file… You need not wait for it.";
/// Instead of a verdict.
pub const NOT_CHECKED: &str = "This file could not be checked here. Nothing is wrong with it for that: you can upload it, and the server checks it.";
/// Some of it was looked at.
pub const PARTLY_CHECKED: &str = "Only the list of files in it could be checked here. You can upload it; the server checks the rest.";
/// The file cannot be opened.
pub const UNREADABLE: &str =
    "The file could not be read to check it. It may have been moved or changed: choose it again.";
/// Opens the list of entries.
pub const ENTRIES: &str = "Which files";
/// Group of small pictures.
pub const FIRST_PAGES: &str = "First pages";
/// Checkbox.
pub const ANYWAY: &str = "Upload anyway";
/// Link to the batch that looks like the file.
pub const OPEN_BATCH: &str = "Open that batch";
/// Heading of the points of all images together.
pub const IMAGES_TITLE: &str = "All images together";
/// Said when a strategy was chosen for the person.
pub const CHOSE_IMAGES: &str =
    "“Image files” was chosen for you, because you added images. You can change it above.";

/// Accessible name of the checkbox.
#[must_use]
pub fn anyway_name(name: &str) -> String {
    format!("{ANYWAY}: {name}")
}

/// The verdict in a few words.
#[must_use]
pub fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::Ready => "Ready to upload".to_owned(),
        Verdict::Check(1) => "Check 1 point".to_owned(),
        Verdict::Check(n) => format!("Check {} points", grouped(n as u64)),
        Verdict::Impossible => "Cannot be processed".to_owned(),
    }
}

/// What it holds: `55 sheets in 1 folder`, or for images their number.
#[must_use]
pub fn contents(report: &Report) -> String {
    let sheets = counted(report.sheets, "image", "images");
    match report.folders {
        0 | 1 => sheets,
        n => format!("{sheets} in {}", counted(n, "folder", "folders")),
    }
}

/// Its tasks: `Task 11700111 (32 sheets), task 11700121 (21 sheets)`.
#[must_use]
pub fn tasks(report: &Report) -> Option<String> {
    let mut text = String::new();
    for task in &report.tasks {
        text.push_str(if text.is_empty() { "Task " } else { ", task " });
        text.push_str(&task.id);
        if report.search == Search::Complete {
            text.push_str(&format!(" ({})", counted(task.sheets, "sheet", "sheets")));
        }
    }
    (!text.is_empty()).then_some(text)
}

/// While further covers are looked for, or when that was given up.
#[must_use]
pub fn search(report: &Report, progress: Option<(u32, u32)>) -> Option<String> {
    match (report.search, &report.cover) {
        (Search::Running, Cover::Task(_)) => Some(match progress {
            Some((done, total)) if total > 0 => format!(
                "Looking for further cover sheets: {} of {}",
                grouped(done.into()),
                counted(total.into(), "page", "pages")
            ),
            _ => "Looking for further cover sheets".to_owned(),
        }),
        (Search::Partial, _) => {
            Some("There may be further tasks: not every page was looked at.".to_owned())
        }
        _ => None,
    }
}

/// How many images of how many were looked at.
#[must_use]
pub fn images_looked_at(done: u32, total: u32) -> String {
    format!(
        "Looking at the images: {} of {}",
        grouped(done.into()),
        grouped(total.into())
    )
}

/// Read out once the verdicts are there. `name` is given where it is one file.
#[must_use]
pub fn said(name: Option<&str>, verdicts: &[Verdict]) -> String {
    if let ([one], Some(name)) = (verdicts, name) {
        return format!("{name}: {}.", verdict(*one));
    }
    let count = |fits: fn(&Verdict) -> bool| verdicts.iter().filter(|v| fits(v)).count() as u64;
    let mut text = format!(
        "{} checked",
        counted(verdicts.len() as u64, "file", "files")
    );
    for (n, word) in [
        (count(|v| *v == Verdict::Ready), "ready"),
        (count(|v| matches!(v, Verdict::Check(_))), "to look at"),
        (count(|v| *v == Verdict::Impossible), "cannot be processed"),
    ] {
        if n > 0 {
            text.push_str(&format!(", {} {word}", grouped(n)));
        }
    }
    text.push('.');
    text
}

/// The cause of a point. `when`: the day of an earlier batch, in the person's words.
#[must_use]
pub fn cause(point: &Point, when: Option<&str>) -> String {
    match point {
        Point::Found(finding) => found(finding),
        Point::NoCode => {
            "No QR code was found on the first page, but you chose “ZIP with QR codes”.".to_owned()
        }
        Point::OtherCode(_) => "The QR code on the first page holds no 8-digit task ID.".to_owned(),
        Point::CodeUnused(task) => {
            format!(
                "The first page is the cover sheet of task {task}, but you chose “ZIP without QR codes”."
            )
        }
        Point::TaskDiffers { typed, found } => {
            format!("You typed task ID {typed}, but the QR code on the first page says {found}.")
        }
        Point::Like(like) => looks_like(like, when),
    }
}

fn looks_like(like: &Like, when: Option<&str>) -> String {
    let who = match &like.by {
        Some(by) => format!("the batch that {by} uploaded"),
        None => "a batch that was uploaded".to_owned(),
    };
    let when = when.map_or_else(String::new, |when| format!(" on {when}"));
    let failed = if like.failed { " It failed." } else { "" };
    if like.same_content {
        format!("This has the same content as {who}{when}.{failed}")
    } else {
        format!("This looks like {who}{when}.{failed}")
    }
}

/// What to do about a point.
#[must_use]
pub fn remedy(point: &Point) -> &'static str {
    match point {
        Point::Found(finding) => mend(finding.kind),
        Point::NoCode => {
            "If it has no cover sheets, change the upload strategy. Else check that the cover sheet is the first page and well scanned."
        }
        Point::OtherCode(_) => "Check that the right cover sheet is the first page.",
        Point::CodeUnused(_) => "Change the upload strategy, so that the cover sheets are read.",
        Point::TaskDiffers { .. } => "Check which one is right before you upload.",
        Point::Like(like) if like.failed => {
            "Look at why it failed before you send the same file again."
        }
        Point::Like(_) => {
            "Look at that batch first. A second upload would make the same batch twice."
        }
    }
}

/// A finding, with its number.
#[must_use]
pub fn found(finding: &Finding) -> String {
    let n = finding.count;
    let files = |one: &str, many: &str| {
        format!(
            "{} {}",
            counted(n, "file", "files"),
            if n == 1 { one } else { many }
        )
    };
    let images = |one: &str, many: &str| {
        format!(
            "{} {}",
            counted(n, "image", "images"),
            if n == 1 { one } else { many }
        )
    };
    match finding.kind {
        Kind::EmptyFile => "The file has no content: 0 bytes.".to_owned(),
        Kind::NotAZip(kind) => format!("This is {}, not a ZIP.", file_kind(kind)),
        Kind::Truncated => {
            "The ZIP is incomplete: its end is missing. It was probably not copied to its end."
                .to_owned()
        }
        Kind::Damaged => "The ZIP is damaged: its files are not where its list says.".to_owned(),
        Kind::Split => "This is one part of a ZIP that was split into several parts.".to_owned(),
        Kind::EmptyArchive => "The ZIP is empty.".to_owned(),
        Kind::NoImages => "The ZIP holds no JPEG or PNG image.".to_owned(),
        Kind::Encrypted => format!(
            "The ZIP is protected with a password ({}).",
            counted(n, "file", "files")
        ),
        Kind::NestedArchive => format!(
            "The ZIP holds another archive: {}.",
            counted(n, "file", "files")
        ),
        Kind::DuplicateNames => format!(
            "{} in the ZIP more than once.",
            if n == 1 {
                "1 file name is".to_owned()
            } else {
                format!("{} file names are", grouped(n))
            }
        ),
        Kind::UnsafeNames => format!(
            "{} outside of the archive.",
            files("has a name that points", "have names that point")
        ),
        Kind::UnsupportedCompression => format!(
            "{} packed in a way that servers seldom read.",
            images("is", "are")
        ),
        Kind::Bomb => "The ZIP would unpack to far too much for its size.".to_owned(),
        Kind::Overlapping => format!(
            "The ZIP is damaged: {} bytes with another one.",
            files("shares", "share")
        ),
        Kind::TooManyEntries => "The ZIP holds more files than the server takes.".to_owned(),
        Kind::EntryTooLarge => format!("{} too large to be a scan.", files("is", "are")),
        Kind::SeveralFolders => format!(
            "The images lie in {}, and they should lie in one.",
            counted(n, "folder", "folders")
        ),
        Kind::NotImages => format!(
            "{} no JPEG or PNG. The server passes over {}.",
            files("is", "are"),
            if n == 1 { "it" } else { "them" }
        ),
        Kind::SystemLitter => format!(
            "{} from the operating system, such as Thumbs.db. The server passes over {}.",
            files("comes", "come"),
            if n == 1 { "it" } else { "them" }
        ),
        Kind::EmptyEntry => format!("{} no content: 0 bytes.", images("has", "have")),
        Kind::NotReallyImages => format!(
            "{} an image by name, but something else inside.",
            if n == 1 {
                "1 file is".to_owned()
            } else {
                format!("{} files are each", grouped(n))
            }
        ),
        Kind::WrongExtension => format!(
            "{} a JPEG named as PNG or the reverse. That does no harm.",
            images("is", "are each")
        ),
        Kind::TooSmall => format!("{} too small to read marks on.", images("is", "are")),
        Kind::Cmyk => format!(
            "{} in CMYK colours, which many programs cannot read.",
            images("is", "are")
        ),
        Kind::UnreadableImage => format!("{} damaged or incomplete.", images("is", "are")),
    }
}

fn file_kind(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Jpeg => "a JPEG image",
        FileKind::Png => "a PNG image",
        FileKind::Tiff => "a TIFF image",
        FileKind::OtherImage => "an image",
        FileKind::Pdf => "a PDF document",
        FileKind::Rar => "a RAR archive",
        FileKind::SevenZip => "a 7z archive",
        FileKind::Gzip => "a gzip file",
        FileKind::Zip | FileKind::Unknown => "some other file",
    }
}

fn mend(kind: Kind) -> &'static str {
    match kind {
        Kind::EmptyFile | Kind::Truncated => {
            "Copy the file again from where it was made, then choose it again."
        }
        Kind::NotAZip(FileKind::Jpeg | FileKind::Png) => {
            "Give it its right ending and upload it as an image, or pack the scans into a ZIP."
        }
        Kind::NotAZip(_) => "Pack the scans themselves (JPEG or PNG) into a ZIP.",
        Kind::Damaged | Kind::Overlapping => "Pack the scans again, and choose the new ZIP.",
        Kind::Split => "Put the parts together, or pack the scans again into one ZIP.",
        Kind::EmptyArchive | Kind::NoImages => {
            "Choose the ZIP that holds the scans as JPEG or PNG."
        }
        Kind::Encrypted => "Pack the scans again without a password.",
        Kind::NestedArchive => {
            "Unpack the inner archive and upload the scans themselves. The server may refuse it as it is."
        }
        Kind::DuplicateNames => {
            "Pack the scans again with different names. The server may refuse it, or read one of two files only."
        }
        Kind::UnsafeNames => {
            "Pack the scans again from inside their folder. The server may refuse it as it is."
        }
        Kind::UnsupportedCompression => {
            "Pack the scans again with the usual ZIP compression (Deflate)."
        }
        Kind::Bomb => "Pack only the scans, and choose the new ZIP.",
        Kind::TooManyEntries => "Divide the scans into several ZIPs.",
        Kind::EntryTooLarge => "Check these files. Scan at 200 to 300 dpi.",
        Kind::SeveralFolders => {
            "Put all scans of the ZIP into one folder, so that their order is certain."
        }
        Kind::EmptyEntry | Kind::UnreadableImage => {
            "Scan these pages again. As they are they will not be read."
        }
        Kind::NotReallyImages => {
            "Scan these pages again as JPEG or PNG. As they are they will not be read."
        }
        Kind::TooSmall => "Scan again at 200 to 300 dpi.",
        Kind::Cmyk => "Save them as grey or RGB, or scan again.",
        Kind::NotImages | Kind::SystemLitter | Kind::WrongExtension => "",
    }
}

/// A button that mends a point.
#[must_use]
pub fn offer(offer: &Offer) -> String {
    match offer {
        Offer::Strategy(to) => format!("Change to “{}”", strategy(*to)),
        Offer::TaskId(id) => format!("Use task ID {id}"),
    }
}

/// Read out after such a button.
#[must_use]
pub fn offer_taken(offer: &Offer) -> String {
    match offer {
        Offer::Strategy(to) => format!("The upload strategy is now “{}”.", strategy(*to)),
        Offer::TaskId(id) => format!("The task ID is now {id}."),
    }
}

/// Entries beyond those that are named.
#[must_use]
pub fn more_entries(n: u64) -> String {
    format!("and {} more", grouped(n))
}

/// Alternative text of a small picture.
#[must_use]
pub fn page(number: usize, name: &str) -> String {
    format!("Page {number}: {name}")
}

/// Below the button: files that are not sent because their points wait for the person.
#[must_use]
pub fn waits(n: usize) -> String {
    match n {
        1 => "1 file has points to check. Look at them, or choose “Upload anyway”.".to_owned(),
        n => format!(
            "{} files have points to check. Look at them, or choose “Upload anyway”.",
            grouped(n as u64)
        ),
    }
}

/// Below the button: files that are certain to fail.
#[must_use]
pub fn impossible(n: usize) -> String {
    match n {
        1 => "1 file cannot be processed and stays on the list.".to_owned(),
        n => format!(
            "{} files cannot be processed and stay on the list.",
            grouped(n as u64)
        ),
    }
}

/// In the summary of problems: a file whose points wait.
#[must_use]
pub fn waits_for_you(points: usize) -> String {
    format!(
        "{} to check. Look at them, or choose “Upload anyway”",
        counted(points as u64, "point", "points")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{BatchId, Strategy};
    use preflight::report::Task;
    use preflight::verdict::Gravity;

    fn finding(kind: Kind, count: u64) -> Finding {
        Finding {
            kind,
            count,
            entries: Vec::new(),
        }
    }

    #[test]
    fn every_finding_has_a_cause_and_every_point_a_remedy() {
        for kind in Kind::ALL {
            for count in [0, 1, 2] {
                let text = found(&finding(kind, count));
                assert!(text.ends_with('.') && text.len() > 10, "{kind:?}: {text}");
            }
            let mend = mend(kind);
            assert_eq!(
                mend.is_empty(),
                kind.gravity() == Gravity::Note,
                "{kind:?}: {mend}"
            );
        }
    }

    #[test]
    fn tasks_are_told_with_their_sheets_once_they_are_certain() {
        let task = |id: &str, sheets| Task {
            id: id.into(),
            sheets,
        };
        let mut report = Report {
            tasks: vec![task("11700111", 32), task("11700121", 21)],
            cover: Cover::Task("11700111".into()),
            search: Search::Complete,
            ..Report::default()
        };
        assert_eq!(
            tasks(&report).as_deref(),
            Some("Task 11700111 (32 sheets), task 11700121 (21 sheets)")
        );
        report.search = Search::Running;
        assert_eq!(
            tasks(&report).as_deref(),
            Some("Task 11700111, task 11700121")
        );
        assert!(search(&report, Some((3, 9))).is_some_and(|text| text.contains("3 of 9 pages")));
    }

    #[test]
    fn an_earlier_batch_is_told_with_who_and_when() {
        let mut like = Like {
            batch: BatchId::parse("00000000-0000-0000-0000-000000000001").unwrap(),
            by: Some("staff".into()),
            created: None,
            failed: false,
            same_content: false,
        };
        assert_eq!(
            cause(&Point::Like(like.clone()), Some("12 November")),
            "This looks like the batch that staff uploaded on 12 November."
        );
        like.failed = true;
        assert!(cause(&Point::Like(like.clone()), None).ends_with("It failed."));
        assert!(remedy(&Point::Like(like)).starts_with("Look at why"));
    }

    #[test]
    fn the_names_in_the_texts_are_those_on_the_buttons() {
        let [with, without, images] = Strategy::ALL.map(strategy);
        assert!(cause(&Point::NoCode, None).contains(with));
        assert!(cause(&Point::CodeUnused("1".into()), None).contains(without));
        assert!(CHOSE_IMAGES.contains(images));
    }

    #[test]
    fn verdicts_are_read_out_together() {
        let all = [
            Verdict::Ready,
            Verdict::Ready,
            Verdict::Check(2),
            Verdict::Impossible,
        ];
        assert_eq!(
            said(None, &all),
            "4 files checked, 2 ready, 1 to look at, 1 cannot be processed."
        );
        assert_eq!(
            said(Some("a.zip"), &[Verdict::Check(2)]),
            "a.zip: Check 2 points."
        );
    }
}
