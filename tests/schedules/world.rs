//! Virtual time: the machine on one side, the server on the other, a seeded fate for everything in between.

use std::collections::BTreeMap;

use omr_batch_console::{
    api::{Error, wire::UploadAnswer},
    domain::{Batch, BatchId, Strategy},
    upload::{
        lookup::Wanted,
        plan::Sizes,
        session::{Action, Event, Looked, Note, Send, Session, Settings, Show, Spec, Trouble},
    },
};

use crate::{
    client::{Fate, Flying, Journal, Telling},
    random::Random,
    server::{BEGAN, NAME, Server, html, status, words},
};

const MB: u64 = 1_000_000;
/// Two days: whatever is not over by then hangs.
const END: u64 = 48 * 3_600_000;

#[derive(Debug, Default)]
pub struct Outcome {
    pub requests: u64,
    pub bytes_sent: u64,
    pub reloads: u64,
    pub adopted: u64,
    pub restarts: u64,
    pub smaller: u64,
    pub in_order: u64,
    pub sign_ins: u64,
    pub retries_by_person: u64,
    pub cancelled: u64,
    pub unsure: u64,
    /// Whole uploads that were handed over a second time.
    pub full_resends: u64,
    /// Stopped by a refusal that was wrapped into a 500.
    pub refused: u64,
    pub vanished: u64,
    pub slept: u64,
    pub lock_waits: u64,
}

impl Outcome {
    pub fn add(&mut self, other: &Self) {
        self.requests += other.requests;
        self.bytes_sent += other.bytes_sent;
        self.reloads += other.reloads;
        self.adopted += other.adopted;
        self.restarts += other.restarts;
        self.smaller += other.smaller;
        self.in_order += other.in_order;
        self.sign_ins += other.sign_ins;
        self.retries_by_person += other.retries_by_person;
        self.cancelled += other.cancelled;
        self.unsure += other.unsure;
        self.full_resends += other.full_resends;
        self.refused += other.refused;
        self.vanished += other.vanished;
        self.slept += other.slept;
        self.lock_waits += other.lock_waits;
    }
}

/// Something that happens later.
#[derive(Debug, Clone)]
enum Later {
    /// For the machine of tab `.0`.
    Event(u32, Event),
    /// The body has left; the server works.
    Arrive {
        tab: u32,
        request: u64,
        send: Send,
        token: u32,
        fate: Fate,
    },
    Chaos(Chaos),
}

#[derive(Debug, Clone, Copy)]
enum Chaos {
    NetworkDown {
        told: bool,
    },
    NetworkUp {
        told: bool,
    },
    ServerRestart,
    Reload,
    TokenDies,
    Pause,
    Resume,
    FileGone,
    FileBack,
    Woke,
    Cancel,
    /// The tab's storage is emptied by somebody else: the journal is gone, and so are the tokens.
    StorageGone,
    /// Another tab holds the lock under which tokens are renewed, for so long.
    LockHeld(u64),
    /// The computer sleeps for so long.
    Sleep(u64),
    /// Somebody else uploads a file of the same name.
    OtherUpload,
    PersonRetries,
    PersonSignsIn,
}

pub struct World {
    seed: u64,
    random: Random,
    now: u64,
    order: u64,
    later: BTreeMap<(u64, u64), Later>,
    server: Server,
    machine: Session,
    tab: u32,
    spec: Spec,
    settings: Settings,
    flying: BTreeMap<u64, Flying>,
    journal: Journal,
    /// When the machine wants to be woken.
    wake: Option<u64>,
    has_journal: bool,
    up: bool,
    telling: Telling,
    wanted: Wanted,
    /// The list is so old when it is answered.
    list_lag: u64,
    lock_until: u64,
    /// Whole uploads that had been handed over when the person last had a say.
    whole_before: usize,
    /// The token in use; the server refuses those below its own number.
    token: u32,
    refresh_dead: bool,
    /// Percent of requests that get a bad fate, until `calm`.
    trouble: u64,
    calm: u64,
    outcome: Outcome,
    cancelled: u32,
    retries: u32,
    speed: u64,
    loud: bool,
    wrong: Option<String>,
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let size = match random.within(0..4) {
            0 => random.within(1..100 * MB),
            1 => random.within(99 * MB..101 * MB),
            2 => random.within(100 * MB..400 * MB),
            _ => random.within(400 * MB..1_500 * MB),
        };
        let edge_chunk = random.pick(&[0, 0, 8 * MB]);
        let settings = Settings {
            sizes: Sizes {
                edge_chunk,
                ..Sizes::default()
            },
            ..Settings::default()
        };
        let spec = Spec {
            size,
            framing: 1_000,
            can_chunk: true,
        };
        let mut server = Server {
            ordered: random.chance(15),
            edge: if random.chance(10) {
                random.within(3 * MB..60 * MB)
            } else {
                100 * MB
            },
            sizeless: random.chance(40),
            ownerless: random.chance(40),
            clock: random.pick(&[0, 0, 7, -11, 14]) * 3_600_000,
            size,
            ..Server::default()
        };
        for _ in 0..random.within(0..3) {
            server.add_older();
        }
        let wanted = Wanted {
            names: vec![NAME.into()],
            bytes: size,
            strategy: Strategy::ZipWithQr,
            task: None,
            username: Some("staff".into()),
            confirmed_ms: BEGAN,
        };
        let mut world = Self {
            machine: Session::new(settings.clone(), spec, seed),
            trouble: random.pick(&[0, 5, 15, 30, 60]),
            calm: random.within(60_000..3_600_000),
            has_journal: random.chance(85),
            speed: random.pick(&[200_000, 2 * MB, 12 * MB, 100 * MB]),
            telling: random.pick(&[
                Telling::Prompt,
                Telling::WithAnswer,
                Telling::ShortCount,
                Telling::Nothing,
                Telling::Late,
            ]),
            wanted,
            list_lag: random.pick(&[0, 0, 1_000, 2_000]),
            lock_until: 0,
            whole_before: 0,
            seed,
            random,
            now: 0,
            order: 0,
            later: BTreeMap::new(),
            server,
            tab: 0,
            spec,
            settings,
            flying: BTreeMap::new(),
            journal: Journal::default(),
            wake: None,
            up: true,
            token: 0,
            refresh_dead: false,
            outcome: Outcome::default(),
            cancelled: 0,
            retries: 0,
            loud: false,
            wrong: None,
        };
        world.plan_chaos();
        world
    }

    pub fn loud(mut self) -> Self {
        self.loud = true;
        self
    }

    fn plan_chaos(&mut self) {
        for _ in 0..self.random.within(0..8) {
            let at = self.random.within(0..self.calm);
            let told = self.random.chance(60);
            match self.random.within(0..18) {
                0 | 1 => {
                    let back = at + self.random.within(500..900_000);
                    self.chaos(at, Chaos::NetworkDown { told });
                    self.chaos(back, Chaos::NetworkUp { told });
                }
                2 => self.chaos(at, Chaos::ServerRestart),
                3 | 4 => self.chaos(at, Chaos::Reload),
                5 | 6 => self.chaos(at, Chaos::TokenDies),
                7 => {
                    let back = at + self.random.within(0..120_000);
                    self.chaos(at, Chaos::Pause);
                    self.chaos(back, Chaos::Resume);
                }
                8 => {
                    let back = at + self.random.within(1..60_000);
                    self.chaos(at, Chaos::FileGone);
                    self.chaos(back, Chaos::FileBack);
                }
                9 => self.chaos(at, Chaos::Woke),
                11 if self.random.chance(50) => self.chaos(at, Chaos::Cancel),
                12 if self.random.chance(30) => self.chaos(at, Chaos::StorageGone),
                13 => {
                    let held = self.random.pick(&[5_000, 60_000, 900_000]);
                    self.chaos(at, Chaos::LockHeld(held));
                    self.chaos(at, Chaos::TokenDies);
                }
                14 => {
                    let slept = self.random.pick(&[30_000, 300_000, 8 * 3_600_000]);
                    self.chaos(at, Chaos::Sleep(slept));
                }
                15 => self.chaos(at, Chaos::OtherUpload),
                _ => {}
            }
        }
    }

    fn chaos(&mut self, at: u64, chaos: Chaos) {
        self.at(at, Later::Chaos(chaos));
    }

    fn at(&mut self, at: u64, later: Later) {
        self.order += 1;
        self.later.insert((at.max(self.now), self.order), later);
    }

    pub fn run(mut self) -> Result<Outcome, String> {
        self.step(Event::Token {
            left_ms: Some(1_800_000),
        });
        self.step(Event::Start);
        self.step(Event::Start); // A double click is one click.
        while let Some((at, later)) = self.next() {
            self.now = at;
            if at > END {
                return Err(format!(
                    "not over after two days: {:?}",
                    self.machine.show()
                ));
            }
            self.happen(later);
            let whole = self.server.whole.len() - self.whole_before;
            if whole > 2 {
                return Err(format!("the whole upload was handed over {whole} times"));
            }
            if let Some(wrong) = &self.wrong {
                return Err(wrong.clone());
            }
            if matches!(self.machine.show(), Show::Done(_) | Show::Cancelled { .. })
                && self.flying.is_empty()
            {
                break;
            }
        }
        // What the server still has under way comes to its end.
        while let Some(((at, _), later)) = self.later.pop_first() {
            if let Later::Arrive { .. } = later {
                self.now = at;
                self.happen(later);
            }
        }
        self.check()
    }

    /// What happens next: the machine's own timer, or something from outside.
    fn next(&mut self) -> Option<(u64, Later)> {
        let outside = self.later.first_key_value().map(|((at, _), _)| *at);
        match self.wake {
            Some(at) if outside.is_none_or(|o| at < o) => {
                self.wake = None;
                Some((at, Later::Event(self.tab, Event::Tick)))
            }
            _ => self.later.pop_first().map(|((at, _), later)| (at, later)),
        }
    }

    fn check(mut self) -> Result<Outcome, String> {
        self.outcome.full_resends = self.server.whole.len().saturating_sub(1) as u64;
        let own = self.server.own();
        let show = self.machine.show();
        match &show {
            Show::Done(batch) => {
                if own.len() != 1 {
                    return Err(format!("{} batches", own.len()));
                }
                if own[0].id != *batch {
                    return Err("another batch was adopted".into());
                }
                let mut at = 0;
                for range in &own[0].bytes {
                    if range.start != at {
                        return Err(format!("byte {at} is not in place"));
                    }
                    at = range.end;
                }
                if at != self.spec.size {
                    return Err(format!("{at} of {} bytes", self.spec.size));
                }
            }
            Show::Cancelled { unsure: false } if self.cancelled > 0 => {
                if !own.is_empty() {
                    return Err("cancelled, but a batch was made".into());
                }
            }
            // Cancelled twice: the person did not wait for the server's word, and is told so.
            // So is who cancelled while an answer was awaited that never came.
            Show::Cancelled { unsure: true } if self.cancelled > 0 && own.len() < 2 => {
                self.outcome.unsure += 1;
            }
            other => return Err(format!("ended as {other:?}")),
        }
        let parts = self.spec.size / MB + 20;
        let bound = 400 + parts * 12 + u64::from(self.retries) * 200;
        if self.outcome.requests > bound {
            return Err(format!(
                "{} requests, more than {bound}",
                self.outcome.requests
            ));
        }
        Ok(self.outcome)
    }

    fn happen(&mut self, later: Later) {
        match later {
            Later::Event(tab, event) => self.deliver(tab, event),
            Later::Arrive {
                tab,
                request,
                send,
                token,
                fate,
            } => {
                self.arrive(tab, request, &send, token, fate);
            }
            Later::Chaos(chaos) => self.happen_chaos(chaos),
        }
    }

    /// An answer reaches the tab that waits for it; an aborted request has none.
    fn deliver(&mut self, tab: u32, event: Event) {
        if tab != self.tab {
            return;
        }
        if let Event::Acked { request, .. } | Event::Failed { request, .. } = &event
            && self.flying.remove(request).is_none()
        {
            return;
        }
        self.step(event);
    }

    fn happen_chaos(&mut self, chaos: Chaos) {
        if self.loud {
            println!("{:>9} !! {chaos:?}", self.now);
        }
        match chaos {
            Chaos::NetworkDown { told } => {
                self.up = false;
                // Bodies that have left are with the server; the rest breaks. Nobody gets an answer any more.
                let broken: Vec<(u64, u32)> =
                    self.flying.iter().map(|(r, f)| (*r, f.tab)).collect();
                for (request, tab) in broken {
                    let left = self.flying.get(&request).is_some_and(|f| f.left);
                    if !left || self.random.chance(70) {
                        self.break_off(tab, request);
                    }
                }
                if told {
                    self.step(Event::Offline);
                }
            }
            Chaos::NetworkUp { told } => {
                self.up = true;
                if told {
                    self.step(Event::Online);
                }
            }
            Chaos::ServerRestart => self.server.restart(),
            Chaos::Reload => self.reload(),
            Chaos::TokenDies => {
                self.server.token_from = self.token + 1;
                self.refresh_dead = self.random.chance(30);
            }
            Chaos::Pause => self.step(Event::Pause),
            Chaos::Resume => self.step(Event::Resume),
            Chaos::FileGone => {
                let sending = self.flying.iter().filter(|(_, f)| !f.left);
                let sending: Vec<(u64, u32)> = sending.map(|(r, f)| (*r, f.tab)).collect();
                for (request, tab) in sending {
                    let error = Error::FileUnreadable;
                    self.at(
                        self.now,
                        Later::Event(tab, Event::Failed { request, error }),
                    );
                }
            }
            Chaos::FileBack => self.step(Event::FileGiven),
            Chaos::Woke => self.step(Event::Woke),
            Chaos::StorageGone => {
                self.outcome.vanished += 1;
                self.journal.snapshot = None;
                self.has_journal = false;
                self.server.token_from = self.token + 1;
                self.refresh_dead = true;
            }
            Chaos::LockHeld(held) => {
                self.outcome.lock_waits += 1;
                self.lock_until = self.now + held;
            }
            Chaos::Sleep(slept) => self.sleep(slept),
            Chaos::OtherUpload => self.server.add_other(self.now),
            Chaos::Cancel => {
                if !matches!(self.machine.show(), Show::Done(_) | Show::Idle) {
                    self.cancelled += 1;
                    self.step(Event::Cancel);
                }
            }
            Chaos::PersonRetries => {
                self.retries += 1;
                self.whole_before = self.server.whole.len();
                self.outcome.retries_by_person += 1;
                self.step(Event::Retry);
            }
            Chaos::PersonSignsIn => {
                self.outcome.sign_ins += 1;
                self.refresh_dead = false;
                self.token = self.token.max(self.server.token_from);
                self.step(Event::SignedIn {
                    left_ms: Some(1_800_000),
                });
            }
        }
    }

    /// Nothing reaches the tab and no byte moves; the clock goes on.
    fn sleep(&mut self, slept: u64) {
        self.outcome.slept += 1;
        let until = self.now + slept;
        let early: Vec<(u64, u64)> = self
            .later
            .range(..(until, 0))
            .filter(|(_, later)| !matches!(later, Later::Chaos(_)))
            .map(|(key, _)| *key)
            .collect();
        for (at, order) in early {
            if let Some(later) = self.later.remove(&(at, order)) {
                self.later.insert((until + at - self.now, order), later);
            }
        }
        self.wake = self.wake.map(|at| at.max(until));
        self.chaos(until, Chaos::Woke);
    }

    /// The request ends for the client without an answer.
    fn break_off(&mut self, tab: u32, request: u64) {
        if self.flying.contains_key(&request) {
            self.at(
                self.now,
                Later::Event(
                    tab,
                    Event::Failed {
                        request,
                        error: Error::Network,
                    },
                ),
            );
        }
    }

    fn reload(&mut self) {
        // Without a journal nobody could go on: the upload would be gone with the tab, and that is said beforehand.
        let Some(snapshot) = self.journal.snapshot.clone().filter(|_| self.has_journal) else {
            return;
        };
        if matches!(
            self.machine.show(),
            Show::Done(_) | Show::Cancelled { .. } | Show::Idle
        ) {
            return;
        }
        if self.cancelled > 0 {
            return;
        }
        self.outcome.reloads += 1;
        self.whole_before = self.server.whole.len();
        // Bodies that have left are worked on; the others never arrive.
        self.flying.clear();
        self.tab += 1;
        let Some(machine) = Session::restore(
            self.settings.clone(),
            &snapshot,
            self.seed + u64::from(self.tab),
        ) else {
            self.wrong = Some("the journal could not be read".into());
            return;
        };
        self.machine = machine;
        self.machine.lose_file();
        self.step(Event::Token {
            left_ms: Some(600_000),
        });
        self.step(Event::Start);
        let given = self.now + self.random.within(100..300_000);
        self.chaos(given, Chaos::FileBack);
    }

    fn step(&mut self, event: Event) {
        if self.loud && !matches!(event, Event::Progress { .. } | Event::Tick) {
            println!("{:>9} -> {event:?}", self.now);
        }
        let actions = self.machine.step(self.now, event);
        for action in actions {
            self.act(action);
        }
        self.wake = self.machine.wake_at();
        self.person();
    }

    /// The person at the screen: retries what has stopped, a few times.
    fn person(&mut self) {
        let waiting = self
            .later
            .values()
            .any(|l| matches!(l, Later::Chaos(Chaos::PersonRetries)));
        if matches!(self.machine.show(), Show::Failed(_)) && !waiting && self.retries < 40 {
            let at = self.now + self.random.within(1_000..600_000);
            self.chaos(at, Chaos::PersonRetries);
        }
    }

    fn act(&mut self, action: Action) {
        if self.loud && !matches!(action, Action::Save { .. }) {
            println!("{:>9} <- {action:?}", self.now);
        }
        let (tab, now) = (self.tab, self.now);
        match action {
            Action::Send(send) => self.send(send),
            Action::Abort { request } => {
                self.flying.remove(&request);
            }
            Action::TakeBaseline => {
                self.outcome.requests += 1;
                let result = match self.small_fault() {
                    Some(error) => Err(error),
                    None => {
                        self.journal.known = known(&self.wanted, &self.server.listed(now));
                        Ok(())
                    }
                };
                self.answer(Event::BaselineTaken(result));
            }
            Action::LookUp { look } => {
                self.outcome.requests += 1;
                let looked = match self.small_fault() {
                    Some(error) => Looked::Failed(error),
                    None => {
                        let known = &self.journal.known;
                        let rows = self.server.listed(now.saturating_sub(self.list_lag));
                        let rows: Vec<&Batch> = rows.iter().collect();
                        let found = self.wanted.find(&rows, |id| known.contains(id));
                        if found.is_some() {
                            self.outcome.adopted += 1;
                        }
                        found.map_or(Looked::NotThere, Looked::Found)
                    }
                };
                self.answer(Event::LookedUp { look, looked });
            }
            Action::Probe => {
                self.outcome.requests += 1;
                self.answer(Event::Probed { ok: self.up });
            }
            Action::RefreshToken => {
                self.outcome.requests += 1;
                let event = if !self.up {
                    Event::TokenFailed(Error::Network)
                } else if now < self.lock_until {
                    // The wait for the other tab has an end.
                    let failed = Event::TokenFailed(Error::Timeout);
                    self.at(now + 10_000, Later::Event(tab, failed));
                    return;
                } else if self.refresh_dead {
                    Event::TokenFailed(Error::SignedOut)
                } else {
                    self.token = self.token.max(self.server.token_from);
                    Event::TokenRenewed {
                        left_ms: Some(1_800_000),
                    }
                };
                self.answer(event);
            }
            Action::AskSignIn => {
                let at = now + self.random.within(1_000..600_000);
                self.chaos(at, Chaos::PersonSignsIn);
            }
            Action::Save { ticket } => {
                self.journal.snapshot = Some(self.machine.snapshot());
                let delay = self.random.pick(&[1, 5, 10_000]);
                self.at(now + delay, Later::Event(tab, Event::Saved { ticket }));
            }
            Action::Log(note) => self.log(&note),
        }
    }

    fn log(&mut self, note: &Note) {
        match note {
            Note::StartedAgain => self.outcome.restarts += 1,
            Note::Smaller { .. } => self.outcome.smaller += 1,
            Note::PartRefusedOutOfOrder { .. } => self.outcome.in_order += 1,
            Note::Cancelled => self.outcome.cancelled += 1,
            Note::Stopped(Trouble::Refused { status: 500, .. }) => self.outcome.refused += 1,
            _ => {}
        }
    }

    fn answer(&mut self, event: Event) {
        let at = self.now + self.random.within(20..2_000);
        self.at(at, Later::Event(self.tab, event));
    }

    /// What may happen to a small request.
    fn small_fault(&mut self) -> Option<Error> {
        if !self.up {
            return Some(Error::Network);
        }
        if self.now > self.calm || !self.random.chance(self.trouble / 2) {
            return None;
        }
        Some(self.random.pick(&[
            Error::Network,
            Error::Timeout,
            html(502),
            html(503),
            status(500, "{}"),
        ]))
    }

    fn send(&mut self, send: Send) {
        self.outcome.requests += 1;
        let (tab, now, request) = (self.tab, self.now, send.request);
        let bytes = send.range.end - send.range.start;
        self.outcome.bytes_sent += bytes;
        self.check_order(&send);
        self.flying.insert(
            request,
            Flying {
                send: send.clone(),
                tab,
                left: false,
            },
        );
        if !self.up {
            let error = Error::Network;
            self.at(
                now + 50,
                Later::Event(tab, Event::Failed { request, error }),
            );
            return;
        }
        let fate = self.fate(&send);
        let takes = bytes * 1_000 / self.speed + self.random.within(5..500);
        match fate {
            Fate::Stall => return,
            Fate::CutBefore => {
                let at = now + takes / 2;
                self.at(
                    at,
                    Later::Event(
                        tab,
                        Event::Failed {
                            request,
                            error: Error::Network,
                        },
                    ),
                );
                return;
            }
            _ => {}
        }
        let steps = match self.telling {
            Telling::Nothing if send.is_final => 0,
            _ => (takes / 1_200).min(2_000),
        };
        // What browsers are trusted with: the count is never more than 5 % behind for more than two seconds.
        let nearly = (steps > 0 || self.telling != Telling::Nothing).then_some(97);
        let shares = (1..=steps).map(|step| step * 100 / (steps + 1));
        for share in shares.chain(nearly) {
            let loaded = bytes * share / 100;
            let mut at = now + takes * share / 100;
            if self.telling == Telling::Late {
                at += self.random.within(0..400);
            }
            self.at(at, Later::Event(tab, Event::Progress { request, loaded }));
        }
        let token = self.token;
        self.at(
            now + takes,
            Later::Arrive {
                tab,
                request,
                send,
                token,
                fate,
            },
        );
    }

    /// The final part is sent alone, after every other was acknowledged.
    fn check_order(&mut self, send: &Send) {
        let Some(chunks) = send.chunks else { return };
        if send.part > 0 && send.upload_id.is_none() {
            self.wrong = Some(format!(
                "chunk {} was sent before the session was open",
                send.part
            ));
        }
        if send.is_final {
            let acked = self.machine.chunks().map_or(0, |(acked, _)| acked);
            if acked + 1 != chunks || !self.flying.is_empty() {
                self.wrong = Some(format!(
                    "the final chunk was sent after {acked} of {chunks}"
                ));
            }
        }
    }

    fn fate(&mut self, send: &Send) -> Fate {
        let last = send.is_final;
        // The network heals in the end, or no schedule would.
        if self.now > self.calm || !self.random.chance(self.trouble) {
            return Fate::Fine;
        }
        let worked = self.random.chance(50);
        match self.random.within(0..17) {
            12 if last => Fate::Wrapped,
            13 if last => Fate::Full,
            14 if last => Fate::Own { worked },
            15 | 16 if last => Fate::Slow,
            0 | 1 => Fate::CutBefore,
            2 | 3 => Fate::CutAfter { worked },
            4 => Fate::Status {
                code: self.random.pick(&[500, 502, 504, 520, 522]),
                worked,
            },
            5 => Fate::Status { code: 524, worked },
            6 => Fate::Status {
                code: self.random.pick(&[408, 425]),
                worked: false,
            },
            7 => Fate::Slower {
                code: self.random.pick(&[429, 503]),
                after: self
                    .random
                    .pick(&[None, Some(0), Some(7_000), Some(u64::MAX)]),
            },
            8 => Fate::Page { worked },
            9 => Fate::Stall,
            10 => Fate::Silence { worked },
            _ if last && send.chunks.is_some() && worked => Fate::Lost,
            _ if last && send.chunks.is_some() => Fate::Incomplete,
            _ => Fate::CutAfter { worked },
        }
    }

    /// What the browser says of a body that has left.
    fn tell_sent(&mut self, tab: u32, request: u64, send: &Send) {
        let loaded = send.range.end - send.range.start;
        let (now, count) = (self.now, Event::Progress { request, loaded });
        match self.telling {
            Telling::Prompt => self.happen(Later::Event(tab, Event::BodySent { request })),
            Telling::WithAnswer => self.happen(Later::Event(tab, count)),
            Telling::ShortCount | Telling::Nothing => {}
            Telling::Late => {
                for event in [Event::BodySent { request }, count] {
                    let at = now + self.random.within(0..20_000);
                    self.at(at, Later::Event(tab, event));
                }
            }
        }
    }

    fn arrive(&mut self, tab: u32, request: u64, send: &Send, token: u32, fate: Fate) {
        // Aborted, cut or reloaded before the body had left: the server never saw the end of it.
        let Some(flying) = self
            .flying
            .get_mut(&request)
            .filter(|f| f.tab == tab && f.send == *send)
        else {
            return;
        };
        flying.left = true;
        self.tell_sent(tab, request, send);
        let now = self.now;
        // Asked to come back later: no work was done, and nothing is doubtful.
        let turned_away = matches!(
            fate,
            Fate::Slower { code: 429, .. } | Fate::Status { code: 425, .. }
        );
        if send.is_final && !turned_away && self.server.lets_in(send, token) {
            let whole = send.chunks.and(send.upload_id.clone());
            if send.chunks.is_none() || !self.server.whole.contains(&whole) {
                self.server.whole.push(whole);
            }
        }
        let late = now
            + match fate {
                // The answer awaited, a server may take its time.
                Fate::Slow => self.random.within(10_000..50_000),
                _ if send.is_final && self.random.chance(20) => self.random.within(0..8_000),
                _ => 0,
            };
        let worked = !matches!(
            fate,
            Fate::CutAfter { worked: false }
                | Fate::Status { worked: false, .. }
                | Fate::Page { worked: false }
                | Fate::Silence { worked: false }
                | Fate::Slower { .. }
                | Fate::Lost
                | Fate::Wrapped
                | Fate::Full
                | Fate::Own { worked: false }
                | Fate::Incomplete
        );
        let result = worked.then(|| self.server.take(send, token, late));
        let outcome: Result<UploadAnswer, Error> = match fate {
            Fate::Silence { .. } => return,
            Fate::CutAfter { .. } => Err(Error::Network),
            Fate::Status { code, .. } => Err(html(code)),
            Fate::Page { .. } => Err(Error::Decode { what: "page" }),
            Fate::Slower { code, after } => Err(Error::Status {
                code,
                problem: omr_batch_console::api::Problem::default(),
                retry_after_ms: after,
            }),
            Fate::Lost => {
                self.server.lose(send.upload_id.as_ref());
                Err(status(500, r#"{"detail":"Failed to reassemble chunks"}"#))
            }
            Fate::Incomplete => {
                self.server.lose(send.upload_id.as_ref());
                Ok(UploadAnswer {
                    upload_id: send.upload_id.clone(),
                    chunks_received: Some(1),
                    ..UploadAnswer::default()
                })
            }
            Fate::Wrapped => {
                self.server.lose(send.upload_id.as_ref());
                Err(words(
                    500,
                    "Batch creation failed: 403: Task 14900113 is finalized",
                ))
            }
            Fate::Full => Err(words(507, "No space left on device")),
            Fate::Own { worked } => {
                if !worked {
                    self.server.lose(send.upload_id.as_ref());
                }
                Err(words(500, "Batch creation failed: connection lost"))
            }
            Fate::Fine | Fate::Slow | Fate::CutBefore | Fate::Stall => {
                result.unwrap_or(Err(Error::Network))
            }
        };
        let at = late.max(now) + self.random.within(5..3_000);
        if matches!(self.telling, Telling::WithAnswer | Telling::ShortCount) {
            self.at(at, Later::Event(tab, Event::BodySent { request }));
        }
        let event = match outcome {
            Ok(answer) => Event::Acked { request, answer },
            Err(error) => Event::Failed { request, error },
        };
        self.at(at, Later::Event(tab, event));
    }
}

fn known(wanted: &Wanted, rows: &[Batch]) -> Vec<BatchId> {
    wanted.known(&rows.iter().collect::<Vec<_>>())
}
