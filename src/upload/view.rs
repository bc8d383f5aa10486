//! What a person is shown of one upload. Plain data: made by the driver, drawn by components, mirrored to other tabs.

use std::fmt;

use crate::domain::{BatchId, Strategy, TaskId};

/// Names one confirmed upload, in this tab, in the journal and in other tabs. Random, 53 bits, never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UploadKey(pub u64);

impl UploadKey {
    /// Reads what `Display` wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        u64::from_str_radix(text, 16).ok().map(Self)
    }
}

impl fmt::Display for UploadKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:014x}", self.0)
    }
}

/// Where an upload stands. Processing is the batch's own progress and begins at [`Phase::Done`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// Waits for its turn; one upload is sent at a time.
    Queued(QueuedWhy),
    /// Work before the first byte is sent.
    Preparing(Preparing),
    /// Bytes are on their way.
    Sending,
    /// Nothing is sent for a while, for a reason that passes.
    Waiting {
        /// The reason.
        why: WaitingWhy,
        /// Whole seconds until it goes on by itself; `None`: unknown or up to the person.
        seconds: Option<u32>,
    },
    /// Stopped by the person.
    Paused,
    /// Every byte was sent; the server's word that the batch exists is still missing.
    Confirming(Confirming),
    /// The tab was closed in mid-upload. What the server has is kept.
    Interrupted {
        /// The browser holds a handle to the file: one click continues. Otherwise the file is chosen again.
        has_handle: bool,
    },
    /// The file can no longer be read, or another one was given.
    NeedsFile(FileWhy),
    /// The server has confirmed the batch.
    Done {
        /// The batch's UUID.
        batch: BatchId,
    },
    /// Stopped; [`UploadView::problem`] says why and what to do.
    Failed,
    /// Ended by the person; no batch was created.
    Cancelled,
}

/// How the server's word is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirming {
    /// Its answer is awaited.
    Answer,
    /// There is no answer to wait for: the list is asked whether the batch exists. With the status that was answered.
    Checking(Option<u16>),
}

/// Why a queued upload is not sent yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueuedWhy {
    /// Another upload is being sent.
    Turn,
    /// The batch before it is still being processed (a deployment setting).
    PreviousBatch,
    /// "Pause all" is on.
    AllPaused,
    /// The same upload runs in another tab.
    OtherTab,
}

/// What is done before the first byte is sent. Bytes are of the file or files that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preparing {
    /// The file is read in ten places, so that it is known again after a reload.
    Reading,
    /// Images are checked and packed into one ZIP.
    Packing {
        /// Bytes read so far.
        done: u64,
        /// Bytes in all.
        total: u64,
    },
    /// The server is asked which batches exist already, so that none is made twice.
    Asking,
}

/// Why nothing is sent for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitingWhy {
    /// The network is away. Costs no attempts.
    Network,
    /// A chunk failed and is sent again after a pause.
    Retry,
    /// The server asked for fewer requests (429, 503, Retry-After).
    RateLimit,
    /// The server is out of order for longer; it is asked once a minute.
    Server,
    /// The session has ended; the person signs in and the upload goes on.
    SignIn,
}

/// Why the file is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileWhy {
    /// It was changed, moved, deleted or unplugged in mid-upload.
    Unreadable,
    /// The tab was closed; the file itself does not survive that.
    Reload,
    /// The file that was given has another name.
    OtherName,
    /// The file that was given has another size.
    OtherSize,
    /// The file that was given has the same name and size but other content.
    OtherContent,
    /// The file that was given looks the same but was saved again since.
    SavedAgain,
}

/// A failure in three parts (brief: cause, what happened to the data, what to do next), ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProblemText {
    /// What went wrong. One sentence.
    pub cause: String,
    /// What became of the data. One sentence.
    pub fate: String,
    /// What to do next. One sentence.
    pub next: String,
    /// The server's own words, where it had some. Shown as a quotation, as text only (S-12).
    pub server_words: Option<String>,
}

/// One line of what went on, without tokens and secrets.
#[derive(Debug, Clone, PartialEq)]
pub struct LogEntry {
    /// When, in milliseconds since 1970 (this computer's clock).
    pub at: f64,
    /// What, as a sentence.
    pub text: String,
}

/// Time spent so far, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PhaseTimes {
    /// Before the first byte.
    pub preparing: u64,
    /// Sending.
    pub sending: u64,
    /// Waiting for network, server or sign-in.
    pub waiting: u64,
    /// Paused or interrupted.
    pub paused: u64,
    /// From the last byte sent to the server's word.
    pub confirming: u64,
}

/// One upload as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct UploadView {
    /// Its name in calls.
    pub key: UploadKey,
    /// File name, or what stands for several images. Foreign text: show it in `<bdi>`.
    pub name: String,
    /// How many files the draft had.
    pub files: usize,
    /// Size in bytes of what was chosen.
    pub size: u64,
    /// As chosen. (Images beyond one request travel as a ZIP all the same.)
    pub strategy: Strategy,
    /// As typed.
    pub task_id: Option<TaskId>,
    /// Where it stands.
    pub phase: Phase,
    /// Time spent per phase.
    pub times: PhaseTimes,
    /// Bytes that the server has acknowledged.
    pub confirmed_bytes: u64,
    /// Bytes on their way, not yet acknowledged.
    pub in_flight_bytes: u64,
    /// Bytes that a pause took off the line: they are sent again.
    pub given_up_bytes: u64,
    /// Bytes to send in all.
    pub total_bytes: u64,
    /// Whole percent for the bar: never falls, at most 99 before the server's word (UX-12, UX-13).
    pub percent_shown: u8,
    /// Smoothed speed in bytes per second; `None` until it is known (UX-14).
    pub speed: Option<u64>,
    /// Time left in seconds; `None` until it can be told (5 s after the start).
    pub remaining: Option<u64>,
    /// Chunks acknowledged and chunks in all; `None` for an upload of one request.
    pub chunk: Option<(u32, u32)>,
    /// The batch, once the server has named it.
    pub batch: Option<BatchId>,
    /// Something the person should know although all is well ("Starting again: …").
    pub notice: Option<String>,
    /// Why it stopped. Present with `Failed`, `NeedsFile` and `Waiting { SignIn }`.
    pub problem: Option<ProblemText>,
    /// The network's own sign-in may be over: loading the page anew leads there.
    pub may_reload: bool,
    /// What went on, oldest first.
    pub log: Vec<LogEntry>,
    /// It is sent by another tab; this is a mirror and its buttons are not offered.
    pub elsewhere: bool,
}

impl UploadView {
    /// A fresh one, waiting for its turn.
    #[must_use]
    pub fn new(key: UploadKey, name: String, files: usize, size: u64, strategy: Strategy) -> Self {
        Self {
            key,
            name,
            files,
            size,
            strategy,
            task_id: None,
            phase: Phase::Queued(QueuedWhy::Turn),
            times: PhaseTimes::default(),
            confirmed_bytes: 0,
            in_flight_bytes: 0,
            given_up_bytes: 0,
            total_bytes: size,
            percent_shown: 0,
            speed: None,
            remaining: None,
            chunk: None,
            batch: None,
            notice: None,
            problem: None,
            may_reload: false,
            log: Vec::new(),
            elsewhere: false,
        }
    }

    /// Bytes handed over so far: acknowledged and on their way.
    #[must_use]
    pub fn sent_bytes(&self) -> u64 {
        (self.confirmed_bytes + self.in_flight_bytes).min(self.total_bytes)
    }

    /// Everything was sent, and the server's word is missing: a batch may exist.
    #[must_use]
    pub fn may_be_batch(&self) -> bool {
        matches!(self.phase, Phase::Confirming(_))
            || (!self.is_over() && self.sent_bytes() >= self.total_bytes)
    }

    /// "Pause" is offered. Not while confirming: nothing is left to hold back.
    #[must_use]
    pub fn can_pause(&self) -> bool {
        !self.elsewhere
            && matches!(
                self.phase,
                Phase::Queued(_) | Phase::Preparing(_) | Phase::Sending | Phase::Waiting { .. }
            )
    }

    /// "Resume" is offered.
    #[must_use]
    pub fn can_resume(&self) -> bool {
        !self.elsewhere
            && matches!(
                self.phase,
                Phase::Paused | Phase::Interrupted { has_handle: true }
            )
    }

    /// "Cancel" is offered.
    #[must_use]
    pub fn can_cancel(&self) -> bool {
        !self.elsewhere && !self.is_over()
    }

    /// "Retry" is offered; it goes on where the upload stopped.
    #[must_use]
    pub fn can_retry(&self) -> bool {
        !self.elsewhere && self.phase == Phase::Failed
    }

    /// "Choose the same file again" is offered.
    #[must_use]
    pub fn wants_file(&self) -> bool {
        !self.elsewhere
            && matches!(
                self.phase,
                Phase::NeedsFile(_) | Phase::Interrupted { has_handle: false }
            )
    }

    /// "Remove" (from the list, nothing else) is offered.
    #[must_use]
    pub fn can_remove(&self) -> bool {
        !self.elsewhere
            && (self.is_over() || matches!(self.phase, Phase::Queued(_) | Phase::Failed))
    }

    /// Its place in the queue can be changed.
    #[must_use]
    pub fn can_move(&self) -> bool {
        !self.elsewhere && matches!(self.phase, Phase::Queued(_))
    }

    /// Finished for good: done or cancelled. "Clear finished" takes these.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Done { .. } | Phase::Cancelled)
    }

    /// It waits for the person: a file, a sign-in, a decision.
    #[must_use]
    pub fn needs_person(&self) -> bool {
        matches!(
            self.phase,
            Phase::Failed
                | Phase::NeedsFile(_)
                | Phase::Interrupted { .. }
                | Phase::Waiting {
                    why: WaitingWhy::SignIn,
                    ..
                }
        )
    }

    /// Closing the tab would cost something: bytes were sent and the server's word is missing, or it waits its turn.
    #[must_use]
    pub fn is_unconfirmed(&self) -> bool {
        !self.elsewhere
            && !self.is_over()
            && !matches!(self.phase, Phase::Failed | Phase::Interrupted { .. })
    }
}

/// All uploads together, for the indicator in the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Uploads that are neither over nor waiting for the person.
    pub running: usize,
    /// Of these, how many wait for their turn.
    pub queued: usize,
    /// Uploads that wait for the person.
    pub attention: usize,
    /// Uploads confirmed by the server since the page was opened or "Clear finished".
    pub done: usize,
    /// Whole percent of all bytes of running uploads, at most 99 while one runs.
    pub percent: u8,
    /// Time left for all of them in seconds, where it can be told.
    pub remaining: Option<u64>,
}

impl Totals {
    /// Of the uploads of all tabs. The percentage is made of those of the bars, so that one upload has one number everywhere.
    #[must_use]
    pub fn of(views: &[UploadView]) -> Self {
        let mut totals = Self::default();
        let (mut shown, mut all, mut left) = (0u128, 0u128, 0u64);
        let mut speed = None::<u64>;
        for view in views {
            if matches!(view.phase, Phase::Done { .. }) {
                totals.done += 1;
            } else if view.phase == Phase::Cancelled {
            } else if view.needs_person() {
                totals.attention += 1;
            } else {
                totals.running += 1;
                let total = u128::from(view.total_bytes.max(1));
                shown += total * u128::from(view.percent_shown.min(100));
                all += total;
                left += view.total_bytes.saturating_sub(view.sent_bytes());
                if matches!(view.phase, Phase::Queued(_)) {
                    totals.queued += 1;
                }
                if view.remaining.is_some()
                    && let Some(this) = view.speed
                {
                    speed = Some(speed.unwrap_or_default() + this);
                }
            }
        }
        totals.percent = u8::try_from(shown / all.max(1)).unwrap_or(99).min(99);
        totals.remaining = speed
            .filter(|speed| *speed > 0)
            .map(|speed| left.div_ceil(speed));
        totals
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(phase: Phase, percent: u8, elsewhere: bool) -> UploadView {
        let mut view = UploadView::new(UploadKey(1), "a.zip".into(), 1, 1_000, Strategy::ZipWithQr);
        (view.phase, view.percent_shown, view.elsewhere) = (phase, percent, elsewhere);
        view
    }

    #[test]
    fn a5_uploads_of_every_tab_are_counted() {
        let totals = Totals::of(&[
            view(Phase::Sending, 40, true),
            view(Phase::Queued(QueuedWhy::Turn), 0, false),
            view(Phase::Failed, 10, true),
        ]);
        assert_eq!((totals.running, totals.queued, totals.attention), (2, 1, 1));
        assert_eq!(totals.percent, 20);
    }

    #[test]
    fn the_indicator_has_the_number_of_the_bar() {
        // The bar never falls; what counts as sent does, when chunks on their way are given up (B8).
        let totals = Totals::of(&[view(Phase::Paused, 21, false)]);
        assert_eq!(totals.percent, 21);
        assert_eq!(
            Totals::of(&[view(Phase::Confirming(Confirming::Answer), 99, false)]).percent,
            99
        );
    }
}
