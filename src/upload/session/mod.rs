//! One upload as a pure state machine: events in, actions out, virtual time. It decides everything, the driver only acts.
//!
//! Order: chunk 0 → the middle in parallel → the final chunk alone. A final outcome that is unknown is looked up in the
//! list before anything is sent again, so that one confirmed click makes one batch.

mod answers;
mod deadlines;
mod network;
mod person;
mod pump;
mod show;
mod snapshot;
mod token;
mod types;
mod verdict;

pub use show::Show;
pub use snapshot::Snapshot;
pub use types::{Action, Event, Looked, Note, Send, Settings, Spec, Trouble};

use super::{
    plan::{Plan, Sizes},
    rate::Meter,
    retry::Budget,
};
use crate::{api::Error, domain::BatchId};
use network::Network;
use token::Token;
use types::Hold;
use verdict::{Question, Verdict};

/// The machine. See the module's text for what it promises.
#[derive(Debug)]
pub struct Session {
    settings: Settings,
    spec: Spec,
    sizes: Sizes,
    plan: Plan,
    parts: Vec<Part>,
    flights: Vec<Flight>,
    next_request: u64,
    next_look: u64,
    upload_id: Option<String>,
    state: State,
    paused: bool,
    /// Bytes that the pause took off the line.
    given_up_bytes: u64,
    has_file: bool,
    cancelling: bool,
    /// Middle chunks that may be in flight now, and acknowledgements since it last grew.
    window: u32,
    acks_in_window: u32,
    /// The server insists on order: one chunk at a time.
    ordered: bool,
    hold: Option<Hold>,
    /// Rounds of failures since the last acknowledgement.
    failures: u32,
    budget: Budget,
    trouble_since: Option<u64>,
    network: Network,
    token: Token,
    baseline: Baseline,
    /// It was asked for once more before the final body.
    baseline_again: bool,
    /// The final body may have reached the server; written down before it is sent.
    final_sent: bool,
    save_ticket: u64,
    save_wait: Option<(u64, u64)>,
    verdict: Option<Verdict>,
    /// A final body ended without the server's word: the list is asked before anything else is sent.
    question: Option<Question>,
    /// What the upload stops with when the list shows no batch: the server has refused it for good.
    refusal: Option<Trouble>,
    /// The last failure of a final body that the server may have taken.
    final_error: Option<Error>,
    resends: u32,
    restarts: u32,
    /// Answers in a row of something on the way.
    between: u32,
    /// What the last of them said: its status, or `None` for sending the request elsewhere.
    interceptor: Option<Option<u16>>,
    /// Acknowledged bytes that had to be sent again.
    thrown_away: u64,
    /// Cut connections in a row at a size that never went through.
    cuts: u32,
    /// Data of the largest body that went through, in bytes.
    through: u64,
    /// What the last body took from the first byte to its acknowledgement, in milliseconds, and its bytes.
    took: Option<(u64, u64)>,
    /// Chunks in a row that were handed over completely and never answered.
    unanswered: u32,
    rng: u64,
    meter: Meter,
    now: u64,
    promised: Option<u64>,
    out: Vec<Action>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Todo,
    Flying,
    Acked,
}

#[derive(Debug, Clone, Copy)]
struct Flight {
    request: u64,
    part: u32,
    bytes: u64,
    /// As the browser last said. It may say so late, and of the end nothing at all.
    loaded: u64,
    /// Every byte was handed over. Good for what is shown and for waiting, never for taking a body as not sent: in Firefox
    /// the event comes together with the answer.
    body_sent: bool,
    /// When the last byte moved; after the body was sent, when that was.
    moved_at: u64,
    sent_at: u64,
    /// Number of the token that it was sent with.
    token: u32,
    /// Sent alone, with every part before it acknowledged.
    in_order: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum State {
    Idle,
    Running,
    Failed(Trouble),
    Done(BatchId),
    Cancelled {
        unsure: bool,
    },
    /// Images that do not fit one request: the driver packs them and starts over.
    MustPack,
}

/// The batches of this name that existed before the first byte was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Baseline {
    Needed { at: u64, tries: u32 },
    Asking { tries: u32 },
    Taken,
    Unavailable,
}

impl Session {
    /// A new upload. `seed` feeds the jitter. Nothing happens before [`Event::Start`].
    #[must_use]
    pub fn new(settings: Settings, spec: Spec, seed: u64) -> Self {
        let sizes = settings.sizes;
        let plan = Plan::new(spec.size, spec.framing, sizes, settings.concurrency);
        Self::with_plan(settings, spec, seed, sizes, plan)
    }

    fn with_plan(settings: Settings, spec: Spec, seed: u64, sizes: Sizes, plan: Plan) -> Self {
        let parts = vec![Part::Todo; plan.parts() as usize];
        Self {
            sizes,
            parts,
            plan,
            flights: Vec::new(),
            next_request: 1,
            next_look: 1,
            upload_id: None,
            state: State::Idle,
            paused: false,
            given_up_bytes: 0,
            has_file: true,
            cancelling: false,
            window: settings.concurrency.max(1),
            acks_in_window: 0,
            ordered: settings.ordered,
            hold: None,
            failures: 0,
            budget: Budget::new(settings.budget),
            trouble_since: None,
            network: Network::Fine,
            token: Token::default(),
            baseline: Baseline::Needed { at: 0, tries: 0 },
            baseline_again: false,
            final_sent: false,
            save_ticket: 0,
            save_wait: None,
            verdict: None,
            question: None,
            refusal: None,
            final_error: None,
            resends: 0,
            restarts: 0,
            between: 0,
            interceptor: None,
            thrown_away: 0,
            cuts: 0,
            through: 0,
            took: None,
            unanswered: 0,
            rng: seed,
            meter: Meter::default(),
            now: 0,
            promised: None,
            out: Vec::new(),
            settings,
            spec,
        }
    }

    /// Takes one event at `now` (milliseconds of a monotonic clock) and says what to do.
    pub fn step(&mut self, now: u64, event: Event) -> Vec<Action> {
        self.now = self.now.max(now);
        if self.promised.is_some_and(|p| self.now > p + LATE_MS) {
            self.woke();
        }
        self.take(event);
        self.check_deadlines();
        self.pump();
        self.promised = self.wake_at();
        std::mem::take(&mut self.out)
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Start => self.start(),
            Event::Tick => {}
            Event::Progress { request, loaded } => self.progress(request, loaded),
            Event::BodySent { request } => self.body_sent(request),
            Event::Acked { request, answer } => self.acked(request, answer),
            Event::Failed { request, error } => self.failed(request, &error),
            Event::LookedUp { look, looked } => self.looked_up(look, looked),
            Event::BaselineTaken(result) => self.baseline_taken(result),
            Event::Probed { ok } => self.probed(ok),
            Event::Intercepted { error } => self.intercepted(&error),
            Event::Token { left_ms } => self.token_known(left_ms),
            Event::TokenRenewed { left_ms } => self.token_renewed(left_ms),
            Event::TokenFailed(error) => self.token_failed(&error),
            Event::SignedIn { left_ms } => self.signed_in(left_ms),
            Event::Online => self.online(),
            Event::Offline => self.offline(),
            Event::Woke => self.woke(),
            Event::Pause => self.pause(),
            Event::Resume => self.resume(),
            Event::Cancel => self.cancel(),
            Event::Retry => self.retry(),
            Event::FileGiven => self.file_given(),
            Event::Saved { ticket } => {
                // A later writing holds what an earlier one would have.
                if self.save_wait.is_some_and(|(t, _)| t <= ticket) {
                    self.save_wait = None;
                }
            }
        }
    }

    fn start(&mut self) {
        if self.state != State::Idle {
            return;
        }
        self.state = State::Running;
        let acked = self.acked_parts();
        let parts = self.parts_in_all();
        self.note(if acked > 0 || self.final_sent {
            Note::Continued { acked, parts }
        } else {
            Note::Started { parts }
        });
        if self.final_sent {
            self.open_verdict(verdict::Why::Restored, verdict::Then::Resend);
        }
    }

    fn fail(&mut self, trouble: Trouble) {
        self.end_flights(|_, _| false);
        self.verdict = None;
        self.refusal = None;
        self.cancelling = false;
        self.meter.interrupt();
        self.note(Note::Stopped(trouble.clone()));
        self.state = State::Failed(trouble);
        // After a reload the reason is all that explains why the upload stands still.
        self.save();
    }

    fn done(&mut self, batch: BatchId) {
        self.end_flights(|_, _| false);
        self.verdict = None;
        self.note(Note::Done {
            batch: batch.clone(),
            despite_cancel: self.cancelling,
        });
        self.state = State::Done(batch);
    }

    /// Ends what is in flight, except what is `kept`. Whether an ended final body arrived is asked before it is sent again.
    fn end_flights(&mut self, kept: impl Fn(&Self, &Flight) -> bool) {
        for flight in std::mem::take(&mut self.flights) {
            if kept(self, &flight) {
                self.flights.push(flight);
                continue;
            }
            self.parts[flight.part as usize] = Part::Todo;
            if self.is_last(flight.part) {
                let question = self.question_of(&flight, false);
                self.question = Some(Question {
                    ended: true,
                    ..question
                });
            }
            self.out.push(Action::Abort {
                request: flight.request,
            });
        }
    }

    /// Forgets what the server had: a new session on it begins.
    fn reset_parts(&mut self) {
        self.end_flights(|_, _| false);
        self.upload_id = None;
        self.final_sent = false;
        self.save_wait = None;
        self.verdict = None;
        self.question = None;
        self.refusal = None;
        self.parts = vec![Part::Todo; self.plan.parts() as usize];
        self.save();
    }

    /// Several reasons in one step are one writing: what is written is read when the step is over.
    fn save(&mut self) -> u64 {
        self.out.retain(|a| !matches!(a, Action::Save { .. }));
        self.save_ticket += 1;
        let ticket = self.save_ticket;
        self.out.push(Action::Save { ticket });
        ticket
    }

    fn note(&mut self, note: Note) {
        self.out.push(Action::Log(note));
    }

    fn is_running(&self) -> bool {
        self.state == State::Running
    }

    fn last_part(&self) -> u32 {
        self.plan.parts() - 1
    }

    fn is_last(&self, part: u32) -> bool {
        part == self.last_part()
    }

    fn acked_parts(&self) -> u32 {
        let n = self.parts.iter().filter(|p| **p == Part::Acked).count();
        u32::try_from(n).unwrap_or(u32::MAX)
    }

    fn parts_in_all(&self) -> u32 {
        self.plan.parts()
    }

    /// A number in 0.0..1.0 (splitmix64, public domain by Sebastiano Vigna).
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit an f64")]
    fn random(&mut self) -> f64 {
        self.rng = self.rng.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.rng;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// A step that comes this much later than promised means that the computer slept or the tab was frozen (F-27, F-28).
/// More than the minute to which hidden tabs' timers are slowed.
const LATE_MS: u64 = 90_000;

#[cfg(test)]
mod tests;
