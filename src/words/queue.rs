//! Words of the uploads on their way: phases, numbers, buttons, the log. What went wrong comes from the upload itself.

use super::catalog::{self, say};
use super::time::{duration, left};
use crate::domain::{ByteSize, SizeUnit, TaskId};
use crate::upload::steps::{Step, StepState};
use crate::upload::view::{
    Confirming, Phase, Preparing, QueuedWhy, Totals, UploadView, WaitingWhy,
};

texts! {
    /// Heading of the list of uploads.
    pub title_text = "queue-title";
    /// While there is none.
    pub empty = "queue-empty";
    /// What to expect, while there is none.
    pub empty_text = "queue-empty-text";
    /// Holds everything back.
    pub pause_all = "queue-pause-all";
    /// Goes on with everything.
    pub resume_all = "queue-resume-all";
    /// Tries everything that failed again.
    pub retry_all = "queue-retry-all";
    /// Ends everything, after a question.
    pub cancel_all = "queue-cancel-all";
    /// Takes finished ones off the list.
    pub clear_finished = "queue-clear-finished";
    /// Button: does not wait for the batch before it.
    pub send_now = "queue-send-now";
    /// Button: loads the page anew, where the network's own sign-in stands in the way.
    pub reload = "shell-reload";
    /// Button.
    pub pause = "queue-pause";
    /// Button.
    pub resume = "queue-resume";
    /// Button, where the browser holds a handle to the file.
    pub continue_text = "queue-continue";
    /// Button.
    pub cancel = "queue-cancel";
    /// Button.
    pub retry = "queue-retry";
    /// Button. Of the list only: nothing on the server is deleted.
    pub remove_text = "queue-remove";
}
/// Its accessible name: which one of several (UX-26).
#[must_use]
pub fn remove(name: &str) -> String {
    fill!("queue-remove-named", name = name)
}
texts! {
    /// Button and label of a file input.
    pub choose_again = "queue-choose-again";
    /// The same for an upload of several images.
    pub choose_several_again = "queue-choose-several-again";
    /// Link.
    pub open_batch = "queue-open-batch";
    /// Collapsible log.
    pub log = "queue-log";
    /// Copies the log for support.
    pub copy_log = "queue-copy-log";
    /// Said when it was copied.
    pub log_copied = "queue-log-copied";
    /// Where the clipboard is closed to pages.
    pub copy_log_by_hand = "queue-copy-log-by-hand";
    /// Before the server's own words.
    pub server_says = "queue-server-says";
    /// Name of the four steps.
    pub steps = "queue-steps";
}

/// Asked before an upload is cancelled whose bytes were sent.
pub mod cancel {
    use crate::domain::ByteSize;
    use crate::words::catalog::Arg;

    texts! {
        /// Button that changes nothing; it has the focus first.
        pub keep = "queue-cancel-keep";
        /// Button that ends it.
        pub confirm = "queue-cancel-confirm";
        /// Button that ends all of them.
        pub confirm_all = "queue-cancel-confirm-all";
    }

    /// Heading.
    #[must_use]
    pub fn title(name: &str) -> String {
        fill!("queue-cancel-title", name = name)
    }

    /// Heading, for all that are not over.
    #[must_use]
    pub fn title_of_all(uploads: usize) -> String {
        fill!("queue-cancel-title-all", uploads = uploads)
    }

    /// What is lost of all of them. Bytes.
    #[must_use]
    pub fn consequence_of_all(sent: u64, total: u64) -> String {
        fill!(
            "queue-cancel-consequence-all",
            sent = Arg::part(sent, total),
            total = ByteSize(total)
        )
    }

    /// What becomes of all of them where one was sent completely. Bytes.
    #[must_use]
    pub fn consequence_of_all_and_some_sent(sent: u64, total: u64) -> String {
        fill!(
            "queue-cancel-consequence-all-maybe",
            sent = Arg::part(sent, total),
            total = ByteSize(total)
        )
    }

    texts! {
        /// What becomes of one that was sent completely.
        pub consequence_of_all_sent = "queue-cancel-consequence-maybe";
    }

    /// What is lost. Bytes.
    #[must_use]
    pub fn consequence(sent: u64, total: u64) -> String {
        fill!(
            "queue-cancel-consequence",
            sent = Arg::part(sent, total),
            total = ByteSize(total)
        )
    }
}

/// Name of a step (UX-16).
#[must_use]
pub fn step(step: Step) -> &'static str {
    match step {
        Step::Sending => say("queue-step-sending"),
        Step::Confirming => say("queue-step-confirming"),
        Step::Queued => say("queue-step-queued"),
        Step::Processing => say("queue-step-processing"),
    }
}

/// How a step stands, for who does not see the mark.
#[must_use]
pub fn step_state(state: StepState) -> &'static str {
    match state {
        StepState::Ahead => say("queue-state-ahead"),
        StepState::Current => say("queue-state-current"),
        StepState::Held => say("queue-state-held"),
        StepState::Done => say("queue-state-done"),
        StepState::Failed => say("queue-state-failed"),
    }
}

texts! {
    /// While the server has not said yet what it does with the batch.
    pub asking_progress = "queue-asking-progress";
}

texts! {
    /// Below an upload that another tab sends.
    pub elsewhere = "queue-elsewhere";
}

/// The word on an upload's badge. It names the phase and stays the same while it lasts (UX-12).
#[must_use]
pub fn phase(phase: &Phase) -> &'static str {
    match phase {
        Phase::Queued(QueuedWhy::AllPaused) | Phase::Paused => say("queue-phase-paused"),
        Phase::Queued(QueuedWhy::OtherTab) => say("queue-phase-other-tab"),
        Phase::Queued(QueuedWhy::Turn | QueuedWhy::PreviousBatch) => say("queue-phase-waiting"),
        Phase::Preparing(Preparing::Packing { .. }) => say("queue-phase-packing"),
        Phase::Preparing(Preparing::Reading | Preparing::Asking) => say("queue-phase-preparing"),
        Phase::Sending => say("queue-phase-sending"),
        Phase::Waiting {
            why: WaitingWhy::Network,
            ..
        } => say("queue-phase-offline"),
        Phase::Waiting {
            why: WaitingWhy::SignIn,
            ..
        } => say("queue-phase-sign-in"),
        Phase::Waiting { .. } => say("queue-phase-waiting"),
        Phase::Confirming(_) => say("queue-phase-confirming"),
        Phase::Interrupted { .. } => say("queue-phase-interrupted"),
        Phase::NeedsFile(_) => say("queue-phase-needs-file"),
        Phase::Done { .. } => say("queue-phase-uploaded"),
        Phase::Failed => say("queue-phase-failed"),
        Phase::Cancelled => say("queue-phase-cancelled"),
    }
}

/// A size's number as the language writes it, and the name of its unit.
pub(super) fn number_and_unit(number: &str, unit: SizeUnit) -> (String, &'static str) {
    catalog::with(|now| (now.decimal(number), now.unit(unit)))
}

/// `1.2 of 4.8 GB`, both in the unit of the whole.
#[must_use]
pub fn of_total(part: u64, total: u64) -> String {
    let (whole, unit) = ByteSize(total).rounded();
    let part = if part < total {
        ByteSize(part).floored_in(unit)
    } else {
        whole.clone()
    };
    let (part, _) = number_and_unit(&part, unit);
    let (total, unit) = number_and_unit(&whole, unit);
    fill!("queue-of-total", part = part, total = total, unit = unit)
}

/// The line below the bar: numbers while bytes travel, else why nothing moves and what happens next.
#[must_use]
pub fn detail(view: &UploadView) -> String {
    let sent = || of_total(view.sent_bytes(), view.total_bytes);
    let confirmed = || of_total(view.confirmed_bytes, view.total_bytes);
    match &view.phase {
        Phase::Queued(why) => queued(*why).to_owned(),
        Phase::Preparing(Preparing::Reading) => say("queue-reading").to_owned(),
        Phase::Preparing(Preparing::Asking) => say("queue-asking").to_owned(),
        Phase::Preparing(Preparing::Packing { done, total }) => {
            fill!("queue-packing", read = of_total(*done, *total))
        }
        Phase::Sending => sending(sent(), view),
        Phase::Waiting { why, seconds } => fill!(
            "queue-waiting",
            sent = sent(),
            why = waiting(*why, *seconds)
        ),
        // What was on its way is given up by a pause: only what is confirmed counts.
        Phase::Paused if view.given_up_bytes > 0 => fill!(
            "queue-paused-resend",
            confirmed = confirmed(),
            again = ByteSize(view.given_up_bytes)
        ),
        Phase::Paused => fill!("queue-paused", confirmed = confirmed()),
        Phase::Confirming(Confirming::Answer) => {
            fill!("queue-confirming", total = ByteSize(view.total_bytes))
        }
        Phase::Confirming(Confirming::Checking(Some(status))) => {
            fill!("queue-checking-status", status = *status)
        }
        Phase::Confirming(Confirming::Checking(None)) => say("queue-checking").to_owned(),
        // Its problem says what became of the rest and what to do.
        Phase::Interrupted { .. } if view.problem.is_some() => {
            fill!("queue-confirmed", confirmed = confirmed())
        }
        Phase::NeedsFile(_) | Phase::Failed => fill!("queue-confirmed", confirmed = confirmed()),
        Phase::Interrupted { has_handle: true } => {
            fill!("queue-interrupted", confirmed = confirmed())
        }
        Phase::Interrupted { has_handle: false } => {
            fill!("queue-interrupted-choose", confirmed = confirmed())
        }
        Phase::Cancelled if view.problem.is_some() => String::new(),
        Phase::Done { .. } => fill!("queue-done", total = ByteSize(view.total_bytes)),
        Phase::Cancelled => say("queue-cancelled").to_owned(),
    }
}

fn queued(why: QueuedWhy) -> &'static str {
    match why {
        QueuedWhy::Turn => say("queue-queued-turn"),
        QueuedWhy::PreviousBatch => say("queue-queued-batch"),
        QueuedWhy::AllPaused => say("queue-queued-paused"),
        QueuedWhy::OtherTab => say("queue-queued-other-tab"),
    }
}

/// `1.2 of 4.8 GB · 11 MB/s · about 6 minutes left`, as far as it is known.
fn sending(sent: String, view: &UploadView) -> String {
    match (view.speed.map(rate), view.remaining.map(left)) {
        (None, None) => sent,
        (Some(rate), None) => fill!("queue-sending-rate", sent = sent, rate = rate),
        (None, Some(left)) => fill!("queue-sending-left", sent = sent, left = left),
        (Some(rate), Some(left)) => fill!(
            "queue-sending-rate-left",
            sent = sent,
            rate = rate,
            left = left
        ),
    }
}

/// `11 MB/s` without a decimal from 10 on: the third digit of a speed only flickers.
fn rate(bytes: u64) -> String {
    let size = ByteSize(bytes);
    let unit = size.unit();
    let number = size.floored_in(unit);
    let short = match number.split_once('.') {
        Some((whole, _)) if whole.len() > 1 => whole,
        _ => &number,
    };
    let (number, unit) = number_and_unit(short, unit);
    fill!("queue-rate", number = number, unit = unit)
}

fn waiting(why: WaitingWhy, seconds: Option<u32>) -> String {
    let time = seconds.map(|s| duration(u64::from(s) * 1_000));
    match (why, time) {
        (WaitingWhy::Network, _) => say("queue-wait-network").to_owned(),
        (WaitingWhy::Retry, Some(time)) => fill!("queue-wait-retry", time = time),
        (WaitingWhy::Retry, None) => say("queue-wait-retry-soon").to_owned(),
        (WaitingWhy::RateLimit, Some(time)) => fill!("queue-wait-busy", time = time),
        (WaitingWhy::RateLimit, None) => say("queue-wait-busy-soon").to_owned(),
        (WaitingWhy::Server, Some(time)) => fill!("queue-wait-server", time = time),
        (WaitingWhy::Server, None) => say("queue-wait-server-soon").to_owned(),
        (WaitingWhy::SignIn, _) => say("queue-wait-sign-in").to_owned(),
    }
}

/// What assistive technology reads for the bar: `43 %, about 6 minutes left`.
#[must_use]
pub fn bar_text(view: &UploadView) -> String {
    match (&view.phase, view.remaining) {
        (Phase::Sending, None) => percent(view.percent_shown),
        (Phase::Sending, Some(seconds)) => fill!(
            "queue-bar-text",
            percent = view.percent_shown,
            text = left(seconds)
        ),
        (other, _) => fill!(
            "queue-bar-text",
            percent = view.percent_shown,
            text = phase(other).to_lowercase()
        ),
    }
}

/// `43 %`, at the end of the bar.
#[must_use]
pub fn percent(percent: u8) -> String {
    fill!("queue-percent", percent = percent)
}

/// Name of the bar: it never changes while it runs (UX-12).
#[must_use]
pub fn bar(name: &str) -> String {
    fill!("queue-bar", name = name)
}

/// `Chunk 24 of 96 confirmed`: what the server has acknowledged, apart from what is in flight.
#[must_use]
pub fn chunks(done: u32, total: u32, travels: bool) -> String {
    match (done, travels) {
        (0, true) => fill!("queue-chunk-first", total = total),
        (0, false) => fill!("queue-chunk-none", total = total),
        (n, _) => fill!("queue-chunk-confirmed", chunk = n, total = total),
    }
}

/// `Task 14900113`.
#[must_use]
pub fn task(id: &TaskId) -> String {
    fill!("queue-task", id = id.to_string())
}

/// Accessible name of a button that moves an upload.
#[must_use]
pub fn move_up(name: &str) -> String {
    fill!("queue-move-up", name = name)
}

/// Accessible name of a button that moves an upload.
#[must_use]
pub fn move_down(name: &str) -> String {
    fill!("queue-move-down", name = name)
}

/// `2 uploads · 43 %` in the header; `None`: nothing to show (a missing counter is hidden, UX-39).
#[must_use]
pub fn indicator(totals: Totals) -> Option<String> {
    match (totals.attention, totals.running) {
        (0, 0) => None,
        (0, n) if totals.queued >= n => Some(fill!("queue-indicator-waiting", uploads = n)),
        (0, n) => Some(fill!(
            "queue-indicator-running",
            uploads = n,
            percent = totals.percent
        )),
        (n, _) => Some(fill!("queue-indicator-attention", uploads = n)),
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
    fn b9_only_what_was_sent_is_rounded_down() {
        assert_eq!(of_total(65_499_999, 65_500_000), "65.4 of 65.5 MB");
        assert_eq!(of_total(65_499_999, 65_499_999), "65.5 of 65.5 MB");
        assert_eq!(of_total(209_989_999, 209_990_000), "209 of 210 MB");
        assert_eq!(of_total(500_000_000, 999_999_999), "0.5 of 1.0 GB");
        let lost = cancel::consequence(99_999_999, 100_000_000);
        assert!(lost.starts_with("99.9 MB of 100 MB"), "{lost}");
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
    fn b8_a_pause_says_what_is_sent_again() {
        let mut paused = view(Phase::Paused);
        assert_eq!(
            detail(&paused),
            "1.1 of 4.8 GB confirmed · Nothing is sent until you press “Resume”."
        );
        paused.given_up_bytes = 43_000_000;
        assert_eq!(
            detail(&paused),
            "1.1 of 4.8 GB confirmed · 43.0 MB in progress will be sent again · Nothing is sent until you press “Resume”."
        );
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
            Phase::Confirming(Confirming::Answer),
            Phase::Confirming(Confirming::Checking(None)),
            Phase::Confirming(Confirming::Checking(Some(500))),
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
            Some("1 upload needs attention")
        );
    }

    #[test]
    fn confirmed_chunks_are_told_from_those_on_their_way() {
        assert_eq!(chunks(0, 4, true), "Chunk 1 of 4 on its way");
        assert_eq!(chunks(0, 4, false), "No chunk of 4 confirmed yet");
        assert_eq!(chunks(2, 4, true), "Chunk 2 of 4 confirmed");
    }
}
