//! What a batch's events say together: stages with their times, counts, what happened, and the tasks that were left out.

use super::sse::Message;
use crate::api::{json, wire};
use crate::domain::{Progress, TASK_ID_DIGITS, without_numbers};

/// Lines of the log that are kept, the newest.
const LOG_LINES: usize = 60;
/// Stages that are kept; the contract has six.
const STAGES: usize = 20;
/// Tasks that are named; a batch has far fewer.
const TASKS: usize = 500;

/// A part of the server's work.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// The server's word.
    pub word: String,
    /// From its first event on, in milliseconds after the upload, where the server counts.
    pub began: Option<u64>,
    /// How long it took, or has taken so far, in milliseconds.
    pub took: Option<u64>,
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The server's words.
    pub text: String,
    /// When, in milliseconds after the upload.
    pub at: Option<u64>,
    stage: String,
}

/// What the events so far say.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Live {
    /// In order; the last is the present one.
    pub stages: Vec<Stage>,
    /// In order. A line that differs from the one before in its numbers only has taken its place.
    pub log: Vec<Line>,
    /// Sheets done, and all.
    pub counts: Option<(u64, u64)>,
    /// Tasks that were left out because they had been uploaded before. They stay, whatever comes.
    pub skipped: Vec<String>,
    /// The server's words about them, where it names none.
    pub skipped_said: Option<String>,
    /// The server has said that it is over.
    pub ended: bool,
    replayed: bool,
}

impl Live {
    /// A new connection tells everything from the beginning.
    pub fn reconnect(&mut self) {
        self.replayed = true;
    }

    /// Takes an event. What cannot be read is left out.
    pub fn take(&mut self, message: &Message) {
        let Some(data) = json::read(&message.data).filter(|data| data.is_object()) else {
            return;
        };
        if std::mem::take(&mut self.replayed) {
            self.stages.clear();
            self.log.clear();
        }
        let stage = wire::text(&data, &["stage"]).unwrap_or_default();
        let at = wire::milliseconds(&data, "elapsed_seconds");
        self.enter(&stage, at);
        if let Some(text) = wire::text(&data, &["message"]) {
            self.note_skipped(&text);
            self.write(Line { text, at, stage });
        }
        let count = |name: &str| wire::count(&data, &[name]).filter(|n| *n > 0);
        if let (Some(done), Some(total)) = (count("sheets_processed"), count("sheets_total")) {
            self.counts = Some((done.min(total), total));
        }
        self.ended |= matches!(message.event.as_str(), "complete" | "error");
    }

    fn enter(&mut self, word: &str, at: Option<u64>) {
        if let Some(last) = self.stages.last_mut() {
            if let (Some(began), Some(at)) = (last.began, at) {
                last.took = Some(at.saturating_sub(began));
            }
            if last.word == word {
                return;
            }
        }
        if !word.is_empty() && self.stages.len() < STAGES {
            self.stages.push(Stage {
                word: word.to_owned(),
                began: at,
                took: None,
            });
        }
    }

    fn write(&mut self, line: Line) {
        let same = |last: &Line| {
            last.stage == line.stage
                && without_numbers(&last.text) == without_numbers(&line.text)
                && !tells_of_skipping(&line.text)
        };
        if self.log.last().is_some_and(same) {
            self.log.pop();
        }
        self.log.push(line);
        if self.log.len() > LOG_LINES {
            self.log.remove(0);
        }
    }

    fn note_skipped(&mut self, text: &str) {
        if !tells_of_skipping(text) {
            return;
        }
        let tasks: Vec<&str> = text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|digits| digits.len() == TASK_ID_DIGITS)
            .collect();
        if tasks.is_empty() {
            self.skipped_said = Some(text.to_owned());
        }
        for task in tasks {
            if self.skipped.len() < TASKS && !self.skipped.iter().any(|known| known == task) {
                self.skipped.push(task.to_owned());
            }
        }
    }

    /// The tasks that were left out; the server's words where it names none.
    #[must_use]
    pub fn left_out(&self) -> Option<String> {
        match self.skipped.as_slice() {
            [] => self.skipped_said.clone(),
            tasks => Some(tasks.join(", ")),
        }
    }

    /// What is shown: where polling stands at 0 while the server works, its events know more. The status is polling's.
    #[must_use]
    pub fn over(&self, progress: &Progress) -> Progress {
        match self.counts {
            Some((done, total)) if progress.status.is_running() && progress.processed == 0 => {
                let total = progress.total.max(total);
                Progress {
                    total,
                    processed: done.min(total),
                    ..progress.clone()
                }
            }
            _ => progress.clone(),
        }
    }
}

/// Whether the server says that it leaves tasks out ("Skipping 2 duplicate tasks: 10300112, 10300122").
fn tells_of_skipping(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.contains("skip") && text.contains("duplicate")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::BatchStatus;
    use proptest::prelude::*;
    use serde_json::json;

    fn event(kind: &str, stage: &str, text: &str, done: u64, seconds: f64) -> Message {
        Message {
            event: kind.to_owned(),
            data: json!({ "stage": stage, "message": text, "sheets_total": 4695, "sheets_processed": done,
                "elapsed_seconds": seconds, "timestamp": "2026-11-28T10:00:00" })
            .to_string(),
        }
    }

    fn told(live: &mut Live) {
        for (stage, text, done, seconds) in [
            ("uploading", "Upload complete", 0, 0.0),
            ("extracting", "Extraction complete - 4695 sheets", 0, 4.5),
            (
                "organizing_qr",
                "Skipping 2 duplicate tasks: 10300112, 10300122",
                0,
                9.0,
            ),
            (
                "processing_sheets",
                "Processing: 1/4695 sheets completed",
                1,
                20.0,
            ),
            (
                "processing_sheets",
                "Processing: 252/4695 sheets completed",
                252,
                80.25,
            ),
        ] {
            live.take(&event("progress", stage, text, done, seconds));
        }
    }

    #[test]
    fn events_become_stages_a_log_and_counts() {
        let mut live = Live::default();
        told(&mut live);
        let stages: Vec<_> = live
            .stages
            .iter()
            .map(|s| (s.word.as_str(), s.took))
            .collect();
        assert_eq!(
            stages,
            [
                ("uploading", Some(4_500)),
                ("extracting", Some(4_500)),
                ("organizing_qr", Some(11_000)),
                ("processing_sheets", Some(60_250)),
            ]
        );
        assert_eq!(live.log.len(), 4, "the count is one line that changes");
        assert_eq!(live.log[3].text, "Processing: 252/4695 sheets completed");
        assert_eq!(live.counts, Some((252, 4_695)));
        assert_eq!(live.skipped, ["10300112", "10300122"]);
        assert!(!live.ended);
    }

    #[test]
    fn a_new_connection_repeats_nothing_and_loses_no_skipped_task() {
        let mut live = Live::default();
        told(&mut live);
        let before = live.clone();
        live.reconnect();
        assert_eq!(live.log, before.log, "the page does not blink");
        told(&mut live);
        assert_eq!(live, before);
        live.reconnect();
        live.take(&event("complete", "completed", "Done", 4_695, 90.0));
        assert!(live.ended);
        assert_eq!(live.skipped, before.skipped);
    }

    #[test]
    fn skipped_tasks_that_are_not_named_are_told_in_the_servers_words() {
        let mut live = Live::default();
        let text = "Skipped duplicate sheets";
        live.take(&event("progress", "organizing_qr", text, 0, 1.0));
        assert_eq!(live.skipped_said.as_deref(), Some(text));
        assert!(live.skipped.is_empty());
    }

    #[test]
    fn counts_of_the_stream_stand_in_only_where_polling_knows_none() {
        let mut live = Live::default();
        told(&mut live);
        let progress = |status, processed| Progress {
            status,
            total: 4_695,
            processed,
            failed: 0,
            share: None,
            created: None,
            completed: None,
        };
        let shown = |status, processed| live.over(&progress(status, processed)).processed;
        assert_eq!(shown(BatchStatus::Processing, 0), 252);
        assert_eq!(shown(BatchStatus::Processing, 7), 7);
        assert_eq!(shown(BatchStatus::Failed, 0), 0, "polling judges the end");
    }

    proptest! {
        #[test]
        fn nothing_that_a_server_sends_does_harm(data in ".{0,80}", stage in ".{0,9}", n: i64, seconds: f64) {
            let mut live = Live::default();
            live.take(&Message { event: "progress".to_owned(), data });
            for n in [n, 5] {
                let data = json!({ "stage": stage, "message": n, "sheets_total": n, "sheets_processed": n,
                    "elapsed_seconds": seconds });
                live.take(&Message { event: "error".to_owned(), data: data.to_string() });
            }
            prop_assert!(live.counts.is_none_or(|(done, total)| done <= total));
        }
    }
}
