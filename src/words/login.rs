//! Words of the sign-in page. What went wrong is told apart: password, lock-out, server, network.

/// Heading and title.
pub const TITLE: &str = "Sign in";
/// One line on what this is.
pub const LEAD: &str = "Upload scanned answer sheets and follow their processing.";
/// Field.
pub const USERNAME: &str = "Username";
/// Field.
pub const PASSWORD: &str = "Password";
/// Button.
pub const SUBMIT: &str = "Sign in";
/// Button, while the server is asked.
pub const BUSY: &str = "Signing in…";
/// Shows what was typed.
pub const SHOW: &str = "Show";
/// Hides it again.
pub const HIDE: &str = "Hide";
/// What the button does, in full.
pub const SHOW_PASSWORD: &str = "Show the password";
/// What the button does, in full.
pub const HIDE_PASSWORD: &str = "Hide the password";
/// Above the list of what is wrong (UX-08).
pub const PROBLEM: &str = "There is a problem";
/// Heading of the dialog over a page whose session has ended.
pub const AGAIN: &str = "Sign in again";
/// Its text: what happened, what became of the work.
pub const AGAIN_TEXT: &str = "Your session has ended. Sign in to go on where you are: nothing on this page is lost, and uploads wait.";
/// Leaves the page for another account.
pub const OTHER_ACCOUNT: &str = "Use another account";
/// Heading when the server cannot be asked who is signed in.
pub const UNREACHABLE: &str = "The console cannot reach the server";
/// Below it, after the cause.
pub const UNREACHABLE_TEXT: &str =
    "You are still signed in. It is tried again as soon as the network is back.";
/// When a link of a teammate or an ended session leads here.
pub const NEXT: &str = "Sign in to go on to the page that you asked for.";
/// Empty field.
pub const ENTER_USERNAME: &str = "Enter your username";
/// Empty field.
pub const ENTER_PASSWORD: &str = "Enter your password";
/// 401. It does not say which of the two, and neither does the server.
pub const WRONG: &str =
    "The username or the password is not right. Check both and try again; capital letters count.";

/// Who helps with a lost password, where the deployment names someone.
#[must_use]
pub fn help(support: Option<&str>) -> String {
    match support {
        Some(support) => format!("Forgotten your password, or no account yet? Ask {support}."),
        None => "Forgotten your password, or no account yet? Ask your administrator.".to_owned(),
    }
}

/// Why signing in did not work, apart from a wrong password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
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

/// Cause and next step in one or two sentences.
#[must_use]
pub fn trouble(trouble: Trouble) -> String {
    match trouble {
        Trouble::Locked(Some(seconds)) => {
            format!("Too many attempts to sign in. Wait {} and try again.", super::time::about(seconds))
        }
        Trouble::Locked(None) => "Too many attempts to sign in. Wait a few minutes and try again.".to_owned(),
        Trouble::Refused => "This account may not sign in. Ask your administrator.".to_owned(),
        Trouble::Server => "The server has trouble at the moment. Your password may well be right: try again in a minute.".to_owned(),
        Trouble::Network { offline: true } => "You are offline, so the server could not be asked. Connect to the network and try again.".to_owned(),
        Trouble::Network { offline: false } => "The server could not be reached. Check your network connection and try again.".to_owned(),
        Trouble::Timeout => "The server took too long to answer. Try again.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_reads_differently() {
        let all = [
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
        assert!(!texts.contains(WRONG));
    }

    #[test]
    fn a_lock_out_says_how_long() {
        assert!(trouble(Trouble::Locked(Some(90))).contains("2 minutes"));
    }
}
