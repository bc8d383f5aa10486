//! One test per promise. Chance and faults in combination are in `tests/upload_schedules.rs`.

mod edges;
mod order;
mod person;
mod retry;
mod token;
mod unknown;

use super::*;
use crate::{
    api::{Error, Problem, wire::UploadAnswer},
    domain::BatchId,
};

const MB: u64 = 1_000_000;

/// A machine with a clock, and what it last said.
struct Bench {
    machine: Session,
    now: u64,
    actions: Vec<Action>,
}

impl Bench {
    /// Started, the list read, the token good for half an hour.
    fn new(size: u64) -> Self {
        Self::with(size, Settings::default())
    }

    fn with(size: u64, settings: Settings) -> Self {
        let spec = Spec {
            size,
            framing: 1_000,
            can_chunk: true,
        };
        let mut bench = Self {
            machine: Session::new(settings, spec, 7),
            now: 0,
            actions: Vec::new(),
        };
        bench.on(Event::Token {
            left_ms: Some(1_800_000),
        });
        bench.on(Event::Start);
        bench.on(Event::BaselineTaken(Ok(())));
        bench
    }

    /// Hands over an event, answers `Save` at once, and keeps what was said.
    fn on(&mut self, event: Event) -> &mut Self {
        self.actions.clear();
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            for action in self.machine.step(self.now, event) {
                if let Action::Save { ticket } = action {
                    events.push(Event::Saved { ticket });
                }
                self.actions.push(action);
            }
        }
        self
    }

    fn after(&mut self, ms: u64) -> &mut Self {
        self.now += ms;
        self.on(Event::Tick)
    }

    /// Lets its own timers run for so long.
    fn pass(&mut self, ms: u64) -> Vec<Action> {
        let end = self.now + ms;
        let mut all = Vec::new();
        while let Some(at) = self.machine.wake_at().filter(|at| *at <= end) {
            self.now = at.max(self.now);
            self.on(Event::Tick);
            all.append(&mut self.actions);
        }
        self.now = end;
        all
    }

    fn sent(&self) -> Vec<Send> {
        self.actions
            .iter()
            .filter_map(|a| match a {
                Action::Send(send) => Some(send.clone()),
                _ => None,
            })
            .collect()
    }

    fn parts(&self) -> Vec<u32> {
        self.sent().iter().map(|s| s.part).collect()
    }

    fn in_flight(&self) -> Vec<u32> {
        self.machine.flights.iter().map(|f| f.part).collect()
    }

    fn request(&self, part: u32) -> u64 {
        let flight = self.machine.flights.iter().find(|f| f.part == part);
        flight.map(|f| f.request).expect("the part is in flight")
    }

    fn ack(&mut self, part: u32) -> &mut Self {
        let request = self.request(part);
        let batch = self.machine.is_last(part).then(batch);
        self.on(Event::BodySent { request });
        self.on(Event::Acked {
            request,
            answer: UploadAnswer {
                upload_id: Some("u1".into()),
                is_complete: batch.is_some(),
                batch,
                ..UploadAnswer::default()
            },
        })
    }

    fn fail(&mut self, part: u32, error: Error) -> &mut Self {
        let request = self.request(part);
        self.on(Event::Failed { request, error })
    }

    /// The body of this part has left completely.
    fn body(&mut self, part: u32) -> &mut Self {
        let request = self.request(part);
        self.on(Event::BodySent { request })
    }

    fn said(&self, fits: impl Fn(&Action) -> bool) -> bool {
        self.actions.iter().any(fits)
    }

    fn look(&self) -> Option<u64> {
        self.actions.iter().find_map(|a| match a {
            Action::LookUp { look } => Some(*look),
            _ => None,
        })
    }

    fn looked(&mut self, look: u64, looked: Looked) -> &mut Self {
        self.on(Event::LookedUp { look, looked })
    }

    /// Answers every look with "not there" until the machine does something else.
    fn never_there(&mut self) -> &mut Self {
        for _ in 0..200 {
            if let Some(look) = self.look() {
                self.looked(look, Looked::NotThere);
                continue;
            }
            if self.machine.verdict.is_none() {
                break;
            }
            let at = self.machine.wake_at().expect("it looks again");
            self.now = at;
            self.on(Event::Tick);
        }
        self
    }
}

fn batch() -> BatchId {
    BatchId::parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301").unwrap()
}

fn status(code: u16) -> Error {
    answer(code, r#"{"detail":"No."}"#, None)
}

fn page(code: u16) -> Error {
    answer(code, "<html>nginx</html>", None)
}

fn answer(code: u16, body: &str, retry_after_ms: Option<u64>) -> Error {
    Error::Status {
        code,
        problem: Problem::read(body),
        retry_after_ms,
    }
}
