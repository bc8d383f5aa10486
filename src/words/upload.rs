//! Words of the upload page's form: labels, help, what is chosen, and what is wrong with it (UX-05 to UX-09).

use super::catalog::say;
use super::queue::number_and_unit;
use crate::domain::{ByteSize, FileProblem, Strategy, TaskIdError};

texts! {
    /// Heading and title.
    pub title_text = "upload-title";
    /// One line on what happens here.
    pub lead = "upload-lead";
    /// Name of the form.
    pub form = "upload-form";
    /// Group of the three strategies.
    pub strategy_text = "upload-strategy";
    /// Field, only where the strategy needs it.
    pub task_id = "upload-task-id";
    /// What a task id looks like; stands beside the field before anything is typed (UX-01).
    pub task_id_hint = "upload-task-id-hint";
    /// Field.
    pub notes = "upload-notes";
}
/// Longest note, in characters.
pub const NOTES_MAX: usize = 500;
texts! {
    /// The notes of one of the chosen files would be lost.
    pub notes_lost = "upload-notes-lost";
    /// Label of the file input.
    pub files = "upload-files";
    /// Opens the browser's file dialog.
    pub choose = "upload-choose";
    /// Opens the browser's folder dialog.
    pub choose_folder = "upload-choose-folder";
    /// In the drop zone while something is dragged over the page.
    pub drop_now = "upload-drop-now";
    /// While a folder is being read.
    pub reading_folders = "upload-reading-folders";
    /// Heading of the list.
    pub chosen_text = "upload-chosen";
    /// Empties the list.
    pub remove_all = "upload-remove-all";
    /// Removes what cannot be uploaded.
    pub remove_problems = "upload-remove-problems";
    /// Sends.
    pub submit_text = "upload-submit";
    /// Said where several ZIPs with a typed task id are chosen.
    pub same_task = "upload-same-task";
}

/// The strategy's name, on its radio button.
#[must_use]
pub fn strategy(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::ZipWithQr => say("upload-strategy-zip-with-qr"),
        Strategy::ZipWithoutQr => say("upload-strategy-zip-without-qr"),
        Strategy::Images => say("upload-strategy-images"),
    }
}

/// One line of help for a strategy.
#[must_use]
pub fn strategy_hint(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::ZipWithQr => say("upload-hint-zip-with-qr"),
        Strategy::ZipWithoutQr => say("upload-hint-zip-without-qr"),
        Strategy::Images => say("upload-hint-images"),
    }
}

/// In the drop zone.
#[must_use]
pub fn drop_here(strategy: Strategy) -> &'static str {
    if strategy.is_zip() {
        say("upload-drop-zips")
    } else {
        say("upload-drop-images")
    }
}

/// What may be chosen, said before it is (UX-01). `limit` in bytes.
#[must_use]
pub fn limits(strategy: Strategy, limit: u64) -> String {
    let limit = limit_text(limit);
    if strategy.is_zip() {
        fill!("upload-limits-zip", limit = limit)
    } else {
        fill!("upload-limits-images", limit = limit)
    }
}

/// Beside the notes. `lost_above`: uploads of more bytes travel in chunks, and this server does not keep their notes.
#[must_use]
pub fn notes_hint(lost_above: Option<u64>) -> String {
    match lost_above {
        None => say("upload-notes-hint").to_owned(),
        Some(bytes) => fill!("upload-notes-hint-small", size = ByteSize(bytes)),
    }
}

/// A limit without a needless decimal: `10 GB`.
fn limit_text(bytes: u64) -> String {
    let (number, unit) = ByteSize(bytes).rounded();
    let (number, unit) = number_and_unit(number.strip_suffix(".0").unwrap_or(&number), unit);
    fill!("upload-limit", number = number, unit = unit)
}

/// Why the task id is not one, and what to do (UX-09).
#[must_use]
pub fn task_id_problem(error: TaskIdError) -> String {
    match error {
        TaskIdError::Missing => say("upload-task-id-missing").to_owned(),
        TaskIdError::NotADigit(c) => {
            fill!("upload-task-id-not-a-digit", char = shown_char(c))
        }
        TaskIdError::WrongLength(n) => {
            fill!("upload-task-id-wrong-length", digits = n)
        }
    }
}

fn shown_char(c: char) -> String {
    if c.is_control() {
        format!("U+{:04X}", u32::from(c))
    } else {
        c.to_string()
    }
}

/// Nothing was chosen.
#[must_use]
pub fn nothing_chosen(strategy: Strategy) -> &'static str {
    if strategy.is_zip() {
        say("upload-nothing-zip")
    } else {
        say("upload-nothing-images")
    }
}

/// What is wrong with a chosen file and how to mend it. Stands on the file's row, below its name (UX-05, UX-06).
#[must_use]
pub fn file_problem(problem: FileProblem, strategy: Strategy, is_other_kind: bool) -> String {
    match problem {
        FileProblem::NotAZip if is_other_kind => say("upload-not-a-zip-but-image").to_owned(),
        FileProblem::NotAZip => say("upload-not-a-zip").to_owned(),
        FileProblem::NotAnImage if is_other_kind => say("upload-not-an-image-but-zip").to_owned(),
        FileProblem::NotAnImage => say("upload-not-an-image").to_owned(),
        FileProblem::Empty => say("upload-empty").to_owned(),
        FileProblem::TooLarge { limit } if strategy.is_zip() => {
            fill!("upload-zip-too-large", limit = limit_text(limit))
        }
        FileProblem::TooLarge { limit } => {
            fill!("upload-image-too-large", limit = limit_text(limit))
        }
    }
}

/// Images that are too large together.
#[must_use]
pub fn too_large_together(bytes: u64, limit: u64) -> String {
    fill!(
        "upload-too-large-together",
        limit = limit_text(limit),
        size = ByteSize(bytes)
    )
}

/// In the summary of what is wrong: the file and the cause.
#[must_use]
pub fn named_problem(name: &str, problem: &str) -> String {
    fill!("upload-named-problem", name = name, problem = problem)
}

/// After the first few.
#[must_use]
pub fn more_problems(n: usize) -> String {
    fill!("upload-more-problems", files = n)
}

/// Read out when files were added.
#[must_use]
pub fn added(added: usize, problems: usize) -> String {
    let added = match added {
        0 => say("upload-added-none").to_owned(),
        n => fill!("upload-added", files = n),
    };
    match problems {
        0 => added,
        n => fill!("upload-added-problems", added = added, files = n),
    }
}

/// Files that were on the list already (F-37).
#[must_use]
pub fn duplicates(n: usize) -> String {
    fill!("upload-duplicates", files = n)
}

texts! {
    /// Something was dropped, but it held no file.
    pub no_files_dropped = "upload-no-files-dropped";
}
/// Files or folders that were left out because they could not be read or never answered, by name.
#[must_use]
pub fn unreadable(paths: &[String]) -> Option<String> {
    let names = names(paths.iter().map(String::as_str))?;
    Some(fill!(
        "upload-unreadable",
        entries = paths.len(),
        names = names
    ))
}

/// Images that are sent under another name: their own one, and that.
#[must_use]
pub fn renamed(images: &[(String, String)]) -> Option<String> {
    let (from, to) = images.first()?;
    Some(fill!(
        "upload-renamed",
        images = images.len(),
        from = from,
        to = to
    ))
}

/// The first few names; the rest is counted.
fn names<'a>(all: impl ExactSizeIterator<Item = &'a str>) -> Option<String> {
    const NAMED: usize = 5;
    let more = all.len().saturating_sub(NAMED);
    let mut text = None;
    for name in all.take(NAMED) {
        text = Some(match text {
            None => fill!("upload-name", name = name),
            Some(before) => fill!("upload-name-further", before = before, name = name),
        });
    }
    let text: String = text?;
    Some(match more {
        0 => text,
        n => fill!("upload-names-more", names = text, n = n),
    })
}

/// Accessible name of a row's button (UX-26).
#[must_use]
pub fn remove(name: &str) -> String {
    fill!("upload-remove", name = name)
}

/// Read out after a row was removed.
#[must_use]
pub fn removed(name: &str) -> String {
    fill!("upload-removed", name = name)
}

/// Shows more of a long list.
#[must_use]
pub fn show_more(n: usize) -> String {
    fill!("upload-show-more", n = n)
}

/// What kind of file it is, from its name: `ZIP`, `JPEG`, `PNG`, else its ending.
#[must_use]
pub fn kind(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, e)| e);
    match ending.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" => "JPEG".to_owned(),
        "" => say("upload-kind-file").to_owned(),
        _ if ending.chars().count() > 8 => say("upload-kind-file").to_owned(),
        known => known.to_uppercase(),
    }
}

/// `3 files, 4.2 GB`: what is chosen.
#[must_use]
pub fn chosen(files: usize, bytes: u64) -> String {
    fill!("upload-chosen-files", files = files, size = ByteSize(bytes))
}

/// Beside the list's heading: `3 files, 4.2 GB`, and how many of them cannot be sent.
#[must_use]
pub fn chosen_heading(total: usize, problems: usize, good_bytes: u64) -> String {
    match problems {
        0 => chosen(total, good_bytes),
        n => fill!("upload-chosen-problems", files = total, problems = n),
    }
}

/// The page's title; it begins with "Error: " while the last press found something wrong (UX-08).
#[must_use]
pub fn title(has_faults: bool) -> String {
    if has_faults {
        fill!("upload-title-error", title = title_text())
    } else {
        title_text().to_owned()
    }
}

/// `3 files, 4.2 GB → 3 batches`: what pressing the button does.
#[must_use]
pub fn outcome(files: usize, bytes: u64, batches: usize) -> String {
    fill!(
        "upload-outcome",
        chosen = chosen(files, bytes),
        batches = batches
    )
}

/// Files that stay behind when the others are uploaded.
#[must_use]
pub fn left_out(n: usize) -> String {
    fill!("upload-left-out", files = n)
}

/// The button: `Upload 3 files (4.2 GB)`, or `Upload` while there is nothing to send.
#[must_use]
pub fn submit(files: usize, bytes: u64) -> String {
    match files {
        0 => submit_text().to_owned(),
        n => fill!("upload-submit-files", files = n, size = ByteSize(bytes)),
    }
}

/// Several images as one thing: `120 images`.
#[must_use]
pub fn images(files: usize) -> String {
    fill!("upload-images", images = files)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: u64 = 10_000_000_000;

    #[test]
    fn b21_notes_are_promised_only_where_they_are_kept() {
        assert!(notes_hint(None).contains("Shown with the batch."));
        let small = notes_hint(Some(99_996_000));
        assert!(small.contains("larger than 100 MB") && small.contains("does not keep"));
        assert!(notes_lost().contains("will be lost"));
    }

    #[test]
    fn a_task_id_of_another_length_says_how_many_digits() {
        assert_eq!(
            task_id_problem(TaskIdError::WrongLength(7)),
            "The task ID must have 8 digits, and you entered 7 digits"
        );
        assert_eq!(
            task_id_problem(TaskIdError::WrongLength(1)),
            "The task ID must have 8 digits, and you entered 1 digit"
        );
        assert!(task_id_problem(TaskIdError::NotADigit('x')).contains("“x”"));
        assert!(task_id_problem(TaskIdError::NotADigit('\u{7}')).contains("U+0007"));
    }

    #[test]
    fn every_file_problem_names_cause_and_remedy() {
        let problems = [
            FileProblem::NotAZip,
            FileProblem::NotAnImage,
            FileProblem::Empty,
            FileProblem::TooLarge { limit: LIMIT },
        ];
        for problem in problems {
            for strategy in Strategy::ALL {
                for other in [false, true] {
                    let text = file_problem(problem, strategy, other);
                    assert!(text.starts_with("The selected file "), "UX-06: {text}");
                    assert_eq!(text.matches(". ").count(), 1, "cause and remedy: {text}");
                }
            }
        }
        assert!(
            file_problem(problems[3], Strategy::ZipWithQr, false)
                .contains("must be smaller than 10 GB")
        );
    }

    #[test]
    fn the_button_says_what_it_sends() {
        assert_eq!(submit(0, 0), "Upload");
        assert_eq!(submit(1, 2_100_000), "Upload 1 file (2.1 MB)");
        assert_eq!(submit(3, 4_200_000_000), "Upload 3 files (4.2 GB)");
        assert_eq!(outcome(3, 4_200_000_000, 3), "3 files, 4.2 GB → 3 batches");
    }

    #[test]
    fn limits_are_told_beforehand() {
        assert!(limits(Strategy::ZipWithQr, LIMIT).contains("up to 10 GB each"));
        assert!(limits(Strategy::Images, LIMIT).contains("10 GB together"));
        assert!(limits(Strategy::ZipWithQr, 2_500_000_000).contains("2.5 GB"));
    }

    #[test]
    fn kinds_are_short_words() {
        for (name, text) in [
            ("a.zip", "ZIP"),
            ("a.JPG", "JPEG"),
            ("a.tar.gz", "GZ"),
            ("README", "File"),
            ("a.averylongending", "File"),
            ("a.", "File"),
        ] {
            assert_eq!(kind(name), text);
        }
    }
}
