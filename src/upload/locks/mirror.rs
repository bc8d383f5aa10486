//! A view of an upload as JSON, for other tabs. What only the sending tab needs (the log, notes) stays there.

use serde_json::{Value, json};

use crate::{
    domain::{BatchId, Strategy, TaskId},
    upload::view::{
        Confirming, FileWhy, Phase, PhaseTimes, Preparing, ProblemText, QueuedWhy, UploadKey,
        UploadView, WaitingWhy,
    },
};

const QUEUED: [(QueuedWhy, &str); 4] = [
    (QueuedWhy::Turn, "turn"),
    (QueuedWhy::PreviousBatch, "previous"),
    (QueuedWhy::AllPaused, "all-paused"),
    (QueuedWhy::OtherTab, "other-tab"),
];
const WAITING: [(WaitingWhy, &str); 5] = [
    (WaitingWhy::Network, "network"),
    (WaitingWhy::Retry, "retry"),
    (WaitingWhy::RateLimit, "rate-limit"),
    (WaitingWhy::Server, "server"),
    (WaitingWhy::SignIn, "sign-in"),
];
const FILE: [(FileWhy, &str); 6] = [
    (FileWhy::Unreadable, "unreadable"),
    (FileWhy::Reload, "reload"),
    (FileWhy::OtherName, "other-name"),
    (FileWhy::OtherSize, "other-size"),
    (FileWhy::OtherContent, "other-content"),
    (FileWhy::SavedAgain, "saved-again"),
];

/// Writes a view.
pub(super) fn to_json(view: &UploadView) -> Value {
    let times = view.times;
    json!({
        "key": view.key.to_string(),
        "name": view.name,
        "files": view.files,
        "size": view.size,
        "strategy": view.strategy.wire(),
        "task": view.task_id.as_ref().map(TaskId::as_str),
        "phase": phase_to_json(&view.phase),
        "times": [times.preparing, times.sending, times.waiting, times.paused, times.confirming],
        "bytes": [view.confirmed_bytes, view.in_flight_bytes, view.total_bytes],
        "given_up": view.given_up_bytes,
        "percent": view.percent_shown,
        "speed": view.speed,
        "remaining": view.remaining,
        "chunk": view.chunk.map(|(done, all)| [done, all]),
        "batch": view.batch.as_ref().map(BatchId::as_str),
        "notice": view.notice,
        "problem": view.problem.as_ref().map(|p| json!([p.cause, p.fate, p.next, p.server_words])),
    })
}

/// Reads a view; it is marked as another tab's. `None`: not a view, or of a release that knows more.
pub(super) fn from_json(value: &Value) -> Option<UploadView> {
    let text = |name: &str| Some(value.get(name)?.as_str()?.to_owned());
    let number = |name: &str| value.get(name)?.as_u64();
    let [preparing, sending, waiting, paused, confirming] = numbers(value.get("times")?)?;
    let [confirmed_bytes, in_flight_bytes, total_bytes] = numbers(value.get("bytes")?)?;
    let mut view = UploadView::new(
        UploadKey::parse(&text("key")?)?,
        text("name")?,
        usize::try_from(number("files")?).ok()?,
        number("size")?,
        Strategy::from_wire(&text("strategy")?)?,
    );
    view.task_id = text("task").and_then(|t| TaskId::parse(&t).ok());
    view.phase = phase_from_json(value.get("phase")?)?;
    view.times = PhaseTimes {
        preparing,
        sending,
        waiting,
        paused,
        confirming,
    };
    view.confirmed_bytes = confirmed_bytes;
    view.in_flight_bytes = in_flight_bytes;
    view.total_bytes = total_bytes;
    view.given_up_bytes = number("given_up").unwrap_or(0);
    view.percent_shown = u8::try_from(number("percent")?).ok()?.min(100);
    view.speed = number("speed");
    view.remaining = number("remaining");
    view.chunk = value
        .get("chunk")
        .and_then(numbers)
        .and_then(|[done, all]| Some((u32::try_from(done).ok()?, u32::try_from(all).ok()?)));
    view.batch = text("batch").and_then(|id| BatchId::parse(&id).ok());
    view.notice = text("notice");
    view.problem = value.get("problem").and_then(problem);
    view.elsewhere = true;
    Some(view)
}

fn phase_to_json(phase: &Phase) -> Value {
    match phase {
        Phase::Queued(why) => json!(["queued", word(&QUEUED, *why)]),
        Phase::Preparing(Preparing::Reading) => json!(["reading"]),
        Phase::Preparing(Preparing::Packing { done, total }) => json!(["packing", done, total]),
        Phase::Preparing(Preparing::Asking) => json!(["asking"]),
        Phase::Sending => json!(["sending"]),
        Phase::Waiting { why, seconds } => json!(["waiting", word(&WAITING, *why), seconds]),
        Phase::Paused => json!(["paused"]),
        Phase::Confirming(Confirming::Answer) => json!(["confirming"]),
        Phase::Confirming(Confirming::Checking(status)) => json!(["checking", status]),
        Phase::Interrupted { has_handle } => json!(["interrupted", has_handle]),
        Phase::NeedsFile(why) => json!(["needs-file", word(&FILE, *why)]),
        Phase::Done { batch } => json!(["done", batch.as_str()]),
        Phase::Failed => json!(["failed"]),
        Phase::Cancelled => json!(["cancelled"]),
    }
}

fn phase_from_json(value: &Value) -> Option<Phase> {
    let first = value.get(1);
    let second = value.get(2);
    let first_text = || first?.as_str();
    Some(match value.get(0)?.as_str()? {
        "queued" => Phase::Queued(meaning(&QUEUED, first_text()?)?),
        "reading" => Phase::Preparing(Preparing::Reading),
        "packing" => Phase::Preparing(Preparing::Packing {
            done: first?.as_u64()?,
            total: second?.as_u64()?,
        }),
        "asking" => Phase::Preparing(Preparing::Asking),
        "sending" => Phase::Sending,
        "waiting" => Phase::Waiting {
            why: meaning(&WAITING, first_text()?)?,
            seconds: second
                .and_then(Value::as_u64)
                .and_then(|s| u32::try_from(s).ok()),
        },
        "paused" => Phase::Paused,
        "confirming" => Phase::Confirming(Confirming::Answer),
        "checking" => Phase::Confirming(Confirming::Checking(
            first
                .and_then(Value::as_u64)
                .and_then(|status| u16::try_from(status).ok()),
        )),
        "interrupted" => Phase::Interrupted {
            has_handle: first?.as_bool()?,
        },
        "needs-file" => Phase::NeedsFile(meaning(&FILE, first_text()?)?),
        "done" => Phase::Done {
            batch: BatchId::parse(first_text()?).ok()?,
        },
        "failed" => Phase::Failed,
        "cancelled" => Phase::Cancelled,
        _ => return None,
    })
}

fn problem(value: &Value) -> Option<ProblemText> {
    let text = |i: usize| Some(value.get(i)?.as_str()?.to_owned());
    Some(ProblemText {
        cause: text(0)?,
        fate: text(1)?,
        next: text(2)?,
        server_words: text(3),
    })
}

fn word<T: PartialEq>(table: &[(T, &'static str)], meaning: T) -> Option<&'static str> {
    table
        .iter()
        .find(|(m, _)| *m == meaning)
        .map(|(_, word)| *word)
}

fn meaning<T: Copy>(table: &[(T, &str)], word: &str) -> Option<T> {
    table
        .iter()
        .find(|(_, w)| *w == word)
        .map(|(meaning, _)| *meaning)
}

fn numbers<const N: usize>(value: &Value) -> Option<[u64; N]> {
    let list: Option<Vec<u64>> = value.as_array()?.iter().map(Value::as_u64).collect();
    list?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> UploadView {
        let mut view = UploadView::new(
            UploadKey(9),
            "ห้อง.zip".into(),
            3,
            10_000_000_000,
            Strategy::Images,
        );
        view.task_id = TaskId::parse("14900117").ok();
        view.times.sending = 5;
        view.times.confirming = 6;
        view.confirmed_bytes = 8_000_000_000;
        view.in_flight_bytes = 150_000_000;
        view.given_up_bytes = 43_000_000;
        view.percent_shown = 81;
        view.speed = Some(11_000_000);
        view.remaining = Some(180);
        view.chunk = Some((160, 200));
        view.batch = BatchId::parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301").ok();
        view.notice = Some("Starting again.".into());
        view.problem = Some(ProblemText {
            cause: "a".into(),
            fate: "b".into(),
            next: "c".into(),
            server_words: Some("<d>".into()),
        });
        view.elsewhere = true;
        view
    }

    #[test]
    fn a_mirror_shows_what_the_sender_shows() {
        let batch = BatchId::parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301").unwrap();
        let mut phases = vec![
            Phase::Preparing(Preparing::Reading),
            Phase::Preparing(Preparing::Packing { done: 1, total: 2 }),
            Phase::Preparing(Preparing::Asking),
            Phase::Sending,
            Phase::Paused,
            Phase::Confirming(Confirming::Answer),
            Phase::Confirming(Confirming::Checking(None)),
            Phase::Confirming(Confirming::Checking(Some(500))),
            Phase::Interrupted { has_handle: true },
            Phase::Done { batch },
            Phase::Failed,
            Phase::Cancelled,
        ];
        phases.extend(QUEUED.map(|(why, _)| Phase::Queued(why)));
        phases.extend(FILE.map(|(why, _)| Phase::NeedsFile(why)));
        phases.extend(WAITING.map(|(why, _)| Phase::Waiting {
            why,
            seconds: Some(3),
        }));
        phases.extend(WAITING.map(|(why, _)| Phase::Waiting { why, seconds: None }));
        for phase in phases {
            let mut view = full();
            view.phase = phase;
            assert_eq!(from_json(&to_json(&view)), Some(view));
        }
    }

    #[test]
    fn a_bare_view_stays_bare() {
        let mut view = UploadView::new(UploadKey(1), String::new(), 1, 0, Strategy::ZipWithQr);
        view.elsewhere = true;
        assert_eq!(from_json(&to_json(&view)), Some(view));
    }

    #[test]
    fn every_reason_has_a_word() {
        // A reason that is missing in its table would travel as null and be lost. The matches make the compiler ask for
        // new ones here.
        for why in QUEUED.map(|(why, _)| why) {
            match why {
                QueuedWhy::Turn
                | QueuedWhy::PreviousBatch
                | QueuedWhy::AllPaused
                | QueuedWhy::OtherTab => {}
            }
        }
        for why in FILE.map(|(why, _)| why) {
            match why {
                FileWhy::Unreadable
                | FileWhy::Reload
                | FileWhy::OtherName
                | FileWhy::OtherSize
                | FileWhy::OtherContent
                | FileWhy::SavedAgain => {}
            }
        }
        assert_eq!((QUEUED.len(), FILE.len(), WAITING.len()), (4, 6, 5));
    }

    #[test]
    fn what_is_damaged_is_not_shown() {
        for (name, bad) in [
            ("key", json!("x y")),
            ("phase", json!(["later"])),
            ("phase", json!(["queued", "because"])),
            ("strategy", json!("tape")),
            ("bytes", json!([1, 2])),
            ("percent", json!(300)),
        ] {
            let mut value = to_json(&full());
            value[name] = bad;
            assert_eq!(from_json(&value), None, "{name}");
        }
    }
}
