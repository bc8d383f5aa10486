//! Words of the sign-in page. What went wrong is told apart: password, lock-out, server, network.

use super::catalog::say;
use crate::api::Error;

texts! {
    /// Heading and title.
    pub title = "login-title";
    /// One line on what this is.
    pub lead = "login-lead";
    /// Field.
    pub username = "login-username";
    /// Field.
    pub password = "login-password";
    /// Button.
    pub submit = "login-submit";
    /// Button, while the server is asked.
    pub busy = "login-busy";
    /// Shows what was typed.
    pub show = "login-show";
    /// Hides it again.
    pub hide = "login-hide";
    /// What the button does, in full.
    pub show_password = "login-show-password";
    /// What the button does, in full.
    pub hide_password = "login-hide-password";
    /// Above the list of what is wrong (UX-08).
    pub problem = "login-problem";
    /// Heading of the dialog over a page whose session has ended.
    pub again = "login-again";
    /// Its text: what happened, what became of the work.
    pub again_text = "login-again-text";
    /// Leaves the page for another account.
    pub other_account = "login-other-account";
    /// When a link of a teammate or an ended session leads here.
    pub next = "login-next";
    /// Empty field.
    pub enter_username = "login-enter-username";
    /// Empty field.
    pub enter_password = "login-enter-password";
}

/// Why it is not known at start who is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtStart {
    /// No answer.
    Unreachable,
    /// The server is reached, and in trouble.
    ServerTrouble,
}

/// What stands in the place of every page then.
#[must_use]
pub fn at_start(error: &Error) -> AtStart {
    match error.status() {
        Some(500..=599) => AtStart::ServerTrouble,
        _ => AtStart::Unreachable,
    }
}

impl AtStart {
    /// Heading.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Unreachable => say("login-unreachable"),
            Self::ServerTrouble => say("login-server-trouble"),
        }
    }

    /// What became of the session, and what happens next.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Unreachable => say("login-unreachable-text"),
            Self::ServerTrouble => say("login-server-trouble-text"),
        }
    }

    /// Whether the heading leaves the cause open.
    #[must_use]
    pub fn shows_cause(self) -> bool {
        self == Self::Unreachable
    }
}

/// Who helps with a lost password, where the deployment names someone.
#[must_use]
pub fn help(support: Option<&str>) -> String {
    match support {
        Some(support) => fill!("login-help", support = support),
        None => say("login-help-administrator").to_owned(),
    }
}

/// Why signing in did not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// 401, and 422: some servers answer that to a name or password too short to be one. Which of the two is wrong nobody
    /// says, and neither does the server.
    Wrong,
    /// 429 or 423: too many attempts; seconds to wait where the server says so.
    Locked(Option<u64>),
    /// 403: the account may not sign in.
    Refused,
    /// 5xx, or an answer that is none.
    Server,
    /// No answer, and the browser says that it is offline or not.
    Network {
        /// `navigator.onLine` was false.
        offline: bool,
    },
    /// No answer in time.
    Timeout,
}

/// What a failed sign-in means; `None` for what has no words of its own here. `offline`: `navigator.onLine` is false.
#[must_use]
pub fn trouble_of(error: &Error, offline: bool) -> Option<Trouble> {
    Some(match error {
        Error::Status {
            code: 401 | 422, ..
        } => Trouble::Wrong,
        Error::Status {
            code: 423 | 429,
            retry_after_ms,
            ..
        } => Trouble::Locked(retry_after_ms.map(|ms| ms.div_ceil(1_000))),
        Error::Status { code: 403, .. } => Trouble::Refused,
        Error::Network => Trouble::Network { offline },
        Error::Timeout => Trouble::Timeout,
        Error::Status {
            code: 500..=599, ..
        }
        | Error::Decode { .. } => Trouble::Server,
        _ => return None,
    })
}

/// Cause and next step in one or two sentences.
#[must_use]
pub fn trouble(trouble: Trouble) -> String {
    let text = match trouble {
        Trouble::Locked(Some(seconds)) => {
            return fill!("login-locked", time = super::time::about(seconds));
        }
        Trouble::Wrong => say("login-wrong"),
        Trouble::Locked(None) => say("login-locked-for-minutes"),
        Trouble::Refused => say("login-refused"),
        Trouble::Server => say("login-server"),
        Trouble::Network { offline: true } => say("login-offline"),
        Trouble::Network { offline: false } => say("login-no-network"),
        Trouble::Timeout => say("login-timeout"),
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Problem;

    #[test]
    fn every_trouble_reads_differently() {
        let all = [
            Trouble::Wrong,
            Trouble::Locked(Some(90)),
            Trouble::Locked(None),
            Trouble::Refused,
            Trouble::Server,
            Trouble::Network { offline: true },
            Trouble::Network { offline: false },
            Trouble::Timeout,
        ];
        let texts: std::collections::HashSet<String> = all.into_iter().map(trouble).collect();
        assert_eq!(texts.len(), all.len());
    }

    #[test]
    fn b20_a_password_too_short_to_be_one_is_a_wrong_password() {
        let of = |code| {
            let error = Error::Status {
                code,
                problem: Problem::default(),
                retry_after_ms: None,
            };
            trouble_of(&error, false)
        };
        assert_eq!(of(422), of(401));
        assert_eq!(of(422), Some(Trouble::Wrong));
        assert_eq!(of(400), None);
        assert_eq!(of(503), Some(Trouble::Server));
    }

    #[test]
    fn b13_a_server_in_trouble_at_start_is_not_called_out_of_reach() {
        let answered = |code| Error::Status {
            code,
            problem: Problem::default(),
            retry_after_ms: None,
        };
        for code in [500, 502, 503, 504] {
            let trouble = at_start(&answered(code));
            assert_eq!(trouble.heading(), "The server has trouble at the moment");
            assert!(trouble.text().ends_with("Trying again every few seconds."));
            assert!(!trouble.text().contains("network"));
        }
        for error in [Error::Network, Error::Timeout] {
            assert_eq!(at_start(&error), AtStart::Unreachable);
        }
        assert!(
            AtStart::Unreachable
                .text()
                .ends_with("Trying again every few seconds.")
        );
    }

    #[test]
    fn a_lock_out_says_how_long() {
        assert!(trouble(Trouble::Locked(Some(90))).contains("2 minutes"));
    }
}
