//! Words of the page about one batch: progress, timeline, sheets, and why it cannot be shown.

use super::catalog::say;
use super::time::{about as roughly, duration, with_tenth};
use crate::domain::{BatchStatus, Progress, SheetStatus};

texts! {
    /// Title while the name is unknown.
    pub title = "batch-title";
    /// Panel.
    pub progress = "batch-progress";
    /// Name of the steps.
    pub timeline = "batch-timeline";
    /// Panel.
    pub about = "batch-about";
    /// Panel and column.
    pub sheets = "batch-sheets";
    /// Panel.
    pub notes = "batch-notes";
    /// Copies the page's address.
    pub copy_link = "batch-copy-link";
    /// Opens the browser's share sheet.
    pub share = "batch-share";
    /// Said when it was copied.
    pub link_copied = "batch-link-copied";
    /// Where the clipboard is closed to pages.
    pub copy_by_hand = "batch-copy-by-hand";
    /// Leads to the dialog.
    pub delete = "batch-delete";
    /// Figure: sheets that were read.
    pub read = "batch-read";
    /// Figure.
    pub failed = "batch-failed";
    /// Fact.
    pub batch_id = "batch-batch-id";
    /// Heading above the server's reason.
    pub failed_heading = "batch-failed-heading";
    /// Before the server's own words.
    pub server_says = "batch-server-says";
    /// While the first answer is on its way.
    pub loading = "batch-loading";
    /// A failed refresh with the old data kept.
    pub cannot_refresh = "batch-cannot-refresh";
    /// The first load failed.
    pub cannot_load = "batch-cannot-load";
}

/// `126 of 291 sheets`, `291 sheets`, or what is known so far.
#[must_use]
pub fn sheets_done(progress: &Progress) -> String {
    match (&progress.status, progress.total) {
        (BatchStatus::Uploaded, 0) => say("batch-sheets-not-begun").to_owned(),
        (status, 0) if status.is_terminal() => say("batch-sheets-of-none").to_owned(),
        (_, 0) => say("batch-sheets-not-known").to_owned(),
        (BatchStatus::Completed, total) if progress.processed == total => {
            fill!("batch-n-sheets", n = total)
        }
        (_, total) => fill!("batch-sheets-done", done = progress.processed, n = total),
    }
}

/// `155 sheets read`; while the batch runs, and where it has none, as [`sheets_done`].
#[must_use]
pub fn outcome(progress: &Progress) -> String {
    if progress.status.is_terminal() && progress.total > 0 {
        fill!("batch-sheets-read", n = progress.read())
    } else {
        sheets_done(progress)
    }
}

/// How much of the bar's filled part stands for failed sheets, for the style sheet. One sheet of thousands is seen too.
#[must_use]
pub fn failed_part(progress: &Progress) -> String {
    match progress.failed {
        0 => "0px".to_owned(),
        failed => {
            let tenths = failed.saturating_mul(1_000) / progress.processed.max(1);
            format!("max({}.{}%, 4px)", tenths / 10, tenths % 10)
        }
    }
}

/// What the sheets are called that are not dealt with: nothing waits in a batch that has ended.
#[must_use]
pub fn left(progress: &Progress) -> &'static str {
    if progress.status.is_terminal() {
        say("batch-not-processed")
    } else {
        say("batch-waiting")
    }
}

/// `2 failed`; nothing where none did.
#[must_use]
pub fn failed_sheets(progress: &Progress) -> Option<String> {
    (progress.failed > 0).then(|| fill!("batch-n-failed", failed = progress.failed))
}

/// What a batch is called whose name the server does not send: the first group of its id.
#[must_use]
pub fn nameless(id: &str) -> String {
    fill!("batch-nameless", id = id.split('-').next().unwrap_or(id))
}

/// What the shown progress is worth after failed refreshes.
#[must_use]
pub fn stale(clock: &str) -> String {
    fill!("batch-stale", clock = clock)
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
    let sheets = sheets_done(progress);
    let left = seconds_left.map(super::time::left);
    match (percent(progress), left) {
        (Some(percent), Some(left)) => fill!(
            "batch-bar-percent-left",
            percent = percent,
            sheets = sheets,
            left = left
        ),
        (Some(percent), None) => fill!("batch-bar-percent", percent = percent, sheets = sheets),
        (None, Some(left)) => fill!("batch-bar-left", sheets = sheets, left = left),
        (None, None) => sheets,
    }
}

texts! {
    /// Name of the bar: it never changes while it runs (UX-12).
    pub bar = "batch-bar";
}

/// Read out once when a watched batch ends.
#[must_use]
pub fn ended(name: &str, progress: &Progress) -> String {
    match progress.status {
        BatchStatus::Completed => fill!(
            "batch-ended-completed",
            name = name,
            n = progress.total,
            failed = progress.failed
        ),
        _ => fill!("batch-ended-failed", name = name),
    }
}

/// A batch that the server may have lost.
#[must_use]
pub fn no_news(silent_ms: u64) -> String {
    // Rounded down: it is not longer than that.
    fill!(
        "batch-no-news",
        time = roughly(silent_ms / 3_600_000 * 3_600)
    )
}

texts! {
    /// What that may mean, and what to do.
    pub no_news_text = "batch-no-news-text";
}

/// A batch that has not moved for long (F-41).
#[must_use]
pub fn still_working(unchanged_ms: u64) -> String {
    fill!("batch-still-working", time = roughly(unchanged_ms / 1_000))
}

/// Steps of the timeline.
pub mod step {
    texts! {
        /// The server has everything.
        pub uploaded = "batch-step-uploaded";
        /// From upload to the first sheet.
        pub preparation = "batch-step-preparation";
        /// Sheets are read.
        pub reading = "batch-step-reading";
        /// The end, whichever.
        pub completed = "batch-step-completed";
        /// The end of a failed one.
        pub failed = "batch-step-failed";
        /// Not reached yet.
        pub finish = "batch-step-finish";
    }
}

/// `took 48s`.
#[must_use]
pub fn took(millis: u64) -> String {
    fill!("batch-took", time = duration(millis))
}

/// `5m 32s so far`.
#[must_use]
pub fn so_far(millis: u64) -> String {
    fill!("batch-so-far", time = duration(millis))
}

/// `8m 10s in all`.
#[must_use]
pub fn in_all(millis: u64) -> String {
    fill!("batch-in-all", time = duration(millis))
}

/// `22.4 sheets per minute`, from tenths.
#[must_use]
pub fn pace(tenths: u64) -> String {
    fill!("batch-pace", rate = with_tenth(tenths))
}

texts! {
    /// Name of the links to the neighbours in the list.
    pub neighbours = "batch-neighbours";
    /// To the batch above.
    pub before = "batch-before";
    /// To the batch below.
    pub after = "batch-after";
}

/// `3 of 25 in the list`.
#[must_use]
pub fn place(place: usize, of: usize) -> String {
    fill!("batch-place", place = place, of = of)
}

/// Stopping a batch that is being processed.
pub mod cancel {
    use super::{Progress, say};

    texts! {
        /// Opens the dialog.
        pub open = "batch-cancel-open";
        /// Does it.
        pub submit = "batch-cancel-submit";
        /// Leaves everything as it is.
        pub keep = "batch-cancel-keep";
        /// While the server is asked.
        pub busy = "batch-cancel-busy";
        /// Said when it is done.
        pub done_text = "batch-cancel-done";
        /// It had ended before.
        pub over = "batch-cancel-over";
    }

    /// Heading of the dialog.
    #[must_use]
    pub fn heading(name: &str) -> String {
        fill!("batch-cancel-heading", name = name)
    }

    /// What it means.
    #[must_use]
    pub fn consequence(progress: &Progress) -> String {
        match progress.total {
            0 => say("batch-cancel-consequence").to_owned(),
            total => fill!(
                "batch-cancel-consequence-so-far",
                done = progress.processed,
                n = total
            ),
        }
    }

    texts! {
        /// Where the deployment can recover.
        pub recoverable = "batch-cancel-recoverable";
    }
}

/// Bringing back the results of a failed batch.
pub mod recover {
    texts! {
        /// Heading of the notice.
        pub offer_text = "batch-recover-offer";
        /// Leaves everything as it is.
        pub keep = "batch-recover-keep";
        /// While the server is asked.
        pub busy = "batch-recover-busy";
        /// It had changed before.
        pub over = "batch-recover-over";
        /// It could not be asked whether anything can be recovered.
        pub not_asked = "batch-recover-not-asked";
    }

    /// `Recover 1,159 of 1,160 sheets`: button, heading and what does it.
    #[must_use]
    pub fn action(sheets: u64, total: u64) -> String {
        if sheets == total {
            return fill!("batch-recover-all", n = total);
        }
        fill!("batch-recover-some", sheets = sheets, n = total)
    }

    /// What is there.
    #[must_use]
    pub fn offer(sheets: u64, total: u64) -> String {
        fill!("batch-recover-offer-text", sheets = sheets, n = total)
    }

    /// What it means.
    #[must_use]
    pub fn consequence(sheets: u64, total: u64) -> String {
        fill!(
            "batch-recover-consequence",
            n = sheets,
            rest = total.saturating_sub(sheets)
        )
    }

    /// Said when it is done.
    #[must_use]
    pub fn done(sheets: u64) -> String {
        fill!("batch-recover-done", n = sheets)
    }
}

/// The word on a sheet's badge.
#[must_use]
pub fn sheet_status(status: &SheetStatus) -> String {
    let word = match status {
        SheetStatus::Pending => say("batch-sheet-pending"),
        SheetStatus::Processing => say("batch-sheet-processing"),
        SheetStatus::Completed => say("batch-sheet-completed"),
        SheetStatus::Failed => say("batch-sheet-failed"),
        SheetStatus::Unknown(word) => {
            return super::batches::status(&BatchStatus::Unknown(word.clone()));
        }
    };
    word.to_owned()
}

/// The sheets table.
pub mod sheets {
    use super::say;

    texts! {
        /// Loads and shows the table.
        pub show = "batch-sheets-show";
        /// Loads it again.
        pub reload = "batch-sheets-reload";
        /// Column.
        pub number = "batch-sheets-number";
        /// Column.
        pub status = "batch-sheets-status";
        /// Column; the unit is in the header (UX-24).
        pub time = "batch-sheets-time";
        /// Column.
        pub reason = "batch-sheets-reason";
        /// Column.
        pub image_text = "batch-sheets-image";
        /// Name of the choice between all sheets and failed ones.
        pub views = "batch-sheets-views";
        /// Hides the table.
        pub hide = "batch-sheets-hide";
        /// Heading of the grouped reasons.
        pub reasons = "batch-sheets-reasons";
        /// A group without a reason.
        pub no_reason = "batch-sheets-no-reason";
        /// No sheet failed.
        pub none_failed = "batch-sheets-none-failed";
        /// No failed one among those that the server gives.
        pub none_failed_here = "batch-sheets-none-failed-here";
        /// Leads to the failed ones.
        pub show_failed = "batch-sheets-show-failed";
    }

    /// Choice: `All 51`, or `First 1,000` where the server gives no more.
    #[must_use]
    pub fn all(whole: bool) -> &'static str {
        if whole {
            say("batch-sheets-all")
        } else {
            say("batch-sheets-first")
        }
    }

    /// Choice: the failed ones, of all or of those that the server gives.
    #[must_use]
    pub fn failed_only(whole: bool) -> &'static str {
        if whole {
            say("batch-sheets-failed-only")
        } else {
            say("batch-sheets-failed-of-these")
        }
    }

    /// `12 sheets: image could not be decoded`: the first half.
    #[must_use]
    pub fn group(count: u64) -> String {
        fill!("batch-sheets-group", n = count)
    }

    texts! {
        /// While they are on their way.
        pub loading = "batch-sheets-loading";
        /// The server has none to show.
        pub none = "batch-sheets-none";
        /// They could not be loaded.
        pub cannot_load = "batch-sheets-cannot-load";
    }

    /// `51 sheets, 2 failed`. Above 1,000 the server gives no more than that (api-contract), and that is said.
    #[must_use]
    pub fn caption(shown: u64, total: u64, failed_shown: u64) -> String {
        if total > shown {
            fill!(
                "batch-sheets-caption-part",
                shown = shown,
                n = total,
                failed = failed_shown
            )
        } else {
            fill!("batch-sheets-caption", n = shown, failed = failed_shown)
        }
    }

    /// `2.4`, seconds with one decimal for every row (UX-24).
    #[must_use]
    pub fn seconds(millis: u64) -> String {
        super::with_tenth((millis + 50) / 100)
    }

    /// The image's file name without the server's folders, which tell a person nothing.
    #[must_use]
    pub fn image(path: &str) -> &str {
        path.rsplit(['/', '\\'])
            .next()
            .filter(|name| !name.is_empty())
            .unwrap_or(path)
    }

    texts! {
        /// A sheet without a number.
        pub unnumbered = "batch-sheets-unnumbered";
    }
}

pub use super::failures::{again_helps, explained};

texts! {
    /// Leads to the form, filled in.
    pub upload_again = "batch-upload-again";
    /// Leads to earlier batches with the same file name.
    pub look_for_earlier = "batch-look-for-earlier";
}

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
    fill!("batch-some-failed", n = failed)
}

texts! {
    /// What to do about them.
    pub some_failed_text = "batch-some-failed-text";
}

texts! {
    /// Without any reason from the server.
    pub no_reason = "batch-no-reason";
}

texts! {
    /// 403: heading.
    pub no_right = "batch-no-right";
    /// 404: heading.
    pub gone = "batch-gone";
    /// 404: text.
    pub gone_text = "batch-gone-text";
    /// Malformed id: heading.
    pub bad_link = "batch-bad-link";
    /// Malformed id: text.
    pub bad_link_text = "batch-bad-link-text";
}

/// 403: whom to ask.
#[must_use]
pub fn no_right_text(user: &str, support: Option<&str>) -> String {
    match support {
        Some(support) => fill!("batch-no-right-text", user = user, support = support),
        None => fill!("batch-no-right-text-administrator", user = user),
    }
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
    fn the_line_says_what_came_of_a_batch() {
        let partly = progress(BatchStatus::Completed, 52, 1, 52);
        assert_eq!(outcome(&partly), "51 sheets read");
        assert_eq!(failed_sheets(&partly).as_deref(), Some("1 failed"));
        let running = progress(BatchStatus::Processing, 10, 1, 52);
        assert_eq!(outcome(&running), "10 of 52 sheets");
        let none = progress(BatchStatus::Failed, 0, 0, 0);
        assert_eq!(outcome(&none), "No sheets");
        assert_eq!(pace(247), "24.7 sheets per minute");
    }

    #[test]
    fn one_failed_sheet_of_thousands_is_seen_in_the_bar() {
        let part =
            |failed, done| failed_part(&progress(BatchStatus::Completed, done, failed, done));
        assert_eq!(part(0, 51), "0px");
        assert_eq!(part(1, 11_404), "max(0.0%, 4px)");
        assert_eq!(part(13, 52), "max(25.0%, 4px)");
    }

    #[test]
    fn b11_nothing_waits_in_a_batch_that_has_ended() {
        let failed = progress(BatchStatus::Failed, 51, 1, 52);
        assert_eq!((left(&failed), failed.left()), ("Not processed", 1));
        let running = progress(BatchStatus::Processing, 51, 1, 52);
        assert_eq!((left(&running), running.left()), ("Waiting", 1));
    }

    #[test]
    fn b23_the_silence_is_told_in_whole_hours() {
        assert_eq!(no_news(7_200_000), "No news for 2 hours");
        assert_eq!(no_news(3 * 3_600_000 - 1), "No news for 2 hours");
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
            let p = progress(BatchStatus::Processing, whole.into(), 0, 100);
            assert_eq!(percent(&p), Some(whole));
            let mut p = progress(BatchStatus::Processing, 0, 0, 100);
            p.share = Some(f64::from(whole) / 100.0);
            assert_eq!(
                percent(&p),
                Some(whole),
                "while nothing is counted the server's own word is said"
            );
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
    fn b11_a_thousand_of_many_are_the_first_and_not_all() {
        assert_eq!((sheets::all(true), sheets::all(false)), ("All", "First"));
        assert_ne!(sheets::failed_only(true), sheets::failed_only(false));
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
            gone_text().to_owned(),
            bad_link_text().to_owned(),
        ];
        assert!(
            texts
                .iter()
                .all(|t| texts.iter().filter(|u| *u == t).count() == 1)
        );
        assert!(texts[0].contains("araya"));
    }
}
