//! The token: renewed ahead where it would not outlive the next body, on 401 otherwise, and the person asked last (F-16).

use super::{Action, Note, Session};
use crate::{
    api::Error,
    upload::retry::{Class, class},
};

/// After a renewal ahead of time has failed, the old token is used on for this long.
const AHEAD_PAUSE_MS: u64 = 10_000;
/// What a body is expected to take before the speed is known, in bytes per second.
const GUESSED_SPEED: u64 = 1_000_000;

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Token {
    /// Counts the tokens, so that the refusal of an old one is told from that of the present one.
    pub number: u32,
    expires: Option<u64>,
    /// Its life when it came, in milliseconds.
    life: u64,
    state: State,
    /// It came after a 401 and nothing was accepted since: another 401 means that the person has to sign in.
    on_trial: bool,
    ahead_from: u64,
    retry_at: u64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Fine,
    /// Refused: nothing is sent with it.
    Stale,
    /// `ahead`: the old one can still be used.
    Renewing {
        ahead: bool,
    },
    SignIn,
}

impl Token {
    pub fn accepted(&mut self) {
        self.on_trial = false;
    }

    pub fn asks_person(&self) -> bool {
        self.state == State::SignIn
    }

    pub fn wake(&self) -> Option<u64> {
        (self.state == State::Stale).then_some(self.retry_at)
    }

    fn replace(&mut self, now: u64, left_ms: Option<u64>) {
        self.number += 1;
        self.expires = left_ms.map(|left| now + left);
        self.life = left_ms.unwrap_or(0);
        self.state = State::Fine;
    }
}

impl Session {
    pub(super) fn token_known(&mut self, left_ms: Option<u64>) {
        self.token.expires = left_ms.map(|left| self.now + left);
        self.token.life = self.token.life.max(left_ms.unwrap_or(0));
    }

    /// Ready to make requests; otherwise sees to it that a new token comes.
    pub(super) fn token_ready(&mut self) -> bool {
        match self.token.state {
            State::Fine => true,
            State::Renewing { .. } | State::SignIn => false,
            State::Stale => {
                if self.token.retry_at <= self.now && self.network_ready() {
                    self.token.state = State::Renewing { ahead: false };
                    self.out.push(Action::RefreshToken);
                }
                false
            }
        }
    }

    /// A request with token `number` was answered 401.
    pub(super) fn token_refused(&mut self, number: u32) {
        if number != self.token.number || self.token.state != State::Fine {
            return; // An older token; the new one is there or on its way.
        }
        if self.token.on_trial {
            self.ask_person();
            return;
        }
        self.token.on_trial = true;
        self.token.retry_at = self.now;
        self.token.state = State::Stale;
    }

    /// The token would not outlive a body of so many bytes. One in the first half of its life is taken as it is: a
    /// younger one would hardly be better.
    pub(super) fn should_renew_ahead(&self, bytes: u64) -> bool {
        let Some(expires) = self.token.expires else {
            return false;
        };
        let share = self
            .meter
            .rate()
            .filter(|s| *s > 0)
            .unwrap_or(GUESSED_SPEED)
            / u64::from(self.window.max(1));
        let need = bytes.saturating_mul(1_000) / share.max(1) + self.settings.token_margin_ms;
        let left = expires.saturating_sub(self.now);
        left < need && left < self.token.life / 2 && self.now >= self.token.ahead_from
    }

    pub(super) fn renew_token(&mut self) {
        self.token.state = State::Renewing { ahead: true };
        self.out.push(Action::RefreshToken);
    }

    pub(super) fn token_renewed(&mut self, left_ms: Option<u64>) {
        self.token.replace(self.now, left_ms);
        self.network_answered();
        self.note(Note::TokenRenewed);
    }

    pub(super) fn token_failed(&mut self, error: &Error) {
        let State::Renewing { ahead } = self.token.state else {
            return;
        };
        match class(error) {
            Class::Token | Class::Refused | Class::SessionLost => self.ask_person(),
            kind => {
                if kind == Class::Network {
                    self.doubt_network();
                }
                if ahead {
                    self.token.state = State::Fine;
                    self.token.ahead_from = self.now + AHEAD_PAUSE_MS;
                } else {
                    self.token.state = State::Stale;
                    let wait = self.back_off(error).max(1_000);
                    self.token.retry_at = self.now + wait;
                }
            }
        }
    }

    fn ask_person(&mut self) {
        self.token.state = State::SignIn;
        self.end_flights(|session, flight| session.is_last(flight.part));
        self.meter.interrupt();
        self.note(Note::SignInNeeded);
        self.out.push(Action::AskSignIn);
    }

    pub(super) fn signed_in(&mut self, left_ms: Option<u64>) {
        let asked = self.token.asks_person();
        self.token.replace(self.now, left_ms);
        self.token.on_trial = false;
        if asked {
            self.note(Note::SignedIn);
            self.forgive();
        }
    }
}
