//! Words of the upload page's form: labels, help, what is chosen, and what is wrong with it (UX-05 to UX-09).

use super::time::{counted, grouped};
use crate::domain::{ByteSize, FileProblem, Strategy, TaskIdError};

/// Heading and title.
pub const TITLE: &str = "Upload";
/// One line on what happens here.
pub const LEAD: &str =
    "Choose how the scans are packed, then the files. Nothing is sent before you press “Upload”.";
/// Name of the form.
pub const FORM: &str = "New upload";
/// Group of the three strategies.
pub const STRATEGY: &str = "Upload strategy";
/// Field, only where the strategy needs it.
pub const TASK_ID: &str = "Task ID";
/// What a task id looks like; stands beside the field before anything is typed (UX-01).
pub const TASK_ID_HINT: &str = "8 digits, for example 1490 0113. Spaces and hyphens do no harm.";
/// Field.
pub const NOTES: &str = "Notes";
/// Longest note, in characters.
pub const NOTES_MAX: usize = 500;
/// Beside the notes.
pub const NOTES_HINT: &str = "Optional, up to 500 characters. Shown with the batch.";
/// Label of the file input.
pub const FILES: &str = "Files to upload";
/// Opens the browser's file dialog.
pub const CHOOSE: &str = "Choose files";
/// Opens the browser's folder dialog.
pub const CHOOSE_FOLDER: &str = "Choose a folder";
/// In the drop zone while something is dragged over the page.
pub const DROP_NOW: &str = "Drop anywhere on this page";
/// While a folder is being read.
pub const READING_FOLDERS: &str = "Reading folders…";
/// Heading of the list.
pub const CHOSEN: &str = "Chosen files";
/// Empties the list.
pub const REMOVE_ALL: &str = "Remove all";
/// Removes what cannot be uploaded.
pub const REMOVE_PROBLEMS: &str = "Remove files with problems";
/// Sends.
pub const SUBMIT: &str = "Upload";
/// Said where several ZIPs with a typed task id are chosen.
pub const SAME_TASK: &str =
    "All of them get the same task ID. For another task, upload its files separately.";

/// The strategy's name, on its radio button.
#[must_use]
pub fn strategy(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::ZipWithQr => "ZIP with QR codes",
        Strategy::ZipWithoutQr => "ZIP without QR codes",
        Strategy::Images => "Image files",
    }
}

/// One line of help for a strategy.
#[must_use]
pub fn strategy_hint(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::ZipWithQr => "The cover sheets carry the task ID as a QR code.",
        Strategy::ZipWithoutQr => "There are no cover sheets. You type the task ID.",
        Strategy::Images => "Single scans, JPEG or PNG. You type the task ID.",
    }
}

/// In the drop zone.
#[must_use]
pub fn drop_here(strategy: Strategy) -> &'static str {
    if strategy.is_zip() {
        "Drop ZIP files here, or"
    } else {
        "Drop images or whole folders here, or"
    }
}

/// What may be chosen, said before it is (UX-01). `limit` in bytes.
#[must_use]
pub fn limits(strategy: Strategy, limit: u64) -> String {
    let limit = limit_text(limit);
    if strategy.is_zip() {
        format!("ZIP files, up to {limit} each. Each ZIP becomes its own batch.")
    } else {
        format!("JPEG or PNG images of one task, up to {limit} together. They become one batch.")
    }
}

/// A limit without a needless decimal: `10 GB`.
fn limit_text(bytes: u64) -> String {
    ByteSize(bytes).to_string().replace(".0 ", " ")
}

/// Why the task id is not one, and what to do (UX-09).
#[must_use]
pub fn task_id_problem(error: TaskIdError) -> String {
    match error {
        TaskIdError::Missing => "Enter the task ID: 8 digits".to_owned(),
        TaskIdError::NotADigit(c) => {
            format!(
                "The task ID must have digits only, and “{}” is not one",
                shown_char(c)
            )
        }
        TaskIdError::WrongLength(n) => {
            format!(
                "The task ID must have 8 digits, and you entered {}",
                counted(n as u64, "digit", "digits")
            )
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
        "Select a ZIP file"
    } else {
        "Select at least one image"
    }
}

/// What is wrong with a chosen file and how to mend it. Stands on the file's row, below its name (UX-05, UX-06).
#[must_use]
pub fn file_problem(problem: FileProblem, strategy: Strategy, is_other_kind: bool) -> String {
    match problem {
        FileProblem::NotAZip if is_other_kind => {
            "The selected file must be a ZIP. To upload images, change the upload strategy to “Image files”.".to_owned()
        }
        FileProblem::NotAZip => "The selected file must be a ZIP. Remove it, and choose the ZIP with the scans.".to_owned(),
        FileProblem::NotAnImage if is_other_kind => {
            "The selected file must be a JPG or PNG. To upload a ZIP, change the upload strategy to one of the ZIP kinds."
                .to_owned()
        }
        FileProblem::NotAnImage => "The selected file must be a JPG or PNG. Remove it, and scan again as JPEG or PNG.".to_owned(),
        FileProblem::Empty => "The selected file is empty. Remove it, and copy or scan it again.".to_owned(),
        FileProblem::TooLarge { limit } => {
            let how = if strategy.is_zip() { "Divide the scans into several ZIPs." } else { "Scan it again with a lower resolution." };
            format!("The selected file must be smaller than {}. {how}", limit_text(limit))
        }
    }
}

/// Images that are too large together.
#[must_use]
pub fn too_large_together(bytes: u64, limit: u64) -> String {
    format!(
        "The selected images must be smaller than {} together, and they have {}. Remove some and upload them as a second batch",
        limit_text(limit),
        ByteSize(bytes)
    )
}

/// In the summary of what is wrong: the file and the cause.
#[must_use]
pub fn named_problem(name: &str, problem: &str) -> String {
    format!("{name}: {problem}")
}

/// After the first few.
#[must_use]
pub fn more_problems(n: usize) -> String {
    format!(
        "{} with problems, marked in the list",
        counted(n as u64, "more file", "more files")
    )
}

/// Read out when files were added.
#[must_use]
pub fn added(added: usize, problems: usize) -> String {
    let mut text = match added {
        0 => "No file was added.".to_owned(),
        n => format!("{} added.", counted(n as u64, "file", "files")),
    };
    match problems {
        0 => {}
        1 => text.push_str(" 1 file cannot be uploaded; the reason is on its row."),
        n => text.push_str(&format!(
            " {} files cannot be uploaded; the reasons are on their rows.",
            grouped(n as u64)
        )),
    }
    text
}

/// Files that were on the list already (F-37).
#[must_use]
pub fn duplicates(n: usize) -> String {
    match n {
        1 => "1 file was on the list already and was not added twice.".to_owned(),
        n => format!(
            "{} files were on the list already and were not added twice.",
            grouped(n as u64)
        ),
    }
}

/// Something was dropped, but it held no file.
pub const NO_FILES_DROPPED: &str =
    "What you dropped holds no files. Drop files or folders, or use “Choose files”.";
/// A file or folder that was dropped could not be read.
#[must_use]
pub fn unreadable(n: usize) -> String {
    match n {
        1 => "1 file or folder could not be read and was left out. Check that it is still there and that you may open it.".to_owned(),
        n => format!(
            "{} files or folders could not be read and were left out. Check that they are still there and that you may open them.",
            grouped(n as u64)
        ),
    }
}

/// Accessible name of a row's button (UX-26).
#[must_use]
pub fn remove(name: &str) -> String {
    format!("Remove {name}")
}

/// Read out after a row was removed.
#[must_use]
pub fn removed(name: &str) -> String {
    format!("{name} was removed from the list.")
}

/// Shows more of a long list.
#[must_use]
pub fn show_more(n: usize) -> String {
    format!("Show {} more", grouped(n as u64))
}

/// What kind of file it is, from its name: `ZIP`, `JPEG`, `PNG`, else its ending.
#[must_use]
pub fn kind(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, e)| e);
    match ending.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" => "JPEG".to_owned(),
        "" => "File".to_owned(),
        _ if ending.chars().count() > 8 => "File".to_owned(),
        known => known.to_uppercase(),
    }
}

/// `3 files, 4.2 GB`: what is chosen.
#[must_use]
pub fn chosen(files: usize, bytes: u64) -> String {
    format!(
        "{}, {}",
        counted(files as u64, "file", "files"),
        ByteSize(bytes)
    )
}

/// Beside the list's heading: `3 files, 4.2 GB`, and how many of them cannot be sent.
#[must_use]
pub fn chosen_heading(total: usize, problems: usize, good_bytes: u64) -> String {
    match problems {
        0 => chosen(total, good_bytes),
        n => format!(
            "{}, {} cannot be uploaded",
            counted(total as u64, "file", "files"),
            grouped(n as u64)
        ),
    }
}

/// The page's title; it begins with "Error: " while the last press found something wrong (UX-08).
#[must_use]
pub fn title(has_faults: bool) -> String {
    if has_faults {
        format!("Error: {TITLE}")
    } else {
        TITLE.to_owned()
    }
}

/// `3 files, 4.2 GB → 3 batches`: what pressing the button does.
#[must_use]
pub fn outcome(files: usize, bytes: u64, batches: usize) -> String {
    format!(
        "{} → {}",
        chosen(files, bytes),
        counted(batches as u64, "batch", "batches")
    )
}

/// Files that stay behind when the others are uploaded.
#[must_use]
pub fn left_out(n: usize) -> String {
    match n {
        1 => "1 file with a problem stays on the list.".to_owned(),
        n => format!(
            "{} files with problems stay on the list.",
            grouped(n as u64)
        ),
    }
}

/// The button: `Upload 3 files (4.2 GB)`, or `Upload` while there is nothing to send.
#[must_use]
pub fn submit(files: usize, bytes: u64) -> String {
    match files {
        0 => SUBMIT.to_owned(),
        n => format!(
            "{SUBMIT} {} ({})",
            counted(n as u64, "file", "files"),
            ByteSize(bytes)
        ),
    }
}

/// Several images as one thing: `120 images`.
#[must_use]
pub fn images(files: usize) -> String {
    counted(files as u64, "image", "images")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: u64 = 10_000_000_000;

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
