//! How long a batch took: in all, until its first sheet, and for its sheets.

use super::{AT_WORK, Progress, ServerTime, Sheet};

/// Lengths in milliseconds; `None` where the server does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Timing {
    /// From the upload to the end, or until now.
    pub total: Option<u64>,
    /// From the upload to the first sheet.
    pub preparation: Option<u64>,
    /// From the first sheet to the end, or until now.
    pub reading: Option<u64>,
    /// Sheets per minute in tenths, once there is a second of reading to tell from.
    pub tenths_per_minute: Option<u64>,
}

impl Timing {
    /// From the moments of a batch. `now`: the server's clock, for a batch that runs.
    #[must_use]
    pub fn of(progress: &Progress, started: Option<ServerTime>, now: ServerTime) -> Self {
        let ended = progress.status.is_terminal();
        let end = progress.completed.or((!ended).then_some(now));
        let between = |from: Option<ServerTime>, to: Option<ServerTime>| {
            from.zip(to).map(|(from, to)| to.millis_since(from))
        };
        let reading = between(started, end);
        let rate = |millis: u64| progress.processed.saturating_mul(600_000) / millis;
        Self {
            total: between(progress.created, end),
            preparation: between(progress.created, started.or(end)),
            reading,
            tenths_per_minute: reading
                .filter(|millis| *millis >= 1_000)
                .map(rate)
                .filter(|rate| *rate > 0),
        }
    }
}

/// A batch without any news for so long may have been lost by a restart of the server, in milliseconds. From then on production
/// offers to recover its results.
pub const LOST_MS: u64 = 7_200_000;

/// How long there has been no news of a batch, in milliseconds; 0 for one that has ended. `watched`: nothing has changed for so
/// long while it was looked at. Until the first sheet is read, the last news is that it began.
#[must_use]
pub fn silence(
    progress: &Progress,
    started: Option<ServerTime>,
    now: ServerTime,
    watched: u64,
) -> u64 {
    if !AT_WORK.contains(&progress.status) {
        return 0;
    }
    let begun = started.or(progress.created);
    match begun {
        Some(begun) if progress.processed == 0 => now.millis_since(begun).max(watched),
        _ => watched,
    }
}

/// Why sheets failed: each reason once with the number of its sheets, the commonest first. Reasons that differ in numbers
/// only count as one, and the numbers are left out. `None`: the server gave no reason.
#[must_use]
pub fn reasons(sheets: &[Sheet]) -> Vec<(Option<String>, u64)> {
    let mut groups: Vec<(Option<String>, Option<String>, u64)> = Vec::new();
    let failed = sheets
        .iter()
        .filter(|sheet| sheet.status == super::SheetStatus::Failed);
    for sheet in failed {
        let text = sheet
            .error
            .as_deref()
            .map(str::trim)
            .filter(|t| !t.is_empty());
        let key = text.map(without_numbers);
        match groups.iter_mut().find(|(other, ..)| *other == key) {
            Some((key, shown, count)) => {
                *count += 1;
                if shown.as_deref() != text {
                    shown.clone_from(key);
                }
            }
            None => groups.push((key, text.map(str::to_owned), 1)),
        }
    }
    // Stable: equally common ones stay in the order of the sheets.
    groups.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
    groups
        .into_iter()
        .map(|(_, shown, count)| (shown, count))
        .collect()
}

/// `0012.jpg` and `0013.jpg` both read `….jpg`.
pub(crate) fn without_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('…') {
            out.push('…');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{BatchStatus, SheetStatus};

    fn at(text: &str) -> Option<ServerTime> {
        ServerTime::parse(&format!("2025-11-19T{text}"))
    }

    fn progress(status: BatchStatus, processed: u64, completed: Option<ServerTime>) -> Progress {
        Progress {
            status,
            total: 300,
            processed,
            failed: 0,
            share: None,
            created: at("16:00:00"),
            completed,
        }
    }

    #[test]
    fn a_completed_batch_has_three_lengths_and_a_rate() {
        let done = progress(BatchStatus::Completed, 300, at("16:11:00"));
        let timing = Timing::of(&done, at("16:01:00"), at("18:00:00").unwrap());
        assert_eq!(
            timing,
            Timing {
                total: Some(660_000),
                preparation: Some(60_000),
                reading: Some(600_000),
                tenths_per_minute: Some(300),
            }
        );
    }

    #[test]
    fn a_running_batch_is_measured_until_now() {
        let running = progress(BatchStatus::Processing, 10, None);
        let timing = Timing::of(&running, at("16:01:00"), at("16:01:30").unwrap());
        assert_eq!((timing.total, timing.reading), (Some(90_000), Some(30_000)));
        assert_eq!(timing.tenths_per_minute, Some(200));
        let waiting = progress(BatchStatus::Uploaded, 0, None);
        let timing = Timing::of(&waiting, None, at("16:00:05").unwrap());
        assert_eq!((timing.preparation, timing.reading), (Some(5_000), None));
    }

    #[test]
    fn what_the_server_does_not_say_is_not_made_up() {
        let done = progress(BatchStatus::Completed, 300, None);
        let timing = Timing::of(&done, at("16:01:00"), at("18:00:00").unwrap());
        assert_eq!((timing.total, timing.reading), (None, None));
        assert_eq!(timing.preparation, Some(60_000));
        let odd = Timing::of(
            &progress(BatchStatus::Completed, 300, at("15:00:00")),
            at("16:01:00"),
            at("18:00:00").unwrap(),
        );
        assert_eq!(odd.reading, Some(0), "a clock set back");
        assert_eq!(odd.tenths_per_minute, None);
    }

    #[test]
    fn b23_a_batch_that_a_restart_has_orphaned_is_told_by_its_silence() {
        let now = at("19:00:00").unwrap();
        let of = |status, processed, started, watched| {
            silence(&progress(status, processed, None), started, now, watched)
        };
        let hour = LOST_MS / 2;
        assert_eq!(of(BatchStatus::Uploaded, 0, None, 0), 3 * hour);
        assert_eq!(
            of(BatchStatus::Processing, 0, at("16:30:00"), 0),
            5 * hour / 2
        );
        assert!(of(BatchStatus::Processing, 0, at("16:30:00"), 0) >= LOST_MS);
        // Sheets were read: when the last one was, only watching tells.
        assert_eq!(of(BatchStatus::Processing, 7, at("16:30:00"), 9), 9);
        assert_eq!(
            of(BatchStatus::Processing, 7, at("16:30:00"), LOST_MS),
            LOST_MS
        );
        for ended in [BatchStatus::Completed, BatchStatus::Failed] {
            assert_eq!(of(ended, 0, at("16:30:00"), LOST_MS), 0);
        }
    }

    fn sheet(status: SheetStatus, error: Option<&str>) -> Sheet {
        Sheet {
            id: String::new(),
            number: None,
            status,
            millis: None,
            error: error.map(str::to_owned),
            image: None,
        }
    }

    #[test]
    fn reasons_are_grouped_the_commonest_first() {
        let sheets = [
            sheet(SheetStatus::Completed, None),
            sheet(SheetStatus::Failed, Some("page 7 is upside down")),
            sheet(
                SheetStatus::Failed,
                Some("image 0012.jpg could not be decoded"),
            ),
            sheet(
                SheetStatus::Failed,
                Some("image 0013.jpg could not be decoded "),
            ),
            sheet(SheetStatus::Failed, None),
            sheet(SheetStatus::Failed, Some("  ")),
            sheet(
                SheetStatus::Failed,
                Some("image 7.jpg could not be decoded"),
            ),
        ];
        let found = reasons(&sheets);
        let found: Vec<(Option<&str>, u64)> = found
            .iter()
            .map(|(text, n)| (text.as_deref(), *n))
            .collect();
        assert_eq!(
            found,
            [
                (Some("image ….jpg could not be decoded"), 3),
                (None, 2),
                (Some("page 7 is upside down"), 1),
            ]
        );
        assert!(reasons(&[]).is_empty());
    }
}
