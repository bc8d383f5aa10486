//! Words of the check before an upload: the verdict, each point with its cause and its remedy, and what was found.

use super::catalog::say;
use super::upload::strategy;
use crate::upload::preflight::{Late, Like, Offer, Point, Twin};
use crate::upload::view::ProblemText;
use preflight::report::{Cover, FileKind, Finding, Kind, Report, Search};
use preflight::verdict::Verdict;

texts! {
    /// Under a file while it is looked into.
    pub looking = "preflight-looking";
    /// Instead of a verdict.
    pub not_checked = "preflight-not-checked";
    /// Some of it was looked at.
    pub partly_checked = "preflight-partly-checked";
    /// The file cannot be opened.
    pub unreadable = "preflight-unreadable";
    /// Opens the list of entries.
    pub entries = "preflight-entries";
    /// Group of small pictures.
    pub first_pages = "preflight-first-pages";
    /// Checkbox.
    pub anyway = "preflight-anyway";
    /// Link to the batch that looks like the file.
    pub open_batch = "preflight-open-batch";
    /// Heading of the points of all images together.
    pub images_title = "preflight-images-title";
    /// Said when a strategy was chosen for the person.
    pub chose_images = "preflight-chose-images";
}

/// Accessible name of the checkbox.
#[must_use]
pub fn anyway_name(name: &str) -> String {
    fill!("preflight-anyway-named", name = name)
}

/// The verdict in a few words.
#[must_use]
pub fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::Ready => say("preflight-ready").to_owned(),
        Verdict::Check(points) => fill!("preflight-check", points = points),
        Verdict::Impossible => say("preflight-impossible").to_owned(),
    }
}

/// What it holds: `55 images in 2 folders`, or the number of images alone where they lie in one.
#[must_use]
pub fn contents(report: &Report) -> String {
    let images = fill!("preflight-images", images = report.sheets);
    match report.folders {
        0 | 1 => images,
        n => fill!("preflight-images-in", images = images, folders = n),
    }
}

/// Its tasks: `Task 11700111 (32 sheets), task 11700121 (21 sheets)`.
#[must_use]
pub fn tasks(report: &Report) -> Option<String> {
    let certain = report.search == Search::Complete;
    let mut text = None;
    for task in &report.tasks {
        text = Some(match (text.take(), certain) {
            (None, false) => fill!("preflight-task", id = &task.id),
            (None, true) => fill!("preflight-task-sheets", id = &task.id, sheets = task.sheets),
            (Some(before), false) => {
                fill!("preflight-task-further", before = before, id = &task.id)
            }
            (Some(before), true) => fill!(
                "preflight-task-further-sheets",
                before = before,
                id = &task.id,
                sheets = task.sheets
            ),
        });
    }
    text
}

/// While further covers are looked for, or when that was given up.
#[must_use]
pub fn search(report: &Report, progress: Option<(u32, u32)>) -> Option<String> {
    match (report.search, &report.cover) {
        (Search::Running, Cover::Task(_)) => Some(match progress {
            Some((done, total)) if total > 0 => {
                fill!("preflight-search-progress", done = done, pages = total)
            }
            _ => say("preflight-search").to_owned(),
        }),
        (Search::Partial, _) => Some(say("preflight-search-partial").to_owned()),
        _ => None,
    }
}

/// How many images of how many were looked at.
#[must_use]
pub fn images_looked_at(done: u32, total: u32) -> String {
    fill!("preflight-images-looked-at", done = done, images = total)
}

/// Read out once the verdicts are there. `name` is given where it is one file.
#[must_use]
pub fn said(name: Option<&str>, verdicts: &[Verdict]) -> String {
    if let ([one], Some(name)) = (verdicts, name) {
        return fill!("preflight-said-one", name = name, verdict = verdict(*one));
    }
    let count = |fits: fn(&Verdict) -> bool| verdicts.iter().filter(|v| fits(v)).count();
    fill!(
        "preflight-said",
        files = verdicts.len(),
        ready = count(|v| *v == Verdict::Ready),
        check = count(|v| matches!(v, Verdict::Check(_))),
        impossible = count(|v| *v == Verdict::Impossible)
    )
}

/// The cause of a point. `when`: the day of an earlier batch, in the person's words.
#[must_use]
pub fn cause(point: &Point, when: Option<&str>) -> String {
    match point {
        Point::Found(finding) => found(finding),
        Point::NoCode => say("preflight-no-code").to_owned(),
        Point::OtherCode(_) => say("preflight-other-code").to_owned(),
        Point::CodeUnused(task) => fill!("preflight-code-unused", task = task),
        Point::TaskDiffers { typed, found } => {
            fill!("preflight-task-differs", typed = typed, found = found)
        }
        Point::Like(like) => looks_like(like, when),
        Point::Twin(Twin::Chosen(name)) => fill!("preflight-twin-chosen", name = name),
        Point::Twin(Twin::Uploading(name)) => fill!("preflight-twin-uploading", name = name),
    }
}

/// An upload that was paused because its check found that it cannot be processed.
#[must_use]
pub fn late_problem(late: &Late) -> ProblemText {
    ProblemText {
        cause: causes(late),
        fate: say("preflight-late-fate").to_owned(),
        next: say("preflight-late-next").to_owned(),
        server_words: None,
    }
}

/// Beside an upload: what its check has found since it was confirmed.
#[must_use]
pub fn late_remark(late: &Late) -> String {
    fill!("preflight-late", causes = causes(late))
}

fn causes(late: &Late) -> String {
    let causes: Vec<String> = late.points.iter().map(|point| cause(point, None)).collect();
    causes.join(" ")
}

fn looks_like(like: &Like, when: Option<&str>) -> String {
    let sameness = if like.same_content { "same" } else { "like" };
    let text = match (&like.by, when) {
        (Some(by), Some(when)) => fill!(
            "preflight-like-by-on",
            sameness = sameness,
            by = by,
            when = when
        ),
        (Some(by), None) => fill!("preflight-like-by", sameness = sameness, by = by),
        (None, Some(when)) => fill!("preflight-like-on", sameness = sameness, when = when),
        (None, None) => fill!("preflight-like", sameness = sameness),
    };
    if like.failed {
        fill!("preflight-like-failed", like = text)
    } else {
        text
    }
}

/// What to do about a point.
#[must_use]
pub fn remedy(point: &Point) -> &'static str {
    match point {
        Point::Found(finding) => mend(finding.kind),
        Point::NoCode => say("preflight-remedy-no-code"),
        Point::OtherCode(_) => say("preflight-remedy-other-code"),
        Point::CodeUnused(_) => say("preflight-remedy-code-unused"),
        Point::TaskDiffers { .. } => say("preflight-remedy-task-differs"),
        Point::Like(like) if like.failed => say("preflight-remedy-like-failed"),
        Point::Like(_) => say("preflight-remedy-like"),
        Point::Twin(Twin::Chosen(_)) => say("preflight-remedy-twin-chosen"),
        Point::Twin(Twin::Uploading(_)) => say("preflight-remedy-twin-uploading"),
    }
}

/// A finding, with its number.
#[must_use]
pub fn found(finding: &Finding) -> String {
    let n = finding.count;
    match finding.kind {
        Kind::EmptyFile => say("preflight-found-empty-file").to_owned(),
        Kind::NotAZip(kind) => fill!("preflight-found-not-a-zip", kind = file_kind(kind)),
        Kind::Truncated => say("preflight-found-truncated").to_owned(),
        Kind::Damaged => say("preflight-found-damaged").to_owned(),
        Kind::Split => say("preflight-found-split").to_owned(),
        Kind::NoZip64 => say("preflight-found-no-zip64").to_owned(),
        Kind::BytesBehind => say("preflight-found-bytes-behind").to_owned(),
        Kind::UnknownEnding => fill!("preflight-found-unknown-ending", images = n),
        Kind::EmptyArchive => say("preflight-found-empty-archive").to_owned(),
        Kind::NoImages => say("preflight-found-no-images").to_owned(),
        Kind::Encrypted => fill!("preflight-found-encrypted", files = n),
        Kind::NestedArchive => fill!("preflight-found-nested", files = n),
        Kind::DuplicateNames => fill!("preflight-found-duplicate-names", names = n),
        Kind::UnsafeNames => fill!("preflight-found-unsafe-names", files = n),
        Kind::UnsupportedCompression => fill!("preflight-found-compression", images = n),
        Kind::Bomb => say("preflight-found-bomb").to_owned(),
        Kind::Overlapping => fill!("preflight-found-overlapping", files = n),
        Kind::TooManyEntries => say("preflight-found-too-many-entries").to_owned(),
        Kind::EntryTooLarge => fill!("preflight-found-entry-too-large", files = n),
        Kind::SeveralFolders => fill!("preflight-found-several-folders", folders = n),
        Kind::NotImages => fill!("preflight-found-not-images", files = n),
        Kind::SystemLitter => fill!("preflight-found-litter", files = n),
        Kind::EmptyEntry => fill!("preflight-found-empty-entry", images = n),
        Kind::NotReallyImages => fill!("preflight-found-not-really-images", files = n),
        Kind::WrongExtension => fill!("preflight-found-wrong-extension", images = n),
        Kind::TooSmall => fill!("preflight-found-too-small", images = n),
        Kind::Cmyk => fill!("preflight-found-cmyk", images = n),
        Kind::UnreadableImage => fill!("preflight-found-unreadable-image", images = n),
    }
}

/// The word by which the language files choose.
fn file_kind(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Jpeg => "jpeg",
        FileKind::Png => "png",
        FileKind::Tiff => "tiff",
        FileKind::OtherImage => "image",
        FileKind::Pdf => "pdf",
        FileKind::Rar => "rar",
        FileKind::SevenZip => "sevenzip",
        FileKind::Gzip => "gzip",
        FileKind::Zip | FileKind::Unknown => "other",
    }
}

fn mend(kind: Kind) -> &'static str {
    match kind {
        Kind::EmptyFile | Kind::Truncated => say("preflight-mend-copy-again"),
        Kind::NotAZip(FileKind::Jpeg | FileKind::Png) => say("preflight-mend-image"),
        Kind::NotAZip(_) => say("preflight-mend-not-a-zip"),
        Kind::Damaged | Kind::Overlapping => say("preflight-mend-damaged"),
        Kind::Split => say("preflight-mend-split"),
        Kind::NoZip64 => say("preflight-mend-no-zip64"),
        Kind::BytesBehind => say("preflight-mend-bytes-behind"),
        Kind::UnknownEnding => say("preflight-mend-unknown-ending"),
        Kind::EmptyArchive | Kind::NoImages => say("preflight-mend-no-images"),
        Kind::Encrypted => say("preflight-mend-encrypted"),
        Kind::NestedArchive => say("preflight-mend-nested"),
        Kind::DuplicateNames => say("preflight-mend-duplicate-names"),
        Kind::UnsafeNames => say("preflight-mend-unsafe-names"),
        Kind::UnsupportedCompression => say("preflight-mend-compression"),
        Kind::Bomb => say("preflight-mend-bomb"),
        Kind::TooManyEntries => say("preflight-mend-too-many-entries"),
        Kind::EntryTooLarge => say("preflight-mend-entry-too-large"),
        Kind::SeveralFolders => say("preflight-mend-several-folders"),
        Kind::EmptyEntry | Kind::UnreadableImage => say("preflight-mend-unreadable"),
        Kind::NotReallyImages => say("preflight-mend-not-really-images"),
        Kind::TooSmall => say("preflight-mend-too-small"),
        Kind::Cmyk => say("preflight-mend-cmyk"),
        Kind::NotImages | Kind::SystemLitter | Kind::WrongExtension => "",
    }
}

/// A button that mends a point.
#[must_use]
pub fn offer(offer: &Offer) -> String {
    match offer {
        Offer::Strategy(to) => fill!("preflight-offer-strategy", strategy = strategy(*to)),
        Offer::TaskId(id) => fill!("preflight-offer-task", id = id),
    }
}

/// Read out after such a button.
#[must_use]
pub fn offer_taken(offer: &Offer) -> String {
    match offer {
        Offer::Strategy(to) => fill!("preflight-took-strategy", strategy = strategy(*to)),
        Offer::TaskId(id) => fill!("preflight-took-task", id = id),
    }
}

/// Entries beyond those that are named.
#[must_use]
pub fn more_entries(n: u64) -> String {
    fill!("preflight-more-entries", n = n)
}

/// Alternative text of a small picture.
#[must_use]
pub fn page(number: usize, name: &str) -> String {
    fill!("preflight-page", number = number, name = name)
}

/// Below the button: files that are not sent because their points wait for the person.
#[must_use]
pub fn waits(n: usize) -> String {
    fill!("preflight-waits", files = n)
}

/// Below the button: files that are certain to fail.
#[must_use]
pub fn impossible(n: usize) -> String {
    fill!("preflight-stays", files = n)
}

/// Above the list: so many files have points.
#[must_use]
pub fn with_points(n: usize) -> String {
    fill!("preflight-with-points", files = n)
}

texts! {
    /// Lets all of them through.
    pub anyway_all = "preflight-anyway-all";
    /// Heading of the summary where nothing but points waits.
    pub points_first = "preflight-points-first";
    /// Unfolds what was found in a file without points.
    pub details = "preflight-details";
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
        assert!(chose_images().contains(images));
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
