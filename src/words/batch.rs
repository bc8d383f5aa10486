//! Words of the page about one batch: progress, timeline, sheets, and why it cannot be shown.

use super::time::{about, counted, duration, grouped};
use crate::domain::{BatchStatus, Progress, SheetStatus};

/// Title while the name is unknown.
pub const TITLE: &str = "Batch";
/// Panel.
pub const PROGRESS: &str = "Progress";
/// Panel.
pub const TIMELINE: &str = "Timeline";
/// Panel.
pub const ABOUT: &str = "About this batch";
/// Panel and column.
pub const SHEETS: &str = "Sheets";
/// Panel.
pub const NOTES: &str = "Notes";
/// Copies the page's address.
pub const COPY_LINK: &str = "Copy link";
/// Opens the browser's share sheet.
pub const SHARE: &str = "Share";
/// Said when it was copied.
pub const LINK_COPIED: &str = "Link copied";
/// Where the clipboard is closed to pages.
pub const COPY_BY_HAND: &str =
    "The browser did not let the console copy the link. Copy it from here:";
/// Leads to the dialog.
pub const DELETE: &str = "Delete batch";
/// Figure.
pub const PROCESSED: &str = "Processed";
/// Figure.
pub const FAILED: &str = "Failed";
/// Figure.
pub const WAITING: &str = "Waiting";
/// Fact.
pub const BATCH_ID: &str = "Batch ID";
/// Heading above the server's reason.
pub const FAILED_HEADING: &str = "This batch failed";
/// Before the server's own words.
pub const SERVER_SAYS: &str = "The server’s reason";
/// While the first answer is on its way.
pub const LOADING: &str = "Loading the batch";
/// A failed refresh with the old data kept.
pub const CANNOT_REFRESH: &str = "The progress could not be updated";
/// The first load failed.
pub const CANNOT_LOAD: &str = "The batch could not be loaded";

/// `126 of 291 sheets`, `291 sheets`, or what is known so far.
#[must_use]
pub fn sheets_done(progress: &Progress) -> String {
    match (&progress.status, progress.total) {
        (BatchStatus::Uploaded, 0) => "Waiting for the server to begin".to_owned(),
        (status, 0) if status.is_terminal() => "No sheets".to_owned(),
        (_, 0) => "The number of sheets is not known yet".to_owned(),
        (BatchStatus::Completed, total) if progress.processed == total => {
            counted(total, "sheet", "sheets")
        }
        (_, total) => format!(
            "{} of {}",
            grouped(progress.processed),
            counted(total, "sheet", "sheets")
        ),
    }
}

/// `2 failed`; nothing where none did.
#[must_use]
pub fn failed_sheets(progress: &Progress) -> Option<String> {
    (progress.failed > 0).then(|| format!("{} failed", grouped(progress.failed)))
}

/// What a batch is called whose name the server does not send: the first group of its id.
#[must_use]
pub fn nameless(id: &str) -> String {
    format!("Batch {}", id.split('-').next().unwrap_or(id))
}

/// What the shown progress is worth after failed refreshes.
#[must_use]
pub fn stale(clock: &str) -> String {
    format!(
        "You see the progress as it was at {clock}; the work on the server is not affected. It is asked again by itself."
    )
}

/// Whole percent, rounded down so that 100 is said only when it is true.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "0.0 to 1.0 by `Progress::fraction`"
)]
pub fn percent(progress: &Progress) -> Option<u8> {
    // 29 % came as 0.29, whose hundredfold is a hair less than 29.
    progress.fraction().map(|f| (f * 100.0 + 1e-9) as u8)
}

/// What assistive technology reads for the bar: `43 %, 126 of 291 sheets, about 6 minutes left`.
#[must_use]
pub fn bar_text(progress: &Progress, seconds_left: Option<u64>) -> String {
    let mut text = percent(progress).map_or_else(String::new, |p| format!("{p} %, "));
    text.push_str(&sheets_done(progress));
    if let Some(seconds) = seconds_left {
        text.push_str(", ");
        text.push_str(&super::time::left(seconds));
    }
    text
}

/// Name of the bar: it never changes while it runs (UX-12).
pub const BAR: &str = "Processing on the server";

/// Read out once when a watched batch ends.
#[must_use]
pub fn ended(name: &str, progress: &Progress) -> String {
    match (&progress.status, progress.failed) {
        (BatchStatus::Completed, 0) => format!(
            "{name} is completed: {}.",
            counted(progress.total, "sheet", "sheets")
        ),
        (BatchStatus::Completed, failed) => format!(
            "{name} is completed: {}, {} failed.",
            counted(progress.total, "sheet", "sheets"),
            grouped(failed)
        ),
        _ => format!("{name} has failed."),
    }
}

/// A batch that has not moved for long (F-41).
#[must_use]
pub fn still_working(unchanged_ms: u64) -> String {
    format!(
        "Nothing has changed for {}. The server says that it is still working; the page goes on watching.",
        about(unchanged_ms / 1_000)
    )
}

/// Steps of the timeline.
pub mod step {
    /// The server has everything.
    pub const UPLOADED: &str = "Uploaded";
    /// From upload to the first sheet.
    pub const PREPARATION: &str = "Preparation";
    /// Sheets are read.
    pub const READING: &str = "Processing";
    /// The end, whichever.
    pub const COMPLETED: &str = "Completed";
    /// The end of a failed one.
    pub const FAILED: &str = "Failed";
    /// Not reached yet.
    pub const FINISH: &str = "Finish";
}

/// `took 48s`.
#[must_use]
pub fn took(millis: u64) -> String {
    format!("took {}", duration(millis))
}

/// `5m 32s so far`.
#[must_use]
pub fn so_far(millis: u64) -> String {
    format!("{} so far", duration(millis))
}

/// `8m 10s in all`.
#[must_use]
pub fn in_all(millis: u64) -> String {
    format!("{} in all", duration(millis))
}

/// Figures below the timeline.
pub mod timing {
    /// From the upload to the end.
    pub const TOTAL: &str = "Total time";
    /// From the upload to the first sheet.
    pub const PREPARATION: &str = "Preparation";
    /// From the first sheet to the end.
    pub const READING: &str = "Processing";
    /// How fast.
    pub const RATE: &str = "Sheets per minute";

    /// `22.4`.
    #[must_use]
    pub fn rate(tenths: u64) -> String {
        format!("{}.{}", super::grouped(tenths / 10), tenths % 10)
    }
}

/// Name of the links to the neighbours in the list.
pub const NEIGHBOURS: &str = "Batches of the list";
/// To the batch above.
pub const BEFORE: &str = "Previous batch";
/// To the batch below.
pub const AFTER: &str = "Next batch";

/// `3 of 25 in the list`.
#[must_use]
pub fn place(place: usize, of: usize) -> String {
    format!("{place} of {of} in the list")
}

/// Stopping a batch that is being processed.
pub mod cancel {
    use super::{Progress, counted, grouped};

    /// Opens the dialog.
    pub const OPEN: &str = "Stop processing";
    /// Does it.
    pub const SUBMIT: &str = "Stop processing";
    /// Leaves everything as it is.
    pub const KEEP: &str = "Keep processing";
    /// While the server is asked.
    pub const BUSY: &str = "Stopping…";
    /// Said when it is done.
    pub const DONE: &str = "The processing was stopped.";
    /// It had ended before.
    pub const OVER: &str = "The batch had already ended before it could be stopped.";
    /// Not done.
    pub const FAILED: &str = "The processing was not stopped";
    /// Not known.
    pub const UNKNOWN: &str = "It is not known whether the processing was stopped";
    /// No answer; the batch is seen to run.
    pub const UNCHANGED: &str =
        "The server did not answer in time. The batch is still being processed. Try again.";
    /// No answer at all.
    pub const NO_ANSWER: &str = "The server did not answer, and the batch could not be looked at either. Check the network, then try again: stopping twice does no harm.";
    /// A refusal.
    pub const REFUSED: &str = "The server did not stop it. The processing goes on.";

    /// Heading of the dialog.
    #[must_use]
    pub fn heading(name: &str) -> String {
        format!("Stop processing {name}")
    }

    /// What it means.
    #[must_use]
    pub fn consequence(progress: &Progress) -> String {
        let so_far = match progress.total {
            0 => String::new(),
            total => format!(
                " So far {} of {} are done.",
                grouped(progress.processed),
                counted(total, "sheet", "sheets")
            ),
        };
        format!(
            "The server stops its work on this batch, and the batch counts as failed.{so_far} The uploaded file stays on the server."
        )
    }

    /// Where the deployment can recover.
    pub const RECOVERABLE: &str = "Results of sheets that are done can be recovered afterwards.";
}

/// Bringing back the results of a failed batch.
pub mod recover {
    use super::{counted, grouped};

    /// Heading of the notice.
    pub const OFFER: &str = "Results can be recovered";
    /// Leaves everything as it is.
    pub const KEEP: &str = "Cancel";
    /// While the server is asked.
    pub const BUSY: &str = "Recovering…";
    /// It had changed before.
    pub const OVER: &str = "The batch had already changed before its results could be recovered.";
    /// Not done.
    pub const FAILED: &str = "The results were not recovered";
    /// Not known.
    pub const UNKNOWN: &str = "It is not known whether the results were recovered";
    /// No answer; the batch is as it was.
    pub const UNCHANGED: &str = "The server did not answer in time. The batch is as it was, and its results are still there. Try again.";
    /// No answer at all.
    pub const NO_ANSWER: &str = "The server did not answer, and the batch could not be looked at either. Check the network, then look at this page again before you try once more.";
    /// A refusal.
    pub const REFUSED: &str = "The server did not recover them. The batch is as it was.";
    /// It could not be asked whether anything can be recovered.
    pub const NOT_ASKED: &str =
        "The server could not be asked whether results of this batch can be recovered.";

    /// `Recover 1,159 of 1,160 sheets`: button, heading and what does it.
    #[must_use]
    pub fn action(sheets: u64, total: u64) -> String {
        if sheets == total {
            return format!("Recover {}", counted(total, "sheet", "sheets"));
        }
        format!(
            "Recover {} of {}",
            grouped(sheets),
            counted(total, "sheet", "sheets")
        )
    }

    /// What is there.
    #[must_use]
    pub fn offer(sheets: u64, total: u64) -> String {
        format!(
            "{} of {} had been read when the batch failed. Their results are still on the server.",
            grouped(sheets),
            counted(total, "sheet", "sheets")
        )
    }

    /// What it means.
    #[must_use]
    pub fn consequence(sheets: u64, total: u64) -> String {
        let rest = match total.saturating_sub(sheets) {
            0 => String::new(),
            1 => " The other sheet counts as failed; scan it again and upload it as a batch of its own.".to_owned(),
            n => format!(
                " The other {} sheets count as failed; scan them again and upload them as a batch of their own.",
                grouped(n)
            ),
        };
        format!(
            "The results of {} are kept, and the batch counts as completed.{rest}",
            counted(sheets, "sheet", "sheets")
        )
    }

    /// Said when it is done.
    #[must_use]
    pub fn done(sheets: u64) -> String {
        format!(
            "The results of {} were recovered.",
            counted(sheets, "sheet", "sheets")
        )
    }
}

/// An action is refused to this account.
#[must_use]
pub fn not_allowed(support: Option<&str>) -> String {
    let whom = support.unwrap_or("an administrator");
    format!("Your account may not do this. Nothing was changed. Ask {whom}.")
}

/// The word on a sheet's badge.
#[must_use]
pub fn sheet_status(status: &SheetStatus) -> String {
    match status {
        SheetStatus::Pending => "Waiting".to_owned(),
        SheetStatus::Processing => "Processing".to_owned(),
        SheetStatus::Completed => "Completed".to_owned(),
        SheetStatus::Failed => "Failed".to_owned(),
        SheetStatus::Unknown(word) => super::batches::status(&BatchStatus::Unknown(word.clone())),
    }
}

/// The sheets table.
pub mod sheets {
    use super::{counted, grouped};

    /// Loads and shows the table.
    pub const SHOW: &str = "Show sheets";
    /// Loads it again.
    pub const RELOAD: &str = "Reload sheets";
    /// Before it is asked for.
    pub const LEAD: &str = "Every sheet with its result, failed ones first.";
    /// Column.
    pub const NUMBER: &str = "Sheet";
    /// Column.
    pub const STATUS: &str = "Status";
    /// Column; the unit is in the header (UX-24).
    pub const TIME: &str = "Time (s)";
    /// Column.
    pub const REASON: &str = "Reason";
    /// Column.
    pub const IMAGE: &str = "Image";
    /// Name of the choice between all sheets and failed ones.
    pub const VIEWS: &str = "Sheets shown";
    /// Choice.
    pub const ALL: &str = "All";
    /// Choice.
    pub const FAILED_ONLY: &str = "Failed";
    /// Hides the table.
    pub const HIDE: &str = "Hide sheets";
    /// Heading of the grouped reasons.
    pub const REASONS: &str = "Why sheets failed";
    /// A group without a reason.
    pub const NO_REASON: &str = "no reason given";
    /// No sheet failed.
    pub const NONE_FAILED: &str = "No sheet of this batch has failed.";
    /// No failed one among those that the server gives.
    pub const NONE_FAILED_HERE: &str = "None of the sheets that the server lists here has failed.";
    /// Leads to the failed ones.
    pub const SHOW_FAILED: &str = "Show the failed sheets";

    /// `12 sheets: image could not be decoded`: the first half.
    #[must_use]
    pub fn group(count: u64) -> String {
        format!("{}: ", counted(count, "sheet", "sheets"))
    }

    /// While they are on their way.
    pub const LOADING: &str = "Loading the sheets";
    /// The server has none to show.
    pub const NONE: &str = "The server lists no sheets for this batch.";
    /// They could not be loaded.
    pub const CANNOT_LOAD: &str = "The sheets could not be loaded";

    /// `51 sheets, 2 failed`. Above 1,000 the server gives no more than that (api-contract), and that is said.
    #[must_use]
    pub fn caption(shown: u64, total: u64, failed_shown: u64) -> String {
        let mut text = if total > shown {
            format!(
                "{} of {}: the server gives no more than 1,000 at once",
                grouped(shown),
                counted(total, "sheet", "sheets")
            )
        } else {
            counted(shown, "sheet", "sheets")
        };
        if failed_shown > 0 {
            text.push_str(&format!(", {} failed", grouped(failed_shown)));
        }
        text
    }

    /// `2.4`, seconds with one decimal for every row (UX-24).
    #[must_use]
    pub fn seconds(millis: u64) -> String {
        let tenths = (millis + 50) / 100;
        format!("{}.{}", grouped(tenths / 10), tenths % 10)
    }

    /// The image's file name without the server's folders, which tell a person nothing.
    #[must_use]
    pub fn image(path: &str) -> &str {
        path.rsplit(['/', '\\'])
            .next()
            .filter(|name| !name.is_empty())
            .unwrap_or(path)
    }

    /// A sheet without a number.
    pub const UNNUMBERED: &str = "No number";
}

pub use super::failures::explained;

/// Leads to earlier batches with the same file name.
pub const LOOK_FOR_EARLIER: &str = "Look for earlier batches with this file name";

/// Whether the reason is that nothing new was found.
#[must_use]
pub fn was_nothing_new(error: &str) -> bool {
    error
        .to_ascii_lowercase()
        .contains("no sheets were created")
}

/// A completed batch of which some sheets could not be read.
#[must_use]
pub fn some_failed(failed: u64) -> String {
    format!("{} could not be read", counted(failed, "sheet", "sheets"))
}

/// What to do about them.
pub const SOME_FAILED_TEXT: &str = "The other results are complete. Scan the failed sheets again and upload them as a batch of their own.";

/// Without any reason from the server.
pub const NO_REASON: &str = "The server gave no reason. Upload the file again; if it fails once more, tell your administrator the batch ID.";

/// 403: heading.
pub const NO_RIGHT: &str = "You cannot see this batch";
/// 404: heading.
pub const GONE: &str = "This batch does not exist";
/// 404: text.
pub const GONE_TEXT: &str = "It may have been deleted, or the link belongs to another installation. Deleted batches cannot be brought back; the scans can be uploaded again.";
/// Malformed id: heading.
pub const BAD_LINK: &str = "This link is incomplete";
/// Malformed id: text.
pub const BAD_LINK_TEXT: &str = "The address of a batch ends with 32 letters and digits in five groups, and this one does not. It was probably cut when it was copied. Ask for the link again, or look for the batch in the list.";

/// 403: whom to ask.
#[must_use]
pub fn no_right_text(user: &str, support: Option<&str>) -> String {
    let whom = match support {
        Some(support) => format!("the person who uploaded it, or {support}"),
        None => "the person who uploaded it, or an administrator".to_owned(),
    };
    format!(
        "It was uploaded by someone else, and the account “{user}” sees only its own batches. Ask {whom}. You can also sign out and use another account."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(status: BatchStatus, processed: u64, failed: u64, total: u64) -> Progress {
        Progress {
            status,
            total,
            processed,
            failed,
            share: None,
            created: None,
            completed: None,
        }
    }

    #[test]
    fn counts_read_well_in_every_state() {
        for (p, text) in [
            (
                progress(BatchStatus::Uploaded, 0, 0, 0),
                "Waiting for the server to begin",
            ),
            (
                progress(BatchStatus::Validating, 0, 0, 0),
                "The number of sheets is not known yet",
            ),
            (
                progress(BatchStatus::Processing, 126, 2, 1_291),
                "126 of 1,291 sheets",
            ),
            (progress(BatchStatus::Completed, 51, 0, 51), "51 sheets"),
            (progress(BatchStatus::Failed, 3, 1, 51), "3 of 51 sheets"),
            (progress(BatchStatus::Failed, 0, 0, 0), "No sheets"),
        ] {
            assert_eq!(sheets_done(&p), text);
        }
    }

    #[test]
    fn hundred_percent_is_never_said_early() {
        assert_eq!(
            percent(&progress(BatchStatus::Processing, 11_403, 0, 11_404)),
            Some(99)
        );
        assert_eq!(
            percent(&progress(BatchStatus::Completed, 51, 0, 51)),
            Some(100)
        );
        assert_eq!(percent(&progress(BatchStatus::Validating, 0, 0, 0)), None);
        for whole in 0..99_u8 {
            let mut p = progress(BatchStatus::Processing, 1, 0, 100);
            p.share = Some(f64::from(whole) / 100.0);
            assert_eq!(percent(&p), Some(whole), "what the server says is said");
        }
    }

    #[test]
    fn the_bar_is_read_in_full() {
        let p = progress(BatchStatus::Processing, 126, 0, 291);
        assert_eq!(
            bar_text(&p, Some(340)),
            "43 %, 126 of 291 sheets, about 6 minutes left"
        );
    }

    #[test]
    fn the_limit_of_a_thousand_is_told() {
        assert_eq!(sheets::caption(51, 51, 0), "51 sheets");
        assert_eq!(
            sheets::caption(1_000, 11_404, 12),
            "1,000 of 11,404 sheets: the server gives no more than 1,000 at once, 12 failed"
        );
        assert_eq!(
            sheets::image("/omr_sheets/14991448/a80d/00001.jpg"),
            "00001.jpg"
        );
        assert_eq!(sheets::image("00001.jpg"), "00001.jpg");
        assert_eq!(sheets::seconds(2_449), "2.4");
        assert_eq!(sheets::seconds(2_450), "2.5");
    }

    #[test]
    fn the_most_confusing_failure_is_explained() {
        assert!(
            explained("No sheets were created")
                .unwrap()
                .contains("uploaded before")
        );
        assert!(was_nothing_new("NO SHEETS WERE CREATED"));
        assert_eq!(explained("disk on fire"), None);
    }

    #[test]
    fn every_reason_of_the_demo_is_explained() {
        for (reason, remedy) in [
            (
                "The ZIP archive is protected with a password.",
                "without one",
            ),
            (
                "The ZIP archive is incomplete: its end is missing or damaged.",
                "opens on your computer",
            ),
            (
                "The ZIP archive holds another archive: older/117-with-qr.zip.",
                "one ZIP of that folder",
            ),
            (
                "The file is a JPEG image, not a ZIP archive.",
                "as an image",
            ),
            (
                "The first page (0001.jpg) is not a cover sheet: no QR code with an 8-digit task ID was found on it.",
                "cover sheet",
            ),
            (
                "The processing stopped unexpectedly after 1159 of 1160 sheets.",
                "Upload the file again",
            ),
            ("Cancelled by user", "Someone stopped"),
            ("None of the 12 sheets could be read.", "scan them again"),
        ] {
            assert!(
                explained(reason).is_some_and(|text| text.contains(remedy)),
                "{reason}: {:?}",
                explained(reason)
            );
        }
    }

    #[test]
    fn recovering_names_both_numbers() {
        assert_eq!(
            recover::action(1_159, 1_160),
            "Recover 1,159 of 1,160 sheets"
        );
        assert_eq!(recover::action(5, 5), "Recover 5 sheets");
        assert!(recover::consequence(1_159, 1_160).contains("The other sheet counts as failed"));
        assert!(recover::consequence(5, 5).ends_with("counts as completed."));
        assert!(recover::consequence(2, 5).contains("The other 3 sheets"));
    }

    #[test]
    fn three_dead_ends_read_differently() {
        let texts = [
            no_right_text("araya", None),
            GONE_TEXT.to_owned(),
            BAD_LINK_TEXT.to_owned(),
        ];
        assert!(
            texts
                .iter()
                .all(|t| texts.iter().filter(|u| *u == t).count() == 1)
        );
        assert!(texts[0].contains("araya"));
    }
}
