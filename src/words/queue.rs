//! Words of the uploads on their way: phases, numbers, buttons, the log. What went wrong comes from the upload itself.

use super::time::{duration, left};
use crate::domain::{ByteSize, TaskId};
use crate::upload::steps::{Step, StepState};
use crate::upload::view::{Phase, Preparing, QueuedWhy, Totals, UploadView, WaitingWhy};

/// Heading of the list of uploads.
pub const TITLE: &str = "Uploads";
/// While there is none.
pub const EMPTY: &str = "No uploads yet";
/// What to expect, while there is none.
pub const EMPTY_TEXT: &str = "Uploads appear here once you start them. You can go to other pages of the console or prepare the next upload while they run.";
/// Holds everything back.
pub const PAUSE_ALL: &str = "Pause all";
/// Goes on with everything.
pub const RESUME_ALL: &str = "Resume all";
/// Tries everything that failed again.
pub const RETRY_ALL: &str = "Retry all";
/// Ends everything, after a question.
pub const CANCEL_ALL: &str = "Cancel all";
/// Takes finished ones off the list.
pub const CLEAR_FINISHED: &str = "Clear finished";
/// Button.
pub const PAUSE: &str = "Pause";
/// Button.
pub const RESUME: &str = "Resume";
/// Button, where the browser holds a handle to the file.
pub const CONTINUE: &str = "Continue";
/// Button.
pub const CANCEL: &str = "Cancel";
/// Button.
pub const RETRY: &str = "Retry";
/// Button. Of the list only: nothing on the server is deleted.
pub const REMOVE: &str = "Remove from list";
/// Its accessible name: which one of several (UX-26).
#[must_use]
pub fn remove(name: &str) -> String {
    format!("{REMOVE}: {name}")
}
/// Button and label of a file input.
pub const CHOOSE_AGAIN: &str = "Choose the same file again";
/// The same for an upload of several images.
pub const CHOOSE_SEVERAL_AGAIN: &str = "Choose the same files again";
/// Link.
pub const OPEN_BATCH: &str = "Open batch";
/// Collapsible log.
pub const LOG: &str = "What went on";
/// Copies the log for support.
pub const COPY_LOG: &str = "Copy log";
/// Said when it was copied.
pub const LOG_COPIED: &str = "Log copied";
/// Where the clipboard is closed to pages.
pub const COPY_LOG_BY_HAND: &str =
    "The browser did not let the console copy the log. Select the lines and copy them.";
/// Before the server's own words.
pub const SERVER_SAYS: &str = "The server’s words";
/// Name of the four steps.
pub const STEPS: &str = "Steps";

/// Asked before an upload is cancelled whose bytes were sent.
pub mod cancel {
    use crate::domain::ByteSize;
    use crate::words::time::counted;

    /// Button that changes nothing; it has the focus first.
    pub const KEEP: &str = "Keep uploading";
    /// Button that ends it.
    pub const CONFIRM: &str = "Cancel upload";
    /// Button that ends all of them.
    pub const CONFIRM_ALL: &str = "Cancel all uploads";

    /// Heading.
    #[must_use]
    pub fn title(name: &str) -> String {
        format!("Cancel the upload of {name}?")
    }

    /// Heading, for all that are not over.
    #[must_use]
    pub fn title_of_all(uploads: usize) -> String {
        format!("Cancel {}?", counted(uploads as u64, "upload", "uploads"))
    }

    /// What is lost of all of them. Bytes.
    #[must_use]
    pub fn consequence_of_all(sent: u64, total: u64) -> String {
        format!(
            "{} of {} were sent already. They are thrown away and no batches are made of them. Batches that exist and the files on your computer stay as they are.",
            ByteSize(sent),
            ByteSize(total)
        )
    }

    /// What is lost. Bytes.
    #[must_use]
    pub fn consequence(sent: u64, total: u64) -> String {
        format!(
            "{} of {} were sent already. They are thrown away and no batch is made. The file on your computer stays as it is.",
            ByteSize(sent),
            ByteSize(total)
        )
    }
}

/// Name of a step (UX-16).
#[must_use]
pub fn step(step: Step) -> &'static str {
    match step {
        Step::Sending => "Sending",
        Step::Confirming => "Confirming",
        Step::Queued => "Queued",
        Step::Processing => "Processing",
    }
}

/// How a step stands, for who does not see the mark.
#[must_use]
pub fn step_state(state: StepState) -> &'static str {
    match state {
        StepState::Ahead => "not begun",
        StepState::Current => "at work",
        StepState::Held => "on hold",
        StepState::Done => "done",
        StepState::Failed => "failed",
    }
}

/// While the server has not said yet what it does with the batch.
pub const ASKING_PROGRESS: &str = "Asking the server for the progress of the batch.";

/// Below an upload that another tab sends.
pub const ELSEWHERE: &str = "In another tab of this browser. Its buttons are there.";

/// The word on an upload's badge. It names the phase and stays the same while it lasts (UX-12).
#[must_use]
pub fn phase(phase: &Phase) -> &'static str {
    match phase {
        Phase::Queued(QueuedWhy::AllPaused) | Phase::Paused => "Paused",
        Phase::Queued(QueuedWhy::OtherTab) => "In another tab",
        Phase::Queued(QueuedWhy::Turn | QueuedWhy::PreviousBatch) => "Waiting",
        Phase::Preparing(Preparing::Packing { .. }) => "Packing",
        Phase::Preparing(Preparing::Reading | Preparing::Asking) => "Preparing",
        Phase::Sending => "Sending",
        Phase::Waiting {
            why: WaitingWhy::Network,
            ..
        } => "Offline",
        Phase::Waiting {
            why: WaitingWhy::SignIn,
            ..
        } => "Sign-in needed",
        Phase::Waiting { .. } => "Waiting",
        Phase::Confirming => "Confirming",
        Phase::Interrupted { .. } => "Interrupted",
        Phase::NeedsFile(_) => "File needed",
        Phase::Done { .. } => "Uploaded",
        Phase::Failed => "Upload failed",
        Phase::Cancelled => "Cancelled",
    }
}

/// `1.2 of 4.8 GB`, both in the unit of the whole.
#[must_use]
pub fn of_total(part: u64, total: u64) -> String {
    let total = ByteSize(total);
    let unit = total.unit();
    format!(
        "{} of {} {}",
        ByteSize(part).in_unit(unit),
        total.in_unit(unit),
        unit.symbol()
    )
}

/// The line below the bar: numbers while bytes travel, else why nothing moves and what happens next.
#[must_use]
pub fn detail(view: &UploadView) -> String {
    let sent = || of_total(view.sent_bytes(), view.total_bytes);
    let confirmed = || {
        format!(
            "{} confirmed",
            of_total(view.confirmed_bytes, view.total_bytes)
        )
    };
    match &view.phase {
        Phase::Queued(QueuedWhy::Turn) => {
            "Starts by itself when the uploads before it are sent.".to_owned()
        }
        Phase::Queued(QueuedWhy::PreviousBatch) => {
            "Starts by itself when the batch before it has been processed.".to_owned()
        }
        Phase::Queued(QueuedWhy::AllPaused) => {
            "“Pause all” is on. “Resume all” goes on with it.".to_owned()
        }
        Phase::Queued(QueuedWhy::OtherTab) => {
            "Another tab of this browser is sending it.".to_owned()
        }
        Phase::Preparing(Preparing::Reading) => "Reading the file.".to_owned(),
        Phase::Preparing(Preparing::Asking) => "Asking the server what it has already.".to_owned(),
        Phase::Preparing(Preparing::Packing { done, total }) => {
            format!("Reading the images: {}", of_total(*done, *total))
        }
        Phase::Sending => {
            let mut text = sent();
            if let Some(speed) = view.speed {
                text.push_str(&format!(" · {}/s", rate(speed)));
            }
            if let Some(seconds) = view.remaining {
                text.push_str(" · ");
                text.push_str(&left(seconds));
            }
            text
        }
        Phase::Waiting { why, seconds } => format!("{} · {}", sent(), waiting(*why, *seconds)),
        // What was on its way is given up by a pause: only what is confirmed counts.
        Phase::Paused => format!(
            "{} · Nothing is sent until you press “Resume”.",
            confirmed()
        ),
        Phase::Confirming => {
            format!(
                "All of {} is sent. The server is putting the batch together.",
                ByteSize(view.total_bytes)
            )
        }
        // Its problem says what became of the rest and what to do.
        Phase::Interrupted { .. } if view.problem.is_some() => confirmed(),
        Phase::NeedsFile(_) | Phase::Failed => confirmed(),
        Phase::Interrupted { has_handle: true } => {
            format!(
                "{} are on the server. “Continue” sends the rest.",
                of_total(view.confirmed_bytes, view.total_bytes)
            )
        }
        Phase::Interrupted { has_handle: false } => format!(
            "{} are on the server. Choose the same file again to send the rest.",
            of_total(view.confirmed_bytes, view.total_bytes)
        ),
        Phase::Cancelled if view.problem.is_some() => String::new(),
        Phase::Done { .. } => format!("All of {} is on the server.", ByteSize(view.total_bytes)),
        Phase::Cancelled => "No batch was made. The file on your computer is unchanged.".to_owned(),
    }
}

/// `11 MB/s` without a decimal from 10 on: the third digit of a speed only flickers.
fn rate(bytes: u64) -> String {
    let size = ByteSize(bytes);
    let unit = size.unit();
    let number = size.in_unit(unit);
    let short = match number.split_once('.') {
        Some((whole, _)) if whole.len() > 1 => whole,
        _ => &number,
    };
    format!("{short} {}", unit.symbol())
}

fn waiting(why: WaitingWhy, seconds: Option<u32>) -> String {
    let when = seconds.map(|s| format!(" in {}", duration(u64::from(s) * 1_000)));
    match (why, when) {
        (WaitingWhy::Network, _) => "It goes on by itself when the network is back.".to_owned(),
        (WaitingWhy::Retry, Some(when)) => format!("The connection failed. It tries again{when}."),
        (WaitingWhy::Retry, None) => {
            "The connection failed. It tries again in a moment.".to_owned()
        }
        (WaitingWhy::RateLimit, Some(when)) => format!("The server is busy. It goes on{when}."),
        (WaitingWhy::RateLimit, None) => "The server is busy. It goes on in a moment.".to_owned(),
        (WaitingWhy::Server, Some(when)) => {
            format!("The server does not answer properly. It is asked again{when}.")
        }
        (WaitingWhy::Server, None) => {
            "The server does not answer properly. It is asked once a minute.".to_owned()
        }
        (WaitingWhy::SignIn, _) => "Sign in again; it then goes on by itself.".to_owned(),
    }
}

/// What assistive technology reads for the bar: `43 %, about 6 minutes left`.
#[must_use]
pub fn bar_text(view: &UploadView) -> String {
    let mut text = format!("{} %", view.percent_shown);
    match view.phase {
        Phase::Sending => {
            if let Some(seconds) = view.remaining {
                text.push_str(", ");
                text.push_str(&left(seconds));
            }
        }
        _ => {
            text.push_str(", ");
            text.push_str(&phase(&view.phase).to_lowercase());
        }
    }
    text
}

/// `43 %`, at the end of the bar.
#[must_use]
pub fn percent(percent: u8) -> String {
    format!("{percent} %")
}

/// Name of the bar: it never changes while it runs (UX-12).
#[must_use]
pub fn bar(name: &str) -> String {
    format!("Upload of {name}")
}

/// `Chunk 24 of 96 confirmed`: what the server has acknowledged, apart from what is in flight.
#[must_use]
pub fn chunks(done: u32, total: u32, travels: bool) -> String {
    match (done, travels) {
        (0, true) => format!("Chunk 1 of {total} on its way"),
        (0, false) => format!("No chunk of {total} confirmed yet"),
        (n, _) => format!("Chunk {n} of {total} confirmed"),
    }
}

/// `Task 14900113`.
#[must_use]
pub fn task(id: &TaskId) -> String {
    format!("Task {id}")
}

/// Accessible name of a button that moves an upload.
#[must_use]
pub fn move_up(name: &str) -> String {
    format!("Move {name} up")
}

/// Accessible name of a button that moves an upload.
#[must_use]
pub fn move_down(name: &str) -> String {
    format!("Move {name} down")
}

/// `2 uploads · 43 %` in the header; `None`: nothing to show (a missing counter is hidden, UX-39).
#[must_use]
pub fn indicator(totals: Totals) -> Option<String> {
    let uploads = |n: usize| {
        if n == 1 {
            "1 upload".to_owned()
        } else {
            format!("{n} uploads")
        }
    };
    match (totals.attention, totals.running) {
        (0, 0) => None,
        (0, n) if totals.queued >= n => Some(format!("{} waiting", uploads(n))),
        (0, n) => Some(format!("{} · {} %", uploads(n), totals.percent)),
        (1, _) => Some("1 upload needs you".to_owned()),
        (n, _) => Some(format!("{n} uploads need you")),
    }
}

/// One line of the copied log.
#[must_use]
pub fn log_line(clock: &str, text: &str) -> String {
    format!("{clock}  {text}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{BatchId, Strategy};
    use crate::upload::view::{FileWhy, UploadKey};

    fn view(phase: Phase) -> UploadView {
        let mut view = UploadView::new(
            UploadKey(1),
            "a.zip".into(),
            1,
            4_800_000_000,
            Strategy::ZipWithQr,
        );
        view.phase = phase;
        view.confirmed_bytes = 1_100_000_000;
        view.in_flight_bytes = 100_000_000;
        view.percent_shown = 25;
        view
    }

    #[test]
    fn numbers_while_bytes_travel() {
        let mut sending = view(Phase::Sending);
        assert_eq!(detail(&sending), "1.2 of 4.8 GB");
        assert_eq!(bar_text(&sending), "25 %");
        sending.speed = Some(11_000_000);
        sending.remaining = Some(340);
        assert_eq!(
            detail(&sending),
            "1.2 of 4.8 GB · 11 MB/s · about 6 minutes left"
        );
        assert_eq!(bar_text(&sending), "25 %, about 6 minutes left");
    }

    #[test]
    fn every_phase_has_a_word_and_a_sentence() {
        let batch = BatchId::parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301").unwrap();
        let waits = [
            WaitingWhy::Network,
            WaitingWhy::Retry,
            WaitingWhy::RateLimit,
            WaitingWhy::Server,
            WaitingWhy::SignIn,
        ];
        let waits = waits
            .into_iter()
            .flat_map(|why| [None, Some(5)].map(|seconds| Phase::Waiting { why, seconds }));
        let others = [
            Phase::Queued(QueuedWhy::Turn),
            Phase::Queued(QueuedWhy::PreviousBatch),
            Phase::Queued(QueuedWhy::AllPaused),
            Phase::Queued(QueuedWhy::OtherTab),
            Phase::Preparing(Preparing::Reading),
            Phase::Preparing(Preparing::Packing { done: 1, total: 2 }),
            Phase::Preparing(Preparing::Asking),
            Phase::Paused,
            Phase::Confirming,
            Phase::Interrupted { has_handle: true },
            Phase::Interrupted { has_handle: false },
            Phase::NeedsFile(FileWhy::Reload),
            Phase::Done { batch },
            Phase::Failed,
            Phase::Cancelled,
        ];
        for phase in waits.chain(others) {
            let view = view(phase);
            assert!(!super::phase(&view.phase).is_empty());
            assert!(detail(&view).len() > 8, "{:?}", view.phase);
            assert!(
                !bar_text(&view).contains("left"),
                "no time left while nothing travels: {:?}",
                view.phase
            );
        }
    }

    #[test]
    fn the_indicator_says_the_most_urgent_thing() {
        let none = Totals::default();
        assert_eq!(indicator(none), None);
        let sending = Totals {
            running: 2,
            queued: 1,
            percent: 43,
            ..none
        };
        assert_eq!(indicator(sending).as_deref(), Some("2 uploads · 43 %"));
        assert_eq!(
            indicator(Totals {
                queued: 2,
                ..sending
            })
            .as_deref(),
            Some("2 uploads waiting")
        );
        assert_eq!(
            indicator(Totals {
                running: 1,
                queued: 0,
                ..sending
            })
            .as_deref(),
            Some("1 upload · 43 %")
        );
        assert_eq!(
            indicator(Totals {
                attention: 1,
                ..sending
            })
            .as_deref(),
            Some("1 upload needs you")
        );
    }

    #[test]
    fn confirmed_chunks_are_told_from_those_on_their_way() {
        assert_eq!(chunks(0, 4, true), "Chunk 1 of 4 on its way");
        assert_eq!(chunks(0, 4, false), "No chunk of 4 confirmed yet");
        assert_eq!(chunks(2, 4, true), "Chunk 2 of 4 confirmed");
    }
}
